"""Rows of calls and visits: only ever added to (FU-6).

For others: ``of_client`` (history), ``counts`` and ``listed`` (figures and reports), ``problem_counts``,
``refuses_calls``; the flows that make a contact use ``app.contacts.recording``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.storage import client
from app.common.errors import Refused
from app.common.values import new_id
from app.contacts.domain import (
    TOPIC,
    Answer,
    Contact,
    ContactCount,
    ContactKind,
    ContactLine,
    Correction,
    Misconduct,
    Outcome,
    Way,
)
from app.policy.contacts import AnswerKind
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

contact = sa.Table(
    "contact",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("by_number", sa.String(32), nullable=False),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), index=True, comment="empty: of one's own accord"),
    sa.Column("occasion", Sealed("contact.occasion"), nullable=False),
    sa.Column("spoken_with", Sealed("contact.spoken_with"), nullable=False),
    sa.Column("place", Sealed("contact.place"), nullable=False),
    sa.Column("companions", Sealed("contact.companions"), nullable=False),
    sa.Column("note", Sealed("contact.note"), nullable=False),
    sa.Column("problem", Sealed("contact.problem"), nullable=False),
    sa.Column("has_problem", sa.Boolean, nullable=False),
    sa.Column("misconduct", sa.String(100), nullable=False, comment="codes with commas; empty: none told of"),
    sa.Column("next_on", sa.Date),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.CheckConstraint("attempt >= 1", name="attempt"),
    sa.CheckConstraint("has_problem = (problem <> '')", name="says_what"),
    sa.Index("ix_contact_client_at", "client_id", "at"),
    sa.Index("ix_contact_on_kind", "on", "kind", "outcome"),
)

contact_answer = sa.Table(
    "contact_answer",
    metadata,
    sa.Column("contact_id", sa.String(32), sa.ForeignKey("contact.id"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", sa.String(32), nullable=False),
    sa.Column("text", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("code", sa.String(32), nullable=False, comment="empty: a text"),
    sa.Column("label", Sealed("contact_answer.label"), nullable=False),
    sa.Column("problem", sa.Boolean, nullable=False),
    sa.Column("misconduct", sa.String(32), nullable=False),
    sa.UniqueConstraint("contact_id", "question"),
)

contact_correction = sa.Table(
    "contact_correction",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("contact_id", sa.String(32), sa.ForeignKey("contact.id"), nullable=False, index=True),
    sa.Column("words", Sealed("contact_correction.words"), nullable=False),
    sa.Column("why", Sealed("contact_correction.why"), nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("words <> '' AND why <> ''", name="says_what"),
)

APPEND_ONLY: tuple[str, ...] = ("contact", "contact_answer", "contact_correction")

_CODED = ("kind", "way", "outcome", "task_id", "misconduct")
_PLAIN = tuple(
    one.name for one in dataclasses.fields(Contact) if one.name not in (*_CODED, "answers", "corrections")
)  # fmt: skip
_MANY = 500


def add(conn: sa.Connection, made: Contact) -> None:
    """Enter a contact with its answers. The caller audits. Refused: ``storage.saved_already`` when its id is there."""
    if conn.execute(sa.select(contact.c.id).where(contact.c.id == made.id)).first() is not None:
        raise Refused("storage.saved_already")
    values = {name: getattr(made, name) for name in _PLAIN}
    values |= {name: getattr(made, name).value for name in ("kind", "way", "outcome")}
    values |= {"task_id": made.task_id or None, "misconduct": ",".join(one.value for one in made.misconduct)}
    try:
        conn.execute(contact.insert().values(**values))
    except IntegrityError as race:
        raise Refused("storage.saved_already") from race
    rows = [
        {
            "contact_id": made.id, "place": place, "question": one.question, "text": one.text, "kind": one.kind.value,
            "code": one.code, "label": one.label, "problem": one.problem,
            "misconduct": one.misconduct.value if one.misconduct else "",
        }
        for place, one in enumerate(made.answers, 1)
    ]  # fmt: skip
    if rows:
        conn.execute(contact_answer.insert(), rows)
    tell(conn, TOPIC)


def correct(
    conn: sa.Connection, contact_id: str, *, words: str, why: str, by: str, by_name: str, at: datetime
) -> Correction:
    """Add a correction to a contact. Texts are clean. Refused: ``contacts.unknown``."""
    by_id(conn, contact_id)
    made = Correction(new_id(), contact_id, words, why, by, by_name, at)
    conn.execute(contact_correction.insert().values(**dataclasses.asdict(made)))
    tell(conn, TOPIC)
    return made


def by_id(conn: sa.Connection, contact_id: str) -> Contact:
    """One contact with answers and corrections. Refused: ``contacts.unknown``."""
    found = _contacts(conn, sa.select(contact).where(contact.c.id == contact_id))
    if not found:
        raise Refused("contacts.unknown")
    return found[0]


def is_saved(conn: sa.Connection, contact_id: str) -> bool:
    """Whether there is a record of this id."""
    return conn.execute(sa.select(contact.c.id).where(contact.c.id == contact_id)).first() is not None


def by_number(conn: sa.Connection, number: str) -> Contact:
    """The same by the number of its record. Refused: ``contacts.unknown``."""
    found = _contacts(conn, sa.select(contact).where(contact.c.number == number))
    if not found:
        raise Refused("contacts.unknown")
    return found[0]


def complaints_of(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Those of these records that are calls after a complaint, and the complaint's number of each (CP-2)."""
    c, found = contact.c, {}
    for start in range(0, len(numbers), _MANY):
        some = (c.number.in_(numbers[start : start + _MANY]), c.kind == ContactKind.COMPLAINT.value)
        found.update(
            {row.number: row.case_number for row in conn.execute(sa.select(c.number, c.case_number).where(*some))}
        )
    return found


def of_client(conn: sa.Connection, client_id: str, limit: int = 500) -> tuple[Contact, ...]:
    """A client's contacts with answers and corrections, the newest first."""
    query = (
        sa.select(contact)
        .where(contact.c.client_id == client_id)
        .order_by(contact.c.at.desc(), contact.c.id.desc())
        .limit(limit)
    )
    return _contacts(conn, query)


def of_task(conn: sa.Connection, task_id: str) -> tuple[Contact, ...]:
    """All attempts at a task, the first one first."""
    return _contacts(conn, sa.select(contact).where(contact.c.task_id == task_id).order_by(contact.c.at, contact.c.id))


def last_on(conn: sa.Connection, client_id: str) -> date | None:
    """The day on which the client was reached last, in any way; None when never (FU-4)."""
    reached = (contact.c.client_id == client_id, contact.c.outcome == Outcome.REACHED.value)
    return conn.execute(sa.select(sa.func.max(contact.c.on)).where(*reached)).scalar()


def refuses_calls(conn: sa.Connection, client_id: str) -> bool:
    """Whether the client has said to want no calls, and has not been spoken with by telephone since (FU-2)."""
    ends = (Outcome.REACHED.value, Outcome.REFUSED.value)
    called = (
        contact.c.client_id == client_id, contact.c.way == Way.TELEPHONE.value, contact.c.outcome.in_(ends),
    )  # fmt: skip
    last = sa.select(contact.c.outcome).where(*called).order_by(contact.c.at.desc(), contact.c.id.desc()).limit(1)
    return conn.execute(last).scalar() == Outcome.REFUSED.value


def called_in(conn: sa.Connection, first: date, last: date, *, before: datetime | None = None) -> frozenset[str]:
    """Ids of the clients who were reached in a period, days included; ``before``: as was known at that moment."""
    c = contact.c
    query = sa.select(c.client_id).where(c.on >= first, c.on <= last, c.outcome == Outcome.REACHED.value).distinct()
    return frozenset(conn.execute(query if before is None else query.where(c.at < before)).scalars())


def counts(conn: sa.Connection, first: date, last: date) -> tuple[ContactCount, ...]:
    """How many contacts of which kind, way, outcome and member of staff in a period, days included (for figures)."""
    c = contact.c
    by = (c.kind, c.way, c.outcome, c.by, c.has_problem)
    query = (
        sa.select(*by, sa.func.max(c.by_name), sa.func.count())
        .where(c.on >= first, c.on <= last)
        .group_by(*by)
        .order_by(*by)
    )
    return tuple(
        ContactCount(ContactKind(kind), Way(way), Outcome(outcome), who, name, problem, count)
        for kind, way, outcome, who, problem, name, count in conn.execute(query)
    )


def counts_by_month(conn: sa.Connection, year: int) -> dict[int, dict[ContactKind, int]]:
    """Clients reached, by month (1 to 12) and kind (for figures)."""
    found: dict[int, dict[ContactKind, int]] = {month: {} for month in range(1, 13)}
    c = contact.c
    month_of = sa.extract("month", c.on)
    year_days = (c.on >= date(year, 1, 1), c.on <= date(year, 12, 31), c.outcome == Outcome.REACHED.value)
    query = sa.select(month_of, c.kind, sa.func.count()).where(*year_days).group_by(month_of, c.kind)
    for month, kind, count in conn.execute(query):
        found[int(month)][ContactKind(kind)] = count
    return found


def misconduct_counts(conn: sa.Connection, first: date, last: date) -> dict[Misconduct, int]:
    """How many contacts told of which misconduct in a period, days included."""
    a, c = contact_answer.c, contact.c
    query = (
        sa.select(a.misconduct, sa.func.count(sa.distinct(a.contact_id)))
        .join_from(contact_answer, contact)
        .where(a.misconduct != "", c.on >= first, c.on <= last)
        .group_by(a.misconduct)
    )
    return {Misconduct(code): count for code, count in conn.execute(query)}


def listed(
    conn: sa.Connection,
    first: date,
    last: date,
    *,
    kind: ContactKind | None = None,
    outcome: Outcome | None = None,
    by: str = "",
    problem: bool | None = None,
    limit: int = 1000,
) -> tuple[ContactLine, ...]:
    """Contacts of a period (days included) with the names a list shows, the newest first; all else optional."""
    c = contact.c
    query = sa.select(contact, client.c.number.label("client_number"), client.c.name.label("client_name"))
    query = query.join_from(contact, client, client.c.id == c.client_id).where(c.on >= first, c.on <= last)
    if kind is not None:
        query = query.where(c.kind == kind.value)
    if outcome is not None:
        query = query.where(c.outcome == outcome.value)
    if by:
        query = query.where(c.by == by)
    if problem is not None:
        query = query.where(c.has_problem == problem)
    rows = [row._mapping for row in conn.execute(query.order_by(c.at.desc(), c.id.desc()).limit(limit))]
    made = _whole(conn, rows)
    return tuple(
        ContactLine(one, row["client_number"], row["client_name"]) for one, row in zip(made, rows, strict=True)
    )


def _contacts(conn: sa.Connection, query: sa.Select[Any]) -> tuple[Contact, ...]:
    return _whole(conn, [row._mapping for row in conn.execute(query)])


def _whole(conn: sa.Connection, rows: Sequence[Mapping[Any, Any]]) -> tuple[Contact, ...]:
    ids = [row["id"] for row in rows]
    answers = _of(conn, contact_answer, ids, "place")
    corrections = _of(conn, contact_correction, ids, "id")
    return tuple(
        Contact(
            **{name: row[name] for name in _PLAIN},
            kind=ContactKind(row["kind"]),
            way=Way(row["way"]),
            outcome=Outcome(row["outcome"]),
            task_id=row["task_id"] or "",
            misconduct=tuple(Misconduct(code) for code in row["misconduct"].split(",") if code),
            answers=tuple(map(_answer, answers.get(row["id"], ()))),
            corrections=tuple(Correction(**one) for one in corrections.get(row["id"], ())),
        )
        for row in rows
    )


def _answer(row: Mapping[Any, Any]) -> Answer:
    return Answer(
        row["question"], row["text"], AnswerKind(row["kind"]), row["code"], row["label"], row["problem"],
        Misconduct(row["misconduct"]) if row["misconduct"] else None,
    )  # fmt: skip


def _of(conn: sa.Connection, table: sa.Table, ids: Sequence[str], order: str) -> dict[str, list[Mapping[Any, Any]]]:
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for start in range(0, len(ids), _MANY):
        some = sa.select(table).where(table.c.contact_id.in_(ids[start : start + _MANY])).order_by(table.c[order])
        for row in conn.execute(some):
            found.setdefault(row.contact_id, []).append(row._mapping)
    return found
