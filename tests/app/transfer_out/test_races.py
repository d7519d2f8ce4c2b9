"""Many at once on PostgreSQL: one decision, one audit row, the others told why not (TO-5)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from app.approvals.domain import StepKind, Verdict
from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.samples import transfers
from app.transfer_out.case import Status
from tests.app.transfer_out.desk import (
    CORE,
    IMPORTANT,
    TransferDesk,
    audited,
    transfer_desk,
)
from tests.builders import Actors, BranchFactory, insert_staff
from tests.threads import PATIENCE
from tests.users import add_user

THREADS, TRIES = 16, 63
DIRECTOR = StepKind.DIRECTOR


@pytest.fixture
def desk(branch_factory: BranchFactory, actors: Actors) -> TransferDesk:
    return transfer_desk(branch_factory.make("postgresql"), actors)


def at_once(deeds: list[Callable[[], object]], tries: int = 1) -> Counter[str]:
    """Do these at the same moment, each so many times; what came of it, by refusal (``done`` for none)."""
    start = threading.Barrier(len(deeds), timeout=PATIENCE)

    def run(deed: Callable[[], object]) -> list[str]:
        start.wait()
        return [_outcome(deed) for _ in range(tries)]

    with ThreadPoolExecutor(len(deeds)) as pool:
        return Counter(word for words in pool.map(run, deeds) for word in words)


def _outcome(deed: Callable[[], object]) -> str:
    try:
        deed()
    except Refused as refused:
        return refused.code
    return "done"


def second_director(desk: TransferDesk) -> Actor:
    """Another marketing director."""
    made = replace(desk.actors.marketing_director, staff_id="staff-director-2", staff_number="9902", name="测试总监二")
    with desk.services.branch.db.write(desk.actors.admin) as tx:
        insert_staff(tx.conn, made)
    add_user(desk.services.auth, "director2", "Mima-2026-9-Ceshi", made.staff_id, {Role.MARKETING_DIRECTOR})
    return made


def deciding(desk: TransferDesk, who: Actor, number: str, step: StepKind = DIRECTOR) -> Callable[[], object]:
    seen = desk.transfer.approval_screen(who, number).seen_version
    return partial(desk.transfer.decide, who, number, step, Verdict.APPROVED, "同意", "", seen)


@pytest.mark.rule("TO-5")
def test_a_thousand_approvals_of_one_request_at_once_make_one_decision_and_one_line_of_audit(
    desk: TransferDesk,
) -> None:
    number = desk.put_before(IMPORTANT)
    people = (desk.actors.marketing_director, second_director(desk))
    said = at_once([deciding(desk, people[place % 2], number) for place in range(THREADS)], TRIES)
    assert said == {"done": 1, "approvals.already_decided": THREADS * TRIES - 1}
    view = desk.transfer.view(desk.actors.teller, number)
    assert len(view.decisions) == 1
    assert view.case.status is Status.APPROVED
    assert len(audited(desk.services.branch, "transfer.approved")) == 1


@pytest.mark.rule("TO-5")
def test_of_two_people_who_approve_at_once_one_is_told_that_it_is_done(desk: TransferDesk) -> None:
    number = desk.put_before(IMPORTANT)
    people = (desk.actors.marketing_director, second_director(desk))
    assert at_once([deciding(desk, who, number) for who in people]) == {"done": 1, "approvals.already_decided": 1}


@pytest.mark.rule("TO-6")
def test_a_denial_and_the_decision_that_builds_on_it_come_one_after_the_other(desk: TransferDesk) -> None:
    """Whichever is first: neither waits for the other for ever, and nothing stands on what was denied."""
    who, number = desk.actors, desk.put_before(CORE)
    desk.call(number, DIRECTOR, who.marketing_director)
    (line,) = desk.services.approvals.unconfirmed(who.marketing_director)
    said = at_once([
        partial(desk.services.approvals.confirm, who.marketing_director, line.decision_id, False, "没有接到电话"),
        deciding(desk, who.general_manager, number, StepKind.GENERAL_MANAGER),
    ])  # fmt: skip
    assert set(said) <= {"done", "approvals.not_yet"}
    view = desk.transfer.view(who.teller, number)
    assert view.case.status is Status.SUBMITTED
    assert not view.may_carry_out


@pytest.mark.rule("TO-9")
def test_carried_out_once_at_two_windows_and_never_with_a_talk_or_a_change_that_came_between(
    desk: TransferDesk,
) -> None:
    who, number = desk.actors, desk.put_before(IMPORTANT)
    desk.approve(number)
    transfers.hand_back(desk.services, who.teller, number)
    said = at_once([partial(desk.transfer.carry_out, who.teller, number)] * 4)
    assert said["done"] == 1
    assert set(said) <= {"done", "transfer.not_running", "transfer.changed_elsewhere"}
    assert len(audited(desk.services.branch, "transfer.carried_out")) == 1


@pytest.mark.rule("TO-9")
def test_one_receipt_whoever_takes_the_fee_first(desk: TransferDesk) -> None:
    who, number = desk.actors, desk.put_before(IMPORTANT)
    desk.approve(number)
    said = at_once([partial(desk.transfer.take_fee, who.teller, number)] * 6)
    assert said == {"done": 1, "receipts.case_has_one": 5}
    assert len(desk.services.receipts.of_case(who.teller, number)) == 1


def test_one_running_request_of_an_account_whichever_counter_is_faster(desk: TransferDesk) -> None:
    client = desk.client(IMPORTANT)
    desk.snapshot()
    said = at_once([partial(desk.transfer.start, desk.actors.teller, client.id)] * 6)
    assert said == {"done": 1, "transfer.running_exists": 5}
