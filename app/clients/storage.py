"""Rows of clients, their securities accounts and search keys. Functions take the connection of the caller's work."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients import credentials, keys, unlocking
from app.clients.domain import (
    Client,
    ClientKind,
    Market,
    NewClient,
    SecuritiesAccount,
    check_listing,
)
from app.clients.numbers import client_number
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed, field_keys, findable

APPEND_ONLY: tuple[str, ...] = unlocking.APPEND_ONLY

TABLES_BESIDE = (credentials.client_credential, unlocking.credential_unlock)
"""Named here so that whoever loads this module has the whole schema of clients."""

_TEXTS = {
    "name": 100, "paper_kind": 40, "sex": 16, "nationality": 100, "ethnicity": 100, "paper_issuer": 200,
    "occupation": 200, "employer": 200, "education": 200, "income": 200, "experience": 200, "objective": 200,
    "source_of_funds": 200, "contact_way": 16,
}  # fmt: skip
_FOUND_BY = ("paper_number", "mobile")
_HIDDEN = (
    "paper_address", "telephone", "email", "address", "postcode", "tax_residence", "controller", "beneficiary",
)  # fmt: skip
"""Controllers, beneficiaries and tax residences come with numbers of their own."""

client = sa.Table(
    "client",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    *(sa.Column(name, sa.String(limit), nullable=False) for name, limit in _TEXTS.items()),
    *(sa.Column(name, findable(f"client.{name}"), nullable=False) for name in _FOUND_BY),
    *(sa.Column(name, Sealed(f"client.{name}"), nullable=False) for name in _HIDDEN),
    sa.Column("birth_date", sa.Date, nullable=False),
    sa.Column("paper_from", sa.Date, nullable=False),
    sa.Column("paper_until", sa.Date, comment="empty: long-term"),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("fund_account", sa.String(32), nullable=False, comment="the main one, for lists"),
    sa.Column("opened_on", sa.Date),
    sa.Column("level", sa.String(40), nullable=False, comment="risk level in force, for lists"),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.CheckConstraint("kind IN ('individual', 'institution')", name="kind"),
    sa.UniqueConstraint("paper_kind", "paper_number"),
    sa.Index("ix_client_paper_until", "paper_until", "id"),
    sa.Index(None, "paper_number"),
    sa.Index(None, "name", "birth_date"),
    sa.Index(None, "mobile"),
)

securities_account = sa.Table(
    "securities_account",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("market", sa.String(16), primary_key=True),
    # the place among three is part of the key: a fourth cannot exist even when two counters list at once (KY-2)
    sa.Column("place", sa.Integer, sa.CheckConstraint("place BETWEEN 1 AND 3", name="three"), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False),
    sa.UniqueConstraint("market", "number"),
)

skey = sa.Table(
    "skey",
    metadata,
    # byte order on both databases, else a prefix is no range
    sa.Column("k", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Index(None, "client_id"),
    sqlite_with_rowid=False,
)

_MANY = 500
"""Ids in one question to the database."""

_FIELDS = tuple(field.name for field in dataclasses.fields(Client))
_COLUMNS = [client.c[name] for name in _FIELDS]


def matching(conn: sa.Connection, condition: sa.ColumnElement[bool], limit: int) -> tuple[Client, ...]:
    """The first ``limit`` registered of the clients that fulfil ``condition``."""
    query = sa.select(*_COLUMNS).where(condition).order_by(client.c.created_at, client.c.id).limit(limit)
    return tuple(map(_client, conn.execute(query)))


def _client(row: sa.Row[Any]) -> Client:
    values = dict(zip(_FIELDS, row, strict=True))
    return Client(**{**values, "kind": ClientKind(values["kind"])})


def add_client(conn: sa.Connection, new: NewClient, at: datetime) -> Client:
    """Register ``new`` with the next client number and its search keys.

    Refused: ``clients.same_paper`` when the paper is registered already (KY-2).
    """
    if conn.execute(_same_paper(new.paper_kind, new.paper_number)).first() is not None:
        raise Refused("clients.same_paper", field="paper_number")
    made = Client(
        **{field.name: getattr(new, field.name) for field in dataclasses.fields(NewClient)},
        id=new_id(), number=client_number(conn, branch_day(at)), created_at=at, version=1,
    )  # fmt: skip
    try:
        conn.execute(client.insert().values(**{**{n: getattr(made, n) for n in _FIELDS}, "kind": made.kind.value}))
    except IntegrityError as race:  # another counter was faster between the look and the insert
        raise Refused("clients.same_paper", field="paper_number") from race
    index(conn, made.id)
    return made


def _same_paper(paper_kind: str, paper_number: str) -> sa.Select[tuple[str]]:
    return sa.select(client.c.id).where(client.c.paper_kind == paper_kind, client.c.paper_number == paper_number)


def get_client(conn: sa.Connection, client_id: str) -> Client:
    """One client. Refused: ``clients.unknown``."""
    row = conn.execute(sa.select(*_COLUMNS).where(client.c.id == client_id)).first()
    if row is None:
        raise Refused("clients.unknown")
    return _client(row)


def get_clients(conn: sa.Connection, client_ids: Sequence[str]) -> dict[str, Client]:
    """The clients with these ids (at most some hundreds), by id; unknown ids are left out."""
    rows = conn.execute(sa.select(*_COLUMNS).where(client.c.id.in_(client_ids)))
    return {made.id: made for made in map(_client, rows)}


@dataclasses.dataclass(frozen=True, slots=True)
class Called:
    """What a list calls a client."""

    name: str
    kind: ClientKind


def called(conn: sa.Connection, client_ids: Sequence[str]) -> dict[str, Called]:
    """Name and kind of many clients by id; unknown ids are left out. Cheaper than whole clients."""
    found: dict[str, Called] = {}
    kinds = {kind.value: kind for kind in ClientKind}
    for start in range(0, len(client_ids), _MANY):
        piece = client_ids[start : start + _MANY]
        rows = conn.execute(sa.select(client.c.id, client.c.name, client.c.kind).where(client.c.id.in_(piece)))
        found.update((row[0], Called(row[1], kinds[row[2]])) for row in rows)
    return found


def count_clients(conn: sa.Connection) -> int:
    """How many clients are registered."""
    return int(conn.execute(sa.select(sa.func.count()).select_from(client)).scalar_one())


def after(conn: sa.Connection, client_id: str, limit: int) -> tuple[Client, ...]:
    """The next ``limit`` clients by id: all of them, one after the other, in as many transactions as wished."""
    query = sa.select(*_COLUMNS).where(client.c.id > client_id).order_by(client.c.id).limit(limit)
    return tuple(map(_client, conn.execute(query)))


def registered(conn: sa.Connection, paper_kind: str, paper_number: str) -> str | None:
    """The id of the client with this paper; None when there is none (KY-2)."""
    row = conn.execute(_same_paper(paper_kind, paper_number)).first()
    return None if row is None else row.id


_AMENDABLE = frozenset({*_TEXTS, *_FOUND_BY, *_HIDDEN, "paper_from", "paper_until"})


def amend(conn: sa.Connection, before: Client, values: Mapping[str, Any]) -> Client:
    """Change data of a registered client: one record, on which all fund accounts stand, so all at once (CU-3).

    ``before``: the client as seen. The client is found by the new name and numbers, no longer by the old ones.
    Refused: ``clients.changed_elsewhere`` at another version, ``clients.same_paper``.
    """
    strangers = values.keys() - _AMENDABLE
    if strangers:
        raise ValueError(f"not to be amended: {', '.join(sorted(strangers))}")
    changing = client.update().where(client.c.id == before.id, client.c.version == before.version)
    try:
        done = conn.execute(changing.values(**values, version=before.version + 1))
    except IntegrityError as taken:
        raise Refused("clients.same_paper", field="paper_number") from taken
    if done.rowcount != 1:
        raise Refused("clients.changed_elsewhere")
    index(conn, before.id)
    return get_client(conn, before.id)


def set_fund_account(conn: sa.Connection, client_id: str, number: str, opened_on: date) -> None:
    """Show ``number`` as the client's main fund account, find the client by it, and note the day of opening."""
    conn.execute(client.update().where(client.c.id == client_id).values(fund_account=number, opened_on=opened_on))
    index(conn, client_id)


def show_main(conn: sa.Connection, client_id: str, number: str) -> None:
    """Show ``number`` as the client's main fund account from now on (CU-3); the day of opening stays."""
    conn.execute(client.update().where(client.c.id == client_id).values(fund_account=number))
    index(conn, client_id)


def set_level(conn: sa.Connection, client_id: str, level: str) -> None:
    """Show ``level`` as the client's risk level in lists; the assessments themselves belong to suitability."""
    conn.execute(client.update().where(client.c.id == client_id).values(level=level))


def list_account(conn: sa.Connection, client_id: str, market: Market, number: str) -> SecuritiesAccount:
    """List a securities account under a client; listing the same one again changes nothing (KY-2).

    Refused: ``clients.too_many_accounts`` (a fourth of one market), ``clients.account_listed_elsewhere``.
    """
    listed = accounts(conn, client_id)
    wanted = SecuritiesAccount(client_id, market, number)
    if wanted in listed:
        return wanted
    check_listing(listed, market)
    place = sum(account.market is market for account in listed) + 1
    if securities_account_owner(conn, market.value, number) is not None:
        raise Refused("clients.account_listed_elsewhere", field="account_number")
    try:
        conn.execute(
            securities_account.insert().values(client_id=client_id, market=market.value, place=place, number=number)
        )
    except IntegrityError as race:
        raise Refused("clients.account_listed_elsewhere", field="account_number") from race
    index(conn, client_id)
    return wanted


def accounts(conn: sa.Connection, client_id: str) -> tuple[SecuritiesAccount, ...]:
    """The securities accounts listed under a client, by market, in the order of listing."""
    table = securities_account.c
    rows = conn.execute(
        sa.select(table.client_id, table.market, table.number)
        .where(table.client_id == client_id)
        .order_by(table.market, table.place)
    )
    return tuple(SecuritiesAccount(row.client_id, Market(row.market), row.number) for row in rows)


def securities_account_owner(conn: sa.Connection, market: str, number: str) -> str | None:
    """The id of the client under whom this account is listed; None when it is listed nowhere."""
    owner: str | None = conn.execute(
        sa.select(securities_account.c.client_id).where(
            securities_account.c.market == market, securities_account.c.number == number
        )
    ).scalar_one_or_none()
    return owner


def index(conn: sa.Connection, client_id: str, *, more: Iterable[str] = ()) -> None:
    """Make the client's search keys anew; ``more``: further numbers to find the client by."""
    made = get_client(conn, client_id)
    held = conn.execute(sa.select(_fund_account.c.number).where(_fund_account.c.client_id == client_id)).scalars()
    listed = (account.number for account in accounts(conn, client_id))
    numbers = [made.number, made.fund_account, *held, *listed, *more]
    wanted = keys.search_keys(made.name, secret=(made.paper_number, made.mobile), numbers=numbers, token=tokens(conn))
    conn.execute(skey.delete().where(skey.c.client_id == client_id))
    conn.execute(skey.insert(), [{"k": key, "client_id": client_id} for key in sorted(wanted)])


def tokens(conn: sa.Connection) -> Callable[[str], str]:
    """Gives the token of a tail of an ID or mobile."""
    made = field_keys(conn.dialect)
    return lambda tail: made.token("tail", tail)


_fund_account = sa.table("fund_account", sa.column("number"), sa.column("client_id"))
"""Of ``app.custody``, which stands above: a client is found by each of them, not by the main one alone (CU-2)."""

_BATCH = 64

_Fitting = Callable[[Sequence[str]], Iterable[str]]
"""Those of some client ids that fit."""


def find(conn: sa.Connection, text: str, limit: int = 20) -> tuple[Client, ...]:
    """At most ``limit`` clients one of whose keys begins with what was typed, in the order of their keys.

    ID and mobile are found by their last four figures or more.
    """
    found: dict[str, None] = {}
    for prefix in keys.prefixes(text):
        _collect(conn, prefix, found, limit)
    tail = keys.typed_tail(text)
    if tail is not None and len(found) < limit:
        fitting = None if tail.exact else _fitting(conn, tail)
        _collect(conn, keys.MARK + tokens(conn)(tail.key), found, limit, fitting)
    chosen = list(found)[:limit]
    by_id = get_clients(conn, chosen)
    return tuple(by_id[client_id] for client_id in chosen if client_id in by_id)


def _fitting(conn: sa.Connection, tail: keys.TypedTail) -> _Fitting:
    c = client.c

    def fitting(client_ids: Sequence[str]) -> list[str]:
        rows = conn.execute(sa.select(c.id, c.paper_number, c.mobile).where(c.id.in_(client_ids))).all()
        fits = {row.id for row in rows if tail.fits(row.paper_number) or tail.fits(row.mobile)}
        return [client_id for client_id in client_ids if client_id in fits]

    return fitting


def _collect(
    conn: sa.Connection, prefix: str, found: dict[str, None], limit: int, fitting: _Fitting | None = None
) -> None:
    """Add ids of clients with a key in the range of ``prefix`` until ``found`` holds ``limit``.

    A client has several keys in one range, so batches are read on; DISTINCT in the query would make PostgreSQL read
    the whole range first.
    """
    start: tuple[str, str] = (prefix, "")
    while len(found) < limit:
        rows = conn.execute(
            sa.select(skey.c.k, skey.c.client_id)
            .where(sa.tuple_(skey.c.k, skey.c.client_id) > start, skey.c.k >= prefix, skey.c.k < prefix + keys.TOP)
            .order_by(skey.c.k, skey.c.client_id)
            .limit(_BATCH)
        ).all()
        ids = [row.client_id for row in rows]
        found.update(dict.fromkeys(ids if fitting is None else fitting(ids)))
        if len(rows) < _BATCH:
            return
        start = (rows[-1].k, rows[-1].client_id)
