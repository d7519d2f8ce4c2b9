"""Keeping users: what an administrator proposes holds when a second person has agreed, signed in as themselves (SE-1).

Decision 0020 says who the second person is, and how a branch begins that has nobody yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher

from app.auth import proposal_rows, storage
from app.auth.domain import (
    Attempts,
    Proposal,
    ProposalKind,
    SignInPolicy,
    User,
    Verdict,
    check_login,
    check_password,
    check_roles,
    need_second_person,
)
from app.auth.proposal_rows import Proposed
from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import new_id, plain
from app.storage.db import Database, Writing
from app.watch.storage import note_made_alone

STARTERS = frozenset({Role.GENERAL_MANAGER, Role.ADMIN})
"""One of these the only user may make alone: without a second person nobody could ever agree."""

DECIDED_SHOWN = 100


class UserKeeping:
    """Use cases of those who keep users and of those who agree; part of :class:`app.auth.service.AuthService`."""

    _db: Database
    _policy: SignInPolicy
    _hasher: PasswordHasher

    def check(self, actor: Actor) -> None:
        """Whether the actor's sign-in is still good; stands before every call of a service (MS-2). One row is read.

        Refused: ``auth.session_ended`` when the user was closed, given other roles or another password, or has left.
        """
        if not actor.session:
            return  # the program itself: initialisation, and the printing that looks at the user's row of its own
        with self._db.read() as connection:
            holds = storage.session_holds(connection, actor.session, self._today())
        if not holds:
            raise Refused("auth.session_ended")

    def _today(self) -> date:
        return branch_day(self._db.clock.now())

    def users(self, actor: Actor) -> tuple[User, ...]:
        """All users by login. Refused: ``auth.denied`` without USER_WRITE. One read."""
        actor.need(Right.USER_WRITE)
        self.check(actor)
        with self._db.read() as connection:
            return storage.list_users(connection)

    def first_user(self, actor: Actor, login: str, password: str, staff_id: str, roles: Collection[Role]) -> User:
        """Make the branch's first user, at initialisation. One transaction.

        Refused: ``auth.denied``, ``auth.not_first`` when there is a user already or was one, and what
        ``propose_user`` refuses.
        """
        actor.need(Right.USER_WRITE)
        name, hashed = self._credentials(login, password)
        with self._db.write(actor) as tx:
            user = User(new_id(), name, staff_id, _allowed_roles(tx.conn, staff_id, roles, self._today()), True, 1)
            storage.lock_register(tx.conn)
            if storage.register_version(tx.conn):
                raise Refused("auth.not_first")
            _audit(tx, "auth.user-made", user, storage.insert_user(tx.conn, user, hashed, tx.at))
        return user

    def propose_user(self, actor: Actor, login: str, password: str, staff_id: str, roles: Collection[Role]) -> Proposal:
        """Propose that the member of staff ``staff_id`` may sign in; holds when somebody else has agreed.

        The only user of a branch may make a general manager or a second administrator alone, so that there is somebody
        to agree: it is audited as such and listed for compliance. One transaction, audited.
        Refused: ``auth.denied`` without USER_WRITE, ``auth.login``, ``auth.login_taken``, ``auth.password_*``,
        ``auth.no_role``, ``auth.marketing_at_counter`` (OP-4), ``auth.staff_unknown``, ``auth.staff_has_user``,
        ``auth.nobody_to_confirm``.
        """
        actor.need(Right.USER_WRITE)
        self.check(actor)
        name, hashed = self._credentials(login, password)
        with self._db.write(actor) as tx:
            storage.lock_register(tx.conn)
            user = User(new_id(), name, staff_id, _allowed_roles(tx.conn, staff_id, roles, self._today()), True, 1)
            storage.need_free(tx.conn, name, staff_id)
            proposal = _proposal(tx, ProposalKind.MAKE, user, seen=0)
            proposal_rows.add(tx.conn, Proposed(proposal, hashed))
            if storage.register_version(tx.conn) and len(storage.list_users(tx.conn)) == 1:
                if not user.roles & STARTERS:
                    raise Refused("auth.nobody_to_confirm", field="roles")
                version = storage.insert_user(tx.conn, user, hashed, tx.at)
                _audit(tx, "auth.user-made-alone", user, version)
                note_made_alone(tx)
            else:
                tx.audit("auth.proposed", "user", user.id, after=plain(proposal))
        return proposal

    def propose_change(self, actor: Actor, user: User, *, roles: Collection[Role], active: bool) -> Proposal:
        """Propose other roles for ``user`` (as it was read), or that it is opened again.

        One transaction, audited. Refused: ``auth.denied``, ``auth.no_role``, ``auth.marketing_at_counter``,
        ``auth.user_unknown``, ``auth.changed_meanwhile``, ``auth.user_altered``, ``auth.no_change``.
        """
        actor.need(Right.USER_WRITE)
        self.check(actor)
        with self._db.write(actor) as tx:
            known = _known(tx.conn, user.id)
            changed = replace(
                known, roles=_allowed_roles(tx.conn, known.staff_id, roles, self._today()), active=active, until=None
            )
            if known.version != user.version:
                raise Refused("auth.changed_meanwhile")
            if changed == known:
                raise Refused("auth.no_change")
            proposal = _proposal(tx, ProposalKind.CHANGE, changed, seen=known.version)
            proposal_rows.add(tx.conn, Proposed(proposal, ""))
            tx.audit("auth.proposed", "user", user.id, before=known, after=plain(proposal))
        return proposal

    def propose_password(self, actor: Actor, user_id: str, new: str) -> Proposal:
        """Propose a new password for a user who has forgotten it; until somebody else agrees the old one holds.

        One transaction, audited. Refused: ``auth.denied`` without USER_WRITE, ``auth.user_unknown``,
        ``auth.user_altered``, ``auth.password_*``.
        """
        actor.need(Right.USER_WRITE)
        self.check(actor)
        with self._db.read() as connection:
            user = _known(connection, user_id)
        check_password(new, user.login, self._policy)
        hashed = self._hasher.hash(new)
        with self._db.write(actor) as tx:
            proposal = _proposal(tx, ProposalKind.PASSWORD, user, seen=user.version)
            proposal_rows.add(tx.conn, Proposed(proposal, hashed))
            tx.audit("auth.proposed", "user", user.id, after=plain(proposal))
        return proposal

    def close_user(self, actor: Actor, user: User) -> User:
        """Let ``user`` (as it was read) sign in no more; at once and by one person, for it takes rights only.

        What the user has open ends (MS-2). One transaction, audited. Refused: ``auth.denied``,
        ``auth.user_unknown``, ``auth.user_altered``, ``auth.changed_meanwhile``, ``auth.last_admin`` when nobody who
        keeps users would be left.
        """
        actor.need(Right.USER_WRITE)
        self.check(actor)
        with self._db.write(actor) as tx:
            storage.lock_register(tx.conn)
            known = _known(tx.conn, user.id)
            if known.version != user.version:
                raise Refused("auth.changed_meanwhile")
            _change(tx, "auth.user-closed", known, replace(known, active=False))
        return replace(known, active=False, version=known.version + 1)

    def proposals(self, actor: Actor) -> tuple[Proposal, ...]:
        """What waits for a second person, the oldest first, then the newest decided ones. Needs USER_CONFIRM.

        One read.
        """
        actor.need(Right.USER_CONFIRM)
        self.check(actor)
        with self._db.read() as connection:
            decided = (one for one in proposal_rows.latest(connection, DECIDED_SHOWN) if one.verdict is not None)
            return (*proposal_rows.open_ones(connection), *decided)

    def decide(self, actor: Actor, proposal_id: str, *, agreed: bool) -> Proposal:
        """Agree to what somebody else proposed, and it holds from now on; or not, and it never does.

        Who proposed it may take it back (``agreed`` False). Needs USER_CONFIRM. One transaction, audited. Refused:
        ``auth.denied``, ``auth.proposal_unknown``, ``auth.proposal_altered``, ``auth.decided_already``,
        ``auth.own_proposal`` and ``auth.own_user`` (TO-5), and what the proposing refuses, as things are now.
        """
        actor.need(Right.USER_CONFIRM)
        self.check(actor)
        with self._db.write(actor) as tx:
            storage.lock_register(tx.conn)
            proposed = proposal_rows.by_id(tx.conn, proposal_id)
            proposal = proposed.proposal
            if proposal.verdict is not None:
                raise Refused("auth.decided_already")
            if agreed:
                need_second_person(proposal, actor.staff_id)
            verdict = Verdict(agreed, actor.staff_id, actor.name, tx.at)
            proposal_rows.decide(tx.conn, proposal, verdict)
            if agreed:
                self._carry_out(tx, proposed)
            else:
                taken_back = actor.staff_id == proposal.by
                act = "auth.proposal-withdrawn" if taken_back else "auth.proposal-declined"
                tx.audit(act, "user", proposal.user_id, after={"proposal": proposal.id})
        return replace(proposal, verdict=verdict)

    def _carry_out(self, tx: Writing, proposed: Proposed) -> None:
        one = proposed.proposal
        roles = _allowed_roles(tx.conn, one.staff_id, one.roles, self._today())
        if one.kind is ProposalKind.MAKE:
            user = User(one.user_id, one.login, one.staff_id, roles, True, 1)
            version = storage.insert_user(tx.conn, user, proposed.password_hash, tx.at)
            return _audit(tx, "auth.user-made", user, version, proposal=one.id, proposed_by=one.by)
        known = _known(tx.conn, one.user_id)
        if known.version != one.seen_version:
            raise Refused("auth.changed_meanwhile")
        if one.kind is ProposalKind.CHANGE:
            changed = replace(known, roles=roles, active=one.active, until=None)
            return _change(tx, "auth.user-changed", known, changed, proposal=one.id, proposed_by=one.by)
        version = new_password(tx, known, proposed.password_hash, ends_sessions=True)
        return _audit(tx, "auth.password-reset", known, version, proposal=one.id, proposed_by=one.by)

    def _credentials(self, login: str, password: str) -> tuple[str, str]:
        name = check_login(login)
        check_password(password, name, self._policy)
        return name, self._hasher.hash(password)


def _proposal(tx: Writing, kind: ProposalKind, user: User, *, seen: int) -> Proposal:
    return Proposal(
        new_id(), kind, user.id, user.login, user.staff_id, user.roles, user.active, seen,
        tx.actor.staff_id, tx.actor.name, tx.at,
    )  # fmt: skip


def _change(tx: Writing, act: str, before: User, after: User, **more: Any) -> None:
    version = storage.update_user(tx.conn, after)
    if not any(each.active and Role.ADMIN in each.roles for each in storage.list_users(tx.conn)):
        raise Refused("auth.last_admin")
    tx.audit(act, "user", after.id, before=before, after={**plain(after), **more, "register": version})


def new_password(tx: Writing, user: User, hashed: str, *, ends_sessions: bool) -> int:
    """Store a new password, after ``storage.lock_register``, and end the waiting; the register's version."""
    version = storage.set_password_hash(tx.conn, user.id, hashed, tx.at, ends_sessions=ends_sessions)
    storage.lock_attempts(tx.conn, user.login, tx.at)
    storage.set_attempts(tx.conn, user.login, Attempts(0, None), tx.at)
    return version


def _audit(tx: Writing, act: str, user: User, version: int, **more: Any) -> None:
    """``register``: which change of the register it was, for the verification (SE-2)."""
    tx.audit(act, "user", user.id, after={**plain(user), **more, "register": version})


def _known(connection: sa.Connection, user_id: str) -> User:
    user = storage.find_user(connection, user_id=user_id)
    if user is None:
        raise Refused("auth.user_unknown")
    if not user.sound:
        raise Refused("auth.user_altered")
    return user


def _allowed_roles(connection: sa.Connection, staff_id: str, roles: Collection[Role], day: date) -> frozenset[Role]:
    person = storage.staff_facts(connection, staff_id, day)
    if person is None:
        raise Refused("auth.staff_unknown", field="staff_id")
    return check_roles(roles, marketing=person.marketing)
