"""After a case the client is asked for a mark on the customer display; this side knows only that they are at it (SF-1).

Asked is only where the display has a screen of its own: on a shared one the teller would see the mark. Nothing here
keeps an answer: it goes from the display to the service, and what comes back says nothing of it.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.common.actor import Actor
from app.common.errors import Refused
from app.satisfaction.domain import Answer
from app.satisfaction.service import Asking
from ui.customer_display.prompts import Message, Prompt, Rating, Welcome
from ui.customer_display.rating import Rated
from ui.support.run_op import OpRunner

THANKS_MS = 6_000
"""So long the display thanks, before it shows the welcome again."""


class Satisfaction(Protocol):
    """What is needed of the ``SatisfactionService``."""

    def begin(self, actor: Actor, case_number: str) -> Asking | None:
        """Note that the client of a case is asked."""
        ...

    def answer(self, actor: Actor, case_number: str, given: Answer) -> None:
        """Keep what was answered."""
        ...


class AskingDisplay(Protocol):
    """The second window, as it is used here."""

    # ruff: noqa: D102 - each is told of at the display
    @property
    def prompt(self) -> Prompt: ...
    @property
    def clients_alone(self) -> bool: ...
    @property
    def rated(self) -> SignalInstance: ...

    def show_prompt(self, prompt: Prompt) -> None: ...


class SatisfactionAsking(QObject):
    """Asks one client at a time. Signals: ``changed(bool)`` whether a client is at it; ``failed(exception)``."""

    changed = Signal(bool)
    failed = Signal(object)

    def __init__(
        self, service: Satisfaction, actor: Actor, runner: OpRunner, display: AskingDisplay, branch: str,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._service = service
        self._actor = actor
        self._runner = runner
        self._display = display
        self._branch = branch
        self._case = ""
        self._rating: Rating | None = None
        self._thanks: Message | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(THANKS_MS)
        self._rest.timeout.connect(self.rest)
        display.rated.connect(self._rated)

    def ask(self, case_number: str) -> None:
        """The case has ended: ask, when the client can answer unseen and the display is free."""
        if self._display.clients_alone and self._free() and not self._case:
            self._case = case_number
            self._runner.run(self._service.begin, self._actor, case_number, done=self._begun, failed=self._not_begun)

    @property
    def running(self) -> bool:
        """Whether a client is at it."""
        return self._rating is not None

    def rest(self) -> None:
        """Show the welcome again, unless something else has come up."""
        self._rest.stop()
        if self._thanks is not None and self._display.prompt is self._thanks:
            self._display.show_prompt(Welcome(self._branch))
        self._thanks = None

    def _free(self) -> bool:
        return isinstance(self._display.prompt, Welcome | Message)

    def _begun(self, asking: Asking | None) -> None:
        if asking is None or not self._free():
            self._case = ""  # the next client is at the display already: this one gave no answer
            return
        self._rating = Rating(
            f"rating:{asking.case_number}", asking.low, asking.seconds, asking.reasons, asking.words
        )  # fmt: skip
        self._display.show_prompt(self._rating)
        self.changed.emit(True)

    def _not_begun(self, problem: Exception) -> None:
        self._case = ""
        if not isinstance(problem, Refused):
            self.failed.emit(problem)  # a refusal is no matter of the teller's: the client is simply not asked

    def _keep(self, case: str, answer: Answer) -> None:
        def failed(problem: Exception) -> None:
            if not isinstance(problem, Refused):
                self.failed.emit(problem)
            elif answer.words:  # what nobody can store; a sentence about it would tell that the mark was low
                self._keep(case, Answer(answer.mark, answer.reasons))

        self._runner.run(self._service.answer, self._actor, case, answer, failed=failed, owner=self)

    def _rated(self, prompt_id: str, given: Rated) -> None:
        if self._rating is None or prompt_id != self._rating.id:
            return
        case, self._case, self._rating = self._case, "", None
        self.changed.emit(False)
        if given.lapsed:
            self._display.show_prompt(Welcome(self._branch))
            return
        self._keep(case, Answer(given.mark, given.reasons, given.words))
        self._thanks = Message(self.tr("Thank you"), self.tr("We wish you a good day."))
        self._display.show_prompt(self._thanks)
        self._rest.start()
