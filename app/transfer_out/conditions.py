"""What can stand in the way of a transfer (TO-2): read off the snapshot, or stated by the teller; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.common.errors import Refused
from app.gateways.snapshot.values import AccountState
from app.trading_days.domain import TradingCalendar
from app.transfer_out.view import AccountsState, Condition

LABELS = {
    "orders": "当日委托（已成交或未成交）",
    "repo": "未到期的国债回购",
    "repo-registration": "未撤销的回购登记",
    "new-share": "新股申购冻结资金",
    "agreements": "未履行完毕的协议",
    "depository-sh": "中国结算上海分公司的其他限制",
    "depository-sz": "中国结算深圳分公司的其他限制",
}
CODES = tuple(LABELS)

_WAIT_FOR = {
    "orders": "等当日委托收市清算完毕，未成交的委托先撤单",
    "repo": "等回购到期并完成资金清算",
    "repo-registration": "等回购登记撤销",
    "new-share": "等新股申购资金解冻",
    "agreements": "等协议履行完毕或者依约解除",
    "depository-sh": "等上海分公司解除限制",
    "depository-sz": "等深圳分公司解除限制",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the teller stated by hand: by whom, when; ``answers``: code -> whether it stands, detail, until when."""

    by: str
    at: datetime | None
    answers: Mapping[str, tuple[bool, str, date | None]]


def standing_codes(state: AccountState, today: date) -> tuple[str, ...]:
    """The codes of the conditions that stand, as the trading system sees them."""
    stands = {
        "orders": state.orders_today + state.orders_unfilled > 0,
        "repo": state.repo_until is not None and state.repo_until >= today,
        "repo-registration": state.repo_registered,
        "new-share": state.new_share_frozen > 0,
        "agreements": bool(state.agreements),
        "depository-sh": bool(state.depository_block_sh),
        "depository-sz": bool(state.depository_block_sz),
    }
    return tuple(code for code in CODES if stands[code])


def from_snapshot(state: AccountState, today: date, calendar: TradingCalendar) -> tuple[Condition, ...]:
    """The conditions as the trading system sees them; each that stands says when it can next be tried."""
    standing, due, release = standing_codes(state, today), state.repo_until, state.new_share_release
    told: dict[str, tuple[str, date | None]] = {
        "orders": (f"成交 {state.orders_today} 笔，未成交 {state.orders_unfilled} 笔", _next(calendar, today)),
        "repo": (f"到期日 {due}", _next(calendar, due) if due else None),
        "repo-registration": ("登记尚未撤销", _next(calendar, today)),
        "new-share": (
            f"冻结金额 {state.new_share_frozen:,.2f} 元",
            _on_or_after(calendar, release) if release else None,
        ),
        "agreements": ("、".join(state.agreements), None),
        "depository-sh": (state.depository_block_sh, None),
        "depository-sz": (state.depository_block_sz, None),
    }
    return tuple(_condition(code, code in standing, *told[code]) for code in CODES)


def from_statement(stated: Stated) -> tuple[Condition, ...]:
    """The conditions as the teller stated them; ``stands`` None for those not stated."""
    found = []
    for code in CODES:
        answer = stated.answers.get(code)
        found.append(_condition(code, *answer) if answer else Condition(code, LABELS[code], None, "", "", None))
    return tuple(found)


def accounts_state(
    snapshot: tuple[AccountState, datetime, str] | None,
    *,
    has_snapshot: bool,
    stated: Stated,
    now: datetime,
    today: date,
    hours: int,
    calendar: TradingCalendar,
) -> AccountsState:
    """The accounts' state from the snapshot when it counts, else from the teller's statement (TO-2).

    ``snapshot``: the account's row, its moment and its source; ``hours``: how old it may be.
    """
    why = "unknown-account" if has_snapshot else "none"
    if snapshot is not None:
        state, taken_at, source = snapshot
        age = max(timedelta(0), now - taken_at)
        if age <= timedelta(hours=hours):
            conditions = from_snapshot(state, today, calendar)
            return AccountsState(False, "", source, taken_at, int(age.total_seconds() // 60), conditions)
        why = "old"
    return AccountsState(True, why, stated.by, stated.at, None, from_statement(stated))


def _condition(code: str, stands: bool, detail: str, retry_on: date | None) -> Condition:
    if not stands:
        return Condition(code, LABELS[code], False, "", "", None)
    return Condition(code, LABELS[code], True, detail, _WAIT_FOR[code], retry_on)


def _next(calendar: TradingCalendar, day: date) -> date | None:
    try:
        return calendar.next(day)
    except Refused:  # a year that the calendar does not know yet: nobody can say when
        return None


def _on_or_after(calendar: TradingCalendar, day: date) -> date | None:
    try:
        return calendar.on_or_after(day)
    except Refused:
        return None
