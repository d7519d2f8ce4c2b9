"""What 《客户移交清单》 says, as plain values; ``forms`` sets it (MS-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.archive.heads import Head


@dataclass(frozen=True, slots=True)
class HandedClient:
    """One client of the list."""

    number: str
    name: str
    fund_account: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets clients, and how many."""

    name: str
    number: str
    clients: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientHandOverFacts:
    """The list. ``absence`` empty: the leaver signs; ``rest_to``: who gets bookings and tasks that are open."""

    head: Head
    leaver: str
    leaver_number: str
    leaver_post: str
    on: date
    absence: str
    rest_to: str
    telling_days: int
    clients: tuple[HandedClient, ...]
    receivers: tuple[Receiver, ...]
