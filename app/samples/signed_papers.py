"""A client of the sample branch who signs by hand: forms printed, signed, scanned back in disorder (KY-4, AR-5)."""

from __future__ import annotations

from app.common.actor import Actor
from app.counter.services import Services
from app.onboarding.steps import AGREEMENT_FORM
from app.samples.people import SampleClient
from app.scans.domain import Source
from app.scans.view import ScanFile


def sign_by_hand(services: Services, actor: Actor, case_number: str, client: SampleClient) -> None:
    """All that the client confirms, without electronic signing; then the papers, printed, signed, scanned, bound."""
    from app.samples.openings import read_through, review

    opening = services.opening
    opening.confirm_result(actor, case_number, True)
    read_through(services, actor, case_number, "disclosure")
    opening.agree_esign(actor, case_number, False)
    for choice in services.policy.consents:
        opening.consent(actor, case_number, choice.code, choice.code == "bank")
    read_through(services, actor, case_number, AGREEMENT_FORM)
    opening.set_password(actor, case_number, client.password)
    review(services, actor, case_number)
    papers = [
        opening.printable_form(actor, case_number, form.form_id)
        for form in opening.view(actor, case_number).forms
        if form.needs_client
    ]
    services.scans.take_in(actor, scanned(services, papers), Source.FILE)
    services.scans.bind_ready(actor)


def scanned(services: Services, papers: list[bytes]) -> list[ScanFile]:
    """What a careless hand at the scanner makes of printed papers: the last page first, each turned another way."""
    reader = services.scans.reader
    pages = [page.jpeg for paper in papers for page in reader.read("paper.pdf", paper)]
    return [
        ScanFile(f"scan{place:03d}.jpg", reader.turned(page, place % 4))
        for place, page in enumerate(reversed(pages), 1)
    ]
