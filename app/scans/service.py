"""Signed papers come back: taken in, sorted by the codes on their pages, bound to their documents (AR-5, KY-4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from app.archive.papers import copy_number
from app.archive.press import Press
from app.archive.service import ArchiveService
from app.changes.service import ChangeService
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.onboarding.service import OpeningService
from app.risk_cases.service import RiskCaseService
from app.scans import binding, names, sorting, storage
from app.scans.awaiting import Waiting
from app.scans.domain import Kind, PageState, Source, parse_code
from app.scans.folders import need_usable
from app.scans.reader import PageReader, ReadPage
from app.scans.storage import TOPIC, StoredPage
from app.scans.view import FolderSetting, FormToSign, Inbox, Intake, RefusedFile, ScanFile, SignedCopy
from app.storage.blobs import Blobs
from app.storage.changes import tell
from app.storage.db import Database, Writing
from app.transfer_out.service import TransferService

KIND = "scan"
NOT_OF_THE_FILE = ("storage.", "branch.", "documents.")
"""What refusals begin with that say nothing of a file that is being taken in."""
_WHY_LIMIT = 200


class ScanService:
    """Use cases of scanned papers. Every method needs COUNTER or DOSSIER_WRITE.

    Without COUNTER, archived documents and pages that nobody knows are all that is seen. Methods that read pictures or
    seal take seconds: off the window's thread.
    """

    def __init__(
        self, db: Database, blobs: Blobs, reader: PageReader, opening: OpeningService, transfer: TransferService,
        changes: ChangeService, risk_cases: RiskCaseService, archive: ArchiveService, press: Press,
    ) -> None:  # fmt: skip
        self._db = db
        self._blobs = blobs
        self._reader = reader
        self._archive = archive
        self._waiting = Waiting(db, blobs, opening, transfer, changes, risk_cases, press)
        self._binding = binding.Binding(db, blobs, press, reader, opening, transfer, changes, risk_cases)

    @property
    def reader(self) -> PageReader:
        """What reads the pages."""
        return self._reader

    def take_in(self, actor: Actor, files: Sequence[ScanFile], source: Source) -> Intake:
        """Take files apart into pages and put them into the inbox; a bad file never loses the others.

        A file that was taken in before is refused with ``scans.taken_already`` (unless all its pages were discarded
        and a person brings it again); the others as the reader. One write transaction, audited. Refused as a whole:
        what the database (``storage.*``, ``branch.*``) and the store of documents (``documents.*``) say.
        """
        _need(actor)
        refused: list[RefusedFile] = []
        read: list[tuple[str, str, tuple[ReadPage, ...], tuple[str, ...]]] = []
        hashes: set[str] = set()
        for file in files:
            name = names.plain(file.name)
            try:
                sha256 = hashlib.sha256(file.content).hexdigest()
                if sha256 in hashes:
                    raise Refused("scans.taken_already")
                self._need_new(sha256, source)
                pages = self._reader.read(name, file.content)
                # the files before the rows, as everywhere: a file without a row does no harm
                read.append((name, sha256, pages, tuple(self._blobs.put(page.jpeg) for page in pages)))
                hashes.add(sha256)
            except Refused as refusal:
                if refusal.code.startswith(NOT_OF_THE_FILE):
                    raise  # the branch is not to be had: the file is as good as before
                refused.append(RefusedFile(name, refusal.code, refusal.facts))
        ids: set[str] = set()
        with self._db.write(actor) as tx:
            for name, sha256, pages, pictures in read:
                ids |= self._enter(tx, name, sha256, pages, pictures, source)
            if read:
                told = {"files": len(read), "pages": len(ids), "source": source.value}
                tx.audit("scans.taken_in", KIND, read[0][1], after=told)
                tell(tx.conn, TOPIC)
        found = self.inbox(actor).pages if ids else ()
        return Intake(tuple(page for page in found if page.id in ids), tuple(refused))

    def inbox(self, actor: Actor) -> Inbox:
        """The pages that lie there and the forms that wait for paper. Reads only."""
        _need(actor)
        with self._db.read() as conn:
            stored = storage.open_pages(conn)
        return self._sorted(actor, stored)

    def picture(self, actor: Actor, page_id: str) -> bytes:
        """The JPEG of an open page. Refused: ``scans.unknown_page``, ``scans.done_already``."""
        _need(actor)
        with self._db.read() as conn:
            page = _open(storage.by_id(conn, page_id))
        self._need_sight(actor, page)
        return self._blobs.get(page.picture_sha256)

    def assign(self, actor: Actor, page_id: str, number: str, page: int) -> Inbox:
        """Say by hand which page of which form it is; an empty ``number`` takes that back. One transaction, audited.

        Refused: ``scans.code_known`` (its code says what it is), ``scans.unknown_form``, ``scans.print_again``,
        ``scans.no_such_page``, ``scans.unknown_page``, ``scans.done_already``.
        """
        _need(actor)
        number = number.strip()
        form = self._waiting.of(actor, [number]).get(number) if number else None
        if number and form is None:
            raise Refused("scans.unknown_form", field="number")
        if form is not None and not form.current:
            raise Refused("scans.print_again", field="number", title=form.title)
        if form is not None and not 1 <= page <= form.pages:
            raise Refused("scans.no_such_page", field="page", pages=form.pages)
        with self._db.write(actor) as tx:
            found = self._locked(tx, page_id, actor)
            if found.print_mark or (found.number and not found.by_hand and found.page):
                raise Refused("scans.code_known")
            values = {"number": number, "page": page if number else 0, "by_hand": bool(number), "blank": False}
            storage.change(tx.conn, found, **values, pages=form.pages if form is not None else 0)
            tx.audit("scans.assigned", KIND, page_id, after={"number": number, "page": values["page"]})
            tell(tx.conn, TOPIC)
        return self.inbox(actor)

    def turn(self, actor: Actor, page_id: str, quarter_turns: int) -> Inbox:
        """Turn a page clockwise by so many quarters. Refused: ``scans.changed_elsewhere``. One transaction, audited."""
        _need(actor)
        with self._db.read() as conn:
            before = _open(storage.by_id(conn, page_id))
        self._need_sight(actor, before)
        quarters = quarter_turns % 4
        if quarters:
            turned = self._blobs.put(self._reader.turned(self._blobs.get(before.picture_sha256), quarters))
            width, height = (before.height, before.width) if quarters % 2 else (before.width, before.height)
            with self._db.write(actor) as tx:
                found = self._locked(tx, page_id, actor)
                if found.picture_sha256 != before.picture_sha256:
                    raise Refused("scans.changed_elsewhere")
                storage.change(tx.conn, found, picture_sha256=turned, width=width, height=height)
                tx.audit("scans.turned", KIND, page_id, after={"quarters": quarters})
                tell(tx.conn, TOPIC)
                unused = {before.picture_sha256} - storage.pictures_in_use(tx.conn)
            for sha256 in unused:
                self._blobs.remove(sha256)
        return self.inbox(actor)

    def discard(self, actor: Actor, page_id: str, why: str = "") -> Inbox:
        """Throw a page away; its picture is removed for good. One transaction, audited.

        Refused: ``scans.unknown_page``, ``scans.done_already``, ``text.*`` (why, at most 200 characters).
        """
        _need(actor)
        reason = clean_text(why, field="why", limit=_WHY_LIMIT, required=False)
        with self._db.write(actor) as tx:
            found = self._locked(tx, page_id, actor)
            storage.change(tx.conn, found, done=PageState.DISCARDED.value, done_at=tx.at, why=reason)
            told = {"number": found.number, "page": found.page, "why": reason}
            tx.audit("scans.discarded", KIND, page_id, after=told)
            tell(tx.conn, TOPIC)
        self._binding.remove_pictures(actor)
        return self.inbox(actor)

    def bind(self, actor: Actor, number: str) -> FormToSign:
        """Bind the pages of a form, in order, to its document: sealed and kept. Audited; takes seconds.

        A running case's form goes through the case's own checks; beside an archived document a signed copy is kept.
        Refused: ``scans.unknown_form``, ``scans.pages_missing`` (``missing``), ``scans.print_again``,
        ``scans.changed_elsewhere``, and as the case's own attaching.
        """
        _need(actor)
        with self._db.read() as conn:
            stored = storage.open_pages(conn)
        awaited = self._waiting.of(actor, [number])
        form = awaited.get(number)
        if form is None:
            raise Refused("scans.unknown_form")
        shown = next(one for one in sorting.sort(stored, awaited, shown=[number]).forms if one.number == number)
        if shown.reprint:
            raise Refused("scans.print_again", title=form.title)
        if shown.missing:
            missing = ", ".join(str(page) for page in shown.missing)
            raise Refused("scans.pages_missing", title=form.title, missing=missing, of=form.pages)
        states = sorting.page_states(stored, awaited)
        ready = [p for p, s in zip(stored, states, strict=True) if p.number == number and s is PageState.READY]
        self._binding.bind(actor, form, sorted(ready, key=lambda page: sorting.page_of(page, form)))
        self._binding.remove_pictures(actor)
        now = self._waiting.of(actor, [number]).get(number, form)
        if form.kind is Kind.RISK:  # it ended its case, and is a document of the archive now
            now = replace(form, bound_at=self._db.clock.now())
        return sorting.sort((), {number: now}, shown=[number]).forms[0]

    def bind_ready(self, actor: Actor) -> tuple[FormToSign, ...]:
        """Bind every form that has all its pages and no signed paper yet; what is refused stays in the inbox.

        Refused: as :meth:`bind`, when not a single one could be bound.
        """
        bound: list[FormToSign] = []
        problem: Refused | None = None
        for form in self.inbox(actor).forms:
            if form.complete and form.bound_at is None:
                try:
                    bound.append(self.bind(actor, form.number))
                except Refused as refusal:
                    problem = problem or refusal
        if problem is not None and not bound:
            raise problem
        return tuple(bound)

    def copies(self, actor: Actor, document_number: str) -> tuple[SignedCopy, ...]:
        """The signed paper copies beside an archived document, in order. Needs DOCUMENT_READ. Reads only."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return binding.copies(conn, document_number)

    def copy_pdf(self, actor: Actor, document_number: str, copy: int, why: str = "") -> bytes:
        """A signed paper copy; the look is registered. Needs DOCUMENT_READ. Refused: ``archive.unknown``."""
        return self._archive.get_pdf(actor, copy_number(document_number, copy), why)

    def folder(self, actor: Actor) -> FolderSetting:
        """The folder that this station watches."""
        _need(actor)
        with self._db.read() as conn:
            return storage.folder(conn, actor.station)

    def set_folder(self, actor: Actor, path: str, *, on: bool) -> FolderSetting:
        """Choose the folder this station watches: files in it are taken in and DELETED. One transaction, audited.

        Refused: ``scans.folder_unusable`` (not there, may not be written), ``scans.folder_too_wide`` (a home folder,
        a whole disk, the desktop or the like).
        """
        _need(actor)
        setting = FolderSetting(str(Path(path)) if path.strip() else "", on=on and bool(path.strip()))
        if setting.path:
            need_usable(Path(setting.path), self._blobs.folder)
        with self._db.write(actor) as tx:
            storage.set_folder(tx.conn, actor.station, setting, tx.at, actor.staff_id)
            tx.audit("scans.folder_set", KIND, actor.station, after={"on": setting.on})
        return setting

    def watched_folder(self, actor: Actor) -> FolderSetting:
        """As :meth:`folder`, for whoever is about to read it. Refused: as :meth:`set_folder`, when it is watched."""
        setting = self.folder(actor)
        if setting.on:
            need_usable(Path(setting.path), self._blobs.folder)
        return setting

    # -- shared ------------------------------------------------------------------------------------------------

    def _need_new(self, sha256: str, source: Source) -> None:
        with self._db.read() as conn:
            known = storage.of_file(conn, sha256)
        again = source is not Source.FOLDER and all(page.done == PageState.DISCARDED.value for page in known)
        if known and not again:
            raise Refused("scans.taken_already")

    def _enter(
        self, tx: Writing, name: str, sha256: str, pages: tuple[ReadPage, ...], pictures: tuple[str, ...],
        source: Source,
    ) -> set[str]:  # fmt: skip
        # pages of one moment lie in the order of their ids
        ids = sorted(new_id() for _ in pages)
        for place, (page, picture) in enumerate(zip(pages, pictures, strict=True), 1):
            code = parse_code(page.code_text)
            stored = StoredPage(
                id=ids[place - 1], file_name=name, file_sha256=sha256, place=place, source=source, at=tx.at,
                staff_id=tx.actor.staff_id, station=tx.actor.station, picture_sha256=picture, width=page.width,
                height=page.height, blank=page.blank, number="" if code is None else code.number,
                page=0 if code is None else code.page, pages=0 if code is None else code.pages,
                print_mark="" if code is None else code.print_mark,
            )  # fmt: skip
            storage.add(tx.conn, stored)
        return set(ids)

    def _sorted(self, actor: Actor, stored: Iterable[StoredPage]) -> Inbox:
        stored = tuple(stored)
        awaited = self._waiting.of(actor, [page.number for page in stored if page.number])
        if not actor.may(Right.COUNTER):
            stored = tuple(page for page in stored if not page.number or page.number in awaited)
        running = [number for number, form in awaited.items() if form.kind is not Kind.ARCHIVED]
        shown = [number for number in running if awaited[number].bound_at is None]
        return sorting.sort(stored, awaited, shown=shown)

    def _locked(self, tx: Writing, page_id: str, actor: Actor) -> StoredPage:
        page = _open(storage.by_id(tx.conn, page_id, lock=True))
        self._need_sight(actor, page)
        return page

    def _need_sight(self, actor: Actor, page: StoredPage) -> None:
        """Whoever does not serve at the counter has nothing to do with the papers of running cases."""
        if page.number and not actor.may(Right.COUNTER) and not self._waiting.archived(page.number):
            actor.need(Right.COUNTER)


def _need(actor: Actor) -> None:
    if not actor.may(Right.DOSSIER_WRITE):
        actor.need(Right.COUNTER)


def _open(page: StoredPage | None) -> StoredPage:
    if page is None:
        raise Refused("scans.unknown_page")
    if page.done:
        raise Refused("scans.done_already")
    return page
