"""The opening's steps as the list at the left shows them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.onboarding.steps import State, StepState
from app.onboarding.steps import Step as Key
from app.onboarding.view import OpeningView
from ui.pages.opening.words import step_title
from ui.widgets import Step
from ui.widgets import StepState as Look

translate = QCoreApplication.translate


def rail_steps(view: OpeningView, begun: set[Key]) -> list[Step]:
    """Each step with its look and the reason; ``begun``: steps the teller has been in."""
    return [Step(state.step.value, step_title(state.step), _look(state, begun), _reason(state)) for state in view.steps]


def _look(state: StepState, begun: set[Key]) -> Look:
    if state.state is State.DONE:
        return Look.DONE
    if state.state is State.NOT_NEEDED:
        return Look.OPTIONAL
    if state.blocked_by:
        return Look.BLOCKED
    return Look.PARTIAL if state.step in begun else Look.MISSING


def _reason(state: StepState) -> str:
    if state.state is State.NOT_NEEDED:
        return translate("StepRail", "Not needed")
    if state.state is State.DONE:
        return ""
    if state.blocked_by:
        return translate("StepRail", "First: {step}").format(step=step_title(state.blocked_by[0]))
    return translate("StepRail", "{count} left").format(count=len(state.missing))
