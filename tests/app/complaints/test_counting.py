"""The sums of complaints: by the database, the same on both, on the sheet and in the workbook (CP-3)."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.complaints import counting
from app.complaints.domain import Kind, Level, Source, State
from app.complaints.taking_in import Named
from app.complaints.working import Plan
from tests.app.complaints.desk import Desk, refused
from tests.builders import Actors

SINCE, UNTIL = date(2026, 11, 1), date(2026, 12, 31)


def filled(branch: OpenBranch, actors: Actors) -> Desk:
    """A closed one about two units with a compensation, one of December about nobody, one that waits since November."""
    desk = Desk(branch, actors)
    about = (Named(desk.marketer.id), Named(actors.archivist.staff_id), Named(name="某人", unit="大堂"))
    plan = Plan(measure="退费", compensation=Decimal("12.34"), dealt=dict.fromkeys((1, 2, 3), "提醒"))
    desk.until(State.CLOSED, kind=Kind.MARKETING, respondents=about, plan=plan)
    desk.take(kind=Kind.SYSTEM, source=Source.TELEPHONE, level=Level.COMPANY)
    clock = desk.services.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=20)
    desk.take(kind=Kind.SYSTEM)
    return desk


@pytest.mark.rule("CP-3")
def test_the_database_adds_up_by_type_unit_month_state_and_staff(branch: OpenBranch, actors: Actors) -> None:
    desk = filled(branch, actors)
    today = date(2026, 12, 10)
    with branch.db.read() as conn:
        total = counting.total(conn, SINCE, UNTIL, today)
        kinds = {one.key[0]: one for one in counting.by_kind(conn, SINCE, UNTIL)}
        units = {one.key[0]: one.taken for one in counting.by_unit(conn, SINCE, UNTIL)}
        months = [(int(one.key[0]), int(one.key[1]), one.taken) for one in counting.by_month(conn, SINCE, UNTIL)]
        people = {one.key[0]: (one.key[2], one.taken, one.founded) for one in counting.by_staff(conn, SINCE, UNTIL)}
        levels = {one.key[0]: one.taken for one in counting.by_level(conn, SINCE, UNTIL)}
        sources = {one.key[0]: one.taken for one in counting.by_source(conn, SINCE, UNTIL)}
        states = {one.key[0]: one.taken for one in counting.by_state(conn, SINCE, UNTIL)}
        standing = counting.standing(conn, today)
        before = counting.total(conn, SINCE, date(2026, 11, 19))
    assert (total.taken, total.open, total.closed, total.late, total.founded) == (3, 2, 1, 1, 1)
    assert (total.satisfied, total.compensation_fen) == (1, 1234)
    assert (kinds["system"].taken, kinds["system"].late, kinds["marketing"].compensation_fen) == (2, 0, 1234)
    assert units == {"": 2, "市场营销": 1, "档案": 1, "大堂": 1}
    assert months == [(2026, 11, 2), (2026, 12, 1)]
    assert people == {
        desk.marketer.id: (desk.marketer.name, 1, 1),
        actors.archivist.staff_id: (actors.archivist.name, 1, 1),
    }
    assert (levels, sources) == ({"branch": 2, "company": 1}, {"on-site": 2, "telephone": 1})
    assert states == {"closed": 1, "taken": 2}
    assert (standing.open, standing.overdue, standing.with_compliance, standing.to_call_back) == (2, 1, 0, 0)
    assert before.taken == 0


@pytest.mark.rule("CP-3", "SE-1")
def test_the_sums_leave_the_program_registered_and_inert(sqlite_branch: OpenBranch, actors: Actors) -> None:
    desk = Desk(sqlite_branch, actors)
    desk.take(respondents=(Named(name="某人", unit="=cmd|' /C calc'!A0"),))
    service, boss = desk.complaints, actors.supervisor
    with refused("auth.denied"):
        service.statistics(actors.teller, SINCE, UNTIL)
    with refused("complaints.period_backwards"):
        service.statistics(boss, UNTIL, SINCE)
    with refused("complaints.period_too_long"):
        service.statistics(boss, date(2000, 1, 1), UNTIL)
    assert service.statistics_pdf(boss, SINCE, UNTIL)
    book = openpyxl.load_workbook(io.BytesIO(service.statistics_xlsx(boss, SINCE, UNTIL)))
    assert book.sheetnames[:3] == ["总体情况", "按投诉类型", "按被投诉单位"]
    cell = book["按被投诉单位"]["A2"]
    assert (cell.data_type, str(cell.value).startswith("=")) == ("s", False)
    facts = service.statistics(boss, SINCE, UNTIL)
    assert (facts.total.taken, [table.title for table in facts.tables][2]) == (1, "按月份")
