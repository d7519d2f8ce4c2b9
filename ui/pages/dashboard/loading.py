"""Each figure is read by itself in a worker, late answers are forgotten, and what nobody looks at is broken off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.common.errors import Refused
from app.figures.domain import Figure
from app.figures.stopping import Stop
from ui.pages.dashboard.port import DashboardProvider, Loaded, When
from ui.support.run_op import OpRunner

PATIENCE_MS = 100
"""So long a figure may take before it is said that it is being read."""
TOGETHER_MS = 800
"""Changes that come so close together are read once."""


class Loading(QObject):
    """Reads figures: ``came`` with each, ``failed`` with what went wrong, ``waits`` when one takes its time."""

    def __init__(
        self, runner: OpRunner, provider: DashboardProvider, *, came: Callable[[Figure, Loaded], None],
        failed: Callable[[Figure, Exception], None], waits: Callable[[Figure], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._came, self._failed, self._waits = came, failed, waits
        self._under_way: dict[str, tuple[Figure, Stop]] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say_waiting)

    def read(self, figures: Iterable[Figure], when: When) -> None:
        """Read these anew; what was under way of them is broken off."""
        for figure in figures:
            self._break_off(figure.code)
            stop = Stop()
            self._under_way[figure.code] = (figure, stop)
            self._runner.run(
                self._provider.load, figure, when, stop, done=partial(self._done, figure, stop),
                failed=partial(self._refused, figure, stop), owner=self,
            )  # fmt: skip
        if self._under_way:
            self._patience.start()

    def stop(self) -> None:
        """Nobody looks any more."""
        for code in tuple(self._under_way):
            self._break_off(code)
        self._patience.stop()

    def idle(self) -> bool:
        """Whether nothing is being read."""
        return not self._under_way

    def _break_off(self, code: str) -> None:
        known = self._under_way.pop(code, None)
        if known is not None:
            known[1].set()

    def _is_latest(self, figure: Figure, stop: Stop) -> bool:
        known = self._under_way.get(figure.code)
        if known is None or known[1] is not stop:
            return False
        del self._under_way[figure.code]
        return True

    def _done(self, figure: Figure, stop: Stop, loaded: Loaded) -> None:
        if self._is_latest(figure, stop):
            self._came(figure, loaded)

    def _refused(self, figure: Figure, stop: Stop, problem: Exception) -> None:
        stopped = isinstance(problem, Refused) and problem.code == "figures.stopped"
        if self._is_latest(figure, stop) and not stopped:
            self._failed(figure, problem)

    def _say_waiting(self) -> None:
        for figure, _ in self._under_way.values():
            self._waits(figure)
