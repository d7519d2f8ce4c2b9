"""All clients classified anew: dry run, picture and list of who moves, apply just that, go back (CL-3)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.reclassification.domain import Batch, Kind, Matrix, Movement, MoverPage, Plan, Wanted
from app.reclassification.service import Status
from ui.pages.approvals.words import moment
from ui.pages.reclass.flow import ClassFlow
from ui.pages.reclass.matrix import MatrixTable
from ui.pages.reclass.movers import MoverList
from ui.pages.reclass.words import STATES, movement_word, undoing_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, ask_dialog
from ui.support.ask import Kind as AskKind
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import shortcut
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import Choice

OVERVIEW, CLIENTS = "overview", "clients"
_THOUSAND = 1000

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class ReclassProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def status(self) -> Status:
        """How the branch's classes stand."""
        ...

    def dry_run(self, back: bool, progress: Progress, cancelled: Cancelled) -> Plan | None:
        """Count who moves where; None when it was cancelled."""
        ...

    def movers(self, of: str, wanted: Wanted) -> MoverPage:
        """One page of the clients."""
        ...

    def apply(self, plan_id: str, digest: str, progress: Progress, cancelled: Cancelled) -> Batch | None:
        """Apply what was seen; None when it was cancelled."""
        ...

    def save(self, of: str, kind: str, path: str) -> None:
        """The table as ``pdf`` or ``xlsx``."""
        ...


class ReclassPage(QWidget):
    """Above what is looked at and what can be done; below picture and numbers, or the clients."""

    client_wanted = Signal(str)
    _counted = Signal(int, int)

    def __init__(
        self, runner: OpRunner, provider: ReclassProvider, *, applies: bool, ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner, self._provider, self._ask = runner, provider, ask
        self._applies = applies
        self._latest = Latest(runner, self)
        self._stop = threading.Event()
        self._busy = False
        self._status: Status | None = None
        self._shown: Plan | Batch | None = None
        self.which, self.view = ComboBox(), Segmented()
        self.picture, self.numbers = ClassFlow(), MatrixTable()
        self.movers = MoverList(runner, provider.movers)
        self.all_of_them = QCheckBox()
        self.banner, self.empty = InlineBanner(), EmptyState("people")
        self.count, self.back, self.apply = button("", "", "search"), button("", "link"), button("", "primary", "ok")
        self.pdf, self.xlsx = button("PDF", "", "document"), button(".xlsx", "", "download")
        self.bar, self.cancel = QProgressBar(), button("", "link", "close")
        self._build()
        self._connect()
        self._retranslate()
        self._set_busy(False)
        self.setFocusProxy(self.count)

    def _build(self) -> None:
        top = Card(margin=12)
        self._about, self._sum = label("", "muted", wrap=True), label("", "heading")
        self._chips = {way: StatusChip() for way in Movement}
        self._state = StatusChip()
        self._far = label("", "small")
        self.which.setMinimumWidth(350)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.which)
        deeds.addWidget(self._state)
        deeds.addStretch(1)
        for tool in (self.back, self.count, self.apply, self.pdf, self.xlsx):
            deeds.addWidget(tool)
        top.body.addLayout(deeds)
        top.add(self._about)
        sums = QHBoxLayout()
        sums.setSpacing(10)
        sums.addWidget(self._sum)
        for chip in self._chips.values():
            sums.addWidget(chip)
        sums.addStretch(1)
        sums.addWidget(self.view)
        self._sums = QWidget()
        self._sums.setLayout(sums)
        sums.setContentsMargins(0, 0, 0, 0)
        top.add(self._sums)
        far = QHBoxLayout()
        far.setSpacing(10)
        far.addWidget(self.bar, 1)
        far.addWidget(self._far)
        far.addWidget(self.cancel)
        top.body.addLayout(far)
        self._stack = QStackedWidget()
        for shown in (self._overview(), self._clients(), self.empty):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _overview(self) -> QWidget:
        self._picture_card, self._number_card = Card(margin=10), Card(margin=10)
        self._picture_card.add_action(self.all_of_them)
        self._picture_card.add(self.picture, 1)
        self._number_card.add(self.numbers, 1)
        made = QWidget()
        both = QHBoxLayout(made)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self._picture_card, 2)
        both.addWidget(self._number_card, 3)
        return made

    def _clients(self) -> QWidget:
        card = Card(margin=6)
        card.add(self.movers, 1)
        return card

    def _connect(self) -> None:
        self._counted.connect(self._show_progress)
        self.count.clicked.connect(lambda: self.start(back=False))
        self.back.clicked.connect(lambda: self.start(back=True))
        self.apply.clicked.connect(self.ask_to_apply)
        self.cancel.clicked.connect(self.stop)
        self.pdf.clicked.connect(lambda: self.save("pdf"))
        self.xlsx.clicked.connect(lambda: self.save("xlsx"))
        self.which.edited.connect(self._chose)
        self.which.left.connect(self._chose)
        self.view.edited.connect(self._show_view)
        self.all_of_them.toggled.connect(lambda _: self._draw())
        for widget in (self.picture, self.numbers):
            widget.chosen.connect(self.show_cell)
        self.movers.opened.connect(self.client_wanted)
        self.movers.failed.connect(self._failed)
        self.destroyed.connect(self._stop.set)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._stop.set)
        shortcut("F5", self, self.refresh, window=False)
        shortcut("Ctrl+D", self, lambda: self.start(back=False), window=False)
        shortcut("Ctrl+P", self, lambda: self.save("pdf"), window=False)
        shortcut("Ctrl+E", self, lambda: self.save("xlsx"), window=False)
        shortcut("Escape", self, self.stop, window=False)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Ctrl+D", self.tr("dry run")), ("Ctrl+P", "PDF"), ("Ctrl+E", ".xlsx"), ("F5", self.tr("read again"))]

    # reading

    def refresh(self) -> None:
        """Read anew how the classes stand, off the GUI thread."""
        self._latest.ask(self._provider.status, done=self._show, failed=self._failed)

    def _show(self, status: Status) -> None:
        self._status = status
        chosen = self._shown.id if self._shown else ""
        found = self._found()
        self._shown = next((one for one in found if one.id == chosen), found[0] if found else None)
        self._say()
        self._show_shown()

    def _found(self) -> list[Plan | Batch]:
        """What can be looked at: the dry run first, then the batches."""
        if self._status is None:
            return []
        return [*([self._status.plan] if self._status.plan else []), *self._status.batches]

    def _chose(self) -> None:
        chosen = next((one for one in self._found() if one.id == self.which.value()), None)
        if chosen is not None and chosen is not self._shown:
            self._shown = chosen
            self._say()
            self._show_shown()

    def _show_shown(self) -> None:
        shown = self._shown
        self._draw()
        self.numbers.show_matrix(shown.matrix if shown else None)
        self.movers.show_of(shown.id if shown else "", shown.matrix if shown else None)
        self._show_view()

    def _draw(self) -> None:
        self.picture.show_matrix(self._shown.matrix if self._shown else None, all_of_them=self.all_of_them.isChecked())

    def _show_view(self) -> None:
        if self._shown is None:
            self._stack.setCurrentWidget(self.empty)
        else:
            self._stack.setCurrentIndex(1 if self.view.value() == CLIENTS else 0)

    def show_cell(self, before: str, after: str) -> None:
        """The clients of one cell; of those without figures there is no list."""
        self.view.set_value(CLIENTS)
        self._show_view()
        self.movers.show_cell(before, after)

    def _failed(self, problem: object) -> None:
        self._set_busy(False)
        if isinstance(problem, Exception):
            self.banner.say(say(problem), "danger")

    # counting and applying

    def is_busy(self) -> bool:
        """Whether it is being counted or applied."""
        return self._busy

    def start(self, *, back: bool) -> None:
        """Make a dry run; with ``back`` that of undoing the newest batch."""
        if not self._busy:
            self._begin()
            # not in the lane of saves: a million clients take a minute, and others' saves must not wait for them
            self._runner.run(
                self._provider.dry_run, back, self._counted.emit, self._stop.is_set, done=self._done,
                failed=self._failed, owner=self,
            )  # fmt: skip

    def _begin(self) -> None:
        self.banner.hide()
        self._stop.clear()
        self._set_busy(True)
        self._show_progress(0, 0)

    def stop(self) -> None:
        """Stop; nothing has changed then."""
        if self._busy:
            self._stop.set()
            self.cancel.setEnabled(False)

    def _done(self, made: Plan | None) -> None:
        self._set_busy(False)
        if made is None:
            self.banner.say(self.tr("Cancelled. Nothing was changed."), "warn")
        self._shown = made or self._shown
        self.refresh()

    def ask_to_apply(self) -> None:
        """Ask once more, with the numbers, then apply the dry run that is looked at."""
        plan = self._shown
        if self._busy or not isinstance(plan, Plan) or not self._applies:
            return
        ways = ", ".join(f"{movement_word(way)} {plan.matrix.count(way):,}" for way in Movement)
        text = self.tr("{count} decisions are written: {ways}. It is registered as one batch.")
        told = text.format(count=f"{plan.written:,}", ways=ways)
        question = Ask(AskKind.CONFIRM, self.tr("Apply this dry run"), told, self.tr("Apply"))
        self._ask(self, question, lambda _: self._apply(plan))

    def _apply(self, plan: Plan) -> None:
        self._begin()
        self._runner.run(
            self._provider.apply, plan.id, plan.digest, self._counted.emit, self._stop.is_set, done=self._applied,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _applied(self, batch: Batch | None) -> None:
        self._set_busy(False)
        if batch is None:
            self.banner.say(self.tr("Cancelled. Nothing was changed."), "warn")
        else:
            show_toast(self, self.tr("Batch {number} is applied.").format(number=batch.number))
            self._shown = batch
        self.refresh()

    def _show_progress(self, done: int, expected: int) -> None:
        if not self._busy:
            return
        self.bar.setRange(0, max(expected // _THOUSAND, 1) if expected else 0)
        if expected:
            self.bar.setValue(min(done // _THOUSAND, self.bar.maximum()))
        self._far.setText(self.tr("{done} of {all}").format(done=f"{done:,}", all=f"{expected:,}") if expected else "")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (self.bar, self._far, self.cancel):
            widget.setVisible(busy)
        self.cancel.setEnabled(busy)
        self._say_deeds()

    def _say_deeds(self) -> None:
        status, shown = self._status, self._shown
        self.count.setEnabled(not self._busy and status is not None and status.snapshot is not None)
        self.back.setVisible(bool(status and status.batches))
        self.back.setEnabled(not self._busy)
        self.apply.setVisible(self._applies)
        self.apply.setEnabled(not self._busy and isinstance(shown, Plan) and shown.written > 0)
        for widget in (self.pdf, self.xlsx):
            widget.setEnabled(not self._busy and shown is not None)
        self.which.setEnabled(not self._busy)

    # files

    def save(self, kind: str) -> None:
        """Save 《客户分类变动表》 of what is looked at."""
        shown = self._shown
        if shown is None or self._busy:
            return
        name = shown.number if isinstance(shown, Batch) else f"试算_{shown.digest[:8]}"

        def chosen(path: str) -> None:
            wanted = path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"
            self._runner.run(
                self._provider.save, shown.id, kind, wanted, done=self._saved, failed=self._failed, owner=self
            )  # fmt: skip

        question = Ask(
            AskKind.SAVE_FILE, self.tr("Save the table of changes"), suggestion=f"客户分类变动表_{name}.{kind}",
            files=f"{kind.upper()} (*.{kind})",
        )  # fmt: skip
        self._ask(self, question, chosen)

    def _saved(self, _: object) -> None:
        show_toast(self, self.tr("Saved."))

    # words

    def _say(self) -> None:
        status, shown = self._status, self._shown
        self.which.setVisible(bool(self._found()))
        self.which.set_choices([Choice(one.id, self._title(one)) for one in self._found()])
        self.which.set_value(shown.id if shown else "")
        self._say_deeds()
        for widget in (self._sums, self._state):
            widget.setVisible(shown is not None)
        self._about.setText(self._told())
        if status is None or shown is None:
            return
        if isinstance(shown, Plan):
            self._state.show_state(self.tr("not applied"), "warn")
        else:
            self._state.show_state(self.tr("applied"), "ok")
        self._say_counts(shown.matrix)

    def _say_counts(self, matrix: Matrix) -> None:
        self._sum.setText(self.tr("{count} clients").format(count=f"{matrix.population:,}"))
        for way, chip in self._chips.items():
            count = matrix.count(way)
            chip.show_state(f"{movement_word(way)} {count:,}", STATES[way])
            chip.setVisible(bool(count))

    def _title(self, one: Plan | Batch) -> str:
        if isinstance(one, Plan):
            word = self.tr("Dry run of undoing") if one.kind is Kind.BACK else self.tr("Dry run")
            return f"{word} {moment(one.made_at)}"
        return f"{one.number} {moment(one.at)}" + (f" ({undoing_word()})" if one.kind is Kind.BACK else "")

    def _told(self) -> str:
        status, shown = self._status, self._shown
        if status is None:
            return ""
        if status.snapshot is None and shown is None:
            return self.tr("No snapshot is in force.")
        if shown is None:
            text = self.tr("Snapshot of {taken}, policy {policy}, {count} clients with an open fund account.")
            return text.format(
                taken=moment(status.snapshot.taken_at) if status.snapshot else "", policy=status.policy_version,
                count=f"{status.clients:,}",
            )  # fmt: skip
        who = status.names.get(shown.made_by if isinstance(shown, Plan) else shown.by, "")
        if shown.kind is Kind.BACK:
            undone = next((one.number for one in status.batches if one.id == shown.undoes), "")
            text = self.tr("Goes back from batch {batch} to the classes before it; by {who}.")
            return text.format(batch=undone, who=who)
        text = self.tr("Snapshot of {taken}, policy {policy}, by {who}.")
        return text.format(taken=moment(shown.taken_at), policy=shown.policy_version, who=who)

    def _retranslate(self) -> None:
        chosen = self.view.value() or OVERVIEW
        self.view.set_choices([Choice(OVERVIEW, self.tr("Picture")), Choice(CLIENTS, self.tr("Clients"))])
        self.view.set_value(chosen)
        self.count.setText(self.tr("Dry run"))
        self.count.setToolTip("Ctrl+D")
        self.back.setText(self.tr("Undo the newest batch…"))
        self.back.setToolTip(self.tr("Makes a dry run of going back; nothing is changed before it is applied."))
        self.apply.setText(self.tr("Apply…"))
        self.cancel.setText(self.tr("Cancel"))
        self.all_of_them.setText(self.tr("also those who stay"))
        self._picture_card.set_title(self.tr("Who moves where"))
        self._number_card.set_title(self.tr("From (rows) to (columns)"))
        self.which.setAccessibleName(self.tr("Dry run or batch"))
        self.picture.setAccessibleName(self.tr("Bands from the class before to the class after"))
        self.numbers.setAccessibleName(self.tr("Clients by class before and after"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.empty.say(
            self.tr("Nothing counted yet"),
            self.tr("A dry run shows who would move where by the snapshot in force, and changes nobody's class."),
        )
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
