"""The forms of the page: an event's plan, that it was held, a version of material."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import QEvent

from app.common.errors import Refused
from app.education.domain import Event, Material, NewMaterial, PlanEvent
from ui.pages.entry_form import EntryForm
from ui.widgets.choices import ComboBox, TickGroup
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.editors import read_date as typed_date
from ui.widgets.field import LabelledField

FORMER, GAVE = "former", "gave"


class PlanForm(EntryForm):
    """An event as it is wanted."""

    def __init__(self) -> None:
        super().__init__(
            {
                "title": LabelledField("", LineEdit(limit=80), required=True),
                "topic": LabelledField("", ComboBox(), required=True),
                "on": LabelledField("", DateEdit(), required=True),
                "at": LabelledField("", LineEdit(limit=5), required=True),
                "place": LabelledField("", LineEdit(limit=120), required=True),
                "speaker": LabelledField("", LineEdit(limit=60), required=True),
                "capacity": LabelledField("", LineEdit(limit=4), required=True),
                "material_id": LabelledField("", ComboBox()),
                "for_former": LabelledField("", TickGroup()),
            },
            wide=("title", "material_id", "for_former"),
        )
        self.seen: Event | None = None
        self._topics: Sequence[Choice] = ()
        self._materials: Sequence[Material] = ()
        self._retranslate()

    def offer(self, topics: Sequence[Choice], materials: Sequence[Material]) -> None:
        """What can be chosen; ``materials``: versions in force."""
        self._topics, self._materials = topics, materials
        self._retranslate()

    def begin(self, event: Event | None) -> None:
        """Start empty, or from an event's plan."""
        self.seen = event
        self._retranslate()
        values: dict[str, Any] = {"at": "14:30"}
        if event is not None:
            values = {
                "title": event.title, "topic": event.topic, "on": event.on, "at": f"{event.at:%H:%M}",
                "place": event.place, "speaker": event.speaker, "capacity": str(event.capacity),
                "material_id": event.material_id, "for_former": (FORMER,) if event.for_former else (),
            }  # fmt: skip
        self.start(values, focus="title")

    @staticmethod
    def plan(values: dict[str, Any]) -> PlanEvent:
        """What was typed. Refused: ``text.date``, ``education.time``, ``education.capacity``."""
        on = typed_date(str(values["on"]))
        if on is None:
            raise Refused("text.date", field="on")
        seats = str(values["capacity"]).strip()
        return PlanEvent(
            title=values["title"], topic=values["topic"], on=on, at=_time(values["at"]), place=values["place"],
            speaker=values["speaker"], capacity=int(seats) if seats.isdecimal() else 0,
            material_id=values["material_id"], for_former=FORMER in (values["for_former"] or ()),
        )  # fmt: skip

    def _retranslate(self) -> None:
        _offer(self.fields["topic"], self._topics)
        none = Choice("", self.tr("None"))
        named = [Choice(one.id, f"{one.title} ({one.version})") for one in self._materials]
        _offer(self.fields["material_id"], [none, *named])
        ticks = self.fields["for_former"].widget
        if isinstance(ticks, TickGroup):
            ticks.set_choices([Choice(FORMER, self.tr("For clients who left"))])
        self.say(
            self.tr("New event") if self.seen is None else self.tr("Change the plan"),
            self.tr("Save"),
            labels={
                "title": self.tr("Title"),
                "topic": self.tr("Topic"),
                "on": self.tr("Day"),
                "at": self.tr("Time"),
                "place": self.tr("Place"),
                "speaker": self.tr("Speaker"),
                "capacity": self.tr("Seats"),
                "material_id": self.tr("Material"),
                "for_former": self.tr("Guests"),
            },
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class HoldForm(EntryForm):
    """That an event was held: who else was there, a remark, whether the material was given to all."""

    def __init__(self) -> None:
        super().__init__(
            {
                "walk_ins": LabelledField("", LineEdit(limit=4)),
                "gave": LabelledField("", TickGroup()),
                "words": LabelledField("", TextBox(lines=3, limit=300)),
            },
            wide=("words",),
        )
        self._retranslate()

    def begin(self, event: Event) -> None:
        """Start empty; without material there is nothing to have been given."""
        self.start(focus="walk_ins")
        self.fields["gave"].setVisible(bool(event.material_id))

    def _retranslate(self) -> None:
        ticks = self.fields["gave"].widget
        if isinstance(ticks, TickGroup):
            ticks.set_choices([Choice(GAVE, self.tr("Every client there was given it"))])
        self.say(
            self.tr("The event was held"),
            self.tr("Save"),
            self.tr("First enter the clients who came. The signed sheet can be filed with it: choose its scan."),
            labels={
                "walk_ins": self.tr("People who are no clients"),
                "gave": self.tr("Material"),
                "words": self.tr("Remark"),
            },
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class MaterialForm(EntryForm):
    """New material, or the next version of some."""

    def __init__(self) -> None:
        super().__init__(
            {
                "title": LabelledField("", LineEdit(limit=80), required=True),
                "kind": LabelledField("", ComboBox(), required=True),
                "topic": LabelledField("", ComboBox(), required=True),
                "valid_from": LabelledField("", DateEdit(), required=True),
                "where": LabelledField("", LineEdit(limit=120)),
            },
            wide=("title", "where"),
        )
        self._before: Material | None = None
        self._kinds: Sequence[Choice] = ()
        self._topics: Sequence[Choice] = ()
        self._retranslate()

    def offer(self, kinds: Sequence[Choice], topics: Sequence[Choice]) -> None:
        """What can be chosen."""
        self._kinds, self._topics = kinds, topics
        self._retranslate()

    def begin(self, before: Material | None, today: date) -> None:
        """Start empty, or from the version that is to be replaced."""
        self._before = before
        self._retranslate()
        values: dict[str, Any] = {"valid_from": today}
        if before is not None:
            values |= {"title": before.title, "kind": before.kind, "topic": before.topic, "where": before.where}
        self.start(values, focus="title")

    def material(self, values: dict[str, Any]) -> NewMaterial:
        """What was typed. Refused: ``text.date``."""
        day = typed_date(str(values["valid_from"]))
        if day is None:
            raise Refused("text.date", field="valid_from")
        number = self._before.number if self._before is not None else ""
        return NewMaterial(
            title=values["title"], kind=values["kind"], topic=values["topic"], valid_from=day, number=number,
            where=values["where"],
        )  # fmt: skip

    def _retranslate(self) -> None:
        _offer(self.fields["kind"], self._kinds)
        _offer(self.fields["topic"], self._topics)
        self.say(
            self.tr("New material") if self._before is None else self.tr("Next version"),
            self.tr("Save"),
            labels={
                "title": self.tr("Title"),
                "kind": self.tr("Kind"),
                "topic": self.tr("Topic"),
                "valid_from": self.tr("Valid from"),
                "where": self.tr("Where it lies, without a file"),
            },
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _offer(field: LabelledField, choices: Sequence[Choice]) -> None:
    box = field.widget
    if isinstance(box, ComboBox):
        box.set_choices(list(choices))


def _time(text: str) -> time:
    try:
        hours, minutes = text.strip().replace("：", ":").split(":")
        return time(int(hours), int(minutes))
    except ValueError:
        raise Refused("education.time", field="at") from None
