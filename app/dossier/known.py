"""What the archive below asks of the dossiers: whose own work they are, what of them was destroyed (AR-3, AR-4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.archive.domain import Destroyed, Document
from app.common.actor import Actor
from app.complaints import guard
from app.dossier import destroying_rows, storage
from app.policy.dossier import DossierPolicy


class KnownDossiers:
    """Answers ``app.archive.looking.Dossiers``; the dossiers' own use cases mean the same by one's own work."""

    def __init__(self, policy: DossierPolicy) -> None:
        self._days = policy.own_work_days

    def own_work(self, conn: sa.Connection, actor: Actor, client_id: str, at: datetime) -> bool:
        """Whether the actor took in a case of the client within the policy's days before ``at``."""
        return storage.took_in(conn, actor.staff_id, client_id, at - timedelta(days=self._days))

    def destroyed(self, conn: sa.Connection, client_id: str) -> Mapping[str, Destroyed]:
        """What was destroyed of the client's dossier, by document number."""
        return destroying_rows.destroyed_of_client(conn, client_id)

    def hidden(self, conn: sa.Connection, actor: Actor, documents: Sequence[Document]) -> frozenset[str]:
        """Papers of complaints that the actor may not see."""
        return guard.hidden(conn, actor, documents)
