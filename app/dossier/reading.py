"""Looking into a dossier, printing from it, with a purpose where it is not one's own work; its place (AR-1, AR-3)."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import Document, DocumentUse
from app.archive.domain import UseKind as DocumentUseKind
from app.archive.heads import Head
from app.archive.press import PressedForm
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.complaints.guard import hidden
from app.dossier import destroying_rows, storage
from app.dossier.desk import Desk, Reader
from app.dossier.domain import WHY_LIMIT, Dossier, Paper, Place, Use, UseKind
from app.dossier.facts import CoverFacts, IndexFacts, IndexLine
from app.dossier.view import DossierView
from app.storage.db import Writing
from app.watch import storage as looks

COVER, INDEX = "dossier-cover", "dossier-index"
OPEN_FOR = timedelta(minutes=30)
"""How long a look at a dossier stands for the small pictures of what is in it."""
PLACE_LIMIT = 40
"""Characters of room, shelf and box."""


class Reading(Desk):
    """Use cases of those who read dossiers."""

    def client_of(self, actor: Actor, number: str) -> str:
        """The client's id by archive number, as a scanner reads it off a cover, or by client number.

        Needs DOSSIER_READ. Refused: ``dossier.unknown``. One read transaction.
        """
        actor.need(Right.DOSSIER_READ)
        with self._db.read() as conn:
            return storage.client_by_number(conn, number.strip().upper())

    def own_work(self, actor: Actor, client_id: str) -> bool:
        """Whether the actor took in a case of the client within the policy's days, so that no purpose is asked (AR-3).

        Needs DOSSIER_READ. One read transaction.
        """
        actor.need(Right.DOSSIER_READ)
        with self._db.read() as conn:
            return self._own_work(conn, actor, client_id)

    def look(self, actor: Actor, client_id: str, why: str = "") -> DossierView:
        """The whole dossier; its archive number is given when it is asked for the first time. Registered (AR-3).

        Needs DOSSIER_READ. Refused: ``dossier.purpose_missing`` (not one's own work), ``text.*``,
        ``clients.unknown``. One write transaction, audited.
        """
        actor.need(Right.DOSSIER_READ)
        with self._db.write(actor) as tx:
            reader = self._reader(tx, client_id, why)
            self._register(tx, UseKind.LOOK, reader)
            if not looks.seen_lately(tx.conn, actor.staff_id, client_id, tx.at):
                looks.note_opened(tx, client_id, self._watch)
            return self._view(tx.conn, reader)

    def document(self, actor: Actor, client_id: str, number: str, why: str = "") -> bytes:
        """A document's file as it was sealed; registered with the dossier and with the document.

        Needs DOSSIER_READ and DOCUMENT_READ. Refused: as :meth:`look`; ``archive.unknown`` (of another client, too),
        ``dossier.destroyed``, ``archive.altered``. One write transaction, audited.
        """
        _need_documents(actor)
        with self._db.write(actor) as tx:
            reader = self._reader(tx, client_id, why)
            found = self._own_document(tx, reader, number)
            self._register(tx, UseKind.LOOK, reader, document_number=number)
            archive.add_use(
                tx.conn,
                DocumentUse(
                    id=new_id(), document_number=number, kind=DocumentUseKind.LOOK, staff_id=actor.staff_id,
                    station=actor.station, at=tx.at, why=reader.why,
                ),
            )  # fmt: skip
            return self._content(found)

    def glance(self, actor: Actor, client_id: str, number: str) -> bytes:
        """A document's file for its small picture in a dossier that is open; the look at the dossier covers it.

        Needs DOSSIER_READ and DOCUMENT_READ, and a look of the actor's own at this dossier at this station in the last
        half hour. Refused: ``dossier.not_open``, ``archive.unknown``, ``dossier.destroyed``, ``archive.altered``.
        One read transaction.
        """
        _need_documents(actor)
        with self._db.read() as conn:
            dossier = storage.of_client(conn, client_id)
            since = self._clock.now() - OPEN_FOR
            if dossier is None or not storage.looked(
                conn, dossier.archive_number, actor.staff_id, actor.station, since
            ):
                raise Refused("dossier.not_open")
            found = self._document_in(conn, actor, dossier, number)
        return self._content(found)

    def print_document(self, actor: Actor, client_id: str, number: str, why: str = "") -> None:
        """Queue a document out of the dossier for printing, all copies of its form; registered with the dossier.

        The print queue registers each copy when its paper is out (SR-2). Needs DOSSIER_READ, DOCUMENT_READ and PRINT.
        Refused: as :meth:`document`, ``printing.none`` without a queue. Two write transactions, audited.
        """
        _need_documents(actor)
        actor.need(Right.PRINT)
        if self._queue is None:
            raise Refused("printing.none")
        with self._db.write(actor) as tx:
            reader = self._reader(tx, client_id, why)
            self._own_document(tx, reader, number)
            self._register(tx, UseKind.PRINT, reader, document_number=number)
        self._queue.print_document(actor, number, why=reader.why)

    def cover(self, actor: Actor, client_id: str, why: str = "") -> PressedForm:
        """《档案封面》 as of now, with the barcode of the archive number. Rights and refusals as :meth:`look`."""
        return self._cover(actor, self._for_paper(actor, client_id, why, COVER))

    def index(self, actor: Actor, client_id: str, why: str = "") -> PressedForm:
        """《卷内目录》 as of now: all documents with version, day, pages, copies, hash. As :meth:`cover` (AR-1)."""
        return self._index(actor, self._for_paper(actor, client_id, why, INDEX))

    def _cover(self, actor: Actor, view: DossierView) -> PressedForm:
        number = f"{view.archive_number}-FM"
        facts = cover_facts(
            view, self._head(number, actor, case_number=view.archive_number), self._policy.keeping_years
        )
        return self._press.press(COVER, facts)

    def _index(self, actor: Actor, view: DossierView) -> PressedForm:
        number = f"{view.archive_number}-ML"
        facts = index_facts(view, self._head(number, actor, case_number=view.archive_number))
        return self._press.press(INDEX, facts)

    def uses(self, actor: Actor, client_id: str) -> tuple[Use, ...]:
        """Who looked at, printed, exported, borrowed and brought back what of a dossier, the latest first.

        For the archivist, the person in charge and those who read dossiers and the audit log. One read transaction.
        """
        if not (actor.may(Right.DOSSIER_WRITE) or actor.may(Right.DOSSIER_DESTROY)):
            actor.need(Right.DOSSIER_READ)
            actor.need(Right.AUDIT_READ)
        with self._db.read() as conn:
            dossier = storage.of_client(conn, client_id)
            return () if dossier is None else storage.uses(conn, dossier.archive_number)

    def set_place(
        self, actor: Actor, client_id: str, *, room: str, shelf: str, box: str, why: str, seen: int
    ) -> tuple[Place, ...]:
        """Note where the paper lies; the places before stay. ``seen``: how many places the person saw.

        Needs DOSSIER_WRITE. Refused: ``text.*``, ``dossier.same_place``, ``dossier.changed_elsewhere``,
        ``clients.unknown``. One write transaction, audited.
        """
        actor.need(Right.DOSSIER_WRITE)
        named = {
            "room": clean_text(room, field="room", limit=PLACE_LIMIT),
            "shelf": clean_text(shelf, field="shelf", limit=PLACE_LIMIT, required=False),
            "box": clean_text(box, field="box", limit=PLACE_LIMIT),
        }
        reason = clean_text(why, field="why", limit=WHY_LIMIT)
        with self._db.write(actor) as tx:
            dossier = storage.opened(tx.conn, client_id, tx.at, actor.staff_id)
            before = storage.places(tx.conn, dossier.archive_number)
            if len(before) != seen:
                raise Refused("dossier.changed_elsewhere")
            if before and (before[-1].room, before[-1].shelf, before[-1].box) == tuple(named.values()):
                raise Refused("dossier.same_place", field="box")
            place = Place(**named, at=tx.at, by=actor.staff_id, by_name=actor.name, why=reason)
            storage.add_place(tx.conn, dossier.archive_number, len(before) + 1, place)
            told = {"place": place.short, "why": reason}
            last = {"place": before[-1].short} if before else None
            tx.audit("dossier.placed", "dossier", dossier.archive_number, before=last, after=told)
            return (*before, place)

    # shared

    def _for_paper(self, actor: Actor, client_id: str, why: str, form_id: str) -> DossierView:
        actor.need(Right.DOSSIER_READ)
        with self._db.write(actor) as tx:
            reader = self._reader(tx, client_id, why)
            self._register(tx, UseKind.LOOK, reader, form=form_id)
            return self._view(tx.conn, reader)

    def _own_document(self, tx: Writing, reader: Reader, number: str) -> Document:
        return self._document_in(tx.conn, tx.actor, reader.dossier, number)

    def _document_in(self, conn: sa.Connection, actor: Actor, dossier: Dossier, number: str) -> Document:
        found = archive.by_number(conn, number)
        if found is None or found.client_id != dossier.client_id or hidden(conn, actor, [found]):
            raise Refused("archive.unknown")
        if number in destroying_rows.destroyed_of(conn, dossier.archive_number):
            raise Refused("dossier.destroyed", number=number)
        return found

    def _content(self, found: Document) -> bytes:
        content = self._blobs.get(found.file_sha256)
        if hashlib.sha256(content).hexdigest() != found.file_sha256:
            raise Refused("archive.altered", number=found.number)
        return content


def _need_documents(actor: Actor) -> None:
    actor.need(Right.DOSSIER_READ)
    actor.need(Right.DOCUMENT_READ)


def cover_facts(view: DossierView, head: Head, keeping_years: int) -> CoverFacts:
    """What the cover says of a dossier."""
    sections = tuple(
        (section.label, len(papers), sum(paper.document.pages for paper in papers)) for section, papers in view.sections
    )
    place = view.place
    return CoverFacts(
        head=head, archive_number=view.archive_number, client_name=view.client_name, client_number=view.client_number,
        institution=view.institution, paper_kind=view.paper_kind, paper_masked=view.paper_masked,
        fund_accounts=view.fund_accounts, opened_on=view.opened_on, room=place.room if place else "",
        shelf=place.shelf if place else "", box=place.box if place else "",
        documents=sum(count for _, count, _ in sections), pages=sum(pages for _, _, pages in sections),
        sections=sections, keeping_years=keeping_years, closed_on=view.keeping.closed_on,
        keep_until=view.keeping.until,
    )  # fmt: skip


def index_facts(view: DossierView, head: Head) -> IndexFacts:
    """What the index says of a dossier."""
    return IndexFacts(
        head=head, archive_number=view.archive_number, client_name=view.client_name, client_number=view.client_number,
        sections=tuple((section.label, tuple(map(index_line, papers))) for section, papers in view.sections),
        missing=tuple((one.case.number, one.missing) for one in view.sets if one.missing),
    )  # fmt: skip


def index_line(paper: Paper) -> IndexLine:
    """One document as the index tells it."""
    document = paper.document
    return IndexLine(
        number=document.number, title=document.title, version=document.form_version,
        made_on=branch_day(document.made_at), pages=document.pages, copies=document.copies,
        content_sha256=document.content_sha256, on_paper=document.level == "paper",
        destroyed=branch_day(paper.destroyed.at) if paper.destroyed else None, replaced_by=paper.replaced_by,
    )  # fmt: skip
