"""Looking at the register of incidents and following them up."""

from __future__ import annotations

from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.incidents import storage
from app.incidents.domain import Incident, Note
from app.storage.db import Database

_READERS = frozenset({Role.GENERAL_MANAGER, Role.COMPLIANCE})
"""Others who read the audit log may be whom an incident is about (supervisors), or read nothing of clients (SE-1)."""


class IncidentService:
    """Use cases of incidents; they are reported by the flow in which they happen."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self, actor: Actor) -> tuple[Incident, ...]:
        """All incidents with their notes, the newest first. Needs AUDIT_READ as general manager or compliance.

        One read transaction.
        """
        _need_reader(actor)
        with self._db.read() as conn:
            return storage.all_incidents(conn)

    def note(self, actor: Actor, incident_id: str, words: str) -> Note:
        """Add what was done or found out. Needs AUDIT_READ as general manager or compliance.

        Refused: ``incidents.unknown``, ``text.*``. One write transaction, audited.
        """
        _need_reader(actor)
        with self._db.write(actor) as tx:
            made = storage.add_note(tx.conn, incident_id, words=words, by=actor.staff_id, by_name=actor.name, at=tx.at)
            tx.audit("incidents.noted", "incident", incident_id, after={"note": made.id})
        return made


def _need_reader(actor: Actor) -> None:
    actor.need(Right.AUDIT_READ)
    if not actor.roles & _READERS:
        raise Refused("auth.denied", right=Right.AUDIT_READ.value)
