"""The clock of a sample branch in the making: some things in it happened on an earlier day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.common.clock import Clock, SystemClock


@dataclass(slots=True)
class SampleClock:
    """A running clock that goes ``behind`` the real one until it is told to catch up."""

    behind: timedelta = timedelta(0)
    real: Clock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        """The real moment, less what it is behind."""
        return self.real.now() - self.behind

    def catch_up(self) -> None:
        """Go with the real clock from now on."""
        self.behind = timedelta(0)
