"""Approvals by telephone are confirmed by their approver, once; a denial is an incident."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.approvals import storage
from app.approvals.domain import DENIED_INCIDENT, Approver, Decision, StepKind
from app.approvals.service import ApprovalService
from app.branch.opened import OpenBranch
from app.common.actor import Actor, Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.incidents import storage as incidents
from app.policy.transfer import Tier
from app.storage.db import Writing
from tests.app.approvals.desk import DIRECTOR, TELLER, TOMORROW, WHO, actor, add_approver, by_telephone, request
from tests.builders import Actors


def called(branch: OpenBranch, approver: Approver = DIRECTOR, number: str = "ZX1") -> Decision:
    with branch.db.write(WHO.teller) as tx:
        return by_telephone(tx.conn, request(Tier.IMPORTANT, number=number), StepKind.DIRECTOR, approver)


def acts(branch: OpenBranch, subject: str) -> list[str]:
    query = sa.text("SELECT act FROM audit_log WHERE subject_id = :subject ORDER BY seq")
    with branch.db.read() as conn:
        return list(conn.execute(query, {"subject": subject}).scalars())


@pytest.mark.rule("TO-6")
def test_the_approver_sees_their_own_and_the_general_manager_everybodys(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.admin) as tx:
        other = add_approver(tx.conn, "7001", Role.MARKETING_DIRECTOR)
    first, second = called(branch), called(branch, other, "ZX2")
    service = ApprovalService(branch.db)
    (line,) = service.unconfirmed(actors.marketing_director)
    assert (line.decision_id, line.number, line.step, line.mine) == (first.id, "ZX1", StepKind.DIRECTOR, True)
    assert (line.approver_name, line.recorded_by_name, line.words) == (DIRECTOR.name, TELLER.name, "同意办理")
    assert (line.called_at, line.confirm_by, line.late) == (first.called_at, TOMORROW, False)
    assert "8765" not in line.called_number_masked
    everybodys = service.unconfirmed(actors.general_manager)
    assert [(line.decision_id, line.mine) for line in everybodys] == [(first.id, False), (second.id, False)]
    assert service.unconfirmed(actors.supervisor) == ()


@pytest.mark.rule("TO-6")
def test_it_turns_late_when_the_next_trading_day_is_over(branch: OpenBranch, actors: Actors, clock: FixedClock) -> None:
    called(branch)
    service = ApprovalService(branch.db)
    clock.tick(3600 * (14 + 24) - 1)  # from ten in the morning to the last second of the next day
    assert [line.late for line in service.unconfirmed(actors.marketing_director)] == [False]
    clock.tick(1)
    assert [line.late for line in service.unconfirmed(actors.marketing_director)] == [True]


@pytest.mark.rule("TO-6")
def test_confirming_is_audited_and_takes_it_off_the_list(branch: OpenBranch, actors: Actors) -> None:
    made = called(branch)
    told: list[Decision] = []

    def on_confirmed(tx: Writing, decision: Decision) -> None:
        tx.audit("transfer.confirmed", "test", decision.number)
        told.append(decision)

    service = ApprovalService(branch.db, on_confirmed)
    said = service.confirm(actors.marketing_director, made.id, True)
    assert (said.agreed, said.by) == (True, DIRECTOR.id)
    assert told == [replace(made, confirmed=said)]
    assert service.unconfirmed(actors.general_manager) == ()
    assert acts(branch, "ZX1") == ["transfer.confirmed", "approvals.confirmed"]
    for agreed in (True, False):
        with pytest.raises(Refused, match=r"approvals\.confirmed_already"):
            service.confirm(actors.marketing_director, made.id, agreed, "没有")
    with branch.db.read() as conn:
        assert incidents.all_incidents(conn) == ()


@pytest.mark.rule("TO-6")
def test_a_denied_approval_is_an_incident_in_the_same_transaction(branch: OpenBranch, actors: Actors) -> None:
    made = called(branch)
    service = ApprovalService(branch.db)
    with pytest.raises(Refused, match=r"text\.required"):
        service.confirm(actors.marketing_director, made.id, False)
    service.confirm(actors.marketing_director, made.id, False, "没有接到这个电话")
    with branch.db.read() as conn:
        (incident,) = incidents.all_incidents(conn)
        assert (incident.subject_kind, incident.subject_number) == (made.kind, made.number)
        assert storage.by_id(conn, made.id).denied
    assert (incident.kind, incident.by) == (DENIED_INCIDENT, DIRECTOR.id)
    for part in (DIRECTOR.name, DIRECTOR.number, TELLER.name, "2026-11-20 11:55", "同意办理", "没有接到这个电话"):
        assert part in incident.what
    assert acts(branch, incident.id) == ["incidents.reported"]
    assert acts(branch, "ZX1") == ["approvals.denied"]


@pytest.mark.rule("TO-6")
def test_when_the_flow_cannot_go_on_neither_confirmation_nor_incident_is_kept(
    branch: OpenBranch, actors: Actors
) -> None:
    made = called(branch)

    def on_confirmed(tx: Writing, decision: Decision) -> None:
        raise Refused("storage.busy")

    with pytest.raises(Refused, match=r"storage\.busy"):
        ApprovalService(branch.db, on_confirmed).confirm(actors.marketing_director, made.id, False, "没有")
    with branch.db.read() as conn:
        assert storage.unconfirmed(conn) == (made,)
        assert incidents.all_incidents(conn) == ()
    assert acts(branch, "ZX1") == []


@pytest.mark.rule("TO-6")
def test_nobody_confirms_for_somebody_else_and_not_everybody_may_look(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    made = called(sqlite_branch)
    service = ApprovalService(sqlite_branch.db)
    for who in actors.all():
        may = who.roles.isdisjoint({Role.ARCHIVIST, Role.ADMIN})
        if who == actors.marketing_director:
            continue
        with pytest.raises(Refused) as refused:
            service.confirm(who, made.id, True)
        assert refused.value.code == ("approvals.not_yours" if may else "auth.denied")
        if not may:
            with pytest.raises(Refused, match=r"auth\.denied"):
                service.unconfirmed(who)
    with pytest.raises(Refused, match=r"approvals\.unknown"):
        service.confirm(actors.marketing_director, "nothing", True)


@pytest.mark.rule("TO-4")
def test_a_teller_whom_the_policy_names_confirms_what_they_approved(sqlite_branch: OpenBranch) -> None:
    wanted = request()
    with sqlite_branch.db.write(WHO.admin) as tx:
        named = add_approver(tx.conn, "7002", Role.TELLER)
        made = by_telephone(
            tx.conn, wanted, StepKind.SUPERVISOR, named, named_approvers=("7002",), recorded_by=WHO.teller.staff_id
        )
    service = ApprovalService(sqlite_branch.db)
    who: Actor = actor(named)
    assert [line.decision_id for line in service.unconfirmed(who)] == [made.id]
    assert service.confirm(who, made.id, True).by == named.id
