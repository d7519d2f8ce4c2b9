"""States of accounts for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.gateways.snapshot.values import AccountState

TAKEN = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def state(number: str = "330100000001", **changed: Any) -> AccountState:
    """An account with nothing in the way; ``changed`` says what is."""
    values: dict[str, Any] = {
        "fund_account": number, "assets": Decimal("1250000.00"), "turnover": Decimal("3.2"), "cash": Decimal("0.00"),
        "interest_unsettled": Decimal("0"), "orders_today": 0, "orders_unfilled": 0, "repo_until": None,
        "repo_registered": False, "new_share_frozen": Decimal("0.00"), "new_share_release": None, "agreements": (),
        "depository_block_sh": "", "depository_block_sz": "", "sh_designated": True, "sz_custody": True,
    }  # fmt: skip
    return AccountState(**{**values, **changed})


def full(number: str = "330100000002") -> AccountState:
    """An account with everything in the way, and figures that binary fractions cannot hold."""
    return state(
        number, assets=Decimal("999999999999.99"), turnover=Decimal("0.10000001"), cash=Decimal("-0.10"),
        interest_unsettled=Decimal("0.00000001"), orders_today=3, orders_unfilled=2, repo_until=date(2026, 12, 1),
        repo_registered=True, new_share_frozen=Decimal("12000.00"), new_share_release=date(2026, 11, 24),
        agreements=("融资融券合同", "“期权”协议"), depository_block_sh="司法冻结", depository_block_sz="质押",
        sh_designated=False, sz_custody=False,
    )  # fmt: skip
