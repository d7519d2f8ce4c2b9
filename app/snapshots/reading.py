"""Reading a source from beginning to end in batches of states; mistakes are collected, memory stays as it is."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from app.common.errors import Refused
from app.gateways.snapshot.conversion import RowConverter
from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.port import SnapshotSource
from app.gateways.snapshot.values import AccountState
from app.snapshots.report import Problems

BATCH = 5_000
"""Accounts that are stored in one transaction; others can write in between."""

MOST_ROWS = 2**32 - 1

Progress = Callable[[int, int], None]
"""Called with the rows read and, as far as can be told, the rows in all (0 when not)."""


class Cancelled(Exception):
    """Whoever started it wants it stopped."""


class SnapshotReading:
    """One pass through a source. Its counts are right once ``batches`` is at its end."""

    def __init__(self, source: SnapshotSource, mapping: SnapshotMapping, moment: datetime | None) -> None:
        self._source = source
        self._mapping = mapping
        self._convert = RowConverter(mapping)
        self._moment = moment
        self._seen = _Seen()
        self.problems = Problems()
        self.rows = 0
        self.accounts = 0
        self.skipped = 0

    @property
    def moment(self) -> datetime | None:
        """When the trading system saw it; None until the first row of a source that says it in a column."""
        return self._moment or self._convert.moment

    def batches(
        self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Generator[list[AccountState], None, None]:
        """The accounts without a mistake, in the source's order. Raises ``Cancelled``. Refused: as the source."""
        batch: list[AccountState] = []
        with closing(self._source.rows(self._mapping.columns)) as rows:
            for number, cells in rows:
                self.rows += 1
                self._read(number, cells, batch)
                if self.rows % BATCH == 0:
                    _tell(progress, cancelled, self.rows, self._source.expected(self.rows))
                    self.accounts += len(batch)
                    yield batch
                    batch = []
        self.accounts += len(batch)
        self._tell_doubles()
        _tell(progress, cancelled, self.rows, self.rows)
        yield batch

    def _read(self, number: int, cells: Sequence[Any] | Refused | None, batch: list[AccountState]) -> None:
        if isinstance(cells, Refused):
            self.problems.add(number, "", cells)
            return
        try:
            if cells is None or not self._convert.wanted(cells):
                self.skipped += 1
                return
            state = self._convert.state(cells)
        except Refused as first:
            found = self._convert.mistakes(cells) if cells is not None else []
            for column, refused in found or [("", first)]:
                self.problems.add(number, column, refused)
        else:
            self._seen.add(state.fund_account, number)
            batch.append(state)

    def _tell_doubles(self) -> None:
        column = self._mapping.fields["fund_account"].column
        for row, first in self._seen.doubles():
            self.problems.add(row, column, Refused("snapshots.account_twice", first=first))


def _tell(progress: Progress | None, cancelled: Callable[[], bool] | None, rows: int, expected: int) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled
    if progress is not None:
        progress(rows, max(rows, expected))


class _Seen:
    """Which account stood in which row, in twelve bytes each: a million accounts are twelve megabytes.

    Kept by hash, with a secret of this process in it. That two different accounts among a million share theirs happens
    once in forty million imports, and then the import is refused; another try has another secret.
    """

    def __init__(self) -> None:
        self._hashes = [array("q") for _ in range(256)]
        self._rows = [array("I") for _ in range(256)]

    def add(self, account: str, row: int) -> None:
        """Note an account."""
        hashed = hash(account)
        self._hashes[hashed & 255].append(hashed)
        self._rows[hashed & 255].append(min(row, MOST_ROWS))

    def doubles(self) -> list[tuple[int, int]]:
        """Rows whose account stood in an earlier one, with the earlier; in the order of rows."""
        found: list[tuple[int, int]] = []
        for hashes, rows in zip(self._hashes, self._rows, strict=True):
            first: dict[int, int] = {}
            for hashed, row in zip(hashes, rows, strict=True):
                earlier = first.setdefault(hashed, row)
                if earlier != row:
                    found.append((row, earlier))
        return sorted(found)
