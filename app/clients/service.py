"""Finding clients and looking at them: masked, and every unmasking registered (SE-1)."""

from __future__ import annotations

from datetime import date

from app.clients import credentials, storage, unlocking
from app.clients.credentials import PasswordState
from app.clients.domain import ClientCard, ClientHit, DuplicateReport, MaskedField
from app.clients.duplicates import duplicates
from app.clients.unlocking import Unlocking
from app.common.actor import Actor, Right
from app.common.values import clean_text
from app.policy.values import WatchRule
from app.storage.db import Database
from app.watch import storage as looks


class ClientService:
    """What windows may ask about registered clients."""

    def __init__(self, db: Database, rule: WatchRule | None = None) -> None:
        self._db = db
        self._rule = rule or WatchRule()

    def find(self, actor: Actor, text: str, limit: int = 20) -> tuple[ClientHit, ...]:
        """Clients by any part of the name, pinyin, initials, tail of ID or mobile, client number or account.

        Masked; at most ``limit`` (1 to 100). Needs CLIENT_READ. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return tuple(map(ClientHit.of, storage.find(conn, text, min(max(limit, 1), 100))))

    def card(self, actor: Actor, client_id: str) -> ClientCard:
        """A client's masked card; who opens many clients in a short time is noticed (SE-1). Needs CLIENT_READ.

        Refused: ``clients.unknown``. One read transaction, and a write one unless it was opened a moment ago.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            card = ClientCard.of(storage.get_client(conn, client_id), storage.accounts(conn, client_id))
            known = looks.seen_lately(conn, actor.staff_id, client_id, self._db.clock.now())
        if not known:
            with self._db.write(actor) as work:
                looks.note_opened(work, client_id, self._rule)
        return card

    def duplicates(
        self, actor: Actor, *, paper_number: str = "", name: str = "", birth_date: date | None = None, mobile: str = ""
    ) -> DuplicateReport:
        """Who may be the same person, before a client is made (KY-2). Needs COUNTER. One read transaction."""
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return duplicates(conn, paper_number=paper_number, name=name, birth_date=birth_date, mobile=mobile)

    def unmask(self, actor: Actor, client_id: str, field: MaskedField, reason: str) -> str:
        """The full value of a masked field; who, when, which and why go into the audit log (SE-1).

        Many in a day are noticed. Needs CLIENT_UNMASK. Refused: ``text.required`` without a reason,
        ``clients.unknown``. One write transaction.
        """
        actor.need(Right.CLIENT_UNMASK)
        why = clean_text(reason, field="reason", limit=200)
        with self._db.write(actor) as work:
            value: str = getattr(storage.get_client(work.conn, client_id), field.value)
            looks.note_unmasked(work, client_id, field.value, why, self._rule)
            work.audit("clients.unmasked", "client", client_id, after={"field": field.value, "reason": why})
        return value

    def password_state(self, actor: Actor, client_id: str) -> PasswordState:
        """Whether the client has set a counter password, whether it is locked, and the wrong tries (TO-8).

        Needs CLIENT_READ. Refused: ``clients.unknown``. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return credentials.password_state(conn, storage.get_client(conn, client_id).id)

    def unlock_password(self, actor: Actor, client_id: str, why: str, identity_checked: bool) -> Unlocking:
        """Lift the lock of a client's counter password (TO-8). Needs CLIENT_UNLOCK.

        ``identity_checked``: the actor has checked the client's identity paper again. Refused: ``clients.unknown``,
        ``password.identity_unchecked``, ``text.required`` without a reason, ``password.not_locked``.
        One write transaction, audited.
        """
        actor.need(Right.CLIENT_UNLOCK)
        with self._db.write(actor) as work:
            storage.get_client(work.conn, client_id)
            lifted = unlocking.unlock(
                work.conn, client_id, why=why, identity_checked=identity_checked, at=work.at, actor=actor
            )
            before = {"locked": True, "failures": lifted.failures}
            after = {"locked": False, "failures": 0, "reason": lifted.why, "identity_checked": True}
            work.audit("clients.password_unlocked", "client", client_id, before=before, after=after)
        return lifted

    def unlockings(self, actor: Actor, client_id: str) -> tuple[Unlocking, ...]:
        """Every lifting of the client's lock, in order. Needs CLIENT_UNLOCK. One read transaction."""
        actor.need(Right.CLIENT_UNLOCK)
        with self._db.read() as conn:
            return unlocking.history(conn, client_id)
