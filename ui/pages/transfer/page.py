"""The transfer page: the requests that run; then steps at the left, fields in the middle, the form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.common.actor import Actor
from app.common.clock import Clock, SystemClock
from app.common.errors import Refused
from app.transfer_out.case import RUNNING
from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferReceipt, TransferView
from ui.pages.transfer.approval import ApprovalPage
from ui.pages.transfer.client_step import ClientStep
from ui.pages.transfer.fee import FeePage
from ui.pages.transfer.files import Files
from ui.pages.transfer.frame import Raster, TransferFrame
from ui.pages.transfer.port import Transfer
from ui.pages.transfer.questions import Questions
from ui.pages.transfer.rail import rail_steps
from ui.pages.transfer.words import join, step_title
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Sentence, SessionState, Stage
from ui.support.run_op import OpRunner
from ui.support.shortcuts import shortcut
from ui.widgets import show_toast


def _nothing(*_: object) -> None:
    """For the papers' buttons until somebody cares."""


class TransferPage(TransferFrame):
    """Takes a client's request from intake to carrying out (or to the client who stays).

    ``view``, ``print_`` and ``export`` get document numbers; ``print_form(case_number, form_id)`` prints a form that is
    to be signed by hand and is called in a worker. ``changed``: a signal that says that some request was changed by
    somebody (its arguments do not matter); the page then reads anew what it shows. Signals: ``suspended`` (the case
    was left, saved), ``completed(receipt)``, ``client_wanted(client_id)``, ``find_requested`` (find the client who asks
    for a new request), ``scan_back_wanted(case_number)``.
    """

    suspended = Signal()
    completed = Signal(object)
    client_wanted = Signal(str)
    find_requested = Signal()
    scan_back_wanted = Signal(str)

    def __init__(
        self,
        service: Transfer,
        actor: Actor,
        runner: OpRunner,
        display: ClientDisplay,
        raster: Raster,
        *,
        branch: str = "",
        view: Callable[[str], None] = _nothing,
        print_: Callable[[str], None] = _nothing,
        export: Callable[[tuple[str, ...]], None] = _nothing,
        print_form: Callable[[str, str], object] = _nothing,
        ask: Asker = ask_dialog,
        sentence: Sentence = say,
        clock: Clock | None = None,
        changed: SignalInstance | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            service, actor, runner, display, raster, branch=branch, papers=(view, print_, export), sentence=sentence,
            clock=clock or SystemClock(), parent=parent,
        )  # fmt: skip
        self._sentence = sentence
        self.questions = Questions(self.case, ask, self)
        self.files = Files(self.case, self.deck, print_form, ask, self)
        self._begun: set[Step] = set()
        self._warned: Step | None = None
        self._fresh = True
        self._busy = False
        self._connect()
        self._shortcuts()
        self._retranslate()
        if changed is not None:
            changed.connect(self.look)

    def _connect(self) -> None:
        case, deck = self.case, self.deck
        case.viewed.connect(self._viewed)
        case.saved_changed.connect(self.header.show_saved)
        case.refused.connect(self._refused)
        case.clashed.connect(self._clashed)
        case.completed.connect(self._completed)
        self.notices.resume_wanted.connect(self.resume)
        self.session.changed.connect(self._session_changed)
        self.session.finished.connect(self._act_done)
        self.list.opened.connect(self.resume)
        self.list.find_requested.connect(self.find_requested)
        self.steps.chosen.connect(lambda key: self.go(Step(key)))
        self.footer.back.clicked.connect(self.previous_step)
        self.footer.next.clicked.connect(self.next_step)
        self.footer.suspend.clicked.connect(self.suspend)
        self.footer.complete.clicked.connect(self.complete)
        self.footer.cancel.clicked.connect(self.questions.cancel)
        self.footer.insist.clicked.connect(self.insist)
        self.live.closed.connect(lambda: self.side.set_open(False))
        self.next_client.connect(self.to_list)
        self.questions.ends.connect(self._end_without_papers)
        self.questions.stays_sure.connect(self._stays)
        self.questions.change_sure.connect(self._unlock)
        deck.ended.connect(self.next_step)
        deck.went_before.connect(self.previous_step)
        deck.go_to.connect(self.go)
        deck.take_back.connect(self.session.take_back)
        deck.hand_over.connect(self._hand_over)
        deck.scan_back_wanted.connect(lambda: self.scan_back_wanted.emit(self.case.number))
        deck.form_wanted.connect(self._show_form)
        deck.client_wanted.connect(self.client_wanted)
        deck.change_wanted.connect(self.questions.change)
        deck.turn_away.connect(self.questions.turn_away)
        deck.stays.connect(self.questions.stays)
        deck.raise_wanted.connect(self.questions.raise_tier)
        deck.void_wanted.connect(self.questions.void_receipt)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Alt+Up", self.previous_step),
            ("Alt+Down", self.next_step_plain),
            ("Ctrl+Return", self.next_step),
            ("Ctrl+Enter", self.next_step),
            ("F6", self.toggle_display),
            ("F7", self.insist),
            ("F12", self.complete),
        ):
            shortcut(keys, self, act, window=False)

    # for the program

    def start(self, client_id: str, fund_account: str = "") -> None:
        """Take a request in: the clock starts (TO-15)."""
        self._forget()
        again = partial(self.start, client_id, fund_account)
        self.case.start(client_id, fund_account, failed=partial(self._not_opened, again))

    def resume(self, number: str) -> None:
        """Open a request where it was left."""
        self._forget()
        self.case.resume(number, failed=partial(self._not_opened, partial(self.resume, number)))

    def set_actor(self, actor: Actor) -> None:
        """Somebody else has signed in; the case that was open is left."""
        self._forget()
        self.case.actor = self.list.actor = actor

    def suspend(self) -> None:
        """Leave the case for the list; everything is saved."""
        self.to_list()
        self.suspended.emit()

    def to_list(self) -> None:
        """Let go of the case and show the list."""
        self._forget()
        self.list.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """The page has come up: read anew what it shows."""
        if self.body.currentWidget() is self.list:
            self.list.refresh()
        elif self.case.open and not self._busy:
            self.case.look()  # papers may have been scanned back meanwhile
        elif self.body.currentWidget() is self.side:
            self.case.look()
            self._focus_step()

    def look(self, *_: object) -> None:
        """Somebody has changed a request: show it, without moving the cursor."""
        if not self.isVisible():
            return
        if self.body.currentWidget() is self.list:
            self.list.refresh()
        elif self.case.open and not self._busy:
            self.case.look()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status line."""
        if self.body.currentWidget() is self.list:
            return [("Enter", self.tr("open"))]
        return [
            ("Ctrl+Enter", self.tr("next step")),
            ("Alt+↑↓", self.tr("steps")),
            ("F6", self.tr("customer display")),
            ("F7", self.tr("client insists")),
            ("F8", self.tr("document")),
            ("F12", self.tr("carry out")),
        ]

    # steps

    def go(self, step: Step) -> None:
        """Enter ``step``, from anywhere, at any time."""
        if self.case.view is None or self._busy:
            return
        self.case.flush()
        self._begun.add(step)
        self._warned = None
        self.deck.enter(step)
        self.steps.set_current(step.value)
        self.case.enter_step(step)
        self.live.enter(step)
        self._show_steps()
        self._focus_step()

    def next_step(self) -> None:
        """Go on; with something wrong here, show it first and put the cursor there. Asked again, go on all the same."""
        if self._warned is self.step or not self.case.open:
            self.next_step_plain()
        elif self.case.any_ahead():
            self.case.act(self.case.service.view, done=lambda _: self._look_and_go_on())
        else:
            self._look_and_go_on()

    def next_step_plain(self) -> None:
        """Go on without a look."""
        order = list(Step)
        place = order.index(self.step) + 1
        if place < len(order):
            self.go(order[place])
        else:
            self.footer.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    def previous_step(self) -> None:
        """Go back; nothing is lost by that."""
        order = list(Step)
        place = order.index(self.step)
        if place:
            self.go(order[place - 1])

    def complete(self) -> None:
        """Carry it out; with something missing, say what and go there."""
        view = self.case.view
        if view is None or self._busy or not self.case.open or self.session.running:
            return
        if not view.may_carry_out:
            self._say_incomplete(view)
            return
        self._end_by(self.case.service.carry_out)

    def insist(self) -> None:
        """The client insists: no more talk, straight to the approvers (TO-15). One key away in every step."""
        view = self.case.view
        if view is None or self._busy or not self.case.open or view.case.insisted_at is not None:
            return
        self.case.act(self.case.service.insist, done=lambda _: self._insisted())

    def toggle_display(self) -> None:
        """Take the display back, or hand this step over."""
        page = self.deck.page
        if self.session.running:
            self.session.take_back()
        elif isinstance(page, ClientStep) and page.panel.give.isEnabled() and page.panel.give.isVisible():
            page.panel.give.click()

    # what comes back

    def _viewed(self, view: TransferView, force: bool) -> None:
        fresh, self._fresh = self._fresh, False
        cursor = QApplication.focusWidget()
        self.header.show_view(view)
        self.deck.apply(view, force=force)
        self._show_steps()
        self._show_footer()
        if fresh:
            self.notices.forget()
            self._begun = _steps_to(view.case.last_step)
            self.body.setCurrentWidget(self.side)
            self.go(_step_of(view.case.last_step))
        else:
            self.live.update_view()
            if cursor is not None and self.isAncestorOf(cursor) and QApplication.focusWidget() is not cursor:
                self._focus_step()  # what the cursor stood on has gone: it stays in the step

    def _refused(self, refused: Refused) -> None:
        if not self.deck.refuse(refused):
            self.notices.say(self._sentence(refused), "danger")

    def _clashed(self, refused: Refused) -> None:
        if not self.deck.show_clashes(refused):
            self.notices.say(self._sentence(refused), "warn")

    def _not_opened(self, again: Callable[[], None], problem: Exception) -> None:
        self.list.refresh()
        self.notices.offer(self._sentence_of(problem), "danger", self.tr("Try again"), again)

    def _completed(self, receipt: TransferReceipt) -> None:
        self._set_busy(False)
        self.session.rest()
        self.notices.hide()
        done = self.done_page()
        done.show_receipt(receipt)
        self.body.setCurrentWidget(done)
        done.focus_first()
        self.completed.emit(receipt)

    def _not_completed(self, problem: Exception) -> None:
        self._set_busy(False)
        self.notices.say(self._sentence_of(problem), "danger")
        self.case.look()

    def _session_changed(self, state: SessionState) -> None:
        free = not self._typing_here()  # asked before a button goes and takes the focus with it
        self.deck.show_session(state)
        self.header.show_session(state)
        self._show_footer()
        page = self.deck.page if self.case.view is not None else None
        if state.step is self.step and isinstance(page, ClientStep) and free:
            page.panel.waiting_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        step = Step(state.step) if state.step is not None else None
        if state.stage in (Stage.REFUSED, Stage.TROUBLE) and step is not None and step is not self.step:
            text = self.tr("The customer display needs you: {step}").format(step=step_title(step))
            self.notices.offer(text, "warn", self.tr("Go there"), lambda: self._go_and_hide(step))

    def _act_done(self, step: Step) -> None:
        if step is self.step:
            self._focus_step(or_next=True)
        else:
            show_toast(self, self.tr("The client has finished: {step}").format(step=step_title(step)))

    def _insisted(self) -> None:
        view = self.case.view
        if view is not None:
            submitted = view.case.submitted_at is not None
            text = (
                self.tr("The case is with the approvers now.")
                if submitted
                else self.tr("No more talk is needed. As soon as the steps before are complete, submit it.")
            )
            show_toast(self, text)
        self.go(Step.APPROVAL)

    # inside

    def _hand_over(self, step: Step, forms: tuple[str, ...]) -> None:
        if self.case.open and not self.session.running:
            self.session.start(step, forms)

    def _look_and_go_on(self) -> None:
        if self.deck.page.visit_all():
            self._warned = self.step
        else:
            self.next_step_plain()

    def _end_by(self, deed: Callable[..., object], *facts: object) -> None:
        self._set_busy(True)
        self.notices.say(self.tr("The papers are being made, signed and filed. This takes a few seconds."), "info")
        self.case.end_with(deed, *facts, failed=self._not_completed)

    def _say_incomplete(self, view: TransferView) -> None:
        left = [state for state in view.steps if state.state not in (State.DONE, State.NOT_NEEDED)]
        if not left:
            self.notices.say(self.tr("It is not approved yet, so it cannot be carried out."), "warn")
            self.go(Step.APPROVAL)
            return
        names = join([step_title(state.step) for state in left])
        first = next((state.step for state in left if not state.blocked_by), left[0].step)
        self.go(first)
        self.deck.page.visit_all()
        self.notices.say(self.tr("Not yet. Still to be done: {steps}").format(steps=names), "warn")

    def _show_steps(self) -> None:
        if self.case.view is not None:
            self.steps.set_steps(rail_steps(self.case.view, self._begun))
            self.steps.set_current(self.step.value)

    def _show_footer(self) -> None:
        view = self.case.view
        if view is None:
            return
        self.footer.show_case(
            first=self.step is Step.INTAKE,
            last=self.step is Step.RETURNS,
            complete=view.may_carry_out,
            running=view.case.status in RUNNING,
            insists=view.case.insisted_at is not None,
            busy=self._busy or self.session.running,
            waits=self._step_waits(),
        )

    def _step_waits(self) -> bool:
        page = self.deck.page
        return isinstance(page, ClientStep | FeePage | ApprovalPage) and page.waits()

    def _show_form(self, form_id: str) -> None:
        self.live.choose(form_id)
        self.side.set_open(True)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.side.setEnabled(not busy)
        self._show_footer()

    def _focus_step(self, *, or_next: bool = False) -> None:
        self._show_footer()
        widget = self.deck.page.first_widget() if self.case.open else self.steps
        view = self.case.view
        if or_next and view is not None and view.step(self.step).state is State.DONE:
            widget = None
        if widget is not None and widget.isEnabled() and widget.isVisibleTo(self):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.deck.page.area.isAncestorOf(widget):
                self.deck.page.area.ensureWidgetVisible(widget, 20, 40)
        elif self.step is Step.RETURNS:
            self.footer.complete.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.footer.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is None or self.case.view is None or not self.isAncestorOf(old):
            return
        if now is None:
            self.case.flush()
        elif now.window().windowType() is not Qt.WindowType.Popup:
            before, after = self.deck.field_of(old), self.deck.field_of(now)
            if before is not after:
                self.deck.page.field_left(old)
            if before is not None and after is not None:
                self._warned = None  # the teller works on it: the next "next" looks again

    def _typing_here(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and (not self.isAncestorOf(now) or self.deck.field_of(now) is not None)

    def _go_and_hide(self, step: Step) -> None:
        self.notices.hide()
        self.go(step)

    def _end_without_papers(self, deed: Callable[..., None], reason: str) -> None:
        self.session.rest()
        self.case.act(deed, reason, done=lambda _: self.to_list())

    def _stays(self) -> None:
        if not self._busy:
            self._end_by(self.case.service.retain, "")

    def _unlock(self) -> None:
        self.deck.unlock()
        self._focus_step()

    def _forget(self) -> None:
        """Let go of the case: the next client must see nothing of this one."""
        self.session.rest()
        self.case.leave()
        self._set_busy(False)
        self._fresh, self._warned = True, None
        self._begun = set()
        self.notices.forget()
        self.header.show_view(None)
        self.live.forget()
        self.deck.forget()
        if self.done is not None:
            self.done.forget()
        self.body.setCurrentWidget(self.list)
        self._retranslate()

    def _sentence_of(self, problem: Exception) -> str:
        return self._sentence(problem) if isinstance(problem, Refused) else say(problem)

    def _retranslate(self) -> None:
        self.steps.setAccessibleName(self.tr("Steps of the request"))
        self._show_steps()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another page comes up."""
        self.case.flush()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _step_of(name: str) -> Step:
    return Step(name) if name in set(Step) else Step.INTAKE


def _steps_to(name: str) -> set[Step]:
    order = list(Step)
    return set(order[: order.index(_step_of(name)) + 1])
