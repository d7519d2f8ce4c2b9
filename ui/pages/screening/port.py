"""What the page of the watch list is given, and where from (KY-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from app.common.long_work import Cancelled, Progress

if TYPE_CHECKING:
    from app.due_diligence.importing import ListImport

TOPIC = "screening"


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit; moments in the branch's time, numbers in full: compliance has to compare them.

    ``own``: it is of a case that this person took in; ``verdict`` empty while nobody has decided.
    """

    id: str
    subject: str
    part: str
    number: str
    where: str
    entry: str
    entry_number: str
    entry_remark: str
    score: int
    by_number: bool
    other_number: bool
    list_version: int
    found_at: datetime
    opened_by: str
    own: bool
    verdict: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """The list in force; ``version`` 0 before the first. ``checked`` of ``clients`` have been looked up in it."""

    version: int = 0
    source: str = ""
    dated: date | None = None
    entries: int = 0
    checked: int = 0
    clients: int = 0
    finished: bool = True
    open_hits: int = 0


class ScreeningProvider(Protocol):
    """Called in a worker."""

    def status(self) -> StatusRow:
        """The list in force."""
        ...

    def hits(self, *, open_only: bool) -> Sequence[HitRow]:
        """Undecided ones first."""
        ...

    def decide(self, hit_id: str, *, cleared: bool, reason: str) -> None:
        """Let the business go on, or stop it."""
        ...

    def recheck(self) -> bool:
        """Look some more clients up in the list; whether there are any left."""
        ...

    def import_list(
        self, path: str, source: str, dated: str, *, dry_run: bool,
        progress: Progress, cancelled: Cancelled,
    ) -> ListImport:  # fmt: skip
        """Look a file over, or put it in force. Refused: ``sheet.*``, ``screening.*``, ``date.*``, ``text.*``."""
        ...

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        ...


Loaded = tuple[StatusRow, Sequence[HitRow]]
Load = Callable[[], Loaded]
