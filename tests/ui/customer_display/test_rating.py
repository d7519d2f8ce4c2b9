"""The client gives a mark on the customer display: handed in, declined, or closed by the time (SF-1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.customer_display.conftest import Heard, listen
from tests.ui.customer_display.samples import RATING
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.rating import WORDS_LIMIT, Rated, RatingView

Shown = tuple[RatingView, list[Rated], Heard]


@pytest.fixture
def shown(display: CustomerDisplay) -> Shown:
    given: list[Rated] = []
    heard = listen(display)
    display.rated.connect(lambda prompt_id, rated: given.append(rated) if prompt_id == "rating" else None)
    display.show_prompt(RATING)
    assert isinstance(display.view, RatingView)
    return display.view, given, heard


@pytest.mark.rule("SF-1")
def test_a_good_mark_is_handed_in_at_once_and_asks_for_nothing_else(shown: Shown) -> None:
    view, given, heard = shown
    assert not view.next.isEnabled()
    view.marks[4].click()
    view.next.click()
    assert given == [Rated(5)]
    assert not view.isEnabled()
    assert heard.of("progressed") == []  # the teller's side learns nothing while the client is at it


@pytest.mark.rule("SF-1")
def test_a_low_mark_is_asked_why_and_may_be_changed_until_it_is_handed_in(shown: Shown) -> None:
    view, given, _ = shown
    view.marks[0].click()
    view.next.click()
    assert given == []
    view.back.click()
    view.marks[1].click()
    view.next.click()
    view.reasons[0].click()
    view.reasons[4].click()
    view.words.setPlainText("  中午排队太久  ")
    view.next.click()
    assert given == [Rated(2, ("waiting", "papers"), "中午排队太久")]


def test_reasons_of_a_low_mark_that_became_a_good_one_are_not_handed_in(shown: Shown) -> None:
    view, given, _ = shown
    view.marks[0].click()
    view.next.click()
    view.reasons[0].click()
    view.words.setPlainText("慢")
    view.back.click()
    view.marks[3].click()
    view.next.click()
    assert given == [Rated(4)]


def test_declining_is_one_touch(shown: Shown) -> None:
    view, given, _ = shown
    view.marks[0].click()
    view.decline.click()
    assert given == [Rated(None)]


def test_when_the_time_is_up_a_mark_that_was_merely_touched_does_not_count(shown: Shown) -> None:
    view, given, _ = shown
    assert (view.time.interval(), view.time.isActive()) == (60_000, True)
    view.marks[0].click()
    view.time_up()
    view.time_up()
    assert given == [Rated(None, lapsed=True)]


def test_when_the_time_is_up_among_the_reasons_the_mark_counts_with_what_was_ticked(shown: Shown) -> None:
    view, given, _ = shown
    view.marks[2].click()
    view.next.click()
    view.reasons[1].click()
    view.time_up()
    assert given == [Rated(3, ("manner",))]


def test_keys_choose_and_hand_in_and_no_mark_is_suggested(shown: Shown) -> None:
    view, given, _ = shown
    assert not any(mark.hasFocus() for mark in view.marks)
    QTest.keyClick(view, Qt.Key.Key_4)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert given == [Rated(4)]


def test_own_words_end_where_no_more_are_kept_and_can_be_switched_off(
    shown: Shown, make_display: Callable[..., CustomerDisplay]
) -> None:
    view, _, _ = shown
    view.words.setPlainText("字" * (WORDS_LIMIT + 9))
    assert len(view.words.toPlainText()) == WORDS_LIMIT
    display = make_display()
    display.show_prompt(replace(RATING, words=False))
    assert isinstance(display.view, RatingView)
    assert display.view.words.isHidden()
