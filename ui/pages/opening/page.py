"""The opening page: steps at the left, fields in the middle, the live form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.actor import Actor
from app.common.errors import Refused
from app.onboarding.draft import Status
from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningReceipt, OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.consent import ConsentPage
from ui.pages.opening.contact import ContactPage
from ui.pages.opening.custody import CustodyPage
from ui.pages.opening.disclosure import DisclosurePage
from ui.pages.opening.done import DonePage
from ui.pages.opening.education import EducationPage
from ui.pages.opening.field_keys import FieldKeys
from ui.pages.opening.footer import Footer
from ui.pages.opening.header import Header
from ui.pages.opening.identity import IdentityPage
from ui.pages.opening.live_form import LiveForm
from ui.pages.opening.password import PasswordPage
from ui.pages.opening.port import ClientDisplay, Opening
from ui.pages.opening.questionnaire import QuestionnairePage
from ui.pages.opening.relationship import RelationshipPage
from ui.pages.opening.result import ResultPage
from ui.pages.opening.review import ReviewPage
from ui.pages.opening.signatures import SignaturesPage
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.step_rail import rail_steps
from ui.pages.opening.with_client import ClientSession, Sentence, SessionState, Stage
from ui.pages.opening.words import step_title
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import OpRunner
from ui.support.shortcuts import shortcut
from ui.widgets import EmptyState, InlineBanner, LabelledField, SidePanel, StepList, show_toast

STEP_PAGES: tuple[type[StepPage], ...] = (
    IdentityPage, ContactPage, EducationPage, QuestionnairePage, ResultPage, DisclosurePage, ConsentPage,
    RelationshipPage, CustodyPage, PasswordPage, ReviewPage, SignaturesPage,
)  # fmt: skip
RETRY_MS = 5000
RAIL_WIDTH = 222
ROW, LEAST_ROW = 52, 46
Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]


def _nothing(*_: object) -> None:
    """For the papers' buttons until somebody cares."""


class OpeningPage(QWidget):
    """Opens an account, from ``start`` or ``resume`` to the receipt.

    ``view``, ``print_`` and ``export`` get document numbers. Signals: ``suspended`` (the case was left, saved),
    ``completed(receipt)``, ``client_wanted(client_id)``, ``next_client``.
    """

    suspended = Signal()
    completed = Signal(object)
    client_wanted = Signal(str)
    next_client = Signal()

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
        ask: Asker = ask_dialog,
        sentence: Sentence = say,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._ask = ask
        self._sentence = sentence
        self.case = OpenCase(service, actor, runner, self)
        self.session = ClientSession(self.case, display, branch, sentence, self)
        self.step = Step.IDENTITY
        self._begun: set[Step] = set()
        self._warned: Step | None = None
        self._fresh = True
        self._busy = False
        self._again: Callable[[], None] = self._try_again
        self.pages: dict[Step, StepPage] = {made.step: made(self.case, sentence) for made in STEP_PAGES}
        self.header = Header()
        self.banner = InlineBanner()
        self.steps = StepList()
        self.stack = QStackedWidget()
        self.footer = Footer()
        self.live = LiveForm(self.case, runner, raster, sentence)
        self.done = DonePage(view, print_, export)
        self.empty = EmptyState("person-plus")
        self.keys = FieldKeys(self, self)
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._build()
        self._connect()
        self._shortcuts()
        self._retranslate()
        for page in self.pages.values():
            page.relabel()

    def _build(self) -> None:
        rail = QFrame()
        rail.setObjectName("card")
        rail.setFixedWidth(RAIL_WIDTH)
        beside = QVBoxLayout(rail)
        beside.setContentsMargins(6, 6, 6, 6)
        beside.addWidget(self.steps)
        middle = QFrame()
        middle.setObjectName("card")
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        for page in self.pages.values():
            self.stack.addWidget(page)
        inside.addWidget(self.stack, 1)
        inside.addWidget(self.footer)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(rail)
        columns.addWidget(middle, 1)
        self.side = SidePanel(work, self.live, share=0.4)
        self.body = QStackedWidget()
        for widget in (self.side, self.done, self.empty):
            self.body.addWidget(widget)
        self.body.setCurrentWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.body, 1)

    def _connect(self) -> None:
        case = self.case
        case.viewed.connect(self._viewed)
        case.saved_changed.connect(self.header.show_saved)
        case.refused.connect(self._refused)
        case.troubled.connect(self._troubled)
        case.recovered.connect(self._recovered)
        case.completed.connect(self._completed)
        self.session.changed.connect(self._session_changed)
        self.session.finished.connect(self._act_done)
        self.steps.chosen.connect(lambda key: self.go(Step(key)))
        self.footer.back.clicked.connect(self.previous_step)
        self.footer.next.clicked.connect(self.next_step)
        self.footer.suspend.clicked.connect(self.suspend)
        self.footer.complete.clicked.connect(self.complete)
        self.footer.cancel.clicked.connect(self._ask_cancel)
        self.live.closed.connect(lambda: self.side.set_open(False))
        self.banner.acted.connect(self._act_on_banner)
        self.empty.acted.connect(self.start)
        self.done.next_client.connect(self._next_client)
        self.keys.card_read.connect(self.read_card)
        self._retry.timeout.connect(self._try_again)
        for page in self.pages.values():
            page.ended.connect(self.next_step)
            page.went_before.connect(self.previous_step)
            page.go_to.connect(self.go)
            page.take_back.connect(self.session.take_back)
            page.hand_over.connect(lambda forms, page=page: self._hand_over(page.step, forms))
            page.form_wanted.connect(self._show_form)
        identity = self.pages[Step.IDENTITY]
        if isinstance(identity, IdentityPage):
            identity.client_wanted.connect(self.client_wanted)
            identity.card_wanted.connect(self.read_card)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _shortcuts(self) -> None:
        for keys, act in (
            ("Alt+Up", self.previous_step_plain),
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
        self._again = lambda: self.start(booking_number)
        self.case.start(booking_number, failed=self._not_opened)
        self._load_staff()

    def resume(self, case_number: str) -> None:
        """Open an unfinished opening where it was left."""
        self._forget()
        self._again = lambda: self.resume(case_number)
        self.case.resume(case_number, failed=self._not_opened)
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
        """The page has come up."""
        if self.body.currentWidget() is self.side:
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
        if self.case.view is None or self._busy:
            return
        self.case.flush()
        self.step = step
        self._begun.add(step)
        self._warned = None
        self.stack.setCurrentWidget(self.pages[step])
        self.steps.set_current(step.value)
        self.case.enter_step(step)
        self.live.enter(step)
        self._show_steps()
        self.pages[step].apply(self.case.view)
        self._focus_step()

    def next_step(self) -> None:
        """Go on; with something wrong here, show it first and put the cursor there. Asked again, go on all the same."""
        page = self.pages[self.step]
        if self._warned is self.step or not page.bound or not self.case.open:
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
        self.previous_step_plain()

    def previous_step_plain(self) -> None:
        """Go back."""
        order = list(Step)
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
        self.banner.say(self.tr("The papers are being made, signed and filed. This takes a few seconds."), "info")
        self.case.complete(self._not_completed)

    # keys

    def to_card_line(self) -> None:
        """Ready for the card reader."""
        identity = self.pages[Step.IDENTITY]
        if self.case.open and isinstance(identity, IdentityPage):
            if self.step is not Step.IDENTITY:
                self.go(Step.IDENTITY)
            identity.card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            identity.area.ensureWidgetVisible(identity.card)

    def toggle_display(self) -> None:
        """Take the display back, or hand this step over."""
        page = self.pages[self.step]
        if self.session.running:
            self.session.take_back()
        elif isinstance(page, ClientStep) and page.panel.give.isEnabled() and page.panel.give.isVisible():
            page.panel.give.click()

    def read_card(self, line: str) -> None:
        """A card reader has typed ``line``."""
        if self.case.open:
            if self.step is not Step.IDENTITY:
                self.go(Step.IDENTITY)
            self.case.read_card(line)

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """The field of the present step that ``widget`` belongs to."""
        return self.pages[self.step].field_of(widget)

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """Enter or Shift+Enter in a field of the present step."""
        self.pages[self.step].move_on(field, direction)

    # what comes back

    def _viewed(self, view: OpeningView, force: bool) -> None:
        fresh, self._fresh = self._fresh, False
        self.header.show_view(view)
        for page in self.pages.values():
            page.apply(view, force=force)
        self._show_steps()
        self._show_footer()
        if fresh:
            self._again = self._try_again
            self.banner.hide()
            self._begun = _steps_to(view.draft.last_step)
            self.body.setCurrentWidget(self.side)
            for page in self.pages.values():
                page.set_locked(view.draft.status is not Status.OPEN)
            self.go(_step_of(view.draft.last_step))
        else:
            self.live.update_view()
        if force:
            self.banner.hide()
            self._focus_step()

    def _refused(self, refused: Refused) -> None:
        at = [page for page in self.pages.values() if page.refuse(refused)]
        if self.pages[self.step] not in at:
            self.banner.say(self._sentence(refused), "danger")

    def _troubled(self, _problem: Exception) -> None:
        self._again = self._try_again
        self.banner.say(
            self.tr("Not saved yet: the database cannot be reached. What you typed is kept here and is saved as soon "
                    "as it answers; do not close the program."),
            "danger", self.tr("Try again"),
        )  # fmt: skip
        self._retry.start()

    def _recovered(self) -> None:
        self._retry.stop()
        self.banner.hide()
        show_toast(self, self.tr("Saved again. Nothing was lost."))

    def _act_on_banner(self) -> None:
        self._again()

    def _try_again(self) -> None:
        self.case.retry()

    def _not_opened(self, problem: Exception) -> None:
        self.empty.say(self.tr("The opening could not be shown"), self._sentence_of(problem), self.tr("New opening"))
        self.banner.say(self._sentence_of(problem), "danger", self.tr("Try again"))

    def _completed(self, receipt: OpeningReceipt) -> None:
        self._set_busy(False)
        self.session.rest()
        self.banner.hide()
        self.done.show_receipt(receipt)
        for page in self.pages.values():
            page.set_locked(True)
        self.body.setCurrentWidget(self.done)
        self.done.focus_first()
        self.completed.emit(receipt)

    def _not_completed(self, problem: Exception) -> None:
        self._set_busy(False)
        self.banner.say(self._sentence_of(problem), "danger")

    def _session_changed(self, state: SessionState) -> None:
        for page in self.pages.values():
            if isinstance(page, ClientStep):
                page.show_session(state)
        self.header.show_session(state)
        self._show_footer()
        page = self.pages[self.step]
        mine = state.stage is Stage.WITH_CLIENT and state.step is self.step
        if mine and isinstance(page, ClientStep) and not self._typing_here():
            page.panel.take.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.stage in (Stage.DECLINED, Stage.REFUSED, Stage.TROUBLE) and state.step not in (None, self.step):
            self.banner.say(
                self.tr("The customer display needs you: {step}").format(step=step_title(state.step)), "warn",
                self.tr("Go there"),
            )  # fmt: skip
            step = state.step
            self._again = lambda: self._go_and_hide(step)

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
        if self.pages[self.step].visit_all():
            self._warned = self.step
        else:
            self.next_step_plain()

    def _say_incomplete(self, view: OpeningView) -> None:
        left = [state for state in view.steps if state.state not in (State.DONE, State.NOT_NEEDED)]
        names = self.tr(", ").join(step_title(state.step) for state in left)
        first = next((state.step for state in left if not state.blocked_by), left[0].step)
        self.go(first)
        self.pages[first].visit_all()
        self.banner.say(self.tr("Not complete yet. Still to be done: {steps}").format(steps=names), "warn")

    def _show_steps(self) -> None:
        if self.case.view is not None:
            self.steps.set_steps(rail_steps(self.case.view, self._begun))
            self.steps.set_current(self.step.value)

    def _show_footer(self) -> None:
        view = self.case.view
        self.footer.show_case(
            first=self.step is Step.IDENTITY,
            last=self.step is Step.SIGNATURES,
            complete=view is not None and view.complete,
            locked=not self.case.open,
            busy=self._busy or self.session.running,
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
        widget = self.pages[self.step].first_widget() if self.case.open else self.steps
        if widget is not None and widget.isEnabled() and widget.isVisibleTo(self):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.footer.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is None or self.case.view is None or not self.isAncestorOf(old):
            return
        if now is None:
            self.case.flush()
        elif now.window().windowType() is not Qt.WindowType.Popup and self.field_of(now) is not self.field_of(old):
            self.pages[self.step].field_left(old)
            self._warned = None if self.field_of(old) is not None and self.field_of(now) is not None else self._warned

    def _typing_here(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and (not self.isAncestorOf(now) or self.field_of(now) is not None)

    def _load_staff(self) -> None:
        education, relationship = self.pages[Step.EDUCATION], self.pages[Step.RELATIONSHIP]
        service, actor = self.case.service, self.case.actor
        if isinstance(education, EducationPage) and isinstance(relationship, RelationshipPage):
            self._runner.run(service.counter_staff, actor, done=education.set_staff, failed=self._troubled)
            self._runner.run(service.marketing_staff, actor, done=relationship.set_staff, failed=self._troubled)

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

    def _next_client(self) -> None:
        self._forget()
        self.next_client.emit()

    def _go_and_hide(self, step: Step | None) -> None:
        self.banner.hide()
        if step is not None:
            self.go(step)

    def _forget(self) -> None:
        """Let go of the case: the next client must see nothing of this one."""
        self.session.rest()
        self.case.leave()
        self._retry.stop()
        self._set_busy(False)
        self._fresh, self._warned, self.step = True, None, Step.IDENTITY
        self._begun = set()
        self.banner.hide()
        self.header.show_view(None)
        self.live.forget()
        self.done.forget()
        for page in self.pages.values():
            page.forget()
            page.set_locked(False)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All twelve steps in sight on a low window, too."""
        super().resizeEvent(event)
        room = self.steps.height() // len(Step)
        self.steps.setGridSize(QSize(100, room) if LEAST_ROW <= room < ROW else QSize())

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
    return Step(name) if name in set(Step) else Step.IDENTITY


def _steps_to(name: str) -> set[Step]:
    order = list(Step)
    return set(order[: order.index(_step_of(name)) + 1])
