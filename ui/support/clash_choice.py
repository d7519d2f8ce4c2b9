"""A field that two people changed: what the other one saved stands beside it, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.widgets import ComboBox, LabelledField, RadioList, Segmented, TickGroup

MOST_SHOWN = 24
"""Characters of another's value on a button."""


def offer_choice(field: LabelledField, theirs: Any, take: Callable[[], None], keep: Callable[[], None]) -> None:
    """Two buttons at the field: ``theirs`` (as the editor is given it) is taken, or what was typed is kept."""
    taking = QCoreApplication.translate("ClashChoice", "Take theirs: {value}")
    keeping = QCoreApplication.translate("ClashChoice", "Keep mine")
    field.offer(((taking.format(value=shown_text(field.widget, theirs) or "—"), take), (keeping, keep)))


def shown_text(editor: QWidget, value: Any) -> str:
    """``value`` as the editor would show it: the label of a choice, else the text, cut to fit a button."""
    if isinstance(editor, ComboBox):
        text = editor.itemText(editor.findData(value))
    elif isinstance(editor, Segmented | RadioList):
        text = editor.label_of(value)
    elif isinstance(editor, TickGroup):
        text = "、".join(editor.box(key).text() for key in value)
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
