"""The worker's steps: a job is made into pages, handed over, and followed until the paper is out (SR-2, AR-3).

Each step is a transaction of its own, so that a crash at any moment leaves a job that says how far it came. When one
is found that was being handed over by a program that ended, nobody knows whether the printing system has it: it waits
again with a note, and its copy number is not given out a second time.

Two programs may run at one counter on a database server: a job on its way belongs to the one that took it, for as long
as that gives a sign of life.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from app.archive import storage as ledger
from app.archive.service import ArchiveService, register_print
from app.auth import storage as users
from app.branch.opened import system_actor
from app.common.actor import Actor, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.gateways.printing import Outcome, PrintingSystem
from app.printing import storage
from app.printing.domain import (
    LEASE_SECONDS,
    LOOK_SECONDS,
    JobState,
    Note,
    PrintJob,
    SourceKind,
    after_outcome,
    after_refusal,
    wait_seconds,
)
from app.storage.db import Database

FormPages = Callable[[Actor, str, str], bytes]
"""``(actor, case number, form id)`` -> PDF of the unsigned form as it stands. Refused: what its service refuses."""
IDLE_SECONDS = 30.0
"""How often the queue is looked at when nothing is due: what another program of this counter queued is sent then."""


class Sender:
    """Sends what is due at ``station``; one at a time, one for each counter. Used by ``PrintWorker``."""

    def __init__(
        self, db: Database, archive: ArchiveService, system: PrintingSystem, station: str,
        forms: Mapping[SourceKind, FormPages] | None = None, owner: str = "",
    ) -> None:  # fmt: skip
        self._db = db
        # which program it is; a process number alone comes again, and another computer has the same ones
        self.owner = owner or f"{station[:16]}/{os.getpid()}/{new_id()}"[:64]
        self._archive = archive
        self._system = system
        self._station = station
        self._forms = dict(forms or {})
        self._handed_over: dict[str, str] = {}

    def round(self, stopping: Callable[[], bool] = lambda: False) -> float:
        """Ask after what is on its way, send all that is due; gives the seconds until there is something to do.

        ``stopping``: asked between two jobs. Faults of the database go through; the next round takes up what is left.
        """
        with self._db.read() as conn:
            under_way = storage.sending(conn, self._station)
            alone = conn.dialect.name == "sqlite"  # one program has the file: who sent before has ended
        for job in under_way:
            held = self._hold(job, alone=alone)
            if held is not None:
                self._follow(held)
        while not stopping() and (taken := self._take()) is not None:
            self._deliver(taken)
        return self._rest()

    def let_go(self) -> None:
        """The program ends: another may go on at once with what the printing system has. One write transaction."""
        with self._db.read() as conn:
            mine = [job for job in storage.sending(conn, self._station) if job.owner == self.owner and job.remote]
        if mine:
            with self._db.write(system_actor(self._station)) as tx:
                for job in mine:
                    storage.lease(tx.conn, job, job.owner, tx.at)

    def _rest(self) -> float:
        with self._db.read() as conn:
            under_way = storage.sending(conn, self._station)
            then = storage.next_due(conn, self._station)
        if any(job.owner == self.owner for job in under_way):
            return LOOK_SECONDS
        ends = [job.leased_until for job in under_way if job.leased_until is not None]
        moments = [*ends, *([then] if then is not None else [])]
        if not moments:
            return IDLE_SECONDS
        return min(max((min(moments) - self._db.clock.now()).total_seconds(), 0.0), IDLE_SECONDS)

    def _hold(self, job: PrintJob, *, alone: bool) -> PrintJob | None:
        """``job`` when it is this program's, or becomes it because its own is not heard of any more; else None.

        What it has anyway is held on to before the time is up.
        """
        now = self._db.clock.now()
        mine = job.owner == self.owner
        if mine and job.leased_until is not None and job.leased_until - now > _lease() / 2:
            return job
        if not mine and not alone and not job.belongs_to(self.owner, now):
            return None
        with self._db.write(system_actor(self._station)) as tx:
            until = tx.at + _lease()
            if not storage.lease(tx.conn, job, self.owner, until):
                return None
        return replace(job, owner=self.owner, leased_until=until)

    # what is on its way

    def _follow(self, job: PrintJob) -> None:
        if not job.remote:
            remote = self._handed_over.pop(job.id, None)
            if remote is None:
                self._interrupted(job)
            else:
                self._accepted(job, remote)
            return
        try:
            outcome = self._system.outcome(job.remote)
        except Refused as refused:
            self._say(job, refused.code)
            return
        state = after_outcome(outcome)
        if state is JobState.PRINTED:
            self._printed(job, Note.UNCONFIRMED if outcome is Outcome.UNKNOWN else job.note)
        elif state is JobState.WAITING:
            self._refused(job, "printing.aborted")
        elif state is JobState.CANCELLED:
            self._cancelled(job)
        else:
            self._say(job, "printing.stopped" if outcome is Outcome.STOPPED else "")

    def _interrupted(self, job: PrintJob) -> None:
        """It was being handed over when the program ended: perhaps the paper came out, perhaps not."""
        with self._db.write(system_actor(self._station)) as tx:
            after = replace(_unsure(job), state=JobState.WAITING, changed_at=tx.at, next_at=tx.at)
            storage.change(tx.conn, job, after)
            tx.audit("printing.interrupted", "print-job", job.id, after={"number": job.number, "burnt": after.burnt})

    def _say(self, job: PrintJob, error: str) -> None:
        if job.error != error:
            with self._db.write(_person(job)) as tx:
                storage.change(tx.conn, job, replace(job, error=error, changed_at=tx.at))

    def _cancelled(self, job: PrintJob) -> None:
        with self._db.write(_person(job)) as tx:
            after = replace(job, state=JobState.CANCELLED, error="", remote="", changed_at=tx.at)
            storage.change(tx.conn, job, after)
            tx.audit("printing.withdrawn", "print-job", job.id, after={"number": job.number})

    # what is due

    def _take(self) -> PrintJob | None:
        """The next job, from now on ``sending`` and with the copy number that it will bear."""
        with self._db.read() as conn:
            if storage.due(conn, self._station, self._db.clock.now()) is None:
                return None  # most of the time: without a write transaction, which others would wait for
        with self._db.write(system_actor(self._station)) as tx:
            job = storage.due(tx.conn, self._station, tx.at, take=True)
            if job is None:
                return None
            storage.lock_copies(tx.conn, job.number)
            number = storage.coming_number(tx.conn, job)
            after = replace(
                job, state=JobState.SENDING, copy_number=number, remote="", changed_at=tx.at, owner=self.owner,
                leased_until=tx.at + _lease(),
            )  # fmt: skip
            return storage.change(tx.conn, job, after)

    def _deliver(self, taken: PrintJob) -> None:
        try:
            self._hand_over(taken)
        except Refused as refused:
            if refused.code != "printing.changed_meanwhile":
                raise
            # it took so long that another program took it over, and sees to it
            self._handed_over.pop(taken.id, None)

    def _hand_over(self, job: PrintJob) -> None:
        try:
            pdf = self._pages(job)
        except Refused as refused:
            self._refused(job, refused.code)
            return
        except Exception:  # noqa: BLE001 - one form that cannot be made must not hold up all that wait behind it
            self._refused(job, "printing.fault")
            return
        try:
            remote = self._system.send(pdf, job.options)
        except Refused as refused:
            self._refused(job, refused.code)
            return
        if not remote:
            self._printed(job, Note.UNCONFIRMED)
            return
        # a database that is away just now must not make it come out twice
        self._handed_over[job.id] = remote
        self._accepted(job, remote)
        del self._handed_over[job.id]

    def _pages(self, job: PrintJob) -> bytes:
        actor = self._actor(job)
        if job.source is SourceKind.DOCUMENT:
            return self._archive.rendition(
                actor, job.number, job.copy_label, job.copy_number, job.why, asked_at=job.created_at
            )
        pages = self._forms.get(job.source)
        if pages is None:
            raise Refused("printing.no_pages")
        return pages(actor, job.number, job.form_id)

    def _actor(self, job: PrintJob) -> Actor:
        """Who wanted it, with the rights of today. Refused: ``printing.person_gone``."""
        day = branch_day(self._db.clock.now())
        with self._db.read() as conn:
            user = next((u for u in users.list_users(conn) if u.staff_id == job.staff_id and u.active), None)
            person = users.staff_facts(conn, job.staff_id, day)
        if user is None or person is None or not person.active:
            raise Refused("printing.person_gone")
        roles = user.roles | {Role.MARKETING} if person.marketing else user.roles
        return Actor(job.staff_id, person.number, person.name, frozenset(roles), job.station)

    # what comes of it

    def _accepted(self, job: PrintJob, remote: str) -> None:
        with self._db.write(_person(job)) as tx:
            storage.change(tx.conn, job, replace(job, remote=remote, error="", changed_at=tx.at))

    def _printed(self, job: PrintJob, note: Note) -> None:
        """The paper is out: only now it counts as a print of that copy (SR-2)."""
        with self._db.write(_person(job)) as tx:
            after = replace(job, state=JobState.PRINTED, note=note, error="", changed_at=tx.at)
            storage.change(tx.conn, job, after)
            found = ledger.by_number(tx.conn, job.number) if job.source is SourceKind.DOCUMENT else None
            if found is not None:
                register_print(tx, found, job.copy_label, job.copy_number, job.why)
            told = {"number": job.number, "form": job.form_id, "copy": job.copy_label, "copy_number": job.copy_number,
                    "printer": job.options.printer, "confirmed": note is not Note.UNCONFIRMED}  # fmt: skip
            tx.audit("printing.printed", "print-job", job.id, after=told)

    def _refused(self, job: PrintJob, code: str) -> None:
        state = after_refusal(job, code)
        known = _unsure(job) if code == "printing.unsure" else replace(job, copy_number=0)
        with self._db.write(_person(job)) as tx:
            after = replace(
                known, state=state, error=code, tries=job.tries + 1, remote="", changed_at=tx.at,
                aborts=job.aborts + (code == "printing.aborted"), next_at=_later(tx.at, job.tries + 1),
            )  # fmt: skip
            storage.change(tx.conn, job, after)
            if state is JobState.FAILED:
                tx.audit("printing.failed", "print-job", job.id, after={"number": job.number, "code": code})


def _unsure(job: PrintJob) -> PrintJob:
    """``job`` when it may have come out unseen under the copy number it had."""
    return replace(job, note=Note.TWICE, burnt=max(job.burnt, job.copy_number), copy_number=0)


def _lease() -> timedelta:
    return timedelta(seconds=LEASE_SECONDS)


def _later(at: datetime, tries: int) -> datetime:
    return at + timedelta(seconds=wait_seconds(tries))


def _person(job: PrintJob) -> Actor:
    """Who wanted it, to be named in registers; without any right."""
    return Actor(job.staff_id, "", job.staff_name, frozenset(), job.station)
