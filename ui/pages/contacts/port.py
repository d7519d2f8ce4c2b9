"""What the page of calls and visits is given, and where from. Every method is called in a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.common.long_work import Watch
from app.contacts.domain import Contact, ContactKind, ContactLine, NewContact, Saved
from app.contacts.planning import Redrawn
from app.contacts.sampling import Plan, PlanRow, Progress
from app.contacts.service import Guide
from app.rhythm.domain import DueVisit
from app.tasks.domain import TaskLine
from ui.pages.client_view import ClientView
from ui.pages.history.port import HistoryLine


@dataclass(frozen=True, slots=True)
class Calling:
    """Everything that one sees while calling: what to ask, and the client's picture so far."""

    guide: Guide
    client: ClientView
    tasks: tuple[TaskLine, ...]
    history: tuple[HistoryLine, ...]
    today: date
    classes: tuple[str, ...] = ()
    """The class by assets and turnover, and the further marks (CL-1, CL-2)."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the lists show: calls that wait, records of a period, open problems."""

    waiting: tuple[TaskLine, ...]
    records: tuple[ContactLine, ...]
    problems: tuple[TaskLine, ...]
    today: date


class ContactProvider(Protocol):
    """Refusals name the fields of the guided form: question codes and the names of ``NewContact``."""

    def lists(self, days: int) -> Lists:
        """Calls that wait, records of the last ``days`` days, open problems."""
        ...

    def rounds(self) -> Sequence[DueVisit]:
        """Large and active clients with the day of the next contact, the earliest first."""
        ...

    def calling(self, client_id: str, kind: ContactKind, task_id: str) -> Calling:
        """What a call or visit starts with."""
        ...

    def record(self, number: str) -> Contact:
        """One record."""
        ...

    def record_text(self, number: str) -> str:
        """One record in full with its corrections, as it is read."""
        ...

    def unmask(self, client_id: str, key: str, kind: ContactKind) -> str:
        """A number in full, to be dialled; the look is registered with the kind of contact as its reason (SE-1)."""
        ...

    def keep_draft(self, client_id: str, task_id: str, contact_id: str, typed: Mapping[str, Any]) -> None:
        """Keep what is typed of a call or visit; empty: nothing any more."""
        ...

    def save(self, new: NewContact) -> Saved:
        """Save the call or visit."""
        ...


class PlanProvider(Protocol):
    """Where sampling plans come from."""

    def plans(self) -> Sequence[Progress]:
        """All plans, the latest first."""
        ...

    def rows(self, number: str, month: int) -> Sequence[PlanRow]:
        """Lines of a plan; of all months for 0."""
        ...

    def make(self, year: int, watch: Watch) -> Plan:
        """Draw a plan."""
        ...

    def decide(self, number: str, watch: Watch, *, agreed: bool, reason: str) -> Plan:
        """Agree with it or decline it."""
        ...

    def redraw(self, number: str) -> Redrawn:
        """Draw it again and compare."""
        ...

    def print_plan(self, number: str) -> None:
        """Put the plan's form, as it stands, into the print queue."""
        ...

    def export(self, number: str, path: str, watch: Watch) -> None:
        """Write the plan as .xlsx or, by the ending of ``path``, as PDF."""
        ...
