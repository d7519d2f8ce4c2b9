"""Rows of the document ledger and of the register of uses: only ever added to (SE-2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.archive.domain import Document, DocumentUse, FileVersion, PenRecord, UseKind
from app.storage.db import UtcDateTime, metadata

document = sa.Table(
    "document",
    metadata,
    sa.Column("number", sa.String(64), primary_key=True),
    sa.Column("form_id", sa.String(40), nullable=False),
    sa.Column("form_code", sa.String(40), nullable=False),
    sa.Column("form_version", sa.String(32), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("case_number", sa.String(32), nullable=False, index=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), index=True),
    sa.Column("pages", sa.Integer, sa.CheckConstraint("pages > 0", name="pages"), nullable=False),
    sa.Column("copies", sa.Integer, sa.CheckConstraint("copies > 0", name="copies"), nullable=False),
    sa.Column("content_sha256", sa.String(64), nullable=False),
    sa.Column("file_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False, index=True),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("station", sa.String(40), nullable=False),
)

document_use = sa.Table(
    "document_use",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("station", sa.String(40), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("copy_label", sa.String(40), nullable=False),
    sa.Column("reprint", sa.Boolean, nullable=False),
    sa.Column("copy_number", sa.Integer, nullable=False, comment="the how manieth print of that copy; 0: no print"),
)

document_file = sa.Table(
    "document_file",
    metadata,
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), primary_key=True),
    sa.Column("version", sa.Integer, sa.CheckConstraint("version > 0", name="version"), primary_key=True),
    sa.Column("file_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("stamped_until", UtcDateTime),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
)

document_pen = sa.Table(
    "document_pen",
    metadata,
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), primary_key=True),
    sa.Column("role", sa.String(16), primary_key=True),
    sa.Column("pen_sha256", sa.String(64), nullable=False, index=True),
)

APPEND_ONLY: tuple[str, ...] = ("document", "document_file", "document_pen", "document_use")

_FIELDS = tuple(field.name for field in dataclasses.fields(Document))
_USE_FIELDS = tuple(field.name for field in dataclasses.fields(DocumentUse))
_VERSION_FIELDS = tuple(field.name for field in dataclasses.fields(FileVersion))
PAPER = "paper"
"""The level of an archived document that is the sealed scan of a form signed by hand."""

_newest = (
    sa.select(sa.func.max(document_file.c.version))
    .where(document_file.c.document_number == document.c.number)
    .correlate(document)
    .scalar_subquery()
)
_renewed = document_file.alias("renewed")
_NOW = {
    "file_sha256": sa.func.coalesce(_renewed.c.file_sha256, document.c.file_sha256).label("file_sha256"),
    "level": sa.case(
        (document.c.level == PAPER, document.c.level), else_=sa.func.coalesce(_renewed.c.level, document.c.level)
    ).label("level"),
}
"""A document's file and level are those of its newest version."""
_SELECT = sa.select(*(_NOW.get(name, document.c[name]) for name in _FIELDS)).select_from(
    document.outerjoin(_renewed, (_renewed.c.document_number == document.c.number) & (_renewed.c.version == _newest))
)


def _document(row: sa.Row[Any]) -> Document:
    return Document(**dict(zip(_FIELDS, row, strict=True)))


def add(conn: sa.Connection, made: Document) -> None:
    """Enter a document into the ledger; its file must be in the document store already."""
    conn.execute(document.insert().values(**{name: getattr(made, name) for name in _FIELDS}))


def add_version(conn: sa.Connection, version: FileVersion) -> None:
    """Enter a version of a document's file; its file must be in the document store already."""
    conn.execute(document_file.insert().values(**{name: getattr(version, name) for name in _VERSION_FIELDS}))


def versions(conn: sa.Connection, number: str) -> tuple[FileVersion, ...]:
    """The versions of a document's file, oldest first; none for one that was never timestamped anew."""
    query = sa.select(*(document_file.c[name] for name in _VERSION_FIELDS))
    rows = conn.execute(query.where(document_file.c.document_number == number).order_by(document_file.c.version))
    return tuple(FileVersion(**dict(zip(_VERSION_FIELDS, row, strict=True))) for row in rows)


def add_pens(conn: sa.Connection, number: str, pens: Mapping[str, str]) -> None:
    """Enter where the pen data of a document's ink lies: role -> SHA-256."""
    for role, sha256 in pens.items():
        conn.execute(document_pen.insert().values(document_number=number, role=role, pen_sha256=sha256))


def pens(conn: sa.Connection, number: str) -> tuple[PenRecord, ...]:
    """The pen data of a document, by role."""
    query = document_pen.select().where(document_pen.c.document_number == number).order_by(document_pen.c.role)
    return tuple(PenRecord(document_number=row[0], role=row[1], pen_sha256=row[2]) for row in conn.execute(query))


def by_number(conn: sa.Connection, number: str) -> Document | None:
    """The document with this number."""
    row = conn.execute(_SELECT.where(document.c.number == number)).first()
    return None if row is None else _document(row)


def numbered_from(conn: sa.Connection, beginning: str) -> tuple[Document, ...]:
    """The documents whose numbers begin so, by number."""
    query = _SELECT.where(document.c.number.startswith(beginning, autoescape=True)).order_by(document.c.number)
    return tuple(map(_document, conn.execute(query)))


def by_file(conn: sa.Connection, sha256: str) -> Document | None:
    """The document one of whose files, present or earlier, has this SHA-256."""
    earlier = sa.select(document_file.c.document_number).where(document_file.c.file_sha256 == sha256)
    row = conn.execute(_SELECT.where((document.c.file_sha256 == sha256) | document.c.number.in_(earlier))).first()
    return None if row is None else _document(row)


def renewable(conn: sa.Connection, before: datetime) -> tuple[Document, ...]:
    """Documents without an archive timestamp, or whose last one ends before ``before``; in the order of making."""
    ends = _renewed.c.stamped_until
    rows = conn.execute(_SELECT.where(ends.is_(None) | (ends < before)).order_by(document.c.made_at, document.c.number))
    return tuple(map(_document, rows))


def all_pens(conn: sa.Connection) -> dict[str, dict[str, str]]:
    """The pen data of all documents: number -> role -> SHA-256."""
    found: dict[str, dict[str, str]] = {}
    for number, role, sha256 in conn.execute(document_pen.select()):
        found.setdefault(number, {})[role] = sha256
    return found


def earlier_versions(conn: sa.Connection) -> tuple[FileVersion, ...]:
    """All versions of files that were given a further timestamp since."""
    later = document_file.alias("later")
    further = sa.exists().where(
        later.c.document_number == document_file.c.document_number, later.c.version > document_file.c.version
    )
    rows = conn.execute(sa.select(*(document_file.c[name] for name in _VERSION_FIELDS)).where(further))
    return tuple(FileVersion(**dict(zip(_VERSION_FIELDS, row, strict=True))) for row in rows)


def all_files(conn: sa.Connection) -> frozenset[str]:
    """The SHA-256 of every file of every document, earlier versions too, and of all pen data."""
    columns = (document.c.file_sha256, document_file.c.file_sha256, document_pen.c.pen_sha256)
    return frozenset(sha256 for column in columns for sha256 in conn.execute(sa.select(column)).scalars())


def of_client(conn: sa.Connection, client_id: str) -> tuple[Document, ...]:
    """The documents of a client, in the order of making."""
    rows = conn.execute(
        _SELECT.where(document.c.client_id == client_id).order_by(document.c.made_at, document.c.number)
    )
    return tuple(map(_document, rows))


def of_case(conn: sa.Connection, case_number: str) -> tuple[Document, ...]:
    """The documents of a case, by number."""
    rows = conn.execute(_SELECT.where(document.c.case_number == case_number).order_by(document.c.number))
    return tuple(map(_document, rows))


def all_documents(conn: sa.Connection, *, limit: int | None = None) -> tuple[Document, ...]:
    """All documents of the branch, in the order of making; the last ``limit`` of them when given."""
    newest = _SELECT.order_by(document.c.made_at.desc(), document.c.number.desc()).limit(limit)
    return tuple(reversed(tuple(map(_document, conn.execute(newest)))))


def add_use(conn: sa.Connection, use: DocumentUse) -> None:
    """Register a use of a document."""
    values = {name: getattr(use, name) for name in _USE_FIELDS}
    conn.execute(document_use.insert().values(**{**values, "kind": use.kind.value}))


def uses(conn: sa.Connection, number: str) -> tuple[DocumentUse, ...]:
    """All uses of a document by time."""
    rows = conn.execute(
        sa.select(*(document_use.c[name] for name in _USE_FIELDS))
        .where(document_use.c.document_number == number)
        .order_by(document_use.c.at, document_use.c.id)
    )
    found = [dict(zip(_USE_FIELDS, row, strict=True)) for row in rows]
    return tuple(DocumentUse(**{**values, "kind": UseKind(values["kind"])}) for values in found)


def copies_printed(conn: sa.Connection, number: str, copy_label: str) -> int:
    """The number of the last print of this copy of the document; 0 when it was never printed."""
    c = document_use.c
    query = sa.select(sa.func.max(c.copy_number)).where(
        c.document_number == number, c.kind == UseKind.PRINT.value, c.copy_label == copy_label
    )
    return conn.execute(query).scalar() or 0
