"""The class of a client with the figures it was decided on (CL-1). Pure: the bands come from the policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from enum import StrEnum

from app.common.errors import Refused
from app.policy.transfer import Tier, TransferPolicy

ASSET_PLACES, TURNOVER_PLACES = 2, 4
MOST_ASSETS = Decimal("9999999999999.99")
"""Yuan; what is above it was mistyped."""
MOST_TURNOVER = Decimal("99999.9999")

_CENT, _FINE = Decimal(1).scaleb(-ASSET_PLACES), Decimal(1).scaleb(-TURNOVER_PLACES)
_NOUGHT = Decimal(0)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Source(StrEnum):
    """Where the figures of a class come from."""

    SNAPSHOT = "snapshot"  # the trading system's
    BY_HAND = "by-hand"  # a teller's


@dataclass(frozen=True, slots=True)
class ClientClass:
    """One decision on a client's class: ``code`` as of ``policy_version``, on ``assets`` (yuan) and ``turnover``.

    ``turnover``: the year's two-sided amount over average assets. ``sequence`` counts a client's decisions from 1;
    ``by`` is the id of the staff member who made it or applied the batch. Nothing is ever changed (CL-1).
    ``snapshot_id`` and ``batch_id``: of a reclassification of all clients (CL-3), None for a single decision.
    """

    client_id: str
    sequence: int
    code: str
    assets: Decimal
    turnover: Decimal
    policy_version: str
    source: Source
    at: datetime
    by: str
    snapshot_id: str | None = None
    batch_id: str | None = None

    def tier(self, policy: TransferPolicy, *, institution: bool) -> Tier:
        """The tier of a request of this client (TO-4). Refused: ``classification.unknown_class``."""
        return policy.tier_of(self.code, institution=institution)


def figure(text: str, *, field: str) -> Decimal:
    """The figure that somebody typed: digits with a decimal point, also full-width; commas may set off thousands.

    Refused: ``classification.not_a_figure`` (letters, blanks inside, exponents, NaN, nothing at all).
    """
    plain = text.strip().translate(_FULL_WIDTH)
    head, _, _ = plain.partition(".")
    groups = head.lstrip("+-").split(",")
    grouped = len(groups) > 1 and 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if grouped:
        plain = plain.replace(",", "")
    try:
        if not plain.isascii() or set(plain) - set("0123456789.+-"):
            raise InvalidOperation
        return Decimal(plain)
    except InvalidOperation:
        raise Refused("classification.not_a_figure", field=field) from None


def judge(policy: TransferPolicy, assets: Decimal, turnover: Decimal) -> tuple[str, Tier]:
    """The class of these figures and the tier of an individual of that class (CL-1, TO-4).

    Refused at the field: ``classification.not_a_figure``, ``.negative``, ``.too_large``, ``.too_fine`` (assets have
    cents, turnover four decimal places).
    """
    code = policy.class_of(assets, turnover)
    for name, value, most, places in (
        ("assets", assets, MOST_ASSETS, ASSET_PLACES),
        ("turnover", turnover, MOST_TURNOVER, TURNOVER_PLACES),
    ):
        if value > most:
            raise Refused("classification.too_large", field=name)
        if value != round(value, places):
            raise Refused("classification.too_fine", field=name, places=places)
    return code, policy.tier_of(code, institution=False)


def figures_of(accounts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    """A client's assets and turnover from those of all open fund accounts; None without any.

    Assets add up; turnovers are weighted by assets, because each is an amount over average assets. Accounts in debt
    weigh nothing, and debt counts as nought. Rounded down, so that nobody is lifted over a lower bound (CL-1), and cut
    at what a class can hold.
    """
    held = list(accounts)
    if not held:
        return None
    if len(held) == 1:
        assets, turnover = held[0]
    else:
        assets = sum((one for one, _ in held), _NOUGHT)
        weights = sum((max(one, _NOUGHT) for one, _ in held), _NOUGHT)
        traded = sum((max(one, _NOUGHT) * rate for one, rate in held), _NOUGHT)
        turnover = traded / weights if weights else max(rate for _, rate in held)
    return (
        min(max(assets, _NOUGHT).quantize(_CENT, ROUND_DOWN), MOST_ASSETS),
        min(turnover.quantize(_FINE, ROUND_DOWN), MOST_TURNOVER),
    )
