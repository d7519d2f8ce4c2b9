"""The list of clients of a dry run or a batch: filtered, sorted and paged by the database (CL-3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.classification.storage import client_class
from app.clients.storage import client
from app.reclassification.domain import PAGE, Matrix, Mover, MoverPage, Order, Wanted
from app.reclassification.storage import class_plan_row

_ESCAPE = "\\"


def of_plan(conn: sa.Connection, plan_id: str, matrix: Matrix, wanted: Wanted, limit: int = PAGE) -> MoverPage:
    """One page of the clients of a dry run."""
    row, former = class_plan_row, client_class.alias("former")
    before = sa.and_(former.c.client_id == row.c.client_id, former.c.sequence == row.c.sequence)
    return _listed(conn, row, former, before, row.c.plan_id == plan_id, matrix, wanted, limit)


def of_batch(conn: sa.Connection, batch_id: str, matrix: Matrix, wanted: Wanted, limit: int = PAGE) -> MoverPage:
    """One page of the clients of a batch."""
    row, former = client_class.alias("made"), client_class.alias("former")
    before = sa.and_(former.c.client_id == row.c.client_id, former.c.sequence == row.c.sequence - 1)
    return _listed(conn, row, former, before, row.c.batch_id == batch_id, matrix, wanted, limit)


def _listed(
    conn: sa.Connection, row: Any, former: Any, join: sa.ColumnElement[bool], of: sa.ColumnElement[bool],
    matrix: Matrix, wanted: Wanted, limit: int,
) -> MoverPage:  # fmt: skip
    before = sa.func.coalesce(former.c.code, "")
    source = row.outerjoin(former, join).join(client, client.c.id == row.c.client_id)
    conditions = [of, _cells(matrix, wanted, before, row.c.code), *_text(wanted.text)]
    query = (
        sa.select(
            client.c.id, client.c.number, client.c.name, before, row.c.code, row.c.assets, row.c.turnover,
            former.c.assets, former.c.turnover,
        )
        .select_from(source)
        .where(*conditions)
        .order_by(_order(wanted, matrix, before, row), client.c.number)
    )  # fmt: skip
    found = conn.execute(query.limit(limit).offset(wanted.page * limit)).all()
    total = sa.select(sa.func.count()).select_from(source).where(*conditions)
    return MoverPage(tuple(map(_mover, found)), wanted.page, int(conn.execute(total).scalar_one()))


def _mover(row: Any) -> Mover:
    client_id, number, name, before, after, assets, turnover, former_assets, former_turnover = row
    return Mover(
        client_id, number, name, before, after, Decimal(assets), Decimal(turnover), _figure(former_assets),
        _figure(former_turnover),
    )  # fmt: skip


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _cells(matrix: Matrix, wanted: Wanted, before: Any, after: Any) -> sa.ColumnElement[bool]:
    """Which cells of the matrix are wanted; one chosen by its classes is wanted however its clients move."""
    if wanted.before is not None or wanted.after is not None:
        chosen = [sa.true()]
        if wanted.before is not None:
            chosen.append(before == wanted.before)
        if wanted.after is not None:
            chosen.append(after == wanted.after)
        return sa.and_(*chosen)
    cells = [cell for cell in matrix.cells if matrix.movement(cell) in wanted.movements]
    moves: sa.ColumnElement[str] = before + ">" + after
    return moves.in_([f"{cell.before}>{cell.after}" for cell in cells])


def _text(text: str) -> list[sa.ColumnElement[bool]]:
    plain = text.strip()
    if not plain:
        return []
    escaped = "".join(f"{_ESCAPE}{sign}" if sign in "%_\\" else sign for sign in plain)
    like = f"%{escaped}%"
    return [sa.or_(client.c.name.like(like, escape=_ESCAPE), client.c.number.like(like, escape=_ESCAPE))]


def _order(wanted: Wanted, matrix: Matrix, before: Any, row: Any) -> sa.ColumnElement[Any]:
    places = {name: -place for place, name in enumerate(matrix.order)}  # falling: most assets first, as elsewhere
    by: dict[Order, Any] = {
        Order.ASSETS: sa.cast(row.c.assets, sa.Float),
        Order.NUMBER: client.c.number,
        Order.NAME: client.c.name,
        Order.BEFORE: sa.case(places, value=before, else_=-len(places)),
        Order.AFTER: sa.case(places, value=row.c.code, else_=-len(places)),
    }
    chosen = by[wanted.order]
    ordered: sa.ColumnElement[Any] = chosen.desc() if wanted.falling else chosen.asc()
    return ordered
