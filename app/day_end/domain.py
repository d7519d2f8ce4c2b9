"""The end of a teller's day as values: which papers have to be there, what may be closed (TO-11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from app.common.values import digest
from app.day_end.facts import DayCase, DayReceipt
from app.transfer_out import making

OPENING, TRANSFER = "开户", "转销户"
OPENED, LEFT, RETAINED = "已开户", "已转出", "已挽留"


@dataclass(frozen=True, slots=True)
class MissingCopy:
    """A copy of a client's document that has to be kept and is not there; ``code`` as at intake (TO-10)."""

    case_number: str
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A teller's day as it stands. ``teller``: name and number, as on the sheet.

    ``taken``: yuan in the till, receipts of the day less what was given back that day. ``complete``: no paper of any
    case is missing. ``closed``: number of the day sheet, empty while the day is open. ``problem``: why it cannot be
    closed now, None when it can. ``copies``: what can be mended by scanning it now. ``after_closing``: cases that
    ended after the sheet was made and are not on it. ``shown``: digest of all that the teller signs for.
    """

    day: date
    staff_id: str
    teller: str
    cases: tuple[DayCase, ...]
    unfinished: tuple[tuple[str, str, str], ...]  # number, kind, where it stands
    receipts: tuple[DayReceipt, ...]
    taken: Decimal
    complete: bool
    closed: str
    closed_at: datetime | None
    may_close: bool
    problem: Refused | None
    copies: tuple[MissingCopy, ...]
    after_closing: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day that was closed. ``cases``: numbers of those on the sheet; ``taken``: yuan."""

    staff_id: str
    day: date
    teller: str
    document_number: str
    closed_at: datetime
    station: str
    cases: tuple[str, ...]
    receipts: int
    taken: Decimal


@dataclass(frozen=True, slots=True)
class TellerDay:
    """One teller in the overview of a day: finished cases, those of them that lack papers, the sheet's number."""

    staff_id: str
    teller: str
    cases: int
    lacking: int
    taken: Decimal
    closed: str


def case_number(day: date, staff_number: str) -> str:
    """What a day sheet is filed under: ``RZ``, the day, the teller's staff number; unique up to 22 characters of it.

    A longer staff number is cut and told apart by a piece of its digest: the ledger takes 32 characters.
    """
    if len(staff_number) > 22:
        staff_number = f"{staff_number[:13]}-{digest(staff_number)[:8]}"
    return f"RZ{day:%Y%m%d}{staff_number}"


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a branch day, and that of the next."""
    return datetime.combine(day, time(), BRANCH_ZONE), datetime.combine(_next(day), time(), BRANCH_ZONE)


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1) if day < date.max else day


def forms_of_transfer(*, left: bool, receipt: bool) -> tuple[str, ...]:
    """The forms a transfer-out has to have, in their order; ``receipt``: a fee was taken."""
    if not left:
        return (making.RECORD, making.MEMO)
    fee = (making.RECEIPT,) if receipt else ()
    return (making.APPLICATION, making.SHEET, making.RECORD, *fee, making.MEMO, making.RETURNS)


def copies_of_transfer(*, left: bool, agent: bool, scanned: Iterable[str]) -> tuple[str, ...]:
    """The copies of documents that have to be kept (TO-10): the client's paper, those of the agent who came.

    What was scanned at intake (``scanned``) has to be there whatever became of the request.
    """
    wanted = {"id-card", *(("agent-id", "authorisation") if agent else ())} if left else set()
    wanted |= set(scanned)
    return tuple(sorted(wanted))


def closing_problem(
    day: date, now: datetime, *, opens: time, cases: Iterable[DayCase], closed: str
) -> Refused | None:  # fmt: skip
    """Why a day cannot be closed at ``now``; None when it can.

    ``dayend.closed_already``, ``dayend.future_day``, ``dayend.too_early`` (before ``opens`` on the day itself),
    ``dayend.incomplete`` (``cases``: their numbers).
    """
    local = now.astimezone(BRANCH_ZONE)
    lacking = [case.number for case in cases if case.missing]
    found: Refused | None = None
    if closed:
        found = Refused("dayend.closed_already", day=day.isoformat(), document=closed)
    elif day > local.date():
        found = Refused("dayend.future_day", field="day")
    elif day == local.date() and local.time() < opens:
        found = Refused("dayend.too_early", opens=opens.strftime("%H:%M"))
    elif lacking:
        found = Refused("dayend.incomplete", cases="、".join(lacking), count=len(lacking))
    return found
