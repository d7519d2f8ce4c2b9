"""Looking at what clients have read; it is recorded by the opening flow (OP-3)."""

from __future__ import annotations

from app.common.actor import Actor, Right
from app.disclosure import storage
from app.disclosure.domain import SectionReading
from app.storage.db import Database


class DisclosureService:
    """Use cases of reading records."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_case(self, actor: Actor, case_number: str) -> tuple[SectionReading, ...]:
        """What was read in a case, by time of confirming. Needs DOCUMENT_READ. One read transaction."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return storage.readings(conn, case_number)
