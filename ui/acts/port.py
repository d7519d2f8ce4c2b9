"""What the acts need: of their session, and of the service of a case, each its own part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from app.archive.press import Ink
from app.common.actor import Actor
from app.common.errors import Refused
from ui.customer_display.prompts import Prompt
from ui.support.client_session import Act, Next

Lines = tuple[tuple[str, str], ...]
Service_co = TypeVar("Service_co", covariant=True)

# ruff: noqa: D102 - each is told of at the session and at the services


class Session(Protocol[Service_co]):
    """What an act needs of ``ui.support.client_session.DisplaySession``."""

    @property
    def service(self) -> Service_co: ...
    @property
    def sentence(self) -> Callable[[Refused], str]: ...
    def prompt_id(self, name: str) -> str: ...
    def show(self, prompt: Prompt, reply: Callable[..., None], back: Callable[[], None] | None = None) -> None: ...
    def fetch(self, function: Callable[..., Any], *facts: Any, then: Callable[[Any], None]) -> None: ...
    def do(
        self, deed: Callable[..., Any], *facts: Any, then: Callable[[], None],
        refused: Callable[[Refused], bool] | None = None,
    ) -> None: ...  # fmt: skip
    def tell(self, at: int, of: int, what: str = "") -> None: ...
    def decline(self, what: str) -> None: ...


class ClientAct(Act, Generic[Service_co]):
    """One thing that the client does. ``done`` is called when nothing of it is left."""

    def __init__(self, session: Session[Service_co], done: Next) -> None:
        self.session = session
        self.done = done


class Asked(Protocol):
    """One question as the client sees it; ``chosen`` goes to the display only (KY-6)."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def several(self) -> bool: ...
    @property
    def options(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def chosen(self) -> tuple[str, ...]: ...


class ToRead(Protocol):
    """One section that the client reads, the seconds it takes at least, and whether it has been read."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def paragraphs(self) -> tuple[str, ...]: ...
    @property
    def seconds(self) -> int: ...
    @property
    def done(self) -> bool: ...


class Result(Protocol):
    """The result as the client sees it before confirming (RA-4)."""

    @property
    def total(self) -> int: ...
    @property
    def level_label(self) -> str: ...
    @property
    def reminder(self) -> str: ...
    @property
    def lines(self) -> Lines: ...


class Assesses(Protocol):
    """A service with a questionnaire and its result."""

    def questionnaire(self, actor: Actor, case_number: str, /) -> Sequence[Asked]: ...
    def answer(
        self, actor: Actor, case_number: str, number: int, letters: tuple[str, ...], shown_ms: int, /
    ) -> object: ...
    def result_for_client(self, actor: Actor, case_number: str, /) -> Result: ...
    def confirm_result(self, actor: Actor, case_number: str, agreed: bool, /) -> object: ...


class HasTexts(Protocol):
    """A service with texts to be read section by section."""

    def reading(self, actor: Actor, case_number: str, form_id: str, /) -> Sequence[ToRead]: ...
    def section_read(
        self, actor: Actor, case_number: str, form_id: str, section_id: str, seconds: int, /
    ) -> object: ...
    def confirm_reading(self, actor: Actor, case_number: str, form_id: str, agreed: bool, /) -> object: ...


class TakesPassword(Protocol):
    """A service that is given the counter password."""

    def set_password(self, actor: Actor, case_number: str, digits: str, /) -> object: ...


class HasReview(Protocol):
    """A service that shows the client what was entered."""

    def review_for_client(self, actor: Actor, case_number: str, /) -> tuple[Lines, str]: ...
    def confirm_review(self, actor: Actor, case_number: str, agreed: bool, shown: str, /) -> object: ...


class TakesSignatures(Protocol):
    """A service that is given signatures; each is bound to what was shown (OP-4)."""

    def signature_lines(self, actor: Actor, case_number: str, form_id: str, /) -> tuple[Lines, str]: ...
    def sign(self, actor: Actor, case_number: str, form_id: str, ink: Ink, shown: str, /) -> object: ...
