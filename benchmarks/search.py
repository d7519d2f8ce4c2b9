"""Searching clients as they are typed, beside LIKE on the same encrypted database: ``python -m benchmarks.search``."""

from __future__ import annotations

import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles

import sqlalchemy as sa

from app.clients import storage
from app.clients.storage import client, skey
from app.storage.engine import sqlcipher_engine
from app.storage.fields import FieldKeys, give_keys
from benchmarks.row import Row
from benchmarks.synthetic import insert_clients

SIZES = (10_000, 100_000, 1_000_000)
TYPED = (
    "张", "王伟", "建国", "国", "zhang", "zhangw", "wangjianguo", "zw", "ljg", "jg", "w", "8", "88", "4321", "00123",
    "1234567", "123456789", "2026000000", "330100004", "龘", "xyz", "9999999999999",
)  # fmt: skip
TAILS = ("4321", "00123", "123456", "1234567", "12345678", "123456789")
"""Of IDs and mobiles, which are sealed: found by tokens, and where there is none as long, by comparing."""
ROUNDS = 20
LIKE_ROUNDS = 1


def run(sizes: Sequence[int] = SIZES, folder: Path | None = None) -> list[Row]:
    """Rows of p50 and p95 for each number of clients; the biggest needs about 2 GB of disk and some minutes."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        engine = sqlcipher_engine(Path(work) / "search.db", secrets.token_bytes(32))
        give_keys(engine, FieldKeys(secrets.token_bytes(64), secrets.token_bytes(32)))
        try:
            with engine.begin() as conn:
                client.metadata.create_all(conn, tables=[client, skey])
            rows: list[Row] = []
            made = 0
            for size in sizes:
                insert_clients(engine, size - made, first=made)
                made = size
                rows += _measure(engine, size)
            return rows
        finally:
            engine.dispose()


def _measure(engine: sa.Engine, size: int) -> list[Row]:
    with engine.connect() as conn:
        found = measured(conn)
    return [Row(f"search {what}, {size:,} clients, against LIKE (ms)", ours, theirs) for what, ours, theirs in found]


def measured(conn: sa.Connection) -> list[tuple[str, float, float]]:
    """What a share of the searches takes at most, and LIKE, in milliseconds; all searches, and tails alone."""
    found = []
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA cache_size=-2000")  # as in the program
    for what, texts in (("", TYPED), (", tails of sealed numbers", TAILS)):
        ours = _times(lambda text: storage.find(conn, text), ROUNDS, texts)
        theirs = _times(lambda text: _like(conn, text), LIKE_ROUNDS, texts)
        found += [(f"p{share}{what}", _share(ours, share), _share(theirs, share)) for share in (50, 95)]
    return found


def _like(conn: sa.Connection, text: str) -> object:
    """What a search without keys would do: any part of the name, accounts; no pinyin, and no tail of what is sealed."""
    c = client.c
    anywhere = [c.name.contains(text), c.number.contains(text), c.fund_account.contains(text)]
    accounts = [c.number.endswith(text), c.fund_account.endswith(text)]
    return conn.execute(sa.select(c.id).where(sa.or_(*anywhere, *accounts)).limit(20)).all()


def _times(search: Callable[[str], object], rounds: int, texts: Sequence[str]) -> list[float]:
    times = []
    for _ in range(rounds):
        for text in texts:
            start = time.perf_counter()
            search(text)
            times.append((time.perf_counter() - start) * 1000)
    return times


def _share(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1]


def main() -> None:
    """Print the table; numbers of clients may be given as arguments."""
    for row in run([int(size) for size in sys.argv[1:]] or SIZES):
        print(f"{row.what:55} {row.value:9.2f} {row.baseline:9.2f} {row.ratio:8.3f}x")


if __name__ == "__main__":
    main()
