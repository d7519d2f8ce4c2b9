"""A section cannot be left before it was on the screen whole and long enough (OP-3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.customer_display.conftest import HandClock, Heard
from tests.ui.customer_display.samples import LONG, SHORT
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.meter import ReadingMeter
from ui.customer_display.prompts import Reading
from ui.customer_display.reading import ReadingView


def shown(display: CustomerDisplay, reading: Reading, qtbot: QtBot) -> ReadingView:
    display.show_prompt(reading)
    view = display.view
    assert isinstance(view, ReadingView)
    qtbot.waitUntil(lambda: view.page.content.height() >= view.page.viewport().height())
    view.tick()
    view.tick()
    return view


def pass_time(view: ReadingView, clock: HandClock, seconds: int) -> None:
    for _ in range(seconds * 2):
        clock.ms += 500
        view.tick()


def turn_to_end(view: ReadingView, qtbot: QtBot) -> int:
    pages = 0
    while not view.meter.seen_all:
        QTest.mouseClick(view.next, Qt.MouseButton.LeftButton)
        pages += 1
        assert pages < 50
    return pages


@pytest.mark.rule("OP-3")
def test_a_short_section_waits_for_its_seconds(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot, clock: HandClock
) -> None:
    view = shown(display, SHORT, qtbot)
    assert "5" in view.next.text()
    pass_time(view, clock, 4)
    assert "1" in view.next.text()
    view.confirm()
    view.next.click()
    assert heard.of("section_read") == []
    pass_time(view, clock, 1)
    QTest.mouseClick(view.next, Qt.MouseButton.LeftButton)
    assert heard.of("section_read") == [("short", 5)]


@pytest.mark.rule("OP-3")
def test_a_long_section_needs_every_page_however_long_one_waits(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot, clock: HandClock
) -> None:
    view = shown(display, LONG, qtbot)
    pass_time(view, clock, 60)
    assert not view.meter.complete
    assert turn_to_end(view, qtbot) >= 2
    QTest.mouseClick(view.next, Qt.MouseButton.LeftButton)
    assert heard.of("section_read") == [("market", 60)]
    assert heard.of("progressed") == [("market", "time"), ("market", "scrolled")]


@pytest.mark.rule("OP-3")
def test_jumping_to_the_end_is_not_reading(display: CustomerDisplay, qtbot: QtBot, clock: HandClock) -> None:
    view = shown(display, LONG, qtbot)
    bar = view.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    pass_time(view, clock, 60)
    assert not view.meter.complete
    assert view.hint.text() == "A part was passed over. Please go back and read from there."
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert bar.value() == 0
    turn_to_end(view, qtbot)
    assert view.meter.complete


def test_a_section_read_by_keyboard(display: CustomerDisplay, heard: Heard, qtbot: QtBot, clock: HandClock) -> None:
    view = shown(display, LONG, qtbot)
    bar = view.page.verticalScrollBar()
    QTest.keyClick(view.next, Qt.Key.Key_Down)
    low = bar.value()
    QTest.keyClick(view.next, Qt.Key.Key_PageDown)
    assert bar.value() > low > 0
    QTest.keyClick(view.next, Qt.Key.Key_PageUp)
    QTest.keyClick(view.next, Qt.Key.Key_Up)
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Space)
    pass_time(view, clock, 10)
    QTest.keyClick(view.next, Qt.Key.Key_Enter)
    assert heard.of("section_read") == [("market", 10)]


@pytest.mark.rule("OP-3")
def test_time_out_of_sight_does_not_count(display: CustomerDisplay, qtbot: QtBot, clock: HandClock) -> None:
    view = shown(display, SHORT, qtbot)
    pass_time(view, clock, 2)
    display.hide()
    pass_time(view, clock, 30)
    display.show()
    qtbot.waitUntil(lambda: display.windowHandle().isExposed())
    view.tick()
    assert view.meter.seconds == 2
    pass_time(view, clock, 3)
    assert view.meter.complete


def test_a_machine_that_slept_did_not_read(display: CustomerDisplay, qtbot: QtBot, clock: HandClock) -> None:
    view = shown(display, SHORT, qtbot)
    clock.ms += 3_600_000
    view.tick()
    assert view.meter.seconds == 1


def test_a_section_is_done_once(display: CustomerDisplay, heard: Heard, qtbot: QtBot, clock: HandClock) -> None:
    view = shown(display, SHORT, qtbot)
    pass_time(view, clock, 5)
    view.confirm()
    view.confirm()
    view.tick()
    assert len(heard.of("section_read")) == 1


def test_larger_type_in_the_middle_keeps_what_was_read(
    display: CustomerDisplay, qtbot: QtBot, clock: HandClock
) -> None:
    view = shown(display, LONG, qtbot)
    turn_to_end(view, qtbot)
    display.set_large_type(True)
    display.resize(1366, 768)
    pass_time(view, clock, 10)
    assert view.meter.complete


LOOKS = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 900)), max_size=40)


@given(looks=LOOKS, height=st.integers(1, 3000))
def test_all_is_seen_only_when_no_pixel_was_passed_over(looks: list[tuple[int, int]], height: int) -> None:
    meter = ReadingMeter(0)
    never = set(range(height))
    for top, view in looks:
        meter.look(top, min(top + view, height), height)
        never -= set(range(max(0, top - 6), top + view + 6))  # slack of rounding, either side
    if meter.seen_all:
        assert not never


@given(steps=st.lists(st.integers(-5000, 5000), max_size=60), seconds=st.integers(0, 20))
def test_remaining_never_grows_and_ends_at_zero_with_the_time(steps: list[int], seconds: int) -> None:
    meter = ReadingMeter(seconds)
    meter.look(0, 10, 10)
    before = meter.remaining
    assert before == seconds
    for step in steps:
        meter.spend(step)
        assert meter.remaining <= before
        before = meter.remaining
        assert meter.complete == (meter.remaining == 0)
