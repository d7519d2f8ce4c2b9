"""What a reclassification is: who moves where, and what was decided for one client (CL-3). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.classification.domain import figures_of
from app.policy.transfer import AssetBand, TransferPolicy

UNCLASSIFIED = ""
"""The class before, of a client who has none yet."""
NO_FIGURES = "-"
"""The class after, of a client that the snapshot does not know: the one before stays in force, nothing is written."""


class Kind(StrEnum):
    """Where a batch leads: to what the snapshot says, or back to what was in force before a batch."""

    SNAPSHOT = "snapshot"
    BACK = "back"


class Movement(StrEnum):
    """What becomes of a client's class; by assets first, then turnover."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    NO_FIGURES = "no-figures"


@dataclass(frozen=True, slots=True)
class Cell:
    """So many clients go from the class ``before`` to ``after``."""

    before: str
    after: str
    clients: int


def class_order(bands: Sequence[AssetBand]) -> tuple[str, ...]:
    """The classes from the most assets down, the one of high turnover first: A+, B+, A, B, C, D ... G (CL-1)."""
    names = (name for band in reversed(bands) for name in (band.high_turnover, band.low_turnover))
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who moves where. ``order``: the classes as ``class_order`` has them, those of older policies behind.

    Each client of the population is in exactly one cell.
    """

    order: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def population(self) -> int:
        """How many clients it is about."""
        return sum(cell.clients for cell in self.cells)

    def count(self, *movements: Movement) -> int:
        """How many clients move so."""
        return sum(cell.clients for cell in self.cells if self.movement(cell) in movements)

    @property
    def moved(self) -> int:
        """How many clients go up or down."""
        return self.count(Movement.UP, Movement.DOWN)

    def movement(self, cell: Cell) -> Movement:
        """What becomes of the clients of a cell."""
        return movement(self.order, cell.before, cell.after)

    def of(self, before: str, after: str) -> int:
        """How many clients go from ``before`` to ``after``."""
        return sum(cell.clients for cell in self.cells if (cell.before, cell.after) == (before, after))

    @property
    def befores(self) -> tuple[str, ...]:
        """The rows: classes in order, those who have none yet last."""
        used = {cell.before for cell in self.cells}
        return tuple(name for name in (*self.order, UNCLASSIFIED) if name in used or name in self.order)

    @property
    def afters(self) -> tuple[str, ...]:
        """The columns: classes in order, those without figures last."""
        used = {cell.after for cell in self.cells}
        return tuple(name for name in (*self.order, NO_FIGURES) if name in used or name in self.order)


def movement(order: Sequence[str], before: str, after: str) -> Movement:
    """What becomes of a client who goes from ``before`` to ``after``."""
    if after == NO_FIGURES:
        return Movement.NO_FIGURES
    if before == UNCLASSIFIED:
        return Movement.NEW
    if before == after:
        return Movement.SAME
    place = {name: number for number, name in enumerate(order)}
    last = len(order)
    return Movement.UP if place.get(after, last) < place.get(before, last) else Movement.DOWN


def matrix_of(bands: Sequence[AssetBand], counts: Mapping[tuple[str, str], int]) -> Matrix:
    """The matrix of these counts; classes that the bands do not know (of an older policy) come last."""
    order = class_order(bands)
    strange = sorted({name for cell in counts for name in cell} - {*order, UNCLASSIFIED, NO_FIGURES})
    whole = (*order, *strange)
    place = {name: number for number, name in enumerate((*whole, UNCLASSIFIED, NO_FIGURES))}
    cells = sorted(counts.items(), key=lambda cell: (place[cell[0][0]], place[cell[0][1]]))
    return Matrix(whole, tuple(Cell(before, after, number) for (before, after), number in cells if number))


@dataclass(frozen=True, slots=True)
class Latest:
    """The class in force as the batch needs it: figures as they are written."""

    sequence: int
    code: str
    assets: str
    turnover: str
    policy_version: str
    snapshot_id: str
    source: str
    batch_id: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """What a batch writes for one client after the decision ``sequence`` (0: the first)."""

    client_id: str
    sequence: int
    code: str
    assets: str
    turnover: str
    policy_version: str
    snapshot_id: str
    source: str


class Judge:
    """Decides one client after the other by one policy and one snapshot (CL-1, CL-3)."""

    def __init__(self, policy: TransferPolicy, snapshot_id: str) -> None:
        self._policy = policy
        self._snapshot = snapshot_id

    def decide(
        self, client_id: str, accounts: Iterable[tuple[Decimal, Decimal]], latest: Latest | None
    ) -> tuple[str, str, NewRow | None]:
        """The class before and after, and what is to be written: nothing when the class stands on just this already."""
        before = latest.code if latest else UNCLASSIFIED
        figures = figures_of(accounts)
        if figures is None:
            return before, NO_FIGURES, None
        code = self._policy.class_of(*figures)
        row = NewRow(
            client_id, latest.sequence if latest else 0, code, f"{figures[0]:f}", f"{figures[1]:f}",
            self._policy.version, self._snapshot, "snapshot",
        )  # fmt: skip
        return before, code, None if latest and _stands_on(latest, row) else row


def _stands_on(latest: Latest, row: NewRow) -> bool:
    kept = (latest.code, latest.assets, latest.turnover, latest.policy_version, latest.snapshot_id, latest.source)
    return kept == (row.code, row.assets, row.turnover, row.policy_version, row.snapshot_id, row.source)


def put_back(client_id: str, latest: Latest | None, former: Latest | None) -> tuple[str, str, NewRow | None]:
    """The class before and after when a batch is undone for a client; ``former``: what it had replaced, if anything.

    Who had no class before the batch keeps the one it gave: history is never shortened.
    """
    if latest is None:
        return UNCLASSIFIED, NO_FIGURES, None
    if former is None:
        return latest.code, latest.code, None
    row = NewRow(
        client_id, latest.sequence, former.code, former.assets, former.turnover, former.policy_version,
        former.snapshot_id, former.source,
    )  # fmt: skip
    return latest.code, former.code, row


@dataclass(frozen=True, slots=True)
class Plan:
    """A dry run. ``digest`` is of all that would be written; ``written``: how many decisions that is.

    ``undoes``: id of the batch that it leads back from, empty for one from a snapshot.
    """

    id: str
    kind: Kind
    snapshot_id: str
    taken_at: datetime
    policy_version: str
    undoes: str
    made_at: datetime
    made_by: str
    matrix: Matrix
    written: int
    population_digest: str
    digest: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A dry run that was applied; nothing of it is ever changed. ``sequence`` counts the branch's batches from 1.

    ``left``: decisions of it that are not written, for it was stopped; with ``plan_id`` it can be gone on with, without
    it the rest was given up. ``passed``: decisions left out, for somebody classified the client meanwhile.
    """

    id: str
    number: str
    sequence: int
    kind: Kind
    snapshot_id: str
    taken_at: datetime
    policy_version: str
    undoes: str
    at: datetime
    by: str
    matrix: Matrix
    written: int
    digest: str
    left: int = 0
    passed: int = 0
    plan_id: str = ""

    @property
    def done(self) -> int:
        """How many decisions of the dry run were gone through."""
        return self.written - self.left


class Order(StrEnum):
    """What a list of clients is sorted by."""

    ASSETS = "assets"
    NUMBER = "number"
    NAME = "name"
    BEFORE = "before"
    AFTER = "after"


PAGE = 100
"""Clients on one page of the list."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clients of a dry run or batch are listed, and how.

    Those who move so, or those of one cell (``before``, ``after``), whose name or number has ``text`` in it; pages are
    counted from 0.
    """

    movements: frozenset[Movement] = frozenset({Movement.NEW, Movement.UP, Movement.DOWN})
    before: str | None = None
    after: str | None = None
    text: str = ""
    order: Order = Order.ASSETS
    falling: bool = True
    page: int = 0


@dataclass(frozen=True, slots=True)
class Mover:
    """One client of the list. Assets in yuan; the former figures are None for who had no class."""

    client_id: str
    number: str
    name: str
    before: str
    after: str
    assets: Decimal
    turnover: Decimal
    former_assets: Decimal | None
    former_turnover: Decimal | None


@dataclass(frozen=True, slots=True)
class MoverPage:
    """One page of the list; ``total``: clients on all pages."""

    rows: tuple[Mover, ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE))
