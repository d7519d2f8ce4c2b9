"""When nobody is left who could agree: the recovery passphrase from the manager's safe stands for the second person.

The only administrator has forgotten the password, or the general manager has left. Whoever has the passphrase could
read the branch's key anyway; here it only lets one of those who keep users sign in again, and is told to compliance.
"""

from __future__ import annotations

from dataclasses import replace

from argon2 import PasswordHasher

from app.auth import storage
from app.auth.domain import SignInPolicy, check_password, login_key
from app.auth.keeping import STARTERS, new_password
from app.branch.opened import OpenBranch, system_actor
from app.common.errors import Refused
from app.common.values import plain
from app.storage.keys import BranchKeys, read_recovery
from app.storage.wrap import Argon2Costs
from app.watch.storage import note_made_alone


def rescue(branch: OpenBranch, recovery: str, login: str, password: str, costs: Argon2Costs | None = None) -> None:
    """Open the user ``login`` again, an administrator or general manager, with a new password.

    It gives no role, and nobody who has left comes back by it. One transaction, audited, and listed for compliance.
    Refused: ``keys.recovery_wrong``, ``branch.wrong_key`` (the passphrase is another branch's), ``auth.user_unknown``,
    ``auth.user_altered``, ``auth.not_a_keeper``, ``auth.password_*``.
    """
    keys = BranchKeys.derive(read_recovery(branch.folder, recovery), branch.settings.branch_id)
    if keys.check() != branch.keys.check():
        raise Refused("branch.wrong_key")
    name = login_key(login)
    check_password(password, name, SignInPolicy())
    costs = costs or Argon2Costs()
    hashed = PasswordHasher(costs.iterations, costs.memory_kib, costs.lanes).hash(password)
    with branch.db.write(system_actor(branch.station)) as tx:
        storage.lock_register(tx.conn)
        user = storage.find_user(tx.conn, login=name)
        if user is None:
            raise Refused("auth.user_unknown")
        if not user.sound:
            raise Refused("auth.user_altered")
        if not user.roles & STARTERS:
            raise Refused("auth.not_a_keeper")
        opened = replace(user, active=True)
        storage.update_user(tx.conn, opened)
        version = new_password(tx, opened, hashed, ends_sessions=True)
        note_made_alone(tx)
        tx.audit("auth.rescued", "user", user.id, before=user, after={**plain(opened), "register": version})
