"""Confirming what was approved by telephone (TO-6); the other decisions are made in the flow they belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.approvals import storage
from app.approvals.domain import DENIED_INCIDENT, Confirmation, Decision, StepKind
from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day, branch_time
from app.common.values import mask_mobile
from app.incidents import storage as incidents
from app.storage.db import Database, Writing


@dataclass(frozen=True, slots=True)
class OpenTelephone:
    """An approval by telephone that its approver has to confirm by ``confirm_by``, included; the number masked (SE-1).

    ``mine``: the one who looks is the approver. It may be of an earlier version of the request: it was said all the
    same.
    """

    decision_id: str
    kind: str
    number: str
    version: int
    step: StepKind
    approver_id: str
    approver_name: str
    recorded_by_name: str
    words: str
    called_number_masked: str
    called_at: datetime
    confirm_by: date
    late: bool
    mine: bool


OnConfirmed = Callable[[Writing, Decision], None]
"""What the flow does when an approval is confirmed or denied, in the same transaction; ``confirmed`` is filled."""


class ApprovalService:
    """Use cases of approvals by telephone. ``on_confirmed`` lets the flow of the request's kind go on from there."""

    def __init__(self, db: Database, on_confirmed: OnConfirmed | None = None) -> None:
        self._db = db
        self._on_confirmed = on_confirmed

    def unconfirmed(self, actor: Actor) -> tuple[OpenTelephone, ...]:
        """What is to be confirmed still, the earliest due first: one's own; the general manager sees everybody's.

        Needs TRANSFER_APPROVE or TRANSFER_READ. One read transaction.
        """
        _need_part(actor)
        today = branch_day(self._db.clock.now())
        mine = "" if Role.GENERAL_MANAGER in actor.roles else actor.staff_id
        with self._db.read() as conn:
            return tuple(_line(found, today, actor) for found in storage.unconfirmed(conn, mine))

    def confirm(self, actor: Actor, decision_id: str, agreed: bool, words: str = "") -> Confirmation:
        """Say of an approval by telephone in one's own name that it was given, or that it was not; once.

        A denial needs words and is an incident (TO-6). Needs TRANSFER_APPROVE or TRANSFER_READ.
        Refused: ``approvals.unknown``, ``.not_yours``, ``.not_by_telephone``, ``.confirmed_already``, ``text.*``.
        One write transaction, audited.
        """
        _need_part(actor)
        with self._db.write(actor) as tx:
            made = storage.confirm(tx.conn, decision_id, agreed=agreed, words=words, by=actor.staff_id, at=tx.at)
            found = storage.by_id(tx.conn, decision_id)
            if self._on_confirmed is not None:
                self._on_confirmed(tx, found)  # before anything is audited: rows are locked before the audit chain
            if not agreed:
                _report(tx, found, made)
            act = "approvals.confirmed" if agreed else "approvals.denied"
            facts = {"decision": found.id, "step": found.step, "version": found.version}
            tx.audit(act, found.kind, found.number, after=facts | {"late": found.confirmed_late})
        return made


def _need_part(actor: Actor) -> None:
    # a person whom the policy names as an approver may be a teller, who has the right to look only (TO-4)
    if not actor.may(Right.TRANSFER_APPROVE):
        actor.need(Right.TRANSFER_READ)


def _report(tx: Writing, decision: Decision, denial: Confirmation) -> None:
    called = branch_time(decision.called_at or decision.at)
    what = (
        f"{decision.approver_name}（{decision.approver_number}）否认 {called} 的电话审批。"
        f"登记人：{decision.recorded_by_name}。登记内容：{decision.words}。否认说明：{denial.words}"
    )
    made = incidents.add(
        tx.conn,
        kind=DENIED_INCIDENT,
        subject_kind=decision.kind,
        subject_number=decision.number,
        what=what,
        by=tx.actor.staff_id,
        by_name=tx.actor.name,
        at=tx.at,
    )
    tx.audit("incidents.reported", "incident", made.id, after={"kind": made.kind, "subject": decision.number})


def _line(decision: Decision, today: date, actor: Actor) -> OpenTelephone:
    if decision.called_at is None or decision.confirm_by is None:
        raise ValueError("an approval by telephone without its call")  # the table's check forbids it
    return OpenTelephone(
        decision_id=decision.id,
        kind=decision.kind,
        number=decision.number,
        version=decision.version,
        step=decision.step,
        approver_id=decision.approver_id,
        approver_name=decision.approver_name,
        recorded_by_name=decision.recorded_by_name,
        words=decision.words,
        called_number_masked=mask_mobile(decision.called_number),
        called_at=decision.called_at,
        confirm_by=decision.confirm_by,
        late=decision.late(today),
        mine=decision.approver_id == actor.staff_id,
    )
