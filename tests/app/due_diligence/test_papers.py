"""Papers that end soon become tasks, once for each end; a renewed paper finishes its task (KY-1)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.domain import Client
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.custody import storage as custody
from app.due_diligence import paper_rows, papers
from app.due_diligence.papers import PaperService
from app.institutions import storage as institutions
from app.institutions.domain import Institution, Letter, Person, Role
from app.tasks import storage as tasks
from app.tasks.domain import Task, TaskKind, TaskState
from tests.builders import Actors, forbidden
from tests.people import TODAY, add_client

SOON = TODAY + timedelta(days=30)


def add(branch: OpenBranch, actors: Actors, place: int, until: date | None, *, account: bool = True) -> Client:
    with branch.db.write(actors.teller) as tx:
        paper = {"paper_kind": "passport", "paper_number": f"E{place:08d}", "paper_until": until}
        client = add_client(tx.conn, mobile=f"1380000{place:04d}", **paper)
        if account:
            custody.open_fund_account(tx.conn, client_id=client.id, number=f"88010{place:05d}", at=tx.at)
    return client


def entered(branch: OpenBranch) -> list[Task]:
    with branch.db.read() as conn:
        return list(tasks.open_ones(conn, TaskKind.EXPIRING_PAPER))


@pytest.mark.rule("KY-1")
def test_papers_that_end_within_the_days_become_tasks_once(branch: OpenBranch, actors: Actors) -> None:
    soon = add(branch, actors, 1, SOON)
    ended = add(branch, actors, 2, TODAY - timedelta(days=1))
    for place, until in enumerate((SOON + timedelta(days=1), TODAY - timedelta(days=31), None), 3):
        add(branch, actors, place, until)
    add(branch, actors, 6, SOON, account=False)  # who has left is not asked for a new paper
    assert PaperService(branch.db, 30).remind(actors.teller) == 2
    assert PaperService(branch.db, 30).remind(actors.supervisor) == 0
    found = entered(branch)
    assert [(each.client_id, each.due_on) for each in found] == [(ended.id, TODAY - timedelta(days=1)), (soon.id, SOON)]
    assert {(each.assigned_to, each.rule, each.case_number) for each in found} == {("", "KY-1", "")}
    assert found[1].text.startswith("客户身份证件将于 2026-12-20 到期")


@pytest.mark.rule("KY-1")
def test_it_is_looked_once_a_day_and_in_portions(
    sqlite_branch: OpenBranch, actors: Actors, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "AT_ONCE", 2)
    service = PaperService(sqlite_branch.db, 30)
    for place in range(5):
        add(sqlite_branch, actors, place, SOON)
    assert service.remind(actors.teller) == 5
    add(sqlite_branch, actors, 6, SOON)
    assert service.remind(actors.teller) == 0
    clock.tick(86400)
    assert service.remind(actors.teller) == 1


@pytest.mark.rule("KY-1")
def test_a_renewed_paper_finishes_its_task_and_its_next_end_is_another_task(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    client = add(sqlite_branch, actors, 1, SOON)
    PaperService(sqlite_branch.db, 30).remind(actors.teller)
    (task,) = entered(sqlite_branch)
    with sqlite_branch.db.write(actors.teller) as tx:
        papers.settle(tx, client.id)  # nothing is new yet
        assert tasks.by_id(tx.conn, task.id).state is TaskState.OPEN
        clients.amend(tx.conn, client, {"paper_until": SOON + timedelta(days=5)})
        papers.settle(tx, client.id)
        done = tasks.by_id(tx.conn, task.id).done
    assert done is not None
    assert done.outcome == papers.RENEWED
    assert PaperService(sqlite_branch.db, 40).remind(actors.teller) == 1
    assert [each.due_on for each in entered(sqlite_branch)] == [SOON + timedelta(days=5)]


def test_of_one_end_there_is_one_task_whoever_enters_it(sqlite_branch: OpenBranch, actors: Actors) -> None:
    add(sqlite_branch, actors, 1, SOON)
    PaperService(sqlite_branch.db, 30).remind(actors.teller)
    (task,) = entered(sqlite_branch)
    paper = paper_rows.EndingPaper(task.client_id, False, SOON)
    with pytest.raises(IntegrityError), sqlite_branch.db.write(actors.teller) as tx:
        paper_rows.note(tx.conn, paper, task.id, tx.at)
    with forbidden(), sqlite_branch.db.write(actors.admin) as tx:
        tx.conn.execute(paper_rows.paper_reminder.delete())


def test_a_colleague_who_enters_them_at_the_same_moment_wins(
    sqlite_branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(sqlite_branch, actors, 1, SOON)
    service = PaperService(sqlite_branch.db, 30)

    def late(*_: object) -> None:
        raise IntegrityError("INSERT", None, Exception("twice"))

    with monkeypatch.context() as patched:
        patched.setattr(paper_rows, "note", late)
        assert service.remind(actors.teller) == 0
    assert entered(sqlite_branch) == []
    assert service.remind(actors.teller) == 1


def test_without_the_rights_nobody_is_reminded(sqlite_branch: OpenBranch, actors: Actors) -> None:
    for actor in (actors.admin, actors.marketing):
        with pytest.raises(Refused, match=r"auth\.denied"):
            PaperService(sqlite_branch.db, 30).remind(actor)


def firm(branch: OpenBranch, actors: Actors, *, agent_until: date, letter_until: date) -> Client:
    """An institution whose representative's paper never ends."""
    client = add(branch, actors, 1, None)
    letter = Letter("示授第1号", TODAY - timedelta(days=300), letter_until, ("changes",))
    people = (
        Person(Role.REPRESENTATIVE, "顾明远", "resident-id", "1", TODAY, None),
        Person(Role.AGENT, "陆思琪", "resident-id", "2", TODAY, agent_until, letter=letter),
    )
    with branch.db.write(actors.teller) as tx:
        institutions.add(
            tx.conn,
            Institution(
                client_id=client.id, licence_kind="credit-code", type="company", size="small", scope="贸易",
                people=people, holders=(), owners=(), seals=(), case_number="KH1", registered_at=tx.at,
            ),
        )  # fmt: skip
    return client


@pytest.mark.rule("KY-1")
def test_papers_of_who_acts_for_an_institution_and_the_agents_letter_become_tasks_too(
    branch: OpenBranch, actors: Actors
) -> None:
    client = firm(branch, actors, agent_until=SOON, letter_until=SOON - timedelta(days=5))
    service = PaperService(branch.db, 30)
    assert (service.remind(actors.teller), PaperService(branch.db, 30).remind(actors.teller)) == (2, 0)
    letter, paper = entered(branch)
    assert ("授权委托书" in letter.text, letter.due_on) == (True, SOON - timedelta(days=5))
    assert ("经办人的身份证件" in paper.text, paper.due_on) == (True, SOON)
    with branch.db.write(actors.teller) as tx:
        papers.settle(tx, client.id)  # nothing is newer yet
    assert len(entered(branch)) == 2
    renewed = Person(Role.AGENT, "陆思琪", "resident-id", "2", TODAY, date(2046, 1, 1), letter=Letter(
        "示授第2号", TODAY, SOON - timedelta(days=5), ("changes",)))  # fmt: skip
    with branch.db.write(actors.teller) as tx:
        institutions.put_person(tx.conn, client.id, renewed)
        papers.settle(tx, client.id)
    (left,) = entered(branch)
    assert left.id == letter.id
    with branch.db.write(actors.teller) as tx:
        institutions.withdraw_agent(tx.conn, client.id)
        papers.settle(tx, client.id)
    assert entered(branch) == []
