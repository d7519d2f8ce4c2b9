"""``guitai tasks``: overdue first, by filters, one with its history; a list names nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.branch.opened import OpenBranch
from app.common.clock import SystemClock, branch_day
from app.tasks import storage
from app.tasks.domain import NewTask, Task, TaskKind
from tests.app.cli.desk import Shell
from tests.app.cli.test_report_commands import sealed_desk
from tests.builders import Actors
from tests.people import add_client


@pytest.fixture
def tasks(sqlite_branch: OpenBranch, actors: Actors) -> list[Task]:
    """Three tasks of one client: of the manager and late, nobody's, and of the teller and far away."""
    desk, today = sealed_desk(sqlite_branch, actors), branch_day(SystemClock().now())
    with desk.services.branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
        plan = (
            (TaskKind.PROMISE, today - timedelta(days=30), "staff-general-manager"),
            (TaskKind.OPENING_CALL, today, ""),
            (TaskKind.OTHER, today + timedelta(days=60), "staff-teller"),
        )
        return [_add(tx.conn, client.id, *each, at=tx.at) for each in plan]


def _add(conn: object, client_id: str, kind: TaskKind, due: date, to: str, *, at: object) -> Task:
    new = NewTask(
        kind=kind, client_id=client_id, case_number="ZX1", due_on=due, text="回电告知结果", rule="TO-13", assigned_to=to
    )
    return storage.add(conn, new, at=at, by="staff-teller")  # type: ignore[arg-type]  # kept short


@pytest.fixture
def manager(shell: Shell) -> Shell:
    return shell.sign_in("user0", "Mima-2026-0-Ceshi")


@pytest.mark.rule("TO-14")
def test_tasks_are_listed_overdue_first_and_by_filters(
    sqlite_branch: OpenBranch, tasks: list[Task], manager: Shell
) -> None:
    folder = sqlite_branch.folder
    said = manager("tasks", "list", "--dir", folder)
    assert (said.code, said.err) == (0, "")
    assert [line.split("\t")[0] for line in said.out.splitlines()] == [task.id for task in tasks]
    assert "working days overdue\t2026000001\tZX1\t" in said.out
    assert "张三丰" not in said.out + manager("tasks", "list", "--json", "--dir", folder).out
    for options, places in (
        (("--overdue",), [0]), (("--nobodys",), [1]), (("--kind", "other"), [2]), (("--mine",), [0]),
        (("--mine", "--kind", "other"), []),
    ):  # fmt: skip
        said = manager("tasks", "list", "--json", *options, "--dir", folder)
        assert [one["id"] for one in said.json["tasks"]] == [tasks[place].id for place in places]
    (named,) = manager("tasks", "list", "--json", "--names", "--overdue", "--dir", folder).json["tasks"]
    assert (named["client_name"], named["text"], named["overdue"]) == ("张三丰", "回电告知结果", True)
    assert named["working_days_left"] < -10


def test_one_task_is_shown_with_its_history(sqlite_branch: OpenBranch, tasks: list[Task], manager: Shell) -> None:
    said = manager("tasks", "show", tasks[0].id, "--dir", sqlite_branch.folder)
    assert said.code == 0
    first, entered = said.out.splitlines()
    assert "回电告知结果" in first
    assert entered.endswith("\tentered")
    told = manager("tasks", "show", tasks[0].id, "--json", "--dir", sqlite_branch.folder).json
    assert (told["id"], told["kind"], [one["what"] for one in told["history"]]) == (tasks[0].id, "promise", ["entered"])
    said = manager("tasks", "show", "nothing", "--dir", sqlite_branch.folder)
    assert (said.code, said.out) == (1, "")
    assert "no such task" in said.err


def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(
    sqlite_branch: OpenBranch, tasks: list[Task], manager: Shell
) -> None:
    said = manager("tasks", "list", "--kind", "nap", "--dir", sqlite_branch.folder)
    assert said.code == 1
    assert "opening-call" in said.err
