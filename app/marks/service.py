"""Looking at a client's marks, and setting them as the client's manager (CL-2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import sqlalchemy as sa

from app.auth import storage as users
from app.classification import storage as classes
from app.classification.domain import ClientClass
from app.clients import storage as clients
from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.common.values import clean_text
from app.marks import storage
from app.marks.domain import ClientMarks, Mark, MarkKind, OwnClient, Told, check_code, label_of, tier_of
from app.policy.values import Policy
from app.relationship import storage as relationships
from app.staff import storage as staff
from app.storage.db import Database, Writing

Choices = Mapping[MarkKind, str | Decimal | None]
"""What is chosen for some kinds of marks."""

MOST_OWN = 5_000
"""Clients in one list."""


class MarkService:
    """Use cases of marks.

    A client's manager is whom the confirmation of the service relationship names (SR-1). Where nobody is named, or the
    one named is no user of this program, the client service managers act (role ``client-manager``).
    """

    def __init__(self, db: Database, policy: Policy) -> None:
        self._db = db
        self._policy = policy

    def of_client(self, actor: Actor, client_id: str) -> ClientMarks:
        """The client's marks in force. Needs CLIENT_READ, or to be the client's manager. One read transaction.

        Refused: ``clients.unknown``.
        """
        with self._db.read() as conn:
            manages = self._reader(conn, actor, client_id)
            clients.get_client(conn, client_id)
            return self._of_one(conn, client_id, manages)

    def history(self, actor: Actor, client_id: str) -> tuple[Told, ...]:
        """All decisions on the client's marks, the newest first. Needs CLIENT_READ, or to be the client's manager."""
        with self._db.read() as conn:
            self._reader(conn, actor, client_id)
            found = sorted(storage.history(conn, client_id), key=lambda mark: (mark.at, mark.sequence), reverse=True)
            return tuple(self._told(conn, mark) for mark in found if self._shown(mark))

    def set_marks(self, actor: Actor, client_id: str, choices: Choices, reason: str = "") -> ClientMarks:
        """Set some of the client's marks at once, with an optional reason. Needs CLIENT_MARK and to be the manager.

        ``choices``: a code for habit, value and style, empty to take the mark off; for a fund client the yuan
        subscribed in all, which give the tier (nought: a prospect), None for no fund client. What is as it was is not
        written again. Refused: ``clients.unknown``, ``marks.not_your_client``, ``marks.unknown_code``,
        ``marks.fund_off``, ``marks.amount``, ``marks.same`` when nothing would change, ``marks.changed_meanwhile``;
        ``text.*`` for the reason. One write transaction; audited with codes, without amount and reason.
        """
        actor.need(Right.CLIENT_MARK)
        wanted = {kind: self._checked(kind, choice) for kind, choice in choices.items()}
        why = clean_text(reason, field="reason", limit=200) if reason.strip() else ""
        with self._db.write(actor) as tx:
            clients.get_client(tx.conn, client_id)
            if not self._manages(tx.conn, actor, client_id):
                raise Refused("marks.not_your_client")
            added = [self._add(tx, client_id, kind, code, amount, why) for kind, (code, amount) in wanted.items()]
            if not any(added):
                raise Refused("marks.same")
            return self._of_one(tx.conn, client_id, True)

    def own_clients(self, actor: Actor) -> tuple[OwnClient, ...]:
        """The clients that the actor manages by a confirmation in force, by number. Needs CLIENT_MARK.

        At most MOST_OWN. One read transaction.
        """
        actor.need(Right.CLIENT_MARK)
        with self._db.read() as conn:
            ids = [found.client_id for found in relationships.clients_of(conn, actor.staff_id)][:MOST_OWN]
            marks, coded = storage.latest(conn, ids), classes.latest_of(conn, ids)
            found = []
            for start in range(0, len(ids), 500):
                for client in clients.get_clients(conn, ids[start : start + 500]).values():
                    known = coded.get(client.id)
                    mine = self._marks(conn, client.id, True, marks.get(client.id, {}), known)
                    found.append(OwnClient(client.id, client.number, client.name, mine))
        return tuple(sorted(found, key=lambda one: one.number))

    # inside

    def _reader(self, conn: sa.Connection, actor: Actor, client_id: str) -> bool:
        """Whether the actor manages the client. Refused: ``auth.denied`` for who may not look either."""
        manages = actor.may(Right.CLIENT_MARK) and self._manages(conn, actor, client_id)
        if not manages:
            actor.need(Right.CLIENT_READ)
        return manages

    @staticmethod
    def _manages(conn: sa.Connection, actor: Actor, client_id: str) -> bool:
        named = relationships.current(conn, client_id)
        if named is not None and named.staff_id == actor.staff_id:
            return True
        if Role.CLIENT_MANAGER not in actor.roles:
            return False
        return named is None or not any(
            user.active and user.staff_id == named.staff_id for user in users.list_users(conn)
        )

    def _checked(self, kind: MarkKind, choice: str | Decimal | None) -> tuple[str, Decimal | None]:
        """Code and amount to be kept."""
        if kind is not MarkKind.FUND:
            return check_code(kind, str(choice or "")), None
        if choice is None or isinstance(choice, str):
            tier_of(self._policy.fund_tiers, Decimal(0))  # also taking it off is nowhere offered when switched off
            return "", None
        return tier_of(self._policy.fund_tiers, choice).code, round(choice, 2)

    def _add(self, tx: Writing, client_id: str, kind: MarkKind, code: str, amount: Decimal | None, why: str) -> bool:
        """Whether there was anything to add."""
        before = storage.latest(tx.conn, [client_id]).get(client_id, {}).get(kind)
        if (before.code if before else "", before.amount if before else None) == (code, amount):
            return False
        made = storage.add(
            tx.conn, client_id, kind, after=before.sequence if before else 0, code=code, amount=amount,
            policy_version=self._policy.version, reason=why, at=tx.at, by=tx.actor.staff_id,
        )  # fmt: skip
        told = {"kind": kind.value, "code": code, "sequence": made.sequence}
        tx.audit("marks.set", "client", client_id, before=before and {"code": before.code}, after=told)
        return True

    def _of_one(self, conn: sa.Connection, client_id: str, manages: bool) -> ClientMarks:
        found = storage.latest(conn, [client_id]).get(client_id, {})
        return self._marks(conn, client_id, manages, found, classes.latest(conn, client_id))

    def _marks(
        self, conn: sa.Connection, client_id: str, manages: bool, found: dict[MarkKind, Mark],
        known: ClientClass | None,
    ) -> ClientMarks:  # fmt: skip
        told = tuple(self._told(conn, found[kind]) for kind in MarkKind if kind in found and self._shown(found[kind]))
        return ClientMarks(client_id, told, manages, self._policy.fund_tiers, known.code if known else "")

    def _shown(self, mark: Mark) -> bool:
        """Fund tiers are nowhere to be seen where the branch has switched them off."""
        return mark.kind is not MarkKind.FUND or bool(self._policy.fund_tiers)

    def _told(self, conn: sa.Connection, mark: Mark) -> Told:
        member = staff.by_id(conn, mark.by)
        return Told(mark, label_of(mark, self._policy.fund_tiers), member.name if member else mark.by)
