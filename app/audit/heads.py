"""The heads of all audit chains carried off the server: a line an hour to a second folder, each with its MAC (SE-2).

Whoever can rewrite database and high-water file together cannot rewrite what lies on a share they may not change, nor
make a line of it without the branch's key.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.audit.storage import Head
from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.durable import sync_folder

LARGEST = 256 << 20
"""Bytes of a file of heads: thirty counters fill it in about ten years."""


def heads_file(folder: Path, branch_id: str) -> Path:
    """The file of a branch in the folder that heads are carried to."""
    return folder / f"{branch_id}.heads"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was carried off: by station and row its MAC and the moment when it was first seen as a head."""

    heads: Mapping[tuple[str, int], tuple[str, datetime]]
    lines: int
    forged: tuple[int, ...]
    """Numbers (from 1) of lines whose own MAC does not hold."""


def export_heads(path: Path, key: bytes, branch_id: str, at: datetime, heads: Iterable[Head]) -> None:
    """Append a line and fsync it. Refused: ``backup.no_heads_folder``, ``backup.heads_failed``."""
    if not path.parent.is_dir():
        raise Refused("backup.no_heads_folder")
    told = [[head.station, head.seq, head.mac] for head in heads]
    content = {"branch": branch_id, "at": at.isoformat(), "heads": told}
    line = json.dumps({**content, "mac": _mac(key, content)}, ensure_ascii=False).encode() + b"\n"
    try:
        fresh = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            size = os.fstat(handle).st_size
            if size:
                os.lseek(handle, size - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":
                    line = b"\n" + line  # a torn line of a writer that was killed
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
        if fresh:
            sync_folder(path.parent)
    except OSError as error:
        raise Refused("backup.heads_failed", reason=error.strerror or type(error).__name__) from error


def read_heads(path: Path, key: bytes, branch_id: str) -> Exported:
    """The lines of a file of heads. Refused: ``backup.heads_unreadable`` (no such file, too large)."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused("backup.heads_unreadable")
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise Refused("backup.heads_unreadable") from error
    found: dict[tuple[str, int], tuple[str, datetime]] = {}
    forged: list[int] = []
    count = 0
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        count += 1
        try:
            at, heads = _parse(line, key, branch_id)
        except (ValueError, KeyError, TypeError, AttributeError):
            forged.append(number)
            continue
        for head in heads:
            found.setdefault((head.station, head.seq), (head.mac, at))
    return Exported(found, count, tuple(forged))


def _parse(line: bytes, key: bytes, branch_id: str) -> tuple[datetime, tuple[Head, ...]]:
    told = json.loads(line)
    mac = told.pop("mac")
    if not hmac.compare_digest(mac, _mac(key, told)) or told["branch"] != branch_id:
        raise ValueError
    heads = tuple(Head(str(station), int(seq), str(mac)) for station, seq, mac in told["heads"])
    return datetime.fromisoformat(told["at"]), heads


def _mac(key: bytes, content: Mapping[str, object]) -> str:
    return hmac.new(key, canonical_json(dict(content)).encode(), hashlib.sha256).hexdigest()
