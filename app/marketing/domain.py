"""The hand-over of a leaver's clients: who gets whom, on one signed list (MS-2). Standard library only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.common.errors import Refused

FARTHEST_DAYS = 90
"""A leaving is planned at most this many days ahead."""

MOST_CLIENTS = 5_000
"""Clients on one list."""


@dataclass(frozen=True, slots=True)
class Served:
    """A client whom the leaver looks after, as a list shows them. ``since``: the signed confirmation's day."""

    client_id: str
    number: str
    name: str
    fund_account: str
    mobile_masked: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareHandOver:
    """A hand-over as it is wanted: ``receivers`` gives the new staff member's id for every client id.

    ``on``: the leaver's first day without work. ``absence``: why the leaver cannot sign; empty when they do.
    ``rest_to``: who gets open bookings and what else is open; empty: who gets the most clients.
    """

    staff_id: str
    on: date
    receivers: Mapping[str, str]
    absence: str = ""
    rest_to: str = ""


class HandOverState(StrEnum):
    """A list is ``open`` until it came back signed (``done``), or is given up (``cancelled``)."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """One client on a list, as of the day it was made."""

    place: int
    client_id: str
    client_number: str
    client_name: str
    fund_account: str
    receiver_id: str
    receiver_number: str
    receiver_name: str


@dataclass(frozen=True, slots=True)
class HandOverEnd:
    """How a list ended. ``document_number``: the signed list, empty when it was given up; ``why``: then, why."""

    state: HandOverState
    at: datetime
    by: str
    by_name: str
    document_number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientHandOver:
    """A list with its lines; ``end`` None while it is open."""

    number: str
    leaver_id: str
    leaver_number: str
    leaver_name: str
    leaver_post: str
    on: date
    absence: str
    rest_to: str
    made_at: datetime
    made_by: str
    made_by_name: str
    made_by_number: str
    lines: tuple[HandOverLine, ...]
    end: HandOverEnd | None = None

    @property
    def state(self) -> HandOverState:
        """Where it stands."""
        return HandOverState.OPEN if self.end is None else self.end.state

    @property
    def receivers(self) -> tuple[tuple[str, str, int], ...]:
        """Everybody who gets clients, by number: number, name, how many."""
        counts = Counter((line.receiver_number, line.receiver_name) for line in self.lines)
        return tuple((number, name, counts[number, name]) for number, name in sorted(counts))


def check_day(on: date, today: date) -> None:
    """Refuse ``marketing.day_past`` and ``marketing.day_far`` (``days``)."""
    if on < today:
        raise Refused("marketing.day_past", field="on")
    if on > today + timedelta(days=FARTHEST_DAYS):
        raise Refused("marketing.day_far", field="on", days=FARTHEST_DAYS)


def check_whole(served: Sequence[Served], receivers: Mapping[str, str], leaver_id: str) -> None:
    """Everybody is given to somebody, and nobody else's client is.

    Refused: ``marketing.no_clients``, ``marketing.too_many`` (``most``), ``marketing.clients_left`` (``count``),
    ``marketing.list_outdated``, ``marketing.to_leaver``.
    """
    if not served:
        raise Refused("marketing.no_clients")
    if len(served) > MOST_CLIENTS:
        raise Refused("marketing.too_many", most=MOST_CLIENTS)
    ids = {one.client_id for one in served}
    left = [client_id for client_id in ids if not receivers.get(client_id)]
    if left:
        raise Refused("marketing.clients_left", count=len(left))
    if set(receivers) - ids:
        raise Refused("marketing.list_outdated")
    if leaver_id in receivers.values():
        raise Refused("marketing.to_leaver")


def most_given(receivers: Mapping[str, str]) -> str:
    """Who gets the most clients; of several, the first by id."""
    counts = Counter(receivers.values())
    return min(counts, key=lambda staff_id: (-counts[staff_id], staff_id))
