"""Queueing papers, and seeing to jobs that wait (SR-2, AR-3)."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from app.archive.domain import Document
from app.archive.press import Press
from app.archive.service import ArchiveService
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.gateways.printing import PrinterInfo, PrintingSystem, PrintOptions
from app.printing import storage
from app.printing.domain import JobState, Note, PrintJob, PrintSettings, SourceKind, check_move, check_seen, labels_of
from app.storage.db import Database, Writing


class PrintingService:
    """Use cases of printing. Everything is queued; the counter's ``PrintWorker`` sends it.

    ``bell`` wakes that worker when it runs in this program.
    """

    def __init__(
        self,
        db: Database,
        archive: ArchiveService,
        press: Press,
        system: PrintingSystem,
        bell: threading.Event | None = None,
    ) -> None:
        self._db = db
        self._archive = archive
        self._press = press
        self.system = system
        self.bell = bell or threading.Event()

    def printers(self, actor: Actor) -> tuple[PrinterInfo, ...]:
        """The printers of this computer, by name. Needs PRINT. No transaction; takes up to seconds."""
        actor.need(Right.PRINT)
        return self.system.printers()

    def settings(self, actor: Actor, form_id: str) -> PrintSettings | None:
        """How a form is printed at this counter: its own settings, else the counter's general ones, else None.

        Needs PRINT. One read transaction.
        """
        actor.need(Right.PRINT)
        with self._db.read() as conn:
            return _settings(conn, actor.station, form_id)

    def remember(self, actor: Actor, form_id: str, wanted: PrintSettings, *, general: bool = False) -> None:
        """Print this form like that at this counter from now on; ``general``: and every form without settings too.

        Needs PRINT. Refused: ``archive.no_such_copy`` for a label that the form does not have. One write transaction,
        audited.
        """
        actor.need(Right.PRINT)
        self._need_labels(form_id, wanted.labels)
        with self._db.write(actor) as tx:
            forms = (form_id, storage.GENERAL) if general else (form_id,)
            for form in forms:
                # copies are a matter of the form: the general settings are of printer, tray and sides
                kept = wanted if form else replace(wanted, labels=())
                storage.keep_settings(tx.conn, actor.station, form, kept, at=tx.at, by=actor.staff_id)
            options = wanted.options
            told = {"printer": options.printer, "tray": options.tray, "sides": options.sides.value,
                    "copies": options.copies, "labels": wanted.labels, "general": general}  # fmt: skip
            tx.audit("printing.settings", "station", actor.station, after={"form": form_id, **told})

    def copies(self, actor: Actor, number: str) -> tuple[Document, tuple[str, ...]]:
        """A document and the labels of its copies. Needs PRINT and DOCUMENT_READ. Refused: ``archive.unknown``."""
        actor.need(Right.PRINT)
        found = self._archive.get(actor, number)
        return found, self._press.info(found.form_id).copies

    def preview(self, actor: Actor, number: str, copy_label: str = "", why: str = "") -> bytes:
        """What the next print of this copy will look like; the look is registered with its purpose (AR-3).

        Needs PRINT and DOCUMENT_READ. Refused: as ``ArchiveService.printable``. Two transactions.
        """
        actor.need(Right.PRINT)
        with self._db.read() as conn:
            job = _blank(SourceKind.DOCUMENT, number, copy_label, actor, self._db)
            copy_number = storage.coming_number(conn, job)
        sealed = self._archive.get_pdf(actor, number, why)
        found = self._archive.get(actor, number)
        self._need_labels(found.form_id, (copy_label,) if copy_label else ())
        return self._press.rendition(sealed, copy_label=copy_label, reprint=copy_number > 1)

    def print_document(
        self, actor: Actor, number: str, wanted: PrintSettings | None = None, why: str = ""
    ) -> tuple[PrintJob, ...]:
        """Queue a document: a job for each copy, and for each print of a copy, for each has a copy number of its own.

        ``wanted``: as remembered when None, else the system's default printer and all copies of the form. Needs PRINT
        and DOCUMENT_READ. Refused: ``archive.unknown``, ``archive.no_such_copy``, ``archive.purpose_needed`` (the job
        carries the purpose), ``archive.destroyed``. One write transaction, audited; the print is registered when the
        paper is out.
        """
        actor.need(Right.PRINT)
        found, copies = self.copies(actor, number)
        self._need_labels(found.form_id, wanted.labels if wanted is not None else ())
        reason = self._archive.purpose(actor, number, why)
        with self._db.write(actor) as tx:
            chosen = wanted or _settings(tx.conn, actor.station, found.form_id) or PrintSettings()
            one = replace(chosen.options, copies=1)
            made = tuple(
                replace(
                    _blank(SourceKind.DOCUMENT, number, label, actor, self._db), options=one, why=reason,
                    form_id=found.form_id, title=found.title,
                )
                for label in labels_of(copies, chosen) for _ in range(chosen.options.copies)
            )  # fmt: skip
            self._queue(tx, made)
        self.bell.set()
        return made

    def print_form(
        self, actor: Actor, source: SourceKind, number: str, form_id: str, wanted: PrintSettings | None = None,
        why: str = "", title: str = "",
    ) -> PrintJob:  # fmt: skip
        """Queue a form that is not archived: of a running case, to be signed by hand (KY-4), of a dossier, of staff.

        ``number``: of what it is made from, by ``source``; it is made as it stands when sent. ``title``: of a page that
        is no form of the catalogue, empty for the form's own. Needs PRINT. Refused: ``forms.unknown``, what
        ``clean_text`` refuses of ``why``; whether there is such a form now and what for it is
        needed, its own service says before. One write transaction, audited.
        """
        actor.need(Right.PRINT)
        if source is SourceKind.DOCUMENT:
            raise ValueError("a document is printed by its number")
        named = title or self._press.info(form_id).title
        reason = clean_text(why, field="why", required=False)
        with self._db.write(actor) as tx:
            chosen = wanted or _settings(tx.conn, actor.station, form_id) or PrintSettings()
            # one paper is signed, however many copies are made of the signed one
            one = replace(chosen.options, copies=1) if wanted is None else chosen.options
            blank = _blank(source, number, "", actor, self._db)
            made = replace(blank, options=one, form_id=form_id, title=named, why=reason)
            self._queue(tx, (made,))
        self.bell.set()
        return made

    def _queue(self, tx: Writing, made: tuple[PrintJob, ...]) -> None:
        for place, job in enumerate(made):
            # one after the other in the order of the copies: that is how they are sent
            storage.add(tx.conn, replace(job, created_at=job.created_at + timedelta(microseconds=place)))
            told = {"number": job.number, "form": job.form_id, "copy": job.copy_label, "printer": job.options.printer}
            tx.audit("printing.queued", "print-job", job.id, after={**told, "source": job.source.value})

    def jobs(self, actor: Actor, *, everybody: bool = False) -> tuple[PrintJob, ...]:
        """Jobs of this counter and one's own, undone ones first, then the newest; at most 500. Needs PRINT.

        ``everybody``: those of the whole branch, for those with AUDIT_READ. One read transaction.
        """
        actor.need(Right.PRINT)
        if everybody:
            actor.need(Right.AUDIT_READ)
        with self._db.read() as conn:
            return storage.listed(conn, station=actor.station, staff_id=actor.staff_id, everybody=everybody)

    def undone(self, actor: Actor) -> int:
        """How many jobs of this counter wait, are on their way or have failed. Needs PRINT. One read transaction."""
        actor.need(Right.PRINT)
        with self._db.read() as conn:
            return storage.count_undone(conn, actor.station)

    def retry(self, actor: Actor, job_id: str, seen_version: int, printer: str | None = None) -> PrintJob:
        """Have a job tried at once: one that waits, failed or was cancelled; at another ``printer`` when given.

        Needs PRINT. Refused: ``printing.unknown``, ``printing.not_yours``, ``printing.changed_meanwhile``,
        ``printing.printed_already``, ``printing.being_sent``. One write transaction, audited.
        """
        actor.need(Right.PRINT)
        with self._db.write(actor) as tx:
            before = _own(tx.conn, actor, job_id)
            check_seen(before, seen_version)
            options = before.options if printer is None else replace(before.options, printer=printer, tray="")
            if before.state is JobState.SENDING:
                raise Refused("printing.being_sent")
            fresh = replace(
                before, state=JobState.WAITING, tries=0, aborts=0, error="", remote="", options=options,
                changed_at=tx.at, next_at=tx.at,
            )  # fmt: skip
            after = storage.change(tx.conn, before, fresh)
            tx.audit("printing.retried", "print-job", job_id, after={"printer": options.printer})
        self.bell.set()
        return after

    def cancel(self, actor: Actor, job_id: str, seen_version: int) -> PrintJob:
        """Take a job back; one that the printing system has is withdrawn there, and ends when the system says so.

        Needs PRINT. Refused: ``printing.unknown``, ``printing.not_yours``, ``printing.changed_meanwhile``,
        ``printing.printed_already``, ``printing.being_sent`` (in these seconds), ``printing.ended``,
        ``printing.away``. One write transaction, audited.
        """
        actor.need(Right.PRINT)
        with self._db.write(actor) as tx:
            job = before = _own(tx.conn, actor, job_id)
            check_seen(before, seen_version)
            if before.state is not JobState.SENDING:
                check_move(before, JobState.CANCELLED)
                cancelled = replace(before, state=JobState.CANCELLED, changed_at=tx.at)
                job = storage.change(tx.conn, before, cancelled)
            elif not before.remote:
                raise Refused("printing.being_sent")
            tx.audit("printing.cancelled", "print-job", job_id, before={"state": before.state.value})
        if before.remote and before.state is JobState.SENDING:
            self.system.withdraw(before.remote)
            self.bell.set()
        return job

    def _need_labels(self, form_id: str, labels: tuple[str, ...]) -> None:
        if labels and set(labels) - set(self._press.info(form_id).copies):
            raise Refused("archive.no_such_copy", field="copy_label")


def _settings(conn: sa.Connection, station: str, form_id: str) -> PrintSettings | None:
    return storage.settings(conn, station, form_id) or storage.settings(conn, station, storage.GENERAL)


def _blank(source: SourceKind, number: str, copy_label: str, actor: Actor, db: Database) -> PrintJob:
    now = db.clock.now()
    return PrintJob(
        id=new_id(), source=source, number=number, form_id="", title="", copy_label=copy_label,
        options=PrintOptions(), why="", staff_id=actor.staff_id, staff_name=actor.name, station=actor.station,
        created_at=now, changed_at=now, next_at=now, note=Note.NONE,
    )  # fmt: skip


def _own(conn: sa.Connection, actor: Actor, job_id: str) -> PrintJob:
    found = storage.by_id(conn, job_id)
    if actor.station != found.station and actor.staff_id != found.staff_id and not actor.may(Right.AUDIT_READ):
        raise Refused("printing.not_yours")
    return found
