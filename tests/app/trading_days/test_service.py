"""The branch keeps its trading calendar: what ships, what it enters, who may, and two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.actor import Right
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.refusals import sentence
from app.trading_days import storage
from app.trading_days.domain import ClosedDay, Source
from app.trading_days.service import TradingDayService
from app.trading_days.shipped import shipped_years
from tests.builders import Actors, BranchFactory

NEW_YEAR, NATIONAL = ClosedDay(date(2027, 1, 1), "元旦"), ClosedDay(date(2027, 10, 1), "国庆节")


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    storage._made.clear()
    yield
    storage._made.clear()


@pytest.mark.rule("TO-15")
def test_an_unknown_year_is_entered_by_the_manager_and_then_counts(branch: OpenBranch, actors: Actors) -> None:
    service = TradingDayService(branch.db)
    assert service.years(actors.teller) == (2024, 2025, 2026)
    with pytest.raises(Refused) as refused:
        service.calendar(actors.teller).plus(date(2026, 12, 30), 2)
    assert "2027" in sentence(refused.value)
    assert "交易日历" in sentence(refused.value)
    unknown = service.year(actors.general_manager, 2027)
    assert (unknown.version, unknown.source, unknown.closed) == (0, Source.UNKNOWN, ())
    weekend = ClosedDay(date(2027, 1, 2), "元旦")
    made = service.set_year(actors.general_manager, 2027, [NATIONAL, weekend, NEW_YEAR], unknown.version)
    assert (made.version, made.source, made.closed) == (1, Source.BRANCH, (NEW_YEAR, NATIONAL))
    assert service.year(actors.teller, 2027) == made
    assert service.years(actors.teller) == (2024, 2025, 2026, 2027)
    assert service.calendar(actors.teller).plus(date(2026, 12, 30), 2) == date(2027, 1, 4)


def test_a_changed_year_lies_over_the_shipped_one_as_a_whole(branch: OpenBranch, actors: Actors) -> None:
    service = TradingDayService(branch.db)
    shipped = service.year(actors.supervisor, 2026)
    assert shipped == shipped_years()[2026]
    typhoon = ClosedDay(date(2026, 12, 1), "台风")
    service.set_year(actors.supervisor, 2026, [*shipped.closed, typhoon], 0)
    assert not service.calendar(actors.teller).is_trading_day(typhoon.day)
    assert service.calendar(actors.teller).plus(date(2026, 11, 30), 1) == date(2026, 12, 2)
    again = service.set_year(actors.supervisor, 2026, shipped.closed, 1)
    assert (again.version, again.closed) == (2, shipped.closed)
    assert service.calendar(actors.teller).is_trading_day(typhoon.day)
    assert service.year(actors.teller, 2025) == shipped_years()[2025]


@pytest.mark.rule("SE-2")
def test_a_change_is_in_the_audit_with_before_and_after(branch: OpenBranch, actors: Actors) -> None:
    service = TradingDayService(branch.db)
    service.set_year(actors.general_manager, 2027, [NEW_YEAR], 0)
    service.set_year(actors.general_manager, 2027, [NEW_YEAR, NATIONAL], 1)
    second, first = AuditReader(branch.db).recent(actors.supervisor, subject=("calendar", "2027"))
    assert {first.act, second.act} == {"calendar.set"}
    assert second.staff_id == actors.general_manager.staff_id
    assert (first.before["source"], first.before["closed"]) == ("unknown", {})
    assert second.before["closed"] == {"2027-01-01": "元旦"}
    assert second.after["closed"] == {"2027-01-01": "元旦", "2027-10-01": "国庆节"}
    assert (second.before["version"], second.after["version"]) == (1, 2)


@pytest.mark.parametrize("seen", [0, 2])
def test_of_two_who_change_a_year_the_second_is_told(branch: OpenBranch, actors: Actors, seen: int) -> None:
    service = TradingDayService(branch.db)
    first = service.set_year(actors.supervisor, 2027, [NEW_YEAR], 0)
    with pytest.raises(Refused, match=r"^calendar\.changed_meanwhile$"):
        service.set_year(actors.general_manager, 2027, [NATIONAL], seen)
    assert service.year(actors.general_manager, 2027) == first


def test_a_year_that_is_gone_from_under_the_window_is_not_made_anew(branch: OpenBranch, actors: Actors) -> None:
    service = TradingDayService(branch.db)
    with pytest.raises(Refused, match=r"^calendar\.changed_meanwhile$"):
        service.set_year(actors.supervisor, 2027, [NEW_YEAR], 1)
    assert service.year(actors.supervisor, 2027).source is Source.UNKNOWN


@pytest.mark.parametrize("seen", [0, 1])
def test_of_many_who_save_the_same_year_at_once_one_is_heard(branch: OpenBranch, actors: Actors, seen: int) -> None:
    service = TradingDayService(branch.db)
    if seen:
        service.set_year(actors.supervisor, 2027, [NEW_YEAR], 0)

    def save(place: int) -> str:
        who = replace(actors.supervisor, station=f"{place:02d}")
        try:
            service.set_year(who, 2027, [NEW_YEAR, ClosedDay(date(2027, 3, place), "休市")], seen)
        except Refused as refused:
            return refused.code
        return f"saved {place}"

    with ThreadPoolExecutor(4) as counters:
        told = list(counters.map(save, range(1, 5)))
    (winner,) = [answer for answer in told if answer.startswith("saved")]
    assert told.count("calendar.changed_meanwhile") == 3
    made = service.year(actors.teller, 2027)
    assert (made.version, made.closed[1].day) == (seen + 1, date(2027, 3, int(winner.split()[1])))


@pytest.mark.rule("TO-15")
def test_days_that_are_over_stay_and_nothing_is_written(branch: OpenBranch, actors: Actors, clock: FixedClock) -> None:
    service = TradingDayService(branch.db)
    shipped = service.year(actors.supervisor, 2026)
    today = date(2026, 11, 20)
    with pytest.raises(Refused) as refused:
        service.set_year(actors.supervisor, 2026, [*shipped.closed, ClosedDay(date(2026, 11, 19), "休市")], 0)
    assert (refused.value.code, refused.value.facts["day"]) == ("calendar.past_day", "2026-11-19")
    with pytest.raises(Refused, match=r"^calendar\.past_day$"):
        service.set_year(actors.supervisor, 2026, shipped.closed[1:], 0)
    assert service.year(actors.supervisor, 2026) == shipped
    service.set_year(actors.supervisor, 2026, [*shipped.closed, ClosedDay(today, "休市")], 0)
    # 16:30 in UTC is the next day at the branch, so what was today is over
    clock.at = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    with pytest.raises(Refused, match=r"^calendar\.past_day$"):
        service.set_year(actors.supervisor, 2026, shipped.closed, 1)


def test_names_of_days_that_are_over_may_be_mended(branch: OpenBranch, actors: Actors) -> None:
    service = TradingDayService(branch.db)
    renamed = [ClosedDay(each.day, f"{each.name}假期") for each in service.year(actors.supervisor, 2026).closed]
    made = service.set_year(actors.supervisor, 2026, renamed, 0)
    assert made.closed[0].name == "元旦假期"


def test_only_who_may_keeps_the_calendar(sqlite_branch: OpenBranch, actors: Actors) -> None:
    service = TradingDayService(sqlite_branch.db)
    for actor in actors.all():
        if not actor.may(Right.CALENDAR_WRITE):
            with pytest.raises(Refused, match=r"^auth\.denied$"):
                service.set_year(actor, 2027, [NEW_YEAR], 0)
        if not actor.may(Right.TASK_READ):
            for look in (service.calendar, service.years, lambda who: service.year(who, 2026)):
                with pytest.raises(Refused, match=r"^auth\.denied$"):
                    look(actor)
    assert service.year(actors.supervisor, 2027).source is Source.UNKNOWN


def test_a_transaction_sees_its_own_change_and_one_rolled_back_leaves_no_trace(
    branch: OpenBranch, actors: Actors
) -> None:
    def begun() -> None:
        with branch.db.write(actors.supervisor) as tx:
            storage.set_year(tx, 2027, (NEW_YEAR,), 0)
            assert storage.calendar(tx.conn).next(date(2026, 12, 31)) == date(2027, 1, 4)
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        begun()
    with branch.db.read() as conn:
        assert not storage.calendar(conn).knows(2027)
    with branch.db.write(actors.supervisor) as tx:
        storage.set_year(tx, 2027, (NEW_YEAR, ClosedDay(date(2027, 1, 4), "休市")), 0)
    with branch.db.read() as conn:
        assert storage.calendar(conn).next(date(2026, 12, 31)) == date(2027, 1, 5)


def test_an_unchanged_calendar_is_looked_up_with_one_question(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.supervisor) as tx:
        storage.set_year(tx, 2027, (NEW_YEAR,), 0)
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with branch.db.read() as conn:
        first = storage.calendar(conn)
        sa.event.listen(branch.db.engine, "before_cursor_execute", note)
        try:
            assert storage.calendar(conn) is first
        finally:
            sa.event.remove(branch.db.engine, "before_cursor_execute", note)
    assert len(asked) == 1


def test_calendars_of_two_branches_are_not_mixed_up(
    branch_factory: BranchFactory, branch: OpenBranch, actors: Actors
) -> None:
    other = branch_factory.make("sqlite")
    TradingDayService(branch.db).set_year(actors.supervisor, 2027, [NEW_YEAR], 0)
    TradingDayService(other.db).set_year(actors.supervisor, 2027, [NATIONAL], 0)
    assert not TradingDayService(branch.db).calendar(actors.teller).is_trading_day(NEW_YEAR.day)
    assert TradingDayService(other.db).calendar(actors.teller).is_trading_day(NEW_YEAR.day)
