"""Whether the users are as this program wrote them (SE-1, SE-2), for the verification of a branch."""

from __future__ import annotations

import json

import sqlalchemy as sa

from app.auth import storage
from app.storage.db import metadata


def problems(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """Row and what is wrong with it, in English, nothing personal.

    Besides the seals: the register must be as new as the audit log says, else all of it was put back together.
    """
    found = storage.problems(connection)
    told, kept = _told_version(connection), storage.register_version(connection)
    if told > kept:
        text = f"The users were put back: the audit log tells of change {told}, the register knows {kept}."
        found = (*found, ("auth_register 1", text))
    return found


def _told_version(connection: sa.Connection) -> int:
    """The newest change of users that the audit log tells of; 0 for none."""
    after = metadata.tables["audit_log"].c.after
    told = connection.execute(sa.select(after).where(after.like('%"register":%'))).scalars()
    versions = (json.loads(text).get("register") for text in told)
    return max((version for version in versions if isinstance(version, int)), default=0)
