"""Words of marks in the person's language; tiers of fund clients have the policy's names."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.marks.domain import CODES, Mark, MarkKind, Told
from ui.pages.approvals.words import money
from ui.widgets.editors import Choice

KINDS = (MarkKind.HABIT, MarkKind.VALUE, MarkKind.STYLE)
"""Those that are chosen; the tier of fund clients follows from an amount."""


def kind_word(kind: MarkKind) -> str:
    """What a mark tells of."""
    return {
        MarkKind.HABIT: QCoreApplication.translate("Marks", "Trading habit"),
        MarkKind.VALUE: QCoreApplication.translate("Marks", "Value"),
        MarkKind.STYLE: QCoreApplication.translate("Marks", "Style of deciding"),
        MarkKind.FUND: QCoreApplication.translate("Marks", "Fund client"),
    }[kind]


def code_word(kind: MarkKind, code: str) -> str:
    """A code in words."""
    return {
        (MarkKind.HABIT, "short"): QCoreApplication.translate("Marks", "short-term"),
        (MarkKind.HABIT, "swing"): QCoreApplication.translate("Marks", "swing"),
        (MarkKind.HABIT, "value"): QCoreApplication.translate("Marks", "value investing"),
        (MarkKind.VALUE, "gold"): QCoreApplication.translate("Marks", "gold"),
        (MarkKind.VALUE, "rising"): QCoreApplication.translate("Marks", "star of tomorrow"),
        (MarkKind.VALUE, "maintained"): QCoreApplication.translate("Marks", "to be kept up"),
        (MarkKind.VALUE, "free"): QCoreApplication.translate("Marks", "free"),
        (MarkKind.STYLE, "averse"): QCoreApplication.translate("Marks", "risk-averse"),
        (MarkKind.STYLE, "dependent"): QCoreApplication.translate("Marks", "dependent"),
        (MarkKind.STYLE, "independent"): QCoreApplication.translate("Marks", "decides alone"),
        (MarkKind.STYLE, "autonomous"): QCoreApplication.translate("Marks", "highly autonomous"),
    }.get((kind, code), code)


def choices_of(kind: MarkKind, none: str) -> list[Choice]:
    """What may be chosen of a kind; ``none``: the words for no mark."""
    return [Choice("", none), *(Choice(code, code_word(kind, code), label) for code, label in CODES[kind].items())]


def mark_word(told: Told) -> str:
    """A mark in force in words; empty for one that was taken off."""
    mark = told.mark
    if not mark.code:
        return ""
    return told.label if mark.kind is MarkKind.FUND else code_word(mark.kind, mark.code)


def history_word(told: Told) -> str:
    """The same for the history, with the amount of a fund client."""
    word = mark_word(told) or QCoreApplication.translate("Marks", "taken off")
    return f"{word} ({money(told.mark.amount)})" if _has_amount(told.mark) else word


def _has_amount(mark: Mark) -> bool:
    return mark.amount is not None and bool(mark.code)
