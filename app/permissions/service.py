"""Looking at a client's permissions; they are opened and closed by cases (OP-3)."""

from __future__ import annotations

from app.common.actor import Actor, Right
from app.permissions import storage
from app.permissions.domain import PermissionAct
from app.storage.db import Database


class PermissionService:
    """Use cases of business permissions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def history(self, actor: Actor, client_id: str) -> tuple[PermissionAct, ...]:
        """Every opening and closing, the first one first. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.history(conn, client_id)
