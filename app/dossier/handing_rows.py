"""Rows of hand-overs to the archivist: sheets, sets, papers, verdicts; only ever added to (AR-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.cases.papers import HANDED
from app.changes.storage import change_case
from app.common.errors import Refused
from app.dossier.handing import HandedPaper, PointsLine, Verdict
from app.onboarding.storage import opening
from app.staff.storage import staff
from app.storage.db import UtcDateTime, metadata
from app.transfer_out.storage import transfer_case

handover = sa.Table(
    "handover",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("from_staff", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("from_number", sa.String(32), nullable=False),
    sa.Column("from_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("note", sa.String(200), nullable=False),
    sa.UniqueConstraint("number", "from_staff"),
    sa.Index("ix_handover_at", "at", "number"),
)

handover_set = sa.Table(
    "handover_set",
    metadata,
    sa.Column("number", sa.String(20), sa.ForeignKey("handover.number"), primary_key=True),
    sa.Column("case_number", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("turn", sa.Integer, nullable=False, comment="how often the set had been sent back before"),
    # a set is handed over once, and once more for each time it was sent back, whichever counter is faster
    sa.UniqueConstraint("case_number", "turn"),
    sa.CheckConstraint("turn >= 0", name="turn"),
)

handover_paper = sa.Table(
    "handover_paper",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), primary_key=True),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("copies", sa.Integer, nullable=False),
    sa.ForeignKeyConstraint(["number", "case_number"], ["handover_set.number", "handover_set.case_number"],
                            name="fk_handover_paper_set"),
    sa.CheckConstraint("copies > 0", name="copies"),
)  # fmt: skip

handover_verdict = sa.Table(
    "handover_verdict",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("case_number", sa.String(32), primary_key=True),
    sa.Column("from_staff", sa.String(32), nullable=False),
    sa.Column("accepted", sa.Boolean, nullable=False),
    sa.Column("words", sa.String(200), nullable=False),
    sa.Column("mend_by", sa.Date),
    sa.Column("sending", sa.Integer, nullable=False),
    sa.Column("points", sa.Integer, nullable=False),
    sa.Column("escalated", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(["number", "case_number"], ["handover_set.number", "handover_set.case_number"],
                            name="fk_handover_verdict_set"),
    sa.ForeignKeyConstraint(["number", "from_staff"], ["handover.number", "handover.from_staff"],
                            name="fk_handover_verdict_handover"),
    sa.Index("ix_handover_verdict_from_staff_at", "from_staff", "at"),
    sa.Index("ix_handover_verdict_accepted", "accepted"),
    # nobody receives what they handed over themselves
    sa.CheckConstraint('"by" <> from_staff', name="four_eyes"),
    sa.CheckConstraint(
        "(accepted AND mend_by IS NULL AND sending = 0 AND points = 0 AND NOT escalated AND document_number = '') OR "
        "(NOT accepted AND mend_by IS NOT NULL AND words <> '' AND sending > 0)",
        name="sent_back_says_what",
    ),
)  # fmt: skip

handover_unsettled = sa.Table(
    "handover_unsettled",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("case_number", sa.String(32), primary_key=True),
    sa.Column("mend_by", sa.Date, comment="of a set that came back; without it the archivist has not decided yet"),
    sa.ForeignKeyConstraint(["number", "case_number"], ["handover_set.number", "handover_set.case_number"],
                            name="fk_handover_unsettled_set"),
    # a set is with the archivist or back at the counter, not at two places
    sa.UniqueConstraint("case_number"),
    sa.Index("ix_handover_unsettled_mend_by", "mend_by"),
)  # fmt: skip
"""Sets that the archivist has not taken for good, by their last sheet: what a few are is not looked for among all.

The truth are the sheets and verdicts; a row is put here, changed and taken away in the transaction that adds those.
"""

APPEND_ONLY: tuple[str, ...] = ("handover", "handover_set", "handover_paper", "handover_verdict")

_CASES = (
    (opening, opening.c.case_number), (transfer_case, transfer_case.c.number), (change_case, change_case.c.number),
)  # fmt: skip
"""Tables of the cases that leave papers."""
_VERDICT = ("accepted", "words", "mend_by", "sending", "points", "escalated", "by", "by_name", "at", "document_number")
_PIECE = 500


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The head of a sheet."""

    number: str
    from_staff: str
    from_number: str
    from_name: str
    station: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set on a sheet, with its verdict when there is one."""

    number: str
    case_number: str
    client_id: str
    verdict: Verdict | None


def add(conn: sa.Connection, sheet: SheetRow) -> None:
    """Enter a sheet."""
    conn.execute(handover.insert().values({name: getattr(sheet, name) for name in SheetRow.__slots__}))


def add_set(conn: sa.Connection, number: str, case_number: str, client_id: str, papers: Sequence[HandedPaper]) -> None:
    """Put a set on a sheet. Refused: ``dossier.handed_already`` while it is with the archivist, or for good."""
    before = [row.verdict for row in sets_of_cases(conn, [case_number])]
    if any(verdict is None or verdict.accepted for verdict in before):
        raise Refused("dossier.handed_already", case=case_number)
    values = {"number": number, "case_number": case_number, "client_id": client_id, "turn": len(before)}
    try:
        conn.execute(handover_set.insert().values(values))
    except IntegrityError as race:
        raise Refused("dossier.handed_already", case=case_number) from race
    _under_way(conn, number, case_number)
    for paper in papers:
        line = {name: getattr(paper, name) for name in HandedPaper.__slots__}
        conn.execute(handover_paper.insert().values(number=number, **line))


def _under_way(conn: sa.Connection, number: str, case_number: str) -> None:
    """The papers have left the counter, perhaps anew; the archivist has to decide."""
    for table, column in _CASES:
        conn.execute(table.update().where(column == case_number).values({HANDED: True}))
    conn.execute(handover_unsettled.delete().where(handover_unsettled.c.case_number == case_number))
    conn.execute(handover_unsettled.insert().values(number=number, case_number=case_number))


def _decided(conn: sa.Connection, number: str, case_number: str, verdict: Verdict) -> None:
    """Taken for good, or back at the counter until it is mended."""
    c = handover_unsettled.c
    here = sa.and_(c.number == number, c.case_number == case_number)
    if verdict.accepted:
        conn.execute(handover_unsettled.delete().where(here))
    else:
        conn.execute(handover_unsettled.update().where(here).values(mend_by=verdict.mend_by))


def lock_sender(conn: sa.Connection, staff_id: str) -> None:
    """Make others wait who count the same person's bad sets; on SQLite the transaction does that already."""
    conn.execute(sa.select(staff.c.id).where(staff.c.id == staff_id).with_for_update()).first()


def add_verdict(conn: sa.Connection, number: str, case_number: str, from_staff: str, verdict: Verdict) -> None:
    """Write down the decision on a set. Refused: ``dossier.received_already``."""
    values = {name: getattr(verdict, name) for name in _VERDICT}
    try:
        conn.execute(
            handover_verdict.insert().values(number=number, case_number=case_number, from_staff=from_staff, **values)
        )
    except IntegrityError as race:
        raise Refused("dossier.received_already", number=number) from race
    _decided(conn, number, case_number, verdict)


def bad_sendings(conn: sa.Connection, staff_id: str, since: datetime) -> int:
    """How many bad sets somebody has sent since ``since``."""
    c = handover_verdict.c
    query = sa.select(sa.func.count()).where(c.from_staff == staff_id, ~c.accepted, c.at > since)
    return int(conn.execute(query).scalar_one())


def points(conn: sa.Connection, since: datetime) -> tuple[PointsLine, ...]:
    """Everybody's bad sets since ``since``, those with most points first."""
    c = handover_verdict.c
    total, late = sa.func.sum(c.points), sa.func.sum(sa.case((c.escalated, 1), else_=0))
    query = (
        sa.select(c.from_staff, staff.c.number, staff.c.name, sa.func.count(), total, late)
        .join_from(handover_verdict, staff, staff.c.id == c.from_staff)
        .where(~c.accepted, c.at > since)
        .group_by(c.from_staff, staff.c.number, staff.c.name)
        .order_by(total.desc(), staff.c.number)
    )
    return tuple(
        PointsLine(row[0], row[1], row[2], int(row[3]), int(row[4]), int(row[5])) for row in conn.execute(query)
    )


def sheet(conn: sa.Connection, number: str) -> SheetRow:
    """The head of a sheet. Refused: ``dossier.unknown_handover``."""
    row = conn.execute(sa.select(*_columns()).where(handover.c.number == number)).first()
    if row is None:
        raise Refused("dossier.unknown_handover")
    return SheetRow(*row)


def sheets(conn: sa.Connection, *, waiting_only: bool, from_staff: str = "", limit: int = 500) -> tuple[SheetRow, ...]:
    """Sheets, the latest first: of one person, of those that wait for the archivist."""
    query = sa.select(*_columns()).order_by(handover.c.at.desc(), handover.c.number.desc()).limit(limit)
    if from_staff:
        query = query.where(handover.c.from_staff == from_staff)
    if waiting_only:
        waiting = sa.select(handover_unsettled.c.number).where(handover_unsettled.c.mend_by.is_(None))
        query = query.where(handover.c.number.in_(waiting))
    return tuple(SheetRow(*row) for row in conn.execute(query))


def _columns() -> list[sa.Column[Any]]:
    return [handover.c[name] for name in SheetRow.__slots__]


def _same_set() -> sa.ColumnElement[bool]:
    return sa.and_(
        handover_set.c.number == handover_verdict.c.number, handover_set.c.case_number == handover_verdict.c.case_number
    )


def sets_of_sheets(conn: sa.Connection, numbers: Sequence[str]) -> tuple[SetRow, ...]:
    """The sets on these sheets, by sheet and case."""
    return _sets(conn, handover_set.c.number, numbers)


def sets_of_cases(conn: sa.Connection, case_numbers: Sequence[str]) -> tuple[SetRow, ...]:
    """Every handing over of these cases, in order."""
    return _sets(conn, handover_set.c.case_number, case_numbers)


def _sets(conn: sa.Connection, column: sa.Column[Any], values: Sequence[str]) -> tuple[SetRow, ...]:
    found = []
    for start in range(0, len(values), _PIECE):
        columns = [handover_verdict.c[name].label(f"v_{name}") for name in _VERDICT]
        query = (
            sa.select(handover_set.c.number, handover_set.c.case_number, handover_set.c.client_id, *columns)
            .select_from(handover_set.outerjoin(handover_verdict, _same_set()))
            .where(column.in_(values[start : start + _PIECE]))
            .order_by(handover_set.c.case_number, handover_set.c.turn)
        )
        for row in conn.execute(query):
            facts = {name: getattr(row, f"v_{name}") for name in _VERDICT}
            verdict = None if facts["by"] is None else Verdict(**facts)
            found.append(SetRow(row.number, row.case_number, row.client_id, verdict))
    return tuple(found)


def papers_of_sheets(conn: sa.Connection, numbers: Sequence[str]) -> dict[tuple[str, str], tuple[HandedPaper, ...]]:
    """The papers on these sheets, by sheet and case."""
    found: dict[tuple[str, str], tuple[HandedPaper, ...]] = {}
    for start in range(0, len(numbers), _PIECE):
        c = handover_paper.c
        query = sa.select(c.number, *(c[name] for name in HandedPaper.__slots__))
        for row in conn.execute(query.where(c.number.in_(numbers[start : start + _PIECE])).order_by(c.document_number)):
            key = (row.number, row.case_number)
            found[key] = (*found.get(key, ()), HandedPaper(*row[1:]))
    return found
