"""Use cases of a reclassification: look, apply what was looked at, look back, go back (CL-3)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.clients.numbers import dated_number
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.policy.transfer import TransferPolicy
from app.reclassification import movers, population, storage
from app.reclassification.counting import Counting, Decides, Progress, back_from, by_snapshot, sweep
from app.reclassification.domain import Batch, Kind, Matrix, Movement, Mover, MoverPage, Order, Plan, Wanted
from app.reclassification.facts import ClassChangesFacts, ListedMover
from app.snapshots import storage as snapshots
from app.snapshots.domain import SnapshotInfo
from app.staff import storage as staff
from app.storage.db import Database, Writing

FORM = "class-changes"
PREFIX = "FB"
"""What a batch's number begins with."""
MOST_PRINTED = 400
"""Movers on the printed table; the workbook has more."""
MOST_LISTED = 200_000
"""Movers in a workbook, which is made in memory."""
_AT_ONCE = 50_000
_MOVES = Wanted(frozenset({Movement.UP, Movement.DOWN, Movement.NEW}), order=Order.ASSETS)


@dataclass(frozen=True, slots=True)
class Status:
    """How the branch's classes stand.

    ``clients``: with an open fund account; ``plan``: the dry run that can be looked at; ``batches``: those applied, the
    newest first; ``names``: of staff by id.
    """

    snapshot: SnapshotInfo | None
    policy_version: str
    clients: int
    plan: Plan | None
    batches: tuple[Batch, ...]
    names: dict[str, str]


class ReclassificationService:
    """Reading needs REPORT_READ and CLIENT_READ, applying RECLASSIFY; what leaves the program is audited."""

    def __init__(self, db: Database, press: Press, policy: TransferPolicy, clock: Clock, branch: BranchFacts) -> None:
        self._db = db
        self._press = press
        self._policy = policy
        self._clock = clock
        self._branch = branch

    def status(self, actor: Actor) -> Status:
        """How the branch's classes stand. Needs REPORT_READ and CLIENT_READ. One read transaction."""
        _may_look(actor)
        with self._db.read() as conn:
            found = storage.batches(conn, self._policy.bands)
            plan = storage.ready_plan(conn, self._policy.bands)
            ids = {*(batch.by for batch in found), *((plan.made_by,) if plan else ())}
            members = {staff_id: staff.by_id(conn, staff_id) for staff_id in sorted(ids)}
            names = {staff_id: member.name for staff_id, member in members.items() if member is not None}
            return Status(
                snapshots.current(conn), self._policy.version, population.count(conn), plan, found, names
            )  # fmt: skip

    def dry_run(
        self, actor: Actor, *, back: bool = False, progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Plan | None:  # fmt: skip
        """Count who moves where by the snapshot in force, or, with ``back``, by undoing the newest batch (CL-3).

        No client's class changes. None when it was cancelled; a new dry run takes the place of the one before. Needs
        REPORT_READ and CLIENT_READ. Many small transactions; memory does not grow with the clients.
        Refused: ``reclass.no_snapshot``, ``reclass.nothing_to_undo``, ``reclass.overtaken`` by another dry run.
        """
        _may_look(actor)
        plan, decide = self._back(actor) if back else self._ahead(actor)
        return Counting(self._db, actor, plan, self._policy.bands, decide).run(progress, cancelled)

    def _ahead(self, actor: Actor) -> tuple[Plan, Decides]:
        with self._db.read() as conn:
            info = snapshots.current(conn)
        if info is None:
            raise Refused("reclass.no_snapshot")
        plan = self._plan(actor, Kind.SNAPSHOT, info.id, self._policy.version, info.taken_at, "")
        return plan, by_snapshot(self._policy, info.id)

    def _back(self, actor: Actor) -> tuple[Plan, Decides]:
        with self._db.read() as conn:
            newest = next(iter(storage.batches(conn, self._policy.bands, 1)), None)
        if newest is None:
            raise Refused("reclass.nothing_to_undo")
        plan = self._plan(actor, Kind.BACK, newest.snapshot_id, newest.policy_version, newest.taken_at, newest.id)
        return plan, back_from(self._db, newest.id)

    def _plan(self, actor: Actor, kind: Kind, snapshot: str, version: str, taken_at: datetime, undoes: str) -> Plan:
        return Plan(
            id=new_id(), kind=kind, snapshot_id=snapshot, taken_at=taken_at, policy_version=version,
            undoes=undoes, made_at=self._clock.now(), made_by=actor.staff_id, matrix=Matrix((), ()), written=0,
            population_digest="", digest="",
        )  # fmt: skip

    def movers(self, actor: Actor, of: str, wanted: Wanted) -> MoverPage:
        """One page of the clients of the dry run or batch with the id ``of``. Needs REPORT_READ and CLIENT_READ.

        Refused: ``reclass.gone`` when there is no such one any more. One read transaction.
        """
        _may_look(actor)
        with self._db.read() as conn:
            return self._movers(conn, self._found(conn, of), wanted)

    def apply(
        self, actor: Actor, plan_id: str, digest: str, *, progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Batch | None:  # fmt: skip
        """Apply the dry run ``plan_id`` as it was seen (``digest``): one transaction, one batch, one audit row (CL-3).

        None when it was cancelled, and then nothing has changed. Needs RECLASSIFY.
        Refused: ``reclass.changed_since`` when the dry run, the snapshot, the policy, the clients, their accounts or
        their classes are no longer what was looked at; ``reclass.nothing_to_do``.
        """
        actor.need(Right.RECLASSIFY)
        try:
            with self._db.write(actor) as tx:
                plan = self._seen(tx.conn, plan_id, digest)
                number = dated_number(tx.conn, PREFIX, branch_day(tx.at))
                batch = storage.add_batch(tx.conn, plan, number=number, at=tx.at, by=actor.staff_id)
                self._write(tx, plan, batch, progress, cancelled)
                storage.drop(tx.conn, plan.id)
                tx.audit("reclass.applied", "class-batch", number, after=_told(batch))
        except _Cancelled:
            return None
        except IntegrityError as race:
            raise Refused("reclass.changed_since") from race
        sweep(self._db, actor)
        return batch

    def _seen(self, conn: sa.Connection, plan_id: str, digest: str) -> Plan:
        """The dry run, if everything is as it was when it was made."""
        plan = storage.ready_plan(conn, self._policy.bands, lock=True)
        if plan is None or (plan.id, plan.digest) != (plan_id, digest):
            raise Refused("reclass.changed_since")
        if not plan.written:
            raise Refused("reclass.nothing_to_do")
        if not self._still(conn, plan):
            raise Refused("reclass.changed_since")
        if population.population_digest(conn) != plan.population_digest:
            raise Refused("reclass.changed_since")
        if population.content_digest(conn, plan.id) != plan.digest:
            raise Refused("reclass.changed_since")
        return plan

    def _still(self, conn: sa.Connection, plan: Plan) -> bool:
        if plan.kind is Kind.BACK:
            newest = next(iter(storage.batches(conn, self._policy.bands, 1)), None)
            return newest is not None and newest.id == plan.undoes
        info = snapshots.current(conn)
        return info is not None and (info.id, self._policy.version) == (plan.snapshot_id, plan.policy_version)

    @staticmethod
    def _write(
        tx: Writing, plan: Plan, batch: Batch, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        done = 0
        for first in range(1, plan.written + 1, _AT_ONCE):
            if cancelled is not None and cancelled():
                raise _Cancelled
            done += storage.write_classes(tx.conn, plan.id, batch, first, first + _AT_ONCE - 1)
            if progress is not None:
                progress(done, plan.written)
        if done != plan.written:
            raise Refused("reclass.changed_since")

    def pdf(self, actor: Actor, of: str) -> bytes:
        """《客户分类变动表》 as PDF, a long list cut short: not archived, its making is audited (SE-1).

        Needs REPORT_READ and CLIENT_READ. Refused: ``reclass.gone``.
        """
        facts = self._facts(actor, of, MOST_PRINTED)
        return self._handed_out(actor, facts, "pdf", self._press.press(FORM, facts).pdf)

    def xlsx(self, actor: Actor, of: str) -> bytes:
        """The same as .xlsx with the list; who and when are on its first sheet (SE-1). Audited. Refused: as ``pdf``."""
        from app.reclassification.book import workbook  # the library is loaded when it is needed

        facts = self._facts(actor, of, MOST_LISTED)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station))

    def _facts(self, actor: Actor, of: str, most: int) -> ClassChangesFacts:
        _may_look(actor)
        now = self._clock.now()
        with self._db.read() as conn:
            found = self._found(conn, of)
            listed = self._movers(conn, found, _MOVES, most)
            by = staff.by_id(conn, found.by) if isinstance(found, Batch) else None
            undone = {batch.id: batch.number for batch in storage.batches(conn, self._policy.bands, 1000)}
        applied = isinstance(found, Batch)
        number = found.number if isinstance(found, Batch) else f"{PREFIX}-{found.digest[:12].upper()}"
        head = Head(
            number=number, case_number="", made_on=branch_day(now), branch=self._branch, teller_name=actor.name,
            teller_number=actor.staff_number,
        )  # fmt: skip
        return ClassChangesFacts(
            head=head, batch=number if applied else "", back=undone.get(found.undoes, ""),
            taken_at=found.taken_at, policy_version=found.policy_version,
            applied_at=found.at if isinstance(found, Batch) else None,
            applied_by=f"{by.name}（工号{by.number}）" if by else "", made_at=now,
            made_by=f"{actor.name}（工号{actor.staff_number}）", digest=found.digest, matrix=found.matrix,
            movers=tuple(_listed(one) for one in listed.rows), cut=listed.total - len(listed.rows),
        )  # fmt: skip

    def _found(self, conn: sa.Connection, of: str) -> Plan | Batch:
        plan = storage.ready_plan(conn, self._policy.bands)
        if plan is not None and plan.id == of:
            return plan
        for batch in storage.batches(conn, self._policy.bands, 1000):
            if of in (batch.id, batch.number):
                return batch
        raise Refused("reclass.gone")

    @staticmethod
    def _movers(conn: sa.Connection, of: Plan | Batch, wanted: Wanted, limit: int | None = None) -> MoverPage:
        more = {} if limit is None else {"limit": limit}
        if isinstance(of, Plan):
            return movers.of_plan(conn, of.id, of.matrix, wanted, **more)
        return movers.of_batch(conn, of.id, of.matrix, wanted, **more)

    def _handed_out(self, actor: Actor, facts: ClassChangesFacts, kind: str, content: bytes) -> bytes:
        told = {
            "form": FORM, "kind": kind, "dry_run": not facts.batch, "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        with self._db.write(actor) as tx:
            tx.audit("reports.exported", "report", facts.head.number, after=told)
        return content


class _Cancelled(Exception):
    """Whoever started it wants it stopped; the transaction is rolled back."""


def _listed(one: Mover) -> ListedMover:
    return ListedMover(
        one.number, one.name, one.before, one.after, one.assets, one.turnover, one.former_assets, one.former_turnover
    )  # fmt: skip


def _may_look(actor: Actor) -> None:
    actor.need(Right.REPORT_READ)
    actor.need(Right.CLIENT_READ)


def _told(batch: Batch) -> dict[str, object]:
    matrix = batch.matrix
    return {
        "kind": batch.kind.value, "snapshot": batch.snapshot_id, "taken_at": batch.taken_at,
        "policy": batch.policy_version, "undoes": batch.undoes, "clients": matrix.population,
        "written": batch.written, "new": matrix.count(Movement.NEW), "up": matrix.count(Movement.UP),
        "down": matrix.count(Movement.DOWN), "same": matrix.count(Movement.SAME),
        "no_figures": matrix.count(Movement.NO_FIGURES), "sha256": batch.digest,
    }  # fmt: skip
