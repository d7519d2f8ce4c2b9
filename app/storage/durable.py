"""Files that are either wholly there or not at all, and locks between processes."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from app.common.errors import Refused

TEMPORARY = ".writing-"
"""How the name of a half-written file begins; one that is met later belongs to a writer that was killed."""


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power cut. Windows has no such call: its rename is journalled."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make ``folder`` (0700) and what is missing above it; fsync the parent of each that was made.

    Refused: ``storage.write_failed``.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise _failed(error) from error


def _failed(error: OSError) -> Refused:
    return Refused("storage.write_failed", reason=error.strerror or type(error).__name__)


def write_durable(path: Path, content: bytes) -> None:
    """Write ``path`` (0600) so that a kill leaves the old content or the new one: temp, fsync, rename, fsync folder.

    Refused: ``storage.write_failed`` (disk full, read-only, input/output error); nothing has changed then.
    """
    temporary = path.parent / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _failed(error) from error


class FileLock:
    """A lock between processes on one file. The system gives it back when its holder dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self, *, wait: bool) -> bool:
        """Take the lock; without ``wait`` give False at once when somebody else (or this process) has it.

        Refused: ``storage.write_failed`` in a folder that may not be written to.
        """
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _failed(error) from error
        try:
            _lock(handle, wait=wait)
        except OSError:
            os.close(handle)
            if wait:
                raise
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give the lock back; without it nothing happens."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock and keep it during the block."""
        self.acquire(wait=True)
        try:
            yield
        finally:
            self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, wait: bool) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int, *, wait: bool) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
