"""Use cases of a reclassification: look, apply what was looked at, look back, go back (CL-3)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Progress, Watch
from app.common.values import new_id
from app.policy.transfer import TransferPolicy
from app.reclassification import movers, population, storage
from app.reclassification.applying import PREFIX, Applying
from app.reclassification.counting import Counting, Decides, back_from, by_snapshot, sweep
from app.reclassification.domain import Batch, Kind, Matrix, Movement, Mover, MoverPage, Order, Plan, Wanted
from app.reclassification.facts import ClassChangesFacts, ListedMover
from app.snapshots import storage as snapshots
from app.snapshots.domain import SnapshotInfo
from app.staff import storage as staff
from app.storage.db import Database

FORM = "class-changes"
MOST_PRINTED = 400
"""Movers on the printed table; the workbook has more."""
MOST_LISTED = 200_000
"""Movers in a workbook, which is made in memory."""
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
            if plan is not None and storage.applied(conn, plan.id) is not None:
                plan = None  # a part of it is a batch already
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
        """Apply the dry run ``plan_id`` as it was seen (``digest``), or go on with it: one batch (CL-3).

        In pieces, each with how far it is, so that others save in between; a batch that was stopped or killed says what
        is ``left`` and is gone on with by the same call. Who was classified meanwhile keeps that (``passed``).
        None when it was cancelled before anything was written. Needs RECLASSIFY. Audited: begin, stop, end.
        Refused: ``reclass.changed_since`` when the dry run, the snapshot, the policy, the clients, their accounts or
        their classes are no longer what was looked at; ``reclass.nothing_to_do``; ``reclass.applying`` by another.
        """
        actor.need(Right.RECLASSIFY)
        watch = Watch(progress or UNWATCHED.progress, cancelled or UNWATCHED.cancelled)
        batch = Applying(self._db, actor, self._policy, watch).run(plan_id, digest)
        if batch is not None and not batch.left:
            sweep(self._db, actor)
        return batch

    def pdf(self, actor: Actor, of: str) -> bytes:
        """《客户分类变动表》 as PDF, a long list cut short: not archived, its making is audited (SE-1).

        Needs REPORT_READ and CLIENT_READ. Refused: ``reclass.gone``.
        """
        facts = self._facts(actor, of, MOST_PRINTED)
        return self._handed_out(actor, facts, "pdf", self._press.press(FORM, facts).pdf)

    def xlsx(self, actor: Actor, of: str, *, watch: Watch = UNWATCHED) -> bytes:
        """The same as .xlsx with the list; who and when are on its first sheet (SE-1).

        Audited. Refused: as ``pdf``, ``work.cancelled``: nothing has left then.
        """
        from app.reclassification.book import workbook  # the library is loaded when it is needed

        watch.step(0, 0)
        facts = self._facts(actor, of, MOST_LISTED)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station, watch))

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
            written=found.written, left=found.left if isinstance(found, Batch) else 0,
            passed=found.passed if isinstance(found, Batch) else 0,
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


def _listed(one: Mover) -> ListedMover:
    return ListedMover(
        one.number, one.name, one.before, one.after, one.assets, one.turnover, one.former_assets, one.former_turnover
    )  # fmt: skip


def _may_look(actor: Actor) -> None:
    actor.need(Right.REPORT_READ)
    actor.need(Right.CLIENT_READ)
