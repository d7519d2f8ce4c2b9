"""Deadlines of complaints, as a branch's policy names them (CP-2)."""

from __future__ import annotations

from dataclasses import dataclass

from app.policy.reading import Table


@dataclass(frozen=True, slots=True)
class ComplaintRule:
    """Working days from the day a complaint is taken in: until its work begins, until it is answered (CP-2).

    ``callback_days``: from the answer until the complainant is called back by somebody else.
    """

    start_days: int = 1
    answer_days: int = 2
    callback_days: int = 3


USUAL_COMPLAINTS = ComplaintRule()


def read_complaints(root: Table) -> ComplaintRule:
    """The deadlines in a branch's file; the usual ones when it does not say."""
    if not root.has("complaints"):
        return USUAL_COMPLAINTS
    table = root.table("complaints")
    rule = ComplaintRule(
        table.whole("start_days", 1, 30), table.whole("answer_days", 1, 60), table.whole("callback_days", 1, 60)
    )
    table.finish()
    return rule
