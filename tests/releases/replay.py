"""The branch of an older release, laid out to be opened by the program of today."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from app.backup import restoring
from app.branch.opened import PENDING_FILE
from app.branch.server import owner_of
from app.policy.loader import load_backup
from app.storage.keys import BranchKeys, SampleStore
from app.storage.roles import app_role
from app.upgrade.upgrading import Wanted
from tests.releases import half_signed

RELEASES = Path(__file__).parents[1] / "data" / "releases"
VERSIONS = tuple(sorted(path.name for path in RELEASES.iterdir()))


@dataclass(frozen=True)
class Fixture:
    """The fixture of one release. What is tried is a copy of it."""

    version: str

    @cached_property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((RELEASES / self.version / "told.json").read_bytes())
        return told

    def branch(self, folder: Path) -> Path:
        """The branch on the embedded database, in a folder of its own below ``folder``."""
        return Path(shutil.copytree(RELEASES / self.version / "branch", folder / "branch"))

    def half_signed(self, folder: Path) -> tuple[Path, dict[str, Any]]:
        """The branch with the opening signed by half and another one's form printed; what was told of them."""
        made = self.branch(folder)
        return made, half_signed.put(RELEASES / self.version, made)

    def server_backup(self, folder: Path) -> Path:
        """The backup of the branch on a server; its documents are those of the other."""
        place = folder / "backups" / "sample-hz01"
        (made,) = (RELEASES / self.version / "server").iterdir()
        shutil.copytree(RELEASES / self.version / "branch" / "documents", place / "documents")
        return Path(shutil.copytree(made, place / made.name))

    @property
    def keys(self) -> BranchKeys:
        """The keys; a sample's lie open in it."""
        return BranchKeys.derive(SampleStore(RELEASES / self.version / "branch", sample=True).load(), "sample-hz01")


def wanted(folder: Path, **told: Any) -> Wanted:
    """An upgrade of the branch in ``folder`` with the policy that ships."""
    return Wanted(folder, load_backup(), **told)


def on_server(fixture: Fixture, url: str, folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """The branch on the server ``url`` (the owner's address of an empty database) with the old schema still."""
    backup = fixture.server_backup(folder)
    keys = fixture.keys
    checked = restoring.check(backup, keys, "sample-hz01")
    to = folder / "station"
    with patch.context() as old:
        old.setattr(restoring, "upgrade_server", lambda _url: None)
        restoring.restore(
            backup, to, checked, keys.master, SampleStore(to, sample=True), station="01",
            at=checked.manifest.made_at, database_url=url,
        )  # fmt: skip
    (to / PENDING_FILE).unlink()
    with owner_of(url) as engine, engine.begin() as connection:
        # as the old program left it: its role works with its tables
        role = app_role(connection)
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {role}")
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {connection.engine.url.database} TO {role}")
    return to
