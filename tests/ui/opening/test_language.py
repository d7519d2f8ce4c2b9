"""Both languages, changed while running; a name for every widget that can be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QTabBar,
    QWidget,
)

from app.onboarding import fields
from app.onboarding.steps import Step, steps_of
from tests.translations import check_area
from tests.ui.opening.desk import CONTACT, EDUCATION, IDENTITY, Desk, fill
from ui import i18n
from ui.pages.opening.words import field_label, step_title


def words(desk: Desk) -> set[str]:
    """Texts of labels and buttons in sight."""
    widgets: list[QLabel | QAbstractButton] = [
        *desk.page.findChildren(QLabel),
        *desk.page.findChildren(QAbstractButton),
    ]
    return {widget.text() for widget in widgets if widget.isVisible()}


def test_the_translation_is_complete() -> None:
    assert check_area("opening") == []


def test_every_field_and_step_has_words_of_its_own(look: QApplication) -> None:
    for language in ("en", "zh"):
        i18n.install(look, language)
        labels = [field_label(name) for name in fields.ALL]
        assert all(label != name for label, name in zip(labels, fields.ALL, strict=True))
        assert all(step_title(step) for step in Step)


def test_every_step_speaks_the_other_language_at_once(desk: Desk, look: QApplication) -> None:
    fill(desk, IDENTITY, CONTACT, EDUCATION)
    for step in steps_of(institution=False):
        speaks_both(desk, look, step)


def speaks_both(desk: Desk, look: QApplication, step: Step) -> None:
    """The step in English, in Chinese, and the same in English again."""
    desk.go(step)
    desk.page.deck.page.visit_all()
    english = words(desk)
    i18n.install(look, "zh")
    desk.settle()
    chinese = words(desk)
    assert step_title(step) in chinese
    # what is in both languages is data: names, numbers, choices of the branch's lists
    kept = {word for word in english & chinese if word.isascii() and len(word) > 3}
    assert {word for word in kept if not any(character.isdigit() for character in word)} == set()
    i18n.install(look, "en")
    desk.settle()
    assert words(desk) == english


def test_a_typed_text_survives_the_change_of_language(desk: Desk, look: QApplication) -> None:
    desk.field("name").focus_editor()
    desk.type("林梓")
    i18n.install(look, "zh")
    desk.settle()
    assert desk.field("name").value() == "林梓"
    assert desk.at() == "name"


def has_name(widget: QWidget) -> bool:
    """Whether assistive programs can tell what it is."""
    if widget.accessibleName():
        return True
    return isinstance(widget, QAbstractButton) and bool(widget.text() or widget.toolTip())


def test_everything_that_can_be_reached_has_a_name(desk: Desk) -> None:
    fill(desk, IDENTITY, CONTACT, EDUCATION, {"brought": "yes"})
    for step in steps_of(institution=False):
        desk.go(step)
        assert (step, nameless(desk)) == (step, [])


def nameless(desk: Desk) -> list[QWidget]:
    """What can be reached by keyboard and has no name."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListView, QTabBar)
    return [
        widget
        for widget in desk.page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QComboBox | QTabBar)
        and not has_name(widget)
    ]
