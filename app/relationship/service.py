"""Looking at service relationships; they are confirmed by the opening flow (SR-1)."""

from __future__ import annotations

from app.common.actor import Actor, Right
from app.relationship import storage
from app.relationship.domain import Confirmation, current
from app.storage.db import Database


class RelationshipService:
    """Use cases of service relationships."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def history(self, actor: Actor, client_id: str) -> tuple[Confirmation, ...]:
        """All confirmations of a client, the first one first. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.history(conn, client_id)

    def current(self, actor: Actor, client_id: str) -> Confirmation | None:
        """The confirmation in force, None when there is none. Needs CLIENT_READ. One read transaction."""
        return current(self.history(actor, client_id))
