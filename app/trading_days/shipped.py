"""The closed days that come with the program: those that the exchanges had announced when it was made."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.trading_days.domain import CalendarYear, ClosedDay, Source

FILE = Path(__file__).parent / "data" / "closed-days.toml"


@cache
def shipped_years() -> Mapping[int, CalendarYear]:
    """The shipped years by number."""
    facts = tomllib.loads(FILE.read_text("utf-8"))
    return MappingProxyType(
        {
            int(year): CalendarYear(
                int(year),
                tuple(ClosedDay(date.fromisoformat(day), name) for day, name in sorted(closed.items())),
                0,
                Source.SHIPPED,
            )
            for year, closed in facts.items()
        }
    )
