"""Rows of destructions: proposal, decision, witness, act, and what was destroyed; kept for ever (AR-4).

Who does which step, and that they are different people, is carried from row to row by keys and checked in each: a row
that skips a step or joins two in one person cannot be written, whatever program writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.archive.domain import Destroyed
from app.archive.storage import document, document_pen
from app.clients.storage import client
from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata

destruction = sa.Table(
    "destruction",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("proposed_by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("proposed_by_name", sa.String(100), nullable=False),
    sa.Column("proposed_at", UtcDateTime, nullable=False, index=True),
    sa.Column("why", sa.String(200), nullable=False),
    sa.UniqueConstraint("number", "proposed_by"),
    sa.CheckConstraint("why <> ''", name="says_why"),
)

destruction_item = sa.Table(
    "destruction_item",
    metadata,
    sa.Column("number", sa.String(20), sa.ForeignKey("destruction.number"), primary_key=True),
    sa.Column("archive_number", sa.String(16), sa.ForeignKey("dossier.archive_number"), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False, comment="how many lists it had been on before that came to an end"),
    sa.Column("closed_on", sa.Date, nullable=False),
    sa.Column("keep_until", sa.Date, nullable=False),
    sa.Column("papers", sa.Integer, nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    # on one list at a time
    sa.UniqueConstraint("archive_number", "turn"),
    sa.CheckConstraint("keep_until > closed_on", name="kept"),
)

destruction_decision = sa.Table(
    "destruction_decision",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("proposed_by", sa.String(32), nullable=False),
    sa.Column("approved", sa.Boolean, nullable=False),
    sa.Column("words", sa.String(200), nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.ForeignKeyConstraint(["number", "proposed_by"], ["destruction.number", "destruction.proposed_by"],
                            name="fk_destruction_decision_proposal"),
    sa.UniqueConstraint("number", "proposed_by", "by", "approved"),
    sa.CheckConstraint('"by" <> proposed_by', name="four_eyes"),
    sa.CheckConstraint("approved OR words <> ''", name="refusal_says_why"),
)  # fmt: skip

destruction_witness = sa.Table(
    "destruction_witness",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("proposed_by", sa.String(32), nullable=False),
    sa.Column("approved_by", sa.String(32), nullable=False),
    sa.Column("approved", sa.Boolean, nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.ForeignKeyConstraint(
        ["number", "proposed_by", "approved_by", "approved"],
        ["destruction_decision.number", "destruction_decision.proposed_by", "destruction_decision.by",
         "destruction_decision.approved"],
        name="fk_destruction_witness_decision",
    ),
    sa.UniqueConstraint("number", "approved_by", "by"),
    sa.CheckConstraint("approved", name="approved"),
    sa.CheckConstraint('"by" <> proposed_by AND "by" <> approved_by', name="third_person"),
)  # fmt: skip

destruction_done = sa.Table(
    "destruction_done",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("approved_by", sa.String(32), nullable=False),
    sa.Column("witness", sa.String(32), nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), nullable=False, unique=True),
    sa.ForeignKeyConstraint(
        ["number", "approved_by", "witness"],
        ["destruction_witness.number", "destruction_witness.approved_by", "destruction_witness.by"],
        name="fk_destruction_done_witness",
    ),
    sa.CheckConstraint('"by" <> approved_by AND "by" <> witness', name="not_alone"),
)

destroyed_file = sa.Table(
    "destroyed_file",
    metadata,
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), primary_key=True),
    # earlier versions of the file and the pen data go with it
    sa.Column("file_sha256", sa.String(64), primary_key=True),
    sa.Column("number", sa.String(20), sa.ForeignKey("destruction_done.number"), nullable=False, index=True),
    sa.Column("archive_number", sa.String(16), sa.ForeignKey("dossier.archive_number"), nullable=False, index=True),
)

ENDED = frozenset({"refused", "done"})
"""States in which a list has come to its end."""

APPEND_ONLY: tuple[str, ...] = (
    "destruction",
    "destruction_item",
    "destruction_decision",
    "destruction_witness",
    "destruction_done",
    "destroyed_file",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a destruction: who took it and when. ``words``: the decision's; ``approved``: its answer."""

    by: str
    by_name: str
    at: datetime
    words: str = ""
    approved: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A dossier on the list, as it was when it was proposed."""

    archive_number: str
    client_id: str
    closed_on: date
    keep_until: date
    papers: int
    pages: int
    client_name: str = ""
    client_number: str = ""


@dataclass(frozen=True, slots=True)
class Destruction:
    """A destruction with all its steps so far; ``document_number``: of 《档案销毁清册》, empty before the act."""

    number: str
    proposed: Step
    why: str
    items: tuple[Item, ...]
    decision: Step | None = None
    witness: Step | None = None
    done: Step | None = None
    document_number: str = ""

    @property
    def state(self) -> str:
        """``proposed``, ``refused``, ``approved``, ``witnessed`` or ``done``."""
        if self.done is not None:
            return "done"
        if self.decision is None:
            return "proposed"
        if not self.decision.approved:
            return "refused"
        return "approved" if self.witness is None else "witnessed"


def add(conn: sa.Connection, proposal: Destruction) -> None:
    """Enter a proposal with its list. Refused: ``dossier.listed_already`` for a dossier on a list that goes on."""
    step = proposal.proposed
    conn.execute(
        destruction.insert().values(
            number=proposal.number, proposed_by=step.by, proposed_by_name=step.by_name, proposed_at=step.at,
            why=proposal.why,
        )
    )  # fmt: skip
    for item in proposal.items:
        lists = [one.state for one in of_dossier(conn, item.archive_number)]
        if any(state not in ENDED for state in lists):
            raise Refused("dossier.listed_already", archive=item.archive_number)
        facts = {name: getattr(item, name) for name in _ITEM}
        try:
            conn.execute(destruction_item.insert().values(number=proposal.number, turn=len(lists), **facts))
        except IntegrityError as race:
            raise Refused("dossier.listed_already", archive=item.archive_number) from race


_ITEM = ("archive_number", "client_id", "closed_on", "keep_until", "papers", "pages")


def decide(conn: sa.Connection, before: Destruction, step: Step) -> None:
    """Write down the decision. Refused: ``dossier.decided_already``."""
    _insert(
        conn, destruction_decision, "dossier.decided_already", number=before.number, proposed_by=before.proposed.by,
        approved=step.approved, words=step.words, by=step.by, by_name=step.by_name, at=step.at,
    )  # fmt: skip


def bear_witness(conn: sa.Connection, before: Destruction, step: Step) -> None:
    """Write down the witness. Refused: ``dossier.witnessed_already``."""
    assert before.decision is not None  # noqa: S101 - the service has looked
    _insert(
        conn, destruction_witness, "dossier.witnessed_already", number=before.number, proposed_by=before.proposed.by,
        approved_by=before.decision.by, approved=True, by=step.by, by_name=step.by_name, at=step.at,
    )  # fmt: skip


def carry_out(
    conn: sa.Connection, before: Destruction, step: Step, document_number: str, files: Iterable[tuple[str, str, str]]
) -> None:
    """Write down the act and what it takes away: ``files`` are document number, archive number and SHA-256.

    Refused: ``dossier.destroyed_already``.
    """
    assert before.decision is not None and before.witness is not None  # noqa: S101, PT018 - the service has looked
    _insert(
        conn, destruction_done, "dossier.destroyed_already", number=before.number, approved_by=before.decision.by,
        witness=before.witness.by, by=step.by, by_name=step.by_name, at=step.at, document_number=document_number,
    )  # fmt: skip
    for number, archive_number, sha256 in sorted(set(files)):
        values = {"document_number": number, "archive_number": archive_number, "file_sha256": sha256}
        conn.execute(destroyed_file.insert().values(number=before.number, **values))


def _insert(conn: sa.Connection, table: sa.Table, code: str, **values: Any) -> None:
    try:
        conn.execute(table.insert().values(**values))
    except IntegrityError as race:
        raise Refused(code) from race


def by_number(conn: sa.Connection, number: str, *, lock: bool = False) -> Destruction:
    """One destruction; ``lock`` makes others wait. Refused: ``dossier.unknown_destruction``."""
    if lock and conn.dialect.name == "postgresql":
        # not FOR UPDATE: that wants the right to change the table, which nobody has of an append-only one
        key = int.from_bytes(hashlib.sha256(f"guitai-destruction:{number}".encode()).digest()[:8], signed=True)
        conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    found = _listed(conn, destruction.c.number == number)
    if not found:
        raise Refused("dossier.unknown_destruction")
    return found[0]


def listed(conn: sa.Connection) -> tuple[Destruction, ...]:
    """The register of destructions, the latest first."""
    return _listed(conn, sa.true())


def of_dossier(conn: sa.Connection, archive_number: str) -> tuple[Destruction, ...]:
    """The lists that a dossier has been on, the latest first."""
    on = sa.select(destruction_item.c.number).where(destruction_item.c.archive_number == archive_number)
    return _listed(conn, destruction.c.number.in_(on))


def _listed(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> tuple[Destruction, ...]:
    d, w, a = destruction_decision, destruction_witness, destruction_done
    query = (
        sa.select(
            destruction,
            *(d.c[n].label(f"d_{n}") for n in ("by", "by_name", "at", "words", "approved")),
            *(w.c[n].label(f"w_{n}") for n in ("by", "by_name", "at")),
            *(a.c[n].label(f"a_{n}") for n in ("by", "by_name", "at", "document_number")),
        )
        .select_from(
            destruction.outerjoin(d, d.c.number == destruction.c.number)
            .outerjoin(w, w.c.number == destruction.c.number)
            .outerjoin(a, a.c.number == destruction.c.number)
        )
        .where(condition)
        .order_by(destruction.c.proposed_at.desc(), destruction.c.number.desc())
    )
    rows = conn.execute(query).all()
    items = _items(conn, [row.number for row in rows])
    return tuple(
        Destruction(
            number=r.number, proposed=Step(r.proposed_by, r.proposed_by_name, r.proposed_at), why=r.why,
            items=items.get(r.number, ()),
            decision=Step(r.d_by, r.d_by_name, r.d_at, r.d_words, r.d_approved) if r.d_by is not None else None,
            witness=Step(r.w_by, r.w_by_name, r.w_at) if r.w_by is not None else None,
            done=Step(r.a_by, r.a_by_name, r.a_at) if r.a_by is not None else None,
            document_number=r.a_document_number or "",
        )
        for r in rows
    )  # fmt: skip


def _items(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, tuple[Item, ...]] = {}
    for start in range(0, len(numbers), 500):
        query = (
            sa.select(destruction_item, client.c.name, client.c.number.label("client_number"))
            .join_from(destruction_item, client)
            .where(destruction_item.c.number.in_(numbers[start : start + 500]))
            .order_by(destruction_item.c.archive_number)
        )
        for row in conn.execute(query):
            facts = {name: getattr(row, name) for name in _ITEM}
            item = Item(**facts, client_name=row.name, client_number=row.client_number)
            found[row.number] = (*found.get(row.number, ()), item)
    return found


def destroyed(conn: sa.Connection) -> frozenset[str]:
    """Numbers of all documents whose files were destroyed by the rules: verification does not miss them (AR-4)."""
    return frozenset(conn.execute(sa.select(destroyed_file.c.document_number)).scalars())


def destroyed_one(conn: sa.Connection, document_number: str) -> Destroyed | None:
    """How the file of a document went by the rules; None when it did not (AR-4)."""
    return _destroyed(conn, destroyed_file.c.document_number == document_number).get(document_number)


def carried_out(conn: sa.Connection) -> tuple[tuple[str, datetime, int], ...]:
    """The lists that were carried out: number, moment, and how many documents went with each; the earliest first."""
    c = destroyed_file.c
    query = (
        sa.select(destruction_done.c.number, destruction_done.c.at, sa.func.count(c.document_number.distinct()))
        .select_from(destruction_done.outerjoin(destroyed_file, c.number == destruction_done.c.number))
        .group_by(destruction_done.c.number, destruction_done.c.at)
        .order_by(destruction_done.c.at, destruction_done.c.number)
    )
    return tuple((number, at, int(count)) for number, at, count in conn.execute(query))


def destroyed_files(conn: sa.Connection) -> frozenset[str]:
    """SHA-256 of every file that must not be there any more, pen data and earlier versions too (AR-4)."""
    numbers = conn.execute(sa.select(destruction_done.c.number)).scalars().all()
    return frozenset(sha256 for number in numbers for sha256 in files_of(conn, number))


def destroyed_of(conn: sa.Connection, archive_number: str) -> dict[str, Destroyed]:
    """What was destroyed of a dossier, by document number."""
    return _destroyed(conn, destroyed_file.c.archive_number == archive_number)


def destroyed_of_client(conn: sa.Connection, client_id: str) -> dict[str, Destroyed]:
    """What was destroyed of a client's dossier, by document number."""
    papers = sa.select(document.c.number).where(document.c.client_id == client_id)
    return _destroyed(conn, destroyed_file.c.document_number.in_(papers))


def _destroyed(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> dict[str, Destroyed]:
    c = destroyed_file.c
    query = (
        sa.select(
            c.document_number, c.number, destruction_done.c.at, destruction_done.c.by_name,
            destruction_witness.c.by_name.label("witness_name"), destruction.c.why,
        )
        .select_from(
            destroyed_file.join(destruction_done, destruction_done.c.number == c.number)
            .join(destruction_witness, destruction_witness.c.number == c.number)
            .join(destruction, destruction.c.number == c.number)
        )
        .where(condition)
        .distinct()
    )  # fmt: skip
    return {row.document_number: Destroyed(*row[1:]) for row in conn.execute(query)}


def files_of(conn: sa.Connection, number: str) -> tuple[str, ...]:
    """SHA-256 of the files that a destruction takes away and that no other document needs, sorted."""
    c = destroyed_file.c
    files = set(conn.execute(sa.select(c.file_sha256).where(c.number == number)).scalars())
    alive = document_pen.c.document_number.not_in(sa.select(c.document_number))
    # samples of the pen are kept by their content: the same ones may belong to a document that stays
    needed = sa.select(document_pen.c.pen_sha256).where(alive)
    return tuple(sorted(files - set(conn.execute(needed).scalars())))
