"""All clients classified anew: dry run, picture and list of who moves, apply just that, go back (CL-3)."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.reclassification.domain import Batch, Movement, Plan
from app.reclassification.service import Status
from ui.pages.reclass.flow import ClassFlow
from ui.pages.reclass.head import CLIENTS, ClassHead
from ui.pages.reclass.matrix import MatrixTable
from ui.pages.reclass.movers import MoverList
from ui.pages.reclass.port import ReclassProvider
from ui.pages.reclass.words import movement_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, ask_dialog
from ui.support.ask import Kind as AskKind
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState
from ui.widgets.long_work import tone


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
        self.head = ClassHead(applies=applies)
        self.picture, self.numbers = ClassFlow(), MatrixTable()
        self.movers = MoverList(runner, provider.movers)
        self.all_of_them = QCheckBox()
        self.banner, self.empty = InlineBanner(), EmptyState("people")
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self.head.count)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for shown in (self._overview(), self._clients(), self.empty):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self.head)
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
        both.setSpacing(space.M)
        both.addWidget(self._picture_card, 2)
        both.addWidget(self._number_card, 3)
        return made

    def _clients(self) -> QWidget:
        card = Card(margin=6)
        card.add(self.movers, 1)
        return card

    def _connect(self) -> None:
        self._counted.connect(self._show_progress)
        head = self.head
        head.count.clicked.connect(lambda: self.start(back=False))
        head.back.clicked.connect(lambda: self.start(back=True))
        head.apply.clicked.connect(self.ask_to_apply)
        head.cancel.clicked.connect(self.stop)
        head.pdf.clicked.connect(lambda: self.save("pdf"))
        head.xlsx.clicked.connect(lambda: self.save("xlsx"))
        head.which.edited.connect(self._chose)
        head.which.left.connect(self._chose)
        head.view.edited.connect(self._show_view)
        self.all_of_them.toggled.connect(lambda _: self._draw())
        for widget in (self.picture, self.numbers):
            widget.chosen.connect(self.show_cell)
        self.movers.opened.connect(self.client_wanted)
        self.movers.failed.connect(self._failed)
        self.destroyed.connect(self._stop.set)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._stop.set)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.TRY_OUT, self, lambda: self.start(back=False))
        bind(Act.PRINT, self, lambda: self.save("pdf"))
        bind(Act.EXPORT, self, lambda: self.save("xlsx"))
        bind(Act.BACK, self, self.stop)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            hint(Act.TRY_OUT, self.tr("dry run")),
            hint(Act.PRINT, "PDF"),
            hint(Act.EXPORT, ".xlsx"),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # reading

    def refresh(self) -> None:
        """Read anew how the classes stand, off the GUI thread."""
        self._latest.ask(self._provider.status, done=self._show, failed=self._failed)

    def _show(self, status: Status) -> None:
        self._status = status
        chosen = self._shown.id if self._shown else ""
        self.head.show_status(status, None)
        found = self.head.found()
        self._shown = next((one for one in found if one.id == chosen), found[0] if found else None)
        self._show_shown()

    def _chose(self) -> None:
        chosen = next((one for one in self.head.found() if one.id == self.head.which.value()), None)
        if chosen is not None and chosen is not self._shown:
            self._shown = chosen
            self._show_shown()

    def _show_shown(self) -> None:
        shown = self._shown
        self.head.show_status(self._status, shown)
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
            self._stack.setCurrentIndex(1 if self.head.view.value() == CLIENTS else 0)

    def show_cell(self, before: str, after: str) -> None:
        """The clients of one cell; of those without figures there is no list."""
        self.head.view.set_value(CLIENTS)
        self._show_view()
        self.movers.show_cell(before, after)

    def _failed(self, problem: object) -> None:
        worked = self._busy
        self._set_busy(False)
        if isinstance(problem, Exception):
            self.banner.say(say(problem), "danger")
        if worked:  # a part of it may be applied
            self.refresh()

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
        """Stop; what has been applied by then is said, and gone on with."""
        if self._busy:
            self._stop.set()
            self.head.cancel.setEnabled(False)

    def _done(self, made: Plan | None) -> None:
        self._set_busy(False)
        if made is None:
            self.banner.say(self.tr("Cancelled. Nothing was changed."), "warn")
        self._shown = made or self._shown
        self.refresh()

    def ask_to_apply(self) -> None:
        """Ask once more, with the numbers, then apply the dry run that is looked at."""
        plan = self._shown
        if isinstance(plan, Batch) and plan.plan_id:
            self._ask_to_go_on(plan)
            return
        if self._busy or not isinstance(plan, Plan) or not self._applies:
            return
        ways = ", ".join(f"{movement_word(way)} {plan.matrix.count(way):,}" for way in Movement)
        text = self.tr("{count} decisions are written: {ways}. It is registered as one batch.")
        told = text.format(count=f"{plan.written:,}", ways=ways)
        question = Ask(AskKind.CONFIRM, self.tr("Apply this dry run"), told, self.tr("Apply"))
        self._ask(self, question, lambda _: self._apply(plan.id, plan.digest))

    def _ask_to_go_on(self, half: Batch) -> None:
        if self._busy or not self._applies:
            return
        text = self.tr("{left} of {count} decisions of batch {number} are not applied yet; they are applied now.")
        told = text.format(left=f"{half.left:,}", count=f"{half.written:,}", number=half.number)
        question = Ask(AskKind.CONFIRM, self.tr("Go on with this batch"), told, self.tr("Go on"))
        self._ask(self, question, lambda _: self._apply(half.plan_id, half.digest))

    def _apply(self, plan_id: str, digest: str) -> None:
        self._begin()
        self._runner.run(
            self._provider.apply, plan_id, digest, self._counted.emit, self._stop.is_set, done=self._applied,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _applied(self, batch: Batch | None) -> None:
        self._set_busy(False)
        if batch is None:
            self.banner.say(self.tr("Cancelled. Nothing was changed."), "warn")
        elif batch.left:
            self._say_half(batch)
        else:
            if batch.passed:
                text = self.tr("{count} clients were classified at a counter meanwhile and keep that class.")
                self.banner.say(text.format(count=batch.passed), "info")
            show_toast(self, self.tr("Batch {number} is applied.").format(number=batch.number))
        self._shown = batch or self._shown
        self.refresh()

    def _say_half(self, batch: Batch) -> None:
        text = self.tr(
            "Stopped: {done} of {all} decisions are applied and stay so. Go on with them here at any time; a new dry "
            "run counts the rest anew, and undoing the batch takes back what is applied."
        )
        self.banner.say(text.format(done=f"{batch.done:,}", all=f"{batch.written:,}"), "warn")

    def _show_progress(self, done: int, expected: int) -> None:
        if self._busy:
            self.head.show_progress(done, expected)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.head.set_busy(busy)

    # files

    def save(self, kind: str) -> None:
        """Save 《客户分类变动表》 of what is looked at."""
        shown = self._shown
        if shown is None or self._busy:
            return
        name = shown.number if isinstance(shown, Batch) else f"试算_{shown.digest[:8]}"

        def chosen(path: str) -> None:
            wanted = path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"
            self._begin()
            self._runner.run(
                self._provider.save, shown.id, kind, wanted, self._counted.emit, self._stop.is_set, done=self._saved,
                failed=self._not_saved, owner=self,
            )  # fmt: skip

        question = Ask(
            AskKind.SAVE_FILE, self.tr("Save the table of changes"), suggestion=f"客户分类变动表_{name}.{kind}",
            files=f"{kind.upper()} (*.{kind})",
        )  # fmt: skip
        self._ask(self, question, chosen)

    def _not_saved(self, problem: Exception) -> None:
        self._set_busy(False)
        self.banner.say(say(problem), tone(problem))

    def _saved(self, _: object) -> None:
        self._set_busy(False)
        show_toast(self, self.tr("Saved."))

    # words

    def _retranslate(self) -> None:
        self.all_of_them.setText(self.tr("also those who stay"))
        self._picture_card.set_title(self.tr("Who moves where"))
        self._number_card.set_title(self.tr("From (rows) to (columns)"))
        self.picture.setAccessibleName(self.tr("Bands from the class before to the class after"))
        self.numbers.setAccessibleName(self.tr("Clients by class before and after"))
        self.empty.say(
            self.tr("Nothing counted yet"),
            self.tr("A dry run shows who would move where by the snapshot in force, and changes nobody's class."),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
