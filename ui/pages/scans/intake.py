"""Files taken in one after another in a worker: each is there for good before the next; the rest can be left."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.common.errors import Refused
from app.scans.view import Intake, RefusedFile
from ui.pages.scans.port import ScanProvider
from ui.support.run_op import OpRunner
from ui.support.saving import Saving


class FileQueue(QObject):
    """The files that still have to be read. What comes meanwhile is put behind."""

    progressed = Signal()
    taken = Signal(object)
    """An ``Intake``, after each file; None when it was taken in although the answer was lost."""
    waits = Signal(object)
    """Why the file is not taken in yet (``Refused``); None when it waits no longer."""
    broke = Signal(object)
    """An exception that is no refusal of a file: nothing further is taken in."""
    ended = Signal(bool)
    """Nothing is left; True when the rest was left out."""

    found_nothing = Signal()
    """Folders were given, and there is nothing in them that could be a scan."""

    def __init__(self, runner: OpRunner, provider: ScanProvider, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._files: deque[str] = deque()
        self._now = ""
        self._stopped = False
        self._saving: Saving | None = None
        self.done = self.total = 0

    @property
    def running(self) -> bool:
        """Whether a file is being read or waits."""
        return bool(self._now)

    @property
    def name(self) -> str:
        """The file that is being read, without its folder."""
        return Path(self._now).name

    def add(self, paths: Sequence[str]) -> None:
        """Files, and folders of which the pictures and PDFs are taken."""

        def came(files: list[str]) -> None:
            if not files:
                self.found_nothing.emit()
                return
            if not self.running:
                self.done = self.total = 0
                self._stopped = False
            self._files.extend(files)
            self.total += len(files)
            if not self.running:
                self._next()
            else:
                self.progressed.emit()

        self._runner.run(self._provider.files_of, tuple(paths), done=came, failed=self.broke.emit, owner=self)

    def cancel(self) -> None:
        """Leave out what has not been begun, or waits for the server; what was taken in stays."""
        if self.running:
            self._stopped = True
            self._files.clear()
            self.progressed.emit()
            if self._saving is not None and self._saving.waiting:
                self._saving.stop()
                self._next()

    def _next(self) -> None:
        if not self._files:
            self._now, self._saving = "", None
            self.ended.emit(self._stopped)
            return
        self._now = path = self._files.popleft()
        self.progressed.emit()
        # one after another: reading a page keeps a processor busy, and what lies on top comes first
        self._saving = self._runner.save(
            self._provider.take_in, path, done=self._came, failed=lambda why: self._failed(path, why),
            waits=self.waits.emit, owner=self, serial=False,
        )  # fmt: skip

    def _came(self, intake: Intake | None) -> None:
        self.done += 1
        self.taken.emit(intake)
        self._next()

    def _failed(self, path: str, why: Exception) -> None:
        self.done += 1
        if isinstance(why, Refused) and why.code.startswith("scan."):
            self.taken.emit(Intake((), (RefusedFile(Path(path).name, why.code, why.facts),)))
        else:
            # the branch itself is not to be had: the files after it would only fail the same way
            self._stopped = True
            self._files.clear()
            self.broke.emit(why)
        self._next()
