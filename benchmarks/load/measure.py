"""Counters set to work phase by phase; beside them bare commits and a look at everybody's memory."""

from __future__ import annotations

import multiprocessing
import time
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from statistics import linear_regression, median, quantiles

import psutil

from benchmarks.load.counter import Phase, Post, Worked, opened, serve
from benchmarks.load.ground import Ground, bare_commit
from benchmarks.load.ledger import Comparison, compare

BARE_EVERY = 0.5
"""Seconds between bare commits."""
MEMORY_EVERY = 10
"""Bare commits between two looks at the memory."""
SETTLING = 0.2
"""Share of a phase that does not count for the growth of memory: caches still fill."""
MAY_TAKE = 300
"""Seconds that a counter may take to open its branch, or to end a call, before it counts as hanging."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One phase: how many counters, for how long, with what mean pause between two calls (seconds, 0 flat out)."""

    name: str
    counters: int
    seconds: float
    think: float


@dataclass(slots=True)
class Measured:
    """A phase, measured. ``memory``: by counter (seconds, MB); ``bare``: milliseconds of bare commits meanwhile."""

    plan: Plan
    times: dict[str, array[float]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    heard: int = 0
    bare: list[float] = field(default_factory=list)
    memory: list[list[tuple[float, float]]] = field(default_factory=list)
    load: float = 0.0

    @property
    def cases_per_minute(self) -> float:
        """Completed openings a minute, of all counters."""
        return self.counts["cases"] * 60 / self.plan.seconds

    def per_second(self, kind: str) -> float:
        """Calls of a kind a second, of all counters."""
        return len(self.times.get(kind, ())) / self.plan.seconds

    def share(self, kind: str, percent: int) -> float:
        """The percentile of a kind of call in ms; 0 when there were fewer than two."""
        return percentile(self.times.get(kind, ()), percent)

    def growth(self) -> list[float]:
        """MB an hour, by counter, as the slope of its resident memory after it has settled."""
        slopes = []
        for samples in self.memory:
            late = [sample for sample in samples if sample[0] >= self.plan.seconds * SETTLING]
            if len(late) > 2:
                slopes.append(linear_regression(*zip(*late, strict=True)).slope * 3600)
        return slopes


def percentile(times: Sequence[float], percent: int) -> float:
    """The percentile of ``times``; 0 of fewer than two."""
    return quantiles(times, n=100)[percent - 1] if len(times) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """All phases, what the ledgers say, and what the verification of the whole branch says."""

    ground: Ground
    phases: list[Measured]
    compared: Comparison
    problems: tuple[str, ...]
    audit_rows: int
    documents: int


def run(ground: Ground, plans: Sequence[Plan], say: Callable[[str], None]) -> Outcome:
    """Start the counters, go through the phases, end them, and check everything."""
    with ExitStack() as stack:
        say(f"starting {len(ground.posts)} counters")
        counters = [stack.enter_context(_Process(post)) for post in ground.posts]
        for counter in counters:
            counter.hear()
        phases = []
        for plan in plans:
            say(f"{ground.kind}, {plan.name}, {plan.counters} counters, {plan.seconds:.0f} s")
            phases.append(_phase(ground, counters[: plan.counters], plan))
        for counter in counters:
            counter.end()
    say("comparing, verifying")
    services, _ = opened(ground.home)
    with services.branch:
        with services.branch.db.read() as conn:
            compared = compare(conn, [post.ledger for post in ground.posts], ground.before)
        report = services.verify()
    return Outcome(ground, phases, compared, tuple(map(str, report.problems)), report.audit_rows, report.documents)


class _Process:
    """A counter's process and the line to it; killed when something here goes wrong."""

    def __init__(self, post: Post) -> None:
        fresh = multiprocessing.get_context("spawn")
        self.line: Connection
        self.line, far = fresh.Pipe()
        self.process: BaseProcess = fresh.Process(target=serve, args=(post, far), daemon=True)
        self.process.start()
        far.close()

    def __enter__(self) -> _Process:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.line.close()

    def hear(self) -> object:
        if not self.line.poll(MAY_TAKE):
            raise RuntimeError("a counter hangs")
        return self.line.recv()

    def end(self) -> None:
        """Sign out and close; the process ends by itself."""
        self.line.send(None)
        self.hear()
        self.process.join(MAY_TAKE)


def _phase(ground: Ground, counters: list[_Process], plan: Plan) -> Measured:
    begin = time.monotonic() + 0.5
    end = begin + plan.seconds
    for counter in counters:
        counter.line.send(Phase(begin, end, plan.think))
    done = Measured(plan, memory=[[] for _ in counters])
    watched = [psutil.Process(counter.process.pid) for counter in counters]
    time.sleep(max(0.0, begin - time.monotonic()))
    for tick in range(1_000_000):
        now = time.monotonic()
        if now >= end:
            break
        done.bare.append(bare_commit(ground.bare))
        if tick % MEMORY_EVERY == 0:
            for place, process in enumerate(watched):
                done.memory[place].append((now - begin, process.memory_info().rss / 2**20))
        time.sleep(max(0.0, min(BARE_EVERY, end - time.monotonic())))
    done.load = psutil.getloadavg()[0]
    for counter in counters:
        worked = counter.hear()
        assert isinstance(worked, Worked)  # noqa: S101 - what serve sends
        for kind, times in worked.timing.times.items():
            done.times.setdefault(kind, array("d")).extend(times)
        done.counts.update(worked.timing.counts)
        done.refused.update(worked.timing.refused)
        done.errors.update(worked.errors)
        done.heard += worked.heard
    return done


def middle(values: Sequence[float]) -> float:
    """The median; 0 of nothing."""
    return median(values) if values else 0.0
