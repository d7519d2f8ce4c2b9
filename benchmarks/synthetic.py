"""Invented clients by the million, with their search keys, inserted in bulk into an encrypted database."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from typing import Any

import sqlalchemy as sa

from app.clients import keys
from app.clients.storage import client, skey
from app.storage.fields import FieldKeys, Sealed, field_keys

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力海燕波宁福春生志义兴良山仁世广松毅俊峰保"

CHUNK = 50_000


def insert_clients(
    engine: sa.Engine, count: int, *, first: int = 0, seed: int = 20261122, searched: bool = True
) -> None:
    """Add clients number ``first`` to ``first + count - 1``; the same ``seed`` always invents the same ones.

    ``searched``: with their search keys, which take most of the time.
    """
    chance = random.Random(seed + first)
    for start in range(first, first + count, CHUNK):
        rows = [_client(chance, number) for number in range(start, min(start + CHUNK, first + count))]
        # in the order of the table, so that the tree grows at few places at a time
        sealed = field_keys(engine.dialect)
        found = sorted((key, row["id"]) for row in rows for key in _keys(row, sealed)) if searched else []
        with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
            if engine.dialect.name == "sqlite":  # 400 MB of pages in memory, or every page is enciphered many times
                conn.exec_driver_sql("PRAGMA cache_size=-400000")
            conn.execute(client.insert(), rows)
            if found:
                conn.exec_driver_sql(_INSERT_KEY[engine.dialect.name], found)


def fill_server(owner: sa.Engine, count: int, *, first: int = 0, seed: int = 20261122) -> None:
    """As :func:`insert_clients`, by the owner of the tables of a server: COPY, the keys' indexes made afterwards."""
    chance = random.Random(seed + first)
    sealed = field_keys(owner.dialect)
    columns = [(column.name, _sender(column, owner.dialect)) for column in client.columns]
    with owner.begin() as conn:
        held = _let_go(conn)
        for start in range(first, first + count, CHUNK):
            rows = [_client(chance, number) for number in range(start, min(start + CHUNK, first + count))]
            _copy(conn, client, ([send(row[name]) for name, send in columns] for row in rows))
            _copy(conn, skey, sorted([key, row["id"]] for row in rows for key in _keys(row, sealed)))
        for statement in held:
            conn.exec_driver_sql(statement)
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("VACUUM ANALYZE")


def _let_go(conn: sa.Connection) -> list[str]:
    """Drop what makes inserting keys slow; gives the statements that make it again, in order."""
    again = []
    query = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'skey'::regclass"
    # the primary key first; newer servers list NOT NULL among the constraints
    for name, definition in conn.exec_driver_sql(f"{query} AND contype IN ('p', 'f') ORDER BY contype DESC").all():
        conn.exec_driver_sql(f'ALTER TABLE skey DROP CONSTRAINT "{name}"')
        again.append(f'ALTER TABLE skey ADD CONSTRAINT "{name}" {definition}')
    query = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'skey'"
    for name, definition in conn.exec_driver_sql(query).all():
        conn.exec_driver_sql(f'DROP INDEX "{name}"')
        again.append(definition)
    return again


def _copy(conn: sa.Connection, table: sa.Table, rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    driver: Any = conn.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _sender(column: sa.Column[Any], dialect: sa.Dialect) -> Callable[[Any], Any]:
    """Gives a value as the column's type sends it: sealed, where it is sealed."""
    return column.type.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)


_INSERT_KEY = {
    "sqlite": "INSERT INTO skey (k, client_id) VALUES (?, ?)",
    "postgresql": "INSERT INTO skey (k, client_id) VALUES (%s, %s)",
}


def _client(chance: random.Random, number: int) -> dict[str, Any]:
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(24_000))
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
    texts = {column.name: "" for column in client.columns if isinstance(column.type, (sa.String, Sealed))}
    return texts | {
        "id": f"{number:032x}", "number": f"2026{number:08d}", "name": name, "kind": "individual",
        "paper_kind": "resident-id",
        "paper_number": f"{chance.randrange(110_000, 660_000)}{born:%Y%m%d}{number % 10_000:04d}{number:07d}",
        "mobile": f"1{chance.randrange(3_000_000_000, 9_999_999_999)}", "birth_date": born,
        "paper_from": date(2020, 1, 1), "paper_until": None, "fund_account": f"3301{number:08d}",
        "created_at": datetime(2026, 11, 22, tzinfo=UTC), "version": 1, "opened_on": date(2026, 11, 22),
    }  # fmt: skip


def _keys(row: dict[str, Any], sealed: FieldKeys) -> Iterator[str]:
    yield from _name_keys(row["name"])
    yield from keys.search_keys(
        "", secret=(row["paper_number"], row["mobile"]), numbers=_numbers(row), token=partial(sealed.token, "tail")
    )


def _numbers(row: dict[str, Any]) -> tuple[str, str]:
    return row["number"], row["fund_account"]


@lru_cache(maxsize=200_000)
def _name_keys(name: str) -> frozenset[str]:
    return frozenset(keys.name_keys(name))
