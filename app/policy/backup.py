"""What a branch may decide of its backups, as frozen values; the file is ``backup.toml`` in the branch's folder.

Not part of the branch's policy proper: no case depends on it, and it must be readable when the database is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from app.common.errors import Refused
from app.policy.reading import EARLIEST, Table

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class BackupPolicy:
    """When backups are made and how many stay. ``folder`` and ``heads_folder`` are empty when none is set.

    ``times``: times of day at the branch; ``after_day_end``: also when a teller has closed the day. ``oldest_hours``:
    an older last backup is shown in red. ``daily``, ``weekly``, ``monthly``: of so many of them the newest stays.
    ``heads_minutes``: how often the heads of the audit chains are carried to ``heads_folder``.
    """

    version: str
    effective: date
    folder: str
    times: tuple[time, ...]
    after_day_end: bool
    oldest_hours: int
    daily: int
    weekly: int
    monthly: int
    heads_folder: str
    heads_minutes: int

    @property
    def scheduled(self) -> bool:
        """Whether the program makes backups by itself."""
        return bool(self.folder) and (bool(self.times) or self.after_day_end)


def read_backup(root: Table) -> BackupPolicy:
    """The backup policy in ``root``; mistakes are noted there, and then the value is not to be used."""
    root.text("kind")
    schedule, keep, heads = root.table("schedule"), root.table("keep"), root.table("heads")
    policy = BackupPolicy(
        version=root.text("version", limit=40),
        effective=root.day("effective") if root.has("effective") else EARLIEST,
        folder=_folder(root, "folder"),
        times=_times(schedule),
        after_day_end=schedule.flag("after_day_end"),
        oldest_hours=schedule.whole("oldest_hours", 1, 24 * 31),
        daily=keep.whole("daily", 1, 400),
        weekly=keep.whole("weekly", 0, 400),
        monthly=keep.whole("monthly", 0, 400),
        heads_folder=_folder(heads, "folder"),
        heads_minutes=heads.whole("minutes", 5, 24 * 60),
    )
    for section in (schedule, keep, heads):
        section.finish()
    root.finish()
    return policy


def _folder(table: Table, key: str) -> str:
    if table.has(key) and table.data[key] == "":
        return ""
    return table.text(key, limit=400)


def _times(schedule: Table) -> tuple[time, ...]:
    texts = schedule.texts("times", limit=5, empty=True)
    found = []
    for index, text in enumerate(texts):
        if _TIME.fullmatch(text):
            found.append(time.fromisoformat(text))
        elif text:
            schedule.wrong_at("times", index, Refused("policy.clock_time"))
    return tuple(found)
