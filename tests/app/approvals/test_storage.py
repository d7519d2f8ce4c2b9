"""Decisions in the database, and what the database itself forbids."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.approvals import storage
from app.approvals.approvers import approver_of, who_may_decide
from app.approvals.domain import Decision, Request, StepKind, StepStatus, Verdict, Way, approved, states
from app.auth import storage as auth
from app.auth.domain import User
from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.staff import storage as staff
from tests.app.approvals.desk import (
    DIRECTOR,
    HEAD,
    MANAGER,
    SUPERVISOR,
    TELLER,
    WHO,
    actor,
    add_approver,
    at_version,
    by_telephone,
    decide,
    request,
)
from tests.builders import BranchFactory
from tests.people import NOON, TODAY
from tests.threads import PATIENCE

OWN, COUNTER = StepKind.OWN_STAFF, StepKind.SUPERVISOR
MARKETING, TOP = StepKind.DIRECTOR, StepKind.GENERAL_MANAGER


def is_approved(conn: sa.Connection, wanted: Request) -> bool:
    return approved(states(wanted, storage.decisions(conn, wanted.kind, wanted.number), TODAY))


@pytest.mark.rule("TO-4")
def test_an_ordinary_request_is_approved_by_the_own_staff_member_and_a_supervisor(branch: OpenBranch) -> None:
    wanted = request()
    with branch.db.write(WHO.supervisor) as tx:
        first = decide(tx.conn, wanted, COUNTER, SUPERVISOR)
        assert not is_approved(tx.conn, wanted)
    with branch.db.write(WHO.client_manager) as tx:
        second = decide(tx.conn, wanted, OWN, MANAGER)
        assert is_approved(tx.conn, wanted)
    with branch.db.read() as conn:
        assert storage.decisions(conn, wanted.kind, wanted.number) == (first, second)
        assert storage.by_id(conn, first.id) == first
        assert not is_approved(conn, at_version(wanted, 2))
        with pytest.raises(Refused, match=r"approvals\.unknown"):
            storage.by_id(conn, "nothing")


@pytest.mark.rule("TO-4")
def test_a_core_request_needs_the_director_and_then_the_general_manager(branch: OpenBranch) -> None:
    core = request(Tier.CORE)
    with branch.db.write(WHO.general_manager) as tx:
        with pytest.raises(Refused, match=r"approvals\.not_yet"):
            decide(tx.conn, core, TOP, HEAD)
        decide(tx.conn, core, MARKETING, DIRECTOR)
        decide(tx.conn, core, TOP, HEAD)
        assert is_approved(tx.conn, core)


def test_decisions_on_many_requests_come_at_once(branch: OpenBranch) -> None:
    with branch.db.write(WHO.marketing_director) as tx:
        made = {
            number: decide(tx.conn, request(Tier.IMPORTANT, number=number), MARKETING, DIRECTOR)
            for number in ("ZX1", "ZX2")
        }
        many = [f"N{number}" for number in range(1200)]
        found = storage.decisions_of(tx.conn, "transfer-out", [*many, "ZX2", "ZX1", "ZX2"])
        assert found == {number: (decision,) for number, decision in made.items()}
        assert storage.decisions_of(tx.conn, "other", ["ZX1"]) == {}


@pytest.mark.rule("TO-15")
def test_a_question_needs_words_and_a_refusal_its_ground(branch: OpenBranch) -> None:
    wanted = request(Tier.IMPORTANT)
    with branch.db.write(WHO.marketing_director) as tx:
        for verdict, code, field in (
            (Verdict.SENT_BACK, "text.required", "words"),
            (Verdict.REFUSED, "approvals.ground_needed", "ground"),
        ):
            with pytest.raises(Refused) as refused:
                storage.decide(tx.conn, wanted, MARKETING, verdict, approver=DIRECTOR, at=NOON)
            assert (refused.value.code, refused.value.field) == (code, field)
        decide(tx.conn, wanted, MARKETING, DIRECTOR, verdict=Verdict.SENT_BACK)
        assert decide(tx.conn, wanted, MARKETING, DIRECTOR, verdict=Verdict.REFUSED).ground == "缺少资料"
        with pytest.raises(Refused, match=r"approvals\.was_refused"):
            decide(tx.conn, wanted, MARKETING, DIRECTOR)


@pytest.mark.rule("TO-6")
def test_a_telephone_approval_says_who_when_and_what_and_is_listed_until_it_is_confirmed(branch: OpenBranch) -> None:
    wanted = request(Tier.IMPORTANT)
    with branch.db.write(WHO.teller) as tx:
        made = by_telephone(tx.conn, wanted, MARKETING, DIRECTOR, called_number="(010) 8765 4321", words=" 同意 ")
        assert (made.called_number, made.words, made.way) == ("010-87654321", "同意", Way.TELEPHONE)
        assert is_approved(tx.conn, wanted)
        assert storage.unconfirmed(tx.conn) == storage.unconfirmed(tx.conn, DIRECTOR.id) == (made,)
        assert storage.unconfirmed(tx.conn, HEAD.id) == ()
    with branch.db.write(WHO.marketing_director) as tx:
        said = storage.confirm(tx.conn, made.id, agreed=True, by=DIRECTOR.id, at=NOON)
        assert storage.by_id(tx.conn, made.id) == replace(made, confirmed=said)
        assert storage.unconfirmed(tx.conn) == ()


@pytest.mark.rule("TO-6")
@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"recorded_by": DIRECTOR.id}, "approvals.yourself_by_telephone", "approver"),
        ({"called_at": NOON + timedelta(minutes=1)}, "approvals.called_later", "called_at"),
        ({"called_at": NOON - timedelta(hours=2)}, "approvals.called_before", "called_at"),
        ({"called_number": "8012"}, "papers.telephone_area", "called_number"),
        ({"called_number": ""}, "text.required", "called_number"),
        ({"words": " "}, "text.required", "words"),
    ],
)
def test_a_telephone_approval_that_cannot_be_is_refused(
    sqlite_branch: OpenBranch, values: dict[str, Any], code: str, field: str
) -> None:
    with sqlite_branch.db.write(WHO.teller) as tx:
        with pytest.raises(Refused) as refused:
            by_telephone(tx.conn, request(Tier.IMPORTANT), MARKETING, DIRECTOR, **values)
        assert (refused.value.code, refused.value.field) == (code, field)
        assert storage.decisions(tx.conn, "transfer-out", "ZX1") == ()


@pytest.mark.rule("TO-6")
def test_it_is_confirmed_once_by_the_approver_who_is_named(branch: OpenBranch) -> None:
    with branch.db.write(WHO.teller) as tx:
        made = by_telephone(tx.conn, request(Tier.IMPORTANT), MARKETING, DIRECTOR)
        with pytest.raises(Refused, match=r"approvals\.not_yours"):
            storage.confirm(tx.conn, made.id, agreed=True, by=HEAD.id, at=NOON)
        with pytest.raises(Refused, match=r"text\.required"):
            storage.confirm(tx.conn, made.id, agreed=False, by=DIRECTOR.id, at=NOON)
        storage.confirm(tx.conn, made.id, agreed=True, by=DIRECTOR.id, at=NOON)
        for agreed in (True, False):
            with pytest.raises(Refused, match=r"approvals\.confirmed_already"):
                storage.confirm(tx.conn, made.id, agreed=agreed, words="没有", by=DIRECTOR.id, at=NOON)
        signed_in = decide(tx.conn, request(Tier.IMPORTANT, number="ZX2"), MARKETING, DIRECTOR)
        with pytest.raises(Refused, match=r"approvals\.not_by_telephone"):
            storage.confirm(tx.conn, signed_in.id, agreed=True, by=DIRECTOR.id, at=NOON)


@pytest.mark.rule("TO-6")
def test_after_a_denial_the_step_is_approved_anew(branch: OpenBranch) -> None:
    wanted = request(Tier.IMPORTANT)
    with branch.db.write(WHO.teller) as tx:
        first = by_telephone(tx.conn, wanted, MARKETING, DIRECTOR)
        storage.confirm(tx.conn, first.id, agreed=False, words="没有接到电话", by=DIRECTOR.id, at=NOON)
        so_far = storage.decisions(tx.conn, wanted.kind, wanted.number)
        assert [state.status for state in states(wanted, so_far, TODAY)] == [StepStatus.DENIED]
        second = by_telephone(tx.conn, wanted, MARKETING, DIRECTOR)
        storage.confirm(tx.conn, second.id, agreed=False, words="没有接到电话", by=DIRECTOR.id, at=NOON)
        third = decide(tx.conn, wanted, MARKETING, DIRECTOR)
        assert [first.turn, second.turn, third.turn] == [0, 1, 2]
        assert is_approved(tx.conn, wanted)


@pytest.mark.rule("TO-5")
def test_a_person_stays_with_one_step_of_a_version_even_after_theirs_fell(branch: OpenBranch) -> None:
    core = request(Tier.CORE)
    with branch.db.write(WHO.admin) as tx:
        both = add_approver(tx.conn, "7001", Role.MARKETING_DIRECTOR, Role.GENERAL_MANAGER)
        called = by_telephone(tx.conn, core, MARKETING, both)
        storage.confirm(tx.conn, called.id, agreed=False, words="没有", by=both.id, at=NOON)
        decide(tx.conn, core, MARKETING, DIRECTOR)
        with pytest.raises(Refused, match=r"approvals\.same_person"):
            decide(tx.conn, core, TOP, both)
        later = at_version(core, 2)
        decide(tx.conn, later, MARKETING, DIRECTOR)
        decide(tx.conn, later, TOP, both)
        assert is_approved(tx.conn, later)


def add_user(conn: sa.Connection, staff_id: str, *roles: Role, active: bool = True) -> None:
    user = User(f"user-{staff_id}", staff_id, staff_id, frozenset(roles), active, 1)
    auth.lock_register(conn)
    auth.insert_user(conn, user, "no password has this hash", NOON)


@pytest.mark.rule("TO-6")
def test_approvers_are_as_the_register_and_the_users_know_them(branch: OpenBranch) -> None:
    with branch.db.write(WHO.admin) as tx:
        add_user(tx.conn, DIRECTOR.id, Role.MARKETING_DIRECTOR)
        add_user(tx.conn, SUPERVISOR.id, Role.SUPERVISOR)
        add_user(tx.conn, HEAD.id, Role.GENERAL_MANAGER, active=False)
        assert approver_of(tx.conn, DIRECTOR.id, TODAY) == DIRECTOR
        for nobody in (HEAD.id, MANAGER.id, "nothing"):
            with pytest.raises(Refused, match=r"approvals\.unknown_approver"):
                approver_of(tx.conn, nobody, TODAY)
        wanted = request(own_staff="")
        found = states(wanted, (), TODAY)
        assert who_may_decide(tx.conn, wanted, found, COUNTER, (), TODAY) == (SUPERVISOR,)
        assert who_may_decide(tx.conn, wanted, found, COUNTER, (DIRECTOR.number,), TODAY) == (SUPERVISOR, DIRECTOR)
        member = staff.by_id(tx.conn, SUPERVISOR.id)
        assert member is not None
        staff.change(tx.conn, replace(member, left_on=TODAY))
        assert who_may_decide(tx.conn, wanted, found, COUNTER, (), TODAY) == ()


def row(decision: Decision, wanted: Request, **changes: Any) -> dict[str, Any]:
    """The row of a decision, with ``changes``."""
    values = {field.name: getattr(decision, field.name) for field in fields(Decision) if field.name != "confirmed"}
    values |= {"step": decision.step.value, "verdict": decision.verdict.value, "way": decision.way.value}
    values |= {"taken_in_by": wanted.taken_in_by, "own_staff": wanted.own_staff, "seat": decision.step.value}
    return values | {"place": 9, "id": "forged"} | changes


FORGED: dict[str, tuple[str, dict[str, Any]]] = {
    "by who took it in": ("signed", {"taken_in_by": SUPERVISOR.id}),
    "own client, other step": ("signed", {"own_staff": SUPERVISOR.id}),
    "somebody else's client": ("signed", {"step": "own-staff", "seat": "own-staff"}),
    "without own staff": ("signed", {"step": "own-staff", "seat": "own-staff", "own_staff": ""}),
    "a second one": ("signed", {"turn": 0}),
    "a second step": ("signed", {"step": "director", "seat": "director"}),
    "a seat of another step": ("signed", {"step": "director"}),
    "no seat at all": ("signed", {"seat": None}),
    "a person without a seat": ("signed", {"approver_id": HEAD.id, "recorded_by": HEAD.id}),
    "nobody of the branch": ("signed", {"approver_id": "x", "recorded_by": "x", "verdict": "sent-back", "seat": None}),
    "an unknown step": ("signed", {"step": "client", "seat": "client"}),
    "an unknown verdict": ("signed", {"verdict": "perhaps", "seat": None}),
    "a refusal without a ground": ("signed", {"verdict": "refused", "seat": None}),
    "signed in as somebody else": ("signed", {"recorded_by": TELLER.id}),
    "by telephone with oneself": ("called", {"recorded_by": SUPERVISOR.id}),
    "by telephone without a number": ("called", {"called_number": ""}),
    "by telephone without a last day": ("called", {"confirm_by": None}),
    "refused by telephone": ("called", {"verdict": "refused", "ground": "x", "seat": None}),
    "an unknown way": ("called", {"way": "letter"}),
    "at a place that is taken": ("signed", {"place": 1}),
}


@pytest.mark.rule("TO-5")
@pytest.mark.parametrize("what", FORGED)
def test_the_database_itself_refuses_what_the_rule_forbids(branch: OpenBranch, what: str) -> None:
    way, changes = FORGED[what]
    wanted = request()
    with branch.db.write(WHO.supervisor) as tx:
        give = decide if way == "signed" else by_telephone
        made = give(tx.conn, wanted, COUNTER, SUPERVISOR)
    forged = row(made, wanted, **({"turn": 1} | changes))
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(WHO.supervisor) as tx:
        tx.conn.execute(storage.approval_decision.insert().values(forged))
    # what stands in the way is what is wrong with it, not how it was made
    with branch.db.write(WHO.supervisor) as tx:
        tx.conn.execute(storage.approval_decision.insert().values(row(made, wanted, turn=1)))


@pytest.mark.rule("TO-6")
def test_the_database_itself_takes_one_confirmation_by_the_approver_only(branch: OpenBranch) -> None:
    with branch.db.write(WHO.teller) as tx:
        made = by_telephone(tx.conn, request(), COUNTER, SUPERVISOR)
    values = {"decision_id": made.id, "agreed": True, "words": "", "confirmed_by": SUPERVISOR.id, "at": NOON}
    insert = storage.approval_confirmation.insert()
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(WHO.teller) as tx:
        tx.conn.execute(insert.values(values | {"confirmed_by": TELLER.id}))
    with branch.db.write(WHO.supervisor) as tx:
        tx.conn.execute(insert.values(values))
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(WHO.supervisor) as tx:
        tx.conn.execute(insert.values(values | {"agreed": False}))


@pytest.mark.rule("TO-5")
def test_many_approvals_at_once_make_one_decision(branch_factory: BranchFactory) -> None:
    branch, wanted = branch_factory.make("postgresql"), request()
    with branch.db.write(WHO.admin) as tx:
        people = [add_approver(tx.conn, f"70{number:02d}", Role.SUPERVISOR) for number in range(4)]
    threads, tries = 16, 8  # a thousand at the service: tests/app/transfer_out/test_races.py
    start = threading.Barrier(threads, timeout=PATIENCE)

    def attempt(number: int) -> list[str]:
        approver = people[number % len(people)]
        start.wait()
        return [once(approver) for _ in range(tries)]

    def once(approver: Any) -> str:
        try:
            with branch.db.write(actor(approver)) as tx:
                made = decide(tx.conn, wanted, COUNTER, approver)
                tx.audit("transfer.approved", wanted.kind, wanted.number, after={"decision": made.id})
        except Refused as refused:
            return refused.code
        return "approved"

    with ThreadPoolExecutor(threads) as pool:
        said = [word for words in pool.map(attempt, range(threads)) for word in words]
    assert sorted(said) == ["approvals.already_decided"] * (threads * tries - 1) + ["approved"]
    with branch.db.read() as conn:
        assert len(storage.decisions(conn, wanted.kind, wanted.number)) == 1
        audited = sa.text("SELECT count(*) FROM audit_log WHERE act = 'transfer.approved'")
        assert conn.execute(audited).scalar_one() == 1


@pytest.mark.rule("TO-5")
def test_two_who_decide_at_once_are_parted_by_the_database_alone(
    branch_factory: BranchFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock both judge by what was there before; the index of the table lets one of them in."""
    branch, wanted = branch_factory.make("postgresql"), request()
    judged, insert = threading.Barrier(2, timeout=PATIENCE), storage._insert

    def insert_together(*facts: Any) -> Decision:
        judged.wait(timeout=30)
        return insert(*facts)

    def attempt(approver: Any) -> str:
        try:
            with branch.db.write(actor(approver)) as tx:
                decide(tx.conn, wanted, COUNTER, approver)
        except Refused as refused:
            return refused.code
        return "approved"

    with branch.db.write(WHO.admin) as tx:
        other = add_approver(tx.conn, "7001", Role.SUPERVISOR)
    monkeypatch.setattr(storage, "lock", lambda *_: None)
    monkeypatch.setattr(storage, "_insert", insert_together)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, (SUPERVISOR, other))) == ["approvals.already_decided", "approved"]
