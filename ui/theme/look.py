"""Puts a theme on the application: Fusion, palette, style sheet, font."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import icons, sizes
from ui.theme.tokens import Tokens, current, theme_named, use

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILY = "Noto Sans SC"
TEXT_PIXELS = 14
FUSION = "fusion"
"""Property of an application that was started with the style Fusion: to name a style later costs the start 10 ms."""
_FOLLOWS_TEXT = r"(\b(?:font-size|(?:min-|max-)?(?:height|width)|border-radius):\s*)(\d+)px"
"""What of the style sheet grows with the text; lines, paddings and margins stay as they are."""


@cache
def _font_families() -> tuple[str, ...]:
    families: list[str] = []
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(families)


def load_fonts() -> str:
    """Register the bundled fonts once; the family they belong to, or the system's when they are missing."""
    for family in _font_families():
        return family
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def screen_font(pixels: int = TEXT_PIXELS, *, bold: bool = False) -> QFont:
    """The screen font at ``pixels``, unhinted so that every machine draws the same.

    ``pixels`` are those of the normal text size; the font is as large as the size in use wants it.
    """
    font = QFont(load_fonts())
    font.setPixelSize(sizes.scaled(pixels))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.canvas,
        QPalette.ColorRole.WindowText: t.text,
        QPalette.ColorRole.Base: t.surface,
        QPalette.ColorRole.AlternateBase: t.surface_alt,
        QPalette.ColorRole.Text: t.text,
        QPalette.ColorRole.PlaceholderText: t.faint,
        QPalette.ColorRole.Button: t.surface,
        QPalette.ColorRole.ButtonText: t.text,
        QPalette.ColorRole.Highlight: t.accent,
        QPalette.ColorRole.HighlightedText: t.on_accent,
        QPalette.ColorRole.ToolTipBase: t.raised,
        QPalette.ColorRole.ToolTipText: t.text,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.LinkVisited: t.accent,
        QPalette.ColorRole.Accent: t.accent,
        QPalette.ColorRole.Mid: t.border,
        QPalette.ColorRole.Midlight: t.border,
        QPalette.ColorRole.Dark: t.border_strong,
        QPalette.ColorRole.Light: t.raised,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.disabled))
    return palette


def style_sheet(tokens: Tokens) -> str:
    """The style sheet with ``@token`` put in; an unknown token is a KeyError, so a slip shows in the first test."""
    values = {**tokens._asdict(), "images": (RESOURCES / "qss" / "tinted").as_posix()}
    source = (RESOURCES / "qss" / "guitai.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"@([a-z_]+)", lambda found: values[found[1]], source)
    if sizes.scaled(100) == 100:
        return sheet
    return re.sub(_FOLLOWS_TEXT, lambda found: f"{found[1]}{sizes.scaled(int(found[2]))}px", sheet)


def apply_theme(application: QApplication, name: str) -> None:
    """Show the whole application in the theme ``name`` (``light``, ``dark`` or ``contrast``), at once."""
    _dress(application, theme_named(name))


def apply_text_size(application: QApplication, name: str) -> None:
    """Show the whole application with text of the size ``name`` (``normal``, ``large`` or ``largest``), at once."""
    sizes.use(name)
    _dress(application, current())
    sizes.refresh()


def _dress(application: QApplication, tokens: Tokens) -> None:
    use(tokens)
    if not application.property(FUSION):
        application.setStyle("Fusion")
        application.setProperty(FUSION, True)
    application.setStyleSheet("")  # exchanging one sheet for another takes four times as long as leaving and coming
    application.setFont(screen_font())
    application.setPalette(_palette(tokens))
    application.setStyleSheet(style_sheet(tokens))
    icons.refresh()


def set_state(widget: QWidget, state: str, name: str = "state") -> None:
    """Set the QSS property ``state`` (``error``, ``warning``, ``ok`` ...) and restyle, only when it changes."""
    if (widget.property(name) or "") == state:
        return  # also for one that never had a state: to restyle every field of a page once for nothing takes time
    widget.setProperty(name, state)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
