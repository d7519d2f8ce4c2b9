"""Dry runs, which are thrown away, and batches, which are only ever added (CL-3).

A dry run lies in the database row by row, so that what is applied is what was seen, and a list of any length is paged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.classification.storage import client_class
from app.common.values import new_id
from app.policy.transfer import AssetBand
from app.reclassification.domain import Batch, Kind, Matrix, NewRow, Plan, matrix_of
from app.storage.db import UtcDateTime, metadata

COUNTING, READY = "counting", "ready"

_KINDS = "kind IN ('snapshot', 'back')"

class_batch = sa.Table(
    "class_batch",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    # two applied at the same moment cannot both be the next one
    sa.Column("sequence", sa.Integer, nullable=False, unique=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("snapshot_id", sa.String(32), sa.ForeignKey("trading_snapshot.id"), nullable=False),
    sa.Column("taken_at", UtcDateTime, nullable=False),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("undoes", sa.String(32), sa.ForeignKey("class_batch.id"), unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("cells", sa.Text, nullable=False, comment="JSON: class before, class after, clients"),
    sa.Column("written", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.CheckConstraint(_KINDS, name="kind"),
)

class_plan = sa.Table(
    "class_plan",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("snapshot_id", sa.String(32), nullable=False),
    sa.Column("taken_at", UtcDateTime, nullable=False),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("undoes", sa.String(32), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("cells", sa.Text, nullable=False),
    sa.Column("written", sa.Integer, nullable=False),
    sa.Column("population_digest", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.CheckConstraint("state IN ('counting', 'ready')", name="state"),
    sa.CheckConstraint(_KINDS, name="kind"),
)

class_plan_row = sa.Table(
    "class_plan_row",
    metadata,
    sa.Column("plan_id", sa.String(32), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False, comment="from 1"),
    sa.Column("client_id", sa.String(32), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False, comment="of the class in force; 0 for none"),
    sa.Column("code", sa.String(2), nullable=False),
    sa.Column("assets", sa.String(20), nullable=False),
    sa.Column("turnover", sa.String(20), nullable=False),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("snapshot_id", sa.String(32), nullable=False, comment="empty for figures given by hand"),
    sa.Column("source", sa.String(16), nullable=False),
    sqlite_with_rowid=False,
)

APPEND_ONLY: tuple[str, ...] = ("class_batch",)

_FIELDS = tuple(column.name for column in class_plan_row.columns)
_INSERT = {
    dialect: f"INSERT INTO class_plan_row ({', '.join(_FIELDS)}) VALUES ({', '.join([mark] * len(_FIELDS))})"  # noqa: S608 - names of columns, no input
    for dialect, mark in (("sqlite", "?"), ("postgresql", "%s"))
}
_SWEPT_AT_ONCE = 20_000


def begin(conn: sa.Connection, plan: Plan) -> None:
    """Begin to count; whatever dry run there was is dropped, its rows wait to be swept."""
    conn.execute(class_plan.delete())
    conn.execute(class_plan.insert().values(**_values(plan), state=COUNTING))


def add_rows(conn: sa.Connection, plan_id: str, first: int, rows: Sequence[NewRow]) -> bool:
    """Add rows from the place ``first`` on; False when another dry run has begun meanwhile."""
    if conn.execute(sa.select(class_plan.c.id).where(class_plan.c.id == plan_id)).first() is None:
        return False
    if rows:
        # straight to the driver: texts and numbers already, and a million are waiting
        conn.exec_driver_sql(_INSERT[conn.dialect.name], [_row(plan_id, first + n, row) for n, row in enumerate(rows)])
    return True


def _row(plan_id: str, place: int, row: NewRow) -> tuple[Any, ...]:
    return (
        plan_id, place, row.client_id, row.sequence, row.code, row.assets, row.turnover, row.policy_version,
        row.snapshot_id, row.source,
    )  # fmt: skip


def finish(conn: sa.Connection, plan: Plan) -> bool:
    """The counting is at its end: the dry run can be looked at. False when another has begun meanwhile."""
    values = {**_values(plan), "state": READY}
    del values["id"]
    done = conn.execute(class_plan.update().where(class_plan.c.id == plan.id).values(**values))
    return done.rowcount == 1


def drop(conn: sa.Connection, plan_id: str) -> None:
    """Throw a dry run away; its rows wait to be swept."""
    conn.execute(class_plan.delete().where(class_plan.c.id == plan_id))


def sweep(conn: sa.Connection) -> int:
    """Delete some rows that belong to no dry run: how many; 0 when nothing is left."""
    rows = class_plan_row.c
    kept = sa.select(class_plan.c.id)
    plan_id = conn.execute(sa.select(rows.plan_id).where(rows.plan_id.not_in(kept)).limit(1)).scalar()
    if plan_id is None:
        return 0
    lowest = sa.select(sa.func.min(rows.place)).where(rows.plan_id == plan_id)
    upto = int(conn.execute(lowest).scalar_one()) + _SWEPT_AT_ONCE
    return conn.execute(class_plan_row.delete().where(rows.plan_id == plan_id, rows.place < upto)).rowcount


def ready_plan(conn: sa.Connection, bands: Sequence[AssetBand], *, lock: bool = False) -> Plan | None:
    """The dry run that can be looked at; None while there is none. ``lock``: nobody else applies it meanwhile."""
    query = sa.select(*(class_plan.c[name] for name in _PLAN)).where(class_plan.c.state == READY)
    row = conn.execute(query.with_for_update() if lock else query).first()
    if row is None:
        return None
    values = dict(zip(_PLAN, row, strict=True))
    matrix = _matrix(bands, values.pop("cells"))
    return Plan(**{**values, "kind": Kind(values["kind"]), "matrix": matrix})


_PLAN = (
    "id", "kind", "snapshot_id", "taken_at", "policy_version", "undoes", "made_at", "made_by", "cells", "written",
    "population_digest", "digest",
)  # fmt: skip


def _values(plan: Plan) -> dict[str, Any]:
    values = {name: getattr(plan, name) for name in _PLAN if name != "cells"}
    return {**values, "kind": plan.kind.value, "cells": _cells(plan.matrix)}


def _cells(matrix: Matrix) -> str:
    return json.dumps([[cell.before, cell.after, cell.clients] for cell in matrix.cells])


def _matrix(bands: Sequence[AssetBand], text: str) -> Matrix:
    return matrix_of(bands, {(before, after): count for before, after, count in json.loads(text)})


def add_batch(conn: sa.Connection, plan: Plan, *, number: str, at: datetime, by: str) -> Batch:
    """Add the batch of a dry run as the next one. A race for the place breaks a constraint (IntegrityError)."""
    last = conn.execute(sa.select(sa.func.max(class_batch.c.sequence))).scalar() or 0
    made = Batch(
        id=new_id(), number=number, sequence=last + 1, kind=plan.kind, snapshot_id=plan.snapshot_id,
        taken_at=plan.taken_at, policy_version=plan.policy_version, undoes=plan.undoes, at=at, by=by,
        matrix=plan.matrix, written=plan.written, digest=plan.digest,
    )  # fmt: skip
    values = {name: getattr(made, name) for name in _BATCH if name != "cells"}
    values |= {"kind": made.kind.value, "undoes": made.undoes or None, "cells": _cells(made.matrix)}
    conn.execute(class_batch.insert().values(**values))
    return made


_BATCH = (
    "id", "number", "sequence", "kind", "snapshot_id", "taken_at", "policy_version", "undoes", "at", "by", "cells",
    "written", "digest",
)  # fmt: skip


def batches(conn: sa.Connection, bands: Sequence[AssetBand], limit: int = 50) -> tuple[Batch, ...]:
    """The batches that were applied, the newest first."""
    query = sa.select(*(class_batch.c[name] for name in _BATCH)).order_by(class_batch.c.sequence.desc())
    found = []
    for row in conn.execute(query.limit(limit)):
        values = dict(zip(_BATCH, row, strict=True))
        matrix = _matrix(bands, values.pop("cells"))
        undoes = values["undoes"] or ""
        found.append(Batch(**{**values, "kind": Kind(values["kind"]), "undoes": undoes, "matrix": matrix}))
    return tuple(found)


def write_classes(conn: sa.Connection, plan_id: str, batch: Batch, first: int, last: int) -> int:
    """Write the decisions from the place ``first`` to ``last`` of a dry run, set-wise: how many (CL-1).

    Breaks the key (IntegrityError) where a client was classified by somebody else since.
    """
    rows = class_plan_row.c
    chosen = sa.select(
        rows.client_id, rows.sequence + 1, rows.code, rows.assets, rows.turnover, rows.policy_version, rows.source,
        sa.literal(batch.at, UtcDateTime), sa.literal(batch.by), sa.func.nullif(rows.snapshot_id, ""),
        sa.literal(batch.id),
    ).where(rows.plan_id == plan_id, rows.place.between(first, last))  # fmt: skip
    names = [
        "client_id", "sequence", "code", "assets", "turnover", "policy_version", "source", "at", "by", "snapshot_id",
        "batch_id",
    ]  # fmt: skip
    writing = client_class.insert().from_select(names, chosen)
    # without the option a count of what was inserted is not kept on the server's driver
    return conn.execute(writing, execution_options={"preserve_rowcount": True}).rowcount
