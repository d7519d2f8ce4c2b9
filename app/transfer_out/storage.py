"""Rows of transfer-out requests. A field is saved as it is left, with a journal row for every change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.cases.case import Capture
from app.cases.papers import HANDED, handed_column, unhanded_index
from app.cases.rows import CaseRows, captured
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed, findable
from app.transfer_out.case import RUNNING, Case, NewTalk, Outcome, Raise, Status, Talk

_STATES = ", ".join(f"'{status.value}'" for status in Status)
_RUNNING = sa.text("status IN ({})".format(", ".join(f"'{status.value}'" for status in sorted(RUNNING))))
_TIERS = ", ".join(f"'{tier.value}'" for tier in Tier)

transfer_case = sa.Table(
    "transfer_case",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("request_version", sa.Integer, nullable=False),
    sa.Column("policy_version", sa.String(64), nullable=False),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("fund_account", sa.String(32), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("opened_by_number", sa.String(32), nullable=False),
    sa.Column("opened_by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("tier", sa.String(16)),
    sa.Column("client_class", sa.String(8), nullable=False),
    sa.Column("assets", sa.String(40)),
    sa.Column("turnover", sa.String(40)),
    sa.Column("figures_from", sa.String(16), nullable=False),
    sa.Column("own_staff", sa.String(32), nullable=False),
    sa.Column("asked_on", sa.Date, nullable=False),
    sa.Column("ready_since", sa.Date),
    sa.Column("submitted_at", UtcDateTime),
    sa.Column("submitted_digest", sa.String(64), nullable=False),
    sa.Column("insisted_at", UtcDateTime),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("last_step", sa.String(32), nullable=False),
    handed_column(),
    sa.CheckConstraint(f"status IN ({_STATES})", name="status"),
    sa.CheckConstraint(f"tier IN ({_TIERS})", name="tier"),
    sa.CheckConstraint(f"({_RUNNING.text}) = (ended_at IS NULL)", name="ended"),
    sa.Index("ix_transfer_case_status_asked_on", "status", "asked_on"),
    sa.Index("ix_transfer_case_ended_at", "status", "ended_at", "opened_by", "assets"),
    unhanded_index("transfer_case", "number", "ended_at"),
    sa.Index("ix_transfer_case_asked_on", "asked_on"),
    # one running request an account, whichever counter is faster
    sa.Index("uq_transfer_case_running", "fund_account", unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING),
)

ROWS = CaseRows("transfer", "transfer_case.number", findable)
transfer_field, transfer_capture = ROWS.field, ROWS.capture
put_field, put_capture, drop_capture = ROWS.put_field, ROWS.put_capture, ROWS.drop_capture
journal, last_writer = ROWS.journal, ROWS.last_writer
erase, mark, acts = ROWS.erase, ROWS.mark, ROWS.acts

transfer_talk = sa.Table(
    "transfer_talk",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("case_number", sa.ForeignKey("transfer_case.number"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_number", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("said", Sealed("transfer_talk.said"), nullable=False),
    sa.Column("offered", Sealed("transfer_talk.offered"), nullable=False),
    sa.Column("promised", Sealed("transfer_talk.promised"), nullable=False),
    sa.Column("promise_due", sa.Date),
    sa.Column("answer", Sealed("transfer_talk.answer"), nullable=False),
    sa.Column("outcome", sa.String(16), nullable=False),
    sa.UniqueConstraint("case_number", "number"),
)

transfer_raise = sa.Table(
    "transfer_raise",
    metadata,
    sa.Column("case_number", sa.ForeignKey("transfer_case.number"), primary_key=True),
    sa.Column("after", sa.String(16), primary_key=True),
    sa.Column("before", sa.String(16), nullable=False),
    sa.Column("why", Sealed("transfer_raise.why"), nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("transfer_journal", "transfer_talk", "transfer_raise")

_STATUSES = {status.value: status for status in Status}
_TIERS_BY_CODE = {tier.value: tier for tier in Tier}
_COLUMNS = tuple(column.name for column in transfer_case.columns if column.name != HANDED)
_TALK = tuple(field.name for field in dataclasses.fields(NewTalk))


def add(conn: sa.Connection, case: Case) -> None:
    """Store a new request (without fields, captures and talks).

    Refused: ``transfer.running_exists`` while the account has a running one.
    """
    try:
        conn.execute(transfer_case.insert().values(**_row(case)))
    except IntegrityError as error:
        raise Refused("transfer.running_exists") from error


def load(conn: sa.Connection, number: str, *, lock: bool = False) -> Case:
    """The request with everything entered; ``lock`` keeps others from changing it until the transaction ends.

    Refused: ``transfer.unknown``.
    """
    query = sa.select(transfer_case).where(transfer_case.c.number == number)
    row = conn.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise Refused("transfer.unknown", number=number)
    return dataclasses.replace(
        _case(dict(row)),
        fields=ROWS.fields(conn, number),
        captures=ROWS.captures(conn, number),
        talks=talks(conn, [number]).get(number, ()),
        raises=_raises(conn, number),
    )


def change(conn: sa.Connection, case: Case, at: datetime, **values: Any) -> None:
    """Change columns of the row and count it. Refused: ``transfer.changed_elsewhere`` when it is not the one seen."""
    done = conn.execute(
        transfer_case.update()
        .where(transfer_case.c.number == case.number, transfer_case.c.version == case.version)
        .values(**_plain({**values, "version": case.version + 1, "changed_at": at}))
    )
    if done.rowcount != 1:
        raise Refused("transfer.changed_elsewhere", number=case.number)


def add_talk(conn: sa.Connection, number: str, talk: Talk) -> None:
    """Write an attempt down, for good. Refused: ``transfer.changed_elsewhere`` when another took its number."""
    values = {name: getattr(talk.talk, name) for name in _TALK}
    try:
        conn.execute(
            transfer_talk.insert().values(
                **_plain(values), id=talk.id, case_number=number, number=talk.number, at=talk.at, by=talk.by,
                by_number=talk.by_number, by_name=talk.by_name,
            )
        )  # fmt: skip
    except IntegrityError as error:
        raise Refused("transfer.changed_elsewhere", number=number) from error


def talks(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, tuple[Talk, ...]]:
    """The attempts of these requests, in order, by request."""
    query = sa.select(transfer_talk).where(transfer_talk.c.case_number.in_(numbers)).order_by(transfer_talk.c.number)
    found: dict[str, tuple[Talk, ...]] = {}
    for row in conn.execute(query).mappings():
        new = NewTalk(**{**{name: row[name] for name in _TALK}, "outcome": Outcome(row["outcome"])})
        talk = Talk(row["id"], row["number"], row["at"], row["by"], row["by_number"], row["by_name"], new)
        found[row["case_number"]] = (*found.get(row["case_number"], ()), talk)
    return found


def add_raise(conn: sa.Connection, number: str, made: Raise) -> None:
    """Write down that the tier was raised."""
    values = {field.name: getattr(made, field.name) for field in dataclasses.fields(Raise)}
    conn.execute(transfer_raise.insert().values(case_number=number, **_plain(values)))


def find(
    conn: sa.Connection,
    *,
    statuses: Iterable[Status] = (),
    client_id: str = "",
    ended_from: datetime | None = None,
    ended_to: datetime | None = None,
    newest_first: bool = False,
    limit: int | None = None,
) -> tuple[Case, ...]:
    """Requests without their fields, captures and talks; longest waiting first unless ``newest_first``."""
    table = transfer_case.c
    order = (table.asked_on.desc(), table.number.desc()) if newest_first else (table.asked_on, table.number)
    query = sa.select(*(table[name] for name in _COLUMNS)).order_by(*order).limit(limit)
    wanted = [status.value for status in statuses]
    if wanted:
        query = query.where(table.status.in_(wanted))
    if client_id:
        query = query.where(table.client_id == client_id)
    if ended_from is not None:
        query = query.where(table.ended_at >= ended_from)
    if ended_to is not None:
        query = query.where(table.ended_at < ended_to)
    return tuple(_case(dict(zip(_COLUMNS, row, strict=True))) for row in conn.execute(query))


_PIECE = 500


def field_of(conn: sa.Connection, numbers: Sequence[str], name: str) -> dict[str, str]:
    """One typed field of many requests, by request."""
    table = transfer_field.c
    found: dict[str, str] = {}
    for start in range(0, len(numbers), _PIECE):
        piece = numbers[start : start + _PIECE]
        rows = conn.execute(
            sa.select(table.case_number, table.value).where(table.name == name, table.case_number.in_(piece))
        )
        found.update({str(row.case_number): str(row.value) for row in rows})
    return found


def running_with(conn: sa.Connection, prefix: str, value: str) -> dict[str, frozenset[str]]:
    """The running requests that have this value typed in fields whose names begin so; which fields, by request."""
    field, case = transfer_field.c, transfer_case.c
    query = (
        sa.select(field.case_number, field.name)
        .join_from(transfer_field, transfer_case)
        .where(
            case.status.in_([status.value for status in RUNNING]), field.name.startswith(prefix), field.value == value
        )
    )
    found: dict[str, frozenset[str]] = {}
    for row in conn.execute(query):
        found[row.case_number] = found.get(row.case_number, frozenset()) | {str(row.name)}
    return found


def running_captured(conn: sa.Connection, prefix: str) -> tuple[str, ...]:
    """The running requests that have an act whose name begins so, in order of number."""
    case, act = transfer_case.c, transfer_capture.c
    query = (
        sa.select(case.number)
        .join_from(transfer_case, transfer_capture)
        .where(case.status.in_([status.value for status in RUNNING]), act.name.startswith(prefix))
        .distinct()
        .order_by(case.number)
    )
    return tuple(conn.execute(query).scalars())


def captures_of(conn: sa.Connection, numbers: Sequence[str], name: str) -> dict[str, Capture]:
    """The act of one name of many requests, by request."""
    table = transfer_capture.c
    found: dict[str, Capture] = {}
    for start in range(0, len(numbers), _PIECE):
        wanted = table.case_number.in_(numbers[start : start + _PIECE])
        for c in conn.execute(sa.select(transfer_capture).where(table.name == name, wanted)).mappings():
            found[c["case_number"]] = captured(c)
    return found


def _raises(conn: sa.Connection, number: str) -> tuple[Raise, ...]:
    table = transfer_raise.c
    rows = conn.execute(sa.select(transfer_raise).where(table.case_number == number).order_by(table.at)).mappings()
    return tuple(
        Raise(Tier(row["before"]), Tier(row["after"]), row["why"], row["by"], row["by_name"], row["at"]) for row in rows
    )


def _row(case: Case) -> dict[str, Any]:
    return _plain({name: getattr(case, name) for name in _COLUMNS})


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return str(value)
        return value.value if isinstance(value, (Status, Tier, Outcome)) else value

    return {name: plain(value) for name, value in values.items()}


def _case(row: Mapping[str, Any]) -> Case:
    values = {name: row[name] for name in _COLUMNS}
    for name in ("assets", "turnover"):
        if values[name] is not None:
            values[name] = Decimal(values[name])
    values["status"] = _STATUSES[values["status"]]
    values["tier"] = _TIERS_BY_CODE[values["tier"]] if values["tier"] else None
    return Case(**values)
