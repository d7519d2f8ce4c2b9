"""Running numbers without gaps: the counter is raised in the transaction that uses the number.

A rollback gives the number back; two writers wait for one another at the counter's row.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.common.errors import Refused
from app.storage.db import metadata

number_series = sa.Table(
    "number_series",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("period", sa.String(16), primary_key=True, comment="what the count starts anew with: day, year, prefix"),
    sa.Column("last", sa.Integer, sa.CheckConstraint("last > 0", name="positive"), nullable=False),
)


def next_number(conn: sa.Connection, series: str, period: str = "") -> int:
    """The next number of ``series`` in ``period``: 1, 2, 3 ... without gaps, inside the caller's transaction."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(number_series).values(name=series, period=period, last=1)
    raised = statement.on_conflict_do_update(
        index_elements=[number_series.c.name, number_series.c.period], set_={"last": number_series.c.last + 1}
    ).returning(number_series.c.last)
    return int(conn.execute(raised).scalar_one())


def last_number(conn: sa.Connection, series: str, period: str = "") -> int:
    """The number given last in ``series`` and ``period``; 0 for none. Another may be given before one's own is."""
    same = (number_series.c.name == series, number_series.c.period == period)
    return conn.execute(sa.select(number_series.c.last).where(*same)).scalar() or 0


def dated_number(conn: sa.Connection, prefix: str, day: date) -> str:
    """``prefix``, the day and six digits that start anew each day: ``KH20261122000001``.

    Refused: ``clients.numbers_used_up`` after 999,999 in a day.
    """
    period = f"{day:%Y%m%d}"
    return f"{prefix}{period}{_digits(next_number(conn, prefix, period))}"


def case_number(conn: sa.Connection, day: date) -> str:
    """The number of an account-opening case."""
    return dated_number(conn, "KH", day)


def client_number(conn: sa.Connection, day: date) -> str:
    """A client's number: the year of registration and six digits."""
    return f"{day.year}{_digits(next_number(conn, 'client', str(day.year)))}"


def fund_account_number(conn: sa.Connection, prefix: str) -> str:
    """A fund account's number: the branch's ``prefix`` and six digits."""
    return f"{prefix}{_digits(next_number(conn, 'fund-account', prefix))}"


def _digits(number: int) -> str:
    if number > 999_999:
        raise Refused("clients.numbers_used_up")
    return f"{number:06d}"
