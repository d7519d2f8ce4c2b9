"""Fee, password, carrying out, keeping the client (TO-8 to TO-10, TO-13). One method, one transaction.

The papers take seconds to make, so they are made before the transaction, from the version of the case that was seen;
the transaction is refused when the case has changed meanwhile.
"""

from __future__ import annotations

from dataclasses import replace

from app.archive import filing
from app.archive.filing import Made
from app.archive.press import PressedForm, Signing
from app.cases.case import PaperMade
from app.clients import credentials
from app.clients.papers import need_unexpired
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence import screening
from app.receipts import storage as receipts
from app.receipts.domain import ReceiptItem
from app.storage.changes import tell
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.transfer_out import making, storage
from app.transfer_out.approving import Approving
from app.transfer_out.case import KIND, Case, Outcome, Status
from app.transfer_out.evaluation import evaluate, need_carry_out
from app.transfer_out.follow_up import as_facts, tasks_of
from app.transfer_out.intake import ENCLOSURE, TOPIC, need_no_receipt
from app.transfer_out.judged import Judged, judge
from app.transfer_out.steps import Step
from app.transfer_out.talking import need_sight, need_talker
from app.transfer_out.view import TransferReceipt, TransferView


class CarryingOut(Approving):
    """The last part of the flow."""

    def take_fee(self, actor: Actor, number: str) -> TransferView:
        """Take the fee of every market asked for and issue the receipt's number (TO-9).

        Refused: ``transfer.step_blocked`` before the approvals, ``transfer.no_fee``, ``receipts.case_has_one``.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            judged = judge(tx.conn, self._running(tx.conn, number), self.surface)
            self._need_step(judged, Step.FEE)
            if not judged.fee_lines:
                raise Refused("transfer.no_fee")
            made = receipts.issue(
                tx.conn, case_number=number, client_id=judged.client.id, payer=judged.client.name,
                items=[ReceiptItem(*line) for line in judged.fee_lines], at=tx.at, actor=actor,
            )  # fmt: skip
            storage.change(tx.conn, judged.case, tx.at)
            tx.audit("receipts.issued", "receipt", made.number, after={"case": number, "total": made.total})
            return self._settled(tx, number)

    def void_receipt(self, actor: Actor, number: str, why: str) -> TransferView:
        """Void the receipt of a running case; its number stays used (TO-9). Refused: ``transfer.no_receipt``."""
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            judged = judge(tx.conn, self._running(tx.conn, number), self.surface)
            if judged.receipt is None:
                raise Refused("transfer.no_receipt")
            receipts.void(tx.conn, judged.receipt.number, why, at=tx.at, actor=actor)
            storage.change(tx.conn, judged.case, tx.at)
            tx.audit("receipts.voided", "receipt", judged.receipt.number, after={"case": number})
            return self._settled(tx, number)

    def check_password(self, actor: Actor, number: str, digits: str) -> TransferView:
        """The counter password as the client typed it on the display (TO-8); wrong ones are counted and lock.

        Refused: ``transfer.step_blocked`` before the approvals, ``password.wrong`` (``left``), ``password.locked``,
        ``password.unset``, ``transfer.changed_elsewhere``.
        """
        actor.need(Right.COUNTER)
        judged = self._judged(actor, number)
        judged.case.need_running()
        self._need_step(judged, Step.PASSWORD)
        with self.db.write(actor) as tx:
            most = self.policy.customer_password_tries
            check = credentials.check_password(tx.conn, judged.client.id, digits, most=most)
            tx.audit("transfer.password_tried", KIND, number, after={"ok": check.ok, "locked": check.locked})
        check.need_ok()  # outside: a refusal within the transaction would take the count back
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            if case.request_version != judged.case.request_version:  # typed for another request than this one now
                raise Refused("transfer.changed_elsewhere", number=number)
            self._capture(tx, case, "password", {"version": case.request_version})
            storage.change(tx.conn, case, tx.at)
            return self._settled(tx, number)

    def carry_out(self, actor: Actor, number: str) -> TransferReceipt:
        """Close the case: every approval, the password, no block; papers, tasks, all or nothing. Takes seconds.

        Refused: ``transfer.incomplete`` (``steps``), ``transfer.other_teller`` (who signed is not who does it),
        ``transfer.changed_elsewhere``, ``archive.seal_not_valid``, ``papers.renew_first``; ``screening.undecided``,
        ``screening.stopped`` while the watch list fits the client and compliance has not let it go on (KY-3).
        """
        judged = self._judged(actor, number)
        need_unexpired(judged.client.paper_until, judged.today)
        with self.db.read() as conn:
            screening.need_client_free(conn, judged.client.id)
        need_carry_out(judged, evaluate(judged))
        signed = judged.capture("teller")
        if signed is None or signed.witness != actor.staff_id:
            raise Refused("transfer.other_teller")
        papers = self._papers(judged, left=True)
        with self.db.write(actor) as tx:
            now = judge(tx.conn, self._running(tx.conn, number), self.surface)
            need_carry_out(now, evaluate(now))
            screening.need_client_free(tx.conn, now.client.id)
            self._need_unchanged(now, judged, left=True)
            return self._finish(tx, now, papers, left=True)

    def retain(self, actor: Actor, number: str, note: str = "") -> TransferReceipt:
        """The client stays: record, memo, tasks for promises and contact (TO-13, TO-14). Takes seconds.

        Refused: ``transfer.insists_on_leaving``, ``transfer.talk_first``, ``transfer.not_staying`` (the last talk
        written down must say that the client stays), ``transfer.reason_first``, ``transfer.receipt_open`` (void it
        first), ``transfer.changed_elsewhere``.
        """
        need_talker(actor)
        told = clean_text(note, field="note", limit=500, required=False, lines=True)
        with self.db.read() as conn:
            case = storage.load(conn, number)
            need_sight(actor, case)
            judged = judge(conn, _with_note(case, told), self.surface)
        _need_stays(judged)
        papers = self._papers(judged, left=False)
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            now = judge(tx.conn, _with_note(case, told), self.surface)
            _need_stays(now)
            self._need_unchanged(now, judged, left=False)
            self._put_fields(tx, case, {"note": told})
            return self._finish(tx, now, papers, left=False)

    # -- shared ------------------------------------------------------------------------------------------------

    def _need_step(self, judged: Judged, step: Step) -> None:
        state = next(state for state in evaluate(judged) if state.step is step)
        if state.blocked_by:
            raise Refused("transfer.step_blocked", steps=", ".join(before.value for before in state.blocked_by))

    def _need_unchanged(self, now: Judged, judged: Judged, *, left: bool) -> None:
        """Refuse when anything that the papers say, or that follows from them, is another by now.

        Beside the case that is the snapshot, a confirmation, the client's data, a receipt, the day.
        """
        then = replace(now, now=judged.now)
        same = now.case.version == judged.case.version and tasks_of(now, left=left) == tasks_of(judged, left=left)
        forms = making.forms_of(judged, left=left)
        if not same or [making.facts_of(then, form) for form in forms] != [
            making.facts_of(judged, form) for form in forms
        ]:
            raise Refused("transfer.changed_elsewhere", number=now.case.number)

    def _papers(self, judged: Judged, *, left: bool) -> list[Made]:
        """All papers of the ended request, sealed; scans of documents as they were taken."""
        ended = replace(judged, case=_ended(judged.case, left=left))
        follow_up = as_facts(tasks_of(judged, left=left))
        made = [self._enclosure(value) for value in _scans(judged)]
        for form_id in making.forms_of(judged, left=left):
            facts = making.facts_of(ended, form_id, left=left, follow_up=follow_up)
            made.append(self._paper(judged, self.surface.press.press(form_id, facts)))
        return made

    def _paper(self, judged: Judged, pressed: PressedForm) -> Made:
        press, signers = self.surface.press, self.surface.press.info(pressed.form_id).signers
        signature = judged.capture(f"signature:{pressed.form_id}")
        if signature is not None and "scan" in signature.value:
            self.blobs.get(signature.value["scan"])  # a paper that is damaged or gone is not filed
            return Made(pressed, signature.value["scan"], signature.value["pages"], filing.PAPER)
        client = None
        if "client" in signers and signature is not None:
            name = judged.entered.get("agent_name") if judged.agent else judged.client.name
            ink = filing.ink_of(signature.value["ink"])
            client = Signing(str(name), ink, signature.at, signature.witness, signature.station)
        teller, capture = None, judged.capture("teller")
        if "teller" in signers and capture is not None:
            ink = filing.ink_of(capture.value["ink"])
            teller = Signing(str(capture.value["name"]), ink, capture.at, capture.witness, capture.station)
        return filing.seal(press, self.blobs, pressed, client, teller)

    def _enclosure(self, value: dict[str, object]) -> Made:
        info = self.surface.press.info(ENCLOSURE)
        sha256 = str(value["sha256"])
        self.blobs.get(sha256)
        pages = int(str(value["pages"]))
        pressed = PressedForm(
            ENCLOSURE, info.version, info.title, str(value["number"]), b"", str(value["content"]), pages
        )
        return Made(pressed, sha256, pages, filing.PAPER)

    def _finish(self, tx: Writing, now: Judged, papers: list[Made], *, left: bool) -> TransferReceipt:
        case, press = now.case, self.surface.press
        documents = [filing.enter(tx, press, made, case_number=case.number, client_id=now.client.id) for made in papers]
        todo = tasks_of(now, left=left)
        for new in todo:
            tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
        status = Status.CARRIED_OUT if left else Status.RETAINED
        storage.change(tx.conn, case, tx.at, status=status, ended_at=tx.at)
        tx.audit(
            "transfer.carried_out" if left else "transfer.retained", KIND, case.number,
            after={"documents": {d.number: d.content_sha256 for d in documents}, "tasks": len(todo)},
        )  # fmt: skip
        tell(tx.conn, TOPIC)
        return TransferReceipt(
            case_number=case.number, client_id=now.client.id, client_name=now.client.name, left=left, ended_at=tx.at,
            fee_total=now.receipt.total if now.receipt else now.fee_total if left else now.fee_total * 0,
            receipt_number=now.receipt.number if now.receipt else "", tasks=len(todo),
            documents=tuple(
                PaperMade(d.number, d.form_id, d.title, d.pages, press.info(d.form_id).copies, d.content_sha256)
                for d in documents
            ),
        )  # fmt: skip


def _ended(case: Case, *, left: bool) -> Case:
    return replace(case, status=Status.CARRIED_OUT if left else Status.RETAINED)


def _with_note(case: Case, note: str) -> Case:
    return replace(case, fields={**case.fields, "note": note})


def _need_stays(judged: Judged) -> None:
    """Whether the client stays is what the client said last, not what somebody at the branch presses."""
    case = judged.case
    case.need_running()
    if case.insisted_at is not None:
        raise Refused("transfer.insists_on_leaving")
    if not case.talks:
        raise Refused("transfer.talk_first")
    if case.talks[-1].talk.outcome is not Outcome.STAYS:
        raise Refused("transfer.not_staying", field="outcome")
    if not making.reason_label(judged):
        raise Refused("transfer.reason_first", field="reason")
    need_no_receipt((judged.receipt,) if judged.receipt is not None else ())


def _scans(judged: Judged) -> list[dict[str, object]]:
    """The scans of the documents that belong to the request as it stands, in their order."""
    found = (judged.capture(f"scan:{document}") for document in judged.documents)
    return [scan.value for scan in found if scan is not None]
