"""Opening a file of the trading system: only a regular one, and what the system refuses is a plain refusal."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.common.errors import Refused


@contextmanager
def regular_file(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The file opened for reading, and its size in bytes.

    Refused: ``snapshots.unreadable`` for what is not there, not ours to read, or no regular file (a pipe would wait
    for ever).
    """
    with system_faults():
        # without waiting: opening a pipe with nobody at its other end would
        try:
            number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        except ValueError:  # a NUL in the name
            raise Refused("snapshots.unreadable") from None
        try:
            found = os.fstat(number)
            if not stat.S_ISREG(found.st_mode):
                raise Refused("snapshots.unreadable")
            file = os.fdopen(number, "rb", buffering=1 << 20, closefd=False)
        except BaseException:
            os.close(number)
            raise
    try:
        with file:
            yield file, found.st_size
    finally:
        os.close(number)


@contextmanager
def system_faults() -> Iterator[None]:
    """Refused: ``snapshots.unreadable`` for what the system says no to (a network share that goes away, too)."""
    try:
        yield
    except OSError as fault:
        raise Refused("snapshots.unreadable") from fault
