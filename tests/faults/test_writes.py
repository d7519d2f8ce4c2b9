"""A kill, a full disk or a broken one at a write of an opening or a transfer-out: nothing acknowledged is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faults.counter import Counter
from tests.faults.counts import Tally
from tests.faults.rounds import Fault, Moment, Rounds

pytestmark = pytest.mark.rule("SE-2")

CHOSEN = {
    "opening": ("start", "password", "complete"),
    "transfer": ("start", "carry-out"),
}
"""The steps whose writes the short form takes a sample of."""
ALIKE = re.compile(r"(answer|read-.*)-[0-9a-z-]+$")
"""Steps that write the same as their neighbours: together they meet a fault at each of their writes, one by one not."""
TO_END = 25
"""After every so many faults the case goes on to its very end; after the others for two steps."""


KINDS = ("kill -9", "disk full", "disk broken")
APART = {"kill -9": 1, "disk full": 2, "disk broken": 2}
"""The long form: how far apart the writes are that meet a fault; full and broken disks take turns."""
ALIKE_APART = {"kill -9": 7, "disk full": 10, "disk broken": 10}


class Plan:
    """Which writes of which steps meet which fault."""

    def __init__(self, story: str, long: bool) -> None:
        self._story = story
        self._long = long
        self._number = 0

    def chosen(self, name: str) -> bool:
        """Whether faults meet this step at all."""
        return self._long or name in CHOSEN[self._story]

    def faults(self, kind: str, moment: Moment, first: int) -> list[Fault]:
        """The faults of a kind at this step; the process makes ``first`` writes while it opens the branch."""
        last = first + moment.writes
        whens = list(range(1 if moment.place == 0 else first + 1, last + 2))
        if self._long and moment.name in ("start", "complete", "carry-out"):
            whens += range(last + 2, last + 60, 3)  # while the database is closed
        if not self._long:
            whens = [*whens[:: max(1, len(whens) // 2)], last] if kind == KINDS[0] else whens[len(whens) // 3 :: 40]
        else:
            apart = (ALIKE_APART if ALIKE.match(moment.name) else APART)[kind]
            whens = whens[(moment.place + KINDS.index(kind)) % apart :: apart]
        return [self._fault(moment, when) for when in sorted(set(whens))]

    def _fault(self, moment: Moment, when: int) -> Fault:
        self._number += 1
        return Fault(moment, when, self._number % TO_END == 0)


class Deeds:
    """The faults themselves."""

    def __init__(self, rounds: Rounds) -> None:
        self._rounds = rounds
        self.of = {"kill -9": self.kill, "disk full": self.full, "disk broken": self.broken}

    def kill(self, fault: Fault, folder: Path) -> tuple[str, str]:
        """The process dies before the write."""
        with self._rounds.call(fault, folder) as call:
            call.trace(self._rounds.strace, f"signal=SIGKILL:when={fault.when}")
            call.say()
            end = call.until("done")
        lost, wrong = self._rounds.afterwards(fault, folder, call)
        if end is not None and "done" not in end:
            wrong = wrong or f"it was not killed but said {end}"
        return lost, wrong

    def full(self, fault: Fault, folder: Path) -> tuple[str, str]:
        """Nothing can be written any more, until something was refused."""
        return self._disk(fault, folder, f"error=ENOSPC:when={fault.when}+")

    def broken(self, fault: Fault, folder: Path) -> tuple[str, str]:
        """One write fails."""
        return self._disk(fault, folder, f"error=EIO:when={fault.when}")

    def _disk(self, fault: Fault, folder: Path, inject: str) -> tuple[str, str]:
        with self._rounds.call(fault, folder) as call:
            call.trace(self._rounds.strace, inject)
            call.say()
            while (told := call.until("refused", "done")) is not None and "refused" in told:
                call.let_go()  # somebody has made room
                call.say()
        said = [told["refused"] for told in call.heard if "refused" in told]
        lost, wrong = self._rounds.afterwards(fault, folder, call)
        if told is None or "crashed" in told:
            wrong = wrong or f"no plain message but {told}"
        if len(said) > 1:
            wrong = wrong or f"refused again when the disk was well: {said}"
        return lost, wrong


@pytest.mark.parametrize("story", ["opening", "transfer"])
def test_nothing_acknowledged_is_lost_by_a_kill_or_a_disk(
    story: str, counter: Counter, strace: str, ground: Path, work: Path, long: bool, tally: Tally
) -> None:
    rounds = Rounds(counter, strace, ground, work)
    plan, deeds = Plan(story, long), Deeds(rounds).of
    first = 0
    for moment in rounds.moments(story, plan.chosen):
        first = first or rounds.opening_writes(moment)
        for kind in KINDS:
            rounds.go(plan.faults(kind, moment, first), tally.of(f"{kind} at a write, {story}"), deeds[kind])
    tally.need_all()


def test_nothing_acknowledged_is_lost_when_the_papers_are_really_pressed_and_sealed(
    counter: Counter, strace: str, ground: Path, work: Path, long: bool, tally: Tally
) -> None:
    kind = "kill -9, papers sealed, transfer"
    if not long:
        tally.skip(kind, "the long form only")
    rounds = Rounds(counter, strace, ground, work, press="real")
    for moment in rounds.moments("transfer", lambda name: name == "carry-out"):
        first = rounds.opening_writes(moment)
        faults = [Fault(moment, when, True) for when in range(first + 2, first + moment.writes, 12)]
        rounds.go(faults, tally.of(kind), Deeds(rounds).kill)
    tally.need_all()
