"""A counter for tests: the opening page and the customer display on a real branch, a teller's keys, a client's hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from app.common.actor import Actor
from app.counter.services import Services
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from tests.ui.hands import CaseHands, Hand, Key
from ui.customer_display import prompts
from ui.customer_display.display import CustomerDisplay
from ui.pages.opening.case import Saved
from ui.pages.opening.page import OpeningPage
from ui.pages.opening.port import Opening
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.widgets import LabelledField

__all__ = [
    "CONTACT",
    "CUSTODY",
    "EDUCATION",
    "IDENTITY",
    "RESIDENT",
    "Desk",
    "Faulty",
    "Hand",
    "Key",
    "faulty",
    "fill",
    "in_turn",
]

RESIDENT = "110101199003070011"


class Desk(CaseHands):
    """Page and display together. Teller: ``type``, ``press``. Client: ``answer``, ``read``, ``agree``, ``sign`` ..."""

    page: OpeningPage

    def __init__(
        self,
        services: Services,
        actor: Actor,
        runner: OpRunner,
        *,
        service: Opening | None = None,
        size: tuple[int, int] = (1600, 900),
        **callbacks: Any,
    ) -> None:
        self.services = services
        self.actor = actor
        self.runner = runner
        self.clock = Hand()
        self.display = CustomerDisplay(now_ms=self.clock)
        self.page = OpeningPage(
            service or services.opening, actor, runner, self.display, raster, branch="示例营业部", **callbacks
        )
        self.stand(self.page, size)

    # the case

    @property
    def view(self) -> OpeningView:
        """The case as the page knows it."""
        assert self.page.case.view is not None
        return self.page.case.view

    @property
    def stored(self) -> OpeningView:
        """The case as the database has it."""
        return self.services.opening.view(self.actor, self.page.case.number)

    def saved(self) -> Saved:
        """Whether everything typed is saved."""
        return self.page.case.saved

    def step(self) -> Step:
        """Where the teller is."""
        return self.page.step

    def start(self, booking: str = "") -> None:
        """A new opening."""
        self.page.start(booking)
        self.settle()

    def go(self, step: Step) -> None:
        """To a step, by the list."""
        self.page.go(step)
        self.settle()

    def field(self, name: str) -> LabelledField:
        """A field of any step."""
        steps = [state.step for state in self.view.steps]
        return next(page.bound[name].field for step in steps if name in (page := self.page.deck.of(step)).bound)

    def at(self) -> str:
        """The name of the field that has the focus, or of the widget."""
        field = self.page.deck.field_of(self.focus())
        return str(field.widget.property("field")) if field is not None else self.focus().objectName()

    def through(self, limit: int = 80) -> None:
        """Everything that the display asks, said yes to, until it asks nothing more."""
        for _ in range(limit):
            match self.prompt:
                case prompts.Question() as question:
                    self.answer(question.options[1].letter)
                case prompts.Reading():
                    self.read()
                case prompts.Confirmation():
                    self.say()
                case prompts.Password():
                    self.enter_password("739264")
                case prompts.Signature():
                    self.sign()
                case _:
                    return
        raise AssertionError("the display asks without end")


class Faulty:
    """The service in front of the real one, with faults by hand: ``fail[name]`` is raised by the method ``name``."""

    def __init__(self, real: Opening) -> None:
        self.real = real
        self.fail: dict[str, Exception] = {}
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.real, name)
        if not callable(value):
            return value

        def call(*args: Any) -> Any:
            self.calls.append((name, args))
            if name in self.fail:
                raise self.fail[name]
            return value(*args)

        return call

    def count(self, name: str) -> int:
        """How often a method was called."""
        return sum(called == name for called, _ in self.calls)


def faulty(real: Opening) -> tuple[Faulty, Opening]:
    """The faulty service, and the same one as the page takes it."""
    made = Faulty(real)
    return made, cast(Opening, made)


IDENTITY: dict[str, str] = {
    "paper_kind": "resident-id", "paper_number": "330106199602140424", "name": "林梓萱", "nationality": "CHN",
    "ethnicity": "01", "paper_issuer": "杭州市公安局西湖分局", "paper_from": "2018-05-11", "paper_until": "2028-05-11",
    "paper_address": "浙江省杭州市西湖区示例路88号3幢1204室",
}  # fmt: skip
CONTACT: dict[str, str] = {
    "mobile": "13857120001", "address": "浙江省杭州市西湖区示例路88号3幢1204室", "occupation": "clerk",
    "education": "bachelor", "income": "100k-200k", "experience": "1-3", "objective": "growth",
    "source_of_funds": "salary", "tax_residence": "china", "sh_a": "new", "sz_a": "new",
}  # fmt: skip
EDUCATION: dict[str, str] = {
    "education_modes": "talk,leaflet", "education_topics": "market,risk,authority", "education_authority": "yes",
}  # fmt: skip
CUSTODY: dict[str, str] = {"bank": "icbc", "bank_account": "6222021202012345675"}


def fill(desk: Desk, *parts: dict[str, str]) -> None:
    """Have fields entered already, without the keys."""
    values = {name: text for part in parts for name, text in part.items()}
    desk.page.case.put(values)
    desk.settle()


def in_turn(calls: Sequence[Callable[[], None]]) -> None:
    """One after the other."""
    for call in calls:
        call()
