"""The columns of the list of tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from app.tasks.domain import TaskLine
from ui.pages.approvals.section import DASH
from ui.pages.tasks_words import due_word, kind_word
from ui.widgets.table import Column

CASE = 3
"""The place of the numbers of the cases, which are left out where there is no room."""


def columns(today: Callable[[], date | None]) -> tuple[Column, ...]:
    """Due, kind, client, case, what is to be done, whose; ``today`` as of the list read last."""
    translate = QCoreApplication.translate

    def due(line: TaskLine) -> tuple[str, str]:
        return due_word(line, today() or line.task.due_on)

    return (
        Column(
            translate("TasksPage", "Due"), lambda line: due(line)[0], 152, chip=lambda line: due(line)[1],
            order=lambda line: line.task.due_on,
        ),
        Column(translate("TasksPage", "Kind"), lambda line: kind_word(line.task.kind), 148),
        Column(translate("TasksPage", "Client"), lambda line: line.client_name or DASH, 110),
        Column(translate("TasksPage", "Case"), lambda line: line.task.case_number or DASH, 160),
        Column(translate("TasksPage", "What is to be done"), lambda line: line.task.text.replace("\n", " ")),
        Column(translate("TasksPage", "Assigned to"), lambda line: line.assigned_name or DASH, 90),
    )  # fmt: skip
