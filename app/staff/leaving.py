"""Noting that a member of staff leaves, inside the work of whoever notes it (MS-2)."""

from __future__ import annotations

import dataclasses
from datetime import date

import sqlalchemy as sa

from app.auth import storage as users_storage
from app.common.actor import Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.staff import storage
from app.staff.domain import StaffMember
from app.storage.db import Writing


def note_leaving(work: Writing, before: StaffMember, on: date) -> StaffMember:
    """``before`` leaves on ``on``, the first day without work; audited.

    What they have open ends at once, and they sign in no more from ``on``. Refused: ``staff.changed_meanwhile``,
    ``auth.last_admin`` when nobody who keeps users would be left.
    """
    _keep_an_admin(work.conn, before.id)
    gone = on <= branch_day(work.at)
    after = storage.change(work.conn, dataclasses.replace(before, left_on=on, active=not gone))
    register = users_storage.end_user(work.conn, before.id, on)
    told = {**told_of(after), "register": register} if register else told_of(after)
    work.audit("staff.left", "staff", before.id, before=told_of(before), after=told)
    return after


def told_of(member: StaffMember) -> dict[str, object]:
    """What the audit says of a member: no name, no telephone."""
    return {
        "number": member.number,
        "kind": member.kind,
        "active": member.active,
        "left_on": member.left_on,
        "certificate": member.certificate_number,
        "certificate_until": member.certificate_until,
        "certificate_state": member.certificate_state,
        "version": member.version,
    }


def _keep_an_admin(conn: sa.Connection, leaving: str) -> None:
    users = (user for user in users_storage.list_users(conn) if user.active and Role.ADMIN in user.roles)
    admins = {user.staff_id for user in users}
    staying = (storage.by_id(conn, staff_id) for staff_id in admins - {leaving})
    if leaving in admins and not any(member and member.active and member.left_on is None for member in staying):
        raise Refused("auth.last_admin")
