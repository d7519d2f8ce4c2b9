"""What a branch that does not open is told: what is wrong, the newest good backup, what came after it, the command."""

from __future__ import annotations

from pathlib import Path

from app.audit.highwater import HighWater
from app.backup.domain import Lost, Manifest, done_since
from app.backup.place import Place
from app.branch.opened import HIGHWATER_FILE
from app.common.clock import branch_time
from app.common.errors import Refused
from app.policy.backup import BackupPolicy
from app.storage.keys import BranchKeys

_CODES = {
    "branch.database_damaged": "backup.start_damaged",
    "branch.database_missing": "backup.start_missing",
    "audit.rolled_back": "backup.start_rolled_back",
}


def concerns(refused: Refused) -> bool:
    """Whether a backup would help."""
    return refused.code in _CODES


def newest(policy: BackupPolicy, branch_id: str, keys: BranchKeys) -> tuple[Path, Manifest] | None:
    """The newest good backup in the folder that the policy names, with its own folder; None when there is none."""
    if not policy.folder:
        return None
    place = Place(Path(policy.folder), branch_id, keys.purpose("backup-manifest"))
    manifest = place.newest_whole()
    return None if manifest is None else (place.folder / manifest.name, manifest)


def done_after(folder: Path, manifest: Manifest) -> tuple[Lost, ...]:
    """What the high-water marks in the branch's ``folder`` know of beyond a backup, by station."""
    return done_since(manifest.heads, HighWater(folder / HIGHWATER_FILE).marks().values())


def explained(refused: Refused, folder: Path, policy: BackupPolicy, branch_id: str, keys: BranchKeys) -> Refused:
    """The refusal with the newest good backup in it; the same one when there is none, or when it is not about that."""
    found = newest(policy, branch_id, keys) if concerns(refused) else None
    if found is None:
        return refused
    path, manifest = found
    return Refused(
        _CODES[refused.code],
        backup=manifest.name,
        at=branch_time(manifest.made_at),
        acts=sum(one.acts for one in done_after(folder, manifest)),
        path=str(path),
    )
