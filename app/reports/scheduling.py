"""When reports are made by themselves, and with which parameters: pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from app.common.actor import RIGHTS, Role
from app.common.errors import Refused
from app.reports.catalogue import Report
from app.reports.parameters import DAY, MONTH, SINCE, UNTIL
from app.reports.run_rows import Frequency
from app.trading_days.domain import TradingCalendar

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Due:
    """One report that is to be made for the period that ends on ``day``; who receives it."""

    report: Report
    frequency: Frequency
    day: date
    roles: tuple[str, ...]


def period_end(frequency: Frequency, day: date, calendar: TradingCalendar) -> date | None:
    """The last trading day of the newest period that has ended when ``day`` has: it or an earlier one; None for never.

    A week or a month in which the exchanges never trade has no report. In a year whose closed days nobody has entered
    every weekday counts: a report a day late does no harm, a report that is missing does.
    """
    match frequency:
        case Frequency.NEVER:
            return None
        case Frequency.DAILY:
            return day
        case Frequency.WEEKLY:
            first = day - timedelta(days=day.weekday())
            return _last(first, first + timedelta(days=6), day, calendar) or _last(
                first - timedelta(days=7), first - timedelta(days=1), day, calendar
            )
        case Frequency.MONTHLY:
            first = day.replace(day=1)
            before = first - timedelta(days=1)
            end = day.replace(day=monthrange(day.year, day.month)[1])
            return _last(first, end, day, calendar) or _last(before.replace(day=1), before, day, calendar)


MADE_UP_FOR: Mapping[Frequency, int] = MappingProxyType(
    {Frequency.NEVER: 0, Frequency.DAILY: 10, Frequency.WEEKLY: 4, Frequency.MONTHLY: 3}
)
"""So many periods, the newest among them, are made together when the program did not run or nobody closed the day."""


def period_ends(
    report: Report, frequency: Frequency, day: date, since: date, calendar: TradingCalendar
) -> tuple[date, ...]:
    """The ends from ``since`` on for which a report is to be there when ``day`` is over, the earliest first.

    Earlier ones are made up for where the report tells of a period that is asked for (RA-7: for any day). What only
    tells how things stand now is made once: two of a kind would say the same.
    """
    found: list[date] = []
    most = MADE_UP_FOR[frequency] if asked_for(report, frequency, day) else 1
    end = period_end(frequency, day, calendar)
    while end is not None and end >= since and len(found) < most:
        found.append(end)
        before = _begins(frequency, end) - timedelta(days=1)
        if frequency is Frequency.DAILY:
            while before >= since and not _trades(before, calendar):
                before -= timedelta(days=1)
        end = period_end(frequency, before, calendar)
    return tuple(reversed(found))


def _begins(frequency: Frequency, end: date) -> date:
    if frequency is Frequency.WEEKLY:
        return end - timedelta(days=end.weekday())
    return end.replace(day=1) if frequency is Frequency.MONTHLY else end


def _last(first: date, last: date, day: date, calendar: TradingCalendar) -> date | None:
    """The last trading day from ``first`` to ``last``, when it is not after ``day``."""
    found = last
    while found >= first:
        if _trades(found, calendar):
            return found if found <= day else None
        found -= timedelta(days=1)
    return None


def _trades(day: date, calendar: TradingCalendar) -> bool:
    return calendar.is_trading_day(day) if calendar.knows(day.year) else day.weekday() <= _FRIDAY


def asked_for(report: Report, frequency: Frequency, day: date) -> dict[str, str]:
    """The parameters of a report that is made by itself for the period that ends on ``day``; others as by default."""
    since = _begins(frequency, day)
    wanted = {
        DAY: day.isoformat(), SINCE: since.isoformat(), UNTIL: day.isoformat(), MONTH: f"{day:%Y-%m}",
    }  # fmt: skip
    names = {parameter.name for parameter in report.parameters}
    return {name: value for name, value in wanted.items() if name in names}


def checked_roles(report: Report, frequency: Frequency, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that receive a report, in the order of all roles.

    Refused: ``reports.no_receiver`` (a report that is made has to be read by somebody), ``reports.unknown_role``,
    ``reports.role_may_not`` (``role``: it may not see this report).
    """
    wanted = set(roles)
    if wanted - {role.value for role in Role}:
        raise Refused("reports.unknown_role", field="roles")
    if frequency is not Frequency.NEVER and not wanted:
        raise Refused("reports.no_receiver", field="roles")
    chosen = [role for role in Role if role.value in wanted]
    for role in chosen:
        if not RIGHTS[role] & set(report.rights):
            raise Refused("reports.role_may_not", field="roles", role=role.value)
    return tuple(role.value for role in chosen)


def may_receive(report: Report) -> tuple[str, ...]:
    """The roles that may see a report."""
    return tuple(role.value for role in Role if RIGHTS[role] & set(report.rights))
