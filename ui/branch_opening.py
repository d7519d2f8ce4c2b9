"""How the branch comes to be open: after the first paint, asking for a passphrase or upgrading where it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal

from app.common.errors import Refused
from ui import passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.counter.services import Services
    from ui.main_window import MainWindow
    from ui.passphrase_dialog import PassphraseDialog
    from ui.running_branch import Branch
    from ui.support.run_op import OpRunner
    from ui.upgrade.starting import UpgradeAtStart


def _tell_roles() -> None:
    from ui.support.roles import install_roles

    install_roles()


class BranchOpening(QObject):
    """Opens ``branch`` behind the window of the moment, and says ``opened`` when it is."""

    opened = Signal()

    def __init__(
        self, window: Callable[[], MainWindow], runner: OpRunner, branch: Branch, station: str, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window = window
        self._runner = runner
        self._branch = branch
        self._station = station
        self.asking: PassphraseDialog | None = None
        self.upgrading: UpgradeAtStart | None = None

    def begin(self) -> None:
        """Open the branch in a worker."""
        _ = QtCore.Qt  # its names are made now, once, on this thread (ui/widgets/line_edit.py)
        self._runner.collector.hold()
        QtCore.QTimer.singleShot(0, self, _tell_roles)
        self._runner.run(self._branch.services, done=self._done, failed=self.failed)

    def _done(self, services: Any) -> None:
        self._runner.collector.go_on()
        if self._end_asking():
            self._window().sign_in.start()
        self.opened.emit()
        self._runner.run(lambda: behind_since(services), done=self._tell_of_clock, failed=lambda _: None)

    def _tell_of_clock(self, newest: datetime | None) -> None:
        """Papers bear the clock's time: who sits here hears before signing in that it is wrong."""
        if newest is not None:
            from app.common.clock import branch_time
            from ui.refusals import say

            problem = Refused("branch.clock_behind", at=branch_time(newest))
            self._window().sign_in.banner.say(say(problem), "warn")

    def failed(self, problem: Exception) -> None:
        """Do what helps: ask, upgrade, wait; else say it."""
        self._runner.collector.go_on()
        if isinstance(problem, Refused) and problem.code in ("keys.passphrase_needed", "keys.passphrase_wrong"):
            self._ask_passphrase(problem)
            return
        self._end_asking()
        if isinstance(problem, Refused) and problem.code in ("upgrade.needed", "branch.schema_older"):
            self._upgrade(problem)
            return
        from ui.refusals import say

        self._window().sign_in.banner.say(say(problem), "danger")

    def _upgrade(self, problem: Refused) -> None:
        """The branch is of an older program: upgrade it here, or wait until another station has done it."""
        if self.upgrading is None:
            from ui.upgrade.starting import UpgradeAtStart

            folder, station = self._branch.folder, self._station
            self.upgrading = UpgradeAtStart(self._window(), self._runner, folder, station, self.begin, self._leave)
        self.upgrading.take(problem)

    def _ask_passphrase(self, problem: Refused) -> None:
        """In a window: there is no keyring, no terminal, or what was given there is wrong."""
        if self.asking is None:
            from ui.passphrase_dialog import PassphraseDialog

            self.asking = PassphraseDialog(self._window())
            self.asking.entered.connect(self._passphrase_entered)
            self.asking.rejected.connect(self._leave)
            self.asking.open()
        if problem.code == "keys.passphrase_wrong":
            from ui.refusals import say

            self.asking.refuse(say(problem))

    def _leave(self) -> None:
        self.asking = None
        self._window().close()  # the last one: the program ends

    def _passphrase_entered(self, typed: str) -> None:
        passphrase.keep(typed)
        self.begin()

    def _end_asking(self) -> bool:
        asking, self.asking = self.asking, None
        if asking is not None:
            asking.accept()
        return asking is not None


def behind_since(services: Services) -> datetime | None:
    """The newest act of the branch when the clock of this computer stands before it; None when the clock is right."""
    from app.transfer_out.present import clock_behind, present

    with services.branch.db.read() as conn:
        newest = present(conn, services.clock)
    return newest if clock_behind(newest, services.clock) else None
