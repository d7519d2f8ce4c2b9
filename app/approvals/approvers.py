"""Who could give an approval: people as the staff register and the users know them, not as a caller says (TO-6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from app.approvals.domain import Approver, Request, StepKind, StepState, need_may_decide
from app.auth import storage as auth
from app.common.errors import Refused


def all_approvers(conn: sa.Connection, day: date) -> tuple[Approver, ...]:
    """Everybody who can sign in on ``day`` and works at the branch, by staff number."""
    found: list[Approver] = []
    for user in auth.list_users(conn):
        facts = auth.staff_facts(conn, user.staff_id, day) if user.active else None
        if facts is not None and facts.active:
            found.append(Approver(user.staff_id, facts.number, facts.name, user.roles))
    return tuple(sorted(found, key=lambda approver: approver.number))


def approver_of(conn: sa.Connection, staff_id: str, day: date) -> Approver:
    """The member of staff with the roles of their user.

    Refused: ``approvals.unknown_approver`` (nobody who can sign in, so nobody who could confirm).
    """
    found = next((approver for approver in all_approvers(conn, day) if approver.id == staff_id), None)
    if found is None:
        raise Refused("approvals.unknown_approver", field="approver")
    return found


def who_may_decide(
    conn: sa.Connection,
    request: Request,
    found: Sequence[StepState],
    step: StepKind,
    named_approvers: Collection[str],
    day: date,
) -> tuple[Approver, ...]:
    """Those who may decide ``step`` now, by staff number: whom the counter can call, or ask to come."""

    def may(approver: Approver) -> bool:
        try:
            need_may_decide(request, found, step, approver, named_approvers)
        except Refused:
            return False
        return True

    return tuple(filter(may, all_approvers(conn, day)))
