"""Calls at the sample branch: one after an opening that finds a problem, and the sampling plan of the next year."""

from __future__ import annotations

from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.values import new_id
from app.contacts.domain import NewContact, Outcome, Way, open_questions
from app.contacts.service import Guide
from app.counter.services import Services
from app.policy.contacts import AnswerKind, ContactKind, ContactQuestion
from app.samples.at_work import AtWork
from app.tasks.domain import TaskKind, TaskLine

PROBLEM = {"promised-returns": "yes", "who-promised": "小区门口设摊的人员，口头说每年至少百分之八，没有书面凭证。"}


def call(work: AtWork) -> None:
    """A teller calls after an opening and is told of promised returns; the plan is drawn, decided on and begun."""
    services, teller = work.services, work.actor("teller")
    waiting = {line.task.kind: line for line in reversed(services.contacts.waiting(teller))}
    if TaskKind.OPENING_CALL in waiting:
        _call(services, teller, waiting[TaskKind.OPENING_CALL], PROBLEM)
    supervisor, manager = work.actor("supervisor"), work.actor("manager")
    # the clients of a new branch all came this year, so next year's plan is the first that has anybody to draw
    plan = services.contact_plans.make(supervisor, branch_day(services.clock.now()).year + 1)
    services.contact_plans.decide_plan(manager, plan.number, agreed=True, reason="同意按计划执行")
    drawn = [line for line in services.contacts.waiting(teller) if line.task.kind is TaskKind.SAMPLE_CALL]
    if drawn:
        _call(services, teller, drawn[0], {})


def _call(services: Services, teller: Actor, line: TaskLine, told: dict[str, str]) -> None:
    task = line.task
    guide = services.contacts.guide(teller, task.client_id, ContactKind.OTHER, task.id)
    services.contacts.save(
        teller,
        NewContact(
            id=new_id(), client_id=task.client_id, kind=guide.kind, way=Way.TELEPHONE, outcome=Outcome.REACHED,
            answers=_answers(guide, told), task_id=task.id, task_version=task.version, spoken_with="客户本人",
        ),
    )  # fmt: skip


def _answers(guide: Guide, told: dict[str, str]) -> dict[str, str]:
    """Contented answers to everything that is asked, but for what is ``told``."""
    given = dict(told)
    for question in guide.questions:
        if question in open_questions(guide.questions, given) and question.required:
            given.setdefault(question.code, _contented(question))
    return given


def _contented(question: ContactQuestion) -> str:
    if question.kind is AnswerKind.TEXT:
        return "没有"
    good = [code for code in question.options if code not in question.problem]
    return good[-1] if question.kind is AnswerKind.MARK or question.problem else good[0]
