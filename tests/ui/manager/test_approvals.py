"""The manager's desk on providers by hand: what it shows, what it asks for, what it never does by itself."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.approvals.domain import StepKind, StepState, StepStatus, Verdict, Way
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.transfer_out.view import ApprovalScreen, QueueLine
from tests.threads import together
from tests.ui.manager import samples
from tests.ui.manager.conftest import Answering, Stage
from tests.ui.manager.samples import SampleApprovals
from ui import i18n
from ui.pages.approvals.lists import Show, client_cell, clock_cell, step_cell
from ui.pages.approvals.page import ApprovalsPage
from ui.pages.approvals.port import Deciding
from ui.pages.approvals.two_lines import Cell, TwoLines

FIRST, BLOCKED = "ZX2026000001", "ZX2026000008"
CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    def __init__(self, stage: Stage, ask: Answering) -> None:
        self.stage, self.ask = stage, ask
        self.provider = SampleApprovals()
        self.provider.screens[BLOCKED] = samples.screen(BLOCKED, blocked=True)
        self.page = ApprovalsPage(stage.runner, self.provider, ask=ask)

    def go_to(self, number: str) -> None:
        self.page.lists.show_list(Show.ALL)
        self.stage.settle()
        queue = self.page.lists.queue
        queue.choose(queue.place_of(number))
        self.stage.settle()

    def write(self, text: str) -> None:
        words = self.page.bar.fields["words"]
        words.set_value("")
        words.focus_editor()
        QTest.keyClicks(words.widget, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, CTRL)
        self.stage.settle()

    def shown(self) -> str:
        return self.page.sheet.said()


@pytest.fixture
def desk(stage: Stage, ask: Answering) -> Desk:
    made = Desk(stage, ask)
    stage.open(made.page)
    return made


# what is shown


@pytest.mark.rule("TO-15")
def test_the_queue_comes_in_the_order_it_was_given_and_the_first_is_shown(desk: Desk) -> None:
    numbers = [row.line.number for row in desk.page.lists.queue.rows()]
    assert numbers == [row.line.number for row in samples.queue() if row.mine]
    assert desk.page.lists.queue.current_key() == FIRST
    assert "林梓萱" in desk.shown()


@pytest.mark.rule("TO-15")
def test_every_line_shows_its_clock_and_a_late_one_is_red(desk: Desk) -> None:
    cells = {days: clock_cell(replace(samples.queue()[0], line=samples.line(days=days))) for days in (-2, 0, 1, 2)}
    assert [cells[days].chip for days in (-2, 0, 1, 2)] == ["danger", "danger", "warn", "info"]
    assert cells[-2].top == "2 days late"
    assert cells[-2].tone == "danger"
    assert cells[2].top == "2 days left"


@pytest.mark.rule("TO-15")
def test_a_clock_that_stands_still_says_so(desk: Desk) -> None:
    cell = clock_cell(replace(samples.queue()[0], line=samples.line(days=None)))
    assert (cell.top, cell.chip) == ("Clock stands still", "neutral")


def test_a_calendar_that_does_not_know_the_year_is_told_in_the_list_and_explained_in_the_head(desk: Desk) -> None:
    line = samples.line()
    lost = replace(line, clock=replace(line.clock, days_left=None, deadline=None,
                                       problem=Refused("calendar.unknown_year", year=2027)))  # fmt: skip
    assert clock_cell(replace(samples.queue()[0], line=lost)).top == "Calendar missing"
    screen = samples.screen()
    desk.provider.screens[FIRST] = replace(screen, view=replace(screen.view, clock=lost.clock))
    desk.page._reload()
    desk.stage.settle()
    assert "2027" in desk.page._clock.toolTip()


def test_a_line_tells_client_class_tier_reason_whose_turn_and_what_is_special(desk: Desk) -> None:
    row = samples.queue()[0]
    assert client_cell(row).top == "林梓萱"
    assert client_cell(replace(row, line=samples.line(tier=Tier.ORDINARY))).below == "E · Ordinary · 佣金水平"
    assert step_cell(replace(row, line=samples.line(late=True, unconfirmed=True, insists=True))).tone == "danger"
    assert step_cell(replace(row, line=samples.line(unconfirmed=True))).below == "Telephone unconfirmed"
    assert step_cell(replace(row, line=samples.line(insists=True))).below == "Client insists"


def test_the_screen_has_everything_an_approver_has_to_see(desk: Desk) -> None:
    said = desk.shown()
    for text in (
        "3301***********424", "138****7712", "A+", "6,250,000.00", "许文博", "佣金水平", "别家给到万分之一点二",
        "客户反映佣金高于同业", "可按规定申请调整佣金。", "七日内书面答复能否调整。 (2026-11-30)", "证券账户卡",
        "卡片遗失，客户已声明", "2026-11-23", "新股申购冻结", "顾文澜 3301003", "是否谈过佣金调整？", "on version 2",
        "2025 年曾申请转托管",
    ):  # fmt: skip
        assert text in said, text
    assert "1 h old" in desk.page.sheet.accounts.note.text()


@pytest.mark.rule("TO-2")
def test_what_blocks_the_accounts_is_named_with_what_to_wait_for(desk: Desk) -> None:
    desk.go_to(BLOCKED)
    for text in ("stands in the way", "冻结 48,000.00 元", "等待新股申购资金解冻", "again on 2026-11-25"):
        assert text in desk.shown()


@pytest.mark.rule("TO-6")
@pytest.mark.parametrize("agreed", [None, True, False])
def test_an_approval_by_telephone_shows_who_was_called_and_what_became_of_it(desk: Desk, agreed: bool | None) -> None:
    given = samples.decision(
        StepKind.DIRECTOR, Way.TELEPHONE, confirmed=None if agreed is None else samples.confirmed(agreed)
    )
    status = {None: StepStatus.UNCONFIRMED, True: StepStatus.APPROVED, False: StepStatus.DENIED}[agreed]
    screen = samples.screen()
    view = replace(screen.view, approvals=(StepState(StepKind.DIRECTOR, status, given),), decisions=(given,))
    desk.provider.screens[FIRST] = replace(screen, view=view)
    desk.page._reload()
    desk.stage.settle()
    said = desk.shown()
    assert "Called 138****0003" in said
    assert {None: "To be confirmed by 2026-11-24", True: "Confirmed", False: "没有接到过这个电话。"}[agreed] in said


def test_documents_of_the_case_can_be_looked_at(desk: Desk) -> None:
    wanted: list[str] = []
    desk.page.document_wanted.connect(wanted.append)
    links = [made for made in desk.page.sheet.documents.findChildren(QWidget) if made.toolTip()]
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert wanted == ["ZX2026000001-01"]


def test_the_client_can_be_gone_to_by_those_who_may_read_clients(desk: Desk) -> None:
    wanted: list[str] = []
    desk.page.client_wanted.connect(wanted.append)
    desk.page.client.click()
    assert wanted == ["k1"]
    other = ApprovalsPage(desk.stage.runner, desk.provider, ask=desk.ask, sees_clients=False)
    desk.stage.open(other)
    assert not other.client.isVisible()


# deciding


@pytest.mark.rule("TO-5")
def test_approving_by_keys_hands_back_the_version_that_was_seen(desk: Desk) -> None:
    desk.provider.screens[FIRST] = samples.screen(version=7)
    desk.page._reload()
    desk.stage.settle()
    desk.write("ok")
    desk.press(Qt.Key.Key_Return)
    assert desk.provider.decided == [Deciding(FIRST, StepKind.GENERAL_MANAGER, Verdict.APPROVED, "ok", "", 7)]


def test_after_a_decision_nobody_is_taken_to_another_request_unasked(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert len(desk.provider.decided) == 1
    assert desk.page.lists.queue.row() is None
    assert not desk.page.bar.approve.isEnabled()
    QTest.keyClick(desk.page.lists.queue, Qt.Key.Key_Down)
    desk.stage.settle()
    assert desk.page.lists.queue.current_key() == "ZX2026000003"
    assert desk.page.bar.approve.isEnabled()


def test_a_decision_under_way_is_not_made_twice(desk: Desk) -> None:
    desk.page.bar.decide(Verdict.APPROVED)
    desk.page.bar.decide(Verdict.APPROVED)
    desk.stage.settle()
    assert len(desk.provider.decided) == 1


@pytest.mark.rule("TO-15")
def test_refusing_is_not_possible_without_a_ground_and_the_page_says_why(desk: Desk) -> None:
    assert not desk.page.bar.refuse.isEnabled()
    assert "nothing blocks the accounts" in desk.page.bar.note.text()
    assert desk.page.bar.note.isVisible()
    desk.press(Qt.Key.Key_R)
    assert desk.provider.decided == []


@pytest.mark.rule("TO-15")
def test_a_refusal_needs_one_of_the_listed_grounds(desk: Desk) -> None:
    desk.go_to(BLOCKED)
    bar = desk.page.bar
    assert bar.refuse.isEnabled()
    desk.press(Qt.Key.Key_R)
    assert desk.provider.decided == []
    assert bar.fields["ground"].error()
    bar.fields["ground"].set_value("new-share")
    desk.press(Qt.Key.Key_R)
    assert desk.provider.decided[0].ground == "new-share"
    assert desk.provider.decided[0].verdict is Verdict.REFUSED


def test_a_ground_that_was_chosen_does_not_go_along_with_an_approval(desk: Desk) -> None:
    desk.go_to(BLOCKED)
    desk.page.bar.fields["ground"].set_value("new-share")
    desk.press(Qt.Key.Key_Return)
    assert desk.provider.decided[0].ground == ""


def test_sending_back_needs_the_question(desk: Desk) -> None:
    desk.press(Qt.Key.Key_B)
    assert desk.provider.decided == []
    assert desk.page.bar.fields["words"].error()
    desk.write("which bank")
    desk.press(Qt.Key.Key_B)
    assert desk.provider.decided[0].verdict is Verdict.SENT_BACK
    assert desk.provider.decided[0].words == "which bank"


@pytest.mark.rule("TO-5")
def test_a_request_that_changed_is_shown_anew_and_the_words_typed_are_still_there(desk: Desk) -> None:
    desk.write("fine with me")
    desk.provider.problem = Refused("transfer.changed")
    desk.provider.screens[FIRST] = samples.screen(version=4)
    desk.press(Qt.Key.Key_Return)
    assert desk.page.banner.isVisible()
    assert "changed after you opened it" in desk.page.banner.text()
    assert desk.page.bar.fields["words"].value() == "fine with me"
    desk.provider.problem = None
    desk.press(Qt.Key.Key_Return)
    assert [made.seen_version for made in desk.provider.decided] == [4]


def test_any_other_refusal_stands_at_its_field_and_everything_stays(desk: Desk) -> None:
    desk.write("fine")
    desk.provider.problem = Refused("approvals.already_decided")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.bar.banner.isVisible()
    assert desk.page.bar.fields["words"].value() == "fine"
    assert desk.page.bar.approve.isEnabled()


def test_words_are_kept_for_each_request_until_it_is_decided(desk: Desk) -> None:
    desk.write("about the first")
    desk.page.lists.queue.choose(1)
    desk.stage.settle()
    assert desk.page.bar.fields["words"].value() == ""
    desk.page.lists.queue.choose(0)
    desk.stage.settle()
    assert desk.page.bar.fields["words"].value() == "about the first"


def test_who_has_no_step_can_press_nothing_and_reads_why(desk: Desk) -> None:
    desk.provider.screens[BLOCKED] = samples.screen(BLOCKED, blocked=True, mine=False)
    desk.go_to(BLOCKED)
    bar = desk.page.bar
    assert not any(made.isEnabled() for made in (bar.approve, bar.send_back, bar.refuse))
    assert "yours to decide" in bar.note.text()


def test_who_has_two_steps_says_which_one_is_meant(desk: Desk) -> None:
    both = (StepKind.OWN_STAFF, StepKind.SUPERVISOR)
    desk.provider.screens[FIRST] = replace(samples.screen(), mine=both)
    desk.page._reload()
    desk.stage.settle()
    assert desk.page.bar.step.isVisible()
    desk.page.bar.step.set_value(StepKind.SUPERVISOR.value)
    desk.press(Qt.Key.Key_Return)
    assert desk.provider.decided[0].step is StepKind.SUPERVISOR


def ordinary() -> ApprovalScreen:
    screen = samples.screen()
    case = replace(screen.view.case, tier=Tier.ORDINARY)
    return replace(screen, view=replace(screen.view, case=case))


@pytest.mark.rule("TO-4")
def test_the_tier_is_raised_by_one_with_a_reason_and_there_is_nothing_above_the_top(desk: Desk) -> None:
    assert not desk.page.bar.raise_to.isVisible()
    desk.provider.screens[FIRST] = ordinary()
    desk.page._reload()
    desk.stage.settle()
    assert "Important" in desk.page.bar.raise_to.text()
    desk.ask.answer = "old client of the branch"
    desk.press(Qt.Key.Key_U)
    assert desk.provider.raised == [(FIRST, Tier.IMPORTANT, "old client of the branch")]


# pushed


def tell_from_elsewhere(page: ApprovalsPage, topic: str) -> None:
    together([threading.Thread(target=page.changed, args=(topic,))])


@pytest.mark.parametrize("topic", ["transfer", "approvals"])
def test_a_change_told_from_another_thread_is_read_at_once(desk: Desk, topic: str) -> None:
    desk.provider.lines.append(replace(samples.queue()[0], line=samples.line(99)))
    tell_from_elsewhere(desk.page, topic)
    desk.stage.qtbot.waitUntil(lambda: desk.page.lists.queue.place_of("ZX2026000099") >= 0)
    assert desk.page.lists.queue.current_key() == FIRST


def test_nothing_is_read_for_other_topics_or_while_nobody_looks(desk: Desk) -> None:
    before = desk.provider.asked.count("queue")
    tell_from_elsewhere(desk.page, "bookings")
    desk.stage.qtbot.wait(1)
    desk.page.hide()
    tell_from_elsewhere(desk.page, "transfer")
    desk.stage.qtbot.wait(1)
    desk.stage.settle()
    assert desk.provider.asked.count("queue") == before


def test_place_and_scrolling_stay_when_the_queue_is_read_anew(desk: Desk) -> None:
    desk.provider.lines = [replace(row, mine=(StepKind.DIRECTOR,)) for row in samples.queue(300)]
    desk.page.refresh()
    desk.stage.settle()
    queue = desk.page.lists.queue
    queue.choose(120)
    desk.stage.settle()
    queue.verticalScrollBar().setValue(queue.verticalScrollBar().value() + 70)
    scrolled, chosen = queue.verticalScrollBar().value(), queue.current_key()
    desk.provider.lines = desk.provider.lines[:200] + desk.provider.lines[201:]
    before = desk.provider.asked.count(chosen)
    desk.page.refresh()
    desk.stage.settle()
    assert (queue.verticalScrollBar().value(), queue.current_key()) == (scrolled, chosen)
    assert desk.provider.asked.count(chosen) == before + 1  # read anew once, not chosen anew


def test_a_request_that_somebody_else_settled_leaves_the_list_and_stays_on_the_screen(desk: Desk) -> None:
    desk.provider.lines = desk.provider.lines[1:]
    desk.page.refresh()
    desk.stage.settle()
    assert desk.page.lists.queue.row() is None
    assert desk.page.sheet.isVisible()
    assert "林梓萱" in desk.shown()


@pytest.mark.rule("TO-5")
def test_a_request_that_changes_under_the_eyes_is_told_and_not_exchanged(desk: Desk) -> None:
    changed = samples.screen(version=4)
    case = replace(changed.view.case, fields={"reason_text": "现在又加了一条原因"})
    desk.provider.screens[FIRST] = replace(changed, view=replace(changed.view, case=case))
    tell_from_elsewhere(desk.page, "transfer")
    desk.stage.qtbot.waitUntil(desk.page.banner.isVisible)
    assert "现在又加了一条原因" not in desk.shown()
    desk.page.banner.acted.emit()
    desk.stage.settle()
    assert "现在又加了一条原因" in desk.shown()
    desk.press(Qt.Key.Key_Return)
    assert desk.provider.decided[0].seen_version == 4


def test_what_does_not_touch_the_version_appears_by_itself(desk: Desk) -> None:
    screen = samples.screen()
    desk.provider.screens[FIRST] = replace(screen, history=((samples.NOW, "刚刚补充了谈话记录"),))
    desk.page.refresh()
    desk.stage.settle()
    assert "刚刚补充了谈话记录" in desk.shown()
    assert desk.page.banner.isHidden()


def test_ten_thousand_requests_cost_what_is_seen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    queue = desk.page.lists.queue

    def counted(row: QueueLine) -> Cell:
        asked.append(row)
        return client_cell(row)

    monkeypatch.setattr(queue._model, "columns", (TwoLines("Client", counted), *queue._model.columns[1:]))
    desk.provider.lines = [replace(row, mine=(StepKind.DIRECTOR,)) for row in samples.queue(10_000)]
    desk.page.refresh()
    desk.stage.settle()
    queue.repaint()
    assert len(queue.rows()) == 10_000
    assert 0 < len(asked) < 200  # a dozen rows, asked for more than one role each


# by telephone


def to_telephone(desk: Desk, place: int = 0) -> None:
    desk.page.lists.show_list(Show.TELEPHONE)
    desk.stage.settle()
    desk.page.lists.telephone.choose(place)
    desk.stage.settle()


@pytest.mark.rule("TO-6")
def test_an_approval_by_telephone_is_confirmed_with_the_screen_in_sight(desk: Desk) -> None:
    to_telephone(desk)
    assert desk.page.telephone.isVisible()
    assert not desk.page.bar.isVisible()
    said = desk.page.telephone.said()
    assert "Confirmation late" in said
    assert "总经理电话中表示同意" in said
    desk.press(Qt.Key.Key_Return)
    assert desk.provider.confirmed == [("d7", True, "")]
    assert [row.decision_id for row in desk.page.lists.telephone.rows()] == ["d8"]


@pytest.mark.rule("TO-6")
def test_a_denial_needs_words_and_is_asked_again_because_it_becomes_an_incident(desk: Desk) -> None:
    to_telephone(desk)
    bar = desk.page.telephone
    bar.answer(False)
    assert bar.fields["words"].error()
    bar.fields["words"].set_value("no such call")
    desk.ask.answer = None
    bar.answer(False)
    assert desk.provider.confirmed == []
    assert desk.ask.asked[0].danger
    desk.ask.answer = "yes"
    bar.answer(False)
    desk.stage.settle()
    assert desk.provider.confirmed == [("d7", False, "no such call")]


@pytest.mark.rule("TO-6")
def test_somebody_elses_is_seen_and_cannot_be_answered(desk: Desk) -> None:
    to_telephone(desk, 1)
    assert not desk.page.telephone.agree.isEnabled()
    desk.press(Qt.Key.Key_Return)
    assert desk.provider.confirmed == []
    assert "Only 顾文澜" in desk.page.telephone.said()


@pytest.mark.rule("TO-6")
def test_a_late_confirmation_is_red_in_its_list(desk: Desk) -> None:
    cells = [desk.page.lists._confirm_cell(row).chip for row in samples.TELEPHONE]
    assert cells == ["danger", "warn"]


def test_what_is_refused_at_confirming_is_said_and_the_words_stay(desk: Desk) -> None:
    to_telephone(desk)
    desk.page.telephone.fields["words"].set_value("yes, at ten")
    desk.provider.problem = Refused("approvals.confirmed_already")
    desk.page.telephone.answer(True)
    desk.stage.settle()
    assert desk.page.telephone.banner.isVisible()
    assert desk.page.telephone.fields["words"].value() == "yes, at ten"


# the rest


def test_an_empty_desk_says_what_will_happen(stage: Stage, ask: Answering) -> None:
    provider = SampleApprovals(lines=[], rows=[])
    page = stage.open(ApprovalsPage(stage.runner, provider, ask=ask))
    assert page.empty.isVisible()
    assert page.lists.empty.isVisible()


def test_how_many_wait_for_this_person_is_told(stage: Stage, ask: Answering) -> None:
    page = ApprovalsPage(stage.runner, SampleApprovals(), ask=ask)
    told: list[int] = []
    page.waiting_changed.connect(told.append)
    stage.open(page)
    assert told[-1] == 6  # five requests and one approval by telephone


def test_a_desk_that_cannot_be_read_says_so(stage: Stage, ask: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    provider = SampleApprovals()
    monkeypatch.setattr(provider, "queue", lambda: (_ for _ in ()).throw(Refused("auth.denied", right="x")))
    page = stage.open(ApprovalsPage(stage.runner, provider, ask=ask))
    assert page.banner.isVisible()


def test_the_language_changes_with_the_words_typed_staying(desk: Desk, look: QApplication) -> None:
    desk.write("typed before")
    i18n.install(look, "zh")
    desk.stage.qtbot.waitUntil(lambda: desk.page.bar.approve.text() == "同意")
    assert desk.page.bar.fields["words"].value() == "typed before"
    assert "客户原话" in desk.shown()
    assert desk.page.lists.queue.current_key() == FIRST
    assert "资产" in desk.shown()
