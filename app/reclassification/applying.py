"""A dry run is applied piece by piece, so that others save in between; how far it is, is saved with each (CL-3).

Everything is compared with what was looked at before the first piece, and again before it is gone on with.
"""

from __future__ import annotations

import contextlib

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.numbers import dated_number
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.long_work import Watch
from app.common.values import new_id
from app.policy.transfer import TransferPolicy
from app.reclassification import population, storage
from app.reclassification.domain import Batch, Kind, Movement, Plan
from app.reclassification.storage import Applied
from app.snapshots import storage as snapshots
from app.storage.db import Database, Writing

PREFIX = "FB"
"""What a batch's number begins with."""
AT_ONCE = 2_000
"""Decisions in one transaction: a tenth of a second of the embedded database's only writer."""
_TRIES = 3


class Applying:
    """One run at it, from its beginning or from where it was stopped."""

    def __init__(self, db: Database, actor: Actor, policy: TransferPolicy, watch: Watch) -> None:
        self._db = db
        self._actor = actor
        self._policy = policy
        self._watch = watch
        self._owner = new_id()

    def run(self, plan_id: str, digest: str) -> Batch | None:
        """Apply, or go on with, the dry run; as :meth:`ReclassificationService.apply`."""
        try:
            plan = self._looked_at(plan_id, digest)
        except Refused as refused:
            if refused.code == "work.cancelled":
                return None
            raise
        try:
            batch_id = self._taken(plan)
        except IntegrityError as race:
            raise Refused("reclass.changed_since") from race
        try:
            self._pieces(plan, batch_id)
        finally:
            self._let_go(plan)
        with self._db.read() as conn:
            return storage.batch_of(conn, self._policy.bands, batch_id)

    # everything is as it was when it was looked at

    def _looked_at(self, plan_id: str, digest: str) -> Plan:
        with self._db.read() as conn:
            plan = storage.ready_plan(conn, self._policy.bands)
            if plan is None or (plan.id, plan.digest) != (plan_id, digest):
                raise Refused("reclass.changed_since")
            if not plan.written:
                raise Refused("reclass.nothing_to_do")
            begun = storage.applied(conn, plan.id)
            if not self._still(conn, plan, begun):
                raise Refused("reclass.changed_since")
            own = begun.batch_id if begun is not None else ""
            if population.population_digest(conn, self._watch, own) != plan.population_digest:
                raise Refused("reclass.changed_since")
            if population.content_digest(conn, plan.id, self._watch) != plan.digest:
                raise Refused("reclass.changed_since")
            return plan

    def _still(self, conn: sa.Connection, plan: Plan, begun: Applied | None) -> bool:
        if plan.kind is Kind.BACK:
            newest = [one.id for one in storage.batches(conn, self._policy.bands, 2)]
            own = [begun.batch_id] if begun is not None else []
            return newest[: len(own) + 1] == [*own, plan.undoes]
        info = snapshots.current(conn)
        return info is not None and (info.id, self._policy.version) == (plan.snapshot_id, plan.policy_version)

    def _taken(self, plan: Plan) -> str:
        """The id of the batch that is to be written. Refused: ``reclass.applying``, ``reclass.changed_since``."""
        with self._db.write(self._actor) as tx:
            now = storage.ready_plan(tx.conn, self._policy.bands, lock=True)
            begun = storage.applied(tx.conn, plan.id, lock=True)
            if now != plan or not self._still(tx.conn, plan, begun):
                raise Refused("reclass.changed_since")
            if begun is None:
                return self._begun(tx, plan)
            if begun.busy(tx.at):
                raise Refused("reclass.applying")
            storage.went_on(tx.conn, begun.batch_id, begun.place, begun.passed, self._owner, tx.at)
            return begun.batch_id

    def _begun(self, tx: Writing, plan: Plan) -> str:
        number = dated_number(tx.conn, PREFIX, branch_day(tx.at))
        batch = storage.add_batch(tx.conn, plan, number=number, at=tx.at, by=self._actor.staff_id)
        storage.begin_applying(tx.conn, plan, batch, self._owner)
        tx.audit("reclass.begun", "class-batch", number, after={"written": plan.written, "sha256": plan.digest})
        return batch.id

    # the pieces

    def _pieces(self, plan: Plan, batch_id: str) -> None:
        while not self._watch.cancelled():
            place = self._piece(plan, batch_id)
            self._watch.progress(place, plan.written)
            if place == plan.written:
                return

    def _piece(self, plan: Plan, batch_id: str) -> int:
        for tried in range(1, _TRIES + 1):
            try:
                with self._db.write(self._actor) as tx:
                    return self._written(tx, plan, batch_id)
            except IntegrityError as race:  # somebody was classified at a counter at this very moment
                if tried == _TRIES:
                    raise Refused("reclass.changed_since") from race
        raise AssertionError

    def _written(self, tx: Writing, plan: Plan, batch_id: str) -> int:
        begun = storage.applied(tx.conn, plan.id, lock=True)
        there = storage.ready_plan(tx.conn, self._policy.bands)
        if begun is None or begun.owner != self._owner or there is None or there.id != plan.id:
            raise Refused("reclass.applying")  # this computer stood still so long that another has gone on
        last = min(begun.place + AT_ONCE, plan.written)
        done = storage.write_classes(
            tx.conn, plan.id, batch_id, begun.place + 1, last, at=tx.at, by=self._actor.staff_id
        )
        passed = begun.passed + last - begun.place - done
        whole = last == plan.written
        storage.went_on(tx.conn, batch_id, last, passed, "" if whole else self._owner, tx.at)
        if whole:
            storage.drop(tx.conn, plan.id)
            batch = storage.batch_of(tx.conn, self._policy.bands, batch_id)
            tx.audit("reclass.applied", "class-batch", batch.number, after=_told(batch))
        return last

    def _let_go(self, plan: Plan) -> None:
        """Another may go on at once. When even that fails, after a minute."""
        with contextlib.suppress(Refused), self._db.write(self._actor) as tx:
            begun = storage.applied(tx.conn, plan.id, lock=True)
            if begun is None or begun.owner != self._owner:
                return
            storage.went_on(tx.conn, begun.batch_id, begun.place, begun.passed, "", tx.at)
            told = {"written": begun.place, "of": plan.written, "passed": begun.passed}
            batch = storage.batch_of(tx.conn, self._policy.bands, begun.batch_id)
            tx.audit("reclass.stopped", "class-batch", batch.number, after=told)


def need_nobody_at_it(tx: Writing) -> None:
    """A new dry run may begin; the rest of a batch that was stopped is given up, audited: it is counted anew.

    Refused: ``reclass.applying``.
    """
    found = storage.half_applied(tx.conn)
    if found is None:
        return
    number, begun = found
    if begun.busy(tx.at):
        raise Refused("reclass.applying")
    tx.audit("reclass.given_up", "class-batch", number, after={"written": begun.place, "passed": begun.passed})


def _told(batch: Batch) -> dict[str, object]:
    matrix = batch.matrix
    return {
        "kind": batch.kind.value, "snapshot": batch.snapshot_id, "taken_at": batch.taken_at,
        "policy": batch.policy_version, "undoes": batch.undoes, "clients": matrix.population,
        "written": batch.written, "passed": batch.passed, "new": matrix.count(Movement.NEW),
        "up": matrix.count(Movement.UP), "down": matrix.count(Movement.DOWN), "same": matrix.count(Movement.SAME),
        "no_figures": matrix.count(Movement.NO_FIGURES), "sha256": batch.digest,
    }  # fmt: skip
