"""Queueing a message inside the transaction of what it tells of: both are saved, or neither (FU-2)."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from app.clients.domain import Client
from app.common.errors import Refused
from app.common.values import new_id
from app.messages import storage
from app.messages.domain import OPTED_OUT, Message, MessageState, NewMessage, after_quiet
from app.policy.messages import (
    ADVERTISING,
    BRANCH,
    LAST_FOUR,
    NAME,
    TELEPHONE,
    MessageKind,
    MessagePolicy,
    filled,
    parts_of,
)
from app.storage.db import Writing
from app.storage.identity import branch_identity


def queue(tx: Writing, policy: MessagePolicy, new: NewMessage) -> Message:
    """Queue a message with its text as it will be sent; audited. The same ``once`` again gives the first one.

    Advertising to a client who wants none is entered as cancelled, so that it can be seen why nobody was told; what is
    a duty (every kind that is not in ``ADVERTISING``, the reminder of FU-2 above all) is queued whatever the client
    wants of advertising. Refused: ``messages.no_template`` when the policy knows no such kind.
    """
    template = policy.templates.get(new.kind, "")
    if not template:
        raise Refused("messages.no_template")
    there = storage.by_once(tx.conn, new.once)
    if there is not None:
        return there
    text = filled(template, new.values)
    unwanted = new.kind in ADVERTISING and bool(new.client_id)
    unwanted = unwanted and not storage.wants_advertising(tx.conn, new.client_id)
    begin = max(tx.at, new.not_before or tx.at)
    made = Message(
        id=new_id(), kind=new.kind, client_id=new.client_id, case_number=new.case_number, mobile=new.mobile, text=text,
        parts=parts_of(text), policy_version=policy.version, once=new.once,
        state=MessageState.CANCELLED if unwanted else MessageState.QUEUED, reason=OPTED_OUT if unwanted else "",
        created_at=tx.at, created_by=tx.actor.staff_id, changed_at=tx.at, next_at=after_quiet(begin, policy),
        until=new.until or begin + timedelta(hours=policy.give_up_hours),
    )  # fmt: skip
    kept = storage.add(tx.conn, made, by_name=tx.actor.name)
    if kept.id == made.id:
        told = {"kind": made.kind.value, "state": made.state.value, "parts": made.parts, "case": made.case_number}
        tx.audit("messages.queued", "message", made.id, after=told)
    return kept


def risk_reminder(
    tx: Writing, policy: MessagePolicy, client: Client, *, branch: str, telephone: str, case_number: str, once: str = ""
) -> Message:
    """Queue the risk reminder of a client who wants no calls (FU-2); a duty, sent whatever the client opted out of.

    ``branch`` and ``telephone``: as the letterhead has them. ``once``: usually of the case. Refused: as :func:`queue`.
    """
    values = {**addressed(client), BRANCH: branch, TELEPHONE: telephone}
    return queue(
        tx, policy,
        NewMessage(
            kind=MessageKind.RISK_REMINDER, mobile=client.mobile, values=values, client_id=client.id,
            case_number=case_number, once=once or f"risk-reminder:{case_number or client.id}",
        ),
    )  # fmt: skip


def risk_reminder_once(tx: Writing, policy: MessagePolicy, client: Client, case_number: str) -> Message | None:
    """The risk reminder of a client who says at any time to want no calls (FU-2); None when it was queued before.

    Refused: ``messages.no_template``.
    """
    once = f"risk-reminder:no-calls:{client.id}"
    if storage.by_once(tx.conn, once) is not None:
        return None
    c = branch_identity.c
    head = tx.conn.execute(sa.select(c.name, c.telephone)).one()
    return risk_reminder(
        tx, policy, client, branch=head.name, telephone=head.telephone, case_number=case_number, once=once
    )


def addressed(client: Client) -> dict[str, str]:
    """Name and last four figures of a client, for the placeholders."""
    return {NAME: client.name, LAST_FOUR: client.fund_account[-4:]}
