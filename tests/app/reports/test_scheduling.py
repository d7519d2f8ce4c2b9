"""Which day ends which period, and reports that are made by themselves: once, archived, into the in-trays (RA-7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.archive.storage import document
from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import Services
from app.day_end import storage as day_ends
from app.day_end.domain import ClosedDay
from app.reports.catalogue import report
from app.reports.run_rows import Frequency, Way
from app.reports.scheduling import asked_for, may_receive, period_end
from app.tasks.domain import TaskKind
from app.tasks.storage import task
from app.trading_days.domain import TradingCalendar
from tests.app.onboarding.desk import PlainPress, services_for
from tests.builders import CHEAP, Actors
from tests.stopping import Onlooker
from tests.users import add_user

TODAY = date(2026, 11, 20)  # a Friday
CALENDAR = TradingCalendar({2026: frozenset({date(2026, 10, day) for day in (1, 2, 5, 6, 7)})})
GM = ("general-manager",)


@pytest.mark.parametrize(
    ("frequency", "day", "end"),
    [
        (Frequency.NEVER, TODAY, None),
        (Frequency.DAILY, TODAY, TODAY),
        (Frequency.WEEKLY, TODAY, TODAY),
        (Frequency.WEEKLY, date(2026, 11, 19), date(2026, 11, 13)),  # the week is not over: the one before
        (Frequency.WEEKLY, date(2026, 10, 8), date(2026, 9, 30)),  # only the Friday ends that short week
        (Frequency.WEEKLY, date(2026, 9, 30), date(2026, 9, 30)),  # closed from Thursday on
        (Frequency.MONTHLY, date(2026, 9, 30), date(2026, 9, 30)),
        (Frequency.MONTHLY, TODAY, date(2026, 10, 30)),
        (Frequency.MONTHLY, date(2026, 11, 30), date(2026, 11, 30)),
        (Frequency.MONTHLY, date(2027, 1, 29), date(2027, 1, 29)),  # nobody has entered 2027 yet
    ],
)
def test_a_period_ends_on_its_last_trading_day(frequency: Frequency, day: date, end: date | None) -> None:
    assert period_end(frequency, day, CALENDAR) == end


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from([Frequency.WEEKLY, Frequency.MONTHLY]),
    st.integers(0, 40),
)  # fmt: skip
def test_an_end_is_never_after_the_day_and_never_goes_back(day: date, frequency: Frequency, more: int) -> None:
    first = period_end(frequency, day, CALENDAR)
    later = period_end(frequency, day + timedelta(days=more), CALENDAR)
    assert first is not None
    assert later is not None
    assert first <= day
    assert first <= later
    assert period_end(frequency, first, CALENDAR) == first


def test_the_parameters_are_those_of_the_period() -> None:
    assert asked_for(report("risk-levels"), Frequency.DAILY, TODAY) == {"day": "2026-11-20"}
    assert asked_for(report("openings"), Frequency.WEEKLY, TODAY) == {"since": "2026-11-16", "until": "2026-11-20"}
    assert asked_for(report("churn"), Frequency.MONTHLY, TODAY) == {"since": "2026-11-01", "until": "2026-11-20"}
    assert asked_for(report("service-report"), Frequency.MONTHLY, TODAY) == {"month": "2026-11"}
    assert asked_for(report("loans-out"), Frequency.DAILY, TODAY) == {}


def test_only_roles_that_may_see_a_report_can_receive_it() -> None:
    assert may_receive(report("watch-hits")) == ("compliance",)
    assert "admin" not in may_receive(report("openings"))


@pytest.fixture
def services(sqlite_branch: OpenBranch) -> Services:
    made = services_for(sqlite_branch, PlainPress())
    return replace(made, auth=AuthService(sqlite_branch.db, costs=CHEAP))


def close(services: Services, who: str, day: date, number: str) -> None:
    """As if a teller had closed a day, with a day sheet that only its row tells of."""
    with services.branch.db.write(Actors().teller) as tx:
        sheet: dict[str, object] = {column.name: "x" for column in document.columns}
        sheet |= {"number": number, "client_id": None, "pages": 1, "copies": 1, "made_at": tx.at,
                  "file_sha256": number, "case_number": number}  # fmt: skip
        tx.conn.execute(document.insert().values(sheet))
        day_ends.add(
            tx.conn,
            ClosedDay(staff_id=who, day=day, teller="柜员", document_number=number, closed_at=tx.at, station="01",
                      cases=(), receipts=0, taken=Decimal(0)),
        )  # fmt: skip


def tasks_of(services: Services) -> list[tuple[str, str, date]]:
    with services.branch.db.read() as conn:
        query = sa.select(task.c.assigned_to, task.c.case_number, task.c.due_on).where(
            task.c.kind == TaskKind.REPORT.value
        )
        return [tuple(row) for row in conn.execute(query)]


@pytest.mark.rule("RA-7")
def test_the_end_of_a_day_makes_what_is_wished_for_once_and_puts_it_into_the_in_trays(
    services: Services, actors: Actors, clock: FixedClock
) -> None:
    runs = services.report_runs
    for who, role in ((actors.general_manager, Role.GENERAL_MANAGER), (actors.compliance, Role.COMPLIANCE)):
        add_user(services.auth, role.value, "Mima-2026-Ceshi", who.staff_id, {role})
    made = runs.set_schedule(actors.general_manager, "late-tasks", Frequency.DAILY, GM, 0)
    assert (made.version, made.roles) == (1, GM)
    assert runs.after_closing(actors.teller, TODAY) == ()  # nobody has closed the day
    close(services, actors.teller.staff_id, TODAY, "RZ1-01")
    (number,) = runs.after_closing(actors.teller, TODAY)
    assert runs.after_closing(actors.teller, TODAY) == ()
    assert runs.make_due(actors.general_manager) == ()
    run = runs.run(actors.general_manager, number)
    assert (run.way, run.document_number, run.by) == (Way.SCHEDULED, number, actors.teller.staff_id)
    assert services.archive.get(actors.general_manager, number).form_id == "report"
    assert tasks_of(services) == [(actors.general_manager.staff_id, number, date(2026, 11, 23))]


@pytest.mark.rule("SE-1")
def test_who_may_not_see_a_report_does_not_find_its_runs(services: Services, actors: Actors) -> None:
    runs = services.report_runs
    runs.set_schedule(actors.general_manager, "late-tasks", Frequency.DAILY, GM, 0)
    (number,) = runs.make_due(actors.general_manager)
    for who, code in ((actors.teller, "auth.denied"), (actors.archivist, "reports.unknown_run")):
        with pytest.raises(Refused) as refused:
            runs.run(who, number)
        assert refused.value.code == code
    assert runs.runs(actors.archivist) == ()
    assert [run.number for run in runs.runs(actors.compliance)] == [number]


@pytest.mark.parametrize(
    ("name", "frequency", "roles", "version", "code"),
    [
        ("nothing", Frequency.DAILY, GM, 0, "reports.unknown"),
        ("late-tasks", Frequency.DAILY, (), 0, "reports.no_receiver"),
        ("late-tasks", Frequency.DAILY, ("pope",), 0, "reports.unknown_role"),
        ("watch-hits", Frequency.DAILY, GM, 0, "reports.role_may_not"),
        ("late-tasks", Frequency.DAILY, GM, 7, "reports.schedule_changed"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused(
    services: Services, actors: Actors, name: str, frequency: Frequency, roles: tuple[str, ...], version: int, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.report_runs.set_schedule(actors.general_manager, name, frequency, roles, version)
    assert refused.value.code == code


def test_two_who_change_a_schedule_at_once_are_told_and_never_ends_it(services: Services, actors: Actors) -> None:
    runs, who = services.report_runs, actors.general_manager
    runs.set_schedule(who, "late-tasks", Frequency.DAILY, GM, 0)
    with pytest.raises(Refused):
        runs.set_schedule(who, "late-tasks", Frequency.WEEKLY, GM, 0)
    runs.set_schedule(who, "late-tasks", Frequency.NEVER, (), 1)
    assert runs.due(who) == ()


def test_what_ended_before_it_was_wished_for_is_not_made_up_for(services: Services, actors: Actors) -> None:
    runs, who = services.report_runs, actors.general_manager
    runs.set_schedule(who, "churn", Frequency.MONTHLY, GM, 0)
    assert runs.due(who) == ()  # October is over, and nobody wished for it then
    with pytest.raises(Refused) as refused:
        runs.make_due(who, TODAY + timedelta(days=1))
    assert refused.value.code == "reports.future_day"


def test_a_week_whose_last_day_nobody_closed_is_made_at_the_next_closing(
    services: Services, actors: Actors, clock: FixedClock
) -> None:
    runs, who = services.report_runs, actors.general_manager
    runs.set_schedule(who, "open-tasks", Frequency.WEEKLY, GM, 0)
    (due,) = runs.due(who, TODAY + timedelta(days=3))
    assert (due.day, due.frequency) == (TODAY, Frequency.WEEKLY)


@pytest.mark.rule("RA-7")
def test_days_on_which_the_program_did_not_run_are_made_up_for(
    services: Services, actors: Actors, clock: FixedClock
) -> None:
    runs, who = services.report_runs, actors.general_manager
    runs.set_schedule(who, "risk-levels", Frequency.DAILY, GM, 0)
    runs.set_schedule(who, "late-tasks", Frequency.DAILY, GM, 0)
    runs.make_due(who)  # on Friday
    clock.tick(5 * 24 * 3600)
    due = [(one.report.name, one.day) for one in runs.due(who)]
    days = [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]  # nothing of Saturday and Sunday
    assert due == [*(("risk-levels", day) for day in days), ("late-tasks", days[-1])]  # how things stand is said once
    made = runs.make_due(who)
    assert [runs.run(who, number).parameters.get("day") for number in made] == [*map(str, days), None]
    assert runs.due(who) == ()


@pytest.mark.rule("RA-7")
def test_stopped_between_two_reports_the_one_made_stays_and_the_other_is_due_still(
    services: Services, actors: Actors
) -> None:
    runs, who = services.report_runs, actors.general_manager
    for name in ("risk-levels", "late-tasks"):
        runs.set_schedule(who, name, Frequency.DAILY, GM, 0)
    assert len(runs.make_due(who, watch=Onlooker(1).watch)) == 1
    assert len(runs.due(who)) == 1
    assert len(runs.make_due(who)) == 1
    assert runs.due(who) == ()
