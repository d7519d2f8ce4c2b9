"""Rows of tax statements, of the watch list, of hits and decisions. Entries of a former list go; all else stays.

Names stand as they do with clients; numbers, remarks and reasons are sealed. An entry is found by its number as a whole
or by the keys of its name (see :mod:`.closeness`), never by reading the list.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.common.values import canonical_json
from app.due_diligence import tax
from app.due_diligence.closeness import Closeness
from app.due_diligence.domain import Entry, Match, Subject, WatchList, ranked
from app.due_diligence.naming import forms, plain_number
from app.due_diligence.tax import TaxStatement
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed, findable

tax_statement = sa.Table(
    "tax_statement",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("document_number", sa.String(40), nullable=False),
    sa.Column("residence", sa.String(16), nullable=False),
    sa.Column("content", Sealed("tax_statement.content"), nullable=False, comment="JSON"),
    sa.Column("stated_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("client_id", "sequence"),
    sa.CheckConstraint("residence IN ('china', 'foreign', 'both')", name="residence"),
)

screening_list = sa.Table(
    "screening_list",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    # two imported at once cannot both be the latest
    sa.Column("version", sa.Integer, nullable=False, unique=True),
    sa.Column("source", sa.String(100), nullable=False),
    sa.Column("dated", sa.Date, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("threshold", sa.Integer, nullable=False),
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("imported_by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
)

# no reference to the list: entries are there before it is in force, and an import that was broken off leaves some
screening_entry = sa.Table(
    "screening_entry",
    metadata,
    sa.Column("list_id", sa.String(32), primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("number", findable("screening_entry.number"), nullable=False),
    sa.Column("remark", Sealed("screening_entry.remark"), nullable=False),
    sa.Index(None, "list_id", "number"),
)

screening_key = sa.Table(
    "screening_key",
    metadata,
    sa.Column("list_id", sa.String(32), primary_key=True),
    sa.Column("k", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("form", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
    sqlite_with_rowid=False,
)

screening_recheck = sa.Table(
    "screening_recheck",
    metadata,
    sa.Column("list_id", sa.ForeignKey("screening_list.id"), primary_key=True),
    sa.Column("after_client", sa.String(32), nullable=False, comment="clients up to this id are done"),
    sa.Column("checked", sa.Integer, nullable=False),
    sa.Column("found", sa.Integer, nullable=False),
    sa.Column("finished_at", UtcDateTime, nullable=True),
)

APPEND_ONLY = ("tax_statement", "screening_list")

_LIST = [screening_list.c[name] for name in WatchList.__dataclass_fields__]
_PROBES = 400
"""Keys in one question to the database."""


def add_statement(
    conn: sa.Connection, new: TaxStatement, *, id_: str, client_id: str, case_number: str, document_number: str,
    at: datetime,
) -> None:  # fmt: skip
    """Keep a signed statement; it holds from now on, the ones before stay."""
    newest = conn.execute(
        sa.select(sa.func.max(tax_statement.c.sequence)).where(tax_statement.c.client_id == client_id)
    )
    conn.execute(
        tax_statement.insert().values(
            id=id_, client_id=client_id, sequence=(newest.scalar() or 0) + 1, case_number=case_number,
            document_number=document_number, residence=new.residence.value, content=canonical_json(tax.told(new)),
            stated_at=at,
        )
    )  # fmt: skip


def statement_of(conn: sa.Connection, client_id: str) -> TaxStatement | None:
    """The client's last statement; None when there is none."""
    query = sa.select(tax_statement.c.content).where(tax_statement.c.client_id == client_id)
    row = conn.execute(query.order_by(tax_statement.c.sequence.desc()).limit(1)).first()
    return None if row is None else tax.read(json.loads(row.content))


def in_force(conn: sa.Connection) -> WatchList | None:
    """The list that is looked up in; None while there is none."""
    row = conn.execute(sa.select(*_LIST).order_by(screening_list.c.version.desc()).limit(1)).first()
    return None if row is None else WatchList(*row)


def lists(conn: sa.Connection, limit: int = 50) -> tuple[WatchList, ...]:
    """The versions of the list, the latest first."""
    query = sa.select(*_LIST).order_by(screening_list.c.version.desc()).limit(limit)
    return tuple(WatchList(*row) for row in conn.execute(query))


def add_list(conn: sa.Connection, made: WatchList) -> None:
    """Put a list in force whose entries are there already, and begin to look the clients up anew."""
    conn.execute(screening_list.insert().values({name: getattr(made, name) for name in WatchList.__dataclass_fields__}))
    conn.execute(
        screening_recheck.insert().values(list_id=made.id, after_client="", checked=0, found=0, finished_at=None)
    )


def add_entries(conn: sa.Connection, list_id: str, entries: Sequence[Entry], closeness: Closeness) -> None:
    """Store entries with the keys of their names."""
    if not entries:
        return
    conn.execute(
        screening_entry.insert(),
        [
            {"list_id": list_id, "row": e.row, "name": e.name, "number": plain_number(e.number), "remark": e.remark}
            for e in entries
        ],
    )
    keys = {
        (key, entry.row, form) for entry in entries for form in forms(entry.name) for key in closeness.keys(form)
    }  # fmt: skip
    # in the order of the table, so that the tree grows at few places at a time
    rows = [{"list_id": list_id, "k": key, "row": row, "form": form} for key, row, form in sorted(keys)]
    conn.execute(screening_key.insert(), rows)


def drop_entries(conn: sa.Connection, but: Iterable[str]) -> None:
    """Remove the entries of all lists but these."""
    kept = tuple(but)
    conn.execute(screening_key.delete().where(screening_key.c.list_id.not_in(kept)))
    conn.execute(screening_entry.delete().where(screening_entry.c.list_id.not_in(kept)))


def matches(conn: sa.Connection, watch: WatchList, subject: Subject) -> tuple[Match, ...]:
    """The entries that fit somebody: the very number, or a close name; the best first."""
    closeness = Closeness(watch.threshold)
    mine = forms(subject.name)
    candidates = _candidates(conn, watch.id, closeness, mine)
    scores: dict[int, int] = {}
    for form, score in closeness.close(mine, tuple(candidates)):
        for row in candidates[form]:
            scores[row] = max(score, scores.get(row, 0))
    e = screening_entry.c
    here = e.list_id == watch.id
    columns = sa.select(e.row, e.name, e.number, e.remark)
    number = plain_number(subject.number)
    same = conn.execute(columns.where(here, e.number == number)) if number else ()
    by_number = {row.row: Entry(*row) for row in same}
    found = [Match(entry, True, scores.get(row, 0)) for row, entry in by_number.items()]
    left = sorted(scores.keys() - by_number.keys())
    for start in range(0, len(left), _PROBES):
        rows = conn.execute(columns.where(here, e.row.in_(left[start : start + _PROBES])))
        found += [Match(Entry(*row), False, scores[row.row]) for row in rows]
    return ranked(found)


def _candidates(
    conn: sa.Connection, list_id: str, closeness: Closeness, mine: Iterable[str]
) -> dict[str, set[int]]:  # fmt: skip
    """The forms that share a key with one of ``mine``, each with the rows that it stands in."""
    probes = sorted({probe for form in mine for probe in closeness.probes(form)})
    found: dict[str, set[int]] = {}
    k = screening_key.c
    for start in range(0, len(probes), _PROBES):
        some = probes[start : start + _PROBES]
        query = sa.select(k.row, k.form).where(k.list_id == list_id, k.k.in_(some))
        for row, form in conn.execute(query):
            found.setdefault(form, set()).add(row)
    return found


def recheck_of(conn: sa.Connection, list_id: str) -> Any:
    """How far the clients have been looked up in a list: ``after_client``, ``checked``, ``found``, ``finished_at``."""
    return conn.execute(sa.select(screening_recheck).where(screening_recheck.c.list_id == list_id)).first()


def recheck_went_on(
    conn: sa.Connection, list_id: str, *, after_client: str, checked: int, found: int, finished_at: datetime | None
) -> None:  # fmt: skip
    """Note how far it is."""
    conn.execute(
        screening_recheck.update()
        .where(screening_recheck.c.list_id == list_id)
        .values(after_client=after_client, checked=checked, found=found, finished_at=finished_at)
    )
