"""What stands on the screens, as the accessibility bus tells it. Runs under the system's Python with gi."""

from __future__ import annotations

import importlib
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 40.0
"""Seconds that something may take to appear on a machine that has nothing else to do, with much to spare."""
MOST_CROWDED = 6.0
_POLL = 0.05


class NotSeen(AssertionError):
    """What should be on a screen is not there; the message lists what is."""


def crowd() -> float:
    """How many programs share a processor just now, at least one: everything takes that much longer."""
    return min(max(os.getloadavg()[0] / (os.cpu_count() or 1), 1.0), MOST_CROWDED)


def _bus() -> Any:
    gi = importlib.import_module("gi")
    gi.require_version("Atspi", "2.0")
    return importlib.import_module("gi.repository.Atspi")


Atspi = _bus()
Atspi.init()
Atspi.set_timeout(20_000, 20_000)  # ms; a program that is busy for a second has not gone
_STATES = Atspi.StateType


@dataclass(frozen=True)
class Seen:
    """One thing on a screen: where it is, what it is called, what it is."""

    node: Any
    role: str
    name: str

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screens."""
        box = self.node.get_extents(Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    @property
    def middle(self) -> tuple[int, int]:
        """The point to press."""
        left, top, wide, high = self.place
        return left + wide // 2, top + high // 2

    def has(self, state: str) -> bool:
        """Whether it is in a state: FOCUSED, CHECKED, ENABLED, FOCUSABLE, SHOWING, ..."""
        return bool(self.node.get_state_set().contains(getattr(_STATES, state)))

    @property
    def description(self) -> str:
        """What is said beside the name: the mistake in a field."""
        return self.node.get_description() or ""

    @property
    def text(self) -> str:
        """What stands in a field."""
        return str(Atspi.Text.get_text(self.node, 0, -1)) if "Text" in self.node.get_interfaces() else self.name

    def walk(self) -> Iterator[Seen]:
        """Everything in it that is shown, itself first."""
        yield self
        if self.role == "table":
            yield from self._cells()
            return
        for child in _children(self.node):
            if child.get_state_set().contains(_STATES.SHOWING):
                yield from _seen(child).walk()

    def _cells(self) -> Iterator[Seen]:
        """Of a table with thousands of cells as many as a person sees."""
        _, top, _, high = self.place
        for number, child in enumerate(_children(self.node)):
            cell = _seen(child)
            if number > 400 or cell.place[1] > top + high:
                return
            yield cell


def _seen(node: Any) -> Seen:
    return Seen(node, node.get_role_name(), node.get_name() or "")


def _children(node: Any) -> Iterator[Any]:
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield child


def windows(process: int) -> list[Seen]:
    """The windows of a program that are shown, by the number of its process."""
    found = []
    for program in _children(Atspi.get_desktop(0)):
        try:
            if program.get_process_id() == process:
                found += [_seen(top) for top in _children(program)]
        except Exception:  # noqa: BLE001, S112 - one that has just gone answers with an error of the bus
            continue
    return [top for top in found if top.has("SHOWING")]


def called(process: int) -> str:
    """The name that a program gives itself, by the number of its process."""
    programs = [program for program in _children(Atspi.get_desktop(0)) if program.get_process_id() == process]
    return str(programs[0].get_name()) if programs else ""


def everything(process: int) -> list[Seen]:
    """All that is shown in all windows."""
    return [seen for top in windows(process) for seen in top.walk()]


def steady(look: Callable[[], T]) -> T:
    """What ``look`` gives; when something goes while it is being looked at, it is looked again."""
    end = time.monotonic() + PATIENCE * crowd()
    while True:
        try:
            return look()
        except Exception as gone:
            if not _is_of_bus(gone) or time.monotonic() > end:
                raise
        time.sleep(_POLL)


def _is_of_bus(fault: Exception) -> bool:
    return type(fault).__module__.startswith("gi")


def wait_until(what: str, look: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """What ``look`` gives once it gives something; on a crowded machine it may take longer."""
    patience *= crowd()
    end = time.monotonic() + patience
    while True:
        try:
            if found := look():
                return found
        except NotSeen:
            pass
        except Exception as gone:  # what is being looked at may go in that moment; then look again
            if not _is_of_bus(gone):
                raise
        if time.monotonic() > end:
            raise NotSeen(f"not seen in {patience:.0f} s: {what}")
        time.sleep(_POLL)


def matches(seen: Seen, name: str | re.Pattern[str], role: str) -> bool:
    """Whether this is what is looked for; a text means the whole name, a pattern any part of it."""
    fits = seen.name == name if isinstance(name, str) else name.search(seen.name) is not None
    return fits and (not role or seen.role == role)
