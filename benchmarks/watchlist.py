"""Names looked up in a watch list by its keys, beside comparing with all: ``python -m benchmarks.watchlist``.

Both are done in one run and must find the same entries with the same scores, else there is no figure. The list lies in
an encrypted database as in the program; brute force is rapidfuzz over the forms of all names in memory.
"""

from __future__ import annotations

import random
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import quantiles

import sqlalchemy as sa
from rapidfuzz import fuzz, process

from app.due_diligence import storage
from app.due_diligence.closeness import Closeness
from app.due_diligence.domain import MOST_HITS, Entry, Match, Part, Subject, WatchList
from app.due_diligence.naming import forms
from app.due_diligence.storage import screening_entry, screening_key
from app.storage.engine import sqlcipher_engine
from app.storage.fields import FieldKeys, give_keys
from benchmarks.row import Row
from benchmarks.synthetic import GIVEN, SURNAMES

SIZES = (10_000, 100_000, 1_000_000)
THRESHOLD = 90
CHUNK = 50_000
ASKED = 60
"""So many names are looked up; brute force takes half a second for each in the longest list."""
_SYLLABLES = ("ma", "ri", "ko", "sen", "ber", "tal", "vin", "dor", "el", "an", "to", "shi", "gar", "lu", "pet", "son")


def run(sizes: Sequence[int] = SIZES, folder: Path | None = None) -> list[Row]:
    """A row of p50 and of p95 for each length of the list; the longest needs some minutes and 1 GB of disk."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        engine = sqlcipher_engine(Path(work) / "list.db", secrets.token_bytes(32))
        give_keys(engine, FieldKeys(secrets.token_bytes(64), secrets.token_bytes(32)))
        try:
            with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
                screening_key.metadata.create_all(conn, tables=[screening_entry, screening_key])
            return [row for size in sizes for row in _measured(engine, size)]
        finally:
            engine.dispose()


def _measured(engine: sa.Engine, size: int) -> Iterator[Row]:
    watch = WatchList(
        f"list-{size}", 1, "", date(2026, 11, 1), size, "", THRESHOLD, datetime(2026, 11, 1, tzinfo=UTC), "", ""
    )
    chance = random.Random(20261122)
    names = [_name(chance) for _ in range(size)]
    _fill(engine, watch, names)
    pairs = [(form, row) for row, name in enumerate(names, 2) for form in forms(name)]
    every, rows = [form for form, _ in pairs], [row for _, row in pairs]
    asked = [_altered(chance, names) for _ in range(ASKED)]
    ours, theirs = [], []
    with engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA cache_size=-2000")  # as in the program
        for name in asked:
            begin = time.perf_counter()
            found = storage.matches(conn, watch, Subject(Part.CLIENT, name))
            middle = time.perf_counter()
            brute = _brute(name, every, rows)
            end = time.perf_counter()
            ours.append((middle - begin) * 1000)
            theirs.append((end - middle) * 1000)
            _compare(name, found, brute)
    for share in (50, 95):
        yield Row(
            f"watch list p{share}, one name in {size:,}, against comparing with all (ms)",
            quantiles(ours, n=100)[share - 1], quantiles(theirs, n=100)[share - 1],
        )  # fmt: skip


def _fill(engine: sa.Engine, watch: WatchList, names: Sequence[str]) -> None:
    closeness = Closeness(watch.threshold)
    for start in range(0, len(names), CHUNK):
        entries = [Entry(start + place, name) for place, name in enumerate(names[start : start + CHUNK], 2)]
        with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
            conn.exec_driver_sql("PRAGMA cache_size=-400000")
            storage.add_entries(conn, watch.id, entries, closeness)


def _brute(name: str, every: Sequence[str], rows: Sequence[int]) -> dict[int, int]:
    """Rows with their best score, in whole per cent rounded down, by comparing with every form."""
    best: dict[int, int] = {}
    for form in forms(name):
        for other, _, place in process.extract(
            form, every, scorer=fuzz.ratio, score_cutoff=THRESHOLD - 1e-6, limit=None
        ):
            score = Closeness(THRESHOLD).score(form, other)
            best[rows[place]] = max(best.get(rows[place], 0), score)
    return best


def _compare(name: str, found: Sequence[Match], brute: dict[int, int]) -> None:
    wanted = sorted(((-score, row) for row, score in brute.items()))[:MOST_HITS]
    if [(-match.score, match.entry.row) for match in found] != wanted:
        raise SystemExit(f"the keys and brute force disagree on a name of {len(name)} characters: no figure")


def _name(chance: random.Random) -> str:
    if chance.random() < 0.2:
        parts = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))) for _ in range(chance.randint(2, 3)))
        return " ".join(parts)
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2)))


def _altered(chance: random.Random, names: Sequence[str]) -> str:
    """A name of the list, or one with a character put in or taken out, or somebody else's."""
    name = chance.choice(names)
    kind = chance.random()
    if kind < 0.4:
        return name
    if kind < 0.7:
        place = chance.randrange(len(name))
        return name[:place] + chance.choice("ane伟") + name[place:] if kind < 0.55 else name[:place] + name[place + 1 :]
    return _name(chance)


def main() -> None:
    """Print the table; lengths of the list may be given as arguments."""
    for row in run([int(size) for size in sys.argv[1:]] or SIZES):
        print(f"{row.what:75} {row.value:9.2f} {row.baseline:9.2f} {row.ratio:8.3f}x")


if __name__ == "__main__":
    main()
