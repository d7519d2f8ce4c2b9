"""The steps of a change as the list at the left shows them; those that the kind does not have are left out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.changes.steps import State, StepState
from app.changes.steps import Step as Key
from app.changes.view import ChangeView
from ui.pages.changes.words import step_title
from ui.widgets import Step
from ui.widgets import StepState as Look

translate = QCoreApplication.translate


def rail_steps(view: ChangeView, begun: set[Key]) -> list[Step]:
    """Each step with its look and the reason; ``begun``: steps the teller has been in."""
    return [
        Step(state.step.value, step_title(state.step), _look(state, begun), _reason(state))
        for state in view.steps
        if state.state is not State.NOT_NEEDED
    ]


def _look(state: StepState, begun: set[Key]) -> Look:
    if state.state is State.DONE:
        return Look.DONE
    if state.state is State.BLOCKED:
        return Look.BLOCKED
    return Look.PARTIAL if state.step in begun else Look.MISSING


def _reason(state: StepState) -> str:
    if state.state is State.DONE:
        return ""
    if state.blocked_by:
        return translate("ChangeRail", "First: {step}").format(step=step_title(state.blocked_by[0]))
    return translate("ChangeRail", "{count} left").format(count=len(state.missing))
