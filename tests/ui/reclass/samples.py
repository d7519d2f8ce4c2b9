"""A branch of some eighteen hundred clients for the pages of classes and marks, without a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.common.errors import Refused
from app.marks.domain import ClientMarks, Mark, MarkKind, OwnClient, Told, label_of, tier_of
from app.marks.service import Choices
from app.policy.loader import load_policy
from app.reclassification.domain import (
    Batch,
    Kind,
    Matrix,
    Movement,
    Mover,
    MoverPage,
    Plan,
    Wanted,
    class_order,
    matrix_of,
)
from app.reclassification.service import Status
from app.snapshots.domain import SnapshotInfo

POLICY = load_policy()
ORDER = class_order(POLICY.transfer.bands)
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
INFO = SnapshotInfo("s" * 32, NOW - timedelta(hours=6), NOW - timedelta(hours=5), 1830, "zhanghu-20261122.csv")
STAYING = (9, 14, 61, 88, 122, 240, 190, 301, 210, 266, 178)
MOVING = {
    ("A", "A+"): 3, ("B", "B+"): 1, ("B", "A"): 12, ("C", "A"): 7, ("D", "B"): 9, ("D", "C"): 18, ("D-", "D"): 21,
    ("F", "D-"): 14, ("G", "F"): 26, ("A+", "A"): 2, ("A", "C"): 11, ("B", "D"): 16, ("C", "D"): 8, ("D", "D-"): 31,
    ("C-", "E"): 6, ("E", "G"): 9, ("", "F"): 8, ("", "D-"): 3, ("G", "-"): 5, ("", "-"): 2,
}  # fmt: skip


def matrix() -> Matrix:
    """Most stay, some move."""
    return matrix_of(
        POLICY.transfer.bands, MOVING | {(code, code): count for code, count in zip(ORDER, STAYING, strict=True)}
    )  # fmt: skip


def plan() -> Plan:
    """A dry run."""
    return Plan(
        id="p1", kind=Kind.SNAPSHOT, snapshot_id=INFO.id, taken_at=INFO.taken_at, policy_version="TO-2026.11",
        undoes="", made_at=NOW, made_by="g", matrix=matrix(), written=1884, population_digest="", digest="7c" * 32,
    )  # fmt: skip


def batch(number: int = 1, kind: Kind = Kind.SNAPSHOT) -> Batch:
    """An applied one."""
    return Batch(
        id=f"b{number}", number=f"FB2026112200000{number}", sequence=number, kind=kind, snapshot_id=INFO.id,
        taken_at=INFO.taken_at, policy_version="TO-2026.11", undoes="" if kind is Kind.SNAPSHOT else "b1",
        at=NOW - timedelta(days=90), by="g", matrix=matrix(), written=1884, digest="7c" * 32,
    )  # fmt: skip


def mover(place: int, before: str, after: str) -> Mover:
    """One client of the list."""
    former = None if not before else Decimal(80000 + place * 31234)
    return Mover(
        f"c{place}", f"20240{place:05d}", f"示例客户{place}", before, after, Decimal(6_400_000 - place * 52_345),
        Decimal("3.2") - Decimal(place % 5) / 2, former, None if former is None else Decimal("1.75"),
    )  # fmt: skip


class ReclassSample:
    """Keeps what it was asked; ``problem`` is raised instead of an answer."""

    def __init__(self) -> None:
        self.plan: Plan | None = plan()
        self.batches: tuple[Batch, ...] = (batch(),)
        self.info: SnapshotInfo | None = INFO
        self.asked: list[object] = []
        self.problem: Exception | None = None
        self.cancel = False
        self.half = 0
        """So many decisions are applied when it is stopped; 0: it is not stopped."""

    def status(self) -> Status:
        return Status(self.info, "TO-2026.11", 1875, self.plan, self.batches, {"g": "陈国栋"})

    def dry_run(self, back: bool, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Plan | None:
        self.asked.append(("dry_run", back))
        if self.problem is not None:
            raise self.problem
        progress(1000, 1875)
        if self.cancel:
            return None
        self.plan = replace(plan(), id="p2", kind=Kind.BACK if back else Kind.SNAPSHOT, undoes="b1" if back else "")
        return self.plan

    def movers(self, of: str, wanted: Wanted) -> MoverPage:
        self.asked.append((of, wanted))
        found = matrix()
        cells = [cell for cell in found.cells if found.movement(cell) in wanted.movements]
        rows = tuple(mover(n, cells[n % len(cells)].before, cells[n % len(cells)].after) for n in range(100))
        return MoverPage(rows, wanted.page, found.moved + found.count(Movement.NEW))

    def apply(
        self, plan_id: str, digest: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Batch | None:
        self.asked.append(("apply", plan_id, digest))
        if self.problem is not None:
            raise self.problem
        if self.cancel:
            return None
        made = batch(2)
        if self.half:
            made = replace(made, left=made.written - self.half, plan_id=plan_id)
        self.plan, self.batches = None, (made, *(one for one in self.batches if one.id != made.id))
        return self.batches[0]

    def save(
        self, of: str, kind: str, path: str, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> None:
        self.asked.append(("save", of, kind, path))


class MarkSample:
    """Two clients of one's own."""

    def __init__(self, *, may_set: bool = True, fund: bool = True) -> None:
        self.may_set = may_set
        self.tiers = POLICY.fund_tiers if fund else ()
        self.told: dict[str, list[Told]] = {"c1": [], "c2": []}
        self.asked: list[object] = []
        self.problem: Exception | None = None
        self._add("c1", MarkKind.HABIT, "swing", None, "持股一般两个月左右")
        self._add("c1", MarkKind.VALUE, "rising", None, "")
        if fund:
            self._add("c1", MarkKind.FUND, "high", Decimal("3200000.00"), "认购确认单")

    def _add(self, client_id: str, kind: MarkKind, code: str, amount: Decimal | None, reason: str) -> None:
        sequence = sum(told.mark.kind is kind for told in self.told[client_id]) + 1
        mark = Mark(client_id, kind, sequence, code, amount, "BR-2026.11", reason, NOW, "m")
        self.told[client_id].insert(0, Told(mark, label_of(mark, self.tiers) if code else "", "林子涵"))

    def of_client(self, client_id: str) -> ClientMarks:
        newest: dict[MarkKind, Told] = {}
        for told in self.told[client_id]:
            newest.setdefault(told.mark.kind, told)
        return ClientMarks(
            client_id, tuple(newest.values()), self.may_set, self.tiers, "B" if client_id == "c1" else ""
        )

    def history(self, client_id: str) -> Sequence[Told]:
        return tuple(self.told[client_id])

    def own_clients(self) -> Sequence[OwnClient]:
        return (
            OwnClient("c1", "2024000007", "张丽华", self.of_client("c1")),
            OwnClient("c2", "2025000012", "欧阳文静", self.of_client("c2")),
        )

    def set_marks(self, client_id: str, choices: Choices, reason: str) -> ClientMarks:
        self.asked.append((client_id, dict(choices), reason))
        if self.problem is not None:
            raise self.problem
        before = self.of_client(client_id)
        for kind, choice in choices.items():
            amount = choice if isinstance(choice, Decimal) else None
            code = tier_of(self.tiers, amount).code if amount is not None else str(choice or "")
            old = before.of(kind)
            if code != (old.mark.code if old else ""):
                self._add(client_id, kind, code, amount, reason)
        if self.of_client(client_id) == before:
            raise Refused("marks.same")
        return self.of_client(client_id)
