"""Sums over complaints, made by the database: one grouped query a breakdown (CP-3). Reads only.

For the figures and the reports: every function takes the days of taking in, both included, and ``today``, by which
those that wait beyond their day count as late; without it only those begun or answered late do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.complaints.domain import ENDED, OPEN_STATES, SUBSTANTIATED, UNANSWERED, State
from app.complaints.storage import complaint, complaint_respondent
from app.staff.storage import staff


@dataclass(frozen=True, slots=True)
class Count:
    """The sums of one group. ``key``: its columns as they lie in the database (codes, staff id and name, year, month).

    ``late``: begun or answered after the day, or waiting beyond it; ``founded``: wholly or partly; compensation in fen.
    """

    key: tuple[Any, ...]
    taken: int
    open: int
    closed: int
    withdrawn: int
    late: int
    founded: int
    satisfied: int
    compensation_fen: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the complaints stand now: open ones, those late now, those that compliance has, those to be called back."""

    open: int
    overdue: int
    with_compliance: int
    to_call_back: int


_c = complaint.c


def _sum(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def _overdue(today: date | None) -> sa.ColumnElement[bool]:
    """Late now: to be begun or answered by a day that is past; nothing when no day is given."""
    if today is None:
        return sa.false()
    unanswered = _c.state.in_(sorted(state.value for state in UNANSWERED))
    waiting = sa.and_(_c.state == State.TAKEN.value, _c.start_due < today)
    return sa.or_(sa.and_(unanswered, _c.answer_due < today), waiting)


def _sums(
    today: date | None, verdict: sa.ColumnElement[Any] = complaint.c.verdict
) -> tuple[sa.ColumnElement[Any], ...]:  # fmt: skip
    return (
        sa.func.count(),
        _sum(_c.state.not_in(sorted(state.value for state in ENDED))),
        _sum(_c.state == State.CLOSED.value),
        _sum(_c.state == State.WITHDRAWN.value),
        _sum(sa.or_(_c.late, _overdue(today))),
        _sum(verdict.in_(sorted(one.value for one in SUBSTANTIATED))),
        _sum(_c.satisfied),
        sa.func.coalesce(sa.func.sum(_c.compensation_fen), 0),
    )


def one_moment(conn: sa.Connection) -> None:
    """Let every query of the transaction that begins see the same moment, so that the breakdowns agree.

    SQLite does so by itself.
    """
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def total(conn: sa.Connection, since: date, until: date, today: date | None = None) -> Count:
    """All complaints of the days."""
    return _counts(conn, complaint, (), since, until, _sums(today))[0]


def by_kind(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By type."""
    return _counts(conn, complaint, (_c.kind,), since, until, _sums(today))


def by_source(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By source."""
    return _counts(conn, complaint, (_c.source,), since, until, _sums(today))


def by_level(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By level."""
    return _counts(conn, complaint, (_c.level,), since, until, _sums(today))


def by_state(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By where they stand."""
    return _counts(conn, complaint, (_c.state,), since, until, _sums(today))


def by_month(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By year and month of taking in."""
    return _counts(
        conn, complaint, (sa.extract("year", _c.taken_on), sa.extract("month", _c.taken_on)), since, until, _sums(today)
    )


def by_unit(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By the unit complained of; a complaint about two units counts in both, about nobody under the empty one."""
    units = sa.select(complaint_respondent.c.complaint_id, complaint_respondent.c.unit).distinct().subquery()
    joined = complaint.outerjoin(units, units.c.complaint_id == _c.id)
    return _counts(conn, joined, (sa.func.coalesce(units.c.unit, ""),), since, until, _sums(today))


def by_staff(conn: sa.Connection, since: date, until: date, today: date | None = None) -> tuple[Count, ...]:
    """By member of staff complained of: id, number, name. Only those in the register; ``founded`` of that person."""
    one = complaint_respondent.c
    joined = complaint.join(complaint_respondent, one.complaint_id == _c.id).join(staff, staff.c.id == one.staff_id)
    sums = _sums(today, one.verdict)
    return _counts(conn, joined, (one.staff_id, staff.c.number, staff.c.name), since, until, sums)


def standing(conn: sa.Connection, today: date) -> Standing:
    """How the complaints stand on ``today``."""
    query = sa.select(
        sa.func.count(),
        _sum(_overdue(today)),
        _sum(_c.state.in_((State.WITH_COMPLIANCE.value, State.WITHDRAWING.value))),
        _sum(_c.state == State.ANSWERED.value),
    ).where(_c.state.in_(sorted(state.value for state in OPEN_STATES)))
    row = conn.execute(query).one()
    return Standing(*(int(value) for value in row))


def _counts(
    conn: sa.Connection, source: sa.FromClause, keys: Sequence[sa.ColumnElement[Any]], since: date, until: date,
    sums: Sequence[sa.ColumnElement[Any]],
) -> tuple[Count, ...]:  # fmt: skip
    named = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    query = sa.select(*named, *sums).select_from(source).where(_c.taken_on.between(since, until))
    rows = conn.execute(query.group_by(*named).order_by(*named) if keys else query)
    return tuple(Count(tuple(row[: len(keys)]), *(int(value) for value in row[len(keys) :])) for row in rows)
