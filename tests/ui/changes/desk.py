"""A counter for tests: the page of changes and the customer display on a real branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes.steps import Step
from app.changes.view import ChangeView
from app.clients.domain import Client
from app.counter.services import Services
from tests.app.changes.desk import ChangeDesk
from tests.ui.hands import CaseHands, Hand
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Welcome
from ui.pages.changes.page import ChangesPage
from ui.support.ask import Ask
from ui.support.raster import raster
from ui.support.run_op import OpRunner


class Asking:
    """Answers questions at once: ``answers`` by the question's title, nothing for the others."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}

    def __call__(self, _parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        if question.title in self.answers:
            answered(self.answers[question.title])


class Counter(CaseHands):
    """Page and display together."""

    page: ChangesPage

    def __init__(
        self, branch: ChangeDesk, runner: OpRunner, *, services: Services | None = None,
        size: tuple[int, int] = (1600, 900), **callbacks: Any,
    ) -> None:  # fmt: skip
        self.branch = branch
        self.services = services or branch.services
        self.actor = branch.actors.teller
        self.runner = runner
        self.clock = Hand()
        self.display = CustomerDisplay(now_ms=self.clock)
        self.display.show_prompt(Welcome("示例营业部"))
        self.ask = Asking()
        self.page = ChangesPage(
            self.services.changes,
            self.actor,
            runner,
            self.display,
            raster,
            branch="示例营业部",
            ask=self.ask,
            **callbacks,
        )
        self.stand(self.page, size)

    @property
    def view(self) -> ChangeView:
        """The change as the page knows it."""
        assert self.page.case.view is not None
        return self.page.case.view

    @property
    def stored(self) -> ChangeView:
        """The change as the database has it."""
        return self.services.changes.view(self.actor, self.page.case.number)

    def start(self, client: Client, kind: str) -> None:
        """Choose a kind of change for a client."""
        self.page.choose(client.id, client.name)
        self.settle()
        self.page.chooser.buttons[kind].click()
        self.settle()

    def put(self, **typed: str) -> None:
        """Enter fields."""
        self.page.case.put(typed)
        self.settle()

    def at(self, step: Step) -> bool:
        """Whether the teller is at this step."""
        return self.page.step is step

    def go(self, step: Step) -> None:
        """To a step, by the list."""
        self.page.go(step)
        self.settle()
