"""What a step of a complaint leaves behind: tasks, the risk incident, entries in the staff register (CP-2, MS-1)."""

from __future__ import annotations

from dataclasses import replace

from app.common.clock import branch_day
from app.common.values import new_id
from app.complaints.checks import is_incident
from app.complaints.domain import SUBSTANTIATED, Complaint, Kind, State, Step
from app.complaints.labels import KINDS, STEPS, VERDICTS
from app.incidents import storage as incidents
from app.policy.complaints import ComplaintRule
from app.staff import storage as staff
from app.staff.domain import EntryKind, RegisterEntry
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from app.trading_days import storage as trading_days

RULE = "CP-2"
INCIDENT = "complaint-misconduct"
"""The kind of incident that a complaint makes."""

_TODO = {
    State.TAKEN: "分派投诉",
    State.ASSIGNED: "调查核实投诉",
    State.INVESTIGATED: "拟定投诉处理方案",
    State.PLANNED: "答复投诉人",
    State.WITH_COMPLIANCE: "合规审核投诉处理方案",
    State.ANSWERED: "回访投诉人（由非办理人员回访）",
    State.CALLED_BACK: "投诉结案",
    State.WITHDRAWING: "合规审核投诉撤回",
}


def renew_tasks(tx: Writing, complaint: Complaint, step: Step, rule: ComplaintRule) -> None:
    """Finish the task of the step that was taken and enter that of the next one.

    The task names the complaint by its number alone and no client: whoever is complained of sees the list as well.
    """
    for kind in (TaskKind.COMPLAINT, TaskKind.COMPLAINT_CALLBACK):
        for task in tasks.open_ones(tx.conn, kind, case_number=complaint.number):
            tasks.finish(
                tx.conn, task.id, outcome=STEPS[step], seen_version=task.version, at=tx.at, actor=tx.actor
            )  # fmt: skip
    if complaint.ended:
        return
    due = complaint.due()
    if due is None:
        due = trading_days.working_day_after(tx.conn, branch_day(tx.at), rule.callback_days)
    kind = TaskKind.COMPLAINT_CALLBACK if complaint.state is State.ANSWERED else TaskKind.COMPLAINT
    new = NewTask(
        kind=kind, client_id="", case_number=complaint.number, due_on=due,
        text=f"{_TODO[complaint.state]}（{complaint.number}）", rule=RULE, assigned_to=_whose(complaint),
    )  # fmt: skip
    tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)


def _whose(complaint: Complaint) -> str:
    """The handler's while it is handled; the calling back the first taker's, when they did not handle it."""
    if complaint.state in (State.ASSIGNED, State.INVESTIGATED, State.PLANNED):
        return complaint.handler
    free = complaint.taken_by not in complaint.handlers
    return complaint.taken_by if complaint.state is State.ANSWERED and free else ""


def note_incident(tx: Writing, complaint: Complaint) -> Complaint:
    """Enter a risk incident once, when marketing staff are reported for misconduct or found to have done it.

    The incident names staff and the complaint's number, never the complainant.
    """
    if complaint.incident_id or not is_incident(complaint):
        return complaint
    who = "、".join(
        f"{one.name or '姓名不详'}（{one.post or one.unit}）" for one in complaint.respondents if one.marketing
    )
    how = "举报" if complaint.kind is Kind.MISCONDUCT else "投诉调查发现"
    made = incidents.add(
        tx.conn, kind=INCIDENT, subject_kind="complaint", subject_number=complaint.number,
        what=f"{how}营销人员涉嫌违法违规：{who}。投诉编号{complaint.number}。",
        by=tx.actor.staff_id, by_name=tx.actor.name, at=tx.at,
    )  # fmt: skip
    return replace(complaint, incident_id=made.id)


def enter_register(tx: Writing, complaint: Complaint) -> None:
    """What was substantiated goes into the staff register when the complaint is closed: the public part counts it.

    Neither the complainant nor the facts are told there, for the register is shown to clients (MS-1).
    """
    for one in complaint.respondents:
        if not one.staff_id or one.verdict not in SUBSTANTIATED:
            continue
        what = f"{KINDS[complaint.kind]}投诉，经查{VERDICTS[one.verdict]}（{complaint.number}）"
        entry = RegisterEntry(
            new_id(), one.staff_id, EntryKind.COMPLAINT, complaint.taken_on, what, one.dealt, "", tx.actor.staff_id,
            tx.at,
        )  # fmt: skip
        staff.add_entry(tx.conn, entry)
        if one.misconduct:
            broke = f"违反执业规定，经投诉调查认定（{complaint.number}）"
            violation = replace(entry, id=new_id(), kind=EntryKind.VIOLATION, text=broke)
            staff.add_entry(tx.conn, violation)
