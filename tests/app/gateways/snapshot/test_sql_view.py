"""A view is read, never written to, on SQLite and PostgreSQL."""

# ruff: noqa: S608 - the tests make the views they read

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.common.clock import FixedClock
from app.common.errors import Refused
from tests.app.gateways.snapshot.reading import read
from tests.app.gateways.snapshot.sources import SQL_BUSY, SQL_COLUMNS, SQL_PLAIN, changed, shipped, write_sqlite
from tests.postgres import PostgresqlServer

NOW = FixedClock().now()


@pytest.fixture
def server(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """An empty database of the test server: its address."""
    url = postgresql_server.create()
    yield url
    postgresql_server.drop(url)


def execute(url: str, *statements: str, rows: tuple[tuple[Any, ...], ...] = ()) -> None:
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)
    with engine.begin() as conn:
        for statement in statements:
            conn.exec_driver_sql(statement)
        for row in rows:
            conn.exec_driver_sql(f"INSERT INTO t VALUES ({', '.join(['%s'] * len(row))})", row)
    engine.dispose()


TABLE = """CREATE TABLE t (fund_account text, assets numeric(18,2), turnover numeric(10,4), cash numeric(18,2),
    interest_unsettled numeric, orders_today int, orders_unfilled int, repo_until date, repo_registered boolean,
    new_share_frozen numeric, new_share_release date, agreements text, depository_block_sh text,
    depository_block_sz text, sh_designated boolean, sz_custody boolean)"""


def refusal(url: str, *changes: tuple[str, str]) -> Refused:
    with pytest.raises(Refused) as caught:
        read(url, changed("sql", *changes), NOW)
    return caught.value


def check_busy(states: list[Any]) -> None:
    _, busy = states
    assert (busy.assets, busy.cash, busy.interest_unsettled) == (Decimal("99.99"), Decimal("-0.1"), Decimal("0.01"))
    assert (busy.repo_until, busy.new_share_release) == (SQL_BUSY[7], SQL_BUSY[10])
    assert busy.agreements == ("融资融券合同", "期权经纪合同")
    assert (busy.repo_registered, busy.sh_designated, busy.sz_custody) == (True, False, False)
    assert (busy.orders_today, busy.orders_unfilled, busy.depository_block_sh) == (3, 2, "司法冻结")


@pytest.mark.rule("TO-2")
def test_a_view_of_a_sqlite_file_is_read_exactly_and_the_file_left_as_it_was(tmp_path: Path) -> None:
    path = write_sqlite(tmp_path, SQL_PLAIN, SQL_BUSY)
    before = path.read_bytes()
    path.chmod(0o444)
    states, mistakes, _ = read(f"sqlite:///{path}", shipped("sql"), NOW)
    assert mistakes == []
    check_busy(states)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.rule("TO-2")
def test_a_view_on_postgresql_is_read_exactly(server: str) -> None:
    execute(
        server, TABLE, "CREATE SCHEMA trading", "CREATE VIEW trading.v AS SELECT *, 'x' AS client_name FROM t",
        rows=(SQL_PLAIN, SQL_BUSY),
    )  # fmt: skip
    states, mistakes, _ = read(server, changed("sql", ('"v_account_state"', '"trading.v"')), NOW)
    assert mistakes == []
    check_busy(states)


def test_nothing_can_be_written_on_postgresql_even_by_the_view_itself(server: str) -> None:
    execute(
        server, TABLE, "CREATE TABLE log (n int)",
        "CREATE FUNCTION w() RETURNS text LANGUAGE sql AS $$ INSERT INTO log VALUES (1) RETURNING 'x' $$",
        f"CREATE VIEW v_account_state AS SELECT w() AS fund_account, {', '.join(SQL_COLUMNS[1:])} FROM t",
        rows=(SQL_PLAIN,),
    )  # fmt: skip
    assert refusal(server).code == "snapshots.database"


def test_nothing_can_be_written_to_a_sqlite_file_even_by_the_connection_itself(tmp_path: Path) -> None:
    from app.gateways.snapshot.sql_view import _engine

    engine = _engine(f"sqlite:///{write_sqlite(tmp_path, SQL_PLAIN)}")
    with pytest.raises(sa.exc.OperationalError, match="readonly"), engine.connect() as conn:
        conn.exec_driver_sql("DELETE FROM t")


def test_a_sqlite_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert refusal(f"sqlite:///{tmp_path}/none.db").code == "snapshots.unreadable"
    assert refusal("sqlite://").code == "snapshots.unreadable"
    assert list(tmp_path.iterdir()) == []


def test_unknown_view_and_columns_are_named_and_never_taken_for_texts(tmp_path: Path) -> None:
    url = f"sqlite:///{write_sqlite(tmp_path, SQL_PLAIN)}"
    assert refusal(url, ('"v_account_state"', '"v_other"')).code == "snapshots.view_unknown"
    refused = refusal(url, ('column = "assets"', 'column = "none"'))
    assert (refused.code, refused.facts["columns"]) == ("snapshots.columns_missing", "none")


def test_a_column_whose_name_looks_like_sql_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    name = 'x"; DROP TABLE t; --'
    columns = [name if column == "assets" else column for column in SQL_COLUMNS]
    quoted = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE v_account_state ({quoted})")
        values = [float(cell) if isinstance(cell, Decimal) else cell for cell in SQL_PLAIN]
        connection.execute(f"INSERT INTO v_account_state VALUES ({', '.join('?' * len(values))})", values)
    connection.close()
    mapping = changed("sql", ('column = "assets"', "column = '" + name + "'"))
    states, _, _ = read(f"sqlite:///{path}", mapping, NOW)
    assert states[0].assets == 1_250_000


def test_what_is_no_number_no_text_and_no_day_is_told_by_row(tmp_path: Path) -> None:
    path = write_sqlite(tmp_path, SQL_PLAIN)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE t SET assets = x'00ff', cash = 1e300, orders_today = 1.5, repo_until = '2026-13-01'")
    connection.close()
    _, mistakes, _ = read(f"sqlite:///{path}", shipped("sql"), NOW)
    assert sorted(mistakes) == [
        (1, "assets", "not_text"),
        (1, "cash", "not_a_number"),
        (1, "orders_today", "not_a_count"),
        (1, "repo_until", "not_a_day"),
    ]


def test_an_array_of_a_database_is_told_by_row(server: str) -> None:
    others = ", ".join(SQL_COLUMNS[1:])
    view = f"CREATE VIEW v_account_state AS SELECT ARRAY[fund_account] AS fund_account, {others} FROM t"
    execute(server, TABLE, view, rows=(SQL_PLAIN,))
    assert read(server, shipped("sql"), NOW)[1] == [(1, "fund_account", "not_text")]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("not an address", "snapshots.url"),
        ("", "snapshots.url"),
        ("postgresql://u:Secret-9@127.0.0.1:notaport/x", "snapshots.url"),
        ("mssql+pymssql://u:Secret-9@127.0.0.1/x", "snapshots.no_driver"),
        ("nosuch://u:Secret-9@127.0.0.1/x", "snapshots.no_driver"),
        ("postgresql+psycopg://u:Secret-9@127.0.0.1:1/x", "snapshots.database"),
    ],
)
def test_what_cannot_be_reached_is_refused_without_telling_the_password(url: str, code: str) -> None:
    refused = refusal(url)
    assert refused.code == code
    assert "Secret" not in f"{refused} {refused.facts}"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "noise.db"
    path.write_bytes(bytes(range(256)) * 64)
    assert refusal(f"sqlite:///{path}").code == "snapshots.database"


def test_a_view_that_breaks_off_is_refused(server: str) -> None:
    others = ", ".join(SQL_COLUMNS[1:])
    execute(
        server,
        f"CREATE VIEW v_account_state AS SELECT (1 / (3000 - n))::text AS fund_account, {others} FROM "
        f"generate_series(1, 5000) n, (SELECT {', '.join(f'NULL AS {c}' for c in SQL_COLUMNS[1:])}) x",
    )
    assert refusal(server).code == "snapshots.database"
