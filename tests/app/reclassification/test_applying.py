"""A dry run is applied in pieces: others save in between, it can be stopped, killed and gone on with (CL-3)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.reclassification import applying, storage
from app.reclassification.domain import Batch, Plan
from app.reclassification.storage import ALIVE, class_plan_row
from tests.app.reclassification.desk import ClassDesk
from tests.builders import Actors

NAMES = "甲乙丙丁戊"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "AT_ONCE", 2)


def five(branch: OpenBranch, actors: Actors) -> tuple[ClassDesk, Plan]:
    """Five clients without a class, and the dry run that gives them one."""
    desk = ClassDesk(branch, actors)
    for name in NAMES:
        desk.client(name)
    desk.snapshot(**dict.fromkeys(NAMES, ("20000", "1")))
    return desk, desk.dry_run()


def apply(desk: ClassDesk, plan: Plan, until: Callable[[int, int], bool] = lambda done, of: False) -> Batch | None:
    """Apply; stopped as soon as ``until`` says so of how far it is."""
    told: list[tuple[int, int]] = [(0, 0)]
    return desk.service.apply(
        desk.who.general_manager, plan.id, plan.digest, progress=lambda done, of: told.append((done, of)),
        cancelled=lambda: until(*told[-1]),
    )  # fmt: skip


def classed(desk: ClassDesk) -> int:
    """How many clients have a class."""
    return sum(bool(desk.code(name)) for name in NAMES)


def acts(desk: ClassDesk) -> list[str]:
    with desk.branch.db.read() as conn:
        query = sa.select(audit_log.c.act).where(audit_log.c.act.like("reclass.%"))
        return list(conn.execute(query.order_by(audit_log.c.at, audit_log.c.act)).scalars())


@pytest.mark.rule("CL-3")
def test_stopped_in_the_middle_it_says_what_is_done_and_the_same_call_does_the_rest(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    desk, plan = five(sqlite_branch, actors)
    half = apply(desk, plan, lambda done, of: done == 2)
    assert half is not None
    assert (half.left, half.done, half.written, half.plan_id, half.passed) == (3, 2, 5, plan.id, 0)
    assert classed(desk) == 2
    status = desk.service.status(actors.supervisor)
    assert (status.plan, status.batches) == (None, (half,))  # no dry run that one might apply a second time
    whole = apply(desk, plan)
    assert whole is not None
    assert (whole.id, whole.left, whole.plan_id, classed(desk)) == (half.id, 0, "", 5)
    assert [desk.decisions(name) for name in NAMES] == [1] * 5
    assert sorted(acts(desk)) == ["reclass.applied", "reclass.begun", "reclass.stopped"]
    with sqlite_branch.db.read() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(class_plan_row)).scalar_one() == 0


def test_cancelled_before_the_first_piece_nothing_has_begun(sqlite_branch: OpenBranch, actors: Actors) -> None:
    desk, plan = five(sqlite_branch, actors)
    assert apply(desk, plan, lambda done, of: True) is None
    assert (classed(desk), desk.service.status(actors.supervisor).plan) == (0, plan)
    assert acts(desk) == []


def test_between_two_pieces_another_counter_saves_and_its_class_is_kept(branch: OpenBranch, actors: Actors) -> None:
    desk, plan = five(branch, actors)
    order = sorted(NAMES, key=lambda name: desk.ids[name])  # as the pieces go

    def saves(done: int, of: int) -> bool:
        if done == 2 and desk.code(order[3]) == "":
            desk.by_hand(order[3], "A", "1200000")
        return False

    made = apply(desk, plan, saves)
    assert made is not None
    assert (made.left, made.passed, desk.code(order[3]), desk.decisions(order[3])) == (0, 1, "A", 1)
    assert [desk.code(name) for name in order if name != order[3]] == ["F"] * 4


@pytest.mark.parametrize("change", ["class", "snapshot", "row"])
def test_what_was_stopped_is_not_gone_on_with_when_anything_has_changed_and_the_rest_is_counted_anew(
    sqlite_branch: OpenBranch, actors: Actors, change: str
) -> None:
    desk, plan = five(sqlite_branch, actors)
    apply(desk, plan, lambda done, of: done == 2)
    left = next(name for name in NAMES if not desk.code(name))
    if change == "class":
        desk.by_hand(left, "A", "1200000")
    elif change == "snapshot":
        desk.snapshot(**dict.fromkeys(NAMES, ("30000", "1")))
    else:
        with desk.branch.db.write(actors.teller) as tx:
            altered = sa.text("UPDATE class_plan_row SET code = 'A' WHERE client_id = :id")
            tx.conn.execute(altered, {"id": desk.ids[left]})
    with pytest.raises(Refused, match=r"reclass\.changed_since"):
        apply(desk, plan)
    again = desk.dry_run()
    assert again.written == {"class": 3, "snapshot": 5, "row": 3}[change]
    (half,) = desk.service.status(actors.supervisor).batches
    assert (half.left, half.plan_id) == (3, "")  # given up, and it says how far it had come
    assert "reclass.given_up" in acts(desk)
    desk.apply(again)
    assert classed(desk) == 5


def test_a_batch_that_was_stopped_is_undone_like_a_whole_one(sqlite_branch: OpenBranch, actors: Actors) -> None:
    desk = ClassDesk(sqlite_branch, actors)
    for name in NAMES:
        desk.client(name)
        desk.by_hand(name, "A", "1200000")
    desk.snapshot(**dict.fromkeys(NAMES, ("20000", "1")))
    apply(desk, desk.dry_run(), lambda done, of: done == 2)
    assert sorted(desk.code(name) for name in NAMES) == ["A", "A", "A", "F", "F"]
    back = desk.dry_run(back=True)
    assert back.written == 2
    assert desk.apply(back).left == 0
    assert {desk.code(name) for name in NAMES} == {"A"}


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError("disk full"), Refused("branch.unreachable")])
def test_a_fault_in_the_middle_leaves_whole_pieces_and_the_next_call_goes_on(
    sqlite_branch: OpenBranch, actors: Actors, fault: BaseException
) -> None:
    desk, plan = five(sqlite_branch, actors)

    def breaks(done: int, of: int) -> bool:
        if done == 4:
            raise fault
        return False

    with pytest.raises(type(fault)):
        apply(desk, plan, breaks)
    assert (classed(desk), desk.service.status(actors.supervisor).batches[0].left) == (4, 1)
    apply(desk, plan)
    assert classed(desk) == 5


def test_a_full_disk_at_a_piece_is_refused_and_the_piece_is_not_written(
    sqlite_branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, plan = five(sqlite_branch, actors)
    writes, real = [0], storage.write_classes

    def full(*args: Any, **values: Any) -> int:
        writes[0] += 1
        if writes[0] == 2:
            failure = sqlcipher3.dbapi2.OperationalError("database or disk is full")
            failure.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise sa.exc.OperationalError("INSERT", {}, failure)
        return real(*args, **values)

    monkeypatch.setattr(storage, "write_classes", full)
    with pytest.raises(Refused, match=r"storage\.disk"):
        apply(desk, plan)
    assert classed(desk) == 2
    assert apply(desk, plan) is not None
    assert classed(desk) == 5


def test_while_it_is_applied_nobody_else_begins_until_it_gives_no_sign_of_life_any_more(
    sqlite_branch: OpenBranch, actors: Actors, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, plan = five(sqlite_branch, actors)
    monkeypatch.setattr(applying.Applying, "_let_go", lambda self, plan: None)  # as after kill -9
    apply(desk, plan, lambda done, of: done == 2)
    for busy in (lambda: apply(desk, plan), desk.dry_run):
        with pytest.raises(Refused, match=r"reclass\.applying"):
            busy()
    clock.tick(ALIVE.total_seconds() + 1)
    made = apply(desk, plan)
    assert made is not None
    assert (made.left, classed(desk)) == (0, 5)


def test_who_stood_still_so_long_that_another_went_on_writes_no_more(
    sqlite_branch: OpenBranch, actors: Actors, clock: FixedClock
) -> None:
    desk, plan = five(sqlite_branch, actors)

    def sleeps(done: int, of: int) -> bool:
        if done == 2 and classed(desk) == 2:
            clock.tick(ALIVE.total_seconds() + 1)
            apply(desk, plan)
        return False

    with pytest.raises(Refused, match=r"reclass\.applying"):
        apply(desk, plan, sleeps)
    assert [desk.decisions(name) for name in NAMES] == [1] * 5
    assert desk.service.status(actors.supervisor).batches[0].left == 0


def test_the_table_of_a_batch_that_was_stopped_says_so(sqlite_branch: OpenBranch, actors: Actors) -> None:
    from app.reclassification.book import _about

    desk, plan = five(sqlite_branch, actors)
    half = apply(desk, plan, lambda done, of: done == 2)
    assert half is not None
    facts = desk.service._facts(actors.general_manager, half.id, 10)
    assert (facts.written, facts.left, facts.passed, len(facts.movers)) == (5, 3, 0, 2)
    assert dict(_about(facts, "柜台一"))["未执行完"].startswith("应执行5项，其中3项未执行")
    assert {mover.assets for mover in facts.movers} == {Decimal("20000.00")}
