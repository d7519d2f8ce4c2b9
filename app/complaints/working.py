"""The steps of a complaint after it was taken in, each one transaction (CP-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import sqlalchemy as sa

from app.archive import filing
from app.archive.filing import Made
from app.auth import storage as users
from app.common.actor import RIGHTS, Actor, Right, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.complaints import papers, storage
from app.complaints.checks import check_handler, check_postponing, check_verdicts
from app.complaints.desk import Desk
from app.complaints.domain import (
    FACTS_LIMIT,
    HIGHEST_COMPENSATION,
    MOST_RESPONDENTS,
    SUBSTANTIATED,
    WORDS_LIMIT,
    AnswerWay,
    Complaint,
    Gravity,
    Respondent,
    State,
    Step,
    Verdict,
)
from app.complaints.follow_up import enter_register, note_incident
from app.complaints.seeing import part_of, visible
from app.complaints.steps import check_step
from app.complaints.taking_in import Named, respondent
from app.staff import storage as staff
from app.trading_days import storage as trading_days

_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one respondent. ``misconduct``: law or rule was broken."""

    verdict: Verdict
    misconduct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a complaint is to be settled. ``compensation`` in yuan, nought for none.

    ``gravity``: is added to what was said at the taking in, nothing is taken away. ``dealt``: by place of the
    respondent, how a substantiated complaint is dealt with towards that person.
    """

    measure: str
    compensation: Decimal = Decimal(0)
    gravity: frozenset[Gravity] = frozenset()
    dealt: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a complaint can be given to."""

    staff_id: str
    number: str
    name: str
    post: str


class Working(Desk):
    """Steps. Each is refused as ``check_step`` says, ``complaints.changed_elsewhere``, ``text.*``; audited."""

    def candidates(self, actor: Actor, number: str) -> tuple[Candidate, ...]:
        """Whom the complaint can be given to: who may handle, is not complained of, has not got it. One read."""
        actor.need(Right.COMPLAINT_ALL)
        with self._db.read() as conn:
            complaint = visible(conn, actor, number)
            able = _able(conn, branch_day(self._clock.now()))
            shut = {*complaint.staff_complained_of, complaint.handler}
            members = (one for one in staff.all_members(conn) if one.active and one.id in able - shut)
            return tuple(Candidate(one.id, one.number, one.name, one.post) for one in members)

    def assign(self, actor: Actor, number: str, staff_id: str, version: int, words: str = "") -> Complaint:
        """Give a complaint to its handler, or to another one: its work begins. Needs COMPLAINT_ALL.

        Refused: ``complaints.handler_complained_of``, ``.handler_same``, ``.handler_cannot``, ``staff.unknown``.
        """
        actor.need(Right.COMPLAINT_ALL)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, required=False, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.ASSIGN)
            check_handler(before, staff_id)
            member = staff.by_id(tx.conn, staff_id)
            if member is None:
                raise Refused("staff.unknown", field="handler")
            today = branch_day(tx.at)
            if not member.active or staff_id not in _able(tx.conn, today):
                raise Refused("complaints.handler_cannot", field="handler")
            state = State.ASSIGNED if before.state is State.TAKEN else before.state
            after = replace(before, state=state, handler=staff_id, started_on=before.started_on or today)
            return self._moved(tx, before, after, Step.ASSIGN, said, to=(staff_id, member.name))

    def name_respondent(self, actor: Actor, number: str, named: Named, version: int) -> Complaint:
        """Add somebody who turned out to be complained of, while it is investigated. By the handler.

        Refused: ``complaints.handler_complained_of`` (another handler is needed first), ``.respondent_twice``,
        ``.respondent_empty``, ``.too_many_respondents``, ``staff.unknown``.
        """
        actor.need(Right.COMPLAINT_HANDLE)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.NAME)
            one = respondent(tx.conn, len(before.respondents) + 1, named)
            check_new_respondent(before, one)
            storage.add_respondent(tx.conn, before.id, one)
            after = replace(before, respondents=(*before.respondents, one))
            after = note_incident(tx, after)
            return self._moved(tx, before, after, Step.NAME, one.name or one.post or one.unit)

    def investigate(
        self, actor: Actor, number: str, finding: str, verdicts: Mapping[int, Finding], version: int
    ) -> Complaint:
        """What the investigation found, in all and of each respondent. By the handler.

        Misconduct of marketing staff that comes out is a risk incident (CP-2).
        Refused: ``complaints.verdict_missing``, ``complaints.misconduct_unfounded``.
        """
        actor.need(Right.COMPLAINT_HANDLE)
        said = clean_text(finding, field="finding", limit=FACTS_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.INVESTIGATE)
            check_verdicts(before, [place for place, one in verdicts.items() if one.verdict is not Verdict.NONE])
            if any(one.misconduct and one.verdict not in SUBSTANTIATED for one in verdicts.values()):
                raise Refused("complaints.misconduct_unfounded", field="verdicts")
            judged = tuple(
                replace(one, verdict=verdicts[one.place].verdict, misconduct=verdicts[one.place].misconduct)
                for one in before.respondents
            )
            storage.judge(tx.conn, before.id, judged)
            after = replace(before, state=State.INVESTIGATED, finding=said, respondents=judged)
            return self._moved(tx, before, note_incident(tx, after), Step.INVESTIGATE, said)

    def plan(self, actor: Actor, number: str, plan: Plan, version: int) -> Complaint:
        """How it is to be settled; serious, mass, difficult ones and compensation go to compliance first. By the handler.

        Refused: ``complaints.compensation``, ``complaints.dealt_missing`` (a substantiated complaint about somebody
        without how it is dealt with).
        """  # noqa: E501 - one sentence
        actor.need(Right.COMPLAINT_HANDLE)
        said = clean_text(plan.measure, field="measure", limit=FACTS_LIMIT, lines=True)
        money = _money(plan.compensation)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.PLAN)
            dealt = tuple(_dealt(one, plan.dealt) for one in before.respondents)
            storage.judge(tx.conn, before.id, dealt)
            after = replace(
                before, measure=said, compensation=money, gravity=before.gravity | plan.gravity, respondents=dealt,
                cleared=False,
            )  # fmt: skip
            state = State.WITH_COMPLIANCE if after.to_compliance else State.PLANNED
            return self._moved(tx, before, replace(after, state=state), Step.PLAN, said)

    def agree(self, actor: Actor, number: str, words: str, version: int) -> Complaint:
        """Compliance agrees to the plan: it may be answered. Needs COMPLAINT_CLEAR; never who handled it."""
        actor.need(Right.COMPLAINT_CLEAR)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, required=False, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.AGREE)
            return self._moved(tx, before, replace(before, state=State.PLANNED, cleared=True), Step.AGREE, said)

    def send_back(self, actor: Actor, number: str, words: str, version: int) -> Complaint:
        """Compliance sends the plan back, and says why: it is planned anew. Needs COMPLAINT_CLEAR.

        Refused: ``text.required`` without words.
        """
        actor.need(Right.COMPLAINT_CLEAR)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.SEND_BACK)
            return self._moved(tx, before, replace(before, state=State.INVESTIGATED), Step.SEND_BACK, said)

    def postpone(self, actor: Actor, number: str, to: date, why: str, version: int) -> Complaint:
        """Put the day of the answer off, with a reason; by a supervisor who does not handle it. Needs COMPLAINT_ALL.

        Refused: ``complaints.not_later``, ``complaints.too_far``, ``text.required``.
        """
        actor.need(Right.COMPLAINT_ALL)
        reason = clean_text(why, field="why", limit=WORDS_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.POSTPONE)
            check_postponing(before, to, branch_day(tx.at))
            after = replace(before, answer_due=to)
            return self._moved(tx, before, after, Step.POSTPONE, reason, due=(before.answer_due, to))

    def answer(self, actor: Actor, number: str, answer: str, way: AnswerWay, version: int) -> Complaint:
        """The complainant is answered: 《投诉答复函》 is sealed and filed. By the handler. Takes a second.

        Refused: ``complaints.way_missing`` (an anonymous complainant without a contact is the only one whom nobody can
        answer), ``complaints.changed_elsewhere``, ``archive.seal_not_valid``.
        """
        actor.need(Right.COMPLAINT_HANDLE)
        said = clean_text(answer, field="answer", limit=FACTS_LIMIT, lines=True)
        with self._db.read() as conn:
            before = visible(conn, actor, number)
            if before.version != version:
                raise Refused("complaints.changed_elsewhere")
            check_step(part_of(actor), before, Step.ANSWER)
            check_way(before, way)
            told = replace(before, answer=said, answer_way=way)
            made = None if way is AnswerWay.NONE else self._letter(conn, actor, told)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.ANSWER)
            after = replace(
                before, state=State.ANSWERED, answer=said, answer_way=way, answered_on=branch_day(tx.at)
            )  # fmt: skip
            if made is not None:
                client = before.complainant.client_id or None
                document = filing.enter(tx, self._press, made, case_number=number, client_id=client)
                after = replace(after, letter_number=document.number)
            return self._moved(tx, before, after, Step.ANSWER, said)

    def reopen(self, actor: Actor, number: str, words: str, version: int) -> Complaint:
        """The complainant is not content: it is investigated anew, and its clock runs anew. Needs COMPLAINT_ALL."""
        actor.need(Right.COMPLAINT_ALL)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.REOPEN)
            today = branch_day(tx.at)
            due = trading_days.working_day_after(tx.conn, today, self._policy.complaints.answer_days)
            after = replace(
                before, state=State.ASSIGNED, answered_on=None, answer_due=due, cleared=False, satisfied=None,
                was_late=before.late,
            )  # fmt: skip
            return self._moved(tx, before, after, Step.REOPEN, said, due=(before.answer_due, due))

    def close(self, actor: Actor, number: str, words: str, version: int) -> Complaint:
        """Close it: 《客户投诉记录表》 is sealed and filed, the staff register told. Takes a second.

        Needs COMPLAINT_ALL, never who handled it.
        Refused: ``complaints.changed_elsewhere``, ``archive.seal_not_valid``.
        """
        actor.need(Right.COMPLAINT_ALL)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, required=False, lines=True)
        with self._db.read() as conn:
            before = visible(conn, actor, number)
            if before.version != version:
                raise Refused("complaints.changed_elsewhere")
            check_step(part_of(actor), before, Step.CLOSE)
            ended = replace(before, state=State.CLOSED, closed_on=self._today())
            made = self._record(conn, actor, ended, Step.CLOSE, said)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.CLOSE)
            client = before.complainant.client_id or None
            document = filing.enter(tx, self._press, made, case_number=number, client_id=client)
            after = replace(
                before, state=State.CLOSED, closed_on=branch_day(tx.at), record_number=document.number
            )  # fmt: skip
            enter_register(tx, after)
            return self._moved(tx, before, after, Step.CLOSE, said)

    def _letter(self, conn: sa.Connection, actor: Actor, complaint: Complaint) -> Made:
        head = self._head(actor, self._next_number(conn, complaint), complaint.number, self._today())
        facts = papers.answer_facts(complaint, head)
        pressed = self._press.press(papers.ANSWER, facts)
        return filing.seal(self._press, self._blobs, pressed, None)


def check_new_respondent(complaint: Complaint, one: Respondent) -> None:
    """Refuse ``complaints.respondent_twice``, ``.handler_complained_of``, ``.too_many_respondents``."""
    if one.staff_id and one.staff_id in complaint.staff_complained_of:
        raise Refused("complaints.respondent_twice", field="respondents")
    if one.staff_id and one.staff_id == complaint.handler:
        raise Refused("complaints.handler_complained_of", field="respondents")
    if one.place > MOST_RESPONDENTS:
        raise Refused("complaints.too_many_respondents", field="respondents", most=MOST_RESPONDENTS)


def check_way(complaint: Complaint, way: AnswerWay) -> None:
    """Refuse ``complaints.way_missing``: only who left no way to be reached goes without an answer."""
    who = complaint.complainant
    unreachable = who.anonymous and not who.contact and not who.address
    if (way is AnswerWay.NONE) is not unreachable:
        raise Refused("complaints.way_missing", field="way")


def _able(conn: sa.Connection, today: date) -> frozenset[str]:
    """Staff ids of everybody who signs in and may handle complaints."""
    handles = {role for role in Role if Right.COMPLAINT_HANDLE in RIGHTS[role]}
    return frozenset(
        user.staff_id
        for user in users.list_users(conn)
        if user.active and (user.until is None or user.until > today) and user.roles & handles
    )


def _money(amount: Decimal) -> Decimal:
    if not amount.is_finite() or not 0 <= amount <= HIGHEST_COMPENSATION:
        raise Refused("complaints.compensation", field="compensation")
    return amount.quantize(_FEN, ROUND_HALF_UP)


def _dealt(one: Respondent, dealt: Mapping[int, str]) -> Respondent:
    said = clean_text(dealt.get(one.place, ""), field="dealt", limit=WORDS_LIMIT, required=False, lines=True)
    if one.staff_id and one.verdict in SUBSTANTIATED and not said:
        raise Refused("complaints.dealt_missing", field="dealt")
    return replace(one, dealt=said)
