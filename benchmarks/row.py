"""One line of the table of measurements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, in milliseconds, beside its baseline on the same machine in the same run."""

    what: str
    value: float
    baseline: float

    @property
    def ratio(self) -> float:
        """How many times the baseline; the figure to trust, for machines differ."""
        return self.value / self.baseline if self.baseline else float("inf")
