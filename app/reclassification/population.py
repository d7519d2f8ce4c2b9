"""Everybody who has an open fund account, read in pieces by client: memory does not grow with their number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from app.classification.storage import client_class
from app.common.long_work import UNWATCHED, Watch
from app.custody.storage import fund_account
from app.reclassification.domain import Latest, NewRow
from app.reclassification.storage import class_plan_row
from app.snapshots.storage import account_state

PIECE = 10_000
"""Accounts that are read at once."""

_LATEST = ("client_id", "sequence", "code", "assets", "turnover", "policy_version", "snapshot_id", "source", "batch_id")


@dataclass(frozen=True, slots=True)
class Held:
    """One client: all open accounts, figures of those that the snapshot knows, the class in force."""

    client_id: str
    accounts: tuple[str, ...]
    figures: tuple[tuple[Decimal, Decimal], ...]
    latest: Latest | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some clients in order of their ids; ``last``: the id to go on from, empty at the end."""

    clients: tuple[Held, ...]
    last: str


def piece(conn: sa.Connection, snapshot_id: str, after: str) -> Piece:
    """The clients behind ``after``; ``snapshot_id`` empty: without figures."""
    account, state = fund_account.c, account_state.c
    columns: list[sa.ColumnElement[str]] = [account.client_id, account.number]
    source: sa.FromClause = fund_account
    if snapshot_id:
        columns += [state.assets, state.turnover]
        same = sa.and_(state.snapshot_id == snapshot_id, state.fund_account == account.number)
        source = fund_account.outerjoin(account_state, same)
    query = sa.select(*columns).select_from(source).where(account.state == "open", account.client_id > after)
    rows = conn.execute(query.order_by(account.client_id, account.number).limit(PIECE)).all()
    whole = len(rows) < PIECE
    last = "" if whole or not rows else rows[-1][0]
    if last:
        # the last client may have more accounts than were read
        rows = [row for row in rows if row[0] != last]
        last = rows[-1][0]
    if not rows:
        return Piece((), "")
    known = _latest(conn, after, rows[-1][0])
    clients = []
    for client_id, held in groupby(rows, itemgetter(0)):
        mine = list(held)
        figures = tuple((Decimal(row[2]), Decimal(row[3])) for row in mine if len(row) > 2 and row[2] is not None)
        clients.append(Held(client_id, tuple(row[1] for row in mine), figures, known.get(client_id)))
    return Piece(tuple(clients), last)


def pieces(conn: sa.Connection, snapshot_id: str = "") -> Iterator[tuple[Held, ...]]:
    """All clients, piece by piece, in one transaction."""
    after = ""
    while True:
        found = piece(conn, snapshot_id, after)
        yield found.clients
        if not found.last:
            return
        after = found.last


def _latest(conn: sa.Connection, after: str, upto: str) -> dict[str, Latest]:
    c, newer = client_class.c, client_class.alias()
    newest = sa.select(sa.func.max(newer.c.sequence)).where(newer.c.client_id == c.client_id).scalar_subquery()
    query = sa.select(*(c[name] for name in _LATEST)).where(
        c.client_id > after, c.client_id <= upto, c.sequence == newest
    )
    return {row[0]: _known(row) for row in conn.execute(query)}


def replaced_by(conn: sa.Connection, batch_id: str, after: str, upto: str) -> dict[str, Latest]:
    """What the batch's decisions on the clients behind ``after`` up to ``upto`` replaced; who had none is left out."""
    c, former = client_class.c, client_class.alias()
    before = sa.and_(former.c.client_id == c.client_id, former.c.sequence == c.sequence - 1)
    query = (
        sa.select(*(former.c[name] for name in _LATEST))
        .select_from(client_class.join(former, before))
        .where(c.client_id > after, c.client_id <= upto, c.batch_id == batch_id)
    )
    return {row[0]: _known(row) for row in conn.execute(query)}


def _known(row: Any) -> Latest:
    _, sequence, code, assets, turnover, version, snapshot_id, source, batch_id = row
    return Latest(int(sequence), code, assets, turnover, version, snapshot_id or "", source, batch_id or "")


def count(conn: sa.Connection) -> int:
    """How many clients have an open fund account."""
    query = sa.select(sa.func.count(sa.distinct(fund_account.c.client_id))).where(fund_account.c.state == "open")
    return int(conn.execute(query).scalar_one())


class PopulationDigest:
    """Who the clients are, with which accounts and which class in force: two looks agree or something has changed."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, clients: tuple[Held, ...]) -> None:
        """The next piece."""
        lines = (f"{one.client_id}|{','.join(one.accounts)}|{one.latest.sequence if one.latest else 0}\n"
                 for one in clients)  # fmt: skip
        self._hash.update("".join(lines).encode())

    def hexdigest(self) -> str:
        """SHA-256 of all."""
        return self._hash.hexdigest()


def population_digest(conn: sa.Connection, watch: Watch = UNWATCHED, without: str = "") -> str:
    """The digest of everybody as they are now, or were before a batch (``without``). Refused: ``work.cancelled``."""
    found = PopulationDigest()
    for clients in pieces(conn):
        watch.step(0, 0)
        found.add(tuple(_before(one, without) for one in clients) if without else clients)
    return found.hexdigest()


def _before(one: Held, batch_id: str) -> Held:
    latest = one.latest
    if latest is None or latest.batch_id != batch_id:
        return one
    return replace(one, latest=replace(latest, sequence=latest.sequence - 1) if latest.sequence > 1 else None)


class ContentDigest:
    """What a batch writes, in its order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, rows: list[NewRow]) -> None:
        """The next rows."""
        lines = (
            f"{row.client_id}|{row.sequence}|{row.code}|{row.assets}|{row.turnover}|{row.policy_version}|"
            f"{row.snapshot_id}|{row.source}\n"
            for row in rows
        )
        self._hash.update("".join(lines).encode())

    def hexdigest(self) -> str:
        """SHA-256 of all."""
        return self._hash.hexdigest()


def content_digest(conn: sa.Connection, plan_id: str, watch: Watch = UNWATCHED) -> str:
    """The digest of the rows of a dry run as they lie in the database. Refused: ``work.cancelled``."""
    found, last = ContentDigest(), 0
    c = class_plan_row.c
    columns = (c.place, c.client_id, c.sequence, c.code, c.assets, c.turnover, c.policy_version, c.snapshot_id,
               c.source)  # fmt: skip
    while True:
        watch.step(0, 0)
        query = sa.select(*columns).where(c.plan_id == plan_id, c.place > last).order_by(c.place).limit(PIECE)
        rows = conn.execute(query).all()
        if not rows:
            return found.hexdigest()
        found.add([NewRow(*row[1:]) for row in rows])
        last = rows[-1][0]
