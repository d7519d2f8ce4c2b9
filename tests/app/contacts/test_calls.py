"""Calls and visits: who may make them, what they finish, what comes of them, that nothing of them changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.archive import storage as archive
from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.actor import Role
from app.common.errors import Refused
from app.common.values import new_id
from app.contacts import recording, storage
from app.contacts.domain import ContactKind, NewContact, Outcome, Way
from app.incidents import storage as incidents
from app.messages import storage as messages
from app.policy.contacts import Misconduct
from app.policy.messages import MessageKind
from app.relationship import storage as relationships
from app.storage import once
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind, TaskState
from tests.app.contacts.calls import POLICY, answers, call, service_of, task_of
from tests.app.onboarding.desk import PlainPress
from tests.builders import Actors, actor, forbidden
from tests.people import NOON, TODAY, add_client, add_marketer

MONDAY = date(2026, 11, 23)
"""The working day after TODAY, a Friday."""


@pytest.mark.rule("FU-1")
@pytest.mark.rule("FU-6")
def test_a_saved_call_finishes_its_task_and_lies_in_the_dossier(branch: OpenBranch, actors: Actors) -> None:
    press = PlainPress()
    service, task = service_of(branch, press), task_of(branch, actors.teller)
    guide = service.guide(actors.teller, task.client_id, ContactKind.OTHER, task.id)
    assert (guide.kind, guide.task, guide.attempts) == (ContactKind.OPENING, task, ())
    assert [line.task.id for line in service.waiting(actors.teller)] == [task.id]
    saved = service.save(actors.teller, call(task, note="客户很客气"))
    with branch.db.read() as conn:
        (document,) = archive.of_client(conn, task.client_id)
        after = tasks.by_id(conn, task.id)
    assert after.done is not None
    assert saved.contact.number in after.done.outcome
    assert (document.number, document.kind) == (saved.contact.number, "contact")
    assert press.pressed == ["contact-record"]
    (found,) = service.of_client(actors.compliance, task.client_id)
    assert found == saved.contact
    assert (found.attempt, found.has_problem, found.note) == (1, False, "客户很客气")
    assert {one.question: one.code or one.label for one in found.answers} == answers(ContactKind.OPENING)
    assert service.waiting(actors.teller) == ()


@pytest.mark.rule("FU-6")
def test_a_record_never_changes_and_a_correction_stands_under_it(branch: OpenBranch, actors: Actors) -> None:
    service, task = service_of(branch), task_of(branch, actors.teller)
    number = service.save(actors.teller, call(task)).contact.number
    before = service.get(actors.teller, number)
    made = service.correct(actors.teller, number, "客户打了四分", "听错了")
    service.correct(actors.client_manager, number, "客户打了三分", "重听录音")
    after = service.get(actors.teller, number)
    assert [one.words for one in after.corrections] == ["客户打了四分", "客户打了三分"]
    assert (made.by_name, made.why) == (actors.teller.name, "听错了")
    assert replace(after, corrections=()) == before
    with pytest.raises(Refused, match=r"auth\.denied"):  # neither one's own nor somebody who oversees
        service.correct(actors.marketing_director, number, "改", "改")
    with pytest.raises(Refused, match=r"contacts\.unknown"):
        service.correct(actors.teller, "HF0", "改", "改")
    with pytest.raises(Refused, match=r"text\.required"):
        service.correct(actors.teller, number, "改", " ")
    for table in (storage.contact, storage.contact_answer, storage.contact_correction):
        first = next(column for column in table.c if not column.primary_key)
        for statement in (table.update().values({first.name: "x"}), table.delete()):
            with forbidden(), branch.db.write(actors.teller) as tx:
                tx.conn.execute(statement)


@pytest.mark.rule("FU-3")
def test_a_problem_is_a_task_for_three_working_days_and_misconduct_an_incident(
    branch: OpenBranch, actors: Actors
) -> None:
    service, task = service_of(branch), task_of(branch, actors.teller)
    given = answers(ContactKind.OPENING, promised_returns="yes", satisfaction="1")
    saved = service.save(actors.teller, call(task, given=given, problem="请尽快回电"))
    assert saved.contact.misconduct == (Misconduct.PROMISE,)
    assert saved.contact.problem.endswith("请尽快回电")
    with branch.db.read() as conn:
        problem = tasks.by_id(conn, saved.problem_task)
        incident = incidents.by_id(conn, saved.incident)
        assert storage.misconduct_counts(conn, TODAY, TODAY) == {Misconduct.PROMISE: 1}
    # a Friday: Monday, Tuesday, Wednesday
    assert (problem.kind, problem.due_on) == (TaskKind.PROBLEM, date(2026, 11, 25))
    assert problem.case_number == saved.contact.number
    assert (incident.kind, incident.subject_number) == (recording.INCIDENT, saved.contact.number)
    (line,) = service.problems(actors.compliance)
    assert not line.overdue
    branch.db.clock.tick(6 * 86_400)  # type: ignore[attr-defined]  # the test's clock
    (late,) = service.problems(actors.compliance)
    assert late.overdue


@pytest.mark.rule("TO-14")
def test_who_is_not_reached_is_tried_again_on_another_day(branch: OpenBranch, actors: Actors) -> None:
    press = PlainPress()
    service, task = service_of(branch, press), task_of(branch, actors.teller)
    first = service.save(actors.teller, call(task, Outcome.NOT_REACHED, note="无人接听"))
    assert (first.put_off_to, first.contact.document_number) == (MONDAY, "")
    with pytest.raises(Refused, match=r"tasks\.changed_elsewhere"):  # what was seen is not what is
        service.save(actors.teller, call(task, Outcome.NOT_REACHED))
    with branch.db.read() as conn:
        task = tasks.by_id(conn, task.id)
    assert (task.due_on, len(task.postponed)) == (MONDAY, 1)
    second = service.save(actors.teller, call(task, Outcome.WRONG_NUMBER, next_on=TODAY + timedelta(days=5)))
    assert (second.contact.attempt, second.put_off_to) == (2, TODAY + timedelta(days=5))
    assert second.problem_task
    with branch.db.read() as conn:
        task = tasks.by_id(conn, task.id)
    third = service.save(actors.teller, call(task, Outcome.WRONG_NUMBER, next_on=TODAY))
    assert (third.put_off_to, third.problem_task) == (None, "")  # its day is later anyway, and the problem is known
    with branch.db.read() as conn:
        assert tasks.by_id(conn, task.id).state is TaskState.OPEN
    guide = service.guide(actors.teller, task.client_id, ContactKind.OTHER, task.id)
    assert len(guide.attempts) == guide.most_attempts == 3
    service.save(actors.teller, call(task))
    assert press.pressed == ["contact-record"]
    assert {count.outcome: count.count for count in service.counts(actors.general_manager, TODAY, TODAY)} == {
        Outcome.NOT_REACHED: 1, Outcome.WRONG_NUMBER: 2, Outcome.REACHED: 1,
    }  # fmt: skip


@pytest.mark.rule("FU-2")
def test_who_wants_no_calls_gets_a_message_and_the_wish_is_kept(sqlite_branch: OpenBranch, actors: Actors) -> None:
    service = service_of(sqlite_branch)
    task = task_of(sqlite_branch, actors.teller, TaskKind.MONTHLY_CONTACT)
    new = call(task, Outcome.REFUSED, {"satisfaction": "1"}, kind=ContactKind.LEFT)
    saved = service.save(actors.teller, new)
    assert (saved.contact.answers, saved.next_task) == ((), "")  # nothing was asked, and nobody calls next month
    with sqlite_branch.db.read() as conn:
        assert clients.get_client(conn, task.client_id).contact_way == "messages"
        assert storage.refuses_calls(conn, task.client_id)
        (reminder,) = messages.listed(conn, client_id=task.client_id)
    assert (reminder.id, reminder.kind, reminder.case_number) == (
        saved.message, MessageKind.RISK_REMINDER, saved.contact.number
    )  # fmt: skip
    again = NewContact(
        id=new_id(), client_id=task.client_id, kind=ContactKind.OTHER, way=Way.TELEPHONE, outcome=Outcome.REFUSED
    )
    assert service.save(actors.teller, again).message == ""
    assert service.guide(actors.teller, task.client_id, ContactKind.OTHER).refuses_calls


@pytest.mark.rule("FU-1")
def test_nobody_calls_their_own_client_and_nobody_of_marketing_after_an_opening(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    service, task = service_of(sqlite_branch), task_of(sqlite_branch, actors.teller)
    with sqlite_branch.db.write(actors.admin) as tx:
        own = add_marketer(tx.conn)
        relationships.confirm(
            tx.conn, client_id=task.client_id, staff_id=own.id, booking_number="", verified_by=actors.teller.staff_id,
            document_number="D1", at=NOON,
        )  # fmt: skip
    herself = actor(Role.CLIENT_MANAGER, staff_id=own.id)
    both = actor(Role.CLIENT_MANAGER, Role.MARKETING)
    assert service.waiting(herself) == ()
    for who, code in ((herself, "contacts.own_client"), (both, "contacts.marketing_caller")):
        with pytest.raises(Refused) as refused:
            service.guide(who, task.client_id, ContactKind.OTHER, task.id)
        assert refused.value.code == code
        with pytest.raises(Refused) as refused:
            service.save(who, call(task))
        assert refused.value.code == code
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.save(actors.marketing, call(task))
    with sqlite_branch.db.read() as conn, pytest.raises(Refused, match=r"contacts\.handled_by_self"):
        recording.prepare(conn, actors.teller, POLICY, call(task), NOON, barred=frozenset({actors.teller.staff_id}))
    assert service.save(actors.teller, call(task)).contact.by == actors.teller.staff_id


def test_a_visit_has_a_place_may_lie_back_and_is_on_a_form_of_its_own(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    press = PlainPress()
    service = service_of(sqlite_branch, press)
    task = task_of(sqlite_branch, actors.teller, TaskKind.YEARLY_VISIT)
    new = call(task, kind=ContactKind.VISIT, way=Way.VISIT)
    with pytest.raises(Refused, match=r"contacts\.place_missing"):
        service.save(actors.teller, new)
    new = replace(new, place="客户公司", on=TODAY - timedelta(days=3))
    for wrong, code in (
        (replace(new, outcome=Outcome.WRONG_NUMBER), "contacts.visit_not_called"),
        (replace(new, on=TODAY + timedelta(days=1)), "contacts.day_future"),
        (replace(new, on=TODAY - timedelta(days=31)), "contacts.day_old"),
        (replace(new, way=Way.TELEPHONE), "contacts.day_old"),
        (replace(new, next_on=TODAY - timedelta(days=1)), "contacts.next_past"),
        (replace(new, kind=ContactKind.LEFT, answers=answers(ContactKind.LEFT)), "contacts.other_task"),
        (replace(new, task_id="0" * 32), "tasks.unknown"),
    ):
        with pytest.raises(Refused) as refused:
            service.save(actors.teller, wrong)
        assert refused.value.code == code
    saved = service.save(actors.teller, replace(new, next_on=TODAY + timedelta(days=30)))
    assert (saved.contact.on, press.pressed) == (TODAY - timedelta(days=3), ["visit-record"])
    assert storage.APPEND_ONLY == ("contact", "contact_answer", "contact_correction")
    with sqlite_branch.db.read() as conn:
        assert storage.last_on(conn, task.client_id) == TODAY - timedelta(days=3)
        assert tasks.by_id(conn, saved.next_task).due_on == TODAY + timedelta(days=30)
        kinds = {one.kind for one in (*tasks.open_ones(conn, TaskKind.YEARLY_VISIT, client_id=task.client_id),)}
    assert kinds == {TaskKind.YEARLY_VISIT}  # the visit of the next year


def test_a_complaint_finishes_its_own_call(sqlite_branch: OpenBranch, actors: Actors) -> None:
    task = task_of(sqlite_branch, actors.teller, TaskKind.COMPLAINT_CALLBACK)
    with pytest.raises(Refused, match=r"contacts\.case_task"):
        service_of(sqlite_branch).save(actors.teller, call(task, kind=ContactKind.COMPLAINT))


def test_what_is_saved_twice_is_saved_once(branch: OpenBranch, actors: Actors) -> None:
    service, task = service_of(branch), task_of(branch, actors.teller)
    new = call(task)
    mark = new_id()
    with once.operation(mark):
        service.save(actors.teller, new)
    for again in (mark, new_id()):
        with once.operation(again), pytest.raises(Refused) as refused:
            service.save(actors.teller, new if again == mark else replace(new, task_id=""))
        assert refused.value.code in ("storage.saved_already", "tasks.done_already")
    with branch.db.read() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(storage.contact)).scalar() == 1


def test_a_number_that_another_counter_took_is_pressed_anew(sqlite_branch: OpenBranch, actors: Actors) -> None:
    first, second = (task_of(sqlite_branch, actors.teller, client_id=_client(sqlite_branch, actors, n)) for n in (1, 2))

    class Slow(PlainPress):
        """Another counter saves while this one presses its first form."""

        def press(self, form_id: str, facts: object) -> object:  # type: ignore[override]  # gives what it gets
            if not self.pressed:
                self.pressed.append("")
                service_of(sqlite_branch).save(actors.supervisor, call(second))
            return super().press(form_id, facts)

    press = Slow()
    saved = service_of(sqlite_branch, press).save(actors.teller, call(first))
    assert saved.contact.number.endswith("000002")
    assert press.pressed == ["", "contact-record", "contact-record"]
    with sqlite_branch.db.read() as conn:
        assert archive.by_number(conn, saved.contact.number) is not None


def _client(branch: OpenBranch, actors: Actors, place: int) -> str:
    with branch.db.write(actors.teller) as tx:
        return add_client(tx.conn, paper_number=f"33010419900101{place:04d}", mobile=f"1390000{place:04d}").id
