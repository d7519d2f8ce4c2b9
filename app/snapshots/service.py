"""Importing the trading system's snapshot: all of it or nothing; the last good one stays in force until then (TO-2)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.opening import known_moment, open_source
from app.gateways.snapshot.values import AccountState
from app.snapshots import storage
from app.snapshots.domain import SnapshotInfo
from app.snapshots.reading import Cancelled, Progress, SnapshotReading
from app.snapshots.report import ImportReport, Outcome
from app.storage.db import Database

CLOCKS_DIFFER = timedelta(minutes=10)
"""So far may the trading system's clock be ahead of ours. A moment in the future would lock out every later import."""


class SnapshotService:
    """Imports snapshots, and tells which is in force."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def info(self, actor: Actor) -> SnapshotInfo | None:
        """The snapshot in force, None without one. Needs TRANSFER_READ or SNAPSHOT_IMPORT. One read transaction."""
        if not actor.may(Right.TRANSFER_READ):
            actor.need(Right.SNAPSHOT_IMPORT)
        with self._db.read() as conn:
            return storage.current(conn)

    def check(
        self,
        actor: Actor,
        source: Path | str,
        mapping: SnapshotMapping,
        *,
        taken_at: datetime | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """A dry run: what ``import_from`` would say; nothing is written. Needs SNAPSHOT_IMPORT."""
        return self.import_from(
            actor, source, mapping, dry_run=True, taken_at=taken_at, progress=progress, cancelled=cancelled
        )

    def import_from(
        self,
        actor: Actor,
        source: Path | str,
        mapping: SnapshotMapping,
        *,
        dry_run: bool = False,
        taken_at: datetime | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Read ``source`` (a file, or a database's address) and put it in force when it is whole and without mistake.

        Rows are stored under an id of their own in one transaction a batch, and come into force in the last one, with
        one audit row; a mistake, a cancel or a crash leaves the snapshot in force as it was. ``taken_at``: aware, only
        where the mapping says that it is given. Mistakes in rows and a cancel are told in the report. Needs
        SNAPSHOT_IMPORT.

        Refused: what is wrong with the source as a whole (see ``open_source`` and ``known_moment``);
        ``snapshots.nothing`` (not one account), ``snapshots.older`` than the one in force, ``snapshots.future``,
        ``snapshots.no_moment``, ``snapshots.overtaken`` by another import.
        """
        actor.need(Right.SNAPSHOT_IMPORT)
        if taken_at is not None and taken_at.tzinfo is None:
            raise ValueError("naive moment given for a snapshot")
        opened = open_source(source, mapping)
        moment = known_moment(opened, mapping, given=taken_at, now=self._db.clock.now())
        reading = SnapshotReading(opened, mapping, moment)
        return _Import(self._db, actor, opened.name, reading, dry_run=dry_run).run(progress, cancelled)


def check_without_branch(
    source: Path | str,
    mapping: SnapshotMapping,
    *,
    now: datetime,
    taken_at: datetime | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """A dry run where there is no branch at hand: only the file and its mapping are looked at.

    Refused: as ``import_from``, but for what depends on the branch.
    """
    opened = open_source(source, mapping)
    reading = SnapshotReading(opened, mapping, known_moment(opened, mapping, given=taken_at, now=now))
    for _ in reading.batches(progress):
        refuse_future(reading.moment, now)
    if not reading.problems.count:
        refuse_unusable(reading)
    outcome = Outcome.MISTAKES if reading.problems.count else Outcome.CHECKED
    return ImportReport(
        source=opened.name, outcome=outcome, taken_at=reading.moment, rows=reading.rows, accounts=reading.accounts,
        skipped=reading.skipped, unknown=None, missing=None, before=0,
        problems=tuple(reading.problems.kept), problem_count=reading.problems.count,
    )  # fmt: skip


def refuse_future(moment: datetime | None, now: datetime) -> None:
    """Refused: ``snapshots.future`` for a moment that lies further ahead than clocks differ."""
    if moment is not None and moment > now + CLOCKS_DIFFER:
        raise Refused("snapshots.future")


def refuse_unusable(reading: SnapshotReading) -> None:
    """Refused: ``snapshots.nothing`` without an account, ``snapshots.no_moment`` when none is known at the end."""
    if not reading.accounts:
        raise Refused("snapshots.nothing", rows=reading.rows)
    if reading.moment is None:
        raise Refused("snapshots.no_moment")


class _Import:
    """One import from its beginning to its end."""

    def __init__(self, db: Database, actor: Actor, name: str, reading: SnapshotReading, *, dry_run: bool) -> None:
        self._db = db
        self._actor = actor
        self._name = name
        self._reading = reading
        self._dry_run = dry_run
        self._loading = ""
        self._double: IntegrityError | None = None
        self._registered = self._open = 0
        with db.read() as conn:
            self._before = storage.current(conn)

    def run(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> ImportReport:
        """Read to the end, and put in force what may be."""
        self._check_moment()
        try:
            outcome = self._read(progress, cancelled)
            if outcome is Outcome.IN_FORCE:
                self._put_in_force()
        except BaseException:
            # whatever stopped it, also a fault of this program or Ctrl+C
            self._give_up()
            raise
        if outcome is Outcome.IN_FORCE:
            self._sweep()
        else:
            self._give_up()
        return self._report(outcome)

    def _read(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Outcome:
        reading = self._reading
        try:
            with closing(reading.batches(progress, cancelled)) as batches:
                for batch in batches:
                    self._check_moment()
                    self._count(batch)
                    if not (self._dry_run or self._double or reading.problems.count):
                        self._store(batch)
        except Cancelled:
            return Outcome.CANCELLED
        if reading.problems.count:
            return Outcome.MISTAKES
        if self._double is not None:
            raise self._double
        refuse_unusable(reading)
        return Outcome.CHECKED if self._dry_run else Outcome.IN_FORCE

    def _check_moment(self) -> None:
        """As soon as it is known: a million rows need not be read to be refused."""
        moment = self._reading.moment
        refuse_future(moment, self._db.clock.now())
        if moment is not None:
            storage.refuse_older(self._before, moment)

    def _count(self, batch: list[AccountState]) -> None:
        with self._db.read() as conn:
            known, still_open = storage.registered(conn, [state.fund_account for state in batch])
        self._registered += known
        self._open += still_open

    def _store(self, batch: list[AccountState]) -> None:
        if not batch:
            return
        if not self._loading:
            self._begin()
        try:
            with self._db.write(self._actor) as tx:
                storage.add(tx.conn, self._loading, batch)
        except IntegrityError as double:
            # an account is in the file twice; the reading finds at its end which rows these are
            self._double = double

    def _begin(self) -> None:
        moment = self._reading.moment
        assert moment is not None  # noqa: S101 - a row without mistake has told it, or it was known before
        with self._db.write(self._actor) as tx:
            self._loading = storage.begin(
                tx.conn, taken_at=moment, at=tx.at, by=self._actor.staff_id, source=self._name[-200:]
            )
        self._sweep()

    def _put_in_force(self) -> None:
        with self._db.write(self._actor) as tx:
            storage.put_in_force(tx.conn, self._loading, self._reading.accounts)
            after = storage.current(tx.conn)
            before = None if self._before is None else _told(self._before)
            tx.audit("snapshots.imported", "snapshot", self._loading, before=before, after=after and _told(after))

    def _give_up(self) -> None:
        """Away with what was loaded. When even that fails, it is swept at the next import."""
        if not self._loading:
            return
        try:
            with self._db.write(self._actor) as tx:
                storage.abandon(tx.conn, self._loading)
        except Refused:
            return
        self._sweep()

    def _sweep(self) -> None:
        """Delete what is no longer in force, some at a time so that others can write; what fails waits."""
        try:
            left = True
            while left:
                with self._db.write(self._actor) as tx:
                    left = storage.sweep(tx.conn) > 0
        except Refused:
            return

    def _report(self, outcome: Outcome) -> ImportReport:
        reading = self._reading
        with self._db.read() as conn:
            ours = storage.open_accounts(conn)
        return ImportReport(
            source=self._name, outcome=outcome, taken_at=reading.moment, rows=reading.rows,
            accounts=reading.accounts, skipped=reading.skipped, unknown=reading.accounts - self._registered,
            missing=max(ours - self._open, 0), before=0 if self._before is None else self._before.rows,
            problems=tuple(reading.problems.kept), problem_count=reading.problems.count,
            snapshot_id=self._loading if outcome is Outcome.IN_FORCE else "",
        )  # fmt: skip


def _told(info: SnapshotInfo) -> dict[str, object]:
    return {"id": info.id, "taken_at": info.taken_at, "rows": info.rows, "source": info.source}
