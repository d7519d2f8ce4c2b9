"""Sizes and colours of the customer display: own and small, so that it depends on Qt and the loaded font alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QFont

ACCENT = "#1f5fbf"
ACCENT_DARK = "#174a96"
ACCENT_SOFT = "#e9f1fc"
INK = "#16202e"
QUIET = "#566377"
FAINT = "#9aa6b6"
GROUND = "#f3f6fa"
CARD = "#ffffff"
EDGE = "#d5dde8"
EDGE_STRONG = "#8fa1b8"
PROBLEM = "#b3261e"
PROBLEM_SOFT = "#fdecea"

FAMILIES = ["Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC", "sans-serif"]
LARGE_TYPE = 1.25  # KY-5: larger type for older clients
MIN_TOUCH = 56
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
    #customerDisplay {{ background: {GROUND}; }}
    #customerDisplay QWidget#plain, #customerDisplay QScrollArea, #customerDisplay QScrollArea > QWidget
        {{ background: transparent; border: none; }}
    #customerDisplay QFrame#card {{ background: {CARD}; border: 1px solid {EDGE}; border-radius: {metrics.gap}px; }}
    #customerDisplay QFrame#rule {{ background: {EDGE}; border: none; max-height: 1px; min-height: 1px; }}
    #customerDisplay QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; border: none; }}
    #customerDisplay QScrollBar::handle:vertical
        {{ background: {EDGE_STRONG}; border-radius: {bar // 2 - 2}px; min-height: {metrics.touch}px; margin: 2px; }}
    #customerDisplay QScrollBar::add-line:vertical, #customerDisplay QScrollBar::sub-line:vertical
        {{ height: 0; border: none; }}
    #customerDisplay QScrollBar::add-page:vertical, #customerDisplay QScrollBar::sub-page:vertical
        {{ background: transparent; }}
    """
