"""The manager's pages on the real services of a branch: a main path of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.approvals.domain import StepKind, StepStatus, Verdict
from app.branch.opened import OpenBranch
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.gateways.snapshot.mapping_file import EXAMPLES
from app.policy.transfer import Tier
from app.samples import transfers
from app.samples.pen import sample_ink
from app.transfer_out.case import Outcome, Status
from tests.app.transfer_out.desk import CORE, IMPORTANT, ORDINARY, TransferDesk, transfer_desk
from tests.builders import Actors
from tests.ui.manager.conftest import Answering, Stage
from ui.desk_providers import ApprovalData, CalendarData, ChurnData, DayEndData, SnapshotData, TaskData
from ui.pages.approvals.lists import Show
from ui.pages.approvals.page import ApprovalsPage
from ui.pages.calendar import CalendarPage
from ui.pages.churn import ChurnPage
from ui.pages.churn_period import Span
from ui.pages.day_end import DayEndPage
from ui.pages.snapshot import SnapshotPage
from ui.pages.tasks.page import TasksPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    return transfer_desk(sqlite_branch, actors)


def waiting(desk: TransferDesk, sample: transfers.OldClient = CORE) -> str:
    """A request that is before the approvers."""
    client = desk.client(sample)
    desk.snapshot()
    number = transfers.take_in(desk.services, desk.actors.teller, client).case.number
    transfers.talk(desk.services, desk.actors.teller, number, "请营销总监面谈", Outcome.UNDECIDED)
    transfers.submit(desk.services, desk.actors.teller, number)
    return number


@pytest.fixture
def approvals_of(desk: TransferDesk, stage: Stage, ask: Answering) -> Callable[[Actor], ApprovalsPage]:
    """The manager's desk of somebody."""

    def opened(who: Actor) -> ApprovalsPage:
        data = ApprovalData(desk.services.transfer, desk.services.approvals, who)
        return stage.open(ApprovalsPage(stage.runner, data, ask=ask))

    return opened


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-5")
def test_director_and_general_manager_approve_one_after_the_other_by_keys(
    desk: TransferDesk, approvals_of: Callable[[Actor], ApprovalsPage], stage: Stage
) -> None:
    number, who = waiting(desk), desk.actors
    manager = approvals_of(who.general_manager)
    assert manager.lists.waiting() == 0
    manager.lists.show_list(Show.ALL)
    stage.settle()
    assert manager.lists.queue.current_key() == number
    assert not manager.bar.approve.isEnabled()
    manager.hide()
    director = approvals_of(who.marketing_director)
    assert director.lists.queue.current_key() == number
    assert "周宏达" in director.sheet.said()
    assert "8,600,000.00" in director.sheet.said()
    press(Qt.Key.Key_Return)
    stage.settle()
    assert desk.transfer.view(who.teller, number).approvals[0].status is StepStatus.APPROVED
    director.hide()
    manager.show()
    manager.activateWindow()
    stage.qtbot.waitUntil(manager.isActiveWindow)
    manager.setFocus()
    manager.refresh()
    stage.settle()
    assert manager.bar.approve.isEnabled()
    press(Qt.Key.Key_Return)
    stage.settle()
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED


@pytest.mark.rule("TO-5")
def test_a_request_that_changed_after_it_was_seen_is_not_approved(
    desk: TransferDesk, approvals_of: Callable[[Actor], ApprovalsPage], stage: Stage
) -> None:
    number, who = waiting(desk), desk.actors
    page = approvals_of(who.marketing_director)
    page.bar.fields["words"].set_value("fine with me")
    page.bar.fields["words"].edited.emit()
    version = desk.transfer.view(who.teller, number).case.request_version
    desk.transfer.decide(who.marketing_director, number, StepKind.DIRECTOR, Verdict.SENT_BACK, "哪家银行", "", version)
    desk.transfer.save_fields(who.teller, number, {"reason_text": "另有原因"})
    transfers.submit(desk.services, who.teller, number)
    page.bar.decide(Verdict.APPROVED)
    stage.settle()
    assert "changed after you opened it" in page.banner.text()
    assert page.bar.fields["words"].value() == "fine with me"
    assert "另有原因" in page.sheet.said()
    assert desk.transfer.view(who.teller, number).approvals[0].status is not StepStatus.APPROVED
    page.bar.decide(Verdict.APPROVED)
    stage.settle()
    assert desk.transfer.view(who.teller, number).approvals[0].status is StepStatus.APPROVED


@pytest.mark.rule("TO-4")
def test_the_answer_to_a_question_stands_with_the_decisions(
    desk: TransferDesk, approvals_of: Callable[[Actor], ApprovalsPage], stage: Stage
) -> None:
    number, who = waiting(desk), desk.actors
    page = approvals_of(who.marketing_director)
    page.bar.fields["words"].set_value("哪家银行")
    page.bar.decide(Verdict.SENT_BACK)
    stage.settle()
    assert desk.transfer.view(who.teller, number).case.status is Status.SENT_BACK
    assert "哪家银行" in page.sheet.said()
    desk.transfer.answer(who.teller, number, "建设银行")
    page.refresh()
    stage.settle()
    assert "建设银行" in page.sheet.said()
    assert page.bar.approve.isEnabled()


@pytest.mark.rule("TO-15")
def test_a_refusal_takes_a_listed_ground(
    desk: TransferDesk, approvals_of: Callable[[Actor], ApprovalsPage], stage: Stage
) -> None:
    number, who = waiting(desk), desk.actors
    page = approvals_of(who.marketing_director)
    assert not page.bar.refuse.isEnabled()
    desk.snapshot(周宏达={"orders_unfilled": 2})
    page.refresh()
    stage.settle()
    assert page.bar.refuse.isEnabled()
    page.bar.fields["ground"].set_value(page.bar.shown_grounds()[0])
    page.bar.decide(Verdict.REFUSED)
    stage.settle()
    view = desk.transfer.view(who.teller, number)
    assert view.decisions[-1].verdict is Verdict.REFUSED
    assert view.decisions[-1].ground in page.sheet.said()


@pytest.mark.rule("TO-4")
def test_the_tier_is_raised_from_the_desk(
    desk: TransferDesk, approvals_of: Callable[[Actor], ApprovalsPage], stage: Stage, ask: Answering
) -> None:
    number, who = waiting(desk, IMPORTANT), desk.actors
    page = approvals_of(who.marketing_director)
    ask.answer = "总经理亲自联系的客户"
    page.bar.want_higher()
    stage.settle()
    assert desk.transfer.view(who.teller, number).case.tier is Tier.CORE
    assert "总经理亲自联系的客户" in page.sheet.said()


@pytest.mark.rule("TO-6")
@pytest.mark.parametrize("agreed", [True, False])
def test_an_approval_by_telephone_is_answered_by_its_approver(
    desk: TransferDesk, approvals_of: Callable[[Actor], ApprovalsPage], stage: Stage, *, agreed: bool
) -> None:
    number, who = waiting(desk, IMPORTANT), desk.actors
    desk.transfer.record_by_telephone(
        who.teller, number, StepKind.DIRECTOR, who.marketing_director.staff_id, "同意", "13857120099", desk.clock.now()
    )
    page = approvals_of(who.marketing_director)
    page.lists.show_list(Show.TELEPHONE)
    stage.settle()
    (row,) = page.lists.telephone.rows()
    assert row.client == "吴婉清"
    assert "13857120099" not in page.telephone.said()
    page.telephone.fields["words"].set_value("没有接到过电话")
    page.telephone.answer(agreed)
    stage.settle()
    expected = StepStatus.APPROVED if agreed else StepStatus.DENIED
    assert desk.transfer.view(who.teller, number).approvals[0].status is expected
    assert len(desk.services.incidents.list(who.general_manager)) == (not agreed)
    assert not page.lists.telephone.rows()


@pytest.mark.rule("TO-15")
def test_the_calendar_of_an_unknown_year_is_entered(desk: TransferDesk, stage: Stage, ask: Answering) -> None:
    services, who = desk.services, desk.actors.general_manager
    data = CalendarData(services.trading_days, who, services.clock)
    page = stage.open(CalendarPage(stage.runner, data, can_write=who.may(Right.CALENDAR_WRITE), ask=ask))
    assert page.shown_year() == 2026
    unknown = max(services.trading_days.years(who)) + 1
    page._go(unknown)
    stage.settle()
    first = next(day for day in (date(unknown, 1, n) for n in range(1, 8)) if day.weekday() < 5)
    page.toggle(first)
    page.name.set_value("元旦")
    page.name.edited.emit()
    page.save()
    stage.settle()
    assert services.trading_days.calendar(who).knows(unknown)
    assert page.source.text() == "Kept by the branch"


@pytest.mark.rule("TO-14")
def test_a_promise_is_done_and_gone_from_the_list(desk: TransferDesk, stage: Stage) -> None:
    services, who = desk.services, desk.actors
    client = desk.client(ORDINARY)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client).case.number
    transfers.talk(
        services, who.teller, number, "说明佣金标准", Outcome.STAYS, promised="三日内答复费率",
        promise_due=branch_day(desk.clock.now()),
    )  # fmt: skip
    desk.transfer.retain(who.teller, number, "客户愿意继续")
    page = stage.open(TasksPage(stage.runner, TaskData(services.tasks, services.staff, who.supervisor, services.clock)))
    page.look_for({"whose": "all"})
    stage.settle()
    texts = [line.task.text for line in page.table.rows()]
    place = next(n for n, text in enumerate(texts) if "三日内答复费率" in text)
    page.table.selectRow(place)
    page.finish()
    page.side.done_form.fields["outcome"].set_value("已书面答复")
    page.side.done_form.submit()
    stage.settle()
    assert texts[place] not in [line.task.text for line in page.table.rows()]
    assert len(page.table.rows()) == len(texts) - 1


def left(desk: TransferDesk) -> str:
    """A request of an ordinary client that was carried out."""
    number = waiting(desk, ORDINARY)
    transfers.approve(desk.services, desk.actors.supervisor, number, StepKind.SUPERVISOR)
    transfers.finish(desk.services, desk.actors.teller, number)
    return number


@pytest.mark.rule("TO-16")
def test_the_loss_of_the_year_is_shown_and_saved(
    desk: TransferDesk, stage: Stage, ask: Answering, tmp_path: Path
) -> None:
    left(desk)
    services, who = desk.services, desk.actors.general_manager
    today = branch_day(services.clock.now())
    page = stage.open(ChurnPage(stage.runner, ChurnData(services.reports, who), today=today, ask=ask))
    page.span.set_value(Span.YEAR.value)
    page.span.edited.emit()
    stage.settle()
    assert page._left.text() == "left 1"
    assert sum(row.left for row in page.table.rows()) == 1
    ask.answer = str(tmp_path / "loss.xlsx")
    page.save_xlsx()
    stage.settle()
    assert (tmp_path / "loss.xlsx").read_bytes().startswith(b"PK")
    ask.answer = str(tmp_path / "loss.pdf")
    page.save_pdf()
    stage.settle()
    assert (tmp_path / "loss.pdf").stat().st_size


@pytest.mark.rule("TO-11")
def test_a_day_is_mended_signed_filed_and_printed_again(
    desk: TransferDesk, stage: Stage, ask: Answering, tmp_path: Path
) -> None:
    number = left(desk)
    desk.to(branch_day(desk.clock.now()), hour=16)
    services, who = desk.services, desk.actors.teller
    data = DayEndData(services.day_end, who, services.clock)
    wanted: list[str] = []
    page = stage.open(DayEndPage(stage.runner, data, ask=ask))
    assert [row.number for row in page.cases.rows()] == [number]
    assert page._receipts.note.text() == "30.00 yuan taken"
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"scan")
    ask.answer = str(scan)
    for _ in range(3):
        page.add_copy()
        stage.settle()
    assert page.cases.rows()[0].missing == ()
    page.close_day(sample_ink(3))
    stage.settle()
    assert page.banner.isHidden(), page.banner.text()
    assert page.state.text() == "Closed"
    page.print_wanted.connect(wanted.append)
    page.reprint()
    assert wanted == [page.filed.rows()[0].document_number]
    jobs = services.printing.print_document(who, wanted[0])
    assert {job.form_id for job in jobs} == {"day-sheet"}


HEAD = (
    "资金账号,总资产,年换手率,可取资金,未结利息,当日成交笔数,未成交委托笔数,回购到期日,回购登记,申购冻结金额,申购解冻日,"
    "未了协议,沪市限制,深市限制,沪市指定,深市托管\n"
)


@pytest.mark.rule("TO-2")
def test_a_file_with_a_mistake_changes_nothing_and_a_good_one_comes_into_force(
    desk: TransferDesk, stage: Stage, ask: Answering, tmp_path: Path
) -> None:
    services, who = desk.services, desk.actors.supervisor
    good = "3301010001,50000,1.2,0,0,0,0,,0,0,,,,,1,1\n"
    file = tmp_path / "资金账户_20261120_0930.csv"
    file.write_bytes((HEAD + good + good.replace("50000", "many").replace("0001", "0002", 1)).encode("gbk"))
    data = SnapshotData(services.snapshots, who, services.clock, services.policy.transfer.snapshot_hours)
    page = stage.open(SnapshotPage(stage.runner, data, can_import=who.may(Right.SNAPSHOT_IMPORT), ask=ask))
    page.fields["source"].set_value(str(file))
    page.fields["mapping"].set_value(str(EXAMPLES / "csv.toml"))
    page.run(dry_run=False)
    stage.settle()
    assert [(found.row, found.column) for found in page.table.rows()] == [(3, "总资产")]
    assert services.snapshots.info(who) is None
    file.write_bytes((HEAD + good).encode("gbk"))
    page.run(dry_run=False)
    stage.settle()
    assert page._verdict.text() == "In force now"
    assert page._when.text() == "2026-11-20 09:30"


@pytest.mark.parametrize(("field", "value", "at"), [
    ("mapping", "/nowhere/map.toml", "mapping"), ("source", "env:GUITAI_NO_SUCH_VIEW", "source"),
    ("taken_at", "soon", "taken_at"),
])  # fmt: skip
def test_what_is_wrong_with_an_order_is_told_at_its_field(
    desk: TransferDesk, stage: Stage, ask: Answering, tmp_path: Path, field: str, value: str, at: str
) -> None:
    services, who = desk.services, desk.actors.supervisor
    data = SnapshotData(services.snapshots, who, services.clock, 24)
    page = stage.open(SnapshotPage(stage.runner, data, can_import=True, ask=ask))
    page.fields["source"].set_value(str(tmp_path / "none.csv"))
    page.fields["mapping"].set_value(str(EXAMPLES / "csv.toml"))
    page.fields[field].set_value(value)
    page.run(dry_run=True)
    stage.settle()
    assert page.fields[at].error()
