"""An existing client is assessed anew, and acknowledges a mismatch: from the first question to the archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.archive import storage as archive
from app.archive.papers import page_code, print_mark
from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.errors import Refused
from app.onboarding.draft import Status
from app.risk_cases.domain import Kind, Step
from app.samples.pen import sample_ink
from app.scans.domain import PageState, Source
from app.scans.service import ScanService
from app.scans.view import ScanFile
from app.suitability.products import Fit
from app.suitability.standing import State
from app.verification.service import verify_branch
from tests.app.risk_cases.desk import HIGH, LOW, VERY_LOW, RiskDesk, risk_desk
from tests.app.scans.desk import TextReader
from tests.builders import Actors
from tests.people import TODAY


@pytest.fixture
def desk(branch: OpenBranch, actors: Actors, tmp_path: Path) -> RiskDesk:
    return risk_desk(branch, actors, tmp_path)


@pytest.fixture
def quick(sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path) -> RiskDesk:
    return risk_desk(sqlite_branch, actors, tmp_path)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == code)


@pytest.mark.rule("RA-1")
@pytest.mark.rule("RA-4")
@pytest.mark.rule("RA-6")
def test_a_client_is_assessed_anew_and_the_new_level_is_in_force(desk: RiskDesk) -> None:
    client_id, who = desk.client(LOW), desk.who
    assert desk.services.suitability.standing(who.teller, client_id).level == "低"
    desk.clock.tick(800 * 86_400)
    expired = desk.services.suitability.standing(who.teller, client_id)
    assert (expired.state, expired.valid) == (State.EXPIRED, False)
    receipt = desk.reassess(client_id, HIGH)
    now = desk.services.suitability.standing(who.teller, client_id)
    assert (receipt.level_before, receipt.level) == ("低", "高")
    assert (now.state, now.level) == (State.VALID, "高")
    assert expired.assessment is not None
    assert now.assessment is not None
    assert now.assessment.replaces == expired.assessment.id
    assert desk.services.clients.card(who.teller, client_id).hit.level == "高"
    with desk.services.branch.db.read() as conn:
        document = archive.by_number(conn, receipt.document_number)
    assert document is not None
    assert (document.form_id, document.client_id) == ("assessment", client_id)


@pytest.mark.rule("RA-5")
def test_a_mismatch_is_acknowledged_and_archived_and_the_branch_verifies(desk: RiskDesk) -> None:
    client_id, who = desk.client(LOW), desk.who
    desk.import_products()
    check = desk.services.suitability.check
    assert [check(who.teller, client_id, code).fit for code in ("HB01", "ZQ01", "GP01")] == [
        Fit.SUITS, Fit.ABOVE, Fit.ABOVE,
    ]  # fmt: skip
    receipt = desk.acknowledge(client_id)
    assert receipt.kind is Kind.MISMATCH
    line = desk.services.risk_cases.cases_of(who.teller, client_id)[0]
    assert (line.number, line.status.value) == (receipt.number, "completed")
    report = verify_branch(desk.services.branch, desk.services.press)
    assert [problem for problem in report.problems if problem.area == "reference"] == []


@pytest.mark.rule("RA-5")
def test_the_lowest_level_never_acknowledges_a_mismatch(quick: RiskDesk) -> None:
    client_id = quick.client(VERY_LOW)
    quick.import_products()
    assert quick.services.suitability.check(quick.teller, client_id, "HB01").fit is Fit.NEVER
    with refused("suitability.never"):
        quick.services.risk_cases.acknowledge(quick.teller, client_id, "GP01")


@pytest.mark.rule("RA-5")
def test_what_suits_or_cannot_be_judged_needs_no_acknowledgement(quick: RiskDesk) -> None:
    client_id = quick.client(LOW)
    quick.import_products()
    cases = quick.services.risk_cases
    with refused("suitability.suits"):
        cases.acknowledge(quick.teller, client_id, "HB01")
    with refused("suitability.product_unknown"):
        cases.acknowledge(quick.teller, client_id, "XX99")
    quick.clock.tick(800 * 86_400)
    with refused("suitability.assessment_missing"):
        cases.acknowledge(quick.teller, client_id, "GP01")


@pytest.mark.rule("RA-5")
def test_a_client_assessed_lower_meanwhile_cannot_complete_the_acknowledgement(quick: RiskDesk) -> None:
    client_id, cases = quick.client(LOW), quick.services.risk_cases
    quick.import_products()
    number = cases.acknowledge(quick.teller, client_id, "GP01").case.number
    cases.confirm_notice(quick.teller, number, True)
    quick.sign(number)
    quick.reassess(client_id, VERY_LOW)
    with refused("suitability.never"):
        cases.complete(quick.teller, number)


@pytest.mark.rule("RA-4")
def test_no_step_is_done_before_the_one_before_it(quick: RiskDesk) -> None:
    client_id, cases, teller = quick.client(LOW), quick.services.risk_cases, quick.teller
    number = cases.reassess(teller, client_id).case.number
    for early in (
        lambda: cases.result_for_client(teller, number),
        lambda: cases.confirm_result(teller, number, True),
        lambda: cases.signature_lines(teller, number, "assessment"),
        lambda: cases.complete(teller, number),
    ):
        with refused("risk.step_blocked"):
            early()
    with refused("risk.other_kind"):
        cases.confirm_notice(teller, number, True)
    quick.answer(number, HIGH)
    with refused("risk.step_blocked"):
        cases.signature_lines(teller, number, "assessment")
    cases.confirm_result(teller, number, True)
    with refused("risk.not_signed"):
        cases.complete(teller, number)


@pytest.mark.rule("RA-4")
@pytest.mark.rule("KY-6")
def test_an_answer_changed_after_the_signature_takes_result_and_signature_back(quick: RiskDesk) -> None:
    client_id, cases, teller = quick.client(LOW), quick.services.risk_cases, quick.teller
    number = cases.reassess(teller, client_id).case.number
    view = quick.answer(number, HIGH)
    assert (view.level_label, view.total) == ("", None)  # not the teller's to see before it is signed
    cases.confirm_result(teller, number, True)
    _, shown = cases.signature_lines(teller, number, "assessment")
    assert cases.sign(teller, number, "assessment", sample_ink(), shown).level_label == "高"
    changed = cases.answer(teller, number, 1, ("A",), 9_000)
    assert changed.done == (Step.QUESTIONNAIRE,)
    cases.confirm_result(teller, number, True)
    with refused("opening.changed_since_shown"):
        cases.sign(teller, number, "assessment", sample_ink(), shown)


def test_a_case_is_gone_on_with_and_leaves_nothing_of_the_answers_when_it_ends(quick: RiskDesk) -> None:
    client_id, cases, teller = quick.client(LOW), quick.services.risk_cases, quick.teller
    number = cases.reassess(teller, client_id).case.number
    quick.answer(number, HIGH)
    again = cases.reassess(teller, client_id)
    assert (again.case.number, again.answered) == (number, 12)
    cases.cancel(teller, number, "客户改日再来")
    assert cases.view(teller, number).case.captures == {}
    with refused("risk.not_open"):
        cases.answer(teller, number, 1, ("A",), 9_000)
    assert cases.reassess(teller, client_id).case.number != number


@pytest.mark.rule("KY-4")
def test_who_never_agreed_to_sign_electronically_signs_by_hand(
    quick: RiskDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id, cases, teller = quick.client(LOW), quick.services.risk_cases, quick.teller
    monkeypatch.setattr("app.risk_cases.judging.archive.of_client", lambda conn, of: ())
    number = cases.reassess(teller, client_id).case.number
    quick.answer(number, HIGH)
    cases.confirm_result(teller, number, True)
    with refused("risk.by_paper"):
        quick.sign(number)
    assert cases.printable_form(teller, number, "assessment")
    assert cases.complete(teller, number, scan=b"scan of the form").level == "高"


@pytest.mark.rule("KY-6")
def test_hurried_flat_and_changed_answers_are_noted_on_compliances_list_and_block_nothing(quick: RiskDesk) -> None:
    client_id = quick.client(LOW)
    quick.reassess(client_id, "1D 2D 3D 4D 5C 6D 7C 8C 9D 10D 11C 12D", shown_ms=100)
    found = quick.services.suitability.remarkable(quick.who.compliance, TODAY)
    assert [one.assessment.marks for one in found if one.level == "高"] == [("hurried", "changed-much")]


def by_hand(desk: RiskDesk, monkeypatch: pytest.MonkeyPatch) -> str:
    """A reassessment of a client who signs by hand, with the result confirmed; its number."""
    client_id = desk.client(LOW)
    monkeypatch.setattr("app.risk_cases.judging.by_paper", lambda conn, of: True)
    number = desk.services.risk_cases.reassess(desk.teller, client_id).case.number
    desk.answer(number, HIGH)
    desk.services.risk_cases.confirm_result(desk.teller, number, True)
    return number


@pytest.mark.rule("AR-5", "KY-4")
def test_a_form_signed_by_hand_is_awaited_from_its_print_on_and_files_the_case_out_of_a_pile(
    quick: RiskDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, teller = quick.services, quick.teller
    number = by_hand(quick, monkeypatch)
    assert services.risk_cases.awaited_papers(teller) == ()
    printed = services.risk_cases.printable_form(teller, number, "assessment")
    (awaited,) = services.risk_cases.awaited_papers(teller)
    assert (awaited.number, awaited.current, awaited.bound_at) == (f"{number}-01", True, None)
    branch = services.branch
    scans = ScanService(
        branch.db, branch.blobs, TextReader(), services.opening, services.transfer, services.changes,
        services.risk_cases, services.archive, services.press,
    )  # fmt: skip
    code = page_code(awaited.number, 1, awaited.pages, print_mark(services.press.facts_sha256(printed)))
    taken = scans.take_in(teller, [ScanFile("pile.pdf", f"{code} 1-0".encode())], Source.FILE)
    assert [page.state for page in taken.pages] == [PageState.READY]
    assert scans.bind(teller, awaited.number).bound_at is not None
    assert services.risk_cases.view(teller, number).case.status is Status.COMPLETED
    assert services.archive.get(teller, awaited.number).case_number == number
    assert services.risk_cases.awaited_papers(teller) == ()
    assert scans.inbox(teller).pages == ()


@pytest.mark.rule("KY-4")
def test_paper_that_is_not_of_the_form_as_it_stands_files_nothing(
    quick: RiskDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, teller = quick.services.risk_cases, quick.teller
    number = by_hand(quick, monkeypatch)
    with refused("risk.print_first"):
        cases.file_signed(teller, number, "assessment", b"scan")
    cases.printable_form(teller, number, "assessment")
    with refused("risk.other_kind"):
        cases.file_signed(teller, number, "mismatch", b"scan")
    quick.answer(number, LOW)
    cases.confirm_result(teller, number, True)
    (awaited,) = cases.awaited_papers(teller)
    assert not awaited.current
    with refused("risk.print_first"):
        cases.file_signed(teller, number, "assessment", b"scan")
    assert cases.view(teller, number).open
    cases.printable_form(teller, number, "assessment")
    assert cases.file_signed(teller, number, "assessment", b"scan").kind is Kind.REASSESSMENT
    with refused("risk.not_open"):
        cases.printable_form(teller, number, "assessment")


@pytest.mark.rule("KY-5")
def test_to_an_older_client_a_colleague_explains_again_before_it_is_filed(quick: RiskDesk) -> None:
    client_id, cases, teller = quick.client(LOW), quick.services.risk_cases, quick.teller
    quick.import_products()
    with quick.services.branch.db.write(teller) as tx:
        born = clients.client.update().where(clients.client.c.id == client_id)
        tx.conn.execute(born.values(birth_date=date(1950, 1, 1)))
    number = cases.acknowledge(teller, client_id, "GP01").case.number
    cases.confirm_notice(teller, number, True)
    assert cases.view(teller, number).older
    with refused("risk.second_missing"):
        quick.sign(number)
        cases.complete(teller, number)
    for staff_number, code in (("nobody", "staff.unknown"), (teller.staff_number, "risk.second_is_teller")):
        with refused(code):
            cases.explained_again(teller, number, staff_number)
    cases.explained_again(teller, number, quick.who.supervisor.staff_number)
    quick.sign(number)  # the form names the colleague now
    receipt = cases.complete(teller, number)
    assert quick.who.supervisor.name in quick.services.archive.get_pdf(teller, receipt.document_number).decode()


@pytest.mark.rule("KY-5")
def test_who_explained_again_stands_on_an_older_clients_new_assessment_too(quick: RiskDesk) -> None:
    client_id, cases, teller = quick.client(LOW), quick.services.risk_cases, quick.teller
    with quick.services.branch.db.write(teller) as tx:
        born = clients.client.update().where(clients.client.c.id == client_id)
        tx.conn.execute(born.values(birth_date=date(1950, 1, 1)))
    number = cases.reassess(teller, client_id).case.number
    quick.answer(number, HIGH)
    cases.confirm_result(teller, number, True)
    quick.sign(number)
    with refused("risk.second_missing"):
        cases.complete(teller, number)
    supervisor = quick.who.supervisor
    cases.explained_again(teller, number, supervisor.staff_number)
    quick.sign(number)  # the form names the colleague now
    receipt = cases.complete(teller, number)
    filed = quick.services.archive.get_pdf(teller, receipt.document_number).decode()
    assert f"{supervisor.name}（工号{supervisor.staff_number}）" in filed
