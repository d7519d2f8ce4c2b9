"""What a branch may decide of transfer-out and closing (转销户), as frozen values; the file is ``transfer-out.toml``.

Nothing here is read from a file; :mod:`app.policy.transfer_file` does that. A case keeps ``version`` of the file it was
begun with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from app.common.errors import Refused


class Tier(StrEnum):
    """Who talks and approves (TO-4), lowest first; a request's tier is only ever raised."""

    ORDINARY = "ordinary"  # own staff member and counter supervisor
    IMPORTANT = "important"  # marketing director
    CORE = "core"  # marketing director, then general manager

    @property
    def rank(self) -> int:
        """0 for the lowest; compare tiers by it."""
        return list(Tier).index(self)

    @property
    def label(self) -> str:
        """The Chinese name, for lists and forms."""
        return _TIER_LABELS[self]


_TIER_LABELS = {Tier.ORDINARY: "普通客户", Tier.IMPORTANT: "重要客户", Tier.CORE: "核心客户"}


@dataclass(frozen=True, slots=True)
class AssetBand:
    """Assets from ``low`` yuan on, included, up to the next band: the class at high and at low turnover (CL-1)."""

    low: Decimal
    high_turnover: str
    low_turnover: str


@dataclass(frozen=True, slots=True)
class ReasonGuide:
    """One kind of reason for leaving, with its guidance for the talk (TO-3): what to explain, offer and promise."""

    code: str
    label: str
    explain: tuple[str, ...]
    offer: tuple[str, ...]
    promise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TransferPolicy:
    """The rules of transfer-out that a branch may set. Money in yuan, days as their names say.

    ``bands`` ascend from 0; ``turnover_high``: yearly turnover (two-sided amount over average assets) from which on it
    is high, included. ``deadline_days``: trading days (TO-15). ``booking_days``: calendar days (TO-7).
    ``fees``: market code -> fee of one account (TO-9). ``named_approvers``: staff numbers that approve ordinary
    requests like a supervisor (TO-4). ``snapshot_hours``: a snapshot older than this does not count (TO-2).
    ``followed_classes``: clients of these are contacted after leaving, like institutions (TO-14).
    ``day_end_from``: branch time from which a day can be closed (TO-11).
    """

    version: str
    effective: date
    bands: tuple[AssetBand, ...]
    turnover_high: Decimal
    class_tiers: Mapping[str, Tier]
    institution_tier: Tier
    deadline_days: int
    booking_days: int
    snapshot_hours: int
    day_end_from: time
    fees: Mapping[str, Decimal]
    named_approvers: tuple[str, ...]
    contact_months: int
    followed_classes: tuple[str, ...]
    reasons: tuple[ReasonGuide, ...]

    def class_of(self, assets: Decimal, turnover: Decimal) -> str:
        """The class of a client with these assets (yuan) and this yearly turnover (CL-1).

        Refused: ``classification.negative`` for figures below nought, ``classification.not_a_figure`` for NaN.
        """
        for name, figure in (("assets", assets), ("turnover", turnover)):
            if not figure.is_finite():
                raise Refused("classification.not_a_figure", field=name)
            if figure < 0:
                raise Refused("classification.negative", field=name)
        band = next(band for band in reversed(self.bands) if band.low <= assets)
        return band.high_turnover if turnover >= self.turnover_high else band.low_turnover

    def tier_of(self, client_class: str, *, institution: bool) -> Tier:
        """The tier of a request of such a client (TO-4). Refused: ``classification.unknown_class``."""
        if institution:
            return self.institution_tier
        if client_class not in self.class_tiers:
            raise Refused("classification.unknown_class", name=client_class)
        return self.class_tiers[client_class]

    def reason(self, code: str) -> ReasonGuide:
        """The reason ``code``. Refused: ``transfer.unknown_reason``."""
        for reason in self.reasons:
            if reason.code == code:
                return reason
        raise Refused("transfer.unknown_reason", field="reason")

    def fee(self, market: str) -> Decimal:
        """The fee for transferring one account of a market; nought for a market that is not listed (TO-9)."""
        return self.fees.get(market, Decimal(0))
