"""Sizes and colours of the customer display: own and small, so that it depends on Qt and the loaded font alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont

ACCENT, ACCENT_DARK, ACCENT_SOFT = "accent", "accent_dark", "accent_soft"
INK, QUIET, FAINT = "ink", "quiet", "faint"
GROUND, CARD, EDGE, EDGE_STRONG = "ground", "card", "edge", "edge_strong"
PROBLEM, ON_ACCENT, OFF = "problem", "on_accent", "off"
"""What a colour is for; ``shade`` says which it is in the palette in use."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of the window, each as ``#rrggbb``."""

    accent: str
    accent_dark: str
    accent_soft: str
    ink: str
    quiet: str
    faint: str
    ground: str
    card: str
    edge: str
    edge_strong: str
    problem: str
    on_accent: str
    off: str


USUAL = Palette(
    accent="#1f5fbf",
    accent_dark="#174a96",
    accent_soft="#e9f1fc",
    ink="#16202e",
    quiet="#566377",
    faint="#9aa6b6",
    ground="#f3f6fa",
    card="#ffffff",
    edge="#d5dde8",
    edge_strong="#8fa1b8",
    problem="#b3261e",
    on_accent="#ffffff",
    off="#c3cfdf",
)

CONTRAST = Palette(
    accent="#003e8f",
    accent_dark="#002a66",
    accent_soft="#dfeaff",
    ink="#000000",
    quiet="#262626",
    faint="#555555",
    ground="#ffffff",
    card="#ffffff",
    edge="#6b6b6b",
    edge_strong="#000000",
    problem="#8f0000",
    on_accent="#ffffff",
    off="#555555",
)
"""High contrast stays black on white here: it is what the client signs, and it looks like the paper."""

_state = {"palette": USUAL}


def use_contrast(wanted: bool) -> None:
    """Draw in high contrast from now on, or as usual; ``CustomerDisplay.set_contrast`` repaints as well."""
    _state["palette"] = CONTRAST if wanted else USUAL


def in_contrast() -> bool:
    """Whether high contrast is drawn: a button that does nothing yet must not be filled there, it would look ready."""
    return _state["palette"] is CONTRAST


def shade(role: str) -> str:
    """The colour of ``role`` in the palette in use."""
    value: str = getattr(_state["palette"], role)
    return value


FAMILIES = ["Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC", "sans-serif"]
LARGE_TYPE = 1.25  # KY-5: larger type for older clients
MIN_TOUCH = 56
HAIR, XS, XL = 2, 4, 24
"""Distances in pixels that do not follow the window: at an edge, in a control, between parts that stand alone."""
LOW = 31.5  # a window of fewer lines than this saves on margins


class Role(Enum):
    """What a text is for; gives its size as a multiple of the base size, and its weight."""

    DISPLAY = (2.2, True)
    TITLE = (1.42, True)
    LEAD = (1.15, False)
    KEY = (1.7, True)
    BODY = (1.0, False)
    STRONG = (1.0, True)
    SMALL = (0.82, False)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in pixels that follow from the size of the window."""

    base: int
    touch: int
    gap: int
    margin: int
    column: int
    low: bool

    @classmethod
    def fit(cls, width: int, height: int, *, large_type: bool = False) -> Metrics:
        """Sizes for a window: base type 28 px at 1920x1080, never under 18; ``large_type`` is a quarter larger."""
        unit = min(width / 1920, height / 1080)
        base = min(36, max(18, round(10 + 18 * unit)))
        if large_type:
            base = round(base * LARGE_TYPE)
        low = height < base * LOW
        return cls(
            base=base,
            touch=max(MIN_TOUCH, round(base * (2.05 if low else 2.9))),
            gap=max(8, round(base * (0.5 if low else 0.65))),
            margin=max(16, round(base * (1.0 if low else 1.9))),
            column=base * 52,
            low=low,
        )

    def font(self, role: Role) -> QFont:
        """The font of a role at this size."""
        factor, bold = role.value
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(round(self.base * factor))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


START = Metrics.fit(1024, 600)


def sheet(metrics: Metrics) -> str:
    """The style sheet of the window. Texts and buttons paint themselves, so only grounds and scroll bars are here."""
    bar = max(14, round(metrics.base * 0.6))
    return f"""
    #customerDisplay {{ background: {shade(GROUND)}; }}
    #customerDisplay QWidget#plain, #customerDisplay QScrollArea, #customerDisplay QScrollArea > QWidget
        {{ background: transparent; border: none; }}
    #customerDisplay QFrame#card
        {{ background: {shade(CARD)}; border: 1px solid {shade(EDGE)}; border-radius: {metrics.gap}px; }}
    #customerDisplay QFrame#rule {{ background: {shade(EDGE)}; border: none; max-height: 1px; min-height: 1px; }}
    #customerDisplay QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; border: none; }}
    #customerDisplay QScrollBar::handle:vertical
        {{ background: {shade(EDGE_STRONG)}; border-radius: {bar // 2 - 2}px;
            min-height: {metrics.touch}px; margin: 2px; }}
    #customerDisplay QScrollBar::add-line:vertical, #customerDisplay QScrollBar::sub-line:vertical
        {{ height: 0; border: none; }}
    #customerDisplay QScrollBar::add-page:vertical, #customerDisplay QScrollBar::sub-page:vertical
        {{ background: transparent; }}
    """
