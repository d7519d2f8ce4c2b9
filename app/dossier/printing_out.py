"""Cover, index and register of loans through the print queue: without a printer the job waits (AR-1, AR-3)."""

from __future__ import annotations

from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.dossier import storage
from app.dossier.desk import Reader
from app.dossier.domain import UseKind
from app.dossier.lending import REGISTER, Lending
from app.dossier.reading import COVER, INDEX, Reading
from app.printing.domain import SourceKind

PAPERS = (COVER, INDEX, REGISTER)
"""Forms that are made from what is known of a dossier at the moment, and are not archived themselves."""


class PrintingOut(Reading, Lending):
    """Printing such a form, and its pages when the queue sends it."""

    def print_paper(self, actor: Actor, client_id: str, form_id: str, why: str = "") -> None:
        """Queue a form of the dossier; the print is registered with its purpose, which the job carries.

        Needs DOSSIER_READ and PRINT, the register of loans DOSSIER_WRITE as well. Refused: as :meth:`look`,
        ``forms.unknown``, ``printing.none`` without a queue. Two write transactions, audited.
        """
        _need(actor, form_id)
        if self._queue is None:
            raise Refused("printing.none")
        with self._db.write(actor) as tx:
            reader = self._reader(tx, client_id, why)
            self._register(tx, UseKind.PRINT, reader, form=form_id)
        number = reader.dossier.archive_number
        self._queue.print_form(actor, SourceKind.DOSSIER_FORM, number, form_id, why=reader.why)

    def queued_paper(self, actor: Actor, archive_number: str, form_id: str) -> bytes:
        """The pages of a form that was queued, as of now; for the print queue, which asks when it sends.

        Rights as :meth:`print_paper`. Refused: ``dossier.unknown``, ``dossier.not_open`` when the actor has not had a
        form of this dossier printed, which is where the purpose was asked. One or two read transactions.
        """
        _need(actor, form_id)
        with self._db.read() as conn:
            dossier = storage.by_number(conn, archive_number)
            if not storage.printed_by(conn, archive_number, actor.staff_id):
                raise Refused("dossier.not_open")
            own = self._own_work(conn, actor, dossier.client_id)
            reader = Reader(dossier, clients.get_client(conn, dossier.client_id), own, "")
            view = self._view(conn, reader)
        if form_id == REGISTER:
            return self.loan_register(actor, dossier.client_id).pdf
        return (self._cover(actor, view) if form_id == COVER else self._index(actor, view)).pdf


def _need(actor: Actor, form_id: str) -> None:
    actor.need(Right.DOSSIER_READ)
    actor.need(Right.PRINT)
    if form_id == REGISTER:
        actor.need(Right.DOSSIER_WRITE)
    elif form_id not in PAPERS:
        raise Refused("forms.unknown", form=form_id)
