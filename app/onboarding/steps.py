"""The steps of an opening and what is still missing in each (OP-6). Pure: a draft and its surroundings in, states out.

The steps can be entered in any order; a step is *blocked* when acting in it would break a rule, and says by what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.archive.press import Section
from app.cases.case import Missing, State
from app.common.errors import Refused
from app.common.values import digest
from app.disclosure.domain import unread
from app.onboarding import fields as typed
from app.onboarding.draft import Capture, Draft, Status
from app.onboarding.fields import Entered
from app.onboarding.institution_fields import INSTITUTION, KIND_FIELD, LICENCE, OWNERS, PEOPLE
from app.onboarding.labels import STEP_LABELS
from app.permissions.suiting import unsuited
from app.policy.values import Policy
from app.suitability.domain import Score

__all__ = [
    "AGREEMENT_FORM", "DISCLOSURE_FORM", "ESIGN_FORM", "FormState", "Missing", "State", "Step", "StepState",
    "Surroundings", "current", "evaluate", "incomplete", "need_complete", "need_unblocked", "on_paper", "person_key",
    "read_forms", "signer_name", "signs_by_hand", "steps_of",
]  # fmt: skip

DISCLOSURE_FORM = "disclosure"
ESIGN_FORM = "esign-consent"
AGREEMENT_FORM = "agreement"
APPLICATION_FORM = "application"
INSTITUTION_FORM = "institution-application"
LETTER_FORM = "authorisation"
OWNERS_FORM = "beneficial-owners"
SEALS_FORM = "seal-card"
BY_HAND = frozenset({LETTER_FORM, SEALS_FORM})
"""Printed, signed or stamped by hand and scanned, whatever was agreed: the legal representative is not at the
display, and the impression of a seal is made on paper."""


class Step(StrEnum):
    """The steps in the order of the list."""

    IDENTITY = "identity"
    LICENCE = "licence"
    PEOPLE = "people"
    OWNERS = "owners"
    CONTACT = "contact"
    EDUCATION = "education"
    QUESTIONNAIRE = "questionnaire"
    RESULT = "result"
    DISCLOSURE = "disclosure"
    CONSENT = "consent"
    RELATIONSHIP = "relationship"
    CUSTODY = "custody"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    REVIEW = "review"
    SIGNATURES = "signatures"


OF_PERSONS = frozenset({Step.IDENTITY})
OF_INSTITUTIONS = frozenset({Step.LICENCE, Step.PEOPLE, Step.OWNERS})
"""Steps that only one kind of client has; all others are of both."""

TYPED_STEPS = OF_PERSONS | OF_INSTITUTIONS | frozenset({Step.CONTACT, Step.EDUCATION, Step.RELATIONSHIP, Step.CUSTODY})
"""The steps whose ``Missing.at`` names a typed field; in the others it names a form or a consent."""


def steps_of(*, institution: bool) -> tuple[Step, ...]:
    """The steps of an opening for a person or an institution, in order."""
    without = OF_PERSONS if institution else OF_INSTITUTIONS
    return tuple(step for step in Step if step not in without)


@dataclass(frozen=True, slots=True)
class StepState:
    """A step's state; ``missing`` names what is to be done, ``blocked_by`` the steps that come first."""

    step: Step
    state: State
    missing: tuple[Missing, ...] = ()
    blocked_by: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FormState:
    """One form of this opening: whether the client has signed it, and whether that was before a change (stale).

    ``by_paper``: it is signed on paper and scanned, ``signed`` then means that the scan is there; ``printed``: it has
    been printed for that as it stands now.
    """

    form_id: str
    title: str
    number: str
    signed: bool
    stale: bool
    needs_client: bool
    by_paper: bool = False
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a draft is judged against besides itself.

    ``sections``: of each form to be read; ``facts_digests``: of each form to be signed as it would be made now;
    ``score``: of complete answers; ``same_paper``: a client has this paper already (KY-2);
    ``marketer_problem``: why the marketing staff member may not be confirmed (SR-3); ``review_digest``: of what the
    client is to review now; ``withheld_missing``: code of what is to be done still of what the client withholds (SE-3).
    ``agent_is_staff``: an institution's agent is called like one of the marketing staff (OP-4);
    ``standing``: code of what the check of names is waiting for (KY-3); ``second_problem``: why whoever explained
    again to an older client does not count (KY-5);
    ``questionnaire_there``: the policy has a questionnaire for this kind of client.
    """

    policy: Policy
    now: datetime
    entered: Entered
    sections: Mapping[str, tuple[Section, ...]]
    forms: tuple[FormState, ...]
    score: Score | None
    unanswered: tuple[int, ...]
    same_paper: bool
    too_many_accounts: tuple[Refused, ...]
    marketer_problem: Refused | None
    teller_problem: Refused | None
    password_set: bool
    review_digest: str
    withheld_missing: str = ""
    agent_is_staff: bool = False
    questionnaire_there: bool = True
    standing: str = ""
    second_problem: Refused | None = None


def is_institution(entered: Entered) -> bool:
    """Whether the client is an institution."""
    return bool(entered.get(KIND_FIELD) == INSTITUTION)


def person_key(entered: Entered) -> str:
    """What binds an act to the person it was taken from: a digest of kind and number of the paper, and the name.

    Of an institution also who acts for it: what one agent has signed is not the next one's.
    """
    known = [str(entered.get("paper_kind")), entered.get("paper_number"), entered.get("name")]
    if is_institution(entered):
        signer = entered.get("signer", None)
        known += ["", ""] if signer is None else [signer.paper_kind, signer.paper_number]
    return digest(known)


def signer_name(entered: Entered) -> str:
    """Who signs at the display: the client; for an institution its agent, or its legal representative in person."""
    signer = entered.get("signer", None) if is_institution(entered) else None
    return str(signer.name if signer is not None else entered.get("name"))


def signs_by_hand(draft: Draft, entered: Entered, form_id: str) -> bool:
    """Whether the client signs this form on paper: all when electronic signing was declined, some always."""
    return form_id in BY_HAND or on_paper(draft, entered)


def current(draft: Draft, entered: Entered, name: str) -> Capture | None:
    """The capture if there is one and it was taken from the person entered now."""
    capture = draft.captures.get(name)
    return capture if capture is not None and capture.person == person_key(entered) else None


def on_paper(draft: Draft, entered: Entered) -> bool:
    """Whether the client declined electronic signing: print, sign by hand, scan back (KY-4)."""
    esign = current(draft, entered, "esign")
    return esign is not None and not esign.value.get("agreed")


def read_forms(entered: Entered, policy: Policy) -> tuple[str, ...]:
    """The disclosures to be read and signed: the general one and one for each permission asked for (OP-3)."""
    extra = [policy.extra_disclosures.get(p, "") for p in entered.get("permissions", ()) or ()]
    return (DISCLOSURE_FORM, *[form for form in extra if form])


def evaluate(draft: Draft, around: Surroundings) -> tuple[StepState, ...]:
    """The state of every step, in order."""
    states: dict[Step, StepState] = {}
    institution = is_institution(around.entered)
    for step in steps_of(institution=institution):
        missing = tuple(_MISSING[step](draft, around))
        before = _before(step, institution=institution)
        blocked = tuple(s for s in before if states[s].state not in (State.DONE, State.NOT_NEEDED))
        if step is Step.RELATIONSHIP and around.entered.get("brought") == "no":
            states[step] = StepState(step, State.NOT_NEEDED)
        elif not missing and not blocked:
            states[step] = StepState(step, State.DONE)
        elif blocked:
            states[step] = StepState(step, State.BLOCKED, missing, blocked)
        else:
            states[step] = StepState(step, State.MISSING, missing)
    return tuple(states.values())


def need_unblocked(states: tuple[StepState, ...], step: Step) -> None:
    """Refuse ``opening.step_blocked`` (``by``: the step that comes first) when ``step`` has to wait."""
    state = next(s for s in states if s.step is step)
    if state.blocked_by:
        by = state.blocked_by[0]
        raise Refused(
            "opening.step_blocked", step=step.value, by=by.value, step_zh=STEP_LABELS[step.value],
            by_zh=STEP_LABELS[by.value],
        )  # fmt: skip


def need_complete(draft: Draft, states: tuple[StepState, ...]) -> None:
    """Refuse ``opening.incomplete`` (``steps``: what is missing) unless every required step is done (OP-6)."""
    if draft.status is not Status.OPEN:
        raise Refused("opening.not_open", number=draft.case_number)
    left = [s.step.value for s in states if s.state not in (State.DONE, State.NOT_NEEDED)]
    if left:
        raise incomplete(*left)


def incomplete(*steps: str) -> Refused:
    """The refusal ``opening.incomplete`` that names the steps."""
    return Refused("opening.incomplete", steps=", ".join(steps), steps_zh="、".join(STEP_LABELS[s] for s in steps))


_BEFORE: dict[Step, tuple[Step, ...]] = {
    Step.QUESTIONNAIRE: (Step.IDENTITY,),
    Step.RESULT: (Step.QUESTIONNAIRE,),
    Step.DISCLOSURE: (Step.IDENTITY, Step.EDUCATION),
    Step.CONSENT: (Step.IDENTITY,),
    Step.CUSTODY: (Step.CONSENT,),
    Step.PASSWORD: (Step.IDENTITY, Step.CONTACT),
    Step.REVIEW: (Step.IDENTITY, Step.CONTACT, Step.RELATIONSHIP, Step.CUSTODY),
    Step.SIGNATURES: (Step.EDUCATION, Step.RESULT, Step.DISCLOSURE, Step.CONSENT, Step.REVIEW),
}


def _before(step: Step, *, institution: bool) -> tuple[Step, ...]:
    """What comes before a step. Where a person is identified first, an institution is, and who acts for it."""
    before = _BEFORE.get(step, ())
    if not institution:
        return before
    if step is Step.REVIEW:
        before = (*before, Step.OWNERS)
    return tuple(one for of in before for one in ((Step.LICENCE, Step.PEOPLE) if of is Step.IDENTITY else (of,)))


def _problems(around: Surroundings, names: tuple[str, ...]) -> list[Missing]:
    return [Missing(r.code, name, r.facts) for name, r in around.entered.problems_in(names).items()]


def _identity(draft: Draft, around: Surroundings) -> list[Missing]:
    found = _problems(around, typed.IDENTITY)
    if around.same_paper:
        found.append(Missing("clients.same_paper", "paper_number"))
    return found


def _licence(draft: Draft, around: Surroundings) -> list[Missing]:
    found = _problems(around, LICENCE)
    if around.same_paper:
        found.append(Missing("clients.same_paper", "paper_number"))
    if not around.questionnaire_there:
        found.append(Missing("opening.no_institution_questionnaire", KIND_FIELD))
    return found


def _people(draft: Draft, around: Surroundings) -> list[Missing]:
    found = _problems(around, PEOPLE)
    if around.agent_is_staff and "agent_name" not in around.entered.problems:
        found.append(Missing("institutions.agent_is_staff", "agent_name"))
    return found


def _owners(draft: Draft, around: Surroundings) -> list[Missing]:
    return _problems(around, OWNERS)


def _contact(draft: Draft, around: Surroundings) -> list[Missing]:
    found = _problems(around, typed.CONTACT)
    if around.withheld_missing and not around.entered.problems.keys() & {"withheld", "introducer"}:
        found.append(Missing(around.withheld_missing, "withheld"))
    found += _unsuited(draft, around)
    return found + [Missing(r.code, r.field or "", r.facts) for r in around.too_many_accounts]


def _unsuited(draft: Draft, around: Surroundings) -> list[Missing]:
    """Business asked for that does not suit the client, once the client has confirmed the result (OP-3, RA-5)."""
    if current(draft, around.entered, "result") is None or around.score is None:
        return []  # nobody at the teller's side hears of the level before (KY-6)
    policy, entered = around.policy, around.entered
    experience = None if is_institution(entered) else str(entered.get("experience", "") or "")
    for key in entered.get("permissions", ()) or ():
        refused = unsuited(
            policy.permission(key), policy, policy.questionnaire, level=around.score.level, experience=experience
        )
        if refused is not None:
            return [Missing(refused.code, "permissions", refused.facts)]
    return []


def _education(draft: Draft, around: Surroundings) -> list[Missing]:
    found = _problems(around, typed.EDUCATION)
    if around.teller_problem is not None and "education_by" not in around.entered.problems:
        found.append(Missing(around.teller_problem.code, "education_by", around.teller_problem.facts))
    if around.second_problem is not None and "second_by" not in around.entered.problems:
        found.append(Missing(around.second_problem.code, "second_by", around.second_problem.facts))
    return found


def _questionnaire(draft: Draft, around: Surroundings) -> list[Missing]:
    if current(draft, around.entered, "answers") is None:
        return [Missing("opening.questionnaire_missing")]
    if around.unanswered:
        return [Missing("opening.questions_left", facts={"count": len(around.unanswered)})]
    return []


def _result(draft: Draft, around: Surroundings) -> list[Missing]:
    capture = current(draft, around.entered, "result")
    if capture is None or around.score is None:
        return [Missing("opening.result_not_confirmed")]
    if capture.value.get("score") != digest(around.score):
        return [Missing("opening.result_changed")]
    return []


def _disclosure(draft: Draft, around: Surroundings) -> list[Missing]:
    found = []
    for form_id in read_forms(around.entered, around.policy):
        capture = current(draft, around.entered, f"read:{form_id}")
        read = dict(capture.value) if capture is not None else {}
        left = unread(around.sections[form_id], read, around.policy)
        if left:
            found.append(Missing("opening.sections_unread", form_id, {"count": len(left)}))
        elif current(draft, around.entered, f"confirmed:{form_id}") is None:
            found.append(Missing("opening.disclosure_not_confirmed", form_id))
    return found


def _consent(draft: Draft, around: Surroundings) -> list[Missing]:
    found = []
    paper = on_paper(draft, around.entered)
    required = NEEDED_ON_PAPER if paper else REQUIRED_CONSENTS
    if current(draft, around.entered, "esign") is None:
        found.append(Missing("opening.esign_not_agreed"))
    for choice in around.policy.consents:
        capture = current(draft, around.entered, f"consent:{choice.code}")
        if capture is None:
            found.append(Missing("opening.consent_not_asked", choice.code))
        elif choice.code in required and not capture.value.get("agreed"):
            found.append(Missing("opening.consent_declined", choice.code))
    if not paper and not _signed(around, ESIGN_FORM):
        found.append(Missing("opening.esign_not_signed"))
    agreement = current(draft, around.entered, f"read:{AGREEMENT_FORM}")
    read = dict(agreement.value) if agreement is not None else {}
    if unread(around.sections[AGREEMENT_FORM], read, around.policy):
        found.append(Missing("opening.agreement_unread"))
    elif current(draft, around.entered, f"confirmed:{AGREEMENT_FORM}") is None:
        found.append(Missing("opening.agreement_not_confirmed"))
    return found


REQUIRED_CONSENTS = frozenset({"pen", "bank"})
"""Without these two nothing can be signed electronically or tied to a bank here (KY-4)."""
NEEDED_ON_PAPER = frozenset({"bank"})
"""On paper no pen data arises; the bank data is stored all the same."""


def _signed(around: Surroundings, form_id: str) -> bool:
    return any(form.form_id == form_id and form.signed and not form.stale for form in around.forms)


def _relationship(draft: Draft, around: Surroundings) -> list[Missing]:
    found = _problems(around, typed.RELATIONSHIP)
    if around.entered.get("brought") != "yes":
        return found
    if around.marketer_problem is not None:
        found.append(Missing(around.marketer_problem.code, "marketer", around.marketer_problem.facts))
    elif not found and current(draft, around.entered, "relationship") is None:
        found.append(Missing("opening.relationship_not_confirmed"))
    return found


def _custody(draft: Draft, around: Surroundings) -> list[Missing]:
    return _problems(around, typed.CUSTODY)


def _password(draft: Draft, around: Surroundings) -> list[Missing]:
    return [] if around.password_set else [Missing("opening.password_not_set")]


def _review(draft: Draft, around: Surroundings) -> list[Missing]:
    capture = current(draft, around.entered, "review")
    if capture is None:
        return [Missing("opening.not_reviewed")]
    if capture.value.get("digest") != around.review_digest:
        return [Missing("opening.changed_since_review")]
    return []


def _signatures(draft: Draft, around: Surroundings) -> list[Missing]:
    waiting = [Missing(around.standing)] if around.standing else []
    return waiting + [
        Missing(_UNSIGNED[form.by_paper, form.stale], form.form_id, {"title": form.title})
        for form in around.forms
        if form.needs_client and (form.stale or not form.signed)
    ]


_UNSIGNED = {
    (False, False): "opening.signature_missing",
    (False, True): "opening.signature_stale",
    (True, False): "opening.scan_missing",
    (True, True): "opening.scan_stale",
}
"""What is missing of a form, by whether it is signed on paper and whether it was signed before a change."""


_MISSING: dict[Step, Callable[[Draft, Surroundings], list[Missing]]] = {
    Step.IDENTITY: _identity,
    Step.LICENCE: _licence,
    Step.PEOPLE: _people,
    Step.OWNERS: _owners,
    Step.CONTACT: _contact,
    Step.EDUCATION: _education,
    Step.QUESTIONNAIRE: _questionnaire,
    Step.RESULT: _result,
    Step.DISCLOSURE: _disclosure,
    Step.CONSENT: _consent,
    Step.RELATIONSHIP: _relationship,
    Step.CUSTODY: _custody,
    Step.PASSWORD: _password,
    Step.REVIEW: _review,
    Step.SIGNATURES: _signatures,
}
