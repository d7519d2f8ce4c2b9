"""Rows of loans and returns; only ever added to (AR-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.storage import client
from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata

dossier_loan = sa.Table(
    "dossier_loan",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("archive_number", sa.String(16), sa.ForeignKey("dossier.archive_number"), nullable=False),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False, comment="how often it had been lent and brought back before"),
    sa.Column("borrower", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("borrower_name", sa.String(100), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Column("lent_at", UtcDateTime, nullable=False),
    sa.Column("lent_by", sa.String(32), nullable=False),
    sa.Column("lent_by_name", sa.String(100), nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), nullable=False),
    # lent once at a time, whichever counter is faster
    sa.UniqueConstraint("archive_number", "turn"),
    sa.CheckConstraint("why <> ''", name="purpose"),
    sa.CheckConstraint("borrower <> lent_by", name="not_to_oneself"),
)

dossier_return = sa.Table(
    "dossier_return",
    metadata,
    # the key: once only
    sa.Column("loan_id", sa.String(32), sa.ForeignKey("dossier_loan.id"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("note", sa.String(200), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("dossier_loan", "dossier_return")


@dataclass(frozen=True, slots=True)
class Returned:
    """When a loan was brought back, who took it in again, in what state."""

    at: datetime
    by: str
    by_name: str
    note: str


@dataclass(frozen=True, slots=True)
class Loan:
    """A dossier that was lent; ``returned`` None while it is out. ``due_on``: the last day."""

    id: str
    archive_number: str
    client_id: str
    turn: int
    borrower: str
    borrower_name: str
    why: str
    lent_at: datetime
    lent_by: str
    lent_by_name: str
    due_on: date
    task_id: str
    client_name: str = ""
    client_number: str = ""
    returned: Returned | None = None

    def overdue(self, today: date) -> bool:
        """Whether it is out past its day."""
        return self.returned is None and self.due_on < today


_COLUMNS = tuple(column.name for column in dossier_loan.columns)
_RETURN = ("at", "by", "by_name", "note")


def add(conn: sa.Connection, loan: Loan) -> None:
    """Enter a loan. Refused: ``dossier.lent_already``."""
    try:
        conn.execute(dossier_loan.insert().values({name: getattr(loan, name) for name in _COLUMNS}))
    except IntegrityError as race:
        raise Refused("dossier.lent_already") from race


def add_return(conn: sa.Connection, loan_id: str, back: Returned) -> None:
    """Enter that a loan came back. Refused: ``dossier.returned_already``."""
    try:
        values = {name: getattr(back, name) for name in _RETURN}
        conn.execute(dossier_return.insert().values(loan_id=loan_id, **values))
    except IntegrityError as race:
        raise Refused("dossier.returned_already") from race


def by_id(conn: sa.Connection, loan_id: str) -> Loan:
    """One loan. Refused: ``dossier.unknown_loan``."""
    found = _loans(conn, dossier_loan.c.id == loan_id)
    if not found:
        raise Refused("dossier.unknown_loan")
    return found[0]


def of_dossier(conn: sa.Connection, archive_number: str) -> tuple[Loan, ...]:
    """Every loan of a dossier, in order."""
    found = _loans(conn, dossier_loan.c.archive_number == archive_number)
    return tuple(sorted(found, key=lambda loan: loan.turn))


def listed(conn: sa.Connection, *, out_only: bool = True, borrower: str = "", limit: int = 1000) -> tuple[Loan, ...]:
    """Loans, the earliest due first; those that are out only, of one borrower."""
    condition: sa.ColumnElement[bool] = sa.true()
    if borrower:
        condition = sa.and_(condition, dossier_loan.c.borrower == borrower)
    if out_only:
        condition = sa.and_(condition, dossier_return.c.loan_id.is_(None))
    return _loans(conn, condition, limit)


def out(conn: sa.Connection, archive_number: str) -> Loan | None:
    """The loan that a dossier is out on, None when it is in its place."""
    loans = of_dossier(conn, archive_number)
    return loans[-1] if loans and loans[-1].returned is None else None


def _loans(conn: sa.Connection, condition: sa.ColumnElement[bool], limit: int = 1000) -> tuple[Loan, ...]:
    back = [dossier_return.c[name].label(f"r_{name}") for name in _RETURN]
    query = (
        sa.select(dossier_loan, client.c.name.label("client_name"), client.c.number.label("client_number"), *back)
        .select_from(dossier_loan.join(client).outerjoin(dossier_return))
        .where(condition)
        .order_by(dossier_loan.c.due_on, dossier_loan.c.id)
        .limit(limit)
    )
    return tuple(_loan(row) for row in conn.execute(query))


def _loan(row: sa.Row[Any]) -> Loan:
    returned = None
    if row.r_at is not None:
        returned = Returned(row.r_at, row.r_by, row.r_by_name, row.r_note)
    facts = {name: getattr(row, name) for name in _COLUMNS}
    return Loan(**facts, client_name=row.client_name, client_number=row.client_number, returned=returned)
