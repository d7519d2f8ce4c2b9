"""The windows for somebody who does not see them: no widget for the keyboard without a name and a role (issue 8.4)."""

from __future__ import annotations

import os
import re

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.demo import person
from tests.spoken import faults, focusable, spoken_name, spoken_role, where
from tests.ui.customer_display.samples import ALL
from ui import i18n
from ui.bootstrap import Program
from ui.customer_display.display import CustomerDisplay
from ui.pages.calendar_grid import YearGrid
from ui.pages.dashboard.cards import FigureTile
from ui.support.roles import install_roles
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.field import LabelledField

WORD = re.compile(r"[a-z]{3,}")
SAME = {".xlsx", ".csv"}
"""Said the same in both languages."""
EVERYBODY = ("manager", "compliance")
"""Together they have every page (tests/ui/pages/test_rights.py knows who has which)."""


@pytest.fixture
def program(qapp: QApplication, demo_branch: Path, tmp_path: Path) -> Iterator[Program]:
    """The program on the sample branch, in Chinese."""
    own = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(*own, str(tmp_path / "settings"))
    QSettings(*own, "guitai", "guitai").setValue("language", i18n.CHINESE)
    made = Program(qapp, demo_branch, station="01")
    made.show()
    settle(made)
    try:
        yield made
    finally:
        settle(made)
        made.window.close()
        made.close()
        assert made.runner.close()
        i18n.install(qapp, i18n.ENGLISH)


def settle(program: Program) -> None:
    """Let everything under way arrive."""
    for _ in range(3):
        QApplication.processEvents()
        assert program.runner.wait(60_000)


def names(top: QWidget) -> dict[QWidget, str]:
    """The spoken name of everything that the keyboard can stand on."""
    return {widget: spoken_name(widget) for widget in focusable(top)}


def untranslated(top: QWidget, say: Callable[[str], None]) -> list[str]:
    """Names in the words of the program that stay the same when the language changes."""
    say(i18n.CHINESE)
    before = names(top)
    say(i18n.ENGLISH)
    return [
        f"{name!r}: {where(widget)}"
        for widget, name in names(top).items()
        if name and before.get(widget) == name and WORD.search(name) and name not in SAME
    ]


def test_on_every_page_in_both_languages_the_keyboard_stands_on_nothing_without_name_and_role(
    program: Program, qapp: QApplication, qtbot: QtBot
) -> None:
    def say(language: str) -> None:
        i18n.install(qapp, language)
        settle(program)

    found = {("sign-in", language): faults(program.window) for language in (i18n.CHINESE,)}
    seen: set[str] = set()
    for login in EVERYBODY:
        page = program.window.sign_in
        page.login.set_value(login)
        page.password.set_value(person(login).password)
        page.submit()
        qtbot.waitUntil(program.window.is_open, timeout=60_000)
        settle(program)
        window = program.window
        new = [key for key in window.pages.names() if key not in seen]
        seen.update(new)
        for key in new:
            window.show_page(key)
            settle(program)
            found[key, i18n.CHINESE] = faults(window.page(key))
        found["window", login] = untranslated(window, say)
        for key in new:
            found[key, i18n.ENGLISH] = faults(window.page(key))
        say(i18n.CHINESE)
        window.sign_out_requested.emit()
        settle(program)
    assert {place: told for place, told in found.items() if told} == {}
    assert len(seen) > 30


@pytest.mark.parametrize("language", [i18n.CHINESE, i18n.ENGLISH])
def test_everything_that_the_client_is_shown_has_names_and_roles_in_the_clients_language(
    qapp: QApplication, language: str
) -> None:
    install_roles()
    i18n.install(qapp, language)
    display = CustomerDisplay()
    found, seen = {}, 0
    try:
        display.resize(1024, 600)
        display.show()
        for name, prompt in ALL.items():
            display.show_prompt(prompt)
            QApplication.processEvents()
            seen += len(names(display))
            found[name] = faults(display) + [
                said for widget, said in names(display).items() if language == i18n.CHINESE and WORD.search(said)
            ]
    finally:
        display.close_for_good()
        display.deleteLater()
        i18n.install(qapp, i18n.ENGLISH)
    assert {name: told for name, told in found.items() if told} == {}
    assert seen > 20


def test_a_field_goes_by_its_label_in_the_language_of_now_and_is_described_by_its_error(look: QApplication) -> None:
    field = LabelledField("Mobile", LineEdit())
    try:
        spoken = QAccessible.queryAccessibleInterface(field.widget)
        assert spoken.text(QAccessible.Text.Name) == "Mobile"
        field.set_label("手机号码")
        assert spoken.text(QAccessible.Text.Name) == "手机号码"
        field.set_error("One digit is missing")
        assert spoken.text(QAccessible.Text.Description) == "One digit is missing"
        field.clear_error()
        assert spoken.text(QAccessible.Text.Description) == ""
    finally:
        field.deleteLater()


def test_the_line_inside_a_box_of_choices_goes_by_the_label_too(look: QApplication) -> None:
    field = LabelledField("Bank", ComboBox([Choice("a", "Bank A")]))
    try:
        field.set_label("银行")
        inside = field.widget.findChild(QLineEdit)
        assert inside is not None
        assert inside.accessibleName() == "银行"
    finally:
        field.deleteLater()


def test_what_we_paint_ourselves_says_what_it_is(look: QApplication) -> None:
    install_roles()
    roles = {Segmented: "Grouping", YearGrid: "Graphic"}
    for made, role in ((made(), QAccessible.Role[role]) for made, role in roles.items()):
        assert spoken_role(made) == role
        made.setAccessibleName("first")
        assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name) == "first"
        made.setAccessibleName("then")
        assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name) == "then"
        made.deleteLater()
    assert FigureTile.accessible_role == "Button"
