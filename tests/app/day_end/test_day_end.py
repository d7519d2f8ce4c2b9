"""The end of a teller's day: what is missing, mending it, closing, on both databases."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.approvals.domain import StepKind
from app.archive import storage as archive
from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.counter.services import branch_facts
from app.day_end.gathering import enclosure_number
from app.day_end.service import DayEndService
from app.onboarding.view import OpeningReceipt
from app.receipts import storage as receipts
from app.samples import transfers
from app.samples.openings import carry_out
from app.samples.pen import sample_ink
from app.samples.transfers import OldClient
from app.transfer_out import making
from app.transfer_out.case import Outcome
from app.transfer_out.storage import transfer_capture
from tests.app.day_end.desk import SCAN, DayDesk, day_desk
from tests.app.onboarding.desk import client as sample_client
from tests.app.transfer_out.desk import IMPORTANT, ORDINARY, other_teller
from tests.builders import Actors, as_owner, document_file, forbidden
from tests.forms.engine.samples import extract, solid
from tests.forms.engine.samples import press as real_press

FRIDAY = date(2026, 11, 20)
INK = sample_ink(3)


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors) -> DayDesk:
    return day_desk(branch, actors)


@pytest.fixture
def one_desk(sqlite_branch: OpenBranch, actors: Actors) -> DayDesk:
    """On the one database, for what no database has a part in."""
    return day_desk(sqlite_branch, actors)


def after_hours(desk: DayDesk) -> DayDesk:
    desk.desk.to(FRIDAY, 16)
    return desk


def opened_case(desk: DayDesk) -> str:
    """The number of an opening that the teller carried out."""
    receipt = carry_out(desk.desk.services, desk.who.teller, sample_client())
    assert isinstance(receipt, OpeningReceipt)
    return receipt.case_number


@pytest.mark.rule("TO-11")
def test_a_day_with_all_papers_is_closed_once_and_filed(desk: DayDesk, branch: OpenBranch) -> None:
    number, teller = desk.left(), desk.who.teller
    opened = opened_case(desk)
    view = after_hours(desk).service.day(teller)
    assert {(case.number, case.kind, case.ended) for case in view.cases} == {
        (number, "转销户", "已转出"), (opened, "开户", "已开户"),
    }  # fmt: skip
    assert [case.missing for case in view.cases] == [(), ()]
    assert (view.complete, view.may_close, view.problem, view.closed) == (True, True, None, "")
    with branch.db.read() as conn:
        for case in view.cases:
            assert case.papers == len(archive.of_case(conn, case.number))
    sheet = desk.service.close(teller, FRIDAY, INK, shown=view.shown)
    assert sheet == f"RZ20261120{teller.staff_number}-01"
    with branch.db.read() as conn:
        document = archive.by_number(conn, sheet)
    assert document is not None
    assert (document.form_id, document.client_id, document.made_by) == ("day-sheet", None, teller.staff_id)
    assert branch.blobs.get(document.file_sha256)
    again = desk.service.day(teller, FRIDAY)
    assert (again.closed, again.may_close) == (sheet, False)
    with pytest.raises(Refused, match=r"dayend\.closed_already"):
        desk.service.close(teller, FRIDAY, INK)
    (closed,) = desk.service.days(teller)
    assert set(closed.cases) == {number, opened}
    assert (closed.document_number, closed.receipts, closed.taken) == (sheet, 1, Decimal(30))
    with branch.db.read() as conn:
        row = conn.execute(sa.select(audit_log).where(audit_log.c.act == "dayend.closed")).one()
    assert json.loads(row.after)["document"] == sheet


@pytest.mark.rule("TO-10")
@pytest.mark.rule("TO-11")
def test_what_the_flow_files_is_what_the_day_asks_for(one_desk: DayDesk) -> None:
    desk = one_desk
    desk.left(sample := OldClient("钱一", 11, "1000", "1"))
    desk.stayed(OldClient("钱二", 12, "1000", "1"), desk.who.teller)
    cases = {case.client: case for case in desk.service.day(desk.who.teller).cases}
    assert cases[sample.name].missing == () == cases["钱二"].missing
    assert (cases[sample.name].papers, cases["钱二"].papers) == (7, 2)


@pytest.mark.rule("TO-10")
@pytest.mark.rule("TO-11")
def test_a_copy_that_was_not_taken_is_missing_until_it_is_added(desk: DayDesk, branch: OpenBranch) -> None:
    number, teller = desk.left(scans=()), desk.who.teller
    view = after_hours(desk).service.day(teller)
    assert view.cases[0].missing == ("身份证明文件复印件",)
    assert [(copy.case_number, copy.code) for copy in view.copies] == [(number, "id-card")]
    with pytest.raises(Refused) as refused:
        desk.service.close(teller, FRIDAY, INK)
    assert (refused.value.code, refused.value.facts["cases"]) == ("dayend.incomplete", number)
    desk.service.add_copy(teller, number, "id-card", SCAN)
    mended = desk.service.day(teller)
    assert (mended.cases[0].missing, mended.copies, mended.may_close) == ((), (), True)
    with branch.db.read() as conn:
        document = archive.by_number(conn, enclosure_number(number, "id-card"))
    assert document is not None
    assert (document.form_id, document.case_number) == ("enclosure", number)
    with pytest.raises(Refused, match=r"dayend\.copy_there"):
        desk.service.add_copy(teller, number, "id-card", SCAN)
    assert desk.service.close(teller, FRIDAY, INK)


@pytest.mark.rule("TO-10")
def test_an_agents_papers_are_kept_as_well(one_desk: DayDesk) -> None:
    desk = one_desk
    number = desk.left(present="agent", scans=("id-card", "agent-id"), agent_name="顾明远", authority="letter")
    (case,) = desk.service.day(desk.who.teller).cases
    assert (case.number, case.missing) == (number, ("授权委托书复印件",))


def test_copies_can_be_added_to_requests_that_were_carried_out_only(one_desk: DayDesk) -> None:
    desk = one_desk
    teller = desk.who.teller
    stayed = desk.stayed(OldClient("钱二", 12, "1000", "1"), teller)
    with pytest.raises(Refused, match=r"dayend\.not_carried_out"):
        desk.service.add_copy(teller, stayed, "id-card", SCAN)
    with pytest.raises(Refused, match=r"dayend\.unknown_copy"):
        desk.service.add_copy(teller, stayed, "../x", SCAN)
    with pytest.raises(Refused, match=r"transfer\.unknown"):
        desk.service.add_copy(teller, "ZX0", "id-card", SCAN)
    left = desk.left(scans=())
    with pytest.raises(Refused, match=r"scan\.unknown_kind"):
        desk.service.add_copy(teller, left, "id-card", b"MZ")
    assert desk.service.day(teller).copies


@pytest.mark.rule("TO-11")
@pytest.mark.parametrize(("harm", "word"), [("gone", "（文件丢失）"), ("damaged", "（文件损坏）")])
def test_a_paper_whose_file_is_gone_or_damaged_is_missing(
    desk: DayDesk, branch: OpenBranch, harm: str, word: str
) -> None:
    number = desk.left()
    with branch.db.read() as conn:
        memo, copy = (archive.by_number(conn, one) for one in (f"{number}-05", enclosure_number(number, "id-card")))
    assert memo is not None
    assert copy is not None
    for document in (memo, copy):
        path = document_file(branch, document.file_sha256)
        path.unlink() if harm == "gone" else path.write_bytes(b"GTB1" + bytes(60))
    view = after_hours(desk).service.day(desk.who.teller)
    assert view.cases[0].missing == (f"{memo.title}{word}", f"身份证明文件复印件{word}")
    assert view.copies == (), "what was there and is gone is no matter of scanning it again"
    assert not view.may_close


@pytest.mark.rule("TO-11")
def test_papers_that_were_never_archived_are_named_by_title(desk: DayDesk, branch: OpenBranch) -> None:
    number = desk.left()
    opened = opened_case(desk)
    rows = archive.document
    with as_owner(branch) as conn:
        for table in ("document_pen", "document"):
            _let_change(conn, table)
        conn.execute(archive.document_pen.delete())
        conn.execute(rows.delete().where(rows.c.number == f"{number}-02"))
        conn.execute(rows.delete().where(rows.c.case_number == opened, rows.c.form_id == "custody"))
        conn.execute(
            transfer_capture.delete().where(transfer_capture.c.name == f"signature:{making.RETURNS}")
        )  # fmt: skip
    missing = {case.number: case.missing for case in desk.service.day(desk.who.teller).cases}
    info = desk.desk.services.press.info
    assert missing[number] == (info(making.SHEET).title, f"{info(making.RETURNS).title}（客户签名）")
    assert missing[opened] == (info("custody").title,)


def _let_change(conn: sa.Connection, table: str) -> None:
    """As somebody with the database in their hands would."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
    else:
        conn.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


@pytest.mark.rule("TO-11")
def test_a_case_is_in_the_day_of_who_brought_it_to_its_end(desk: DayDesk) -> None:
    who, transfer = desk.who, desk.desk.transfer
    number, _ = desk.about_to_leave()
    other = other_teller(who)
    _, shown = transfer.signature_lines(other, number, making.RETURNS)
    transfer.teller_sign(other, number, making.RETURNS, sample_ink(7), shown)
    transfer.carry_out(other, number)
    assert desk.service.day(who.teller).cases == ()
    assert [case.number for case in desk.service.day(other).cases] == [number]
    # the fee was taken by the first
    assert desk.service.day(who.teller).taken == 30
    assert desk.service.day(other).taken == 0


def test_a_scan_that_the_request_had_no_need_of_in_the_end_is_not_asked_for(one_desk: DayDesk) -> None:
    desk, teller = one_desk, one_desk.who.teller
    services = desk.desk.services
    client = desk.desk.client(ORDINARY)
    desk.desk.snapshot()
    number = transfers.take_in(services, teller, client, present="agent").case.number
    services.transfer.attach_scan(teller, number, "agent-id", SCAN)
    services.transfer.save_fields(teller, number, {"present": "client"})
    services.transfer.attach_scan(teller, number, "id-card", SCAN + b"2")
    transfers.talk(services, teller, number, "介绍了网上交易", Outcome.LEAVES)
    transfers.submit(services, teller, number)
    transfers.approve(services, desk.who.supervisor, number, StepKind.SUPERVISOR)
    transfers.finish(services, teller, number)
    (case,) = desk.service.day(teller).cases
    assert case.missing == ()


@pytest.mark.rule("TO-11")
def test_a_client_whom_a_director_talked_round_is_in_the_day_of_the_teller(one_desk: DayDesk) -> None:
    desk = one_desk
    number = desk.stayed(IMPORTANT, desk.who.marketing_director)
    (case,) = desk.service.day(desk.who.teller).cases
    assert (case.number, case.ended, case.missing) == (number, "已挽留", ())


def test_what_is_not_finished_is_listed_and_does_not_keep_the_day_open(desk: DayDesk) -> None:
    teller = desk.who.teller
    number, _ = desk.about_to_leave()
    opening = desk.desk.services.opening.start(teller, "").draft.case_number
    view = after_hours(desk).service.day(teller)
    assert view.unfinished == ((opening, "开户", "身份信息"), (number, "转销户", "待办理"))
    assert (view.cases, view.complete, view.may_close) == ((), True, True)
    assert desk.service.day(teller, date(2026, 11, 19)).unfinished == ()


@pytest.mark.rule("TO-9")
@pytest.mark.rule("TO-11")
def test_receipts_and_their_sum_agree_with_the_till(desk: DayDesk, branch: OpenBranch) -> None:
    teller, transfer = desk.who.teller, desk.desk.transfer
    number, _ = desk.about_to_leave()
    transfer.void_receipt(teller, number, "打印机卡纸")
    transfer.take_fee(teller, number)
    view = desk.service.day(teller)
    assert [(r.number, r.amount, r.void) for r in view.receipts] == [
        ("SJ2026000001", Decimal(30), "打印机卡纸"), ("SJ2026000002", Decimal(30), ""),
    ]  # fmt: skip
    assert view.taken == 30
    desk.desk.next_day(3)
    transfer.void_receipt(other_teller(desk.who), number, "客户改日再来")
    back = desk.service.day(other_teller(desk.who))
    assert [(r.amount, r.void) for r in back.receipts] == [(Decimal(-30), "2026-11-20 测试teller开具，客户改日再来")]
    assert back.taken == -30
    for day, who in ((FRIDAY, teller), (date(2026, 11, 23), teller), (date(2026, 11, 23), other_teller(desk.who))):
        shown = desk.service.day(who, day)
        assert sum((r.amount for r in shown.receipts if not r.void or r.amount < 0), Decimal(0)) == shown.taken
        with branch.db.read() as conn:
            assert receipts.totals(conn, day, who.staff_id).net == shown.taken
    desk.desk.to(date(2026, 11, 23), 16)
    desk.service.close(other_teller(desk.who), date(2026, 11, 23), INK)
    assert desk.service.days(other_teller(desk.who))[0].taken == -30


@pytest.mark.rule("TO-11")
@pytest.mark.parametrize(
    ("day", "hour", "code"),
    [(FRIDAY, 14, "dayend.too_early"), (date(2026, 11, 21), 23, "dayend.future_day")],
)
def test_no_day_is_closed_before_its_time(one_desk: DayDesk, day: date, hour: int, code: str) -> None:
    desk = one_desk
    desk.desk.to(FRIDAY, hour)
    with pytest.raises(Refused) as refused:
        desk.service.close(desk.who.teller, day, INK)
    assert refused.value.code == code
    problem = desk.service.day(desk.who.teller, day).problem
    assert problem is not None
    assert problem.code == code


def test_a_day_without_anything_can_be_closed_also_later(one_desk: DayDesk) -> None:
    desk = one_desk
    desk.desk.to(date(2026, 11, 24), 9)
    assert desk.service.close(desk.who.teller, FRIDAY, INK)
    (closed,) = desk.service.days(desk.who.teller)
    assert (closed.day, closed.cases, closed.receipts, closed.taken) == (FRIDAY, (), 0, Decimal(0))


def test_the_sheet_needs_the_tellers_own_hand(one_desk: DayDesk) -> None:
    desk = one_desk
    after_hours(desk)
    with pytest.raises(Refused, match=r"dayend\.signature_missing"):
        desk.service.close(desk.who.teller, FRIDAY, None)
    with pytest.raises(Refused, match=r"archive\.ink_too_little"):
        desk.service.close(desk.who.teller, FRIDAY, type(INK)(INK.width, INK.height, ()))
    assert desk.service.days(desk.who.teller) == ()


@pytest.mark.rule("TO-11")
def test_what_was_added_after_the_teller_looked_has_to_be_looked_at(one_desk: DayDesk) -> None:
    desk = one_desk
    teller = desk.who.teller
    shown = after_hours(desk).service.day(teller).shown
    desk.left()
    with pytest.raises(Refused, match=r"dayend\.changed_meanwhile"):
        desk.service.close(teller, FRIDAY, INK, shown=shown)


def test_what_ends_while_the_sheet_is_made_stops_it(desk: DayDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    teller, press = desk.who.teller, desk.desk.press
    number, _ = desk.about_to_leave()
    after_hours(desk)
    real = press.press

    def slow(form_id: str, facts: object) -> object:
        if form_id == "day-sheet":
            monkeypatch.setattr(press, "press", real)
            desk.desk.transfer.carry_out(teller, number)
        return real(form_id, facts)

    monkeypatch.setattr(press, "press", slow)
    with pytest.raises(Refused, match=r"dayend\.changed_meanwhile"):
        desk.service.close(teller, FRIDAY, INK)
    assert desk.service.days(teller) == ()
    assert desk.service.close(teller, FRIDAY, INK)


def test_a_case_that_ends_after_the_closing_is_told(one_desk: DayDesk) -> None:
    desk = one_desk
    teller = desk.who.teller
    number, _ = desk.about_to_leave()
    after_hours(desk).service.close(teller, FRIDAY, INK)
    assert desk.service.day(teller).after_closing == ()
    desk.desk.transfer.carry_out(teller, number)
    assert desk.service.day(teller).after_closing == (number,)


def test_a_sheet_that_cannot_be_pressed_leaves_nothing_behind(one_desk: DayDesk, sqlite_branch: OpenBranch) -> None:
    desk, branch = one_desk, sqlite_branch
    after_hours(desk).desk.press.broken = "day-sheet"
    with pytest.raises(OSError, match="out of paper"):
        desk.service.close(desk.who.teller, FRIDAY, INK)
    with branch.db.read() as conn:
        assert archive.all_documents(conn) == ()
    assert desk.service.days(desk.who.teller) == ()


def test_two_windows_close_one_day_once(desk: DayDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    teller, press = desk.who.teller, desk.desk.press
    after_hours(desk)
    real = press.seal

    def second_window(*facts: object) -> object:
        monkeypatch.setattr(press, "seal", real)
        desk.service.close(teller, FRIDAY, sample_ink(5))
        return real(*facts)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(press, "seal", second_window)
    with pytest.raises(Refused, match=r"dayend\.closed_already"):
        desk.service.close(teller, FRIDAY, INK)
    assert len(desk.service.days(teller)) == 1


@pytest.mark.rule("SE-1")
def test_who_may_look_at_whose_day(one_desk: DayDesk) -> None:
    desk = one_desk
    who = desk.who
    number = desk.left()
    for overseer in (who.supervisor, who.general_manager):
        view = desk.service.day_of(overseer, who.teller.staff_id, FRIDAY)
        assert ([case.number for case in view.cases], view.may_close) == ([number], False)
        assert view.problem is not None
        (line,) = desk.service.tellers(overseer, FRIDAY)
        assert (line.staff_id, line.cases, line.lacking, line.taken) == (who.teller.staff_id, 1, 0, Decimal(30))
    for other in (who.marketing, who.compliance, who.admin, who.archivist, who.client_manager):
        for ask in (
            desk.service.day,
            desk.service.days,
            lambda actor: desk.service.tellers(actor, FRIDAY),
            lambda actor: desk.service.sheet(actor, FRIDAY),
            lambda actor: desk.service.day_of(actor, who.teller.staff_id, FRIDAY),
            lambda actor: desk.service.close(actor, FRIDAY, INK),
            lambda actor: desk.service.add_copy(actor, number, "id-card", SCAN),
        ):
            with pytest.raises(Refused, match=r"auth\.denied"):
                ask(other)
    with pytest.raises(Refused, match=r"auth\.denied"):
        desk.service.day_of(who.teller, who.supervisor.staff_id, FRIDAY)
    assert desk.service.day_of(who.teller, who.teller.staff_id, FRIDAY).cases
    with pytest.raises(Refused, match=r"staff\.unknown"):
        desk.service.day_of(who.supervisor, "nobody", FRIDAY)


def test_closed_days_are_the_tellers_own_and_all_for_the_supervisor(desk: DayDesk) -> None:
    who = desk.who
    after_hours(desk)
    desk.service.close(who.teller, FRIDAY, INK)
    desk.service.close(who.supervisor, FRIDAY, sample_ink(4))
    assert {one.staff_id for one in desk.service.days(who.teller)} == {who.teller.staff_id}
    assert len(desk.service.days(who.general_manager)) == 2
    assert len(desk.service.days(who.supervisor, limit=1)) == 1
    assert [bool(line.closed) for line in desk.service.tellers(who.supervisor, FRIDAY)] == [True, True]


@pytest.mark.rule("SE-2")
def test_a_closed_day_cannot_be_changed_in_the_database(desk: DayDesk, branch: OpenBranch) -> None:
    after_hours(desk).service.close(desk.who.teller, FRIDAY, INK)
    for statement in ("UPDATE day_end SET taken_fen = 1", "DELETE FROM day_end"):
        with forbidden(), branch.db.write(desk.who.admin) as tx:
            tx.conn.exec_driver_sql(statement)
    assert desk.service.days(desk.who.teller)[0].taken == 0


@pytest.mark.rule("TO-9")
@pytest.mark.rule("TO-11")
def test_the_filed_sheet_bears_the_tellers_hand_and_the_branchs_seal(
    one_desk: DayDesk, sqlite_branch: OpenBranch
) -> None:
    desk, teller, real = one_desk, one_desk.who.teller, real_press()
    number = desk.left()
    services = desk.desk.services
    facts = branch_facts(sqlite_branch)
    service = DayEndService(sqlite_branch.db, real, sqlite_branch.blobs, services.policy, services.clock, facts)
    after_hours(desk)
    assert service.sheet(teller, FRIDAY).title == "柜员日终清单"
    sheet = service.close(teller, FRIDAY, INK)
    with sqlite_branch.db.read() as conn:
        document = archive.by_number(conn, sheet)
    assert document is not None
    pdf = sqlite_branch.blobs.get(document.file_sha256)
    check = real.check(pdf)
    assert check.genuine, check.problems
    assert check.signers == ("teller", "branch")
    text = solid(extract(pdf))
    for words in (number, "资料齐全", f"{teller.name}（工号{teller.staff_number}）", "SJ2026000001", "30.00元"):
        assert words in text
