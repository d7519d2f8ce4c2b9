"""The start of the frozen program: from exec to the first painted window, seen from outside on a screen without glass.

Beside it stand its source, itself without PySide6's compiled Python (decision 0041), and a bare PySide6 window with the
same fonts, frozen and not. All are started in turn, round by round, after one round that fills the disk's cache.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.peer_start import BARE, SHOWN, environment
from benchmarks.screen import Screen, available
from installer.places import BUILD, FROZEN, PACKAGE, TOP
from ui.quicken import FILES

ROUNDS: Final = 5
OURS: Final = "frozen"


def start_times() -> dict[str, float]:
    """Median milliseconds by what was started; empty where no screen can be had."""
    if not available():
        return {}
    with tempfile.TemporaryDirectory(dir=BUILD) as place, Screen() as screen:
        commands = _commands(Path(place))
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(ROUNDS + 1):
            for name, command in commands.items():
                taken = screen.start(command, {**environment(place), "PYTHONPATH": str(TOP)})
                if number:
                    times[name].append(taken)
    return {name: round(median(taken)) for name, taken in times.items()}


def _commands(place: Path) -> dict[str, list[str]]:
    branch = place / "branch"
    subprocess.run([sys.executable, "-m", "benchmarks.start", str(branch)], cwd=TOP, check=True)
    slow = shutil.copytree(FROZEN, place / "slow", symlinks=True, copy_function=os.link)
    shutil.rmtree(slow / "lib" / "shiboken6" / FILES)
    bare = _bare(place / "bare")
    fonts = str(TOP / "resources" / "fonts")
    run = ["run", "--dir", str(branch)]
    return {
        OURS: [str(FROZEN / PACKAGE), *run],
        "frozen, PySide6's Python compiled at every start": [str(slow / PACKAGE), *run],
        "source": [sys.executable, "-m", "ui", *run],
        f"{BARE}, frozen": [str(bare), fonts],
        BARE: [sys.executable, str(SHOWN), fonts],
    }


def _bare(target: Path) -> Path:
    """The bare window frozen as our program is, in ``target``; its file."""
    from cx_Freeze import Executable, Freezer

    from installer.pruning import prune

    freezer: Any = Freezer(
        [Executable(str(SHOWN), target_name="bare")], target_dir=target, silent=2,
        zip_include_packages=[], zip_exclude_packages=["*"], excludes=["tkinter", "unittest", "readline"],
    )  # fmt: skip
    freezer.freeze()
    prune(target)
    return target / "bare"


if __name__ == "__main__":
    for name, taken in start_times().items():
        print(f"{taken:6.0f} ms  {name}")
