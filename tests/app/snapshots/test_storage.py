"""Snapshots in the database: exact, whole or not at all, swept."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.snapshots import storage
from tests.app.snapshots.states import TAKEN, full, state
from tests.builders import Actors

pytestmark = pytest.mark.rule("TO-2")


def put(branch: OpenBranch, *numbers: str, hours: int = 0) -> str:
    by = Actors().teller
    with branch.db.write(by) as tx:
        taken = TAKEN + timedelta(hours=hours)
        return storage.put_snapshot(tx.conn, map(state, numbers), taken, by.staff_id, "a.csv").id


def left(branch: OpenBranch) -> list[tuple[str, int]]:
    header, rows = storage.trading_snapshot, storage.account_state
    counted = sa.select(sa.func.count()).where(rows.c.snapshot_id == header.c.id).scalar_subquery()
    with branch.db.read() as conn:
        return [
            (found, count)
            for found, count in conn.execute(sa.select(header.c.state, counted).order_by(header.c.taken_at))
        ]


def begin(branch: OpenBranch, *numbers: str, hours: int = 1) -> str:
    by = Actors().teller
    with branch.db.write(by) as tx:
        made = storage.begin(tx.conn, taken_at=TAKEN + timedelta(hours=hours), at=tx.at, by=by.staff_id, source="b.csv")
        storage.add(tx.conn, made, [state(number) for number in numbers])
        return made


def test_a_branch_without_a_snapshot_says_so(branch: OpenBranch) -> None:
    with branch.db.read() as conn:
        assert storage.current(conn) is None
        assert storage.state_of(conn, "330100000001") is None
        assert list(storage.states(conn)) == []
        assert storage.states_of(conn, ["330100000001"]) == {}


def test_every_figure_comes_back_exactly_as_it_was(branch: OpenBranch, actors: Actors) -> None:
    given = [state(), full()]
    with branch.db.write(actors.teller) as tx:
        info = storage.put_snapshot(tx.conn, given, TAKEN, actors.teller.staff_id, "a.csv", at=tx.at)
    with branch.db.read() as conn:
        assert storage.state_of(conn, "330100000002") == (full(), info)
        assert list(storage.states(conn)) == given
        assert storage.states_of(conn, ["330100000002", "x"]) == {"330100000002": full()}
    assert [str(getattr(full(), name)) for name in ("cash", "turnover")] == ["-0.10", "0.10000001"]
    assert (info.rows, info.taken_at, info.imported_at, info.source) == (2, TAKEN, branch.db.clock.now(), "a.csv")


def test_the_newer_snapshot_takes_the_place_of_the_former_whose_accounts_go(branch: OpenBranch) -> None:
    put(branch, "1", "2", "3")
    second = put(branch, "2", hours=1)
    assert left(branch) == [("former", 0), ("current", 1)]
    with branch.db.read() as conn:
        info = storage.current(conn)
        assert info is not None
        assert info.id == second
        assert storage.state_of(conn, "3") is None


def test_a_snapshot_that_is_loading_is_seen_by_nobody(branch: OpenBranch) -> None:
    first = put(branch, "1")
    begin(branch, "2")
    with branch.db.read() as conn:
        info = storage.current(conn)
        assert info is not None
        assert info.id == first
        assert [found.fund_account for found in storage.states(conn)] == ["1"]
        assert storage.state_of(conn, "2") is None


def test_what_was_cut_off_is_swept_piece_by_piece(branch: OpenBranch, actors: Actors) -> None:
    put(branch, "1")
    begin(branch, *map(str, range(10, 15)))
    begin(branch, "20", hours=2)
    deleted: list[int] = []
    while not deleted or deleted[-1]:
        with branch.db.write(actors.teller) as tx:
            deleted.append(storage.sweep(tx.conn, limit=2))
    assert deleted == [2, 2, 1, 0]
    assert left(branch) == [("current", 1), ("loading", 1)]


def test_of_two_imports_the_later_one_goes_on(branch: OpenBranch, actors: Actors) -> None:
    first = begin(branch, "1")
    begin(branch, "2")
    with pytest.raises(Refused, match="overtaken"), branch.db.write(actors.teller) as tx:
        storage.add(tx.conn, first, [state("3")])
    with pytest.raises(Refused, match="overtaken"), branch.db.write(actors.teller) as tx:
        storage.put_in_force(tx.conn, first, 1)
    with branch.db.read() as conn:
        assert storage.current(conn) is None


def test_an_import_that_a_newer_one_overtook_at_the_end_is_refused(branch: OpenBranch, actors: Actors) -> None:
    made = begin(branch, "1", hours=-1)
    with branch.db.write(actors.teller) as tx:
        tx.conn.execute(
            storage.trading_snapshot.insert().values(
                id="other", taken_at=TAKEN, imported_at=TAKEN, imported_by=actors.teller.staff_id, source="c.csv",
                rows=0, state="current",
            )
        )  # fmt: skip
    with pytest.raises(Refused, match="older"), branch.db.write(actors.teller) as tx:
        storage.put_in_force(tx.conn, made, 1)


def test_one_account_is_once_in_a_snapshot(branch: OpenBranch, actors: Actors) -> None:
    made = begin(branch, "1")
    with pytest.raises(IntegrityError), branch.db.write(actors.teller) as tx:
        storage.add(tx.conn, made, [state("2"), state("1")])
    assert left(branch) == [("loading", 1)]


def test_two_snapshots_in_force_cannot_be(branch: OpenBranch, actors: Actors) -> None:
    put(branch, "1")
    made = begin(branch, "1")
    table = storage.trading_snapshot
    with pytest.raises(IntegrityError), branch.db.write(actors.teller) as tx:
        tx.conn.execute(table.update().where(table.c.id == made).values(state="current"))
