"""Which tasks are looked for: whose, open or overdue or done, of a kind, of a client, of a case, due when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.tasks.domain import Show, TaskKind, Wanted, Whose
from ui.pages.churn_period import Span, period_of
from ui.pages.tasks_words import kind_word
from ui.theme import fix, space
from ui.widgets.banner import show_toast
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import button
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.tool_row import ToolRow

Code = TypeVar("Code", bound=StrEnum)

KEPT = ("whose", "show", "kind", "due")
"""What of the filters is kept between sessions: names and numbers of clients are not written to a file."""


class Due(StrEnum):
    """The days between which a task is due, as seen from today: so what is kept does not grow stale."""

    TODAY = "today"  # and before
    WEEK = "week"
    MONTH = "month"
    NEXT_MONTH = "next-month"


def read_filters(filters: Mapping[str, str], today: date) -> Wanted:
    """What a person asked for as the service takes it; a code that is not known any more asks for nothing."""
    since, until = _days(filters.get("due", ""), today)
    kind = filters.get("kind", "")
    return Wanted(
        whose=_one_of(Whose, filters.get("whose", ""), Whose.MINE),
        show=_one_of(Show, filters.get("show", ""), Show.OPEN),
        kind=TaskKind(kind) if kind in set(TaskKind) else None, client=filters.get("client", ""),
        case_number=filters.get("case", ""), since=since, until=until,
    )  # fmt: skip


def _one_of(codes: type[Code], text: str, usual: Code) -> Code:
    return codes(text) if text in set(codes) else usual


def _days(due: str, today: date) -> tuple[date | None, date | None]:
    if due == Due.TODAY:
        return None, today
    if due == Due.WEEK:
        period = period_of(Span.WEEK, today)
    elif due == Due.MONTH:
        period = period_of(Span.MONTH, today)
    elif due == Due.NEXT_MONTH:
        period = period_of(Span.MONTH, today).step(1)
    else:
        return None, None
    return period.since, period.until


class FilterBar(QWidget):
    """The second line of the card: kind, client, case, due. ``whose`` and ``show`` stand in the card's head."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.whose, self.show_ = Segmented(), Segmented()
        self.kind, self.due = ComboBox(), ComboBox()
        self.client, self.case = LineEdit(limit=60), LineEdit(limit=32)
        self.clear = button("", "link", "close")
        around = QHBoxLayout(self)
        around.setContentsMargins(space.S, 0, space.S, space.HAIR)
        row = ToolRow()
        around.addWidget(row)
        for widget, width in ((self.kind, 160), (self.client, 104), (self.case, 120), (self.due, 132)):
            fix(widget, width=width)
            row.add_left(widget)
        row.add_right(self.clear)
        for editor in (self.whose, self.show_, self.kind, self.client, self.case, self.due):
            editor.edited.connect(self.edited)
        self.clear.clicked.connect(self._clear)
        self.retranslate()
        self.set_values({})

    def values(self) -> dict[str, str]:
        """What is looked for, by field."""
        return {
            "whose": self.whose.value(), "show": self.show_.value(), "kind": self.kind.value(),
            "client": self.client.value().strip(), "case": self.case.value().strip(), "due": self.due.value(),
        }  # fmt: skip

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show what is looked for, without telling."""
        whose, shown = values.get("whose", ""), values.get("show", "")
        self.whose.set_value(whose if whose in set(Whose) else Whose.MINE.value)
        self.show_.set_value(shown if shown in set(Show) else Show.OPEN.value)
        self.kind.set_value(values.get("kind", ""))
        self.due.set_value(values.get("due", ""))
        self.client.set_value(values.get("client", ""))
        self.case.set_value(values.get("case", ""))

    def narrowed(self) -> bool:
        """Whether something is left out besides by whose and by state."""
        return any(self.values()[name] for name in ("kind", "client", "case", "due"))

    def _clear(self) -> None:
        values = self.values()
        cleared = {"whose": values["whose"], "show": values["show"]}
        self._look_for(cleared)
        if any(value for name, value in values.items() if name not in cleared):
            text = QCoreApplication.translate("TaskFilters", "The filters are cleared.")
            show_toast(self, text, undo=partial(self._look_for, values))

    def _look_for(self, values: Mapping[str, str]) -> None:
        self.set_values(values)
        self.edited.emit()

    def retranslate(self) -> None:
        """Texts."""
        translate = QCoreApplication.translate
        self.whose.set_choices(
            (
                Choice(Whose.MINE.value, translate("TaskFilters", "Mine")),
                Choice(Whose.NOBODYS.value, translate("TaskFilters", "Nobody's")),
                Choice(Whose.ALL.value, translate("TaskFilters", "All")),
            )
        )
        self.show_.set_choices(
            (
                Choice(Show.OPEN.value, translate("TaskFilters", "Open")),
                Choice(Show.OVERDUE.value, translate("TaskFilters", "Overdue")),
                Choice(Show.DONE.value, translate("TaskFilters", "Done")),
            )
        )
        self.kind.set_choices(sorted((Choice(kind.value, kind_word(kind)) for kind in TaskKind), key=lambda c: c.text))
        self.due.set_choices(
            (
                Choice(Due.TODAY.value, translate("TaskFilters", "Up to today")),
                Choice(Due.WEEK.value, translate("TaskFilters", "This week")),
                Choice(Due.MONTH.value, translate("TaskFilters", "This month")),
                Choice(Due.NEXT_MONTH.value, translate("TaskFilters", "Next month")),
            )
        )
        for editor, text in (
            (self.kind, translate("TaskFilters", "Any kind")),
            (self.due, translate("TaskFilters", "Any day")),
            (self.client, translate("TaskFilters", "Client")),
            (self.case, translate("TaskFilters", "Case number")),
        ):
            if isinstance(editor, ComboBox):
                editor.set_placeholder(text)
            else:
                editor.setPlaceholderText(text)
            editor.setAccessibleName(text)
        self.client.setToolTip(translate("TaskFilters", "Client: the number, or part of the name"))
        self.clear.setText(translate("TaskFilters", "Clear"))
        for segments, text in (
            (self.whose, translate("TaskFilters", "Whose tasks")),
            (self.show_, translate("TaskFilters", "Which tasks")),
        ):
            segments.setAccessibleName(text)
