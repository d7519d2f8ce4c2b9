"""Checking archived documents, beside pyHanko's own command line called once a file, as a script would.

Both check the same files, file by file in turn, against the same root, whole and not from a list of what was found
before. The command loads its libraries anew each time: that is what a file at a time costs.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.others import environment
from benchmarks.row import Note, Row
from benchmarks.verification import sealed
from forms.engine.press import FormPress

ROUNDS = 3
WHAT = "checking a document"


def run(*, quick: bool = False) -> list[Row | Note]:
    """Milliseconds a document, both ways."""
    python = environment()
    command = None if python is None else python.with_name("pyhanko")
    if command is None or not command.exists():
        return [Note("pyHanko's command line", "cannot be installed here (benchmarks/others.lock)")]
    press, files = sealed("B-B")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        trust = folder / "root.der"
        assert press.keys is not None  # noqa: S101 - it has sealed
        trust.write_bytes(press.keys.roots[0])
        paths = []
        for number, file in enumerate(files):
            paths.append(folder / f"{number}.pdf")
            paths[-1].write_bytes(file)
        _ours(press, paths[0])  # loads the libraries
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(1 if quick else ROUNDS):
            for path in paths:
                ours.append(_ours(press, path))
                taken, genuine = _theirs(command, trust, path)
                if not genuine:
                    return [Note("pyHanko's command line", "does not take a sealed document for genuine")]
                theirs.append(taken)
    return [Row(WHAT, median(ours), median(theirs), len(ours), against="pyHanko's command line, a file at a time")]


def _ours(press: FormPress, path: Path) -> float:
    begun = time.perf_counter()
    if not press.check(path.read_bytes()).genuine:
        raise AssertionError("a sealed document must be genuine")
    return (time.perf_counter() - begun) * 1000


def _theirs(command: Path, trust: Path, path: Path) -> tuple[float, bool]:
    begun = time.perf_counter()
    asked = [str(command), "sign", "validate", "--trust", str(trust), "--trust-replace", "--pretty-print", str(path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=path.parent)
    return (time.perf_counter() - begun) * 1000, done.returncode == 0 and "INVALID" not in done.stdout
