"""Users for tests, written as if they had been proposed and agreed to; how that goes is tests/app/auth's to prove."""

from __future__ import annotations

from collections.abc import Collection

from app.auth import storage
from app.auth.domain import User, check_login
from app.auth.service import AuthService
from app.common.actor import Role
from app.common.values import new_id, plain
from tests.builders import Actors, actor


def add_user(auth: AuthService, login: str, password: str, staff_id: str, roles: Collection[Role]) -> User:
    """Somebody who can sign in."""
    user = User(new_id(), check_login(login), staff_id, frozenset(roles), True, 1)
    with auth._db.write(Actors().admin) as tx:
        storage.lock_register(tx.conn)
        version = storage.insert_user(tx.conn, user, auth._hasher.hash(password), tx.at)
        tx.audit("auth.user-made", "user", user.id, after={**plain(user), "register": version})
    return user


def agree(auth: AuthService, proposal_id: str) -> None:
    """A second administrator says yes."""
    auth.decide(actor(Role.ADMIN, staff_id="staff-compliance"), proposal_id, agreed=True)


def change_user(auth: AuthService, user: User, *, roles: Collection[Role] | None = None, active: bool = True) -> User:
    """Other roles or opened again, agreed to; or closed."""
    admin = Actors().admin
    if not active:
        return auth.close_user(admin, user)
    agree(auth, auth.propose_change(admin, user, roles=user.roles if roles is None else roles, active=True).id)
    return next(each for each in auth.users(admin) if each.id == user.id)
