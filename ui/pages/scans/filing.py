"""Complete forms filed one after another, each saved exactly once; what is refused does not keep the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.common.errors import Refused
from app.scans.view import FormToSign
from ui.pages.scans.port import ScanProvider
from ui.support.run_op import OpRunner


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of the forms: those that were filed, and those that were not, with the reason.

    ``problem``: an exception that is no refusal; nothing was filed after it.
    """

    forms: tuple[FormToSign, ...] = ()
    refused: tuple[tuple[FormToSign, Refused], ...] = ()
    problem: Exception | None = None


class Filing(QObject):
    """Files; ``waits(refusal or None)``: the server is away, it is tried again; ``ended(Filed)`` after the last."""

    waits = Signal(object)
    ended = Signal(object)

    def __init__(self, runner: OpRunner, provider: ScanProvider, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._left: deque[FormToSign] = deque()
        self._done: list[FormToSign] = []
        self._refused: list[tuple[FormToSign, Refused]] = []
        self.running = False

    def begin(self, forms: Sequence[FormToSign]) -> None:
        """File these; nothing while others are being filed."""
        if self.running or not forms:
            return
        self.running = True
        self._left = deque(forms)
        self._done, self._refused = [], []
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._end()
            return
        form = self._left.popleft()

        def done(_: object) -> None:
            self._done.append(form)
            self._next()

        def failed(problem: Exception) -> None:
            if isinstance(problem, Refused):
                self._refused.append((form, problem))
                self._next()
            else:
                self._end(problem)

        # sealing takes a second: what is typed elsewhere meanwhile is not to wait for it
        self._runner.save(
            self._provider.bind, form.number, done=done, failed=failed, waits=self.waits.emit, owner=self, serial=False
        )

    def _end(self, problem: Exception | None = None) -> None:
        self.running = False
        self.ended.emit(Filed(tuple(self._done), tuple(self._refused), problem))
