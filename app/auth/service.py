"""Users, passwords and signing in (SE-1, OP-4)."""

from __future__ import annotations

import base64
import secrets
from dataclasses import replace

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.auth import storage
from app.auth.domain import Attempts, SignInPolicy, User, check_password, login_key
from app.auth.keeping import UserKeeping, new_password
from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.storage.db import Database
from app.storage.wrap import Argon2Costs

_STRANGERS_KEPT = 1000


class AuthService(UserKeeping):
    """Users of the branch. ``costs`` are those of a password's argon2id hash."""

    def __init__(self, db: Database, *, costs: Argon2Costs | None = None, policy: SignInPolicy | None = None) -> None:
        self._db = db
        self._policy = policy or SignInPolicy()
        costs = costs or Argon2Costs()
        self._hasher = PasswordHasher(costs.iterations, costs.memory_kib, costs.lanes)
        self._nobody = _hash_of_nobody(costs)

    def sign_in(self, login: str, password: str, station: str) -> Actor:
        """Who signs in at ``station``; both outcomes are audited, what was typed is not.

        Refused: ``auth.wrong`` (wrong login, wrong password or not active: no hint which), ``auth.backoff`` with
        ``seconds`` after too many wrong ones, ``auth.user_altered`` when the user's row was touched outside the
        program. Counting starts before the password is looked at, so neither a crash nor
        many attempts at once give a free guess. Unknown logins cost the same work and the same waiting.
        Two transactions: the attempt, the outcome.
        """
        name = login_key(login)
        user, stored = self._attempt(name, station)
        right = self._matches(stored or self._nobody, password)
        with self._db.read() as connection:
            person = None if user is None else storage.staff_facts(connection, user.staff_id, self._today())
        if user is not None and not user.sound:
            self._failed(user, station, "auth.altered")
            raise Refused("auth.user_altered")
        gone = user is not None and user.until is not None and self._today() >= user.until
        if user is None or person is None or gone or not (right and user.active and person.active):
            self._failed(user, station)
            raise Refused("auth.wrong", field="password")
        # who has gone into marketing since keeps no counter function, whatever the user's roles say (OP-4)
        roles = user.roles | {Role.MARKETING} if person.marketing else user.roles
        actor = Actor(user.staff_id, person.number, person.name, roles, station)
        return self._succeeded(actor, user, password, stored or "")

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

    def _failed(self, user: User | None, station: str, act: str = "auth.failed") -> None:
        with self._db.write(_unknown(station)) as tx:
            if user is None:
                known = [each.login for each in storage.list_users(tx.conn)]
                storage.forget_strangers(tx.conn, _STRANGERS_KEPT, known)
            tx.audit(act, "user", "unknown" if user is None else user.id)

    def _succeeded(self, actor: Actor, user: User, password: str, stored: str) -> Actor:
        rehashed = self._hasher.hash(password) if self._hasher.check_needs_rehash(stored) else None
        with self._db.write(actor) as tx:
            version = None
            if rehashed is not None:
                storage.lock_register(tx.conn)
                version = {"register": storage.set_password_hash(tx.conn, user.id, rehashed, None)}
            storage.set_attempts(tx.conn, user.login, Attempts(0, None), tx.at)
            tx.audit("auth.signed-in", "user", user.id, after=version)
            return replace(actor, session=storage.session_of(tx.conn, user.id))

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

        Refused: ``auth.wrong``, ``auth.backoff``, ``auth.user_unknown``, ``auth.session_ended``.
        """
        self.check(actor)
        self.sign_in(self._own(actor).login, password, actor.station)

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Change the actor's own password. Audited; the old one is checked with waiting as in ``sign_in``.

        What is open elsewhere goes on: it is the same person. Refused: ``auth.wrong``, ``auth.backoff``,
        ``auth.password_*``, ``auth.password_same``, ``auth.session_ended``.
        """
        self.check(actor)
        user = self._own(actor)
        check_password(new, user.login, self._policy)
        if new == old:
            raise Refused("auth.password_same", field="password")
        self.sign_in(user.login, old, actor.station)
        hashed = self._hasher.hash(new)
        with self._db.write(actor) as tx:
            storage.lock_register(tx.conn)
            version = new_password(tx, user, hashed, ends_sessions=False)
            tx.audit("auth.password-changed", "user", user.id, after={"register": version})

    def _own(self, actor: Actor) -> User:
        with self._db.read() as connection:
            found = [user for user in storage.list_users(connection) if user.staff_id == actor.staff_id]
        if not found:
            raise Refused("auth.user_unknown")
        return found[0]


def _unknown(station: str) -> Actor:
    return Actor("unknown", "", "", frozenset(), station)


def _hash_of_nobody(costs: Argon2Costs) -> str:
    """What no password has as its hash, and takes the same work to compare; without hashing at every start."""
    salt, digest = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={costs.memory_kib},t={costs.iterations},p={costs.lanes}${salt}${digest}"
