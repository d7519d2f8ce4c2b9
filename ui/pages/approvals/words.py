"""Codes of requests and approvals in words, and the colours of their chips."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.approvals.domain import StepKind, StepStatus, Verdict, Way
from app.common.clock import BRANCH_ZONE
from app.policy.transfer import Tier
from app.transfer_out.case import Outcome, Status
from app.transfer_out.clock import CaseClock
from app.transfer_out.view import CaseLine

DASH = "—"


def step_word(step: StepKind) -> str:
    """Whose approval."""
    translate = QCoreApplication.translate
    return {
        StepKind.OWN_STAFF: translate("Approvals", "Own staff member"),
        StepKind.SUPERVISOR: translate("Approvals", "Counter supervisor"),
        StepKind.DIRECTOR: translate("Approvals", "Marketing director"),
        StepKind.GENERAL_MANAGER: translate("Approvals", "General manager"),
    }[step]


def step_status(status: StepStatus) -> tuple[str, str]:
    """How far a step is, in words and as the colour of its chip."""
    translate = QCoreApplication.translate
    return {
        StepStatus.WAITING: (translate("Approvals", "Comes later"), "neutral"),
        StepStatus.OPEN: (translate("Approvals", "Open"), "info"),
        StepStatus.APPROVED: (translate("Approvals", "Approved"), "ok"),
        StepStatus.UNCONFIRMED: (translate("Approvals", "By telephone, unconfirmed"), "warn"),
        StepStatus.LATE: (translate("Approvals", "By telephone, confirmation late"), "danger"),
        StepStatus.DENIED: (translate("Approvals", "Telephone approval denied"), "danger"),
    }[status]


def verdict_word(verdict: Verdict) -> tuple[str, str]:
    """A verdict in words, with its colour."""
    translate = QCoreApplication.translate
    return {
        Verdict.APPROVED: (translate("Approvals", "Approved"), "ok"),
        Verdict.SENT_BACK: (translate("Approvals", "Sent back"), "warn"),
        Verdict.REFUSED: (translate("Approvals", "Refused"), "danger"),
    }[verdict]


def way_word(way: Way) -> str:
    """How an approver said it."""
    translate = QCoreApplication.translate
    return {
        Way.SIGNED_IN: translate("Approvals", "signed in"),
        Way.TELEPHONE: translate("Approvals", "by telephone"),
    }[way]


def tier_word(tier: Tier | None) -> str:
    """A tier's name; a dash while it is not known."""
    translate = QCoreApplication.translate
    if tier is None:
        return DASH
    return {
        Tier.ORDINARY: translate("Approvals", "Ordinary"),
        Tier.IMPORTANT: translate("Approvals", "Important"),
        Tier.CORE: translate("Approvals", "Core"),
    }[tier]


def status_word(status: Status) -> tuple[str, str]:
    """Where a request stands, with its colour."""
    translate = QCoreApplication.translate
    return {
        Status.OPEN: (translate("Approvals", "In preparation"), "info"),
        Status.SUBMITTED: (translate("Approvals", "For approval"), "warn"),
        Status.SENT_BACK: (translate("Approvals", "Sent back"), "warn"),
        Status.APPROVED: (translate("Approvals", "Approved"), "ok"),
        Status.CARRIED_OUT: (translate("Approvals", "Carried out"), "neutral"),
        Status.RETAINED: (translate("Approvals", "Client stays"), "ok"),
        Status.CANCELLED: (translate("Approvals", "Cancelled"), "neutral"),
        Status.TURNED_AWAY: (translate("Approvals", "Turned away"), "neutral"),
    }[status]


def outcome_word(outcome: Outcome) -> tuple[str, str]:
    """How a talk ended, with its colour."""
    translate = QCoreApplication.translate
    return {
        Outcome.UNDECIDED: (translate("Approvals", "undecided"), "neutral"),
        Outcome.STAYS: (translate("Approvals", "stays"), "ok"),
        Outcome.LEAVES: (translate("Approvals", "leaves"), "warn"),
    }[outcome]


def talk_way(way: str) -> str:
    """Where a talk was held; its code for one that is not known."""
    translate = QCoreApplication.translate
    return {
        "counter": translate("Approvals", "at the counter"),
        "telephone": translate("Approvals", "by telephone"),
        "visit": translate("Approvals", "on a visit"),
    }.get(way, way)


def clock_word(clock: CaseClock) -> tuple[str, str]:
    """What the clock of a request says in trading days, with its colour (TO-15)."""
    translate = QCoreApplication.translate
    if clock.problem is not None:
        return translate("Approvals", "Calendar missing"), "danger"
    if clock.days_left is None:
        return translate("Approvals", "Clock stands still"), "neutral"
    if clock.late:
        one, more = translate("Approvals", "1 day late"), translate("Approvals", "{days} days late")
        return (one if clock.days_left == -1 else more.format(days=-clock.days_left)), "danger"
    if clock.days_left == 0:
        return translate("Approvals", "Due today"), "danger"
    one, more = translate("Approvals", "1 day left"), translate("Approvals", "{days} days left")
    return (one, "warn") if clock.days_left == 1 else (more.format(days=clock.days_left), "info")


def clock_note(clock: CaseClock) -> str:
    """The day of the deadline, or since when it was asked for while the clock stands still."""
    translate = QCoreApplication.translate
    if clock.deadline is not None:
        return translate("Approvals", "by {day}").format(day=short_day(clock.deadline))
    return translate("Approvals", "asked {day}").format(day=short_day(clock.asked_on))


def mark_of(line: CaseLine) -> tuple[str, str]:
    """What is special about a request, the most urgent first; empty when nothing is."""
    translate = QCoreApplication.translate
    if line.late_confirmation:
        return translate("Approvals", "Confirmation late"), "danger"
    if line.unconfirmed:
        return translate("Approvals", "Telephone unconfirmed"), "warn"
    if line.insists:
        return translate("Approvals", "Client insists"), "warn"
    if line.blocked:
        return translate("Approvals", "Blocked"), "neutral"
    return "", ""


def short_day(day: date) -> str:
    """Month and day."""
    return day.strftime("%m-%d")


def moment(at: datetime | None) -> str:
    """A moment in the branch's time; a dash for none."""
    return at.astimezone(BRANCH_ZONE).strftime("%Y-%m-%d %H:%M") if at is not None else DASH


def money(amount: Decimal | None) -> str:
    """Yuan with thousands; a dash while not known."""
    return f"{amount:,.2f}" if amount is not None else DASH


def age(minutes: int | None) -> str:
    """How old a snapshot is."""
    translate = QCoreApplication.translate
    if minutes is None:
        return ""
    if minutes < 60:
        return translate("Approvals", "{minutes} min old").format(minutes=minutes)
    return translate("Approvals", "{hours} h old").format(hours=minutes // 60)
