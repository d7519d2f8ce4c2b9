"""The window of complaints: taken in from the keyboard, drafts that come back, every step at its button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.complaints.domain import Gravity, Kind, Level, Source, State, Step, Verdict
from app.complaints.taking_in import Named
from app.complaints.working import Plan
from tests.app.complaints.desk import CALLED, Desk
from tests.app.complaints.test_taking_in import WAV, picture
from tests.builders import Actors
from ui.complaint_providers import ComplaintData
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.complaints.step_form import StepForm
from ui.support.ask import Ask
from ui.support.ask import Kind as Question
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.widgets.field import LabelledField


class Paper:
    """A printer that keeps what it is given."""

    def __init__(self) -> None:
        self.printed: list[bytes] = []

    def print(self, pdf: bytes) -> None:
        self.printed.append(pdf)


class Window:
    """The page of somebody."""

    def __init__(self, desk: Desk, who: Actor, runner: OpRunner, qtbot: QtBot) -> None:
        self.desk, self.runner = desk, runner
        self.paths: list[str] = []
        self.paper = Paper()
        data = ComplaintData(desk.services, who, self.paper)
        today = desk.services.clock.now().date()
        self.page = ComplaintsPage(runner, data, raster, today=today, counts=True, ask=self._answer)
        qtbot.addWidget(self.page)
        self.page.resize(1180, 660)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.refresh()
        self.settle()

    def _answer(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        words = {Question.CONFIRM: "yes", Question.REASON: "当面同意"}
        answered(words.get(question.kind) or self.paths.pop(0))

    def settle(self) -> None:
        for _ in range(4):
            assert self.runner.wait()
            QApplication.processEvents()  # what was put into a layout is shown in a turn of its own

    def press(self, owner: QWidget, keys: str) -> None:
        found = next(
            one for one in owner.findChildren(QShortcut) if any(each.toString() == keys for each in QShortcut.keys(one))
        )
        found.activated.emit()
        self.settle()

    def begin(self, step: Step) -> StepForm:
        found = self.page.detail.findChildren(QPushButton, f"step-{step.value}")
        (made,) = [one for one in found if not one.isHidden()]
        made.click()
        self.settle()
        form = self.page.detail.form
        assert form is not None
        return form

    def send(self) -> None:
        form = self.page.detail.form
        assert form is not None
        form.send.click()
        self.settle()

    def steps(self) -> list[str]:
        found = [one for one in self.page.detail.findChildren(QPushButton) if one.objectName().startswith("step-")]
        return [one.objectName().removeprefix("step-") for one in found if not one.isHidden()]


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> Desk:
    return Desk(sqlite_branch, actors)


def write(form: StepForm, name: str, value: object) -> None:
    form._fields[name].set_value(value)


def typed(field: LabelledField, text: str) -> None:
    field.set_value(text)
    field.edited.emit()


@pytest.mark.rule("CP-1")
def test_a_complaint_is_taken_in_on_one_page_and_shown_at_once(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    window = Window(desk, actors.teller, runner, qtbot)
    window.press(window.page, "Ctrl+N")
    taking = window.page.taking
    window.press(taking, "Ctrl+Return")
    assert taking.source.error()
    taking.source.set_value(Source.ON_SITE.value)
    taking.kind.set_value(Kind.SERVICE.value)
    typed(taking.facts, "等候两小时")
    taking.respondents.staff.set_value(desk.marketer.id)
    taking.respondents.take_line()
    taking.respondents.name.setText("不知姓名")
    QTest.keyClick(taking.respondents.name, Qt.Key.Key_Return)
    assert [one.name or one.staff_id for one in taking.respondents.named()] == [desk.marketer.id, "不知姓名"]
    window.press(taking, "Ctrl+Return")
    assert taking.contact.error() or taking.name.error()  # a true name is asked for
    taking.name.set_value("赵小满")
    taking.contact.set_value("13900139000")
    path = tmp_path / "票.jpg"
    path.write_bytes(picture())
    window.paths = [str(path)]
    taking.choose_file()
    window.settle()
    assert "票.jpg" in taking.files.text()
    taking.take.click()
    window.settle()
    assert window.page.body.currentWidget() is window.page.detail
    (line,) = desk.complaints.listed(actors.teller)
    assert line.respondents == (desk.marketer.name, "不知姓名")
    assert window.page.detail.number() == line.number
    assert desk.complaints.drafts(actors.teller) == ()
    assert len(desk.complaints.view(actors.teller, line.number).evidence) == 1


@pytest.mark.rule("CP-1")
def test_a_draft_is_kept_while_it_is_typed_and_gone_on_with_later(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot
) -> None:
    window = Window(desk, actors.teller, runner, qtbot)
    assert window.page.draft.isHidden()
    window.page.start({"facts": "电话中说明", "client_id": desk.client.id, "client_name": desk.client.name,
                       "contact_id": "c" * 32})  # fmt: skip
    window.settle()
    window.page.taking.keep()
    window.settle()
    window.press(window.page.taking, "Esc")
    assert window.page.draft.text()
    second = Window(desk, actors.teller, runner, qtbot)
    second.page.draft.acted.emit()
    second.settle()
    taking = second.page.taking
    assert (taking.facts.value(), taking.name.value()) == ("电话中说明", desk.client.name)
    taking.source.set_value(Source.TELEPHONE.value)
    taking.kind.set_value(Kind.OTHER.value)
    taking.take_in()
    second.settle()
    (line,) = desk.complaints.of_contact(actors.teller, "c" * 32)
    assert line.client_id == desk.client.id


def test_a_draft_is_given_up_only_after_a_question(desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot) -> None:
    window = Window(desk, actors.teller, runner, qtbot)
    window.page.start({"facts": "打错了"})
    window.settle()
    window.page.taking.keep()
    window.settle()
    window.page.taking.drop.click()
    window.settle()
    assert desk.complaints.drafts(actors.teller) == ()
    assert window.page.draft.isHidden()


@pytest.mark.rule("CP-2")
def test_each_step_has_its_form_and_the_next_one_is_the_first_button(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot
) -> None:
    number = desk.take(respondents=(Named(desk.marketer.id),)).number
    boss = Window(desk, actors.supervisor, runner, qtbot)
    boss.page.open(number)
    boss.settle()
    assert boss.steps()[-1] == "assign"
    form = boss.begin(Step.POSTPONE)
    boss.send()
    assert form._fields["to"].error()
    write(form, "to", desk.stored(number).answer_due + timedelta(days=1))
    write(form, "why", "等待材料")
    boss.send()
    form = boss.begin(Step.ASSIGN)
    write(form, "handler", actors.client_manager.staff_id)
    boss.send()
    assert desk.stored(number).state is State.ASSIGNED
    handler = Window(desk, actors.client_manager, runner, qtbot)
    handler.page.open(number)
    handler.settle()
    form = handler.begin(Step.INVESTIGATE)
    write(form, "finding", "查明情况属实")
    handler.send()
    assert "核实结论" in form.banner.text() or "founded" in form.banner.text()
    form._verdicts[1][0].set_value(Verdict.FOUNDED.value)
    handler.send()
    form = handler.begin(Step.PLAN)
    write(form, "measure", "退还费用")
    write(form, "compensation", "abc")
    form._dealt[1].setText("批评教育")
    handler.send()
    assert form._fields["compensation"].error()
    write(form, "compensation", "320")
    handler.send()
    assert desk.stored(number).state is State.WITH_COMPLIANCE
    assert handler.steps() == ["level"]
    watcher = Window(desk, actors.compliance, runner, qtbot)
    watcher.page.open(number)
    watcher.settle()
    watcher.begin(Step.AGREE)
    watcher.send()
    handler.page.detail.refresh()
    handler.settle()
    form = handler.begin(Step.ANSWER)
    write(form, "answer", "已退还")
    write(form, "way", "letter")
    handler.send()
    watcher.page.detail.refresh()
    watcher.settle()
    form = watcher.begin(Step.CALL_BACK)
    write(form, "words", "表示满意")
    watcher.send()
    assert form._fields["satisfied"].error()
    write(form, "satisfied", "yes")
    watcher.send()
    watcher.begin(Step.CLOSE)
    watcher.send()
    closed = desk.stored(number)
    assert (closed.state, closed.satisfied, closed.compensation) == (State.CLOSED, True, Decimal(320))


def test_evidence_record_and_papers_are_looked_at_and_a_recording_asks_for_consent(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    one = desk.until(State.ANSWERED)
    window = Window(desk, actors.supervisor, runner, qtbot)
    window.page.open(one.number)
    window.settle()
    detail = window.page.detail
    (sound, sheet) = (tmp_path / "talk.wav", tmp_path / "票.jpg")
    sound.write_bytes(WAV)
    sheet.write_bytes(picture())
    window.paths = [str(sound), str(sheet)]
    detail.choose_file()
    window.settle()
    detail.choose_file()
    window.settle()
    kept = desk.complaints.view(actors.supervisor, one.number).evidence
    assert [each.consent for each in kept] == ["当面同意", ""]
    window.paths = [str(tmp_path / "out")]
    detail.timeline.evidence_wanted.emit(kept[0])
    window.settle()
    assert (tmp_path / "out.wav").read_bytes() == WAV
    detail.show_contact.click()
    window.settle()
    assert any("13900139000" in text for _, text in detail._lines(detail._view))  # type: ignore[arg-type]  # it is shown


@pytest.mark.rule("CP-3")
def test_the_list_filters_and_the_sums_are_saved(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.take()
    grave = desk.take(kind=Kind.MARKETING, gravity=frozenset({Gravity.SERIOUS}), respondents=(Named(desk.marketer.id),))
    desk.until(State.CLOSED, plan=Plan(measure="道歉"))
    window = Window(desk, actors.supervisor, runner, qtbot)
    page = window.page
    assert len(page.table.rows()) == 2
    page.kind.set_value(Kind.MARKETING.value)
    page.kind.edited.emit()
    assert [line.number for line in page.table.rows()] == [grave.number]
    page.kind.set_value("")
    page.kind.edited.emit()
    page.closed_too.setChecked(True)
    window.settle()
    assert len(page.table.rows()) == 3
    page.late.setChecked(True)
    assert page.table.rows() == []
    page.sums.click()
    window.settle()
    assert [row.label for row in page.figures.table.rows()] == ["市场营销", "服务"]
    window.paths = [str(tmp_path / "sums"), str(tmp_path / "sums")]
    page.figures.pdf.click()
    page.figures.xlsx.click()
    window.settle()
    assert (tmp_path / "sums.pdf").exists()
    assert (tmp_path / "sums.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.rule("CP-1", "CP-2")
def test_a_complaint_goes_up_a_level_and_is_taken_back_at_its_buttons(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot
) -> None:
    one = desk.take(gravity=frozenset({Gravity.MASS}))
    window = Window(desk, actors.teller, runner, qtbot)
    window.page.open(one.number)
    window.settle()
    assert sorted(window.steps()) == ["level", "withdraw"]
    write(window.begin(Step.LEVEL), "level", Level.COMPANY.value)
    window.send()
    form = window.page.detail.form
    assert form is not None
    assert form._fields["why"].error()
    write(form, "why", "涉及多家营业部")
    window.send()
    assert desk.stored(one.number).level is Level.COMPANY
    write(window.begin(Step.WITHDRAW), "why", "已解决")
    window.send()
    form = window.page.detail.form
    assert form is not None
    assert form._fields["way"].error()
    write(form, "way", Source.TELEPHONE.value)
    window.send()
    assert desk.stored(one.number).state is State.WITHDRAWING
    compliance = Window(desk, actors.compliance, runner, qtbot)
    compliance.page.open(one.number)
    compliance.settle()
    assert sorted(compliance.steps()) == ["keep-on", "let-go"]
    write(compliance.begin(Step.LET_GO), "words", "已核实投诉人意愿")
    compliance.send()
    assert (desk.stored(one.number).state, compliance.steps()) == (State.WITHDRAWN, [])
    assert desk.stored(one.number).record_number


@pytest.mark.rule("CP-2", "FU-6")
def test_a_client_called_back_is_asked_what_the_policy_asks(
    desk: Desk, actors: Actors, runner: OpRunner, qtbot: QtBot
) -> None:
    one = desk.until(State.ANSWERED, client_id=desk.client.id)
    window = Window(desk, actors.supervisor, runner, qtbot)
    window.page.open(one.number)
    window.settle()
    form = window.begin(Step.CALL_BACK)
    write(form, "words", "对结果满意")
    assert form.questions.isHidden()
    form._fields["satisfied"].set_value("yes")
    form._fields["satisfied"].edited.emit()
    assert not form.questions.isHidden()
    window.send()
    assert form.questions.fields["self"].error()
    form.questions.set_values(CALLED)
    window.send()
    assert desk.stored(one.number).satisfied is True
    assert len(desk.services.contacts.of_client(actors.supervisor, desk.client.id)) == 1
