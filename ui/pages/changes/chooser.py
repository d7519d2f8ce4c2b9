"""What the client wants changed: the kinds, one button each; and the changes that are not finished."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.changes.case import CaseSummary
from app.changes.steps import Step
from app.changes.view import KindLine
from app.common.clock import branch_time
from ui.pages.changes.words import kind_note, kind_title, not_for_client, step_title
from ui.theme import space
from ui.widgets import Card, EmptyState, FieldGrid
from ui.widgets.containers import button, label, scrolling
from ui.widgets.table import Column, DataTable


class ChangeChooser(QWidget):
    """``chosen(code)`` of a kind, ``opened(case_number)`` of an unfinished change, ``find_requested``."""

    chosen = Signal(str)
    opened = Signal(str)
    find_requested = Signal()

    def __init__(self, kinds: Sequence[KindLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = tuple(kinds)
        self._client = ""
        self._possible = {kind.code for kind in self._kinds}
        self.heading = label("", "heading")
        self.search = button("", "primary", "search")
        self.search.clicked.connect(self.find_requested)
        self.buttons: dict[str, QPushButton] = {}
        self._notes = {kind.code: label("", "muted", wrap=True) for kind in self._kinds}
        grid = FieldGrid(columns=3)
        for kind in self._kinds:
            made = self.buttons[kind.code] = button("", "", "pen")
            made.setAutoDefault(True)
            made.clicked.connect(lambda _=False, code=kind.code: self.chosen.emit(code))
            cell = QWidget()
            inside = QVBoxLayout(cell)
            inside.setContentsMargins(0, 0, 0, space.S)
            inside.setSpacing(space.HAIR)
            inside.addWidget(made)
            inside.addWidget(self._notes[kind.code])
            grid.add(cell)
        self.card = Card()
        self.card.add(self.heading)
        self.card.add(scrolling(grid), 1)
        self.card.body.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        self.running = Card()
        self.table = DataTable()
        self.table.opened.connect(lambda row: self.opened.emit(row.number))
        self.empty = EmptyState("pen")
        self.running.add(self.table, 1)
        self.running.add(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.M)
        layout.addWidget(self.card, 3)
        layout.addWidget(self.running, 1)
        self.show_client("")
        self.show_running(())

    def show_client(self, name: str) -> None:
        """For whom a change is chosen; empty: the client is to be found first."""
        self._client = name
        self._possible = {kind.code for kind in self._kinds}
        self.retranslate()

    def show_kinds(self, kinds: Sequence[KindLine]) -> None:
        """Which kinds are for this client; the others stay in their places and say that they are not."""
        self._possible = {kind.code for kind in kinds if kind.possible}
        lost = any(made.hasFocus() and code not in self._possible for code, made in self.buttons.items())
        self.retranslate()
        if lost:
            self.focus_first()

    def show_running(self, cases: Sequence[CaseSummary]) -> None:
        """The unfinished changes of the branch."""
        self.table.set_rows(cases, key=lambda case: case.number)
        self.table.setHidden(not cases)
        self.empty.setHidden(bool(cases))

    def focus_first(self) -> None:
        """The first kind, or the unfinished ones while no client is chosen."""
        first = next((made for code, made in self.buttons.items() if code in self._possible), self.search)
        (first if self._client else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Number"), lambda case: case.number, 190),
            Column(self.tr("Client"), lambda case: case.client_name, 160),
            Column(self.tr("Change"), lambda case: kind_title(case.kind, case.label)),
            Column(self.tr("Step"), lambda case: step_title(_step(case)), 150),
            Column(self.tr("Last changed"), lambda case: branch_time(case.changed_at), 160),
            Column(self.tr("Teller"), lambda case: case.teller, 120),
        ]

    def retranslate(self) -> None:
        """All texts in the present language."""
        if self._client:
            self.heading.setText(self.tr("What does {client} want changed?").format(client=self._client[:40]))
        else:
            self.heading.setText(self.tr("Find the client first, then choose what changes."))
        self.search.setText(self.tr("Find the client"))
        self.search.setHidden(bool(self._client))
        for code, made in self.buttons.items():
            title = kind_title(code, next(kind.label for kind in self._kinds if kind.code == code))
            made.setText(title)
            made.setAccessibleName(title)
            made.setEnabled(bool(self._client) and code in self._possible)
            self._notes[code].setText(kind_note(code) if code in self._possible else not_for_client())
        self.running.set_title(self.tr("Changes not finished"))
        self.table.setAccessibleName(self.tr("Changes not finished"))
        self.empty.say(self.tr("Nothing unfinished"), self.tr("Every change that was begun has been closed."))
        self.table.set_columns(self._columns())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _step(case: CaseSummary) -> Step:
    return Step(case.step) if case.step in set(Step) else Step.IDENTITY
