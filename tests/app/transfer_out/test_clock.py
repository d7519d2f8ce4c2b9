"""The clock of a request (TO-15): trading days, standing still while something is in the way, never held by anybody."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.approvals.domain import StepKind, Verdict
from app.approvals.domain import StepStatus as Approval
from app.samples import transfers
from app.trading_days.domain import ClosedDay, calendar_of
from app.trading_days.shipped import shipped_years
from app.transfer_out import making
from app.transfer_out.case import Outcome, Status
from app.transfer_out.clock import clock_of
from app.transfer_out.steps import State, Step
from tests.app.transfer_out.desk import CORE, FRIDAY, IMPORTANT, ORDINARY, TransferDesk, audited, refused

CALENDAR = calendar_of(shipped_years().values())
pytestmark = pytest.mark.rule("TO-15")


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("asked", "deadline"),
    [
        ("2026-11-20", "2026-11-24"),  # Friday: over a weekend
        ("2026-11-21", "2026-11-24"),  # Saturday
        ("2026-11-18", "2026-11-20"),
        ("2026-09-24", "2026-09-29"),  # Mid-Autumn on the Friday
        ("2026-09-29", "2026-10-08"),  # one trading day, then the National Day holiday
        ("2026-09-30", "2026-10-09"),
        ("2026-10-03", "2026-10-09"),  # within the holiday
        ("2025-12-31", "2026-01-06"),  # New Year, in two known years
    ],
)
def test_the_deadline_is_two_trading_days_on(asked: str, deadline: str) -> None:
    clock = clock_of(day(asked), day(asked), day(asked), days=2, calendar=CALENDAR)
    assert clock.deadline == day(deadline)
    assert clock.days_left == 2
    assert not clock.late


def test_days_left_count_trading_days_and_go_below_nought() -> None:
    friday = FRIDAY.date()
    left = [
        clock_of(friday, friday, friday + timedelta(days=later), days=2, calendar=CALENDAR).days_left
        for later in (0, 1, 2, 3, 4, 5, 6, 7, 8)
    ]
    assert left == [2, 2, 2, 1, 0, -1, -2, -3, -3]


def test_a_deadline_on_a_friday_is_passed_on_the_saturday() -> None:
    clock = clock_of(day("2026-11-18"), day("2026-11-18"), day("2026-11-21"), days=2, calendar=CALENDAR)
    assert (clock.days_left, clock.late) == (-1, True)


@given(
    asked=st.dates(day("2024-01-02"), day("2026-12-10")), wait=st.integers(0, 40), later=st.integers(0, 30),
    days=st.integers(1, 5),
)  # fmt: skip
def test_a_clock_runs_from_the_later_of_asking_and_readiness(asked: date, wait: int, later: int, days: int) -> None:
    ready = asked + timedelta(days=wait)
    today = ready + timedelta(days=later)
    clock = clock_of(asked, ready, today, days=days, calendar=CALENDAR)
    if clock.problem is not None:
        assert clock.problem.code == "calendar.unknown_year"
        assert (clock.deadline, clock.days_left) == (None, None)
        return
    assert clock.deadline is not None
    assert CALENDAR.is_trading_day(clock.deadline)
    assert CALENDAR.trading_days_between(ready, clock.deadline) == days
    assert clock.late == (today > clock.deadline)
    assert clock_of(asked, None, today, days=days, calendar=CALENDAR).deadline is None


def test_a_year_that_nobody_entered_is_said_and_can_be_mended_while_the_request_goes_on(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.to(day("2026-12-30"))
    desk.snapshot()
    number = desk.asked_for(client)
    clock = desk.transfer.view(who.teller, number).clock
    assert clock.problem is not None
    assert (clock.problem.code, clock.problem.facts["year"]) == ("calendar.unknown_year", 2027)
    assert clock.deadline is None
    (line,) = desk.transfer.queue(who.marketing_director)
    assert line.line.clock.problem is not None
    assert not line.line.blocked
    desk.approve(number)
    assert transfers.finish(desk.services, who.teller, number).left  # a missing calendar does not keep a client
    desk.services.trading_days.set_year(who.supervisor, 2027, [ClosedDay(day("2027-01-01"), "元旦")], 0)
    assert desk.transfer.view(who.teller, number).clock.deadline == day("2027-01-04")


def test_unknown_deadlines_come_before_those_that_stand_still(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    clients = [desk.client(sample) for sample in (ORDINARY, IMPORTANT, CORE)]
    desk.to(day("2026-12-29"))
    desk.snapshot(**{ORDINARY.name: {"repo_registered": True}})
    still = desk.asked_for(clients[0])
    soon = desk.asked_for(clients[1])
    desk.to(day("2026-12-30"))
    desk.snapshot(**{ORDINARY.name: {"repo_registered": True}})
    unknown = desk.asked_for(clients[2])
    assert [line.number for line in desk.transfer.cases(who.teller)] == [soon, unknown, still]


def test_a_block_that_arises_later_stops_the_clock_and_one_that_goes_starts_it(desk: TransferDesk) -> None:
    who, number = desk.actors, desk.put_before(IMPORTANT)
    desk.approve(number)
    assert desk.transfer.view(who.teller, number).clock.deadline == day("2026-11-24")
    desk.clock.tick(600)
    desk.snapshot(**{IMPORTANT.name: {"orders_unfilled": 3}})
    (line,) = desk.transfer.queue(who.marketing_director)
    assert line.line.blocked
    assert line.line.clock.deadline is None
    assert line.line.status is Status.APPROVED  # what was approved stays approved
    transfers.hand_back(desk.services, who.teller, number)
    with refused("transfer.incomplete"):
        desk.transfer.carry_out(who.teller, number)
    desk.to(day("2026-11-26"))
    desk.snapshot()
    assert desk.transfer.refresh_clocks(who.teller) == 1
    assert desk.transfer.refresh_clocks(who.teller) == 0
    (line,) = desk.transfer.queue(who.marketing_director)
    assert line.line.clock.deadline == day("2026-11-30")
    branch = desk.services.branch
    assert len(audited(branch, "transfer.clock_stopped")) == 1
    assert audited(branch, "transfer.clock_started") == [{"since": "2026-11-26"}]


def test_a_missing_document_stops_the_clock_until_it_is_brought(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client).case.number
    view = desk.type_in(number, doc__fund_card="missing")
    assert view.clock.deadline is None
    assert view.problems["doc:fund-card"].code == "transfer.document_missing"
    assert ("document:fund-card", "资金账户卡") in view.grounds
    desk.next_day(3)
    assert desk.transfer.refresh_clocks(who.teller) == 0
    assert desk.transfer.cases(who.teller)[0].blocked
    view = desk.type_in(number, doc__fund_card="shown")
    assert view.clock.deadline == day("2026-11-25")


def test_a_scan_of_a_paper_that_is_no_longer_wanted_missing_does_not_stop_the_clock(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client, present="agent").case.number
    assert desk.type_in(number, doc__agent_id="missing").clock.deadline is None
    assert desk.type_in(number, present="client").clock.deadline is not None
    desk.next_day()
    assert desk.transfer.refresh_clocks(who.teller) == 0


def test_the_clock_of_an_ended_request_stands_as_it_ended(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    desk.approve(number)
    transfers.finish(desk.services, who.teller, number)
    desk.next_day(40)
    desk.snapshot(**{IMPORTANT.name: {"repo_registered": True}})
    for clock in (
        desk.transfer.view(who.teller, number).clock,
        desk.transfer.cases(who.teller, running=False)[0].clock,
    ):
        assert (clock.deadline, clock.days_left) == (day("2026-11-24"), 2)


@pytest.mark.rule("TO-7")
def test_a_booking_is_a_day_ahead_and_never_after_the_deadline(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(CORE)
    desk.snapshot()
    view = transfers.take_in(desk.services, who.teller, client)
    number = view.case.number
    assert view.booked_for == day("2026-11-23")
    for text, code in (("2026-11-20", "too_early"), ("2026-11-25", "too_late")):
        view = desk.type_in(number, booked_for=text)
        assert view.problems["booked_for"].code == f"transfer.booking_{code}"
        assert view.step(Step.INTAKE).state is State.MISSING
    assert desk.type_in(number, booked_for="没有日期").problems["booked_for"].code == "text.date"
    view = desk.type_in(number, booked_for="2026年11月24日")
    assert "booked_for" not in view.problems
    assert view.earliest == day("2026-11-24")


@pytest.mark.rule("TO-7")
def test_before_the_booked_day_nothing_is_carried_out_even_when_all_have_approved(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(CORE)
    transfers.approve(desk.services, who.marketing_director, number, StepKind.DIRECTOR)
    transfers.approve(desk.services, who.general_manager, number, StepKind.GENERAL_MANAGER)
    for deed in (
        partial(desk.transfer.take_fee, who.teller, number),
        partial(desk.transfer.check_password, who.teller, number, transfers.PASSWORD),
    ):
        with refused("transfer.step_blocked"):
            deed()
    with refused("transfer.incomplete"):
        desk.transfer.carry_out(who.teller, number)


def test_insisting_leads_before_the_approvers_from_wherever_the_request_is(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client, reason="", reason_text="").case.number
    view = desk.transfer.insist(who.marketing_director, number)
    assert view.case.status is Status.OPEN  # the client has signed nothing yet
    assert view.step(Step.REASON).state is State.NOT_NEEDED
    assert view.step(Step.TALK).state is State.NOT_NEEDED
    view = transfers.sign(services, who.teller, number, making.APPLICATION)
    assert view.case.status is Status.SUBMITTED
    assert desk.transfer.insist(who.teller, number).case.status is Status.SUBMITTED
    desk.say(who.marketing_director, number, StepKind.DIRECTOR, Verdict.SENT_BACK, "再谈一次？")
    assert desk.transfer.insist(who.teller, number).case.status is Status.SUBMITTED
    desk.approve(number)
    view = desk.transfer.insist(who.teller, number)
    assert view.case.status is Status.APPROVED
    assert view.approvals[0].status is Approval.APPROVED
    with refused("transfer.insists"):
        transfers.talk(services, who.teller, number, "再劝一次", Outcome.UNDECIDED)
    with refused("transfer.insists_on_leaving"):
        desk.transfer.retain(who.teller, number)
    assert transfers.finish(services, who.teller, number).left
    with refused("transfer.not_running"):
        desk.transfer.insist(who.teller, number)


def test_a_signature_before_insisting_is_still_good_after_it(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client, reason="", reason_text="").case.number
    transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    assert desk.transfer.insist(who.teller, number).case.status is Status.SUBMITTED


def test_a_request_is_refused_on_a_standing_ground_only(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    frozen = {"new_share_frozen": Decimal("12000"), "new_share_release": day("2026-11-24")}
    desk.snapshot(**{IMPORTANT.name: frozen})
    number = desk.asked_for(client)
    for ground in ("", "block:repo", "document:id-card", "block:", "不想让他走"):
        with refused("transfer.no_ground", "ground"):
            desk.say(who.marketing_director, number, StepKind.DIRECTOR, Verdict.REFUSED, "不行", ground)
    screen = desk.say(who.marketing_director, number, StepKind.DIRECTOR, Verdict.REFUSED, "等解冻", "block:new-share")
    assert screen.view.decisions[-1].ground == "新股申购冻结资金"
    desk.to(day("2026-11-25"))
    desk.snapshot()
    desk.transfer.submit(who.teller, number)
    with refused("transfer.no_ground"):
        desk.say(who.marketing_director, number, StepKind.DIRECTOR, Verdict.REFUSED, "还是不行", "block:new-share")


# the computer's clock is set back


def act(desk: TransferDesk) -> None:
    """Something that the branch does."""
    with desk.services.branch.db.write(desk.actors.supervisor) as tx:
        tx.audit("test.done", "test", "1")


@pytest.mark.rule("SE-2")
def test_a_deadline_that_has_passed_stays_passed_when_the_clock_is_set_back(desk: TransferDesk) -> None:
    who, number = desk.actors, desk.put_before(IMPORTANT)
    desk.to(day("2026-11-25"))
    act(desk)
    assert desk.transfer.view(who.teller, number).clock.days_left == -1
    desk.to(day("2026-11-23"))
    clock = desk.transfer.view(who.teller, number).clock
    assert (clock.deadline, clock.days_left, clock.late) == (day("2026-11-24"), -1, True)
    (line,) = desk.transfer.cases(who.teller)
    (waiting,) = desk.transfer.queue(who.marketing_director)
    assert line.clock.late
    assert waiting.line.clock.late


@pytest.mark.rule("SE-2")
def test_what_holds_for_a_day_comes_to_life_by_no_clock(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    desk.approve(number)
    desk.transfer.check_password(who.teller, number, transfers.PASSWORD)
    desk.next_day(3)
    act(desk)
    assert desk.transfer.view(who.teller, number).accounts.by_hand, "the snapshot is too old"
    desk.next_day(-3)
    view = desk.transfer.view(who.teller, number)
    assert view.accounts.by_hand
    assert not view.password_ok
    for step in (Step.ACCOUNTS, Step.PASSWORD):
        told = [missing for missing in view.step(step).missing if missing.code == "transfer.clock_behind"]
        assert [missing.facts["at"] for missing in told] == ["2026-11-23 10:00"]
    desk.next_day(3)
    view = desk.transfer.view(who.teller, number)
    assert "transfer.clock_behind" not in {missing.code for state in view.steps for missing in state.missing}


def test_minutes_between_the_clocks_of_two_counters_are_nothing_to_speak_of(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    desk.approve(number)
    desk.clock.tick(300)
    act(desk)
    desk.clock.tick(-300)
    assert desk.transfer.check_password(who.teller, number, transfers.PASSWORD).password_ok


def test_what_a_clock_that_ran_wild_wrote_holds_up_nobody(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    desk.next_day(400)
    act(desk)
    desk.next_day(-400)
    assert not desk.transfer.view(who.teller, number).clock.late
    desk.approve(number)
    assert transfers.finish(desk.services, who.teller, number).left
