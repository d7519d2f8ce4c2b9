"""The request's steps as the list at the left shows them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.transfer_out.steps import State, StepState
from app.transfer_out.steps import Step as Key
from app.transfer_out.view import TransferView
from ui.pages.transfer.words import step_title
from ui.widgets import Step
from ui.widgets import StepState as Look

translate = QCoreApplication.translate


def rail_steps(view: TransferView, begun: set[Key]) -> list[Step]:
    """Each step with its look and the reason; ``begun``: steps the teller has been in."""
    return [
        Step(state.step.value, step_title(state.step), _look(state, begun), _reason(state, view))
        for state in view.steps
    ]


def _look(state: StepState, begun: set[Key]) -> Look:
    if state.state is State.DONE:
        return Look.DONE
    if state.state is State.NOT_NEEDED:
        return Look.OPTIONAL
    if state.state is State.BLOCKED:
        return Look.BLOCKED
    return Look.PARTIAL if state.step in begun else Look.MISSING


def _reason(state: StepState, view: TransferView) -> str:
    if state.state is State.NOT_NEEDED:
        return translate("TransferRail", "Not needed")
    if state.state is State.DONE:
        return ""
    if state.blocked_by:
        return translate("TransferRail", "First: {step}").format(step=step_title(state.blocked_by[0]))
    blocks = len(view.accounts.blocks)
    if state.step is Key.ACCOUNTS and blocks:
        return translate("TransferRail", "Blocks: {count}").format(count=blocks)
    if state.step is Key.APPROVAL and view.case.submitted_at is not None and view.approvals:
        given = sum(step.given for step in view.approvals)
        return translate("TransferRail", "{given} of {of} given").format(given=given, of=len(view.approvals))
    return translate("TransferRail", "{count} left").format(count=len(state.missing))
