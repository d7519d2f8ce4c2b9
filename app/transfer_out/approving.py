"""Putting a request before the approvers, and what they say (TO-4 to TO-7, TO-15). One method, one transaction."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from app.approvals import approvers
from app.approvals import storage as approvals
from app.approvals.domain import Approver, Decision, StepKind, Verdict, approved, may_decide
from app.archive import storage as archive
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.policy.transfer import Tier
from app.storage.changes import tell
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind, TaskState
from app.transfer_out import storage
from app.transfer_out.case import KIND, Case, Raise, Status
from app.transfer_out.evaluation import evaluate, grounds, may_submit
from app.transfer_out.intake import TOPIC
from app.transfer_out.judged import Judged, judge, matter_digest
from app.transfer_out.lists import status_label
from app.transfer_out.seen import masked, view_of
from app.transfer_out.talking import Talking, need_sight
from app.transfer_out.view import ApprovalScreen, TransferView

_ENCLOSURE = "资料扫描件"


class Approving(Talking):
    """The manager's half of the flow."""

    def submit(self, actor: Actor, number: str) -> TransferView:
        """Put the request before the approvers. Refused: ``transfer.not_ready`` (``steps``), ``transfer.submitted``."""
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            judged = judge(tx.conn, self._running(tx.conn, number), self.surface)
            self._need_submittable(judged)
            self._submit(tx, judged)
            return self._settled(tx, number)

    def answer(self, actor: Actor, number: str, words: str) -> TransferView:
        """Answer the question of an approver and put the request before them again. Refused: ``transfer.not_asked``."""
        actor.need(Right.COUNTER)
        said = clean_text(words, field="words", limit=1000, lines=True)
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            if case.status is not Status.SENT_BACK:
                raise Refused("transfer.not_asked")
            replies = case.captures.get("replies")
            told = [*(replies.value["said"] if replies else []),
                    {"by": actor.name, "at": tx.at.isoformat(), "words": said}]  # fmt: skip
            self._capture(tx, case, "replies", {"said": told})
            tx.audit("transfer.answered", KIND, number)
            judged = judge(tx.conn, storage.load(tx.conn, number), self.surface)
            self._need_submittable(judged)
            self._submit(tx, judged)
            return self._settled(tx, number)

    def raise_tier(self, actor: Actor, number: str, tier: Tier, why: str) -> TransferView:
        """Raise the tier; it never falls (TO-4). Approvals given so far are of another version then.

        Refused: ``transfer.tier_not_higher``, ``text.required``, ``transfer.figures_needed``.
        """
        if not actor.may(Right.TRANSFER_APPROVE):
            actor.need(Right.COUNTER)
        said = clean_text(why, field="why", limit=200)
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            need_sight(actor, case)
            if case.tier is None:
                raise Refused("transfer.figures_needed", field="assets")
            if tier.rank <= case.tier.rank:
                raise Refused("transfer.tier_not_higher", field="tier")
            storage.add_raise(tx.conn, number, Raise(case.tier, tier, said, actor.staff_id, actor.name, tx.at))
            status = Status.SUBMITTED if case.status is Status.APPROVED else case.status
            storage.change(tx.conn, case, tx.at, tier=tier, status=status, request_version=case.request_version + 1)
            self._preset_booking(tx, storage.load(tx.conn, number), tier)
            if status is Status.SUBMITTED:
                self._put_again(tx, number)
            tx.audit(
                "transfer.tier_raised", KIND, number, before={"tier": case.tier}, after={"tier": tier, "why": said}
            )
            return self._settled(tx, number)

    def approval_screen(self, actor: Actor, number: str) -> ApprovalScreen:
        """Everything an approver sees on one screen; the version goes back with the decision (TO-5). Reads only."""
        with self.db.read() as conn:
            return self._screen(actor, conn, number)

    def decide(
        self, actor: Actor, number: str, step: StepKind, verdict: Verdict, words: str, ground: str, seen_version: int
    ) -> ApprovalScreen:
        """Decide as oneself on the version that was seen (TO-5). A refusal needs one of the listed grounds (TO-15).

        Refused: ``transfer.changed`` (another version by now), ``transfer.not_submitted``, ``transfer.no_ground``, and
        as ``approvals.decide``.
        """
        self._need_approver(actor)
        with self.db.write(actor) as tx:
            approvals.lock(tx.conn, KIND, number)
            case = self._running(tx.conn, number)
            need_sight(actor, case)
            judged = judge(tx.conn, case, self.surface)
            self._need_decidable(judged, seen_version)
            label = ""
            if verdict is Verdict.REFUSED:
                label = dict(grounds(judged)).get(ground, "")
                if not label:
                    raise Refused("transfer.no_ground", field="ground")
            made = approvals.decide(
                tx.conn, judged.request, step, verdict, approver=Approver.of(actor), words=words, ground=label,
                at=tx.at, named_approvers=self.surface.rules.named_approvers,
            )  # fmt: skip
            self._after_decision(tx, case, made)
            return self._screen(actor, tx.conn, number)

    def approvers(self, actor: Actor, number: str, step: StepKind) -> tuple[tuple[str, str, str], ...]:
        """Staff id, name and number of those who can give the step now: whom to call (TO-6)."""
        judged = self._judged(actor, number)
        with self.db.read() as conn:
            found = approvers.who_may_decide(
                conn, judged.request, judged.approvals, step, self.surface.rules.named_approvers, judged.today
            )
        return tuple((a.id, a.name, a.number) for a in found if a.id != actor.staff_id)

    def record_by_telephone(
        self, actor: Actor, number: str, step: StepKind, approver_id: str, words: str, called_number: str,
        called_at: datetime,
    ) -> TransferView:  # fmt: skip
        """Record an approval given by telephone; the approver confirms it by the end of the next trading day (TO-6).

        Refused: ``transfer.not_submitted``, ``approvals.*``, ``calendar.unknown_year``.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            approvals.lock(tx.conn, KIND, number)
            case = self._running(tx.conn, number)
            judged = judge(tx.conn, case, self.surface)
            self._need_decidable(judged, case.request_version)
            # a call is written down to the minute
            put_before = (case.submitted_at or case.opened_at).replace(second=0, microsecond=0)
            made = approvals.record_by_telephone(
                tx.conn, judged.request, step,
                approver=approvers.approver_of(tx.conn, approver_id, judged.today),
                recorded_by=actor.staff_id, recorded_by_name=actor.name, words=words, called_number=called_number,
                called_at=called_at, not_before=put_before,
                confirm_by=self._confirm_by(judged, called_at), at=tx.at,
                named_approvers=self.surface.rules.named_approvers,
            )  # fmt: skip
            self._after_decision(tx, case, made)
            tasks.add(tx.conn, _to_confirm(case, made), at=tx.at, by=actor.staff_id)
            return self._settled(tx, number)

    def after_confirmation(self, tx: Writing, decision: Decision) -> None:
        """An approval by telephone was confirmed or denied: its task is done, a denied one is open again (TO-6).

        For ``ApprovalService(on_confirmed=...)``; in its transaction.
        """
        if decision.kind != KIND:
            return
        for task in tasks.of_case(tx.conn, decision.number, TaskKind.CONFIRM_TELEPHONE):
            # made together with the decision, at one moment; the approver may have another one to confirm
            mine = task.assigned_to == decision.approver_id and task.created_at == decision.at
            if task.state is TaskState.OPEN and mine:
                said = "已否认" if decision.denied else "已确认"
                tasks.finish(
                    tx.conn, task.id, outcome=said, seen_version=task.version, at=tx.at, actor=tx.actor, ends=True
                )
        case = storage.load(tx.conn, decision.number, lock=True)
        if case.status is Status.APPROVED and not approved(judge(tx.conn, case, self.surface).approvals):
            storage.change(tx.conn, case, tx.at, status=Status.SUBMITTED)
        tell(tx.conn, TOPIC)

    # -- shared ------------------------------------------------------------------------------------------------

    def _need_approver(self, actor: Actor) -> None:
        """A person whom the policy names approves like a supervisor (TO-4)."""
        if actor.staff_number not in self.surface.rules.named_approvers:
            actor.need(Right.TRANSFER_APPROVE)

    def _put_again(self, tx: Writing, number: str) -> None:
        """What is before the approvers is another version from now on: no earlier call can have approved it."""
        judged = judge(tx.conn, storage.load(tx.conn, number), self.surface)
        storage.change(tx.conn, judged.case, tx.at, submitted_at=tx.at, submitted_digest=matter_digest(judged))

    def _need_submittable(self, judged: Judged) -> None:
        if judged.case.status not in (Status.OPEN, Status.SENT_BACK):
            raise Refused("transfer.submitted", number=judged.case.number)
        states = evaluate(judged)
        if not may_submit(judged, states):
            approval = next(state for state in states if state.step.value == "approval")
            left = [step.value for step in approval.blocked_by] or ["accounts"]
            raise Refused("transfer.not_ready", steps=", ".join(left))

    def _need_decidable(self, judged: Judged, seen_version: int) -> None:
        case = judged.case
        if case.request_version != seen_version:
            raise Refused("transfer.changed", number=case.number)
        if case.status not in (Status.SUBMITTED, Status.APPROVED):
            raise Refused("transfer.not_submitted", number=case.number)

    def _confirm_by(self, judged: Judged, called_at: datetime) -> date:
        return judged.calendar.next(branch_day(called_at))

    def _after_decision(self, tx: Writing, case: Case, made: Decision) -> None:
        """What a decision makes of the case; told to every window."""
        tx.audit(
            f"transfer.{made.verdict.value}", KIND, case.number,
            after={"step": made.step, "version": made.version, "approver": made.approver_id, "way": made.way},
        )  # fmt: skip
        status = case.status
        if made.verdict is not Verdict.APPROVED:
            status = Status.SENT_BACK
        elif approved(judge(tx.conn, case, self.surface).approvals):
            status = Status.APPROVED
        storage.change(tx.conn, case, tx.at, status=status)
        tell(tx.conn, TOPIC)

    def _screen(self, actor: Actor, conn: sa.Connection, number: str) -> ApprovalScreen:
        case = storage.load(conn, number)
        need_sight(actor, case)
        judged = judge(conn, case, self.surface)
        named = self.surface.rules.named_approvers
        mine = may_decide(judged.request, judged.approvals, Approver.of(actor), named)
        before = storage.find(conn, client_id=case.client_id)
        scans = [capture.value for name, capture in case.captures.items() if name.startswith("scan:")]
        papers = [(d.number, d.title) for d in archive.of_client(conn, case.client_id)]
        return ApprovalScreen(
            view=masked(view_of(judged, conn, self.surface)),
            seen_version=case.request_version,
            mine=(mine,) if mine is not None and case.status is Status.SUBMITTED else (),
            history=tuple(
                (other.opened_at, f"{other.number} {status_label(other.status)}") for other in before
                if other.number != number
            ),
            documents=(*papers, *((str(scan["number"]), _ENCLOSURE) for scan in scans)),
        )  # fmt: skip


def _to_confirm(case: Case, made: Decision) -> NewTask:
    """The task of an approver who approved by telephone (TO-6)."""
    return NewTask(
        kind=TaskKind.CONFIRM_TELEPHONE, client_id=case.client_id, case_number=case.number,
        due_on=made.confirm_by or branch_day(made.at), assigned_to=made.approver_id, rule="TO-6",
        text="确认电话审批：请本人登录，对柜员记录的电话审批予以确认或者否认",
    )  # fmt: skip
