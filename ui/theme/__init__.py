"""The look: tokens, palette, one style sheet, fonts and icons."""

from ui.theme import space
from ui.theme.icons import bind_icon, icon, pixmap
from ui.theme.look import apply_text_size, apply_theme, load_fonts, set_state
from ui.theme.sizes import fix, scaled, text_size
from ui.theme.tokens import CONTRAST, DARK, LIGHT, THEMES, Tokens, current, theme_named

__all__ = [
    "CONTRAST",
    "DARK",
    "LIGHT",
    "THEMES",
    "Tokens",
    "apply_text_size",
    "apply_theme",
    "bind_icon",
    "current",
    "fix",
    "icon",
    "load_fonts",
    "pixmap",
    "scaled",
    "set_state",
    "space",
    "text_size",
    "theme_named",
]
