"""A change asked for at the counter, as it lies in the database; typed text is kept as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.archive.domain import ERASED, Erased
from app.cases.case import Capture
from app.common.errors import Refused

KIND = "change"
"""What the audit log calls these cases."""
TOPIC = "change"
"""What the change feed calls them."""
PREFIX = "BG"
"""What their numbers begin with (变更)."""


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Case:
    """One case, whole. ``kind``: code of the kind (see ``app.changes.kinds``); ``version`` counts its changes."""

    number: str
    kind: str
    status: Status
    version: int
    policy_version: str
    client_id: str
    opened_at: datetime
    changed_at: datetime
    opened_by: str
    opened_by_number: str
    opened_by_name: str
    station: str
    last_step: str
    ended_at: datetime | None
    fields: Mapping[str, str] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed in a field, empty when nothing was."""
        return self.fields.get(name, "")

    @property
    def by_paper(self) -> bool:
        """Whether the client signs by hand (KY-4)."""
        return self.text("sign_way") == "paper"

    @property
    def erased(self) -> Erased | None:
        """By which list the case's dossier was destroyed; then nothing typed is left (AR-4)."""
        mark = self.captures.get(ERASED)
        return None if mark is None else Erased.read(mark.value, mark.at)

    def need_open(self) -> None:
        """Refuse ``changes.not_open`` for a completed or cancelled case."""
        if self.status is not Status.OPEN:
            raise Refused("changes.not_open", number=self.number)


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One line of a list of changes; ``label``: of the kind, in Chinese."""

    number: str
    kind: str
    label: str
    status: Status
    client_id: str
    client_name: str
    step: str
    opened_at: datetime
    changed_at: datetime
    teller: str
    station: str
