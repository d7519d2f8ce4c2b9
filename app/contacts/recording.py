"""Entering a call or visit with all that comes of it, in the caller's transaction (FU-1 to FU-6, TO-14).

For this capability's service and for flows above it, such as the call-back of a complaint. What is on the form has to
be known before the transaction: :func:`prepare` reads and judges, :func:`enter` writes what was judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from app.clients import storage as clients
from app.clients.domain import Client, ContactWay
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.contacts import storage
from app.contacts.domain import (
    LONGEST_TEXT,
    SHORT_TEXT,
    Answer,
    Contact,
    ContactKind,
    NewContact,
    Outcome,
    Saved,
    Way,
    check_caller,
    check_day,
    check_task,
    judged,
    problem_words,
)
from app.incidents import storage as incidents
from app.messages import queueing as messages
from app.policy.contacts import Misconduct
from app.policy.values import Policy
from app.relationship import storage as relationships
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import FINISHED_BY, FinishedBy, NewTask, Task, TaskKind, check_change
from app.trading_days import storage as trading_days

SERIES = "HF"
"""What the number of a record begins with."""
INCIDENT = "marketing-misconduct"
"""Kind of the incident that is made when a client tells of misconduct (FU-1)."""
WRONG_NUMBER = "联系电话不是客户本人使用，请核实并更正客户资料"
REMIND = "客户不愿接受电话回访：以短信发送风险提示，并登记发送结果"
AGAIN = "按约定再次联系客户"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A contact judged, with clean texts, before it has a number. ``at``: the moment it is recorded.

    ``put_off_to``: the new day of a task that has to be tried again; None when its day can stay, or it is done.
    ``case_number``: of the case it is made for when there is no task, as of a complaint.
    """

    new: NewContact
    client: Client
    own_staff: str
    task: Task | None
    attempts: tuple[Contact, ...]
    answers: tuple[Answer, ...]
    on: date
    at: datetime
    put_off_to: date | None
    case_number: str = ""

    @property
    def problem(self) -> str:
        """What is a problem of the branch, in words; empty when nothing is (FU-3)."""
        own = self.new.problem or (WRONG_NUMBER if self.new.outcome is Outcome.WRONG_NUMBER else "")
        return problem_words(self.answers, own)

    @property
    def misconduct(self) -> tuple[Misconduct, ...]:
        """What was told of marketing staff, each once."""
        return tuple(dict.fromkeys(one.misconduct for one in self.answers if one.misconduct))

    @property
    def reminds(self) -> bool:
        """Whether the risk reminder goes out as a message in place of calls (FU-2)."""
        return self.new.outcome is Outcome.REFUSED

    def contact(self, number: str, actor: Actor, policy_version: str, document_number: str) -> Contact:
        """The record as it will stand for ever."""
        new, task = self.new, self.task
        return Contact(
            id=new.id, number=number, client_id=self.client.id, kind=new.kind, way=new.way, outcome=new.outcome,
            on=self.on, at=self.at, by=actor.staff_id, by_name=actor.name, by_number=actor.staff_number,
            case_number=task.case_number if task is not None else self.case_number, task_id=new.task_id,
            occasion=task.text if task is not None else new.occasion, spoken_with=new.spoken_with, place=new.place,
            companions=new.companions, note=new.note, problem=self.problem, has_problem=bool(self.problem),
            misconduct=self.misconduct, next_on=new.next_on, policy_version=policy_version,
            attempt=len(self.attempts) + 1, document_number=document_number, answers=self.answers,
        )  # fmt: skip


def prepare(
    conn: sa.Connection, actor: Actor, policy: Policy, new: NewContact, at: datetime, *,
    barred: frozenset[str] = frozenset(), case_number: str = "",
) -> Prepared:  # fmt: skip
    """Judge a contact. ``barred``: staff ids of who may not make it besides the client's own (CP-2).

    ``case_number``: of the case it is made for when no task of the task list says so.

    Refused: ``clients.unknown``, ``contacts.marketing_caller``, ``.own_client``, ``.handled_by_self``,
    ``.other_task``, ``.case_task``, ``.no_questions``, ``.question_open``, ``.unknown_answer``, ``.day_future``,
    ``.day_old``, ``.next_past``, ``.place_missing``, ``.visit_not_called``, ``tasks.unknown``, ``tasks.done_already``,
    ``tasks.changed_elsewhere``, ``text.*``.
    """
    client = clients.get_client(conn, new.client_id)
    confirmed = relationships.current(conn, client.id)
    own_staff = confirmed.staff_id if confirmed is not None else ""
    check_caller(actor, new.kind, own_staff, barred=barred)
    today = branch_day(at)
    on = check_day(new, today)
    clean = _clean(new)
    questions = policy.contacts.asked(new.kind)
    if not questions:
        raise Refused("contacts.no_questions")
    answers = judged(questions, new.answers) if new.outcome is Outcome.REACHED else ()
    task = _task(conn, clean)
    attempts = storage.of_task(conn, task.id) if task is not None else ()
    put_off_to = None
    if task is not None and not new.outcome.final:
        again = new.next_on or trading_days.working_day_after(conn, today, policy.contacts.retry_days)
        put_off_to = again if again > task.due_on else None
    return Prepared(clean, client, own_staff, task, attempts, answers, on, at, put_off_to, case_number)


def _clean(new: NewContact) -> NewContact:
    """The same with texts as they are stored."""

    def text(name: str, limit: int, *, lines: bool = False) -> str:
        return clean_text(getattr(new, name), field=name, limit=limit, required=False, lines=lines)

    visited = new.way is Way.VISIT
    if visited and not new.place.strip():
        raise Refused("contacts.place_missing", field="place")
    if visited and new.outcome is Outcome.WRONG_NUMBER:
        raise Refused("contacts.visit_not_called", field="outcome")
    return replace(
        new, occasion=text("occasion", LONGEST_TEXT, lines=True), spoken_with=text("spoken_with", SHORT_TEXT),
        place=text("place", SHORT_TEXT), companions=text("companions", SHORT_TEXT),
        note=text("note", LONGEST_TEXT, lines=True), problem=text("problem", LONGEST_TEXT, lines=True),
    )  # fmt: skip


def _task(conn: sa.Connection, new: NewContact) -> Task | None:
    if not new.task_id:
        return None
    task = tasks.by_id(conn, new.task_id)
    if FINISHED_BY.get(task.kind, FinishedBy.CONTACT) not in (FinishedBy.CONTACT, FinishedBy.WORD):
        raise Refused("contacts.case_task")
    check_task(new, task.kind, task.client_id)
    check_change(task, new.task_version)
    return task


def enter(tx: Writing, prepared: Prepared, policy: Policy, number: str, *, document_number: str = "") -> Saved:
    """Write the record, finish or put off its task, and make what comes of it. Audited without what was said.

    ``number``: of the record, taken in this transaction. Refused: ``storage.saved_already``, as the tasks.
    """
    made = prepared.contact(number, tx.actor, policy.contacts.version, document_number)
    storage.add(tx.conn, made)
    saved = Saved(made)
    if prepared.task is not None:
        saved = _move_task(tx, prepared, saved)
    if made.has_problem and not _told_before(prepared):
        saved = replace(saved, problem_task=_problem(tx, made, policy))
    if made.misconduct:
        saved = replace(saved, incident=_incident(tx, made))
    if prepared.reminds:
        saved = replace(saved, message=_no_more_calls(tx, prepared, made, policy))
    elif made.next_on is not None and made.outcome.final:
        text = f"{AGAIN}（{number}）"
        again = _new_task(made, TaskKind.OTHER, made.next_on, text, "FU-1", made.by)
        saved = replace(saved, next_task=_add(tx, again))
    told = {
        "number": number, "kind": made.kind.value, "way": made.way.value, "outcome": made.outcome.value,
        "task": made.task_id, "problem": saved.problem_task, "incident": saved.incident, "attempt": made.attempt,
        "put_off_to": saved.put_off_to,
    }  # fmt: skip
    tx.audit("contacts.saved", "client", made.client_id, after=told)
    return saved


def _move_task(tx: Writing, prepared: Prepared, saved: Saved) -> Saved:
    """Done when nobody has to try again, else put off with what stood in the way."""
    made, task = saved.contact, prepared.task
    assert task is not None  # noqa: S101 - for the type checker
    said = f"{made.way.label}：{made.outcome.label}（{made.number}）"
    if made.outcome.final:
        finished = tasks.finish(
            tx.conn, task.id, outcome=said, seen_version=prepared.new.task_version, at=tx.at, actor=tx.actor,
            ends=prepared.new.ends or prepared.reminds,
        )  # fmt: skip
        tx.audit("tasks.done", "task", task.id, after={"version": finished.task.version, "contact": made.number})
        return replace(saved, next_task=finished.next.id) if finished.next is not None else saved
    if prepared.put_off_to is None:
        return saved
    why = f"第{made.attempt}次联系{made.outcome.label}（{made.number}）"
    moved = tasks.postpone(
        tx.conn, task.id, to=prepared.put_off_to, why=why, seen_version=prepared.new.task_version, at=tx.at,
        actor=tx.actor,
    )  # fmt: skip
    tx.audit("tasks.postponed", "task", task.id, before={"due": task.due_on}, after={"due": moved.due_on, "why": why})
    return replace(saved, put_off_to=moved.due_on)


def _told_before(prepared: Prepared) -> bool:
    """Whether the wrong number is a problem of the branch already, by an attempt before."""
    wrong = Outcome.WRONG_NUMBER
    return prepared.new.outcome is wrong and any(one.outcome is wrong for one in prepared.attempts)


def _problem(tx: Writing, made: Contact, policy: Policy) -> str:
    """The branch handles and answers it within the working days of the policy (FU-3)."""
    due = trading_days.working_day_after(tx.conn, branch_day(tx.at), policy.tasks.problem_days)
    # the list of tasks is read by whoever is complained of, too: what was said of a complaint stands in the record
    what = made.number if made.kind is ContactKind.COMPLAINT else made.problem
    return _add(tx, _new_task(made, TaskKind.PROBLEM, due, f"处理并答复回访发现的问题：{what}", "FU-3"))


def _incident(tx: Writing, made: Contact) -> str:
    names = "、".join(one.label for one in made.misconduct)
    incident = incidents.add(
        tx.conn, kind=INCIDENT, subject_kind="contact", subject_number=made.number, by=tx.actor.staff_id,
        by_name=tx.actor.name, at=tx.at, what=f"客户回访反映营销人员违规：{names}。详见回访记录{made.number}。",
    )  # fmt: skip
    tx.audit("incidents.reported", "incident", incident.id, after={"kind": INCIDENT, "contact": made.number})
    return incident.id


def _no_more_calls(tx: Writing, prepared: Prepared, made: Contact, policy: Policy) -> str:
    """The client's wish is kept, and the reminder of risks goes out as a message instead, once (FU-2).

    Gives the message's id, or the id of the task to send it where the policy has no template; empty for neither.
    """
    if prepared.client.contact_way != ContactWay.MESSAGES.value:
        current = clients.get_client(tx.conn, made.client_id)
        clients.amend(tx.conn, current, {"contact_way": ContactWay.MESSAGES.value})
    if policy.messages.templates:
        queued = messages.risk_reminder_once(tx, policy.messages, prepared.client, made.number)
        return queued.id if queued is not None else ""
    if tasks.open_ones(tx.conn, TaskKind.SMS_REMINDER, client_id=made.client_id):
        return ""
    due = trading_days.working_day_after(tx.conn, branch_day(tx.at), 1)
    return _add(tx, _new_task(made, TaskKind.SMS_REMINDER, due, REMIND, "FU-2"))


def _new_task(made: Contact, kind: TaskKind, due: date, text: str, rule: str, assigned_to: str = "") -> NewTask:
    return NewTask(
        kind=kind, client_id=made.client_id, case_number=made.number, due_on=due, text=text[:LONGEST_TEXT], rule=rule,
        assigned_to=assigned_to,
    )  # fmt: skip


def _add(tx: Writing, new: NewTask) -> str:
    made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
    tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "case": made.case_number})
    return made.id
