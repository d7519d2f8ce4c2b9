"""Rows of clients' papers that end soon and have been made a task: one for each end of a paper, only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.clients.domain import ClientKind
from app.clients.storage import client
from app.custody.storage import fund_account
from app.storage.db import UtcDateTime, metadata

paper_reminder = sa.Table(
    "paper_reminder",
    metadata,
    # the key: one task for each end of a paper, whoever begins the day
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("until", sa.Date, primary_key=True),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("paper_reminder",)


@dataclass(frozen=True, slots=True)
class EndingPaper:
    """The identity paper or licence of a client ends on ``until``."""

    client_id: str
    institution: bool
    until: date


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


def note(conn: sa.Connection, paper: EndingPaper, task_id: str, at: datetime) -> None:
    """Note the task of a paper; a second one of the same end is refused by the key (``IntegrityError``)."""
    row = {"client_id": paper.client_id, "until": paper.until, "task_id": task_id, "at": at}
    conn.execute(paper_reminder.insert().values(**row))
