"""Tasks: listed, done, put off, handed over, and the next contact made by the last."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.tasks import storage
from app.tasks.domain import FARTHEST_DAYS, RECORDED, REPEATS, NewTask, Task, TaskKind, TaskState, add_months
from app.tasks.service import TaskService
from tests.builders import Actors, BranchFactory, forbidden
from tests.people import NOON, TODAY, add_client, add_marketer
from tests.threads import PATIENCE, together

SOON = TODAY + timedelta(days=3)


@pytest.fixture
def service(branch: OpenBranch) -> TaskService:
    """The client manager looks after everybody, and reports regular contacts in a sentence."""
    return TaskService(branch.db, lambda _, client: "staff-client-manager" if client else "")


@pytest.fixture
def client_id(branch: OpenBranch, actors: Actors) -> str:
    return client_of(branch, actors)


def client_of(branch: OpenBranch, actors: Actors) -> str:
    with branch.db.write(actors.teller) as tx:
        return add_client(tx.conn).id


def new(client_id: str, kind: TaskKind = TaskKind.PROMISE, **values: object) -> NewTask:
    made = NewTask(
        kind=kind, client_id=client_id, case_number="ZX20261120000001", due_on=SOON, text="回电告知佣金调整结果",
        rule="TO-14", assigned_to="staff-client-manager",
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]  # of many types


def add(branch: OpenBranch, actors: Actors, wanted: NewTask) -> Task:
    with branch.db.write(actors.teller) as tx:
        return storage.add(tx.conn, wanted, at=NOON, by="staff-teller")


@pytest.mark.rule("TO-13")
def test_a_task_is_entered_open_and_listed_with_the_names(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id, text="  第一条承诺\n第二条 "))
    assert (made.state, made.version, made.text) == (TaskState.OPEN, 1, "第一条承诺\n第二条")
    assert (made.repeat_months, made.follows, made.created_by, made.created_at) == (0, "", "staff-teller", NOON)
    (line,) = service.open_tasks(actors.teller)
    assert line.task == made == service.get(actors.teller, made.id)
    assert (line.client_name, line.client_number, line.assigned_name) == ("张三丰", "2026000001", "测试client-manager")
    assert not line.overdue
    assert service.of_client(actors.teller, client_id) == service.of_case(actors.teller, made.case_number) == (line,)
    assert service.of_client(actors.teller, "") == service.of_case(actors.teller, "") == ()
    assert service.of_case(actors.teller, "ZX0") == ()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": " "}, "text.required"),
        ({"text": "长" * 501}, "text.too_long"),
        ({"text": "回\u202e电"}, "text.invisible"),
        ({"assigned_to": "nobody"}, "staff.unknown"),
    ],
)
def test_a_wrong_task_is_refused(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        add(branch, actors, new(client_id, **wrong))  # type: ignore[arg-type]  # of many types
    assert refused.value.code == code
    assert service.open_tasks(actors.teller) == ()


@pytest.mark.parametrize("months", [-1, 121])
def test_a_task_that_comes_back_after_a_strange_time_is_a_programming_error(
    branch: OpenBranch, actors: Actors, client_id: str, months: int
) -> None:
    with pytest.raises(ValueError, match="1 to 120"):
        add(branch, actors, new(client_id, repeat_months=months))


@pytest.mark.rule("TO-14")
def test_overdue_tasks_come_first_and_then_the_nearest_day(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, clock: FixedClock
) -> None:
    later = add(branch, actors, new(client_id, due_on=TODAY + timedelta(days=9)))
    today = add(branch, actors, new(client_id, due_on=TODAY, assigned_to=""))
    soon = add(branch, actors, new(client_id))
    own = add(branch, actors, new(client_id, due_on=SOON, assigned_to="staff-teller"))
    assert [line.task.id for line in service.open_tasks(actors.teller)] == [today.id, soon.id, own.id, later.id]
    assert [line.task.id for line in service.open_tasks(actors.teller, until=SOON)] == [today.id, soon.id, own.id]
    assert [line.task.id for line in service.open_tasks(actors.teller, mine=True)] == [own.id]
    assert not any(line.overdue for line in service.open_tasks(actors.teller))
    clock.tick(14 * 3600)  # past midnight at the branch
    listed = service.open_tasks(actors.teller)
    assert [line.overdue for line in listed] == [True, False, False, False]
    assert listed[0].assigned_name == ""


@pytest.mark.rule("TO-14")
@pytest.mark.rule("SE-2")
def test_doing_a_task_takes_an_outcome_keeps_it_and_is_audited_without_it(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id, TaskKind.FIRST_CONTACT))
    with pytest.raises(Refused, match=r"text\.required") as refused:
        service.done(actors.client_manager, made.id, " ", 1)
    assert refused.value.field == "outcome"
    finished = service.done(actors.client_manager, made.id, "客户表示满意", 1)
    assert finished.next is None
    done = finished.task
    assert done.done is not None
    assert (done.state, done.version, done.done.outcome) == (TaskState.DONE, 2, "客户表示满意")
    assert (done.done.by, done.done.by_name) == ("staff-client-manager", "测试client-manager")
    assert service.open_tasks(actors.teller) == ()
    assert [line.task for line in service.of_client(actors.teller, client_id)] == [done]
    (act,) = AuditReader(branch.db).recent(actors.supervisor, subject=("task", made.id))
    assert (act.act, act.staff_id) == ("tasks.done", "staff-client-manager")
    assert act.after == {"version": 2, "next": None, "due": None, "ends": False}
    for version in (1, 2):
        with pytest.raises(Refused, match=r"tasks\.done_already"):
            service.done(actors.client_manager, made.id, "再联系", version)
        with pytest.raises(Refused, match=r"tasks\.done_already"):
            service.postpone(actors.client_manager, made.id, SOON + timedelta(days=1), "忙", version)
        with pytest.raises(Refused, match=r"tasks\.done_already"):
            service.hand_over(actors.client_manager, made.id, "staff-teller", "休假", version)


@pytest.mark.rule("TO-14")
@pytest.mark.parametrize(
    ("kind", "next_due"),
    [
        (TaskKind.MONTHLY_CONTACT, date(2026, 12, 20)),
        (TaskKind.RETAINED_CONTACT, date(2026, 12, 20)),
        (TaskKind.YEARLY_VISIT, date(2027, 11, 20)),
    ],
)
def test_doing_a_regular_contact_makes_the_next_one_in_the_same_transaction(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, kind: TaskKind, next_due: date
) -> None:
    made = add(branch, actors, new(client_id, kind))
    finished = service.done(actors.client_manager, made.id, "已电话联系", 1)
    assert finished.next is not None
    assert finished.next == replace(
        made, id=finished.next.id, due_on=next_due, follows=made.id, created_at=branch.db.clock.now(),
        created_by="staff-client-manager",
    )  # fmt: skip
    assert [line.task for line in service.open_tasks(actors.teller)] == [finished.next]


@pytest.mark.rule("TO-14")
def test_when_the_next_contact_cannot_be_entered_the_last_is_not_done_either(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = add(branch, actors, new(client_id, TaskKind.MONTHLY_CONTACT))
    monkeypatch.setattr(storage, "add", lambda *_, **__: (_ for _ in ()).throw(Refused("staff.unknown")))
    with pytest.raises(Refused, match=r"staff\.unknown"):
        service.done(actors.client_manager, made.id, "已电话联系", 1)
    assert service.get(actors.teller, made.id) == made


@pytest.mark.rule("TO-14")
def test_a_regular_contact_ends_when_the_client_wants_no_more(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id, TaskKind.MONTHLY_CONTACT))
    finished = service.done(actors.client_manager, made.id, "客户要求不再联系", 1, ends=True)
    assert finished.next is None
    assert service.open_tasks(actors.teller) == ()
    (act,) = AuditReader(branch.db).recent(actors.supervisor, subject=("task", made.id))
    assert act.after is not None
    assert act.after["ends"] is True


def test_a_task_may_come_back_at_another_time_than_its_kind_or_never(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    quarterly = add(branch, actors, new(client_id, TaskKind.RETAINED_CONTACT, repeat_months=3))
    once = add(branch, actors, new(client_id, TaskKind.MONTHLY_CONTACT, repeat_months=0))
    follow = service.done(actors.client_manager, quarterly.id, "已联系", 1).next
    assert follow is not None
    assert (follow.due_on, follow.repeat_months) == (date(2027, 2, 20), 3)
    assert service.done(actors.client_manager, once.id, "已联系", 1).next is None


@pytest.mark.rule("TO-14")
@pytest.mark.rule("SE-2")
def test_a_task_is_put_off_with_a_reason_that_stays(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id))
    first = service.postpone(actors.client_manager, made.id, SOON + timedelta(days=4), "客户出差", 1)
    second = service.postpone(actors.supervisor, made.id, SOON + timedelta(days=6), "客户仍在外地", 2)
    assert (first.due_on, second.due_on, second.version) == (SOON + timedelta(4), SOON + timedelta(6), 3)
    assert [(one.by, one.from_due, one.to_due, one.why) for one in second.postponed] == [
        ("staff-client-manager", SOON, SOON + timedelta(days=4), "客户出差"),
        ("staff-supervisor", SOON + timedelta(days=4), SOON + timedelta(days=6), "客户仍在外地"),
    ]
    act = AuditReader(branch.db).recent(actors.supervisor, subject=("task", made.id))[-1]
    assert (act.act, act.before) == ("tasks.postponed", {"due": SOON.isoformat()})
    assert act.after == {"due": first.due_on.isoformat(), "why": "客户出差", "version": 2}


@pytest.mark.parametrize(
    ("days", "why", "code"),
    [
        (0, "忙", "tasks.not_later"),
        (-1, "忙", "tasks.not_later"),
        (FARTHEST_DAYS + 1, "忙", "tasks.too_far"),
        (1, " ", "text.required"),
    ],
)
def test_a_task_is_put_off_only_later_not_too_far_and_with_a_reason(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, days: int, why: str, code: str
) -> None:
    made = add(branch, actors, new(client_id))
    with pytest.raises(Refused) as refused:
        service.postpone(actors.teller, made.id, SOON + timedelta(days=days), why, 1)
    assert refused.value.code == code
    assert service.get(actors.teller, made.id) == made


def test_an_overdue_task_is_not_put_off_to_a_day_that_is_past_too(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id, due_on=TODAY - timedelta(days=5)))
    with pytest.raises(Refused, match=r"tasks\.not_later"):
        service.postpone(actors.teller, made.id, TODAY - timedelta(days=1), "忙", 1)
    assert service.postpone(actors.teller, made.id, TODAY, "忙", 1).due_on == TODAY


@pytest.mark.rule("TO-14")
@pytest.mark.rule("SE-2")
def test_a_task_goes_to_somebody_else_with_a_reason_that_stays(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id, assigned_to=""))
    service.hand_over(actors.supervisor, made.id, "staff-marketing", "由原客户经理跟进", 1)
    after = service.hand_over(actors.marketing, made.id, "staff-client-manager", "休假", 2)
    assert (after.assigned_to, after.version) == ("staff-client-manager", 3)
    assert [(one.by, one.from_staff, one.to_staff, one.why) for one in after.handed_over] == [
        ("staff-supervisor", "", "staff-marketing", "由原客户经理跟进"),
        ("staff-marketing", "staff-marketing", "staff-client-manager", "休假"),
    ]
    act = AuditReader(branch.db).recent(actors.supervisor, subject=("task", made.id))[0]
    assert (act.act, act.before) == ("tasks.handed_over", {"assigned_to": "staff-marketing"})
    assert act.after == {"assigned_to": "staff-client-manager", "why": "休假", "version": 3}


def test_a_task_does_not_go_to_a_stranger_to_one_who_left_or_to_whom_it_is_with(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id))
    with branch.db.write(actors.admin) as tx:
        gone = add_marketer(tx.conn, active=False)
    for staff_id, why, code in (
        ("nobody", "休假", "staff.unknown"),
        ("", "休假", "staff.unknown"),
        (gone.id, "休假", "staff.left"),
        ("staff-client-manager", "休假", "tasks.same_staff"),
        ("staff-teller", "", "text.required"),
    ):
        with pytest.raises(Refused) as refused:
            service.hand_over(actors.supervisor, made.id, staff_id, why, 1)
        assert refused.value.code == code
    assert service.get(actors.teller, made.id) == made


def test_a_change_on_what_somebody_else_has_changed_meanwhile_is_refused(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id))
    after = service.hand_over(actors.supervisor, made.id, "staff-teller", "休假", 1)
    deeds: tuple[Callable[[], object], ...] = (
        partial(service.done, actors.teller, made.id, "已联系", 1),
        partial(service.postpone, actors.teller, made.id, SOON + timedelta(days=1), "忙", 1),
        partial(service.hand_over, actors.teller, made.id, "staff-supervisor", "忙", 1),
        partial(service.done, actors.teller, made.id, "已联系", 3),
    )
    for deed in deeds:
        with pytest.raises(Refused, match=r"tasks\.changed_elsewhere"):
            deed()
    assert service.get(actors.teller, made.id) == after


@pytest.mark.rule("TO-6")
def test_the_confirmation_of_a_telephone_approval_is_neither_ticked_off_nor_put_off_nor_handed_over(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id, TaskKind.CONFIRM_TELEPHONE, assigned_to="staff-general-manager"))
    deeds: tuple[Callable[[], object], ...] = (
        partial(service.done, actors.general_manager, made.id, "确认", 1),
        partial(service.postpone, actors.general_manager, made.id, SOON + timedelta(days=1), "忙", 1),
        partial(service.hand_over, actors.general_manager, made.id, "staff-supervisor", "忙", 1),
    )
    for deed, code in zip(deeds, ("tasks.bound", "tasks.day_fixed", "tasks.hands_fixed"), strict=True):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == code
    with branch.db.write(actors.general_manager) as tx:
        (open_one,) = storage.of_case(tx.conn, made.case_number, TaskKind.CONFIRM_TELEPHONE)
        assert storage.of_case(tx.conn, made.case_number, TaskKind.PROMISE) == ()
        finished = storage.finish(
            tx.conn, open_one.id, outcome="已确认", seen_version=open_one.version, at=tx.at, actor=tx.actor
        )
    assert finished.task.state is TaskState.DONE


@pytest.mark.rule("SE-1")
def test_marketing_staff_see_and_do_their_own_tasks_only(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    own = add(branch, actors, new(client_id, assigned_to="staff-marketing"))
    other = add(branch, actors, new(client_id))
    nobodys = add(branch, actors, new(client_id, assigned_to=""))
    marketing = actors.marketing
    for lines in (
        service.open_tasks(marketing), service.of_client(marketing, client_id),
        service.of_case(marketing, own.case_number),
    ):  # fmt: skip
        assert [line.task for line in lines] == [own]
    for made in (other, nobodys):
        with pytest.raises(Refused, match=r"tasks\.unknown"):
            service.get(marketing, made.id)
        with pytest.raises(Refused, match=r"tasks\.unknown"):
            service.done(marketing, made.id, "已联系", 1)
    assert service.done(marketing, own.id, "已联系", 1).task.state is TaskState.DONE


def test_who_only_reads_does_nobody_elses_task(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    other = add(branch, actors, new(client_id))
    own = add(branch, actors, new(client_id, assigned_to="staff-compliance"))
    assert len(service.open_tasks(actors.compliance)) == 2
    with pytest.raises(Refused, match=r"tasks\.not_yours"):
        service.done(actors.compliance, other.id, "已联系", 1)
    with pytest.raises(Refused, match=r"tasks\.not_yours"):
        service.postpone(actors.compliance, other.id, SOON + timedelta(days=1), "忙", 1)
    with pytest.raises(Refused, match=r"tasks\.not_yours"):
        service.hand_over(actors.compliance, other.id, "staff-teller", "忙", 1)
    assert service.done(actors.compliance, own.id, "已联系", 1).task.state is TaskState.DONE


def test_without_the_right_there_are_no_tasks(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str
) -> None:
    made = add(branch, actors, new(client_id))
    for actor in (actors.admin,):
        deeds: tuple[Callable[[], object], ...] = (
            partial(service.open_tasks, actor),
            partial(service.of_case, actor, made.case_number),
            partial(service.of_client, actor, client_id),
            partial(service.get, actor, made.id),
            partial(service.done, actor, made.id, "已联系", 1),
            partial(service.postpone, actor, made.id, SOON + timedelta(days=1), "忙", 1),
            partial(service.hand_over, actor, made.id, "staff-teller", "忙", 1),
        )
        for deed in deeds:
            with pytest.raises(Refused, match=r"auth\.denied"):
                deed()


def test_an_unknown_task_is_refused(service: TaskService, actors: Actors) -> None:
    with pytest.raises(Refused, match=r"tasks\.unknown"):
        service.get(actors.teller, "nothing")
    with pytest.raises(Refused, match=r"tasks\.unknown"):
        service.done(actors.teller, "nothing", "已联系", 1)


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("table", [storage.task_done, storage.task_postponement, storage.task_hand_over])
def test_no_history_of_a_task_can_be_changed_and_no_task_with_one_deleted(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, table: sa.Table
) -> None:
    made = add(branch, actors, new(client_id))
    service.postpone(actors.teller, made.id, SOON + timedelta(days=1), "忙", 1)
    service.hand_over(actors.teller, made.id, "staff-teller", "忙", 2)
    service.done(actors.teller, made.id, "已联系", 3)
    for statement in (table.delete(), table.update().values(by="x")):
        with forbidden(), branch.db.write(actors.admin) as tx:
            tx.conn.execute(statement)
    denied = pytest.raises((sa.exc.IntegrityError, sa.exc.ProgrammingError), match=r"FOREIGN KEY|permission denied")
    with denied, branch.db.write(actors.admin) as tx:
        tx.conn.execute(storage.task.delete())


def test_lists_longer_than_one_query_of_histories_have_them_all(
    service: TaskService, branch: OpenBranch, actors: Actors, client_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_AT_ONCE", 2)
    for _ in range(5):
        made = add(branch, actors, new(client_id))
        service.postpone(actors.teller, made.id, SOON + timedelta(days=1), "忙", 1)
    assert [len(line.task.postponed) for line in service.open_tasks(actors.teller)] == [1] * 5


def test_of_many_counters_that_do_one_task_at_once_one_succeeds_and_one_follows(
    branch_factory: BranchFactory, actors: Actors
) -> None:
    branch = branch_factory.make("postgresql")
    service = TaskService(branch.db, lambda _, client: "staff-teller")
    client_id = client_of(branch, actors)
    made = add(branch, actors, new(client_id, TaskKind.MONTHLY_CONTACT))
    ready = threading.Barrier(6, timeout=PATIENCE)
    outcomes: list[str] = []

    def work(actor: Actor) -> None:
        ready.wait()
        try:
            service.done(actor, made.id, f"柜台{actor.station}已联系", 1)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=work, args=(replace(actors.teller, station=f"{n:02d}"),)) for n in range(6)]
    together(threads)
    assert outcomes.count("done") == 1
    assert set(outcomes) <= {"done", "tasks.changed_elsewhere", "tasks.done_already"}
    assert len(service.of_client(actors.teller, client_id)) == 2
    assert len(AuditReader(branch.db).recent(actors.supervisor, subject=("task", made.id))) == 1


@pytest.mark.rule("TO-14")
@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 10, 31), 13, date(2027, 11, 30)),
        (date(2026, 10, 31), 0, date(2026, 10, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.rule("TO-14")
@given(st.dates(date(1999, 1, 1), date(2099, 12, 31)), st.integers(1, 36))
@settings(max_examples=200)
def test_months_later_is_in_that_month_and_never_on_a_later_day_of_it(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_exactly_the_regular_contacts_roll() -> None:
    assert set(REPEATS) == {TaskKind.MONTHLY_CONTACT, TaskKind.YEARLY_VISIT, TaskKind.RETAINED_CONTACT}


@pytest.mark.rule("TO-14", "FU-6")
@pytest.mark.parametrize("kind", sorted(RECORDED))
def test_a_contact_with_who_left_is_recorded_by_everybody_who_can_and_told_by_the_own_staff(
    sqlite_branch: OpenBranch, actors: Actors, kind: TaskKind
) -> None:
    client_id = client_of(sqlite_branch, actors)
    service = TaskService(sqlite_branch.db, lambda _, client: "staff-client-manager" if client == client_id else "")
    made = add(sqlite_branch, actors, new(client_id, kind))
    with pytest.raises(Refused, match=r"tasks\.bound_record"):
        service.done(actors.teller, made.id, "已电话联系", 1)
    assert service.done(actors.client_manager, made.id, "已上门走访", 1).task.state is TaskState.DONE
