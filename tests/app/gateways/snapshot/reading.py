"""Reading a source in tests: what the importer would make of it, without a branch."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.opening import open_source
from app.gateways.snapshot.values import AccountState
from app.snapshots.reading import SnapshotReading


def read(
    source: Path | str, mapping: SnapshotMapping, moment: datetime | None = None
) -> tuple[list[AccountState], list[tuple[int, str, str]], SnapshotReading]:
    """The states, the mistakes as (row, column, code without capability), and the reading with its counts."""
    reading = SnapshotReading(open_source(source, mapping), mapping, moment)
    states = [state for batch in reading.batches() for state in batch]
    mistakes = [(found.row, found.column, found.code.partition(".")[2]) for found in reading.problems.kept]
    return states, mistakes, reading
