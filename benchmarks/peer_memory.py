"""Memory of a day at the counter beside that of other programs that have only been started.

Ours: :mod:`benchmarks.memory`, signed in and after every hour of a day in fast motion. The others: their whole group
of processes some seconds after the first painted window, shared pages counted in parts (PSS); nobody works in them.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from pathlib import Path

from benchmarks import memory
from benchmarks.peer_start import OURS, commands_in, environment
from benchmarks.row import Note, Row
from benchmarks.screen import Screen, available

SETTLED_SECONDS = 3.0
_PSS = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def run(*, quick: bool = False) -> list[Row | Note]:
    """Ours when somebody has signed in and at the end of the day, beside the others; then the day hour by hour."""
    day = memory.run(quick=quick)
    hours = [row for row in day if row.unit == "MB"]
    if not available():
        return [*day, Note("memory of others", "no Xvfb or no dbus-daemon")]
    others, broken = _others()
    beside: list[Row | Note] = [
        Row(row.what, row.value, taken, row.count, "MB", f"{name}, just started")
        for row in (hours[0], hours[-1]) for name, taken in others.items()
    ]  # fmt: skip
    return [*beside, *day, *broken]


def _others() -> tuple[dict[str, float], list[Note]]:
    found: dict[str, float] = {}
    broken: list[Note] = []
    with tempfile.TemporaryDirectory() as place:
        given, commands = environment(place), commands_in(place)
        with Screen() as screen:
            for name, command in commands.items():
                if name == OURS:
                    continue
                try:
                    with screen.shown(command, given) as (_, leader):
                        time.sleep(SETTLED_SECONDS)
                        found[name] = group_mb(leader)
                except RuntimeError as fault:
                    broken.append(Note(f"memory of {name}", str(fault)))
    return found, broken


def group_mb(leader: int) -> float:
    """Megabytes of all processes of the group that ``leader`` leads; 0 when it has ended."""
    taken = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == leader:
                taken += sum(int(kb) for kb in _PSS.findall((folder / "smaps_rollup").read_text(encoding="ascii")))
        except OSError:  # ended meanwhile
            continue
    return taken / 1024
