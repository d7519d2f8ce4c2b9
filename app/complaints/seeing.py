"""Which complaints exist for whom: what somebody may not see is as good as unknown (CP-3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.complaints import storage
from app.complaints.domain import Complaint, Line
from app.complaints.labels import ANONYMOUS
from app.complaints.steps import Part, may_see, steps_for
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind
from app.trading_days import storage as trading_days
from app.trading_days.domain import working_days_left


def part_of(actor: Actor) -> Part:
    """Who the actor is to complaints."""
    return Part(
        actor.staff_id, actor.may(Right.COMPLAINT_TAKE), actor.may(Right.COMPLAINT_HANDLE),
        actor.may(Right.COMPLAINT_ALL), actor.may(Right.COMPLAINT_CLEAR),
    )  # fmt: skip


def visible(conn: sa.Connection, actor: Actor, number: str) -> Complaint:
    """One complaint. Refused: ``complaints.unknown``, also for one that the actor may not see."""
    found = storage.by_number(conn, number)
    if found is not None:
        (found,) = with_callers(conn, [found])
    if found is None or not may_see(part_of(actor), found):
        raise Refused("complaints.unknown")
    return found


def seen(conn: sa.Connection, actor: Actor, complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Those that the actor may see."""
    part = part_of(actor)
    return tuple(one for one in with_callers(conn, complaints) if may_see(part, one))


def with_callers(conn: sa.Connection, complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """The complaints with whoever was given the calling back of them."""
    open_ones = tasks.open_ones(conn, TaskKind.COMPLAINT_CALLBACK)
    callers = {task.case_number: task.assigned_to for task in open_ones}
    return tuple(replace(one, caller=callers.get(one.number, "")) for one in complaints)


def lines(conn: sa.Connection, actor: Actor, complaints: Iterable[Complaint], today: date) -> tuple[Line, ...]:
    """Lines of a list, in the order given, with the working days that are left."""
    complaints = tuple(complaints)
    calendar = trading_days.calendar(conn)
    numbers = storage.client_numbers(conn, sorted({one.complainant.client_id for one in complaints} - {""}))
    part = part_of(actor)

    def line(one: Complaint) -> Line:
        due = one.due()
        return Line(
            id=one.id, number=one.number, source=one.source, kind=one.kind, level=one.level, gravity=one.gravity,
            state=one.state, complainant=one.complainant.name, client_id=one.complainant.client_id,
            client_number=numbers.get(one.complainant.client_id, ""),
            respondents=tuple(each.name or each.unit for each in one.respondents), taken_on=one.taken_on,
            taken_by_name=one.taken_by_name, handler=one.handler, handler_name=one.handler_name, due=due,
            days_left=None if due is None else working_days_left(calendar, today, due), verdict=one.verdict,
            satisfied=one.satisfied, closed_on=one.closed_on, next_step=next(iter(steps_for(part, one)), None),
        )  # fmt: skip

    return tuple(map(line, complaints))


def shown_name(one: Complaint) -> str:
    """The complainant's name, or that they gave none."""
    return one.complainant.name or ANONYMOUS
