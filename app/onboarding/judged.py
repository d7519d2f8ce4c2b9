"""An opening together with everything it is judged by, read in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from app.archive.press import Press, Section
from app.bookings import storage as bookings
from app.clients import storage as clients
from app.clients.domain import DuplicateReport
from app.clients.duplicates import duplicates
from app.clients.papers import age_on
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import digest
from app.custody import storage as custody
from app.due_diligence import screening
from app.onboarding import making
from app.onboarding.draft import Draft, Status
from app.onboarding.facts import BranchFacts
from app.onboarding.fields import ACCOUNT_MARKETS, Entered, is_older, read_fields
from app.onboarding.institution_fields import INSTITUTION, KIND_FIELD
from app.onboarding.making import Sources
from app.onboarding.steps import (
    AGREEMENT_FORM,
    TYPED_STEPS,
    FormState,
    StepState,
    Surroundings,
    current,
    evaluate,
    is_institution,
    on_paper,
    person_key,
    read_forms,
    signs_by_hand,
)
from app.onboarding.tax_making import looked_up
from app.onboarding.view import OpeningView, QuestionnaireProgress, ReadOff
from app.onboarding.withheld import Withheld, withheld_of
from app.policy import storage as policies
from app.policy.values import Policy
from app.relationship.domain import check_member
from app.staff import storage as staff
from app.staff.domain import StaffMember
from app.suitability import domain as suitability


@dataclass(slots=True)
class Secrets:
    """Password hashes set by clients in unfinished openings: in memory only, gone with the program (OP-5)."""

    hashes: dict[str, tuple[str, str]] = field(default_factory=dict)

    def put(self, case_number: str, person: str, hashed: str) -> None:
        """Keep the hash that ``person`` set in this case."""
        self.hashes[case_number] = (person, hashed)

    def get(self, case_number: str, person: str) -> str | None:
        """The hash, when it was set by ``person``."""
        kept = self.hashes.get(case_number)
        return kept[1] if kept is not None and kept[0] == person else None

    def drop(self, case_number: str) -> None:
        """Forget."""
        self.hashes.pop(case_number, None)


@dataclass(frozen=True, slots=True)
class Surface:
    """What every use case of the opening stands on."""

    press: Press
    policy: Policy
    clock: Clock
    branch: BranchFacts
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Judged:
    """A draft with its surroundings and the state of its steps."""

    draft: Draft
    sources: Sources
    around: Surroundings
    steps: tuple[StepState, ...]
    duplicates: DuplicateReport
    withheld: Withheld | None = None

    @property
    def policy(self) -> Policy:
        """The policy that the opening was begun with; it is finished by this one, whatever holds by then."""
        return self.sources.policy

    @property
    def entered(self) -> Entered:
        """The typed fields as values."""
        return self.sources.entered


def judge(conn: sa.Connection, draft: Draft, surface: Surface) -> Judged:
    """Everything about ``draft`` as it stands now, by the policy that it was begun with."""
    policy = policies.of_case(conn, draft.case_number, surface.policy)
    institution = draft.text(KIND_FIELD) == INSTITUTION
    if institution:
        policy = policy.for_institutions()
    surface = replace(surface, policy=policy)
    now = surface.clock.now()
    entered = read_fields(draft.fields, surface.policy, now)
    if draft.status is Status.OPEN:
        _bank_account_free(conn, entered)
    marketer = _staff(conn, entered.get("marketer")) if entered.get("brought") == "yes" else None
    booking = bookings.by_number(conn, draft.booking_number) if draft.booking_number else None
    sources = Sources(
        draft=draft,
        entered=entered,
        policy=surface.policy,
        branch=surface.branch,
        booking=booking,
        booking_staff=staff.by_id(conn, booking.staff_id) if booking is not None else None,
        checked_by=draft.opened_by_name,
        marketer=marketer,
        educator=_staff(conn, entered.get("education_by")),
        second=_staff(conn, entered.get("second_by")),
    )
    withheld = withheld_of(conn, draft, entered, surface.policy, branch_day(now))
    if withheld is not None:
        sources = replace(sources, withheld=withheld.facts())
    report = _duplicates(conn, entered)
    around = Surroundings(
        policy=surface.policy,
        now=now,
        entered=entered,
        sections=_sections(surface.press, entered, surface.policy),
        forms=_forms(sources, surface.press),
        score=_score(sources),
        unanswered=_unanswered(sources),
        same_paper=report.same_paper is not None and report.same_paper.id != draft.client_id,
        too_many_accounts=_too_many(conn, entered),
        marketer_problem=_marketer_problem(sources, surface),
        teller_problem=_educator_problem(sources),
        password_set=surface.secrets.get(draft.case_number, person_key(entered)) is not None,
        review_digest=making.review_digest(sources),
        withheld_missing="" if withheld is None else withheld.missing,
        agent_is_staff=_agent_is_staff(conn, entered),
        standing=screening.look(conn, looked_up(entered), case_number=draft.case_number).value,
        second_problem=_second_problem(sources),
        questionnaire_there=not institution or policy.institution_questionnaire is not None,
    )
    return Judged(draft, sources, around, evaluate(draft, around), report, withheld)


def _bank_account_free(conn: sa.Connection, entered: Entered) -> None:
    """Say at its field that the bank account belongs to another fund account already, before anything is signed."""
    bank, account = entered.get("bank"), entered.get("bank_account")
    if bank and account and custody.bank_account_tied(conn, bank, account):
        entered.problems.setdefault("bank_account", Refused("custody.bank_account_tied", field="bank_account"))


def _staff(conn: sa.Connection, number: str) -> StaffMember | None:
    return staff.by_number(conn, number) if number else None


def _agent_is_staff(conn: sa.Connection, entered: Entered) -> bool:
    """Whether the agent is called like one of the marketing staff, and nobody has said that it is another (OP-4)."""
    agent = entered.get("agent", None)
    if not agent or entered.get("agent_not_staff") == "yes":
        return False
    return any(member.active and member.name == agent.name for member in staff.marketing(conn))


def _duplicates(conn: sa.Connection, entered: Entered) -> DuplicateReport:
    return duplicates(
        conn,
        paper_kind=str(entered.get("paper_kind")),
        paper_number=entered.get("paper_number"),
        name=entered.get("name"),
        birth_date=entered.get("birth_date", None) or None,
        mobile=entered.get("mobile"),
    )


def _too_many(conn: sa.Connection, entered: Entered) -> tuple[Refused, ...]:
    """Existing securities accounts that are listed under another client already (KY-2)."""
    found = []
    for market in ACCOUNT_MARKETS:
        number = entered.get(f"{market}_number") if entered.get(market) == "existing" else ""
        if number and clients.securities_account_owner(conn, market, number) is not None:
            found.append(Refused("clients.account_listed_elsewhere", field=f"{market}_number"))
    return tuple(found)


def _sections(press: Press, entered: Entered, policy: Policy) -> Mapping[str, tuple[Section, ...]]:
    return {form_id: press.sections(form_id) for form_id in (*read_forms(entered, policy), AGREEMENT_FORM)}


def _forms(sources: Sources, press: Press) -> tuple[FormState, ...]:
    states = []
    for form_id in making.forms_of(sources):
        info = press.info(form_id)
        paper = signs_by_hand(sources.draft, sources.entered, form_id)
        capture, printed = sources.capture(f"signature:{form_id}"), sources.capture(f"printed:{form_id}")
        facts = making.make_facts(sources, form_id) if capture is not None or printed is not None else None
        bound = signed_digest(info.version, facts) if facts is not None else ""
        if capture is not None and (SCAN in capture.value) is not paper:
            capture = None
        states.append(
            FormState(
                form_id=form_id,
                title=info.title,
                number=making.document_number(sources.draft.case_number, form_id),
                signed=capture is not None,
                stale=capture is not None and capture.value["digest"] != bound,
                needs_client="client" in info.signers,
                by_paper=paper and "client" in info.signers,
                printed=paper and printed is not None and printed.value["digest"] == bound,
            )
        )
    return tuple(states)


SCAN = "scan"
"""The key of a ``signature:`` capture that was made on paper: the SHA-256 of the sealed scan."""
INK = "ink"
"""The key of a ``signature:`` capture that was made on the display."""


def signed_digest(form_version: str, facts: object) -> str:
    """What a client's signature on a form is bound to: the version of its text and every fact on it."""
    return digest([form_version, facts])


def _answers(sources: Sources) -> suitability.Answers | None:
    capture = sources.capture("answers")
    return making.answers_of(capture) if capture is not None else None


def _unanswered(sources: Sources) -> tuple[int, ...]:
    answers = _answers(sources)
    return tuple(suitability.missing(answers or {}, sources.policy.questionnaire))


def _score(sources: Sources) -> suitability.Score | None:
    answers = _answers(sources)
    if answers is None or _unanswered(sources):
        return None
    return suitability.assess(answers, sources.policy.questionnaire)


def _marketer_problem(sources: Sources, surface: Surface) -> Refused | None:
    if sources.entered.get("brought") != "yes" or not sources.entered.get("marketer"):
        return None
    try:
        check_member(sources.marketer, branch_day(surface.clock.now()))
    except Refused as refused:
        return refused
    return None


def _second_problem(sources: Sources) -> Refused | None:
    """Who explains again is another person than who explained first, and than the teller (KY-5)."""
    number, second = sources.entered.get("second_by"), sources.second
    if not number:
        return None
    if second is None or not second.active:
        return Refused("staff.unknown", field="second_by")
    first = sources.educator
    if second.id == sources.draft.opened_by or (first is not None and second.id == first.id):
        return Refused("opening.second_is_first", field="second_by")
    return None


def _educator_problem(sources: Sources) -> Refused | None:
    if sources.entered.get("education_by") and sources.educator is None:
        return Refused("staff.unknown", field="education_by")
    return None


def view_of(judged: Judged, conn: sa.Connection) -> OpeningView:
    """What the window shows of a judged draft."""
    draft, entered, around = judged.draft, judged.entered, judged.around
    problems = dict(entered.problems)
    for state in judged.steps:
        for missing in state.missing if state.step in TYPED_STEPS else ():
            if missing.at and missing.at not in problems:
                problems[missing.at] = Refused(missing.code, field=missing.at, **missing.facts)
    marketer = judged.sources.marketer
    return OpeningView(
        draft=draft,
        policy=judged.policy,
        steps=judged.steps,
        forms=around.forms,
        problems=problems,
        warnings=entered.warnings,
        read_off=_read_off(judged),
        questionnaire=_progress(judged),
        same_paper=judged.duplicates.same_paper if around.same_paper else None,
        likely_duplicates=tuple(likely.hit for likely in judged.duplicates.likely),
        booking=judged.sources.booking,
        booking_matches=tuple(
            bookings.match(
                conn, mobile=entered.get("mobile"), paper_number=entered.get("paper_number"), name=entered.get("name")
            )
        ),
        marketer_name=marketer.name if marketer is not None else "",
        marketer_problem=around.marketer_problem,
        consents={
            choice.code: bool(capture.value.get("agreed"))
            for choice in around.policy.consents
            if (capture := current(draft, entered, f"consent:{choice.code}")) is not None
        },
        disclosures_read=_read_counts(judged),
        password_set=around.password_set,
        by_paper=on_paper(draft, entered),
        complete=all(state.state.value in ("done", "not-needed") for state in judged.steps),
        older=is_older(entered, judged.policy, branch_day(around.now)),
        withheld=judged.withheld,
        institution=is_institution(entered),
        beneficial_owners=entered.get("beneficial_owners") or (),
    )


def _read_off(judged: Judged) -> ReadOff:
    birth = judged.entered.get("birth_date", None) or None
    if is_institution(judged.entered):
        return ReadOff(None, None, None)
    age = age_on(birth, branch_day(judged.around.now)) if birth is not None else None
    return ReadOff(birth, judged.entered.get("sex") or None, age)


def _progress(judged: Judged) -> QuestionnaireProgress:
    of = len(judged.around.policy.questionnaire.questions)
    capture = judged.sources.capture("answers")
    signed = any(form.form_id == "assessment" and form.signed and not form.stale for form in judged.around.forms)
    score = judged.around.score
    return QuestionnaireProgress(
        answered=of - len(judged.around.unanswered) if capture is not None else 0,
        of=of,
        confirmed=judged.sources.capture("result") is not None,
        level_label=score.level_label if signed and score is not None else "",
        total=score.total if signed and score is not None else None,
        marks=tuple(capture.value.get("marks", ())) if capture is not None else (),
    )


def _read_counts(judged: Judged) -> dict[str, tuple[int, int]]:
    counts = {}
    for form_id, sections in judged.around.sections.items():
        capture = judged.sources.capture(f"read:{form_id}")
        read = capture.value if capture is not None else {}
        counts[form_id] = (sum(section.id in read for section in sections), len(sections))
    return counts
