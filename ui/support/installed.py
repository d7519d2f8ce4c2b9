"""Whether the installed program that is running has been put over by another version in the meantime."""

from __future__ import annotations

import sys
from pathlib import Path


class Installed:
    """The files of the running program as they were at its start. From its source tree it is never replaced.

    A program that goes on with files of another version reads modules that do not belong to it, whenever it first
    needs one: whoever sits before it is to start it anew.
    """

    def __init__(self, archive: Path | None = None) -> None:
        if archive is None and getattr(sys, "frozen", False):
            archive = Path(sys.executable).parent / "lib" / "library.zip"
        self._archive = archive
        self._at_start = self._mark()

    def _mark(self) -> tuple[int, int] | None:
        try:
            told = self._archive.stat() if self._archive is not None else None
        except OSError:
            return None  # in the middle of being replaced, or taken away
        return (told.st_ino, told.st_mtime_ns) if told is not None else None

    def is_replaced(self) -> bool:
        """Whether the files are others now, or none."""
        return self._mark() != self._at_start
