"""Turns a refusal into a sentence, puts it at the field it belongs to, and puts the cursor there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from app.common.refusals import sentence
from ui.i18n import language
from ui.widgets.banner import InlineBanner
from ui.widgets.field import LabelledField


def say(problem: Exception) -> str:
    """What went wrong in the person's language.

    An exception that is no refusal gives a general sentence and the kind of the exception only: its own text may hold
    personal data.
    """
    if isinstance(problem, Refused):
        return sentence(problem, language())
    text = QCoreApplication.translate(
        "Refusals",
        "This did not work ({kind}). What was entered is still here; try again, then tell the administrator.",
    )
    return text.format(kind=type(problem).__name__)


def show_refusal(problem: Exception, fields: Mapping[str, LabelledField], banner: InlineBanner | None = None) -> str:
    """Show ``problem`` at the field it names and focus it, else in ``banner``; returns the sentence.

    ``Refused.field`` may be ``field`` or ``field.part``; the longest name known wins.
    """
    text = say(problem)
    name = (problem.field or "") if isinstance(problem, Refused) else ""
    while name:
        if field := fields.get(name):
            field.set_error(text)
            field.focus_editor()
            return text
        name = name.rpartition(".")[0]
    if banner is not None:
        banner.say(text, "danger")
    return text


def clear_refusals(fields: Mapping[str, LabelledField], banner: InlineBanner | None = None) -> None:
    """Take away what the last refusal said."""
    for field in fields.values():
        field.clear_error()
    if banner is not None:
        banner.hide()
