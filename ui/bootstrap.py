"""Wires the program once: the window first, everything heavy behind it (FINDINGS, start-up).

Until the first paint nothing of the database, the forms or the signing library is imported; the branch is opened in a
worker while the person types a name and a password.
"""

from __future__ import annotations

import linecache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from ui import i18n
from ui.branch_opening import BranchOpening
from ui.main_window import LOCK_SECONDS, MainWindow
from ui.running_branch import Branch
from ui.sign_in import SignInPage
from ui.support.clipboard import ClipboardWatch
from ui.support.fault_log import FaultLog
from ui.support.installed import Installed
from ui.support.run_op import OpRunner
from ui.theme import apply_text_size, apply_theme, current, sizes
from ui.theme.look import FUSION

if TYPE_CHECKING:
    from app.backup.worker import State
    from app.common.actor import Actor
    from ui.customer_display.display import CustomerDisplay
    from ui.desk import Desk
    from ui.support.system_lock import SystemLock

LANGUAGE, THEME, TEXT_SIZE = "language", "theme", "text_size"


def start(folder: Path, *, station: str = "01") -> int:
    """Show the program on the branch in ``folder`` and run until it is closed; the exit code."""
    application = QApplication.instance() or _new_application()
    if not isinstance(application, QApplication):
        raise TypeError("a QApplication is needed")
    program = Program(application, folder, station=station)
    faults = FaultLog(folder, program.fault.emit)
    faults.install()
    program.runner.on_fault = faults.note
    program.runner.collector.lasts = True
    program.show()
    code = application.exec()
    program.close()
    faults.remove()
    return code


def _new_application() -> QApplication:
    made = QApplication(["guitai", "-style", "fusion"])
    made.setProperty(FUSION, True)
    return made


def _forget_sources(busy: bool) -> None:
    """PySide6's import hook reads the source text of every module that is loaded, 30 MB in all, and leaves it there."""
    if not busy:
        linecache.clearcache()


class Program(QObject):
    """The windows of one run: the teller's window, made anew for each person, and the customer display.

    ``fault(kind)``: something that nobody caught was written down, in whatever thread. ``backup_told(state)``: how it
    stands with backups, from their thread.
    """

    fault = Signal(str)
    backup_told = Signal(object)

    def __init__(self, application: QApplication, folder: Path, *, station: str) -> None:
        super().__init__()
        self._application = application
        self._settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai")
        self._actor: Actor | None = None
        self._desk: Desk | None = None
        self._backup: State | None = None
        self.installed = Installed()
        self.branch = Branch(folder, station, self.backup_told.emit)
        self.backup_told.connect(self._show_backup)
        self.runner = OpRunner()
        self.runner.busy_changed.connect(_forget_sources)
        self.runner.session_ended.connect(self._session_ended)
        sizes.use(str(self._settings.value(TEXT_SIZE, "normal")))
        apply_theme(application, str(self._settings.value(THEME, "light")))
        i18n.install(application, str(self._settings.value(LANGUAGE, i18n.CHINESE)))
        self.display: CustomerDisplay | None = None
        self._clipboard = ClipboardWatch(self)
        self._system_lock: SystemLock | None = None
        self.fault.connect(self._say_fault)
        self.window = self._new_window()
        self.opening = BranchOpening(lambda: self.window, self.runner, self.branch, station, self)
        self.opening.opened.connect(self._branch_opened)

    def show(self) -> None:
        """Show the sign-in page; the branch is opened after the first paint."""
        self.window.resize(1600, 900)
        self.window.showMaximized()
        self.window.sign_in.start()
        self.window.painted.connect(self.opening.begin)

    def close(self) -> None:
        """Close windows and branch; drafts are in the database already."""
        self._stop_listening()
        self._clipboard.clear()
        self.runner.wait()
        if self.display is not None:
            self.display.close_for_good()
        self.branch.close()

    def _stop_listening(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.feed.stop()

    def _new_window(self) -> MainWindow:
        page = SignInPage(self.runner, self.branch.sign_in, unlock=self._unlock)
        services = self.branch.opened
        lock_seconds = services.policy.idle_lock_seconds if services is not None else LOCK_SECONDS
        window = MainWindow(self.runner, page, self._find, lock_seconds=lock_seconds)
        page.signed_in.connect(self._signed_in)
        window.sign_out_requested.connect(self._sign_out)
        window.preference_changed.connect(self._prefer)
        window.locked.connect(self._locked)
        window.unlocked.connect(self._unlocked)
        window.shell_made.connect(self._listen_to_backup_note)
        self._name_branch(window)
        return window

    def _listen_to_backup_note(self) -> None:
        note = self.window.status.backup
        note.cancel_wanted.connect(lambda: self._with_backups("cancel"))
        note.now_wanted.connect(lambda: self._with_backups("now"))

    def _with_backups(self, what: str) -> None:
        backups = self.branch.backups
        if backups is not None and what == "cancel":
            backups.cancel()
        elif backups is not None:
            backups.make_now()

    def _show_backup(self, state: State) -> None:
        """In the status line for everybody; a failure also in words for those who can do something about it."""
        note, before = self.window.status.backup, self._backup
        self._backup = state
        note.show_state(state)
        told = state.problem and (before is None or before.problem != state.problem)
        if told and state.problem != "backup.cancelled" and self._backs_up():
            self.window.show_problem(Refused(state.problem))

    def _backs_up(self) -> bool:
        from app.common.actor import Right

        return self._actor is not None and self._actor.may(Right.BACKUP)

    def _listen_to_system(self) -> None:
        """The computer's own lock locks the window too; asked for once somebody has signed in, not before the start."""
        if self._system_lock is None:
            from ui.support.system_lock import SystemLock

            self._system_lock = SystemLock(self)
            self._system_lock.locked.connect(self._lock)
        self._system_lock.watch(int(self.window.winId()))

    def _lock(self) -> None:
        self.window.lock()  # the window of now: each person has another

    def _locked(self) -> None:
        self._clipboard.clear()
        if self.display is not None:
            self.display.hide()

    def _unlocked(self) -> None:
        self._place_display()

    def _say_fault(self, kind: str) -> None:
        self.window.show_fault(kind)

    def _branch_opened(self) -> None:
        self._name_branch(self.window)
        self._make_shell(self.window)

    def _make_shell(self, window: MainWindow) -> None:
        """Now, while the person is still typing; what it is made of has been read by the worker."""
        _ = window.shell

    def _name_branch(self, window: MainWindow) -> None:
        services = self.branch.opened
        if services is not None:
            window.sign_in.set_branch(services.branch.settings.name, sample=services.branch.sample)
            window.set_branch(services.branch.settings.name, sample=services.branch.sample)

    def _unlock(self, password: str) -> None:
        if self._actor is not None:
            self.branch.services().auth.unlock(self._actor, password)

    def _find(self, text: str) -> Any:
        from ui.providers import Search

        if self._actor is None:
            return []
        return Search(self.branch.services(), self._actor).find(text)

    def _signed_in(self, actor: Actor) -> None:
        from ui.customer_display.display import CustomerDisplay
        from ui.customer_display.prompts import Welcome
        from ui.desk import furnish

        self._actor = actor
        services = self.branch.services()
        if self.display is None:
            self.display = CustomerDisplay()
            self.display.set_contrast(current().name == "contrast")
            self.display.show_prompt(Welcome(services.branch.settings.name))
        self._desk = furnish(
            self.window, self.runner, services, actor, self.display, folder_status=self.branch.folder_status,
            settings=self._settings,
        )  # fmt: skip
        self._desk.feed.changed.connect(self._users_changed)
        self._desk.feed.answered.connect(self.runner.retry)
        self._desk.feed.start()
        self.branch.watch_folder(actor)
        self._note_backup()
        self.window.enter(actor.name, actor.staff_number, services.branch.station)
        self._place_display()
        self._listen_to_system()

    def _note_backup(self) -> None:
        note = self.window.status.backup
        note.allow(self._backs_up())
        if self.branch.backups is not None:
            note.show_state(self.branch.backups.state)

    def _place_display(self) -> None:
        if self.display is not None:
            self.display.place(QGuiApplication.screens(), self.window)
            handle = self.display.windowHandle()
            if handle is not None:
                self.window.count_as_here(handle)

    def _users_changed(self, topic: str) -> None:
        """Somebody's user was changed: whether it is that of the person here, one look tells (MS-2)."""
        if topic == "users" and self._actor is not None:
            self.runner.run(self.branch.services().auth.check, self._actor, failed=self._still_signed_in)

    def _still_signed_in(self, _: Exception) -> None:
        """An ended sign-in is told by the runner; any other trouble is met by whoever works next."""

    def _session_ended(self) -> None:
        """The person's user was closed or changed: nothing of a client stays on the screen; drafts are saved."""
        if self._actor is None:
            return
        from ui.refusals import say

        self._sign_out()
        self.window.sign_in.banner.say(say(Refused("auth.session_ended")), "warn")

    def _sign_out(self) -> None:
        """Leave nothing of the last person on the screen: a new window takes the place of the old one."""
        actor, self._actor = self._actor, None
        self._stop_listening()
        self.branch.leave_folder()
        if actor is not None:
            self.runner.run(self.branch.services().auth.sign_out, actor)
        if self.display is not None:
            self.display.hide()
        old, self.window = self.window, self._new_window()
        old.shell.pages.stop_building()
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState())
        self.window.show()
        self.window.sign_in.start()
        old.hide()
        old.deleteLater()
        self._say_replaced()

    def _say_replaced(self) -> None:
        """Between two persons nothing is lost by starting the newer version."""
        if self.installed.is_replaced():
            from ui.refusals import say

            self.window.sign_in.banner.say(say(Refused("upgrade.replaced")), "warn")

    def _prefer(self, what: str, value: str) -> None:
        self._settings.setValue(what, value)
        if what == LANGUAGE:
            i18n.install(self._application, value)
        elif what == THEME:
            apply_theme(self._application, value)
            if self.display is not None:
                self.display.set_contrast(value == "contrast")
        elif what == TEXT_SIZE:
            apply_text_size(self._application, value)
