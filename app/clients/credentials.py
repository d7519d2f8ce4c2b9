"""The client's counter password: its argon2id hash alone is stored, sealed (OP-5); wrong tries count and lock (TO-8).

Nothing in here logs, and no refusal holds what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

client_credential = sa.Table(
    "client_credential",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    # sealed, or six figures would be tried out in an hour by whoever has the database
    sa.Column("password_hash", Sealed("client_credential.password_hash"), nullable=False),
    sa.Column("set_at", UtcDateTime, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    # stored, not worked out from the failures: a change of the policy's number must not lift a lock
    sa.Column("locked", sa.Boolean, nullable=False),
    sa.CheckConstraint("password_hash LIKE 's1~%'", name="sealed"),
    sa.CheckConstraint("failures >= 0", name="failures"),
    sa.CheckConstraint("failures > 0 OR NOT locked", name="locked_by_failures"),
)


@dataclass(frozen=True, slots=True)
class PasswordCheck:
    """What came of one try. ``left``: tries left before the lock; 0 when locked or when none is set (``unset``).

    A try is exactly one of: ``ok``, wrong with tries left, ``locked`` (before, or by this very try), ``unset``.
    """

    ok: bool
    left: int
    locked: bool
    unset: bool

    def need_ok(self) -> None:
        """Refuse ``password.unset``, ``password.locked`` or ``password.wrong`` (``left``), all at ``password``.

        To be called after the transaction of :func:`check_password`, or the refusal takes the count back.
        """
        if self.unset:
            raise Refused("password.unset", field="password")
        if self.locked:
            raise Refused("password.locked", field="password")
        if not self.ok:
            raise Refused("password.wrong", field="password", left=self.left)


@dataclass(frozen=True, slots=True)
class PasswordState:
    """Whether a client has set a password, whether it is locked, and how many wrong tries stand against it."""

    set: bool
    locked: bool
    failures: int


def set_password(conn: sa.Connection, client_id: str, hashed: str, at: datetime) -> None:
    """Keep the hash of a newly set password and forget wrong tries."""
    conn.execute(client_credential.delete().where(client_credential.c.client_id == client_id))
    conn.execute(
        client_credential.insert().values(
            client_id=client_id, password_hash=hashed, set_at=at, failures=0, locked=False
        )
    )


def password_hash(conn: sa.Connection, client_id: str) -> str | None:
    """The stored hash, None when the client has set none."""
    found = conn.execute(
        sa.select(client_credential.c.password_hash).where(client_credential.c.client_id == client_id)
    ).scalar_one_or_none()
    return str(found) if found is not None else None


def check_password(conn: sa.Connection, client_id: str, digits: str, *, most: int) -> PasswordCheck:
    """Compare what the client typed with the stored hash, and count (TO-8); the ``most``-th wrong try in a row locks.

    A right one sets the count to nought. A locked password is not compared; that, one that was never set and a text
    that is no digits take the time of a comparison all the same. The row stays locked until the transaction ends, so
    tries at several counters are counted one after the other.

    The count must outlive the refusal that follows it, and nobody may learn the outcome before it is counted. So the
    service ends the transaction first and refuses then::

        with self._db.write(actor) as tx:
            check = credentials.check_password(tx.conn, client_id, digits, most=policy.customer_password_tries)
            tx.audit("transfer.password_tried", "client", client_id, after={"ok": check.ok, "locked": check.locked})
        check.need_ok()  # outside: a refusal within the block would roll the count back

    What the right password is to allow is done in a further transaction, after this one.
    """
    if most < 1:
        raise ValueError("at least one try")
    row = _locked_row(conn, client_id)
    if row is None or row.locked:
        verify_password(_decoy(None if row is None else row.password_hash), "0")
        return PasswordCheck(ok=False, left=0, locked=row is not None, unset=row is None)
    ok = verify_password(row.password_hash, digits)
    failures = 0 if ok else row.failures + 1
    locked = failures >= most
    _store(conn, client_id, failures, locked)
    return PasswordCheck(ok=ok, left=max(most - failures, 0), locked=locked, unset=False)


def password_state(conn: sa.Connection, client_id: str) -> PasswordState:
    """Whether there is a password, and what stands against it."""
    c = client_credential.c
    row = conn.execute(sa.select(c.locked, c.failures).where(c.client_id == client_id)).first()
    return PasswordState(False, False, 0) if row is None else PasswordState(True, row.locked, row.failures)


def lift_lock(conn: sa.Connection, client_id: str) -> int:
    """Let a locked password be tried again; gives the wrong tries that had locked it.

    Refused: ``password.not_locked``. Use :func:`app.clients.unlocking.unlock`, which keeps the history.
    """
    row = _locked_row(conn, client_id)
    if row is None or not row.locked:
        raise Refused("password.not_locked")
    _store(conn, client_id, 0, False)
    return int(row.failures)


def _locked_row(conn: sa.Connection, client_id: str) -> sa.Row[Any, Any, Any] | None:
    """The row, for this transaction alone (on SQLite a write transaction is alone anyway)."""
    c = client_credential.c
    query = sa.select(c.password_hash, c.failures, c.locked).where(c.client_id == client_id)
    return conn.execute(query.with_for_update()).first()


def _store(conn: sa.Connection, client_id: str, failures: int, locked: bool) -> None:
    row = client_credential.update().where(client_credential.c.client_id == client_id)
    conn.execute(row.values(failures=failures, locked=locked))


def hash_password(digits: str) -> str:
    """The argon2id hash (with its own salt and parameters) of a password that was checked."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(digits)


def verify_password(hashed: str, digits: str) -> bool:
    """Whether ``digits`` are the password of ``hashed``; False also for a hash that cannot be read."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    if not (digits.isascii() and digits.isdigit()):
        # what cannot be encoded would come back in an exception, with all that was typed
        hashed, digits = _decoy(hashed), "0"
    try:
        return PasswordHasher().verify(hashed, digits)
    except (VerificationError, InvalidHashError):
        return False


def _decoy(like: str | None) -> str:
    """A hash that nothing fits, which takes as long to compare with as ``like``, or as a new one when None."""
    import secrets
    from base64 import b64encode

    from argon2 import PasswordHasher, extract_parameters
    from argon2.exceptions import InvalidHashError

    new = PasswordHasher()
    costs = (new.memory_cost, new.time_cost, new.parallelism)
    if like is not None:
        try:
            stored = extract_parameters(like)
            costs = (stored.memory_cost, stored.time_cost, stored.parallelism)
        except InvalidHashError:
            pass
    salt, digest = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return "$argon2id$v=19$m={},t={},p={}${}${}".format(*costs, salt, digest)
