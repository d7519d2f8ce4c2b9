"""Changing policy files: written, checked and proposed by one person, decided by another, in force from a coming day.

Of the general manager and compliance, one proposes and another decides; whoever keeps users may do neither (SE-1).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.policy import version_rows
from app.policy.composing import BRANCH_FILE, Base, Heading, check_text, compose, heading
from app.policy.loader import LARGEST_FILE, kind_of, read_text
from app.policy.reading import PolicyProblem
from app.policy.values import Policy
from app.policy.version_rows import text_digest
from app.policy.versions import Act, Ledger, Proposal, State, Verdict
from app.storage.db import Database, Writing

REASON_LIMIT = 500
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version and how it stands today."""

    proposal: Proposal
    state: State


@dataclass(frozen=True, slots=True)
class FileLine:
    """A policy file: what the branch ``began`` with, its versions (the newest date first), the actor's own draft.

    ``current``: the id of the version in force, empty for what the branch began with; ``text``: of what is in force.
    ``used``: whether the policy in force uses the file.
    """

    name: str
    kind: str
    began: Heading
    began_text: str
    versions: tuple[VersionLine, ...]
    current: str
    text: str
    used: bool
    draft: str | None

    def version_on(self, day: date) -> Proposal | None:
        """The version that holds on ``day``, as things stand; None for what the branch began with."""
        holding = (State.COMING, State.IN_FORCE, State.PAST)
        found = (line.proposal for line in self.versions if line.state in holding)
        return max((one for one in found if one.effective <= day), key=lambda one: one.effective, default=None)

    def text_on(self, day: date) -> str:
        """The text that holds on ``day``."""
        version = self.version_on(day)
        return self.began_text if version is None else version.text


@dataclass(frozen=True, slots=True)
class Overview:
    """All policy files on a day; ``waiting``: what a second person has to decide, the oldest first."""

    today: date
    files: tuple[FileLine, ...]
    waiting: tuple[Proposal, ...]

    def file(self, name: str) -> FileLine:
        """The file of this name. Refused: ``policy.no_file``."""
        return _one(self.files, name)


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of checking a text: its mistakes, its heading; without mistakes also what it says.

    ``value``: of the file itself; ``policy``: the whole policy with it, from its date on.
    """

    problems: tuple[PolicyProblem, ...]
    heading: Heading
    policy: Policy | None = None
    value: object = None


class PolicyService:
    """Use cases of policy files. ``base``: the files that the branch began with, as this counter has them."""

    def __init__(self, db: Database, base: Base) -> None:
        self._db = db
        self._base = base

    def overview(self, actor: Actor) -> Overview:
        """Every file with its versions and the actor's drafts. Needs POLICY_WRITE, no administrator. One read."""
        _need(actor)
        with self._db.read() as conn:
            ledger = version_rows.ledger(conn)
            drafts = version_rows.drafts(conn, actor.staff_id)
        today = ledger.today(self._db.clock.now())
        used = self._used(ledger.texts(today))
        files = tuple(self._file(name, ledger, today, drafts, used) for name in self._base.names())
        waiting = tuple(one for one in ledger.proposals if one.open)
        return Overview(today, files, waiting)

    def _used(self, texts: Mapping[str, str]) -> frozenset[str]:
        policy = compose(self._base, texts)
        return frozenset({BRANCH_FILE, *json.loads(policy.text)["files"]})

    def _file(
        self, name: str, ledger: Ledger, today: date, drafts: Mapping[str, str], used: frozenset[str]
    ) -> FileLine:
        text = self._base.text(name)
        kind = self._kind(name)
        mine = [one for one in ledger.proposals if one.act is Act.ADOPT and one.file == name]
        lines = [VersionLine(one, ledger.state(one, today)) for one in mine]
        lines.sort(key=lambda line: (line.proposal.effective, line.proposal.at), reverse=True)
        current = ledger.in_force(name, today)
        return FileLine(
            name, kind, heading(text, kind), text, tuple(lines), current.id if current else "",
            current.text if current else text, name in used, drafts.get(name),
        )  # fmt: skip

    def _kind(self, name: str) -> str:
        return str(kind_of(self._base.text(name)))

    def check(self, actor: Actor, file: str, text: str) -> Checked:
        """Every mistake in ``text`` as ``file``, and how it fits with what holds on its date and after (RA-3).

        Needs POLICY_WRITE. Refused: ``policy.no_file``, ``policy.too_large``. One read.
        """
        _need(actor)
        with self._db.read() as conn:
            return self._checked(version_rows.ledger(conn), file, text)

    def _checked(self, ledger: Ledger, file: str, text: str) -> Checked:
        if file not in self._base.names():
            raise Refused("policy.no_file")
        if len(text.encode()) > LARGEST_FILE:
            raise Refused("policy.too_large", file=file, limit=LARGEST_FILE)
        kind = self._kind(file)
        alone = check_text(file, kind, text, ledger.texts(self._today(ledger)), self._base)
        if alone:
            return Checked(tuple(alone), _heading(text, kind))
        found = heading(text, kind)
        for day in ledger.dates_from(found.effective):
            version = ledger.in_force(file, day)
            if version is not None and version.effective > found.effective:
                break  # from here on another version of this file holds
            problems = check_text(file, kind, text, ledger.texts(day), self._base)
            if problems:
                return Checked(tuple(problems), found)
        texts = {**ledger.texts(found.effective), file: text}
        policy = compose(self._base, texts)
        value = policy if file == BRANCH_FILE else read_text(text, self._base.files())[0]
        return Checked((), found, policy, value)

    def _today(self, ledger: Ledger) -> date:
        return ledger.today(self._db.clock.now())

    def save_draft(self, actor: Actor, file: str, text: str) -> None:
        """Keep what the actor is writing in ``file``, mistakes and all. Needs POLICY_WRITE.

        Refused: ``policy.no_file``, ``policy.too_large``. One write, not audited: nothing has been said yet.
        """
        _need(actor)
        if file not in self._base.names():
            raise Refused("policy.no_file")
        if len(text.encode()) > LARGEST_FILE:
            raise Refused("policy.too_large", file=file, limit=LARGEST_FILE)
        with self._db.write(actor) as tx:
            version_rows.save_draft(tx.conn, actor.staff_id, file, text, tx.at)

    def drop_draft(self, actor: Actor, file: str) -> None:
        """Forget the actor's draft of ``file``. Needs POLICY_WRITE. One write."""
        _need(actor)
        with self._db.write(actor) as tx:
            version_rows.drop_draft(tx.conn, actor.staff_id, file)

    def propose(self, actor: Actor, file: str, text: str, reason: str) -> Proposal:
        """Propose ``text`` as the next version of ``file``; its own ``effective`` says from when. The draft goes.

        Needs POLICY_WRITE. One write, audited. Refused: what ``check`` says, ``policy.broken`` with the first mistake,
        ``policy.retroactive``, ``policy.date_taken``, ``policy.version_used``, ``policy.no_change``, ``text.*``.
        """
        _need(actor)
        said = clean_text(reason, field="reason", limit=REASON_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            version_rows.lock(tx.conn)
            ledger = version_rows.ledger(tx.conn)
            found = self._sound(ledger, file, text)
            began = heading(self._base.text(file), found.kind)
            if found.version == began.version:
                raise Refused("policy.version_used", field="version", version=found.version)
            ledger.need_free(file, found.version, found.effective, ledger.today(tx.at))
            one = _proposal(tx, Act.ADOPT, file, found, text, said)
            version_rows.add(tx.conn, one)
            version_rows.drop_draft(tx.conn, actor.staff_id, file)
            tx.audit("policy.proposed", "policy", one.id, after=_told(one))
        return one

    def _sound(self, ledger: Ledger, file: str, text: str) -> Heading:
        checked = self._checked(ledger, file, text)
        if checked.problems:
            first = checked.problems[0]
            raise Refused(
                "policy.not_sound", field="text", line=first.line, key=first.key, count=len(checked.problems),
                reason=first.reason, reason_zh=first.reason_zh,
            )  # fmt: skip
        return checked.heading

    def propose_withdrawal(self, actor: Actor, proposal_id: str, reason: str) -> Proposal:
        """Propose that a version that is decided but not yet in force never comes. Needs POLICY_WRITE.

        One write, audited. Refused: ``policy.proposal_unknown``, ``policy.not_coming``, ``policy.withdrawal_waits``,
        ``text.*``.
        """
        _need(actor)
        said = clean_text(reason, field="reason", limit=REASON_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            version_rows.lock(tx.conn)
            ledger = version_rows.ledger(tx.conn)
            of = ledger.need_withdrawable(proposal_id, ledger.today(tx.at))
            found = Heading(of.kind, of.version, of.effective)
            one = _proposal(tx, Act.WITHDRAW, of.file, found, "", said, of=of.id)
            version_rows.add(tx.conn, one)
            tx.audit("policy.withdrawal-proposed", "policy", one.id, after=_told(one))
        return one

    def decide(self, actor: Actor, proposal_id: str, *, agreed: bool, reason: str) -> Proposal:
        """Agree to what somebody else proposed, or decline it; the proposer may take it back. Needs POLICY_WRITE.

        What is agreed to is checked anew beside all that was decided meanwhile. One write, audited. Refused:
        ``policy.proposal_unknown``, ``policy.decided_already``, ``policy.own_proposal``, ``policy.too_late``,
        ``policy.not_coming``, ``policy.date_taken``, ``policy.not_sound``, ``policy.leaves_unsound``, ``text.*``.
        """
        _need(actor)
        said = clean_text(reason, field="reason", limit=REASON_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            version_rows.lock(tx.conn)
            ledger = version_rows.ledger(tx.conn)
            one, today = ledger.get(proposal_id), ledger.today(tx.at)
            ledger.need_decidable(one, actor.staff_id, today, agreed=agreed)
            if agreed and one.act is Act.ADOPT:
                self._sound(ledger, one.file, one.text)
            verdict = Verdict(agreed, said, actor.staff_id, actor.name, tx.at)
            decided = replace(one, verdict=verdict)
            if agreed and one.act is Act.WITHDRAW:
                self._still_sound(ledger, decided, today)
            version_rows.decide(tx.conn, one, verdict)
            tx.audit(_ACTS[agreed, one.by == actor.staff_id, one.act], "policy", one.id, after=_told(one))
        return decided

    def _still_sound(self, ledger: Ledger, withdrawal: Proposal, today: date) -> None:
        """What is left has to fit together on every day. Refused: ``policy.leaves_unsound``."""
        after = Ledger(tuple(withdrawal if one.id == withdrawal.id else one for one in ledger.proposals))
        for day in after.dates_from(today):
            try:
                compose(self._base, after.texts(day))
            except Refused as refused:
                raise Refused("policy.leaves_unsound", date=day.isoformat()) from refused


_ACTS = {
    (True, False, Act.ADOPT): "policy.decided",
    (True, False, Act.WITHDRAW): "policy.withdrawn",
    (False, False, Act.ADOPT): "policy.declined",
    (False, False, Act.WITHDRAW): "policy.declined",
    (False, True, Act.ADOPT): "policy.taken-back",
    (False, True, Act.WITHDRAW): "policy.taken-back",
}
"""By: agreed, by the proposer, what was proposed."""


def _need(actor: Actor) -> None:
    actor.need(Right.POLICY_WRITE)
    if Role.ADMIN in actor.roles:  # whoever keeps the users could make a second person of their own
        raise Refused("auth.denied", right=Right.POLICY_WRITE.value)


def _proposal(tx: Writing, act: Act, file: str, found: Heading, text: str, reason: str, of: str = "") -> Proposal:
    return Proposal(
        new_id(), act, file, found.kind, found.version, found.effective, text, text_digest(text), of, reason,
        tx.actor.staff_id, tx.actor.name, tx.at,
    )  # fmt: skip


def _told(one: Proposal) -> dict[str, Any]:
    """What the audit log has of a proposal: which text it is follows from its digest."""
    told = {"file": one.file, "version": one.version, "effective": one.effective.isoformat(), "sha256": one.sha256}
    return {**told, "of": one.of} if one.of else told


def _heading(text: str, kind: str) -> Heading:
    try:
        return heading(text, kind)
    except Refused:
        return Heading("", "", date.min)


def _one(files: tuple[FileLine, ...], name: str) -> FileLine:
    for one in files:
        if one.name == name:
            return one
    raise Refused("policy.no_file")
