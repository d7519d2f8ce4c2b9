"""A branch with documents, its backups, and everything that can happen to both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from app.backup import restoring
from app.backup.domain import Keep
from app.backup.making import Made
from app.backup.place import Place
from app.backup.restoring import Checked, Restored
from app.backup.service import BackupService
from app.branch.opened import OpenBranch, open_branch, standard_store
from app.common.actor import Actor
from app.policy.backup import BackupPolicy
from app.policy.loader import load_backup
from app.storage.keys import SampleStore
from tests.app.verification.test_verification import Case, FakePress
from tests.builders import Actors, BranchFactory

NEXT_DAY = 24 * 3600.0


@dataclass
class Desk:
    """``branch`` with one archived document; ``folder``: of its backups."""

    branch: OpenBranch
    actors: Actors
    folder: Path
    document: str = ""

    @property
    def policy(self) -> BackupPolicy:
        return replace(load_backup(), folder=str(self.folder))

    def service(self, **changes: object) -> BackupService:
        return BackupService(self.branch, replace(self.policy, **changes), self.branch.db.clock)  # type: ignore[arg-type]  # changes of fields by name

    @property
    def place(self) -> Place:
        key = self.branch.keys.purpose("backup-manifest")
        return Place(self.folder, self.branch.settings.branch_id, key)

    def note(self, times: int = 1, station: str = "01", actor: Actor | None = None) -> None:
        """Some acts."""
        with self.branch.db.write(replace(actor or self.actors.teller, station=station)) as tx:
            for _ in range(times):
                tx.audit("test.act", "test", "1")

    def make(self, keep: Keep | None = None) -> Made:
        return self.service().make(self.actors.admin, keep=keep)

    def check(self, made: Made) -> Checked:
        return restoring.check(made.path, self.branch.keys, self.branch.settings.branch_id)

    def restore(self, made: Made, to: Path, **told: object) -> Restored:
        return restoring.restore(
            made.path, to, self.check(made), self.branch.keys.master, SampleStore(to, sample=True),
            station="01", at=self.branch.db.clock.now(), **told,  # type: ignore[arg-type]  # by name
        )  # fmt: skip

    def settle(self, folder: Path, reason: str = "演练") -> OpenBranch:
        """Open a restored branch, acknowledge it as the manager, open it as usual."""
        clock = self.branch.db.clock
        with open_branch(folder, standard_store(), clock, station="01", settled=False) as opened:
            BackupService(opened, self.policy, clock).acknowledge(self.actors.general_manager, reason)
        return open_branch(folder, standard_store(), clock, station="01")


def server_desk(factory: BranchFactory, actors: Actors, folder: Path) -> Desk:
    """A desk on a branch server."""
    return desk_of(factory.make("postgresql"), actors, folder)


def desk_of(branch: OpenBranch, actors: Actors, folder: Path) -> Desk:
    """A desk with one document."""
    case = Case(branch, actors)
    case.complete()
    folder.mkdir()
    return Desk(branch, actors, folder, case.sha256)


def rows(branch: OpenBranch) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables that a restore brings back, but for what is told of the restore itself."""
    from app.backup.server_copy import OF_THE_SERVER
    from app.storage.schema import load_tables

    skipped = OF_THE_SERVER | {"audit_log", "backup_run", "backup_turn", "saved_operation"}
    with branch.db.read() as conn:
        return {
            table.name: sorted((tuple(row) for row in conn.execute(sa.select(table))), key=repr)
            for table in load_tables().sorted_tables
            if table.name not in skipped
        }


Change = Callable[[bytearray], None]


def damage(path: Path, change: Change) -> None:
    """Change a file's bytes."""
    raw = bytearray(path.read_bytes())
    change(raw)
    path.write_bytes(raw)


def flip(place: int) -> Change:
    """One bit, at ``place``."""

    def change(raw: bytearray) -> None:
        raw[place] ^= 1

    return change


__all__ = ["Case", "Change", "Desk", "FakePress", "damage", "desk_of", "flip", "rows", "server_desk"]
