"""What happens at the start when the branch is of an older program: it is upgraded here, or waited for.

An embedded branch is upgraded by whoever starts the program alone on it; nobody can sign in before. On a branch server
the owner of the tables does it at one station; the others look every few seconds and open by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.common.clock import branch_time
from app.common.errors import Refused
from ui.refusals import say
from ui.upgrade.dialog import UpgradeDialog

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.support.run_op import OpRunner

LOOK_MS = 4000
CODES = frozenset({"upgrade.needed", "branch.schema_older"})


class UpgradeAtStart(QObject):
    """Asks, upgrades, opens. ``opened``: is called when the branch may be opened; ``leave``: the person quits."""

    _told = Signal(object)

    def __init__(
        self, window: MainWindow, runner: OpRunner, folder: Path, station: str,
        opened: Callable[[], None], leave: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._runner, self._folder, self._station = window, runner, folder, station
        self._opened, self._leave = opened, leave
        self.dialog: UpgradeDialog | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(opened)

    def take(self, problem: Refused) -> None:
        """The branch did not open because of its schema."""
        if problem.code == "branch.schema_older":
            self._window.sign_in.banner.say(say(problem), "danger")
            self._runner.run(self._look, done=self._waited, failed=self._waited)
            return
        self._runner.run(self._look, done=self._ask, failed=self._ask)

    def _wiring(self) -> Any:
        from ui.wiring import ProgramWiring

        return ProgramWiring(station=self._station)

    def _look(self) -> Any:
        return self._wiring().upgrade_status(self._folder)[0]

    def _waited(self, found: Any) -> None:
        """Another station does it, or will; look again in a while."""
        if getattr(found, "running", False):
            text = self.tr("Another station upgrades the branch now. This one opens by itself when it is done.")
            self._window.sign_in.banner.say(text, "info")
        self.timer.start()

    def _ask(self, found: Any) -> None:
        cut_off = getattr(found, "cut_off", None)
        self.dialog = UpgradeDialog(self._window, cut_off="" if cut_off is None else branch_time(cut_off))
        dialog = self.dialog
        self._told.connect(dialog.show_progress)
        dialog.wanted.connect(self._upgrade)
        dialog.back_asked.connect(self._ask_back)
        dialog.back_wanted.connect(self._go_back)
        dialog.opening.connect(self._opened)
        dialog.rejected.connect(self._leave)
        dialog.open()

    def _upgrade(self) -> None:
        def work() -> Any:
            return self._wiring().upgrade(self._folder, owner="", backup_to=None, tell=self._told.emit)

        self._runner.run(work, done=self._with("show_done"), failed=self._failed)

    def _ask_back(self) -> None:
        self._runner.run(
            lambda: self._wiring().look_back(self._folder), done=self._with("show_since"), failed=self._failed
        )

    def _go_back(self, acts: int) -> None:
        def work() -> Any:
            return self._wiring().go_back(self._folder, confirmed=acts, owner="", tell=lambda _: None)

        self._runner.run(work, done=self._back, failed=self._failed)

    def _back(self, told: Any) -> None:
        since, aside = told
        if self.dialog is not None:
            self.dialog.show_back(since, str(aside))

    def _with(self, name: str) -> Callable[[Any], None]:
        def show(told: Any) -> None:
            if self.dialog is not None:
                getattr(self.dialog, name)(told)

        return show

    def _failed(self, problem: Exception) -> None:
        if self.dialog is not None:
            self.dialog.show_failure(say(problem))
