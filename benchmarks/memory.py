"""Memory of the program over a day of eight hours in fast motion, in a process of its own.

The branch is made by another process. Each hour: openings with the client at the display, a client who leaves (talked
with, approved, papers sealed), a change at the desk of changes, a search, a client's page with a paper, a print, every
page brought up, look and language changed there and back, the window locked and unlocked. Counted besides bytes:
widgets and Qt objects, which must not grow from hour to hour.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.row import Row

LIMIT_MB = 350
HOURS = 8
OPENINGS = 2
"""In an hour."""
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072",
}  # fmt: skip
"""As the launcher and the installed program set it."""


def run(*, quick: bool = False) -> list[Row]:
    """Resident memory, and the number of widgets, when somebody has signed in and after each hour."""
    hours = 2 if quick else HOURS
    with tempfile.TemporaryDirectory() as place:
        environment = {
            **os.environ, **ALLOCATOR,
            "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "XDG_CONFIG_HOME": place,
        }  # fmt: skip
        _call("benchmarks.memory_branch", f"{place}/branch", str(hours), environment=environment)
        told = _call("benchmarks.memory_day", f"{place}/branch", str(hours), str(OPENINGS), environment=environment)
    moments = [json.loads(line) for line in told.splitlines()]
    rows = [Row(f"memory, {one['moment']}", one["resident"], LIMIT_MB, 1, "MB", "limit") for one in moments]
    hourly = [one for one in moments if one["moment"].startswith("after hour")]
    last = hourly[-1]
    rows.append(
        Row("of that its own at the end of the day", last["own"], last["resident"], hours, "own MB", "resident")
    )
    rows += [
        Row(f"{what} at the end of the day", last[what], hourly[0][what], hours, "", "after the first hour")
        for what in ("widgets", "objects")
    ]
    return rows


def _call(module: str, *arguments: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=7200,
    )  # fmt: skip
    return done.stdout


def memory_mb() -> tuple[float, float]:
    """Resident, and of that what no other process shares (unique set size), both in MB."""
    text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    found = {name: int(size) / 1024 for name, size in re.findall(r"(\w+): +(\d+) kB", text)}
    return round(found["Rss"]), round(found["Private_Clean"] + found["Private_Dirty"])
