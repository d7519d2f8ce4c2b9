"""Rows of the document ledger and of the register of uses: only ever added to (SE-2)."""

from __future__ import annotations

import dataclasses
from typing import Any

import sqlalchemy as sa

from app.archive.domain import Document, DocumentUse, UseKind
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

APPEND_ONLY: tuple[str, ...] = ("document", "document_use")

_FIELDS = tuple(field.name for field in dataclasses.fields(Document))
_USE_FIELDS = tuple(field.name for field in dataclasses.fields(DocumentUse))
_SELECT = sa.select(*(document.c[name] for name in _FIELDS))


def _document(row: sa.Row[Any]) -> Document:
    return Document(**dict(zip(_FIELDS, row, strict=True)))


def add(conn: sa.Connection, made: Document) -> None:
    """Enter a document into the ledger; its file must be in the document store already."""
    conn.execute(document.insert().values(**{name: getattr(made, name) for name in _FIELDS}))


def by_number(conn: sa.Connection, number: str) -> Document | None:
    """The document with this number."""
    row = conn.execute(_SELECT.where(document.c.number == number)).first()
    return None if row is None else _document(row)


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
