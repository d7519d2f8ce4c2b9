"""What the program may do on a branch server, and that more is noticed (SE-2)."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.storage import grants, roles
from app.storage.address import user_of
from app.storage.schema import append_only_tables
from tests.app.storage.test_keys import refused
from tests.builders import Actors, BranchFactory, as_owner

TOP = Path(__file__).parents[3]

pytestmark = pytest.mark.rule("SE-2")


@pytest.fixture
def server(branch_factory: BranchFactory) -> OpenBranch:
    return branch_factory.make("postgresql")


def own_role(branch: OpenBranch) -> str:
    return user_of(branch.settings.database_url or "")


def app_role(branch: OpenBranch) -> str:
    with branch.db.read() as connection:
        return roles.app_role(connection)


def test_the_page_of_grants_is_that_of_the_program() -> None:
    page = (TOP / "docs" / "grants.md").read_text(encoding="utf-8")
    assert page == grants.markdown(), "run python -m app.storage.grants > docs/grants.md"


def test_nothing_append_only_can_be_changed_and_nothing_unknown_is_granted() -> None:
    made = {grant.table: grant for grant in grants.table_grants()}
    for name in append_only_tables():
        assert (made[name].updated, made[name].deleted) == ((), False)
    assert not made["alembic_version"].inserted
    assert not made["server_role"].inserted
    assert "number" not in made["client"].updated


@pytest.mark.parametrize("wrong", ["audit_log", "nonsense"])
def test_a_grant_on_an_append_only_or_unknown_table_is_a_programming_error(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(grants.UPDATED, wrong, grants.ALL_BUT_KEY)
    with pytest.raises(LookupError, match=wrong):
        grants.table_grants()


def test_a_grant_on_an_unknown_column_is_a_programming_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(grants.UPDATED, "client", ("nonsense",))
    with pytest.raises(LookupError, match="nonsense"):
        grants.table_grants()


def test_the_role_of_a_station_may_do_what_is_listed_and_nothing_more(server: OpenBranch) -> None:
    with server.db.read() as connection:
        assert grants.excess(connection, roles.app_role(connection)) == ()
        assert grants.lacking(connection) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET station = 'x'", "DELETE FROM receipt", "TRUNCATE audit_log", "TRUNCATE skey",
        "ALTER TABLE audit_log DISABLE TRIGGER ALL", "DROP TRIGGER audit_log_no_change ON audit_log",
        "CREATE TABLE mine (id int)", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "UPDATE alembic_version SET version_num = '9'", "INSERT INTO server_role VALUES (2, 'x')",
        "UPDATE client SET number = 'x'", "DROP TABLE skey", "CREATE ROLE other", "SET ROLE guitai",
        "SET session_replication_role = replica",
        "COPY skey TO PROGRAM 'cat'", "SELECT pg_read_file('PG_VERSION')",
    ],
)  # fmt: skip
def test_what_is_not_listed_the_server_denies(server: OpenBranch, actors: Actors, statement: str) -> None:
    with (
        pytest.raises(sa.exc.DBAPIError, match=r"permission denied|must be (owner|superuser)"),
        server.db.write(actors.teller) as tx,
    ):
        tx.conn.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("GRANT UPDATE ON audit_log TO {app}", "may UPDATE in audit_log"),
        ("GRANT DELETE ON document TO {own}", "may DELETE in document"),
        ("GRANT TRUNCATE ON skey TO {app}", "may TRUNCATE in skey"),
        ("GRANT TRIGGER ON audit_log TO PUBLIC", "may TRIGGER in audit_log"),
        ("GRANT UPDATE (number) ON client TO {own}", "may UPDATE client.number"),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "may create in the schema"),
        ("ALTER TABLE skey OWNER TO {own}", "owns a table"),
        ("ALTER ROLE {own} BYPASSRLS", "passes by row security"),
        ("ALTER ROLE {own} CREATEROLE", "makes roles"),
        ("ALTER ROLE {own} SUPERUSER", "is a superuser"),
        ("GRANT pg_write_all_data TO {own}", "is a member of pg_write_all_data"),
    ],
)
def test_a_role_that_could_do_more_is_told_and_opens_nothing(
    server: OpenBranch, branch_factory: BranchFactory, statement: str, told: str
) -> None:
    own, app = own_role(server), app_role(server)
    # roles belong to the whole test server: what is given here is taken back
    undo = {
        "ALTER ROLE": f"ALTER ROLE {own} NOBYPASSRLS NOCREATEROLE NOSUPERUSER",
        "GRANT pg_": f"REVOKE pg_write_all_data FROM {own}",
    }
    try:
        with as_owner(server) as connection:
            connection.exec_driver_sql(statement.format(own=own, app=app))
        with server.db.read() as connection:
            assert told in grants.excess(connection, app)
        server.close()
        with refused("branch.role_too_powerful"):
            branch_factory.open(server.folder)
    finally:
        with as_owner(server) as connection:
            for begin, statement_back in undo.items():
                if statement.startswith(begin):
                    connection.exec_driver_sql(statement_back)


def test_a_role_that_lacks_a_right_is_told_and_the_owner_mends_it(
    server: OpenBranch, branch_factory: BranchFactory
) -> None:
    app = app_role(server)
    with as_owner(server) as connection:
        connection.exec_driver_sql(f"REVOKE DELETE ON skey FROM {app}")
        connection.exec_driver_sql(f"REVOKE UPDATE (last) ON number_series FROM {app}")
        connection.exec_driver_sql(f"GRANT TRUNCATE ON audit_log TO {app}, PUBLIC")
    with server.db.read() as connection:
        assert grants.lacking(connection) == ("may not DELETE skey", "may not UPDATE number_series.last")
    server.close()
    with as_owner(server) as connection:
        grants.grant_all(connection, app)
    branch_factory.open(server.folder).close()
