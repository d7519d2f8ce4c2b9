"""From exec to the first painted window, beside a bare PySide6 window with the same fonts; each run a new process.

The bare window is measured twice: with PySide6 as pip installs it, and with what makes our own starts quicker
(``ui/quicken.py``). Then the longest stall of the window's thread while the branch is opened behind the first window.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.row import Row

PAIRS = 9
_CHILD = Path(__file__).with_name("first_window.py")
_MOST_STALL_MS = 50.0


def run(*, quick: bool = False) -> list[Row]:
    """Medians of runs in turn, after one unmeasured round that warms the disk's cache."""
    with tempfile.TemporaryDirectory() as place:
        folder, plain = Path(place) / "branch", Path(place) / "plain"
        _as_installed(plain)
        subprocess.run([sys.executable, "-m", "benchmarks.start", str(folder)], check=True)
        rounds = [
            (_once("program", folder), _once("bare", folder, plain), _once("bare", folder))
            for _ in range(1 + (5 if quick else PAIRS))
        ][1:]
        stalls = [_child("stalls", folder)[0] for _ in range(1 if quick else 3)]
    program, bare, kept = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(ours / theirs for ours, theirs, _ in rounds)
    return [
        Row("exec to first painted window", program, bare, len(rounds), against="bare PySide6 window"),
        Row("the same, its sources kept compiled", program, kept, len(rounds), against="bare PySide6 window"),
        Row("median of the pairs' ratios, in hundredths", ratio * 100, 130, len(rounds), "", "goal"),
        Row("longest stall while the branch opens", median(stalls), _MOST_STALL_MS, len(stalls), against="limit"),
    ]


def _as_installed(folder: Path) -> None:
    """PySide6's ``shiboken6`` as pip installs it, without what ``ui/quicken.py`` adds."""
    import shiboken6

    source = Path(shiboken6.__file__).resolve().parent
    shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("files.dir"))


def _once(what: str, folder: Path, first: Path | None = None) -> float:
    begun = time.time_ns()
    return (_child(what, folder, first)[0] - begun) / 1e6


def _child(what: str, folder: Path, first: Path | None = None) -> list[float]:
    top = str(_CHILD.parents[1])
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "XDG_CONFIG_HOME": str(folder.parent),
        "PYTHONPATH": top if first is None else f"{first}:{top}",
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody starts a program so, and it would be compiled each time
    command = [sys.executable, str(_CHILD), what, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return [float(figure) for figure in done.stdout.split()]


def _branch(folder: Path) -> None:
    from benchmarks.branches import sample_services

    sample_services(folder).close()


if __name__ == "__main__":
    _branch(Path(sys.argv[1]))
