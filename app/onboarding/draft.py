"""An opening in the making: what was typed, as typed, and what the client did on the display.

Typed fields are kept as raw text, wrong or not, so that nothing typed is ever lost; :mod:`.fields` reads them.
Captures are what only the client (or the teller, where a rule lets them) does as an act: answers, readings,
consents, signatures. Each is bound to the person it was taken from, so that a changed identity makes them stale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.archive.domain import ERASED, Erased
from app.common.errors import Refused


class Status(StrEnum):
    """Where an opening stands."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Capture:
    """One act: its value (JSON), the person it was taken from (see :func:`person_key`), when, by whom witnessed."""

    value: Any
    person: str
    at: datetime
    witness: str
    station: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole opening as it lies in the database. ``version`` counts its changes."""

    case_number: str
    status: Status
    version: int
    policy_version: str
    opened_at: datetime
    opened_by: str
    opened_by_number: str
    opened_by_name: str
    station: str
    booking_number: str
    fund_account: str
    client_id: str
    last_step: str
    completed_at: datetime | None
    fields: Mapping[str, str] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed in a field, empty when nothing was."""
        return self.fields.get(name, "")

    @property
    def erased(self) -> Erased | None:
        """By which list the case's dossier was destroyed; then nothing typed is left (AR-4)."""
        mark = self.captures.get(ERASED)
        return None if mark is None else Erased.read(mark.value, mark.at)

    def need_open(self) -> None:
        """Refuse ``opening.not_open`` for a completed or cancelled case."""
        if self.status is not Status.OPEN:
            raise Refused("opening.not_open", number=self.case_number)


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One line of the list of openings."""

    case_number: str
    status: Status
    name: str
    step: str
    opened_at: datetime
    changed_at: datetime
    teller: str
    station: str
    client_id: str
