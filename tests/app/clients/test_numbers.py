"""Running numbers."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.clients import numbers
from app.common.errors import Refused
from tests.builders import Actors

DAY = date(2026, 11, 22)


def test_case_numbers_begin_anew_each_day_and_have_no_gaps(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        made = [numbers.case_number(work.conn, DAY) for _ in range(3)]
        next_day = numbers.case_number(work.conn, date(2026, 11, 23))
    assert made == ["KH20261122000001", "KH20261122000002", "KH20261122000003"]
    assert next_day == "KH20261123000001"


def test_a_rollback_gives_the_number_back(branch: OpenBranch, actors: Actors) -> None:
    def fails() -> None:
        with branch.db.write(actors.teller) as work:
            numbers.fund_account_number(work.conn, "3301")
            raise Refused("clients.unknown")

    with pytest.raises(Refused):
        fails()
    with branch.db.write(actors.teller) as work:
        assert numbers.fund_account_number(work.conn, "3301") == "3301000001"


def test_series_and_prefixes_count_by_themselves(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        assert numbers.client_number(work.conn, DAY) == "2026000001"
        assert numbers.client_number(work.conn, date(2027, 1, 1)) == "2027000001"
        assert numbers.fund_account_number(work.conn, "3301") == "3301000001"
        assert numbers.fund_account_number(work.conn, "3302") == "3302000001"


def test_a_used_up_series_is_refused_and_does_not_grow_longer(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        numbers.client_number(work.conn, DAY)
        work.conn.execute(sa.update(numbers.number_series).values(last=999_999))
        with pytest.raises(Refused, match=r"clients\.numbers_used_up"):
            numbers.client_number(work.conn, DAY)
