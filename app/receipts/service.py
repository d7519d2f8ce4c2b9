"""Looking at receipts and voiding a spoilt one; they are issued where the fee is taken (TO-9)."""

from __future__ import annotations

from datetime import date

from app.common.actor import Actor, Right
from app.receipts import storage
from app.receipts.domain import DayTotals, Receipt
from app.storage.db import Database


class ReceiptService:
    """Use cases of receipts."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_case(self, actor: Actor, case_number: str) -> tuple[Receipt, ...]:
        """The receipts of a case in the order of issue, voided ones too. Needs TRANSFER_READ. One read transaction."""
        actor.need(Right.TRANSFER_READ)
        with self._db.read() as conn:
            return storage.of_case(conn, case_number)

    def of_year(self, actor: Actor, year: int) -> tuple[Receipt, ...]:
        """All receipts of a year by number. Needs TRANSFER_READ. One read transaction."""
        actor.need(Right.TRANSFER_READ)
        with self._db.read() as conn:
            return storage.of_year(conn, year)

    def void(self, actor: Actor, number: str, why: str) -> Receipt:
        """Void a spoilt receipt; it is kept, and the case can have another one. Needs COUNTER.

        Refused: ``text.required`` without a reason, ``receipts.unknown``, ``receipts.voided_already``.
        One write transaction, audited.
        """
        actor.need(Right.COUNTER)
        with self._db.write(actor) as tx:
            voided = storage.void(tx.conn, number, why, at=tx.at, actor=actor)
            facts = {"case": voided.case_number, "total": voided.total, "why": voided.void and voided.void.why}
            tx.audit("receipts.voided", "receipt", number, after=facts)
        return voided

    def totals(self, actor: Actor, day: date, staff_id: str = "") -> DayTotals:
        """What a branch day's receipts come to; of one member when ``staff_id`` is given. Needs TRANSFER_READ.

        One read transaction.
        """
        actor.need(Right.TRANSFER_READ)
        with self._db.read() as conn:
            return storage.totals(conn, day, staff_id)
