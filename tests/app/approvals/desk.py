"""A request to decide on, and people who may or may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.approvals import storage
from app.approvals.domain import Approver, Decision, Request, StepKind, Verdict, Way, own_staff_decides, steps_of
from app.common.actor import Actor, Role
from app.policy.transfer import Tier
from app.staff import storage as staff
from app.staff.domain import StaffKind, StaffMember
from tests.builders import Actors
from tests.people import NOON, TODAY

WHO = Actors()
TELLER, SUPERVISOR = Approver.of(WHO.teller), Approver.of(WHO.supervisor)
MANAGER, MARKETER = Approver.of(WHO.client_manager), Approver.of(WHO.marketing)
DIRECTOR, HEAD = Approver.of(WHO.marketing_director), Approver.of(WHO.general_manager)
TOMORROW = TODAY + timedelta(days=1)


def request(tier: Tier = Tier.ORDINARY, *, number: str = "ZX1", version: int = 1, **people: str) -> Request:
    """A request taken in by the teller for the client manager's client."""
    taken_in_by = people.get("taken_in_by", TELLER.id)
    own_staff = people.get("own_staff", MANAGER.id)
    steps, sequential = steps_of(tier, has_own_staff=own_staff_decides(own_staff, taken_in_by))
    return Request("transfer-out", number, version, taken_in_by, own_staff, steps, sequential)


def add_approver(conn: sa.Connection, number: str, *roles: Role) -> Approver:
    """One more member of staff."""
    made = StaffMember(id=f"staff-{number}", number=number, name=f"测试{number}", post="", kind=StaffKind.OTHER)
    staff.add(conn, made)
    return Approver(made.id, made.number, made.name, frozenset(roles))


def actor(approver: Approver) -> Actor:
    """The approver, signed in."""
    return Actor(approver.id, approver.number, approver.name, approver.roles, "01")


def decide(
    conn: sa.Connection,
    wanted: Request,
    step: StepKind,
    approver: Approver,
    *,
    verdict: Verdict = Verdict.APPROVED,
    named_approvers: tuple[str, ...] = (),
) -> Decision:
    """A decision signed in."""
    words = "请问客户的理由？" if verdict is Verdict.SENT_BACK else ""
    ground = "缺少资料" if verdict is Verdict.REFUSED else ""
    return storage.decide(
        conn, wanted, step, verdict, approver=approver, words=words, ground=ground, at=NOON,
        named_approvers=named_approvers,
    )  # fmt: skip


def by_telephone(conn: sa.Connection, wanted: Request, step: StepKind, approver: Approver, **values: Any) -> Decision:
    """An approval by telephone an hour after the request was made, recorded by the teller."""
    usual: dict[str, Any] = {
        "recorded_by": TELLER.id, "recorded_by_name": TELLER.name, "words": "同意办理", "at": NOON,
        "called_number": "010-87654321", "called_at": NOON - timedelta(minutes=5),
        "not_before": NOON - timedelta(hours=1), "confirm_by": TOMORROW,
    }  # fmt: skip
    return storage.record_by_telephone(conn, wanted, step, approver=approver, **(usual | values))


def made(wanted: Request, step: StepKind, approver: Approver, **values: Any) -> Decision:
    """A decision as it would come from the database, without one."""
    usual: dict[str, Any] = {
        "id": f"{step}-{approver.number}", "kind": wanted.kind, "number": wanted.number, "version": wanted.version,
        "step": step, "turn": 0, "verdict": Verdict.APPROVED, "way": Way.SIGNED_IN, "approver_id": approver.id,
        "approver_number": approver.number, "approver_name": approver.name, "recorded_by": approver.id,
        "recorded_by_name": approver.name, "words": "", "ground": "", "called_number": "", "called_at": None,
        "at": NOON, "confirm_by": None, "confirmed": None,
    }  # fmt: skip
    if values.get("way") is Way.TELEPHONE:
        usual |= {"recorded_by": TELLER.id, "called_number": "010-87654321", "called_at": NOON, "confirm_by": TOMORROW}
    return Decision(**(usual | values))


def at_version(wanted: Request, version: int) -> Request:
    """The request, changed."""
    return replace(wanted, version=version)


def day(days: int) -> date:
    """So many days after today."""
    return TODAY + timedelta(days=days)
