"""What somebody has typed of a call or visit that is not saved yet; it goes when the record is saved (FU-6)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

contact_draft = sa.Table(
    "contact_draft",
    metadata,
    # one for each member of staff and each task or client
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("about", sa.String(80), primary_key=True),
    sa.Column("typed", Sealed("contact_draft.typed"), nullable=False, comment="JSON of what is typed so far"),
    sa.Column("changed_at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()

_c = contact_draft.c


def about(task_id: str, client_id: str) -> str:
    """What a draft is about: the task, or the client who is called without one."""
    return task_id or f"{client_id}/"


def put(conn: sa.Connection, staff_id: str, what: str, typed: str, at: datetime) -> None:
    """Keep what is typed, in place of what was typed before. Refused: ``storage.busy`` when both counters began it."""
    mine = contact_draft.update().where(_c.staff_id == staff_id, _c.about == what)
    if conn.execute(mine.values(typed=typed, changed_at=at)).rowcount:
        return
    row = {"staff_id": staff_id, "about": what, "typed": typed, "changed_at": at}
    try:
        conn.execute(contact_draft.insert().values(row))
    except IntegrityError as race:  # the same person at another counter, at this moment
        raise Refused("storage.busy") from race


def of(conn: sa.Connection, staff_id: str, what: str) -> str:
    """What somebody has typed; empty for nothing."""
    found = conn.execute(sa.select(_c.typed).where(_c.staff_id == staff_id, _c.about == what)).scalar()
    return "" if found is None else str(found)


def drop(conn: sa.Connection, staff_id: str, what: str) -> None:
    """It is saved, or nothing stands there any more."""
    conn.execute(contact_draft.delete().where(_c.staff_id == staff_id, _c.about == what))


def drop_older(conn: sa.Connection, staff_id: str, than: datetime) -> None:
    """What somebody began and never went on with goes."""
    conn.execute(contact_draft.delete().where(_c.staff_id == staff_id, _c.changed_at < than))
