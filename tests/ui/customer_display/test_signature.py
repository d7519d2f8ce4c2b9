"""The signature: vectors with pressure and time, by pen, finger and mouse (OP-4)."""

from __future__ import annotations

import math
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QPointingDevice, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.archive.press import Ink
from app.archive.press import PenPoint as PressPoint
from tests.ui.customer_display.conftest import Heard, Pen, stylus
from tests.ui.customer_display.samples import MESSAGE, SIGNATURE
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.pad import SignaturePad
from ui.customer_display.signature import SignatureView
from ui.customer_display.strokes import MIN_LENGTH, PenPoint, Signed, length, plausible

WAVE = [(100 + 4 * i, 120 + 40 * math.sin(i / 4), 0.1 + 0.02 * i) for i in range(40)]
COMPRESS = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


def shown(display: CustomerDisplay, qtbot: QtBot) -> SignatureView:
    display.show_prompt(SIGNATURE)
    view = display.view
    assert isinstance(view, SignatureView)
    qtbot.waitUntil(lambda: view.pad.width() > 500 and view.pad.height() > 180)
    return view


def pen_on(view: SignatureView) -> Pen:
    return Pen(view.pad, stylus())


def only_signed(heard: Heard) -> Signed:
    ((id_, strokes),) = heard.of("signed")
    assert id_ == "agreement"
    assert isinstance(strokes, Signed)
    return strokes


@pytest.mark.rule("OP-4")
def test_a_pen_gives_pressure_and_its_own_time(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen = pen_on(view)
    pen.stroke(WAVE, start=90_000, step=8)
    pen.stroke(WAVE[:10], start=91_000, step=5)
    QTest.mouseClick(view.ok, Qt.MouseButton.LeftButton)
    strokes = only_signed(heard).strokes
    assert [len(stroke) for stroke in strokes] == [40, 10]
    assert [point.pressure for point in strokes[0]] == pytest.approx([pressure for _, _, pressure in WAVE])
    assert [point.t for point in strokes[0]] == [8 * i for i in range(40)]
    assert strokes[1][0].t == 1_000
    assert heard.of("progressed") == [("agreement", "strokes")] * 2


@pytest.mark.rule("OP-4")
def test_positions_are_hundredths_of_a_millimetre(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE)
    view.confirm()
    signed = only_signed(heard)
    dpi = view.screen().physicalDotsPerInchX()
    assert signed.strokes[0][0].x == pytest.approx(100 * 2540 / dpi, abs=1)
    assert signed.width == pytest.approx(view.pad.width() * 2540 / dpi, abs=1)
    for point in (point for stroke in signed.strokes for point in stroke):
        assert 0 <= point.x <= signed.width
        assert 0 <= point.y <= signed.height


def test_strokes_turn_into_the_ink_of_the_press(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE)
    view.confirm()
    signed = only_signed(heard)
    ink = Ink(
        signed.width,
        signed.height,
        tuple(tuple(PressPoint(**asdict(point)) for point in stroke) for stroke in signed.strokes),
    )
    assert [asdict(point) for point in ink.strokes[0]] == [asdict(point) for point in signed.strokes[0]]


def test_a_mouse_writes_without_pressure(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view.pad, left, pos=QPoint(100, 60))
    for i in range(1, 20):
        QTest.mouseMove(view.pad, QPoint(100 + 12 * i, 60 + 3 * i))
    QTest.mouseRelease(view.pad, left, pos=QPoint(340, 120))
    QTest.keyClick(view, Qt.Key.Key_Return)
    (stroke,) = only_signed(heard).strokes
    assert {point.pressure for point in stroke} == {0.5}
    assert len(stroke) >= 19


def test_a_finger_writes(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    touch(view.pad, [QPoint(100 + 12 * i, 90 + 2 * i) for i in range(20)])
    view.confirm()
    (stroke,) = only_signed(heard).strokes
    assert len(stroke) >= 19


SCREEN: list[QPointingDevice] = []


def touch(pad: SignaturePad, points: list[QPoint]) -> None:
    """One finger over these points, through the window as a real one."""
    if not SCREEN:
        SCREEN.append(QTest.createTouchDevice())
    window = pad.window()
    for place, point in enumerate(points):
        sequence = QTest.touchEvent(window, SCREEN[0], False)
        at = pad.mapTo(window, point)
        if place == 0:
            sequence.press(0, at, window)
        else:
            sequence.move(0, at, window)
        sequence.commit()
    sequence = QTest.touchEvent(window, SCREEN[0], False)
    sequence.release(0, pad.mapTo(window, points[-1]), window)
    sequence.commit()


def test_the_resting_hand_writes_nothing_once_a_pen_was_used(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE)
    touch(view.pad, [QPoint(300 + i, 150) for i in range(10)])
    assert len(view.pad.strokes) == 1


def test_a_hand_that_came_down_before_the_pen_is_dropped(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    view.pad.event(finger(view.pad, QEvent.Type.TouchBegin, QEventPoint.State.Pressed))
    pen_on(view).stroke(WAVE)
    view.pad.event(finger(view.pad, QEvent.Type.TouchEnd, QEventPoint.State.Released))
    assert [len(stroke) for stroke in view.pad.strokes] == [len(WAVE)]


def test_a_cancelled_touch_leaves_nothing(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    view.pad.event(finger(view.pad, QEvent.Type.TouchBegin, QEventPoint.State.Pressed))
    view.pad.event(finger(view.pad, QEvent.Type.TouchCancel, QEventPoint.State.Released))
    assert view.pad.strokes == ()
    assert not view.clear.isEnabled()


def finger(pad: SignaturePad, kind: QEvent.Type, state: QEventPoint.State) -> QTouchEvent:
    if not SCREEN:
        SCREEN.append(QTest.createTouchDevice())
    at = QPointF(50, 50)
    point = QEventPoint(1, state, at, QPointF(pad.mapToGlobal(QPoint(50, 50))))
    return QTouchEvent(kind, SCREEN[0], Qt.KeyboardModifier.NoModifier, [point])


def test_the_eraser_and_a_hovering_pen_write_nothing(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    Pen(view.pad, stylus(kind=QPointingDevice.PointerType.Eraser)).stroke(WAVE)
    pen_on(view).send(QEvent.Type.TabletMove, 50, 50, 0.0, 5)
    assert view.pad.strokes == ()


def test_a_pen_without_pressure_writes_a_middle_line(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    Pen(view.pad, stylus(pressure=False)).stroke(WAVE)
    assert {point.pressure for point in view.pad.strokes[0]} == {0.5}


def test_a_dot_is_not_a_signature(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    assert not view.ok.isEnabled()
    pen_on(view).stroke([(100, 100, 0.5)])
    assert not view.ok.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.of("signed") == []
    pen_on(view).stroke(WAVE)
    assert view.ok.isEnabled()


def test_undo_takes_the_last_stroke_and_clear_everything(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    blank = view.pad.grab().toImage()
    pen = pen_on(view)
    pen.stroke(WAVE, start=1_000)
    once = view.pad.grab().toImage()
    assert once != blank
    pen.stroke([(x, y + 50, p) for x, y, p in WAVE], start=2_000)
    assert view.pad.grab().toImage() != once
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert [len(stroke) for stroke in view.pad.strokes] == [len(WAVE)]
    assert view.pad.grab().toImage() == once
    QTest.mouseClick(view.clear, Qt.MouseButton.LeftButton)
    assert not view.pad.strokes
    assert view.pad.grab().toImage() == blank
    assert not view.undo.isEnabled()
    assert ("agreement", "undone") in heard.of("progressed")
    assert ("agreement", "cleared") in heard.of("progressed")


def test_time_starts_anew_after_clear(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE, start=1_000)
    view.clear.click()
    pen_on(view).stroke(WAVE, start=70_000)
    view.confirm()
    assert only_signed(heard).strokes[0][0].t == 0


def test_time_never_falls_even_when_the_device_says_so(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen = pen_on(view)
    pen.stroke(WAVE, start=9_000)
    pen.stroke(WAVE, start=500)
    view.confirm()
    times = [point.t for stroke in only_signed(heard).strokes for point in stroke]
    assert times == sorted(times)


def test_a_new_size_keeps_what_is_written(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE)
    before = view.pad.strokes
    display.resize(700, 450)
    qtbot.waitUntil(lambda: view.pad.width() < 700)
    assert view.pad.strokes == before
    view.confirm()
    signed = only_signed(heard)
    assert max(point.x for point in signed.strokes[0]) <= signed.width


def test_only_the_new_piece_is_painted(display: CustomerDisplay, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(display, qtbot)
    whole: list[object] = []
    monkeypatch.setattr(view.pad._ink, "whole", lambda stroke, lifted: whole.append(stroke))
    pen_on(view).stroke(WAVE)
    assert whole == []
    view.undo.click()
    assert whole != []


def test_the_line_painted_piece_by_piece_is_the_line_painted_anew(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE)
    live = view.pad.grab().toImage()
    view.pad._repaint_all()
    assert view.pad.grab().toImage() == live


def test_moves_are_not_merged_while_a_pad_is_shown(display: CustomerDisplay, qtbot: QtBot) -> None:
    before = QCoreApplication.testAttribute(COMPRESS)
    QCoreApplication.setAttribute(COMPRESS, True)
    try:
        for _ in range(2):  # one signature after another
            shown(display, qtbot)
            assert not QCoreApplication.testAttribute(COMPRESS)
        display.show_prompt(MESSAGE)
        assert QCoreApplication.testAttribute(COMPRESS)
    finally:
        QCoreApplication.setAttribute(COMPRESS, before)


def test_a_signature_is_handed_over_once(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, qtbot)
    pen_on(view).stroke(WAVE)
    view.confirm()
    view.confirm()
    pen_on(view).stroke(WAVE)
    QApplication.processEvents()
    assert len(only_signed(heard).strokes) == 1


POINTS = st.builds(
    PenPoint,
    x=st.integers(0, 20_000),
    y=st.integers(0, 8_000),
    pressure=st.floats(0, 1),
    t=st.integers(0, 60_000),
)


@given(st.lists(st.lists(POINTS, min_size=1, max_size=12).map(tuple), max_size=6).map(tuple))
def test_plausible_means_enough_line(strokes: tuple[tuple[PenPoint, ...], ...]) -> None:
    if plausible(strokes):
        assert length(strokes) >= MIN_LENGTH
    if length(strokes) == 0:
        assert not plausible(strokes)
