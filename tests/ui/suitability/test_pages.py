"""Suitability in the windows: led to the assessment first, carried through on the display, a mismatch signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.printing.domain import SourceKind
from app.samples.pen import sample_ink
from app.suitability.domain import parse_answers
from tests.app.risk_cases.desk import HIGH, LOW, PRODUCTS, RiskDesk
from tests.builders import actor
from tests.people import TODAY
from tests.ui.pages.office import Office
from ui.customer_display.prompts import Confirmation, Question, Signature
from ui.customer_display.strokes import PenPoint, Signed
from ui.desk import Desk, furnish
from ui.main_window import MainWindow
from ui.pages.suitability.classes import PRODUCTS as PRODUCT_VIEW
from ui.pages.suitability.classes import ClassesPage
from ui.pages.suitability.page import SuitabilityPage
from ui.print_data import form_pages
from ui.sign_in import SignInPage
from ui.support.ask import Ask, Kind
from ui.support.run_op import OpRunner


@pytest.fixture
def office(sqlite_branch: OpenBranch, runner: OpRunner, qtbot: QtBot) -> Office:
    return Office(sqlite_branch, runner, qtbot)


def risk_desk(office: Office, folder: Path) -> RiskDesk:
    return RiskDesk(office.services, office.actors, folder)


def seated(office: Office, role: Role, qtbot: QtBot, answer: Callable[[Ask], str] = lambda _: "yes") -> Desk:
    """The window of somebody, with the answers to its questions."""

    def ask(_: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        answered(answer(question))

    window = MainWindow(office.runner, SignInPage(office.runner, lambda _login, _password: None), lambda _: [])
    qtbot.addWidget(window)
    desk = furnish(window, office.runner, office.services, actor(role), office.display, printer=office.paper, ask=ask)
    window.resize(1366, 768)
    window.show()
    window.enter("测试", "9000", "01")
    window._idle.stop()
    office.settle()
    return desk


def signature() -> Signed:
    ink = sample_ink()
    strokes = tuple(tuple(PenPoint(p.x, p.y, p.pressure, p.t) for p in stroke) for stroke in ink.strokes)
    return Signed(ink.width, ink.height, strokes)


def sign(office: Office) -> None:
    prompt = office.display.prompt
    assert isinstance(prompt, Signature)
    office.display.signed.emit(prompt.id, signature())
    office.settle()


def assessed_on_display(office: Office, answers: str) -> None:
    """The client answers, confirms and signs, all in one go."""
    for letters in parse_answers(answers, office.services.policy.questionnaire).values():
        prompt = office.display.prompt
        assert isinstance(prompt, Question)
        office.display.answered.emit(prompt.id, letters, 9_000)
        office.settle()
    prompt = office.display.prompt
    assert isinstance(prompt, Confirmation)
    office.display.confirmed.emit(prompt.id, True)
    office.settle()
    sign(office)


@pytest.mark.rule("RA-1")
def test_who_comes_without_a_valid_assessment_is_led_to_it_first_and_then_goes_on(
    office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    client_id = risk_desk(office, tmp_path).client(LOW)
    desk = seated(office, Role.TELLER, qtbot)
    desk.leave(client_id)
    office.settle()
    assert desk.window.current_page() == "transfer"  # assessed and valid: nothing stands in the way
    risk_desk(office, tmp_path).clock.tick(800 * 86_400)
    desk.leave(client_id)
    office.settle()
    assert desk.window.current_page() == "suitability"
    page = desk.suitability
    assert page is not None
    assert "no valid risk assessment" in page.banner.text()
    page.assess()
    office.settle()
    page.hand_over()
    office.settle()
    assessed_on_display(office, HIGH)
    page.complete(None)
    office.settle()
    assert "assessed" in page.banner.text()
    assert office.services.suitability.standing(office.actors.teller, client_id).level == "高"
    page.banner.acted.emit()
    office.settle()
    assert desk.window.current_page() == "transfer"


@pytest.mark.rule("RA-5")
def test_a_product_above_the_level_is_bought_only_with_the_signed_form(
    office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    risk = risk_desk(office, tmp_path)
    client_id = risk.client(LOW)
    risk.import_products()
    desk = seated(office, Role.TELLER, qtbot)
    desk.suit(client_id)
    page = desk.suitability
    assert isinstance(page, SuitabilityPage)
    office.settle()
    page.left.product.set_value("GP01")
    page.left.check()
    office.settle()
    assert "Above" in page.left.fit.text()
    page.acknowledge()
    office.settle()
    page.hand_over()
    office.settle()
    prompt = office.display.prompt
    assert isinstance(prompt, Confirmation)
    assert dict(prompt.lines)["Risk of the product"] == "高风险"
    office.display.confirmed.emit(prompt.id, True)
    office.settle()
    sign(office)
    page.complete(None)
    office.settle()
    filed = office.services.risk_cases.cases_of(office.actors.teller, client_id)
    assert [(line.kind.value, line.status.value) for line in filed] == [("mismatch", "completed")]


@pytest.mark.rule("KY-4", "SR-2")
def test_a_form_to_be_signed_by_hand_goes_to_the_print_queue_and_its_paper_is_awaited(
    office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    risk, teller = risk_desk(office, tmp_path), office.actors.teller
    client_id, cases = risk.client(LOW), office.services.risk_cases
    monkeypatch.setattr("app.risk_cases.judging.by_paper", lambda conn, of: True)
    number = cases.reassess(teller, client_id).case.number
    risk.answer(number, HIGH)
    cases.confirm_result(teller, number, True)
    desk = seated(office, Role.TELLER, qtbot)
    desk.resume(number)
    office.settle()
    page = desk.suitability
    assert page is not None
    assert page.right.print_form.isVisible()
    page.print_form()
    office.settle()
    (job,) = office.services.printing.jobs(teller)
    assert (job.source, job.number, job.form_id) == (SourceKind.RISK_FORM, number, "assessment")
    assert form_pages(office.services)[job.source](teller, number, job.form_id)
    page.right.pile.click()
    office.settle()
    assert desk.window.current_page() == "scans"
    assert [paper.case_number for paper in cases.awaited_papers(teller)] == [number]
    assert cases.file_signed(teller, number, "assessment", b"scan").document_number == f"{number}-01"
    desk.window.show_page("suitability")
    page.changed("scans")
    office.settle()
    assert page.right.state.text() == "Filed"


@pytest.mark.rule("RA-5")
def test_a_list_with_mistakes_is_told_by_row_and_changes_nothing(office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(PRODUCTS + "GP01,又一只,普通股票型基金,低风险\n", encoding="utf-8")
    desk = seated(office, Role.SUPERVISOR, qtbot, lambda ask: str(path) if ask.kind is Kind.OPEN_FILE else "yes")
    page = desk.window.page("classes")
    assert isinstance(page, ClassesPage)
    desk.window.show_page("classes")
    page.which.set_value(PRODUCT_VIEW)
    page._choose()
    page.choose_list()
    office.settle()
    assert {problem.row for problem in page.problems.rows()} == {5}
    assert office.services.suitability.products(office.actors.teller) == ()
    path.write_text(PRODUCTS, encoding="utf-8")
    page.choose_list()
    office.settle()
    assert len(page.products.rows()) == 3


@pytest.mark.rule("RA-7")
def test_the_daily_table_is_seen_saved_and_opened_from_the_tray(office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    risk_desk(office, tmp_path).client(LOW)
    path = tmp_path / "t.xlsx"
    desk = seated(office, Role.SUPERVISOR, qtbot, lambda _: str(path))
    desk.resume(f"FL{TODAY:%Y%m%d}")
    office.settle()
    page = desk.window.page("classes")
    assert isinstance(page, ClassesPage)
    assert desk.window.current_page() == "classes"
    assert [row.level for row in page.new.rows()] == ["低"]
    page.save_xlsx()
    office.settle()
    assert path.read_bytes().startswith(b"PK")
    page.print_table()
    office.settle()
    (job,) = office.services.printing.jobs(office.actors.supervisor)
    assert (job.source, job.number) == (SourceKind.CLASS_TABLE, f"FL{TODAY:%Y%m%d}")
