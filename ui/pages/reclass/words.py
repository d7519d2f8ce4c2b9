"""Words of a reclassification in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.reclassification.domain import NO_FIGURES, UNCLASSIFIED, Movement


def class_word(code: str) -> str:
    """The class, or what stands for having none."""
    if code == UNCLASSIFIED:
        return QCoreApplication.translate("Classes", "none yet")
    if code == NO_FIGURES:
        return QCoreApplication.translate("Classes", "no figures")
    return code


def movement_word(way: Movement) -> str:
    """What becomes of a client's class."""
    return {
        Movement.NEW: QCoreApplication.translate("Classes", "new"),
        Movement.UP: QCoreApplication.translate("Classes", "up"),
        Movement.DOWN: QCoreApplication.translate("Classes", "down"),
        Movement.SAME: QCoreApplication.translate("Classes", "unchanged"),
        Movement.NO_FIGURES: QCoreApplication.translate("Classes", "no figures"),
    }[way]


STATES = {
    Movement.NEW: "info", Movement.UP: "ok", Movement.DOWN: "danger", Movement.SAME: "neutral",
    Movement.NO_FIGURES: "warn",
}  # fmt: skip
"""Colour states of chips."""


def undoing_word() -> str:
    """What a batch is that goes back."""
    return QCoreApplication.translate("Classes", "undoing")
