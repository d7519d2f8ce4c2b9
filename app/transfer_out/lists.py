"""Requests in lists, with their clocks; the manager's queue (TO-15). Loads in bulk, judges by pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from app.approvals import storage as approvals
from app.approvals.domain import Approver, Decision, StepState, StepStatus, may_decide, states
from app.clients import storage as clients
from app.clients.domain import ClientKind
from app.clients.storage import Called
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.dates import read_date
from app.common.errors import Refused
from app.policy import storage as policies
from app.staff import storage as staff
from app.trading_days import storage as trading_days
from app.transfer_out import storage
from app.transfer_out.case import KIND, Case, Status
from app.transfer_out.clock import CaseClock, clock_of
from app.transfer_out.judged import Surface, request_of
from app.transfer_out.present import present
from app.transfer_out.view import CaseLine, QueueLine

_FAR, _UNKNOWN = date.max, date.max - timedelta(days=1)
_LABELS = {
    Status.OPEN: "受理中", Status.SUBMITTED: "待审批", Status.SENT_BACK: "已退回", Status.APPROVED: "待办理",
    Status.CARRIED_OUT: "已办结", Status.RETAINED: "已挽留", Status.CANCELLED: "已撤回", Status.TURNED_AWAY: "未受理",
}  # fmt: skip


def status_label(status: Status) -> str:
    """The Chinese word for a status, for papers and histories."""
    return _LABELS[status]


def lines(conn: sa.Connection, cases: Sequence[Case], surface: Surface) -> tuple[CaseLine, ...]:
    """These requests as list lines, nearest deadline first; those whose clock stands still come last."""
    return tuple(line for line, _ in _judged_lines(conn, cases, surface))


def queue(conn: sa.Connection, cases: Sequence[Case], surface: Surface, actor: Actor) -> tuple[QueueLine, ...]:
    """What waits for approvers, nearest deadline first; ``mine``: what ``actor`` can decide now."""
    named = surface.rules.named_approvers
    members = {member.id: member for member in staff.all_members(conn)}
    booked = storage.field_of(conn, [case.number for case in cases], "booked_for")
    me, today = Approver.of(actor), branch_day(present(conn, surface.clock))
    by_number = {case.number: case for case in cases}
    found = []
    for line, steps in _judged_lines(conn, cases, surface):
        case = by_number[line.number]
        request = request_of(case, members.get(case.own_staff), today)
        step = may_decide(request, steps, me, named) if case.status is Status.SUBMITTED else None
        mine = (step,) if step is not None else ()
        found.append(QueueLine(line, mine, case.assets, _day(booked.get(line.number, ""))))
    return tuple(found)


def _judged_lines(
    conn: sa.Connection, cases: Sequence[Case], surface: Surface
) -> list[tuple[CaseLine, tuple[StepState, ...]]]:
    today = branch_day(present(conn, surface.clock))
    calendar = trading_days.calendar(conn)
    numbers = [case.number for case in cases]
    decisions = approvals.decisions_of(conn, KIND, numbers)
    people = clients_of(conn, cases)
    clocks: dict[tuple[date, date | None, date, int], CaseClock] = {}  # few are different
    own_policies = policies.of_cases(conn, numbers, surface.policy)
    members = {member.id: member for member in staff.all_members(conn)}
    reasons = storage.field_of(conn, numbers, "reason")
    found = []
    for case in cases:
        steps: tuple[StepState, ...] = ()
        if case.tier is not None:
            request = request_of(case, members.get(case.own_staff), today)
            steps = states(request, decisions.get(case.number, ()), today)
        day = case.clock_day(today)
        rules = own_policies.get(case.number, surface.policy).transfer
        key = (case.asked_on, case.ready_since, day, rules.deadline_days)
        clock = clocks.get(key)
        if clock is None:
            clock = clocks[key] = clock_of(*key[:3], days=rules.deadline_days, calendar=calendar)
        client = people[case.client_id]
        labels = {one.code: one.label for one in rules.reasons}
        reason = labels.get(reasons.get(case.number, ""), "")
        found.append((_line(case, client, steps, decisions.get(case.number, ()), clock, reason, today), steps))
    return sorted(found, key=lambda pair: (_nearness(pair[0].clock), pair[0].asked_on, pair[0].number))


def _nearness(clock: CaseClock) -> date:
    """What lines are sorted by: a deadline in a year that nobody has entered is later than all known ones, yet runs."""
    return clock.deadline or (_UNKNOWN if clock.problem is not None else _FAR)


def _line(
    case: Case, client: Called, steps: tuple[StepState, ...], decisions: tuple[Decision, ...], clock: CaseClock,
    reason: str, today: date,
) -> CaseLine:  # fmt: skip
    waiting = case.status in (Status.SUBMITTED, Status.SENT_BACK)
    open_now = {StepStatus.OPEN, StepStatus.DENIED}
    return CaseLine(
        number=case.number, status=case.status, client_id=case.client_id, client_name=client.name,
        institution=client.kind is ClientKind.INSTITUTION, client_class=case.client_class, tier=case.tier,
        reason=reason, asked_on=case.asked_on, clock=clock, blocked=case.ready_since is None,
        insists=case.insisted_at is not None, taken_in_by=case.opened_by_name,
        waiting_for=tuple(state.step for state in steps if state.status in open_now) if waiting else (),
        unconfirmed=any(decision.outstanding for decision in decisions),
        late_confirmation=any(decision.late(today) for decision in decisions), changed_at=case.changed_at,
    )  # fmt: skip


def clients_of(conn: sa.Connection, cases: Sequence[Case]) -> dict[str, Called]:
    """What the clients of these requests are called, by id."""
    return clients.called(conn, list(dict.fromkeys(case.client_id for case in cases)))


def _day(text: str) -> date | None:
    try:
        return read_date(text)
    except Refused:
        return None
