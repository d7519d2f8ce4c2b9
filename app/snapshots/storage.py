"""Rows of snapshots: one is in force, another may be loading; what is neither is swept away.

A snapshot is loaded under an id of its own, in as many transactions as it takes, and comes into force whole, by one
update. Whatever stops the loading leaves the one in force alone. Decimals are kept as text: exact on both databases.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.values import new_id
from app.gateways.snapshot.values import AccountState
from app.snapshots.domain import SnapshotInfo
from app.storage.db import UtcDateTime, metadata

APPEND_ONLY: tuple[str, ...] = ()

LOADING, CURRENT, FORMER, ABANDONED = "loading", "current", "former", "abandoned"

_IN_FORCE = sa.text("state = 'current'")

trading_snapshot = sa.Table(
    "trading_snapshot",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("taken_at", UtcDateTime, nullable=False, comment="when the trading system saw it"),
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("imported_by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("source", sa.String(200), nullable=False, comment="file or view, without folder or address"),
    sa.Column("rows", sa.Integer, nullable=False, comment="accounts in it"),
    sa.Column("state", sa.String(16), nullable=False),
    sa.CheckConstraint("state IN ('loading', 'current', 'former', 'abandoned')", name="state"),
    # two in force cannot be, whoever is faster
    sa.Index("uq_trading_snapshot_current", "state", unique=True, sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE),
)

_AMOUNT = sa.String(40)

account_state = sa.Table(
    "account_state",
    metadata,
    sa.Column("snapshot_id", sa.String(32), sa.ForeignKey("trading_snapshot.id"), primary_key=True),
    sa.Column("fund_account", sa.String(32), primary_key=True),
    sa.Column("assets", _AMOUNT, nullable=False),
    sa.Column("turnover", _AMOUNT, nullable=False),
    sa.Column("cash", _AMOUNT, nullable=False),
    sa.Column("interest_unsettled", _AMOUNT, nullable=False),
    sa.Column("orders_today", sa.Integer, nullable=False),
    sa.Column("orders_unfilled", sa.Integer, nullable=False),
    sa.Column("repo_until", sa.Date),
    sa.Column("repo_registered", sa.Boolean, nullable=False),
    sa.Column("new_share_frozen", _AMOUNT, nullable=False),
    sa.Column("new_share_release", sa.Date),
    sa.Column("agreements", sa.Text, nullable=False, comment="JSON array of labels"),
    sa.Column("depository_block_sh", sa.String(200), nullable=False),
    sa.Column("depository_block_sz", sa.String(200), nullable=False),
    sa.Column("sh_designated", sa.Boolean, nullable=False),
    sa.Column("sz_custody", sa.Boolean, nullable=False),
    sqlite_with_rowid=False,
)

_INFO = [trading_snapshot.c[name] for name in ("id", "taken_at", "imported_at", "rows", "source")]
_STATE = [column for column in account_state.columns if column.name != "snapshot_id"]
_JOINED = account_state.join(
    trading_snapshot,
    sa.and_(account_state.c.snapshot_id == trading_snapshot.c.id, trading_snapshot.c.state == CURRENT),
)
_PIECE = 500  # names in one IN list

fund_account = sa.table("fund_account", sa.column("number"), sa.column("state"))
"""Custody lies above; of its accounts this only counts which are there."""


def current(conn: sa.Connection) -> SnapshotInfo | None:
    """The snapshot in force; None while none was ever whole."""
    row = conn.execute(sa.select(*_INFO).where(trading_snapshot.c.state == CURRENT)).first()
    return None if row is None else SnapshotInfo(*row)


def state_of(conn: sa.Connection, fund_account: str) -> tuple[AccountState, SnapshotInfo] | None:
    """The account as the snapshot in force has it, with that snapshot; None when it is not in it, or there is none."""
    query = sa.select(*_STATE, *_INFO).select_from(_JOINED).where(account_state.c.fund_account == fund_account)
    row = conn.execute(query).first()
    return None if row is None else (_state(row), SnapshotInfo(*row[len(_STATE) :]))


def states(conn: sa.Connection) -> Iterator[AccountState]:
    """All accounts of the snapshot in force by number, streamed: memory does not grow with them."""
    query = sa.select(*_STATE).select_from(_JOINED).order_by(account_state.c.fund_account)
    with conn.execute(query, execution_options={"yield_per": 2_000}) as rows:
        for row in rows:
            yield _state(row)


def states_of(conn: sa.Connection, fund_accounts: Iterable[str]) -> dict[str, AccountState]:
    """These accounts as the snapshot in force has them, by number; those that it does not know are left out."""
    found: dict[str, AccountState] = {}
    wanted = list(dict.fromkeys(fund_accounts))
    for start in range(0, len(wanted), _PIECE):
        piece = wanted[start : start + _PIECE]
        query = sa.select(*_STATE).select_from(_JOINED).where(account_state.c.fund_account.in_(piece))
        found.update((row[0], _state(row)) for row in conn.execute(query))
    return found


def put_snapshot(
    conn: sa.Connection,
    states: Iterable[AccountState],
    taken_at: datetime,
    imported_by: str,
    source: str,
    *,
    at: datetime | None = None,
) -> SnapshotInfo:
    """Store a small snapshot and put it in force at once (samples, tests). ``at``: when imported, else ``taken_at``."""
    made = begin(conn, taken_at=taken_at, at=at or taken_at, by=imported_by, source=source)
    rows = list(states)
    add(conn, made, rows)
    put_in_force(conn, made, len(rows))
    while sweep(conn):
        pass
    info = current(conn)
    assert info is not None  # noqa: S101 - it was put in force a moment ago, in this transaction
    return info


def begin(conn: sa.Connection, *, taken_at: datetime, at: datetime, by: str, source: str) -> str:
    """Begin to load a snapshot: its id. What else was loading is abandoned: it was cut off, or stops at its next rows.

    A snapshot that is being loaded is seen by nobody.
    """
    table = trading_snapshot
    conn.execute(table.update().where(table.c.state == LOADING).values(state=ABANDONED))
    made = new_id()
    values = {"id": made, "taken_at": taken_at, "imported_at": at, "imported_by": by, "source": source}
    conn.execute(table.insert().values(**values, rows=0, state=LOADING))
    return made


def add(conn: sa.Connection, snapshot_id: str, states: Sequence[AccountState]) -> None:
    """Add accounts to a snapshot that is loading.

    Refused: ``snapshots.overtaken`` when another import has begun. An account that is in it already breaks the primary
    key (IntegrityError).
    """
    table = trading_snapshot
    counted = table.update().where(table.c.id == snapshot_id, table.c.state == LOADING)
    if conn.execute(counted.values(rows=table.c.rows + len(states))).rowcount != 1:
        raise Refused("snapshots.overtaken")
    if states:
        # straight to the driver: the values are texts and numbers already, and a million rows are waiting
        conn.exec_driver_sql(_INSERT[conn.dialect.name], [_row(snapshot_id, state) for state in states])


def put_in_force(conn: sa.Connection, snapshot_id: str, rows: int) -> None:
    """End the loading: from this transaction on the snapshot is the one in force, and the former is no more.

    Refused: ``snapshots.overtaken`` when another import has begun, ``snapshots.older`` when one that is newer has come
    into force meanwhile.
    """
    table = trading_snapshot
    loaded = sa.select(table.c.taken_at).where(
        table.c.id == snapshot_id, table.c.state == LOADING, table.c.rows == rows
    )
    taken_at = conn.execute(loaded.with_for_update()).scalar_one_or_none()
    if taken_at is None:
        raise Refused("snapshots.overtaken")
    refuse_older(current(conn), taken_at)
    conn.execute(table.update().where(table.c.state == CURRENT).values(state=FORMER))
    conn.execute(table.update().where(table.c.id == snapshot_id).values(state=CURRENT))


def refuse_older(in_force: SnapshotInfo | None, taken_at: datetime) -> None:
    """Refused: ``snapshots.older`` when ``taken_at`` lies before the snapshot in force."""
    if in_force is not None and taken_at < in_force.taken_at:
        raise Refused("snapshots.older", in_force=branch_time(in_force.taken_at))


def abandon(conn: sa.Connection, snapshot_id: str) -> None:
    """Give up a snapshot that is loading; its rows wait to be swept."""
    table = trading_snapshot
    conn.execute(table.update().where(table.c.id == snapshot_id, table.c.state == LOADING).values(state=ABANDONED))


def sweep(conn: sa.Connection, limit: int = 20_000) -> int:
    """Delete up to ``limit`` accounts of a snapshot that is former or abandoned: how many; 0 when nothing is left.

    A former snapshot itself stays, without its accounts: when it came and who brought it. An abandoned one goes whole.
    """
    table, rows = trading_snapshot, account_state
    left = sa.exists().where(rows.c.snapshot_id == table.c.id)
    snapshot_id = conn.execute(sa.select(table.c.id).where(table.c.state.in_((FORMER, ABANDONED)), left)).scalar()
    if snapshot_id is None:
        conn.execute(table.delete().where(table.c.state == ABANDONED))
        return 0
    old = rows.c.snapshot_id == snapshot_id
    numbers = sa.select(rows.c.fund_account).where(old).order_by(rows.c.fund_account)
    last = conn.execute(numbers.offset(limit - 1).limit(1)).scalar()
    return conn.execute(rows.delete().where(old, sa.true() if last is None else rows.c.fund_account <= last)).rowcount


def registered(conn: sa.Connection, numbers: Sequence[str]) -> tuple[int, int]:
    """How many of these fund account numbers the branch has, and how many of them are open."""
    number, state = fund_account.c.number, fund_account.c.state
    found: list[str] = []
    for start in range(0, len(numbers), _PIECE):
        found += conn.execute(sa.select(state).where(number.in_(numbers[start : start + _PIECE]))).scalars().all()
    return len(found), found.count("open")


def open_accounts(conn: sa.Connection) -> int:
    """How many open fund accounts the branch has."""
    query = sa.select(sa.func.count()).select_from(fund_account).where(fund_account.c.state == "open")
    return conn.execute(query).scalar_one()


def _text(value: Decimal) -> str:
    text = str(value)
    return format(value, "f") if "E" in text else text


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


_FIELDS = tuple(column.name for column in account_state.columns)
_INSERT = {
    dialect: f"INSERT INTO account_state ({', '.join(_FIELDS)}) VALUES ({', '.join([mark] * len(_FIELDS))})"  # noqa: S608 - names of columns, no input
    for dialect, mark in (("sqlite", "?"), ("postgresql", "%s"))
}


def _row(snapshot_id: str, state: AccountState) -> tuple[Any, ...]:
    return (
        snapshot_id, state.fund_account, _text(state.assets), _text(state.turnover), _text(state.cash),
        _text(state.interest_unsettled), state.orders_today, state.orders_unfilled, _day(state.repo_until),
        state.repo_registered, _text(state.new_share_frozen), _day(state.new_share_release),
        json.dumps(state.agreements, ensure_ascii=False) if state.agreements else "[]",
        state.depository_block_sh, state.depository_block_sz, state.sh_designated, state.sz_custody,
    )  # fmt: skip


def _state(row: sa.Row[Any]) -> AccountState:
    values = tuple(row[: len(_STATE)])
    (number, assets, turnover, cash, interest, today, unfilled, repo, registered, frozen, release, agreements,
     *rest) = values  # fmt: skip
    return AccountState(
        number, Decimal(assets), Decimal(turnover), Decimal(cash), Decimal(interest), today, unfilled, repo, registered,
        Decimal(frozen), release, tuple(json.loads(agreements)), *rest,
    )  # fmt: skip
