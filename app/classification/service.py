"""Looking at a client's class, and setting it by hand where no snapshot tells the figures (CL-1).

Classifying all clients from a snapshot, with a dry run (CL-3), is :mod:`app.reclassification`.
"""

from __future__ import annotations

from decimal import Decimal

from app.classification import storage
from app.classification.domain import ClientClass, Source, judge
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.policy.transfer import TransferPolicy
from app.storage.db import Database


class ClassificationService:
    """Use cases of classes. ``policy``: the bands in force."""

    def __init__(self, db: Database, policy: TransferPolicy) -> None:
        self._db = db
        self._policy = policy

    def of_client(self, actor: Actor, client_id: str) -> ClientClass | None:
        """The client's class in force; None when there is none yet. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.latest(conn, client_id)

    def history(self, actor: Actor, client_id: str) -> tuple[ClientClass, ...]:
        """All decisions on the client's class, oldest first. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.history(conn, client_id)

    def set_by_hand(self, actor: Actor, client_id: str, assets: Decimal, turnover: Decimal) -> ClientClass:
        """Classify a client on figures a teller gives: assets in yuan, turnover of the year (CL-1). Needs COUNTER.

        Refused: as ``judge``; ``clients.unknown``; ``classification.changed_meanwhile``. One write transaction,
        audited with the class before and after; the figures stay in the history, not in the audit (SE-1).
        """
        actor.need(Right.COUNTER)
        code, _ = judge(self._policy, assets, turnover)
        with self._db.write(actor) as tx:
            clients.get_client(tx.conn, client_id)
            before = storage.latest(tx.conn, client_id)
            made = storage.add(
                tx.conn, client_id, code=code, assets=assets, turnover=turnover, policy_version=self._policy.version,
                source=Source.BY_HAND, at=tx.at, by=actor.staff_id,
            )  # fmt: skip
            tx.audit("classification.set", "client", client_id, before=_told(before), after=_told(made))
        return made


def _told(value: ClientClass | None) -> dict[str, object] | None:
    if value is None:
        return None
    return {
        "class": value.code, "sequence": value.sequence, "policy": value.policy_version, "source": value.source.value,
    }  # fmt: skip
