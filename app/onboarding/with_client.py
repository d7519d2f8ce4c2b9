"""What the client does on the customer display: answers, readings, consents, password, review, signatures.

Each act is witnessed by the teller who is signed in at the same counter (OP-4) and bound to the person entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.archive.filing import check_ink
from app.archive.press import Ink
from app.clients.credentials import hash_password
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import digest, mask_account, plain
from app.disclosure.domain import required_seconds
from app.onboarding import making, storage
from app.onboarding.draft import Capture
from app.onboarding.judged import INK, SCAN, Judged, Surface, judge, signed_digest, view_of
from app.onboarding.password import check_password
from app.onboarding.review import review_lines
from app.onboarding.steps import (
    AGREEMENT_FORM,
    BY_HAND,
    ESIGN_FORM,
    Step,
    is_institution,
    need_unblocked,
    person_key,
    read_forms,
)
from app.onboarding.view import OpeningView
from app.policy.values import Policy
from app.storage.db import Database, Writing
from app.suitability import domain as suitability

RESULT_REMINDER = (
    "请核对以上结果。今后您所作的投资如果超出本人的风险承受能力，属于您自己的选择，由此产生的风险和损失由您本人承担。"
)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question for the display: no scores; ``chosen`` are the letters chosen before."""

    number: int
    text: str
    several: bool
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultForClient:
    """The result for the display, with the levels as lines."""

    total: int
    level_label: str
    valid_until: date
    reminder: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadingSection:
    """A section for the display; ``seconds`` it must be on screen at least; ``done``: read before."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    seconds: int
    done: bool


class WithClient:
    """The client's half of the opening."""

    def __init__(self, db: Database, surface: Surface) -> None:
        self.db = db
        self.surface = surface

    @property
    def policy(self) -> Policy:
        """The branch's policy of today: what a new opening begins with."""
        return self.surface.policy

    def questionnaire(self, actor: Actor, case_number: str) -> tuple[AskedQuestion, ...]:
        """The questions with what the client chose before; for the display only (KY-6)."""
        judged = self._judged(actor, case_number)
        capture = judged.sources.capture("answers")
        given = making.answers_of(capture) if capture is not None else {}
        return tuple(
            AskedQuestion(q.number, q.text, q.several, tuple((o.letter, o.text) for o in q.options),
                          given.get(q.number, ()))
            for q in judged.policy.questionnaire.questions
        )  # fmt: skip

    def answer(
        self, actor: Actor, case_number: str, number: int, letters: tuple[str, ...], shown_ms: int
    ) -> OpeningView:
        """One answer given on the display after ``shown_ms`` ms; one transaction.

        Refused: ``opening.step_blocked``, ``suitability.*`` for a question or letter that is not there.
        """
        with self._acting(actor, case_number, Step.QUESTIONNAIRE) as (tx, judged):
            questionnaire = judged.policy.questionnaire
            suitability.check_answer(number, letters, questionnaire)
            before = judged.sources.capture("answers")
            value: dict[str, Any] = dict(before.value) if before is not None else {"letters": {}, "trail": []}
            value["letters"] = {**value["letters"], str(number): list(letters)}
            value["trail"] = [
                *value["trail"],
                {"number": number, "letters": list(letters), "shown_ms": shown_ms, "at": tx.at.isoformat()},
            ]
            trail = [suitability.AnswerEvent.of(event) for event in value["trail"]]
            given = {int(of): tuple(chosen) for of, chosen in value["letters"].items()}
            value["marks"] = list(suitability.remarks(given, trail, questionnaire))
            self._capture(tx, judged, "answers", value, shown=f"{len(value['letters'])}")
            return self._seen(tx.conn, case_number)

    def result_for_client(self, actor: Actor, case_number: str) -> ResultForClient:
        """The result for the display.

        Refused: ``opening.step_blocked`` while questions are open, ``opening.questionnaire_missing``.
        """
        judged = self._judged(actor, case_number)
        need_unblocked(judged.steps, Step.RESULT)
        score, capture = judged.around.score, judged.sources.capture("answers")
        if score is None or capture is None:
            raise Refused("opening.questionnaire_missing")
        questionnaire = judged.policy.questionnaire
        return ResultForClient(
            total=score.total,
            level_label=score.level_label,
            valid_until=suitability.valid_until(branch_day(capture.at), questionnaire.validity_months),
            reminder=RESULT_REMINDER,
            lines=suitability.band_lines(questionnaire),
        )

    def confirm_result(self, actor: Actor, case_number: str, agreed: bool) -> OpeningView:
        """The client confirms the result shown, or wants to answer again (RA-4); one transaction.

        Refused: ``opening.step_blocked``; ``suitability.answers_blocked`` where the policy lets a mark block.
        """
        with self._acting(actor, case_number, Step.RESULT) as (tx, judged):
            if agreed:
                answers = judged.sources.capture("answers")
                found = answers.value.get("marks", ()) if answers is not None else ()
                suitability.check_confirmable(found, judged.policy.questionnaire)
                self._capture(tx, judged, "result", {"score": digest(judged.around.score)}, shown="confirmed")
            else:
                self._drop(tx, judged, "result")
            return self._seen(tx.conn, case_number)

    def reading(self, actor: Actor, case_number: str, form_id: str) -> tuple[ReadingSection, ...]:
        """The sections of a disclosure or of the agreement for the display, with their least seconds (OP-3)."""
        judged = self._judged(actor, case_number)
        self._need_reading(judged, form_id)
        capture = judged.sources.capture(f"read:{form_id}")
        read = capture.value if capture is not None else {}
        return tuple(
            ReadingSection(s.id, s.title, s.paragraphs, required_seconds(s.length, judged.policy), s.id in read)
            for s in judged.around.sections[form_id]
        )

    def section_read(self, actor: Actor, case_number: str, form_id: str, section_id: str, seconds: int) -> OpeningView:
        """A section has been on the display in full for ``seconds``; one transaction.

        Refused: ``opening.step_blocked``, ``opening.unknown_section``, ``opening.read_too_fast``.
        """
        with self._acting(actor, case_number, _reading_step(form_id)) as (tx, judged):
            self._need_reading(judged, form_id)
            section = next((s for s in judged.around.sections[form_id] if s.id == section_id), None)
            if section is None:
                raise Refused("opening.unknown_section", section=section_id)
            least = required_seconds(section.length, judged.policy)
            if seconds < least:
                raise Refused("opening.read_too_fast", least=least, seconds=seconds)
            capture = judged.sources.capture(f"read:{form_id}")
            read = {**(capture.value if capture is not None else {}), section_id: seconds}
            self._capture(tx, judged, f"read:{form_id}", read, shown=section_id)
            return self._seen(tx.conn, case_number)

    def confirm_reading(self, actor: Actor, case_number: str, form_id: str, agreed: bool) -> OpeningView:
        """The client confirms having read and understood, or does not. Refused: ``opening.sections_unread``."""
        with self._acting(actor, case_number, _reading_step(form_id)) as (tx, judged):
            self._need_reading(judged, form_id)
            capture = judged.sources.capture(f"read:{form_id}")
            read = capture.value if capture is not None else {}
            left = [s for s in judged.around.sections[form_id] if s.id not in read]
            if left:
                raise Refused("opening.sections_unread", count=len(left))
            self._yes_or_drop(tx, judged, f"confirmed:{form_id}", agreed)
            return self._seen(tx.conn, case_number)

    def agree_esign(self, actor: Actor, case_number: str, agreed: bool) -> OpeningView:
        """The client agrees to sign electronically, or declines: then the case goes on by paper (KY-4)."""
        with self._acting(actor, case_number, Step.CONSENT) as (tx, judged):
            self._capture(tx, judged, "esign", {"agreed": agreed}, shown=str(agreed))
            # signed one way or the other: what was signed in the way now given up goes
            self._drop_signatures(tx, judged, SCAN if agreed else INK)
            return self._seen(tx.conn, case_number)

    def consent(self, actor: Actor, case_number: str, code: str, agreed: bool) -> OpeningView:
        """One separate consent (pen data, photographs, bank data; KY-4). Refused: ``opening.not_in_list``."""
        with self._acting(actor, case_number, Step.CONSENT) as (tx, judged):
            if code not in {choice.code for choice in judged.policy.consents}:
                raise Refused("opening.not_in_list")
            self._capture(tx, judged, f"consent:{code}", {"agreed": agreed}, shown=str(agreed))
            if code == "pen" and not agreed:
                # pen data is not kept without consent: what was captured goes
                self._drop_signatures(tx, judged, INK)
            return self._seen(tx.conn, case_number)

    def relationship_for_client(self, actor: Actor, case_number: str) -> tuple[tuple[str, str], ...]:
        """The public part of the marketing staff member for the display (MS-1).

        Refused: ``opening.no_marketer`` while nobody is chosen, SR-3's reasons.
        """
        judged = self._judged(actor, case_number)
        if judged.around.marketer_problem is not None:
            raise judged.around.marketer_problem
        if judged.sources.marketer is None:
            raise Refused("opening.no_marketer", field="marketer")
        member = making.marketer_facts(judged.sources.marketer, judged.policy)
        return (
            ("姓名", member.name), ("工号", member.number), ("岗位", member.post),
            ("执业证书编号", member.certificate_number), ("证书有效期至", member.certificate_until.isoformat()),
            ("可以为您做", "；".join(member.authorised)), ("不得为您做", "；".join(member.forbidden)),
        )  # fmt: skip

    def confirm_relationship(self, actor: Actor, case_number: str, agreed: bool) -> OpeningView:
        """The client understands who serves and within what limits (SR-1). Refused: SR-3's reasons."""
        with self._acting(actor, case_number, Step.RELATIONSHIP) as (tx, judged):
            if judged.around.marketer_problem is not None:
                raise judged.around.marketer_problem
            self._yes_or_drop(tx, judged, "relationship", agreed)
            return self._seen(tx.conn, case_number)

    def set_password(self, actor: Actor, case_number: str, digits: str) -> OpeningView:
        """The client's counter password, from the display. Only its hash is kept, in memory until the case is closed.

        Refused: ``password.*`` with the reason; ``opening.step_blocked`` (OP-5).
        """
        actor.need(Right.COUNTER)
        judged = self._judged(actor, case_number)
        judged.draft.need_open()
        need_unblocked(judged.steps, Step.PASSWORD)
        entered = judged.entered
        check_password(
            digits,
            length=judged.policy.password_length,
            birth_date=entered.get("birth_date", None) or None,
            paper_number=entered.get("paper_number"),
            mobile=entered.get("mobile"),
        )
        hashed = hash_password(digits)
        with self._acting(actor, case_number, Step.PASSWORD) as (tx, judged_now):
            self.surface.secrets.put(case_number, person_key(judged_now.entered), hashed)
            tx.audit("opening.password_set", "opening", case_number)
            return self._seen(tx.conn, case_number)

    def review_for_client(self, actor: Actor, case_number: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """Everything entered, as lines for the client to check (OP-1), and their digest, for :meth:`confirm_review`.

        Refused: ``opening.step_blocked``.
        """
        judged = self._judged(actor, case_number)
        need_unblocked(judged.steps, Step.REVIEW)
        return review_lines(judged.sources), judged.around.review_digest

    def confirm_review(self, actor: Actor, case_number: str, agreed: bool, shown: str) -> OpeningView:
        """The client confirms what was ``shown`` (its digest) as right, or sends it back.

        Refused: ``opening.step_blocked``, ``opening.changed_since_shown`` when it is not what is entered now.
        """
        with self._acting(actor, case_number, Step.REVIEW) as (tx, judged):
            if agreed and judged.around.review_digest != shown:
                raise Refused("opening.changed_since_shown")
            if agreed:
                self._capture(tx, judged, "review", {"digest": judged.around.review_digest}, shown="confirmed")
            else:
                self._drop(tx, judged, "review")
            return self._seen(tx.conn, case_number)

    def signature_lines(self, actor: Actor, case_number: str, form_id: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """What stands above the pad, as the client knows it, and the digest of the form, for :meth:`sign`.

        Refused: ``opening.form_not_ready``.
        """
        judged = self._judged(actor, case_number)
        facts = making.make_facts(judged.sources, form_id)
        if facts is None:
            raise Refused("opening.form_not_ready", form=form_id)
        lines = [*_who_signs(judged), ("文件编号", making.document_number(case_number, form_id))]
        if form_id == "assessment" and judged.around.score is not None:
            lines.append(("评估结果", f"{judged.around.score.level_label}（{judged.around.score.total} 分）"))
        if form_id == "custody":
            bank = judged.policy.label("banks", judged.entered.get("bank"))
            lines.append(("存管银行", f"{bank} {mask_account(judged.entered.get('bank_account'))}"))
        if form_id == "relationship" and judged.sources.marketer is not None:
            lines.append(("服务人员", f"{judged.sources.marketer.name}（{judged.sources.marketer.number}）"))
        return tuple(lines), signed_digest(self.surface.press.info(form_id).version, facts)

    def sign(self, actor: Actor, case_number: str, form_id: str, ink: Ink, shown: str) -> OpeningView:
        """The client's signature on a form, bound to what was ``shown`` (its digest); one transaction (OP-4, KY-4).

        Refused: ``opening.changed_since_shown`` when the form says something else by now, ``opening.step_blocked``,
        ``opening.form_not_ready``, ``opening.no_pen_consent``, ``archive.ink_*``,
        ``opening.not_signed_by_client``, ``opening.by_hand_only``.
        """
        step = Step.CONSENT if form_id == ESIGN_FORM else Step.SIGNATURES
        with self._acting(actor, case_number, step) as (tx, judged):
            info = self.surface.press.info(form_id)
            if "client" not in info.signers or form_id not in making.forms_of(judged.sources):
                raise Refused("opening.not_signed_by_client", form=form_id)
            if form_id in BY_HAND:
                raise Refused("opening.by_hand_only", form=form_id)
            _need_pen_consent(judged)
            check_ink(ink)
            facts = making.make_facts(judged.sources, form_id)
            if facts is None:
                raise Refused("opening.form_not_ready", form=form_id)
            if signed_digest(info.version, facts) != shown:
                raise Refused("opening.changed_since_shown")
            value = {INK: plain(ink), "digest": shown}
            self._capture(tx, judged, f"signature:{form_id}", value, shown=value["digest"])
            return self._seen(tx.conn, case_number)

    # -- shared ------------------------------------------------------------------------------------------------

    def _judged(self, actor: Actor, case_number: str) -> Judged:
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            return judge(conn, storage.load(conn, case_number), self.surface)

    def _acting(self, actor: Actor, case_number: str, step: Step) -> _Acting:
        return _Acting(self, actor, case_number, step)

    def _seen(self, conn: sa.Connection, case_number: str) -> OpeningView:
        return view_of(judge(conn, storage.load(conn, case_number), self.surface), conn)

    def _need_reading(self, judged: Judged, form_id: str) -> None:
        if form_id not in (*read_forms(judged.entered, judged.policy), AGREEMENT_FORM):
            raise Refused("opening.not_to_be_read", form=form_id)

    def _capture(self, tx: Writing, judged: Judged, name: str, value: Any, *, shown: str) -> None:
        """Keep an act and tell the journal and the audit; ``shown`` is what they may say of it."""
        case = judged.draft.case_number
        capture = Capture(value, person_key(judged.entered), tx.at, tx.actor.staff_id, tx.actor.station)
        storage.put_capture(tx.conn, case, name, capture)
        storage.touch(tx.conn, judged.draft, tx.at)
        storage.journal(
            tx.conn, case, "capture", name, None, shown, at=tx.at, staff_id=tx.actor.staff_id,
            station=tx.actor.station,
        )  # fmt: skip
        # a single answer is in the journal; the audit tells of whole acts
        if not name.startswith(("answers", "read:")):
            tx.audit(f"opening.captured.{name.partition(':')[0]}", "opening", case, after={"of": name, "is": shown})

    def _drop(self, tx: Writing, judged: Judged, name: str) -> None:
        if name not in judged.draft.captures:
            return
        storage.drop_capture(tx.conn, judged.draft.case_number, name)
        storage.journal(
            tx.conn, judged.draft.case_number, "capture", name, "taken back", None, at=tx.at,
            staff_id=tx.actor.staff_id, station=tx.actor.station,
        )  # fmt: skip
        tx.audit("opening.taken_back", "opening", judged.draft.case_number, before={"of": name})

    def _drop_signatures(self, tx: Writing, judged: Judged, kind: str) -> None:
        for name, capture in judged.draft.captures.items():
            if name.startswith("signature:") and kind in capture.value and name.partition(":")[2] not in BY_HAND:
                self._drop(tx, judged, name)

    def _yes_or_drop(self, tx: Writing, judged: Judged, name: str, agreed: bool) -> None:
        if agreed:
            self._capture(tx, judged, name, {"agreed": True}, shown="agreed")
        else:
            self._drop(tx, judged, name)


class _Acting:
    """One act of the client: a write transaction on the locked, open case, refused when its step is blocked."""

    def __init__(self, service: WithClient, actor: Actor, case_number: str, step: Step) -> None:
        self._service = service
        self._actor = actor
        self._case_number = case_number
        self._step = step
        self._writing = service.db.write(actor)

    def __enter__(self) -> tuple[Writing, Judged]:
        self._actor.need(Right.COUNTER)
        tx = self._writing.__enter__()
        try:
            draft = storage.load(tx.conn, self._case_number, lock=True)
            draft.need_open()
            judged = judge(tx.conn, draft, self._service.surface)
            need_unblocked(judged.steps, self._step)
        except BaseException as error:
            self._writing.__exit__(type(error), error, error.__traceback__)
            raise
        return tx, judged

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool | None:
        return self._writing.__exit__(kind, error, trace)


def _who_signs(judged: Judged) -> list[tuple[str, str]]:
    name, signer = judged.entered.get("name"), judged.entered.get("signer", None)
    if not is_institution(judged.entered):
        return [("姓名", name)]
    return [("机构名称", name), ("经办人", signer.name if signer is not None else "")]


def _reading_step(form_id: str) -> Step:
    return Step.CONSENT if form_id == AGREEMENT_FORM else Step.DISCLOSURE


def _need_pen_consent(judged: Judged) -> None:
    esign, pen = judged.sources.capture("esign"), judged.sources.capture("consent:pen")
    if esign is None or not esign.value.get("agreed") or pen is None or not pen.value.get("agreed"):
        raise Refused("opening.no_pen_consent")
