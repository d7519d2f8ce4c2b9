"""Exactly once: a lost answer is neither a lost nor a doubled save; what passes is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.values import new_id
from app.storage import db as database
from app.storage import once
from app.storage.again import WAITS, again
from tests.builders import Actors


class Line:
    """The line to the database: breaks at the commit, after it has arrived or before."""

    def __init__(self, branch: OpenBranch, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dialect = branch.db.engine.dialect
        self.error: type[Exception] = self.dialect.dbapi.OperationalError  # type: ignore[union-attr]  # it is loaded
        self._commit: Callable[[Any], None] = self.dialect.do_commit
        self._patch = monkeypatch
        monkeypatch.setattr(database, "UNSURE_WAITS", (0.0, 0.0))

    def breaks(self, *, arrived: bool) -> None:
        def commit(connection: Any) -> None:
            self._patch.setattr(self.dialect, "do_commit", self._commit)
            if arrived:
                self._commit(connection)
            else:
                connection.rollback()
            raise self.error("server closed the connection unexpectedly")

        self._patch.setattr(self.dialect, "do_commit", commit)


def acts(branch: OpenBranch) -> list[str]:
    with branch.db.read() as conn:
        return [str(row[0]) for row in conn.execute(sa.text("SELECT act FROM audit_log WHERE act = 'test.saved'"))]


def save(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as tx:
        tx.audit("test.saved", "test", "1")


@pytest.mark.rule("SE-2")
def test_a_commit_whose_answer_was_lost_counts_once(
    branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    Line(branch, monkeypatch).breaks(arrived=True)

    save(branch, actors)

    assert acts(branch) == ["test.saved"]


def test_a_commit_that_never_arrived_is_told_as_not_saved(
    branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    Line(branch, monkeypatch).breaks(arrived=False)

    with pytest.raises(Refused) as refused:
        save(branch, actors)

    assert refused.value.code in {"branch.unreachable", "storage.busy"}
    assert acts(branch) == []
    save(branch, actors)
    assert acts(branch) == ["test.saved"]


def test_a_use_case_met_by_a_broken_line_is_done_anew(
    branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    Line(branch, monkeypatch).breaks(arrived=False)

    again(lambda: save(branch, actors), sleep=lambda _: None)

    assert acts(branch) == ["test.saved"]


def test_an_operation_that_reached_the_database_is_not_done_a_second_time(
    branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = new_id()
    monkeypatch.setattr(database.Database, "_reached", _unsure)
    Line(branch, monkeypatch).breaks(arrived=True)
    with once.operation(mark), pytest.raises(Refused, match=r"storage\.unsure"):
        save(branch, actors)

    with once.operation(mark), pytest.raises(Refused, match=r"storage\.saved_already"):
        save(branch, actors)

    assert acts(branch) == ["test.saved"]


def test_an_operation_that_did_not_reach_the_database_is_done_when_it_comes_again(
    branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = new_id()
    monkeypatch.setattr(database.Database, "_reached", _unsure)
    Line(branch, monkeypatch).breaks(arrived=False)
    with once.operation(mark), pytest.raises(Refused, match=r"storage\.unsure"):
        save(branch, actors)

    with once.operation(mark):
        save(branch, actors)

    assert acts(branch) == ["test.saved"]


def _unsure(self: object, mark: str, lost: Exception) -> bool:
    raise Refused("storage.unsure") from lost


def test_nothing_is_done_anew_once_a_part_of_it_is_saved(branch: OpenBranch, actors: Actors) -> None:
    tries = []

    def deed() -> None:
        tries.append(1)
        save(branch, actors)
        raise Refused("branch.unreachable")

    with pytest.raises(Refused, match=r"branch\.unreachable"):
        again(deed, sleep=lambda _: None)

    assert len(tries) == 1
    assert acts(branch) == ["test.saved"]


def test_trying_again_ends() -> None:
    waits: list[float] = []

    def deed() -> None:
        raise Refused("branch.unreachable")

    with pytest.raises(Refused, match=r"branch\.unreachable"):
        again(deed, sleep=waits.append)

    assert len(waits) == len(WAITS)
    assert all(least <= waited <= 2 * least for least, waited in zip(WAITS, waits, strict=True))


def test_a_refusal_of_the_business_is_not_tried_again() -> None:
    tries = []

    def deed() -> None:
        tries.append(1)
        raise Refused("clients.same_paper")

    with pytest.raises(Refused, match=r"clients\.same_paper"):
        again(deed, sleep=lambda _: None)

    assert len(tries) == 1


def test_marks_are_forgotten_after_a_week(branch: OpenBranch, actors: Actors, clock: FixedClock) -> None:
    mark = new_id()
    with once.operation(mark):
        save(branch, actors)
    with branch.db.write(actors.teller) as tx:
        once.forget(tx.conn, clock.now())
        assert once.seen(tx.conn, f"{mark}:1")
        once.forget(tx.conn, clock.now() + once.KEEP + timedelta(seconds=1))
        assert not once.seen(tx.conn, f"{mark}:1")
