"""Roles of a branch server: the owner of the tables, the branch's application role, one sign-in role a station (SE-1).

Everything here is done on a connection of the owner, but for a station's change of its own password. A password never
reaches the server in plain text, nor its log: what is sent is its SCRAM verifier.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage.db import metadata

server_role = sa.Table(
    "server_role",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(63), nullable=False),
    sa.CheckConstraint("id = 1", name="single"),
)
"""The application role of this branch, on a branch server; the owner alone writes it. Empty in the embedded file."""

APPEND_ONLY = ("server_role",)

_PASSWORD_BYTES = 24
_MOST_CONNECTIONS = 20
"""Of one station: the window's pool, its listening connection, and commands beside it."""
_NOTHING = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


@dataclass(frozen=True, slots=True)
class Login:
    """A role that signs in. ``made``: by this program; else an administrator of the server has prepared it."""

    role: str
    password: str = field(repr=False)
    made: bool = True


def app_role(connection: sa.Connection) -> str:
    """The application role of this branch. Refused: ``branch.roles_unknown`` when there is none."""
    if not sa.inspect(connection).has_table(server_role.name):
        raise Refused("branch.roles_unknown")
    found = connection.execute(sa.select(server_role.c.name)).scalar_one_or_none()
    if found is None:
        raise Refused("branch.roles_unknown")
    return str(found)


def keep_app_role(connection: sa.Connection, name: str) -> None:
    """Note the application role of a new branch."""
    connection.execute(server_role.insert().values(id=1, name=name))


def may_make_roles(connection: sa.Connection) -> bool:
    """Whether the owner's role may make roles."""
    query = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(query).scalar_one())


def exists(connection: sa.Connection, role: str) -> bool:
    """Whether the server has this role."""
    query = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role")
    return connection.execute(query, {"role": role}).first() is not None


def make_app_role(connection: sa.Connection, branch_id: str) -> str:
    """A new role that nobody signs in with and that will hold the grants of this branch.

    Roles belong to the whole server, branches to a database each: the name has a random end, so that two databases
    with a branch of one id never share a role.
    """
    name = f"guitai_{_plain(branch_id)}_{secrets.token_hex(3)}"
    connection.exec_driver_sql(f"CREATE ROLE {_quoted(connection, name)} NOLOGIN INHERIT {_NOTHING}")
    return name


def login_name(app: str, station: str) -> str:
    """The sign-in role of a station; at most 63 characters, the longest name of PostgreSQL."""
    return f"{app[:40]}_{_plain(station)}"[:63]


def make_login(connection: sa.Connection, app: str, station: str) -> Login:
    """A role for ``station`` with a random password; one that is there already gets a new password."""
    role = login_name(app, station)
    password = new_password()
    verb = "ALTER" if exists(connection, role) else "CREATE"
    options = f"LOGIN INHERIT {_NOTHING} CONNECTION LIMIT {_MOST_CONNECTIONS}"
    secret = f"PASSWORD '{_verifier(connection, role, password)}'"
    connection.exec_driver_sql(f"{verb} ROLE {_quoted(connection, role)} {options} {secret}")
    join_app_role(connection, app, role)
    return Login(role, password)


def renew(connection: sa.Connection, role: str) -> Login:
    """Another password for a role; nothing else of it changes."""
    password = new_password()
    _set_password(connection, role, password)
    return Login(role, password)


def join_app_role(connection: sa.Connection, app: str, role: str) -> None:
    """Let ``role`` do what the application does."""
    connection.exec_driver_sql(f"GRANT {_quoted(connection, app)} TO {_quoted(connection, role)}")


def is_member(connection: sa.Connection, role: str, app: str) -> bool:
    """Whether ``role`` may do what the application role may."""
    query = sa.text("SELECT pg_has_role(:role, :app, 'USAGE')")
    return bool(connection.execute(query, {"role": role, "app": app}).scalar_one())


def shut_out(connection: sa.Connection, app: str, role: str) -> None:
    """Let ``role`` sign in no more and take its rights away at once, from sessions that run as well."""
    connection.exec_driver_sql(f"ALTER ROLE {_quoted(connection, role)} NOLOGIN")
    if role != app:
        connection.exec_driver_sql(f"REVOKE {_quoted(connection, app)} FROM {_quoted(connection, role)}")


def change_own_password(connection: sa.Connection, password: str) -> None:
    """Give the role of this connection another password, in its transaction."""
    role = str(connection.exec_driver_sql("SELECT session_user").scalar_one())
    _set_password(connection, role, password)


def drop(connection: sa.Connection, role: str) -> None:
    """Remove a role with whatever it was granted in this database."""
    if exists(connection, role):
        connection.exec_driver_sql(f"DROP OWNED BY {_quoted(connection, role)}")
        connection.exec_driver_sql(f"DROP ROLE {_quoted(connection, role)}")


def new_password() -> str:
    """A random password of a station, that nobody types."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


def _set_password(connection: sa.Connection, role: str, password: str) -> None:
    secret = f"PASSWORD '{_verifier(connection, role, password)}'"
    connection.exec_driver_sql(f"ALTER ROLE {_quoted(connection, role)} {secret}")


def _verifier(connection: sa.Connection, role: str, password: str) -> str:
    driver: Any = connection.connection.dbapi_connection
    made: bytes = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode()


def _quoted(connection: sa.Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:24] or "x"
