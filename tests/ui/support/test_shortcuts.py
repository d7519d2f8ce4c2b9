"""One table of keys: a key has one meaning, and nobody has keys of their own."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import i18n
from ui.key_sheet import key_lines
from ui.support.shortcuts import GLOBAL, KEYS, PERIODS, SHARED, STEPS, Act, bind, cap, caps, hint, meaning


def key_combination(keys: str) -> QKeyCombination:
    """The one combination of ``keys``."""
    sequence: Any = QKeySequence(keys)
    made = sequence[0]
    assert isinstance(made, QKeyCombination)
    return made


UI = Path(__file__).parents[3] / "ui"
KEY = re.compile(r"(F([1-9]|1[0-2])|(Ctrl|Alt|Shift)\+\S+|Esc|Escape|Del)")
OWN = {"support/shortcuts.py", "key_sheet.py"}
"""The table itself, and the sheet's words for keys of Qt (Alt+down opens a list)."""


def test_the_fixed_keys_are_what_they_are_everywhere() -> None:
    fixed = {Act.HELP: "F1", Act.CARD: "F2", Act.SEARCH: "F3", Act.REFRESH: "F5", Act.PRINT: "F9", Act.SUBMIT: "F12",
             Act.BACK: "Esc", Act.LOCK: "Ctrl+L", Act.SHEET: "Ctrl+/"}  # fmt: skip
    assert {act: cap(act) for act in fixed} == fixed


def test_a_key_belongs_to_one_act() -> None:
    owners: dict[str, set[Act]] = defaultdict(set)
    for act, keys in KEYS.items():
        for key in keys:
            assert not QKeySequence(key).isEmpty()
            owners[QKeySequence(key).toString()].add(act)
    shared = {frozenset({one, other}) for one, others in SHARED.items() for other in others}
    assert {frozenset(acts) for acts in owners.values() if len(acts) > 1} == shared
    assert set(KEYS) == set(Act)


def test_every_act_has_a_word_in_both_languages(look: QApplication) -> None:
    english = {act: meaning(act) for act in Act}
    assert all(english.values())
    i18n.install(look, "zh")
    assert all(meaning(act) != english[act] for act in Act)
    assert hint(Act.HELP) == ("F1", "帮助")
    i18n.install(look, "en")


def test_no_page_names_a_key_itself() -> None:
    found = []
    for file in sorted(UI.rglob("*.py")):
        where = file.relative_to(UI).as_posix()
        if where in OWN or where.startswith("customer_display/"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                found.append(f"{where}:{node.lineno} {node.value}")
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Act":
                own = node.attr in {act.name for act in GLOBAL}
                if own and where not in {"main_window.py", "widgets/search.py"}:
                    found.append(f"{where}:{node.lineno} is the window's own key")
    assert found == []


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.REFRESH, Act.BACK])
def test_every_key_of_an_act_does_it_inside_its_owner_only(act: Act, qtbot: QtBot) -> None:
    window, owner = QWidget(), QWidget()
    qtbot.addWidget(window)
    owner.setParent(window)
    owner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    told: list[Act] = []
    bind(act, owner, lambda: told.append(act))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for focused, expected in ((owner, len(KEYS[act])), (window, 0)):
        told.clear()
        focused.setFocus()
        for keys in KEYS[act]:
            combination = key_combination(keys)
            QTest.keyClick(focused, combination.key(), combination.keyboardModifiers())
        assert len(told) == expected
    assert caps(act).startswith(cap(act))


def test_the_sheet_tells_keys_one_by_one_or_together_never_twice(qtbot: QtBot) -> None:
    class Steps(QWidget):
        def key_hints(self) -> list[tuple[str, str]]:
            return [(STEPS, "steps"), (PERIODS, "period")]

    page = Steps()
    qtbot.addWidget(page)
    page.show()
    bind(Act.STEP_BEFORE, page, page.update, lambda: "back")
    bind(Act.STEP_AFTER, page, page.update, lambda: "on")
    assert dict(key_lines(page)) == {"Alt+↑": "back", "Alt+↓": "on", PERIODS: "period"}
