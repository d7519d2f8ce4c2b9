"""The marks of one client: as words in a row, with history, and to be set by the client's manager (CL-2)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.classification.domain import figure
from app.common.errors import Refused
from app.marks.domain import ClientMarks, MarkKind, Told
from app.marks.service import Choices
from ui.pages.approvals.words import moment
from ui.pages.marks.words import KINDS, choices_of, history_word, kind_word, mark_word
from ui.refusals import clear_refusals, say, show_refusal
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox
from ui.widgets.containers import FieldGrid, StatusChip, button, label
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

_STATES = {MarkKind.HABIT: "info", MarkKind.VALUE: "ok", MarkKind.STYLE: "neutral", MarkKind.FUND: "warn"}
HISTORY_HIGH = 150


class MarkPort(Protocol):
    """Where marks are known; called in a worker."""

    def of_client(self, client_id: str) -> ClientMarks:
        """The marks in force."""
        ...

    def history(self, client_id: str) -> Sequence[Told]:
        """All decisions, the newest first."""
        ...

    def set_marks(self, client_id: str, choices: Choices, reason: str) -> ClientMarks:
        """Set some marks."""
        ...


class MarkPanel(QWidget):
    """A row of words; behind a button the fields and the history. ``opened``: fields and history are always seen."""

    changed = Signal(object)
    """The marks as they are now, after they were set here."""
    opened = Signal(bool)
    """Fields and history are seen, or put away again."""

    def __init__(
        self, runner: OpRunner, port: MarkPort, *, opened: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._port, self._always = runner, port, opened
        self._latest, self._latest_history = Latest(runner, self), Latest(runner, self)
        self._client = ""
        self._marks: ClientMarks | None = None
        self._history: tuple[Told, ...] = ()
        self.chips = {kind: StatusChip() for kind in MarkKind}
        self.toggle, self.save = button("", "link", "list"), button("", "primary", "ok")
        self.banner, self.history = InlineBanner(), DataTable()
        self.fields = {
            **{kind.value: LabelledField("", ComboBox()) for kind in KINDS},
            "amount": LabelledField("", LineEdit(limit=20)), "reason": LabelledField("", LineEdit(limit=200)),
        }  # fmt: skip
        self._build()
        self._retranslate()
        self._say()

    def _build(self) -> None:
        self._title, self._none = label("", "label"), label("", "muted")
        row = QHBoxLayout()
        row.setSpacing(space.S)
        self._class = StatusChip()
        row.addWidget(self._title)
        row.addWidget(self._class)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addWidget(self._none)
        row.addWidget(self.toggle)
        row.addStretch(1)
        self._more = QWidget()
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        more.setSpacing(space.S)
        more.addWidget(self.banner)
        self._form = QWidget()
        form = QHBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(space.S)
        grid = FieldGrid(columns=5, narrow=150)
        for field in self.fields.values():
            grid.add(field)
        form.addWidget(grid, 1)
        form.addWidget(self.save)
        more.addWidget(self._form)
        more.addWidget(self.history, 1)
        if not self._always:
            fix(self.history, height=HISTORY_HIGH)
            self._more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addLayout(row)
        column.addWidget(self._more, 1)
        self.toggle.clicked.connect(lambda: self.open(not self.is_open()))
        self.save.clicked.connect(self.save_marks)

    def is_open(self) -> bool:
        """Whether fields and history are seen."""
        return self._always or not self._more.isHidden()

    def open(self, opened: bool) -> None:
        """Show or hide fields and history."""
        self._more.setVisible(opened or self._always)
        self._say()
        self.opened.emit(self.is_open())
        if opened:
            self._read_history()

    def show_client(self, client_id: str) -> None:
        """Ask for the marks of this client; nobody when empty."""
        if client_id != self._client:
            self._marks = None
            clear_refusals(self.fields, self.banner)
            if not self._always:
                self.open(False)
            self.setVisible(self._always)
        self._client = client_id
        if client_id:
            self._latest.ask(
                self._port.of_client, client_id, done=lambda found: self._show(client_id, found), failed=self._failed
            )  # fmt: skip
        self._say()

    def _show(self, client_id: str, found: ClientMarks) -> None:
        if client_id != self._client:
            return
        self._marks = found
        self.show()
        self._fill()
        self._say()
        if self.is_open():
            self._read_history()

    def _fill(self) -> None:
        marks = self._marks
        if marks is None:
            return
        for kind in KINDS:
            told = marks.of(kind)
            self.fields[kind.value].set_value(told.mark.code if told else "")
        fund = marks.of(MarkKind.FUND)
        self.fields["amount"].set_value(f"{fund.mark.amount:,.2f}" if fund and fund.mark.amount is not None else "")
        self.fields["amount"].setVisible(bool(marks.fund_tiers))
        self.fields["reason"].set_value("")

    def _read_history(self) -> None:
        if self._client:
            self._latest_history.ask(self._port.history, self._client, done=self._show_history, failed=self._failed)

    def _show_history(self, found: Sequence[Told]) -> None:
        self._history = tuple(found)
        self.history.set_rows(self._history)

    def _failed(self, problem: Exception) -> None:
        if self._marks is not None or self._always:
            self.banner.say(say(problem), "danger")
        else:
            self.hide()

    # setting

    def save_marks(self) -> None:
        """Save what was chosen, all of it at once."""
        if self._marks is None or not self._marks.may_set:
            return
        clear_refusals(self.fields, self.banner)
        choices: dict[MarkKind, str | Decimal | None] = {
            kind: str(self.fields[kind.value].value()) for kind in KINDS
        }  # fmt: skip
        if self._marks.fund_tiers:
            try:
                typed = str(self.fields["amount"].value()).strip()
                choices[MarkKind.FUND] = figure(typed, field="amount") if typed else None
            except Refused as refused:
                show_refusal(refused, self.fields, self.banner)
                return
        reason = str(self.fields["reason"].value())
        self.save.setEnabled(False)
        self._runner.save(
            self._port.set_marks, self._client, choices, reason, done=self._saved, failed=self._not_saved,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _saved(self, found: Any) -> None:
        self.save.setEnabled(True)
        if not isinstance(found, ClientMarks):  # saved, but the answer was lost: read it anew
            self.show_client(self._client)
            return
        self.banner.hide()
        show_toast(self, self.tr("The marks are saved."))
        self._show(found.client_id, found)
        self.changed.emit(found)

    def _not_saved(self, problem: Exception) -> None:
        self.save.setEnabled(True)
        show_refusal(problem, self.fields, self.banner)

    # words

    def _say(self) -> None:
        marks = self._marks
        told = {kind: marks.of(kind) if marks else None for kind in MarkKind}
        for kind, chip in self.chips.items():
            mark = told[kind]
            if mark is not None:
                chip.show_state(mark_word(mark), _STATES[kind])
                chip.setToolTip(kind_word(kind))
            chip.setVisible(mark is not None)
        code = marks.class_code if marks else ""
        self._class.show_state(self.tr("class {code}").format(code=code), "info")
        self._class.setVisible(bool(code))
        self._none.setVisible(marks is not None and not code and not any(told.values()))
        may = marks is not None and marks.may_set
        self._form.setVisible(may)
        self.toggle.setVisible(not self._always and marks is not None)
        closed = self.tr("Set marks…") if may else self.tr("History…")
        self.toggle.setText(self.tr("Close") if self.is_open() else closed)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Marks"))
        self._none.setText(self.tr("none"))
        self.save.setText(self.tr("Save"))
        for kind in KINDS:
            field = self.fields[kind.value]
            field.set_label(kind_word(kind))
            editor = field.widget
            assert isinstance(editor, ComboBox)  # noqa: S101 - made above
            editor.set_choices(choices_of(kind, self.tr("none")))
            editor.set_placeholder(self.tr("none"))
        self.fields["amount"].set_label(self.tr("Fund subscriptions (yuan)"))
        self.fields["amount"].set_hint(self.tr("0: prospect; empty: none"))
        self.fields["reason"].set_label(self.tr("Reason"))
        self.history.setAccessibleName(self.tr("History of the marks"))
        self.history.set_nothing(self.tr("No mark was changed yet. A change is listed here with who made it."))
        self.history.set_columns((
            Column(self.tr("When"), lambda row: moment(row.mark.at), 140),
            Column(self.tr("Mark"), lambda row: kind_word(row.mark.kind), 150),
            Column(self.tr("Set to"), history_word, 220),
            Column(self.tr("By"), lambda row: row.by, 120),
            Column(self.tr("Reason"), lambda row: row.mark.reason),
        ))  # fmt: skip
        self._fill()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
