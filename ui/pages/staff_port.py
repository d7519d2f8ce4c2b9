"""What the staff page shows and where it has it from. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.complaints.looking import StaffCount
from app.staff.domain import EntryKind, Practice, StaffKind
from ui.customer_display.prompts import Confirmation
from ui.pages.staff_handing import HandingProvider

PUBLIC_PROMPT = "staff-public"
"""The id of the prompt with the public part on the customer display."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff in the list."""

    id: str
    number: str
    name: str
    kind: StaffKind
    post: str
    certificate: str
    until: date | None
    state: Practice


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the register. ``id`` empty and ``by`` empty where only the public part may be seen."""

    id: str
    kind: EntryKind
    on: date
    text: str
    handled: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDetail:
    """All of one member that the person may see. ``complaints`` None: may not be told. ``version`` for changes.

    ``own_authority``: empty where the branch's usual one holds. ``about``: complaints about the member as they are
    handled, None where they may not be told.
    """

    row: StaffRow
    version: int
    telephone: str
    certificate_from: date | None
    suspended: bool
    left_on: date | None
    authority: tuple[str, ...]
    own_authority: tuple[str, ...] = ()
    entries: tuple[EntryRow, ...]
    complaints: int | None
    about: StaffCount | None = None

    @property
    def is_public(self) -> bool:
        """Whether there is a public part (MS-1): of marketing staff only."""
        return self.row.kind is StaffKind.MARKETING


class StaffProvider(HandingProvider, Protocol):
    """Every method is called in a worker. ``values``: what was typed, by field name; refusals name the same fields."""

    def members(self) -> Sequence[StaffRow]:
        """Everybody in the register, those who left last."""
        ...

    def detail(self, staff_id: str) -> StaffDetail:
        """One member."""
        ...

    def add(self, values: Mapping[str, Any]) -> str:
        """Enter a member; the id."""
        ...

    def change(self, staff_id: str, version: int, values: Mapping[str, Any]) -> None:
        """Correct name, post, telephone and authority."""
        ...

    def certify(self, staff_id: str, version: int, values: Mapping[str, Any]) -> None:
        """Enter, renew, suspend or reinstate the certificate."""
        ...

    def record(self, staff_id: str, values: Mapping[str, Any]) -> None:
        """Add an entry to the register."""
        ...

    def leave(self, staff_id: str, version: int, values: Mapping[str, Any]) -> None:
        """Note that the member leaves."""
        ...

    def show_public(self, staff_id: str) -> Confirmation:
        """The public part for the customer display; the showing is registered."""
        ...

    def print_public(self, staff_id: str) -> None:
        """Print the public page, sealed; the printing is registered."""
        ...
