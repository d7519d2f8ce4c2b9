"""What every page with a case does: entering steps, going on, what comes back from the service, keys and the cursor.

A flow overrides what its steps and views are, and adds what only it has.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.cases.case import SETTLED
from app.common.actor import Actor
from app.common.errors import Refused
from ui.refusals import say
from ui.support.case_footer import CaseFooter
from ui.support.case_frame import CaseFrame
from ui.support.case_header import CaseHeader
from ui.support.client_session import DisplaySession, Sentence, SessionState, Stage
from ui.support.field_keys import FieldKeys
from ui.support.live_form import LiveForm
from ui.support.notices import Notices
from ui.support.open_case import CaseAtWindow, View
from ui.support.shortcuts import Act, bind
from ui.support.step_deck import StepDeck
from ui.widgets import ComboBox, show_toast
from ui.widgets import Step as RailStep

Key = TypeVar("Key", bound=StrEnum)

LEFT = "left"
"""What the notice of a case that cannot be closed yet is about."""


def nothing(*_: object) -> None:
    """For the papers' buttons until somebody cares."""


class CasePage(CaseFrame, Generic[View, Key]):
    """Takes one case from its begin to its receipt. Signal ``suspended``: the case was left, saved.

    ``client_wanted(client_id)``: show this client; ``scan_back_wanted(case_number)``: to the page where signed papers
    are scanned back. A flow makes the parts, hands them to ``set_up`` and says what is asked of it below.
    """

    suspended = Signal()
    client_wanted = Signal(str)
    scan_back_wanted = Signal(str)

    keys_of_step: ClassVar[type[StrEnum]]
    """The steps, in order."""

    case: CaseAtWindow[View, Any]
    session: DisplaySession[View, Any]
    deck: StepDeck[Any]
    header: CaseHeader[View]
    footer: CaseFooter
    live: LiveForm
    notices: Notices

    def __init__(self, sentence: Sentence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self._begun: set[Key] = set()
        self._warned: Key | None = None
        self._fresh = True
        self._busy = False

    # what a flow says

    @abstractmethod
    def step_title(self, step: Key) -> str:
        """The name of a step."""

    @abstractmethod
    def rail(self, view: View, begun: set[Key]) -> list[RailStep]:
        """The steps as the list shows them; ``begun``: those the teller has been in."""

    def order(self, view: View) -> list[Key]:
        """The steps that are gone through."""
        return [self._key(step) for step in self.keys_of_step]

    def has_step(self, view: View, step: Key) -> bool:
        """Whether the case has this step at all, needed or not. Overridden by flows whose cases differ in that."""
        return True

    def left(self, view: View) -> list[Key]:
        """The steps that are not done, those that nothing blocks first."""
        whole: Any = view
        left = [state for state in whole.steps if state.state not in SETTLED]
        return [state.step for state in sorted(left, key=lambda state: bool(state.blocked_by))]

    @abstractmethod
    def last_step(self, view: View) -> str:
        """The step in which the case was left."""

    @abstractmethod
    def show_footer(self, view: View, step: Key) -> None:
        """Which buttons there are at ``step``."""

    @abstractmethod
    def show_begin(self) -> None:
        """What stands there while no case is open."""

    @abstractmethod
    def finish(self, view: View) -> None:
        """Close the case; it may turn out that it cannot be closed yet."""

    @abstractmethod
    def ask_cancel(self) -> None:
        """Ask for the reason and end the case without a result."""

    @abstractmethod
    def done_page(self) -> Any:
        """What is shown when the case has been closed: it has ``show_receipt``, ``focus_first`` and ``forget``."""

    # building

    def set_up(self, first: QWidget) -> None:
        """All parts are made: put them where they stand and connect them; ``first``: shown while no case is open."""
        self.keys = FieldKeys(self, self.deck)
        self.keys.gap_wanted.connect(self.next_gap)
        self.keys.back_wanted.connect(self._take_back)
        self.lay_out(
            above=(self.header, self.notices), first=first, deck=self.deck, footer=self.footer, live=self.live
        )  # fmt: skip
        case, deck, footer = self.case, self.deck, self.footer
        case.viewed.connect(self._viewed)
        case.saved_changed.connect(self.header.show_saved)
        case.refused.connect(self._refused)
        case.clashed.connect(self._clashed)
        case.completed.connect(self._completed)
        self.session.changed.connect(self._session_changed)
        self.session.finished.connect(self._act_done)
        self.steps.chosen.connect(lambda key: self.go(self._key(key)))
        footer.back.clicked.connect(self.previous_step)
        footer.next.clicked.connect(self.next_step)
        footer.suspend.clicked.connect(self.suspend)
        footer.complete.clicked.connect(self.complete)
        footer.cancel.clicked.connect(self.ask_cancel)
        self.live.closed.connect(lambda: self.side.set_open(False))
        deck.ended.connect(self.next_step)
        deck.went_before.connect(self.previous_step)
        deck.go_to.connect(self.go)
        deck.take_back.connect(self.session.take_back)
        deck.hand_over.connect(self._hand_over)
        deck.form_wanted.connect(self._show_form)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        for act, deed in (
            (Act.STEP_BEFORE, self.previous_step), (Act.STEP_AFTER, self.next_step_plain),
            (Act.NEXT_STEP, self.next_step), (Act.NEXT_GAP, self.next_gap),
            (Act.DISPLAY, self.toggle_display), (Act.COMPLETE, self.complete),
        ):  # fmt: skip
            bind(act, self, deed)

    def _take_back(self, direction: int) -> None:
        self.deck.page.take_back_field(direction)

    def _key(self, name: str) -> Key:
        return cast(Key, self.keys_of_step(name))

    # for the program

    @property
    def step(self) -> Key:
        """The step that is shown."""
        return self._key(self.deck.step)

    def set_actor(self, actor: Actor) -> None:
        """Somebody else has signed in; the case that was open is left."""
        self.forget()
        self.case.actor = actor

    def suspend(self) -> None:
        """Leave the case; everything is saved."""
        self.forget()
        self.suspended.emit()

    def go_back(self) -> bool:
        """From a field to the list of steps, from there out of the case, which is saved; False with no case open."""
        if self.body.currentWidget() is not self.side or self.case.view is None or self._busy:
            return False
        if self.steps.hasFocus() or not self.case.open:
            self.suspend()
        else:
            self.case.flush()
            self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # steps

    def go(self, step: Key) -> None:
        """Enter ``step``, from anywhere, at any time."""
        if self.case.view is None or self._busy or not self.has_step(self.case.view, step):
            return
        self.case.flush()
        self._begun.add(step)
        self._warned = None
        self.deck.enter(step)
        enter: Any = self.case
        enter.enter_step(step)
        self.live.enter(step)
        self._show_steps()
        self._focus_step()

    def next_step(self) -> None:
        """Go on; with something wrong here, show it first and put the cursor there. Asked again, go on all the same."""
        if self._warned is self.step or not self.case.open:
            self.next_step_plain()
        else:
            self._with_all_saved(lambda _: self._look_and_go_on())

    def next_gap(self) -> None:
        """To the next field that is empty and must not be, or is wrong; with none left in the step, go on."""
        if self.case.view is None or not self.case.open or self._busy:
            return
        cursor = QApplication.focusWidget()
        field = self.deck.field_of(cursor) if cursor is not None else None
        if field is not None and isinstance(field.widget, ComboBox):
            field.widget.take_typed()
        self._with_all_saved(lambda _: self._to_next_gap())

    def next_step_plain(self) -> None:
        """Go on without a look."""
        self._go_by(1)

    def previous_step(self) -> None:
        """Go back; nothing is lost by that."""
        self._go_by(-1)

    def complete(self) -> None:
        """Close the case; with something missing, say what and go there."""
        if self.case.view is not None and not self._busy and self.case.open and not self.session.running:
            self._with_all_saved(self.finish)

    def toggle_display(self) -> None:
        """Take the display back, or hand this step over."""
        panel = self.deck.page.hand_over_panel()
        if self.session.running:
            self.session.take_back()
        elif panel is not None and panel.give.isEnabled() and panel.give.isVisible():
            panel.give.click()

    # for the flow

    def say_left(self, view: View) -> None:
        """The case cannot be closed yet: say what is left and go to the first of it."""
        self.go(self.left(view)[0])
        self.deck.page.visit_all()
        self._name_left(view)

    def end_by(self, end: Callable[..., None], *facts: object) -> None:
        """Close the case by ``end``, which is given what to do when that fails. The page waits meanwhile."""
        self._set_busy(True)
        self.notices.say(self.tr("The papers are being made, signed and filed. This takes a few seconds."), "info")
        end(*facts, failed=self._not_completed)

    def sentence_of(self, problem: Exception) -> str:
        """What to say of a refusal or a fault."""
        return self._sentence(problem) if isinstance(problem, Refused) else say(problem)

    def forget(self) -> None:
        """Let go of the case: the next client must see nothing of this one."""
        self.session.rest()
        self.case.leave()
        self._set_busy(False)
        self._fresh, self._warned, self._begun = True, None, set()
        self.notices.forget()
        self.header.show_view(None)
        self.live.forget()
        self.deck.forget()
        self.show_begin()

    # what comes back

    def _viewed(self, view: View, force: bool) -> None:
        fresh, self._fresh = self._fresh, False
        cursor = QApplication.focusWidget()
        self.header.show_view(view)
        self.deck.apply(view, force=force)
        self._show_steps()
        self._show_footer()
        if self.notices.stands(LEFT):
            self._name_left(view)
        order = self.order(view)
        if fresh:
            self.notices.forget()
            at = self._step_at(view)
            self._begun = set(order[: order.index(at) + 1]) if at in order else set()
            self.body.setCurrentWidget(self.side)
            self.go(at)
        elif not self.has_step(view, self.step):
            self.go(order[0])
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

    def _completed(self, receipt: object) -> None:
        self._set_busy(False)
        self.session.rest()
        self.notices.hide()
        done = self.done_page()
        done.show_receipt(receipt)
        self.body.setCurrentWidget(done)
        done.focus_first()

    def _not_completed(self, problem: Exception) -> None:
        self._set_busy(False)
        self.notices.say(self.sentence_of(problem), "danger")
        self.case.look()

    def _session_changed(self, state: SessionState) -> None:
        free = not self._typing_here()  # asked before a button goes and takes the focus with it
        self.deck.show_session(state)
        self.header.show_session(state)
        self._show_footer()
        panel = self.deck.page.hand_over_panel() if self.case.view is not None else None
        if state.step is self.step and panel is not None and free:
            panel.waiting_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        step = self._key(state.step) if state.step is not None else None
        needed = state.stage in (Stage.DECLINED, Stage.REFUSED, Stage.TROUBLE)
        if needed and step is not None and step is not self.step:
            text = self.tr("The customer display needs you: {step}").format(step=self.step_title(step))
            self.notices.offer(text, "warn", self.tr("Go there"), partial(self._go_and_hide, step))

    def _act_done(self, step: Key) -> None:
        if step is self.step:
            self._focus_step(or_next=True)
        else:
            show_toast(self, self.tr("The client has finished: {step}").format(step=self.step_title(step)))

    # inside

    def _with_all_saved(self, then: Callable[[Any], None]) -> None:
        """``then`` with the case as it stands once everything typed has been judged."""
        if self.case.any_ahead():
            self.case.act(self.case.service.view, done=then)
        else:
            then(self.case.view)

    def _name_left(self, view: View) -> None:
        """What is still to be done; said again as it grows less, and no longer when nothing is left."""
        left = self.left(view)
        names = self.tr(", ").join(self.step_title(step) for step in self.order(view) if step in left)
        if left:
            self.notices.say(self.tr("Not yet. Still to be done: {steps}").format(steps=names), "warn", about=LEFT)
        else:
            self.notices.hide()

    def _step_at(self, view: View) -> Key:
        """Where the case was left, or its first step."""
        known: Sequence[Any] = list(self.keys_of_step)
        name = self.last_step(view)
        return self._key(name) if name in known and self.has_step(view, self._key(name)) else self.order(view)[0]

    def _hand_over(self, step: Key, forms: tuple[str, ...]) -> None:
        if self.case.open and not self.session.running:
            self.session.start(step, forms)

    def _to_next_gap(self) -> None:
        page, cursor = self.deck.page, QApplication.focusWidget()
        here = self.deck.field_of(cursor) if cursor is not None else None
        gap = page.next_gap(here)
        if gap is not None:
            page.focus(gap)
        else:
            self.next_step()

    def _look_and_go_on(self) -> None:
        if self.deck.page.visit_all():
            self._warned = self.step
        else:
            self.next_step_plain()

    def _go_by(self, direction: int) -> None:
        view = self.case.view
        if view is None:
            return
        order = self.order(view)
        place = (order.index(self.step) if self.step in order else 0) + direction
        if 0 <= place < len(order):
            self.go(order[place])
        elif place > 0:
            self.footer.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self) -> None:
        if self.case.view is not None:
            self.steps.set_steps(self.rail(self.case.view, self._begun))
            self.steps.set_current(self.step.value)

    def _show_footer(self) -> None:
        if self.case.view is not None:
            self.show_footer(self.case.view, self.step)

    def _show_form(self, form_id: str) -> None:
        self.live.choose(form_id)
        self.side.set_open(True)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.side.setEnabled(not busy)
        self._show_footer()

    def _focus_step(self, *, or_next: bool = False) -> None:
        """The cursor to what comes next in the step; ``or_next``: when it is done, to the button that goes on."""
        self._show_footer()
        view, page = self.case.view, self.deck.page
        widget = page.first_widget() if self.case.open else self.steps
        if or_next and view is not None and self.step not in self.left(view):
            widget = None
        if widget is not None and widget.isEnabled() and widget.isVisibleTo(self):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            if page.area.isAncestorOf(widget):
                page.area.ensureWidgetVisible(widget, 20, 40)
        elif self.footer.next.isHidden() or (or_next and view is not None and not self.left(view)):
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

    def _go_and_hide(self, step: Key) -> None:
        self.notices.hide()
        self.go(step)

    def retranslate(self) -> None:
        """Own texts. Overridden."""
        self._show_steps()
        if self.case.view is not None and self.notices.stands(LEFT):
            self._name_left(self.case.view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another page comes up."""
        self.case.flush()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
