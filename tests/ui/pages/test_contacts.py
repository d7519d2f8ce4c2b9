"""Calling on one screen: branches open, the record is saved once, what was typed is never lost; plans by two people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.common.actor import Actor, Right
from app.contacts import draft_rows
from app.contacts.domain import ContactKind, Outcome, Saved
from app.printing.domain import SourceKind
from app.tasks.domain import TaskKind
from tests.app.contacts.calls import answers, existing, task_of
from tests.app.rhythm.test_rhythm import enter, reached
from tests.people import TODAY
from tests.ui.pages.office import Office
from ui.contact_providers import ContactData, PlanData
from ui.desk import furnish
from ui.history import ClientHistory
from ui.main_window import MainWindow
from ui.pages.contacts.calling import CallingView
from ui.pages.contacts.page import ROUNDS, ContactsPage
from ui.pages.contacts.plans import PlansView
from ui.pages.contacts.rounds import RoundsView
from ui.pages.history.panel import HistoryPanel
from ui.print_data import form_pages
from ui.providers import ClientData
from ui.sign_in import SignInPage
from ui.support.ask import Ask, Kind


class Answers:
    """Answers whatever is asked: a path, a reason, yes."""

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.asked: list[Ask] = []

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered(self.path if question.kind is Kind.SAVE_FILE else "写明原因")


def page_of(office: Office, who: Actor, ask: Answers | None = None) -> ContactsPage:
    services = office.services
    data = ContactData(services, who, ClientData(services, who, office.paper).client)
    calling = CallingView(office.runner, data, unmasks=who.may(Right.CLIENT_UNMASK), unmask_seconds=60)
    plans = PlansView(
        office.runner, PlanData(services, who), may_plan=who.may(Right.CONTACT_PLAN), may_print=who.may(Right.PRINT),
        staff_id=who.staff_id, year=TODAY.year, ask=ask or Answers(),
    )  # fmt: skip
    rounds = RoundsView(office.runner, data, TODAY)
    return office.open(ContactsPage(office.runner, data, calling, plans, rounds))


def begin(office: Office, page: ContactsPage) -> CallingView:
    """Call the first who waits."""
    page.call.click()
    office.settle()
    return page.calling


@pytest.mark.rule("FU-1")
def test_an_answer_opens_the_questions_that_hang_on_it_and_the_save_finishes_the_task(office: Office) -> None:
    task_of(office.branch, office.actors.teller)
    page = page_of(office, office.actors.teller)
    calling = begin(office, page)
    saved: list[Saved | None] = []
    calling.saved.connect(saved.append)
    assert calling.questions.isHidden()  # nothing is asked before somebody is reached
    calling.save()
    assert calling.fields["outcome"].error()
    calling.fields["outcome"].set_value(Outcome.REACHED.value)
    calling._show_parts()
    calling.questions.set_values(answers(ContactKind.OPENING) | {"promised-returns": "yes"})
    assert not calling.questions.fields["who-promised"].isHidden()
    assert calling.questions.fields["who-traded"].isHidden()
    assert calling.questions.fields["promised-returns"].warning()
    calling.save()
    office.settle()
    assert calling.questions.fields["who-promised"].error()  # an open branch has to be answered
    calling.questions.fields["who-promised"].set_value("门口发传单的人")
    calling.save()
    office.settle()
    (made,) = saved
    assert made is not None
    assert (made.problem_task != "", made.incident != "", page.body.currentIndex()) == (True, True, 0)
    page.views.set_value("records")
    page._show_view()
    office.settle()
    assert "门口发传单的人" in page.text.toPlainText()
    assert {"contacts.saved", "contacts.filed", "incidents.reported", "tasks.done"} <= set(office.acts())
    page.views.set_value("problems")
    page._show_view()
    assert [row.task.id for row in page.problems.rows()] == [made.problem_task]


def test_what_was_typed_is_there_again_when_the_call_is_opened_again(office: Office) -> None:
    first = task_of(office.branch, office.actors.teller)
    page = page_of(office, office.actors.teller)
    calling = begin(office, page)
    calling.fields["outcome"].set_value(Outcome.REACHED.value)
    calling._show_parts()
    calling.questions.set_values({"self": "yes", "needs": "想了解基金"})
    calling.fields["note"].set_value("下午再打")
    calling.later.click()
    office.settle()
    page.start(first.client_id)  # the same client of one's own accord is another call
    office.settle()
    assert (calling.fields["note"].value(), calling.fields["kind"].value()) == ("", "other")
    calling.fields["note"].set_value("顺便")
    calling.fields["kind"].set_value("sample")
    calling._other_kind()
    office.settle()
    assert calling.fields["note"].value() == "顺便"  # another kind asks other questions and forgets nothing
    assert "promised-returns" in calling.questions.fields
    page.start(first.client_id, task_id=first.id)
    office.settle()
    assert (calling.fields["note"].value(), calling.fields["outcome"].value()) == ("下午再打", "reached")
    assert calling.questions.values() == {"self": "yes", "needs": "想了解基金"}


def test_a_number_is_shown_to_dial_and_the_look_is_registered(office: Office) -> None:
    task_of(office.branch, office.actors.teller)
    calling = begin(office, page_of(office, office.actors.teller))
    assert "13800138000" not in calling.picture.said()
    calling.picture.dial.emit("mobile")
    office.settle()
    assert "13800138000" in calling.picture.said()
    assert "clients.unmasked" in office.acts()
    calling.picture.hide_numbers()
    assert "13800138000" not in calling.picture.said()


def test_who_is_not_reached_is_proposed_for_the_next_working_day(office: Office) -> None:
    task_of(office.branch, office.actors.teller, TaskKind.SAMPLE_CALL)
    page = page_of(office, office.actors.teller)
    calling = begin(office, page)
    calling.fields["outcome"].set_value(Outcome.NOT_REACHED.value)
    calling._show_parts()
    assert calling.fields["next_on"].value() == "2026-11-23"
    calling.fields["next_on"].set_value("明天")
    calling.save()
    assert calling.fields["next_on"].error()
    calling.fields["next_on"].set_value("2026-11-24")
    calling.save()
    office.settle()
    (waiting,) = page.waiting.rows()
    assert waiting.task.due_on.isoformat() == "2026-11-24"


@pytest.mark.rule("FU-6")
def test_the_history_of_a_client_has_the_record_and_takes_corrections(office: Office) -> None:
    task = task_of(office.branch, office.actors.teller)
    page = page_of(office, office.actors.teller)
    calling = begin(office, page)
    calling.fields["outcome"].set_value(Outcome.REFUSED.value)
    calling._show_parts()
    calling.save()
    office.settle()
    panel = HistoryPanel(office.runner, ClientHistory(office.services, office.actors.teller), ask=Answers())
    office.qtbot.addWidget(panel)
    panel.show_client(task.client_id)
    office.settle()
    rows = [row for row in panel.table.rows() if row.correct]
    assert [row.outcome for row in rows] == ["不愿接受回访"]
    panel.correct.click()
    office.settle()
    (row,) = [row for row in panel.table.rows() if row.correct]
    assert row.added[0].endswith("更正：写明原因（原因：写明原因）")
    assert row.added[0] in panel.text.toPlainText()


@pytest.mark.rule("FU-1")
def test_a_plan_is_drawn_in_the_window_agreed_to_by_another_and_saved_as_a_file(
    office: Office, tmp_path: object
) -> None:
    existing(office.branch, office.actors.teller, 12)
    file = f"{tmp_path}/plan.xlsx"

    def plans(who: Actor) -> PlansView:
        page = page_of(office, who, Answers(file))
        page.views.set_value("plans")
        page._show_view()
        office.settle()
        return page.plans

    first = plans(office.actors.supervisor)
    first.make_this.click()
    office.settle()
    assert (first.agree.isHidden(), first.decline.isHidden()) == (True, False)  # not by who made it
    second = plans(office.actors.general_manager)
    second.agree.click()
    office.settle()
    current = second.current()
    assert current is not None
    assert (current.plan.state.value, len(second.table.rows())) == ("in-force", 2)
    second.proof.click()
    second.save_file.click()
    office.settle()
    with open(file, "rb") as made:
        assert made.read(2) == b"PK"
    second.print_it.click()
    office.settle()
    (job,) = office.services.printing.jobs(office.actors.general_manager, everybody=True)
    assert (job.source, job.number) == (SourceKind.SAMPLING_PLAN, current.plan.number)
    pages = form_pages(office.services)[job.source](office.actors.general_manager, job.number, job.form_id)
    assert current.plan.seed in pages.decode()
    teller = plans(office.actors.teller)
    assert (teller.make_this.isHidden(), teller.agree.isHidden()) == (True, True)


def test_a_task_of_the_list_and_the_clients_page_lead_to_the_call(office: Office, qtbot: QtBot) -> None:
    task = task_of(office.branch, office.actors.teller)
    sign_in = SignInPage(office.runner, lambda _login, _password: None)
    window = MainWindow(office.runner, sign_in, lambda _: [])
    qtbot.addWidget(window)
    desk = furnish(window, office.runner, office.services, office.actors.teller, office.display, printer=office.paper)
    window.show()
    window.enter("测试", "9000", "01")
    desk.acts.do("opening-call", task.id, task.client_id, task.case_number)
    office.settle()
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    assert (window.current_page(), page.body.currentWidget()) == ("contacts", page.calling)
    assert page.calling._calling is not None
    assert page.calling._calling.guide.task == task
    desk.show_client(task.client_id)
    office.settle()
    assert desk.clients is not None
    desk.clients.call.click()
    office.settle()
    assert (window.current_page(), page.calling._calling.guide.kind) == ("contacts", ContactKind.OTHER)
    window._idle.stop()


@pytest.mark.rule("FU-4")
def test_a_large_client_whose_day_comes_is_called_from_the_view_of_the_rhythm(office: Office) -> None:
    who = office.actors.client_manager
    page = page_of(office, who)
    page.views.set_value(ROUNDS)
    page._show_view()
    office.settle()
    assert (page._body.currentWidget(), page.rounds._body.currentWidget()) == (page.rounds, page.rounds.empty)
    late, later = enter(office.branch, office.actors, [("3000000", "1"), ("200000", "30")], date(2026, 6, 1))
    reached(office.branch, office.actors, later, date(2026, 10, 10))
    office.services.rhythm.prepare(who)
    page._show_view()
    office.settle()
    model = page.rounds.table.model()
    cells = [[model.index(row, column).data() for column in (1, 3, 5, 7)] for row in (0, 1)]
    assert cells == [["客户0", "资产大", "Never", "Made"], ["客户1", "交易活跃", "2026-10-10", "Not yet"]]
    assert "1 never reached" in page.rounds.sums.text()
    page.rounds.table.selectRow(0)
    page.call.click()
    office.settle()
    assert page.body.currentWidget() is page.calling
    calling = page.calling._calling
    assert calling is not None
    assert (calling.client.id, calling.guide.kind) == (late, ContactKind.VISIT)
    assert calling.guide.task is not None


@pytest.mark.rule("FU-1")
def test_what_is_typed_of_a_call_is_there_after_a_crash_and_goes_with_the_save(office: Office) -> None:
    task = task_of(office.branch, office.actors.teller)
    calling = begin(office, page_of(office, office.actors.teller))
    calling._keeping.timeout.emit()
    office.settle()
    assert office.services.contacts.guide(office.actors.teller, task.client_id, ContactKind.OTHER, task.id).typed == {}
    calling.fields["outcome"].set_value(Outcome.REACHED.value)
    calling.fields["note"].set_value("客户在外地，下午再打")
    calling.questions.set_values({"satisfaction": "4"})
    calling.fields["note"].edited.emit()
    assert calling._keeping.isActive()
    calling._keeping.timeout.emit()  # and now the program dies
    office.settle()
    again = begin(office, page_of(office, office.actors.teller))
    assert again.fields["note"].value() == "客户在外地，下午再打"
    assert again.questions.values()["satisfaction"] == "4"
    assert (
        office.services.contacts.guide(office.actors.supervisor, task.client_id, ContactKind.OTHER, task.id).typed == {}
    )
    again.questions.set_values(answers(ContactKind.OPENING))
    again.save()
    office.settle()
    with office.branch.db.read() as conn:
        assert draft_rows.of(conn, office.actors.teller.staff_id, draft_rows.about(task.id, task.client_id)) == ""
    office.services.contacts.keep_draft(office.actors.teller, task.client_id, task.id, again._id, {"note": "late"})
    with office.branch.db.read() as conn:  # a keeping that comes after the save keeps nothing
        assert draft_rows.of(conn, office.actors.teller.staff_id, draft_rows.about(task.id, task.client_id)) == ""
