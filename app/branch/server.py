"""What the owner of a branch server does: make the branch's tables, roles and grants, upgrade them, shut a station out.

The owner's address comes with each command and is kept nowhere. The program itself works with the role of its station.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage import roles
from app.storage.address import need_tls, server_url, user_of
from app.storage.engine import postgresql_engine
from app.storage.faults import plain_faults
from app.storage.grants import excess, grant_all, lacking
from app.storage.roles import Login
from app.storage.schema import HEAD, create_tables, has_tables, revision, unmake_tables


@contextlib.contextmanager
def owner_of(url: str) -> Iterator[sa.Engine]:
    """An engine of the owner, given back at the end.

    Refused: ``branch.database_url``, ``branch.tls_*``, and what the server says (``plain_faults``).
    """
    address = server_url(url)
    need_tls(address)
    engine = postgresql_engine(address)
    try:
        with plain_faults():
            yield engine
    finally:
        engine.dispose()


def make_server(url: str, branch_id: str, station: str, prepared: Login | None, *, schema: str = HEAD) -> Login:
    """Make tables, triggers, roles and grants in an empty database, in one transaction; gives the station's login.

    ``prepared``: a role that an administrator of the server made for the program, which then holds the grants.
    ``schema``: an older one for rows of an older backup; no grants are given before it is upgraded.
    Refused: ``branch.exists``, ``branch.no_createrole``, ``branch.app_role_unknown``, ``branch.app_role_is_owner``,
    what ``owner_of`` says.
    """
    with owner_of(url) as engine, engine.begin() as connection:
        if has_tables(engine):
            raise Refused("branch.exists")
        if prepared is None:
            if not roles.may_make_roles(connection):
                raise Refused("branch.no_createrole")
            app = roles.make_app_role(connection, branch_id)
            login = roles.make_login(connection, app, station)
        else:
            if not roles.exists(connection, prepared.role):
                raise Refused("branch.app_role_unknown", field="app_role")
            if prepared.role == user_of(url):
                raise Refused("branch.app_role_is_owner", field="app_role")
            app, login = prepared.role, prepared
        if schema == HEAD:
            create_tables(connection)
        else:
            _older_tables(connection, schema)
        roles.keep_app_role(connection, app)
        if schema == HEAD:
            grant_all(connection, app)
    return login


def _older_tables(connection: sa.Connection, schema: str) -> None:
    from app.storage.migrations import runner

    runner.upgrade_within(connection, to=schema)


def unmake_server(url: str, login: Login) -> None:
    """Take back what ``make_server`` made a moment ago, when the rest of a new branch failed."""
    with owner_of(url) as engine, engine.begin() as connection:
        app = roles.app_role(connection)
        unmake_tables(connection)
        if login.made:
            roles.drop(connection, login.role)
            roles.drop(connection, app)


def upgrade_server(url: str) -> tuple[str, str]:
    """Bring the tables to the newest schema and the grants up to date; gives the revisions before and after.

    Several at once do it once: an advisory lock makes the others wait. One transaction.
    Refused: ``branch.schema_unknown``, ``branch.roles_unknown``, ``branch.not_owner``, what ``owner_of`` says.
    """
    from app.storage.migrations import runner

    with owner_of(url) as engine:
        with engine.connect() as connection:
            before = revision(connection)
            if before is None or before not in runner.known():
                raise Refused("branch.schema_unknown")
            need_owner(connection)

        runner.upgrade(engine, after=grants_anew)
    return before, HEAD


def grants_anew(connection: sa.Connection) -> None:
    """Give the branch's application role what this program needs, and no more. Refused: ``branch.roles_unknown``."""
    grant_all(connection, roles.app_role(connection))


def need_owner(connection: sa.Connection) -> None:
    """Refused: ``branch.not_owner`` when the role of ``connection`` may not alter the tables."""
    query = """
    SELECT bool_and(pg_has_role(current_user, relowner, 'USAGE')) FROM pg_class
    WHERE relnamespace = to_regnamespace(current_schema()) AND relkind IN ('r', 'p')
    """
    if not connection.exec_driver_sql(query).scalar_one():
        raise Refused("branch.not_owner")


def add_login(url: str, station: str, prepared: Login | None) -> Login:
    """A login for another station.

    Refused: ``branch.no_createrole``, ``branch.app_role_*``, ``branch.roles_unknown``.
    """
    with owner_of(url) as engine, engine.begin() as connection:
        app = roles.app_role(connection)
        if prepared is None:
            if not roles.may_make_roles(connection):
                raise Refused("branch.no_createrole")
            return roles.make_login(connection, app, station)
        if not roles.exists(connection, prepared.role):
            raise Refused("branch.app_role_unknown", field="app_role")
        if prepared.role == user_of(url):
            raise Refused("branch.app_role_is_owner", field="app_role")
        if not roles.is_member(connection, prepared.role, app):
            if not roles.may_make_roles(connection):
                raise Refused("branch.app_role_no_member", field="app_role", role=app)
            roles.join_app_role(connection, app, prepared.role)
        return prepared


def lock_login(url: str, role: str) -> int:
    """Let ``role`` in no more, take its rights, end its sessions; gives how many were ended. One transaction.

    Where the owner may not end other roles' sessions they stay, without any right.
    Refused: ``branch.no_createrole``, ``branch.app_role_unknown``, ``branch.roles_unknown``.
    """
    with owner_of(url) as engine:
        with engine.begin() as connection:
            app = roles.app_role(connection)
            if not roles.exists(connection, role):
                raise Refused("branch.app_role_unknown")
            if not roles.may_make_roles(connection):
                raise Refused("branch.no_createrole")
            roles.shut_out(connection, app, role)
        query = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :role")
        with contextlib.suppress(sa.exc.ProgrammingError), engine.begin() as connection:
            return len(connection.execute(query, {"role": role}).all())
    return 0


def renew_login(url: str, role: str) -> Login:
    """Another password for the role of a station; one that is shut out stays so.

    Refused: ``branch.no_createrole``, ``branch.app_role_unknown``, ``branch.roles_unknown``.
    """
    with owner_of(url) as engine, engine.begin() as connection:
        roles.app_role(connection)
        if not roles.exists(connection, role):
            raise Refused("branch.app_role_unknown")
        if not roles.may_make_roles(connection):
            raise Refused("branch.no_createrole")
        return roles.renew(connection, role)


def same_server(url: str, connection: sa.Connection) -> None:
    """Refused: ``branch.other_branch`` when the owner's address leads to another database than ``connection``."""
    told = "SELECT name FROM server_role"
    own = connection.exec_driver_sql(told).scalar_one_or_none()
    with owner_of(url) as engine, engine.connect() as other:
        if roles.app_role(other) != own:
            raise Refused("branch.other_branch")


def need_fitting_role(connection: sa.Connection) -> None:
    """The station's role may do what the program does, and nothing beyond (SE-2).

    Refused: ``branch.role_too_powerful``, ``branch.grants_missing``, ``branch.roles_unknown``.
    """
    app = roles.app_role(connection)
    too_much = excess(connection, app)
    if too_much:
        raise Refused("branch.role_too_powerful", what=too_much[0], count=len(too_much))
    if lacking(connection):
        raise Refused("branch.grants_missing")
