"""From a query to a table: counted and summed by the database, its rows streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.common.clock import BRANCH_ZONE
from app.reports.table import Cell, Chart, Column, Row, Table

_PIECE = 500


def listed(
    conn: sa.Connection, query: sa.Select[Any], columns: Sequence[Column], *, note: str = "", chart: Chart | None = None
) -> Table:
    """The table of ``query``, whose columns are those of ``columns``, in their order.

    Three statements: how many rows there are, sums of the columns with ``total``, and the rows, when they are read.
    """
    named = query.with_only_columns(
        *(found.label(f"c{place}") for place, found in enumerate(query.exported_columns)), maintain_column_froms=True
    )
    counted = named.order_by(None).subquery()
    sums = [sa.func.sum(counted.c[f"c{place}"]) for place, column in enumerate(columns) if column.total]
    count, *found = conn.execute(sa.select(sa.func.count(), *sums).select_from(counted)).one()
    totals = _totals(columns, iter(found)) if sums else ()
    return Table(tuple(columns), _rows(conn, named, columns), int(count), totals, chart, note)


def _rows(conn: sa.Connection, query: sa.Select[Any], columns: Sequence[Column]) -> Iterator[Row]:
    for piece in conn.execute(query, execution_options={"yield_per": _PIECE}).partitions():
        for row in piece:
            yield tuple(_cell(column, value) for column, value in zip(columns, row, strict=True))


def _totals(columns: Sequence[Column], sums: Iterator[Any]) -> tuple[Cell, ...]:
    return tuple(_cell(column, next(sums) or 0) if column.total else None for column in columns)


def _cell(column: Column, value: Any) -> Cell:
    if column.show is not None:
        return column.show(value)
    cell: Cell = value
    return cell


def yuan(value: object) -> Cell:
    """Fen, as they lie in the database, as yuan."""
    return None if value is None else Decimal(int(str(value))).scaleb(-2)


def moments(since: date, until: date) -> tuple[datetime, datetime]:
    """The first moment of ``since``, and the first after ``until``."""
    after = until + timedelta(days=1)
    return datetime.combine(since, time(), BRANCH_ZONE), datetime.combine(after, time(), BRANCH_ZONE)


def during(column: sa.ColumnElement[Any], since: date, until: date) -> sa.ColumnElement[bool]:
    """Whether a moment lies on one of the days, both included."""
    first, after = moments(since, until)
    return sa.and_(column >= first, column < after)
