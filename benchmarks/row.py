"""One line of the table of measurements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, beside its baseline on the same machine in the same run.

    ``count``: how many times; ``unit``: of both figures; ``against``: what the baseline is.
    """

    what: str
    value: float
    baseline: float
    count: int = 0
    unit: str = "ms"
    against: str = ""

    @property
    def ratio(self) -> float:
        """How many times the baseline; the figure to trust, for machines differ."""
        return self.value / self.baseline if self.baseline else float("inf")


@dataclass(frozen=True, slots=True)
class Note:
    """Why a line is missing."""

    what: str
    why: str


def table(rows: list[Row | Note]) -> str:
    """The table as Markdown, which reads well on a terminal too."""
    lines = ["| what | times | measured | baseline | ratio |", "|---|---:|---:|---:|---:|"]
    for row in rows:
        if isinstance(row, Note):
            lines.append(f"| {row.what} | | {row.why} | | |")
        else:
            baseline = f"{row.baseline:,.2f} {row.unit} ({row.against})" if row.against else f"{row.baseline:,.2f}"
            lines.append(
                f"| {row.what} | {row.count or ''} | {row.value:,.2f} {row.unit} | {baseline} | {row.ratio:.3g}x |"
            )
    return "\n".join(lines)
