"""Cases of every kind: those that run, those that ended, their deadlines, who left with how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.changes.storage import change_case
from app.clients.storage import client
from app.common.errors import Refused
from app.custody.storage import fund_account
from app.figures.domain import Figure, Page, Point, Row, Target, Value, mask_name
from app.figures.storage import Asked, Condition, Source
from app.onboarding.storage import opening
from app.policy import storage as policies
from app.policy.storage import case_policy
from app.risk_cases.storage import risk_case
from app.snapshots.storage import account_state, trading_snapshot
from app.trading_days import storage as trading_days
from app.transfer_out.case import RUNNING, Status
from app.transfer_out.clock import CaseClock, clock_of
from app.transfer_out.storage import transfer_case

OPENING, TRANSFER, CHANGE, RISK = "opening", "transfer", "change", "risk"
KINDS = {OPENING: "开户", TRANSFER: "转销户", CHANGE: "资料变更", RISK: "适当性"}
STATUSES = {
    Status.OPEN.value: "受理中", Status.SUBMITTED.value: "待审批", Status.SENT_BACK.value: "已退回",
    Status.APPROVED.value: "待办理",
}  # fmt: skip
OUTCOMES = {
    Status.CARRIED_OUT.value: "转出", Status.RETAINED.value: "挽留", "running": "在办", "other": "撤回或未受理",
}  # fmt: skip
LATE, TODAY, NEXT, LATER, STANDS = "late", "today", "next", "later", "stands"
NEARNESS = {LATE: "已逾期", TODAY: "今日到期", NEXT: "下一交易日到期", LATER: "其后到期", STANDS: "时限未起算"}

_o, _t, _c, _r = opening.c, transfer_case.c, change_case.c, risk_case.c
_RUNNING = sorted(status.value for status in RUNNING)
_NONE = sa.literal("")


def fen(column: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """An amount in yuan as whole fen, rounded before anything is added up: SQLite would add floats."""
    return sa.cast(sa.func.round(sa.cast(column, sa.Numeric) * sa.literal(100, sa.Integer)), sa.BigInteger)


def with_client(column: sa.ColumnElement[Any]) -> Any:
    """Joins the client for the name."""
    return lambda table: table.outerjoin(client, client.c.id == column)


def _running(table: sa.Table, kind: str, number: sa.ColumnElement[Any], runs: Condition) -> sa.Select[Any]:
    c = table.c
    return sa.select(
        number.label("number"), sa.literal(kind).label("kind"), sa.func.coalesce(c.client_id, "").label("client_id"),
        c.opened_at.label("opened_at"), c.opened_by.label("opened_by"), c.opened_by_name.label("opened_by_name"),
        c.station.label("station"),
    ).where(runs)  # fmt: skip


running_case = sa.union_all(
    _running(opening, OPENING, _o.case_number, _o.status == "open"),
    _running(transfer_case, TRANSFER, _t.number, _t.status.in_(_RUNNING)),
    _running(change_case, CHANGE, _c.number, _c.status == "open"),
    _running(risk_case, RISK, _r.number, _r.status == "open"),
).subquery("running_case")
"""Cases of every kind that have not ended."""

RUNNING_CASES = Source(
    table=running_case,
    part=lambda asked: (running_case.c.kind, None),
    columns={
        "id": running_case.c.number, "number": running_case.c.number, "name": client.c.name,
        "staff": running_case.c.opened_by_name, "at": running_case.c.opened_at, "goal": running_case.c.number,
    },
    beside=with_client(running_case.c.client_id),
    order=running_case.c.opened_at,
    newest=False,
    target=Target.CASE,
)  # fmt: skip
MY_RUNNING_CASES = Source(
    table=running_case, part=RUNNING_CASES.part, columns=RUNNING_CASES.columns, beside=RUNNING_CASES.beside,
    order=RUNNING_CASES.order, newest=False, target=Target.CASE,
    where=lambda asked: (running_case.c.opened_by == asked.me,),
)  # fmt: skip


def _ended(
    table: sa.Table, number: sa.ColumnElement[Any], when: sa.ColumnElement[Any], done: Condition, *, mine: bool,
    what: sa.ColumnElement[Any] = _NONE,
) -> Source:  # fmt: skip
    def where(asked: Asked) -> tuple[Condition, ...]:
        return (done, *((table.c.opened_by == asked.me,) if mine else ()))

    return Source(
        table=table, where=where, when=when,
        columns={
            "id": number, "number": number, "name": client.c.name, "what": what, "staff": table.c.opened_by_name,
            "at": when, "goal": number,
        },
        beside=with_client(table.c.client_id), order=when, target=Target.CASE,
    )  # fmt: skip


_OPENED, _CHANGED = _o.status == "completed", _c.status == "completed"
OPENINGS = _ended(opening, _o.case_number, _o.completed_at, _OPENED, mine=False)
MY_OPENINGS = _ended(opening, _o.case_number, _o.completed_at, _OPENED, mine=True)
MY_CHANGES = _ended(change_case, _c.number, _c.ended_at, _CHANGED, mine=True)
MY_TRANSFERS = _ended(
    transfer_case, _t.number, _t.ended_at, _t.status.in_([Status.CARRIED_OUT.value, Status.RETAINED.value]), mine=True
)
MISMATCHES = _ended(
    risk_case, _r.number, _r.completed_at, sa.and_(_r.status == "completed", _r.kind == "mismatch"), mine=False,
    what=_r.product,
)  # fmt: skip

_OUTCOME = sa.case(
    (_t.status == Status.CARRIED_OUT.value, sa.literal(Status.CARRIED_OUT.value)),
    (_t.status == Status.RETAINED.value, sa.literal(Status.RETAINED.value)),
    (_t.status.in_(_RUNNING), sa.literal("running")),
    else_=sa.literal("other"),
)
_REQUEST = {
    "id": _t.number, "number": _t.number, "name": client.c.name, "staff": _t.opened_by_name, "at": _t.opened_at,
    "due": _t.asked_on, "goal": _t.number,
}  # fmt: skip
CHURN = Source(
    table=transfer_case, when=_t.asked_on, part=lambda asked: (_OUTCOME, None), columns=_REQUEST,
    beside=with_client(_t.client_id), order=_t.asked_on, target=Target.CASE,
)  # fmt: skip
STEPS = Source(
    table=transfer_case, where=lambda asked: (_t.status.in_(_RUNNING),), part=lambda asked: (_t.status, None),
    columns=_REQUEST, beside=with_client(_t.client_id), order=_t.asked_on, newest=False, target=Target.CASE,
)  # fmt: skip
LEFT = _ended(transfer_case, _t.number, _t.ended_at, _t.status == Status.CARRIED_OUT.value, mine=False)
ASSETS_OUT = Source(
    table=transfer_case, where=lambda asked: (_t.status == Status.CARRIED_OUT.value,), when=_t.ended_at,
    columns={**_REQUEST, "due": sa.null(), "at": _t.ended_at, "amount": fen(_t.assets)}, amount=fen(_t.assets),
    beside=with_client(_t.client_id), order=_t.ended_at, target=Target.CASE,
)  # fmt: skip

_f, _s = fund_account.c, account_state.c
_CURRENT = sa.select(trading_snapshot.c.id).where(trading_snapshot.c.state == "current").scalar_subquery()
# an outer join, for a database without statistics would otherwise read the whole snapshot first
_BROUGHT = fund_account.outerjoin(account_state, sa.and_(_s.snapshot_id == _CURRENT, _s.fund_account == _f.number))
ASSETS_IN = Source(
    table=_BROUGHT, where=lambda asked: (sa.func.coalesce(_s.fund_account, "") != "",), when=_f.opened_at,
    amount=fen(_s.assets),
    columns={
        "id": _f.id, "number": _f.number, "name": client.c.name, "at": _f.opened_at, "amount": fen(_s.assets),
        "goal": _f.client_id,
    },
    beside=with_client(_f.client_id), order=_f.opened_at, target=Target.CLIENT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """Requests whose clock began on one day under one policy."""

    asked_on: date
    ready_since: date | None
    digest: str
    count: int
    clock: CaseClock

    @property
    def key(self) -> str:
        """How near its deadline is."""
        if self.clock.days_left is None:
            return STANDS
        if self.clock.days_left < 0:
            return LATE
        return {0: TODAY, 1: NEXT}.get(self.clock.days_left, LATER)

    @property
    def condition(self) -> Condition:
        """Which requests it is of."""
        ready = _t.ready_since.is_(None) if self.ready_since is None else _t.ready_since == self.ready_since
        return sa.and_(_t.asked_on == self.asked_on, ready, _DIGEST.in_([self.digest]))


_DIGEST = sa.func.coalesce(case_policy.c.digest, "")
_WITH_POLICY = transfer_case.outerjoin(case_policy, case_policy.c.case_number == _t.number)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Running requests by how near their deadlines are (TO-15); the database counts those of one day together."""

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """How many are late, due today, on the next trading day, later; and those whose clock stands still."""
        sums = dict.fromkeys(NEARNESS, 0)
        for group in self._groups(conn, asked):
            sums[group.key] += group.count
        points = tuple(Point(key, figure.parts[key], count) for key, count in sums.items())
        return Value(figure.code, asked.now, sum(sums.values()), None, points)

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """The requests, nearest deadline first; those whose clock stands still come last (TO-15)."""
        groups = [group for group in self._groups(conn, asked) if not key or group.key == key]
        if not groups:
            return Page((), 0)
        groups.sort(key=lambda group: (group.clock.deadline or date.max, group.asked_on))
        rank = sa.case(*((group.condition, sa.literal(number)) for number, group in enumerate(groups)))
        query = (
            sa.select(_t.number, _t.opened_by_name, _t.opened_at, client.c.name, rank.label("rank"))
            .select_from(_WITH_POLICY.outerjoin(client, client.c.id == _t.client_id))
            .where(_t.status.in_(_RUNNING), sa.or_(*(group.condition for group in groups)))
            .order_by(sa.text("rank"), _t.number)
        )
        found = conn.execute(query.offset(place[0]).limit(place[1]))
        rows = tuple(self._row(figure, asked, row, groups[int(row.rank)]) for row in found)
        return Page(rows, sum(group.count for group in groups))

    def _row(self, figure: Figure, asked: Asked, row: Any, group: _Group) -> Row:
        name = row.name or ""
        return Row(
            id=row.number, number=row.number, name=name if asked.reads_clients else mask_name(name),
            key=group.key, staff=row.opened_by_name, at=row.opened_at,
            due=group.clock.deadline, target=Target.CASE, goal=row.number,
        )  # fmt: skip

    def _groups(self, conn: sa.Connection, asked: Asked) -> list[_Group]:
        query = (
            sa.select(_t.asked_on, _t.ready_since, _DIGEST, sa.func.count(), sa.func.min(_t.number))
            .select_from(_WITH_POLICY)
            .where(_t.status.in_(_RUNNING))
            .group_by(_t.asked_on, _t.ready_since, _DIGEST)
        )
        found = conn.execute(query).all()
        own = policies.of_cases(conn, [str(row[4]) for row in found], asked.policy)
        calendar = trading_days.calendar(conn)
        groups = []
        for asked_on, ready_since, digest, count, number in found:
            days = own.get(str(number), asked.policy).transfer.deadline_days
            clock = clock_of(asked_on, ready_since, asked.today, days=days, calendar=calendar)
            groups.append(_Group(asked_on, ready_since, str(digest), int(count), clock))
        return groups


def check_part(figure: Figure, key: str) -> None:
    """Refuse ``figures.unknown_part`` for a key that a figure with fixed parts does not have."""
    if key and figure.parts and not figure.more_parts and key not in figure.parts:
        raise Refused("figures.unknown_part")
