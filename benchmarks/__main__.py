"""``./guitai bench``: measures and prints one table of ratios; nothing here passes or fails by time."""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks import (
    dashboard,
    memory,
    packet,
    peers,
    queue,
    reclassify,
    saving,
    search,
    snapshot,
    start,
    verification,
    watchlist,
)
from benchmarks.load import __main__ as load
from benchmarks.row import Note, Row, table

QUICK_SIZES = (10_000, 100_000)


def _search(quick: bool) -> list[Row | Note]:
    return list(search.run(QUICK_SIZES if quick else search.SIZES))


MEASURES: dict[str, Callable[[bool], list[Row | Note]]] = {
    "start": lambda quick: list(start.run(quick=quick)),
    "search": _search,
    "saving": lambda quick: list(saving.run(quick=quick)),
    "packet": lambda quick: packet.run(quick=quick),
    "watchlist": lambda quick: list(watchlist.run(QUICK_SIZES if quick else watchlist.SIZES)),
    "snapshot": lambda quick: list(snapshot.run(quick=quick)),
    "reclassify": lambda quick: list(reclassify.run(quick=quick)),
    "dashboard": lambda quick: list(dashboard.run(dashboard.QUICK if quick else dashboard.SIZE)),
    "queue": lambda quick: list(queue.run(quick=quick)),
    "verification": lambda quick: verification.run(quick=quick),
    "load": lambda quick: load.table_rows(quick=quick),
    "memory": lambda quick: list(memory.run(quick=quick)),
}


def machine() -> str:
    """Date, processor count and versions, for the line above the table; no names of computers."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("PySide6-Essentials", "sqlcipher3"))
    day = datetime.now(UTC).date()
    return f"{day}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}, {versions}"


def main(arguments: list[str]) -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="guitai bench", description="Measure and print a table of ratios.")
    parser.add_argument("--only", choices=sorted(MEASURES), action="append", help="only this one; may be repeated")
    parser.add_argument(
        "--peers",
        action="store_true",
        help="beside the other programs that are installed; writes docs/peers.md",
    )
    parser.add_argument("--quick", "--short", action="store_true", help="fewer rounds, no million of clients")
    asked = parser.parse_args(arguments)
    if asked.peers:
        print(peers.run(machine(), quick=asked.quick))
        return 0
    rows: list[Row | Note] = []
    for name in asked.only or MEASURES:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        measured = MEASURES[name](asked.quick)
        print(table(measured), file=sys.stderr, flush=True)  # so that nothing is lost when a later one fails
        rows += measured
    print(machine())
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
