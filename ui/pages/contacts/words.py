"""Kinds, ways, outcomes and states in the person's language."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.contacts.domain import ContactKind, Outcome, Saved, Way
from app.contacts.sampling import PlanState
from app.tasks.domain import TaskLine
from ui.widgets.editors import Choice

translate = QCoreApplication.translate


def kind_word(kind: ContactKind) -> str:
    """Why a client is called or visited."""
    return {
        ContactKind.OPENING: translate("Contacts", "Call after opening"),
        ContactKind.SAMPLE: translate("Contacts", "Call, yearly sample"),
        ContactKind.LEFT: translate("Contacts", "Client who left"),
        ContactKind.STAYED: translate("Contacts", "Client who stayed"),
        ContactKind.VISIT: translate("Contacts", "Visit"),
        ContactKind.UNUSUAL: translate("Contacts", "Unusual trading"),
        ContactKind.COMPLAINT: translate("Contacts", "After a complaint"),
        ContactKind.OTHER: translate("Contacts", "Other contact"),
    }[kind]


def way_word(way: Way) -> str:
    """How the client was contacted."""
    return {
        Way.TELEPHONE: translate("Contacts", "Telephone"),
        Way.VISIT: translate("Contacts", "Visit on site"),
        Way.OTHER: translate("Contacts", "Another way"),
    }[way]


def outcome_word(outcome: Outcome) -> str:
    """What came of it."""
    return {
        Outcome.REACHED: translate("Contacts", "Reached"),
        Outcome.NOT_REACHED: translate("Contacts", "Not reached"),
        Outcome.WRONG_NUMBER: translate("Contacts", "Wrong number"),
        Outcome.REFUSED: translate("Contacts", "Wants no calls"),
        Outcome.LANGUAGE: translate("Contacts", "Another language"),
    }[outcome]


def outcome_colour(outcome: Outcome, *, problem: bool) -> str:
    """The colour of that outcome."""
    if problem:
        return "danger"
    return {Outcome.REACHED: "ok", Outcome.REFUSED: "neutral"}.get(outcome, "warn")


def plan_word(state: PlanState) -> str:
    """Where a plan stands."""
    return {
        PlanState.PROPOSED: translate("Contacts", "Waits for a decision"),
        PlanState.IN_FORCE: translate("Contacts", "In force"),
        PlanState.DECLINED: translate("Contacts", "Declined"),
    }[state]


PLAN_COLOURS = {PlanState.PROPOSED: "warn", PlanState.IN_FORCE: "ok", PlanState.DECLINED: "neutral"}


def way_choices() -> list[Choice]:
    """All ways."""
    return [Choice(way.value, way_word(way)) for way in Way]


def outcome_choices(way: Way) -> list[Choice]:
    """The outcomes of a way: a visit dials no number."""
    return [
        Choice(one.value, outcome_word(one))
        for one in Outcome
        if not (way is Way.VISIT and one is Outcome.WRONG_NUMBER)
    ]


def kind_choices() -> list[Choice]:
    """What one may contact a client for without a task: the call of a complaint is the complaint's."""
    return [Choice(kind.value, kind_word(kind)) for kind in ContactKind if kind is not ContactKind.COMPLAINT]


def due_word(line: TaskLine, today: date) -> tuple[str, str]:
    """How long there is time, and the colour of a chip."""
    if line.task.due_on < today:
        return translate("Contacts", "Late"), "danger"
    if line.task.due_on == today:
        return translate("Contacts", "Today"), "warn"
    return line.task.due_on.isoformat(), "neutral"


def saved_word(saved: Saved | None) -> str:
    """What a save did, in one line."""
    if saved is None:
        return translate("Contacts", "Saved.")
    parts = [translate("Contacts", "Record {number} saved.").format(number=saved.contact.number)]
    if saved.problem_task:
        parts.append(translate("Contacts", "The problem is a task of the branch now."))
    if saved.incident:
        parts.append(translate("Contacts", "The misconduct is in the register of incidents."))
    if saved.put_off_to is not None:
        parts.append(translate("Contacts", "To be tried again on {day}.").format(day=saved.put_off_to.isoformat()))
    if saved.message:
        parts.append(translate("Contacts", "The client gets messages instead of calls."))
    return " ".join(parts)
