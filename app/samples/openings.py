"""An opening carried out from end to end through the windows' own services, for the sample branch and for tests."""

from __future__ import annotations

from app.archive.press import Ink
from app.common.actor import Actor
from app.counter.services import Services
from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM
from app.onboarding.view import OpeningReceipt, OpeningView
from app.samples.pen import sample_ink
from app.samples.people import SampleClient
from app.samples.signed_papers import sign_by_hand
from app.suitability.domain import Answers

SHOWN_MS = 9_000
"""How long a sample client looks at each question."""


def type_in(services: Services, actor: Actor, client: SampleClient, booking_number: str = "") -> OpeningView:
    """Start an opening and type what the teller types."""
    opening = services.opening
    view = opening.start(actor, booking_number)
    return opening.save_fields(actor, view.draft.case_number, typed(client))


def typed(client: SampleClient) -> dict[str, str]:
    """What the teller types for a client, by field."""
    return {
        **client.fields,
        "ethnicity": "01",
        "occupation": "clerk",
        "education": "bachelor",
        "income": "100k-200k",
        "experience": "1-3",
        "objective": "growth",
        "source_of_funds": "salary",
        "tax_residence": "china",
        "permissions": client.permissions,
        "education_modes": "talk,leaflet",
        "education_topics": "market,risk,suitability,password,authority",
        "education_authority": "yes" if client.marketer else "no",
        "brought": "yes" if client.marketer else "no",
        "marketer": client.marketer,
        "booking_checked": ("booked" if client.booked else "not-booked") if client.marketer else "",
        **client.extra,
    }


def answer(services: Services, actor: Actor, case_number: str, client: SampleClient) -> None:
    """The client answers the questions on the display."""
    for number, letters in answers_of(client.answers).items():
        services.opening.answer(actor, case_number, number, letters, SHOWN_MS)


def read_through(services: Services, actor: Actor, case_number: str, form_id: str) -> None:
    """The client reads every section for as long as it takes and confirms."""
    for section in services.opening.reading(actor, case_number, form_id):
        services.opening.section_read(actor, case_number, form_id, section.id, section.seconds)
    services.opening.confirm_reading(actor, case_number, form_id, True)


def sign(services: Services, actor: Actor, case_number: str, form_id: str, ink: Ink) -> OpeningView:
    """The client sees what the form says and signs it."""
    _, shown = services.opening.signature_lines(actor, case_number, form_id)
    return services.opening.sign(actor, case_number, form_id, ink, shown)


def review(services: Services, actor: Actor, case_number: str) -> OpeningView:
    """The client sees everything entered and confirms it."""
    _, shown = services.opening.review_for_client(actor, case_number)
    return services.opening.confirm_review(actor, case_number, True, shown)


def with_client(services: Services, actor: Actor, case_number: str, client: SampleClient) -> None:
    """Everything the client does on the display after the questionnaire, in the order of the steps."""
    opening = services.opening
    opening.confirm_result(actor, case_number, True)
    for form_id in ("disclosure", *(["disclosure-chinext"] if "chinext" in client.permissions else [])):
        read_through(services, actor, case_number, form_id)
    opening.agree_esign(actor, case_number, True)
    for choice in services.policy.consents:
        opening.consent(actor, case_number, choice.code, True)
    sign(services, actor, case_number, ESIGN_FORM, sample_ink(0))
    read_through(services, actor, case_number, AGREEMENT_FORM)
    if client.marketer:
        opening.confirm_relationship(actor, case_number, True)
    opening.set_password(actor, case_number, client.password)
    review(services, actor, case_number)
    for place, form in enumerate(opening.view(actor, case_number).forms, 1):
        if form.needs_client and not form.signed:
            sign(services, actor, case_number, form.form_id, sample_ink(place))


def carry_out(
    services: Services, actor: Actor, client: SampleClient, booking_number: str = ""
) -> OpeningView | OpeningReceipt:
    """One whole opening; a client marked to stop leaves it unfinished."""
    case_number = type_in(services, actor, client, booking_number).draft.case_number
    answer(services, actor, case_number, client)
    if client.stop_before:
        return services.opening.view(actor, case_number)
    if client.by_hand:
        sign_by_hand(services, actor, case_number, client)
    else:
        with_client(services, actor, case_number, client)
    return services.opening.complete(actor, case_number)


def answers_of(text: str) -> Answers:
    """``1A 9ACD`` as letters by question; a client who stops has not answered all."""
    return {int(part.rstrip("ABCDE")): tuple(part.lstrip("0123456789")) for part in text.split()}
