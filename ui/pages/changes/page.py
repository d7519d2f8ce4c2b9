"""The page of changes: for whom and what; then steps at the left, fields in the middle, the form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.changes.case import Status
from app.changes.service import ChangeService
from app.changes.steps import State, Step
from app.changes.view import ChangeReceipt, ChangeView
from app.common.actor import Actor
from app.common.errors import Refused
from ui.pages.changes.files import ChangeFiles
from ui.pages.changes.frame import ChangesFrame, Raster
from ui.pages.changes.rail import rail_steps
from ui.pages.changes.step_pages import ClientPage
from ui.pages.changes.words import join, step_title
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Sentence, SessionState
from ui.support.run_op import OpRunner
from ui.support.shortcuts import shortcut


def _nothing(*_: object) -> None:
    """For the papers' buttons until somebody cares."""


class ChangesPage(ChangesFrame):
    """Takes a client's change from the identity to the signed, filed form.

    ``view``, ``print_`` get document numbers; ``print_form(case_number, form_id)`` prints a form to be signed by hand
    and is called in a worker; ``changed``: a signal that somebody changed something. Signals: ``suspended``,
    ``client_wanted(client_id)``, ``scan_back_wanted(case_number)``.
    """

    suspended = Signal()
    client_wanted = Signal(str)
    scan_back_wanted = Signal(str)

    def __init__(
        self, service: ChangeService, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str = "", view: Callable[[str], None] = _nothing, print_: Callable[[str], None] = _nothing,
        print_form: Callable[[str, str], object] = _nothing, ask: Asker = ask_dialog, sentence: Sentence = say,
        changed: SignalInstance | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            service, actor, runner, display, raster, branch=branch, papers=(view, print_), sentence=sentence,
            parent=parent,
        )  # fmt: skip
        self._sentence = sentence
        self._ask = ask
        self._client: tuple[str, str] = ("", "")
        self._fresh = True
        self._busy = False
        self._warned: Step | None = None
        self._begun: set[Step] = set()
        self.files = ChangeFiles(self.case, self.pages[Step.SIGNING], print_form, ask, self)
        self._connect()
        for keys, act in (
            ("Alt+Up", self.previous_step), ("Alt+Down", self.next_step), ("Ctrl+Return", self.next_step),
            ("F6", self.toggle_display), ("F12", self.complete),
        ):  # fmt: skip
            shortcut(keys, self, act, window=False)
        if changed is not None:
            changed.connect(self.look)

    def _connect(self) -> None:
        case = self.case
        case.viewed.connect(self._viewed)
        case.saved_changed.connect(self.header.show_saved)
        case.refused.connect(self._refused)
        case.clashed.connect(self._clashed)
        case.completed.connect(self._completed)
        self.notices.resume_wanted.connect(self.resume)
        self.session.changed.connect(self._session_changed)
        self.session.finished.connect(lambda _: self._show_case())
        self.chooser.chosen.connect(self._start)
        self.chooser.opened.connect(self.resume)
        self.steps.chosen.connect(lambda key: self.go(Step(key)))
        self.footer.back.clicked.connect(self.previous_step)
        self.footer.next.clicked.connect(self.next_step)
        self.footer.suspend.clicked.connect(self.suspend)
        self.footer.complete.clicked.connect(self.complete)
        self.footer.cancel.clicked.connect(self.cancel)
        self.live.closed.connect(lambda: self.side.set_open(False))
        self.done.client_wanted.connect(self._to_client)
        self.keys.card_read.connect(self.files.card_read)
        for page in self.pages.values():
            page.ended.connect(self.next_step)
            page.went_before.connect(self.previous_step)
            page.go_to.connect(self.go)
            page.take_back.connect(self.session.take_back)
            page.hand_over.connect(partial(self._hand_over, page.step))
        signing: Any = self.pages[Step.SIGNING]
        signing.scan_back_wanted.connect(lambda: self.scan_back_wanted.emit(self.case.number))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    # for the program

    def choose(self, client_id: str, name: str) -> None:
        """Ask what this client wants changed."""
        self._forget()
        self._client = (client_id, name)
        self.chooser.show_client(name)
        self._show_running()
        self.chooser.focus_first()

    def resume(self, number: str) -> None:
        """Open a change where it was left."""
        self._forget()
        self.case.resume(number, failed=self._not_opened)

    def set_actor(self, actor: Actor) -> None:
        """Somebody else has signed in; the case that was open is left."""
        self._forget()
        self.case.actor = actor

    def suspend(self) -> None:
        """Leave the case; everything is saved."""
        self._forget()
        self._show_running()
        self.suspended.emit()

    def refresh(self) -> None:
        """The page has come up: read anew what it shows."""
        if self.body.currentWidget() is self.chooser:
            self._show_running()
        elif self.case.open and not self._busy:
            self.case.look()

    def look(self, *_: object) -> None:
        """Somebody has changed something: show it, without moving the cursor."""
        if self.isVisible():
            self.refresh()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status line."""
        if self.body.currentWidget() is self.chooser:
            return [("Enter", self.tr("choose"))]
        return [
            ("Ctrl+Enter", self.tr("next step")), ("Alt+↑↓", self.tr("steps")), ("F6", self.tr("customer display")),
            ("F8", self.tr("document")), ("F12", self.tr("close the case")),
        ]  # fmt: skip

    # steps

    def go(self, step: Step) -> None:
        """Enter ``step``, from anywhere, at any time."""
        if self.case.view is None or self._busy:
            return
        self.case.flush()
        self._begun.add(step)
        self._warned = None
        self.step = step
        page = self.pages[step]
        self.deck.setCurrentWidget(page)
        page.apply(self.case.view)
        self.case.enter_step(step)
        self.live.enter(step)
        self._show_case()
        self._focus_step()

    def next_step(self) -> None:
        """Go on; with something wrong here, show it first. Asked again, go on all the same."""
        view = self.case.view
        if view is None:
            return
        if self._warned is self.step or not self.case.open:
            self._go_by(1)
        else:
            self.case.act(self.case.service.view, done=lambda _: self._look_and_go_on())

    def previous_step(self) -> None:
        """Go back; nothing is lost by that."""
        self._go_by(-1)

    def complete(self) -> None:
        """Close the case; with something missing, say what and go there."""
        if self.case.view is None or self._busy or not self.case.open or self.session.running:
            return
        self.case.act(self.case.service.view, done=self._complete_if_whole)

    def cancel(self) -> None:
        """Cancel, with a reason."""
        question = Ask(Kind.REASON, self.tr("Cancel the change"), self.tr("Why is it not gone on with?"))
        self._ask(self, question, self._cancelled)

    def toggle_display(self) -> None:
        """Take the display back, or hand this step over."""
        page = self.pages[self.step]
        if self.session.running:
            self.session.take_back()
        elif isinstance(page, ClientPage) and page.panel.give.isEnabled() and page.panel.give.isVisible():
            page.panel.give.click()

    # what comes back

    def _viewed(self, view: ChangeView, force: bool) -> None:
        fresh, self._fresh = self._fresh, False
        self.header.show_view(view)
        for page in self.pages.values():
            page.apply(view, force=force)
        if fresh:
            self.notices.forget()
            self.body.setCurrentWidget(self.side)
            last = view.case.last_step
            self.go(Step(last) if last in set(Step) else Step.IDENTITY)
        else:
            self._show_case()
            self.live.update_view()

    def _refused(self, refused: Refused) -> None:
        at = [page.step for page in self.pages.values() if page.refuse(refused)]
        if self.step not in at:
            self.notices.say(self._sentence(refused), "danger")

    def _clashed(self, refused: Refused) -> None:
        for page in self.pages.values():
            page.show_clashes(refused)
        if not any(name in self.pages[self.step].bound for name in refused.facts["fields"]):
            self.notices.say(self._sentence(refused), "warn")

    def _not_opened(self, problem: Exception) -> None:
        self._show_running()
        self.notices.say(self._sentence_of(problem), "danger")

    def _completed(self, receipt: ChangeReceipt) -> None:
        self._set_busy(False)
        self.session.rest()
        self.notices.hide()
        self.done.show_receipt(receipt)
        self.body.setCurrentWidget(self.done)
        self.done.focus_first()

    def _not_completed(self, problem: Exception) -> None:
        self._set_busy(False)
        self.notices.say(self._sentence_of(problem), "danger")
        self.case.look()

    def _session_changed(self, state: SessionState) -> None:
        for page in self.pages.values():
            if isinstance(page, ClientPage):
                page.show_session(state)
        self.header.show_session(state)
        self._show_case()

    # inside

    def _start(self, kind: str) -> None:
        client_id, _ = self._client
        if client_id:
            self._fresh = True
            self.case.start(client_id, kind, failed=self._not_opened)

    def _hand_over(self, step: Step, forms: tuple[str, ...]) -> None:
        if self.case.open and not self.session.running:
            self.session.start(step, forms)

    def _look_and_go_on(self) -> None:
        if self.pages[self.step].visit_all():
            self._warned = self.step
        else:
            self._go_by(1)

    def _go_by(self, direction: int) -> None:
        view = self.case.view
        if view is None:
            return
        order = [state.step for state in view.steps if state.state is not State.NOT_NEEDED]
        place = (order.index(self.step) if self.step in order else 0) + direction
        if 0 <= place < len(order):
            self.go(order[place])
        elif place:
            self.footer.complete.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complete_if_whole(self, view: ChangeView) -> None:
        left = [state for state in view.steps if state.state not in (State.DONE, State.NOT_NEEDED)]
        if left:
            self.go(next((state.step for state in left if not state.blocked_by), left[0].step))
            self.pages[self.step].visit_all()
            names = join([step_title(state.step) for state in left])
            self.notices.say(self.tr("Not yet. Still to be done: {steps}").format(steps=names), "warn")
            return
        self._set_busy(True)
        self.notices.say(self.tr("The papers are being made, signed and filed. This takes a few seconds."), "info")
        self.case.complete(self._not_completed)

    def _cancelled(self, reason: str) -> None:
        self.session.rest()
        self.case.act(self.case.service.cancel, reason, done=lambda _: self.suspend())

    def _to_client(self, client_id: str) -> None:
        self._forget()
        self.client_wanted.emit(client_id)

    def _show_running(self) -> None:
        self._latest.ask(
            self.case.service.unfinished, self.case.actor, done=self.chooser.show_running,
            failed=lambda problem: self.notices.say(self._sentence_of(problem), "danger"),
        )  # fmt: skip

    def _show_case(self) -> None:
        view = self.case.view
        if view is None:
            return
        self.steps.set_steps(rail_steps(view, self._begun))
        self.steps.set_current(self.step.value)
        order = [state.step for state in view.steps if state.state is not State.NOT_NEEDED]
        self.footer.show_case(
            first=self.step is order[0], last=self.step is order[-1], complete=view.complete,
            running=view.case.status is Status.OPEN, busy=self._busy or self.session.running,
        )  # fmt: skip

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.side.setEnabled(not busy)
        self._show_case()

    def _focus_step(self) -> None:
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
        elif now.window().windowType() is not Qt.WindowType.Popup:
            page = self.pages[self.step]
            if page.field_of(old) is not page.field_of(now):
                page.field_left(old)
                self._warned = None

    def _forget(self) -> None:
        """Let go of the case: the next client must see nothing of this one."""
        self.session.rest()
        self.case.leave()
        self._set_busy(False)
        self._fresh, self._warned, self._begun = True, None, set()
        self._client = ("", "")
        self.chooser.show_client("")
        self.notices.forget()
        self.header.show_view(None)
        self.live.forget()
        self.done.forget()
        for page in self.pages.values():
            page.forget()
        self.step = Step.IDENTITY
        self.body.setCurrentWidget(self.chooser)

    def _sentence_of(self, problem: Exception) -> str:
        return self._sentence(problem) if isinstance(problem, Refused) else say(problem)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when another page comes up."""
        self.case.flush()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._show_case()
        super().changeEvent(event)
