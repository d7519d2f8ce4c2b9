"""Taking a complaint in: the draft that survives, the evidence, the complaint itself (CP-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.clients import numbers
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import canonical_json, clean_text, new_id
from app.complaints import storage
from app.complaints.checks import check_complainant
from app.complaints.desk import SUBJECT, Desk
from app.complaints.domain import (
    FACTS_LIMIT,
    MOST_RESPONDENTS,
    TOPIC,
    WORDS_LIMIT,
    Complainant,
    Complaint,
    Event,
    Evidence,
    Gravity,
    Kind,
    Level,
    Respondent,
    Source,
    State,
    Step,
)
from app.complaints.evidence import read_evidence
from app.complaints.follow_up import note_incident, renew_tasks
from app.complaints.seeing import part_of, visible
from app.staff import storage as staff
from app.staff.domain import StaffKind
from app.storage.changes import tell
from app.storage.db import Writing
from app.trading_days import storage as trading_days

SERIES = "TS"
"""What the number of a complaint begins with."""
MOST_TYPED = 40_000
"""Characters of a draft."""
MOST_EVIDENCE = 20
"""Files of evidence of one complaint."""

UNITS = {
    StaffKind.COUNTER: "柜台运营",
    StaffKind.MARKETING: "市场营销",
    StaffKind.MANAGER: "营业部管理",
    StaffKind.COMPLIANCE: "合规",
    StaffKind.ARCHIVIST: "档案",
    StaffKind.OTHER: "其他",
}
"""The unit of somebody in the register, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who is complained of, as it is typed: a member of the register by ``staff_id``, else name, post or unit."""

    staff_id: str = ""
    name: str = ""
    post: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """A complaint as it is taken in. ``draft_id`` empty: none was kept. ``client_id`` empty: not a client.

    Of a client the register's name stands for a missing ``name``, their mobile number for a missing ``contact``.
    """

    source: Source
    kind: Kind
    level: Level = Level.BRANCH
    gravity: frozenset[Gravity] = frozenset()
    name: str = ""
    contact: str = ""
    address: str = ""
    client_id: str = ""
    anonymous: bool = False
    respondents: tuple[Named, ...] = ()
    facts: str
    demand: str = ""
    draft_id: str = ""
    contact_id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed of a complaint that is not taken in yet: texts by field, as the page keeps them."""

    id: str
    typed: Mapping[str, Any]
    changed_at: datetime
    evidence: tuple[Evidence, ...]


class TakingIn(Desk):
    """Drafts, evidence, taking in. Everything needs COMPLAINT_TAKE."""

    def begin(self, actor: Actor, typed: Mapping[str, Any] | None = None) -> Draft:
        """Begin a draft, with what is known already (from a call: ``facts``, ``client_id``, ``contact_id``).

        One write transaction. Refused: ``text.too_long``.
        """
        actor.need(Right.COMPLAINT_TAKE)
        draft_id = new_id()
        with self._db.write(actor) as tx:
            storage.put_draft(tx.conn, draft_id, actor.staff_id, _draft_text(typed or {}), tx.at)
            return Draft(draft_id, dict(typed or {}), tx.at, ())

    def keep(self, actor: Actor, draft_id: str, typed: Mapping[str, Any]) -> Draft:
        """Keep what is typed; the same draft again and again. One write transaction.

        Refused: ``text.too_long``, ``complaints.draft_gone`` (taken in, given up, or somebody else's).
        """
        actor.need(Right.COMPLAINT_TAKE)
        text = _draft_text(typed)
        with self._db.write(actor) as tx:
            if storage.draft_of(tx.conn, draft_id) is None:
                raise Refused("complaints.draft_gone")
            storage.put_draft(tx.conn, draft_id, actor.staff_id, text, tx.at)
            return Draft(draft_id, dict(typed), tx.at, storage.evidence_of(tx.conn, draft_id))

    def drafts(self, actor: Actor) -> tuple[Draft, ...]:
        """The actor's own open drafts, the latest first. One read transaction."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            return tuple(
                Draft(draft_id, json.loads(typed), at, storage.evidence_of(conn, draft_id))
                for draft_id, typed, at in storage.drafts(conn, actor.staff_id)
            )

    def drop(self, actor: Actor, draft_id: str) -> None:
        """Give a draft of one's own up; what was typed goes. Refused: ``complaints.draft_gone``. One write."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.write(actor) as tx:
            storage.end_draft(tx.conn, draft_id, actor.staff_id, "dropped", tx.at)
            tx.audit("complaints.draft_dropped", SUBJECT, draft_id)

    def take_in(self, actor: Actor, command: TakeIn) -> Complaint:
        """Take a complaint in; the actor answers for it until it is given to a handler (CP-1).

        Its days run from today by the policy in force. A report of misconduct against marketing staff is a risk
        incident at once (CP-2). Refused: ``complaints.own_respondent`` (about oneself: a colleague takes it in),
        ``.anonymous_only_reports``, ``.anonymous_client``, ``.contact_missing``, ``.respondent_empty``,
        ``.respondent_twice``, ``.too_many_respondents``, ``.draft_gone``, ``staff.unknown``, ``clients.unknown``,
        ``text.*``. One write transaction, audited.
        """
        actor.need(Right.COMPLAINT_TAKE)
        facts = clean_text(command.facts, field="facts", limit=FACTS_LIMIT, lines=True)
        demand = clean_text(command.demand, field="demand", limit=FACTS_LIMIT, required=False, lines=True)
        with self._db.write(actor) as tx:
            today, rule = branch_day(tx.at), self._policy.complaints
            draft_id = command.draft_id or new_id()
            if not command.draft_id:
                storage.put_draft(tx.conn, draft_id, actor.staff_id, "{}", tx.at)
            storage.end_draft(tx.conn, draft_id, actor.staff_id, "taken", tx.at)
            made = Complaint(
                id=draft_id, number=numbers.dated_number(tx.conn, SERIES, today), source=command.source,
                kind=command.kind, level=command.level, gravity=command.gravity,
                complainant=_complainant(tx.conn, command), respondents=_respondents(tx, command.respondents),
                facts=facts, demand=demand, state=State.TAKEN, taken_at=tx.at, taken_on=today,
                taken_by=actor.staff_id, taken_by_name=actor.name,
                start_due=trading_days.working_day_after(tx.conn, today, rule.start_days),
                answer_due=trading_days.working_day_after(tx.conn, today, rule.answer_days),
                contact_id=command.contact_id,
            )  # fmt: skip
            made = note_incident(tx, made)
            storage.add(tx.conn, made)
            event = Event(version=1, step=Step.TAKE, state=made.state, at=tx.at, by=actor.staff_id, by_name=actor.name)
            storage.add_event(tx.conn, made.id, event)
            renew_tasks(tx, made, Step.TAKE, rule)
            told = {
                "kind": made.kind.value, "source": made.source.value, "level": made.level.value,
                "respondents": sorted(made.staff_complained_of), "answer_due": made.answer_due,
                "client": made.complainant.client_id, "incident": made.incident_id,
            }  # fmt: skip
            tx.audit("complaints.take", SUBJECT, made.number, after=told)
            tell(tx.conn, TOPIC)
        return made

    def add_evidence(self, actor: Actor, complaint_id: str, name: str, content: bytes, consent: str = "") -> Evidence:
        """Keep a file of evidence with a draft of one's own or a complaint one may see, until it is closed (CP-1).

        Papers (PDF, JPEG, PNG, TIFF) are kept as cleaned pictures of their pages, as scans are; a recording (WAV, MP3,
        M4A, OGG, AMR) as it is, and only with ``consent``: how the person recorded agreed. Takes seconds.
        Refused: ``scan.*``, ``complaints.recording_too_large``, ``.no_consent``, ``.evidence_kind``,
        ``.too_much_evidence``, ``.evidence_closed``, ``.unknown``. One read, one write transaction, audited.
        """
        actor.need(Right.COMPLAINT_TAKE)
        agreed = clean_text(consent, field="consent", limit=WORDS_LIMIT, required=False)
        with self._db.read() as conn:
            self._evidence_place(conn, actor, complaint_id)
        read = read_evidence(self._reader, name, content, agreed)
        # the files before the row, as everywhere: a file without a row does no harm
        files = tuple(self._blobs.put(each) for each in read.files)
        with self._db.write(actor) as tx:
            number = self._evidence_place(tx.conn, actor, complaint_id)
            made = Evidence(
                id=new_id(), complaint_id=complaint_id, kind=read.kind, name=read.name, media=read.media, files=files,
                bytes=sum(map(len, read.files)), consent=agreed if read.with_consent else "", by=actor.staff_id,
                by_name=actor.name, at=tx.at,
            )  # fmt: skip
            storage.add_evidence(tx.conn, made)
            told = {"evidence": made.id, "kind": made.kind.value, "files": list(files)}
            tx.audit("complaints.evidence_added", SUBJECT, number or complaint_id, after=told)
            tell(tx.conn, TOPIC)
        return made

    def evidence_page(self, actor: Actor, complaint_id: str, evidence_id: str, page: int = 1) -> bytes:
        """One page of a paper as JPEG, or a recording whole. The look is audited; one write transaction.

        Refused: ``complaints.unknown``, ``complaints.no_such_evidence``, and as the store.
        """
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.write(actor) as tx:
            number = self._evidence_place(tx.conn, actor, complaint_id, closed_too=True)
            found = {one.id: one for one in storage.evidence_of(tx.conn, complaint_id)}.get(evidence_id)
            if found is None or not 1 <= page <= len(found.files):
                raise Refused("complaints.no_such_evidence")
            tx.audit("complaints.evidence_seen", SUBJECT, number or complaint_id, after={"evidence": evidence_id})
        return self._blobs.get(found.files[page - 1])

    def _evidence_place(
        self, conn: sa.Connection, actor: Actor, complaint_id: str, *, closed_too: bool = False
    ) -> str:  # fmt: skip
        """The number of the complaint, empty for a draft of one's own. Refused: see ``add_evidence``."""
        draft = storage.draft_of(conn, complaint_id)
        if draft is None or draft[1] == "dropped":
            raise Refused("complaints.unknown")
        if draft[1] == "open":
            if draft[0] != actor.staff_id:
                raise Refused("complaints.unknown")
            number = ""
        else:
            found = visible(conn, actor, storage.number_of(conn, complaint_id))
            if found.ended and not closed_too:
                raise Refused("complaints.evidence_closed")
            number = found.number
        if not closed_too and len(storage.evidence_of(conn, complaint_id)) >= MOST_EVIDENCE:
            raise Refused("complaints.too_much_evidence", most=MOST_EVIDENCE)
        return number


def _draft_text(typed: Mapping[str, Any]) -> str:
    text = canonical_json(dict(typed))
    if len(text) > MOST_TYPED:
        raise Refused("text.too_long", limit=MOST_TYPED, length=len(text))
    return text


def _complainant(conn: sa.Connection, command: TakeIn) -> Complainant:
    one = Complainant(
        name=clean_text(command.name, field="name", limit=100, required=False),
        contact=clean_text(command.contact, field="contact", limit=100, required=False),
        address=clean_text(command.address, field="address", required=False),
        client_id=command.client_id, anonymous=command.anonymous,
    )  # fmt: skip
    if one.client_id:
        client = clients.get_client(conn, one.client_id)
        one = replace(one, name=client.name, contact=one.contact or client.mobile, address=one.address)
    if one.anonymous:
        one = replace(one, name="")
    check_complainant(command.kind, one)
    return one


def _respondents(tx: Writing, named: tuple[Named, ...]) -> tuple[Respondent, ...]:
    if len(named) > MOST_RESPONDENTS:
        raise Refused("complaints.too_many_respondents", field="respondents", most=MOST_RESPONDENTS)
    made = tuple(respondent(tx.conn, place, one) for place, one in enumerate(named, 1))
    ids = [one.staff_id for one in made if one.staff_id]
    if len(set(ids)) != len(ids):
        raise Refused("complaints.respondent_twice", field="respondents")
    if part_of(tx.actor).staff_id in ids:
        raise Refused("complaints.own_respondent", field="respondents")
    return made


def respondent(conn: sa.Connection, place: int, named: Named) -> Respondent:
    """Somebody who is complained of, as the register knows them or as they were named.

    Refused: ``staff.unknown``, ``complaints.respondent_empty``, ``text.*``.
    """
    name = clean_text(named.name, field="respondents", limit=100, required=False)
    post = clean_text(named.post, field="respondents", limit=100, required=False)
    unit = clean_text(named.unit, field="respondents", limit=100, required=False)
    if not named.staff_id:
        if not (name or post or unit):
            raise Refused("complaints.respondent_empty", field="respondents")
        # nobody of the register, but of its marketing all the same: the branch answers for them (000 art. 35)
        return Respondent(place, "", name, post, unit, marketing=_sells(post, unit))
    member = staff.by_id(conn, named.staff_id)
    if member is None:
        raise Refused("staff.unknown", field="respondents")
    marketing = member.kind is StaffKind.MARKETING
    return Respondent(place, member.id, member.name, member.post, unit or UNITS[member.kind], marketing)


_SELLING = ("营销", "客户经理", "经纪人")
"""What posts and units of marketing staff are called."""


def _sells(post: str, unit: str) -> bool:
    return any(word in f"{post} {unit}" for word in _SELLING)
