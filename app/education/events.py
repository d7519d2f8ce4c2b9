"""Events: planned, offered to clients, held with who was there, or cancelled (IE-1, TO-14)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.archive import filing
from app.archive.heads import Head
from app.archive.press import PressedForm
from app.clients.numbers import dated_number
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.education import storage
from app.education.domain import (
    PLACE_LIMIT,
    TITLE_LIMIT,
    TOPIC,
    WORDS_LIMIT,
    Attendance,
    Event,
    EventEnd,
    EventState,
    Invitation,
    PlanEvent,
    Way,
    check_changeable,
    check_given,
    check_holding,
    check_plan,
)
from app.education.facts import EducationSheetFacts
from app.education.material import MaterialUseCases, material_name, need_either, need_topic
from app.storage.changes import tell
from app.storage.db import Writing

SHEET = "education-sheet"


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its lists: who was invited, who was there. ``material``: title and version, or empty."""

    event: Event
    material: str
    invitations: tuple[Invitation, ...]
    attendances: tuple[Attendance, ...]

    @property
    def came(self) -> int:
        """How many clients were there."""
        return sum(not one.taken_back for one in self.attendances)


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list, with how many were invited and came."""

    event: Event
    invited: int
    came: int


class EventUseCases(MaterialUseCases):
    """What is done with events. Planning them needs EDUCATION_WRITE, looking COUNTER or EDUCATION_WRITE."""

    def events(self, actor: Actor, first: date | None = None, last: date | None = None) -> tuple[EventLine, ...]:
        """Events of these days (all when None), the latest first. Needs COUNTER or EDUCATION_WRITE.

        One read transaction.
        """
        need_either(actor)
        with self._db.read() as conn:
            found = storage.events(conn, first, last)
            counts = storage.counts(conn, [one.number for one in found])
        return tuple(EventLine(one, *counts[one.number]) for one in found)

    def event(self, actor: Actor, event_number: str) -> EventView:
        """One event, whole. Needs COUNTER or EDUCATION_WRITE. Refused: ``education.no_event``. One read transaction."""
        need_either(actor)
        with self._db.read() as conn:
            return view_of(conn, event_number)

    def plan(self, actor: Actor, plan: PlanEvent) -> Event:
        """Plan an event. Needs EDUCATION_WRITE.

        Refused: ``text.*``, ``education.topic``, ``education.day_past``, ``education.day_far``,
        ``education.capacity``, ``education.no_material``, ``education.not_approved``,
        ``education.replaced``, ``education.not_valid_yet``. One write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        clean = self._cleaned(plan)
        with self._db.write(actor) as tx:
            today = branch_day(tx.at)
            self._check(tx.conn, clean, today)
            made = Event(
                number=dated_number(tx.conn, "TJ", today), **_plan_values(clean), version=1, made_at=tx.at,
                made_by=actor.staff_id, made_by_name=actor.name,
            )  # fmt: skip
            storage.add_event(tx.conn, made)
            tx.audit("education.event_planned", "education-event", made.number, after=_told(made))
            tell(tx.conn, TOPIC)
        return made

    def change_plan(self, actor: Actor, event_number: str, plan: PlanEvent, seen_version: int) -> Event:
        """Change the plan while the event has not ended. Needs EDUCATION_WRITE.

        Refused: as :meth:`plan`, and ``education.no_event``, ``education.ended``, ``education.changed_elsewhere``.
        One write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        clean = self._cleaned(plan)
        with self._db.write(actor) as tx:
            before = storage.event_by_number(tx.conn, event_number)
            check_changeable(before, seen_version)
            self._check(tx.conn, clean, branch_day(tx.at))
            made = dataclasses.replace(before, **_plan_values(clean), version=seen_version + 1)
            storage.change_event(tx.conn, made, seen_version)
            tx.audit("education.event_changed", "education-event", made.number, before=_told(before), after=_told(made))
            tell(tx.conn, TOPIC)
        return made

    def cancel_event(self, actor: Actor, event_number: str, why: str) -> EventView:
        """Cancel a planned event; it stays, with its lists. Needs EDUCATION_WRITE.

        Refused: ``text.*``, ``education.no_event``, ``education.ended``, ``education.came_already`` (somebody was
        entered as having been there). One write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        words = clean_text(why, field="why", limit=WORDS_LIMIT)
        with self._db.write(actor) as tx:
            view = view_of(tx.conn, event_number)
            check_changeable(view.event, view.event.version)
            if view.came:
                raise Refused("education.came_already")
            end = EventEnd(EventState.CANCELLED, tx.at, actor.staff_id, actor.name, 0, "", words)
            storage.end_event(tx.conn, view.event, end)
            tx.audit("education.event_cancelled", "education-event", event_number, after={"why": words})
            tell(tx.conn, TOPIC)
            return view_of(tx.conn, event_number)

    def hold(
        self, actor: Actor, event_number: str, walk_ins: int, words: str = "", scan: bytes = b"", *,
        gave_material: bool = False,
    ) -> EventView:  # fmt: skip
        """The event was held. ``walk_ins``: people there who are no clients; ``scan``: the signed sheet, filed.

        ``gave_material``: everybody there was given the material; it stands in their history. Needs EDUCATION_WRITE.
        Refused: ``text.*``, ``education.no_event``, ``education.ended``, ``education.not_yet``,
        ``education.walk_ins``, ``education.nobody`` (neither client nor walk-in), ``scan.*``,
        ``archive.seal_not_valid``. Takes seconds with a scan. One read and one write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, required=False)
        with self._db.read() as conn:
            before = view_of(conn, event_number)
            check_holding(before.event, branch_day(self._clock.now()), walk_ins)
            pressed = self._pressed(conn, actor, before.event) if scan else None
        made = None if pressed is None else filing.adopt(self._press, self._blobs, pressed, scan)
        with self._db.write(actor) as tx:
            view = view_of(tx.conn, event_number)
            check_holding(view.event, branch_day(tx.at), walk_ins)
            if not view.came and not walk_ins:
                raise Refused("education.nobody", field="walk_ins")
            number = ""
            if made is not None:
                number = filing.enter(tx, self._press, made, case_number=event_number, client_id=None).number
            end = EventEnd(EventState.HELD, tx.at, actor.staff_id, actor.name, walk_ins, number, said)
            storage.end_event(tx.conn, view.event, end)
            if gave_material:
                self._give_all(tx, view)
            told = {"clients": view.came, "walk_ins": walk_ins, "document": number, "gave_material": gave_material}
            tx.audit("education.event_held", "education-event", event_number, after=told)
            tell(tx.conn, TOPIC)
            return view_of(tx.conn, event_number)

    def sheet(self, actor: Actor, event_number: str) -> PressedForm:
        """《投资者教育活动签到表》 to be printed, with a line for each seat. Needs EDUCATION_WRITE or COUNTER.

        Refused: ``education.no_event``, as the press. One read transaction.
        """
        need_either(actor)
        with self._db.read() as conn:
            return self._pressed(conn, actor, storage.event_by_number(conn, event_number))

    # inside

    def _cleaned(self, plan: PlanEvent) -> PlanEvent:
        need_topic(self._rule, plan.topic)
        return dataclasses.replace(
            plan, title=clean_text(plan.title, field="title", limit=TITLE_LIMIT),
            place=clean_text(plan.place, field="place", limit=PLACE_LIMIT),
            speaker=clean_text(plan.speaker, field="speaker", limit=60),
        )  # fmt: skip

    def _check(self, conn: sa.Connection, plan: PlanEvent, today: date) -> None:
        check_plan(plan, today)
        if plan.material_id:
            check_given(storage.material_by_id(conn, plan.material_id), plan.on)

    def _give_all(self, tx: Writing, view: EventView) -> None:
        if not view.event.material_id:
            raise Refused("education.no_material", field="gave_material")
        for one in view.attendances:
            if not one.taken_back:
                storage.give(
                    tx.conn, one.client_id, view.event.material_id, Way.EVENT, at=tx.at, by=tx.actor.staff_id,
                    by_name=tx.actor.name,
                )  # fmt: skip

    def _pressed(self, conn: sa.Connection, actor: Actor, event: Event) -> PressedForm:
        head = Head(
            number=f"{event.number}-01", case_number=event.number, made_on=branch_day(event.made_at),
            branch=self._branch, teller_name=event.made_by_name, teller_number="",
        )  # fmt: skip
        facts = EducationSheetFacts(
            head=head, title=event.title, topic=self._rule.topic(event.topic), on=event.on, begins=f"{event.at:%H:%M}",
            place=event.place, speaker=event.speaker, material=material_name(conn, event.material_id),
            for_former=event.for_former, lines=event.capacity,
        )  # fmt: skip
        return self._press.press(SHEET, facts)


def view_of(conn: sa.Connection, event_number: str) -> EventView:
    """An event with its lists. Refused: ``education.no_event``."""
    event = storage.event_by_number(conn, event_number)
    return EventView(
        event, material_name(conn, event.material_id), storage.invitations(conn, event_number),
        storage.attendances(conn, event_number),
    )  # fmt: skip


def _plan_values(plan: PlanEvent) -> dict[str, Any]:
    return {field.name: getattr(plan, field.name) for field in dataclasses.fields(PlanEvent)}


def _told(event: Event) -> dict[str, object]:
    return {"title": event.title, "on": event.on, "place": event.place, "capacity": event.capacity,
            "former": event.for_former, "material": event.material_id}  # fmt: skip
