"""Use cases of who has what open. Nothing is audited: a row says what a window shows, not what anybody did."""

from __future__ import annotations

from app.common.actor import Actor, Right
from app.presence import storage
from app.presence.domain import Present, Subject
from app.storage.changes import tell
from app.storage.db import Database

TOPIC = "presence"

_NEEDS = {
    Subject.CLIENT: Right.CLIENT_READ,
    Subject.OPENING: Right.COUNTER,
    Subject.TRANSFER: Right.TRANSFER_READ,
    Subject.CHANGE: Right.COUNTER,
}


class PresenceService:
    """Who else has a client or a case open. On the embedded database, which has one station, nobody ever has."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def here(self, actor: Actor, subject: Subject, subject_id: str) -> tuple[Present, ...]:
        """Say that ``actor`` has it open (anew every ``BEAT``), and learn who else has. One write transaction.

        Needs the right to look at such a subject. An id that does not exist tells nothing.
        """
        actor.need(_NEEDS[subject])
        if self._db.is_sqlite:
            return ()
        with self._db.write(actor) as tx:
            if storage.beat(tx.conn, subject, subject_id, actor, tx.at):
                storage.sweep(tx.conn, tx.at)
                tell(tx.conn, TOPIC)
            return storage.others(tx.conn, subject, subject_id, actor.station, tx.at)

    def gone(self, actor: Actor, subject: Subject, subject_id: str) -> None:
        """Say that it is no longer open at this station. One write transaction."""
        actor.need(_NEEDS[subject])
        if self._db.is_sqlite:
            return
        with self._db.write(actor) as tx:
            if storage.leave(tx.conn, subject, subject_id, actor.station):
                tell(tx.conn, TOPIC)
