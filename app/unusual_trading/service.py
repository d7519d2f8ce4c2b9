"""Lists of unusual accounts and what became of each line (FU-5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.clients import storage as clients
from app.clients.domain import Client
from app.common.actor import Actor, Right
from app.contacts import storage as contacts
from app.contacts.domain import Contact
from app.policy.values import Policy
from app.staff import storage as staff
from app.storage.db import Database
from app.tasks import storage as tasks
from app.tasks.domain import Task
from app.unusual_trading import storage
from app.unusual_trading.domain import LineState, ListState, UnusualLine
from app.unusual_trading.importing import Importing

_MANY = 500


class UnusualTradingService(Importing):
    """Use cases of the lists. Compliance, supervisor and general manager see all of them; who calls sees the task."""

    def __init__(self, db: Database, policy: Policy) -> None:
        self._db = db
        self._call_days = policy.tasks.problem_days

    def lists(self, actor: Actor) -> tuple[ListState, ...]:
        """The lists with how many calls are open, the newest first; at most 200. Needs UNUSUAL_WRITE."""
        actor.need(Right.UNUSUAL_WRITE)
        with self._db.read() as conn:
            return storage.lists(conn)

    def lines(self, actor: Actor, list_id: str) -> tuple[LineState, ...]:
        """The lines of a list with state and outcome of their calls, in the order of the file. Needs UNUSUAL_WRITE.

        Refused: ``unusual.unknown``. One read transaction.
        """
        actor.need(Right.UNUSUAL_WRITE)
        with self._db.read() as conn:
            storage.by_id(conn, list_id)
            lines = storage.lines_of(conn, list_id)
            calls = {task_id: _call(conn, task_id) for task_id in dict.fromkeys(one.task_id for one in lines)}
            names = _names(conn, {one.client_id for one in lines})
        return tuple(_state(one, names[one.client_id], calls[one.task_id]) for one in lines)

    def of_client(self, actor: Actor, client_id: str) -> tuple[UnusualLine, ...]:
        """Every line about a client, the latest day first. Needs UNUSUAL_WRITE. One read transaction."""
        actor.need(Right.UNUSUAL_WRITE)
        with self._db.read() as conn:
            return storage.of_client(conn, client_id)


@dataclass(frozen=True, slots=True)
class _Call:
    """A task of a list with its contacts."""

    task: Task
    assigned_name: str
    contacts: tuple[Contact, ...]


def _call(conn: sa.Connection, task_id: str) -> _Call:
    task = tasks.by_id(conn, task_id)
    whose = staff.by_id(conn, task.assigned_to) if task.assigned_to else None
    return _Call(task, whose.name if whose else "", contacts.of_task(conn, task_id))


def _names(conn: sa.Connection, ids: Collection[str]) -> dict[str, Client]:
    wanted = sorted(ids)
    found: dict[str, Client] = {}
    for start in range(0, len(wanted), _MANY):
        found |= clients.get_clients(conn, wanted[start : start + _MANY])
    return found


def _state(line: UnusualLine, client: Client, call: _Call) -> LineState:
    last = call.contacts[-1] if call.contacts else None
    told = dict.fromkeys(one.label for contact in call.contacts for one in contact.misconduct)
    return LineState(
        line=line, client_number=client.number, client_name=client.name, task_state=call.task.state,
        due_on=call.task.due_on, assigned_name=call.assigned_name, attempts=len(call.contacts),
        outcome=last.outcome.label if last else "", contact_number=last.number if last else "",
        misconduct=tuple(told),
    )  # fmt: skip
