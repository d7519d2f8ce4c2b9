"""The question what papers that are not one's own work are needed for, said alike wherever it is asked (AR-3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from ui.support.ask import Ask, Kind

NEEDED = "archive.purpose_needed"
"""The refusal that this question answers."""


def purpose_question(usual: Sequence[str], suggestion: str = "") -> Ask:
    """A question with the usual purposes to choose from."""
    translate = QCoreApplication.translate
    return Ask(
        Kind.REASON,
        translate("Purpose", "What are the papers needed for?"),
        translate("Purpose", "They are not your own work. Your name, the time and the purpose are registered."),
        accept=translate("Purpose", "Go on"),
        suggestion=suggestion,
        choices=tuple(usual),
    )
