"""A scan in a file that somebody chose."""

from __future__ import annotations

from pathlib import Path

from app.archive.press import MOST_SCAN_BYTES
from app.common.errors import Refused


def read_scan(path: str | Path) -> bytes:
    """What is in the file: at most one byte more than a scan may have, enough to refuse it whatever its size.

    Refused: ``scan.unreadable``. To be called in a worker: the file may lie on a slow drive.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_SCAN_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise Refused("scan.unreadable") from fault
