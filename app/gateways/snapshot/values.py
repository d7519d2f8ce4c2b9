"""What the trading system tells of one fund account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class AccountState:
    """One fund account as the trading system saw it (TO-2, TO-12, CL-3). Money in yuan, up to 8 decimals.

    ``turnover``: yearly two-sided amount over average assets. ``cash``: not yet taken out. ``orders_today``: filled
    today. ``repo_until``: the day a repo falls due, None without one; ``repo_registered``: a repo registration that was
    not withdrawn. ``new_share_frozen`` is given free on ``new_share_release``, where the trading system says when.
    ``agreements``: labels of those with the branch not yet fulfilled. ``depository_block_*``: any other block, empty
    without one. ``sh_designated`` and ``sz_custody``: still with this branch.
    """

    fund_account: str
    assets: Decimal
    turnover: Decimal
    cash: Decimal
    interest_unsettled: Decimal
    orders_today: int
    orders_unfilled: int
    repo_until: date | None
    repo_registered: bool
    new_share_frozen: Decimal
    new_share_release: date | None
    agreements: tuple[str, ...]
    depository_block_sh: str
    depository_block_sz: str
    sh_designated: bool
    sz_custody: bool
