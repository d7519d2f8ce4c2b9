"""Users, passwords and signing in (SE-1, OP-4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.auth import storage
from app.auth.domain import (
    Attempts,
    SignInPolicy,
    User,
    check_login,
    check_password,
    check_roles,
    login_key,
)
from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.storage.db import Database
from app.storage.wrap import Argon2Costs

_STRANGERS_KEPT = 1000


class AuthService:
    """Users of the branch. ``costs`` are those of a password's argon2id hash."""

    def __init__(self, db: Database, *, costs: Argon2Costs | None = None, policy: SignInPolicy | None = None) -> None:
        self._db = db
        self._policy = policy or SignInPolicy()
        costs = costs or Argon2Costs()
        self._hasher = PasswordHasher(costs.iterations, costs.memory_kib, costs.lanes)
        self._nobody = self._hasher.hash(new_id())

    def sign_in(self, login: str, password: str, station: str) -> Actor:
        """Who signs in at ``station``; both outcomes are audited, what was typed is not.

        Refused: ``auth.wrong`` (wrong login, wrong password or not active: no hint which), ``auth.backoff`` with
        ``seconds`` after too many wrong ones. Counting starts before the password is looked at, so neither a crash nor
        many attempts at once give a free guess. Unknown logins cost the same work and the same waiting.
        Two transactions: the attempt, the outcome.
        """
        name = login_key(login)
        user, stored = self._attempt(name, station)
        right = self._matches(stored or self._nobody, password)
        with self._db.read() as connection:
            person = None if user is None else storage.staff_facts(connection, user.staff_id, self._today())
        if user is None or person is None or not (right and user.active and person.active):
            self._failed(user, station)
            raise Refused("auth.wrong", field="password")
        # who has gone into marketing since keeps no counter function, whatever the user's roles say (OP-4)
        roles = user.roles | {Role.MARKETING} if person.marketing else user.roles
        actor = Actor(user.staff_id, person.number, person.name, roles, station)
        self._succeeded(actor, user, password, stored or "")
        return actor

    def _attempt(self, name: str, station: str) -> tuple[User | None, str | None]:
        wait = 0
        with self._db.write(_unknown(station)) as tx:
            attempts = storage.lock_attempts(tx.conn, name, tx.at)
            wait = attempts.wait(tx.at)
            user = storage.find_user(tx.conn, login=name)
            stored = None if user is None else storage.password_hash(tx.conn, user.id)
            if not wait:
                failures = attempts.failures + 1
                pause = self._policy.wait_after(failures)
                storage.set_attempts(tx.conn, name, Attempts(failures, tx.at + pause if pause else None), tx.at)
        if wait:
            raise Refused("auth.backoff", seconds=wait)
        return user, stored

    def _today(self) -> date:
        return branch_day(self._db.clock.now())

    def _failed(self, user: User | None, station: str) -> None:
        with self._db.write(_unknown(station)) as tx:
            if user is None:
                known = [each.login for each in storage.list_users(tx.conn)]
                storage.forget_strangers(tx.conn, _STRANGERS_KEPT, known)
            tx.audit("auth.failed", "user", "unknown" if user is None else user.id)

    def _succeeded(self, actor: Actor, user: User, password: str, stored: str) -> None:
        rehashed = self._hasher.hash(password) if self._hasher.check_needs_rehash(stored) else None
        with self._db.write(actor) as tx:
            storage.set_attempts(tx.conn, user.login, Attempts(0, None), tx.at)
            if rehashed is not None:
                storage.set_password_hash(tx.conn, user.id, rehashed, None)
            tx.audit("auth.signed-in", "user", user.id)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    def sign_out(self, actor: Actor) -> None:
        """Audit that the actor has gone. One transaction."""
        with self._db.write(actor) as tx:
            tx.audit("auth.signed-out", "staff", actor.staff_id)

    def denied(self, actor: Actor, right: Right) -> None:
        """Audit that the actor tried what it may not (OP-4); whoever shows the refusal calls this. One transaction."""
        with self._db.write(actor) as tx:
            tx.audit("auth.denied", "staff", actor.staff_id, after={"right": right.value})

    def unlock(self, actor: Actor, password: str) -> None:
        """Check the password of the one who is signed in, to unlock a window; waiting and audit as in ``sign_in``.

        Refused: ``auth.wrong``, ``auth.backoff``, ``auth.user_unknown``.
        """
        self.sign_in(self._own(actor).login, password, actor.station)

    def first_user(self, actor: Actor, login: str, password: str, staff_id: str, roles: Collection[Role]) -> User:
        """Make the branch's first user, at initialisation. One transaction.

        Refused: ``auth.denied``, ``auth.not_first`` when there is a user already, and what ``create_user`` refuses.
        """
        return self._create(actor, login, password, staff_id, roles, first=True)

    def create_user(self, actor: Actor, login: str, password: str, staff_id: str, roles: Collection[Role]) -> User:
        """Let the member of staff ``staff_id`` sign in. One transaction, audited.

        Refused: ``auth.denied`` without USER_WRITE, ``auth.login``, ``auth.login_taken``, ``auth.password_*``,
        ``auth.no_role``, ``auth.marketing_at_counter`` (OP-4), ``auth.staff_unknown``, ``auth.staff_has_user``.
        """
        return self._create(actor, login, password, staff_id, roles, first=False)

    def _create(
        self, actor: Actor, login: str, password: str, staff_id: str, roles: Collection[Role], *, first: bool
    ) -> User:
        actor.need(Right.USER_WRITE)
        name = check_login(login)
        check_password(password, name, self._policy)
        hashed = self._hasher.hash(password)
        with self._db.write(actor) as tx:
            user = User(new_id(), name, staff_id, _allowed_roles(tx.conn, staff_id, roles, self._today()), True, 1)
            if first and storage.any_user(tx.conn):
                raise Refused("auth.not_first")
            storage.insert_user(tx.conn, user, hashed, tx.at)
            tx.audit("auth.user-made", "user", user.id, after=user)
        return user

    def users(self, actor: Actor) -> tuple[User, ...]:
        """All users by login. Refused: ``auth.denied`` without USER_WRITE. One read."""
        actor.need(Right.USER_WRITE)
        with self._db.read() as connection:
            return storage.list_users(connection)

    def change_user(self, actor: Actor, user: User, *, roles: Collection[Role], active: bool) -> User:
        """Give ``user`` (as it was read) other roles, or close or reopen it. One transaction, audited.

        Refused: ``auth.denied``, ``auth.no_role``, ``auth.marketing_at_counter``, ``auth.changed_meanwhile``,
        ``auth.last_admin`` when nobody who keeps users would be left.
        """
        actor.need(Right.USER_WRITE)
        with self._db.write(actor) as tx:
            changed = replace(user, roles=_allowed_roles(tx.conn, user.staff_id, roles, self._today()), active=active)
            storage.update_user(tx.conn, changed)
            if not any(each.active and Role.ADMIN in each.roles for each in storage.list_users(tx.conn)):
                raise Refused("auth.last_admin")
            tx.audit("auth.user-changed", "user", user.id, before=user, after=changed)
        return replace(changed, version=user.version + 1)

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Change the actor's own password. Audited; the old one is checked with waiting as in ``sign_in``.

        Refused: ``auth.wrong``, ``auth.backoff``, ``auth.password_*``, ``auth.password_same``.
        """
        user = self._own(actor)
        check_password(new, user.login, self._policy)
        if new == old:
            raise Refused("auth.password_same", field="password")
        self.sign_in(user.login, old, actor.station)
        self._set_password(actor, user, new)

    def reset_password(self, actor: Actor, user_id: str, new: str) -> None:
        """Give a user a new password and end its waiting. One transaction, audited.

        Refused: ``auth.denied`` without USER_WRITE, ``auth.user_unknown``, ``auth.password_*``.
        """
        actor.need(Right.USER_WRITE)
        with self._db.read() as connection:
            user = storage.find_user(connection, user_id=user_id)
        if user is None:
            raise Refused("auth.user_unknown")
        check_password(new, user.login, self._policy)
        self._set_password(actor, user, new)

    def _own(self, actor: Actor) -> User:
        with self._db.read() as connection:
            found = [user for user in storage.list_users(connection) if user.staff_id == actor.staff_id]
        if not found:
            raise Refused("auth.user_unknown")
        return found[0]

    def _set_password(self, actor: Actor, user: User, new: str) -> None:
        hashed = self._hasher.hash(new)
        with self._db.write(actor) as tx:
            storage.set_password_hash(tx.conn, user.id, hashed, tx.at)
            storage.lock_attempts(tx.conn, user.login, tx.at)
            storage.set_attempts(tx.conn, user.login, Attempts(0, None), tx.at)
            tx.audit("auth.password-changed", "user", user.id)


def _allowed_roles(connection: sa.Connection, staff_id: str, roles: Collection[Role], day: date) -> frozenset[Role]:
    person = storage.staff_facts(connection, staff_id, day)
    if person is None:
        raise Refused("auth.staff_unknown", field="staff_id")
    return check_roles(roles, marketing=person.marketing)


def _unknown(station: str) -> Actor:
    return Actor("unknown", "", "", frozenset(), station)
