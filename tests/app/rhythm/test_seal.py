"""The certificate that the branch seals with ends: a task says so in time, once, and what is to be done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.branch.opened import OpenBranch
from app.common.clock import branch_day
from app.policy.loader import load_policy
from app.rhythm.seal import remind_of_seal
from app.tasks import storage as tasks
from app.tasks.domain import Task, TaskKind
from tests.builders import Actors

POLICY = load_policy()
SOON = POLICY.certificate_warning_days


def made(branch: OpenBranch) -> tuple[Task, ...]:
    with branch.db.read() as conn:
        return tasks.open_ones(conn, TaskKind.OTHER)


@pytest.mark.rule("AR-1")
def test_one_task_is_entered_in_time_and_another_when_the_first_was_ended_without_a_new_certificate(
    branch: OpenBranch, actors: Actors
) -> None:
    now = branch.db.clock.now()
    assert not remind_of_seal(branch.db, POLICY, None, "01")
    assert not remind_of_seal(branch.db, POLICY, now + timedelta(days=SOON + 1), "01")
    ends = now + timedelta(days=SOON)
    assert [remind_of_seal(branch.db, POLICY, ends, "01") for _ in range(2)] == [True, False]
    (task,) = made(branch)
    assert (task.due_on, task.assigned_to) == (branch_day(ends), "")
    assert "certificate use" in task.text
    with branch.db.write(actors.supervisor) as tx:
        tasks.finish(tx.conn, task.id, outcome="已更换", seen_version=task.version, at=tx.at, actor=actors.supervisor)
    assert remind_of_seal(branch.db, POLICY, ends, "01")
    assert not remind_of_seal(branch.db, POLICY, ends + timedelta(days=1000), "01")


def test_a_certificate_that_has_ended_is_told_with_today_as_the_day(sqlite_branch: OpenBranch) -> None:
    today: date = branch_day(sqlite_branch.db.clock.now())
    assert remind_of_seal(sqlite_branch.db, POLICY, sqlite_branch.db.clock.now() - timedelta(days=3), "02")
    (task,) = made(sqlite_branch)
    assert task.due_on == today
    assert "不能再办结" in task.text
