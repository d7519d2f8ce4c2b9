"""Faults of the program, written down without a word of what the fault was about (SE-1).

An exception's text may hold what was typed, a traceback's locals certainly do. So only its kind, the places in the
code and the moment are kept, as one JSON line in ``faults.log`` of the branch's folder (0600, cut at half a megabyte).
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

LOG_FILE = "faults.log"
MOST_BYTES = 512 * 1024
MOST_FRAMES = 30
_ROOT = Path(__file__).resolve().parents[2]


def places(trace: TracebackType | None) -> list[str]:
    """Where it happened, outermost first: ``module/file.py:line function``; never a line's text, never a value."""
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(name: str) -> str:
    path = Path(name)
    try:
        return path.resolve().relative_to(_ROOT).as_posix()
    except (ValueError, OSError):
        return "/".join(path.parts[-2:])  # a library: not where it lies on this machine


class FaultLog:
    """Takes the place of Python's own report of what nobody caught, in every thread.

    ``told`` is called with the name of the kind of fault, from whatever thread it was in.
    """

    def __init__(self, folder: Path, told: Callable[[str], None] | None = None) -> None:
        self.path = folder / LOG_FILE
        self._told = told
        self._lock = threading.Lock()
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """From now on."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread

    def remove(self) -> None:
        """Python reports again as it did before."""
        sys.excepthook, threading.excepthook = self._before

    def note(self, fault: BaseException) -> None:
        """Write the fault down; a disk that is full or a folder that is gone is no second fault."""
        import structlog

        kinds, at = [], fault
        while at is not None:
            kinds.append(type(at).__name__)
            at = at.__cause__  # type: ignore[assignment]  # it ends with None
        facts: dict[str, Any] = {"kinds": kinds, "places": places(fault.__traceback__), "process": os.getpid()}
        code = getattr(fault, "code", None)
        if isinstance(code, str) and type(fault).__name__ == "Refused":
            facts["refused"] = code
        line = structlog.processors.JSONRenderer(ensure_ascii=False)(
            None, "fault", structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "fault", facts)
        )
        self._write(f"{line if isinstance(line, str) else line.decode()}\n")
        print(f"guitai: fault {kinds[0]}, noted in {LOG_FILE}", file=sys.stderr)  # noqa: T201 - there may be no window
        if self._told is not None:
            self._told(kinds[0])

    def _write(self, line: str) -> None:
        try:
            with self._lock:
                if self.path.exists() and self.path.stat().st_size > MOST_BYTES:
                    self.path.replace(self.path.with_name(f"{LOG_FILE}.1"))
                flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
                handle = os.open(self.path, flags, 0o600)
                try:
                    os.write(handle, line.encode())
                finally:
                    os.close(handle)
        except OSError:
            return

    def _uncaught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._before[0](kind, fault, trace)
            return
        self.note(fault)

    def _in_thread(self, fact: threading.ExceptHookArgs) -> None:
        if fact.exc_value is not None and not issubclass(fact.exc_type, SystemExit):
            self.note(fact.exc_value)
