"""A case together with everything it is judged by: the client, the policy it was begun with, the facts of its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.heads import Head
from app.archive.press import Press
from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.clients.papers import is_older
from app.common.clock import Clock, branch_day
from app.common.values import digest
from app.institutions import storage as institutions
from app.institutions.domain import Institution
from app.onboarding.draft import Capture
from app.onboarding.facts import BranchFacts
from app.onboarding.judged import signed_digest
from app.onboarding.making import answers_of, assessment_facts
from app.onboarding.registered import registered_party
from app.onboarding.steps import ESIGN_FORM, FormState
from app.policy import storage as policies
from app.policy.values import Policy, Questionnaire
from app.risk_cases import storage
from app.risk_cases.domain import Kind, RiskCase, RiskView, Step
from app.risk_cases.facts import MismatchFacts
from app.suitability import domain as suitability
from app.suitability import product_rows
from app.suitability import storage as assessments
from app.suitability.products import Match, match

SIGNATURE, SECOND = "signature", "second"
ANSWERS, RESULT, NOTICE = "answers", "result", "notice"


@dataclass(frozen=True, slots=True)
class Surface:
    """What every use case stands on. ``policy``: today's."""

    press: Press
    policy: Policy
    clock: Clock
    branch: BranchFacts


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with its surroundings; ``facts``: of its form, None while something of it is missing."""

    case: RiskCase
    client: Client
    policy: Policy
    before: suitability.Assessment | None
    match: Match | None
    by_paper: bool
    branch: BranchFacts
    press: Press
    institution: Institution | None = None

    @property
    def questionnaire(self) -> Questionnaire:
        """The one that the case was begun with."""
        return self.policy.questionnaire

    @property
    def person(self) -> str:
        """What acts are bound to: the client as registered now."""
        return digest(registered_party(self.client, self.policy, self.institution))

    def capture(self, name: str) -> Capture | None:
        """An act of the client as registered now."""
        found = self.case.captures.get(name)
        return found if found is not None and found.person == self.person else None

    @property
    def answers(self) -> suitability.Answers:
        """The answers given so far."""
        capture = self.capture(ANSWERS)
        return {} if capture is None else answers_of(capture)

    @property
    def unanswered(self) -> tuple[int, ...]:
        """Questions without an answer."""
        return suitability.missing(self.answers, self.questionnaire)

    @property
    def score(self) -> suitability.Score | None:
        """The result, once all questions are answered."""
        if self.case.kind is not Kind.REASSESSMENT or self.unanswered:
            return None
        return suitability.assess(self.answers, self.questionnaire)

    @property
    def second(self) -> str:
        """Who explained again to an older client, by name and number; empty while nobody has (KY-5)."""
        capture = self.capture(SECOND)
        return "" if capture is None else f"{capture.value['name']}（工号{capture.value['number']}）"

    @property
    def older(self) -> bool:
        """Whether the client had the policy's age when the case was begun (KY-5)."""
        return is_older(
            self.client.birth_date, branch_day(self.case.opened_at), self.policy.older.age,
            institution=self.client.kind is ClientKind.INSTITUTION,
        )  # fmt: skip

    def facts(self) -> object | None:
        """What the form says; None while something of it is missing."""
        head = Head(
            number=self.case.document_number, case_number=self.case.number, made_on=branch_day(self.case.opened_at),
            branch=self.branch, teller_name=self.case.opened_by_name, teller_number=self.case.opened_by_number,
            large=self.older,
        )  # fmt: skip
        person = registered_party(self.client, self.policy, self.institution)
        if self.case.kind is Kind.REASSESSMENT:
            capture = self.capture(ANSWERS)
            if capture is None or self.unanswered:
                return None
            return assessment_facts(head, person, self.questionnaire, capture, second=self.second)
        notice, product, before = self.capture(NOTICE), self.match, self.before
        if notice is None or product is None or before is None:
            return None
        return MismatchFacts(
            head=head, person=person, product_code=product.product.code, product_name=product.product.name,
            product_kind=product.product.kind, product_class=product.product_class, level=product.level,
            total=before.total, assessed_on=branch_day(before.assessed_at), valid_until=before.valid_until,
            may_buy=product.may_buy, policy_version=product.policy_version, confirmed_at=notice.at,
            second=self.second,
        )  # fmt: skip

    def bound(self) -> str:
        """What a signature on the form is bound to; empty while there is nothing to sign."""
        facts = self.facts()
        return "" if facts is None else signed_digest(self.press.info(self.case.form_id).version, facts)

    @property
    def signed(self) -> bool:
        """Whether the form was signed as it stands now."""
        capture = self.capture(SIGNATURE)
        return capture is not None and bool(self.bound()) and capture.value["digest"] == self.bound()

    def done(self) -> tuple[Step, ...]:
        """The steps that are done."""
        result = self.capture(RESULT)
        score = self.score
        found = []
        if self.case.kind is Kind.REASSESSMENT and not self.unanswered:
            found.append(Step.QUESTIONNAIRE)
        if score is not None and result is not None and result.value["score"] == digest([score, self.answers]):
            found.append(Step.RESULT)
        if self.capture(NOTICE) is not None:
            found.append(Step.NOTICE)
        if self.signed:
            found.append(Step.SIGNATURES)
        return tuple(found)


def judge(conn: sa.Connection, case: RiskCase, surface: Surface) -> Judged:
    """Everything about ``case`` as it stands now, by the policy that it was begun with."""
    policy = policies.of_case(conn, case.number, surface.policy)
    client = clients.get_client(conn, case.client_id)
    if client.kind is ClientKind.INSTITUTION:
        policy = policy.for_institutions()
    institution = institutions.of_client(conn, client.id) if client.kind is ClientKind.INSTITUTION else None
    before = assessments.latest(conn, client.id, policy.questionnaire.pack)
    found = None
    if case.kind is Kind.MISMATCH:
        product = product_rows.get(conn, policy.questionnaire.pack, case.product)
        found = match(product, before, policy.questionnaire, branch_day(surface.clock.now()))
    return Judged(
        case, client, policy, before, found, by_paper(conn, client.id), surface.branch, surface.press, institution
    )


def by_paper(conn: sa.Connection, client_id: str) -> bool:
    """Whether the client never agreed to sign electronically: then the form is signed by hand (KY-4)."""
    return all(document.form_id != ESIGN_FORM for document in archive.of_client(conn, client_id))


def view(conn: sa.Connection, number: str, surface: Surface) -> RiskView:
    """The case as the window shows it."""
    return view_of(judge(conn, storage.load(conn, number), surface))


def view_of(judged: Judged) -> RiskView:
    """What the window shows of a judged case."""
    case, score, done = judged.case, judged.score, judged.done()
    answers = judged.capture(ANSWERS)
    shown = score if Step.SIGNATURES in done or (judged.by_paper and Step.RESULT in done) else None
    until: date | None = None
    if shown is not None and answers is not None:
        until = suitability.valid_until(branch_day(answers.at), judged.questionnaire.validity_months)
    info = judged.press.info(case.form_id)
    form = FormState(
        form_id=case.form_id, title=info.title, number=case.document_number, signed=judged.signed,
        stale=judged.capture(SIGNATURE) is not None and not judged.signed, needs_client=True, by_paper=judged.by_paper,
        printed=False,
    )  # fmt: skip
    before = judged.before
    return RiskView(
        case=case, client_number=judged.client.number, client_name=judged.client.name, forms=(form,), done=done,
        by_paper=judged.by_paper, answered=len(judged.answers), of=len(judged.questionnaire.questions),
        level_label=shown.level_label if shown is not None else "", total=shown.total if shown is not None else None,
        valid_until=until, marks=tuple(answers.value.get("marks", ())) if answers is not None else (), before=before,
        before_label=judged.questionnaire.level_label(before.level) if before is not None else "", match=judged.match,
        older=judged.older, second=judged.second,
    )  # fmt: skip
