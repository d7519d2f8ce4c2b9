"""Which clocks have to start or to stop by what is known now (TO-15); looks at all requests at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from app.common.clock import branch_day
from app.snapshots import storage as snapshots
from app.transfer_out import storage
from app.transfer_out.case import Case
from app.transfer_out.conditions import standing_codes
from app.transfer_out.judged import Surface, judge, ready_since, stated_codes
from app.transfer_out.present import present

Outside = tuple[str, bool, date, int]
"""What moves clocks without anybody touching a request: the snapshot in force, whether it counts, day and hour."""


def outside(conn: sa.Connection, surface: Surface) -> Outside:
    """As it is now; while it stays the same, only what is done to a request moves its clock."""
    now, info = present(conn, surface.clock), snapshots.current(conn)
    counts = info is not None and _counts(info.taken_at, now, surface)
    return (info.id if info is not None else "", counts, branch_day(now), now.hour)


def moved(conn: sa.Connection, running: Sequence[Case], surface: Surface) -> tuple[str, ...]:
    """Numbers of the running requests whose clock stands still and should not, or the other way round; sorted."""
    hindered = _hindered(conn, running, surface)
    differ = [case.number for case in running if (case.ready_since is None) != (case.number in hindered)]
    return tuple(sorted(number for number in differ if _differs(conn, number, surface)))


def _differs(conn: sa.Connection, number: str, surface: Surface) -> bool:
    case = storage.load(conn, number)
    return ready_since(judge(conn, case, surface)) != case.ready_since


def _hindered(conn: sa.Connection, running: Sequence[Case], surface: Surface) -> frozenset[str]:
    """Those with a block or a missing document; a few that have none may be among them."""
    now = present(conn, surface.clock)
    today, info = branch_day(now), snapshots.current(conn)
    known = {}
    if info is not None and _counts(info.taken_at, now, surface):
        known = snapshots.states_of(conn, [case.fund_account for case in running])
    blocked = {
        case.number for case in running
        if case.fund_account in known and standing_codes(known[case.fund_account], today)
    }  # fmt: skip
    by_hand = {case.number for case in running if case.fund_account not in known}
    standing = {n: names for n, names in storage.running_with(conn, "cond:", "yes").items() if n in by_hand}
    stated = storage.captures_of(conn, list(standing), "stated")
    for number, names in standing.items():
        codes = stated_codes(stated.get(number), today)
        if any(name.removeprefix("cond:") in codes for name in names):
            blocked.add(number)
    return frozenset(blocked | set(storage.running_with(conn, "doc:", "missing")))


def _counts(taken_at: datetime, now: datetime, surface: Surface) -> bool:
    return now - taken_at <= timedelta(hours=surface.rules.snapshot_hours)
