"""Handing a leaver's clients over: who gets whom, the list to be signed, and the signed list come back (MS-2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.long_work import Watch
from ui.refusals import clear_refusals, say, show_refusal
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, FieldGrid, button, label
from ui.widgets.editors import Choice, DateEdit, LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.long_work import LongWork, tone
from ui.widgets.table import Column, DataTable

_FILES = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A client of the list; ``receiver`` is a staff id, empty while nobody was chosen."""

    client_id: str
    number: str
    name: str
    mobile: str
    since: str
    receiver: str = ""
    receiver_name: str = ""


@dataclass(frozen=True, slots=True)
class Handing:
    """What the view shows. ``number``: the list that is out to be signed, empty before one is made.

    ``left_on``: the day of leaving that is noted already.
    """

    staff_id: str
    name: str
    rows: tuple[HandedRow, ...]
    receivers: tuple[Choice, ...]
    number: str = ""
    left_on: date | None = None


class HandingProvider(Protocol):
    """Every method is called in a worker."""

    def handing(self, staff_id: str) -> Handing:
        """The leaver's clients, or the list that is out."""
        ...

    def prepare_list(self, staff_id: str, values: Mapping[str, Any], receivers: Mapping[str, str]) -> str:
        """Make the list; its number. Refused with ``field`` of on, absence, or without one."""
        ...

    def print_list(self, number: str) -> None:
        """Print the list to be signed."""
        ...

    def complete_list(self, number: str, path: str, watch: Watch) -> None:
        """The signed list is back, scanned as the file ``path``."""
        ...

    def cancel_list(self, number: str, why: str) -> None:
        """Give the list up."""
        ...


class HandingView(Card):
    """Before the list: choose who gets whom. While it is out: print it, take it back signed, or give it up."""

    closed = Signal()
    changed = Signal()

    def __init__(
        self, runner: OpRunner, provider: HandingProvider, ask: Asker, today: date, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self._runner, self._provider, self._ask, self._today = runner, provider, ask, today
        self._latest = Latest(runner, self)
        self._shown: Handing | None = None
        self._staff_id = ""
        self.banner, self.work = InlineBanner(), LongWork(runner)
        self.table = DataTable()
        self.told = label("", wrap=True)
        self.fields = {
            "on": LabelledField("", DateEdit(), required=True),
            "receiver": LabelledField("", ComboBox()),
            "absence": LabelledField("", LineEdit(limit=200)),
        }
        self.give, self.give_all = button(""), button("")
        self.make, self.print = button("", "primary"), button("", "", "print")
        self.signed, self.give_up = button("", "primary", "scan"), button("", "link", "close")
        self._back = button("")
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self._plan = QWidget()
        plan = QHBoxLayout(self._plan)
        plan.setContentsMargins(0, 0, 0, 0)
        grid = FieldGrid(columns=3, narrow=200)
        for field in self.fields.values():
            grid.add(field)
        plan.addWidget(grid, 1)
        for widget in (self.banner, self.told, self.work, self._plan):
            self.body.addWidget(widget)
        self.add(self.table, 1)
        low = QHBoxLayout()
        for tool in (self._back, self.give_up):
            low.addWidget(tool)
        low.addStretch(1)
        for tool in (self.give, self.give_all, self.print, self.make, self.signed):
            low.addWidget(tool)
        self.body.addLayout(low)

    def _connect(self) -> None:
        self.table.opened.connect(lambda _: self.give_one())
        self.give.clicked.connect(self.give_one)
        self.give_all.clicked.connect(self.give_everybody)
        self.make.clicked.connect(self.make_list)
        self.print.clicked.connect(self.print_list)
        self.signed.clicked.connect(self.take_back)
        self.give_up.clicked.connect(self.cancel)
        self._back.clicked.connect(self.closed)
        self.setFocusProxy(self.table)

    def begin(self, staff_id: str) -> None:
        """Show the clients of a member, or the list that is out."""
        self._staff_id = staff_id
        self._shown = None
        self.table.set_rows(())
        clear_refusals(self.fields, self.banner)
        for field in self.fields.values():
            field.set_value("")
        self.fields["on"].set_value(self._today.isoformat())
        self.refresh()

    def refresh(self) -> None:
        """Read anew, off the GUI thread."""
        self._latest.ask(self._provider.handing, self._staff_id, done=self.show_handing, failed=self._failed)

    def show_handing(self, shown: Handing) -> None:
        """Show what there is."""
        self._shown = shown
        receiver = self.fields["receiver"].widget
        if isinstance(receiver, ComboBox):
            receiver.set_choices(shown.receivers)
        if shown.left_on is not None:
            self.fields["on"].set_value(shown.left_on.isoformat())
        self.fields["on"].setEnabled(shown.left_on is None)
        self.table.set_rows(shown.rows, key=lambda row: row.client_id)
        self._tell()

    # who gets whom

    def give_one(self) -> None:
        """Give the chosen client to the staff member chosen, and go to the next client."""
        row = self.table.row()
        if isinstance(row, HandedRow) and (to := self._chosen()) is not None:
            place = self.table.rows().index(row)
            self._put([replace(one, receiver=to.key, receiver_name=to.text) if one is row else one
                       for one in self.table.rows()])  # fmt: skip
            self.table.selectRow(min(place + 1, len(self.table.rows()) - 1))

    def give_everybody(self) -> None:
        """Give all clients to the staff member chosen."""
        if (to := self._chosen()) is not None:
            self._put([replace(one, receiver=to.key, receiver_name=to.text) for one in self.table.rows()])

    def _chosen(self) -> Choice | None:
        if self._shown is None or self._shown.number:
            return None
        key = self.fields["receiver"].value()
        found = next((one for one in self._shown.receivers if one.key == key), None)
        self.fields["receiver"].set_error("" if found else self.tr("Choose who gets the client."))
        return found

    def _put(self, rows: Sequence[HandedRow]) -> None:
        assert self._shown is not None  # noqa: S101 - somebody was chosen
        self._shown = replace(self._shown, rows=tuple(rows))
        self.table.set_rows(self._shown.rows, key=lambda row: row.client_id)
        self._tell()

    # the list

    def make_list(self) -> None:
        """Make the list of what was chosen; nothing changes for the clients before it is signed."""
        if self._shown is None:
            return
        clear_refusals(self.fields, self.banner)
        values = {key: field.value() for key, field in self.fields.items()}
        receivers = {row.client_id: row.receiver for row in self._shown.rows if row.receiver}
        self._do(self._provider.prepare_list, self._staff_id, values, receivers, done=lambda _: self.refresh())

    def print_list(self) -> None:
        """Print the list."""
        if self._shown is not None and self._shown.number:
            sent = self.tr("Sent to the printer.")
            self._do(self._provider.print_list, self._shown.number, done=lambda _: show_toast(self, sent))

    def take_back(self) -> None:
        """Choose the scan of the signed list; with it the clients change hands."""
        if self._shown is None or not self._shown.number:
            return
        number = self._shown.number

        def done(_: object) -> None:
            show_toast(self, self.tr("The clients are handed over; tasks to tell them are made."))
            self.changed.emit()
            self.closed.emit()

        question = Ask(Kind.OPEN_FILE, self.tr("Scan of the signed list"), files=_FILES)
        self._ask(self, question, lambda path: self._complete(number, path, done))

    def cancel(self) -> None:
        """Give the list up, with a reason."""
        if self._shown is None or not self._shown.number:
            return
        number = self._shown.number
        question = Ask(
            Kind.REASON, self.tr("Give the list up"),
            self.tr("List {number} is kept as given up. Why?").format(number=number),
            accept=self.tr("Give the list up"), danger=True,
        )  # fmt: skip
        self._ask(
            self, question,
            lambda why: self._do(self._provider.cancel_list, number, why, done=lambda _: self.refresh()),
        )  # fmt: skip

    def _complete(self, number: str, path: str, done: Callable[[Any], None]) -> None:
        for widget in (self.print, self.signed, self.give_up):
            widget.setEnabled(False)
        self.banner.hide()
        self.work.run(
            lambda *asked: self._provider.complete_list(number, path, Watch(*asked)),
            words=self.tr("The clients are being handed over…"), done=done, failed=self._not_completed,
        )  # fmt: skip

    def _not_completed(self, problem: Exception) -> None:
        self._tell()
        if tone(problem) == "info":
            self.banner.say(say(problem), "info")
        else:
            self._refused(problem)

    def _do(self, function: Callable[..., Any], *facts: Any, done: Callable[[Any], None]) -> None:
        self._runner.run(function, *facts, done=done, failed=self._refused, owner=self, serial=True)

    def _refused(self, problem: Exception) -> None:
        show_refusal(problem, self.fields, self.banner)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # words

    def _tell(self) -> None:
        shown = self._shown
        out = shown is not None and bool(shown.number)
        for widget in (self.print, self.signed, self.give_up):
            widget.setVisible(out)
            widget.setEnabled(out and not self.work.busy)
        for widget in (self.give, self.give_all, self.make):
            widget.setVisible(not out)
        self._plan.setVisible(not out)
        rows = shown.rows if shown is not None else ()
        left = sum(not row.receiver for row in rows)
        self.make.setEnabled(bool(rows) and not left)
        for widget in (self.give, self.give_all):
            widget.setEnabled(bool(rows))
        if shown is None:
            self.told.setText("")
            return
        self.set_title(self.tr("Clients of {name}").format(name=shown.name))
        if out:
            text = self.tr(
                "List {number} is out. Print it, have it signed by everybody on it, and scan it: with the signed list "
                "the clients change hands, are told by tasks, and the leaver sees them no more."
            ).format(number=shown.number)
        elif not rows:
            text = self.tr("Looks after no client. Note the leaving alone.")
        else:
            text = self.tr(
                "{count} clients, {left} of them without somebody new. Enter gives the chosen client to the one chosen."
            ).format(count=len(rows), left=left)
        self.told.setText(text)

    def _retranslate(self) -> None:
        self.fields["on"].set_label(self.tr("First day without work"))
        self.fields["receiver"].set_label(self.tr("Who gets the clients"))
        self.fields["absence"].set_label(self.tr("Leaver cannot sign because"))
        receiver = self.fields["receiver"].widget
        if isinstance(receiver, ComboBox):
            receiver.set_placeholder(self.tr("Marketing staff who may practise"))
        self.give.setText(self.tr("Give the chosen client"))
        self.give_all.setText(self.tr("Give all"))
        self.make.setText(self.tr("Make the list"))
        self.print.setText(self.tr("Print the list"))
        self.signed.setText(self.tr("Signed list is back"))
        self.give_up.setText(self.tr("Give the list up"))
        self._back.setText(self.tr("Back to the register"))
        self.table.setAccessibleName(self.tr("Clients to be handed over"))
        self.table.set_nothing(self.tr("This person looks after no client: nothing has to be handed over."))
        self.table.set_columns(
            (
                Column(self.tr("Number"), lambda row: row.number, 120),
                Column(self.tr("Client"), lambda row: row.name),
                Column(self.tr("Mobile"), lambda row: row.mobile, 126),
                Column(self.tr("Since"), lambda row: row.since, 104),
                Column(self.tr("Goes to"), lambda row: row.receiver_name, 180),
            )
        )
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
