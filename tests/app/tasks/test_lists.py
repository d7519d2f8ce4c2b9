"""Lists of tasks by filters with their counts, one's own waiting, taking over, several handed over at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.storage.changes import change_count
from app.tasks import service as tasks_service
from app.tasks import storage
from app.tasks.domain import FINISHED_BY, FIXED_DAY, FIXED_HANDS, FinishedBy, NewTask, Show, TaskKind, Wanted, Whose
from app.tasks.service import TAKEN, TaskService
from tests.app.tasks.test_tasks import add, client_of, new
from tests.builders import Actors
from tests.people import TODAY, add_client

LATE, SOON, FAR = TODAY - timedelta(days=4), TODAY + timedelta(days=3), TODAY + timedelta(days=60)


@pytest.fixture
def service(sqlite_branch: OpenBranch) -> TaskService:
    return TaskService(sqlite_branch.db)


@pytest.fixture
def client_id(sqlite_branch: OpenBranch, actors: Actors) -> str:
    return client_of(sqlite_branch, actors)


@pytest.fixture
def ids(sqlite_branch: OpenBranch, actors: Actors, client_id: str) -> list[str]:
    """Of the teller and late; nobody's and soon; of the supervisor, of another client and far away; done."""
    with sqlite_branch.db.write(actors.teller) as tx:
        other = add_client(
            tx.conn, name="李%四", paper_kind="passport", paper_number="E12345678", mobile="13800000009"
        ).id
    plan = (
        new(client_id, due_on=LATE, assigned_to="staff-teller"),
        new(client_id, TaskKind.OPENING_CALL, due_on=SOON, assigned_to="", case_number="KH20261120000007"),
        new(other, due_on=FAR, assigned_to="staff-supervisor"),
        new(client_id, due_on=LATE - timedelta(days=1), assigned_to="staff-teller"),
    )
    made = [add(sqlite_branch, actors, each).id for each in plan]
    TaskService(sqlite_branch.db).done(actors.teller, made[3], "已联系", 1)
    return made


@pytest.mark.rule("TO-14")
@pytest.mark.parametrize(
    ("wanted", "places", "late"),
    [
        ({}, [0, 1, 2], 1),
        ({"whose": Whose.MINE}, [0], 1),
        ({"whose": Whose.NOBODYS}, [1], 0),
        ({"show": Show.OVERDUE}, [0], 1),
        ({"show": Show.DONE}, [3], 0),
        ({"kind": TaskKind.OPENING_CALL}, [1], 0),
        ({"kind": TaskKind.COMPLAINT}, [], 0),
        ({"client": " 2026000001 "}, [0, 1], 1),
        ({"client": "三丰"}, [0, 1], 1),
        ({"client": "%"}, [2], 0),
        ({"case_number": "KH"}, [1], 0),
        ({"case_number": "_H"}, [], 0),
        ({"since": TODAY}, [1, 2], 0),
        ({"until": SOON}, [0, 1], 1),
        ({"since": SOON, "until": SOON, "whose": Whose.NOBODYS}, [1], 0),
    ],
)
def test_a_list_holds_what_is_asked_for_and_says_how_much_there_is(
    service: TaskService, actors: Actors, ids: list[str], wanted: dict[str, object], places: list[int], late: int
) -> None:
    found = service.find(actors.teller, Wanted(**wanted))  # type: ignore[arg-type]  # of many types
    assert [line.task.id for line in found.lines] == [ids[place] for place in places]
    assert (found.count, found.late) == (len(places), late)


@pytest.mark.rule("FU-3")
def test_lines_say_the_working_days_left_and_late(service: TaskService, actors: Actors, ids: list[str]) -> None:
    lines = {line.task.id: line for line in service.find(actors.teller, Wanted()).lines}
    assert [(lines[one].left, lines[one].overdue) for one in ids[:2]] == [(-4, True), (1, False)]
    assert service.line(actors.teller, ids[0]) == lines[ids[0]]
    assert service.line(actors.teller, "nothing") is None


def test_a_long_list_comes_in_portions(
    service: TaskService, actors: Actors, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_service, "AT_ONCE", 2)
    first, rest = service.find(actors.teller, Wanted()), service.find(actors.teller, Wanted(), offset=2)
    assert [line.task.id for line in (*first.lines, *rest.lines)] == ids[:3]
    assert (first.count, rest.count) == (3, 3)


@pytest.mark.rule("SE-1")
def test_marketing_staff_find_their_own_only(
    service: TaskService, sqlite_branch: OpenBranch, actors: Actors, client_id: str, ids: list[str]
) -> None:
    own = add(sqlite_branch, actors, new(client_id, assigned_to="staff-marketing"))
    for whose in Whose:
        assert [line.task.id for line in service.find(actors.marketing, Wanted(whose=whose)).lines] == [own.id]
    assert service.line(actors.marketing, ids[0]) is None
    with pytest.raises(Refused, match=r"tasks\.unknown"):
        service.take(actors.marketing, ids[1], 1)


@pytest.mark.rule("TO-14")
def test_ones_own_waiting_are_counted_with_who_gave_them(service: TaskService, actors: Actors, ids: list[str]) -> None:
    service.hand_over(actors.supervisor, ids[2], "staff-teller", "休假", 1)
    found = service.waiting(actors.teller)
    assert [(each.id, each.given_by) for each in found.tasks] == [
        (ids[0], "staff-teller"),
        (ids[2], "staff-supervisor"),
    ]
    assert (found.due, found.overdue) == (1, frozenset({ids[0]}))
    assert service.waiting(actors.general_manager).tasks == ()


def test_every_change_is_told_to_other_counters(
    service: TaskService, sqlite_branch: OpenBranch, actors: Actors, ids: list[str]
) -> None:
    def told() -> int:
        with sqlite_branch.db.read() as conn:
            return int(conn.execute(sa.select(change_count.c["count"]).filter_by(topic="tasks")).scalar_one())

    deeds: tuple[Callable[[], object], ...] = (
        partial(service.take, actors.supervisor, ids[1], 1),
        partial(service.postpone, actors.teller, ids[0], SOON, "客户出差", 1),
        partial(service.hand_over, actors.teller, ids[0], "staff-supervisor", "休假", 2),
        partial(service.done, actors.supervisor, ids[0], "已联系", 3),
    )
    for deed in deeds:
        before = told()
        deed()
        assert told() == before + 1


@pytest.mark.rule("FU-1")
def test_what_is_nobodys_is_taken_over_once(service: TaskService, actors: Actors, ids: list[str]) -> None:
    after = service.take(actors.teller, ids[1], 1)
    assert (after.assigned_to, after.handed_over[-1].why) == ("staff-teller", TAKEN)
    with pytest.raises(Refused, match=r"tasks\.somebodys"):
        service.take(actors.supervisor, ids[1], 2)
    with pytest.raises(Refused, match=r"tasks\.not_yours"):
        service.take(actors.compliance, ids[2], 1)


@pytest.mark.rule("FU-1")
def test_nobody_is_given_the_call_to_a_client_whom_they_look_after(
    sqlite_branch: OpenBranch, actors: Actors, client_id: str, ids: list[str]
) -> None:
    service = TaskService(sqlite_branch.db, lambda _, client: "staff-supervisor" if client == client_id else "")
    for deed in (
        partial(service.take, actors.supervisor, ids[1], 1),
        partial(service.hand_over, actors.teller, ids[1], "staff-supervisor", "休假", 1),
        partial(service.hand_over_all, actors.teller, {ids[0]: 1, ids[1]: 1}, "staff-supervisor", "休假"),
    ):
        with pytest.raises(Refused, match=r"tasks\.own_client"):
            deed()
    assert service.get(actors.teller, ids[0]).version == 1  # all or none
    service.hand_over(actors.teller, ids[0], "staff-supervisor", "休假", 1)  # a promise is kept by whom they know


@pytest.mark.rule("SE-2")
def test_several_are_handed_over_with_one_reason_all_or_none(
    service: TaskService, sqlite_branch: OpenBranch, actors: Actors, ids: list[str]
) -> None:
    found = service.hand_over_all(actors.supervisor, {ids[0]: 1, ids[1]: 1}, "staff-general-manager", "出差")
    assert {each.assigned_to for each in found} == {"staff-general-manager"}
    for one in ids[:2]:
        (act,) = AuditReader(sqlite_branch.db).recent(actors.supervisor, subject=("task", one))
        assert (act.act, act.after and act.after["why"]) == ("tasks.handed_over", "出差")
    for seen, code in (
        ({}, "tasks.none_chosen"),
        (dict.fromkeys((f"t{n}" for n in range(201)), 1), "tasks.too_many"),
        ({ids[0]: 2, ids[1]: 1}, "tasks.changed_elsewhere"),
        ({ids[0]: 2, ids[3]: 2}, "tasks.done_already"),
    ):
        with pytest.raises(Refused) as refused:
            service.hand_over_all(actors.supervisor, seen, "staff-teller", "出差")
        assert refused.value.code == code
    assert service.get(actors.teller, ids[0]).version == 2


@pytest.mark.rule("FU-6")
@pytest.mark.rule("CP-2")
@pytest.mark.parametrize("kind", sorted(FINISHED_BY))
def test_what_only_the_act_finishes_is_not_ticked_off(
    service: TaskService, sqlite_branch: OpenBranch, actors: Actors, client_id: str, kind: TaskKind
) -> None:
    made = add(sqlite_branch, actors, new(client_id, kind, assigned_to="staff-teller"))
    code = {FinishedBy.CASE: "tasks.bound", FinishedBy.CONTACT: "tasks.bound_contact"}.get(
        FINISHED_BY[kind], "tasks.bound_complaint"
    )
    tried = (
        (partial(service.done, actors.teller, made.id, "已办", 1), code),
        (
            partial(service.postpone, actors.teller, made.id, FAR, "忙", 1),
            "tasks.day_fixed" if kind in FIXED_DAY else "",
        ),
        (
            partial(service.hand_over, actors.teller, made.id, "staff-supervisor", "忙", 2 - (kind in FIXED_DAY)),
            "tasks.hands_fixed" if kind in FIXED_HANDS else "",
        ),
    )
    for deed, expected in tried:
        try:
            deed()
            told = ""
        except Refused as refused:
            told = refused.code
        assert told == expected
    with sqlite_branch.db.write(actors.teller) as tx:
        (seen,) = storage.open_ones(tx.conn, kind, client_id=client_id)
        storage.finish(tx.conn, made.id, outcome="已记录", seen_version=seen.version, at=tx.at, actor=tx.actor)
        assert storage.open_ones(tx.conn, kind, case_number=made.case_number) == ()


def test_open_ones_are_those_of_the_kind_client_and_case(
    sqlite_branch: OpenBranch, actors: Actors, client_id: str, ids: list[str]
) -> None:
    with sqlite_branch.db.read() as conn:
        found = partial(storage.open_ones, conn)
        assert [each.id for each in found(TaskKind.PROMISE)] == [ids[0], ids[2]]
        assert [each.id for each in found(TaskKind.PROMISE, client_id=client_id)] == [ids[0]]
        assert [each.id for each in found(TaskKind.OPENING_CALL, case_number="KH20261120000007")] == [ids[1]]
        assert found(TaskKind.OPENING_CALL, case_number="KH2") == ()


def test_a_new_task_may_be_about_no_client(sqlite_branch: OpenBranch, service: TaskService, actors: Actors) -> None:
    wanted = NewTask(
        kind=TaskKind.OTHER, client_id="", case_number="", due_on=date(2026, 12, 1), text="盘点", rule="MS-1"
    )
    made = add(sqlite_branch, actors, replace(wanted, assigned_to="staff-teller"))
    assert service.find(actors.teller, Wanted(whose=Whose.MINE)).lines[0].task == made
