"""What an entry in a complaint is refused for, and what makes it a risk incident (CP-1, CP-2)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.common.errors import Refused
from app.complaints.domain import Complainant, Complaint, Kind, Level, Verdict
from app.complaints.steps import Part

FARTHEST_DAYS = 60
"""An answer is put off at most so many days at once."""

LEVELS = (Level.BRANCH, Level.REGIONAL, Level.COMPANY)
"""The levels from the lowest to the highest."""


def check_handler(complaint: Complaint, staff_id: str) -> None:
    """Refuse ``complaints.handler_complained_of`` and ``complaints.handler_same``."""
    if staff_id in complaint.staff_complained_of:
        raise Refused("complaints.handler_complained_of", field="handler")
    if staff_id == complaint.handler:
        raise Refused("complaints.handler_same", field="handler")


def check_level(part: Part, complaint: Complaint, level: Level) -> None:
    """Whoever works on a complaint takes it up; down it goes only by who sees all of them and never handled it (CP-1).

    Refused: ``complaints.level_same``, ``complaints.level_down``.
    """
    if level is complaint.level:
        raise Refused("complaints.level_same", field="level")
    down = LEVELS.index(level) < LEVELS.index(complaint.level)
    if down and (not part.sees_all or part.staff_id in complaint.handlers):
        raise Refused("complaints.level_down", field="level")


def check_complainant(kind: Kind, one: Complainant) -> None:
    """Whether enough is known of who complains (CP-1).

    A report of misconduct may be anonymous, as the law lets anybody report; everything else is answered to somebody,
    so it needs a true name and a way to reach them. Refused: ``complaints.anonymous_only_reports``,
    ``complaints.contact_missing``, ``text.required``.
    """
    if one.anonymous:
        if kind is not Kind.MISCONDUCT:
            raise Refused("complaints.anonymous_only_reports", field="anonymous")
        if one.client_id:
            raise Refused("complaints.anonymous_client", field="anonymous")
        return
    if not one.name:
        raise Refused("text.required", field="name")
    if not one.contact and not one.address:
        raise Refused("complaints.contact_missing", field="contact")


def check_postponing(complaint: Complaint, to: date, today: date) -> None:
    """Refuse ``complaints.not_later`` (than its day and today) and ``complaints.too_far`` (``days``)."""
    if to <= complaint.answer_due or to < today:
        raise Refused("complaints.not_later", field="to")
    if (to - max(complaint.answer_due, today)).days > FARTHEST_DAYS:
        raise Refused("complaints.too_far", field="to", days=FARTHEST_DAYS)


def check_verdicts(complaint: Complaint, verdicts: Collection[int]) -> None:
    """Every respondent gets a verdict. Refused: ``complaints.verdict_missing``."""
    if {one.place for one in complaint.respondents} != set(verdicts):
        raise Refused("complaints.verdict_missing", field="verdicts")


def is_incident(complaint: Complaint) -> bool:
    """Whether it is a risk incident: marketing staff reported for misconduct, or found to have done it (CP-2)."""
    return any(
        one.marketing
        and (one.misconduct or (complaint.kind is Kind.MISCONDUCT and one.verdict is not Verdict.UNFOUNDED))
        for one in complaint.respondents
    )
