"""Ours beside the programs and ways that people would use otherwise, in one run: ``./guitai bench --peers``.

Start, forms, search, saves, verification and memory. Within each, ours and the peers take turns, so that what else the
machine does meets all alike: the ratios are what counts. What is not installed is named and left out. Nothing passes
or fails by time. The table is written to ``docs/peers.md``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import packet, peer_memory, peer_search, peer_start, peer_verification, saving
from benchmarks.row import Note, Row

PAGE = Path(__file__).parents[1] / "docs" / "peers.md"
Measure = Callable[[bool], list[Row | Note]]


@dataclass(frozen=True, slots=True)
class Part:
    """One matter. ``told``: how it was measured, in a sentence or two."""

    name: str
    title: str
    told: str
    run: Measure


PARTS = (
    Part(
        "start", "Start",
        "From exec to the first painted window, seen from outside in the memory of a screen without glass; one round "
        "that is not counted before.",
        lambda quick: peer_start.run(quick=quick),
    ),
    Part(
        "forms", "Forms: a packet of eleven papers",
        "The same forms, words and tables in the same typeface. Ours are rendered as PDF/A and, in the first lines, "
        "signed, encrypted and archived too; the others do neither, and their libraries are loaded before the clock "
        "starts.",
        lambda quick: packet.run(quick=quick),
    ),
    Part(
        "search", "Search as it is typed",
        "Twenty-two texts of one letter to thirteen; names, readings, initials, numbers. Only ours finds the tails of "
        "sealed numbers, which are not asked for here.",
        lambda quick: peer_search.run(quick=quick),
    ),
    Part(
        "saves", "Saving a field",
        "With its journal row, audit row and every step judged anew, synchronised to disk, beside a bare commit of one "
        "value in the same encrypted database.",
        lambda quick: list(saving.run(quick=quick)),
    ),
    Part(
        "verification", "Verification",
        "The same files against the same root, file by file in turn; the command line is started for each.",
        lambda quick: peer_verification.run(quick=quick),
    ),
    Part(
        "memory", "Memory over a day",
        "Eight hours in fast motion in one process: openings with the client's part, every page brought up, look and "
        "language changed, locked and unlocked. The others were started and left alone.",
        lambda quick: peer_memory.run(quick=quick),
    ),
)  # fmt: skip


def run(machine: str, *, quick: bool = False, page: Path | None = PAGE, parts: Sequence[Part] = PARTS) -> str:
    """Measure all ``parts``; the page, also written to ``page``. What fails is named and the others go on."""
    found: list[tuple[Part, list[Row | Note]]] = []
    for part in parts:
        print(f"measuring: {part.name}", file=sys.stderr, flush=True)
        try:
            rows = part.run(quick)
        except Exception as fault:  # noqa: BLE001 - one peer that fails must not lose what hours have measured
            print(f"  {fault}", file=sys.stderr, flush=True)
            rows = [Note(part.title, f"not measured: {type(fault).__name__}")]
        found.append((part, rows))
        print("\n".join(table(rows)), file=sys.stderr, flush=True)
    text = written(machine, found, quick=quick)
    if page is not None:
        page.write_text(text, encoding="utf-8")
    return text


def written(machine: str, found: Sequence[tuple[Part, list[Row | Note]]], *, quick: bool = False) -> str:
    """The page: what it is, a table a part, what is missing."""
    command = "./guitai bench --peers" + (" --quick" if quick else "")
    lines = [
        "# Beside others",
        "",
        f"Written by `{command}` in one run: {machine};",
        f"load of the last quarter of an hour {os.getloadavg()[2]:.0f}.",
        "Other work may have run on the machine: all take turns, so trust the ratios, not the milliseconds. A ratio",
        "under 1 means that ours is quicker. The peers are measured and never shipped.",
    ]
    for part, rows in found:
        lines += ["", f"## {part.title}", "", part.told, "", *table(rows)]
    missing = [note for _, rows in found for note in rows if isinstance(note, Note)]
    if missing:
        lines += ["", "## Not measured", "", *(f"- {note.what}: {note.why}" for note in missing)]
    return "\n".join(lines) + "\n"


def table(rows: Sequence[Row | Note]) -> list[str]:
    """The measured lines as Markdown; notes are told elsewhere."""
    measured = [row for row in rows if isinstance(row, Row)]
    if not measured:
        return ["Nothing was measured; see below."]
    lines = ["| what | ours | beside it | | ratio | times |", "|---|---:|---:|---|---:|---:|"]
    return lines + [
        f"| {row.what} | {_short(row.value)} {row.unit} | {_short(row.baseline)} {row.unit} | {row.against} | "
        f"{row.ratio:.2g} | {row.count} |"
        for row in measured
    ]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
