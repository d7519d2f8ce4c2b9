"""Clients with tasks to be called, and answers to what they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.archive.heads import BranchFacts
from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.actor import Actor
from app.common.values import new_id
from app.complaints.guard import unseen
from app.contacts.domain import ContactKind, NewContact, Outcome, Way, open_questions
from app.contacts.planning import PlanningService
from app.contacts.service import ContactService
from app.custody import storage as custody
from app.policy.contacts import AnswerKind, ContactQuestion
from app.policy.loader import load_policy
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, Task, TaskKind
from tests.app.onboarding.desk import PlainPress
from tests.people import NOON, TODAY, add_client

POLICY = load_policy()
FACTS = BranchFacts("样例证券", "测试营业部", "测试路1号", "010-00000000")


def service_of(branch: OpenBranch, press: PlainPress | None = None) -> ContactService:
    """Calls and visits of a test branch."""
    return ContactService(branch.db, press or PlainPress(), branch.blobs, POLICY, branch.db.clock, FACTS, unseen)


def plans_of(branch: OpenBranch) -> PlanningService:
    """Sampling plans of a test branch."""
    return PlanningService(branch.db, PlainPress(), POLICY, branch.db.clock, FACTS)


def task_of(
    branch: OpenBranch, who: Actor, kind: TaskKind = TaskKind.OPENING_CALL, client_id: str = "", **values: Any
) -> Task:
    """A task to call somebody, a new client if none is given; due on TODAY."""
    with branch.db.write(who) as tx:
        client = client_id or add_client(tx.conn).id
        usual: dict[str, Any] = {"due_on": TODAY, "text": "回访客户", "rule": "FU-1", "case_number": "KH1"}
        return tasks.add(tx.conn, NewTask(kind=kind, client_id=client, **(usual | values)), at=tx.at, by=who.staff_id)


def good(question: ContactQuestion) -> str:
    """An answer that is no problem."""
    if question.kind is AnswerKind.TEXT:
        return "一切正常"
    return next(code for code in reversed(list(question.options)) if code not in question.problem)


def answers(kind: ContactKind, **other: str) -> dict[str, str]:
    """Answers to everything that is asked of a kind, none of them a problem but ``other``."""
    given: dict[str, str] = {name.replace("_", "-"): value for name, value in other.items()}
    for question in POLICY.contacts.asked(kind):
        if question in open_questions(POLICY.contacts.asked(kind), given):
            given.setdefault(question.code, good(question))
    return given


def call(
    task: Task, outcome: Outcome = Outcome.REACHED, given: Mapping[str, str] | None = None, **values: Any
) -> NewContact:
    """A call for a task; opened by the task's version as it is unless ``task_version`` says otherwise."""
    kind = values.pop("kind", ContactKind.OPENING)
    usual: dict[str, Any] = {
        "id": new_id(), "client_id": task.client_id, "kind": kind, "way": Way.TELEPHONE, "outcome": outcome,
        "answers": answers(kind) if given is None else given, "task_id": task.id, "task_version": task.version,
    }  # fmt: skip
    return NewContact(**(usual | values))


def existing(branch: OpenBranch, who: Actor, count: int, opened: date = date(2025, 3, 3)) -> list[str]:
    """Clients with an open account that was opened on a day; their ids."""
    made = []
    with branch.db.write(who) as tx:
        for place in range(count):
            client = add_client(
                tx.conn, name=f"客户{place}", paper_number=f"33010419900101{place:04d}", mobile=f"139{place:08d}"
            )
            account = custody.open_fund_account(tx.conn, client_id=client.id, number=f"88{place:08d}", at=NOON)
            clients.set_fund_account(tx.conn, client.id, account.number, opened)
            made.append(client.id)
    return made
