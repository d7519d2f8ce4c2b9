"""What is kept of education: material, events, guests, each in a module of its own; and the figures of all of it."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time

import sqlalchemy as sa

from app.common.clock import BRANCH_ZONE
from app.education.domain import EventState, MonthFigures
from app.education.event_rows import (
    add_event,
    change_event,
    education_event,
    education_event_end,
    end_event,
    event_by_number,
    events,
)
from app.education.guest_rows import (
    attend,
    attendances,
    counts,
    education_attendance,
    education_attendance_back,
    education_invitation,
    invitations,
    invite,
    of_client,
    take_back,
)
from app.education.material_rows import (
    add_material,
    approve,
    education_approval,
    education_given,
    education_material,
    give,
    given_to,
    material_by_id,
    materials,
)

__all__ = [
    "APPEND_ONLY",
    "add_event",
    "add_material",
    "approve",
    "attend",
    "attendances",
    "change_event",
    "counts",
    "education_approval",
    "education_attendance",
    "education_attendance_back",
    "education_event",
    "education_event_end",
    "education_given",
    "education_invitation",
    "education_material",
    "end_event",
    "event_by_number",
    "events",
    "figures",
    "give",
    "given_to",
    "invitations",
    "invite",
    "material_by_id",
    "materials",
    "of_client",
    "take_back",
]

APPEND_ONLY: tuple[str, ...] = (
    "education_material", "education_approval", "education_given", "education_event_end", "education_invitation",
    "education_attendance", "education_attendance_back",
)  # fmt: skip


def figures(conn: sa.Connection, first: date, last: date) -> tuple[MonthFigures, ...]:
    """What was done by month, from that of ``first`` to that of ``last``; months without anything are left out.

    For figures and reports. Events count in the month of their day.
    """
    found: dict[date, MonthFigures] = {}
    begin, end = first.replace(day=1), _month_after(last)
    listed = [one for one in events(conn, begin, None) if one.on < end and one.end is not None]
    people = counts(conn, [one.number for one in listed])
    for one in listed:
        assert one.end is not None  # noqa: S101 - for the type checker
        month = one.on.replace(day=1)
        before = found.get(month, MonthFigures(month))
        if one.state is EventState.CANCELLED:
            found[month] = dataclasses.replace(before, cancelled=before.cancelled + 1)
            continue
        invited, came = people[one.number]
        found[month] = dataclasses.replace(
            before, held=before.held + 1, invited=before.invited + invited, attended=before.attended + came,
            former=before.former + int(one.for_former), walk_ins=before.walk_ins + one.end.walk_ins,
        )  # fmt: skip
    for name, column in (("given", education_given.c.at), ("versions", education_approval.c.at)):
        month, stop = begin, end
        while month < stop:
            until = _month_after(month)
            query = sa.select(sa.func.count()).where(column >= _moment(month), column < _moment(until))
            if count := int(conn.execute(query).scalar_one()):
                before = found.get(month, MonthFigures(month))
                given, versions = (count, before.versions) if name == "given" else (before.given, count)
                found[month] = dataclasses.replace(before, given=given, versions=versions)
            month = until
    return tuple(found[month] for month in sorted(found))


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _moment(day: date) -> datetime:
    """The first moment of a day at the branch."""
    return datetime.combine(day, time(), BRANCH_ZONE)
