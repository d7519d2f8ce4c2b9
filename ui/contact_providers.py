"""Gives the page of calls and visits what it shows. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.clients.domain import MaskedField
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.long_work import UNWATCHED, Watch
from app.contacts.domain import Contact, ContactKind, NewContact, Saved
from app.contacts.making import PLAN
from app.contacts.planning import Redrawn
from app.contacts.sampling import Plan, PlanRow, Progress
from app.counter.services import Services
from app.printing.domain import SourceKind
from app.rhythm.domain import DueVisit
from app.storage.durable import write_durable
from app.tasks.domain import TaskState
from ui.history import ClientHistory, told
from ui.pages.client_view import ClientView
from ui.pages.contacts.port import Calling, Lists
from ui.providers import local


class ContactData:
    """Calls and visits, for one person. ``client``: one client as the client page shows it."""

    def __init__(self, services: Services, actor: Actor, client: Callable[[str], ClientView]) -> None:
        self._services = services
        self._actor = actor
        self._client = client
        self._history = ClientHistory(services, actor)

    def lists(self, days: int) -> Lists:
        """Calls that wait, records of the last days, open problems."""
        contacts, actor = self._services.contacts, self._actor
        today = branch_day(self._services.clock.now())
        records = contacts.listed(actor, today - timedelta(days=days), today)
        return Lists(contacts.waiting(actor), records, contacts.problems(actor), today)

    def rounds(self) -> Sequence[DueVisit]:
        """Large and active clients with the day of the next contact, the earliest first."""
        return self._services.rhythm.visits(self._actor)

    def calling(self, client_id: str, kind: ContactKind, task_id: str) -> Calling:
        """What a call or visit starts with."""
        services, actor = self._services, self._actor
        guide = services.contacts.guide(actor, client_id, kind, task_id)
        lines = services.tasks.of_client(actor, client_id)
        return Calling(
            guide, self._client(client_id), tuple(line for line in lines if line.task.state is TaskState.OPEN),
            tuple(self._history.lines(client_id)), branch_day(services.clock.now()), self._classes(client_id),
        )  # fmt: skip

    def _classes(self, client_id: str) -> tuple[str, ...]:
        found = self._services.marks.of_client(self._actor, client_id)
        coded = (f"{found.class_code}类",) if found.class_code else ()
        return (*coded, *(told.label for told in found.marks))

    def record(self, number: str) -> Contact:
        """One record."""
        return self._services.contacts.get(self._actor, number)

    def record_text(self, number: str) -> str:
        """One record in full with its corrections."""
        one = self.record(number)
        added = [
            f"{local(fix.at):%Y-%m-%d %H:%M} {fix.by_name}更正：{fix.words}（原因：{fix.why}）"
            for fix in one.corrections
        ]
        return "\n".join([*told(one), *added])

    def unmask(self, client_id: str, key: str, kind: ContactKind) -> str:
        """A number in full, to be dialled."""
        return self._services.clients.unmask(self._actor, client_id, MaskedField(key), f"拨打客户电话：{kind.label}")

    def keep_draft(self, client_id: str, task_id: str, contact_id: str, typed: Mapping[str, Any]) -> None:
        """Keep what is typed of a call or visit; empty: nothing any more."""
        self._services.contacts.keep_draft(self._actor, client_id, task_id, contact_id, typed)

    def save(self, new: NewContact) -> Saved:
        """Save the call or visit."""
        return self._services.contacts.save(self._actor, new)


class PlanData:
    """Sampling plans, for one person."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._plans, self._printing = services.contact_plans, services.printing
        self._actor = actor

    def plans(self) -> Sequence[Progress]:
        """All plans, the latest first."""
        return self._plans.plans(self._actor)

    def rows(self, number: str, month: int) -> Sequence[PlanRow]:
        """Lines of a plan; of all months for 0."""
        return self._plans.rows(self._actor, number, month=month)

    def make(self, year: int, watch: Watch = UNWATCHED) -> Plan:
        """Draw a plan."""
        return self._plans.make(self._actor, year, watch=watch)

    def decide(self, number: str, watch: Watch = UNWATCHED, *, agreed: bool, reason: str) -> Plan:
        """Agree with it or decline it."""
        return self._plans.decide_plan(self._actor, number, agreed=agreed, reason=reason, watch=watch)

    def redraw(self, number: str) -> Redrawn:
        """Draw it again and compare."""
        return self._plans.redraw(self._actor, number)

    def print_plan(self, number: str) -> None:
        """Put the plan's form, as it stands, into the print queue."""
        self._printing.print_form(self._actor, SourceKind.SAMPLING_PLAN, number, PLAN)

    def export(self, number: str, path: str, watch: Watch = UNWATCHED) -> None:
        """Write the plan as .xlsx or, by the ending of ``path``, as PDF."""
        if path.lower().endswith(".pdf"):
            made = self._plans.pdf(self._actor, number)
        else:
            made = self._plans.xlsx(self._actor, number, watch=watch)
        write_durable(Path(path), made)
