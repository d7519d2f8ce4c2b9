"""The folder a scanner writes into: what has stopped growing is taken in and deleted, what is refused is set aside.

Files hold personal data, so none stays behind: deleted after the commit, never before. Killed in between, the file is
known by its content the next time and only deleted.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from app.archive.press import MOST_SCAN_BYTES
from app.common.actor import Actor
from app.common.errors import Refused
from app.common.refusals import sentence
from app.scans.domain import Source
from app.scans.service import ScanService
from app.scans.view import FolderStatus, ScanFile

LOOK_SECONDS: Final = 2.0
"""Between two looks; a file that is the same at both has stopped growing."""
STOP_SECONDS: Final = 35
REFUSED_FOLDER: Final = "refused"
SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf"})
"""Anything else in the folder is none of ours and is left alone."""
_TAKEN: Final = "scans.taken_already"
_Seen = tuple[int, int, int]


class FolderIntake:
    """One look at a time at the folder of the actor's station."""

    def __init__(self, service: ScanService, actor: Actor) -> None:
        self._service = service
        self._actor = actor
        self._seen: dict[str, _Seen] = {}
        self._status = FolderStatus("", on=False, taken=0, refused=0)

    @property
    def status(self) -> FolderStatus:
        """What was done so far."""
        return self._status

    def round(self, stopping: Callable[[], bool] = lambda: False) -> None:
        """Take in what has not changed since the last look. A refusal of the whole folder is kept in ``status``."""
        problem = ""
        try:
            setting = self._service.watched_folder(self._actor)
            self._tell(path=setting.path, on=setting.on)
            if setting.on:
                self._look(Path(setting.path), stopping)
            else:
                self._seen.clear()
        except Refused as refusal:
            problem = refusal.code
        except OSError:
            problem = "scans.folder_unusable"
        self._tell(problem=problem)

    def _look(self, folder: Path, stopping: Callable[[], bool]) -> None:
        now = dict(_files(folder))
        still = [name for name, seen in now.items() if self._seen.get(name) == seen and seen[0]]
        self._seen = now
        for name in sorted(still):
            if stopping():
                return
            self._take(folder / name, now[name])

    def _take(self, path: Path, seen: _Seen) -> None:
        content = _read(path, seen)
        if content is None:
            return  # it moves still, or is held by the scanner
        intake = self._service.take_in(self._actor, [ScanFile(path.name, content)], Source.FOLDER)
        why = next((Refused(one.code, **one.facts) for one in intake.refused if one.code != _TAKEN), None)
        if _state(path) != seen:
            return  # written anew meanwhile: that is another file
        if why is None:
            path.unlink()
            self._tell(taken=self._status.taken + (1 if intake.pages else 0))
        else:
            _set_aside(path, why)
            self._tell(refused=self._status.refused + 1)

    def _tell(
        self, *, path: str | None = None, on: bool | None = None, taken: int | None = None, refused: int | None = None,
        problem: str | None = None,
    ) -> None:  # fmt: skip
        old = self._status
        self._status = FolderStatus(
            old.path if path is None else path, old.on if on is None else on, old.taken if taken is None else taken,
            old.refused if refused is None else refused, old.problem if problem is None else problem,
        )  # fmt: skip


def _files(folder: Path) -> Iterator[tuple[str, _Seen]]:
    """The files of the kinds we take, never through a link, never hidden ones."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or Path(entry.name).suffix.lower() not in SUFFIXES:
                continue
            state = _state(Path(entry.path))
            if state is not None:
                yield entry.name, state


def _state(path: Path) -> _Seen | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _read(path: Path, seen: _Seen) -> bytes | None:
    """The whole file, at most one byte more than is allowed; None when it changed or cannot be read yet."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            content = file.read(MOST_SCAN_BYTES + 1)
    except OSError:
        return None
    return content if _state(path) == seen else None


def _set_aside(path: Path, why: Refused) -> None:
    """Into ``refused/``, with a text beside it that says why in both languages, and nothing else."""
    aside = path.parent / REFUSED_FOLDER
    aside.mkdir(exist_ok=True)
    target, count = aside / path.name, 1
    while target.exists():
        count += 1
        target = aside / f"{path.stem}-{count}{path.suffix}"
    os.replace(path, target)
    text = f"{sentence(why, 'zh')}\n{sentence(why, 'en')}\n"
    target.with_name(f"{target.name}.txt").write_text(text, encoding="utf-8")


class FolderWatch:
    """Looks at the folder every two seconds in the name of whoever is signed in. ``stop`` before the branch closes."""

    def __init__(self, service: ScanService, actor: Actor, look_seconds: float = LOOK_SECONDS) -> None:
        self._intake = FolderIntake(service, actor)
        self._look_seconds = look_seconds
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def status(self) -> FolderStatus:
        """What it has done since it was started."""
        return self._intake.status

    def start(self) -> None:
        """Begin; returns at once. May be called once only."""
        if self._thread is not None:
            raise RuntimeError("a folder watch is started once")
        self._thread = threading.Thread(target=self._run, name="folder-watch", daemon=True)
        self._thread.start()

    def stop(self, *, wait: bool = True) -> None:
        """End after the file that is being taken in. May be called more than once."""
        self._stopping.set()
        if wait and self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            # nobody is asked: the files are still there, and are taken when the database is back
            with contextlib.suppress(sa.exc.SQLAlchemyError):
                self._intake.round(self._stopping.is_set)
            self._stopping.wait(self._look_seconds)
