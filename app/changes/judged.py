"""A change with everything it is judged by, read in one transaction; what it shows to a window follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.cases.case import Capture
from app.changes import making, storage
from app.changes.banks import accounts_in_words
from app.changes.case import Case
from app.changes.fields import identity
from app.changes.kind import Asking, ChangeKind, Told
from app.changes.kinds import kind_of
from app.changes.steps import FormLine, Missing, Step, StepState, evaluate
from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.clients.papers import is_older
from app.common.clock import Clock, branch_day
from app.common.values import digest
from app.custody import storage as custody
from app.custody.picture import Pictured, pictured
from app.disclosure.domain import unread
from app.due_diligence import screening
from app.due_diligence.domain import Standing, worst
from app.institutions import storage as institutions
from app.institutions.domain import Institution
from app.onboarding.judged import Secrets
from app.policy import storage as policies
from app.policy.values import Policy

SCAN, INK = "scan", "ink"
"""The keys of a ``signature:`` act that was made on paper (SHA-256 of the sealed scan), or on the display."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What every use case of changes stands on."""

    press: Press
    policy: Policy
    clock: Clock
    branch: BranchFacts
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Judged:
    """A case in its surroundings. ``accounts``: open fund accounts with their banks, in words (CU-3).

    ``standing``: whether the watch list lets the change be made: hits of the client and of people new with it (KY-3).
    """

    case: Case
    kind: ChangeKind
    client: Client
    policy: Policy
    branch: BranchFacts
    now: datetime
    today: date
    told: Told
    accounts: tuple[str, ...]
    pictured: tuple[Pictured, ...]
    password_set: bool
    forms: tuple[FormLine, ...] = ()
    steps: tuple[StepState, ...] = ()
    institution: Institution | None = None
    standing: Standing = Standing.FREE

    def on_paper(self, form_id: str) -> bool:
        """Whether a form is signed by hand: all are, or this one always is."""
        return self.case.by_paper or form_id in self.told.by_hand

    @property
    def older(self) -> bool:
        """Whether the client had the policy's age when the case was begun (KY-5)."""
        return is_older(
            self.client.birth_date, branch_day(self.case.opened_at), self.policy.older.age,
            institution=self.client.kind is ClientKind.INSTITUTION,
        )  # fmt: skip

    @property
    def signer_name(self) -> str:
        """Who signs: the client, or who came for an institution."""
        return self.client.name if self.told.acts is None else self.told.acts.name

    def capture(self, name: str) -> Capture | None:
        """The act of this name."""
        return self.case.captures.get(name)

    def form_ids(self) -> tuple[str, ...]:
        """The forms of the case: the application, what is read first, what else is signed."""
        return (self.kind.form_id, *self.told.reads, *self.told.signs)

    def document_number(self, form_id: str) -> str:
        """The number of a form: the case's and its place."""
        return f"{self.case.number}-{self.form_ids().index(form_id) + 1:02d}"


def signed_digest(form_version: str, facts: object) -> str:
    """What a client's signature on a form is bound to: the version of its text and every fact on it."""
    return digest([form_version, facts])


def judge(conn: sa.Connection, case: Case, surface: Surface) -> Judged:
    """Everything about ``case`` as it stands now, by the policy that it was begun with."""
    policy = policies.of_case(conn, case.number, surface.policy)
    now = surface.clock.now()
    kind, client = kind_of(case.kind), clients.get_client(conn, case.client_id)
    found = institutions.of_client(conn, client.id) if client.kind is ClientKind.INSTITUTION else None
    asking = Asking(conn, case, client, policy, now, branch_day(now), found)
    told, held = kind.read(asking), custody.held(conn, client.id)
    identity(asking, told, renews=kind.renews_paper, letter_scope=kind.letter_scope)
    judged = Judged(
        case=case, kind=kind, client=client, policy=policy, branch=surface.branch, now=now, today=asking.today,
        told=told, accounts=accounts_in_words(held, policy), pictured=pictured(held, policy.choices("banks")),
        password_set=surface.secrets.get(case.number, client.id) is not None,
        institution=found,
        standing=worst(
            screening.of_client(conn, client.id), screening.look(conn, told.subjects, case_number=case.number)
        ),
    )  # fmt: skip
    judged = replace(judged, forms=tuple(_form(judged, form_id, surface.press) for form_id in judged.form_ids()))
    return replace(judged, steps=evaluate(_missing(judged, surface.press), _needed(judged)))


def load(conn: sa.Connection, number: str, surface: Surface, *, lock: bool = False) -> Judged:
    """The case of this number, judged. Refused: ``changes.unknown``."""
    return judge(conn, storage.load(conn, number, lock=lock), surface)


def _form(judged: Judged, form_id: str, press: Press) -> FormLine:
    info = press.info(form_id)
    signed, printed = judged.capture(f"signature:{form_id}"), judged.capture(f"printed:{form_id}")
    bound = ""
    if signed is not None or printed is not None:
        facts = making.facts_of(judged, form_id)
        bound = signed_digest(info.version, facts) if facts is not None else ""
    by_hand = judged.on_paper(form_id)
    if signed is not None and (SCAN in signed.value) is not by_hand:
        signed = None
    return FormLine(
        form_id=form_id, title=info.title, number=judged.document_number(form_id), signed=signed is not None,
        stale=signed is not None and signed.value["digest"] != bound,
        printed=by_hand and printed is not None and printed.value["digest"] == bound,
        read=form_id in judged.told.reads, on_paper=by_hand,
    )  # fmt: skip


def _needed(judged: Judged) -> frozenset[Step]:
    needed = {Step.IDENTITY, Step.CHANGE, Step.SIGNING}
    if judged.told.reads:
        needed.add(Step.READING)
    if judged.kind.sets_password:
        needed.add(Step.PASSWORD)
    return frozenset(needed)


IDENTITY_FIELDS = frozenset({"paper_shown", "original_seen", "second_by"})


def _missing(judged: Judged, press: Press) -> Mapping[Step, tuple[Missing, ...]]:
    wrong = [Missing(each.code, name, each.facts) for name, each in judged.told.problems.items()]
    signing = [Missing("changes.not_reviewed")] if not judged.case.by_paper and not reviewed(judged) else []
    for form in judged.forms:
        if form.stale:
            signing.append(Missing("changes.signature_stale", form.form_id, {"title": form.title}))
        elif not form.signed:
            code = "changes.not_scanned" if form.on_paper else "changes.not_signed"
            signing.append(Missing(code, form.form_id, {"title": form.title}))
    if judged.standing is not Standing.FREE:
        signing.append(Missing(judged.standing.value))
    return {
        Step.IDENTITY: tuple(each for each in wrong if each.at in IDENTITY_FIELDS),
        Step.CHANGE: tuple(each for each in wrong if each.at not in IDENTITY_FIELDS),
        Step.READING: tuple(_unread(judged, press)),
        Step.PASSWORD: () if judged.password_set else (Missing("changes.password_not_set"),),
        Step.SIGNING: tuple(signing),
    }


def _unread(judged: Judged, press: Press) -> list[Missing]:
    found = []
    for form_id in judged.told.reads:
        read, confirmed = judged.capture(f"read:{form_id}"), judged.capture(f"confirmed:{form_id}")
        seconds = {} if read is None else {name: float(value) for name, value in read.value.items()}
        left = unread(press.sections(form_id), seconds, judged.policy)
        if left:
            found.append(Missing("changes.sections_unread", form_id, {"count": len(left)}))
        elif confirmed is None:
            found.append(Missing("changes.reading_not_confirmed", form_id))
    return found


def reviewed(judged: Judged) -> bool:
    """Whether the client has confirmed what stands on the application now (OP-1)."""
    review = judged.capture("review")
    return review is not None and review.value.get("digest") == review_digest(judged)


def review_digest(judged: Judged) -> str:
    """What the client confirms, as one digest."""
    return digest(making.application(judged))
