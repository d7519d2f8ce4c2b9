"""Rows of who was asked, and of the marks, which nothing leads from to a client (SF-1).

Until its month is over an answer waits in an envelope among the words (``envelopes``). A mark is kept with its month
and the member of staff, and with neither day, case, nor order: the ids are random and the tables lie by them. Reasons
and words lie by themselves, without mark or member of staff. All are only added to.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from app.changes.storage import change_case
from app.common.errors import Refused
from app.onboarding.storage import opening
from app.risk_cases.storage import risk_case
from app.satisfaction.domain import Answer, CaseKind, Month, Tally, month_of, month_shown, next_month
from app.satisfaction.envelopes import Envelope, is_sealed, opened, sealed
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed
from app.transfer_out.storage import transfer_case

satisfaction_ask = sa.Table(
    "satisfaction_ask",
    metadata,
    sa.Column("case_number", sa.String(32), primary_key=True, comment="the key: once only"),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("month", sa.Date, nullable=False, comment="its first day"),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("kind IN ('opening', 'change', 'transfer-out', 'risk')", name="kind"),
    sa.Index(None, "month", "staff_id"),
)

satisfaction_end = sa.Table(
    "satisfaction_end",
    metadata,
    # that it is over, not what it came to
    sa.Column("case_number", sa.String(32), sa.ForeignKey("satisfaction_ask.case_number"), primary_key=True),
)

satisfaction_mark = sa.Table(
    "satisfaction_mark",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True, comment="random: tells no order"),
    sa.Column("month", sa.Date, nullable=False, comment="its first day; no day, for a day has few cases"),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("mark", sa.Integer, comment="empty: declined"),
    sa.CheckConstraint("mark BETWEEN 1 AND 5", name="range"),
    sa.Index(None, "month", "staff_id", "mark"),
    sqlite_with_rowid=False,
)

satisfaction_reason = sa.Table(
    "satisfaction_reason",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True, comment="random: tells no order"),
    sa.Column("month", sa.Date, nullable=False, index=True),
    sa.Column("reason", sa.String(32), nullable=False),
    sqlite_with_rowid=False,
)

satisfaction_words = sa.Table(
    "satisfaction_words",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True, comment="random: tells no order"),
    sa.Column("month", sa.Date, nullable=False, index=True),
    sa.Column("words", Sealed("satisfaction_words.words"), nullable=False),
    sqlite_with_rowid=False,
)

satisfaction_month = sa.Table(
    "satisfaction_month",
    metadata,
    sa.Column("month", sa.Date, primary_key=True, comment="over: nothing is added to it any more"),
    sa.Column("enough", sa.Integer, nullable=False, comment="as the policy asked then; it holds for good"),
    sa.Column("low", sa.Integer, nullable=False, comment="marks up to this one were asked why"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("enough >= 2", name="never_one"),
)

APPEND_ONLY: tuple[str, ...] = (
    "satisfaction_ask", "satisfaction_end", "satisfaction_mark", "satisfaction_reason", "satisfaction_words",
    "satisfaction_month",
)  # fmt: skip

_ENDED = {
    "KH": (CaseKind.OPENING, opening.c.case_number, opening.c.completed_at, opening.c.status, ("completed",)),
    "BG": (CaseKind.CHANGE, change_case.c.number, change_case.c.ended_at, change_case.c.status, ("completed",)),
    "ZX": (
        CaseKind.TRANSFER, transfer_case.c.number, transfer_case.c.ended_at, transfer_case.c.status,
        ("carried-out", "retained"),
    ),
    "FP": (CaseKind.RISK, risk_case.c.number, risk_case.c.completed_at, risk_case.c.status, ("completed",)),
    "BP": (CaseKind.RISK, risk_case.c.number, risk_case.c.completed_at, risk_case.c.status, ("completed",)),
}  # fmt: skip
"""By what a case's number begins with: its kind, number, end, status, and the ends after which a client is asked."""


@dataclass(frozen=True, slots=True)
class Ask:
    """That the client of a case was asked, when and at whose counter."""

    case_number: str
    kind: CaseKind
    staff_id: str
    month: date
    station: str
    at: datetime


def ended_case(conn: sa.Connection, case_number: str) -> tuple[CaseKind, datetime]:
    """Kind and end of a case that came to its end with the client. Refused: ``satisfaction.no_case``."""
    if case_number[:2] in _ENDED:
        kind, number, ended, status, ends = _ENDED[case_number[:2]]
        query = sa.select(ended).where(number == case_number, status.in_(ends))
        at = conn.execute(query).scalar()
        if at is not None:
            return kind, at
    raise Refused("satisfaction.no_case")


def was_asked(conn: sa.Connection, case_number: str) -> bool:
    """Whether the client of this case was asked already."""
    query = sa.select(sa.literal(1)).where(satisfaction_ask.c.case_number == case_number)
    return conn.execute(query).first() is not None


def add_ask(conn: sa.Connection, ask: Ask) -> None:
    """Note that a client is asked. Refused: ``satisfaction.asked_already``, whichever counter is faster."""
    values = {
        "case_number": ask.case_number, "kind": ask.kind.value, "staff_id": ask.staff_id, "month": ask.month,
        "station": ask.station, "at": ask.at,
    }  # fmt: skip
    if was_asked(conn, ask.case_number):
        raise Refused("satisfaction.asked_already")
    try:
        conn.execute(satisfaction_ask.insert().values(**values))
    except IntegrityError as race:
        raise Refused("satisfaction.asked_already") from race


def ask_of(conn: sa.Connection, case_number: str) -> Ask:
    """The asking of a case. Refused: ``satisfaction.not_asked``."""
    row = conn.execute(sa.select(satisfaction_ask).where(satisfaction_ask.c.case_number == case_number)).first()
    if row is None:
        raise Refused("satisfaction.not_asked")
    return Ask(row.case_number, CaseKind(row.kind), row.staff_id, row.month, row.station, row.at)


def add_answer(conn: sa.Connection, ask: Ask, answer: Answer, month: date) -> None:
    """The asking is over; what came of it waits sealed until its month is over. Refused: ``satisfaction.over``."""
    query = sa.select(sa.literal(1)).where(satisfaction_end.c.case_number == ask.case_number)
    if conn.execute(query).first() is not None:
        raise Refused("satisfaction.over")
    try:
        conn.execute(satisfaction_end.insert().values(case_number=ask.case_number))
    except IntegrityError as race:
        raise Refused("satisfaction.over") from race
    words = sealed(Envelope(ask.staff_id, answer))
    conn.execute(satisfaction_words.insert().values(id=_random(), month=month, words=words))


def _random() -> str:
    """Not ``new_id``: the time in it would tell which case it was."""
    return secrets.token_hex(16)


def open_month(conn: sa.Connection, today: date) -> date:
    """The month that an answer of ``today`` counts for: no month that is over, though the clock was set back."""
    last = conn.execute(sa.select(sa.func.max(satisfaction_month.c.month))).scalar()
    this = month_of(today)
    return this if last is None or last < this else next_month(last)


def to_be_closed(conn: sa.Connection, today: date) -> tuple[date, ...]:
    """Months before that of yesterday in which somebody was asked and that are not over yet, in order.

    Of yesterday: the clocks of two counters never agree, and nothing may be added to a month that is shown.
    """
    over = satisfaction_ask.c.month < month_of(today - timedelta(days=1))
    asked = sa.select(satisfaction_ask.c.month).where(over).distinct()
    query = asked.where(satisfaction_ask.c.month.not_in(sa.select(satisfaction_month.c.month)))
    return tuple(sorted(conn.execute(query).scalars()))


def close_month(conn: sa.Connection, month: date, enough: int, low: int, at: datetime) -> bool:
    """A month is over; its figures are shown from now on and stay. False: another counter closed it just now."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    made = dialect.insert(satisfaction_month).values(month=month, enough=enough, low=low, at=at)
    # by what comes back and not by a count of rows, which PostgreSQL's driver does not tell here
    added = made.on_conflict_do_nothing(index_elements=["month"]).returning(satisfaction_month.c.month)
    if conn.execute(added).first() is None:
        return False
    _open_envelopes(conn, month)
    return True


def _open_envelopes(conn: sa.Connection, month: date) -> None:
    """All answers of the month become rows at once, in random order: none stands beside its asking."""
    columns = satisfaction_words.c
    waiting = opened(conn.execute(sa.select(columns.words).where(columns.month == month)).scalars())
    rows: dict[sa.Table, list[dict[str, object]]] = {
        satisfaction_mark: [{"staff_id": one.staff_id, "mark": one.answer.mark} for one in waiting],
        satisfaction_reason: [{"reason": reason} for one in waiting for reason in one.answer.reasons],
        satisfaction_words: [{"words": one.answer.words} for one in waiting if one.answer.words],
    }
    for table, made in rows.items():
        if made:
            conn.execute(table.insert(), [{"id": _random(), "month": month} | row for row in made])


def months(conn: sa.Connection, first: date, last: date, *, words: bool = False) -> tuple[Month, ...]:
    """What may be shown of the months from ``first`` to ``last`` that are over, in order.

    Months in which nobody was asked are left out. ``words``: with what clients wrote. Counted in the database.

    For figures and reports: nothing here leads to a single mark.
    """
    query = sa.select(satisfaction_month.c.month, satisfaction_month.c.enough, satisfaction_month.c.low).where(
        satisfaction_month.c.month.between(month_of(first), month_of(last))
    )
    over = {row.month: (row.enough, row.low) for row in conn.execute(query.order_by(satisfaction_month.c.month))}
    if not over:
        return ()
    span = (min(over), max(over))
    tallies = _tallies(conn, span)
    reasons = _reasons(conn, span)
    written = _written(conn, span) if words else {}
    return tuple(
        month_shown(month, tallies.get(month, ()), *rule, reasons.get(month), written.get(month, ()))
        for month, rule in over.items()
    )


def _tallies(conn: sa.Connection, span: tuple[date, date]) -> dict[date, list[Tally]]:
    counts: dict[tuple[date, str], list[int]] = {}
    asks = satisfaction_ask.c
    query = sa.select(asks.month, asks.staff_id, sa.func.count()).where(asks.month.between(*span))
    for month, staff_id, asked in conn.execute(query.group_by(asks.month, asks.staff_id)):
        counts[month, staff_id] = [asked, 0, 0, 0]
    marks = satisfaction_mark.c
    given = sa.select(
        marks.month, marks.staff_id, sa.func.count(), sa.func.count(marks.mark),
        sa.func.coalesce(sa.func.sum(marks.mark), 0),
    ).where(marks.month.between(*span))  # fmt: skip
    for month, staff_id, ended, answered, total in conn.execute(given.group_by(marks.month, marks.staff_id)):
        asked = counts.get((month, staff_id), [0])[0]
        counts[month, staff_id] = [max(asked, ended), answered, ended - answered, int(total)]
    found: dict[date, list[Tally]] = {}
    for (month, staff_id), numbers in counts.items():
        found.setdefault(month, []).append(Tally(staff_id, *numbers))
    return found


def _reasons(conn: sa.Connection, span: tuple[date, date]) -> dict[date, dict[str, int]]:
    columns = satisfaction_reason.c
    query = sa.select(columns.month, columns.reason, sa.func.count()).where(columns.month.between(*span))
    found: dict[date, dict[str, int]] = {}
    for month, reason, count in conn.execute(query.group_by(columns.month, columns.reason)):
        found.setdefault(month, {})[reason] = count
    return found


def _written(conn: sa.Connection, span: tuple[date, date]) -> dict[date, list[str]]:
    columns = satisfaction_words.c
    query = sa.select(columns.month, columns.words).where(columns.month.between(*span))
    found: dict[date, list[str]] = {}
    for month, words in conn.execute(query):
        if not is_sealed(words):
            found.setdefault(month, []).append(words)
    return found


def participation(conn: sa.Connection, first: date, last: date) -> Iterator[tuple[date, CaseKind, int]]:
    """How many clients were asked, by month and kind of case; of the running month too, for it tells no mark."""
    columns = satisfaction_ask.c
    query = sa.select(columns.month, columns.kind, sa.func.count()).where(
        columns.month.between(month_of(first), month_of(last))
    )
    for month, kind, count in conn.execute(query.group_by(columns.month, columns.kind).order_by(columns.month)):
        yield month, CaseKind(kind), count
