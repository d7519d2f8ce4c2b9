"""Facts at their extremes: everything empty as in a first preview, every text hostile, everything long and many."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

OPTIONAL = {"booked_for", "insisted_at", "assets", "turnover"}


def empty(facts: Any) -> Any:
    """The same facts with nothing known yet but their head: as the preview shows a form that was just begun."""
    return dataclasses.replace(
        facts,
        **{f.name: _empty(f.name, getattr(facts, f.name)) for f in dataclasses.fields(facts) if f.name != "head"},
    )


def _empty(name: str, value: Any) -> Any:
    blanks: tuple[tuple[type, Any], ...] = (
        (bool, False), (str, ""), (tuple, ()), (datetime, datetime.min.replace(tzinfo=UTC)), (date, date.min),
        (Decimal, Decimal(0)), (int, 0),
    )  # fmt: skip
    if name in OPTIONAL:
        return None
    for kind, blank in blanks:
        if isinstance(value, kind):
            return blank
    return empty(value) if dataclasses.is_dataclass(value) else value


def each_text(facts: Any, change: Callable[[str], str]) -> Any:
    """The same facts with every text that is not empty changed; the head and short codes are left."""
    if isinstance(facts, str):
        return change(facts) if facts else facts
    if isinstance(facts, tuple):
        return tuple(each_text(item, change) for item in facts)
    if dataclasses.is_dataclass(facts) and not isinstance(facts, type):
        return dataclasses.replace(
            facts,
            **{
                f.name: each_text(getattr(facts, f.name), change) for f in dataclasses.fields(facts) if f.name != "head"
            },
        )
    return facts


def many(facts: Any, times: int) -> Any:
    """The same facts with every list in them so many times as long."""
    if isinstance(facts, tuple) and facts and dataclasses.is_dataclass(facts[0]):
        return tuple(many(item, times) for item in facts) * times
    if dataclasses.is_dataclass(facts) and not isinstance(facts, type):
        return dataclasses.replace(
            facts, **{f.name: many(getattr(facts, f.name), times) for f in dataclasses.fields(facts)}
        )
    return facts
