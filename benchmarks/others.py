"""Other makers of PDFs, each in a process of its own and an environment that the program has nothing to do with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.parts import Part

OTHERS = ("weasyprint", "typst", "fpdf2")
LOCK = Path(__file__).with_name("others.lock")
WORKER = Path(__file__).with_name("other_worker.py")
PLACE = Path(__file__).parents[1] / ".venv" / "bench-others"
FONTS = Path(__file__).parents[1] / "resources" / "fonts"


def environment() -> Path | None:
    """The Python that has them, made when it is first wanted; None where they cannot be installed."""
    python, stamp = PLACE / "bin" / "python", PLACE / LOCK.name
    if stamp.is_file() and stamp.read_bytes() == LOCK.read_bytes():
        return python
    made = subprocess.run([sys.executable, "-m", "venv", str(PLACE)], capture_output=True, check=False)
    wanted = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK)]
    if made.returncode or subprocess.run(wanted, capture_output=True, check=False).returncode:
        return None
    stamp.write_bytes(LOCK.read_bytes())
    return python


class Other:
    """One of them with its library and its fonts loaded, ready to make the packet as often as asked."""

    def __init__(self, name: str, python: Path, folder: Path, papers: list[list[Part]]) -> None:
        self.name = name
        place = folder / name
        place.mkdir()
        self._process = subprocess.Popen(
            [str(python), str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        settings = {"name": name, "folder": str(place), "papers": papers, "fonts": str(FONTS)}
        try:
            self._ask(json.dumps(settings))
        except RuntimeError:
            self.close()
            raise

    def make(self) -> float:
        """Milliseconds to make PDFs of all papers."""
        return float(self._ask("make"))

    def _ask(self, line: str) -> str:
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("opened with pipes")
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError("it has ended") from None
        said = self._process.stdout.readline().strip()
        if not said or said.startswith("failed"):
            raise RuntimeError(said or "it does not run here")
        return said

    def close(self) -> None:
        """End its process."""
        self._process.kill()
        self._process.communicate()
