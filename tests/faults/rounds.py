"""Rounds of faults: a story is told once as a model, and from a copy of each of its steps again with a fault in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.counter import Call, Counter
from tests.faults.counts import Counts

HANDS = 2
"""So many faults at a time: each has a process and a branch of its own."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The branch as it is before a step: ``folder`` a copy, ``state`` the hash of its rows, ``writes`` of the step.

    ``saved``: how many transactions have left their mark.
    """

    folder: Path
    story: str
    place: int
    name: str
    state: str
    saved: int
    writes: int


@dataclass(frozen=True, slots=True)
class Fault:
    """At the ``when``-th write of a process that begins at ``moment``; ``to_end``: the case goes on to its very end."""

    moment: Moment
    when: int
    to_end: bool

    def __str__(self) -> str:
        return f"{self.moment.story} step {self.moment.place} ({self.moment.name}) write {self.when}"


@dataclass(slots=True)
class Rounds:
    """Faults into one story on copies of ``ground``; ``strace``: the tracer's path."""

    counter: Counter
    strace: str
    ground: Path
    work: Path
    press: str = "plain"

    def moments(self, story: str, chosen: Callable[[str], bool]) -> Iterator[Moment]:
        """Tell the story as a model; stop where a step that is ``chosen`` by its name has been done."""
        folder, copy, out = self.work / "model", self.work / "before", self.work / "writes"
        shutil.copytree(self.ground, folder)
        with self.counter.tell(folder, story, states=True, hold=True, press=self.press) as call:
            call.trace(self.strace, out=str(out))
            call.say()
            first, before = self.counter.check(self.ground, press=self.press)[0], 0
            state, saved = first["state"], len(first["marks"])
            while (told := call.until("opened", "begin", "ack", "done")) is not None and "done" not in told:
                assert told.keys().isdisjoint(("crashed", "stopped")), told
                if "begin" in told:
                    shutil.rmtree(copy, ignore_errors=True)
                    shutil.copytree(folder, copy)
                    call.say()
                    continue
                writes = _lines(out, call.pid)
                if "ack" in told:
                    if chosen(told["name"]):
                        yield Moment(copy, story, told["ack"], told["name"], state, saved, writes - before)
                    state, saved = told["state"], told["saved"]
                    call.say()
                before = writes
            assert told is not None, "the model itself died"
        shutil.rmtree(folder)

    def opening_writes(self, moment: Moment) -> int:
        """How many writes a process makes until it has opened the branch."""
        folder, out = self._copy(moment, "opening"), self.work / "opening-writes"
        with self.counter.tell(folder, moment.story, moment.place, moment.place, hold=True, press=self.press) as call:
            call.trace(self.strace, out=str(out))
            call.say()
            call.until("opened")
            return _lines(out, call.pid)

    def go(self, faults: list[Fault], counts: Counts, one: Callable[[Fault, Path], tuple[str, str]]) -> None:
        """Do the faults, some at a time; ``one`` gives what was lost and what else went wrong."""

        def each(fault: Fault) -> None:
            folder = self._copy(fault.moment, f"{counts.kind.replace(chr(32), chr(45))}-{fault.when}")
            lost, wrong = one(fault, folder)
            counts.add(str(fault), lost=lost, wrong=wrong)
            if not lost and not wrong:
                shutil.rmtree(folder)

        with ThreadPoolExecutor(HANDS) as hands:
            for done in [hands.submit(each, fault) for fault in faults]:
                done.result()

    def _copy(self, moment: Moment, name: str) -> Path:
        folder = self.work / f"{moment.story}-{moment.place}-{name}"
        shutil.copytree(moment.folder, folder)
        return folder

    def call(self, fault: Fault, folder: Path) -> Any:
        """A process that is to do the step of the fault in ``folder``."""
        moment = fault.moment
        return self.counter.tell(folder, moment.story, moment.place, moment.place + 1, press=self.press, states=True)

    def afterwards(self, fault: Fault, folder: Path, call: Call) -> tuple[str, str]:
        """What a fresh process finds after the fault: lost, and otherwise wrong; the case goes on."""
        moment = fault.moment
        stop = None if fault.to_end else moment.place + 2
        found = self.counter.check(folder, moment.story, moment.place, stop, press=self.press)
        bad = next((told for told in found if not told.keys().isdisjoint(("crashed", "stopped"))), None)
        if not found or (bad is not None and bad is found[0]):
            return f"the branch cannot be opened: {bad}", ""
        lost = _lost(moment, call, found)
        wrong = f"the case does not go on: {bad}" if bad is not None or len(found) < 2 else ""
        if fault.to_end and not found[-1].get("ended"):
            wrong = wrong or "the case has no end"
        return lost, wrong


def _lost(moment: Moment, call: Call, found: list[dict[str, Any]]) -> str:
    """What is missing or half there in the branch as it was ``found``, in words."""
    here = found[0]
    reached = any(mark.startswith(f"{operation_of(moment)}:") for mark in here["marks"])
    if call.acks and call.acks[-1]["writes"] and not reached:
        return "the acknowledged step is gone"
    known = {told["saved"]: told["state"] for told in call.heard if "saved" in told}
    if here["state"] != {moment.saved: moment.state, **known}.get(len(here["marks"]), here["state"]):
        return "half a step is there"  # no transaction more, and yet something else
    damage = [*here["problems"], *found[-1].get("problems", ())]
    if damage or here["loose"]:
        return f"verification: {damage}"
    return ""


def operation_of(moment: Moment) -> str:
    """The mark of the step, without the number of the transaction."""
    from tests.faults.story import operation

    return operation(moment.story, moment.place, moment.name)


def _lines(out: Path, pid: int) -> int:
    start = f"{pid} "
    return sum(line.startswith(start) and "(" in line for line in out.read_text(errors="replace").splitlines())
