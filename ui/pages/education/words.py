"""What education calls things, in the person's language."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.education.domain import Arrival, EventState, InviteWay, Material, Way


def state_word(state: EventState) -> str:
    """Where an event stands."""
    return {
        EventState.PLANNED: QCoreApplication.translate("Education", "planned"),
        EventState.HELD: QCoreApplication.translate("Education", "held"),
        EventState.CANCELLED: QCoreApplication.translate("Education", "cancelled"),
    }[state]


def state_colour(state: EventState) -> str:
    """The colour of its chip."""
    return {EventState.PLANNED: "info", EventState.HELD: "ok", EventState.CANCELLED: "neutral"}[state]


def way_word(way: InviteWay) -> str:
    """How somebody is invited."""
    return {
        InviteWay.MESSAGE: QCoreApplication.translate("Education", "by message"),
        InviteWay.CALL: QCoreApplication.translate("Education", "by telephone"),
    }[way]


def arrival_word(arrival: Arrival) -> str:
    """How it is known that somebody was there."""
    return {
        Arrival.FOUND: QCoreApplication.translate("Education", "looked up"),
        Arrival.CARD: QCoreApplication.translate("Education", "by number"),
        Arrival.SHEET: QCoreApplication.translate("Education", "from the sheet"),
    }[arrival]


def given_word(way: Way) -> str:
    """How material was given."""
    return {
        Way.COUNTER: QCoreApplication.translate("Education", "at the counter"),
        Way.EVENT: QCoreApplication.translate("Education", "at an event"),
        Way.POST: QCoreApplication.translate("Education", "by post"),
        Way.ONLINE: QCoreApplication.translate("Education", "online"),
    }[way]


def material_state(material: Material, today: date) -> tuple[str, str]:
    """Where a version stands, and the colour of its chip."""
    if material.approval is None:
        return QCoreApplication.translate("Education", "to be approved"), "warn"
    if material.in_force(today):
        return QCoreApplication.translate("Education", "in force"), "ok"
    if material.valid_from > today:
        return QCoreApplication.translate("Education", "from {day}").format(day=material.valid_from.isoformat()), "info"
    text = QCoreApplication.translate("Education", "replaced by version {version}")
    return text.format(version=material.replaced_by), "neutral"
