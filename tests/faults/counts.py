"""How many faults were tried, survived, lost; printed at the end of a test run, also of one in several processes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

PROPERTY = "faults"


@dataclass(slots=True)
class Counts:
    """The faults of one kind.

    ``lost``: something acknowledged is gone, something is half there, or the verification finds damage. ``survived``:
    nothing is lost, what was said was plain, and the case went on. ``why``: what happened to those that did not.
    """

    kind: str
    tried: int = 0
    survived: int = 0
    lost: int = 0
    skipped: str = ""
    why: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, where: str, *, lost: str = "", wrong: str = "") -> None:
        """Count one fault: ``lost`` and ``wrong`` say what was lost or went wrong, empty when nothing did."""
        with self._lock:
            self.tried += 1
            self.lost += bool(lost)
            self.survived += not lost and not wrong
            if lost or wrong:
                self.why.append(f"{where}: {lost or wrong}")

    def need_all(self) -> None:
        """Fail the test unless everything was survived."""
        few = "\n".join(self.why[:20])
        assert self.lost == 0, f"{self.kind}: {self.lost} of {self.tried} lost something:\n{few}"
        missed = self.tried - self.survived
        assert not missed, f"{self.kind}: {missed} of {self.tried} not survived:\n{few}"
        assert self.tried, f"{self.kind}: no fault was tried"


class Tally:
    """The counts of one test, by kind."""

    def __init__(self) -> None:
        self._all: dict[str, Counts] = {}

    def of(self, kind: str) -> Counts:
        """The counts of this kind."""
        return self._all.setdefault(kind, Counts(kind))

    def need_all(self) -> None:
        """Fail the test unless everything of every kind was survived."""
        assert self._all, "no fault was tried"
        for counts in self._all.values():
            counts.need_all()

    def skip(self, kind: str, why: str) -> None:
        """Say that nothing of this kind could be tried here."""
        self.of(kind).skipped = why
        pytest.skip(f"{kind}: {why}")

    def report(self, record: Callable[[str, object], None]) -> None:
        """Hand the counts to pytest."""
        for one in self._all.values():
            record(PROPERTY, json.dumps([one.kind, one.tried, one.survived, one.lost, one.skipped]))


def lines(told: Iterable[str]) -> list[str]:
    """The counts as a table, one line a kind, with the sum."""
    found: dict[str, list[Any]] = {}
    for each in told:
        kind, *numbers, skipped = json.loads(each)
        row = found.setdefault(kind, [kind, 0, 0, 0, ""])
        row[1:] = [*(old + new for old, new in zip(row[1:4], numbers, strict=True)), row[4] or skipped]
    rows = [found[kind] for kind in sorted(found)]
    if not rows:
        return []
    wide = max(len(row[0]) for row in rows)
    made = [f"{'fault':{wide}}  tried  survived  lost"]
    for kind, tried, survived, lost, skipped in rows:
        made.append(f"{kind:{wide}}  {tried:5}  {survived:8}  {lost:4}{'  skipped: ' + skipped if skipped else ''}")
    tried, survived, lost = (sum(row[place] for row in rows) for place in (1, 2, 3))
    made.append(f"{'together':{wide}}  {tried:5}  {survived:8}  {lost:4}")
    return made
