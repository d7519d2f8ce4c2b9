"""A dry run from its beginning to its end: piece by piece, so that others can write in between (CL-3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from app.common.actor import Actor
from app.common.errors import Refused
from app.common.long_work import Progress
from app.policy.transfer import AssetBand, TransferPolicy
from app.reclassification import population, storage
from app.reclassification.applying import need_nobody_at_it
from app.reclassification.domain import Judge, Kind, Latest, NewRow, Plan, matrix_of, put_back
from app.reclassification.population import ContentDigest, Held, PopulationDigest
from app.storage.db import Database


class Decides(Protocol):
    """Decides a piece of clients: class before, class after, what is to be written."""

    def __call__(self, after: str, clients: tuple[Held, ...]) -> Iterable[tuple[str, str, NewRow | None]]:
        """``after``: the id that the piece begins behind."""
        ...


def by_snapshot(policy: TransferPolicy, snapshot_id: str) -> Decides:
    """By the figures of a snapshot."""
    judge = Judge(policy, snapshot_id)

    def decide(after: str, clients: tuple[Held, ...]) -> Iterable[tuple[str, str, NewRow | None]]:
        return [judge.decide(one.client_id, one.figures, one.latest) for one in clients]

    return decide


def back_from(db: Database, batch_id: str) -> Decides:
    """To what was in force before a batch, where its decision is still the newest."""

    def decide(after: str, clients: tuple[Held, ...]) -> Iterable[tuple[str, str, NewRow | None]]:
        with db.read() as conn:
            former = population.replaced_by(conn, batch_id, after, clients[-1].client_id) if clients else {}
        return [put_back(one.client_id, one.latest, _former(one.latest, former, one.client_id, batch_id))
                for one in clients]  # fmt: skip

    return decide


def _former(latest: Latest | None, former: dict[str, Latest], client_id: str, batch_id: str) -> Latest | None:
    return former.get(client_id) if latest is not None and latest.batch_id == batch_id else None


class Counting:
    """One dry run; ``plan``: its id and what it is about, the counts are still nought."""

    def __init__(self, db: Database, actor: Actor, plan: Plan, bands: tuple[AssetBand, ...], decide: Decides) -> None:
        self._db = db
        self._actor = actor
        self._plan = plan
        self._bands = bands
        self._decide = decide
        self._counts: Counter[tuple[str, str]] = Counter()
        self._people, self._content = PopulationDigest(), ContentDigest()
        self._written = self._seen = 0

    def run(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Plan | None:
        """Count everybody; None when it was cancelled. Refused: ``reclass.overtaken``, ``reclass.applying``."""
        with self._db.write(self._actor) as tx:
            need_nobody_at_it(tx)
            storage.begin(tx.conn, self._plan)
        sweep(self._db, self._actor)
        try:
            finished = self._count(progress, cancelled)
        except BaseException:
            # whatever stopped it, also a fault of this program or Ctrl+C
            self._give_up()
            raise
        if finished is None:
            self._give_up()
        return finished

    def _count(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Plan | None:
        with self._db.read() as conn:
            expected = population.count(conn)
        snapshot_id = self._plan.snapshot_id if self._plan.kind is Kind.SNAPSHOT else ""
        after = ""
        while True:
            if cancelled is not None and cancelled():
                return None
            with self._db.read() as conn:
                found = population.piece(conn, snapshot_id, after)
            self._take(after, found.clients)
            if progress is not None:
                progress(self._seen, max(expected, self._seen))
            if not found.last:
                return self._finish()
            after = found.last

    def _take(self, after: str, clients: tuple[Held, ...]) -> None:
        rows: list[NewRow] = []
        for before, code, row in self._decide(after, clients):
            self._counts[before, code] += 1
            if row is not None:
                rows.append(row)
        self._people.add(clients)
        self._content.add(rows)
        with self._db.write(self._actor) as tx:
            if not storage.add_rows(tx.conn, self._plan.id, self._written + 1, rows):
                raise Refused("reclass.overtaken")
        self._written += len(rows)
        self._seen += len(clients)

    def _finish(self) -> Plan:
        made = replace(
            self._plan, matrix=matrix_of(self._bands, self._counts), written=self._written,
            population_digest=self._people.hexdigest(), digest=self._content.hexdigest(),
        )  # fmt: skip
        with self._db.write(self._actor) as tx:
            if not storage.finish(tx.conn, made):
                raise Refused("reclass.overtaken")
        return made

    def _give_up(self) -> None:
        """Away with what was counted. When even that fails, it is swept at the next dry run."""
        try:
            with self._db.write(self._actor) as tx:
                storage.drop(tx.conn, self._plan.id)
        except Refused:
            return
        sweep(self._db, self._actor)


def sweep(db: Database, actor: Actor) -> None:
    """Delete what belongs to no dry run, some at a time so that others can write; what fails waits."""
    try:
        left = True
        while left:
            with db.write(actor) as tx:
                left = storage.sweep(tx.conn) > 0
    except Refused:
        return
