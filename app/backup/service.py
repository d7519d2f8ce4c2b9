"""Backups of an open branch, by hand or by the schedule; a restored state acknowledged (SE-1, SE-2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.audit import storage as audit
from app.audit.heads import export_heads, heads_file
from app.backup import making, storage
from app.backup.domain import Keep, done_since, last_due
from app.backup.making import Made, Progress, Stop
from app.backup.storage import Run
from app.branch.opened import PENDING_FILE, OpenBranch
from app.common.actor import Actor, Right
from app.common.clock import BRANCH_ZONE, Clock
from app.common.errors import Refused
from app.common.values import clean_text, new_id, plain
from app.policy.backup import BackupPolicy
from app.storage.keys import write_recovery

TURN = timedelta(hours=1)
"""So long a station that fell silent keeps others from making a backup; one at work asks for more in time."""
AFTER_FAILURE = timedelta(minutes=15)
"""So long after a failure the schedule does not try again."""


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands with backups. ``overdue``: the last good one is older than the policy allows, or there is none.

    ``failed``: the last attempt when no good one followed it. ``scheduled``: whether the program makes them itself.
    """

    scheduled: bool
    good: Run | None
    failed: Run | None
    overdue: bool


class BackupService:
    """The backups of one open branch. Each write is a transaction of its own: a backup itself takes minutes."""

    def __init__(self, branch: OpenBranch, policy: BackupPolicy, clock: Clock) -> None:
        self._branch = branch
        self._db = branch.db
        self._clock = clock
        self.policy = policy

    @property
    def keep(self) -> Keep:
        """How many stay, as the policy says."""
        return Keep(self.policy.daily, self.policy.weekly, self.policy.monthly)

    def status(self, actor: Actor) -> Status:
        """How it stands. Refused: ``auth.denied`` without BACKUP."""
        actor.need(Right.BACKUP)
        with self._db.read() as conn:
            return self._status(conn)

    def _status(self, conn: sa.Connection) -> Status:
        good, failed = storage.last(conn, good=True), storage.last(conn, good=False)
        if good is not None and failed is not None and failed.ended_at < good.ended_at:
            failed = None
        oldest = self._clock.now() - timedelta(hours=self.policy.oldest_hours)
        return Status(self.policy.scheduled, good, failed, good is None or good.started_at < oldest)

    def runs(self, actor: Actor, limit: int = 50) -> tuple[Run, ...]:
        """The latest attempts, the latest first. Refused: ``auth.denied`` without BACKUP."""
        actor.need(Right.BACKUP)
        with self._db.read() as conn:
            return storage.recent(conn, max(1, min(limit, 500)))

    def due(self, actor: Actor) -> bool:
        """Whether the schedule wants a backup now. Refused: ``auth.denied`` without BACKUP."""
        actor.need(Right.BACKUP)
        if not self.policy.scheduled:
            return False
        with self._db.read() as conn:
            return self._due(conn)

    def _due(self, conn: sa.Connection) -> bool:
        now, status = self._clock.now(), self._status(conn)
        if status.failed is not None and now - status.failed.ended_at < AFTER_FAILURE:
            return False
        moments = [last_due(self.policy.times, now.astimezone(BRANCH_ZONE))]
        if self.policy.after_day_end:
            moments.append(storage.last_closing(conn))
        wanted = [moment for moment in moments if moment is not None]
        return bool(wanted) and (status.good is None or status.good.started_at < max(wanted))

    def make_due(self, actor: Actor, progress: Progress, stop: Stop) -> Made | None:
        """Make the backup that the schedule wants; None without a folder, or when another station has its turn.

        Refused: as :meth:`make`.
        """
        actor.need(Right.BACKUP)
        if not self.policy.folder or not self._take_turn(actor, scheduled=True):
            return None
        return self._make(actor, Path(self.policy.folder), self.keep, progress, stop)

    def make(
        self, actor: Actor, folder: Path | None = None, keep: Keep | None = None,
        progress: Progress = lambda *_: None, stop: Stop = lambda: False,
    ) -> Made:  # fmt: skip
        """Make a backup in ``folder``, else in the policy's; checked when the call returns. Audited, failures too.

        Refused: ``auth.denied`` without BACKUP, ``backup.folder_unset``, ``backup.busy`` (another station makes one),
        and what :func:`app.backup.making.make` says.
        """
        actor.need(Right.BACKUP)
        if folder is None and not self.policy.folder:
            raise Refused("backup.folder_unset", field="folder")
        if not self._take_turn(actor, scheduled=False):
            raise Refused("backup.busy")
        return self._make(actor, folder or Path(self.policy.folder), keep or self.keep, progress, stop)

    def _take_turn(self, actor: Actor, *, scheduled: bool) -> bool:
        with self._db.write(actor) as tx:
            taken = storage.take_turn(tx.conn, storage.MAKING, actor.station, tx.at, TURN)
            # asked again with the turn in hand: another station may have made one a moment ago
            return taken and (not scheduled or self._due(tx.conn))

    def _make(self, actor: Actor, folder: Path, keep: Keep, progress: Progress, stop: Stop) -> Made:
        began = self._clock.now()
        try:
            made = making.make(
                self._branch, folder, keep, made_by=actor.staff_id, at=began,
                progress=self._holding(actor, progress), stop=stop,
            )  # fmt: skip
        except Refused as refused:
            self._note(actor, _run(actor, began, self._clock.now(), code=refused.code))
            raise
        except BaseException:
            self._note(actor, _run(actor, began, self._clock.now(), code="backup.stopped"))
            raise
        code = "backup.chain_broken" if made.manifest.problems else ""
        self._note(actor, _run(actor, began, self._clock.now(), made=made, code=code), made)
        if self.policy.heads_folder:
            self._export(Path(self.policy.heads_folder))
        if code:
            raise Refused(code, backup=made.manifest.name)
        return made

    def _holding(self, actor: Actor, progress: Progress) -> Progress:
        """Tell of progress, and ask for a longer turn in time."""
        until = self._clock.now() + TURN / 2

        def tell(part: str, done: int, total: int) -> None:
            nonlocal until
            progress(part, done, total)
            if self._clock.now() >= until:
                with self._db.write(actor) as tx:
                    storage.take_turn(tx.conn, storage.MAKING, actor.station, tx.at, TURN)
                until = self._clock.now() + TURN / 2

        return tell

    def _note(self, actor: Actor, run: Run, made: Made | None = None) -> None:
        with self._db.write(actor) as tx:
            storage.add(tx.conn, run)
            storage.end_turn(tx.conn, storage.MAKING, actor.station, tx.at)
            if made is None:
                tx.audit("backup.failed", "backup", run.id, after={"code": run.code})
                return
            told: dict[str, Any] = {
                "documents": run.documents, "missing": run.missing, "problems": len(made.manifest.problems),
                "manifest": made.manifest.mac, "thinned": list(made.thinned),
            }  # fmt: skip
            tx.audit("backup.made", "backup", made.manifest.name, after=told)

    # heads

    def heads_due(self, actor: Actor) -> bool:
        """Whether the heads are to be carried off now. Refused: ``auth.denied`` without BACKUP."""
        actor.need(Right.BACKUP)
        if not self.policy.heads_folder:
            return False
        with self._db.read() as conn:
            until = storage.turn_until(conn, storage.HEADS)
        return until is None or until <= self._clock.now()

    def carry_heads(self, actor: Actor) -> bool:
        """Carry the heads of all chains to the policy's folder; False when another station has just done it.

        Refused: ``auth.denied`` without BACKUP, ``backup.no_heads_folder``, ``backup.heads_failed``.
        """
        actor.need(Right.BACKUP)
        if not self.heads_due(actor):
            return False
        with self._db.write(actor) as tx:
            length = timedelta(minutes=self.policy.heads_minutes)
            if not storage.take_turn(tx.conn, storage.HEADS, actor.station, tx.at, length):
                return False
        self._export(Path(self.policy.heads_folder))
        return True

    def _export(self, folder: Path) -> None:
        branch_id = self._branch.settings.branch_id
        with self._db.read() as conn:
            heads = audit.heads(conn)
        key = self._branch.keys.purpose("heads")
        export_heads(heads_file(folder, branch_id), key, branch_id, self._clock.now(), heads)

    # a state that was put back

    def acknowledge(self, actor: Actor, reason: str) -> str:
        """Let work go on from a state that was restored or rolled back, with the manager's reason, audited (SE-2).

        The branch was opened with ``settled=False``. Gives the act. Refused: ``auth.denied`` without RECOVERY,
        ``text.*`` for the reason, ``backup.nothing_to_accept``.
        """
        actor.need(Right.RECOVERY)
        reason = clean_text(reason, field="reason", limit=400)
        pending = self._branch.folder / PENDING_FILE
        restored = pending.exists()
        told = _pending(pending) if restored else self._rolled_back()
        act = "branch.restored" if restored else "branch.state_accepted"
        found = {head.station: head.seq for head in self._branch.audit.found}
        with self._db.write(actor) as tx:
            after = {**told, "heads": found, "reason": reason}
            tx.audit(act, "branch", self._branch.settings.branch_id, after=after)
        with self._db.read() as conn:
            self._branch.audit.settle(conn)
        pending.unlink(missing_ok=True)
        return act

    def renew_recovery(self, actor: Actor, second: Actor) -> str:
        """Another recovery passphrase, shown once; the old one opens only what was copied before. Audited.

        It takes two people, both signed in here: by the passphrase anybody who keeps users is let in again
        (:mod:`app.auth.rescue`), so that who could make one alone could be both of the two that a user takes (SE-1).
        Refused: ``auth.denied`` when either is without RECOVERY, ``backup.second_person``, ``storage.write_failed``.
        """
        actor.need(Right.RECOVERY)
        second.need(Right.RECOVERY)
        if second.staff_id == actor.staff_id:
            raise Refused("backup.second_person", field="second")
        with self._db.write(actor) as tx:
            told = {"second": second.staff_id}
            tx.audit("branch.recovery_renewed", "branch", self._branch.settings.branch_id, after=told)
            return write_recovery(self._branch.folder, self._branch.keys.master)

    def _rolled_back(self) -> dict[str, Any]:
        marks = tuple(self._branch.audit.highwater.marks().values())
        found = self._branch.audit.found
        with self._db.read() as conn:
            wrong = tuple(mark for mark in marks if audit.mac_at(conn, mark.station, mark.seq) != mark.mac)
        if marks and not wrong:
            raise Refused("backup.nothing_to_accept")
        lost = done_since(found, wrong)
        rewritten = [mark.station for mark in wrong if mark.station not in {one.station for one in lost}]
        return {"lost": plain(lost), "rewritten": rewritten, "marks_missing": not marks}


def _pending(path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        return {"backup": str(told["backup"]), "made_at": str(told["made_at"]), "lost": told["lost"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {"backup": "", "made_at": "", "lost": []}


def _run(actor: Actor, began: datetime, ended: datetime, *, made: Made | None = None, code: str = "") -> Run:
    manifest = None if made is None else made.manifest
    good = manifest is not None and not code
    documents = 0 if manifest is None else manifest.documents
    missing = 0 if manifest is None else len(manifest.missing)
    return Run(
        id=new_id(), started_at=began, ended_at=ended, station=actor.station, staff_id=actor.staff_id,
        name=manifest.name if manifest is not None and good else "", code=code,
        documents=documents, missing=missing,
    )  # fmt: skip
