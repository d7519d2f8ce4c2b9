"""Taking a request in (TO-1), and the accounts' state as the snapshot or the teller has it (TO-2)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.common.errors import Refused
from app.policy.transfer import Tier
from app.samples import transfers
from app.staff import storage as staff
from app.transfer_out import making
from app.transfer_out.case import Status
from app.transfer_out.conditions import CODES
from app.transfer_out.steps import State, Step
from app.verification.service import verify_branch
from tests.app.transfer_out.desk import (
    IMPORTANT,
    INSTITUTION,
    ORDINARY,
    TransferDesk,
    audited,
    refused,
)

SCAN = b"scan of a card"


def started(desk: TransferDesk, **typed: str) -> str:
    client = desk.client(IMPORTANT)
    desk.snapshot()
    return str(transfers.take_in(desk.services, desk.actors.teller, client, **typed).case.number)


@pytest.mark.rule("TO-1")
def test_each_document_is_ticked_with_a_scan_or_a_reason(desk: TransferDesk) -> None:
    who, number = desk.actors, started(desk, **{"doc_reason:id-card": ""})
    view = desk.transfer.view(who.teller, number)
    assert [one.code for one in view.documents] == ["id-card", "securities-card", "fund-card"]
    assert view.problems["doc_reason:id-card"].code == "transfer.scan_or_reason"
    assert view.step(Step.INTAKE).state is State.MISSING
    view = desk.transfer.attach_scan(who.teller, number, "id-card", SCAN)
    assert view.step(Step.INTAKE).state is State.DONE
    assert view.documents[0].scanned
    with refused("scan.unknown_kind"):
        desk.transfer.attach_scan(who.teller, number, "id-card", b"%!PS")
    for document in ("agent-id", "passport"):  # no agent came
        with refused("transfer.unknown_document"):
            desk.transfer.attach_scan(who.teller, number, document, SCAN)
    view = desk.type_in(number, doc__id_card="")
    assert view.problems["doc:id-card"].code == "text.required"


@pytest.mark.rule("TO-1")
@pytest.mark.rule("TO-10")
def test_scans_are_filed_with_the_papers_and_those_of_papers_not_wanted_any_more_are_not(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    number = started(desk, present="agent")
    desk.transfer.attach_scan(who.teller, number, "agent-id", SCAN)
    desk.type_in(number, present="client")
    desk.transfer.attach_scan(who.teller, number, "id-card", SCAN + b" once")
    desk.transfer.attach_scan(who.teller, number, "id-card", SCAN + b" again")
    desk.transfer.insist(who.teller, number)
    transfers.submit(services, who.teller, number)
    desk.approve(number)
    done = transfers.finish(services, who.teller, number)
    (enclosure,) = [paper for paper in done.documents if paper.form_id == "enclosure"]
    assert enclosure.number == f"{number}-FJ1"
    found = {document.number for document in services.archive.list_for_client(who.teller, done.client_id, "核对")}
    assert found == {paper.number for paper in done.documents}
    assert services.archive.get_pdf(who.teller, enclosure.number, "核对").endswith(b" again")
    assert verify_branch(services.branch, desk.press).problems == ()


@pytest.mark.rule("TO-1")
def test_nobody_but_the_client_and_an_agent_goes_on_and_whoever_else_came_is_turned_away(desk: TransferDesk) -> None:
    who, number = desk.actors, started(desk, present="other")
    view = desk.transfer.view(who.teller, number)
    assert view.problems["present"].code == "transfer.not_entitled"
    assert view.step(Step.APPLICATION).blocked_by == (Step.INTAKE,)
    with refused("transfer.step_blocked"):
        transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    with refused("text.required", "reason"):
        desk.transfer.turn_away(who.teller, number, " ")
    desk.transfer.turn_away(who.teller, number, "来人是客户的邻居，没有授权")
    assert desk.transfer.view(who.teller, number).case.status is Status.TURNED_AWAY
    assert audited(desk.services.branch, "transfer.turned_away") == [{"reason": "来人是客户的邻居，没有授权"}]
    with refused("transfer.not_running"):
        desk.type_in(number, present="client")
    assert desk.transfer.start(who.teller, desk.registered[0][1].id).case.status is Status.OPEN


@pytest.mark.rule("TO-15")
def test_who_may_ask_is_not_turned_away(one_desk: TransferDesk) -> None:
    number = started(one_desk)
    with refused("transfer.entitled", "present"):
        one_desk.transfer.turn_away(one_desk.actors.teller, number, "以后再来")
    one_desk.type_in(number, doc__id_card="missing")
    one_desk.transfer.turn_away(one_desk.actors.teller, number, "没有带身份证，改日再来")


@pytest.mark.rule("TO-1")
def test_an_institution_brings_authorisation_and_agent_and_goes_to_the_top_tier(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(INSTITUTION)
    desk.snapshot()
    view = transfers.take_in(
        desk.services, who.teller, client, **{"doc:authorisation": "", "agent_name": "", "authority": ""}
    )
    assert view.case.tier is Tier.CORE
    assert [one.code for one in view.documents][-2:] == ["authorisation", "agent-id"]
    assert {name: view.problems[name].code for name in ("doc:authorisation", "agent_name", "authority")} == {
        "doc:authorisation": "text.required", "agent_name": "text.required", "authority": "text.required",
    }  # fmt: skip
    view = desk.type_in(view.case.number, doc__authorisation="missing")
    assert view.problems["doc:authorisation"].code == "transfer.document_missing"
    assert [one.code for one in view.returns] == ["id-card", "securities-card", "fund-card", "agent-id", "client-copy"]
    assert "授权委托书复印件" in view.kept


@pytest.mark.rule("TO-1")
def test_an_agent_called_like_marketing_staff_is_stopped_until_somebody_says_it_is_another(
    one_desk: TransferDesk,
) -> None:
    desk = one_desk
    number = started(desk, present="agent")
    with desk.services.branch.db.read() as conn:
        member = staff.by_id(conn, desk.actors.marketing.staff_id)
    assert member is not None
    view = desk.type_in(number, agent_name="顾客甲")
    assert "agent_name" not in view.problems
    with desk.services.branch.db.write(desk.actors.admin) as tx:
        staff.change(tx.conn, replace(member, name="顾客甲"))
    view = desk.transfer.view(desk.actors.teller, number)
    assert view.problems["agent_name"].code == "transfer.agent_is_staff"
    assert view.step(Step.INTAKE).state is State.MISSING
    assert "agent_name" not in desk.type_in(number, present="client").problems  # no agent came after all
    view = desk.type_in(number, present="agent", agent_not_staff="yes")
    assert "agent_name" not in view.problems


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("sz_seat", "12", "transfer.seat"), ("sz_seat", "", "text.required"), ("target", " ", "text.required"),
        ("telephone", "12345", None), ("telephone", "", "text.required"), ("present", "cat", "transfer.not_in_list"),
        ("wish_sh", "maybe", "transfer.not_in_list"), ("reason", "boredom", "transfer.unknown_reason"),
        ("reason", "", "text.required"), ("reason", "unstated", "transfer.unknown_reason"),
        ("sign_way", "blood", "transfer.not_in_list"), ("sh_number", "B1", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_kept_as_typed(
    one_desk: TransferDesk, name: str, text: str, code: str | None
) -> None:
    number = started(one_desk)
    view = one_desk.transfer.save_fields(one_desk.actors.teller, number, {name: text})
    assert view.case.text(name) == text
    assert view.problems[name].field == name
    assert code in (None, view.problems[name].code)


def test_what_does_not_belong_to_the_request_is_not_looked_at(one_desk: TransferDesk) -> None:
    number = started(one_desk, agent_name="１", agent_paper_number="x", sz_seat="?", wish_sz="", fund_number="?")
    view = one_desk.transfer.view(one_desk.actors.teller, number)
    assert view.step(Step.INTAKE).state is State.DONE, view.problems


def test_nothing_wanted_is_nothing_to_do(one_desk: TransferDesk) -> None:
    number = started(one_desk, wish_sh="", wish_sz="")
    view = one_desk.transfer.view(one_desk.actors.teller, number)
    assert view.problems["wish_sh"].code == "transfer.nothing_wanted"


def test_fields_that_do_not_exist_or_cannot_be_kept_are_refused(one_desk: TransferDesk) -> None:
    number = started(one_desk)
    for name, text, code in (
        ("note", "x", "transfer.unknown_field"), ("tier", "core", "transfer.unknown_field"),
        ("target", "长" * 2001, "text.too_long"), ("target", "a\0b", "text.invisible"),
    ):  # fmt: skip
        with refused(code):
            one_desk.transfer.save_fields(one_desk.actors.teller, number, {name: text})
    with refused("transfer.unknown"):
        one_desk.transfer.view(one_desk.actors.teller, "ZX20260101000")


def test_an_account_has_one_running_request_and_has_to_be_the_clients(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = started(desk)
    client = desk.registered[0][1]
    with refused("transfer.running_exists"):
        desk.transfer.start(who.teller, client.id)
    with refused("transfer.no_account"):
        desk.transfer.start(who.teller, client.id, "999999")
    with refused("clients.unknown"):
        desk.transfer.start(who.teller, "nobody")
    desk.transfer.cancel(who.teller, number, "客户撤回")
    desk.transfer.start(who.teller, client.id, client.fund_account)


@pytest.mark.rule("TO-4")
def test_without_figures_the_teller_types_them_once_and_they_fix_class_and_tier(desk: TransferDesk) -> None:
    who = desk.actors
    client = desk.client(ORDINARY)
    view = transfers.take_in(desk.services, who.teller, client)  # no snapshot at all
    number = view.case.number
    assert view.case.tier is None
    assert view.problems["assets"].code == "text.required"
    with refused("transfer.figures_needed"):
        desk.transfer.raise_tier(who.supervisor, number, Tier.CORE, "先提高")
    assert desk.type_in(number, assets="很多").problems["assets"].code == "transfer.figure"
    assert desk.type_in(number, assets="-1").problems["assets"].code == "transfer.figure"
    view = desk.type_in(number, assets="1,250,000", turnover="3.2")
    assert (view.case.client_class, view.case.tier, view.case.figures_from) == ("A", Tier.IMPORTANT, "by-hand")
    view = desk.type_in(number, assets="1000")
    assert (view.case.tier, view.case.assets) == (Tier.IMPORTANT, Decimal("1250000"))
    assert len(audited(desk.services.branch, "transfer.class_fixed")) == 1


@pytest.mark.rule("TO-2")
def test_without_a_snapshot_every_condition_is_stated_by_hand_and_holds_for_the_day(desk: TransferDesk) -> None:
    who = desk.actors
    client = desk.client(IMPORTANT)
    view = transfers.take_in(desk.services, who.teller, client, assets="2000000", turnover="4")
    number = view.case.number
    assert (view.accounts.by_hand, view.accounts.why_by_hand) == (True, "none")
    assert {condition.stands for condition in view.accounts.conditions} == {None}
    transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    with refused("transfer.not_ready"):
        desk.transfer.submit(who.teller, number)
    view = desk.transfer.save_fields(who.teller, number, {f"cond:{code}": "no" for code in CODES})
    assert view.step(Step.ACCOUNTS).state is State.DONE
    assert view.accounts.source == "测试teller（9000）"
    view = desk.type_in(
        number, cond__repo="yes", cond_detail__repo="一天期回购", cond_until__repo="2026-11-23"
    )  # fmt: skip
    (block,) = view.accounts.blocks
    assert (block.code, block.detail, str(block.retry_on)) == ("repo", "一天期回购", "2026-11-23")
    assert block.wait_for
    assert view.clock.deadline is None
    assert view.step(Step.ACCOUNTS).state is State.BLOCKED
    desk.next_day(3)
    view = desk.transfer.view(who.teller, number)
    assert {condition.stands for condition in view.accounts.conditions} == {None}
    assert view.case.text("cond:orders") == ""  # so that it is asked for again
    view = desk.type_in(number, cond__orders="no")  # the same answer as on Friday
    assert [c.code for c in view.accounts.conditions if c.stands is not None] == ["orders"]
    assert view.step(Step.ACCOUNTS).state is State.MISSING
    desk.type_in(number, cond_until__repo="bald")
    assert desk.transfer.view(who.teller, number).problems["cond_until:repo"].code == "text.date"


@pytest.mark.rule("TO-2")
def test_a_snapshot_that_is_too_old_or_does_not_know_the_account_does_not_count(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = started(desk)
    view = desk.transfer.view(who.teller, number)
    assert (view.accounts.by_hand, view.accounts.age_minutes) == (False, 0)
    desk.clock.tick(24 * 3600)
    assert desk.transfer.view(who.teller, number).accounts.age_minutes == 1440
    desk.clock.tick(1)
    accounts = desk.transfer.view(who.teller, number).accounts
    assert (accounts.by_hand, accounts.why_by_hand) == (True, "old")
    desk.registered.clear()
    desk.client(ORDINARY)
    desk.snapshot()
    accounts = desk.transfer.view(who.teller, number).accounts
    assert (accounts.by_hand, accounts.why_by_hand) == (True, "unknown-account")


@pytest.mark.rule("TO-2")
def test_every_condition_says_what_to_wait_for_and_when_to_try_again(one_desk: TransferDesk) -> None:
    desk, today = one_desk, one_desk.clock.now().date()
    client = desk.client(IMPORTANT)
    desk.snapshot(**{IMPORTANT.name: {
        "orders_today": 1, "repo_until": today, "repo_registered": True, "new_share_frozen": Decimal("5"),
        "new_share_release": today, "agreements": ("融资融券合同",), "depository_block_sh": "司法冻结",
        "depository_block_sz": "质押",
    }})  # fmt: skip
    view = desk.transfer.start(desk.actors.teller, client.id)
    assert tuple(block.code for block in view.accounts.blocks) == CODES
    assert all(block.wait_for for block in view.accounts.blocks)
    assert [str(block.retry_on) for block in view.accounts.blocks] == [
        "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-20", "None", "None", "None",
    ]  # fmt: skip
    assert view.accounts.blocks[4].detail == "融资融券合同"


@pytest.mark.rule("SE-1")
def test_numbers_are_masked_for_who_may_not_unmask_and_ink_is_not_handed_out(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT, own_staff=True)
    desk.snapshot()
    number = desk.asked_for(client, present="agent")
    typed = desk.transfer.view(who.teller, number).case
    assert typed.text("telephone") == client.mobile
    assert typed.captures["signature:transfer-application"].value["ink"]
    views = [
        desk.transfer.view(who.compliance, number),
        desk.transfer.approval_screen(who.marketing_director, number).view,
        desk.transfer.approval_screen(who.marketing, number).view,
        desk.transfer.insist(who.marketing, number),
    ]
    for view in views:
        told = repr((view.case.fields, view.client))
        assert client.mobile not in told
        assert client.paper_number not in told
        assert typed.text("agent_paper_number") not in told
        assert all("ink" not in act.value for act in view.case.captures.values())


@pytest.mark.rule("SE-1")
def test_no_refusal_and_no_line_of_audit_has_the_clients_numbers(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = started(desk, present="agent", agent_paper_number="330102197503022", telephone="1385713")
    client = desk.registered[0][1]
    view = desk.transfer.view(who.teller, number)
    for refusal in view.problems.values():
        assert isinstance(refusal, Refused)
        assert not any(secret in repr(refusal.facts) for secret in (client.mobile, client.paper_number, "3301021975"))
    with desk.services.branch.db.read() as conn:
        rows = conn.exec_driver_sql("SELECT before, after FROM audit_log WHERE subject_id = ?", (number,)).all()
    assert rows
    assert not any(secret in repr(rows) for secret in (client.mobile, client.paper_number, client.name, "1385713"))
