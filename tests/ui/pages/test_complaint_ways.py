"""The ways to a complaint in the whole window: from a call's problem, from a task, from a client's history."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.common.actor import Role
from app.complaints.domain import Kind, Source
from app.complaints.taking_in import TakeIn
from app.contacts.domain import ContactKind, Outcome
from app.tasks.domain import TaskKind
from tests.app.contacts.calls import answers, task_of
from tests.builders import actor
from tests.ui.pages.office import Office
from tests.ui.pages.test_rights import PAGES
from ui.desk import furnish
from ui.desk_complaints import ComplaintHistory
from ui.main_window import MainWindow
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.contacts.page import ContactsPage
from ui.sign_in import SignInPage


@pytest.mark.rule("CP-1", "FU-3")
def test_a_problem_told_in_a_call_becomes_a_complaint_and_its_task_opens_it(office: Office, qtbot: QtBot) -> None:
    assert "complaints" in PAGES[Role.TELLER]
    client_id = task_of(office.branch, office.actors.teller).client_id
    window = MainWindow(office.runner, SignInPage(office.runner, lambda _login, _password: None), lambda _: [])
    qtbot.addWidget(window)
    desk = furnish(window, office.runner, office.services, actor(Role.TELLER), office.display, printer=office.paper)
    window.show()
    window.enter("测试", "9000", "01")
    window.show_page("contacts")
    office.settle()
    calls = window.page("contacts")
    assert isinstance(calls, ContactsPage)
    calls.call.click()
    office.settle()
    calls.calling.fields["outcome"].set_value(Outcome.REACHED.value)
    calls.calling._show_parts()
    told = {"promised-returns": "yes", "who-promised": "门口的人"}
    calls.calling.questions.set_values(answers(ContactKind.OPENING) | told)
    calls.calling.save()
    office.settle()
    calls.views.set_value("records")
    calls._show_view()
    office.settle()
    calls.complaint.click()
    office.settle()
    page = window.page("complaints")
    assert isinstance(page, ComplaintsPage)
    assert (window.current_page(), page.body.currentWidget() is page.taking) == ("complaints", True)
    taking = page.taking
    assert "门口的人" in taking.facts.value()
    taking.source.set_value(Source.TELEPHONE.value)
    taking.kind.set_value(Kind.MARKETING.value)
    taking.take_in()
    office.settle()
    (made,) = office.services.complaints.of_client(actor(Role.TELLER), client_id)
    page.back()
    desk.acts.do(TaskKind.COMPLAINT.value, "", "", made.number)
    office.settle()
    assert page.detail.number() == made.number
    page.back()
    desk.resume(made.number)
    office.settle()
    assert page.body.currentWidget() is page.detail
    window._idle.stop()


@pytest.mark.rule("CP-3")
def test_a_clients_history_tells_the_complaints_that_one_may_see(office: Office) -> None:
    client_id = task_of(office.branch, office.actors.teller).client_id
    office.services.complaints.take_in(
        office.actors.supervisor,
        TakeIn(source=Source.LETTER, kind=Kind.SERVICE, client_id=client_id, facts="等候两小时"),
    )
    (line,) = ComplaintHistory(office.services, office.actors.general_manager).lines(client_id)
    assert ("等候两小时" in line.text, line.what) == (True, "投诉（服务）")
    assert (line.outcome, line.state) == ("已受理，待分派", "warn")
    assert ComplaintHistory(office.services, office.actors.teller).lines(client_id) == []
    assert ComplaintHistory(office.services, office.actors.archivist).lines(client_id) == ()
