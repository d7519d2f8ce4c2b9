"""A reclassification: the dry run shows who moves where, and just that is applied, once, as one batch."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.reclassification import population
from app.reclassification.domain import NO_FIGURES, Kind, Movement, Order, Wanted
from app.reclassification.storage import class_batch, class_plan, class_plan_row
from tests.app.reclassification.desk import ClassDesk
from tests.builders import Actors, forbidden


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ClassDesk:
    return ClassDesk(sqlite_branch, actors)


def several(desk: ClassDesk) -> ClassDesk:
    """Clients who go up, go down, stay, are new, and whom the snapshot does not know."""
    for name in "甲乙丙丁戊":
        desk.client(name)
    desk.by_hand("甲", "A", "1200000", "3")
    desk.by_hand("乙", "D", "600000")
    desk.by_hand("丙", "F", "20000")
    desk.by_hand("戊", "G", "10")
    desk.snapshot(甲=("5000000", "3"), 乙=("99999.99", "2.9999"), 丙=("30000", "0"), 丁=("9999.99", "8"))
    return desk


def count(desk: ClassDesk, table: sa.Table) -> int:
    with desk.branch.db.read() as conn:
        return int(conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


@pytest.mark.rule("CL-3")
def test_the_dry_run_shows_who_moves_where_and_changes_nobody(branch: OpenBranch, actors: Actors) -> None:
    desk = several(ClassDesk(branch, actors))
    plan = desk.dry_run()
    moves = {(cell.before, cell.after): cell.clients for cell in plan.matrix.cells}
    assert moves == {("A", "A+"): 1, ("D", "F"): 1, ("F", "F"): 1, ("", "G"): 1, ("G", NO_FIGURES): 1}
    assert {way: plan.matrix.count(way) for way in Movement} == dict.fromkeys(Movement, 1)
    assert plan.matrix.population == 5
    assert plan.written == 4
    assert [desk.code(name) for name in "甲乙丙丁戊"] == ["A", "D", "F", "", "G"]
    assert desk.service.status(actors.supervisor).plan == plan


@pytest.mark.rule("CL-3")
@pytest.mark.rule("CL-1")
def test_what_was_seen_is_applied_as_one_batch_with_one_audit_row(branch: OpenBranch, actors: Actors) -> None:
    desk = several(ClassDesk(branch, actors))
    plan = desk.dry_run()
    batch = desk.apply(plan)
    assert [desk.code(name) for name in "甲乙丙丁戊"] == ["A+", "F", "F", "G", "G"]
    kept = desk.latest("甲")
    assert kept is not None
    assert (kept.assets, kept.turnover, kept.policy_version) == (Decimal(5000000), Decimal(3), desk.policy.version)
    assert (kept.snapshot_id, kept.batch_id, kept.by) == (plan.snapshot_id, batch.id, "staff-general-manager")
    assert desk.decisions("戊") == 1
    with branch.db.read() as conn:
        (told,) = conn.execute(sa.select(audit_log.c.after).where(audit_log.c.act == "reclass.applied")).scalars()
    for fact in (plan.digest, '"clients":5', '"up":1', '"down":1', '"new":1', '"no_figures":1'):
        assert fact in str(told).replace(" ", "")
    assert desk.service.status(actors.compliance).plan is None
    assert desk.service.status(actors.compliance).batches == (batch,)
    assert count(desk, class_plan_row) == 0


@pytest.mark.rule("CL-3")
def test_a_second_batch_on_the_same_snapshot_has_nothing_to_do(desk: ClassDesk) -> None:
    several(desk)
    desk.apply()
    again = desk.dry_run()
    assert (again.written, again.matrix.moved, again.matrix.count(Movement.SAME)) == (0, 0, 4)
    with pytest.raises(Refused, match=r"reclass\.nothing_to_do"):
        desk.apply(again)
    assert count(desk, class_batch) == 1


@pytest.mark.rule("CL-3")
@pytest.mark.parametrize("change", ["snapshot", "policy", "class", "client", "account", "row", "plan"])
def test_a_dry_run_is_not_applied_when_anything_has_changed_since(desk: ClassDesk, change: str) -> None:
    several(desk)
    plan = desk.dry_run()
    db, who = desk.branch.db, desk.who
    if change == "snapshot":
        desk.snapshot(甲=("1", "1"))
    elif change == "policy":
        desk = desk.with_policy("TO-2027.01")
    elif change == "class":
        desk.by_hand("戊", "F", "20000")
    elif change == "client":
        desk.client("己")
    elif change == "account":
        with db.write(who.teller) as tx:
            closing = sa.text("UPDATE fund_account SET state = 'closed', place = NULL WHERE client_id = :id")
            tx.conn.execute(closing, {"id": desk.ids["甲"]})
    elif change == "row":
        with db.write(who.teller) as tx:
            altered = sa.text("UPDATE class_plan_row SET code = 'A' WHERE client_id = :id")
            tx.conn.execute(altered, {"id": desk.ids["甲"]})
    else:
        plan = replace(plan, digest="0" * 64)
    before = desk.decisions("甲")
    with pytest.raises(Refused, match=r"reclass\.changed_since"):
        desk.apply(plan)
    assert (desk.decisions("甲"), count(desk, class_batch)) == (before, 0)


@pytest.mark.rule("CL-3")
def test_a_batch_is_undone_by_another_that_goes_back_and_history_only_grows(branch: OpenBranch, actors: Actors) -> None:
    desk = several(ClassDesk(branch, actors))
    first = desk.apply()
    desk.by_hand("丙", "E", "30000", "5")
    plan = desk.dry_run(back=True)
    assert (plan.kind, plan.undoes) == (Kind.BACK, first.id)
    back = desk.apply(plan)
    # who was new keeps the class, who was classified anew since keeps that
    assert [desk.code(name) for name in "甲乙丙丁戊"] == ["A", "D", "E", "G", "G"]
    restored = desk.latest("甲")
    assert restored is not None
    assert (restored.assets, restored.policy_version, restored.batch_id) == (Decimal(1200000), "by hand", back.id)
    assert restored.snapshot_id is None
    assert [desk.decisions(name) for name in "甲丁"] == [3, 1]
    again = desk.apply()  # the snapshot is still there: forward again
    assert desk.code("甲") == "A+"
    assert [one.number for one in desk.service.status(actors.compliance).batches] == [
        again.number, back.number, first.number,
    ]  # fmt: skip


def test_without_a_snapshot_or_a_batch_there_is_nothing_to_count(desk: ClassDesk) -> None:
    with pytest.raises(Refused, match=r"reclass\.no_snapshot"):
        desk.dry_run()
    with pytest.raises(Refused, match=r"reclass\.nothing_to_undo"):
        desk.dry_run(back=True)


@pytest.mark.rule("CL-1")
def test_accounts_of_one_client_are_judged_together_however_they_are_read(
    desk: ClassDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(population, "PIECE", 6)
    for number in range(9):
        desk.client(f"客{number}", accounts=1 + number % 5)
    desk.snapshot(**{name: [("400000", "4")] * len(held) for name, held in desk.accounts.items()})
    plan = desk.dry_run()
    assert plan.matrix.population == 9
    desk.apply(plan)
    found = {name: (desk.code(name), desk.latest(name)) for name in desk.ids}
    for name, held in desk.accounts.items():
        code, latest = found[name]
        assert latest is not None
        assert latest.assets == 400000 * len(held)
        assert code == {1: "C-", 2: "C", 3: "A", 4: "A", 5: "A"}[len(held)]


def test_a_cancelled_dry_run_or_batch_leaves_nothing_behind(desk: ClassDesk) -> None:
    several(desk)
    manager = desk.who.general_manager
    assert desk.service.dry_run(manager, cancelled=lambda: True) is None
    assert count(desk, class_plan) + count(desk, class_plan_row) == 0
    plan = desk.dry_run()
    assert desk.service.apply(manager, plan.id, plan.digest, cancelled=lambda: True) is None
    assert count(desk, class_batch) == 0
    assert desk.service.status(manager).plan == plan


def test_a_second_dry_run_takes_the_place_of_the_first(desk: ClassDesk) -> None:
    several(desk)
    first, second = desk.dry_run(), desk.dry_run()
    with pytest.raises(Refused, match=r"reclass\.gone"):
        desk.service.movers(desk.who.supervisor, first.id, Wanted())
    with pytest.raises(Refused, match=r"reclass\.changed_since"):
        desk.apply(first)
    assert count(desk, class_plan_row) == second.written
    desk.apply(second)


def test_a_dry_run_that_another_overtakes_ends(desk: ClassDesk) -> None:
    several(desk)
    other: list[str] = []

    def overtaken() -> bool:
        if not other:
            other.append(desk.dry_run().id)
        return False

    with pytest.raises(Refused, match=r"reclass\.overtaken"):
        desk.service.dry_run(desk.who.supervisor, cancelled=overtaken)
    plan = desk.service.status(desk.who.supervisor).plan
    assert plan is not None
    assert plan.id == other[0]


@pytest.mark.rule("CL-3")
def test_the_list_is_filtered_sorted_and_paged_for_dry_run_and_batch_alike(branch: OpenBranch, actors: Actors) -> None:
    desk = several(ClassDesk(branch, actors))
    plan = desk.dry_run()

    def listed(of: str, **wanted: object) -> list[str]:
        page = desk.service.movers(actors.supervisor, of, Wanted(**wanted))  # type: ignore[arg-type]  # by name
        assert page.total == len(page.rows)
        return [row.name for row in page.rows]

    def looked_at(of: str) -> None:
        assert listed(of) == ["甲", "乙", "丁"]
        assert listed(of, falling=False) == ["丁", "乙", "甲"]
        assert listed(of, movements=frozenset({Movement.UP})) == ["甲"]
        assert listed(of, movements=frozenset({Movement.SAME})) == ["丙"]
        assert listed(of, movements=frozenset()) == []
        assert listed(of, before="D", after="F") == ["乙"]
        assert listed(of, before="") == ["丁"]
        assert listed(of, after="F", order=Order.BEFORE) == ["乙", "丙"]
        assert listed(of, text="乙") == ["乙"]
        assert listed(of, text="%") == []
        assert listed(of, order=Order.NUMBER, falling=False) == ["甲", "乙", "丁"]

    looked_at(plan.id)
    first = desk.service.movers(actors.supervisor, plan.id, Wanted()).rows[0]
    assert (first.former_assets, first.assets, first.before, first.after) == (
        Decimal(1200000),
        Decimal(5000000),
        "A",
        "A+",
    )
    assert desk.service.movers(actors.supervisor, plan.id, Wanted(page=1)).rows == ()
    looked_at(desk.apply(plan).id)


@pytest.mark.rule("CL-3")
def test_the_general_manager_applies_and_those_who_read_reports_look(desk: ClassDesk) -> None:
    several(desk)
    plan, who = desk.dry_run(), desk.who
    for actor in who.all():
        if actor != who.general_manager:
            with pytest.raises(Refused, match=r"auth\.denied"):
                desk.service.apply(actor, plan.id, plan.digest)
    for actor in (who.teller, who.marketing, who.admin, who.client_manager):
        for look in (desk.service.status, desk.service.dry_run):
            with pytest.raises(Refused, match=r"auth\.denied"):
                look(actor)


def test_history_and_batches_cannot_be_changed(branch: OpenBranch, actors: Actors) -> None:
    desk = several(ClassDesk(branch, actors))
    desk.apply()
    for statement in ("UPDATE class_batch SET written = 0", "DELETE FROM class_batch"):
        with forbidden(), branch.db.write(actors.teller) as tx:
            tx.conn.execute(sa.text(statement))
