"""Gives the page of investor education what it shows. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.archive.scan_file import read_scan
from app.common.actor import Actor
from app.common.errors import Refused
from app.counter.services import Services
from app.education.domain import (
    Arrival,
    Candidate,
    Event,
    InviteWay,
    Material,
    MonthFigures,
    NewMaterial,
    PlanEvent,
    Wanted,
    Way,
)
from app.education.events import EventLine, EventView
from app.storage.durable import write_durable
from ui.providers import Search
from ui.widgets.editors import Choice
from ui.widgets.search import Hit


class EducationData:
    """Material, events, who was there (IE-1)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._service = services.education
        self._policy = services.policy
        self._search = Search(services, actor)
        self._actor = actor

    # ruff: noqa: D102 - each is told of at the service
    def kinds(self) -> Sequence[Choice]:
        return [Choice(one.code, one.label) for one in self._policy.education.kinds]

    def topics(self) -> Sequence[Choice]:
        return [Choice(one.code, one.label) for one in self._policy.education.topics]

    def levels(self) -> Sequence[Choice]:
        return [Choice(one.code, one.label) for one in self._policy.questionnaire.levels]

    def classes(self) -> Sequence[Choice]:
        return [Choice(code, code) for code in self._policy.transfer.class_tiers]

    def events(self) -> Sequence[EventLine]:
        return self._service.events(self._actor)

    def event(self, number: str) -> EventView:
        return self._service.event(self._actor, number)

    def plan(self, plan: PlanEvent) -> Event:
        return self._service.plan(self._actor, plan)

    def change_plan(self, number: str, plan: PlanEvent, seen_version: int) -> Event:
        return self._service.change_plan(self._actor, number, plan, seen_version)

    def cancel(self, number: str, why: str) -> EventView:
        return self._service.cancel_event(self._actor, number, why)

    def hold(self, number: str, walk_ins: str, words: str, scan: str, gave_material: bool) -> EventView:
        """``walk_ins`` as typed, nothing for none; ``scan``: the file of the signed sheet, or empty."""
        typed = walk_ins.strip() or "0"
        if not typed.isdecimal() or len(typed) > 6:
            raise Refused("education.walk_ins", field="walk_ins", most=5_000)
        content = read_scan(scan) if scan else b""
        return self._service.hold(self._actor, number, int(typed), words, content, gave_material=gave_material)

    def candidates(self, number: str, wanted: Wanted) -> Sequence[Candidate]:
        return self._service.candidates(self._actor, number, wanted)

    def invite(self, number: str, client_ids: Sequence[str], way: InviteWay) -> int:
        return self._service.invite(self._actor, number, client_ids, way)

    def find(self, text: str) -> Sequence[Hit]:
        return self._search.find(text)

    def attend(self, number: str, client_id: str, arrival: Arrival) -> EventView:
        return self._service.attend(self._actor, number, client_id, arrival)

    def take_back(self, attendance_id: str, why: str) -> EventView:
        return self._service.take_back(self._actor, attendance_id, why)

    def save_sheet(self, number: str, path: str) -> str:
        write_durable(Path(path), self._service.sheet(self._actor, number).pdf)
        return path

    def materials(self) -> Sequence[Material]:
        return self._service.materials(self._actor)

    def register(self, new: NewMaterial, path: str) -> Material:
        """``path``: the file, or empty where the material lies elsewhere."""
        if path:
            new = replace(new, file_name=Path(path).name, content=read_scan(path))
        return self._service.register(self._actor, new)

    def approve(self, material_id: str) -> Material:
        return self._service.approve(self._actor, material_id)

    def save_file(self, material_id: str, path: str) -> str:
        write_durable(Path(path), self._service.file_of(self._actor, material_id))
        return path

    def give(self, client_id: str, material_id: str, way: Way) -> None:
        self._service.give(self._actor, client_id, material_id, way)

    def figures(self, first: date, last: date) -> Sequence[MonthFigures]:
        return self._service.figures(self._actor, first, last)
