"""Rows of dossiers, of where their paper lies and of the register of uses; what of a dossier lies with others."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from app.archive.domain import Document
from app.archive.storage import document, document_file, document_pen
from app.audit.storage import audit_log
from app.changes.storage import change_case
from app.clients.numbers import next_number
from app.clients.storage import client
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.custody.domain import AccountState, FundAccount
from app.custody.storage import fund_account
from app.dossier import destroying_rows, handing_rows, lending_rows, pledge_rows
from app.dossier.domain import Business, Dossier, FinishedCase, Place, Use, UseKind
from app.onboarding.storage import opening
from app.storage.db import UtcDateTime, metadata
from app.transfer_out.case import Status
from app.transfer_out.storage import transfer_case

dossier = sa.Table(
    "dossier",
    metadata,
    sa.Column("archive_number", sa.String(16), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, unique=True),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.String(32), nullable=False),
)

dossier_place = sa.Table(
    "dossier_place",
    metadata,
    sa.Column("archive_number", sa.String(16), sa.ForeignKey("dossier.archive_number"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False, comment="1, 2 ...: the last one holds"),
    sa.Column("room", sa.String(40), nullable=False),
    sa.Column("shelf", sa.String(40), nullable=False),
    sa.Column("box", sa.String(40), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.CheckConstraint("version > 0 AND room <> '' AND box <> ''", name="says_where"),
)

dossier_use = sa.Table(
    "dossier_use",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("archive_number", sa.String(16), sa.ForeignKey("dossier.archive_number"), nullable=False, index=True),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("staff_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Column("own_work", sa.Boolean, nullable=False),
    sa.CheckConstraint("kind IN ('look', 'print', 'export', 'loan', 'return')", name="kind"),
    # a look without a purpose is only there for one's own work, and nothing leaves the archive without one (AR-3)
    sa.CheckConstraint("why <> '' OR (own_work AND kind IN ('look', 'print'))", name="purpose"),
)

APPEND_ONLY: tuple[str, ...] = (
    "dossier",
    "dossier_place",
    "dossier_use",
    *handing_rows.APPEND_ONLY,
    *lending_rows.APPEND_ONLY,
    *destroying_rows.APPEND_ONLY,
    *pledge_rows.APPEND_ONLY,
)

_DOSSIER = tuple(field.name for field in dataclasses.fields(Dossier))
_PLACE = tuple(field.name for field in dataclasses.fields(Place))
_USE = tuple(field.name for field in dataclasses.fields(Use))
_MOST_PER_YEAR = 999_999


def of_client(conn: sa.Connection, client_id: str) -> Dossier | None:
    """The client's dossier, None while there is none."""
    row = conn.execute(sa.select(*(dossier.c[n] for n in _DOSSIER)).where(dossier.c.client_id == client_id)).first()
    return None if row is None else Dossier(*row)


def by_number(conn: sa.Connection, archive_number: str) -> Dossier:
    """One dossier. Refused: ``dossier.unknown``."""
    query = sa.select(*(dossier.c[n] for n in _DOSSIER)).where(dossier.c.archive_number == archive_number)
    row = conn.execute(query).first()
    if row is None:
        raise Refused("dossier.unknown")
    return Dossier(*row)


def client_by_number(conn: sa.Connection, number: str) -> str:
    """The id of the client with this archive number or client number. Refused: ``dossier.unknown``."""
    by_dossier = sa.select(dossier.c.client_id).where(dossier.c.archive_number == number)
    found = conn.execute(sa.union(by_dossier, sa.select(client.c.id).where(client.c.number == number))).scalars().all()
    if len(found) != 1:
        raise Refused("dossier.unknown")
    return str(found[0])


def opened(conn: sa.Connection, client_id: str, at: datetime, by: str) -> Dossier:
    """The client's dossier; its number is given the first time it is needed: ``DA``, the year, six digits, no gaps.

    Refused: ``clients.unknown``, ``clients.numbers_used_up``.
    """
    found = of_client(conn, client_id)
    if found is not None:
        return found
    # two counters at once wait for one another at the client's row, so that neither takes a second number
    locked = conn.execute(sa.select(client.c.id).where(client.c.id == client_id).with_for_update()).first()
    if locked is None:
        raise Refused("clients.unknown")
    found = of_client(conn, client_id)
    if found is not None:
        return found
    year = str(branch_day(at).year)
    running = next_number(conn, "dossier", year)
    if running > _MOST_PER_YEAR:
        raise Refused("clients.numbers_used_up")
    made = Dossier(f"DA{year}{running:06d}", client_id, at, by)
    conn.execute(dossier.insert().values({name: getattr(made, name) for name in _DOSSIER}))
    return made


def numbers_of(conn: sa.Connection, client_ids: Sequence[str]) -> dict[str, str]:
    """Client id -> archive number, of those that have a dossier."""
    query = sa.select(dossier.c.client_id, dossier.c.archive_number)
    rows = conn.execute(query.where(dossier.c.client_id.in_(client_ids)))
    return {row.client_id: row.archive_number for row in rows}


def places(conn: sa.Connection, archive_number: str) -> tuple[Place, ...]:
    """Where the paper has lain, the present place last."""
    query = sa.select(*(dossier_place.c[n] for n in _PLACE)).where(dossier_place.c.archive_number == archive_number)
    return tuple(Place(*row) for row in conn.execute(query.order_by(dossier_place.c.version)))


def add_place(conn: sa.Connection, archive_number: str, version: int, place: Place) -> None:
    """Note a new place as the ``version``-th. Refused: ``dossier.changed_elsewhere`` when there is one already."""
    values = {name: getattr(place, name) for name in _PLACE}
    try:
        conn.execute(dossier_place.insert().values(archive_number=archive_number, version=version, **values))
    except sa.exc.IntegrityError as race:
        raise Refused("dossier.changed_elsewhere") from race


def add_use(conn: sa.Connection, use: Use) -> None:
    """Register a use."""
    conn.execute(dossier_use.insert().values(**{**{n: getattr(use, n) for n in _USE}, "kind": use.kind.value}))


def looked(conn: sa.Connection, archive_number: str, staff_id: str, station: str, since: datetime) -> bool:
    """Whether somebody has looked at the dossier as a whole at this station since ``since``."""
    c = dossier_use.c
    query = sa.select(c.id).where(
        c.archive_number == archive_number, c.staff_id == staff_id, c.station == station, c.at >= since,
        c.kind == UseKind.LOOK.value, c.document_number == "",
    )  # fmt: skip
    return conn.execute(query.limit(1)).first() is not None


def printed_by(conn: sa.Connection, archive_number: str, staff_id: str) -> bool:
    """Whether a form of the dossier itself was ever printed by somebody, with the purpose that takes."""
    c = dossier_use.c
    query = sa.select(c.id).where(
        c.archive_number == archive_number, c.staff_id == staff_id, c.kind == UseKind.PRINT.value,
        c.document_number == "",
    )  # fmt: skip
    return conn.execute(query.limit(1)).first() is not None


def uses(conn: sa.Connection, archive_number: str, *, limit: int = 1000) -> tuple[Use, ...]:
    """The register of a dossier, the latest first."""
    c = dossier_use.c
    query = sa.select(*(c[n] for n in _USE)).where(c.archive_number == archive_number)
    rows = conn.execute(query.order_by(c.at.desc(), c.id.desc()).limit(limit))
    return tuple(Use(**{**dict(zip(_USE, row, strict=True)), "kind": UseKind(row.kind)}) for row in rows)


# what of a dossier lies with others


def finished_cases(
    conn: sa.Connection, *, client_id: str = "", numbers: Sequence[str] | None = None, opened_by: str = "",
    ended: tuple[datetime, datetime] | None = None,
) -> tuple[FinishedCase, ...]:  # fmt: skip
    """Cases that ended with papers, in the order of their ends: of a client, by number, or taken in by somebody.

    ``ended``: from the first of these moments to before the second.
    """
    o, t = opening.c, transfer_case.c
    openings = sa.select(
        o.case_number.label("number"), sa.literal(Business.OPENING.value).label("business"),
        o.client_id, o.opened_by, o.completed_at.label("ended_at"),
    ).where(o.status == "completed")  # fmt: skip
    business = sa.case((t.status == Status.CARRIED_OUT.value, Business.LEFT.value), else_=Business.RETAINED.value)
    transfers = sa.select(
        t.number, business.label("business"), t.client_id, t.opened_by, t.ended_at
    ).where(t.status.in_([Status.CARRIED_OUT.value, Status.RETAINED.value]))  # fmt: skip
    c = change_case.c
    changes = sa.select(
        c.number, sa.literal(Business.CHANGE.value).label("business"), c.client_id, c.opened_by, c.ended_at
    ).where(c.status == "completed")
    both = sa.union_all(openings, transfers, changes).subquery()
    query = sa.select(both)
    if client_id:
        query = query.where(both.c.client_id == client_id)
    if opened_by:
        query = query.where(both.c.opened_by == opened_by)
    if numbers is not None:
        query = query.where(both.c.number.in_(numbers))
    if ended is not None:
        query = query.where(both.c.ended_at >= ended[0], both.c.ended_at < ended[1])
    rows = conn.execute(query.order_by(both.c.ended_at, both.c.number))
    return tuple(FinishedCase(r.number, Business(r.business), r.client_id, r.opened_by, r.ended_at) for r in rows)


def took_in(conn: sa.Connection, staff_id: str, client_id: str, since: datetime) -> bool:
    """Whether somebody took in a case of the client since ``since``: it is their own work (AR-3)."""
    opened_case = sa.select(opening.c.case_number).where(
        opening.c.opened_by == staff_id, opening.c.client_id == client_id, opening.c.opened_at >= since
    )
    request = sa.select(transfer_case.c.number).where(
        transfer_case.c.opened_by == staff_id, transfer_case.c.client_id == client_id,
        transfer_case.c.opened_at >= since,
    )  # fmt: skip
    change = sa.select(change_case.c.number).where(
        change_case.c.opened_by == staff_id, change_case.c.client_id == client_id, change_case.c.opened_at >= since
    )
    return conn.execute(sa.union_all(opened_case, request, change).limit(1)).first() is not None


def documents_of_cases(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, tuple[Document, ...]]:
    """The documents of several cases, by case, each in the order of their numbers."""
    names = [field.name for field in dataclasses.fields(Document)]
    found: dict[str, tuple[Document, ...]] = {}
    for start in range(0, len(numbers), 500):
        query = sa.select(*(document.c[n] for n in names)).where(
            document.c.case_number.in_(numbers[start : start + 500])
        )
        for row in conn.execute(query.order_by(document.c.number)):
            made = Document(**dict(zip(names, row, strict=True)))
            found[made.case_number] = (*found.get(made.case_number, ()), made)
    return found


def closed_at(conn: sa.Connection, accounts: Sequence[FundAccount]) -> datetime | None:
    """When the last of a client's fund accounts was closed; None while one is open, or when there never was one.

    The audit log is where the moment of a closing is kept (``custody.account_closed``).
    """
    if not accounts or any(account.state is AccountState.OPEN for account in accounts):
        return None
    moments: list[datetime] = []
    for account in accounts:
        query = sa.select(sa.func.max(audit_log.c.at)).where(
            audit_log.c.subject_kind == "fund-account", audit_log.c.subject_id == account.number,
            audit_log.c.act == "custody.account_closed",
        )  # fmt: skip
        moment: Any = conn.execute(query).scalar_one_or_none()
        if moment is None:  # closed in a way that nothing is known of: it is kept
            return None
        moments.append(moment)
    return max(moments)


def left_clients(conn: sa.Connection, *, before: date) -> tuple[str, ...]:
    """Ids of clients with fund accounts that are all closed, and no document made after ``before``."""
    a, d = fund_account.c, document.c
    is_open = sa.select(a.client_id).where(a.state == AccountState.OPEN.value)
    late = sa.select(d.client_id).where(d.client_id.is_not(None), d.made_at >= _first_moment(before + _DAY))
    query = sa.select(a.client_id).where(a.client_id.not_in(is_open), a.client_id.not_in(late)).distinct()
    return tuple(conn.execute(query.order_by(a.client_id)).scalars())


_DAY = timedelta(days=1)


def _first_moment(day: date) -> datetime:
    return datetime.combine(day, time(), BRANCH_ZONE)


def files_of_document(conn: sa.Connection, number: str) -> tuple[str, ...]:
    """SHA-256 of all that the document store holds of a document: every version of its file, and the pen data."""
    own = sa.select(document.c.file_sha256).where(document.c.number == number)
    earlier = sa.select(document_file.c.file_sha256).where(document_file.c.document_number == number)
    pens = sa.select(document_pen.c.pen_sha256).where(document_pen.c.document_number == number)
    return tuple(sorted(set(conn.execute(sa.union(own, earlier, pens)).scalars())))
