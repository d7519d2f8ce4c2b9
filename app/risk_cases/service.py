"""Assessing a client anew, and having a mismatch acknowledged: begun, carried through on the display, archived.

A case is judged by the policy that it was begun with, whatever is confirmed meanwhile. One method, one transaction.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.archive import filing
from app.archive.filing import Made, check_ink, ink_of
from app.archive.press import Ink, PressedForm, Signing
from app.archive.service import BlobStore
from app.clients import numbers
from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.clients.papers import need_unexpired
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text, digest, new_id, plain
from app.onboarding.draft import Capture, Status
from app.onboarding.judged import INK
from app.onboarding.with_client import RESULT_REMINDER, AskedQuestion, ResultForClient
from app.policy import storage as policies
from app.policy.values import Questionnaire
from app.risk_cases import storage
from app.risk_cases.domain import PREFIXES, Kind, RiskCase, RiskLine, RiskReceipt, RiskView, Step, need_step
from app.risk_cases.judging import ANSWERS, NOTICE, RESULT, SECOND, SIGNATURE, Judged, Surface, judge, view, view_of
from app.risk_cases.on_paper import OnPaper
from app.staff import storage as staff
from app.storage.db import Database, Writing
from app.suitability import domain as suitability
from app.suitability import product_rows
from app.suitability import storage as assessments
from app.suitability.products import match, need_mismatch

SUBJECT = "risk-case"


class RiskCaseService(OnPaper):
    """Use cases of a client's suitability at the counter. All that changes something needs ``counter`` (OP-4)."""

    def __init__(self, db: Database, surface: Surface, blobs: BlobStore) -> None:
        self._db = db
        self._surface = surface
        self._blobs = blobs

    def reassess(self, actor: Actor, client_id: str) -> RiskView:
        """Begin to assess an existing client anew, or go on where it was left (RA-1).

        Refused: ``clients.unknown``, ``papers.renew_first``.
        """
        return self._begin(actor, client_id, Kind.REASSESSMENT, "")

    def acknowledge(self, actor: Actor, client_id: str, product_code: str) -> RiskView:
        """Begin the acknowledgement of a product above the client's level, or go on with it (RA-5).

        Refused: ``clients.unknown``, ``suitability.product_unknown``, ``suitability.assessment_missing``,
        ``suitability.never`` (the lowest level gets nothing above it), ``suitability.suits``.
        """
        return self._begin(actor, client_id, Kind.MISMATCH, product_code.strip())

    def _begin(self, actor: Actor, client_id: str, kind: Kind, product: str) -> RiskView:
        actor.need(Right.COUNTER)
        with self._db.write(actor) as tx:
            need_unexpired(clients.get_client(tx.conn, client_id).paper_until, branch_day(tx.at))
            if kind is Kind.MISMATCH:
                self._need_mismatch(tx.conn, client_id, product)
            number = storage.open_of(tx.conn, client_id, kind, product)
            if number:
                return self._view(tx.conn, number)
            case = RiskCase(
                number=numbers.dated_number(tx.conn, PREFIXES[kind], branch_day(tx.at)), kind=kind, status=Status.OPEN,
                version=1, client_id=client_id, product=product, opened_at=tx.at, opened_by=actor.staff_id,
                opened_by_number=actor.staff_number, opened_by_name=actor.name, station=actor.station,
                completed_at=None,
            )  # fmt: skip
            storage.add(tx.conn, case)
            policies.pin(tx.conn, case.number, self._surface.policy, tx.at)
            told = {"kind": kind.value, "client": client_id, "product": product}
            tx.audit("risk.started", SUBJECT, case.number, after=told)
            return self._view(tx.conn, case.number)

    def view(self, actor: Actor, case_number: str) -> RiskView:
        """The case as it stands; reads only. Refused: ``risk.unknown``."""
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return self._view(conn, case_number)

    def unfinished(self, actor: Actor) -> tuple[RiskLine, ...]:
        """Cases to be resumed, the latest first."""
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return storage.lines(conn, status=Status.OPEN)

    def cases_of(self, actor: Actor, client_id: str) -> tuple[RiskLine, ...]:
        """The cases of a client, the latest first. Needs CLIENT_READ."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return storage.lines(conn, client_id=client_id)

    def explained_again(self, actor: Actor, case_number: str, staff_number: str) -> RiskView:
        """Somebody else than the teller of the case has explained it again to an older client (KY-5).

        Refused: ``text.required``, ``staff.unknown``, ``risk.second_is_teller``, ``risk.not_open``. One write
        transaction, audited.
        """
        actor.need(Right.COUNTER)
        number = clean_text(staff_number, field="staff_number", limit=32)
        with self._db.write(actor) as tx:
            case = storage.load(tx.conn, case_number, lock=True)
            case.need_open()
            member = staff.by_number(tx.conn, number)
            if member is None or not member.active:
                raise Refused("staff.unknown", field="staff_number")
            if member.id == case.opened_by:
                raise Refused("risk.second_is_teller", field="staff_number")
            judged = judge(tx.conn, case, self._surface)
            self._capture(tx, judged, SECOND, {"number": member.number, "name": member.name})
            tx.audit("risk.explained_again", SUBJECT, case_number, after={"staff": member.number})
            return self._view(tx.conn, case_number)

    # what the client does

    def questionnaire(self, actor: Actor, case_number: str) -> tuple[AskedQuestion, ...]:
        """The questions with what the client chose in this case; for the display only (KY-6)."""
        judged = self._judged(actor, case_number)
        need_step(view_of(judged), Step.QUESTIONNAIRE)
        return tuple(
            AskedQuestion(q.number, q.text, q.several, tuple((o.letter, o.text) for o in q.options),
                          judged.answers.get(q.number, ()))
            for q in judged.questionnaire.questions
        )  # fmt: skip

    def answer(
        self, actor: Actor, case_number: str, number: int, letters: tuple[str, ...], shown_ms: int
    ) -> RiskView:  # fmt: skip
        """One answer given on the display after ``shown_ms`` ms. Refused: ``suitability.*``, ``risk.other_kind``."""
        actor.need(Right.COUNTER)
        with self._db.write(actor) as tx:
            judged = self._locked(tx, case_number, Step.QUESTIONNAIRE)
            suitability.check_answer(number, letters, judged.questionnaire)
            given = judged.capture(ANSWERS)
            event = {"number": number, "letters": list(letters), "shown_ms": shown_ms, "at": tx.at.isoformat()}
            trail = [*(given.value["trail"] if given is not None else ()), event]
            answers = {**judged.answers, number: tuple(sorted(letters))}
            events = [suitability.AnswerEvent.of(one) for one in trail]
            marks = suitability.remarks(answers, events, judged.questionnaire, judged.before)
            value = {
                "letters": {str(of): list(chosen) for of, chosen in answers.items()}, "trail": trail,
                "marks": list(marks),
            }  # fmt: skip
            self._capture(tx, judged, ANSWERS, value)
            return self._view(tx.conn, case_number)

    def result_for_client(self, actor: Actor, case_number: str) -> ResultForClient:
        """The result for the display (RA-4). Refused: ``risk.step_blocked`` while questions are open."""
        judged = self._judged(actor, case_number)
        need_step(view_of(judged), Step.RESULT)
        score, capture, questionnaire = judged.score, judged.capture(ANSWERS), judged.questionnaire
        if score is None or capture is None:
            raise Refused("risk.step_blocked", number=case_number)
        return ResultForClient(
            total=score.total, level_label=score.level_label,
            valid_until=suitability.valid_until(branch_day(capture.at), questionnaire.validity_months),
            reminder=RESULT_REMINDER, lines=suitability.band_lines(questionnaire),
        )  # fmt: skip

    def confirm_result(self, actor: Actor, case_number: str, agreed: bool) -> RiskView:
        """The client confirms the result shown, or wants to answer again (RA-4).

        Refused: ``risk.step_blocked``; ``suitability.answers_blocked`` where the policy lets a mark block.
        """
        actor.need(Right.COUNTER)
        with self._db.write(actor) as tx:
            judged = self._locked(tx, case_number, Step.RESULT)
            if not agreed:
                storage.drop_captures(tx.conn, case_number, (RESULT, SIGNATURE))
                storage.touch(tx.conn, judged.case)
                return self._view(tx.conn, case_number)
            answers = judged.capture(ANSWERS)
            found = answers.value.get("marks", ()) if answers is not None else ()
            suitability.check_confirmable(found, judged.questionnaire)
            self._capture(tx, judged, RESULT, {"score": digest([judged.score, judged.answers])})
            tx.audit("risk.result_confirmed", SUBJECT, case_number, after={"marks": list(found)})
            return self._view(tx.conn, case_number)

    def confirm_notice(self, actor: Actor, case_number: str, agreed: bool) -> RiskView:
        """The client has read that the product is above the level, and insists, or does not (RA-5).

        Refused: ``suitability.*`` when the product may not be acknowledged any more.
        """
        actor.need(Right.COUNTER)
        with self._db.write(actor) as tx:
            judged = self._locked(tx, case_number, Step.NOTICE)
            if judged.match is not None:
                need_mismatch(judged.match)
            if not agreed:
                storage.drop_captures(tx.conn, case_number, (NOTICE, SIGNATURE))
                storage.touch(tx.conn, judged.case)
            else:
                self._capture(tx, judged, NOTICE, {"agreed": True})
            tx.audit("risk.notice", SUBJECT, case_number, after={"agreed": agreed})
            return self._view(tx.conn, case_number)

    def signature_lines(self, actor: Actor, case_number: str, form_id: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """What stands above the pad, and the digest of the form, for :meth:`sign`. Refused: ``risk.step_blocked``."""
        judged = self._judged(actor, case_number)
        need_step(view_of(judged), Step.SIGNATURES)
        self._need_form(judged, form_id)
        lines = [("姓名", judged.client.name), ("文件编号", judged.case.document_number)]
        if judged.score is not None:
            lines.append(("评估结果", f"{judged.score.level_label}（{judged.score.total} 分）"))
        if judged.match is not None:
            found = judged.match
            lines.append(("产品", f"{found.product.name}（{found.product.code}）{found.product_class}"))
            lines.append(("您的等级", found.level))
        return tuple(lines), judged.bound()

    def sign(self, actor: Actor, case_number: str, form_id: str, ink: Ink, shown: str) -> RiskView:
        """The client's signature on the form, bound to what was ``shown`` (its digest).

        Refused: ``opening.changed_since_shown``, ``risk.step_blocked``, ``risk.by_paper`` (never agreed to sign
        electronically), ``archive.ink_*``.
        """
        actor.need(Right.COUNTER)
        with self._db.write(actor) as tx:
            judged = self._locked(tx, case_number, Step.SIGNATURES)
            self._need_form(judged, form_id)
            if judged.by_paper:
                raise Refused("risk.by_paper", number=case_number)
            check_ink(ink)
            if not shown or judged.bound() != shown:
                raise Refused("opening.changed_since_shown")
            self._capture(tx, judged, SIGNATURE, {INK: plain(ink), "digest": shown})
            tx.audit("risk.signed", SUBJECT, case_number, after={"form": form_id, "of": shown})
            return self._view(tx.conn, case_number)

    # the end

    def complete(self, actor: Actor, case_number: str, scan: bytes | None = None) -> RiskReceipt:
        """Seal and archive the signed form; an assessment puts its level in force. Takes seconds.

        ``scan``: of the form signed by hand, for a client who never agreed to sign electronically (KY-4). Refused:
        ``risk.not_open``, ``risk.step_blocked``, ``risk.changed_elsewhere``, ``scan.*``, ``archive.seal_not_valid``,
        ``suitability.not_the_latest``; for a mismatch what :meth:`acknowledge` refuses. One write transaction.
        """
        judged = self._judged(actor, case_number)
        judged.case.need_open()
        need_unexpired(judged.client.paper_until, branch_day(self._surface.clock.now()))
        self._need_complete(judged, scan)
        made = self._make(judged, scan)
        with self._db.write(actor) as tx:
            now = self._locked(tx, case_number, Step.SIGNATURES)
            if now.case.version != judged.case.version or now.bound() != judged.bound():
                raise Refused("risk.changed_elsewhere", number=case_number)
            self._need_complete(now, scan)
            filing.enter(tx, self._surface.press, made, case_number=case_number, client_id=now.client.id)
            if now.case.kind is Kind.REASSESSMENT:
                self._put_in_force(tx, now)
            storage.finish(tx.conn, now.case, Status.COMPLETED, tx.at)
            told = {"client": now.client.number, "product": now.case.product,
                    "documents": {made.pressed.number: made.pressed.content_sha256}}  # fmt: skip
            tx.audit("risk.completed", SUBJECT, case_number, after=told)
            return _receipt(now, made, tx)

    def cancel(self, actor: Actor, case_number: str, reason: str) -> None:
        """End an unfinished case; it stays in the books, what was answered does not. Refused: ``text.required``."""
        actor.need(Right.COUNTER)
        why = clean_text(reason, field="reason", limit=200)
        with self._db.write(actor) as tx:
            case = storage.load(tx.conn, case_number, lock=True)
            case.need_open()
            storage.finish(tx.conn, case, Status.CANCELLED, tx.at)
            tx.audit("risk.cancelled", SUBJECT, case_number, after={"reason": why})

    # -- shared ------------------------------------------------------------------------------------------------

    def _need_mismatch(self, conn: sa.Connection, client_id: str, product_code: str) -> None:
        questionnaire = self._questionnaire_of(clients.get_client(conn, client_id))
        product = product_rows.get(conn, questionnaire.pack, product_code)
        latest = assessments.latest(conn, client_id, questionnaire.pack)
        need_mismatch(match(product, latest, questionnaire, branch_day(self._surface.clock.now())))

    def _questionnaire_of(self, client: Client) -> Questionnaire:
        """The one in force for a client of this kind, whatever the case was begun with."""
        return self._surface.policy.questionnaire_for(institution=client.kind is ClientKind.INSTITUTION)

    def _need_complete(self, judged: Judged, scan: bytes | None) -> None:
        if judged.match is not None:
            need_mismatch(judged.match)
        if judged.older and not judged.second:
            raise Refused("risk.second_missing", number=judged.case.number)
        need_step(view_of(judged), Step.SIGNATURES)
        if scan is None and not judged.signed:
            raise Refused("risk.by_paper" if judged.by_paper else "risk.not_signed", number=judged.case.number)

    def _make(self, judged: Judged, scan: bytes | None) -> Made:
        pressed = self._pressed(judged, judged.case.form_id)
        if scan is not None:
            return filing.adopt(self._surface.press, self._blobs, pressed, scan)
        capture = judged.capture(SIGNATURE)
        if capture is None:
            raise Refused("risk.not_signed", number=judged.case.number)
        signing = Signing(
            judged.client.name, ink_of(capture.value[INK]), capture.at, capture.witness, capture.station
        )  # fmt: skip
        return filing.seal(self._surface.press, self._blobs, pressed, signing)

    def _pressed(self, judged: Judged, form_id: str) -> PressedForm:
        self._need_form(judged, form_id)
        facts = judged.facts()
        if facts is None:
            raise Refused("risk.step_blocked", number=judged.case.number)
        return self._surface.press.press(form_id, facts)

    def _need_form(self, judged: Judged, form_id: str) -> None:
        if form_id != judged.case.form_id:
            raise Refused("risk.other_kind", number=judged.case.number)

    def _put_in_force(self, tx: Writing, judged: Judged) -> None:
        score, answers, questionnaire = judged.score, judged.capture(ANSWERS), judged.questionnaire
        if score is None or answers is None:
            raise Refused("risk.step_blocked", number=judged.case.number)
        made = suitability.Assessment(
            id=new_id(), client_id=judged.client.id, case_number=judged.case.number,
            policy_version=score.policy_version, answers=judged.answers, per_question=score.per_question,
            total=score.total, level=score.level, marks=tuple(answers.value.get("marks", ())), assessed_at=answers.at,
            valid_until=suitability.valid_until(branch_day(answers.at), questionnaire.validity_months),
            document_number=judged.case.document_number,
            replaces=judged.before.id if judged.before is not None else None, pack=questionnaire.pack,
        )  # fmt: skip
        assessments.add(tx.conn, made)
        if questionnaire.pack == self._questionnaire_of(judged.client).pack:
            # lists show the level of the pack that the branch works with; the other one is kept beside it (RA-6)
            clients.set_level(tx.conn, judged.client.id, score.level_label)

    def _judged(self, actor: Actor, case_number: str) -> Judged:
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return judge(conn, storage.load(conn, case_number), self._surface)

    def _locked(self, tx: Writing, case_number: str, step: Step) -> Judged:
        case = storage.load(tx.conn, case_number, lock=True)
        case.need_open()
        judged = judge(tx.conn, case, self._surface)
        need_step(view_of(judged), step)
        return judged

    def _capture(self, tx: Writing, judged: Judged, name: str, value: Any) -> None:
        capture = Capture(value, judged.person, tx.at, tx.actor.staff_id, tx.actor.station)
        storage.put_capture(tx.conn, judged.case.number, name, capture)
        storage.touch(tx.conn, judged.case)

    def _view(self, conn: sa.Connection, case_number: str) -> RiskView:
        return view(conn, case_number, self._surface)


def _receipt(judged: Judged, made: Made, tx: Writing) -> RiskReceipt:
    score, before = judged.score, judged.before
    level_before = judged.questionnaire.level_label(before.level) if before is not None else ""
    return RiskReceipt(
        number=judged.case.number, kind=judged.case.kind, client_id=judged.client.id,
        document_number=made.pressed.number, title=made.pressed.title, pages=made.pages,
        content_sha256=made.pressed.content_sha256, level=score.level_label if score is not None else level_before,
        level_before=level_before, completed_at=tx.at,
    )  # fmt: skip
