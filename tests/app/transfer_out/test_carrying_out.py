"""Fee, password, returns, signatures and carrying out (TO-8 to TO-10), on the display and on paper (KY-4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.approvals.domain import StepKind
from app.archive.press import Ink, PressedForm, Signing
from app.common.errors import Refused
from app.due_diligence.domain import Verdict
from app.due_diligence.service import ScreeningService
from app.samples import transfers
from app.samples.pen import sample_ink
from app.snapshots import storage as snapshots
from app.transfer_out import making
from app.transfer_out.case import Outcome, Status
from app.transfer_out.steps import State, Step
from tests.app.transfer_out.desk import (
    CORE,
    IMPORTANT,
    TransferDesk,
    audited,
    other_teller,
    refused,
)

WRONG = "000000"
SCAN = b"scan of a form"


def approved(desk: TransferDesk, **typed: str) -> str:
    number = desk.put_before(IMPORTANT, **typed)
    desk.approve(number)
    return number


def sign_as_teller(desk: TransferDesk, number: str) -> None:
    _, shown = desk.transfer.signature_lines(desk.actors.teller, number, making.RETURNS)
    desk.transfer.teller_sign(desk.actors.teller, number, making.RETURNS, sample_ink(9), shown)


@pytest.mark.rule("TO-8")
def test_wrong_passwords_lock_and_the_count_outlives_the_refusal(desk: TransferDesk) -> None:
    who, services, number = desk.actors, desk.services, approved(desk)
    tries = services.policy.customer_password_tries
    for left in range(tries - 1, 0, -1):
        with pytest.raises(Refused) as wrong:
            desk.transfer.check_password(who.teller, number, WRONG)
        assert (wrong.value.code, wrong.value.facts["left"]) == ("password.wrong", left)
        assert WRONG not in repr(wrong.value.facts)
    with refused("password.locked", "password"):
        desk.transfer.check_password(who.teller, number, WRONG)
    with refused("password.locked"):
        desk.transfer.check_password(who.teller, number, transfers.PASSWORD)
    view = desk.transfer.view(who.teller, number)
    assert view.password_locked
    assert not view.password_ok
    assert len(audited(services.branch, "transfer.password_tried")) == tries + 1
    client_id = desk.registered[0][1].id
    services.clients.unlock_password(who.supervisor, client_id, "客户本人凭身份证申请", identity_checked=True)
    assert desk.transfer.check_password(who.teller, number, transfers.PASSWORD).password_ok


@pytest.mark.rule("TO-8")
def test_the_password_is_of_the_day_and_of_the_version(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    with refused("transfer.step_blocked"):
        desk.transfer.check_password(who.teller, number, transfers.PASSWORD)  # before the approval
    assert audited(desk.services.branch, "transfer.password_tried") == []
    desk.approve(number)
    assert desk.transfer.check_password(who.teller, number, transfers.PASSWORD).password_ok
    desk.type_in(number, target="另一家证券")
    transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    desk.approve(number)
    assert not desk.transfer.view(who.teller, number).password_ok
    assert desk.transfer.check_password(who.teller, number, transfers.PASSWORD).password_ok
    desk.next_day()
    assert not desk.transfer.view(who.teller, number).password_ok


@pytest.mark.rule("TO-9")
def test_the_fee_is_taken_by_market_and_a_spoilt_receipt_is_voided_and_kept(desk: TransferDesk) -> None:
    who, number = desk.actors, approved(desk)
    view = desk.transfer.view(who.teller, number)
    assert [line[0] for line in view.fee_lines] == ["深圳转托管手续费"]
    assert view.step(Step.FEE).state is State.MISSING
    first = desk.transfer.take_fee(who.teller, number).receipt
    with refused("receipts.case_has_one"):
        desk.transfer.take_fee(who.teller, number)
    with refused("text.required", "why"):
        desk.transfer.void_receipt(who.teller, number, "")
    assert desk.transfer.void_receipt(who.teller, number, "打印卡纸").receipt is None
    with refused("transfer.no_receipt"):
        desk.transfer.void_receipt(who.teller, number, "再作废")
    second = desk.transfer.take_fee(who.teller, number).receipt
    assert (first.number, second.number) == ("SJ2026000001", "SJ2026000002")
    assert second.total == Decimal(30)
    kept = desk.services.receipts.of_case(who.teller, number)
    assert [receipt.void is not None for receipt in kept] == [True, False]


@pytest.mark.rule("TO-9")
def test_a_receipt_over_something_else_is_voided_first(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = approved(desk)
    desk.transfer.take_fee(who.teller, number)

    def again(**typed: str) -> str:
        desk.type_in(number, **typed)
        transfers.sign(desk.services, who.teller, number, making.APPLICATION)
        desk.approve(number)
        (missing,) = desk.transfer.view(who.teller, number).step(Step.FEE).missing
        return str(missing.code)

    assert again(sz_number="0000000099") == "transfer.fee_changed"  # as much, of another account
    assert again(wish_sz="") == "transfer.fee_not_due"
    with refused("transfer.incomplete"):
        transfers.finish(desk.services, who.teller, number)
    with refused("transfer.receipt_open"):
        desk.transfer.cancel(who.teller, number, "客户撤回")
    desk.transfer.void_receipt(who.teller, number, "客户不再转深圳，已退款")
    with refused("transfer.no_fee"):
        desk.transfer.take_fee(who.teller, number)
    sign_as_teller(desk, number)  # the papers are fewer than those signed before
    done = desk.transfer.carry_out(who.teller, number)
    assert (done.fee_total, done.receipt_number) == (0, "")
    assert "transfer-receipt" not in [paper.form_id for paper in done.documents]


@pytest.mark.rule("TO-10")
def test_everything_goes_back_or_it_is_said_why_not_and_the_client_signs_for_it(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    with refused("transfer.step_blocked"):
        transfers.sign(desk.services, who.teller, number, making.RETURNS)
    desk.approve(number)
    desk.transfer.take_fee(who.teller, number)
    desk.transfer.check_password(who.teller, number, transfers.PASSWORD)
    view = desk.transfer.view(who.teller, number)
    assert {missing.at for missing in view.step(Step.RETURNS).missing} == {
        *(f"return:{code}" for code in ("id-card", "securities-card", "fund-card", "client-copy")), "returns-list",
    }  # fmt: skip
    assert view.problems["return:fund-card"].code == "transfer.return_or_reason"
    desk.type_in(number, return__id_card="done", return__securities_card="done", return__client_copy="done")
    view = desk.type_in(number, return_reason__fund_card="客户遗失，未出示")
    assert [missing.code for missing in view.step(Step.RETURNS).missing] == [
        "transfer.client_signs", "transfer.teller_signs",
    ]  # fmt: skip
    transfers.sign(desk.services, who.teller, number, making.RETURNS)
    view = desk.type_in(number, return__fund_card="done")  # found after all: the list says something else now
    assert view.step(Step.RETURNS).missing[0].code == "transfer.client_signs_again"
    transfers.sign(desk.services, who.teller, number, making.RETURNS)
    sign_as_teller(desk, number)
    assert desk.transfer.carry_out(who.teller, number).left


@pytest.mark.rule("TO-9")
def test_who_carries_it_out_has_signed_it(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = approved(desk)
    transfers.hand_back(desk.services, who.teller, number)
    with refused("transfer.other_teller"):
        desk.transfer.carry_out(other_teller(who), number)
    assert desk.transfer.carry_out(who.teller, number).left
    application, returns, receipt = (
        next(signing for form_id, signing in desk.press.sealed if form_id == wanted)
        for wanted in ("transfer-application", "returns-list", "transfer-receipt")
    )
    assert application is not None
    assert returns is not None
    assert receipt is None  # the client signs no receipt


def test_a_signature_is_of_what_was_shown(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client).case.number
    lines, shown = desk.transfer.signature_lines(who.teller, number, making.APPLICATION)
    assert dict(lines)["办理事项"] == "撤销上海指定交易、深圳转托管"
    desk.type_in(number, target="另一家证券")
    with refused("transfer.changed_since_shown"):
        desk.transfer.sign(who.teller, number, making.APPLICATION, sample_ink(1), shown)
    with refused("archive.ink_too_little"):
        desk.transfer.sign(who.teller, number, making.APPLICATION, Ink(10, 10, ()), shown)
    for form_id in (making.SHEET, making.MEMO, "opening-individual"):
        with refused("transfer.not_signed_by_client"):
            desk.transfer.sign(who.teller, number, form_id, sample_ink(1), shown)
    transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    view = desk.type_in(number, reason_text="另有原因")
    (application,) = [line for line in view.forms if line.form_id == making.APPLICATION]
    assert (application.signed, application.stale) == (False, True)
    assert view.step(Step.APPLICATION).missing[0].code == "transfer.client_signs_again"


def test_the_client_signs_on_paper_what_was_printed_as_it_stands(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client).case.number
    with refused("transfer.not_by_paper"):
        desk.transfer.printable_form(who.teller, number, making.APPLICATION)
    transfers.sign(services, who.teller, number, making.APPLICATION)
    view = desk.type_in(number, sign_way="paper")
    assert view.step(Step.APPLICATION).missing[0].code == "transfer.client_signs_again"
    assert not view.forms[0].signed
    _, shown = desk.transfer.signature_lines(who.teller, number, making.APPLICATION)
    with refused("transfer.by_paper"):
        desk.transfer.sign(who.teller, number, making.APPLICATION, sample_ink(1), shown)
    with refused("transfer.print_first"):
        desk.transfer.attach_signed(who.teller, number, making.APPLICATION, SCAN)
    assert desk.transfer.printable_form(who.teller, number, making.APPLICATION)
    assert desk.transfer.view(who.teller, number).forms[0].printed
    desk.type_in(number, target="另一家证券")
    with refused("transfer.print_first"):
        desk.transfer.attach_signed(who.teller, number, making.APPLICATION, SCAN)
    desk.transfer.printable_form(who.teller, number, making.APPLICATION)
    with refused("scan.unknown_kind"):
        desk.transfer.attach_signed(who.teller, number, making.APPLICATION, b"nothing")
    with refused("transfer.not_signed_by_client"):
        desk.transfer.attach_signed(who.teller, number, making.MEMO, SCAN)
    desk.transfer.attach_signed(who.teller, number, making.APPLICATION, SCAN)
    desk.transfer.insist(who.teller, number)
    desk.approve(number)
    desk.transfer.take_fee(who.teller, number)
    desk.transfer.check_password(who.teller, number, transfers.PASSWORD)
    view = desk.transfer.view(who.teller, number)
    desk.transfer.save_fields(who.teller, number, {f"return:{one.code}": "done" for one in view.returns})
    desk.transfer.printable_form(who.teller, number, making.RETURNS)
    desk.transfer.attach_signed(who.teller, number, making.RETURNS, SCAN)
    sign_as_teller(desk, number)
    done = desk.transfer.carry_out(who.teller, number)
    levels = {d.form_id: d.level for d in services.archive.list_for_case(who.teller, number)}
    assert levels["transfer-application"] == levels["returns-list"] == "paper"
    assert levels["transfer-memo"] == "none"
    assert len(done.documents) == 6


class _During:
    """Does something while the papers are being sealed, once."""

    def __init__(self, desk: TransferDesk, deed: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
        self.deed: Callable[[], object] | None = deed
        seal = desk.press.seal

        def sealing(pressed: PressedForm, signing: Signing | None, teller: Signing | None = None) -> bytes:
            if self.deed is not None:
                now, self.deed = self.deed, None
                now()
            return seal(pressed, signing, teller)

        monkeypatch.setattr(desk.press, "seal", sealing)


@pytest.mark.rule("TO-9")
def test_what_changes_while_the_papers_are_made_is_not_filed_over(
    one_desk: TransferDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client).case.number
    transfers.talk(desk.services, who.teller, number, "谈过", Outcome.LEAVES)
    transfers.submit(desk.services, who.teller, number)
    desk.call(number, StepKind.DIRECTOR, who.marketing_director)
    transfers.hand_back(desk.services, who.teller, number)
    (line,) = desk.services.approvals.unconfirmed(who.marketing_director)
    confirm = desk.services.approvals.confirm
    deeds: list[tuple[Callable[[], object], str]] = [
        (lambda: transfers.talk(desk.services, who.teller, number, "又谈", Outcome.LEAVES), "changed_elsewhere"),
        (lambda: desk.transfer.attach_scan(who.teller, number, "id-card", SCAN), "incomplete"),
        (desk.snapshot, "changed_elsewhere"),  # of another moment than the one on the sheet
        (lambda: desk.snapshot(**{IMPORTANT.name: {"orders_unfilled": 1}}), "incomplete"),
        (lambda: confirm(who.marketing_director, line.decision_id, False, "没有同意"), "incomplete"),
    ]
    for deed, code in deeds:
        desk.clock.tick(60)
        desk.snapshot()
        transfers.sign(desk.services, who.teller, number, making.APPLICATION)
        sign_as_teller(desk, number)
        desk.clock.tick(60)
        _During(desk, deed, monkeypatch)
        with refused(f"transfer.{code}"):
            desk.transfer.carry_out(who.teller, number)
    assert desk.transfer.view(who.teller, number).case.status is Status.SUBMITTED
    assert desk.services.archive.list_for_case(who.teller, number) == ()


def test_a_seal_that_does_not_hold_leaves_everything_as_it_was(
    one_desk: TransferDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, who = one_desk, one_desk.actors
    number = approved(desk)
    transfers.hand_back(desk.services, who.teller, number)
    before = desk.transfer.view(who.teller, number)
    monkeypatch.setattr(desk.press, "broken", "transfer-memo")
    with pytest.raises(OSError, match="out of paper"):
        desk.transfer.carry_out(who.teller, number)
    assert desk.transfer.view(who.teller, number) == before
    with desk.services.branch.db.read() as conn:
        assert snapshots.current(conn) is not None
    monkeypatch.undo()
    assert desk.transfer.carry_out(who.teller, number).left


@pytest.mark.rule("TO-7")
@pytest.mark.rule("TO-8")
def test_each_thing_that_is_missing_alone_keeps_the_request_from_being_carried_out(one_desk: TransferDesk) -> None:
    """Everything is there but one: fee, password, what goes back, the teller's name, a clear account, the day."""
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(CORE)
    transfers.approve(desk.services, who.marketing_director, number, StepKind.DIRECTOR)
    transfers.approve(desk.services, who.general_manager, number, StepKind.GENERAL_MANAGER)
    desk.next_day(3)
    desk.snapshot()
    transfers.hand_back(desk.services, who.teller, number)
    assert desk.transfer.view(who.teller, number).may_carry_out

    def left_over() -> list[str]:
        view = desk.transfer.view(who.teller, number)
        assert not view.may_carry_out
        with refused("transfer.incomplete"):
            desk.transfer.carry_out(who.teller, number)
        return [state.step.value for state in view.steps if state.state not in (State.DONE, State.NOT_NEEDED)]

    desk.snapshot(**{CORE.name: {"depository_block_sz": "司法冻结"}})
    assert left_over() == ["accounts"]
    desk.snapshot()
    desk.transfer.void_receipt(who.teller, number, "重开")
    assert left_over() == ["fee", "returns"]  # the teller signs again: another receipt
    desk.transfer.take_fee(who.teller, number)
    sign_as_teller(desk, number)
    desk.type_in(number, return__fund_card="")
    assert left_over() == ["returns"]
    desk.type_in(number, return__fund_card="done")
    desk.next_day()
    desk.snapshot()
    assert left_over() == ["password"]
    desk.transfer.check_password(who.teller, number, transfers.PASSWORD)
    assert desk.transfer.carry_out(who.teller, number).left
    for deed in (
        lambda: desk.transfer.carry_out(who.teller, number),
        lambda: desk.transfer.take_fee(who.teller, number),
        lambda: desk.transfer.void_receipt(who.teller, number, "重开"),
        lambda: desk.transfer.check_password(who.teller, number, WRONG),
        lambda: desk.transfer.cancel(who.teller, number, "撤回"),
        lambda: desk.transfer.submit(who.teller, number),
        lambda: desk.transfer.attach_scan(who.teller, number, "id-card", SCAN),
    ):
        with refused("transfer.not_running"):
            deed()  # type: ignore[no-untyped-call]  # the desk's service is Any


@pytest.mark.rule("KY-3")
def test_nothing_leaves_while_compliance_has_not_decided_on_the_client(one_desk: TransferDesk, tmp_path: Path) -> None:
    desk, who, number = one_desk, one_desk.actors, approved(one_desk)
    service = ScreeningService(desk.services.branch.db, 90)
    paper = desk.registered[0][1].paper_number
    (tmp_path / "名单.csv").write_text(f"姓名或名称,证件号码,备注\n别名,{paper},虚构\n", encoding="utf-8")
    service.import_list(who.compliance, tmp_path / "名单.csv", source="样张", dated=date(2026, 11, 1), dry_run=False)
    while service.recheck(who.compliance) is not None:
        pass
    transfers.hand_back(desk.services, who.teller, number)
    with refused("screening.undecided"):
        desk.transfer.carry_out(who.teller, number)
    (hit,) = service.hits(who.compliance)
    service.decide(who.compliance, [hit.id], Verdict.CLEARED, "不是同一人")
    assert desk.transfer.carry_out(who.teller, number).left
