"""Rows of proposed versions of policy files and of what was decided; both are sealed and stay for good (SE-2, TO-5)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.policy.versions import TOPIC, Act, Ledger, Proposal, Verdict
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.rowseal import is_sealed, row_seal

_LOCK = 7_115_906
"""Whoever proposes or decides waits for the one before, so that a date is given once."""

policy_proposal = sa.Table(
    "policy_proposal",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("act", sa.String(16), nullable=False),
    sa.Column("file", sa.String(100), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Column("effective", sa.Date, nullable=False),
    sa.Column("text", sa.Text, nullable=False, comment="the whole file; empty for a withdrawal"),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("of", sa.String(32), sa.ForeignKey("policy_proposal.id"), nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("proposed_by", sa.String(32), nullable=False),
    sa.Column("proposed_by_name", sa.String(100), nullable=False),
    sa.Column("proposed_at", UtcDateTime, nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.UniqueConstraint("id", "proposed_by"),
    sa.CheckConstraint("act IN ('adopt', 'withdraw')", name="act"),
)

policy_verdict = sa.Table(
    "policy_verdict",
    metadata,
    sa.Column("proposal_id", sa.String(32), primary_key=True),
    sa.Column("proposed_by", sa.String(32), nullable=False),
    sa.Column("agreed", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(
        ["proposal_id", "proposed_by"],
        ["policy_proposal.id", "policy_proposal.proposed_by"],
        name="fk_policy_verdict_proposal",
    ),
    # one may take back one's own proposal
    sa.CheckConstraint('NOT agreed OR "by" <> proposed_by', name="four_eyes"),
)

policy_draft = sa.Table(
    "policy_draft",
    metadata,
    sa.Column("staff_id", sa.String(32), primary_key=True),
    sa.Column("file", sa.String(100), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("policy_proposal", "policy_verdict")

_PROPOSED = tuple(column.name for column in policy_proposal.columns if column.name != "mac")
_DECIDED = tuple(column.name for column in policy_verdict.columns if column.name != "mac")


def lock(conn: sa.Connection) -> None:
    """Let nobody else propose or decide until this transaction ends; SQLite's writers wait for one another anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def text_digest(text: str) -> str:
    """SHA-256 of a policy text."""
    return hashlib.sha256(text.encode()).hexdigest()


def add(conn: sa.Connection, one: Proposal) -> None:
    """Enter a proposal, sealed."""
    values = {
        "id": one.id, "act": one.act.value, "file": one.file, "kind": one.kind, "version": one.version,
        "effective": one.effective, "text": one.text, "sha256": one.sha256, "of": one.of or None,
        "reason": one.reason, "proposed_by": one.by, "proposed_by_name": one.by_name, "proposed_at": one.at,
    }  # fmt: skip
    conn.execute(policy_proposal.insert().values(**values, mac=_seal(conn, "policy_proposal", values)))
    tell(conn, TOPIC)


def decide(conn: sa.Connection, one: Proposal, verdict: Verdict) -> None:
    """Write down what was decided, sealed. Refused: ``policy.decided_already``."""
    values = {
        "proposal_id": one.id, "proposed_by": one.by, "agreed": verdict.agreed, "reason": verdict.reason,
        "by": verdict.by, "by_name": verdict.by_name, "at": verdict.at,
    }  # fmt: skip
    try:
        conn.execute(policy_verdict.insert().values(**values, mac=_seal(conn, "policy_verdict", values)))
    except IntegrityError as race:
        raise Refused("policy.decided_already") from race
    tell(conn, TOPIC)


def ledger(conn: sa.Connection) -> Ledger:
    """Everything that was ever proposed and decided.

    Refused: ``policy.version_altered`` when a row was touched outside of the program.
    """
    verdicts = {row.proposal_id: row for row in conn.execute(sa.select(policy_verdict))}
    rows = conn.execute(sa.select(policy_proposal).order_by(policy_proposal.c.proposed_at, policy_proposal.c.id))
    found = tuple(_proposal(conn, row, verdicts.pop(row.id, None)) for row in rows)
    if verdicts:  # a foreign key forbids it, and whoever alters rows may have lifted that
        raise Refused("policy.version_altered")
    return Ledger(found)


def _proposal(conn: sa.Connection, row: Any, verdict: Any) -> Proposal:
    _need_sealed(conn, "policy_proposal", {name: getattr(row, name) for name in _PROPOSED}, row.mac)
    one = Proposal(
        row.id, Act(row.act), row.file, row.kind, row.version, row.effective, row.text, row.sha256, row.of or "",
        row.reason, row.proposed_by, row.proposed_by_name, row.proposed_at,
    )  # fmt: skip
    if verdict is None:
        return one
    _need_sealed(conn, "policy_verdict", {name: getattr(verdict, name) for name in _DECIDED}, verdict.mac)
    return replace(one, verdict=Verdict(verdict.agreed, verdict.reason, verdict.by, verdict.by_name, verdict.at))


def _seal(conn: sa.Connection, table: str, values: dict[str, Any]) -> str:
    return row_seal(conn, table, values)


def _need_sealed(conn: sa.Connection, table: str, values: dict[str, Any], mac: str) -> None:
    if not is_sealed(conn, table, values, mac):
        raise Refused("policy.version_altered")


def save_draft(conn: sa.Connection, staff_id: str, file: str, text: str, at: datetime) -> None:
    """Keep what somebody is writing, in place of what was kept before."""
    drop_draft(conn, staff_id, file)
    conn.execute(policy_draft.insert().values(staff_id=staff_id, file=file, text=text, saved_at=at))


def drop_draft(conn: sa.Connection, staff_id: str, file: str) -> None:
    """Forget a draft."""
    conn.execute(policy_draft.delete().where(policy_draft.c.staff_id == staff_id, policy_draft.c.file == file))


def drafts(conn: sa.Connection, staff_id: str) -> dict[str, str]:
    """What somebody has begun, by file."""
    query = sa.select(policy_draft.c.file, policy_draft.c.text).where(policy_draft.c.staff_id == staff_id)
    return {row.file: row.text for row in conn.execute(query)}
