"""The rows that a flow keeps of a case besides its own: fields as typed, acts, and a journal of both.

A field is saved as it is left, with a journal row for every change (recovery and history).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from app.archive.domain import ERASED, Erased
from app.cases.case import Capture
from app.common.values import canonical_json, new_id
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed


class CaseRows:
    """The three tables of a flow and what is done with them.

    ``name``: what the tables' names begin with; ``number``: table and column of the case's number, as ``a.b``;
    ``value``: the type of a field's value, for a flow whose fields are looked for.
    """

    def __init__(self, name: str, number: str, value: Callable[[str], TypeEngine[str]] = Sealed) -> None:
        def of_case() -> sa.ForeignKey:
            return sa.ForeignKey(number)

        self.field = sa.Table(
            f"{name}_field",
            metadata,
            sa.Column("case_number", of_case(), primary_key=True),
            sa.Column("name", sa.String(64), primary_key=True),
            sa.Column("value", value(f"{name}_field.value"), nullable=False),
        )
        self.capture = sa.Table(
            f"{name}_capture",
            metadata,
            sa.Column("case_number", of_case(), primary_key=True),
            sa.Column("name", sa.String(64), primary_key=True),
            sa.Column("value", Sealed(f"{name}_capture.value"), nullable=False),
            sa.Column("at", UtcDateTime, nullable=False),
            sa.Column("witness", sa.String(32), nullable=False),
            sa.Column("station", sa.String(64), nullable=False),
        )
        self.lines = sa.Table(
            f"{name}_journal",
            metadata,
            sa.Column("id", sa.String(32), primary_key=True),
            sa.Column("case_number", of_case(), nullable=False, index=True),
            sa.Column("kind", sa.String(16), nullable=False),
            sa.Column("name", sa.String(64), nullable=False),
            sa.Column("old", Sealed(f"{name}_journal.old"), nullable=True),
            sa.Column("new", Sealed(f"{name}_journal.new"), nullable=True),
            sa.Column("at", UtcDateTime, nullable=False),
            sa.Column("staff_id", sa.String(32), nullable=False),
            sa.Column("station", sa.String(64), nullable=False),
        )

    def fields(self, conn: sa.Connection, number: str) -> dict[str, str]:
        """Everything typed in a case."""
        table = self.field.c
        rows = conn.execute(sa.select(table.name, table.value).where(table.case_number == number))
        return {str(row.name): str(row.value) for row in rows}

    def captures(self, conn: sa.Connection, number: str) -> dict[str, Capture]:
        """Every act of a case, by name."""
        rows = conn.execute(sa.select(self.capture).where(self.capture.c.case_number == number)).mappings()
        return {row["name"]: captured(row) for row in rows}

    def put_field(self, conn: sa.Connection, number: str, name: str, value: str) -> None:
        """Keep what is typed in a field."""
        table = self.field
        updated = conn.execute(
            table.update().where(table.c.case_number == number, table.c.name == name).values(value=value)
        )
        if updated.rowcount == 0:
            conn.execute(table.insert().values(case_number=number, name=name, value=value))

    def put_capture(self, conn: sa.Connection, number: str, name: str, capture: Capture) -> None:
        """Keep an act; a later one of the same name takes its place (the journal tells of both)."""
        self.drop_capture(conn, number, name)
        conn.execute(
            self.capture.insert().values(
                case_number=number, name=name, value=canonical_json(capture.value), at=capture.at,
                witness=capture.witness, station=capture.station,
            )
        )  # fmt: skip

    def drop_capture(self, conn: sa.Connection, number: str, name: str) -> None:
        """Take an act back."""
        table = self.capture
        conn.execute(table.delete().where(table.c.case_number == number, table.c.name == name))

    def journal(
        self, conn: sa.Connection, number: str, kind: str, name: str, old: str | None, new: str | None,
        *, at: datetime, staff_id: str, station: str,
    ) -> None:  # fmt: skip
        """Add a line to the case's journal; pen data never comes here."""
        conn.execute(
            self.lines.insert().values(
                id=new_id(), case_number=number, kind=kind, name=name, old=old, new=new, at=at, staff_id=staff_id,
                station=station,
            )
        )  # fmt: skip

    def last_writer(self, conn: sa.Connection, number: str, names: Collection[str]) -> tuple[str, str]:
        """Staff id and station of whoever changed one of these fields last; empty when nobody did."""
        table = self.lines.c
        query = sa.select(table.staff_id, table.station).where(
            table.case_number == number, table.kind == "field", table.name.in_(names)
        )
        row = conn.execute(query.order_by(table.at.desc(), table.id.desc()).limit(1)).first()
        return (row.staff_id, row.station) if row is not None else ("", "")

    def erase(self, conn: sa.Connection, number: str, mark: Erased, *, witness: str, station: str) -> None:
        """Take away what was typed, said and signed in an ended case whose dossier is destroyed (AR-4).

        The names of the fields stay, empty; of the acts only the mark stays. The row of the case and what is only ever
        added to (the journal, talks) are not touched.
        """
        conn.execute(self.field.update().where(self.field.c.case_number == number).values(value=""))
        conn.execute(self.capture.delete().where(self.capture.c.case_number == number))
        self.put_capture(conn, number, ERASED, Capture(mark.told(), mark.at, witness, station))

    def mark(self, conn: sa.Connection, number: str) -> Erased | None:
        """By which list a case was erased; None when it was not."""
        table = self.capture.c
        query = sa.select(table.value, table.at).where(table.case_number == number, table.name == ERASED)
        row = conn.execute(query).first()
        return None if row is None else Erased.read(json.loads(row.value), row.at)

    def acts(self, conn: sa.Connection, number: str) -> dict[str, Any]:
        """The value of each act of a case, by name."""
        table = self.capture.c
        rows = conn.execute(sa.select(table.name, table.value).where(table.case_number == number))
        return {str(row.name): json.loads(row.value) for row in rows}


def captured(row: sa.RowMapping) -> Capture:
    """An act from its row."""
    return Capture(json.loads(row["value"]), row["at"], row["witness"], row["station"])
