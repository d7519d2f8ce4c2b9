"""Clients found as they are typed, beside the ways that databases come with: LIKE, FTS5's trigrams, pg_trgm.

The peers look through the same clients on the same database: names, readings, initials, numbers and accounts in one
text a client. Fewer than three letters hold no trigram; a peer reads every text then, as it would have to. Tails of
sealed numbers are left out: a peer would need them in plain. All take turns, text by text.
"""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import quantiles

import sqlalchemy as sa

from app.clients import keys, storage
from app.clients.storage import client, skey
from app.storage.engine import postgresql_engine, sqlcipher_engine
from app.storage.fields import FieldKeys, give_keys
from benchmarks.row import Note, Row
from benchmarks.search import TYPED
from benchmarks.synthetic import CHUNK, fill_server, insert_clients

SIZE, QUICK = 200_000, 50_000
ROUNDS = 5
Search = Callable[[sa.Connection, str], object]
SHARES = (50, 95)


def run(*, quick: bool = False) -> list[Row | Note]:
    """Both databases; what is not there is named."""
    size = QUICK if quick else SIZE
    with tempfile.TemporaryDirectory() as place:
        return [*_on_a_desk(Path(place), size), *_on_a_server(size)]


def _on_a_desk(place: Path, size: int) -> list[Row | Note]:
    engine = sqlcipher_engine(place / "search.db", secrets.token_bytes(32))
    give_keys(engine, _keys())
    try:
        with engine.begin() as conn:
            client.metadata.create_all(conn, tables=[client, skey])
        insert_clients(engine, size)
        with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
            conn.exec_driver_sql(
                "CREATE VIRTUAL TABLE by_trigram USING fts5(words, id UNINDEXED, tokenize = 'trigram')"
            )
            _copy_words(conn)
        engine.dispose()  # the cache of the filling is not that of the program
        with engine.connect() as conn:
            ways: dict[str, Search] = {"LIKE": _like, "FTS5 trigrams": _fts5}
            return list(_measured(conn, f"{size:,} clients, encrypted SQLite", ways))
    finally:
        engine.dispose()


def _on_a_server(size: int) -> list[Row | Note]:
    from tests.postgres import PostgresqlMissing, PostgresqlServer

    what = f"{size:,} clients, PostgreSQL"
    try:
        server = PostgresqlServer(on_disk=True)
    except PostgresqlMissing as fault:
        return [Note(f"search, {what}", str(fault))]
    try:
        engine = postgresql_engine(server.create())
        give_keys(engine, _keys())
        try:
            with engine.begin() as conn:
                client.metadata.create_all(conn, tables=[client, skey])
            fill_server(engine, size)
            return list(_measured_on_server(engine, what))
        finally:
            engine.dispose()
    finally:
        server.stop()


def _measured_on_server(engine: sa.Engine, what: str) -> list[Row | Note]:
    ways: dict[str, Search] = {"LIKE": _like}
    notes: list[Row | Note] = []
    try:
        with engine.begin() as conn:
            conn.exec_driver_sql("CREATE EXTENSION pg_trgm")
            conn.exec_driver_sql("CREATE TABLE by_trigram (words text, id text)")
            _copy_words(conn)
            conn.exec_driver_sql("CREATE INDEX by_words ON by_trigram USING gin (words gin_trgm_ops)")
            conn.exec_driver_sql("ANALYZE by_trigram")
        ways["pg_trgm"] = _pg_trgm
    except sa.exc.DBAPIError:
        notes.append(Note(f"pg_trgm, {what}", "the server has no such extension"))
    with engine.connect() as conn:
        return [*_measured(conn, what, ways), *notes]


def _keys() -> FieldKeys:
    return FieldKeys(secrets.token_bytes(64), secrets.token_bytes(32))


def _copy_words(conn: sa.Connection) -> None:
    """One text a client: what a plain index would be made of."""
    c = client.c
    add = sa.text("INSERT INTO by_trigram (words, id) VALUES (:words, :id)")
    found = conn.execute(sa.select(c.id, c.name, c.number, c.fund_account).order_by(c.id)).all()
    for start in range(0, len(found), CHUNK):
        conn.execute(
            add,
            [
                {"id": row.id, "words": " ".join([row.number, row.fund_account, *sorted(keys.name_keys(row.name))])}
                for row in found[start : start + CHUNK]
            ],
        )


def _like(conn: sa.Connection, text: str) -> object:
    c = client.c
    anywhere = [column.contains(text) for column in (c.name, c.number, c.fund_account)]
    return conn.execute(sa.select(c.id).where(sa.or_(*anywhere)).limit(20)).all()


def _fts5(conn: sa.Connection, text: str) -> object:
    # FTS5 takes its trigrams from LIKE by itself, and reads every text where there is none
    return conn.execute(sa.text("SELECT id FROM by_trigram WHERE words LIKE :t LIMIT 20"), {"t": f"%{text}%"}).all()


def _pg_trgm(conn: sa.Connection, text: str) -> object:
    return conn.execute(sa.text("SELECT id FROM by_trigram WHERE words LIKE :t LIMIT 20"), {"t": f"%{text}%"}).all()


def _ours(conn: sa.Connection, text: str) -> object:
    return storage.find(conn, text)


def _measured(conn: sa.Connection, what: str, ways: Mapping[str, Search]) -> list[Row]:
    times: dict[str, list[float]] = {name: [] for name in ("", *ways)}
    for _ in range(ROUNDS):
        for text in TYPED:
            for name, search in {"": _ours, **ways}.items():
                times[name].append(_timed(partial(search, conn, text)))
    return [
        Row(f"search p{share}, {what}", _share(times[""], share), _share(times[name], share), len(times[""]),
            against=name)
        for name in ways for share in SHARES
    ]  # fmt: skip


def _timed(search: Callable[[], object]) -> float:
    begun = time.perf_counter()
    search()
    return (time.perf_counter() - begun) * 1000


def _share(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1]
