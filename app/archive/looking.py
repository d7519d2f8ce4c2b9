"""What the archive asks of the clients' dossiers, which lie above it: whose work they are, what is destroyed (AR-3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

import sqlalchemy as sa

from app.archive.domain import Destroyed, Document
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text


class Dossiers(Protocol):
    """What is known of clients' dossiers; handed to the archive by whoever puts the services together."""

    def own_work(self, conn: sa.Connection, actor: Actor, client_id: str, at: datetime) -> bool:
        """Whether the client's dossier was the actor's own work at ``at``, so that no purpose is asked (AR-3)."""
        ...

    def destroyed(self, conn: sa.Connection, client_id: str) -> Mapping[str, Destroyed]:
        """What was destroyed of the client's dossier, by document number (AR-4)."""
        ...

    def hidden(self, conn: sa.Connection, actor: Actor, documents: Sequence[Document]) -> frozenset[str]:
        """Numbers of those documents that are as good as unknown to the actor: complaints about them (CP-3)."""
        ...


class Nobodys:
    """No dossier is anybody's own work, and none was destroyed: what holds where nobody says otherwise."""

    def own_work(self, conn: sa.Connection, actor: Actor, client_id: str, at: datetime) -> bool:
        """Never: a purpose is asked."""
        del conn, actor, client_id, at
        return False

    def destroyed(self, conn: sa.Connection, client_id: str) -> Mapping[str, Destroyed]:
        """Nothing."""
        del conn, client_id
        return MappingProxyType({})

    def hidden(self, conn: sa.Connection, actor: Actor, documents: Sequence[Document]) -> frozenset[str]:
        """None."""
        del conn, actor, documents
        return frozenset()


def purpose(
    conn: sa.Connection, dossiers: Dossiers, actor: Actor, client_id: str | None, why: str, at: datetime
) -> str:  # fmt: skip
    """The purpose as it is registered, empty for one's own work; papers that are no client's need none (AR-3).

    Refused: ``archive.purpose_needed``, what ``clean_text`` refuses.
    """
    reason = clean_text(why, field="why", required=False)
    if not reason and client_id is not None and not dossiers.own_work(conn, actor, client_id, at):
        raise Refused("archive.purpose_needed", field="why")
    return reason


def need_file(conn: sa.Connection, dossiers: Dossiers, document: Document) -> None:
    """Refuse ``archive.destroyed`` when the file went with a destruction list: it is not missing (AR-4)."""
    gone = None if document.client_id is None else dossiers.destroyed(conn, document.client_id).get(document.number)
    if gone is not None:
        raise Refused(
            "archive.destroyed", number=document.number, list=gone.destruction, on=branch_day(gone.at).isoformat()
        )
