"""One line of a client's history, and where lines come from. Plain values; no Qt.

Whoever has something to tell of clients writes a :class:`HistorySource` and adds it in ``ui/history.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened with a client. ``at`` in the branch's time; texts as they are read, in Chinese.

    ``what``: its kind (开户后回访); ``outcome`` with the colour ``state`` of a chip; ``by``: whose work it was;
    ``text``: all of it, several lines; ``added``: corrections and the like, shown under it; ``document``: number of an
    archived paper; ``correct``: number of the record that a correction can be added to, else empty.
    """

    at: datetime
    what: str
    outcome: str
    by: str
    text: str
    state: str = "neutral"
    added: tuple[str, ...] = ()
    document: str = ""
    correct: str = ""


class HistorySource(Protocol):
    """Something that tells of clients; called in a worker."""

    def lines(self, client_id: str) -> Sequence[HistoryLine]:
        """All it knows of a client, in any order. Empty for who has no right to it."""
        ...


class History(Protocol):
    """All sources together; called in a worker."""

    def lines(self, client_id: str) -> Sequence[HistoryLine]:
        """Everything, the newest first."""
        ...

    def correct(self, number: str, words: str, why: str) -> None:
        """Add a correction to the record with this number. Refused: as its service."""
        ...
