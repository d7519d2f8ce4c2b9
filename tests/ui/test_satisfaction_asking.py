"""After a case the client is asked where the teller cannot see it; the answer goes straight to the service (SF-1)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.satisfaction.domain import Answer, CaseKind
from app.satisfaction.service import Asking
from tests.builders import actor
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Message, Rating, Signature, Welcome
from ui.customer_display.rating import RatingView
from ui.satisfaction_asking import SatisfactionAsking
from ui.support.run_op import OpRunner

NUMBER = "KH20261120000001"


class Kept:
    """The service by hand: what was begun and answered."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.answers: list[Answer] = []
        self.refusal: Exception | None = None
        self.asks = True

    def begin(self, actor: Actor, case_number: str) -> Asking | None:
        if self.refusal is not None:
            raise self.refusal
        self.begun.append(case_number)
        return Asking(case_number, CaseKind.OPENING, 3, 60, True, (("slow", "太慢"),)) if self.asks else None

    def answer(self, actor: Actor, case_number: str, given: Answer) -> None:
        if given.words == "\u202e":
            raise Refused("text.invisible")
        self.answers.append(given)


class Side:
    """The teller's side with a display that has a screen of its own, unless told otherwise."""

    def __init__(self, qtbot: QtBot) -> None:
        self.display = CustomerDisplay()
        qtbot.addWidget(self.display)
        self.display._placed, self.display._shares_screen = True, False
        self.runner, self.kept = OpRunner(), Kept()
        self.asking = SatisfactionAsking(self.kept, actor(Role.TELLER), self.runner, self.display, "营业部")
        self.told: list[bool] = []
        self.problems: list[object] = []
        self.asking.changed.connect(self.told.append)
        self.asking.failed.connect(self.problems.append)

    def ask(self) -> None:
        self.asking.ask(NUMBER)
        self.runner.wait()

    @property
    def view(self) -> RatingView:
        assert isinstance(self.display.view, RatingView)
        return self.display.view


@pytest.fixture
def side(qtbot: QtBot) -> Iterator[Side]:
    made = Side(qtbot)
    yield made
    made.runner.wait()
    made.asking.deleteLater()
    made.display.close_for_good()


@pytest.mark.rule("SF-1")
def test_the_teller_s_side_learns_that_the_client_is_at_it_and_nothing_else(side: Side) -> None:
    side.ask()
    assert isinstance(side.display.prompt, Rating)
    assert (side.told, side.asking.running) == ([True], True)
    side.view.marks[0].click()
    side.view.next.click()
    side.view.reasons[0].click()
    side.view.next.click()
    side.runner.wait()
    assert side.kept.answers == [Answer(1, ("slow",))]
    assert side.told == [True, False]
    assert isinstance(side.display.prompt, Message)
    side.asking.rest()
    assert side.display.prompt == Welcome("营业部")


@pytest.mark.rule("SF-1")
def test_on_a_screen_that_the_teller_sees_nobody_is_asked(side: Side) -> None:
    side.display._shares_screen = True
    side.ask()
    assert side.kept.begun == []
    assert isinstance(side.display.prompt, Welcome)


def test_a_client_who_is_at_something_else_is_not_disturbed(side: Side) -> None:
    signature = Signature("s", "协议", "1", "张三")
    side.display.show_prompt(signature)
    side.ask()
    assert (side.kept.begun, side.display.prompt) == ([], signature)


def test_a_display_that_is_taken_meanwhile_is_left_alone_and_the_next_case_is_asked(side: Side) -> None:
    signature = Signature("s", "协议", "1", "张三")
    side.asking.ask(NUMBER)
    side.display.show_prompt(signature)  # before the worker's answer came back
    side.runner.wait()
    assert (side.display.prompt, side.told) == (signature, [])
    side.display.show_prompt(Welcome("营业部"))
    side.ask()
    assert isinstance(side.display.prompt, Rating)


def test_when_the_time_is_up_nothing_is_kept_and_the_welcome_comes_back(side: Side) -> None:
    side.ask()
    side.view.time_up()
    side.runner.wait()
    assert (side.kept.answers, side.display.prompt) == ([], Welcome("营业部"))
    assert side.told == [True, False]


def test_declining_is_kept_as_such(side: Side) -> None:
    side.ask()
    side.view.decline.click()
    side.runner.wait()
    assert side.kept.answers == [Answer(None)]


def test_a_refusal_is_no_matter_of_the_teller_s_and_a_fault_is(side: Side) -> None:
    side.kept.refusal = Refused("satisfaction.asked_already")
    side.ask()
    assert (side.problems, side.told) == ([], [])
    side.kept.refusal = RuntimeError("gone")
    side.ask()
    assert side.problems == [side.kept.refusal]
    side.kept.refusal = None
    side.ask()
    assert isinstance(side.display.prompt, Rating)


def test_words_that_cannot_be_kept_fall_away_without_a_word_to_the_teller(side: Side) -> None:
    side.ask()
    side.view.marks[1].click()
    side.view.next.click()
    side.view.words.setPlainText("\u202e")
    side.view.next.click()
    side.runner.wait()
    side.runner.wait()
    assert (side.kept.answers, side.problems) == ([Answer(2)], [])


def test_a_branch_that_asks_nobody_shows_nothing(side: Side) -> None:
    side.kept.asks = False
    side.ask()
    assert (side.told, side.display.prompt) == ([], Welcome(""))
