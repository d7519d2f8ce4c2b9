"""The branch while the program runs: opened in a worker, with what works for it in the background.

Until the first paint nothing of the database, the forms or the signing library is imported.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ui import passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.backup.worker import BackupWorker, State
    from app.common.actor import Actor
    from app.counter.services import Services
    from app.messages.worker import MessageWorker
    from app.printing.worker import PrintWorker
    from app.scans.folder import FolderWatch
    from app.scans.view import FolderStatus


class Branch:
    """The branch being opened in the background; whoever needs it waits for it (in a worker, never on the window)."""

    def __init__(self, folder: Path, station: str, tell_backup: Callable[[State], None]) -> None:
        self.folder = folder
        self._station = station
        self._tell_backup = tell_backup
        self.backups: BackupWorker | None = None
        self._lock = threading.Lock()
        self._services: Services | None = None
        self._worker: PrintWorker | None = None
        self._watch: FolderWatch | None = None
        self._messages: MessageWorker | None = None

    def _print_in_background(self, services: Services) -> None:
        """Send what waits in this counter's print queue, in a thread of its own, until the branch is closed."""
        from ui.print_data import form_pages, print_worker

        forms = form_pages(services)
        self._worker = print_worker(services.branch, services.archive, services.printing, forms)
        self._worker.start()

    def _send_in_background(self, services: Services) -> None:
        """Prepare the day and send what waits in the outbox, in a thread of its own, until the branch is closed."""
        from ui.message_work import message_worker

        self._messages = message_worker(lambda: self._services or services)
        self._messages.start()

    def _back_up_in_background(self, services: Services) -> None:
        """Make backups by the clock, where the branch has set a folder for them."""
        policy = services.backups.policy
        if policy.scheduled or policy.heads_folder:
            from app.backup.worker import BackupWorker
            from app.branch.opened import system_actor

            self.backups = BackupWorker(services.backups, system_actor(services.branch.station), self._tell_backup)
            self.backups.start()

    def services(self) -> Services:
        """The services of the opened branch. Refused: what opening it says."""
        with self._lock:
            if self._services is None:
                from app.gateways.printing import sweep
                from ui.wiring import ProgramWiring

                sweep()
                self._services = ProgramWiring(station=self._station).open(self.folder)
                self._print_in_background(self._services)
                self._back_up_in_background(self._services)
                self._send_in_background(self._services)
                passphrase.forget()
                # these are read here, not on the window's thread at the moment of signing in
                import ui.customer_display.display
                import ui.desk
                import ui.main_shell  # noqa: F401
            return self._services

    def _services_of_today(self) -> Services:
        """The services by the policy of this day: whoever signs in works by what is in force now (RA-3)."""
        services = self.services()
        with self._lock:
            from ui.wiring import ProgramWiring

            self._services = ProgramWiring(station=self._station).renewed(services)
            return self._services

    @property
    def opened(self) -> Services | None:
        """The services, when they are there."""
        return self._services

    def sign_in(self, login: str, password: str) -> Actor:
        """Sign in at this station."""
        services = self._services_of_today()
        return services.auth.sign_in(login, password, services.branch.station)

    def watch_folder(self, actor: Actor) -> None:
        """Take in what a scanner lays into this station's folder, in the name of whoever signed in."""
        from app.common.actor import Right
        from app.scans.folder import FolderWatch

        self.leave_folder()
        if actor.may(Right.COUNTER) or actor.may(Right.DOSSIER_WRITE):
            self._watch = FolderWatch(self.services().scans, actor)
            self._watch.start()

    def folder_status(self) -> FolderStatus | None:
        """What the watch of the folder has done, None while there is none."""
        watch = self._watch
        return None if watch is None else watch.status

    def leave_folder(self, *, wait: bool = False) -> None:
        """Take in no more than the file that is being read."""
        if self._watch is not None:
            self._watch.stop(wait=wait)
            self._watch = None

    def close(self) -> None:
        """Give the database back."""
        self.leave_folder(wait=True)
        with self._lock:
            if self.backups is not None:
                self.backups.stop()
                self.backups = None
            if self._messages is not None:
                self._messages.stop()
                self._messages = None
            if self._worker is not None:
                self._worker.stop()
                self._worker = None
            if self._services is not None:
                self._services.close()
                self._services = None
