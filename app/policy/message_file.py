"""What makes a file of message templates right: every placeholder known and there, nothing personal, not too long."""

from __future__ import annotations

import re
from datetime import time
from types import MappingProxyType

from app.common.errors import Refused
from app.policy.messages import (
    ADVERTISING,
    PLACEHOLDER,
    SLOTS,
    MessageKind,
    MessagePolicy,
    longest_of,
)
from app.policy.reading import Table

LONGEST_TEMPLATE = 500
_NUMBER = re.compile(r"\d{11,}")
"""A mobile, an ID or a bank account; a service telephone is shorter."""
_LEAVE_ALONE = ("退订", "拒收")
"""How a text says that one may have no more of it; advertising has to."""


def read_messages(root: Table) -> MessagePolicy:
    """The message policy in ``root``; mistakes are noted there, and then the value is not to be used."""
    root.text("kind")
    sending, ahead, templates = root.table("sending"), root.table("ahead"), root.table("templates")
    most_parts = sending.whole("most_parts", 1, 10)
    quiet_from = sending.time_of_day("quiet_from", time(17), time(23, 59))
    quiet_until = sending.time_of_day("quiet_until", time(6), time(12))
    policy = MessagePolicy(
        version=root.text("version", limit=40),
        effective=root.day("effective"),
        quiet_from=quiet_from,
        quiet_until=quiet_until,
        daily_limit=sending.whole("daily_limit", 1, 20),
        give_up_hours=sending.whole("give_up_hours", 12, 240),
        most_parts=most_parts,
        paper_days=ahead.wholes("paper_days", 1, 365),
        reassessment_days=ahead.wholes("reassessment_days", 1, 365),
        booking_days=ahead.whole("booking_days", 1, 14),
        templates=MappingProxyType({kind: _template(templates, kind, most_parts) for kind in MessageKind}),
    )
    for section in (sending, ahead, templates):
        section.finish()
    root.finish()
    return policy


def _template(table: Table, kind: MessageKind, most_parts: int) -> str:
    text = table.text(kind.value, limit=LONGEST_TEMPLATE)
    if text:
        for refused in mistakes(kind, text, most_parts):
            table.wrong(kind.value, refused)
    return text


def mistakes(kind: MessageKind, text: str, most_parts: int) -> list[Refused]:
    """What is wrong with a template of ``kind``.

    ``policy.placeholder_braces``, ``policy.placeholder_unknown``, ``policy.placeholder_missing``,
    ``policy.message_number``, ``policy.message_no_way_out`` (advertising), ``policy.message_too_long``.
    """
    slots = SLOTS[kind]
    found = PLACEHOLDER.findall(text)
    allowed = "、".join(f"{{{name}}}" for name in slots.all)
    wrong = [
        Refused("policy.placeholder_unknown", name=name, allowed=allowed) for name in found if name not in slots.all
    ]
    wrong += [Refused("policy.placeholder_missing", name=name) for name in slots.needed if name not in found]
    if set(PLACEHOLDER.sub("", text)) & set("{}"):
        wrong.append(Refused("policy.placeholder_braces"))
    if _NUMBER.search(text):
        wrong.append(Refused("policy.message_number"))
    if kind in ADVERTISING and not any(words in text for words in _LEAVE_ALONE):
        wrong.append(Refused("policy.message_no_way_out"))
    if not wrong and longest_of(text) > most_parts:
        wrong.append(Refused("policy.message_too_long", parts=longest_of(text), most=most_parts))
    return wrong
