"""Beside every document that leaves the program lies who took it out, when, where and what for (SE-1).

A sealed original must not be changed, so it is a line in a text file of the same folder, one for each document.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from app.common.actor import Actor
from app.common.clock import branch_time
from app.common.errors import Refused

MANIFEST = "导出登记.txt"
_HEAD = "导出时间\t导出人\t柜台\t用途\t文件名\tSHA-256\n"


def line(actor: Actor, at: datetime, why: str, name: str, sha256: str) -> str:
    """One document's line; a tab in a name or a reason would be taken for the next cell."""
    who = f"{actor.name}（工号{actor.staff_number}）"
    cells = (branch_time(at), who, actor.station, why or "本人经办业务", name, sha256)
    return "\t".join(" ".join(cell.split("\t")) for cell in cells) + "\n"


@contextmanager
def entered(folder: Path) -> Iterator[list[str]]:
    """The lines that are put into the list are in the file of ``folder`` when the block is left, or none of them.

    Refused: ``archive.file_exists`` (something else has this name), ``archive.cannot_write``.
    """
    lines: list[str] = []
    yield lines
    if lines:
        _append(folder / MANIFEST, lines)


def _append(path: Path, lines: Sequence[str]) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise Refused("archive.file_exists", file=MANIFEST)
    before = path.stat().st_size if path.exists() else None
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o644), "ab") as file:
            if before is None:
                file.write(f"\ufeff{_HEAD}".encode())
            file.write("".join(lines).encode())
    except OSError as error:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            os.truncate(path, before)
        raise Refused("archive.cannot_write") from error
