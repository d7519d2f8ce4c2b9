"""Rows of users and of failed sign-ins."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.auth.domain import Attempts, StaffFacts, User
from app.common.actor import Role
from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.db import UtcDateTime, metadata

auth_user = sa.Table(
    "auth_user",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("login", sa.String(40), nullable=False, unique=True),
    sa.Column("staff_id", sa.ForeignKey("staff.id"), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(300), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("password_at", UtcDateTime, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

auth_attempt = sa.Table(
    "auth_attempt",
    metadata,
    sa.Column("login_digest", sa.String(64), primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("locked_until", UtcDateTime),
    sa.Column("last_at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()

_staff = sa.table(
    "staff",
    sa.column("id"),
    sa.column("number"),
    sa.column("name"),
    sa.column("kind"),
    sa.column("active", sa.Boolean),
    sa.column("left_on", sa.Date),
)
"""The staff register as far as a sign-in needs it; the register itself belongs to ``app.staff``, which lies above."""


def insert_user(connection: sa.Connection, user: User, password_hash: str, at: datetime) -> None:
    """Add a user. Refused: ``auth.login_taken``, ``auth.staff_has_user``."""
    taken = sa.select(auth_user.c.login).where(auth_user.c.login == user.login)
    if connection.execute(taken).first() is not None:
        raise Refused("auth.login_taken", field="login")
    linked = sa.select(auth_user.c.login).where(auth_user.c.staff_id == user.staff_id)
    if connection.execute(linked).first() is not None:
        raise Refused("auth.staff_has_user", field="staff_id")
    connection.execute(
        auth_user.insert().values(
            id=user.id,
            login=user.login,
            staff_id=user.staff_id,
            password_hash=password_hash,
            roles=canonical_json(user.roles),
            active=user.active,
            made_at=at,
            password_at=at,
            version=user.version,
        )
    )


def any_user(connection: sa.Connection) -> bool:
    """Whether there is a user at all."""
    return connection.execute(sa.select(auth_user.c.id).limit(1)).first() is not None


def find_user(connection: sa.Connection, *, login: str | None = None, user_id: str | None = None) -> User | None:
    """A user by stored login or by id."""
    condition = auth_user.c.login == login if login is not None else auth_user.c.id == user_id
    row = connection.execute(sa.select(auth_user).where(condition)).one_or_none()
    return None if row is None else _user(row)


def list_users(connection: sa.Connection) -> tuple[User, ...]:
    """All users by login."""
    return tuple(_user(row) for row in connection.execute(sa.select(auth_user).order_by(auth_user.c.login)))


def _user(row: Any) -> User:
    roles = frozenset(Role(role) for role in json.loads(row.roles))
    return User(row.id, row.login, row.staff_id, roles, row.active, row.version)


def password_hash(connection: sa.Connection, user_id: str) -> str:
    """The argon2id hash of the user's password."""
    query = sa.select(auth_user.c.password_hash).where(auth_user.c.id == user_id)
    return str(connection.execute(query).scalar_one())


def set_password_hash(connection: sa.Connection, user_id: str, value: str, at: datetime | None) -> None:
    """Replace the hash; ``at`` only for a new password, not for a new cost of the same one."""
    values: dict[str, Any] = {"password_hash": value, "version": auth_user.c.version + 1}
    if at is not None:
        values["password_at"] = at
    connection.execute(auth_user.update().where(auth_user.c.id == user_id).values(values))


def update_user(connection: sa.Connection, user: User) -> None:
    """Store roles and activity of ``user``, read at ``user.version``. Refused: ``auth.changed_meanwhile``."""
    done = connection.execute(
        auth_user.update()
        .where(auth_user.c.id == user.id, auth_user.c.version == user.version)
        .values(roles=canonical_json(user.roles), active=user.active, version=user.version + 1)
    )
    if done.rowcount != 1:
        raise Refused("auth.changed_meanwhile")


def staff_facts(connection: sa.Connection, staff_id: str, day: date) -> StaffFacts | None:
    """What signing in needs to know of a member of staff; None for somebody who is not in the register.

    Who leaves is active up to the day before ``left_on``, whether or not anybody touches the register again (MS-2).
    """
    query = sa.select(_staff).where(_staff.c.id == staff_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    active = row.active and (row.left_on is None or day < row.left_on)
    return StaffFacts(row.number, row.name, row.kind == "marketing", active)


def _digest(login: str) -> str:
    # what is typed into a login field may be a password by mistake: it is never stored as it is
    return hashlib.sha256(f"guitai/login/{login}".encode()).hexdigest()


def lock_attempts(connection: sa.Connection, login: str, at: datetime) -> Attempts:
    """The failures of ``login`` (known or not), the row locked until the transaction ends."""
    blank = {"login_digest": _digest(login), "failures": 0, "locked_until": None, "last_at": at}
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(auth_attempt).values(blank).on_conflict_do_nothing())
    query = sa.select(auth_attempt).where(auth_attempt.c.login_digest == _digest(login)).with_for_update()
    row = connection.execute(query).one()
    return Attempts(row.failures, row.locked_until)


def set_attempts(connection: sa.Connection, login: str, attempts: Attempts, at: datetime) -> None:
    """Store the failures of ``login``."""
    connection.execute(
        auth_attempt.update()
        .where(auth_attempt.c.login_digest == _digest(login))
        .values(failures=attempts.failures, locked_until=attempts.locked_until, last_at=at)
    )


def forget_strangers(connection: sa.Connection, keep: int, logins: Sequence[str]) -> None:
    """Keep the ``keep`` newest rows of logins that nobody has, so that guessing names cannot fill the disk."""
    known = [_digest(login) for login in logins]
    newest = (
        sa.select(auth_attempt.c.login_digest)
        .where(auth_attempt.c.login_digest.not_in(known))
        .order_by(auth_attempt.c.last_at.desc(), auth_attempt.c.login_digest)
        .limit(keep)
    )
    connection.execute(
        auth_attempt.delete().where(
            auth_attempt.c.login_digest.not_in(known), auth_attempt.c.login_digest.not_in(newest)
        )
    )
