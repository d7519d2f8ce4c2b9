"""Compliance looks into what was noticed (SE-1)."""

from __future__ import annotations

from dataclasses import replace

from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text
from app.storage.db import Database
from app.watch import storage
from app.watch.domain import Notice, Review


class WatchService:
    """What was noticed of looks at clients, and of users made alone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def notices(self, actor: Actor, limit: int = 500) -> tuple[Notice, ...]:
        """The newest notices first, at most ``limit`` (1 to 1000). Needs WATCH. One read transaction."""
        actor.need(Right.WATCH)
        with self._db.read() as conn:
            return storage.notices(conn, min(max(limit, 1), 1000))

    def review(self, actor: Actor, notice_id: str, note: str) -> Notice:
        """Mark a notice as looked into, with what was found. Needs WATCH.

        Refused: ``text.required``, ``watch.unknown``, ``watch.own`` (nobody looks into what they did themselves),
        ``watch.reviewed_already``. One write transaction, audited.
        """
        actor.need(Right.WATCH)
        words = clean_text(note, field="note", limit=storage.NOTE_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            notice = storage.by_id(tx.conn, notice_id)
            if notice.staff_id == actor.staff_id:
                raise Refused("watch.own")
            if notice.review is not None:
                raise Refused("watch.reviewed_already")
            made = Review(actor.staff_id, actor.name, tx.at, words)
            storage.review(tx.conn, notice, made)
            told = {"notice": notice.id, "kind": notice.kind, "count": notice.count, "note": words}
            tx.audit("watch.reviewed", "staff", notice.staff_id, after=told)
        return replace(notice, review=made)
