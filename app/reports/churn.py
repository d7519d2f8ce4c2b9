"""From sums of the database to the rows of 《流失分析表》: labels and order (TO-16)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from app.policy.transfer import Tier, TransferPolicy
from app.reports import storage
from app.reports.domain import ChurnReport
from app.reports.facts import ChurnRow, ChurnTable
from app.reports.storage import Group
from app.transfer_out.fields import UNSTATED

NONE = "无"
"""What stands for somebody or something that there is none of."""
BY_REASON, BY_CLASS, BY_OWN_STAFF = "按转销户原因", "按客户分类", "按分管员工"
BY_TELLER, BY_TIER, BY_MONTH = "按受理柜员", "按审批层级", "按月份"


def report(conn: sa.Connection, since: date, until: date, rules: TransferPolicy) -> ChurnReport:
    """Everything of one period, as of one moment; ``conn`` in a transaction that has read nothing yet."""
    storage.one_moment(conn)
    return breakdowns(conn, since, until, rules)


def breakdowns(conn: sa.Connection, since: date, until: date, rules: TransferPolicy) -> ChurnReport:
    """Everything of one period; ``conn`` in a transaction that sees one moment (:func:`storage.one_moment`)."""
    return ChurnReport(
        since=since,
        until=until,
        total=_row("合计", storage.total(conn, since, until)),
        tables=(
            ChurnTable(BY_REASON, _reasons(storage.by_reason(conn, since, until), rules)),
            ChurnTable(BY_CLASS, _classes(storage.by_class(conn, since, until), rules)),
            ChurnTable(BY_OWN_STAFF, _members(storage.by_own_staff(conn, since, until))),
            ChurnTable(BY_TELLER, _members(storage.by_teller(conn, since, until))),
            ChurnTable(BY_TIER, _tiers(storage.by_tier(conn, since, until))),
            ChurnTable(BY_MONTH, _months(storage.by_month(conn, since, until))),
        ),
    )


def _row(label: str, group: Group) -> ChurnRow:
    return ChurnRow(label, group.requests, group.left, group.retained, group.open, group.assets)


def _reasons(groups: Iterable[Group], rules: TransferPolicy) -> tuple[ChurnRow, ...]:
    """In the order of the policy; then those that it does not know any more, unstated ones, none yet."""
    labels = {reason.code: reason.label for reason in rules.reasons}
    labels[UNSTATED] = "客户不愿说明"
    labels[""] = "未填写"
    place = {code: number for number, code in enumerate(labels)}
    found = sorted(groups, key=lambda group: (place.get(group.key[0], len(rules.reasons) - 0.5), group.key[0]))
    return tuple(_row(labels.get(group.key[0], group.key[0]), group) for group in found)


def _classes(groups: Iterable[Group], rules: TransferPolicy) -> tuple[ChurnRow, ...]:
    """The clients with most assets first, those without a class last."""
    order = [name for band in reversed(rules.bands) for name in (band.high_turnover, band.low_turnover)]
    place = {name: number for number, name in reversed(list(enumerate(order)))}
    found = sorted(groups, key=lambda group: (not group.key[0], place.get(group.key[0], len(order)), str(group.key[0])))
    return tuple(_row(group.key[0] or "未分类", group) for group in found)


def _members(groups: Iterable[Group]) -> tuple[ChurnRow, ...]:
    """Most requests first; nobody last."""
    found = sorted(groups, key=lambda group: (not group.key[0], -group.requests, str(group.key[1]), str(group.key[0])))
    return tuple(_row(_member(group), group) for group in found)


def _member(group: Group) -> str:
    staff_id, number, name = group.key
    if not staff_id:
        return NONE
    return f"{name}（{number}）" if number else str(staff_id)


def _tiers(groups: Iterable[Group]) -> tuple[ChurnRow, ...]:
    found = {Tier(group.key[0]) if group.key[0] else None: group for group in groups}
    known = tuple(_row(tier.label, found[tier]) for tier in Tier if tier in found)
    return (*known, _row("未确定", found[None])) if None in found else known


def _months(groups: Iterable[Group]) -> tuple[ChurnRow, ...]:
    """From the first month with requests to the last, those without any as well: a chart over time has no gaps."""
    found = {(int(group.key[0]), int(group.key[1])): group for group in groups}
    if not found:
        return ()
    (year, month), last = min(found), max(found)
    rows = []
    while (year, month) <= last:
        rows.append(_row(f"{year}年{month}月", found.get((year, month), _EMPTY)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(rows)


_EMPTY = Group((), 0, 0, 0, 0, storage.NOUGHT)
