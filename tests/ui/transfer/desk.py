"""A counter for tests: the transfer page and the customer display on a real branch."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from app.clients.domain import Client
from app.common.actor import Actor
from app.counter.services import Services, services_of
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.page_reader import Recogniser
from forms.engine.press import FormPress
from tests.app.transfer_out.desk import TransferDesk
from tests.ui.hands import CaseHands, Hand
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Welcome
from ui.pages.transfer.page import TransferPage
from ui.pages.transfer.port import Transfer
from ui.support.ask import Ask
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.widgets import LabelledField


@lru_cache(maxsize=1)
def _keys() -> SigningKeys:
    return SigningKeys.from_pkcs12(*make_sample_certificate("样例证券股份有限公司北京测试路证券营业部"))


def with_real_forms(desk: TransferDesk) -> Services:
    """The services of a desk with the real forms, sealed, instead of plain ones."""
    branch = desk.services.branch
    press = FormPress(_keys(), clock=branch.db.clock)
    return services_of(branch, press, desk.services.policy, desk.clock, Recogniser())


class Asking:
    """Answers questions at once: ``answers`` by the question's title, nothing for the others."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.asked: list[Ask] = []

    def __call__(self, _parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        if question.title in self.answers:
            answered(self.answers[question.title])


class Counter(CaseHands):
    """Page and display together; ``branch`` has the services, the people and the snapshot."""

    page: TransferPage

    def __init__(
        self,
        branch: TransferDesk,
        runner: OpRunner,
        *,
        actor: Actor | None = None,
        service: Transfer | None = None,
        size: tuple[int, int] = (1600, 900),
        **callbacks: Any,
    ) -> None:
        self.branch = branch
        self.actor = actor or branch.actors.teller
        self.runner = runner
        self.clock = Hand()
        self.display = CustomerDisplay(now_ms=self.clock)
        self.display.show_prompt(Welcome("示例营业部"))
        self.ask = Asking()
        self.page = TransferPage(
            service or branch.transfer, self.actor, runner, self.display, raster, branch="示例营业部",
            clock=branch.clock, ask=self.ask, **callbacks,
        )  # fmt: skip
        self.stand(self.page, size)

    # the case

    @property
    def view(self) -> TransferView:
        """The request as the page knows it."""
        assert self.page.case.view is not None
        return self.page.case.view

    @property
    def stored(self) -> TransferView:
        """The request as the database has it."""
        return cast(TransferView, self.branch.transfer.view(self.actor, self.page.case.number))

    def start(self, client: Client) -> None:
        """Take a request in."""
        self.page.start(client.id)
        self.settle()

    def resume(self, number: str) -> None:
        """Go on with a request."""
        self.page.resume(number)
        self.settle()

    def look(self) -> None:
        """Somebody else has changed something, and the change feed says so."""
        self.page.look()
        self.settle()

    def step(self) -> Step:
        """Where the teller is."""
        return self.page.step

    def go(self, step: Step) -> None:
        """To a step, by the list."""
        self.page.go(step)
        self.settle()

    def of(self, step: Step) -> Any:
        """The page of a step, with everything that it has of its own."""
        return self.page.deck.of(step)

    def field(self, name: str) -> LabelledField:
        """A field of any step."""
        return next(page.bound[name].field for step in Step if name in (page := self.page.deck.of(step)).bound)

    def put(self, **values: str) -> None:
        """Have fields entered already, without the keys."""
        self.page.case.put({name.replace("__", ":").replace("_card", "-card"): text for name, text in values.items()})
        self.settle()

    def at(self) -> str:
        """The name of the field that has the focus, or of the widget."""
        field = self.page.deck.field_of(self.focus())
        return str(field.widget.property("field")) if field is not None else self.focus().objectName()


class Faulty:
    """The service in front of the real one, with faults by hand: ``fail[name]`` is raised by the method ``name``."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.fail: dict[str, Exception] = {}
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.real, name)
        if not callable(value):
            return value

        def call(*args: Any, **more: Any) -> Any:
            self.calls.append(name)
            if name in self.fail:
                raise self.fail[name]
            return value(*args, **more)

        return call


def faulty(real: Any) -> tuple[Faulty, Transfer]:
    """The faulty service, and the same one as the page takes it."""
    made = Faulty(real)
    return made, cast(Transfer, made)
