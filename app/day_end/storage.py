"""Rows of closed days, only ever added to; and what of a day lies in the tables of others (TO-11)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.archive.storage import document
from app.common.errors import Refused
from app.common.values import canonical_json
from app.day_end.domain import ClosedDay
from app.onboarding.draft import Status
from app.onboarding.storage import opening
from app.receipts.domain import fen, yuan
from app.receipts.storage import receipt, receipt_void
from app.storage.db import UtcDateTime, metadata

day_end = sa.Table(
    "day_end",
    metadata,
    # the key: a teller's day is closed once
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("teller", sa.String(140), nullable=False),
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), nullable=False, unique=True),
    sa.Column("closed_at", UtcDateTime, nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("cases", sa.Text, nullable=False, comment="JSON list of the numbers on the sheet"),
    sa.Column("receipts", sa.Integer, nullable=False),
    sa.Column("taken_fen", sa.BigInteger, nullable=False),
    sa.Index("ix_day_end_day", "day"),
)

APPEND_ONLY: tuple[str, ...] = ("day_end",)

_PIECE = 500


def add(conn: sa.Connection, closed: ClosedDay) -> None:
    """Store that a day was closed; to be called within :func:`once`."""
    values = {
        "staff_id": closed.staff_id, "day": closed.day, "teller": closed.teller,
        "document_number": closed.document_number, "closed_at": closed.closed_at, "station": closed.station,
        "cases": canonical_json(closed.cases), "receipts": closed.receipts,
        "taken_fen": fen(abs(closed.taken)) * (1 if closed.taken >= 0 else -1),
    }  # fmt: skip
    conn.execute(day_end.insert().values(values))


@contextmanager
def once(refusal: Refused) -> Iterator[None]:
    """What is stored within is there once: ``refusal`` when somebody else was faster by a moment."""
    try:
        yield
    except IntegrityError as race:
        raise refusal from race


def closed_day(conn: sa.Connection, staff_id: str, day: date) -> ClosedDay | None:
    """The closing of a teller's day."""
    found = _listed(conn, sa.select(day_end).where(day_end.c.staff_id == staff_id, day_end.c.day == day))
    return found[0] if found else None


def closed_days(
    conn: sa.Connection, *, staff_id: str = "", day: date | None = None, limit: int
) -> tuple[ClosedDay, ...]:
    """Closed days, the latest first; of one teller, of one day."""
    query = sa.select(day_end).order_by(day_end.c.day.desc(), day_end.c.closed_at.desc(), day_end.c.staff_id)
    if staff_id:
        query = query.where(day_end.c.staff_id == staff_id)
    if day is not None:
        query = query.where(day_end.c.day == day)
    return _listed(conn, query.limit(limit))


def _listed(conn: sa.Connection, query: sa.Select[Any]) -> tuple[ClosedDay, ...]:
    return tuple(
        ClosedDay(
            staff_id=row.staff_id, day=row.day, teller=row.teller, document_number=row.document_number,
            closed_at=row.closed_at, station=row.station, cases=tuple(json.loads(row.cases)), receipts=row.receipts,
            taken=yuan(row.taken_fen),
        )
        for row in conn.execute(query)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class EndedOpening:
    """A completed opening: who took it in, whose it became, when."""

    number: str
    opened_by: str
    client_id: str
    ended_at: datetime


def completed_openings(conn: sa.Connection, since: datetime, until: datetime) -> tuple[EndedOpening, ...]:
    """Openings completed from ``since`` to before ``until``, in that order."""
    c = opening.c
    query = sa.select(c.case_number, c.opened_by, c.client_id, c.completed_at).where(
        c.status == Status.COMPLETED.value, c.completed_at >= since, c.completed_at < until
    )
    return tuple(EndedOpening(*row) for row in conn.execute(query.order_by(c.completed_at, c.case_number)))


def open_openings(conn: sa.Connection, staff_id: str, until: datetime) -> tuple[tuple[str, str], ...]:
    """Number and last step of the openings that a teller began before ``until`` and that are open still."""
    c = opening.c
    query = sa.select(c.case_number, c.last_step).where(
        c.status == Status.OPEN.value, c.opened_by == staff_id, c.opened_at < until
    )
    return tuple((row.case_number, row.last_step) for row in conn.execute(query.order_by(c.case_number)))


def completed_by(conn: sa.Connection, case_numbers: Sequence[str]) -> dict[str, str]:
    """Staff id of who brought each case to its end: who made the papers that were made first, with the end."""
    c = document.c
    found: dict[str, str] = {}
    for start in range(0, len(case_numbers), _PIECE):
        piece = case_numbers[start : start + _PIECE]
        query = sa.select(c.case_number, c.made_by).where(c.case_number.in_(piece)).order_by(c.made_at, c.number)
        for row in conn.execute(query):
            found.setdefault(row.case_number, row.made_by)
    return found


def receipt_numbers(conn: sa.Connection, staff_id: str, since: datetime, until: datetime) -> tuple[str, ...]:
    """Numbers of the receipts that somebody issued, or voided, from ``since`` to before ``until``; sorted."""
    issued = sa.select(receipt.c.number).where(
        receipt.c.issued_by == staff_id, receipt.c.issued_at >= since, receipt.c.issued_at < until
    )
    voided = sa.select(receipt_void.c.receipt_number).where(
        receipt_void.c.by == staff_id, receipt_void.c.at >= since, receipt_void.c.at < until
    )
    return tuple(sorted(conn.execute(sa.union(issued, voided)).scalars()))


def tellers_of_receipts(conn: sa.Connection, since: datetime, until: datetime) -> frozenset[str]:
    """Staff ids of those who issued or voided a receipt from ``since`` to before ``until``."""
    issued = sa.select(receipt.c.issued_by).where(receipt.c.issued_at >= since, receipt.c.issued_at < until)
    voided = sa.select(receipt_void.c.by).where(receipt_void.c.at >= since, receipt_void.c.at < until)
    return frozenset(conn.execute(sa.union(issued, voided)).scalars())
