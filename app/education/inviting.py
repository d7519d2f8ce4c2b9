"""Invitations by message: into the outbox, in the transaction that puts a client on the list (IE-1, TO-14)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from app.archive.heads import BranchFacts
from app.clients import storage as clients
from app.common.clock import BRANCH_ZONE
from app.education.domain import Event
from app.education.guests import Inviter
from app.messages.domain import NewMessage
from app.messages.queueing import addressed, queue
from app.messages.storage import message_wish
from app.policy.messages import BRANCH, DAY, EVENT, PLACE, TELEPHONE, TIME, MessageKind, MessagePolicy
from app.storage.db import Writing


def inviter_of(policy: MessagePolicy, branch: BranchFacts) -> Inviter | None:
    """Queues invitations; None where the policy has no text for them."""
    if not policy.templates.get(MessageKind.EVENT_INVITATION):
        return None

    def invite(tx: Writing, client_id: str, event: Event) -> str:
        client = clients.get_client(tx.conn, client_id)
        values = {
            **addressed(client), EVENT: event.title, DAY: f"{event.on.month}月{event.on.day}日",
            TIME: f"{event.at:%H:%M}", PLACE: event.place, BRANCH: branch.branch, TELEPHONE: branch.telephone,
        }  # fmt: skip
        message = NewMessage(
            kind=MessageKind.EVENT_INVITATION, mobile=client.mobile, values=values, client_id=client_id,
            case_number=event.number, once=f"event-invitation:{event.number}:{client_id}",
            until=datetime.combine(event.on, event.at, BRANCH_ZONE),
        )  # fmt: skip
        return queue(tx, policy, message).id

    return invite


def opted_out(conn: sa.Connection) -> Collection[str]:
    """Ids of clients whose latest wish is to get no advertising."""
    wish, other = message_wish.alias("wish"), message_wish.alias("other")
    newest = sa.select(sa.func.max(other.c.sequence)).where(other.c.client_id == wish.c.client_id).scalar_subquery()
    query = sa.select(wish.c.client_id).where(wish.c.sequence == newest, wish.c.advertising.is_(sa.false()))
    return frozenset(conn.execute(query).scalars())
