"""Dry runs, which are thrown away, and batches, which are only ever added (CL-3).

A dry run lies in the database row by row, so that what is applied is what was seen, and a list of any length is paged.
It is applied piece by piece; how far that is stands beside the batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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

class_progress = sa.Table(
    "class_progress",
    metadata,
    sa.Column("batch_id", sa.String(32), sa.ForeignKey("class_batch.id"), primary_key=True),
    sa.Column("plan_id", sa.String(32), nullable=False, unique=True),
    sa.Column("place", sa.Integer, nullable=False, comment="of the last row of the dry run that was gone through"),
    sa.Column("passed", sa.Integer, nullable=False, comment="rows left out: classified by somebody meanwhile"),
    sa.Column("owner", sa.String(32), nullable=False, comment="who is at it now; empty for nobody"),
    sa.Column("alive_at", UtcDateTime, nullable=False),
    sa.CheckConstraint("passed BETWEEN 0 AND place", name="passed"),
)

APPEND_ONLY: tuple[str, ...] = ("class_batch",)
ALIVE = timedelta(seconds=60)
"""Who applies a dry run and gives no sign of life for so long is gone: another may go on."""

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
    rows = conn.execute(_batch_query().order_by(class_batch.c.sequence.desc()).limit(limit))
    return tuple(_batch(bands, row) for row in rows)


def batch_of(conn: sa.Connection, bands: Sequence[AssetBand], batch_id: str) -> Batch:
    """The batch of that id, which is there."""
    return _batch(bands, conn.execute(_batch_query().where(class_batch.c.id == batch_id)).one())


def _batch_query() -> sa.Select[Any]:
    went = class_progress.c
    return sa.select(*(class_batch.c[name] for name in _BATCH), went.place, went.passed, class_plan.c.id).select_from(
        class_batch.outerjoin(class_progress, went.batch_id == class_batch.c.id)
        .outerjoin(class_plan, class_plan.c.id == went.plan_id)
    )  # fmt: skip


def _batch(bands: Sequence[AssetBand], found: sa.Row[Any]) -> Batch:
    *row, place, passed, plan_id = tuple(found)
    values = dict(zip(_BATCH, row, strict=True))
    matrix = _matrix(bands, values.pop("cells"))
    left = 0 if place is None else values["written"] - place  # before pieces a batch was written at once
    values |= {"kind": Kind(values["kind"]), "undoes": values["undoes"] or "", "matrix": matrix}
    return Batch(**values, left=left, passed=passed or 0, plan_id=(plan_id or "") if left else "")


@dataclass(frozen=True, slots=True)
class Applied:
    """How far the applying of a dry run is; ``owner``: who is at it, empty for nobody, ``alive_at`` their last sign."""

    batch_id: str
    place: int
    passed: int
    owner: str
    alive_at: datetime

    def busy(self, at: datetime) -> bool:
        """Whether somebody is at it."""
        return bool(self.owner) and at - self.alive_at < ALIVE


def begin_applying(conn: sa.Connection, plan: Plan, batch: Batch, owner: str) -> None:
    """``owner`` begins to apply a dry run. Breaks a constraint (IntegrityError) when somebody else does so too."""
    conn.execute(
        class_progress.insert().values(
            batch_id=batch.id, plan_id=plan.id, place=0, passed=0, owner=owner, alive_at=batch.at
        )
    )


def applied(conn: sa.Connection, plan_id: str, *, lock: bool = False) -> Applied | None:
    """How far the applying of a dry run is; None when it was not begun."""
    names = ("batch_id", "place", "passed", "owner", "alive_at")
    query = sa.select(*(class_progress.c[name] for name in names)).where(class_progress.c.plan_id == plan_id)
    row = conn.execute(query.with_for_update() if lock else query).first()
    return None if row is None else Applied(*row)


def half_applied(conn: sa.Connection) -> tuple[str, Applied] | None:
    """The number of the batch whose rest still can be applied, and how far it is; None when there is none.

    Locked: it is not gone on with before this transaction is over.
    """
    query = sa.select(class_progress.c.plan_id, class_batch.c.number).where(
        class_progress.c.plan_id == class_plan.c.id, class_batch.c.id == class_progress.c.batch_id
    )
    row = conn.execute(query).first()
    found = applied(conn, row[0], lock=True) if row is not None else None
    return None if row is None or found is None else (row[1], found)


def went_on(conn: sa.Connection, batch_id: str, place: int, passed: int, owner: str, at: datetime) -> None:
    """How far the applying is now, and who is at it."""
    conn.execute(
        class_progress.update()
        .where(class_progress.c.batch_id == batch_id)
        .values(place=place, passed=passed, owner=owner, alive_at=at)
    )


def write_classes(
    conn: sa.Connection, plan_id: str, batch_id: str, first: int, last: int, *, at: datetime, by: str
) -> int:
    """Write the decisions from the place ``first`` to ``last`` of a dry run, set-wise: how many (CL-1).

    Who was classified by somebody else since keeps that and is left out. Breaks the key (IntegrityError) where that
    happens at this very moment; the next try leaves the client out.
    """
    rows, newer = class_plan_row.c, client_class.alias("newer")
    since = sa.exists().where(newer.c.client_id == rows.client_id, newer.c.sequence > rows.sequence)
    chosen = sa.select(
        rows.client_id, rows.sequence + 1, rows.code, rows.assets, rows.turnover, rows.policy_version, rows.source,
        sa.literal(at, UtcDateTime), sa.literal(by), sa.func.nullif(rows.snapshot_id, ""), sa.literal(batch_id),
    ).where(rows.plan_id == plan_id, rows.place.between(first, last), ~since)  # fmt: skip
    names = [
        "client_id", "sequence", "code", "assets", "turnover", "policy_version", "source", "at", "by", "snapshot_id",
        "batch_id",
    ]  # fmt: skip
    writing = client_class.insert().from_select(names, chosen)
    # without the option a count of what was inserted is not kept on the server's driver
    return conn.execute(writing, execution_options={"preserve_rowcount": True}).rowcount
