"""The year's sample: its share, nobody twice, the same again from its seed, decided by two, called over the months."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.clients.storage import client
from app.common.errors import Refused
from app.contacts import plan_rows, planning
from app.contacts.domain import ContactKind
from app.contacts.sampling import Existing, PlanState, draw, months_of, rank, size_of, spread
from app.storage.db import metadata
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind
from tests.app.contacts.calls import call, existing, plans_of, service_of, task_of
from tests.builders import Actors, forbidden
from tests.people import TODAY
from tests.stopping import Breaking, Onlooker

POPULATIONS = st.integers(0, 400).map(lambda count: [Existing(f"id{n}", f"2025{n:06d}") for n in range(count)])
SHARES = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
YEAR = TODAY.year


@pytest.mark.rule("FU-1")
@settings(max_examples=80, deadline=None)
@given(POPULATIONS, SHARES, st.text("0123456789abcdef", min_size=32, max_size=32), st.randoms())
def test_the_sample_is_the_share_of_the_population_without_doubles_and_the_same_again(
    population: list[Existing], share: Decimal, seed: str, chance: object
) -> None:
    size = size_of(len(population), share)
    assert Decimal(len(population)) * share / 100 <= size < Decimal(len(population)) * share / 100 + 1
    if not size:
        with pytest.raises(Refused, match=r"contacts\.nobody_to_draw"):
            draw(population, share, seed)
        return
    drawn = draw(population, share, seed)
    assert len(drawn) == len(set(drawn)) == size
    assert set(drawn) <= set(population)
    chance.shuffle(population)  # type: ignore[attr-defined]  # a Random
    assert draw(population, share, seed) == drawn
    # who is in does not depend on who else is there, but for the edge
    assert max(rank(seed, one.number) for one in drawn) <= min(
        (rank(seed, one.number) for one in population if one not in drawn), default="g"
    )


def _last_weekday(first: date) -> date:
    days = [first + timedelta(days=n) for n in range(31)]
    return max(day for day in days if day.month == first.month and day.weekday() < 5)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 500), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 12))
def test_calls_are_spread_evenly_over_the_months_that_are_left(count: int, today: date, last: int) -> None:
    if today.month > last:
        with pytest.raises(Refused, match=r"contacts\.year_over"):
            months_of(2026, today, last)
        return
    if today > _last_weekday(date(2026, today.month, 1)) and today.month == last:  # the month's last weekend
        with pytest.raises(Refused, match=r"contacts\.year_over"):
            months_of(2026, today, last)
        return
    months = months_of(2026, today, last)
    assert all(month >= today and month.weekday() < 5 and month.month <= last for month in months)
    rows = spread([Existing(str(n), str(n)) for n in range(count)], months)
    counts = [sum(row.due_on == month for row in rows) for month in months]
    assert sum(counts) == count
    assert max(counts) - min(counts) <= 1
    assert [row.place for row in rows] == list(range(1, count + 1))


@pytest.mark.rule("FU-1")
def test_a_plan_is_drawn_by_one_agreed_to_by_another_and_followed_through_the_year(
    branch: OpenBranch, actors: Actors
) -> None:
    service, plans = service_of(branch), plans_of(branch)
    ids = existing(branch, actors.teller, 25)
    with branch.db.write(actors.teller) as tx:
        tx.conn.execute(client.update().where(client.c.id == ids[0]).values(opened_on=TODAY))
    called = task_of(branch, actors.teller, client_id=ids[1])
    service.save(actors.teller, call(called))
    branch.db.clock.tick(60)  # type: ignore[attr-defined]  # the test's clock
    plan = plans.make(actors.client_manager, YEAR)
    # 25 clients, one of whom came this year, and one was called already: a tenth of 23
    assert (plan.population, plan.called, plan.drawn, plan.state) == (23, 1, 3, PlanState.PROPOSED)
    with branch.db.read() as conn:
        assert tasks.of_case(conn, plan.number) == ()
    with pytest.raises(Refused, match=r"contacts\.plan_there"):
        plans.make(actors.general_manager, YEAR)
    with pytest.raises(Refused, match=r"contacts\.plan_own"):
        plans.decide_plan(actors.client_manager, plan.number, agreed=True)
    with pytest.raises(Refused, match=r"text\.required"):
        plans.decide_plan(actors.general_manager, plan.number, agreed=False)
    assert plans.decide_plan(actors.general_manager, plan.number, agreed=True).state is PlanState.IN_FORCE
    with pytest.raises(Refused, match=r"contacts\.plan_decided"):
        plans.decide_plan(actors.supervisor, plan.number, agreed=False, reason="不同意")
    with branch.db.read() as conn:
        made = tasks.of_case(conn, plan.number, TaskKind.SAMPLE_CALL)
    rows = plans.rows(actors.teller, plan.number)
    assert {one.client_id for one in made} == {row.drawn.client_id for row in rows} <= set(ids[2:])
    service.save(actors.teller, call(made[0], kind=ContactKind.SAMPLE))
    (progress,) = plans.plans(actors.compliance)
    assert (progress.done, sum(month.planned for month in progress.months)) == (1, 3)
    assert [row.done_on for row in plans.rows(actors.teller, plan.number) if row.task_id == made[0].id] == [TODAY]
    again = plans.redraw(actors.compliance, plan.number)
    assert (again.same_list, again.same_population) == (True, True)
    with branch.db.write(actors.teller) as tx:  # two leave, one drawn and one not
        gone = (made[1].client_id, next(iter({*ids[2:]} - {one.client_id for one in made})))
        tx.conn.execute(client.update().where(client.c.id.in_(gone)).values(opened_on=TODAY))
    again = plans.redraw(actors.compliance, plan.number)
    assert (again.same_list, again.same_population) == (True, False)
    for name in plan_rows.APPEND_ONLY:
        table = metadata.tables[name]
        with forbidden(), branch.db.write(actors.teller) as tx:
            tx.conn.execute(table.delete())


def test_a_plan_that_was_declined_leaves_room_for_another(sqlite_branch: OpenBranch, actors: Actors) -> None:
    plans = plans_of(sqlite_branch)
    with pytest.raises(Refused, match=r"contacts\.nobody_to_draw"):
        plans.make(actors.supervisor, YEAR)
    existing(sqlite_branch, actors.teller, 3)
    first = plans.make(actors.supervisor, YEAR)
    plans.decide_plan(actors.supervisor, first.number, agreed=False, reason="比例有误")
    second = plans.make(actors.supervisor, YEAR)
    assert (second.sequence, second.seed != first.seed) == (2, True)
    sqlite_branch.db.clock.tick(30 * 86_400)  # type: ignore[attr-defined]  # the test's clock
    with pytest.raises(Refused, match=r"contacts\.plan_months_over"):
        plans.decide_plan(actors.general_manager, second.number, agreed=True)
    for year, code in ((YEAR - 1, "contacts.year_over"), (YEAR + 2, "contacts.year_far")):
        with pytest.raises(Refused) as refused:
            plans.make(actors.supervisor, year)
        assert refused.value.code == code
    with pytest.raises(Refused, match=r"contacts\.plan_unknown"):
        plans.rows(actors.teller, "CY0")


def test_the_plan_leaves_as_paper_and_as_a_workbook(sqlite_branch: OpenBranch, actors: Actors) -> None:
    from openpyxl import load_workbook

    plans = plans_of(sqlite_branch)
    existing(sqlite_branch, actors.teller, 12)
    plan = plans.make(actors.supervisor, YEAR)
    facts = plans.plan_facts(actors.teller, plan.number)
    assert (facts.seed, len(facts.lines), facts.cut, facts.drawn) == (plan.seed, 2, 0, 2)
    assert plan.seed.encode() in plans.printable_form(actors.teller, plan.number, "sampling-plan")
    book = load_workbook(BytesIO(plans.xlsx(actors.teller, plan.number)))
    assert [row[1].value for row in list(book["客户"].rows)[1:]] == [line.client_number for line in facts.lines]


@pytest.mark.rule("FU-1")
def test_stopped_while_it_is_drawn_or_becomes_tasks_there_is_no_plan_or_no_decision(
    sqlite_branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "EACH", 1)
    plans = plans_of(sqlite_branch)
    existing(sqlite_branch, actors.teller, 25)
    with pytest.raises(Refused, match=r"work\.cancelled"):
        plans.make(actors.client_manager, YEAR, watch=Onlooker(0).watch)
    assert plans.plans(actors.teller) == ()
    plan = plans.make(actors.client_manager, YEAR)
    for onlooker in (Onlooker(1), Breaking(2, Refused("branch.unreachable"))):
        with pytest.raises(Refused, match=r"work\.cancelled|branch\.unreachable"):
            plans.decide_plan(actors.general_manager, plan.number, agreed=True, watch=onlooker.watch)
    (progress,) = plans.plans(actors.teller)
    with sqlite_branch.db.read() as conn:
        assert (progress.plan.decision, tasks.of_case(conn, plan.number)) == (None, ())
    with pytest.raises(Refused, match=r"work\.cancelled"):
        plans.xlsx(actors.teller, plan.number, watch=Onlooker(0).watch)
    assert plans.decide_plan(actors.general_manager, plan.number, agreed=True).state is PlanState.IN_FORCE
    with sqlite_branch.db.read() as conn:
        assert len(tasks.of_case(conn, plan.number)) == plan.drawn == 3
