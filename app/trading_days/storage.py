"""Rows of the trading calendar: the years that the branch entered or changed lie over the shipped ones."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.common.values import new_id
from app.storage.db import UtcDateTime, Writing, metadata
from app.trading_days import domain
from app.trading_days.domain import NAME_LIMIT, CalendarYear, ClosedDay, Source, TradingCalendar, calendar_of
from app.trading_days.shipped import shipped_years

calendar_year = sa.Table(
    "calendar_year",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column(
        "stamp", sa.String(32), nullable=False, unique=True, comment="new at every change, the same nowhere else"
    ),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("changed_by", sa.String(32), nullable=False),
    sa.CheckConstraint("version >= 1", name="version"),
)

calendar_day = sa.Table(
    "calendar_day",
    metadata,
    sa.Column("year", sa.Integer, sa.ForeignKey("calendar_year.year"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("name", sa.String(NAME_LIMIT), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()

_made: dict[tuple[str, ...], TradingCalendar] = {}
"""Calendars by the stamps of the branch's years. A stamp stands for one content for ever, so nothing here can age."""
_MOST_MADE = 16


def calendar(conn: sa.Connection) -> TradingCalendar:
    """The branch's trading calendar. Cheap: one look at a table of a few rows, unless a year was changed."""
    stamps = tuple(conn.execute(sa.select(calendar_year.c.stamp).order_by(calendar_year.c.year)).scalars())
    known = _made.get(stamps)
    if known is None:
        known = calendar_of((dict(shipped_years()) | own_years(conn)).values())
        if len(_made) >= _MOST_MADE:
            _made.clear()
        _made[stamps] = known
    return known


def working_day_after(conn: sa.Connection, day: date, count: int) -> date:
    """The working day number ``count`` (0 or more) after ``day``, as ``domain.working_day_after`` says."""
    return domain.working_day_after(calendar(conn), day, count)


def own_years(conn: sa.Connection) -> dict[int, CalendarYear]:
    """The years that the branch entered or changed."""
    # one statement, so that days and version are of the same moment also while another counter commits
    query = sa.select(calendar_year.c.year, calendar_year.c.version, calendar_day.c.day, calendar_day.c.name)
    rows = conn.execute(query.outerjoin_from(calendar_year, calendar_day).order_by(calendar_year.c.year, "day")).all()
    days: dict[tuple[int, int], list[ClosedDay]] = {}
    for row in rows:
        closed = days.setdefault((row.year, row.version), [])
        if row.day is not None:
            closed.append(ClosedDay(row.day, row.name))
    return {year: CalendarYear(year, tuple(closed), version, Source.BRANCH) for (year, version), closed in days.items()}


def year_of(conn: sa.Connection, year: int) -> CalendarYear:
    """What is known of a year; with source UNKNOWN, version 0 and no days when nothing is."""
    return own_years(conn).get(year) or shipped_years().get(year) or CalendarYear(year, (), 0, Source.UNKNOWN)


def set_year(tx: Writing, year: int, closed: tuple[ClosedDay, ...], seen_version: int) -> CalendarYear:
    """Put ``closed`` in the place of everything known of the year.

    Refused: ``calendar.changed_meanwhile`` when the year is no longer at ``seen_version``.
    """
    values = {"version": seen_version + 1, "stamp": new_id(), "changed_at": tx.at, "changed_by": tx.actor.staff_id}
    if seen_version == 0:
        try:
            tx.conn.execute(calendar_year.insert().values(year=year, **values))
        except IntegrityError as race:
            raise Refused("calendar.changed_meanwhile") from race
    else:
        seen = sa.and_(calendar_year.c.year == year, calendar_year.c.version == seen_version)
        if tx.conn.execute(calendar_year.update().where(seen).values(**values)).rowcount != 1:
            raise Refused("calendar.changed_meanwhile")
    tx.conn.execute(calendar_day.delete().where(calendar_day.c.year == year))
    rows = [{"year": year, "day": each.day, "name": each.name} for each in closed]
    tx.conn.execute(calendar_day.insert(), rows)
    return CalendarYear(year, closed, seen_version + 1, Source.BRANCH)
