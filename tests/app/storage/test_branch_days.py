"""The database finds the branch's day of a moment as the program does, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.clock import BRANCH_ZONE, branch_day
from app.storage.branch_days import HOURS, BranchDay
from app.storage.db import UtcDateTime


def test_the_day_of_a_moment_is_the_branchs_and_not_greenwichs(branch: OpenBranch) -> None:
    moments = [
        datetime(2026, 11, 20, hour, minute, second, 1, UTC)
        for hour, minute, second in ((0, 0, 0), (15, 59, 59), (16, 0, 0), (23, 59, 59))
    ]
    with branch.db.read() as conn:
        found = [conn.execute(sa.select(BranchDay(sa.literal(one, UtcDateTime())))).scalar_one() for one in moments]
        nothing = conn.execute(sa.select(BranchDay(sa.cast(sa.null(), UtcDateTime())))).scalar_one()
    assert found == [branch_day(one) for one in moments]
    assert nothing is None


def test_the_hours_are_those_of_the_clock() -> None:
    assert BRANCH_ZONE.utcoffset(None) == timedelta(hours=HOURS)
