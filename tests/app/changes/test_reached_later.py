"""What a change does to what comes after: the way of reaching the client, and the task of a paper that ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.clock import branch_day
from app.samples import changes as hands
from app.tasks.domain import TaskKind, TaskState
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.builders import Actors


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.mark.rule("FU-2")
def test_a_client_who_wants_no_calls_any_more_signs_for_it(desk: ChangeDesk) -> None:
    teller, client = desk.actors.teller, desk.client()
    view = hands.take_in(desk.services, teller, client.id, "client-data", contact_way="messages")
    assert view.problems == {}
    (line,) = view.lines
    assert (line.label, line.before, line.after) == ("回访方式", "", "不接受电话，改发短信提示")
    hands.with_client(desk.services, teller, view.case.number)
    desk.changes.complete(teller, view.case.number)
    assert desk.now(client.id).contact_way == "messages"
    card = desk.services.clients.card(teller, client.id)
    assert card.contact_way == "messages"
    view = hands.take_in(desk.services, teller, client.id, "client-data", contact_way="pigeon")
    assert view.problems["contact_way"].code == "opening.not_in_list"


@pytest.mark.rule("KY-1")
def test_a_renewed_paper_finishes_the_task_of_the_old_one(desk: ChangeDesk) -> None:
    teller, services, client = desk.actors.teller, desk.services, desk.client()
    today = branch_day(services.clock.now())
    with services.branch.db.write(teller) as tx:
        ends = {"paper_from": today - timedelta(days=20 * 365), "paper_until": today + timedelta(days=10)}
        clients.amend(tx.conn, client, ends)
    assert services.papers.remind(teller) == 1
    (line,) = services.tasks.of_client(teller, client.id)
    assert (line.task.kind, line.task.state) == (TaskKind.EXPIRING_PAPER, TaskState.OPEN)
    typed = {"paper_from": today.isoformat(), "paper_until": today.replace(year=today.year + 20).isoformat()}
    view = hands.take_in(services, teller, client.id, "paper-renewed", **typed)
    if "paper_until" in view.problems:  # from 46 on a resident ID has no end
        view = desk.changes.save_fields(teller, view.case.number, {"paper_until": "长期"})
    assert view.problems == {}
    hands.with_client(services, teller, view.case.number)
    desk.changes.complete(teller, view.case.number)
    done = {line.task.kind: line.task.done for line in services.tasks.of_client(teller, client.id)}
    ended = done[TaskKind.EXPIRING_PAPER]
    assert ended is not None
    assert ended.outcome == "证件已更新"
