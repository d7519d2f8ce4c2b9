from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import DARK, LIGHT, Tokens, apply_theme, current, theme_named
from ui.theme.icons import ICONS
from ui.theme.look import FAMILY, RESOURCES, load_fonts, style_sheet
from ui.theme.tinted import TINTED, pictures
from ui.widgets.containers import button, label

TEXT_ON = {
    "text": (
        "canvas",
        "surface",
        "surface_alt",
        "raised",
        "accent_soft",
        "ok_soft",
        "warn_soft",
        "danger_soft",
        "hover",
    ),
    "muted": ("canvas", "surface", "surface_alt", "hover", "accent_soft"),
    "faint": ("surface", "surface_alt"),
    "accent": ("surface", "surface_alt", "accent_soft"),
    "ok": ("surface", "ok_soft"),
    "warn": ("surface", "warn_soft"),
    "danger": ("surface", "danger_soft"),
    "on_accent": ("accent", "accent_hover"),
    "on_danger": ("danger_fill",),
    "rail_text": ("rail", "rail_hover"),
    "rail_muted": ("rail",),
    "rail_on": ("rail_active",),
}


def _light(colour: str) -> float:
    parts = [part / 255 for part in (QColor(colour).red(), QColor(colour).green(), QColor(colour).blue())]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("role", "ground"), [(r, g) for r, grounds in TEXT_ON.items() for g in grounds])
def test_text_can_be_read_on_every_ground_it_stands_on(tokens: Tokens, role: str, ground: str) -> None:
    assert contrast(getattr(tokens, role), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_an_input_and_the_focus_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.border_strong, tokens.surface) >= 3.0
    assert contrast(tokens.focus, tokens.surface) >= 3.0
    assert contrast(tokens.focus, tokens.canvas) >= 3.0


def test_an_unknown_theme_of_a_stale_setting_is_the_light_one() -> None:
    assert theme_named("sepia") is LIGHT


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_has_every_token_and_every_picture(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "@" not in sheet
    files = re.findall(r"url\(([^)]+)\)", sheet)
    assert files
    for file in files:
        assert (TINTED / file.rsplit("/", 1)[-1]).is_file()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_tinted_pictures_are_what_the_tokens_make(tokens: Tokens) -> None:
    for name, svg in pictures(tokens).items():
        assert (TINTED / name).read_text(encoding="utf-8") == svg


def test_no_colour_is_named_outside_the_tokens() -> None:
    source = (RESOURCES / "qss" / "guitai.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", source) == []
    for file in ICONS.glob("*.svg"):
        assert "currentColor" in file.read_text(encoding="utf-8")


def test_the_bundled_font_is_used(look: QApplication) -> None:
    assert load_fonts() == FAMILY
    assert look.font().family() == FAMILY


def test_the_theme_can_be_changed_while_running(look: QApplication) -> None:
    apply_theme(look, "dark")
    assert current() is DARK
    assert look.palette().window().color() == QColor(DARK.canvas)
    apply_theme(look, "light")
    assert current() is LIGHT


def test_a_window_comes_back_from_the_other_theme_as_it_was(look: QApplication, qtbot: QtBot) -> None:
    shown = QWidget()
    shown.setObjectName("canvas")
    qtbot.addWidget(shown)
    column = QVBoxLayout(shown)
    for widget in (button("确认", "primary"), QLineEdit("林梓萱"), QCheckBox("同意"), label("说明", "muted")):
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(widget)
    shown.show()
    pictures_of = []
    for name in ("light", "dark", "light", "dark", "light"):
        apply_theme(look, name)
        QApplication.processEvents()
        pictures_of.append(shown.grab().toImage())
    light, dark, *again = pictures_of
    assert light != dark
    assert again == [light, dark, light]
