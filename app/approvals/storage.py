"""Rows of decisions. What TO-5 forbids, the database forbids as well: four eyes, one decision, one step a person."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from app.approvals.domain import (
    TOPIC,
    Approver,
    Confirmation,
    Decision,
    Request,
    StepKind,
    Verdict,
    Way,
    need_may_decide,
    states,
)
from app.clients.number_formats import check_telephone
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

WORDS_LIMIT = 500
"""Characters of a question, of what was said on the telephone, of a confirmation."""

_APPROVED = sa.text("verdict = 'approved'")
_BY_TELEPHONE = sa.text("way = 'telephone'")

approval_seat = sa.Table(
    "approval_seat",
    metadata,
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("approver_id", sa.String(32), sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("step", sa.String(16), nullable=False, comment="the one step this person approves"),
    sa.UniqueConstraint("kind", "number", "version", "approver_id", "step"),
)

approval_decision = sa.Table(
    "approval_decision",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("number", sa.String(32), nullable=False),
    sa.Column("place", sa.Integer, nullable=False, comment="order of the decisions on one request; clocks may go back"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("step", sa.String(16), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False, comment="approvals of the step at this version that fell before"),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("approver_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("approver_number", sa.String(32), nullable=False),
    sa.Column("approver_name", sa.String(100), nullable=False),
    sa.Column("seat", sa.String(16), comment="the step, of an approval; empty else"),
    sa.Column("taken_in_by", sa.String(32), nullable=False),
    sa.Column("own_staff", sa.String(32), nullable=False),
    sa.Column("recorded_by", sa.String(32), nullable=False),
    sa.Column("recorded_by_name", sa.String(100), nullable=False),
    sa.Column("words", Sealed("approval_decision.words"), nullable=False),
    sa.Column("ground", sa.String(200), nullable=False),
    sa.Column("called_number", Sealed("approval_decision.called_number"), nullable=False),
    sa.Column("called_at", UtcDateTime),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("confirm_by", sa.Date),
    sa.UniqueConstraint("kind", "number", "place"),
    sa.UniqueConstraint("id", "approver_id"),
    sa.ForeignKeyConstraint(
        ["kind", "number", "version", "approver_id", "seat"],
        ["approval_seat.kind", "approval_seat.number", "approval_seat.version", "approval_seat.approver_id",
         "approval_seat.step"],
        name="fk_approval_decision_seat",
    ),
    sa.Index(
        "uq_approval_decision_given", "kind", "number", "version", "step", "turn",
        unique=True, sqlite_where=_APPROVED, postgresql_where=_APPROVED,
    ),
    sa.Index(
        "ix_approval_decision_telephone", "approver_id", sqlite_where=_BY_TELEPHONE, postgresql_where=_BY_TELEPHONE
    ),
    sa.CheckConstraint("approver_id <> taken_in_by", name="four_eyes"),
    sa.CheckConstraint("(step = 'own-staff') = (approver_id = own_staff)", name="own_client_alone"),
    sa.CheckConstraint("step IN ('own-staff', 'supervisor', 'director', 'general-manager')", name="step"),
    sa.CheckConstraint("verdict IN ('approved', 'sent-back', 'refused')", name="verdict"),
    # a comparison with an empty seat is neither true nor false, and a check lets that pass: emptiness is asked first
    sa.CheckConstraint(
        "(verdict = 'approved') = (seat IS NOT NULL) AND (seat IS NULL OR seat = step)", name="seat_of_an_approval"
    ),
    sa.CheckConstraint("verdict <> 'refused' OR ground <> ''", name="ground_of_a_refusal"),
    sa.CheckConstraint(
        "(way = 'signed-in' AND recorded_by = approver_id AND called_number = '' AND called_at IS NULL "
        "AND confirm_by IS NULL) OR (way = 'telephone' AND recorded_by <> approver_id AND called_number <> '' "
        "AND called_at IS NOT NULL AND confirm_by IS NOT NULL AND verdict = 'approved' AND words <> '')",
        name="way",
    ),
    sa.CheckConstraint("turn >= 0", name="turn"),
)  # fmt: skip

approval_confirmation = sa.Table(
    "approval_confirmation",
    metadata,
    sa.Column("decision_id", sa.String(32), primary_key=True),
    sa.Column("agreed", sa.Boolean, nullable=False),
    sa.Column("words", Sealed("approval_confirmation.words"), nullable=False),
    sa.Column("confirmed_by", sa.String(32), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    # only who is named in the decision confirms it
    sa.ForeignKeyConstraint(
        ["decision_id", "confirmed_by"],
        ["approval_decision.id", "approval_decision.approver_id"],
        name="fk_approval_confirmation_decision",
    ),
)

APPEND_ONLY: tuple[str, ...] = ("approval_seat", "approval_decision", "approval_confirmation")

_FIELDS = tuple(field.name for field in dataclasses.fields(Decision) if field.name != "confirmed")
_SELECT = sa.select(
    *(approval_decision.c[name] for name in _FIELDS),
    *(approval_confirmation.c[name].label(f"c_{name}") for name in ("agreed", "words", "confirmed_by", "at")),
).select_from(approval_decision.outerjoin(approval_confirmation))
_ORDER = (approval_decision.c.number, approval_decision.c.place)
_BATCH = 500


def _decision(row: Any) -> Decision:
    values = {name: getattr(row, name) for name in _FIELDS}
    values |= {"step": StepKind(row.step), "verdict": Verdict(row.verdict), "way": Way(row.way)}
    confirmed = None
    if row.c_agreed is not None:
        confirmed = Confirmation(row.id, row.c_agreed, row.c_words, row.c_confirmed_by, row.c_at)
    return Decision(**values, confirmed=confirmed)


def decisions(conn: sa.Connection, kind: str, number: str) -> tuple[Decision, ...]:
    """Every decision on a request, at whatever version, oldest first."""
    return decisions_of(conn, kind, (number,)).get(number, ())


def decisions_of(conn: sa.Connection, kind: str, numbers: Collection[str]) -> dict[str, tuple[Decision, ...]]:
    """The decisions on many requests, each oldest first; without those that have none."""
    wanted = list(dict.fromkeys(numbers))
    found: dict[str, list[Decision]] = {}
    for start in range(0, len(wanted), _BATCH):
        chunk = wanted[start : start + _BATCH]
        here = sa.and_(approval_decision.c.kind == kind, approval_decision.c.number.in_(chunk))
        for row in conn.execute(_SELECT.where(here).order_by(*_ORDER)):
            found.setdefault(row.number, []).append(_decision(row))
    return {number: tuple(made) for number, made in found.items()}


def unconfirmed(conn: sa.Connection, approver_id: str = "") -> tuple[Decision, ...]:
    """Approvals by telephone to be confirmed still (TO-6), of one approver or all; the earliest due first."""
    query = _SELECT.where(approval_decision.c.way == Way.TELEPHONE.value, approval_confirmation.c.decision_id.is_(None))
    if approver_id:
        query = query.where(approval_decision.c.approver_id == approver_id)
    return tuple(map(_decision, conn.execute(query.order_by(approval_decision.c.confirm_by, *_ORDER))))


def by_id(conn: sa.Connection, decision_id: str) -> Decision:
    """One decision. Refused: ``approvals.unknown``."""
    row = conn.execute(_SELECT.where(approval_decision.c.id == decision_id)).one_or_none()
    if row is None:
        raise Refused("approvals.unknown")
    return _decision(row)


def decide(
    conn: sa.Connection,
    request: Request,
    step: StepKind,
    verdict: Verdict,
    *,
    approver: Approver,
    words: str = "",
    ground: str = "",
    at: datetime,
    named_approvers: Collection[str] = (),
) -> Decision:
    """Store what ``approver``, signed in, says of ``step``; ``request`` is at the version that the approver saw.

    The caller compares that version with the stored one in the same transaction and audits after this. Refused: as
    ``need_may_decide``; ``text.*`` (a question needs words), ``approvals.ground_needed`` (TO-15).
    """
    said = clean_text(words, field="words", limit=WORDS_LIMIT, required=verdict is Verdict.SENT_BACK, lines=True)
    why = clean_text(ground, field="ground", required=False) if verdict is Verdict.REFUSED else ""
    if verdict is Verdict.REFUSED and not why:
        raise Refused("approvals.ground_needed", field="ground")
    turn = _turn(conn, request, step, approver, named_approvers, at)
    made = Decision(
        **_heading(request, step, turn, approver, at),
        verdict=verdict, way=Way.SIGNED_IN, recorded_by=approver.id, recorded_by_name=approver.name, words=said,
        ground=why, called_number="", called_at=None, confirm_by=None, confirmed=None,
    )  # fmt: skip
    return _insert(conn, request, made)


def record_by_telephone(
    conn: sa.Connection,
    request: Request,
    step: StepKind,
    *,
    approver: Approver,
    recorded_by: str,
    recorded_by_name: str,
    words: str,
    called_number: str,
    called_at: datetime,
    not_before: datetime,
    confirm_by: date,
    at: datetime,
    named_approvers: Collection[str] = (),
) -> Decision:
    """Store an approval that ``approver`` gave by telephone (TO-6); take the approver from ``approvers.approver_of``.

    ``not_before``: when this version of the request was made; ``confirm_by``: the last day for confirming.
    Refused: as ``need_may_decide``; ``approvals.yourself_by_telephone``, ``.called_later``, ``.called_before``,
    ``papers.telephone_*``, ``text.*``.
    """
    if recorded_by == approver.id:
        raise Refused("approvals.yourself_by_telephone", field="approver")
    said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
    number = _called_number(called_number)
    if called_at > at:
        raise Refused("approvals.called_later", field="called_at")
    if called_at < not_before:
        raise Refused("approvals.called_before", field="called_at")
    turn = _turn(conn, request, step, approver, named_approvers, at)
    made = Decision(
        **_heading(request, step, turn, approver, at),
        verdict=Verdict.APPROVED, way=Way.TELEPHONE, recorded_by=recorded_by, recorded_by_name=recorded_by_name,
        words=said, ground="", called_number=number, called_at=called_at, confirm_by=confirm_by, confirmed=None,
    )  # fmt: skip
    return _insert(conn, request, made)


def confirm(
    conn: sa.Connection, decision_id: str, *, agreed: bool, words: str = "", by: str, at: datetime
) -> Confirmation:
    """Store what the approver ``by`` (a staff id) says of an approval by telephone; once, and it stays.

    Refused: ``approvals.unknown``, ``.not_yours``, ``.not_by_telephone``, ``.confirmed_already``; ``text.*`` (a denial
    needs words).
    """
    found = by_id(conn, decision_id)
    if found.approver_id != by:
        raise Refused("approvals.not_yours")
    if found.way is not Way.TELEPHONE:
        raise Refused("approvals.not_by_telephone")
    said = clean_text(words, field="words", limit=WORDS_LIMIT, required=not agreed, lines=True)
    lock(conn, found.kind, found.number)
    if by_id(conn, decision_id).confirmed is not None:
        raise Refused("approvals.confirmed_already")
    values = {"decision_id": decision_id, "agreed": agreed, "words": said, "confirmed_by": by, "at": at}
    try:
        conn.execute(approval_confirmation.insert().values(values))
    except IntegrityError as race:
        raise Refused("approvals.confirmed_already") from race
    tell(conn, TOPIC)
    return Confirmation(decision_id, agreed, said, by, at)


def _called_number(typed: str) -> str:
    try:
        return check_telephone(clean_text(typed, field="called_number", limit=40))
    except Refused as refused:
        raise Refused(refused.code, field="called_number", **refused.facts) from None


def lock(conn: sa.Connection, kind: str, number: str) -> None:
    """Let no other transaction decide on this request until this one ends, so that it is judged by what is there.

    A flow that locks rows of its own as well calls this first: who confirms holds this lock before those rows.
    """
    if conn.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(f"guitai-approval:{kind}:{number}".encode()).digest()[:8], signed=True)
        conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    # on SQLite BEGIN IMMEDIATE has the only write lock already


def _turn(
    conn: sa.Connection,
    request: Request,
    step: StepKind,
    approver: Approver,
    named_approvers: Collection[str],
    at: datetime,
) -> int:
    """Judge whether ``approver`` may decide; gives how many approvals of the step at this version fell before."""
    lock(conn, request.kind, request.number)
    so_far = decisions(conn, request.kind, request.number)
    need_may_decide(request, states(request, so_far, branch_day(at)), step, approver, named_approvers)
    return sum(d.version == request.version and d.step is step and d.verdict is Verdict.APPROVED for d in so_far)


def _heading(request: Request, step: StepKind, turn: int, approver: Approver, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(), "kind": request.kind, "number": request.number, "version": request.version, "step": step,
        "turn": turn, "approver_id": approver.id, "approver_number": approver.number, "approver_name": approver.name,
        "at": at,
    }  # fmt: skip


def _insert(conn: sa.Connection, request: Request, made: Decision) -> Decision:
    values = {name: getattr(made, name) for name in _FIELDS}
    values |= {"step": made.step.value, "verdict": made.verdict.value, "way": made.way.value}
    values |= {"taken_in_by": request.taken_in_by, "own_staff": request.own_staff}
    values["seat"] = made.step.value if made.verdict is Verdict.APPROVED else None
    values["place"] = _next_place(conn, made.kind, made.number)
    try:
        if made.verdict is Verdict.APPROVED:
            _take_seat(conn, made)
        conn.execute(approval_decision.insert().values(values))
    except IntegrityError as race:
        raise Refused("approvals.already_decided") from race
    tell(conn, TOPIC)
    return made


def _next_place(conn: sa.Connection, kind: str, number: str) -> int:
    last = sa.select(sa.func.max(approval_decision.c.place)).where(
        approval_decision.c.kind == kind, approval_decision.c.number == number
    )
    return (conn.execute(last).scalar() or 0) + 1


def _take_seat(conn: sa.Connection, made: Decision) -> None:
    """One person approves one step of a version, also after an approval of theirs fell.

    Refused: ``approvals.same_person``.
    """
    seat = {"kind": made.kind, "number": made.number, "version": made.version, "approver_id": made.approver_id}
    insert: Any = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    conn.execute(insert(approval_seat).values(seat | {"step": made.step.value}).on_conflict_do_nothing())
    mine = sa.select(approval_seat.c.step).where(*(approval_seat.c[name] == value for name, value in seat.items()))
    if conn.execute(mine).scalar_one() != made.step.value:
        raise Refused("approvals.same_person")
