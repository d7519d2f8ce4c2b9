"""Every figure equals the count of its rows, on both databases; who may not ask for one is refused."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.clients.storage import client
from app.common.actor import Role
from app.common.clock import branch_day
from app.contacts.domain import KIND_OF
from app.counter.services import Services
from app.figures import catalogue
from app.figures.catalogue import DASHBOARDS, FIGURES
from app.figures.domain import MONTHS, Figure, Shape, Span, Unit, month_key, period_of
from app.figures.stopping import Stop
from app.figures.work_rows import CALLS
from app.onboarding.storage import opening
from app.tasks.domain import TaskKind
from app.transfer_out.storage import transfer_case
from tests.app.figures.ground import MANAGER, TELLER, refused, who_may
from tests.builders import actor

LISTED = [code for code, figure in FIGURES.items() if figure.listed]
EMPTY = {"stations", "loans", "counters"}
"""Nothing of these is in the ground."""


def counted(services: Services, figure: Figure, key: str, span: Span, back: int = 0) -> int:
    """What the rows behind a number come to, all of them read."""
    found, size = 0, 0
    while True:
        page = services.figures.rows(who_may(figure.code), figure.code, key, span, back, offset=size, size=200)
        size += len(page.rows)
        found += sum(row.amount or 0 for row in page.rows) if figure.unit is Unit.YUAN else len(page.rows)
        if size >= page.count:
            assert size == page.count
            return found


@pytest.mark.rule("TO-16")
@pytest.mark.parametrize("code", LISTED)
def test_a_figure_equals_the_count_of_its_rows(services: Services, code: str) -> None:
    figure = FIGURES[code]
    for span in (Span.MONTH, Span.YEAR) if figure.dated else (Span.MONTH,):
        value = services.figures.value(who_may(code), code, span)
        assert value.total == counted(services, figure, "", span)
        for point in value.points[:5]:
            assert point.value == counted(services, figure, point.key, span), point.key
        if figure.shape is not Shape.TILE:
            assert value.total == sum(point.value for point in value.points)


@pytest.mark.parametrize("code", sorted(set(LISTED) - EMPTY))
def test_there_is_something_to_count(services: Services, code: str) -> None:
    assert services.figures.value(who_may(code), code, Span.YEAR).total > 0


@pytest.mark.parametrize("code", list(FIGURES))
def test_both_databases_come_to_the_same(grounds: dict[str, Services], code: str) -> None:
    if code in ("disk", "stations"):  # of the computer, of a server
        return
    one, other = (grounds[name].figures for name in ("sqlite", "postgresql"))
    who = who_may(code)
    first, second = one.value(who, code, Span.QUARTER), other.value(who, code, Span.QUARTER)
    assert replace(first, at=second.at) == second
    rows = [service.rows(who, code, "", Span.QUARTER, size=200) for service in (one, other)]
    assert rows[0].count == rows[1].count
    assert {row.id for row in rows[0].rows} == {row.id for row in rows[1].rows} or rows[0].count > 200


def test_openings_by_month_are_what_somebody_counts_by_hand(services: Services) -> None:
    with services.branch.db.read() as conn:
        ended = conn.execute(sa.select(opening.c.completed_at).where(opening.c.status == "completed")).scalars()
        by_hand = Counter(f"{branch_day(at):%Y-%m}" for at in ended)
    value = services.figures.value(MANAGER, "openings", Span.MONTH)
    assert len(value.points) == MONTHS
    assert {point.key: point.value for point in value.points} == {p.key: by_hand[p.key] for p in value.points}
    year_before = {p.key: by_hand[f"{int(p.key[:4]) - 1}{p.key[4:]}"] for p in value.points}
    assert {point.key: point.before for point in value.points} == year_before


def test_requests_are_counted_by_what_became_of_them_beside_the_same_stretch_before(services: Services) -> None:
    today = branch_day(services.clock.now())
    with services.branch.db.read() as conn:
        rows = conn.execute(sa.select(transfer_case.c.asked_on, transfer_case.c.status)).all()
    now = period_of(Span.YEAR, today)
    before = period_of(Span.YEAR, today, 1).since, period_of(Span.YEAR, today, 1).since + (today - now.since)
    value = services.figures.value(MANAGER, "churn", Span.YEAR)
    left = next(point for point in value.points if point.key == "carried-out")
    assert left.value == sum(now.since <= day <= now.until and status == "carried-out" for day, status in rows)
    assert left.before == sum(before[0] <= day <= before[1] and status == "carried-out" for day, status in rows)
    assert value.before == sum(before[0] <= day <= before[1] for day, _ in rows)


def test_the_line_of_a_tile_ends_with_its_number_and_goes_back_period_by_period(services: Services) -> None:
    value = services.figures.value(MANAGER, "calls-done", Span.QUARTER)
    assert value.trail[-1] == value.total
    assert value.trail[-2] == services.figures.value(MANAGER, "calls-done", Span.QUARTER, 1).total


@pytest.mark.rule("TO-15")
def test_the_nearest_deadlines_come_first_and_those_that_stand_still_last(services: Services) -> None:
    lines = services.transfer.cases(MANAGER)  # starts clocks that nothing stands in the way of
    rows = services.figures.rows(MANAGER, "deadlines", size=200).rows
    known = [row.due for row in rows if row.due is not None]
    assert known == sorted(known)
    assert [row.due is None for row in rows] == sorted(row.due is None for row in rows)
    assert {row.number: row.due for row in rows} == {line.number: line.clock.deadline for line in lines}
    today = branch_day(services.clock.now())
    assert {row.key for row in rows if row.due is not None and row.due < today} == {"late"}


def test_a_month_leads_to_its_own_rows(services: Services) -> None:
    value = services.figures.value(MANAGER, "openings", Span.MONTH)
    point = next(point for point in value.points if point.value)
    rows = services.figures.rows(MANAGER, "openings", point.key).rows
    assert {f"{branch_day(row.at):%Y-%m}" for row in rows if row.at} == {point.key}


def test_what_is_my_own_is_of_nobody_else(services: Services) -> None:
    rows = services.figures.rows(TELLER, "my-openings", "", Span.YEAR, size=200).rows
    with services.branch.db.read() as conn:
        query = sa.select(opening.c.opened_by).where(opening.c.case_number.in_([row.number for row in rows]))
        assert set(conn.execute(query).scalars()) == {TELLER.staff_id}


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("code", list(FIGURES))
def test_a_figure_is_refused_to_every_role_without_its_right_and_to_no_other(services: Services, code: str) -> None:
    figure = FIGURES[code]
    for role in Role:
        who = actor(role)
        may = all(who.may(right) for right in figure.needs) and (not figure.roles or role in figure.roles)
        for act in (services.figures.value, services.figures.rows):
            if may:
                act(who, code)
            else:
                with refused("auth.denied"):
                    act(who, code)


@pytest.mark.rule("SE-1")
def test_a_dashboard_offers_only_what_its_role_may_ask_for() -> None:
    for role, codes in DASHBOARDS.items():
        offered = catalogue.offered(actor(role))
        assert {figure.code for figure in offered} == set(codes), role
    assert catalogue.offered(actor(Role.ADMIN, Role.ARCHIVIST)) != catalogue.offered(actor(Role.ADMIN))


@pytest.mark.rule("SE-1")
def test_an_administrator_sees_no_client_behind_any_number(services: Services) -> None:
    with services.branch.db.read() as conn:
        names = set(conn.execute(sa.select(client.c.name)).scalars())
    admin = actor(Role.ADMIN)
    for figure in catalogue.offered(admin):
        rows = services.figures.rows(admin, figure.code, "", Span.YEAR, size=200).rows
        assert not names & {row.name for row in rows}, figure.code


@pytest.mark.rule("SE-1")
def test_whoever_may_not_read_clients_sees_first_characters_only(services: Services) -> None:
    clerk = actor(Role.MARKETING, staff_id=TELLER.staff_id)
    rows = services.figures.rows(clerk, "my-tasks-late").rows
    assert rows
    assert {row.name[1:].strip("*") for row in rows} == {""}
    assert all(row.name.endswith("*") for row in rows)


@pytest.mark.parametrize(
    ("code", "key", "refusal"),
    [
        ("nothing", "", "figures.unknown"), ("running", "nothing", "figures.unknown_part"),
        ("openings", "2026-13", "figures.unknown_part"), ("calls-done", "late", "figures.unknown_part"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused(services: Services, code: str, key: str, refusal: str) -> None:
    with refused(refusal):
        services.figures.rows(MANAGER, code, key)


def test_what_nobody_waits_for_is_not_begun(services: Services) -> None:
    stop = Stop()
    stop.set()
    with refused("figures.stopped"):
        services.figures.value(MANAGER, "openings", stop=stop, fresh=True)  # not what a slow machine kept


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_is_under_way_is_broken_off_and_the_connection_stays_good(
    grounds: dict[str, Services], database: str
) -> None:
    db, stop = grounds[database].branch.db, Stop()
    slow = {"sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
            "postgresql": "SELECT pg_sleep(60)"}[database]  # fmt: skip
    timer = threading.Timer(0.05, stop.set)
    with db.read() as conn, refused("figures.stopped"), stop.watch(conn):
        timer.start()
        conn.exec_driver_sql(slow)
    timer.join()
    assert grounds[database].figures.value(MANAGER, "openings").total > 0


@pytest.mark.rule("TO-16")
def test_the_sheet_and_the_workbook_are_registered_with_who_took_them(services: Services) -> None:
    assert services.figures.pdf(MANAGER, Span.MONTH)
    assert services.figures.xlsx(MANAGER, Span.MONTH).startswith(b"PK")
    with services.branch.db.read() as conn:
        query = sa.select(audit_log.c.after, audit_log.c.staff_id).where(audit_log.c.act == "figures.exported")
        told = [(json.loads(row.after)["kind"], row.staff_id) for row in conn.execute(query)]
    assert told == [("pdf", MANAGER.staff_id), ("xlsx", MANAGER.staff_id)]


def test_who_has_no_dashboard_gets_no_sheet(services: Services) -> None:
    with refused("figures.none"):
        services.figures.pdf(replace(actor(Role.TELLER), roles=frozenset()))


def test_a_sheet_of_a_month_that_is_over_is_of_that_month(services: Services) -> None:
    today = branch_day(services.clock.now())
    facts = services.figures._facts(MANAGER, Span.MONTH, 1)
    assert facts.until == today.replace(day=1) - timedelta(days=1)
    assert [line.title for line in facts.figures] == [figure.title for figure in catalogue.offered(MANAGER)]
    openings = next(line for line in facts.figures if line.title == FIGURES["openings"].title)
    assert openings.parts[-1].label == month_key(period_of(Span.MONTH, today, 1))


@pytest.mark.parametrize(("days", "told"), [(400, 400), (0, 0), (-3, 0)])
def test_the_days_that_the_seal_is_good_for_are_told_and_none_when_it_ended_or_is_missing(
    services: Services, monkeypatch: pytest.MonkeyPatch, days: int, told: int
) -> None:
    ends = services.clock.now() + timedelta(days=days)
    monkeypatch.setattr(services.press, "seal_ends", lambda: ends, raising=False)
    assert services.figures.value(actor(Role.ADMIN), "seal", fresh=True).total == told
    assert services.figures.rows(actor(Role.ADMIN), "seal").count == 0
    assert "seal" in {one.code for one in services.figures.offered(actor(Role.ADMIN))}
    monkeypatch.setattr(services.press, "seal_ends", lambda: None, raising=False)
    assert services.figures.value(actor(Role.ADMIN), "seal", fresh=True).total == 0


@pytest.mark.rule("FU-4")
@pytest.mark.rule("FU-5")
@pytest.mark.rule("TO-14")
def test_calls_and_visits_of_every_kind_are_counted_among_those_that_wait() -> None:
    by_word = {TaskKind.PROBLEM, TaskKind.PROMISE, TaskKind.TELL_CLIENT}  # have figures of their own, or are ticked off
    assert set(CALLS) == {kind.value for kind in {*KIND_OF, TaskKind.COMPLAINT_CALLBACK} - by_word}
