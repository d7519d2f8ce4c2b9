"""The approvals of a request: each step with its state, and every decision with name, time, way and version (TO-4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.approvals.domain import Decision, StepState, StepStatus, Way
from app.common.clock import branch_time
from app.transfer_out.view import TransferView
from ui.pages.transfer.words import approval_title, approval_word, verdict_word, way_word
from ui.widgets.parts import Part

translate = QCoreApplication.translate


def step_parts(view: TransferView) -> list[Part]:
    """One line a step; ``waiting`` while the request has not been put before the approvers."""
    return [_step(state, submitted=view.case.submitted_at is not None) for state in view.approvals]


def _step(state: StepState, *, submitted: bool) -> Part:
    word, colour = approval_word(state.status)
    if not submitted and state.status is StepStatus.OPEN:
        word, colour = translate("ApprovalRows", "Not submitted yet"), "neutral"
    lines = [approval_title(state.step)]
    decision = state.decision
    if decision is not None and state.status not in (StepStatus.WAITING, StepStatus.OPEN):
        lines.append(f"{decision.approver_name} {decision.approver_number} · {branch_time(decision.at)}")
        if decision.outstanding and decision.confirm_by is not None:
            text = translate("ApprovalRows", "To be confirmed by {name} by {day}")
            lines.append(text.format(name=decision.approver_name, day=decision.confirm_by.isoformat()))
    return Part("\n".join(lines), word, colour)


def decision_parts(decisions: Sequence[Decision]) -> list[Part]:
    """Every decision, newest first."""
    return [_decision(decision) for decision in reversed(decisions)]


def _decision(decision: Decision) -> Part:
    word, colour = verdict_word(decision.verdict)
    head = translate("ApprovalRows", "{step}: {name} {number}, {when}, {way}, version {version}").format(
        step=approval_title(decision.step), name=decision.approver_name, number=decision.approver_number,
        when=branch_time(decision.at), way=way_word(decision.way), version=decision.version,
    )  # fmt: skip
    lines = [head]
    if decision.ground:
        lines.append(translate("ApprovalRows", "Ground: {ground}").format(ground=decision.ground))
    if decision.words:
        lines.append(decision.words)
    if decision.way is Way.TELEPHONE:
        lines.append(_telephone(decision))
        if decision.denied:
            word, colour = translate("ApprovalRows", "Denied"), "danger"
        elif decision.outstanding:
            word, colour = translate("ApprovalRows", "Not confirmed"), "danger"
    return Part("\n".join(lines), word, colour)


def _telephone(decision: Decision) -> str:
    called = branch_time(decision.called_at) if decision.called_at is not None else ""
    said = translate("ApprovalRows", "Called {number} at {when}, recorded by {who}").format(
        number=decision.called_number, when=called, who=decision.recorded_by_name
    )
    if decision.confirmed is not None and decision.confirmed.agreed:
        confirmed = translate("ApprovalRows", "confirmed {when}").format(when=branch_time(decision.confirmed.at))
        said += translate("ApprovalRows", ", ") + confirmed
    return said
