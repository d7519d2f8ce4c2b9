"""The hand-over to the client: one act at a time on the customer display, its progress on the teller's side.

The teller sees how far the client is, never what was answered and never a digit (KY-6, OP-5). An act never keeps
anything: every reply goes to the service at once, and what is left to do is read from the service, so an act that was
broken off goes on where it stopped.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from PySide6.QtCore import QObject, Signal

from app.common.errors import Refused
from ui.customer_display.prompts import Message, Prompt, Rating, Welcome
from ui.support.client_display import ClientDisplay
from ui.support.open_case import CaseAtWindow, Service, View

Sentence = Callable[[Refused], str]
Next = Callable[[], None]


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
    step: StrEnum | None = None
    at: int = 0
    of: int = 0
    what: str = ""
    word: str = ""


class Act(ABC):
    """One thing the client does. It calls its ``done`` when nothing of it is left."""

    @abstractmethod
    def begin(self) -> None:
        """Show the first prompt that is left."""


class DisplaySession(QObject, Generic[View, Service]):
    """Runs one act of the client. Signals: ``changed(SessionState)``; ``finished(step)`` when an act is done.

    A flow says which act belongs to a step (``act_for``). The display is shared by all pages: while another one has the
    client at something, nothing is handed over here and nothing there is taken away.
    """

    changed = Signal(object)
    finished = Signal(object)

    def __init__(
        self, case: CaseAtWindow[View, Service], display: ClientDisplay, branch: str, sentence: Sentence,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.case = case
        self.sentence = sentence
        self.state = SessionState()
        self._display = display
        self._branch = branch
        self._turn = 0
        self._prompts = 0
        self._shown: Prompt | None = None
        self._waiting = ""
        self._reply: Callable[..., None] | None = None
        self._back: Callable[[], None] | None = None
        for signal in (
            display.answered, display.section_read, display.confirmed, display.password_entered, display.signed,
        ):  # fmt: skip
            signal.connect(self._came)
        display.went_back.connect(self._went_back)

    # what a flow says

    def act_for(self, step: StrEnum, form_ids: Sequence[str], done: Next) -> Act:
        """The act of a step; ``form_ids``: the forms to be signed or read when not all that are left. Overridden."""
        raise NotImplementedError

    def title_of(self, form_id: str) -> str:
        """The title of a form of the case. Overridden."""
        raise NotImplementedError

    def entered(self, view: View) -> object:
        """What stands in the case, for comparing. Overridden."""
        raise NotImplementedError

    # for the page

    @property
    def running(self) -> bool:
        """Whether the client has something to do now."""
        return self.state.stage is Stage.WITH_CLIENT

    def start(self, step: StrEnum, form_ids: Sequence[str] = ()) -> None:
        """Hand ``step`` to the client, from what is left of it; ``form_ids``: only these (also signed ones, anew)."""
        if self._others():
            word = self.tr("The customer display is in use for something else. Finish it or take it back there first.")
            if isinstance(self._display.prompt, Rating):
                word = self.tr("The client before is still giving a mark. That closes by itself within a minute or so.")
            self._put(SessionState(Stage.REFUSED, step, word=word))
            return
        self._turn += 1
        turn = self._turn
        self._put(SessionState(Stage.WITH_CLIENT, step))
        # larger type for an older client, as long as the client has the display (KY-5)
        self._display.set_large_type(bool(getattr(self.case.view, "older", False)))
        self._put_up(Message(self.tr("One moment, please"), self.tr("What you are going to do next appears here.")))

        def begin(_: object) -> None:
            if turn == self._turn:
                self.act_for(step, form_ids, self._done).begin()

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
    def service(self) -> Service:
        """The service of the case."""
        return self.case.service

    @property
    def view(self) -> View:
        """The case as it stands."""
        if self.case.view is None:
            raise RuntimeError("no case is open")
        return self.case.view

    def prompt_id(self, name: str) -> str:
        """An id that no other prompt has had, so that a late reply cannot be taken for another."""
        self._prompts += 1
        return f"{self._prompts}:{name}"

    def what_is_entered(self) -> object:
        """What stands in the case now; never equal to itself while something typed has not been saved."""
        return object() if self.case.any_ahead() else self.entered(self.view)

    def show(self, prompt: Prompt, reply: Callable[..., None], back: Callable[[], None] | None = None) -> None:
        """Show ``prompt``; ``reply`` gets what the client gave, ``back`` is for going back."""
        self._waiting, self._reply, self._back = getattr(prompt, "id", ""), reply, back
        self._put_up(prompt)

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
        if not self._others():
            self._put_up(last or Welcome(self._branch))
            self._display.set_large_type(False)
        self._put(state)

    def _put_up(self, prompt: Prompt) -> None:
        self._shown = prompt
        self._display.show_prompt(prompt)

    def _others(self) -> bool:
        """Whether the client is at something that another page has handed over."""
        now = self._display.prompt
        return now is not self._shown and not isinstance(now, Welcome | Message)

    def _put(self, state: SessionState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
