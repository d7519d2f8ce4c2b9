"""Looking at the trading calendar and keeping it (TO-15): the manager enters each new year's closed days."""

from __future__ import annotations

from collections.abc import Iterable

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.storage.db import Database
from app.trading_days import storage
from app.trading_days.domain import CalendarYear, ClosedDay, TradingCalendar, check_past, checked_closed


class TradingDayService:
    """Use cases of the trading calendar."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def calendar(self, actor: Actor) -> TradingCalendar:
        """The trading days of all known years. Needs TASK_READ. One read transaction."""
        actor.need(Right.TASK_READ)
        with self._db.read() as conn:
            return storage.calendar(conn)

    def years(self, actor: Actor) -> tuple[int, ...]:
        """The years whose closed days are known, ascending. Needs TASK_READ. One read transaction."""
        return self.calendar(actor).years

    def year(self, actor: Actor, year: int) -> CalendarYear:
        """The closed days of a year; an unknown year is an empty one to be filled in (source UNKNOWN, version 0).

        Needs TASK_READ. One read transaction.
        """
        actor.need(Right.TASK_READ)
        with self._db.read() as conn:
            return storage.year_of(conn, year)

    def set_year(self, actor: Actor, year: int, closed: Iterable[ClosedDay], seen_version: int) -> CalendarYear:
        """Set the closed weekdays of a year; weekends among them are left out. Needs CALENDAR_WRITE.

        ``seen_version``: of the year that was shown. Refused: as ``checked_closed``; ``calendar.past_day`` when a day
        that is over would change; ``calendar.changed_meanwhile``. One write transaction, audited with the closed days
        before and after.
        """
        actor.need(Right.CALENDAR_WRITE)
        wanted = checked_closed(year, closed)
        with self._db.write(actor) as tx:
            before = storage.year_of(tx.conn, year)
            check_past(before, wanted, branch_day(tx.at))
            made = storage.set_year(tx, year, wanted, seen_version)
            tx.audit("calendar.set", "calendar", str(year), before=_told(before), after=_told(made))
        return made


def _told(year: CalendarYear) -> dict[str, object]:
    return {
        "version": year.version,
        "source": year.source.value,
        "closed": {each.day.isoformat(): each.name for each in year.closed},
    }
