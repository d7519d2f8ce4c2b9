"""Rows of hits and of what compliance decided on them: added, never changed (KY-3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.due_diligence.domain import Decision, Entry, Hit, Match, Part, Subject, Verdict
from app.due_diligence.naming import plain_number
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed, field_keys

TOPIC = "screening"

screening_hit = sa.Table(
    "screening_hit",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("mark", sa.String(32), nullable=False, comment="who was found as whom; tells nothing by itself"),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("client_id", sa.String(32), nullable=False),
    sa.Column("part", sa.String(20), nullable=False),
    sa.Column("name", Sealed("screening_hit.name"), nullable=False),
    sa.Column("number", Sealed("screening_hit.number"), nullable=False),
    sa.Column("list_version", sa.Integer, nullable=False),
    sa.Column("entry_row", sa.Integer, nullable=False),
    sa.Column("entry_name", Sealed("screening_hit.entry_name"), nullable=False),
    sa.Column("entry_number", Sealed("screening_hit.entry_number"), nullable=False),
    sa.Column("entry_remark", Sealed("screening_hit.entry_remark"), nullable=False),
    sa.Column("by_number", sa.Boolean, nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("found_at", UtcDateTime, nullable=False, index=True),
    sa.Column("opened_by", sa.String(32), nullable=False),
    sa.Column("opened_by_name", sa.String(100), nullable=False),
    sa.UniqueConstraint("case_number", "client_id", "mark"),
    sa.UniqueConstraint("id", "opened_by"),
    sa.CheckConstraint("(case_number = '') <> (client_id = '')", name="case_or_client"),
)

screening_decision = sa.Table(
    "screening_decision",
    metadata,
    sa.Column("hit_id", sa.String(32), primary_key=True),
    sa.Column("opened_by", sa.String(32), nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("reason", Sealed("screening_decision.reason"), nullable=False),
    sa.Column("by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("list_version", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(
        ["hit_id", "opened_by"], ["screening_hit.id", "screening_hit.opened_by"], name="fk_screening_decision_hit"
    ),
    # by constraint as well: nobody decides on their own case
    sa.CheckConstraint('"by" <> opened_by', name="four_eyes"),
    sa.CheckConstraint("verdict IN ('cleared', 'stopped')", name="verdict"),
)

APPEND_ONLY = ("screening_hit", "screening_decision")

_HIT = [c for c in screening_hit.c if c.name != "mark"]
_DECISION = [
    c.label(f"d_{c.name}") for c in screening_decision.c if c.name not in ("hit_id", "opened_by")
]  # fmt: skip
_ALL = sa.select(*_HIT, *_DECISION).outerjoin_from(
    screening_hit, screening_decision, screening_decision.c.hit_id == screening_hit.c.id
)


def mark_of(conn: sa.Connection, subject: Subject, entry: Entry) -> str:
    """Stands for "this person was found as that one": the same for the same two in a later list."""
    told = [subject.name, plain_number(subject.number), entry.name, plain_number(entry.number)]
    return field_keys(conn.dialect).token("screening", "\0".join(told))


def add(conn: sa.Connection, hit: Hit) -> None:
    """Keep a hit."""
    entry = hit.match.entry
    conn.execute(
        screening_hit.insert().values(
            id=hit.id, mark=mark_of(conn, hit.subject, entry), case_number=hit.case_number, client_id=hit.client_id,
            part=hit.subject.part.value, name=hit.subject.name, number=hit.subject.number,
            list_version=hit.list_version, entry_row=entry.row, entry_name=entry.name, entry_number=entry.number,
            entry_remark=entry.remark, by_number=hit.match.by_number, score=hit.match.score, found_at=hit.found_at,
            opened_by=hit.opened_by, opened_by_name=hit.opened_by_name,
        )
    )  # fmt: skip


def marks(conn: sa.Connection, *, case_number: str = "", client_id: str = "") -> dict[str, Verdict | None]:
    """The hits of a case or of a client by mark, each with its verdict or None."""
    h = screening_hit.c
    query = sa.select(h.mark, screening_decision.c.verdict).outerjoin_from(
        screening_hit, screening_decision, screening_decision.c.hit_id == h.id
    )
    rows = conn.execute(query.where(h.case_number == case_number, h.client_id == client_id))
    return {mark: Verdict(verdict) if verdict else None for mark, verdict in rows}


def get(conn: sa.Connection, hit_id: str) -> Hit:
    """One hit. Refused: ``screening.unknown``."""
    row = conn.execute(_ALL.where(screening_hit.c.id == hit_id)).mappings().first()
    if row is None:
        raise Refused("screening.unknown")
    return _hit(row)


def hits(conn: sa.Connection, *, open_only: bool, limit: int) -> tuple[Hit, ...]:
    """Hits, those undecided first, then the latest first."""
    decided = screening_decision.c.hit_id.is_not(None)
    query = _ALL.order_by(decided, screening_hit.c.found_at.desc(), screening_hit.c.id.desc()).limit(limit)
    if open_only:
        query = query.where(screening_decision.c.hit_id.is_(None))
    return tuple(_hit(row) for row in conn.execute(query).mappings())


def count_open(conn: sa.Connection) -> int:
    """How many hits wait for a decision."""
    query = sa.select(sa.func.count()).select_from(
        screening_hit.outerjoin(screening_decision, screening_decision.c.hit_id == screening_hit.c.id)
    )
    return int(conn.execute(query.where(screening_decision.c.hit_id.is_(None))).scalar_one())


def decide(conn: sa.Connection, hit: Hit, made: Decision) -> None:
    """Keep a decision. A second one on the same hit fails on the key."""
    conn.execute(
        screening_decision.insert().values(
            hit_id=hit.id, opened_by=hit.opened_by, verdict=made.verdict.value, reason=made.reason, by=made.by,
            by_name=made.by_name, at=made.at, list_version=made.list_version,
        )
    )  # fmt: skip


def _hit(row: Any) -> Hit:
    decision = None
    if row["d_verdict"]:
        decision = Decision(
            Verdict(row["d_verdict"]), row["d_reason"], row["d_by"], row["d_by_name"], row["d_at"],
            row["d_list_version"],
        )  # fmt: skip
    entry = Entry(row["entry_row"], row["entry_name"], row["entry_number"], row["entry_remark"])
    return Hit(
        id=row["id"], case_number=row["case_number"], client_id=row["client_id"],
        subject=Subject(Part(row["part"]), row["name"], row["number"]), list_version=row["list_version"],
        match=Match(entry, row["by_number"], row["score"]), found_at=row["found_at"], opened_by=row["opened_by"],
        opened_by_name=row["opened_by_name"], decision=decision,
    )  # fmt: skip


def known(found: Iterable[str], decided: dict[str, Verdict | None]) -> dict[str, Verdict]:
    """The verdicts on these marks, of those that are decided."""
    return {mark: verdict for mark in found if (verdict := decided.get(mark)) is not None}
