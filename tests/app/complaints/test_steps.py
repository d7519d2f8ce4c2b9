"""The way of a complaint: who may do what when, what passes compliance, what each step leaves behind (CP-2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.complaints import storage
from app.complaints.domain import AnswerWay, Gravity, Kind, State, Step, Verdict
from app.complaints.seeing import part_of
from app.complaints.steps import STEPS, may_see, steps_for
from app.complaints.taking_in import Named
from app.complaints.working import Finding, Plan
from app.staff.domain import EntryKind
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind, TaskState
from tests.app.complaints.desk import Desk, refused
from tests.builders import Actors


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> Desk:
    return Desk(sqlite_branch, actors)


@pytest.mark.rule("CP-2", "CP-3")
def test_a_clients_complaint_goes_from_taking_in_to_closing_and_into_the_dossier(
    branch: OpenBranch, actors: Actors
) -> None:
    desk = Desk(branch, actors)
    one = desk.until(State.CLOSED, client_id=desk.client.id, name="", contact="")
    assert one.complainant.name == desk.client.name
    view = desk.complaints.view(actors.supervisor, one.number)
    assert [event.step for event in view.history] == [
        Step.TAKE, Step.ASSIGN, Step.INVESTIGATE, Step.PLAN, Step.ANSWER, Step.CALL_BACK, Step.CLOSE,
    ]  # fmt: skip
    assert [(paper.form_id, paper.client_id) for paper in view.documents] == [
        ("complaint-answer", desk.client.id), ("complaint-record", desk.client.id),
    ]  # fmt: skip
    assert (view.complaint.letter_number, view.complaint.record_number) == tuple(p.number for p in view.documents)
    assert view.steps == ()
    with branch.db.read() as conn:
        mine = tasks.of_case(conn, one.number)
    assert [task.state for task in mine] == [TaskState.DONE] * 6
    assert [task.kind for task in mine].count(TaskKind.COMPLAINT_CALLBACK) == 1
    assert {task.client_id for task in mine} == {""}  # whoever is complained of sees the list as well
    assert desk.complaints.of_client(actors.supervisor, desk.client.id)[0].number == one.number


@pytest.mark.rule("CP-2")
def test_work_starts_within_one_working_day_and_the_answer_within_two(desk: Desk, actors: Actors) -> None:
    one = desk.take()  # a Friday
    assert (one.taken_on.isoformat(), one.start_due.isoformat(), one.answer_due.isoformat()) == (
        "2026-11-20", "2026-11-23", "2026-11-24",
    )  # fmt: skip
    (line,) = desk.complaints.listed(actors.teller)
    assert (line.due, line.days_left, line.overdue) == (one.start_due, 1, False)
    clock = desk.services.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 11, 24, 3, tzinfo=UTC)
    (line,) = desk.complaints.listed(actors.teller)
    assert (line.days_left, line.overdue) == (-1, True)
    late = desk.complaints.assign(actors.supervisor, one.number, actors.client_manager.staff_id, one.version)
    assert late.late
    assert desk.complaints.listed(actors.teller)[0].due == one.answer_due


@pytest.mark.rule("CP-2")
def test_overdue_ones_come_first_and_closed_ones_last(desk: Desk, actors: Actors) -> None:
    closed = desk.until(State.CLOSED)
    answered = desk.until(State.ANSWERED)
    old = desk.take()
    clock = desk.services.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=7)
    young = desk.take()
    listed = [line.number for line in desk.complaints.listed(actors.supervisor)]
    assert listed == [old.number, young.number, answered.number, closed.number]
    assert closed.number not in [line.number for line in desk.complaints.listed(actors.supervisor, open_only=True)]


@pytest.mark.rule("CP-2")
@pytest.mark.parametrize(
    "plan",
    [
        Plan(measure="补偿差价", compensation=Decimal("320.00")),
        Plan(measure="说明", gravity=frozenset({Gravity.MASS})),
    ],
)
def test_grave_ones_and_compensation_wait_for_compliance_that_may_send_them_back(
    desk: Desk, actors: Actors, plan: Plan
) -> None:
    one = desk.until(State.WITH_COMPLIANCE, plan=plan)
    service, handler = desk.complaints, actors.client_manager
    with refused("complaints.not_now"):
        service.answer(handler, one.number, "答复", AnswerWay.LETTER, one.version)
    with refused("auth.denied"):
        service.agree(actors.general_manager, one.number, "", one.version)
    with refused("text.required"):
        service.send_back(actors.compliance, one.number, "", one.version)
    back = service.send_back(actors.compliance, one.number, "请补充损失计算依据。", one.version)
    assert back.state is State.INVESTIGATED
    again = service.plan(handler, one.number, plan, back.version)
    agreed = service.agree(actors.compliance, one.number, "同意", again.version)
    assert (agreed.state, agreed.cleared) == (State.PLANNED, True)


@pytest.mark.rule("CP-2")
def test_nobody_calls_back_or_closes_what_they_handled(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ANSWERED, handler=actors.supervisor)
    with refused("complaints.handled_by_self"):
        desk.complaints.call_back(actors.supervisor, one.number, True, "满意", one.version)
    called = desk.complaints.call_back(actors.teller, one.number, None, "两次未接通", one.version)
    with refused("complaints.handled_by_self"):
        desk.complaints.close(actors.supervisor, one.number, "", called.version)
    assert desk.complaints.close(actors.marketing_director, one.number, "", called.version).state is State.CLOSED


@pytest.mark.rule("CP-2")
def test_compliance_does_not_clear_what_it_handled_itself(desk: Desk, actors: Actors) -> None:
    plan = Plan(measure="补偿", compensation=Decimal(5))
    one = desk.until(State.WITH_COMPLIANCE, plan=plan, handler=actors.compliance)
    with refused("complaints.handled_by_self"):
        desk.complaints.agree(actors.compliance, one.number, "", one.version)


@pytest.mark.rule("CP-2", "CP-3")
def test_who_is_complained_of_neither_takes_in_handles_nor_sees_it(desk: Desk, actors: Actors) -> None:
    service, boss = desk.complaints, actors.general_manager
    with refused("complaints.own_respondent"):
        service.take_in(actors.teller, desk.command(respondents=(Named(actors.teller.staff_id),)))
    one = desk.take(respondents=(Named(boss.staff_id),))
    assert [line.number for line in service.listed(boss)] == []
    for look in (service.view, service.contact, service.record_form):
        with refused("complaints.unknown"):
            look(boss, one.number)
    with refused("complaints.handler_complained_of"):
        service.assign(actors.supervisor, one.number, boss.staff_id, one.version)
    assert boss.staff_id not in {each.staff_id for each in service.candidates(actors.supervisor, one.number)}
    assert service.of_staff(boss, boss.staff_id) == ()
    assert [line.number for line in service.of_staff(actors.compliance, boss.staff_id)] == [one.number]


@pytest.mark.rule("CP-2")
def test_a_handler_who_turns_out_to_be_complained_of_cannot_be_named_by_themselves(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ASSIGNED)
    handler = actors.client_manager
    with refused("complaints.handler_complained_of"):
        desk.complaints.name_respondent(handler, one.number, Named(handler.staff_id), one.version)
    named = desk.complaints.name_respondent(handler, one.number, Named(actors.teller.staff_id), one.version)
    assert named.staff_complained_of == {actors.teller.staff_id}
    with refused("complaints.unknown"):  # the teller took it in, and is complained of now
        desk.complaints.view(actors.teller, one.number)
    with refused("complaints.respondent_twice"):
        desk.complaints.name_respondent(handler, one.number, Named(actors.teller.staff_id), named.version)


@pytest.mark.rule("CP-3")
def test_managers_see_all_and_others_what_they_took_in_or_handle(desk: Desk, actors: Actors) -> None:
    taken = desk.take()
    other = desk.complaints.take_in(actors.client_manager, desk.command())
    assert [line.number for line in desk.complaints.listed(actors.teller)] == [taken.number]
    assert [line.number for line in desk.complaints.listed(actors.client_manager)] == [other.number]
    with refused("complaints.unknown"):
        desk.complaints.view(actors.teller, other.number)
    for who in (actors.supervisor, actors.marketing_director, actors.general_manager, actors.compliance):
        assert {line.number for line in desk.complaints.listed(who)} == {taken.number, other.number}
    with refused("auth.denied"):
        desk.complaints.listed(actors.marketing)


@pytest.mark.rule("CP-2")
def test_the_calling_back_that_is_handed_over_opens_the_complaint_to_whoever_gets_it(
    desk: Desk, actors: Actors
) -> None:
    one = desk.until(State.ANSWERED)
    (task,) = desk.services.tasks.of_case(actors.supervisor, one.number)[-1:]
    assert task.task.assigned_to == actors.teller.staff_id  # who took it in and did not handle it
    handler_too = desk.complaints.take_in(actors.client_manager, desk.command())
    second = desk.complaints.assign(
        actors.supervisor, handler_too.number, actors.supervisor.staff_id, handler_too.version
    )
    second = desk.complaints.investigate(actors.supervisor, second.number, "查明", {}, second.version)
    second = desk.complaints.plan(actors.supervisor, second.number, Plan(measure="道歉"), second.version)
    second = desk.complaints.answer(actors.supervisor, second.number, "答复", AnswerWay.EMAIL, second.version)
    with refused("complaints.unknown"):
        desk.complaints.view(actors.teller, second.number)
    (line,) = desk.services.tasks.of_case(actors.supervisor, second.number)[-1:]
    desk.services.tasks.hand_over(
        actors.supervisor, line.task.id, actors.teller.staff_id, "请代回访", line.task.version
    )
    seen = desk.complaints.view(actors.teller, second.number)
    assert seen.steps == (Step.CALL_BACK,)
    called = desk.complaints.call_back(actors.teller, second.number, True, "满意", seen.complaint.version)
    assert called.state is State.CALLED_BACK


@pytest.mark.rule("CP-2")
def test_an_answer_is_put_off_only_with_a_reason_by_a_supervisor_who_does_not_handle_it(
    desk: Desk, actors: Actors
) -> None:
    one = desk.until(State.ASSIGNED)
    to = one.answer_due + timedelta(days=3)
    service = desk.complaints
    with refused("auth.denied"):
        service.postpone(actors.client_manager, one.number, to, "忙", one.version)
    with refused("text.required"):
        service.postpone(actors.supervisor, one.number, to, "", one.version)
    with refused("complaints.not_later"):
        service.postpone(actors.supervisor, one.number, one.answer_due, "等材料", one.version)
    with refused("complaints.too_far"):
        service.postpone(actors.supervisor, one.number, to + timedelta(days=90), "等材料", one.version)
    off = service.postpone(actors.supervisor, one.number, to, "等待交易所答复", one.version)
    assert (off.state, off.answer_due) == (State.ASSIGNED, to)
    event = service.view(actors.supervisor, one.number).history[-1]
    assert (event.from_due, event.to_due, event.words) == (one.answer_due, to, "等待交易所答复")
    with desk.branch.db.read() as conn:
        (open_one,) = tasks.open_ones(conn, TaskKind.COMPLAINT, case_number=one.number)
    assert (open_one.due_on, open_one.assigned_to) == (to, actors.client_manager.staff_id)


@pytest.mark.rule("CP-2")
def test_a_discontented_complainant_is_investigated_anew_on_a_new_clock(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ANSWERED)
    called = desk.complaints.call_back(actors.supervisor, one.number, False, "认为答复不充分", one.version)
    again = desk.complaints.reopen(actors.supervisor, one.number, "重新调查", called.version)
    assert (again.state, again.answered_on, again.satisfied) == (State.ASSIGNED, None, None)
    assert again.answer_due.isoformat() == "2026-11-24"


@pytest.mark.rule("CP-2", "MS-1")
def test_misconduct_of_marketing_staff_is_a_risk_incident_and_what_is_substantiated_becomes_public(
    desk: Desk, actors: Actors
) -> None:
    reported = desk.take(kind=Kind.MISCONDUCT, respondents=(Named(desk.marketer.id),), anonymous=True, name="")
    (incident,) = desk.services.incidents.list(actors.compliance)
    assert (incident.subject_kind, incident.subject_number) == ("complaint", reported.number)
    assert reported.incident_id == incident.id
    found = desk.until(State.ASSIGNED, kind=Kind.MARKETING, respondents=(Named(desk.marketer.id),))
    assert found.incident_id == ""
    verdicts = {1: Finding(Verdict.FOUNDED, misconduct=True)}
    found = desk.complaints.investigate(actors.client_manager, found.number, "承诺收益属实", verdicts, found.version)
    assert found.incident_id
    assert len(desk.services.incidents.list(actors.compliance)) == 2
    with refused("complaints.dealt_missing"):
        desk.complaints.plan(actors.client_manager, found.number, Plan(measure="道歉"), found.version)
    found = desk.complaints.plan(
        actors.client_manager, found.number, Plan(measure="道歉", dealt={1: "停职检查"}), found.version
    )
    found = desk.complaints.answer(actors.client_manager, found.number, "答复", AnswerWay.LETTER, found.version)
    found = desk.complaints.call_back(actors.supervisor, found.number, True, "满意", found.version)
    staff = desk.services.staff
    assert staff.public_part(actors.teller, desk.marketer.id).complaints == 0  # not before it is closed
    desk.complaints.close(actors.supervisor, found.number, "", found.version)
    part = staff.public_part(actors.teller, desk.marketer.id)
    assert part.complaints == 1  # the report that is not proven is not told
    assert part.dealt == ("停职检查",)
    assert [entry.handled for entry in part.violations] == ["停职检查"]
    assert {entry.kind for entry in staff.entries(actors.marketing_director, desk.marketer.id)} == {
        EntryKind.COMPLAINT, EntryKind.VIOLATION,
    }  # fmt: skip
    count = desk.complaints.staff_count(actors.supervisor, desk.marketer.id)
    assert (count.taken, count.open, count.founded, count.misconduct) == (2, 1, 1, 1)


@pytest.mark.rule("CP-2")
def test_misconduct_of_somebody_of_marketing_whom_the_register_does_not_know_is_an_incident_too(
    desk: Desk, actors: Actors
) -> None:
    one = desk.take(kind=Kind.MISCONDUCT, respondents=(Named(post="客户经理"), Named(name="钱某", unit="柜台运营")))
    assert one.incident_id
    (incident,) = desk.services.incidents.list(actors.compliance)
    assert "：姓名不详（客户经理）。" in incident.what
    assert not desk.take(kind=Kind.MISCONDUCT, respondents=(Named(name="钱某", unit="柜台运营"),)).incident_id


@pytest.mark.rule("MS-1")
def test_an_unfounded_complaint_leaves_nothing_in_the_register(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ASSIGNED, kind=Kind.MARKETING, respondents=(Named(desk.marketer.id),))
    with refused("complaints.verdict_missing"):
        desk.complaints.investigate(actors.client_manager, one.number, "查无此事", {}, one.version)
    with refused("complaints.misconduct_unfounded"):
        wrong = {1: Finding(Verdict.UNFOUNDED, misconduct=True)}
        desk.complaints.investigate(actors.client_manager, one.number, "查无此事", wrong, one.version)
    verdicts = {1: Finding(Verdict.UNFOUNDED)}
    one = desk.complaints.investigate(actors.client_manager, one.number, "查无此事", verdicts, one.version)
    one = desk.complaints.plan(actors.client_manager, one.number, Plan(measure="解释"), one.version)
    one = desk.complaints.answer(actors.client_manager, one.number, "解释", AnswerWay.LETTER, one.version)
    one = desk.complaints.call_back(actors.supervisor, one.number, True, "理解", one.version)
    desk.complaints.close(actors.supervisor, one.number, "", one.version)
    assert desk.services.staff.entries(actors.marketing_director, desk.marketer.id) == ()


def test_of_two_who_take_a_step_at_once_one_does(desk: Desk, actors: Actors) -> None:
    one = desk.take()
    desk.complaints.assign(actors.supervisor, one.number, actors.client_manager.staff_id, one.version)
    with refused("complaints.changed_elsewhere"):
        desk.complaints.assign(actors.general_manager, one.number, actors.teller.staff_id, one.version)


def test_nobody_who_cannot_sign_in_gets_a_complaint(desk: Desk, actors: Actors) -> None:
    one = desk.take()
    with refused("complaints.handler_cannot"):
        desk.complaints.assign(actors.supervisor, one.number, actors.archivist.staff_id, one.version)
    with refused("staff.unknown"):
        desk.complaints.assign(actors.supervisor, one.number, "nobody", one.version)


ACTING = ("teller", "supervisor", "client_manager", "marketing_director", "general_manager", "compliance")


@pytest.mark.rule("CP-2")
@given(
    about=st.sampled_from(("", "supervisor", "general_manager", "marketing_director")),
    grave=st.booleans(),
    tries=st.lists(st.tuples(st.sampled_from(ACTING), st.sampled_from(tuple(Step)[1:])), min_size=8, max_size=24),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_anybody_tries_a_complaint_goes_only_the_ways_that_are_allowed(
    desk: Desk, actors: Actors, about: str, grave: bool, tries: list[tuple[str, Step]]
) -> None:
    """A state machine: the rules say beforehand what is allowed; everything else is refused and changes nothing."""
    respondents = (Named(getattr(actors, about).staff_id),) if about else ()
    gravity = frozenset({Gravity.SERIOUS}) if grave else frozenset[Gravity]()
    number = desk.take(respondents=respondents, gravity=gravity).number
    cleared = False
    for name, wanted in tries:
        before, who = desk.stored(number), getattr(actors, name)
        allowed = steps_for(part_of(who), before)
        # half of the tries take what is due, or few would ever come to an end
        step = wanted if wanted in STEPS[before.state] or not allowed else allowed[0]
        code = _tried(desk, who, number, step, before.version)
        after = desk.stored(number)
        if code:
            assert after == before
            assert step not in allowed or code in _OF_ITS_OWN
            continue
        assert step in allowed
        assert after.version == before.version + 1
        assert who.staff_id not in before.staff_complained_of
        assert after.handler not in after.staff_complained_of
        assert may_see(part_of(who), before)
        _own_hands(step, who, before.handlers)
        cleared = after.cleared if step is Step.AGREE else cleared and step not in (Step.PLAN, Step.REOPEN)
        assert step is not Step.ANSWER or not before.to_compliance or cleared
        with desk.branch.db.read() as conn:
            history = storage.history(conn, after.id)
            open_ones = [t for t in tasks.of_case(conn, number) if t.state is TaskState.OPEN]
        assert [event.version for event in history] == list(range(1, after.version + 1))
        assert len(open_ones) == (not after.ended)
        assert (after.state is State.WITHDRAWN) <= (not before.to_withdraw or step is Step.LET_GO)
        assert after.due() is None or not after.ended


_OF_ITS_OWN = {"complaints.handler_complained_of", "complaints.too_many_respondents", "complaints.level_down"}
"""What a step that is due may be refused with for what is done in it."""


def _tried(desk: Desk, who: Actor, number: str, step: Step, version: int) -> str:
    """The code of the refusal; empty when the step was taken."""
    try:
        desk.does(who, number, step, version)
    except Refused as refusal:
        return refusal.code
    return ""


def _own_hands(step: Step, who: Actor, handlers: frozenset[str]) -> None:
    """Who handled it does none of what others are there for."""
    if step not in (Step.ASSIGN, Step.NAME, Step.INVESTIGATE, Step.PLAN, Step.ANSWER, Step.LEVEL):
        assert who.staff_id not in handlers


@pytest.mark.rule("CP-3", "AR-3")
def test_the_papers_of_a_complaint_are_unknown_to_whoever_may_not_see_it(desk: Desk, actors: Actors) -> None:
    about = (Named(actors.general_manager.staff_id),)
    one = desk.take(respondents=about, client_id=desk.client.id)
    service, by = desk.complaints, actors.client_manager
    one = service.assign(actors.supervisor, one.number, by.staff_id, one.version)
    one = service.investigate(by, one.number, "属实", {1: Finding(Verdict.PARTLY)}, one.version)
    one = service.plan(by, one.number, Plan(measure="道歉", dealt={1: "提醒"}), one.version)
    one = service.answer(by, one.number, "答复", AnswerWay.LETTER, one.version)
    archive, letter = desk.services.archive, one.letter_number
    for who in (actors.general_manager, actors.marketing_director):
        known = who is actors.marketing_director  # who sees all but what is about themselves
        assert (letter in {each.number for each in archive.list_all(who)}) is known
        assert bool(archive.list_for_case(who, one.number)) is known
        assert bool(archive.list_for_client(who, desk.client.id, "核对")) is known
    for look in (
        lambda: archive.get(actors.general_manager, letter),
        lambda: archive.get_pdf(actors.general_manager, letter, "核对"),
        lambda: archive.uses(actors.general_manager, letter),
        lambda: desk.services.dossiers.document(actors.general_manager, desk.client.id, letter, "核对"),
    ):
        with refused("archive.unknown"):
            look()
    assert archive.get(actors.archivist, letter).kind == "complaint"


@pytest.mark.rule("AR-4")
def test_what_was_said_goes_with_a_destroyed_dossier_and_what_is_counted_stays(desk: Desk, actors: Actors) -> None:
    closed = desk.until(State.CLOSED, client_id=desk.client.id)
    running = desk.take(client_id=desk.client.id)
    with desk.branch.db.write(actors.archivist) as tx:
        assert storage.erase_closed(tx.conn, desk.client.id) == (closed.number,)
        assert storage.erase_closed(tx.conn, desk.client.id) == ()
    gone = desk.stored(closed.number)
    assert (gone.complainant.name, gone.facts, gone.finding, gone.answer) == ("", "", "", "")
    assert (gone.kind, gone.state, gone.taken_on) == (closed.kind, State.CLOSED, closed.taken_on)
    assert desk.stored(running.number).facts == running.facts
