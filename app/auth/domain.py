"""Pure rules of signing in: what a password must be, who may be what, how long a wrong password makes one wait."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.common.actor import RIGHTS, Right, Role
from app.common.errors import Refused


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """What a branch asks of passwords and of those who get them wrong.

    ``free_failures`` wrong ones in a row cost nothing; the next makes one wait ``first_wait`` seconds, each further one
    twice as long, up to ``longest_wait`` seconds.
    """

    min_length: int = 10
    free_failures: int = 5
    first_wait: int = 30
    longest_wait: int = 3600

    def wait_after(self, failures: int) -> timedelta:
        """How long nobody can sign in after so many ``failures`` in a row."""
        beyond = failures - self.free_failures
        if beyond < 0:
            return timedelta(0)
        return timedelta(seconds=min(self.first_wait * 2 ** min(beyond, 30), self.longest_wait))


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can sign in; ``staff_id`` is the member of staff it is. Never holds the password's hash.

    ``until``: the first day without a sign-in, of somebody who leaves. ``sound`` is False when the row was altered
    outside the program: such a user has no roles and is not active.
    """

    id: str
    login: str
    staff_id: str
    roles: frozenset[Role]
    active: bool
    version: int
    until: date | None = None
    sound: bool = True


class ProposalKind(StrEnum):
    """What is proposed: a new user, other roles or opening again, a new password."""

    MAKE = "make"
    CHANGE = "change"
    PASSWORD = "password"  # noqa: S105 - the name of a kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on a proposal, by whom and when; a proposer who does not agree has taken it back."""

    agreed: bool
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new user, or what is to become of one; nothing of it holds before a second person has agreed (SE-1).

    ``seen_version``: of the user when it was proposed, 0 of a new one; a user changed since is not changed again.
    """

    id: str
    kind: ProposalKind
    user_id: str
    login: str
    staff_id: str
    roles: frozenset[Role]
    active: bool
    seen_version: int
    by: str
    by_name: str
    at: datetime
    verdict: Verdict | None = None


def need_second_person(proposal: Proposal, staff_id: str) -> None:
    """Who agrees is neither the proposer nor the one whom it concerns; no switch turns that off.

    Refused: ``auth.own_proposal``, ``auth.own_user``.
    """
    if staff_id == proposal.by:
        raise Refused("auth.own_proposal")
    if staff_id == proposal.staff_id:
        raise Refused("auth.own_user")


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What signing in needs of the staff register; ``active`` until the member leaves the branch."""

    number: str
    name: str
    marketing: bool
    active: bool


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords in a row for a login, and until when it is closed."""

    failures: int
    locked_until: datetime | None

    def wait(self, now: datetime) -> int:
        """Whole seconds still to wait, rounded up; 0 when open. A clock set back makes them more, not fewer."""
        if self.locked_until is None or self.locked_until <= now:
            return 0
        return -int((now - self.locked_until) // timedelta(seconds=1))


def login_key(login: str) -> str:
    """``login`` as it is compared: compatibility form, without case, outer blanks off."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def check_login(login: str) -> str:
    """A login as it is stored: 2-40 letters, digits, dots, hyphens, underscores. Refused: ``auth.login``."""
    value = login_key(login)
    if not 2 <= len(value) <= 40 or not all(character.isalnum() or character in "._-" for character in value):
        raise Refused("auth.login", field="login")
    return value


def check_password(password: str, login: str, policy: SignInPolicy) -> None:
    """Refuse a password that is too easy.

    ``auth.password_short``, ``auth.password_long`` (over 200 characters), ``auth.password_simple`` (fewer than five
    different characters, or the login in it).
    """
    if len(password) < policy.min_length:
        raise Refused("auth.password_short", field="password", limit=policy.min_length)
    if len(password) > 200:
        raise Refused("auth.password_long", field="password", limit=200)
    if len(set(password)) < 5 or login_key(login) in password.casefold():
        raise Refused("auth.password_simple", field="password")


_MARKETING = frozenset({Role.MARKETING, Role.MARKETING_DIRECTOR})


def check_roles(roles: Collection[Role], *, marketing: bool) -> frozenset[Role]:
    """The roles of one user; ``marketing`` when the staff register says so of the person.

    Refused: ``auth.no_role``; ``auth.marketing_at_counter`` when one who does marketing would get a role with counter
    functions (OP-4).
    """
    found = frozenset(roles)
    if not found:
        raise Refused("auth.no_role", field="roles")
    if (marketing or found & _MARKETING) and any(Right.COUNTER in RIGHTS[role] for role in found):
        raise Refused("auth.marketing_at_counter", field="roles")
    return found
