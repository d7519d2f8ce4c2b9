"""What an upgrade leaves in the branch's folder: that it began, with which backup, and that it ended.

Read by the next start: a note that says ``begun`` belongs to an upgrade that was cut off. The database tells which of
the two schemas it has; there is no third.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from app.storage.durable import write_durable

NOTE_FILE = "upgrade.json"


@dataclass(frozen=True, slots=True)
class Note:
    """``backup``: the folder of the backup made before. ``ended``: the new schema is in force and audited."""

    before: str
    after: str
    backup: str
    begun_at: datetime
    ended: bool = False

    def finished(self) -> Note:
        """The same when all is done."""
        return replace(self, ended=True)


def read_note(folder: Path) -> Note | None:
    """The note in the branch's folder; None when there is none that can be read."""
    try:
        told = json.loads((folder / NOTE_FILE).read_bytes())
        told["begun_at"] = datetime.fromisoformat(told["begun_at"])
        return Note(**told)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(folder: Path, note: Note) -> None:
    """Keep ``note``. Refused: ``storage.write_failed``."""
    told = {**asdict(note), "begun_at": note.begun_at.isoformat()}
    write_durable(folder / NOTE_FILE, (json.dumps(told, indent=1) + "\n").encode())


def drop_note(folder: Path) -> None:
    """No upgrade has begun, or it was taken back."""
    with contextlib.suppress(OSError):
        (folder / NOTE_FILE).unlink(missing_ok=True)
