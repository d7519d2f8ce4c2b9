"""From a draft to the facts of each form: pure, and the same draft always gives the same facts.

A signature is bound to ``digest(facts)``: when anything on the form changes afterwards, the signature is stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.common.clock import branch_day
from app.common.values import digest
from app.onboarding import facts as f
from app.onboarding.draft import Capture
from app.onboarding.institution_making import MAKERS, application_to_review, party_facts
from app.onboarding.labels import CHANNELS, paper_label
from app.onboarding.sources import (
    FORM_ORDER,
    NOT_YET,
    NotYetError,
    Sources,
    account_wishes,
    capture_of,
    contact_facts,
    document_number,
    head_of,
    label_of,
    need,
)
from app.onboarding.steps import (
    AGREEMENT_FORM,
    APPLICATION_FORM,
    DISCLOSURE_FORM,
    ESIGN_FORM,
    INSTITUTION_FORM,
    LETTER_FORM,
    OWNERS_FORM,
    SEALS_FORM,
    is_institution,
    on_paper,
    read_forms,
)
from app.onboarding.tax_facts import TaxFacts
from app.onboarding.tax_fields import INSTITUTION_TAX_FORM, TAX_FORM
from app.onboarding.tax_making import statement_facts
from app.policy.values import Policy, Questionnaire
from app.staff.domain import StaffMember
from app.suitability import domain as suitability

__all__ = [
    "FORM_ORDER", "Sources", "answers_of", "assessment_facts", "contents_facts", "document_number", "forms_of",
    "make_facts", "marketer_facts", "review_digest", "review_facts",
]  # fmt: skip


_OWN = (INSTITUTION_FORM, OWNERS_FORM, LETTER_FORM, SEALS_FORM)
_DOSSIER_ORDER = (*FORM_ORDER[:2], *_OWN, *(form_id for form_id in FORM_ORDER[2:] if form_id not in _OWN))
"""An institution's own papers stand in front, where a person's application stands."""


def forms_of(sources: Sources) -> tuple[str, ...]:
    """The forms that this opening consists of, without the index, in the order of the dossier.

    On paper there is no agreement on electronic signing (KY-4).
    """
    wanted = {"education", "assessment", ESIGN_FORM, AGREEMENT_FORM, "custody"}
    if is_institution(sources.entered):
        wanted |= {INSTITUTION_FORM, OWNERS_FORM, SEALS_FORM}
        wanted |= {LETTER_FORM} if sources.entered.get("comes") == "agent" else set()
    else:
        wanted.add(APPLICATION_FORM)
    wanted.add(INSTITUTION_TAX_FORM if is_institution(sources.entered) else TAX_FORM)
    wanted |= set(read_forms(sources.entered, sources.policy))
    if sources.booking is not None:
        wanted.add("booking")
    if sources.entered.get("brought") == "yes":
        wanted.add("relationship")
    if on_paper(sources.draft, sources.entered):
        wanted.discard(ESIGN_FORM)
    return tuple(form_id for form_id in _DOSSIER_ORDER if form_id in wanted)


def make_facts(sources: Sources, form_id: str) -> object | None:
    """The facts of a form; None while something it needs has not been entered."""
    try:
        return _MAKERS[form_id](sources, form_id)
    except (KeyError, NotYetError):
        return None


def person_facts(sources: Sources) -> f.PersonFacts:
    """The client as on the paper."""
    ethnicity = sources.entered.get("ethnicity")
    return f.PersonFacts(
        name=need(sources, "name"),
        paper_kind=paper_label(kind) if (kind := need(sources, "paper_kind")) else "",
        paper_number=need(sources, "paper_number"),
        sex=need(sources, "sex"),
        birth_date=need(sources, "birth_date"),
        nationality=label_of(sources, "nationality"),
        ethnicity=sources.policy.label("ethnicity", ethnicity) if ethnicity else "",
        paper_issuer=need(sources, "paper_issuer"),
        paper_from=need(sources, "paper_from"),
        paper_until=need(sources, "paper_until"),
        paper_address=need(sources, "paper_address"),
    )


def party_of(sources: Sources) -> f.Party:
    """The client as a form names it, a person or an institution."""
    return party_facts(sources) if is_institution(sources.entered) else person_facts(sources)


def _background_facts(sources: Sources) -> f.BackgroundFacts:
    get = sources.entered.get
    return f.BackgroundFacts(
        occupation=label_of(sources, "occupation"),
        employer=get("employer"),
        education=label_of(sources, "education"),
        income=label_of(sources, "income"),
        experience=label_of(sources, "experience"),
        objective=label_of(sources, "objective"),
        source_of_funds=label_of(sources, "source_of_funds"),
        tax_residence=label_of(sources, "tax_residence"),
        controller=get("controller") or "本人",
        beneficiary=get("beneficiary") or "本人",
    )


def _booking(sources: Sources, form_id: str) -> f.BookingFacts:
    booking, staff = sources.booking, sources.booking_staff
    if booking is None or staff is None:
        raise NotYetError("booking")
    return f.BookingFacts(
        head=head_of(sources, form_id),
        booking_number=booking.number,
        name=booking.name,
        mobile=booking.mobile,
        planned_at=booking.planned_at,
        business=tuple(booking.business),
        staff_name=staff.name,
        staff_number=staff.number,
        note=booking.note,
        booked_at=booking.created_at,
        checked_by=sources.checked_by,
        checked_at=sources.draft.opened_at,
    )


def _application(sources: Sources, form_id: str, *, reviewed: bool = True) -> f.ApplicationFacts:
    accounts, permissions = account_wishes(sources)
    review = sources.capture("review")
    return f.ApplicationFacts(
        head=head_of(sources, form_id),
        person=person_facts(sources),
        contact=contact_facts(sources),
        background=_background_facts(sources),
        accounts=accounts,
        permissions=permissions,
        fund_account=sources.draft.fund_account,
        booking_number=sources.draft.booking_number,
        reviewed_at=review.at if reviewed and review is not None else None,
        withheld=sources.withheld,
    )


def _education(sources: Sources, form_id: str) -> f.EducationFacts:
    modes, topics = need(sources, "education_modes"), need(sources, "education_topics")
    if sources.educator is None and not sources.preview:
        raise NotYetError("education_by")
    return f.EducationFacts(
        head=head_of(sources, form_id),
        person=party_of(sources),
        modes=tuple((c.label, c.code in modes) for c in sources.policy.choices("education_modes")),
        given_by=sources.educator.name if sources.educator is not None else "",
        given_by_number=sources.educator.number if sources.educator is not None else "",
        given_at=need(sources, "education_at"),
        topics=tuple((c.label, c.code in topics) for c in sources.policy.choices("education_topics")),
        covered_authority=sources.entered.get("education_authority") == "yes",
        remark=sources.entered.get("education_remark"),
        second_by=sources.second.name if sources.second is not None else "",
        second_by_number=sources.second.number if sources.second is not None else "",
        second_at=sources.entered.get("second_at", None) or None,
    )


def answers_of(capture: Capture) -> suitability.Answers:
    """The answers in an ``answers`` capture: letters by question number."""
    return {int(number): tuple(letters) for number, letters in capture.value["letters"].items()}


def _assessment(sources: Sources, form_id: str) -> f.AssessmentFacts:
    questionnaire = sources.policy.questionnaire
    if sources.preview:
        return _blank_assessment(sources, form_id)
    capture = capture_of(sources, "answers")
    if suitability.missing(answers_of(capture), questionnaire):
        raise NotYetError("answers")
    return assessment_facts(head_of(sources, form_id), party_of(sources), questionnaire, capture)


def assessment_facts(
    head: f.Head, person: f.Party, questionnaire: Questionnaire, capture: Capture, *, second: str = ""
) -> f.AssessmentFacts:
    """The filled questionnaire with its result; ``capture``: complete answers, at an opening or a reassessment.

    ``second``: who explained again to an older client.
    """
    answers = answers_of(capture)
    score = suitability.assess(answers, questionnaire)
    questions = tuple(
        f.AnsweredQuestion(
            q.number, q.text, q.several,
            tuple(f.AnsweredOption(o.letter, o.text, o.score, o.letter in answers[q.number]) for o in q.options),
            score.per_question[q.number],
        )
        for q in questionnaire.questions
    )  # fmt: skip
    return f.AssessmentFacts(
        head=head,
        person=person,
        policy_version=score.policy_version,
        questions=questions,
        total=score.total,
        level=score.level_label,
        bands=tuple((band.label, band.low, band.high) for band in questionnaire.bands),
        answered_at=capture.at,
        valid_until=suitability.valid_until(branch_day(capture.at), questionnaire.validity_months),
        marks=tuple(suitability.MARK_LABELS[mark] for mark in capture.value.get("marks", ())),
        second=second,
    )


def _blank_assessment(sources: Sources, form_id: str) -> f.AssessmentFacts:
    """The questionnaire without answers, score and result: the teller sees those only once signed (KY-6)."""
    questionnaire = sources.policy.questionnaire
    return f.AssessmentFacts(
        head=head_of(sources, form_id),
        person=party_of(sources),
        policy_version=questionnaire.version,
        questions=tuple(
            f.AnsweredQuestion(
                q.number, q.text, q.several,
                tuple(f.AnsweredOption(o.letter, o.text, o.score, chosen=False) for o in q.options), 0,
            )
            for q in questionnaire.questions
        ),
        total=0,
        level="",
        bands=tuple((band.label, band.low, band.high) for band in questionnaire.bands),
        answered_at=NOT_YET,
        valid_until=date.min,
        marks=(),
    )  # fmt: skip


def _disclosure(sources: Sources, form_id: str) -> f.DisclosureFacts:
    read = capture_of(sources, f"read:{form_id}").value
    return f.DisclosureFacts(
        head=head_of(sources, form_id),
        person=party_of(sources),
        read=tuple(f.SectionRead(section, int(seconds)) for section, seconds in sorted(read.items())),
        confirmed_at=capture_of(sources, f"confirmed:{form_id}").at,
    )


def _esign(sources: Sources, form_id: str) -> f.EsignFacts:
    given = []
    for choice in sources.policy.consents:
        capture = capture_of(sources, f"consent:{choice.code}")
        given.append((choice.label, bool(capture.value.get("agreed"))))
    agreed = capture_of(sources, "esign")
    if not agreed.value.get("agreed") and not sources.preview:
        raise NotYetError("esign")
    return f.EsignFacts(head_of(sources, form_id), party_of(sources), tuple(given), agreed.at)


def _agreement(sources: Sources, form_id: str) -> f.AgreementFacts:
    return f.AgreementFacts(
        head_of(sources, form_id), party_of(sources), contact_facts(sources), sources.draft.fund_account,
        CHANNELS,
    )  # fmt: skip


def marketer_facts(member: StaffMember, policy: Policy) -> f.MarketerFacts:
    """The public part of a marketing staff member as the confirmation names it (MS-1, SR-1)."""
    return f.MarketerFacts(
        name=member.name,
        number=member.number,
        post=member.post,
        certificate_number=member.certificate_number,
        certificate_until=member.certificate_until or date.max,
        authorised=tuple(member.authority) or tuple(policy.marketing_authorised),
        forbidden=tuple(policy.marketing_forbidden),
        telephone=member.telephone,
    )


def _relationship(sources: Sources, form_id: str) -> f.RelationshipFacts:
    if sources.marketer is None:
        raise NotYetError("marketer")
    booked = need(sources, "booking_checked") == "booked"
    return f.RelationshipFacts(
        head=head_of(sources, form_id),
        person=party_of(sources),
        marketer=marketer_facts(sources.marketer, sources.policy),
        booked=booked,
        booking_number=sources.draft.booking_number if booked else "",
        verified_by=sources.draft.opened_by_name,
        verified_by_number=sources.draft.opened_by_number,
    )


def _custody(sources: Sources, form_id: str) -> f.CustodyFacts:
    return f.CustodyFacts(
        head=head_of(sources, form_id),
        person=party_of(sources),
        bank=sources.policy.label("banks", bank) if (bank := need(sources, "bank")) else "",
        bank_account=need(sources, "bank_account"),
        fund_account=sources.draft.fund_account,
        main_account=True,
        currency="人民币",
    )


def _tax(sources: Sources, form_id: str) -> TaxFacts:
    return statement_facts(sources, form_id, party_of(sources))


def contents_facts(sources: Sources, client_number: str, lines: tuple[f.ContentsLine, ...]) -> f.ContentsFacts:
    """The index of the papers, made last."""
    return f.ContentsFacts(head_of(sources, "contents"), party_of(sources), client_number, lines)


def review_facts(sources: Sources) -> tuple[object, ...]:
    """What the client reviews before signing (OP-1): application, relationship, custody as entered now."""
    found: list[object] = []
    try:
        if is_institution(sources.entered):
            found += [application_to_review(sources), MAKERS[OWNERS_FORM](sources, OWNERS_FORM)]
        else:
            found.append(_application(sources, APPLICATION_FORM, reviewed=False))
    except (KeyError, NotYetError):
        return ()
    found += [facts for form_id in ("relationship", "custody") if (facts := make_facts(sources, form_id)) is not None]
    return tuple(found)


def review_digest(sources: Sources) -> str:
    """The digest a client's review is bound to; empty while there is nothing whole to review."""
    reviewed = review_facts(sources)
    return digest(list(reviewed)) if reviewed else ""


_MAKERS: Mapping[str, Callable[[Sources, str], object]] = {
    "booking": _booking,
    "application": _application,
    "education": _education,
    "assessment": _assessment,
    DISCLOSURE_FORM: _disclosure,
    "disclosure-chinext": _disclosure,
    ESIGN_FORM: _esign,
    AGREEMENT_FORM: _agreement,
    "relationship": _relationship,
    "custody": _custody,
    TAX_FORM: _tax,
    INSTITUTION_TAX_FORM: _tax,
    **MAKERS,
}
