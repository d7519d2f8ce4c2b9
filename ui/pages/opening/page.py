"""The opening page: steps at the left, fields in the middle, the live form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.common.actor import Actor
from app.common.errors import Refused
from app.onboarding.steps import State, Step, StepState, steps_of
from app.onboarding.view import OpeningReceipt, OpeningView
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.frame import OpeningFrame, Raster
from ui.pages.opening.on_paper import OnPaper
from ui.pages.opening.port import ClientDisplay, Opening
from ui.pages.opening.step_rail import rail_steps
from ui.pages.opening.with_client import Sentence, SessionState, Stage
from ui.pages.opening.words import step_title
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import OpRunner
from ui.support.shortcuts import shortcut
from ui.widgets import show_toast

LEFT = "left"
"""What the notice of an opening that cannot be closed yet is about."""


def _nothing(*_: object) -> None:
    """For the papers' buttons until somebody cares."""


class OpeningPage(OpeningFrame):
    """Opens an account, from ``start`` or ``resume`` to the receipt.

    ``view``, ``print_`` and ``export`` get document numbers; ``print_form(case_number, form_id)`` prints a form that is
    to be signed by hand and is called in a worker. Signals: ``suspended`` (the case was left, saved),
    ``completed(receipt)``, ``client_wanted(client_id)``, ``next_client``, ``scan_back_wanted(case_number)``.
    """

    suspended = Signal()
    completed = Signal(object)
    client_wanted = Signal(str)
    scan_back_wanted = Signal(str)

    def __init__(
        self,
        service: Opening,
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            service, actor, runner, display, raster,
            branch=branch, papers=(view, print_, export), sentence=sentence, parent=parent,
        )  # fmt: skip
        self._runner = runner
        self._ask = ask
        self._sentence = sentence
        self.paper = OnPaper(self.case, self.deck, print_form, ask, self)
        self._begun: set[Step] = set()
        self._warned: Step | None = None
        self._fresh = True
        self._busy = False
        self._connect()
        self._shortcuts()
        self._retranslate()

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
        self.paper.all_there.connect(lambda: self._act_done(Step.SIGNATURES))
        self.steps.chosen.connect(lambda key: self.go(Step(key)))
        self.footer.back.clicked.connect(self.previous_step)
        self.footer.next.clicked.connect(self.next_step)
        self.footer.suspend.clicked.connect(self.suspend)
        self.footer.complete.clicked.connect(self.complete)
        self.footer.cancel.clicked.connect(self._ask_cancel)
        self.live.closed.connect(lambda: self.side.set_open(False))
        self.empty.acted.connect(self.start)
        self.next_client.connect(self._make_room)
        self.keys.card_read.connect(self.read_card)
        deck.ended.connect(self.next_step)
        deck.went_before.connect(self.previous_step)
        deck.go_to.connect(self.go)
        deck.take_back.connect(self.session.take_back)
        deck.hand_over.connect(self._hand_over)
        deck.form_wanted.connect(self._show_form)
        deck.client_wanted.connect(self.client_wanted)
        deck.card_wanted.connect(self.read_card)
        deck.scan_back_wanted.connect(lambda: self.scan_back_wanted.emit(self.case.number))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Alt+Up", self.previous_step),
            ("Alt+Down", self.next_step_plain),
            ("Ctrl+Return", self.next_step),
            ("Ctrl+Enter", self.next_step),
            ("F2", self.to_card_line),
            ("F6", self.toggle_display),
            ("F12", self.complete),
        ):
            shortcut(keys, self, act, window=False)

    # for the program

    def start(self, booking_number: str = "") -> None:
        """Begin a new opening, from a booking when one is given (AP-1)."""
        self._forget()
        again = partial(self.start, booking_number)
        self.case.start(booking_number, failed=partial(self._not_opened, again))
        self._load_staff()

    def resume(self, case_number: str) -> None:
        """Open an unfinished opening where it was left."""
        self._forget()
        again = partial(self.resume, case_number)
        self.case.resume(case_number, failed=partial(self._not_opened, again))
        self._load_staff()

    def set_actor(self, actor: Actor) -> None:
        """Somebody else has signed in; the case that was open is left."""
        self._forget()
        self.case.actor = actor

    def suspend(self) -> None:
        """Leave the case; everything is saved, the password alone is not kept."""
        self._forget()
        self.suspended.emit()

    def refresh(self) -> None:
        """The page has come up: papers may have been scanned back meanwhile."""
        if self.body.currentWidget() is self.side:
            if self.case.open and not self._busy:
                self.case.look()
            self._focus_step()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status line."""
        return [
            ("F2", self.tr("read card")),
            ("Ctrl+Enter", self.tr("next step")),
            ("Alt+↑↓", self.tr("steps")),
            ("F6", self.tr("customer display")),
            ("F8", self.tr("document")),
            ("F12", self.tr("complete")),
        ]

    # steps

    def go(self, step: Step) -> None:
        """Enter ``step``, from anywhere, at any time."""
        if self.case.view is None or self._busy or step not in self._order():
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
        page = self.deck.page
        if self._warned is self.step or not page.bound or not self.case.open:
            self.next_step_plain()
        elif self.case.any_ahead():
            self.case.act(self.case.service.view, done=lambda _: self._look_and_go_on())
        else:
            self._look_and_go_on()

    def next_step_plain(self) -> None:
        """Go on without a look."""
        order = self._order()
        place = order.index(self.step) + 1
        if place < len(order):
            self.go(order[place])
        else:
            self.footer.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    def previous_step(self) -> None:
        """Go back; nothing is lost by that."""
        order = self._order()
        place = order.index(self.step)
        if place:
            self.go(order[place - 1])

    def complete(self) -> None:
        """Close the opening; with something missing, say what and go there (OP-6)."""
        view = self.case.view
        if view is None or self._busy or not self.case.open or self.session.running:
            return
        if not view.complete:
            self._say_incomplete(view)
            return
        self._set_busy(True)
        self.notices.say(self.tr("The papers are being made, signed and filed. This takes a few seconds."), "info")
        self.case.complete(self._not_completed)

    # keys

    def to_card_line(self) -> None:
        """Ready for the card reader."""
        view = self.case.view
        if view is not None and view.institution:
            self.go(Step.PEOPLE)  # a card is somebody's who acts for the institution
        elif self.case.open:
            if self.step is not Step.IDENTITY:
                self.go(Step.IDENTITY)
            identity = self.deck.identity
            identity.card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            identity.area.ensureWidgetVisible(identity.card)

    def toggle_display(self) -> None:
        """Take the display back, or hand this step over."""
        page = self.deck.page
        if self.session.running:
            self.session.take_back()
        elif isinstance(page, ClientStep) and page.panel.give.isEnabled() and page.panel.give.isVisible():
            page.panel.give.click()

    def read_card(self, line: str) -> None:
        """A card reader has typed ``line``."""
        view = self.case.view
        if view is not None and self.case.open:
            wanted = Step.PEOPLE if view.institution else Step.IDENTITY
            if self.step is not wanted:
                self.go(wanted)
            self.case.read_card(line)

    # what comes back

    def _viewed(self, view: OpeningView, force: bool) -> None:
        fresh, self._fresh = self._fresh, False
        self.header.show_view(view)
        self.deck.apply(view, force=force)
        self._show_steps()
        self._show_footer()
        if self.notices.stands(LEFT):
            self._say_left(view)
        if fresh:
            self.notices.forget()
            self._begun = _steps_to(view.draft.last_step, self._order())
            self.body.setCurrentWidget(self.side)
            self.go(_step_of(view.draft.last_step, self._order()))
        elif self.step not in self._order():
            self.go(self._order()[0])  # another kind of client: its first step
        else:
            self.live.update_view()
        if force:
            self.notices.hide()
            self._focus_step()

    def _refused(self, refused: Refused) -> None:
        if not self.deck.refuse(refused):
            self.notices.say(self._sentence(refused), "danger")

    def _clashed(self, refused: Refused) -> None:
        if not self.deck.show_clashes(refused):
            self.notices.say(self._sentence(refused), "warn")

    def _not_opened(self, again: Callable[[], None], problem: Exception) -> None:
        self.notices.offer(self._sentence_of(problem), "danger", self.tr("Try again"), again)

    def _completed(self, receipt: OpeningReceipt) -> None:
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

    def _session_changed(self, state: SessionState) -> None:
        free = not self._typing_here()  # asked before a button goes and takes the focus with it
        self.deck.show_session(state)
        self.header.show_session(state)
        self._show_footer()
        page = self.deck.page if self.case.view is not None else None
        if state.step is self.step and isinstance(page, ClientStep) and free:
            page.panel.waiting_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        step = Step(state.step) if state.step is not None else None
        if state.stage in (Stage.DECLINED, Stage.REFUSED, Stage.TROUBLE) and step is not None and step is not self.step:
            text = self.tr("The customer display needs you: {step}").format(step=step_title(step))
            self.notices.offer(text, "warn", self.tr("Go there"), lambda: self._go_and_hide(step))

    def _act_done(self, step: Step) -> None:
        if step is self.step:
            view = self.case.view
            last = view is not None and view.complete
            (self.footer.complete if last else self.footer.next).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            show_toast(self, self.tr("The client has finished: {step}").format(step=step_title(step)))

    # inside

    def _hand_over(self, step: Step, forms: tuple[str, ...]) -> None:
        if self.case.open and not self.session.running:
            self.session.start(step, forms)

    def _look_and_go_on(self) -> None:
        if self.deck.page.visit_all():
            self._warned = self.step
        else:
            self.next_step_plain()

    def _order(self) -> list[Step]:
        """The steps of this kind of client."""
        view = self.case.view
        return [state.step for state in view.steps] if view is not None else list(steps_of(institution=False))

    def _say_incomplete(self, view: OpeningView) -> None:
        left = _left(view)
        first = next((state.step for state in left if not state.blocked_by), left[0].step)
        self.go(first)
        self.deck.page.visit_all()
        self._say_left(view)

    def _say_left(self, view: OpeningView) -> None:
        """What is still to be done; said again as it grows less, and no longer when nothing is left."""
        names = self.tr(", ").join(step_title(state.step) for state in _left(view))
        text = self.tr("Not complete yet. Still to be done: {steps}").format(steps=names)
        if view.complete:
            self.notices.hide()
        else:
            self.notices.say(text, "warn", about=LEFT)

    def _show_steps(self) -> None:
        if self.case.view is not None:
            self.steps.set_steps(rail_steps(self.case.view, self._begun))
            self.steps.set_current(self.step.value)

    def _show_footer(self) -> None:
        view = self.case.view
        self.footer.show_buttons(
            first=self.step is self._order()[0],
            last=self.step is Step.SIGNATURES,
            complete=view is not None and view.complete,
            running=self.case.open,
            busy=self._busy or self.session.running,
            waits=view is not None and isinstance(self.deck.page, ClientStep) and self.deck.page.waits(),
        )

    def _show_form(self, form_id: str) -> None:
        self.live.choose(form_id)
        self.side.set_open(True)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.side.setEnabled(not busy)
        self._show_footer()

    def _focus_step(self) -> None:
        self._show_footer()
        widget = self.deck.page.first_widget() if self.case.open else self.steps
        if widget is not None and widget.isEnabled() and widget.isVisibleTo(self):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
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

    def _load_staff(self) -> None:
        service, actor = self.case.service, self.case.actor
        for function, done in (
            (service.counter_staff, self.deck.set_everybody),
            (service.marketing_staff, self.deck.set_marketing),
        ):
            self._runner.run(function, actor, done=done, failed=self._no_staff)

    def _no_staff(self, _problem: Exception) -> None:
        show_toast(self, self.tr("The list of staff could not be read. Open the case again."), "warn")

    def _ask_cancel(self) -> None:
        question = Ask(
            Kind.REASON, self.tr("Cancel this opening"),
            self.tr("The case stays in the books and cannot be resumed. Why is it cancelled?"),
            self.tr("Cancel the opening"), danger=True,
        )  # fmt: skip
        self._ask(self, question, self._cancel)

    def _cancel(self, reason: str) -> None:
        self.session.rest()
        self.case.act(self.case.service.cancel, reason, done=lambda _: self.suspend())

    def _make_room(self) -> None:
        self._forget()
        begin = self.empty.findChild(QPushButton)
        if begin is not None:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_and_hide(self, step: Step) -> None:
        self.notices.hide()
        self.go(step)

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
        self.body.setCurrentWidget(self.empty)
        self._retranslate()

    def _sentence_of(self, problem: Exception) -> str:
        return self._sentence(problem) if isinstance(problem, Refused) else say(problem)

    def _retranslate(self) -> None:
        self.empty.say(
            self.tr("No opening here"),
            self.tr("Begin a new one, or choose a booking or an unfinished case on the workbench."),
            self.tr("New opening"),
        )
        self.steps.setAccessibleName(self.tr("Steps of the opening"))
        self._show_steps()
        if self.case.view is not None and self.notices.stands(LEFT):
            self._say_left(self.case.view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another page comes up."""
        self.case.flush()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _left(view: OpeningView) -> list[StepState]:
    return [state for state in view.steps if state.state not in (State.DONE, State.NOT_NEEDED)]


def _step_of(name: str, order: Sequence[Step]) -> Step:
    return Step(name) if name in set(order) else order[0]


def _steps_to(name: str, order: Sequence[Step]) -> set[Step]:
    return set(order[: order.index(_step_of(name, order)) + 1])
