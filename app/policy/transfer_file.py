"""What makes a transfer-out file right: bands from nought upwards, a tier for each class, guidance for nine reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from decimal import Decimal
from types import MappingProxyType

from app.common.errors import Refused
from app.policy.reading import Table
from app.policy.transfer import AssetBand, ReasonGuide, Tier, TransferPolicy

REASONS = (
    "moved", "equipment", "surroundings", "staff-attitude", "advice", "product", "competition", "commission",
    "staff-left",
)  # fmt: skip
"""The nine kinds of reasons (TO-3). A report counts by them, so a file may word them anew but not add or drop one."""

MARKETS = ("sh_a", "sz_a", "fund")
"""The markets with a fee (TO-9), by the codes of the securities accounts."""

MOST_YUAN = 1_000_000_000_000
"""Yuan; an asset limit beyond it is a slip of the keyboard."""

_CLASS = re.compile(r"[A-Z][+-]?")
_AFTER_CLOSE, _LATE = time(15, 0), time(23, 0)


def read_transfer(root: Table) -> TransferPolicy:
    """The transfer-out policy in ``root``; mistakes are noted there, and then the value is not to be used."""
    root.text("kind")
    classes, tiers, times = root.table("classes"), root.table("tiers"), root.table("times")
    approval = root.table("approval")
    bands = _bands(classes)
    class_tiers = _class_tiers(tiers, bands)
    policy = TransferPolicy(
        version=root.text("version", limit=40),
        effective=root.day("effective"),
        bands=bands,
        turnover_high=classes.amount("turnover_high", 0, 1000, places=4),
        class_tiers=MappingProxyType(class_tiers),
        institution_tier=_institution_tier(tiers),
        deadline_days=times.whole("deadline_days", 1, 5),
        booking_days=times.whole("booking_days", 0, 5),
        snapshot_hours=times.whole("snapshot_hours", 1, 72),
        day_end_from=times.time_of_day("day_end_from", _AFTER_CLOSE, _LATE),
        fees=MappingProxyType(_fees(root.table("fees"))),
        named_approvers=_named(approval),
        contact_months=times.whole("contact_months", 1, 12),
        followed_classes=_followed(tiers, bands),
        reasons=_reasons(root),
    )
    if policy.booking_days > policy.deadline_days:  # a booked day after the deadline would be an obstacle (TO-15)
        times.wrong("booking_days", Refused("policy.booking_after_deadline", deadline=policy.deadline_days))
    for section in (classes, tiers, times, approval):
        section.finish()
    root.finish()
    return policy


def _bands(classes: Table) -> tuple[AssetBand, ...]:
    bands: list[AssetBand] = []
    used: dict[str, str] = {}
    for place, table in enumerate(classes.tables("bands"), 1):
        names = [_class_name(table, key, used) for key in ("high_turnover", "low_turnover")]
        used.update({name: f"classes.bands[{place}]" for name in names if name})
        bands.append(AssetBand(_low(table, bands), *names))
        table.finish()
    return tuple(bands)


def _low(table: Table, before: Sequence[AssetBand]) -> Decimal:
    known = len(table.problems.found)
    low = table.amount("low", 0, MOST_YUAN)
    if len(table.problems.found) > known:  # one mistake is enough for one figure
        return low
    if not before and low != 0:
        table.wrong("low", Refused("policy.bands_from_nought"))
    if before and low <= before[-1].low:
        table.wrong("low", Refused("policy.bands_ascend", before=f"{before[-1].low:,f}"))
    return low


def _class_name(table: Table, key: str, used: dict[str, str]) -> str:
    name = table.text(key, limit=2)
    if name and not _CLASS.fullmatch(name):
        table.wrong(key, Refused("policy.class_name"))
    elif name in used:  # one band may give the same class at either turnover, two bands may not
        table.wrong(key, Refused("policy.double", other=used[name]))
    return name


def _followed(tiers: Table, bands: Sequence[AssetBand]) -> tuple[str, ...]:
    """Classes whose clients are contacted after leaving (TO-14)."""
    known = {name for band in bands for name in (band.high_turnover, band.low_turnover)}
    names = tiers.texts("followed", empty=True)
    for index, name in enumerate(names):
        if known and name not in known:
            tiers.wrong_at("followed", index, Refused("policy.class_not_in_bands", name=name))
    return tuple(names)


def _class_tiers(tiers: Table, bands: Sequence[AssetBand]) -> dict[str, Tier]:
    """Class -> tier: each class of the bands in exactly one list, and no other class."""
    known = {name: None for band in bands for name in (band.high_turnover, band.low_turnover) if name}
    found: dict[str, Tier] = {}
    for tier in reversed(Tier):
        for index, name in enumerate(tiers.texts(tier.value, empty=True)):
            if name in found:
                tiers.wrong_at(tier.value, index, Refused("policy.double", other=f"tiers.{found[name].value}"))
            elif known and name and name not in known:
                tiers.wrong_at(tier.value, index, Refused("policy.class_not_in_bands", name=name))
            found.setdefault(name, tier)
    without = [name for name in known if name not in found]
    if without and all(tier.value in tiers.data for tier in Tier):
        tiers.problems.add(tiers.path, Refused("policy.class_without_tier", names=", ".join(without)))
    return found


def _institution_tier(tiers: Table) -> Tier:
    name = tiers.text("institutions", limit=20)
    if name in set(Tier):
        return Tier(name)
    if name:
        tiers.wrong("institutions", Refused("policy.tier_name", names=", ".join(Tier)))
    return Tier.CORE


def _fees(fees: Table) -> dict[str, Decimal]:
    found = {market: fees.amount(market, 0, 10_000) for market in MARKETS}
    fees.finish()
    return found


def _named(approval: Table) -> tuple[str, ...]:
    numbers = approval.texts("named", limit=20, empty=True)
    for index, number in enumerate(numbers):
        if number and number in numbers[:index]:
            approval.wrong_at("named", index, Refused("policy.double", other=f"named[{numbers.index(number) + 1}]"))
    return numbers


def _reasons(root: Table) -> tuple[ReasonGuide, ...]:
    reasons: list[ReasonGuide] = []
    for table in root.tables("reasons"):
        reason = ReasonGuide(
            code=table.text("code", limit=40),
            label=table.text("label", limit=40),
            explain=table.texts("explain"),
            offer=table.texts("offer"),
            promise=table.texts("promise"),
        )
        if reason.code and reason.code not in REASONS:
            table.wrong("code", Refused("policy.reason_code", names=", ".join(REASONS)))
        for place, other in enumerate(reasons, 1):
            if reason.code and reason.code == other.code:
                table.wrong("code", Refused("policy.double", other=f"reasons[{place}]"))
            elif reason.label and reason.label == other.label:
                table.wrong("label", Refused("policy.double", other=f"reasons[{place}]"))
        reasons.append(reason)
        table.finish()
    missing = [code for code in REASONS if code not in {reason.code for reason in reasons}]
    if reasons and missing:
        root.wrong("reasons", Refused("policy.reasons_missing", names=", ".join(missing)))
    return tuple(reasons)
