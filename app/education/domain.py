"""Investor education: material with its versions, events with invitations and attendance (IE-1, TO-14).

Pure. Nothing is deleted: a version is replaced, an event is held or cancelled, a wrong tick taken back with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.common.errors import Refused

FARTHEST_DAYS = 366
"""An event is planned at most this many days ahead, and material valid from at most this many days on."""
MOST_PEOPLE = 5_000
"""On one invitation list, in one room, and walk-ins of one event."""
TITLE_LIMIT, PLACE_LIMIT, TOPIC_LIMIT, WORDS_LIMIT = 80, 120, 32, 300
TOPIC = "education"
"""What the change feed calls material, events and who took part."""


# material


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMaterial:
    """A version of some material. ``number``: of the material it replaces the last version of; empty for a new one.

    ``file_name``, ``content``: PDF, JPEG or PNG; empty when it lies elsewhere, and then ``where`` says where.
    """

    title: str
    kind: str
    topic: str
    valid_from: date
    number: str = ""
    where: str = ""
    file_name: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a version, when; never who registered it."""

    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One version of some material. ``file_sha256`` empty: no file; ``replaced_by``: the next approved version, 0."""

    id: str
    number: str
    version: int
    title: str
    kind: str
    topic: str
    valid_from: date
    where: str
    file_name: str
    file_sha256: str
    made_at: datetime
    made_by: str
    made_by_name: str
    approval: Approval | None = None
    replaced_by: int = 0
    replaced_from: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it may be given to a client on ``day``: approved, valid, and not replaced by one that is."""
        replaced = self.replaced_from is not None and self.replaced_from <= day
        return self.approval is not None and self.valid_from <= day and not replaced


def in_line(versions: Sequence[Material]) -> tuple[Material, ...]:
    """Versions of one material in order, each with the approved version that comes after it."""
    ordered = sorted(versions, key=lambda one: one.version)
    made: list[Material] = []
    after: Material | None = None
    for one in reversed(ordered):
        made.append(one if after is None else replace(one, replaced_by=after.version, replaced_from=after.valid_from))
        if one.approval is not None:
            after = one
    return tuple(reversed(made))


def check_given(material: Material, day: date) -> None:
    """Refuse ``education.not_approved``, ``.not_valid_yet`` (``day``), ``education.replaced`` (``version``)."""
    if material.approval is None:
        raise Refused("education.not_approved")
    if material.valid_from > day:
        raise Refused("education.not_valid_yet", day=material.valid_from.isoformat())
    if not material.in_force(day):
        raise Refused("education.replaced", version=material.replaced_by)


class Way(StrEnum):
    """How a client was given material."""

    COUNTER = "counter"
    EVENT = "event"
    POST = "post"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Given:
    """What a client was given: which version, when, how, by whom."""

    client_id: str
    material_number: str
    version: int
    title: str
    way: Way
    at: datetime
    by: str
    by_name: str


# events


class EventState(StrEnum):
    """An event is planned, and then held or cancelled; neither comes back."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent:
    """An event as it is wanted. ``material_id``: the version that is used, or empty; ``capacity``: seats."""

    title: str
    topic: str
    on: date
    at: time
    place: str
    speaker: str
    capacity: int
    material_id: str = ""
    for_former: bool = False


@dataclass(frozen=True, slots=True)
class EventEnd:
    """How an event ended. ``walk_ins``: people who are no clients; ``document_number``: the signed sheet, or empty."""

    state: EventState
    at: datetime
    by: str
    by_name: str
    walk_ins: int
    document_number: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event; ``end`` None while it is planned. ``version`` counts changes of the plan."""

    number: str
    title: str
    topic: str
    on: date
    at: time
    place: str
    speaker: str
    capacity: int
    material_id: str
    for_former: bool
    version: int
    made_at: datetime
    made_by: str
    made_by_name: str
    end: EventEnd | None = None

    @property
    def state(self) -> EventState:
        """Where it stands."""
        return EventState.PLANNED if self.end is None else self.end.state


def check_plan(plan: PlanEvent, today: date) -> None:
    """Refuse ``education.day_past``, ``education.day_far`` (``days``), ``education.capacity`` (``most``)."""
    if plan.on < today:
        raise Refused("education.day_past", field="on")
    if plan.on > today + timedelta(days=FARTHEST_DAYS):
        raise Refused("education.day_far", field="on", days=FARTHEST_DAYS)
    if not 1 <= plan.capacity <= MOST_PEOPLE:
        raise Refused("education.capacity", field="capacity", most=MOST_PEOPLE)


def check_changeable(event: Event, seen_version: int) -> None:
    """Refuse ``education.ended``, ``education.changed_elsewhere``."""
    if event.end is not None:
        raise Refused("education.ended")
    if event.version != seen_version:
        raise Refused("education.changed_elsewhere")


def check_attendance(event: Event, today: date) -> None:
    """Whether somebody can be entered as having been there: on the day itself, or when it was held.

    Refused: ``education.cancelled``, ``education.not_yet`` (``day``), ``education.not_held``.
    """
    if event.state is EventState.CANCELLED:
        raise Refused("education.cancelled")
    if event.state is EventState.PLANNED and today < event.on:
        raise Refused("education.not_yet", day=event.on.isoformat())
    if event.state is EventState.PLANNED and today > event.on:
        raise Refused("education.not_held")


def check_holding(event: Event, today: date, walk_ins: int) -> None:
    """Refuse ``education.ended``, ``education.not_yet`` (``day``), ``education.walk_ins`` (``most``)."""
    if event.end is not None:
        raise Refused("education.ended")
    if today < event.on:
        raise Refused("education.not_yet", day=event.on.isoformat())
    if not 0 <= walk_ins <= MOST_PEOPLE:
        raise Refused("education.walk_ins", field="walk_ins", most=MOST_PEOPLE)


# invitations


class Former(StrEnum):
    """Whether clients who left are on the list."""

    WITHOUT = "without"
    ONLY = "only"  # TO-14


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to invite: clients of these risk levels and classes (all when empty), present or former ones."""

    levels: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    former: Former = Former.WITHOUT


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be invited; ``opted_out``: wants no messages, and is left out; ``left_on``: of former ones."""

    client_id: str
    number: str
    name: str
    mobile_masked: str
    level: str
    class_code: str
    left_on: date | None
    invited: bool
    opted_out: bool


class InviteWay(StrEnum):
    """How somebody is invited."""

    MESSAGE = "message"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody on the list of an event, and whether they came."""

    client_id: str
    client_number: str
    client_name: str
    way: InviteWay
    at: datetime
    by: str
    by_name: str
    message_id: str
    came: bool = False


class Arrival(StrEnum):
    """How it is known that somebody was there."""

    FOUND = "found"  # looked up at the door
    CARD = "card"  # read from a card or typed number
    SHEET = "sheet"  # ticked from the signed sheet


@dataclass(frozen=True, slots=True)
class Attendance:
    """A client who was there. ``taken_back``: why the entry does not hold, empty when it does."""

    id: str
    event_number: str
    client_id: str
    client_number: str
    client_name: str
    arrival: Arrival
    at: datetime
    by: str
    by_name: str
    invited: bool = False
    taken_back: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """An event in a client's history: invited, and whether they came."""

    event_number: str
    title: str
    on: date
    state: EventState
    invited: bool
    came: bool


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What was done in a month (its first day): events held and cancelled, people, material."""

    month: date
    held: int = 0
    cancelled: int = 0
    invited: int = 0
    attended: int = 0
    former: int = 0  # events for former clients among those held
    walk_ins: int = 0
    given: int = 0
    versions: int = 0
