"""Who may do what in a transfer-out: everything is denied that no role lists (TO-5, SE-1)."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from app.approvals.domain import StepKind, Verdict
from app.archive.press import Ink
from app.common.actor import Role
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.samples import transfers
from app.transfer_out.case import NewTalk
from app.transfer_out.service import TransferService
from app.transfer_out.steps import Step
from tests.app.transfer_out.desk import IMPORTANT, ORDINARY, TransferDesk, refused

COUNTER = {Role.TELLER, Role.SUPERVISOR}
APPROVERS = {Role.SUPERVISOR, Role.CLIENT_MANAGER, Role.MARKETING_DIRECTOR, Role.GENERAL_MANAGER}
READERS = COUNTER | APPROVERS | {Role.COMPLIANCE}
TALKERS = COUNTER | APPROVERS
INK = Ink(10, 10, ())
CALLED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

# what each method is given after the actor ("N" for the request's number), and who may call it
METHODS: Mapping[str, tuple[tuple[Any, ...], set[Role]]] = {
    "start": (("nobody",), COUNTER),
    "view": (("N",), READERS),
    "save_fields": (("N", {"target": "x"}), COUNTER),
    "attach_scan": (("N", "id-card", b""), COUNTER),
    "turn_away": (("N", ""), COUNTER),
    "cancel": (("N", ""), COUNTER),
    "enter_step": (("N", Step.TALK), COUNTER),
    "add_talk": (("N", NewTalk("counter", "谈了")), TALKERS),
    "insist": (("N",), TALKERS),
    "retain": (("N",), TALKERS),
    "signature_lines": (("N", "transfer-application"), COUNTER),
    "sign": (("N", "transfer-application", INK, ""), COUNTER),
    "teller_sign": (("N", "returns-list", INK, ""), COUNTER),
    "printable_form": (("N", "transfer-application"), COUNTER),
    "awaited_papers": ((), COUNTER),
    "attach_signed": (("N", "transfer-application", b""), COUNTER),
    "preview": (("N", "transfer-memo"), READERS),
    "submit": (("N",), COUNTER),
    "answer": (("N", ""), COUNTER),
    "raise_tier": (("N", Tier.ORDINARY, "提高"), TALKERS),
    "queue": ((), APPROVERS | {Role.MARKETING}),
    "approval_screen": (("N",), READERS),
    "decide": (("N", StepKind.DIRECTOR, Verdict.APPROVED, "", "", 99), APPROVERS),
    "approvers": (("N", StepKind.DIRECTOR), COUNTER),
    "record_by_telephone": (("N", StepKind.DIRECTOR, "", "", "", CALLED), COUNTER),
    "take_fee": (("N",), COUNTER),
    "void_receipt": (("N", ""), COUNTER),
    "check_password": (("N", "1"), COUNTER),
    "carry_out": (("N",), COUNTER),
    "cases": ((), READERS),
    "refresh_clocks": ((), READERS),
    "due_accounts": ((), READERS),
    "close_account": (("8800000000",), COUNTER),
}


def _denied(desk: TransferDesk, role: Role, method: str, given: tuple[Any, ...], number: str) -> bool:
    actor = getattr(desk.actors, role.name.lower())
    try:
        getattr(desk.transfer, method)(actor, *(number if value == "N" else value for value in given))
    except Refused as refused:
        return refused.code == "auth.denied"
    return False


def test_every_method_is_listed_here() -> None:
    public = {
        name for name, member in inspect.getmembers(TransferService, inspect.isfunction) if not name.startswith("_")
    }
    assert public - {"after_confirmation"} == set(METHODS)  # that one is called within a transaction of approvals


@pytest.mark.rule("SE-1")
def test_every_method_is_denied_to_every_role_that_is_not_listed(one_desk: TransferDesk) -> None:
    desk = one_desk
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, desk.actors.teller, client).case.number
    found = {
        method: {role for role in Role if not _denied(desk, role, method, given, number)}
        for method, (given, _) in METHODS.items()
    }
    assert found == {method: roles for method, (_, roles) in METHODS.items()}


@pytest.mark.rule("SE-1")
def test_marketing_staff_see_and_decide_on_requests_of_their_own_clients_only(desk: TransferDesk) -> None:
    who = desk.actors
    own, others = desk.client(ORDINARY, own_staff=True), desk.client(IMPORTANT)
    desk.snapshot()
    mine, theirs = desk.asked_for(own), desk.asked_for(others)
    (line,) = desk.transfer.queue(who.marketing)
    assert (line.line.number, line.mine) == (mine, (StepKind.OWN_STAFF,))
    assert desk.transfer.approval_screen(who.marketing, mine).mine == (StepKind.OWN_STAFF,)
    assert len(desk.transfer.queue(who.marketing_director)) == 2
    for deed, given in (
        (desk.transfer.approval_screen, ()),
        (desk.transfer.insist, ()),
        (desk.transfer.add_talk, (NewTalk("counter", "谈"),)),
        (desk.transfer.raise_tier, (Tier.CORE, "提高")),
        (desk.transfer.decide, (StepKind.DIRECTOR, Verdict.APPROVED, "", "", 1)),
        (desk.transfer.retain, ()),
    ):
        with refused("auth.denied"):
            deed(who.marketing, theirs, *given)
    with refused("auth.denied"):
        desk.transfer.view(who.marketing, mine)
    transfers.approve(desk.services, who.marketing, mine, StepKind.OWN_STAFF)
    with refused("approvals.own_client_alone"):
        desk.say(who.marketing, mine, StepKind.SUPERVISOR, Verdict.APPROVED)


@pytest.mark.rule("TO-5")
def test_nobody_approves_what_they_took_in_or_another_persons_step(desk: TransferDesk) -> None:
    who = desk.actors
    client = desk.client(ORDINARY)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.supervisor, client).case.number
    desk.transfer.insist(who.teller, number)
    transfers.submit(desk.services, who.teller, number)
    assert desk.transfer.approvers(who.teller, number, StepKind.SUPERVISOR) == ()
    with refused("approvals.took_in"):
        desk.say(who.supervisor, number, StepKind.SUPERVISOR, Verdict.APPROVED)
    with refused("approvals.took_in"):
        desk.call(number, StepKind.SUPERVISOR, who.supervisor)
    for other in (who.marketing_director, who.general_manager, who.client_manager):
        with refused("approvals.not_your_step"):
            desk.say(other, number, StepKind.SUPERVISOR, Verdict.APPROVED)
    with refused("approvals.no_such_step"):
        desk.say(who.marketing_director, number, StepKind.DIRECTOR, Verdict.APPROVED)
    desk.transfer.raise_tier(who.supervisor, number, Tier.IMPORTANT, "柜台主管受理，改由营销总监审批")
    desk.approve(number)
    (line,) = desk.transfer.cases(who.teller)
    assert line.waiting_for == ()
