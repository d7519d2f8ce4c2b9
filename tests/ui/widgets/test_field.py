from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from ui import i18n
from ui.refusals import clear_refusals, say, show_refusal
from ui.widgets.banner import ConfirmBar, InlineBanner, show_toast
from ui.widgets.choices import Segmented, TickGroup
from ui.widgets.containers import EmptyState, FieldGrid
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.radio_list import RadioList


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.fields = {name: LabelledField(name, LineEdit(), hint="hint") for name in ("name", "mobile", "note")}
        self.banner = InlineBanner()
        layout = QVBoxLayout(self)
        layout.addWidget(self.banner)
        for field in self.fields.values():
            layout.addWidget(field)


@pytest.fixture
def form(look: QApplication, qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_error_weighs_more_than_warning_and_warning_more_than_hint(form: Form) -> None:
    field = form.fields["name"]
    line = field.message_label()
    assert line.text() == "hint"
    field.set_warning("look twice")
    assert (line.text(), field.widget.property("state")) == ("look twice", "warning")
    field.set_error("wrong")
    assert (line.text(), field.widget.property("state")) == ("wrong", "error")
    assert field.widget.accessibleDescription() == "wrong"
    field.clear_error()
    assert line.text() == "look twice"
    field.set_warning("")
    assert (line.text(), field.widget.property("state")) == ("hint", "")


def test_the_error_goes_as_soon_as_the_value_is_edited(form: Form, qtbot: QtBot) -> None:
    field = form.fields["mobile"]
    field.set_error("wrong")
    QTest.keyClicks(field.widget, "1")
    assert field.error() == ""


def test_enter_goes_to_the_next_field_and_counts_as_leaving(form: Form, qtbot: QtBot) -> None:
    field = form.fields["name"]
    field.focus_editor()
    with qtbot.waitSignal(field.left):
        QTest.keyClicks(field.widget, "x")
        QTest.keyClick(field.widget, Qt.Key.Key_Return)
    assert form.fields["mobile"].widget.hasFocus()
    QTest.keyClick(form.fields["mobile"].widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert field.widget.hasFocus()


@pytest.mark.parametrize("kind", [Segmented, RadioList, TickGroup])
def test_a_digit_chooses_and_enter_goes_on_from_choices(
    kind: type[Segmented | RadioList | TickGroup], look: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, after = LineEdit(), LineEdit()
    chooser = kind([Choice("a", "First"), Choice("b", "Second"), Choice("c", "Third")])
    column = QVBoxLayout(window)
    for widget in (before, chooser, after):
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chooser.setFocus()
    for key, chosen in ((Qt.Key.Key_2, "b"), (Qt.Key.Key_9, "b")):
        QTest.keyClick(window.focusWidget() or window, key)
        assert chooser.value() in (chosen, (chosen,))
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert before.hasFocus()
    chooser.setFocus()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    assert after.hasFocus()


def test_a_refusal_stands_at_its_field_with_the_cursor(form: Form) -> None:
    text = show_refusal(Refused("text.required", field="mobile"), form.fields, form.banner)
    assert form.fields["mobile"].error() == text
    assert form.fields["mobile"].widget.hasFocus()
    assert form.banner.text() == ""


def test_a_refusal_of_a_part_stands_at_the_whole(form: Form) -> None:
    show_refusal(Refused("text.required", field="name.family"), form.fields, form.banner)
    assert form.fields["name"].error()


@pytest.mark.parametrize("field", [None, "unknown"])
def test_a_refusal_without_a_field_here_stands_in_the_banner(form: Form, field: str | None) -> None:
    text = show_refusal(Refused("auth.denied", field=field, right="counter"), form.fields, form.banner)
    assert form.banner.text() == text
    assert form.banner.kind == "danger"
    clear_refusals(form.fields, form.banner)
    assert form.banner.text() == ""


def test_refusals_speak_the_language_of_the_window(look: QApplication) -> None:
    refused = Refused("auth.wrong")
    assert say(refused).startswith("The login")
    i18n.install(look, "zh")
    assert say(refused).startswith("用户名")


def test_an_exception_shows_its_kind_and_never_its_text() -> None:
    text = say(ValueError("33010619960214042X"))
    assert "ValueError" in text
    assert "3301" not in text


def test_names_are_shown_as_typed_and_never_as_markup(form: Form) -> None:
    form.fields["name"].set_error("<img src=x>")
    assert form.fields["name"].message_label().textFormat() == Qt.TextFormat.PlainText


def test_a_dangerous_yes_is_not_the_default(look: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = ConfirmBar()
    QVBoxLayout(window).addWidget(bar)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bar.ask("Drop it?", "Drop", danger=True)
    with qtbot.waitSignal(bar.cancelled):
        QTest.keyClick(bar, Qt.Key.Key_Return)
    bar.ask("Go on?", "Go on")
    with qtbot.waitSignal(bar.confirmed):
        QTest.keyClick(bar, Qt.Key.Key_Return)
    bar.ask("Go on?", "Go on")
    with qtbot.waitSignal(bar.cancelled):
        QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_only_one_toast_stands_in_a_window_and_it_goes_by_itself(form: Form, qtbot: QtBot) -> None:
    show_toast(form, "first", milliseconds=60_000)
    show_toast(form, "second", milliseconds=1)
    seen = [toast for toast in form.findChildren(QWidget, "toast") if toast.isVisible()]
    assert [toast.accessibleName() for toast in seen] == ["second"]
    qtbot.waitUntil(lambda: not form.findChildren(QWidget, "toast"))


def test_an_empty_state_offers_its_action_only_when_there_is_one(look: QApplication, qtbot: QtBot) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.say("Nothing", "Do something.")
    assert empty._action.isHidden()
    empty.say("Nothing", "Do something.", "Do it")
    with qtbot.waitSignal(empty.acted):
        empty._action.click()


def test_fields_stand_in_one_column_when_there_is_little_room(look: QApplication, qtbot: QtBot) -> None:
    grid = FieldGrid(columns=2, narrow=200)
    qtbot.addWidget(grid)
    one, two = LabelledField("a", LineEdit()), LabelledField("b", LineEdit())
    grid.add(one)
    grid.add(two)
    grid.resize(600, 300)
    grid.show()
    qtbot.waitUntil(lambda: one.y() == two.y())
    grid.resize(300, 300)
    qtbot.waitUntil(lambda: two.y() > one.y())


def test_in_a_low_window_an_empty_list_keeps_its_words_and_leaves_the_picture_out(qtbot: QtBot) -> None:
    empty = EmptyState()
    qtbot.addWidget(empty)
    empty.say("Nothing here", "Book a client first.", "New booking")
    empty.resize(400, 320)
    empty.show()
    assert empty._picture.isVisible()
    empty.resize(400, empty.minimumSizeHint().height() - 40)
    assert empty._picture.isHidden()
    assert empty._title.isVisible()
    empty.resize(400, 320)
    assert empty._picture.isVisible()
