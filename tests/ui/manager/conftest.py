from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.support.ask import Ask
from ui.support.run_op import OpRunner

Page = TypeVar("Page", bound=QWidget)


@dataclass
class Answering:
    """Answers every question at once with ``answer``; None is a no. Remembers what was asked."""

    answer: str | None = "yes"
    asked: list[Ask] = field(default_factory=list)

    def __call__(self, _parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.answer is not None:
            answered(self.answer)


@pytest.fixture
def ask() -> Answering:
    return Answering()


@dataclass
class Stage:
    """Shows pages and lets everything arrive."""

    runner: OpRunner
    qtbot: QtBot

    def open(self, page: Page) -> Page:
        """Show a page, read its data."""
        self.qtbot.addWidget(page)
        page.resize(1162, 660)
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(page.isActiveWindow)
        refresh = getattr(page, "refresh")  # noqa: B009 - every page has it, QWidget does not
        refresh()
        self.settle()
        return page

    def settle(self) -> None:
        """Let everything under way arrive, and what it starts."""
        for _ in range(4):
            assert self.runner.wait(90_000)  # no measure of anything: a busy machine is no failure


@pytest.fixture
def stage(runner: OpRunner, qtbot: QtBot) -> Stage:
    return Stage(runner, qtbot)
