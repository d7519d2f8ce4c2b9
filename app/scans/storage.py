"""Rows of scanned pages, of the files they came in, and of the folder each station watches."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.scans.domain import Source
from app.scans.view import FolderSetting
from app.storage.db import UtcDateTime, metadata

TOPIC = "scans"
"""Told whenever a page comes, goes or is assigned."""

scan_page = sa.Table(
    "scan_page",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("file_name", sa.String(120), nullable=False),
    sa.Column("file_sha256", sa.String(64), nullable=False, index=True),
    sa.Column("place", sa.Integer, sa.CheckConstraint("place > 0", name="place"), nullable=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("station", sa.String(40), nullable=False),
    sa.Column("picture_sha256", sa.String(64), nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("blank", sa.Boolean, nullable=False),
    sa.Column("number", sa.String(64), nullable=False, comment="empty: its code was not read"),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("print_mark", sa.String(10), nullable=False),
    sa.Column("by_hand", sa.Boolean, nullable=False),
    sa.Column("done", sa.String(16), nullable=False, comment="empty while it lies in the inbox"),
    sa.Column("done_at", UtcDateTime),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint("done IN ('', 'bound', 'discarded')", name="done"),
    sa.Index("ix_scan_page_done_at", "done", "at"),
)

scan_folder = sa.Table(
    "scan_folder",
    metadata,
    sa.Column("station", sa.String(40), primary_key=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("watched", sa.Boolean, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("changed_by", sa.String(32), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()
"""Forms signed on paper come back: pages recognised by their code and bound to their document (AR-5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A scanned page as it is kept; ``picture_sha256``: its JPEG in the document store, for as long as it is open."""

    id: str
    file_name: str
    file_sha256: str
    place: int
    source: Source
    at: datetime
    staff_id: str
    station: str
    picture_sha256: str
    width: int
    height: int
    blank: bool
    number: str
    page: int
    pages: int
    print_mark: str
    by_hand: bool = False
    done: str = ""
    done_at: datetime | None = None
    why: str = ""
    version: int = 1


_FIELDS = tuple(field.name for field in dataclasses.fields(StoredPage))
_COLUMNS = tuple(scan_page.c[name] for name in _FIELDS)


def _page(row: sa.Row[Any]) -> StoredPage:
    values = dict(zip(_FIELDS, row, strict=True))
    return StoredPage(**{**values, "source": Source(values["source"])})


def add(conn: sa.Connection, page: StoredPage) -> None:
    """Enter a page; its picture must be in the document store already."""
    values = {name: getattr(page, name) for name in _FIELDS}
    conn.execute(scan_page.insert().values(**{**values, "source": page.source.value}))


def open_pages(conn: sa.Connection, *, lock: bool = False) -> tuple[StoredPage, ...]:
    """The pages in the inbox, as they came. ``lock``: nobody else changes them until the transaction ends."""
    query = sa.select(*_COLUMNS).where(scan_page.c.done == "").order_by(scan_page.c.at, scan_page.c.id)
    return tuple(map(_page, conn.execute(query.with_for_update() if lock else query)))


def by_id(conn: sa.Connection, page_id: str, *, lock: bool = False) -> StoredPage | None:
    """One page."""
    query = sa.select(*_COLUMNS).where(scan_page.c.id == page_id)
    row = conn.execute(query.with_for_update() if lock else query).first()
    return None if row is None else _page(row)


def of_file(conn: sa.Connection, sha256: str) -> tuple[StoredPage, ...]:
    """All pages that ever came in a file with this content."""
    return tuple(map(_page, conn.execute(sa.select(*_COLUMNS).where(scan_page.c.file_sha256 == sha256))))


def change(conn: sa.Connection, stored: StoredPage, /, **values: Any) -> None:
    """Change a page that was locked."""
    query = scan_page.update().where(scan_page.c.id == stored.id)
    conn.execute(query.values(**values, version=stored.version + 1))


def pictures_in_use(conn: sa.Connection) -> frozenset[str]:
    """The pictures of all pages in the inbox."""
    query = sa.select(scan_page.c.picture_sha256).where(scan_page.c.done == "")
    return frozenset(conn.execute(query).scalars())


def pictures_done(conn: sa.Connection) -> frozenset[str]:
    """The pictures of pages that are done with: none of them may lie in the store any more."""
    query = sa.select(scan_page.c.picture_sha256).where(scan_page.c.done != "", scan_page.c.picture_sha256 != "")
    return frozenset(conn.execute(query).scalars())


def pictures_kept(conn: sa.Connection) -> frozenset[str]:
    """The pictures that may lie in the store: those of open pages, and those about to be removed."""
    return pictures_in_use(conn) | pictures_done(conn)


def forget_pictures(conn: sa.Connection, pictures: frozenset[str]) -> None:
    """These pictures have been removed from the store."""
    c = scan_page.c
    conn.execute(scan_page.update().where(c.done != "", c.picture_sha256.in_(pictures)).values(picture_sha256=""))


def folder(conn: sa.Connection, station: str) -> FolderSetting:
    """The folder that a station watches."""
    c = scan_folder.c
    row = conn.execute(sa.select(c.path, c.watched).where(c.station == station)).first()
    return FolderSetting("", on=False) if row is None else FolderSetting(row.path, row.watched)


def set_folder(conn: sa.Connection, station: str, setting: FolderSetting, at: datetime, staff_id: str) -> None:
    """Keep the folder that a station watches."""
    values = {"path": setting.path, "watched": setting.on, "changed_at": at, "changed_by": staff_id}
    changed = conn.execute(scan_folder.update().where(scan_folder.c.station == station).values(**values))
    if not changed.rowcount:
        conn.execute(scan_folder.insert().values(station=station, **values))
