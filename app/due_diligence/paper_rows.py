"""Rows of clients' papers that end soon and have been made a task: one for each end of a paper, only ever added to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.clients.domain import ClientKind
from app.clients.storage import client
from app.custody.storage import fund_account
from app.institutions import storage as institutions
from app.institutions.domain import Person
from app.storage.db import UtcDateTime, metadata

LETTER = "letter"

paper_reminder = sa.Table(
    "paper_reminder",
    metadata,
    # the key: one task for each end of a paper, whoever begins the day
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("until", sa.Date, primary_key=True),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

person_paper_reminder = sa.Table(
    "person_paper_reminder",
    metadata,
    # the same for who acts for an institution
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("what", sa.String(16), primary_key=True),
    sa.Column("until", sa.Date, primary_key=True),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("what IN ('representative', 'agent', 'letter')", name="what"),
)

APPEND_ONLY: tuple[str, ...] = ("paper_reminder", "person_paper_reminder")


@dataclass(frozen=True, slots=True)
class EndingPaper:
    """The identity paper or licence of a client ends on ``until``.

    ``what``: of an institution also the paper of its ``representative`` or ``agent``, or the agent's ``letter``; empty
    for the client's own.
    """

    client_id: str
    institution: bool
    until: date
    what: str = ""


def ending(conn: sa.Connection, since: date, until: date, limit: int) -> tuple[EndingPaper, ...]:
    """Papers that end between these days, both included, and are no task yet; of clients with an open fund account."""
    c, made, account = client.c, paper_reminder.c, fund_account.c
    known = sa.exists().where(made.client_id == c.id, made.until == c.paper_until)
    stays = sa.exists().where(account.client_id == c.id, account.state == "open")
    query = (
        sa.select(c.id, c.kind, c.paper_until)
        .where(c.paper_until >= since, c.paper_until <= until, ~known, stays)
        .order_by(c.paper_until, c.id)
        .limit(limit)
    )
    institution = ClientKind.INSTITUTION.value
    return tuple(EndingPaper(row.id, row.kind == institution, row.paper_until) for row in conn.execute(query))


def ending_of_people(conn: sa.Connection, since: date, until: date, limit: int) -> tuple[EndingPaper, ...]:
    """The same of those who act for institutions. Their papers are sealed: every institution is read, they are few."""
    c, account = person_paper_reminder.c, fund_account.c
    query = sa.select(c.client_id, c.what, c.until).where(c.until >= since, c.until <= until)
    known = {(row.client_id, row.what, row.until) for row in conn.execute(query)}
    stays = set(conn.execute(sa.select(account.client_id).where(account.state == "open")).scalars())
    found = [
        EndingPaper(client_id, True, day, what)
        for client_id, people in institutions.all_people(conn)
        for what, day in ends(people).items()
        if since <= day <= until and client_id in stays and (client_id, what, day) not in known
    ]
    return tuple(sorted(found, key=lambda one: (one.until, one.client_id, one.what))[:limit])


def ends(people: Iterable[Person]) -> dict[str, date]:
    """When the papers of those who act for an institution end; what never ends is left out."""
    found: dict[str, date] = {}
    for one in people:
        if one.paper_until is not None:
            found[one.role.value] = one.paper_until
        if one.letter is not None:
            found[LETTER] = one.letter.valid_until
    return found


def what_of(conn: sa.Connection, task_id: str) -> str:
    """Of an institution's people, what a task is about; empty: the client's own paper."""
    c = person_paper_reminder.c
    return str(conn.execute(sa.select(c.what).where(c.task_id == task_id)).scalar() or "")


def note(conn: sa.Connection, paper: EndingPaper, task_id: str, at: datetime) -> None:
    """Note the task of a paper; a second one of the same end is refused by the key (``IntegrityError``)."""
    row = {"client_id": paper.client_id, "until": paper.until, "task_id": task_id, "at": at}
    if paper.what:
        conn.execute(person_paper_reminder.insert().values(**row, what=paper.what))
    else:
        conn.execute(paper_reminder.insert().values(**row))
