from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import i18n
from ui.widgets.choices import ComboBox, Segmented, TickGroup
from ui.widgets.editors import Choice, DateEdit, Editor, LineEdit, TextBox, read_date

PAPERS = (
    Choice("id", "居民身份证", "jmsfz"),
    Choice("passport", "护照", "hz"),
    Choice("permit", "港澳居民来往内地通行证"),
)


class Two(QWidget):
    """The editor under test and another to go to."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__()
        self.other = LineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(editor)
        layout.addWidget(self.other)


KEPT: list[QWidget] = []
"""Windows in use: Python would throw them away as soon as the helper returns."""


def shown(qtbot: QtBot, editor: QWidget) -> Two:
    window = Two(editor)
    KEPT.append(window)
    qtbot.addWidget(window, before_close_func=lambda _: KEPT.clear())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.setFocus()
    return window


def told(editor: Editor) -> list[str]:
    words: list[str] = []
    editor.edited.connect(lambda: words.append("edited"))
    editor.left.connect(lambda: words.append("left"))
    return words


@pytest.mark.parametrize(
    "typed", ["20260102", "2026-01-02", "2026-1-2", "2026/1/2", "2026.01.02", "2026年1月2日", " 2026 - 01 - 02 "]
)
def test_a_date_is_understood_however_it_is_typed(typed: str) -> None:
    assert read_date(typed) == date(2026, 1, 2)


@pytest.mark.parametrize(
    "typed", ["", "2026", "20260230", "2026-13-01", "26-01-02", "2026010", "20260102x", "00000101"]
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_date(typed) is None


@given(st.dates())
def test_every_date_is_read_back_from_both_ways_of_writing_it(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(day.strftime("%Y%m%d").zfill(8)) == day


@given(st.text(max_size=20))
def test_no_text_whatever_breaks_the_reading_of_a_date(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), date)


def test_a_line_tells_once_when_it_is_left_with_a_new_value(look: QApplication, qtbot: QtBot) -> None:
    editor = LineEdit()
    window = shown(qtbot, editor)
    words = told(editor)
    QTest.keyClicks(editor, "ab")
    window.other.setFocus()
    editor.setFocus()
    window.other.setFocus()
    assert words == ["edited", "edited", "left"]


def test_setting_a_value_tells_nobody(look: QApplication, qtbot: QtBot) -> None:
    for editor in (LineEdit(), DateEdit(), TextBox(), ComboBox(PAPERS), Segmented(PAPERS)):
        window = shown(qtbot, editor)
        words = told(editor)
        editor.set_value("passport")
        window.other.setFocus()
        assert words == []


def test_a_typed_date_is_written_out_when_it_is_left(look: QApplication, qtbot: QtBot) -> None:
    editor = DateEdit()
    window = shown(qtbot, editor)
    QTest.keyClicks(editor, "20260102")
    window.other.setFocus()
    assert editor.text() == "2026-01-02"
    assert editor.value() == "2026-01-02"
    assert editor.date() == date(2026, 1, 2)


def test_a_date_that_is_none_stays_as_typed(look: QApplication, qtbot: QtBot) -> None:
    editor = DateEdit()
    window = shown(qtbot, editor)
    QTest.keyClicks(editor, "20260230")
    window.other.setFocus()
    assert editor.text() == "20260230"
    assert editor.value() == "20260230"


def test_long_term_is_kept_through_a_change_of_language(look: QApplication, qtbot: QtBot) -> None:
    editor = DateEdit(long_term=True)
    shown(qtbot, editor)
    editor.insert("长期")
    editor.settle()
    assert editor.value() == DateEdit.LONG_TERM
    assert editor.text() == "Long-term"
    i18n.install(look, "zh")
    qtbot.waitUntil(lambda: editor.text() == "长期")
    assert editor.value() == DateEdit.LONG_TERM


def test_long_term_is_no_date_where_the_paper_must_end(look: QApplication, qtbot: QtBot) -> None:
    editor = DateEdit()
    shown(qtbot, editor)
    editor.insert("长期")
    assert editor.value() == "长期"


def test_a_box_of_text_keeps_to_its_limit(look: QApplication, qtbot: QtBot) -> None:
    editor = TextBox(limit=5)
    shown(qtbot, editor)
    QTest.keyClicks(editor, "1234567")
    assert editor.value() == "12345"


@pytest.mark.parametrize(
    ("typed", "key"), [("护", "passport"), ("jms", "id"), ("通行", "permit"), ("PASSPORT", "passport")]
)
def test_a_choice_is_found_by_any_part_of_it(look: QApplication, qtbot: QtBot, typed: str, key: str) -> None:
    editor = ComboBox(PAPERS)
    window = shown(qtbot, editor)
    words = told(editor)
    editor.setEditText(typed)
    window.other.setFocus()
    assert editor.value() == key
    assert words == ["edited", "left"]


def test_a_choice_that_means_nothing_or_several_leaves_the_old_one(look: QApplication, qtbot: QtBot) -> None:
    editor = ComboBox(PAPERS)
    window = shown(qtbot, editor)
    editor.set_value("id")
    for typed in ("没有", "z"):
        editor.setFocus()
        editor.setEditText(typed)
        window.other.setFocus()
        assert editor.value() == "id"
        assert editor.currentText() == "居民身份证"


def test_an_emptied_choice_is_none(look: QApplication, qtbot: QtBot) -> None:
    editor = ComboBox(PAPERS)
    window = shown(qtbot, editor)
    editor.set_value("id")
    editor.clearEditText()
    window.other.setFocus()
    assert editor.value() == ""


def test_choices_in_another_language_keep_the_value(look: QApplication, qtbot: QtBot) -> None:
    editor = ComboBox(PAPERS)
    qtbot.addWidget(editor)
    editor.set_value("passport")
    editor.set_choices([Choice("passport", "Passport"), Choice("id", "Resident ID")])
    assert (editor.value(), editor.currentText()) == ("passport", "Passport")
    editor.set_choices([Choice("id", "Resident ID")])
    assert editor.value() == ""


def test_one_of_few_is_chosen_by_arrow_and_space(look: QApplication, qtbot: QtBot) -> None:
    editor = Segmented(PAPERS)
    shown(qtbot, editor)
    words = told(editor)
    first = editor.focusProxy()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert editor.value() == "id"
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert editor.value() in {"id", "passport"}
    assert words[:2] == ["edited", "left"]
    editor.set_value("nothing")
    assert editor.value() == ""


def test_ticks_are_given_in_the_order_offered(look: QApplication, qtbot: QtBot) -> None:
    editor = TickGroup(PAPERS)
    shown(qtbot, editor)
    words = told(editor)
    editor.set_value(("permit", "id", "unknown"))
    assert editor.value() == ("id", "permit")
    assert words == []
    QTest.keyClick(editor.box("passport"), Qt.Key.Key_Space)
    assert editor.value() == ("id", "passport", "permit")
    assert words == ["edited", "left"]
    editor.set_choices([Choice(choice.key, choice.key.upper()) for choice in PAPERS])
    assert editor.value() == ("id", "passport", "permit")
    assert editor.box("id").text() == "ID"
