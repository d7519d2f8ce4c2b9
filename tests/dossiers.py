"""Dossiers by hand for tests of what lies below them: whose own work they are, what was destroyed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from app.archive.domain import Destroyed, Document
from app.common.actor import Actor


@dataclass
class KnownByHand:
    """``owners``: staff ids whose own work every dossier is, None for everybody; ``until``: not after that moment."""

    owners: Collection[str] | None = None
    gone: dict[str, Destroyed] = field(default_factory=dict)
    until: datetime | None = None

    def own_work(self, conn: sa.Connection, actor: Actor, client_id: str, at: datetime) -> bool:
        if self.until is not None and at > self.until:
            return False
        return self.owners is None or actor.staff_id in self.owners

    def destroyed(self, conn: sa.Connection, client_id: str) -> Mapping[str, Destroyed]:
        return self.gone

    def hidden(self, conn: sa.Connection, actor: Actor, documents: Sequence[Document]) -> frozenset[str]:
        return frozenset()
