"""Rows of receipts: only ever added to; a void is a row beside the receipt (TO-9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.numbers import next_number, number_series
from app.clients.storage import get_client
from app.common.actor import Actor
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.receipts.domain import DayTotals, Receipt, ReceiptItem, Voided, checked_items, fen, yuan
from app.storage.db import UtcDateTime, metadata

SERIES = "receipt"
"""The running number's series; its period is the year."""

_LAST = 999_999

receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False, comment="how many receipts of the case were voided before"),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("payer", sa.String(100), nullable=False),
    # whole fen: SQLite would keep a decimal as a float
    sa.Column("total_fen", sa.BigInteger, nullable=False),
    sa.Column("issued_at", UtcDateTime, nullable=False, index=True),
    sa.Column("issued_by", sa.String(32), nullable=False),
    sa.Column("issued_by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(60), nullable=False),
    sa.UniqueConstraint("year", "sequence"),
    # two that were issued at once would stand at the same turn: one of them cannot be stored
    sa.UniqueConstraint("case_number", "turn"),
    sa.CheckConstraint("total_fen > 0", name="something_taken"),
    sa.CheckConstraint("sequence > 0", name="sequence"),
)

receipt_item = sa.Table(
    "receipt_item",
    metadata,
    sa.Column("receipt_number", sa.String(32), sa.ForeignKey("receipt.number"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("label", sa.String(100), nullable=False),
    sa.Column("account", sa.String(40), nullable=False),
    sa.Column("amount_fen", sa.BigInteger, nullable=False),
    sa.CheckConstraint("amount_fen >= 0", name="not_negative"),
)

receipt_void = sa.Table(
    "receipt_void",
    metadata,
    # the key: once only
    sa.Column("receipt_number", sa.String(32), sa.ForeignKey("receipt.number"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(60), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("receipt", "receipt_item", "receipt_void")

_JOINED = receipt.outerjoin(receipt_void)
_SELECT = sa.select(
    receipt, receipt_void.c.at, receipt_void.c.by, receipt_void.c.by_name, receipt_void.c.why
).select_from(_JOINED)


def issue(
    conn: sa.Connection,
    *,
    case_number: str,
    client_id: str,
    payer: str,
    items: Sequence[ReceiptItem],
    at: datetime,
    actor: Actor,
) -> Receipt:
    """Issue the receipt of a case with the next number of the year at the branch; ``payer`` is the name on it.

    The number is used in the caller's transaction: a rollback gives it back, so a caller that goes on after a refusal
    must leave its transaction. The caller audits. Refused: ``receipts.case_has_one`` (``number``) while one of the
    case is not voided, ``receipts.nothing_to_take``, ``receipts.amount``, ``receipts.too_many_items``,
    ``receipts.numbers_used_up`` after 999,999 in a year, ``clients.unknown``.
    """
    lines, total = checked_items(items)
    get_client(conn, client_id)
    earlier = of_case(conn, case_number)
    _need_none_in_force(earlier)
    year = branch_day(at).year
    sequence = next_number(conn, SERIES, str(year))
    if sequence > _LAST:
        raise Refused("receipts.numbers_used_up", year=year)
    made = Receipt(
        number=_number(year, sequence), year=year, case_number=case_number, client_id=client_id,
        payer=clean_text(payer, field="payer", limit=100), items=lines, total=total, issued_at=at,
        issued_by=actor.staff_id, issued_by_name=actor.name, station=actor.station,
    )  # fmt: skip
    try:
        conn.execute(receipt.insert().values(**_values(made), sequence=sequence, turn=len(earlier)))
    except IntegrityError as race:  # another counter was faster between the look and the insert
        raise Refused("receipts.case_has_one", number="") from race
    conn.execute(
        receipt_item.insert(),
        [
            {"receipt_number": made.number, "place": place, "label": line.label, "account": line.account,
             "amount_fen": fen(line.amount)}
            for place, line in enumerate(lines, 1)
        ],
    )  # fmt: skip
    return made


def _need_none_in_force(earlier: Iterable[Receipt]) -> None:
    for other in earlier:
        if other.void is None:
            raise Refused("receipts.case_has_one", number=other.number)


def _number(year: int, sequence: int) -> str:
    return f"SJ{year}{sequence:06d}"


def _values(made: Receipt) -> dict[str, object]:
    names = ("number", "year", "case_number", "client_id", "payer", "issued_at", "issued_by", "issued_by_name",
             "station")  # fmt: skip
    return {**{name: getattr(made, name) for name in names}, "total_fen": fen(made.total)}


def void(conn: sa.Connection, number: str, why: str, *, at: datetime, actor: Actor) -> Receipt:
    """Void a receipt, once; it and its number stay on file. The caller audits.

    Refused: ``text.required`` without a reason, ``receipts.unknown``, ``receipts.voided_already``.
    """
    reason = clean_text(why, field="why")
    if by_number(conn, number).void is not None:
        raise Refused("receipts.voided_already", number=number)
    row = {"receipt_number": number, "at": at, "by": actor.staff_id, "by_name": actor.name}
    try:
        conn.execute(receipt_void.insert().values(**row, station=actor.station, why=reason))
    except IntegrityError as race:
        raise Refused("receipts.voided_already", number=number) from race
    return by_number(conn, number)


def by_number(conn: sa.Connection, number: str) -> Receipt:
    """One receipt. Refused: ``receipts.unknown``."""
    found = _receipts(conn, _SELECT.where(receipt.c.number == number))
    if not found:
        raise Refused("receipts.unknown", field="number")
    return found[0]


def of_case(conn: sa.Connection, case_number: str) -> tuple[Receipt, ...]:
    """All receipts of a case in the order of issue; at most the last is not voided."""
    return _receipts(conn, _SELECT.where(receipt.c.case_number == case_number).order_by(receipt.c.turn))


def of_year(conn: sa.Connection, year: int) -> tuple[Receipt, ...]:
    """All receipts of a year, voided ones too, by number."""
    return _receipts(conn, _SELECT.where(receipt.c.year == year).order_by(receipt.c.sequence))


def _receipts(conn: sa.Connection, query: sa.Select[tuple[object, ...]]) -> tuple[Receipt, ...]:
    rows = conn.execute(query).all()
    items = _items(conn, [row.number for row in rows])
    return tuple(
        Receipt(
            number=row.number, year=row.year, case_number=row.case_number, client_id=row.client_id, payer=row.payer,
            items=tuple(items.get(row.number, ())), total=yuan(row.total_fen), issued_at=row.issued_at,
            issued_by=row.issued_by, issued_by_name=row.issued_by_name, station=row.station,
            void=None if row.at is None else Voided(row.at, row.by, row.by_name, row.why),
        )
        for row in rows
    )  # fmt: skip


_AT_ONCE = 500


def _items(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, list[ReceiptItem]]:
    found: dict[str, list[ReceiptItem]] = {}
    c = receipt_item.c
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        rows = conn.execute(sa.select(receipt_item).where(c.receipt_number.in_(some)).order_by(c.place))
        for row in rows:
            found.setdefault(row.receipt_number, []).append(ReceiptItem(row.label, row.account, yuan(row.amount_fen)))
    return found


def totals(conn: sa.Connection, day: date, staff_id: str = "") -> DayTotals:
    """What the receipts of a branch day come to; of one member of staff when ``staff_id`` is given.

    Issued counts for who issued it, voided for who voided it.
    """
    start = datetime.combine(day, time(), BRANCH_ZONE)
    until = start + timedelta(days=1)
    amount = sa.func.coalesce(sa.func.sum(receipt.c.total_fen), 0)
    issued = sa.select(sa.func.count(), amount).where(receipt.c.issued_at >= start, receipt.c.issued_at < until)
    voided = (
        sa.select(sa.func.count(), amount)
        .select_from(receipt.join(receipt_void))
        .where(receipt_void.c.at >= start, receipt_void.c.at < until)
    )
    if staff_id:
        issued = issued.where(receipt.c.issued_by == staff_id)
        voided = voided.where(receipt_void.c.by == staff_id)
    count, taken = conn.execute(issued).one()
    voids, given_back = conn.execute(voided).one()
    return DayTotals(day, count, yuan(int(taken)), voids, yuan(int(given_back)))


def gaps(conn: sa.Connection, year: int) -> tuple[int, ...]:
    """Running numbers of a year that were given and have no receipt; none, unless rows were taken away (TO-9).

    The counter knows the last number given, so a receipt missing at the end is told as well.
    """
    there = set(conn.execute(sa.select(receipt.c.sequence).where(receipt.c.year == year)).scalars())
    counter = sa.select(number_series.c.last).where(number_series.c.name == SERIES, number_series.c.period == str(year))
    last = max([*there, conn.execute(counter).scalar_one_or_none() or 0])
    return tuple(number for number in range(1, min(last, _LAST) + 1) if number not in there)


def years(conn: sa.Connection) -> tuple[int, ...]:
    """The years with receipts, or with a counter of them, ascending."""
    periods = conn.execute(sa.select(number_series.c.period).where(number_series.c.name == SERIES)).scalars()
    with_rows = conn.execute(sa.select(receipt.c.year).distinct()).scalars()
    return tuple(sorted({*with_rows, *(int(period) for period in periods if period.isdecimal())}))


def strays(conn: sa.Connection) -> tuple[str, ...]:
    """Numbers of receipts that are gone while their lines or their void are there, sorted."""
    found: set[str] = set()
    for table in (receipt_item, receipt_void):
        joined = table.outerjoin(receipt, receipt.c.number == table.c.receipt_number)
        query = sa.select(table.c.receipt_number).select_from(joined).where(receipt.c.number.is_(None))
        found.update(conn.execute(query).scalars())
    return tuple(sorted(found))


def wrong_totals(conn: sa.Connection) -> tuple[str, ...]:
    """Numbers of receipts whose lines do not add up to their total, sorted."""
    added = sa.func.coalesce(sa.func.sum(receipt_item.c.amount_fen), 0)
    query = (
        sa.select(receipt.c.number)
        .select_from(receipt.outerjoin(receipt_item))
        .group_by(receipt.c.number, receipt.c.total_fen)
        .having(added != receipt.c.total_fen)
    )
    return tuple(sorted(conn.execute(query).scalars()))


def wrong_numbers(conn: sa.Connection) -> tuple[str, ...]:
    """Numbers that are not those of their year and running number, sorted."""
    rows = conn.execute(sa.select(receipt.c.number, receipt.c.year, receipt.c.sequence))
    return tuple(sorted(row.number for row in rows if row.number != _number(row.year, row.sequence)))


def doubly_in_force(conn: sa.Connection) -> tuple[str, ...]:
    """Case numbers with more than one receipt that is not voided, sorted."""
    query = (
        sa.select(receipt.c.case_number)
        .select_from(_JOINED)
        .where(receipt_void.c.receipt_number.is_(None))
        .group_by(receipt.c.case_number)
        .having(sa.func.count() > 1)
    )
    return tuple(sorted(conn.execute(query).scalars()))
