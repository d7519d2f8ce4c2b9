from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.customer_display.style import CONTRAST as STRONG_DISPLAY
from ui.customer_display.style import USUAL, Palette
from ui.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    THEMES,
    Tokens,
    apply_text_size,
    apply_theme,
    current,
    fix,
    sizes,
    theme_named,
)
from ui.theme.icons import ICONS
from ui.theme.look import FAMILY, RESOURCES, load_fonts, style_sheet
from ui.theme.sizes import TEXT_SIZES
from ui.theme.tinted import TINTED, pictures
from ui.widgets.containers import button, label
from ui.widgets.table import Column, DataTable

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
    "accent": ("canvas", "surface", "surface_alt", "accent_soft"),
    "ok": ("surface", "ok_soft"),
    "warn": ("surface", "warn_soft"),
    "danger": ("surface", "danger_soft"),
    "on_accent": ("accent", "accent_hover", "accent_press"),
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


SEEN_ON = {
    "border_strong": ("canvas", "surface", "surface_alt", "raised"),
    "focus": ("canvas", "surface", "surface_alt", "raised"),
    "accent": ("canvas", "surface"),
    "ok": ("surface",),
    "warn": ("surface",),
    "danger": ("surface",),
    "danger_fill": ("surface",),
}
"""What is no text and has to be seen: edges, the ring of the focus, and the colours that charts are drawn in."""
STRONG = {"border": ("canvas", "surface"), "rail_edge": ("rail", "canvas"), "scroll": ("surface",)}
"""In high contrast also what is only there for order."""


@pytest.mark.parametrize("tokens", THEMES, ids=lambda one: one.name)
def test_text_can_be_read_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    least = 7.0 if tokens is CONTRAST else 4.5
    assert _too_faint(tokens, TEXT_ON, least) == []


@pytest.mark.parametrize("tokens", THEMES, ids=lambda one: one.name)
def test_edges_focus_and_the_colours_of_charts_can_be_seen(tokens: Tokens) -> None:
    least = 4.5 if tokens is CONTRAST else 3.0
    assert _too_faint(tokens, SEEN_ON, least) == []
    assert tokens is not CONTRAST or _too_faint(tokens, STRONG, least) == []


def test_the_customer_display_can_be_read_in_both_palettes() -> None:
    texts = {"ink": ("ground", "card", "accent_soft"), "quiet": ("ground", "card"), "problem": ("ground", "card"),
             "accent_dark": ("card", "accent_soft"), "on_accent": ("accent", "accent_dark")}  # fmt: skip
    edges = {"accent": ("card", "ground"), "edge_strong": ("card", "ground"), "edge": ("card",)}
    assert _too_faint(USUAL, texts, 4.5) == []
    assert _too_faint(STRONG_DISPLAY, texts, 7.0) == []
    assert _too_faint(STRONG_DISPLAY, edges, 4.5) == []


def _too_faint(tokens: Tokens | Palette, pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    return [
        f"{role} on {ground}: {found:.2f}"
        for role, grounds in pairs.items()
        for ground in grounds
        if (found := contrast(getattr(tokens, role), getattr(tokens, ground))) < least
    ]


def test_an_unknown_theme_of_a_stale_setting_is_the_light_one() -> None:
    assert theme_named("sepia") is LIGHT


@pytest.mark.parametrize("tokens", THEMES, ids=lambda one: one.name)
def test_the_style_sheet_has_every_token_and_every_picture(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "@" not in sheet
    files = re.findall(r"url\(([^)]+)\)", sheet)
    assert files
    for file in files:
        assert (TINTED / file.rsplit("/", 1)[-1]).is_file()


@pytest.mark.parametrize("tokens", THEMES, ids=lambda one: one.name)
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


def test_a_larger_text_takes_everything_with_it_and_comes_back(look: QApplication, qtbot: QtBot) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    column = QVBoxLayout(shown)
    field, press, table = QLineEdit("林梓萱"), button("确认", "primary", "tick"), DataTable()
    fix(press, width=100)
    table.set_columns([Column("名称", str, 120)])
    for widget in (field, press, table):
        column.addWidget(widget)
    shown.show()

    def measured() -> tuple[int, ...]:
        QApplication.processEvents()
        rows, columns = table.verticalHeader(), table.horizontalHeader()
        figures = (rows.defaultSectionSize(), columns.height(), columns.sectionSize(0))
        return (field.font().pixelSize(), field.height(), press.width(), press.iconSize().height(), *figures)

    found: dict[str, tuple[int, ...]] = {}
    for name in ("normal", "large", "largest", "normal"):
        apply_text_size(look, name)
        now = measured()
        assert found.setdefault(name, now) == now
    for small, large in (("normal", "large"), ("large", "largest")):
        assert all(one < other for one, other in zip(found[small], found[large], strict=True))
    assert found["normal"][:3] == (14, 34, 100)
    assert found["largest"][:3] == (18, 42, 125)


@pytest.mark.parametrize("name", TEXT_SIZES)
def test_a_field_is_as_high_with_the_frame_of_the_focus_as_without(look: QApplication, qtbot: QtBot, name: str) -> None:
    shown = QWidget()
    qtbot.addWidget(shown)
    column = QVBoxLayout(shown)
    one, other = QLineEdit(), QLineEdit()
    column.addWidget(one)
    column.addWidget(other)
    shown.show()
    apply_text_size(look, name)
    try:
        with_focus = []
        for field in (one, other):
            field.setFocus()
            shown.activateWindow()
            QApplication.processEvents()
            with_focus.append((one.sizeHint().height(), other.sizeHint().height()))
        assert len(set(sum(with_focus, ()))) == 1
    finally:
        apply_text_size(look, "normal")


def test_a_stale_setting_of_the_size_is_the_normal_one() -> None:
    sizes.use("enormous")
    assert sizes.text_size() == "normal"
