"""The client's counter password (OP-5): only its argon2id hash is ever stored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from app.storage.db import UtcDateTime, metadata

client_credential = sa.Table(
    "client_credential",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("set_at", UtcDateTime, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name="hashed"),
)


def set_password(conn: sa.Connection, client_id: str, hashed: str, at: datetime) -> None:
    """Keep the hash of a newly set password and forget wrong tries."""
    conn.execute(client_credential.delete().where(client_credential.c.client_id == client_id))
    conn.execute(client_credential.insert().values(client_id=client_id, password_hash=hashed, set_at=at, failures=0))


def password_hash(conn: sa.Connection, client_id: str) -> str | None:
    """The stored hash, None when the client has set none."""
    found = conn.execute(
        sa.select(client_credential.c.password_hash).where(client_credential.c.client_id == client_id)
    ).scalar_one_or_none()
    return str(found) if found is not None else None
