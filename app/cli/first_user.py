"""The first administrator's password: from the environment, else typed twice at the terminal."""

from __future__ import annotations

import getpass
import os

from app.auth.domain import SignInPolicy, check_login, check_password
from app.branch.opened import system_actor
from app.cli.output import station_of, terminal
from app.common.actor import Role
from app.common.errors import Refused
from app.counter.services import Services
from app.staff.domain import StaffKind
from app.staff.service import AddStaff


def first_password(login: str) -> str:
    """The password of the one who will be ``login``, checked before anything is made.

    Refused: ``auth.login``, ``auth.no_terminal``, ``auth.password_mismatch``, ``auth.password_*``.
    """
    name = check_login(login)
    password = os.environ.get("GUITAI_ADMIN_PASSWORD", "") or _typed()
    check_password(password, name, SignInPolicy())
    return password


def _typed() -> str:
    if not terminal():
        raise Refused("auth.no_terminal")
    first = getpass.getpass("Password for the first administrator: ")
    if first != getpass.getpass("Once more: "):
        raise Refused("auth.password_mismatch")
    return first


def first_administrator(services: Services, login: str, password: str) -> None:
    """Enter the first administrator in the staff register and let them sign in. Refused: ``auth.*``."""
    setter_up = system_actor(station_of(services))
    member = services.staff.add(
        setter_up, AddStaff(number="0001", name="系统管理员", post="系统管理员", kind=StaffKind.COUNTER)
    )
    services.auth.first_user(setter_up, login, password, member.id, {Role.ADMIN})
