"""Rows of users and of failed sign-ins.

Every user's row bears a seal over all its fields, and the register's own row a list of all users with their seals:
a row that was written, put back or taken away outside the program is noticed at the next look (SE-1, SE-2).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.auth.domain import Attempts, StaffFacts, User
from app.common.actor import Role
from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.rowseal import is_sealed, row_seal

TOPIC = "users"
"""What windows listen to: somebody's user was changed, a proposal made or decided."""

auth_user = sa.Table(
    "auth_user",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("login", sa.String(40), nullable=False, unique=True),
    sa.Column("staff_id", sa.ForeignKey("staff.id"), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(300), nullable=False),
    sa.Column("roles", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("until", sa.Date, comment="first day without a sign-in, of somebody who leaves"),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("password_at", UtcDateTime, nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False, comment="counts what ends the sign-ins under way"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("mac", sa.String(64), nullable=False, comment="seal over the other columns"),
)

auth_register = sa.Table(
    "auth_register",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("users", sa.Text, nullable=False, comment="JSON: the seal of every user's row by id"),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.CheckConstraint("id = 1", name="single"),
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

_SEALED = tuple(column.name for column in auth_user.columns if column.name != "mac")


# the register's own row


def lock_register(connection: sa.Connection) -> None:
    """Wait for whoever is changing users; the first thing a change does. Refused: ``auth.register_altered``."""
    insert: Any = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if not any_user(connection):
        values = {"id": 1, "version": 0, "users": "{}"}
        blank = {**values, "mac": row_seal(connection, "auth_register", values)}
        connection.execute(insert(auth_register).values(blank).on_conflict_do_nothing())
    connection.execute(sa.select(auth_register.c.id).with_for_update()).first()
    if _seals(connection) is None:
        raise Refused("auth.register_altered")


def _seals(connection: sa.Connection) -> dict[str, str] | None:
    """The seals of all users by id; None when the register's row is gone or was altered."""
    row = connection.execute(sa.select(auth_register)).one_or_none()
    if row is None:
        return None
    values = {"id": row.id, "version": row.version, "users": row.users}
    if not is_sealed(connection, "auth_register", values, row.mac):
        return None
    found: dict[str, str] = json.loads(row.users)
    return found


def _seal(connection: sa.Connection, user_id: str) -> int:
    """Seal the user's row as it is now, and enter it in the register; the register's next version."""
    row = connection.execute(sa.select(auth_user).where(auth_user.c.id == user_id)).one()
    mac = row_seal(connection, "auth_user", _content(row))
    connection.execute(auth_user.update().where(auth_user.c.id == user_id).values(mac=mac))
    head = connection.execute(sa.select(auth_register)).one()
    users = canonical_json({**json.loads(head.users), user_id: mac})
    values = {"version": head.version + 1, "users": users}
    mac = row_seal(connection, "auth_register", {"id": 1, **values})
    connection.execute(auth_register.update().values(**values, mac=mac))
    tell(connection, TOPIC)
    return int(head.version) + 1


def _content(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _SEALED}


def _sound(connection: sa.Connection, row: Any, seals: Mapping[str, str] | None) -> bool:
    return (
        seals is not None
        and seals.get(row.id) == row.mac
        and is_sealed(connection, "auth_user", _content(row), row.mac)
    )


def problems(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """What was done to the users outside the program: row and what is wrong with it, in English, nothing personal."""
    seals = _seals(connection)
    rows = connection.execute(sa.select(auth_user).order_by(auth_user.c.id)).all()
    if seals is None:
        gone = "The register of users is gone or was altered: nobody can sign in."
        return (("auth_register 1", gone),) if rows or _register_version(connection) else ()
    found = [
        (f"auth_user {row.id}", "The user's row was altered, put back or added outside the program.")
        for row in rows
        if not _sound(connection, row, seals)
    ]
    found += [
        (f"auth_user {user_id}", "The user's row was taken away outside the program.")
        for user_id in sorted(set(seals) - {row.id for row in rows})
    ]
    return tuple(found)


def _register_version(connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.max(auth_register.c.version))).scalar() or 0)


def register_version(connection: sa.Connection) -> int:
    """How often users were changed: what the audit log tells of the last change has to fit."""
    return _register_version(connection)


# users


def insert_user(connection: sa.Connection, user: User, password_hash: str, at: datetime) -> int:
    """Add a user, after :func:`lock_register`; the register's version.

    Refused: ``auth.login_taken``, ``auth.staff_has_user``.
    """
    need_free(connection, user.login, user.staff_id)
    connection.execute(
        auth_user.insert().values(
            id=user.id,
            login=user.login,
            staff_id=user.staff_id,
            password_hash=password_hash,
            roles=canonical_json(user.roles),
            active=user.active,
            until=None,
            made_at=at,
            password_at=at,
            epoch=1,
            version=user.version,
            mac="",
        )
    )
    return _seal(connection, user.id)


def need_free(connection: sa.Connection, login: str, staff_id: str) -> None:
    """Refused: ``auth.login_taken``, ``auth.staff_has_user``."""
    taken = sa.select(auth_user.c.login).where(auth_user.c.login == login)
    if connection.execute(taken).first() is not None:
        raise Refused("auth.login_taken", field="login")
    linked = sa.select(auth_user.c.login).where(auth_user.c.staff_id == staff_id)
    if connection.execute(linked).first() is not None:
        raise Refused("auth.staff_has_user", field="staff_id")


def any_user(connection: sa.Connection) -> bool:
    """Whether there is a user at all."""
    return connection.execute(sa.select(auth_user.c.id).limit(1)).first() is not None


def find_user(connection: sa.Connection, *, login: str | None = None, user_id: str | None = None) -> User | None:
    """A user by stored login or by id."""
    condition = auth_user.c.login == login if login is not None else auth_user.c.id == user_id
    row = connection.execute(sa.select(auth_user).where(condition)).one_or_none()
    return None if row is None else _user(connection, row, _seals(connection))


def list_users(connection: sa.Connection) -> tuple[User, ...]:
    """All users by login."""
    seals = _seals(connection)
    rows = connection.execute(sa.select(auth_user).order_by(auth_user.c.login)).all()
    return tuple(_user(connection, row, seals) for row in rows)


def _user(connection: sa.Connection, row: Any, seals: Mapping[str, str] | None) -> User:
    sound = _sound(connection, row, seals)
    # what was altered outside the program gives nobody a right, wherever users are looked at
    roles = frozenset(Role(role) for role in json.loads(row.roles)) if sound else frozenset()
    return User(row.id, row.login, row.staff_id, roles, row.active and sound, row.version, row.until, sound)


def password_hash(connection: sa.Connection, user_id: str) -> str:
    """The argon2id hash of the user's password."""
    query = sa.select(auth_user.c.password_hash).where(auth_user.c.id == user_id)
    return str(connection.execute(query).scalar_one())


def set_password_hash(
    connection: sa.Connection, user_id: str, value: str, at: datetime | None, *, ends_sessions: bool = False
) -> int:
    """Replace the hash, after :func:`lock_register`; the register's version.

    ``at`` only for a new password, not for a new cost of the same one; ``ends_sessions`` when somebody else set it.
    """
    values: dict[str, Any] = {"password_hash": value, "version": auth_user.c.version + 1}
    if at is not None:
        values["password_at"] = at
    if ends_sessions:
        values["epoch"] = auth_user.c.epoch + 1
    connection.execute(auth_user.update().where(auth_user.c.id == user_id).values(values))
    return _seal(connection, user_id)


def update_user(connection: sa.Connection, user: User) -> int:
    """Store roles and activity of ``user``, read at ``user.version``, after :func:`lock_register`; its sign-ins end.

    The register's version. Refused: ``auth.changed_meanwhile``.
    """
    done = connection.execute(
        auth_user.update()
        .where(auth_user.c.id == user.id, auth_user.c.version == user.version)
        .values(
            roles=canonical_json(user.roles), active=user.active, until=user.until, version=user.version + 1,
            epoch=auth_user.c.epoch + 1,
        )
    )  # fmt: skip
    if done.rowcount != 1:
        raise Refused("auth.changed_meanwhile")
    return _seal(connection, user.id)


def end_user(connection: sa.Connection, staff_id: str, on: date) -> int:
    """Let the user of a member who leaves sign in up to the day before ``on``; what is open now ends (MS-2).

    The register's version; 0 when the member has no user. Refused: ``auth.register_altered``.
    """
    if connection.execute(sa.select(auth_user.c.id).where(auth_user.c.staff_id == staff_id)).first() is None:
        return 0
    lock_register(connection)
    found = next(user for user in list_users(connection) if user.staff_id == staff_id)
    if not found.sound:
        return 0  # cannot sign in as it is; sealing it anew would make the alteration good
    connection.execute(
        auth_user.update()
        .where(auth_user.c.id == found.id)
        .values(until=on, version=auth_user.c.version + 1, epoch=auth_user.c.epoch + 1)
    )
    return _seal(connection, found.id)


# sign-ins


def session_of(connection: sa.Connection, user_id: str) -> str:
    """What names a sign-in that begins now: the user, and how often its sign-ins were ended before."""
    epoch = connection.execute(sa.select(auth_user.c.epoch).where(auth_user.c.id == user_id)).scalar_one()
    return f"{user_id}:{epoch}"


def session_holds(connection: sa.Connection, session: str, day: date) -> bool:
    """Whether a sign-in is still good on ``day``; one row is read."""
    user_id, _, epoch = session.partition(":")
    query = (
        sa.select(auth_user, _staff.c.active.label("in_post"), _staff.c.left_on)
        .join_from(auth_user, _staff, _staff.c.id == auth_user.c.staff_id)
        .where(auth_user.c.id == user_id)
    )
    row = connection.execute(query).one_or_none()
    return (
        row is not None
        and str(row.epoch) == epoch
        and row.active
        and (row.until is None or day < row.until)
        and row.in_post
        and (row.left_on is None or day < row.left_on)
        and is_sealed(connection, "auth_user", _content(row), row.mac)
    )


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
