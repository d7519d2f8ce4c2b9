"""After the counter: complaints, calls and visits, satisfaction, messages (CP-3, FU-1, FU-2, SF-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.clients.storage import client
from app.complaints.domain import ENDED, UNANSWERED, State
from app.complaints.storage import complaint, complaint_respondent
from app.contacts.domain import Outcome
from app.contacts.storage import contact
from app.figures.case_rows import with_client
from app.figures.domain import Figure, Page, Point, Target, Value, month_key, months_until, year_earlier
from app.figures.storage import Asked, Condition, Source
from app.figures.work_rows import DUE, LATE
from app.messages.domain import MessageState
from app.messages.storage import message
from app.satisfaction import storage as satisfaction
from app.satisfaction.domain import Marks, Month, over_months

_c = complaint.c
_OPEN = _c.state.not_in(sorted(state.value for state in ENDED))
_CLOCK = _c.state.in_(sorted(state.value for state in UNANSWERED))
_due = sa.case(
    (sa.and_(_c.state == State.TAKEN.value, _c.start_due < _c.answer_due), _c.start_due), else_=_c.answer_due
)
_TO_CLEAR = (State.WITH_COMPLIANCE.value, State.WITHDRAWING.value)
COMPLAINT_STATES = {
    State.TAKEN.value: "已登记", State.ASSIGNED.value: "已分派", State.INVESTIGATED.value: "已核查",
    State.PLANNED.value: "已拟定处理意见", State.WITH_COMPLIANCE.value: "待合规同意", State.ANSWERED.value: "已答复",
    State.CALLED_BACK.value: "已回访", State.WITHDRAWING.value: "待合规同意撤回",
}  # fmt: skip
OUTCOMES = {outcome.value: outcome.label for outcome in Outcome}
MESSAGES = {
    MessageState.UNCLEAR.value: "结果不明", MessageState.QUEUED.value: "待发送", MessageState.SENDING.value: "发送中",
}  # fmt: skip


def _not_about(asked: Asked) -> Condition:
    """Nobody counts the complaints about themselves."""
    one = complaint_respondent.c
    return sa.not_(sa.exists(sa.select(1).where(one.complaint_id == _c.id, one.staff_id == asked.me)))


def _lateness(asked: Asked) -> Any:
    return sa.case((sa.and_(_CLOCK, _due < asked.today), sa.literal(LATE)), else_=sa.literal(DUE)), None


COMPLAINTS = Source(
    table=complaint, where=lambda asked: (_OPEN, _not_about(asked)), part=_lateness,
    columns={
        "id": _c.id, "number": _c.number, "name": client.c.name, "what": _c.state, "staff": _c.taken_by_name,
        "at": _c.taken_at, "due": _due, "goal": sa.literal("complaints"),
    },
    beside=with_client(_c.client_id), order=_due, newest=False, target=Target.PAGE,
)  # fmt: skip
COMPLAINT_STEPS = replace(COMPLAINTS, part=lambda asked: (_c.state, None))
FOR_COMPLIANCE = replace(COMPLAINTS, where=lambda asked: (_c.state.in_(_TO_CLEAR), _not_about(asked)), part=None)
MY_COMPLAINTS = replace(COMPLAINTS, where=lambda asked: (_OPEN, _c.handler == asked.me, _not_about(asked)))
COMPLAINTS_TAKEN = replace(
    COMPLAINTS, where=lambda asked: (_not_about(asked),), when=_c.taken_on, part=None, order=_c.taken_on, newest=True
)

_k = contact.c
CONTACTS = Source(
    table=contact, when=_k.on, part=lambda asked: (_k.outcome, None),
    columns={
        "id": _k.id, "number": _k.number, "name": client.c.name, "what": _k.outcome, "staff": _k.by_name, "at": _k.at,
        "goal": _k.client_id,
    },
    beside=with_client(_k.client_id), order=_k.at, target=Target.CLIENT,
)  # fmt: skip

_m = message.c
WAITING_MESSAGES = Source(
    table=message, where=lambda asked: (_m.state.in_(sorted(MESSAGES)),), part=lambda asked: (_m.state, None),
    columns={"id": _m.id, "at": _m.created_at, "goal": sa.literal("messages")},
    order=_m.created_at, newest=False, target=Target.PAGE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Averages by month, of months that are over and had enough answers: what satisfaction itself shows, no more."""

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """In tenths of a mark; nought for a month that shows none."""
        months = months_until(asked.period.until)
        first = year_earlier(months[0]).since
        shown = {one.month: one for one in satisfaction.months(conn, first, months[-1].since)}
        points = tuple(
            Point(
                month_key(month), f"{month.since.month}月", _tenths([shown.get(month.since)]),
                _tenths([shown.get(year_earlier(month).since)]),
            )
            for month in months
        )  # fmt: skip
        now, before = ([shown.get(day) for day in days] for days in _years([month.since for month in months]))
        return Value(figure.code, asked.now, _tenths(now), _tenths(before), points)

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """None: nobody sees a single mark (SF-1)."""
        return Page((), 0)


def _years(months: Sequence[date]) -> tuple[list[date], list[date]]:
    return list(months), [month.replace(year=month.year - 1) for month in months]


def _tenths(months: Sequence[Month | None]) -> int:
    marks: Marks | None = over_months(month.branch for month in months if month is not None)
    return 0 if marks is None else round(marks.average * 10)
