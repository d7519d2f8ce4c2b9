"""What is still missing in each step of a transfer-out (TO-1 to TO-10). Pure: a judged request in, states out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from app.approvals import domain as approvals
from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.values import digest
from app.transfer_out import fields as typed
from app.transfer_out import making
from app.transfer_out.case import RUNNING, Status
from app.transfer_out.judged import Judged
from app.transfer_out.steps import Missing, State, Step, StepState

_DONE = frozenset({State.DONE, State.NOT_NEEDED})
_BEFORE: Mapping[Step, tuple[Step, ...]] = {
    Step.APPLICATION: (Step.INTAKE,),
    Step.APPROVAL: (Step.INTAKE, Step.REASON, Step.TALK, Step.APPLICATION),
    Step.FEE: (Step.APPROVAL,),
    Step.PASSWORD: (Step.APPROVAL,),
    Step.RETURNS: (Step.APPROVAL,),
}


def evaluate(judged: Judged) -> tuple[StepState, ...]:
    """The state of every step, in order."""
    states: dict[Step, StepState] = {}
    for step in Step:
        missing = tuple(_MISSING[step](judged))
        blocked = tuple(before for before in _BEFORE.get(step, ()) if states[before].state not in _DONE)
        if _not_needed(judged, step):
            state, missing, blocked = State.NOT_NEEDED, (), ()
        elif not missing:
            state = State.DONE
        else:
            state = State.BLOCKED if blocked or (step is Step.ACCOUNTS and judged.accounts.blocks) else State.MISSING
        states[step] = StepState(step, state, missing, blocked)
    return tuple(states.values())


def _not_needed(judged: Judged, step: Step) -> bool:
    insists = judged.case.insisted_at is not None
    match step:
        case Step.REASON:
            return insists and not judged.entered.get("reason") and "reason" not in judged.entered.problems
        case Step.TALK:
            # who insists is not talked to (TO-15)
            return insists and not judged.case.talks
        case Step.FEE:
            return judged.fee_total == 0 and judged.receipt is None
        case _:
            return False


def _intake(judged: Judged) -> Iterator[Missing]:
    entered = judged.entered
    for name in typed.INTAKE:
        if name in entered.problems:
            yield _of(entered.problems[name], name)
    if entered.get("present") == "other":
        yield Missing("transfer.not_entitled", "present")
    if judged.agent_is_staff:
        yield Missing("transfer.agent_is_staff", "agent_name")
    for code in judged.documents:
        answer, label = entered.get(f"doc:{code}"), typed.DOCUMENTS[code]
        if answer == "missing":
            yield Missing("transfer.document_missing", f"doc:{code}", {"label": label})
        elif answer == "shown" and not judged.capture(f"scan:{code}") and not entered.get(f"doc_reason:{code}"):
            yield Missing("transfer.scan_or_reason", f"doc_reason:{code}", {"label": label})
    if judged.case.tier is None:
        yield Missing("transfer.figures_needed", "assets")


def _accounts(judged: Judged) -> Iterator[Missing]:
    if judged.behind and judged.accounts.by_hand:
        yield _behind(judged)
    for condition in judged.accounts.conditions:
        at = f"cond:{condition.code}"
        if condition.stands is None:
            yield Missing("transfer.state_condition", at, {"label": condition.label})
        elif condition.stands:
            yield Missing("transfer.block", at, {"label": condition.label, "wait_for": condition.wait_for})
    for name in typed.ACCOUNTS if judged.accounts.by_hand else ():
        if name in judged.entered.problems:
            yield _of(judged.entered.problems[name], name)


def _reason(judged: Judged) -> Iterator[Missing]:
    for name in typed.REASON:
        if name in judged.entered.problems:
            yield _of(judged.entered.problems[name], name)


def _talk(judged: Judged) -> Iterator[Missing]:
    if not judged.case.talks:
        yield Missing("transfer.talk_first")


def _application(judged: Judged) -> Iterator[Missing]:
    yield from _client_signature(judged, making.APPLICATION)


def _client_signature(judged: Judged, form_id: str) -> Iterator[Missing]:
    capture, now = judged.capture(f"signature:{form_id}"), making.bound_to(judged, form_id)
    if capture is None:
        yield Missing("transfer.client_signs", form_id)
    elif capture.value["digest"] != now or ("scan" in capture.value) != judged.by_paper:
        yield Missing("transfer.client_signs_again", form_id)


def _approval(judged: Judged) -> Iterator[Missing]:
    case = judged.case
    if case.status in (Status.OPEN, Status.SENT_BACK):
        yield Missing("transfer.to_submit" if case.status is Status.OPEN else "transfer.to_answer")
    for state in judged.approvals:
        if not state.given:
            yield Missing("transfer.waits_for_approval", state.step.value, {"step": state.step.value})
    if judged.needs_booking and judged.today < earliest(judged):
        yield Missing("transfer.booked_for", "booked_for", {"day": earliest(judged).isoformat()})


def _behind(judged: Judged) -> Missing:
    """What has to be done today cannot be: nobody knows which day it is."""
    return Missing("transfer.clock_behind", facts={"at": branch_time(judged.now)})


def earliest(judged: Judged) -> date:
    """The first day on which the request may be carried out (TO-7)."""
    if not judged.needs_booking:
        return judged.case.asked_on
    day_ahead = judged.case.asked_on + timedelta(days=judged.rules.booking_days)
    booked = judged.entered.get("booked_for", None)
    return max(day_ahead, booked) if booked else day_ahead


def _fee(judged: Judged) -> Iterator[Missing]:
    receipt = judged.receipt
    if receipt is None:
        yield Missing("transfer.take_fee", facts={"amount": f"{judged.fee_total:.2f}"})
    elif judged.fee_total == 0:
        yield Missing("transfer.fee_not_due", facts={"number": receipt.number})
    elif tuple((item.label, item.account, item.amount) for item in receipt.items) != judged.fee_lines:
        yield Missing("transfer.fee_changed", facts={"amount": f"{judged.fee_total:.2f}", "number": receipt.number})


def _password(judged: Judged) -> Iterator[Missing]:
    if judged.behind:
        yield _behind(judged)
    elif not judged.password_ok:
        yield Missing("transfer.password_first")


def _returns(judged: Judged) -> Iterator[Missing]:
    entered = judged.entered
    for code in typed.returns_for(agent=judged.agent):
        if entered.get(f"return:{code}") != "done" and not entered.get(f"return_reason:{code}"):
            yield Missing("transfer.return_or_reason", f"return:{code}", {"label": typed.RETURNS[code]})
    yield from _client_signature(judged, making.RETURNS)
    teller = judged.capture("teller")
    if teller is None or teller.value["digest"] != teller_bound_to(judged):
        yield Missing("transfer.teller_signs", making.RETURNS)


def teller_bound_to(judged: Judged) -> str:
    """What the teller's one signature is bound to (TO-9): application, list of what goes back, receipt's number."""
    receipt = judged.receipt.number if judged.receipt is not None else ""
    return digest([making.bound_to(judged, making.APPLICATION), making.bound_to(judged, making.RETURNS), receipt])


_MISSING: Mapping[Step, Callable[[Judged], Iterator[Missing]]] = {
    Step.INTAKE: _intake,
    Step.ACCOUNTS: _accounts,
    Step.REASON: _reason,
    Step.TALK: _talk,
    Step.APPLICATION: _application,
    Step.APPROVAL: _approval,
    Step.FEE: _fee,
    Step.PASSWORD: _password,
    Step.RETURNS: _returns,
}


def _of(refused: Refused, name: str) -> Missing:
    return Missing(refused.code, name, {key: value for key, value in refused.facts.items() if key != "field"})


def may_submit(judged: Judged, states: tuple[StepState, ...]) -> bool:
    """Whether it can be put before the approvers: everything before the approval is there, conditions are known.

    A condition that stands does not hinder: the approvers decide while the client waits for it to go (TO-15).
    """
    if judged.case.status not in (Status.OPEN, Status.SENT_BACK):
        return False
    known = all(condition.stands is not None for condition in judged.accounts.conditions)
    return known and not next(state for state in states if state.step is Step.APPROVAL).blocked_by


def grounds(judged: Judged) -> tuple[tuple[str, str], ...]:
    """The only grounds to refuse a request on: standing blocks, missing documents (TO-15). Code and label."""
    blocks = [(f"block:{condition.code}", condition.label) for condition in judged.accounts.blocks]
    missing = [(f"document:{code}", typed.DOCUMENTS[code]) for code in judged.missing_documents]
    return (*blocks, *missing)


def may_carry_out(judged: Judged, states: tuple[StepState, ...]) -> bool:
    """Whether nothing is missing any more: no path leads past an approval, a block or the password."""
    before_approvers = judged.case.status in (Status.SUBMITTED, Status.APPROVED)
    approved = before_approvers and approvals.approved(judged.approvals)
    return approved and all(state.state in _DONE for state in states)


def need_carry_out(judged: Judged, states: tuple[StepState, ...]) -> None:
    """Refuse ``transfer.not_running``, ``transfer.incomplete`` with the steps that are missing (``steps``)."""
    if judged.case.status not in RUNNING:
        raise Refused("transfer.not_running", number=judged.case.number)
    if not may_carry_out(judged, states):
        left = [state.step.value for state in states if state.state not in _DONE] or [Step.APPROVAL.value]
        raise Refused("transfer.incomplete", steps=", ".join(left))
