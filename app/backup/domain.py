"""What a backup is, which ones are kept, and when the next one is due. Nothing here touches a file."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from app.audit.storage import Head
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import canonical_json, plain

FORMAT = 1
_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4}")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a backup: its path within the backup's folder, its bytes, the SHA-256 (hex) of them."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds, authenticated by ``mac`` with a key of the branch.

    ``heads``: the last link of every audit chain in the copied database; ``rows``: how many rows each table has;
    ``documents`` and ``document_bytes``: the files named in the list of documents; ``missing``: documents that the
    branch itself did not have any more (SHA-256). ``database``: ``sqlite`` or ``postgresql``. ``problems``: where the
    audit chains did not hold when it was made.
    """

    name: str
    branch_id: str
    sample: bool
    database: str
    revision: str
    made_at: datetime
    made_by: str
    station: str
    heads: tuple[Head, ...]
    rows: Mapping[str, int]
    documents: int
    document_bytes: int
    missing: tuple[str, ...]
    files: tuple[FileEntry, ...]
    problems: tuple[str, ...] = ()
    mac: str = ""

    @property
    def audit_rows(self) -> int:
        """How many acts the backup's audit log holds."""
        return self.rows.get("audit_log", 0)

    def signed(self, key: bytes) -> Manifest:
        """The same with its HMAC-SHA256 by ``key``."""
        return replace(self, mac=self._mac(key))

    def fits(self, key: bytes) -> bool:
        """Whether every word of it was written with ``key``."""
        return hmac.compare_digest(self.mac, self._mac(key))

    def _mac(self, key: bytes) -> str:
        content = canonical_json([FORMAT, plain(replace(self, mac=""))])
        return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()

    def to_json(self) -> bytes:
        """As it is written to ``manifest.json``."""
        return (json.dumps({"format": FORMAT, **plain(self)}, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def of_json(cls, content: bytes) -> Manifest:
        """Read it back; nothing in it is to be trusted before ``fits``. Refused: ``backup.manifest_damaged``."""
        try:
            told: dict[str, Any] = json.loads(content)
            if told.pop("format") != FORMAT or not _NAME.fullmatch(told["name"]):
                raise Refused("backup.manifest_damaged")
            told["made_at"] = datetime.fromisoformat(told["made_at"])
            told["heads"] = tuple(Head(**head) for head in told["heads"])
            told["files"] = tuple(FileEntry(**entry) for entry in told["files"])
            told["missing"] = tuple(told["missing"])
            told["problems"] = tuple(told["problems"])
            return cls(**told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refused("backup.manifest_damaged") from error


def name_of(made_at: datetime, token: str) -> str:
    """The name of a backup's folder: its moment (UTC) and four digits that tell two of one second apart."""
    return f"{made_at:%Y%m%dT%H%M%SZ}-{token}"


def is_name(text: str) -> bool:
    """Whether a folder is named as a finished backup is."""
    return bool(_NAME.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Keep:
    """How many backups are kept: the newest of each of the last so many days, weeks and months that have one."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12

    @classmethod
    def of_text(cls, text: str) -> Keep:
        """From ``7,4,12``. Refused: ``backup.keep`` (three whole numbers from 0 to 400, the first at least 1)."""
        parts = text.split(",")
        if len(parts) != 3 or not all(re.fullmatch(r"\s*\d{1,3}\s*", part) for part in parts):
            raise Refused("backup.keep", field="keep")
        daily, weekly, monthly = (int(part) for part in parts)
        if daily < 1 or max(daily, weekly, monthly) > 400:
            raise Refused("backup.keep", field="keep")
        return cls(daily, weekly, monthly)


def kept(backups: Iterable[tuple[str, datetime]], keep: Keep) -> frozenset[str]:
    """Names of the backups (name, moment) to be kept; the newest two are always among them."""
    newest_first = sorted(backups, key=lambda one: one[1], reverse=True)
    found = {name for name, _ in newest_first[:2]}
    rules: tuple[tuple[int, Callable[[date], object]], ...] = (
        (keep.daily, lambda day: day),
        (keep.weekly, lambda day: day.isocalendar()[:2]),
        (keep.monthly, lambda day: (day.year, day.month)),
    )
    for most, period_of in rules:
        seen: set[object] = set()
        for name, made_at in newest_first:
            period = period_of(branch_day(made_at))
            if period not in seen and len(seen) < most:
                seen.add(period)
                found.add(name)
    return frozenset(found)


def last_due(times: Iterable[time], now: datetime) -> datetime | None:
    """The latest of the times of day (in ``now``'s zone) that has come, today or yesterday; None without times."""
    moments = [
        datetime.combine(day, at, now.tzinfo) for at in times for day in (now.date(), now.date() - timedelta(days=1))
    ]
    return max((moment for moment in moments if moment <= now), default=None)


@dataclass(frozen=True, slots=True)
class Lost:
    """What a station did after a state that was put back: rows ``first`` to ``last`` of its audit chain."""

    station: str
    first: int
    last: int

    @property
    def acts(self) -> int:
        """How many."""
        return self.last - self.first + 1


def done_since(heads: Iterable[Head], marks: Iterable[Head]) -> tuple[Lost, ...]:
    """What the high-water ``marks`` know of beyond ``heads``, by station."""
    had = {head.station: head.seq for head in heads}
    return tuple(
        Lost(mark.station, had.get(mark.station, 0) + 1, mark.seq)
        for mark in sorted(marks, key=lambda mark: mark.station)
        if mark.seq > had.get(mark.station, 0)
    )
