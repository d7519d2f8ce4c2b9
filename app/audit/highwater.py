"""The high-water marks: the last link of each chain, fsynced outside the database after every commit (SE-2).

No check of a database notices that the whole file was put back to yesterday, or that its write-ahead log was lost.
The marks do: a chain that ends before its mark, or has another link there, was cut or rolled back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from app.audit.storage import Head
from app.common.errors import Refused
from app.storage.durable import FileLock, write_durable

_COMPACT_BYTES = 64 * 1024


class HighWater:
    """The file ``audit.highwater``: one JSON line a commit, appended and fsynced, compacted now and then.

    Several processes may write it at once; of one station the highest mark counts.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock_path = path.with_name(path.name + ".lock")

    def marks(self) -> dict[str, Head]:
        """The highest mark of each station; a torn last line is no mark (its commit was never acknowledged)."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        found: dict[str, Head] = {}
        for line in content.split(b"\n"):
            mark = _parse(line)
            if mark is not None and (mark.station not in found or found[mark.station].seq < mark.seq):
                found[mark.station] = mark
        return found

    def add(self, heads: Iterable[Head]) -> None:
        """Append the marks; when the call returns they survive a power cut.

        Refused: ``audit.highwater_failed`` (the act itself is committed).
        """
        lines = b"".join(_line(head) for head in heads)
        try:
            with FileLock(self._lock_path).held():
                self._append(lines)
                if self.path.stat().st_size > _COMPACT_BYTES:
                    write_durable(self.path, b"".join(_line(head) for head in self.marks().values()))
        except (OSError, Refused) as error:
            raise Refused("audit.highwater_failed", reason=_reason(error)) from error

    def replace(self, heads: Iterable[Head]) -> None:
        """Keep the file as it is beside it (``.1``, ``.2``, ...) as evidence, and begin anew with ``heads``.

        For a state of the database that the general manager has acknowledged. Refused: ``audit.highwater_failed``.
        """
        try:
            with FileLock(self._lock_path).held():
                if self.path.exists():
                    number = 1
                    while (aside := self.path.with_name(f"{self.path.name}.{number}")).exists():
                        number += 1
                    write_durable(aside, self.path.read_bytes())
                write_durable(self.path, b"".join(_line(head) for head in heads))
        except (OSError, Refused) as error:
            raise Refused("audit.highwater_failed", reason=_reason(error)) from error

    def _append(self, lines: bytes) -> None:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = os.open(self.path, flags, 0o600)
        try:
            size = os.fstat(handle).st_size
            if size:
                os.lseek(handle, size - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":
                    lines = b"\n" + lines  # a torn line of a writer that was killed
            os.write(handle, lines)
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError | Refused) -> str:
    if isinstance(error, Refused):  # what the system said when the file was written or locked
        return str(error.facts.get("reason", error.code))
    return error.strerror or type(error).__name__


def _line(head: Head) -> bytes:
    return json.dumps([head.station, head.seq, head.mac], ensure_ascii=False).encode() + b"\n"


def _parse(line: bytes) -> Head | None:
    try:
        station, seq, mac = json.loads(line)
    except (ValueError, TypeError):
        return None
    if not (isinstance(station, str) and isinstance(seq, int) and isinstance(mac, str)):
        return None
    return Head(station, seq, mac)
