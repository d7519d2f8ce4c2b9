"""Finding clients and looking at them: masked, and every unmasking registered (SE-1)."""

from __future__ import annotations

from datetime import date

from app.clients import storage
from app.clients.domain import ClientCard, ClientHit, DuplicateReport, MaskedField
from app.clients.duplicates import duplicates
from app.common.actor import Actor, Right
from app.common.values import clean_text
from app.storage.db import Database


class ClientService:
    """What windows may ask about registered clients."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, actor: Actor, text: str, limit: int = 20) -> tuple[ClientHit, ...]:
        """Clients by any part of the name, pinyin, initials, tail of ID or mobile, client number or account.

        Masked; at most ``limit`` (1 to 100). Needs CLIENT_READ. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return tuple(map(ClientHit.of, storage.find(conn, text, min(max(limit, 1), 100))))

    def card(self, actor: Actor, client_id: str) -> ClientCard:
        """A client's masked card. Needs CLIENT_READ. Refused: ``clients.unknown``. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return ClientCard.of(storage.get_client(conn, client_id), storage.accounts(conn, client_id))

    def duplicates(
        self, actor: Actor, *, paper_number: str = "", name: str = "", birth_date: date | None = None, mobile: str = ""
    ) -> DuplicateReport:
        """Who may be the same person, before a client is made (KY-2). Needs COUNTER. One read transaction."""
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return duplicates(conn, paper_number=paper_number, name=name, birth_date=birth_date, mobile=mobile)

    def unmask(self, actor: Actor, client_id: str, field: MaskedField, reason: str) -> str:
        """The full value of a masked field; who, when, which and why go into the audit log (SE-1).

        Needs CLIENT_UNMASK. Refused: ``text.required`` without a reason, ``clients.unknown``. One write transaction.
        """
        actor.need(Right.CLIENT_UNMASK)
        why = clean_text(reason, field="reason")
        with self._db.write(actor) as work:
            value: str = getattr(storage.get_client(work.conn, client_id), field.value)
            work.audit("clients.unmasked", "client", client_id, after={"field": field.value, "reason": why})
        return value
