"""The steps of an upgrade and what is known of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Step(StrEnum):
    """What an upgrade does, in this order."""

    WAIT = "wait"
    ROOM = "room"
    BACKUP = "backup"
    CHECK = "check"
    MIGRATE = "migrate"
    VERIFY = "verify"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` of a step (``total`` 0: not known); ``text``: the part or the revision, for people."""

    step: Step
    done: int = 0
    total: int = 0
    text: str = ""


Tell = Callable[[Progress], None]
"""Is told each progress in the worker's own thread."""


def silent(_progress: Progress) -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How it stands with a branch's schema.

    ``cut_off``: when an upgrade began that did not end; the branch is as it was before it, or its new schema is in
    force already (``needed`` is False then). ``running``: another station upgrades at this moment.
    """

    before: str
    after: str
    needed: bool
    on_server: bool
    cut_off: datetime | None
    running: bool = False


@dataclass(frozen=True, slots=True)
class Upgraded:
    """An upgrade that is done. ``backup`` is None when another station has done it meanwhile."""

    before: str
    after: str
    backup: Path | None
    rows: int


@dataclass(frozen=True, slots=True)
class Since:
    """What going back would lose: ``acts`` of the audit log and ``documents`` that the backup does not have."""

    backup: Path
    made_at: datetime
    before: str
    acts: int
    documents: int
