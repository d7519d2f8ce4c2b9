"""A complaint taken back, its level, and the calling back as a contact (CP-1, CP-2, FU-6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.common.values import new_id
from app.complaints import counting
from app.complaints.domain import Gravity, Kind, Level, Source, State, Step, Verdict
from app.complaints.taking_in import Named
from app.complaints.working import Finding, Plan
from app.contacts.domain import ContactKind, Outcome
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind, TaskState
from tests.app.complaints.desk import CALLED, Desk, refused
from tests.builders import Actors


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> Desk:
    return Desk(sqlite_branch, actors)


@pytest.mark.rule("CP-2", "CP-3")
def test_a_complaint_that_is_taken_back_has_no_deadline_stays_counted_and_its_record_is_filed(
    branch: OpenBranch, actors: Actors
) -> None:
    desk = Desk(branch, actors)
    one = desk.until(State.ASSIGNED, client_id=desk.client.id)
    with refused("complaints.withdrawal_way"):
        desk.complaints.withdraw(actors.teller, one.number, None, "已解决", one.version)
    with refused("complaints.withdrawal_way"):
        desk.complaints.withdraw(actors.teller, one.number, Source.REGULATOR, "已解决", one.version)
    with refused("text.required"):
        desk.complaints.withdraw(actors.teller, one.number, Source.LETTER, " ", one.version)
    with refused("complaints.handled_by_self"):  # whoever handles it may not be rid of it so
        desk.complaints.withdraw(actors.client_manager, one.number, Source.LETTER, "已解决", one.version)
    gone = desk.complaints.withdraw(actors.teller, one.number, Source.LETTER, "问题已当场解决", one.version)
    assert (gone.state, gone.due(), gone.late) == (State.WITHDRAWN, None, False)
    view = desk.complaints.view(actors.supervisor, one.number)
    event = view.history[-1]
    assert (event.step, event.by, event.words) == (Step.WITHDRAW, actors.teller.staff_id, "信函：问题已当场解决")
    assert [(paper.form_id, paper.number) for paper in view.documents] == [("complaint-record", gone.record_number)]
    assert (view.steps, view.line.days_left) == ((), None)
    with branch.db.read() as conn:
        assert {task.state for task in tasks.of_case(conn, one.number)} == {TaskState.DONE}
        total = counting.total(conn, one.taken_on, one.taken_on)
    assert (total.taken, total.open, total.closed, total.withdrawn) == (1, 0, 0, 1)
    with refused("complaints.evidence_closed"):
        desk.complaints.add_evidence(actors.teller, one.id, "x.pdf", b"%PDF-1.4")


@pytest.mark.rule("CP-2")
@pytest.mark.parametrize("why", ["grave", "compensation", "misconduct"])
def test_grave_ones_end_only_when_compliance_agrees_and_may_be_gone_on_with(
    desk: Desk, actors: Actors, why: str
) -> None:
    stood = State.WITH_COMPLIANCE
    if why == "grave":
        stood = State.TAKEN
        one = desk.take(gravity=frozenset({Gravity.MASS}))
    elif why == "compensation":
        one = desk.until(stood, plan=Plan(measure="退费", compensation=Decimal(10)))
    else:
        stood = State.INVESTIGATED
        one = desk.until(stood, kind=Kind.MISCONDUCT, anonymous=True, name="")
    service = desk.complaints
    asked = service.withdraw(actors.supervisor, one.number, Source.TELEPHONE, "不想再追究", one.version)
    assert (asked.state, asked.due()) == (State.WITHDRAWING, one.answer_due)  # the clock runs on
    with refused("auth.denied"):
        service.let_go(actors.general_manager, one.number, "同意", asked.version)
    with refused("text.required"):
        service.let_go(actors.compliance, one.number, "", asked.version)
    back = service.keep_on(actors.compliance, one.number, "涉及多人，继续办理", asked.version)
    assert back.state is stood
    again = service.withdraw(actors.supervisor, one.number, Source.ON_SITE, "仍要求撤回", back.version)
    ended = service.let_go(actors.compliance, one.number, "已核实投诉人意愿", again.version)
    assert ended.state is State.WITHDRAWN
    assert ended.record_number


@pytest.mark.rule("CP-2", "MS-1")
def test_what_was_found_and_what_was_late_stay_when_it_is_taken_back(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ASSIGNED, kind=Kind.MARKETING, respondents=(Named(desk.marketer.id),))
    found = {1: Finding(Verdict.FOUNDED)}
    one = desk.complaints.investigate(actors.client_manager, one.number, "属实", found, one.version)
    clock = desk.services.clock
    assert isinstance(clock, FixedClock)
    clock.at = datetime(2026, 11, 27, 3, tzinfo=UTC)
    gone = desk.complaints.withdraw(actors.teller, one.number, Source.TELEPHONE, "和解", one.version)
    assert (gone.state, gone.late) == (State.WITHDRAWN, True)
    assert desk.services.staff.public_part(actors.teller, desk.marketer.id).complaints == 1
    with desk.branch.db.read() as conn:
        assert counting.total(conn, date(2026, 11, 1), date(2026, 11, 30)).late == 1


@pytest.mark.rule("CP-1", "CP-2")
def test_who_works_on_it_takes_its_level_up_and_only_who_did_not_handle_it_takes_it_down(
    desk: Desk, actors: Actors
) -> None:
    one = desk.until(State.ASSIGNED)
    service, handler = desk.complaints, actors.client_manager
    with refused("complaints.level_same"):
        service.change_level(handler, one.number, Level.BRANCH, "无", one.version)
    with refused("text.required"):
        service.change_level(handler, one.number, Level.COMPANY, "", one.version)
    up = service.change_level(handler, one.number, Level.COMPANY, "涉及多家营业部", one.version)
    assert (up.level, up.start_due, up.answer_due) == (Level.COMPANY, one.start_due, one.answer_due)
    for who in (handler, actors.teller):
        with refused("complaints.level_down"):
            service.change_level(who, one.number, Level.BRANCH, "可由营业部办理", up.version)
    down = service.change_level(actors.compliance, one.number, Level.REGIONAL, "可由分公司办理", up.version)
    assert service.view(actors.supervisor, one.number).history[-1].words == "公司→分公司：可由分公司办理"
    assert down.level is Level.REGIONAL


@pytest.mark.rule("CP-2", "FU-6")
def test_calling_a_client_back_is_a_contact_with_its_form_in_the_same_transaction(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ANSWERED, client_id=desk.client.id)
    contacts = desk.services.contacts
    with refused("contacts.question_open"):
        desk.complaints.call_back(actors.supervisor, one.number, True, "满意", one.version)
    assert contacts.of_client(actors.supervisor, desk.client.id) == ()
    answers = CALLED | {"complaint-result": "2"}
    called = desk.complaints.call_back(actors.supervisor, one.number, False, "认为答复太慢", one.version, answers)
    (made,) = contacts.of_client(actors.supervisor, desk.client.id)
    assert (made.kind, made.outcome, made.case_number) == (ContactKind.COMPLAINT, Outcome.REACHED, one.number)
    assert (made.has_problem, made.note, bool(made.document_number)) == (True, "认为答复太慢", True)
    assert called.state is State.CALLED_BACK


@pytest.mark.rule("CP-3", "FU-6")
def test_the_call_to_the_complainant_is_unknown_to_whoever_is_complained_of(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ANSWERED, client_id=desk.client.id, respondents=(Named(actors.general_manager.staff_id),))
    bad = CALLED | {"complaint-result": "2"}
    desk.complaints.call_back(actors.supervisor, one.number, False, "仍然不满意", one.version, bad)
    contacts, archive, today = desk.services.contacts, desk.services.archive, desk.branch.db.clock.now().date()
    (made,) = contacts.of_client(actors.supervisor, desk.client.id)
    assert contacts.of_client(actors.teller, desk.client.id) == (made,)  # who took the complaint in
    for who in (actors.general_manager, replace(actors.teller, staff_id=new_id())):
        assert not contacts.of_client(who, desk.client.id)
        assert not contacts.listed(who, today, today)
        for look in (
            lambda who=who: contacts.get(who, made.number),
            lambda who=who: archive.get(who, made.document_number),
        ):
            with pytest.raises(Refused, match="unknown"):
                look()
    with desk.branch.db.read() as conn:
        (problem,) = tasks.open_ones(conn, TaskKind.PROBLEM)
    assert problem.text.endswith(f"：{made.number}")  # the list of tasks is everybody's


@pytest.mark.rule("CP-2", "FU-6")
def test_a_client_who_was_not_reached_leaves_a_contact_without_a_form(desk: Desk, actors: Actors) -> None:
    one = desk.until(State.ANSWERED, client_id=desk.client.id)
    desk.complaints.call_back(actors.supervisor, one.number, None, "三次未接通", one.version)
    (made,) = desk.services.contacts.of_client(actors.supervisor, desk.client.id)
    assert (made.outcome, made.document_number) == (Outcome.NOT_REACHED, "")
