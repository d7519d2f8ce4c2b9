"""``python -m benchmarks.load``: see ``--help``; without options what docs/benchmarks.md tells of: over an hour."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.load import ground, report
from benchmarks.load.measure import Outcome, Plan, run
from benchmarks.load.work import Ways
from benchmarks.row import Note, Row

THINK_SECONDS = 6.0
"""A teller saves, asks or hands over a pen about so often."""
WARM_SECONDS = 90
FASTER = 5
"""So much faster than a person the paced counters are."""
MALLOC = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072"}
"""As ``./guitai`` sets it."""


def plans(counters: Sequence[int], seconds: float, soak: float, faster: float = FASTER) -> list[Plan]:
    """All counters paced until their caches are full and for the soak; then each number of them paced and flat out."""
    think, most = THINK_SECONDS / faster, max(counters)
    found = [Plan("warming up", most, WARM_SECONDS, think), Plan("soak, paced", most, soak, think)] if soak else []
    for count in counters:
        found += [Plan("paced", count, seconds, think), Plan("flat out", count, seconds, 0)]
    return found


def measure(
    sizes: Sequence[int], counters: Sequence[int], seconds: float, soak: float, where: Sequence[str],
    faster: float = FASTER, ways: Ways | None = None,
) -> Iterator[Outcome]:  # fmt: skip
    """One outcome for each number of clients on a server, and one for a desk with the first of them."""
    os.environ.update(MALLOC)
    used = ways or Ways()
    if "server" in where:
        for size in sizes:
            with tempfile.TemporaryDirectory() as work:
                yield _on(ground.on_server(Path(work), size, max(counters), used, _say),
                          plans(counters, seconds, soak, faster))  # fmt: skip
    if "desk" in where:
        with tempfile.TemporaryDirectory() as work:
            yield _on(ground.on_desk(Path(work), sizes[0], used, _say), plans((1,), seconds, soak, faster))


def _on(made: AbstractContextManager[ground.Ground], phases: list[Plan]) -> Outcome:
    with made as ready:
        return run(ready, phases, _say)


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _short(where: Sequence[str]) -> Iterator[Outcome]:
    """Three counters with 2,000 clients for some seconds: that it works, not how fast."""
    return measure((2000,), (3,), 5, 0, where, 30, Ways(shared=1.0, real_every=5))


def table_rows(*, quick: bool) -> list[Row | Note]:
    """For ``./guitai bench``: the short form, or 20 and 30 counters with 200,000 clients and a soak."""
    found: list[Row | Note] = []
    everywhere = ("server", "desk")
    outcomes = _short(everywhere) if quick else measure((200_000,), (20, 30), 120, 600, everywhere)
    for outcome in outcomes:
        print(report.markdown(outcome), file=sys.stderr, flush=True)
        found += report.rows(outcome)
    return found


def main(arguments: Sequence[str]) -> int:
    """Measure as asked and print Markdown; 1 when something was lost or the verification found something."""
    parser = argparse.ArgumentParser(prog="benchmarks.load", description="Many counters at one server; one desk.")
    parser.add_argument("--short", action="store_true", help="three counters, 2,000 clients, a few seconds")
    parser.add_argument("--clients", type=int, action="append", help="may be repeated; the desk has the first number")
    parser.add_argument("--counters", type=int, action="append", help="may be repeated; default 20 and 30")
    parser.add_argument("--seconds", type=float, default=120, help="of a phase")
    parser.add_argument("--soak", type=float, default=600, help="seconds of the soak, 0 for none")
    parser.add_argument("--faster", type=float, default=FASTER, help=f"than a person, default {FASTER}")
    parser.add_argument("--only", choices=("server", "desk"), help="not the other")
    asked = parser.parse_args(arguments)
    # ended from outside it must not leave a server and thirty counters behind
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    where = (asked.only,) if asked.only else ("server", "desk")
    if asked.short:
        outcomes = _short(where)
    else:
        outcomes = measure(
            asked.clients or (200_000, 1_000_000), asked.counters or (20, 30), asked.seconds, asked.soak, where,
            asked.faster,
        )  # fmt: skip
    bad = False
    for outcome in outcomes:
        print(report.markdown(outcome), flush=True)
        print()
        bad |= bool(outcome.compared.lost or outcome.compared.stray or outcome.problems)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
