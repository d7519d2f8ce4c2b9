"""The daily table of clients by risk level: every client in one level or among those not assessed (RA-7)."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from app.auth import storage as users
from app.auth.domain import User
from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.counter.services import branch_facts
from app.policy.composing import BRANCH_FILE, Base
from app.policy.in_force import policy_on
from app.risk_cases import class_table
from app.risk_cases.class_table import number_of
from app.risk_cases.judging import Surface
from app.tasks import storage as tasks
from tests.app.policy.test_service import shipped
from tests.app.risk_cases.desk import HIGH, LOW, RiskDesk, risk_desk
from tests.builders import Actors
from tests.people import TODAY, add_client


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors, tmp_path: Path) -> RiskDesk:
    return risk_desk(branch, actors, tmp_path)


@pytest.mark.rule("RA-7")
def test_every_client_stands_in_one_level_or_among_those_not_assessed(desk: RiskDesk) -> None:
    assessed, table = desk.client(LOW), desk.services.class_tables.table
    with desk.services.branch.db.write(desk.teller) as tx:
        add_client(tx.conn)
    supervisor = desk.who.supervisor
    first = table(supervisor, TODAY)
    assert {one.label: (one.new, one.total) for one in first.levels if one.total} == {"低": (1, 1)}
    assert [one.client_name for one in first.missing] == ["张三丰"]
    assert first.clients == sum(one.total for one in first.levels) + len(first.missing)

    desk.clock.tick(86_400)
    tomorrow = TODAY + timedelta(days=1)
    desk.reassess(assessed, HIGH)
    second = table(supervisor, tomorrow)
    assert {one.label: (one.new, one.total) for one in second.levels if one.total} == {"高": (1, 1)}
    assert [(one.before, one.level) for one in second.new] == [("低", "高")]
    # the table of the day before says what it said
    assert table(supervisor, TODAY).levels == first.levels

    desk.clock.tick(800 * 86_400)
    late = table(supervisor, tomorrow + timedelta(days=800))
    assert len(late.missing) == late.clients == 2
    assert {one.expired_on is not None for one in late.missing} == {True, False}
    with pytest.raises(Refused, check=lambda error: error.code == "risk.future_day"):
        table(supervisor, TODAY + timedelta(days=900))


@pytest.mark.rule("RA-7")
@pytest.mark.rule("SE-1")
def test_the_workbook_holds_every_client_and_is_registered(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    desk = risk_desk(sqlite_branch, actors, tmp_path)
    desk.client(LOW)
    with desk.services.branch.db.write(desk.teller) as tx:
        add_client(tx.conn, name="=1+1")
    content = desk.services.class_tables.xlsx(actors.supervisor, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["汇总", "当日新评估", "未评估或者已过期", "全部客户"]
    everybody = list(book["全部客户"].values)
    assert len(everybody) == 3
    assert {row[1] for row in everybody[1:]} >= {"'=1+1"}
    assert desk.services.class_tables.pdf(actors.supervisor, TODAY)


@pytest.mark.rule("RA-7")
@pytest.mark.rule("RA-3")
def test_a_table_of_a_past_day_is_made_by_the_questionnaire_of_that_day(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    desk = risk_desk(sqlite_branch, actors, tmp_path)
    desk.client(LOW)
    tomorrow = TODAY + timedelta(days=1)
    text = shipped(BRANCH_FILE, version="NEW", effective=tomorrow.isoformat()).replace("-4-level.toml", "-5-level.toml")
    for old, new in (("medium", "c3"), ("high", "c5")):
        text = text.replace(f'lowest_level = "{old}"', f'lowest_level = "{new}"')
    policies = desk.services.policies
    one = policies.propose(actors.compliance, BRANCH_FILE, text, "改用五级问卷")
    policies.decide(actors.general_manager, one.id, agreed=True, reason="同意")
    desk.clock.tick(86_400)
    base = Base(sqlite_branch.folder)
    with sqlite_branch.db.read() as conn:
        policy = policy_on(conn, base, tomorrow)
    surface = Surface(desk.services.press, policy, desk.clock, branch_facts(sqlite_branch))
    table = class_table.ClassTableService(sqlite_branch.db, surface, base).table
    assert [one.label for one in table(actors.supervisor, TODAY).levels if one.total] == ["低"]
    now = table(actors.supervisor, tomorrow)
    assert (len(now.missing), now.levels[-1].label) == (1, "C5")


def test_only_the_number_of_a_table_is_printed(sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path) -> None:
    service = risk_desk(sqlite_branch, actors, tmp_path).services.class_tables
    assert service.printable_form(actors.supervisor, number_of(TODAY), class_table.FORM)
    for number in ("FL2026", "ZX20261120"):
        with pytest.raises(Refused, match=r"^reports\.day$"):
            service.printable_form(actors.supervisor, number, class_table.FORM)


@pytest.mark.rule("RA-7")
def test_the_table_lies_once_in_each_directors_tray(sqlite_branch: OpenBranch, actors: Actors) -> None:
    directors = (actors.supervisor, actors.marketing_director)
    with sqlite_branch.db.write(actors.teller) as tx:
        users.lock_register(tx.conn)
        for place, who in enumerate((*directors, actors.compliance)):
            role = next(iter(who.roles))
            users.insert_user(tx.conn, User(f"u{place}", f"login{place}", who.staff_id, frozenset({role}), True, 1),
                              "hash", tx.at)  # fmt: skip
        sent = class_table.send(tx, TODAY, ("supervisor", "marketing-director"))
        assert set(sent) == {who.staff_id for who in directors}
        assert class_table.send(tx, TODAY, ("supervisor", "marketing-director")) == ()
        found = tasks.of_case(tx.conn, number_of(TODAY))
    assert [task.rule for task in found] == ["RA-7", "RA-7"]
    assert Role.COMPLIANCE not in {role for who in directors for role in who.roles}
