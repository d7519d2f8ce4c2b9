"""The hand-over to the client: one act at a time on the customer display, its progress on the teller's side.

The teller sees how far the client is, never what was answered and never a digit (KY-6, OP-5).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.common.errors import Refused
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.customer_display.prompts import Message, Prompt, Welcome
from ui.pages.opening.acts import act_for
from ui.pages.opening.case import OpenCase
from ui.pages.opening.port import ClientDisplay, Opening

Sentence = Callable[[Refused], str]


class Stage(StrEnum):
    """How the hand-over stands."""

    IDLE = "idle"
    WITH_CLIENT = "with-client"
    DONE = "done"
    DECLINED = "declined"
    STOPPED = "stopped"
    REFUSED = "refused"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class SessionState:
    """What the teller may know.

    ``at`` of ``of`` parts done, ``what``: the part; ``word``: the sentence of a refusal, or what was declined.
    """

    stage: Stage = Stage.IDLE
    step: Step | None = None
    at: int = 0
    of: int = 0
    what: str = ""
    word: str = ""


class ClientSession(QObject):
    """Runs one act of the client. Signals: ``changed(SessionState)``; ``finished(Step)`` when an act is done."""

    changed = Signal(object)
    finished = Signal(object)

    def __init__(
        self, case: OpenCase, display: ClientDisplay, branch: str, sentence: Sentence, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.case = case
        self.sentence = sentence
        self.state = SessionState()
        self._display = display
        self._branch = branch
        self._turn = 0
        self._prompts = 0
        self._waiting = ""
        self._reply: Callable[..., None] | None = None
        self._back: Callable[[], None] | None = None
        for signal in (
            display.answered, display.section_read, display.confirmed, display.password_entered, display.signed,
        ):  # fmt: skip
            signal.connect(self._came)
        display.went_back.connect(self._went_back)
        case.viewed.connect(self._viewed)

    # for the page

    @property
    def running(self) -> bool:
        """Whether the client has something to do now."""
        return self.state.stage is Stage.WITH_CLIENT

    def start(self, step: Step, form_ids: Sequence[str] = ()) -> None:
        """Hand ``step`` to the client, from what is left of it; ``form_ids``: only these (also signed ones, anew)."""
        self._turn += 1
        turn = self._turn
        self._put(SessionState(Stage.WITH_CLIENT, step))
        self._display.show_prompt(
            Message(self.tr("One moment, please"), self.tr("What you are going to do next appears here."))
        )

        def begin(_: object) -> None:
            if turn == self._turn:
                act_for(self, step, form_ids, self._done).begin()

        # after everything typed has been saved, so that the act starts from what is entered
        self.case.act(self.service.view, done=begin, failed=self._guarded(self._failed))

    def take_back(self) -> None:
        """The teller takes the display back; what the client has done so far stays."""
        if self.running:
            self._end(SessionState(Stage.STOPPED, self.state.step, self.state.at, self.state.of, self.state.what))

    def rest(self) -> None:
        """Forget the last act and show the welcome screen (another case, another client)."""
        self._end(SessionState())

    # for the acts

    @property
    def service(self) -> Opening:
        """The opening service."""
        return self.case.service

    @property
    def view(self) -> OpeningView:
        """The opening as it stands."""
        if self.case.view is None:
            raise RuntimeError("no case is open")
        return self.case.view

    def prompt_id(self, name: str) -> str:
        """An id that no other prompt has had, so that a late reply cannot be taken for another."""
        self._prompts += 1
        return f"{self._prompts}:{name}"

    def title_of(self, form_id: str) -> str:
        """The title of a form of this opening."""
        return next((form.title for form in self.view.forms if form.form_id == form_id), "")

    def what_is_entered(self) -> object:
        """What stands in the case now; never equal to itself while something typed has not been saved."""
        return object() if self.case.any_ahead() else dict(self.view.draft.fields)

    def show(self, prompt: Prompt, reply: Callable[..., None], back: Callable[[], None] | None = None) -> None:
        """Show ``prompt``; ``reply`` gets what the client gave, ``back`` is for going back."""
        self._waiting, self._reply, self._back = getattr(prompt, "id", ""), reply, back
        self._display.show_prompt(prompt)

    def fetch(self, function: Callable[..., Any], *facts: Any, then: Callable[[Any], None]) -> None:
        """Get what is to be shown from the service."""
        self.case.act(function, *facts, done=self._guarded(then), failed=self._guarded(self._failed))

    def do(
        self,
        deed: Callable[..., Any],
        *facts: Any,
        then: Callable[[], None],
        refused: Callable[[Refused], bool] | None = None,
    ) -> None:
        """Give what the client did to the service. ``refused`` says whether it dealt with a refusal itself."""

        def failed(problem: Exception) -> None:
            if not (refused is not None and isinstance(problem, Refused) and refused(problem)):
                self._failed(problem)

        self.case.act(deed, *facts, done=self._guarded(lambda _: then()), failed=self._guarded(failed))

    def tell(self, at: int, of: int, what: str = "") -> None:
        """How far the client is, for the teller's side."""
        self._put(SessionState(Stage.WITH_CLIENT, self.state.step, at, of, what))

    def decline(self, what: str) -> None:
        """The client said no; the act ends."""
        self._end(
            SessionState(Stage.DECLINED, self.state.step, word=what),
            Message(self.tr("Thank you"), self.tr("The teller will talk with you about how to go on.")),
        )

    # inside

    def _guarded(self, callback: Callable[[Any], None]) -> Callable[[Any], None]:
        """``callback`` only while this turn is not over: what comes late changes nothing on the display."""
        turn = self._turn

        def called(value: Any) -> None:
            if turn == self._turn and self.running:
                callback(value)

        return called

    def _came(self, prompt_id: str, *given: Any) -> None:
        if not prompt_id or prompt_id != self._waiting or self._reply is None:
            return
        reply = self._reply
        self._waiting, self._reply, self._back = "", None, None
        reply(*given)

    def _went_back(self, prompt_id: str) -> None:
        if prompt_id == self._waiting and self._back is not None:
            self._back()

    def _viewed(self, view: OpeningView, _force: bool) -> None:
        if self.running and self.state.step is Step.QUESTIONNAIRE:
            self.tell(view.questionnaire.answered, view.questionnaire.of)

    def _done(self) -> None:
        step = self.state.step
        self._end(
            SessionState(Stage.DONE, step, self.state.of, self.state.of),
            Message(self.tr("Thank you"), self.tr("That was all for now. The teller goes on with you.")),
        )
        self.finished.emit(step)

    def _failed(self, problem: Exception) -> None:
        waiting = Message(self.tr("One moment, please"), self.tr("Please ask the teller."))
        if isinstance(problem, Refused):
            self._end(SessionState(Stage.REFUSED, self.state.step, word=self.sentence(problem)), waiting)
        else:
            self._end(SessionState(Stage.TROUBLE, self.state.step, self.state.at, self.state.of), waiting)

    def _end(self, state: SessionState, last: Prompt | None = None) -> None:
        self._turn += 1
        self._waiting, self._reply, self._back = "", None, None
        self._display.show_prompt(last or Welcome(self._branch))
        self._put(state)

    def _put(self, state: SessionState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
