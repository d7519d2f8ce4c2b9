"""The look: tokens, palette, one style sheet, fonts and icons."""

from ui.theme.icons import bind_icon, icon, pixmap
from ui.theme.look import apply_theme, load_fonts, set_state
from ui.theme.tokens import DARK, LIGHT, Tokens, current, theme_named

__all__ = [
    "DARK",
    "LIGHT",
    "Tokens",
    "apply_theme",
    "bind_icon",
    "current",
    "icon",
    "load_fonts",
    "pixmap",
    "set_state",
    "theme_named",
]
