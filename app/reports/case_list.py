"""Requests with everybody's approvals, for lists that leave the program (TO-5, TO-6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.approvals import storage as approvals
from app.approvals.domain import StepState, states
from app.clients import storage as clients
from app.staff import storage as staff
from app.transfer_out import storage as transfers
from app.transfer_out.case import KIND
from app.transfer_out.judged import request_of

_PIECE = 500


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One step: whose decision says how far it is; name, moment, way and version are None while there is none.

    ``status``: ``waiting``, ``open``, ``approved``, ``unconfirmed``, ``late``, ``denied``; ``way``: ``signed-in`` or
    ``telephone``, ``at`` then the moment of the call; ``version``: of the request that was decided on.
    """

    step: str
    status: str
    name: str | None
    at: datetime | None
    way: str | None
    version: int | None


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """What a list tells of a request besides its line: the client's number, and its approvals step by step."""

    client_number: str
    approvals: tuple[ApprovalLine, ...]


def details(conn: sa.Connection, numbers: Sequence[str], today: date) -> dict[str, CaseDetails]:
    """The details of these requests, by number; unknown ones are left out. ``today``: the branch's day."""
    wanted = set(numbers)
    cases = [case for case in transfers.find(conn) if case.number in wanted]
    members = {member.id: member for member in staff.all_members(conn)}
    found: dict[str, CaseDetails] = {}
    for start in range(0, len(cases), _PIECE):
        piece = cases[start : start + _PIECE]
        decisions = approvals.decisions_of(conn, KIND, [case.number for case in piece])
        people = clients.get_clients(conn, list({case.client_id for case in piece}))
        for case in piece:
            steps: tuple[StepState, ...] = ()
            if case.tier is not None:
                steps = states(
                    request_of(case, members.get(case.own_staff), today), decisions.get(case.number, ()), today
                )
            found[case.number] = CaseDetails(people[case.client_id].number, tuple(map(_line, steps)))
    return found


def _line(state: StepState) -> ApprovalLine:
    made = state.decision
    if made is None:
        return ApprovalLine(state.step.value, state.status.value, None, None, None, None)
    return ApprovalLine(
        state.step.value, state.status.value, made.approver_name, made.called_at or made.at, made.way.value,
        made.version,
    )  # fmt: skip
