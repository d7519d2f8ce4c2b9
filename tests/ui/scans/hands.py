"""The page of scanned papers on its provider by hand, with answers to its questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.scans.samples import SampleScans
from ui.pages.scans.page import ScansPage
from ui.pages.scans.pile import entry_key
from ui.support.ask import Ask
from ui.support.run_op import OpRunner


@dataclass
class Answers:
    """Answers questions at once, from a list; remembers them."""

    answers: list[str] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)

    def __call__(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        """Give the next answer; none left is a no."""
        self.asked.append(question)
        if self.answers:
            answered(self.answers.pop(0))


@dataclass
class Hands:
    """The page with its provider and answers."""

    page: ScansPage
    provider: SampleScans
    answers: Answers
    qtbot: QtBot
    runner: OpRunner

    def settle(self) -> None:
        """Let everything under way arrive and be painted."""
        for _ in range(4):
            assert self.runner.wait()
            QApplication.processEvents()

    def choose(self, page_id: str) -> None:
        """Choose a page of the pile."""
        assert self.page.pile.list.choose(page_id)
        self.settle()

    def shown(self) -> list[str]:
        """What lies in the pile."""
        return [entry_key(entry) for entry in self.page.pile.list.entries()]

    def said(self, act: str) -> list[tuple[object, ...]]:
        """What the provider was told of one act."""
        return [told for told in self.provider.told if told[0] == act]


def hands_of(qtbot: QtBot, runner: OpRunner, provider: SampleScans | None = None) -> Hands:
    """The page, shown and read."""
    provider, answers = provider or SampleScans(), Answers()
    page = ScansPage(runner, provider, ask=answers)
    qtbot.addWidget(page)
    page.resize(1162, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.refresh()
    page.setFocus()
    hands = Hands(page, provider, answers, qtbot, runner)
    hands.settle()
    return hands
