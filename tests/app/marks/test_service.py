"""Further marks of a client: set by the client's own manager, with history, fund tiers only where they are kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from app.marks import storage
from app.marks.domain import CODES, MarkKind, label_of, tier_of
from app.marks.service import MarkService
from app.policy.loader import load_policy
from app.relationship import storage as relationships
from app.staff import storage as staff
from app.staff.domain import CertificateState, StaffMember
from tests.builders import Actors, forbidden
from tests.people import NOON, add_client, marketer

POLICY = load_policy()
OFF = replace(POLICY, fund_tiers=())
HABIT, VALUE, STYLE, FUND = MarkKind


def served(branch: OpenBranch, actors: Actors, by: Actor | None = None) -> str:
    """A client whose confirmation names ``by``, marketing staff who may practise; nobody when not given."""
    with branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
        if by is not None:
            known = staff.by_id(tx.conn, by.staff_id)
            if known is None:
                staff.add(tx.conn, marketer(id=by.staff_id, number=by.staff_number))
            else:
                staff.change(tx.conn, certified(known))
            relationships.confirm(
                tx.conn, client_id=client.id, staff_id=by.staff_id, booking_number="",
                verified_by=actors.teller.staff_id, document_number="D1", at=NOON,
            )  # fmt: skip
    return client.id


def certified(member: StaffMember) -> StaffMember:
    """The same, with a certificate that is valid."""
    usual = marketer()
    return replace(
        member, certificate_number=usual.certificate_number, certificate_from=usual.certificate_from,
        certificate_until=usual.certificate_until, certificate_state=CertificateState.VALID,
    )  # fmt: skip


@pytest.mark.rule("CL-2")
def test_the_manager_sets_marks_and_history_keeps_every_one(branch: OpenBranch, actors: Actors) -> None:
    service, manager = MarkService(branch.db, POLICY), actors.marketing
    client = served(branch, actors, manager)
    assert service.of_client(manager, client).marks == ()
    made = service.set_marks(manager, client, {HABIT: "swing", VALUE: "rising", FUND: Decimal("3000000")}, "认购单")
    assert [(told.mark.kind, told.label) for told in made.marks] == [
        (HABIT, "波段投资"), (VALUE, "明日之星"), (FUND, "高级净值客户"),
    ]  # fmt: skip
    assert made.may_set
    # what stays is not written again, what is taken off is
    made = service.set_marks(manager, client, {HABIT: "swing", VALUE: "", STYLE: "averse", FUND: None})
    assert [(kind, made.of(kind) is not None) for kind in MarkKind] == [
        (HABIT, True), (VALUE, False), (STYLE, True), (FUND, False),
    ]  # fmt: skip
    kept = [(told.mark.kind, told.mark.sequence, told.mark.code) for told in service.history(manager, client)]
    assert sorted(kept) == [
        (FUND, 1, "high"), (FUND, 2, ""), (HABIT, 1, "swing"), (STYLE, 1, "averse"), (VALUE, 1, "rising"),
        (VALUE, 2, ""),
    ]  # fmt: skip
    seen = service.of_client(actors.compliance, client)
    assert (seen.marks, seen.may_set) == (made.marks, False)
    assert [one.client_id for one in service.own_clients(manager)] == [client]
    with branch.db.read() as conn:
        told = " ".join(conn.execute(sa.select(audit_log.c.after).where(audit_log.c.act == "marks.set")).scalars())
    assert "swing" in told
    assert not {"3000000", "认购单"} & set(told.split('"'))
    for statement in ("UPDATE client_mark SET code = ''", "DELETE FROM client_mark"):
        with forbidden(), branch.db.write(actors.teller) as tx:
            tx.conn.execute(sa.text(statement))


@pytest.mark.rule("CL-2")
def test_nobody_but_the_clients_own_manager_sets_marks(sqlite_branch: OpenBranch, actors: Actors) -> None:
    branch = sqlite_branch
    service = MarkService(branch.db, POLICY)
    client = served(branch, actors, actors.marketing)
    for actor in (actors.teller, actors.general_manager, actors.compliance, actors.marketing_director):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.set_marks(actor, client, {HABIT: "swing"})
    stranger = replace(actors.marketing, staff_id="another")
    with pytest.raises(Refused, match=r"marks\.not_your_client"):
        service.set_marks(stranger, client, {HABIT: "swing"})
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.of_client(stranger, client)
    assert service.own_clients(stranger) == ()
    # the one named cannot sign in here, so the client service managers act
    assert service.set_marks(actors.client_manager, client, {HABIT: "short"}).of(HABIT) is not None


@pytest.mark.rule("CL-2")
def test_a_client_whom_nobody_serves_is_marked_by_a_client_service_manager(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    service = MarkService(sqlite_branch.db, POLICY)
    client = served(sqlite_branch, actors)
    assert service.of_client(actors.client_manager, client).may_set
    assert not service.of_client(actors.teller, client).may_set


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({HABIT: "gold"}, "marks.unknown_code"), ({FUND: Decimal("-1")}, "marks.amount"),
        ({FUND: Decimal("0.001")}, "marks.amount"), ({FUND: Decimal("NaN")}, "marks.amount"),
        ({FUND: Decimal("1e15")}, "marks.amount"), ({HABIT: "", FUND: None}, "marks.same"), ({}, "marks.same"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    sqlite_branch: OpenBranch, actors: Actors, choices: dict[MarkKind, str | Decimal | None], code: str
) -> None:
    service, manager = MarkService(sqlite_branch.db, POLICY), actors.client_manager
    client = served(sqlite_branch, actors)
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        service.set_marks(manager, client, choices)
    with pytest.raises(Refused, match=r"text\."):
        service.set_marks(manager, client, {HABIT: "swing"}, "长" * 201)
    assert service.history(manager, client) == ()
    with pytest.raises(Refused, match=r"clients\.unknown"):
        service.set_marks(manager, "nobody", {HABIT: "swing"})


def test_two_who_set_one_mark_at_once_do_not_both(sqlite_branch: OpenBranch, actors: Actors) -> None:
    client = served(sqlite_branch, actors)
    with sqlite_branch.db.write(actors.client_manager) as tx:
        for wanted in (None, r"marks\.changed_meanwhile"):
            more = {"code": "swing", "amount": None, "policy_version": "1", "reason": "", "at": tx.at, "by": "x"}
            if wanted is None:
                storage.add(tx.conn, client, HABIT, after=0, **more)  # type: ignore[arg-type]  # by name
            else:
                with pytest.raises(Refused, match=wanted):
                    storage.add(tx.conn, client, HABIT, after=0, **more)  # type: ignore[arg-type]  # by name


@pytest.mark.rule("CL-2")
@pytest.mark.parametrize(
    ("amount", "code"),
    [("0", "prospect"), ("0.01", "medium"), ("999999.99", "medium"), ("1000000", "near-high"), ("3000000", "high"),
     ("4999999.99", "high"), ("5000000", "vip")],
)  # fmt: skip
def test_the_tier_of_a_fund_client_follows_from_the_amount(amount: str, code: str) -> None:
    assert tier_of(POLICY.fund_tiers, Decimal(amount)).code == code


@pytest.mark.rule("CL-2")
def test_switched_off_fund_tiers_are_nowhere_to_be_seen(sqlite_branch: OpenBranch, actors: Actors) -> None:
    manager = actors.client_manager
    client = served(sqlite_branch, actors)
    on, off = MarkService(sqlite_branch.db, POLICY), MarkService(sqlite_branch.db, OFF)
    made = on.set_marks(manager, client, {FUND: Decimal(5_000_000)})
    assert made.of(FUND) is not None
    hidden = off.of_client(manager, client)
    assert (hidden.marks, hidden.fund_tiers, off.history(manager, client)) == ((), (), ())
    for amount in (Decimal(1), None):
        with pytest.raises(Refused, match=r"marks\.fund_off"):
            off.set_marks(manager, client, {FUND: amount})
    mark = made.of(FUND)
    assert mark is not None
    assert label_of(mark.mark, ()) == "vip"


def test_every_code_has_the_name_of_the_regulation() -> None:
    assert {len(names) for names in CODES.values()} == {3, 4}
