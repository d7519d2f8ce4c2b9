"""Rows of complaints. The complaint moves on; its history, respondents' names and evidence are only added to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.clients.storage import client
from app.common.errors import Refused
from app.common.values import canonical_json
from app.complaints.domain import (
    ENDED,
    AnswerWay,
    Complainant,
    Complaint,
    Event,
    Evidence,
    EvidenceKind,
    Gravity,
    Kind,
    Level,
    Respondent,
    Source,
    State,
    Step,
    Verdict,
)
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

complaint_draft = sa.Table(
    "complaint_draft",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True, comment="the complaint's id once it is taken in"),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("typed", Sealed("complaint_draft.typed"), nullable=False, comment="JSON of what is typed so far"),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("begun_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("state IN ('open', 'taken', 'dropped')", name="state"),
)

complaint = sa.Table(
    "complaint",
    metadata,
    sa.Column("id", sa.String(32), sa.ForeignKey("complaint_draft.id"), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("gravity", sa.String(40), nullable=False, comment="codes with commas between them, or empty"),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), index=True, comment="empty: no client"),
    sa.Column("anonymous", sa.Boolean, nullable=False),
    sa.Column("name", Sealed("complaint.name"), nullable=False),
    sa.Column("contact", Sealed("complaint.contact"), nullable=False),
    sa.Column("address", Sealed("complaint.address"), nullable=False),
    sa.Column("facts", Sealed("complaint.facts"), nullable=False),
    sa.Column("demand", Sealed("complaint.demand"), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("taken_at", UtcDateTime, nullable=False),
    sa.Column("taken_on", sa.Date, nullable=False, index=True),
    sa.Column("taken_by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("taken_by_name", sa.String(100), nullable=False),
    sa.Column("start_due", sa.Date, nullable=False),
    sa.Column("answer_due", sa.Date, nullable=False),
    sa.Column("handler", sa.String(32), sa.ForeignKey("staff.id"), index=True, comment="empty: nobody yet"),
    sa.Column("started_on", sa.Date),
    sa.Column("answered_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    sa.Column("late", sa.Boolean, nullable=False, comment="begun or answered after its day"),
    sa.Column("finding", Sealed("complaint.finding"), nullable=False),
    sa.Column("measure", Sealed("complaint.measure"), nullable=False),
    sa.Column("compensation_fen", sa.BigInteger, nullable=False),
    sa.Column("cleared", sa.Boolean, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False, comment="the worst of the respondents'"),
    sa.Column("answer", Sealed("complaint.answer"), nullable=False),
    sa.Column("answer_way", sa.String(16), nullable=False),
    sa.Column("satisfied", sa.Boolean),
    sa.Column("contact_id", sa.String(32), nullable=False, comment="the call or visit it came from, or empty"),
    sa.Column("incident_id", sa.String(32), sa.ForeignKey("incident.id")),
    sa.Column("letter_number", sa.String(64), nullable=False),
    sa.Column("record_number", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("ix_complaint_state_answer_due", "state", "answer_due"),
    sa.CheckConstraint("compensation_fen >= 0", name="compensation"),
    sa.CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on_a_day"),
)

complaint_respondent = sa.Table(
    "complaint_respondent",
    metadata,
    sa.Column("complaint_id", sa.String(32), sa.ForeignKey("complaint.id"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), comment="empty: not in the register"),
    sa.Column("name", Sealed("complaint_respondent.name"), nullable=False),
    sa.Column("post", sa.String(100), nullable=False),
    sa.Column("unit", sa.String(100), nullable=False),
    sa.Column("marketing", sa.Boolean, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("misconduct", sa.Boolean, nullable=False),
    sa.Column("dealt", Sealed("complaint_respondent.dealt"), nullable=False),
    sa.Index("ix_complaint_respondent_staff_id", "staff_id", "complaint_id"),
)

complaint_step = sa.Table(
    "complaint_step",
    metadata,
    sa.Column("complaint_id", sa.String(32), sa.ForeignKey("complaint.id"), primary_key=True),
    # the key: of two who take a step at once one does
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False, comment="of the complaint, after it"),
    sa.Column("step", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False, comment="after it"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("words", Sealed("complaint_step.words"), nullable=False),
    sa.Column("to_staff", sa.String(32), sa.ForeignKey("staff.id")),
    sa.Column("to_name", sa.String(100), nullable=False),
    sa.Column("from_due", sa.Date),
    sa.Column("to_due", sa.Date),
)

complaint_evidence = sa.Table(
    "complaint_evidence",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("complaint_id", sa.String(32), sa.ForeignKey("complaint_draft.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("name", Sealed("complaint_evidence.name"), nullable=False),
    sa.Column("media", sa.String(40), nullable=False),
    sa.Column("files", sa.Text, nullable=False, comment="JSON list of SHA-256, one a page"),
    sa.Column("bytes", sa.Integer, nullable=False),
    sa.Column("consent", Sealed("complaint_evidence.consent"), nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("kind <> 'recording' OR consent <> ''", name="recorded_with_consent"),
)

APPEND_ONLY: tuple[str, ...] = ("complaint_step", "complaint_evidence")

_PLAIN = (
    "id", "number", "facts", "demand", "taken_at", "taken_on", "taken_by", "taken_by_name", "start_due", "answer_due",
    "started_on", "answered_on", "closed_on", "finding", "measure", "cleared", "answer", "satisfied", "contact_id",
    "letter_number", "record_number", "version",
)  # fmt: skip
_EVIDENCE = tuple(column.name for column in complaint_evidence.columns)
_SEVERAL = 500
_ENDED = sorted(state.value for state in ENDED)


# drafts


def put_draft(conn: sa.Connection, draft_id: str, staff_id: str, typed: str, at: datetime) -> None:
    """Keep what is typed of a complaint that is being taken in. Refused: ``complaints.draft_gone``."""
    c = complaint_draft.c
    mine = complaint_draft.update().where(c.id == draft_id, c.staff_id == staff_id, c.state == "open")
    if conn.execute(mine.values(typed=typed, changed_at=at)).rowcount == 1:
        return
    if conn.execute(sa.select(c.id).where(c.id == draft_id)).first() is not None:
        raise Refused("complaints.draft_gone")
    row = {"id": draft_id, "staff_id": staff_id, "typed": typed, "state": "open", "begun_at": at, "changed_at": at}
    conn.execute(complaint_draft.insert().values(row))


def drafts(conn: sa.Connection, staff_id: str) -> tuple[tuple[str, str, datetime], ...]:
    """Open drafts of somebody, the latest first: id, what is typed, when it was changed."""
    c = complaint_draft.c
    query = sa.select(c.id, c.typed, c.changed_at).where(c.staff_id == staff_id, c.state == "open")
    return tuple((row[0], row[1], row[2]) for row in conn.execute(query.order_by(c.id.desc())))


def draft_of(conn: sa.Connection, draft_id: str) -> tuple[str, str] | None:
    """Whose draft it is and its state; None when there is none."""
    c = complaint_draft.c
    row = conn.execute(sa.select(c.staff_id, c.state).where(c.id == draft_id)).first()
    return None if row is None else (row[0], row[1])


def end_draft(conn: sa.Connection, draft_id: str, staff_id: str, state: str, at: datetime) -> None:
    """A draft became a complaint (``taken``) or was given up (``dropped``): what was typed goes.

    Refused: ``complaints.draft_gone`` when it is not an open one of theirs.
    """
    c = complaint_draft.c
    mine = complaint_draft.update().where(c.id == draft_id, c.staff_id == staff_id, c.state == "open")
    if conn.execute(mine.values(typed="", state=state, changed_at=at)).rowcount != 1:
        raise Refused("complaints.draft_gone")


# complaints


def add(conn: sa.Connection, made: Complaint) -> None:
    """Enter a complaint with its respondents."""
    conn.execute(complaint.insert().values(**_values(made)))
    for one in made.respondents:
        add_respondent(conn, made.id, one)


def add_respondent(conn: sa.Connection, complaint_id: str, one: Respondent) -> None:
    """Enter somebody who is complained of."""
    conn.execute(
        complaint_respondent.insert().values(
            complaint_id=complaint_id, place=one.place, staff_id=one.staff_id or None, name=one.name, post=one.post,
            unit=one.unit, marketing=one.marketing, verdict=one.verdict.value, misconduct=one.misconduct,
            dealt=one.dealt,
        )
    )  # fmt: skip


def change(conn: sa.Connection, after: Complaint, seen_version: int) -> None:
    """Store a complaint whose ``version`` is the next one. Refused: ``complaints.changed_elsewhere``."""
    mine = complaint.update().where(complaint.c.id == after.id, complaint.c.version == seen_version)
    fixed = ("id", "number", "taken_at", "taken_on", "taken_by", "taken_by_name", "source", "client_id", "contact_id")
    values = {name: value for name, value in _values(after).items() if name not in fixed}
    if conn.execute(mine.values(**values)).rowcount != 1:
        raise Refused("complaints.changed_elsewhere")


def judge(conn: sa.Connection, complaint_id: str, respondents: Sequence[Respondent]) -> None:
    """Store what was found of the respondents and how it was dealt with."""
    c = complaint_respondent.c
    for one in respondents:
        row = complaint_respondent.update().where(c.complaint_id == complaint_id, c.place == one.place)
        conn.execute(row.values(verdict=one.verdict.value, misconduct=one.misconduct, dealt=one.dealt))


def add_event(conn: sa.Connection, complaint_id: str, event: Event) -> None:
    """Add a step to the history; it stays."""
    conn.execute(
        complaint_step.insert().values(
            complaint_id=complaint_id, version=event.version, step=event.step.value, state=event.state.value,
            at=event.at, by=event.by, by_name=event.by_name, words=event.words, to_staff=event.to_staff or None,
            to_name=event.to_name, from_due=event.from_due, to_due=event.to_due,
        )
    )  # fmt: skip


def by_number(conn: sa.Connection, number: str) -> Complaint | None:
    """One complaint by its number."""
    return next(iter(_complaints(conn, complaint.c.number == number)), None)


def all_complaints(conn: sa.Connection, *, open_only: bool = False, limit: int = 2000) -> tuple[Complaint, ...]:
    """Complaints, the latest first."""
    return _complaints(conn, complaint.c.state.not_in(_ENDED) if open_only else sa.true(), limit)


def of_client(conn: sa.Connection, client_id: str) -> tuple[Complaint, ...]:
    """The complaints of a client, the latest first."""
    return _complaints(conn, complaint.c.client_id == client_id)


def of_staff(conn: sa.Connection, staff_id: str) -> tuple[Complaint, ...]:
    """The complaints about a member of staff, the latest first."""
    about = sa.select(complaint_respondent.c.complaint_id).where(complaint_respondent.c.staff_id == staff_id)
    return _complaints(conn, complaint.c.id.in_(about))


def of_contact(conn: sa.Connection, contact_id: str) -> tuple[Complaint, ...]:
    """The complaints that came of a call or visit."""
    return _complaints(conn, complaint.c.contact_id == contact_id)


def history(conn: sa.Connection, complaint_id: str) -> tuple[Event, ...]:
    """The steps of a complaint in order."""
    rows = conn.execute(
        sa.select(complaint_step)
        .where(complaint_step.c.complaint_id == complaint_id)
        .order_by(complaint_step.c.version)
    ).mappings()
    return tuple(
        Event(
            version=row["version"], step=Step(row["step"]), state=State(row["state"]), at=row["at"], by=row["by"],
            by_name=row["by_name"], words=row["words"], to_staff=row["to_staff"] or "", to_name=row["to_name"],
            from_due=row["from_due"], to_due=row["to_due"],
        )
        for row in rows
    )  # fmt: skip


# evidence


def add_evidence(conn: sa.Connection, one: Evidence) -> None:
    """Add a file of evidence; it stays."""
    values = {name: getattr(one, name) for name in _EVIDENCE if name not in ("kind", "files")}
    conn.execute(
        complaint_evidence.insert().values(**values, kind=one.kind.value, files=canonical_json(list(one.files)))
    )


def evidence_of(conn: sa.Connection, complaint_id: str) -> tuple[Evidence, ...]:
    """The evidence of a complaint or draft, in order."""
    c = complaint_evidence.c
    rows = conn.execute(sa.select(complaint_evidence).where(c.complaint_id == complaint_id).order_by(c.id)).mappings()
    return tuple(
        Evidence(**{**row, "kind": EvidenceKind(row["kind"]), "files": tuple(json.loads(row["files"]))}) for row in rows
    )


def evidence_files(conn: sa.Connection) -> frozenset[str]:
    """The SHA-256 of every file of evidence."""
    return _named(conn, sa.true())


def client_numbers(conn: sa.Connection, client_ids: Sequence[str]) -> dict[str, str]:
    """The numbers of these clients."""
    found: dict[str, str] = {}
    for start in range(0, len(client_ids), _SEVERAL):
        some = client.c.id.in_(client_ids[start : start + _SEVERAL])
        found.update((row.id, row.number) for row in conn.execute(sa.select(client.c.id, client.c.number).where(some)))
    return found


def _values(one: Complaint) -> dict[str, Any]:
    who = one.complainant
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "source": one.source.value, "kind": one.kind.value, "level": one.level.value, "state": one.state.value,
        "gravity": ",".join(sorted(item.value for item in one.gravity)), "client_id": who.client_id or None,
        "anonymous": who.anonymous, "name": who.name, "contact": who.contact, "address": who.address,
        "handler": one.handler or None, "late": one.late, "compensation_fen": int(one.compensation * 100),
        "verdict": one.verdict.value, "answer_way": "" if one.answer_way is None else one.answer_way.value,
        "incident_id": one.incident_id or None,
    }  # fmt: skip


def _complaints(
    conn: sa.Connection, condition: sa.ColumnElement[bool], limit: int | None = None
) -> tuple[Complaint, ...]:  # fmt: skip
    query = sa.select(complaint).where(condition).order_by(complaint.c.number.desc())
    rows = [row._mapping for row in conn.execute(query if limit is None else query.limit(limit))]
    ids = [row["id"] for row in rows]
    respondents = _grouped(conn, complaint_respondent, ids, "place")
    assigned = _assigned(conn, ids)
    return tuple(
        _complaint(row, respondents.get(row["id"], []), assigned.get(row["id"], [])) for row in rows
    )  # fmt: skip


def _complaint(
    row: Mapping[Any, Any], respondents: Sequence[Mapping[Any, Any]], assigned: Sequence[tuple[str, str]]
) -> Complaint:
    return Complaint(
        **{name: row[name] for name in _PLAIN},
        source=Source(row["source"]), kind=Kind(row["kind"]), level=Level(row["level"]), state=State(row["state"]),
        gravity=frozenset(Gravity(code) for code in row["gravity"].split(",") if code),
        complainant=Complainant(
            row["name"], row["contact"], row["address"], row["client_id"] or "", bool(row["anonymous"])
        ),
        respondents=tuple(map(_respondent, respondents)),
        handler=row["handler"] or "", handler_name=assigned[-1][1] if row["handler"] and assigned else "",
        handlers=frozenset(staff_id for staff_id, _ in assigned),
        compensation=Decimal(row["compensation_fen"]).scaleb(-2),
        answer_way=AnswerWay(row["answer_way"]) if row["answer_way"] else None,
        incident_id=row["incident_id"] or "", was_late=bool(row["late"]),
    )  # fmt: skip


def _respondent(row: Mapping[Any, Any]) -> Respondent:
    return Respondent(
        row["place"], row["staff_id"] or "", row["name"], row["post"], row["unit"], bool(row["marketing"]),
        Verdict(row["verdict"]), bool(row["misconduct"]), row["dealt"],
    )  # fmt: skip


def _grouped(
    conn: sa.Connection, table: sa.Table, ids: Sequence[str], order: str
) -> dict[str, list[Mapping[Any, Any]]]:  # fmt: skip
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for start in range(0, len(ids), _SEVERAL):
        some = table.c.complaint_id.in_(ids[start : start + _SEVERAL])
        for row in conn.execute(sa.select(table).where(some).order_by(table.c.complaint_id, table.c[order])):
            found.setdefault(row.complaint_id, []).append(row._mapping)
    return found


def _assigned(conn: sa.Connection, ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Everybody who was ever given a complaint, in order: staff id and name."""
    c = complaint_step.c
    found: dict[str, list[tuple[str, str]]] = {}
    for start in range(0, len(ids), _SEVERAL):
        some = (c.complaint_id.in_(ids[start : start + _SEVERAL]), c.to_staff.is_not(None))
        query = sa.select(c.complaint_id, c.to_staff, c.to_name).where(*some).order_by(c.complaint_id, c.version)
        for row in conn.execute(query):
            found.setdefault(row.complaint_id, []).append((row.to_staff, row.to_name))
    return found


def number_of(conn: sa.Connection, complaint_id: str) -> str:
    """The number of a complaint by its id; empty when there is none."""
    found = conn.execute(sa.select(complaint.c.number).where(complaint.c.id == complaint_id)).scalar()
    return "" if found is None else str(found)


_ERASED = ("name", "contact", "address", "facts", "demand", "finding", "measure", "answer")


def erase_closed(conn: sa.Connection, client_id: str) -> tuple[str, ...]:
    """What a client said and was told goes with their destroyed dossier; the numbers that were erased (AR-4).

    What was counted stays: type, source, days, verdict. The history is only ever added to and stays (0017).
    """
    c = complaint.c
    mine = (c.client_id == client_id, c.state.in_(_ENDED), c.facts != "")
    numbers = tuple(conn.execute(sa.select(c.number).where(*mine).order_by(c.number)).scalars())
    conn.execute(complaint.update().where(*mine).values(dict.fromkeys(_ERASED, "")))
    return numbers


def erased_evidence(conn: sa.Connection, client_ids: Sequence[str]) -> frozenset[str]:
    """Files of evidence of erased complaints of these clients that no other complaint needs."""
    c, e = complaint.c, complaint_evidence.c
    gone = sa.select(c.id).where(c.client_id.in_(list(client_ids)), c.state.in_(_ENDED), c.facts == "")
    named = _named(conn, e.complaint_id.in_(gone))
    return named - _named(conn, e.complaint_id.not_in(gone)) if named else named


def _named(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> frozenset[str]:
    rows = conn.execute(sa.select(complaint_evidence.c.files).where(condition)).scalars()
    return frozenset(str(name) for text in rows for name in json.loads(text))
