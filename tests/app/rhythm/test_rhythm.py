"""Large and active clients come round, counted from the last contact of any kind; days are reminded of once (FU-4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import cast

import pytest

from app.bookings.domain import BookVisit
from app.bookings.service import BookingService
from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.clock import FixedClock
from app.contacts import storage as contacts
from app.contacts.domain import Contact, ContactKind, Outcome, Way
from app.counter.services import branch_facts
from app.custody import storage as custody
from app.messages import storage as messages
from app.policy.loader import load_policy
from app.policy.messages import MessageKind
from app.rhythm.domain import Prepared
from app.rhythm.service import RhythmService, prepare_once
from app.snapshots import storage as snapshots
from app.tasks import storage as tasks
from app.tasks.domain import Task, TaskKind
from tests.app.snapshots.states import state
from tests.builders import Actors
from tests.people import NOON, add_client, add_marketer

POLICY = load_policy()
RULE = POLICY.large


def enter(branch: OpenBranch, actors: Actors, figures: list[tuple[str, str]], opened: date) -> list[str]:
    """Clients with these assets and turnovers in the snapshot in force; their ids."""
    ids = []
    with branch.db.write(actors.supervisor) as tx:
        states = []
        for place, (assets, turnover) in enumerate(figures):
            made = add_client(tx.conn, name=f"客户{place}", paper_number=f"1101011990030700{place:02d}")
            number = f"88010000{place:02d}"
            custody.open_fund_account(tx.conn, client_id=made.id, number=number, at=NOON, most=3)
            clients.set_fund_account(tx.conn, made.id, number, opened)
            states.append(state(number, assets=Decimal(assets), turnover=Decimal(turnover)))
            ids.append(made.id)
        snapshots.put_snapshot(tx.conn, states, NOON, actors.supervisor.staff_id, "今日.csv")
    return ids


def reached(branch: OpenBranch, actors: Actors, client_id: str, on: date, outcome: Outcome = Outcome.REACHED) -> None:
    with branch.db.write(actors.teller) as tx:
        contacts.add(
            tx.conn,
            Contact(
                id=f"c{on}{outcome.value}", number=f"LX{on}{outcome.value}", client_id=client_id,
                kind=ContactKind.OTHER, way=Way.TELEPHONE, outcome=outcome, on=on, at=tx.at, by=actors.teller.staff_id,
                by_name=actors.teller.name, by_number="9000", case_number="", task_id="", occasion="", spoken_with="",
                place="", companions="", note="", problem="", has_problem=False, misconduct=(), next_on=None,
                policy_version="", attempt=1, document_number="",
            ),
        )  # fmt: skip


def visits(branch: OpenBranch) -> list[Task]:
    with branch.db.read() as conn:
        return list(tasks.open_ones(conn, TaskKind.CLIENT_VISIT))


@pytest.fixture
def service(branch: OpenBranch) -> RhythmService:
    return RhythmService(branch.db, POLICY, branch_facts(branch))


@pytest.mark.rule("FU-4")
def test_who_is_large_or_active_gets_a_visit_once_and_the_others_none(
    branch: OpenBranch, service: RhythmService, actors: Actors
) -> None:
    figures = [("1000000", "0"), ("999999.99", "19.99"), ("99999.99", "20"), ("100000", "20")]
    large, _, _, active = enter(branch, actors, figures, date(2026, 3, 1))
    assert service.prepare(actors.supervisor) == Prepared(2, 0)
    assert service.prepare(actors.supervisor) == Prepared(0, 0)
    made = {task.client_id: task for task in visits(branch)}
    assert set(made) == {large, active}
    assert ("资产大" in made[large].text, "交易活跃" in made[active].text) == (True, True)
    today = date(2026, 11, 20)
    assert made[large].due_on == today + timedelta(days=RULE.notice_days)
    shown = service.visits(actors.compliance)
    assert {(one.client.client_id, one.task_id) for one in shown} == {(t.client_id, t.id) for t in made.values()}


@pytest.mark.rule("FU-4")
def test_the_next_visit_is_counted_from_the_last_contact_of_any_kind(
    branch: OpenBranch, service: RhythmService, actors: Actors
) -> None:
    (client_id,) = enter(branch, actors, [("5000000", "0")], date(2026, 1, 1))
    reached(branch, actors, client_id, date(2026, 11, 1))
    reached(branch, actors, client_id, date(2026, 11, 10), Outcome.NOT_REACHED)
    assert service.prepare(actors.teller) == Prepared(0, 0)
    assert [one.due_on for one in service.visits(actors.teller)] == [date(2027, 2, 1)]
    clock = cast(FixedClock, branch.db.clock)
    clock.at = datetime(2027, 1, 17, 2, tzinfo=UTC)
    assert service.prepare(actors.teller) == Prepared(0, 0)
    clock.at += timedelta(days=1)
    assert service.prepare(actors.teller) == Prepared(1, 0)
    assert visits(branch)[0].due_on == date(2027, 2, 1)


def test_a_program_prepares_a_day_once_in_its_own_name(branch: OpenBranch, actors: Actors) -> None:
    enter(branch, actors, [("5000000", "0")], date(2026, 1, 1))
    facts = branch_facts(branch)
    assert prepare_once(branch.db, POLICY, facts, "01") == Prepared(1, 0)
    assert prepare_once(branch.db, POLICY, facts, "02") is None


def test_ending_papers_and_booked_visits_are_reminded_of_once_each_time(
    branch: OpenBranch, service: RhythmService, actors: Actors
) -> None:
    with branch.db.write(actors.supervisor) as tx:
        marketer = add_marketer(tx.conn)
        made = add_client(tx.conn, paper_until=date(2026, 12, 10))
        custody.open_fund_account(tx.conn, client_id=made.id, number="8801000001", at=NOON, most=3)
        gone = add_client(tx.conn, paper_number="110101199003070099", paper_until=date(2026, 12, 10))
        custody.open_fund_account(tx.conn, client_id=gone.id, number="8801000002", at=NOON, most=3)
        account = custody.fund_account_by_number(tx.conn, "8801000002")
        assert account is not None
        custody.close_fund_account(tx.conn, account, tx.at)
    BookingService(branch.db, expiry_days=30).book(
        actors.supervisor,
        BookVisit(
            name="李四", mobile="13800138001", planned_at=datetime(2026, 11, 21, 2, tzinfo=UTC), staff_id=marketer.id,
            business=("开户",),
        ),
    )  # fmt: skip
    assert service.prepare(actors.teller) == Prepared(0, 2)
    assert service.prepare(actors.teller) == Prepared(0, 0)
    with branch.db.read() as conn:
        found = {one.kind: one for one in messages.listed(conn)}
    assert "2026年12月10日" in found[MessageKind.PAPER_EXPIRY].text
    assert found[MessageKind.PAPER_EXPIRY].client_id == made.id
    booked = found[MessageKind.BOOKING_REMINDER]
    assert "2026年11月21日10:00" in booked.text
    assert booked.until == datetime(2026, 11, 21, 2, tzinfo=UTC)
    cast(FixedClock, branch.db.clock).at += timedelta(days=13)  # a week before the paper's end
    assert service.prepare(actors.teller) == Prepared(0, 1)
