"""What a branch is, kept inside its database, where a stolen or edited ``branch.toml`` cannot change it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.common.values import canonical_json
from app.storage.db import UtcDateTime, metadata

branch_identity = sa.Table(
    "branch_identity",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("branch_id", sa.String(32), nullable=False),
    sa.Column("company", sa.String(200), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("address", sa.String(200), nullable=False),
    sa.Column("telephone", sa.String(60), nullable=False),
    sa.Column("prefix", sa.String(12), nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.CheckConstraint("id = 1", name="single"),
)

APPEND_ONLY = ("branch_identity",)


@dataclass(frozen=True, slots=True)
class BranchIdentity:
    """Name and kind of a branch as its database has it. ``prefix`` begins its document numbers."""

    branch_id: str
    company: str
    name: str
    address: str
    telephone: str
    prefix: str
    sample: bool
    made_at: datetime


def insert_identity(connection: sa.Connection, identity: BranchIdentity, key: bytes) -> None:
    """Write the one row, authenticated by ``key``."""
    connection.execute(
        branch_identity.insert().values(
            id=1,
            branch_id=identity.branch_id,
            company=identity.company,
            name=identity.name,
            address=identity.address,
            telephone=identity.telephone,
            prefix=identity.prefix,
            sample=identity.sample,
            made_at=identity.made_at,
            mac=_mac(identity, key),
        )
    )


def read_identity(connection: sa.Connection, key: bytes) -> BranchIdentity | None:
    """The branch of this database, or None when the row is missing or not authenticated by ``key``."""
    row = connection.execute(sa.select(branch_identity)).one_or_none()
    if row is None:
        return None
    identity = BranchIdentity(
        row.branch_id, row.company, row.name, row.address, row.telephone, row.prefix, row.sample, row.made_at
    )
    return identity if hmac.compare_digest(row.mac, _mac(identity, key)) else None


def _mac(identity: BranchIdentity, key: bytes) -> str:
    return hmac.new(key, canonical_json(identity).encode(), hashlib.sha256).hexdigest()
