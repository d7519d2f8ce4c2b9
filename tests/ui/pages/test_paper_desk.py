"""The wiring of signing on paper: the button of the last step leads to the counter's print queue (KY-4)."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.common.actor import Role
from app.onboarding.steps import Step
from app.printing.domain import JobState, SourceKind
from app.samples.openings import answer, read_through, review, type_in
from tests.app.onboarding.desk import client
from tests.builders import actor
from tests.ui.pages.office import Office
from ui.desk import furnish
from ui.main_window import MainWindow
from ui.sign_in import SignInPage


@pytest.mark.rule("KY-4")
def test_the_print_button_of_a_case_on_paper_queues_the_unsigned_form(office: Office, qtbot: QtBot) -> None:
    services, who, sample = office.services, actor(Role.TELLER), client()
    opening = services.opening
    case = type_in(services, who, sample).draft.case_number
    answer(services, who, case, sample)
    opening.confirm_result(who, case, True)
    read_through(services, who, case, "disclosure")
    opening.agree_esign(who, case, False)
    for choice in services.policy.consents:
        opening.consent(who, case, choice.code, choice.code == "bank")
    read_through(services, who, case, "agreement")
    opening.set_password(who, case, sample.password)
    review(services, who, case)
    window = MainWindow(office.runner, SignInPage(office.runner, lambda _login, _password: None), lambda _: [])
    qtbot.addWidget(window)
    desk = furnish(window, office.runner, services, who, office.display, printer=office.paper)
    window.resize(1366, 768)
    window.show()
    window.enter("测试", "9000", "01")
    assert desk.opening is not None
    desk.resume(case)
    office.settle()
    desk.opening.go(Step.SIGNATURES)
    office.settle()
    desk.opening.paper.print_form("custody")
    office.settle()
    (job,) = services.printing.jobs(who)
    assert (job.state, job.source) == (JobState.WAITING, SourceKind.OPENING_FORM)
    assert job.form_id == "custody"
    assert next(form for form in opening.view(who, case).forms if form.form_id == "custody").printed
    window._idle.stop()
    desk.opening.case.leave()
    office.settle()
