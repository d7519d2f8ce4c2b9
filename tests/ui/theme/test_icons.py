from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.theme import DARK, LIGHT, apply_theme, bind_icon, pixmap
from ui.theme.icons import ICONS

NAMED = r'(?:bind_icon\([\w.]+, |EmptyState\(|pixmap\(|icon=)"([\w-]+)"'


def _ink(picture: QPixmap) -> set[str]:
    image = picture.toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {colour.name() for colour in points if colour.alpha() == 255}


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_is_sound_svg_and_draws_something(look: QApplication, file: Path) -> None:
    assert QSvgRenderer(str(file)).isValid()
    assert not pixmap(file.stem, "text", 24).toImage().allGray() or _ink(pixmap(file.stem, "text", 24))


def test_every_icon_named_in_the_code_is_there() -> None:
    root = ICONS.parents[1] / "ui"
    said = set()
    for file in root.rglob("*.py"):
        said |= set(
            re.findall(r'(?:bind_icon\([\w.]+, |EmptyState\(|pixmap\(|icon=)"([\w-]+)"', file.read_text("utf-8"))
        )
    assert said - {file.stem for file in ICONS.glob("*.svg")} == set()


def test_an_icon_has_the_colour_of_its_token(look: QApplication) -> None:
    assert _ink(pixmap("plus", "danger", 48)) == {QColor(LIGHT.danger).name()}


def test_bound_icons_follow_the_theme(look: QApplication, qtbot: QtBot) -> None:
    label, button = QLabel(), QPushButton("x")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    bind_icon(label, "plus", "accent", 48)
    bind_icon(button, "plus", "accent", 48, gap=4)
    apply_theme(look, "dark")
    try:
        assert _ink(label.pixmap()) == {QColor(DARK.accent).name()}
        assert _ink(button.icon().pixmap(52, 48)) == {QColor(DARK.accent).name()}
    finally:
        apply_theme(look, "light")
