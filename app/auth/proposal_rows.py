"""Rows of what was proposed for users, and of what a second person decided. Both stay for good (SE-1, TO-5)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.auth.domain import Proposal, ProposalKind, Verdict
from app.common.actor import Role
from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.rowseal import is_sealed, row_seal

TOPIC = "users"

auth_proposal = sa.Table(
    "auth_proposal",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("user_id", sa.String(32), nullable=False),
    sa.Column("login", sa.String(40), nullable=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("password_hash", sa.String(300), nullable=False, comment="empty where the password stays"),
    sa.Column("seen_version", sa.Integer, nullable=False),
    sa.Column("proposed_by", sa.String(32), nullable=False),
    sa.Column("proposed_by_name", sa.String(100), nullable=False),
    sa.Column("proposed_at", UtcDateTime, nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.UniqueConstraint("id", "proposed_by", "staff_id"),
    sa.CheckConstraint("kind IN ('make', 'change', 'password')", name="kind"),
)

auth_verdict = sa.Table(
    "auth_verdict",
    metadata,
    sa.Column("proposal_id", sa.String(32), primary_key=True),
    sa.Column("proposed_by", sa.String(32), nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("agreed", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.ForeignKeyConstraint(
        ["proposal_id", "proposed_by", "staff_id"],
        ["auth_proposal.id", "auth_proposal.proposed_by", "auth_proposal.staff_id"],
        name="fk_auth_verdict_proposal",
    ),
    # one may take back one's own proposal, and say no to what concerns oneself
    sa.CheckConstraint('NOT agreed OR ("by" <> proposed_by AND "by" <> staff_id)', name="four_eyes"),
)

APPEND_ONLY: tuple[str, ...] = ("auth_proposal", "auth_verdict")

_SEALED = tuple(column.name for column in auth_proposal.columns if column.name != "mac")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with the hash that the windows never see."""

    proposal: Proposal
    password_hash: str = field(repr=False)


def add(connection: sa.Connection, proposed: Proposed) -> None:
    """Enter a proposal, sealed."""
    one = proposed.proposal
    values = {
        "id": one.id, "kind": one.kind.value, "user_id": one.user_id, "login": one.login, "staff_id": one.staff_id,
        "roles": canonical_json(one.roles), "active": one.active, "password_hash": proposed.password_hash,
        "seen_version": one.seen_version, "proposed_by": one.by, "proposed_by_name": one.by_name,
        "proposed_at": one.at,
    }  # fmt: skip
    connection.execute(auth_proposal.insert().values(**values, mac=row_seal(connection, "auth_proposal", values)))
    tell(connection, TOPIC)


def decide(connection: sa.Connection, proposal: Proposal, verdict: Verdict) -> None:
    """Write down what was decided. Refused: ``auth.decided_already``."""
    try:
        connection.execute(
            auth_verdict.insert().values(
                proposal_id=proposal.id, proposed_by=proposal.by, staff_id=proposal.staff_id, agreed=verdict.agreed,
                by=verdict.by, by_name=verdict.by_name, at=verdict.at,
            )
        )  # fmt: skip
    except IntegrityError as race:
        raise Refused("auth.decided_already") from race
    tell(connection, TOPIC)


def by_id(connection: sa.Connection, proposal_id: str) -> Proposed:
    """One proposal. Refused: ``auth.proposal_unknown``, ``auth.proposal_altered`` (its seal does not hold)."""
    found = _read(connection, auth_proposal.c.id == proposal_id, 1)
    if not found:
        raise Refused("auth.proposal_unknown")
    row = connection.execute(sa.select(auth_proposal).where(auth_proposal.c.id == proposal_id)).one()
    if not is_sealed(connection, "auth_proposal", {name: getattr(row, name) for name in _SEALED}, row.mac):
        raise Refused("auth.proposal_altered")
    return found[0]


def open_ones(connection: sa.Connection) -> tuple[Proposal, ...]:
    """What waits for a second person, the oldest first."""
    return tuple(one.proposal for one in reversed(_read(connection, auth_verdict.c.proposal_id.is_(None), 1000)))


def latest(connection: sa.Connection, limit: int) -> tuple[Proposal, ...]:
    """The newest proposals, decided or not."""
    return tuple(one.proposal for one in _read(connection, sa.true(), limit))


def _read(connection: sa.Connection, condition: sa.ColumnElement[bool], limit: int) -> list[Proposed]:
    verdict = auth_verdict.c
    query = (
        sa.select(auth_proposal, verdict.agreed, verdict.by, verdict.by_name, verdict.at)
        .select_from(auth_proposal.outerjoin(auth_verdict, verdict.proposal_id == auth_proposal.c.id))
        .where(condition)
        .order_by(auth_proposal.c.proposed_at.desc(), auth_proposal.c.id)
        .limit(limit)
    )
    return [_proposed(row) for row in connection.execute(query)]


def _proposed(row: Any) -> Proposed:
    verdict = None if row.by is None else Verdict(row.agreed, row.by, row.by_name, row.at)
    return Proposed(
        Proposal(
            row.id, ProposalKind(row.kind), row.user_id, row.login, row.staff_id,
            frozenset(Role(role) for role in json.loads(row.roles)), row.active, row.seen_version,
            row.proposed_by, row.proposed_by_name, row.proposed_at, verdict,
        ),
        row.password_hash,
    )  # fmt: skip
