"""From a draft to the facts of each form: pure, and the same draft always gives the same facts.

A signature is bound to ``digest(facts)``: when anything on the form changes afterwards, the signature is stale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.bookings.domain import Booking
from app.common.clock import branch_day
from app.common.values import digest
from app.onboarding import facts as f
from app.onboarding.draft import Capture, Draft
from app.onboarding.fields import ACCOUNT_MARKETS, Entered
from app.onboarding.labels import CHANNELS, paper_label
from app.onboarding.steps import AGREEMENT_FORM, DISCLOSURE_FORM, ESIGN_FORM, current, on_paper, read_forms
from app.policy.values import Policy, Questionnaire
from app.staff.domain import StaffMember
from app.suitability import domain as suitability

FORM_ORDER = (
    "booking", "application", "education", "assessment", "disclosure", "disclosure-chinext", "esign-consent",
    "agreement", "relationship", "custody", "contents",
)  # fmt: skip
"""The papers of an opening in the order of the dossier; their place gives the number's last two digits."""


@dataclass(frozen=True, slots=True)
class Sources:
    """All that forms are made from. ``preview``: what is not there yet stays blank instead of stopping the form."""

    draft: Draft
    entered: Entered
    policy: Policy
    branch: f.BranchFacts
    booking: Booking | None
    booking_staff: StaffMember | None
    checked_by: str
    marketer: StaffMember | None
    educator: StaffMember | None
    withheld: f.WithheldFacts | None = None
    preview: bool = False

    def capture(self, name: str) -> Capture | None:
        """A capture taken from the person entered now."""
        return current(self.draft, self.entered, name)


def document_number(case_number: str, form_id: str) -> str:
    """The number of a form of a case: the case's number and the form's place in the dossier."""
    return f"{case_number}-{FORM_ORDER.index(form_id) + 1:02d}"


def forms_of(sources: Sources) -> tuple[str, ...]:
    """The forms that this opening consists of, without the index, in the order of the dossier.

    On paper there is no agreement on electronic signing (KY-4).
    """
    wanted = {"application", "education", "assessment", ESIGN_FORM, AGREEMENT_FORM, "custody"}
    wanted |= set(read_forms(sources.entered, sources.policy))
    if sources.booking is not None:
        wanted.add("booking")
    if sources.entered.get("brought") == "yes":
        wanted.add("relationship")
    if on_paper(sources.draft, sources.entered):
        wanted.discard(ESIGN_FORM)
    return tuple(form_id for form_id in FORM_ORDER if form_id in wanted)


def make_facts(sources: Sources, form_id: str) -> object | None:
    """The facts of a form; None while something it needs has not been entered."""
    try:
        return _MAKERS[form_id](sources, form_id)
    except (KeyError, _NotYetError):
        return None


_NOT_YET = datetime.min.replace(tzinfo=UTC)
_BLANKS: Mapping[str, object] = {
    "birth_date": date.min, "paper_from": date.min, "paper_until": date.min, "education_at": _NOT_YET,
    "education_modes": (), "education_topics": (),
}  # fmt: skip
"""What stands for a field not entered yet in a preview: forms print it as nothing."""


class _NotYetError(Exception):
    """Something a form needs is not there yet."""


def _need(sources: Sources, name: str) -> Any:
    if name in sources.entered.problems or name not in sources.entered.values:
        if sources.preview:
            return _BLANKS.get(name, "")
        raise _NotYetError(name)
    return sources.entered.values[name]


def _capture(sources: Sources, name: str) -> Capture:
    capture = sources.capture(name)
    if capture is None:
        if sources.preview:
            return Capture({}, "", _NOT_YET, "", "")
        raise _NotYetError(name)
    return capture


def _head(sources: Sources, form_id: str) -> f.Head:
    draft = sources.draft
    return f.Head(
        number=document_number(draft.case_number, form_id),
        case_number=draft.case_number,
        made_on=branch_day(draft.opened_at),
        branch=sources.branch,
        teller_name=draft.opened_by_name,
        teller_number=draft.opened_by_number,
    )


def person_facts(sources: Sources) -> f.PersonFacts:
    """The client as on the paper."""
    ethnicity = sources.entered.get("ethnicity")
    return f.PersonFacts(
        name=_need(sources, "name"),
        paper_kind=paper_label(kind) if (kind := _need(sources, "paper_kind")) else "",
        paper_number=_need(sources, "paper_number"),
        sex=_need(sources, "sex"),
        birth_date=_need(sources, "birth_date"),
        nationality=_label(sources, "nationality"),
        ethnicity=sources.policy.label("ethnicity", ethnicity) if ethnicity else "",
        paper_issuer=_need(sources, "paper_issuer"),
        paper_from=_need(sources, "paper_from"),
        paper_until=_need(sources, "paper_until"),
        paper_address=_need(sources, "paper_address"),
    )


def _contact_facts(sources: Sources) -> f.ContactFacts:
    get = sources.entered.get
    return f.ContactFacts(
        _need(sources, "mobile"), get("telephone"), get("email"), _need(sources, "address"), get("postcode")
    )


def _label(sources: Sources, name: str) -> str:
    code = _need(sources, name)
    return sources.policy.label(name, code) if code else ""


def _background_facts(sources: Sources) -> f.BackgroundFacts:
    get = sources.entered.get
    return f.BackgroundFacts(
        occupation=_label(sources, "occupation"),
        employer=get("employer"),
        education=_label(sources, "education"),
        income=_label(sources, "income"),
        experience=_label(sources, "experience"),
        objective=_label(sources, "objective"),
        source_of_funds=_label(sources, "source_of_funds"),
        tax_residence=_label(sources, "tax_residence"),
        controller=get("controller") or "本人",
        beneficiary=get("beneficiary") or "本人",
    )


def _booking(sources: Sources, form_id: str) -> f.BookingFacts:
    booking, staff = sources.booking, sources.booking_staff
    if booking is None or staff is None:
        raise _NotYetError("booking")
    return f.BookingFacts(
        head=_head(sources, form_id),
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
    get, policy = sources.entered.get, sources.policy
    accounts = tuple(
        f.AccountWish(
            policy.label("account_kinds", market), bool(get(market)),
            get(f"{market}_number") if get(market) == "existing" else "",
        )
        for market in ACCOUNT_MARKETS
    )  # fmt: skip
    asked = get("permissions", ()) or ()
    permissions = tuple(f.AccountWish(choice.label, choice.code in asked) for choice in policy.choices("permissions"))
    review = sources.capture("review")
    return f.ApplicationFacts(
        head=_head(sources, form_id),
        person=person_facts(sources),
        contact=_contact_facts(sources),
        background=_background_facts(sources),
        accounts=accounts,
        permissions=permissions,
        fund_account=sources.draft.fund_account,
        booking_number=sources.draft.booking_number,
        reviewed_at=review.at if reviewed and review is not None else None,
        withheld=sources.withheld,
    )


def _education(sources: Sources, form_id: str) -> f.EducationFacts:
    modes, topics = _need(sources, "education_modes"), _need(sources, "education_topics")
    if sources.educator is None and not sources.preview:
        raise _NotYetError("education_by")
    return f.EducationFacts(
        head=_head(sources, form_id),
        person=person_facts(sources),
        modes=tuple((c.label, c.code in modes) for c in sources.policy.choices("education_modes")),
        given_by=sources.educator.name if sources.educator is not None else "",
        given_by_number=sources.educator.number if sources.educator is not None else "",
        given_at=_need(sources, "education_at"),
        topics=tuple((c.label, c.code in topics) for c in sources.policy.choices("education_topics")),
        covered_authority=sources.entered.get("education_authority") == "yes",
        remark=sources.entered.get("education_remark"),
    )


def answers_of(capture: Capture) -> suitability.Answers:
    """The answers in an ``answers`` capture: letters by question number."""
    return {int(number): tuple(letters) for number, letters in capture.value["letters"].items()}


def _assessment(sources: Sources, form_id: str) -> f.AssessmentFacts:
    questionnaire = sources.policy.questionnaire
    if sources.preview:
        return _blank_assessment(sources, form_id)
    capture = _capture(sources, "answers")
    if suitability.missing(answers_of(capture), questionnaire):
        raise _NotYetError("answers")
    return assessment_facts(_head(sources, form_id), person_facts(sources), questionnaire, capture)


def assessment_facts(
    head: f.Head, person: f.PersonFacts, questionnaire: Questionnaire, capture: Capture
) -> f.AssessmentFacts:
    """The filled questionnaire with its result; ``capture``: complete answers, at an opening or a reassessment."""
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
    )


def _blank_assessment(sources: Sources, form_id: str) -> f.AssessmentFacts:
    """The questionnaire without answers, score and result: the teller sees those only once signed (KY-6)."""
    questionnaire = sources.policy.questionnaire
    return f.AssessmentFacts(
        head=_head(sources, form_id),
        person=person_facts(sources),
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
        answered_at=_NOT_YET,
        valid_until=date.min,
        marks=(),
    )  # fmt: skip


def _disclosure(sources: Sources, form_id: str) -> f.DisclosureFacts:
    read = _capture(sources, f"read:{form_id}").value
    return f.DisclosureFacts(
        head=_head(sources, form_id),
        person=person_facts(sources),
        read=tuple(f.SectionRead(section, int(seconds)) for section, seconds in sorted(read.items())),
        confirmed_at=_capture(sources, f"confirmed:{form_id}").at,
    )


def _esign(sources: Sources, form_id: str) -> f.EsignFacts:
    given = []
    for choice in sources.policy.consents:
        capture = _capture(sources, f"consent:{choice.code}")
        given.append((choice.label, bool(capture.value.get("agreed"))))
    agreed = _capture(sources, "esign")
    if not agreed.value.get("agreed") and not sources.preview:
        raise _NotYetError("esign")
    return f.EsignFacts(_head(sources, form_id), person_facts(sources), tuple(given), agreed.at)


def _agreement(sources: Sources, form_id: str) -> f.AgreementFacts:
    return f.AgreementFacts(
        _head(sources, form_id), person_facts(sources), _contact_facts(sources), sources.draft.fund_account,
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
        raise _NotYetError("marketer")
    booked = _need(sources, "booking_checked") == "booked"
    return f.RelationshipFacts(
        head=_head(sources, form_id),
        person=person_facts(sources),
        marketer=marketer_facts(sources.marketer, sources.policy),
        booked=booked,
        booking_number=sources.draft.booking_number if booked else "",
        verified_by=sources.draft.opened_by_name,
        verified_by_number=sources.draft.opened_by_number,
    )


def _custody(sources: Sources, form_id: str) -> f.CustodyFacts:
    return f.CustodyFacts(
        head=_head(sources, form_id),
        person=person_facts(sources),
        bank=sources.policy.label("banks", bank) if (bank := _need(sources, "bank")) else "",
        bank_account=_need(sources, "bank_account"),
        fund_account=sources.draft.fund_account,
        main_account=True,
        currency="人民币",
    )


def contents_facts(sources: Sources, client_number: str, lines: tuple[f.ContentsLine, ...]) -> f.ContentsFacts:
    """The index of the papers, made last."""
    return f.ContentsFacts(_head(sources, "contents"), person_facts(sources), client_number, lines)


def review_facts(sources: Sources) -> tuple[object, ...]:
    """What the client reviews before signing (OP-1): application, relationship, custody as entered now."""
    found: list[object] = []
    try:
        found.append(_application(sources, "application", reviewed=False))
    except (KeyError, _NotYetError):
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
}
