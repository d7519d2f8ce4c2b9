"""The colours by what they are for. Nothing else in the window names a colour.

Text tokens reach 4.5:1 on every ground they stand on, borders of inputs 3:1 where they alone show the field; in the
theme of high contrast text reaches 7:1 and everything else that has to be seen 4.5:1.
``tests/ui/theme/test_tokens.py`` measures every theme.
"""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme: every colour as ``#rrggbb``."""

    name: str
    canvas: str
    surface: str
    surface_alt: str
    raised: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    disabled: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_soft: str
    on_accent: str
    focus: str
    hover: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    danger_fill: str
    on_danger: str
    rail: str
    rail_edge: str
    rail_text: str
    rail_muted: str
    rail_hover: str
    rail_active: str
    rail_on: str
    paper_ground: str
    scroll: str
    scroll_hover: str


LIGHT = Tokens(
    name="light",
    canvas="#f1f4f8",
    surface="#ffffff",
    surface_alt="#f7f9fc",
    raised="#ffffff",
    border="#dbe2ec",
    border_strong="#7d8a9e",
    text="#16202e",
    muted="#54647a",
    faint="#657489",
    disabled="#657489",
    accent="#1d5ec2",
    accent_hover="#184fa6",
    accent_press="#133f86",
    accent_soft="#e4eefc",
    on_accent="#ffffff",
    focus="#1d5ec2",
    hover="#eef3f9",
    ok="#176b35",
    ok_soft="#e2f4e7",
    warn="#8a4b00",
    warn_soft="#fdf0dc",
    danger="#b3261e",
    danger_soft="#fdeaea",
    danger_fill="#b3261e",
    on_danger="#ffffff",
    rail="#16233a",
    rail_edge="#16233a",
    rail_text="#c9d3e2",
    rail_muted="#93a3bb",
    rail_hover="#1e304f",
    rail_active="#274472",
    rail_on="#ffffff",
    paper_ground="#8c99ab",
    scroll="#c6d0dd",
    scroll_hover="#9eacbe",
)

DARK = Tokens(
    name="dark",
    canvas="#12171d",
    surface="#1a212a",
    surface_alt="#1f2732",
    raised="#212a35",
    border="#2e3946",
    border_strong="#6d7c8f",
    text="#e8edf3",
    muted="#a3b0c0",
    faint="#93a1b2",
    disabled="#93a1b2",
    accent="#6ba6f8",
    accent_hover="#8bbafb",
    accent_press="#a9ccfd",
    accent_soft="#20364f",
    on_accent="#0a1422",
    focus="#6ba6f8",
    hover="#232d39",
    ok="#62c884",
    ok_soft="#17331f",
    warn="#f0b35e",
    warn_soft="#3a2a12",
    danger="#ff8f88",
    danger_soft="#43201f",
    danger_fill="#ff8f88",
    on_danger="#2a0705",
    rail="#0d1217",
    rail_edge="#0d1217",
    rail_text="#c3cedb",
    rail_muted="#8d9bad",
    rail_hover="#18212b",
    rail_active="#21395a",
    rail_on="#ffffff",
    paper_ground="#3a4654",
    scroll="#3b4856",
    scroll_hover="#56677a",
)

CONTRAST = Tokens(
    name="contrast",
    canvas="#000000",
    surface="#000000",
    surface_alt="#0d0d0d",
    raised="#141414",
    border="#8f8f8f",
    border_strong="#ffffff",
    text="#ffffff",
    muted="#ececec",
    faint="#d6d6d6",
    disabled="#a0a0a0",
    accent="#8fd6ff",
    accent_hover="#b5e4ff",
    accent_press="#d5f0ff",
    accent_soft="#00324f",
    on_accent="#000000",
    focus="#ffe14d",
    hover="#262626",
    ok="#8cf0ab",
    ok_soft="#003916",
    warn="#ffd978",
    warn_soft="#3d2a00",
    danger="#ffc2bd",
    danger_soft="#540d08",
    danger_fill="#ffc2bd",
    on_danger="#000000",
    rail="#000000",
    rail_edge="#8f8f8f",
    rail_text="#ffffff",
    rail_muted="#ececec",
    rail_hover="#262626",
    rail_active="#004a75",
    rail_on="#ffffff",
    paper_ground="#4a4a4a",
    scroll="#b8b8b8",
    scroll_hover="#ffffff",
)

THEMES = (LIGHT, DARK, CONTRAST)
"""In the order in which the switch goes through them."""
_BY_NAME = {tokens.name: tokens for tokens in THEMES}
_state = {"current": LIGHT}


def theme_named(name: str) -> Tokens:
    """The theme called ``name``; the light one when there is no such theme (a stale setting must not stop a start)."""
    return _BY_NAME.get(name, LIGHT)


def current() -> Tokens:
    """The theme in use; changed only by ``apply_theme``."""
    return _state["current"]


def use(tokens: Tokens) -> None:
    """Make ``tokens`` the theme in use. Called by ``apply_theme``, which also repaints."""
    _state["current"] = tokens
