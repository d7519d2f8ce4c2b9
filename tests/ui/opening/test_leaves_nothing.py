from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from app.onboarding.steps import Step
from tests.ui.alive import left_by
from tests.ui.opening.desk import CONTACT, IDENTITY, Desk, fill


def test_an_opening_that_is_ended_leaves_nothing_behind(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk()

    def open_and_end() -> None:
        desk.start()
        fill(desk, IDENTITY, CONTACT)
        for step in (Step.IDENTITY, Step.CONTACT, Step.QUESTIONNAIRE):
            desk.go(step)
        desk.page.toggle_display()
        desk.settle()
        desk.answer("B")
        desk.page._cancel("客户改日再来")
        desk.settle()

    assert left_by(open_and_end) == Counter()
