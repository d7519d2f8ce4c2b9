"""A client who declines electronic signing: print, sign by hand, scan back - and no shortcut past it (KY-4)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding.judged import SCAN
from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningView
from app.samples import openings
from app.samples.pen import sample_ink
from app.verification.service import verify_branch
from tests.app.onboarding import desk
from tests.builders import Actors, BranchFactory, document_file

SIGNED = ("application", "education", "assessment", "disclosure", "agreement", "custody", "tax-statement")
SCANNED = b"scan of the signed paper "


@dataclass
class Counter:
    """A teller with a client on paper."""

    services: Services
    press: desk.PlainPress
    teller: Actor
    case: str = ""

    def begin(self, *, declined: bool = True, pen: bool = False) -> OpeningView:
        """Everything up to the signatures; where all has been read already, what a program forgets and the review."""
        if not self.case:
            self.read(declined=declined, pen=pen)
        self.services.opening.set_password(self.teller, self.case, desk.client().password)
        return openings.review(self.services, self.teller, self.case)

    def read(self, *, declined: bool = True, pen: bool = False) -> str:
        """Everything up to the password; the case number."""
        who, opening, sample = self.teller, self.services.opening, desk.client()
        self.case = openings.type_in(self.services, who, sample).draft.case_number
        openings.answer(self.services, who, self.case, sample)
        opening.confirm_result(who, self.case, True)
        openings.read_through(self.services, who, self.case, "disclosure")
        opening.agree_esign(who, self.case, not declined)
        for code, agreed in (("pen", pen), ("photo", False), ("bank", True)):
            opening.consent(who, self.case, code, agreed)
        if not declined:
            openings.sign(self.services, who, self.case, "esign-consent", sample_ink())
        openings.read_through(self.services, who, self.case, "agreement")
        return self.case

    def print(self, form_id: str) -> bytes:
        return self.services.opening.printable_form(self.teller, self.case, form_id)

    def attach(self, form_id: str, content: bytes = SCANNED) -> OpeningView:
        return self.services.opening.attach_scan(self.teller, self.case, form_id, content)

    def all_scanned(self) -> OpeningView:
        for form_id in SIGNED:
            self.print(form_id)
            self.attach(form_id, SCANNED + form_id.encode())
        return self.view

    @property
    def view(self) -> OpeningView:
        return self.services.opening.view(self.teller, self.case)

    def missing(self, step: Step) -> list[str]:
        return [m.code for m in self.view.step(step).missing]

    def form(self, form_id: str) -> tuple[bool, bool, bool, bool]:
        """By paper, printed, signed, stale."""
        found = next(form for form in self.view.forms if form.form_id == form_id)
        return found.by_paper, found.printed, found.signed, found.stale


@pytest.fixture
def fresh(branch_factory: BranchFactory, database: str, actors: Actors) -> Counter:
    """Where nothing has begun."""
    branch, press = branch_factory.make(database), desk.PlainPress()
    desk.enter_marketing(branch, actors.admin)
    return Counter(desk.services_for(branch, press), press, actors.teller)


@pytest.fixture
def counter(branch_factory: BranchFactory, database: str, actors: Actors) -> Counter:
    """Where a client who declines has read everything: ``begin`` goes on from there."""

    def prepare(branch: OpenBranch) -> str:
        desk.enter_marketing(branch, actors.admin)
        press = desk.PlainPress()
        return Counter(desk.services_for(branch, press), press, actors.teller).read()

    branch, case = branch_factory.make_from("paper read", database, prepare)
    press = desk.PlainPress()
    return Counter(desk.services_for(branch, press), press, actors.teller, case)


@pytest.fixture
def branch(counter: Counter) -> OpenBranch:
    return counter.services.branch


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == code)


@pytest.mark.rule("KY-4")
def test_a_client_who_declines_goes_on_by_paper_without_the_agreement_on_electronic_signing(counter: Counter) -> None:
    view = counter.begin()
    assert view.by_paper
    assert tuple(form.form_id for form in view.forms if form.by_paper) == SIGNED
    assert view.step(Step.CONSENT).state is State.DONE
    assert view.step(Step.CUSTODY).state is State.DONE
    assert counter.missing(Step.SIGNATURES) == ["opening.scan_missing"] * len(SIGNED)


@pytest.mark.rule("KY-4")
@pytest.mark.rule("AR-1")
def test_a_case_on_paper_is_completed_with_the_scans_as_its_documents(
    counter: Counter, branch: OpenBranch, actors: Actors
) -> None:
    counter.begin()
    assert counter.all_scanned().complete
    receipt = counter.services.opening.complete(counter.teller, counter.case)
    ledger = {d.form_id: d for d in counter.services.archive.list_for_client(actors.teller, receipt.client_id)}
    assert set(ledger) == {*SIGNED, "contents"}
    for form_id in SIGNED:
        document = ledger[form_id]
        assert (document.level, document.pages) == ("paper", 2)
        content = counter.services.archive.get_pdf(actors.archivist, document.number, "核对")
        assert content == b"scan of " + document.number.encode() + SCANNED + form_id.encode()
    assert ledger["contents"].level == "none"
    told = {document.form_id: document for document in receipt.documents}
    assert told["custody"].pages == 2
    assert told["custody"].content_sha256 == ledger["custody"].content_sha256 != ledger["custody"].file_sha256
    # nobody's ink is anywhere, and the branch verifies with the scans as it does with signed forms
    assert all(signing is None for _, signing in counter.press.sealed)
    assert verify_branch(branch, counter.press).ok


@pytest.mark.rule("KY-4")
def test_the_content_hash_is_that_of_the_form_that_was_printed(counter: Counter, actors: Actors) -> None:
    counter.begin()
    counter.all_scanned()
    pressed = counter.services.opening.preview(counter.teller, counter.case, "custody")
    assert pressed is not None
    assert counter.print("custody") == pressed.pdf
    receipt = counter.services.opening.complete(counter.teller, counter.case)
    found = counter.services.archive.get(actors.teller, f"{counter.case}-10")
    assert found.content_sha256 == pressed.content_sha256
    assert receipt.documents


@pytest.mark.rule("KY-4")
def test_the_bank_data_needs_its_consent_on_paper_too(counter: Counter) -> None:
    counter.begin()
    view = counter.services.opening.consent(counter.teller, counter.case, "bank", False)
    assert counter.missing(Step.CONSENT) == ["opening.consent_declined"]
    assert view.step(Step.CUSTODY).state is State.BLOCKED
    with refused("opening.step_blocked"):
        counter.print("custody")


@pytest.mark.rule("KY-4")
def test_every_consent_is_asked_and_the_agreement_read_on_paper_too(fresh: Counter) -> None:
    who, opening = fresh.teller, fresh.services.opening
    fresh.case = openings.type_in(fresh.services, who, desk.client()).draft.case_number
    opening.agree_esign(who, fresh.case, False)
    assert fresh.missing(Step.CONSENT) == ["opening.consent_not_asked"] * 3 + ["opening.agreement_unread"]


@pytest.mark.rule("KY-4")
def test_on_paper_nothing_is_signed_on_the_display(fresh: Counter) -> None:
    fresh.begin(pen=True)
    for form_id, code in (("custody", "opening.no_pen_consent"), ("esign-consent", "opening.not_signed_by_client")):
        with refused(code):
            fresh.services.opening.sign(fresh.teller, fresh.case, form_id, sample_ink(), "")


def test_electronically_nothing_is_printed_and_scanned(fresh: Counter) -> None:
    fresh.begin(declined=False, pen=True)
    with refused("opening.not_by_paper"):
        fresh.print("custody")
    with refused("opening.not_by_paper"):
        fresh.attach("custody")
    assert fresh.press.adopted == []


@pytest.mark.parametrize("form_id", ["esign-consent", "booking", "relationship", "contents", "nothing"])
def test_only_the_forms_that_the_client_signs_are_printed(counter: Counter, form_id: str) -> None:
    counter.begin()
    with refused("opening.not_signed_by_client"):
        counter.print(form_id)


def test_before_the_review_nothing_is_printed(counter: Counter) -> None:
    counter.begin()
    counter.services.opening.confirm_review(counter.teller, counter.case, False, "")
    with refused("opening.step_blocked"):
        counter.print("custody")


@pytest.mark.rule("KY-4")
def test_a_scan_needs_a_print_of_the_form_as_it_stands(counter: Counter) -> None:
    counter.begin()
    assert counter.form("education") == (True, False, False, False)
    with refused("opening.print_first"):
        counter.attach("education")
    counter.print("education")
    assert counter.form("education") == (True, True, False, False)
    counter.services.opening.save_field(counter.teller, counter.case, "education_remark", "补充说明")
    assert counter.form("education") == (True, False, False, False)
    with refused("opening.print_first"):
        counter.attach("education")
    assert counter.press.adopted == []


@pytest.mark.rule("KY-4")
def test_a_change_after_the_scan_makes_it_stale_until_it_is_printed_and_scanned_again(counter: Counter) -> None:
    counter.begin()
    counter.all_scanned()
    opening = counter.services.opening
    opening.save_field(counter.teller, counter.case, "education_remark", "补充说明")
    assert counter.form("education") == (True, False, True, True)
    assert counter.missing(Step.SIGNATURES) == ["opening.scan_stale"]
    with refused("opening.incomplete"):
        opening.complete(counter.teller, counter.case)
    counter.print("education")
    counter.attach("education", SCANNED + b"again")
    assert counter.form("education") == (True, True, True, False)
    assert opening.complete(counter.teller, counter.case).documents


@pytest.mark.rule("KY-4")
def test_agreeing_after_all_drops_the_scans_and_declining_again_the_ink(fresh: Counter) -> None:
    fresh.begin(pen=True)
    fresh.all_scanned()
    who, opening = fresh.teller, fresh.services.opening
    view = opening.agree_esign(who, fresh.case, True)
    assert not view.by_paper
    assert not any(name.startswith("signature:") for name in view.draft.captures)
    assert fresh.missing(Step.CONSENT) == ["opening.esign_not_signed"]
    openings.sign(fresh.services, who, fresh.case, "esign-consent", sample_ink())
    openings.sign(fresh.services, who, fresh.case, "custody", sample_ink())
    view = opening.agree_esign(who, fresh.case, False)
    assert view.by_paper
    assert not any(name.startswith("signature:") for name in view.draft.captures)
    fresh.attach("custody")  # the print is still what the form says
    assert fresh.form("custody") == (True, True, True, False)


@pytest.mark.rule("KY-4")
def test_declining_twice_or_taking_the_pen_consent_back_keeps_the_scans(counter: Counter) -> None:
    counter.begin()
    counter.all_scanned()
    opening = counter.services.opening
    opening.agree_esign(counter.teller, counter.case, False)
    view = opening.consent(counter.teller, counter.case, "pen", False)
    assert view.complete
    assert all(SCAN in view.draft.captures[f"signature:{form_id}"].value for form_id in SIGNED)


def test_scans_of_one_person_do_not_count_for_another(counter: Counter) -> None:
    counter.begin()
    counter.all_scanned()
    opening = counter.services.opening
    view = opening.save_field(counter.teller, counter.case, "name", "别人")
    assert not view.by_paper
    assert not any(form.signed or form.printed for form in view.forms)
    assert opening.save_field(counter.teller, counter.case, "name", desk.client().fields["name"]).complete


@pytest.mark.rule("KY-6")
def test_the_result_is_the_tellers_to_see_once_its_scan_is_there(counter: Counter) -> None:
    counter.begin()
    counter.print("assessment")
    assert counter.view.questionnaire.total is None
    assert counter.attach("assessment").questionnaire.total is not None


def test_a_file_that_is_no_scan_changes_nothing(counter: Counter) -> None:
    counter.begin()
    counter.print("custody")
    before = counter.view.draft
    with refused("scan.unknown_kind"):
        counter.attach("custody", b"MZ")
    assert counter.view.draft == before


@pytest.mark.rule("OP-4")
def test_prints_and_scans_are_witnessed_audited_and_closed_to_marketing_staff(
    counter: Counter, branch: OpenBranch, actors: Actors
) -> None:
    counter.begin()
    for who in (actors.marketing, actors.archivist):
        with refused("auth.denied"):
            counter.services.opening.printable_form(who, counter.case, "custody")
        with refused("auth.denied"):
            counter.services.opening.attach_scan(who, counter.case, "custody", SCANNED)
    counter.print("custody")
    view = counter.attach("custody")
    assert view.draft.captures["signature:custody"].witness == actors.teller.staff_id
    acts = [record.act for record in AuditReader(branch.db).recent(actors.supervisor, limit=20)]
    assert acts[:2] == ["opening.captured.signature", "opening.captured.printed"]


def test_a_finished_case_takes_no_scan(counter: Counter) -> None:
    counter.begin()
    counter.all_scanned()
    counter.services.opening.complete(counter.teller, counter.case)
    with refused("opening.not_open"):
        counter.print("custody")
    with refused("opening.not_open"):
        counter.attach("custody")


@pytest.mark.parametrize("stroke", ["printed", "scanned"])
def test_what_changes_while_the_paper_is_pressed_is_not_overlooked(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, stroke: str
) -> None:
    counter.begin()
    counter.print("education")
    opening = counter.services.opening

    name = "press" if stroke == "printed" else "adopt"
    real = getattr(counter.press, name)

    def meanwhile(*given: object) -> object:
        monkeypatch.undo()
        opening.save_field(counter.teller, counter.case, "education_remark", "另一柜台的改动")
        return real(*given)

    monkeypatch.setattr(counter.press, name, meanwhile)
    with refused("opening.changed_elsewhere"):
        counter.print("education") if stroke == "printed" else counter.attach("education")
    assert counter.form("education") == (True, False, False, False)


def test_a_scan_whose_file_is_gone_is_not_filed(counter: Counter, branch: OpenBranch) -> None:
    counter.begin()
    view = counter.all_scanned()
    document_file(branch, view.draft.captures["signature:custody"].value[SCAN]).unlink()
    with refused("storage.blob_missing"):
        counter.services.opening.complete(counter.teller, counter.case)
    assert counter.view.complete
    assert counter.services.clients.find(counter.teller, "郑秋月") == ()


def test_scans_of_an_open_case_are_no_orphans(counter: Counter, branch: OpenBranch) -> None:
    counter.begin()
    counter.all_scanned()
    assert verify_branch(branch, counter.press).orphans == ()
    counter.services.opening.agree_esign(counter.teller, counter.case, True)
    report = verify_branch(branch, counter.press)
    assert len(report.orphans) == len(SIGNED)
    assert report.ok
