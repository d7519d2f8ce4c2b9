"""What is to be done after a request has ended (TO-13, TO-14). Pure."""

from __future__ import annotations

from datetime import date, timedelta

from app.common.errors import Refused
from app.policy.transfer import Tier
from app.tasks.domain import NewTask, TaskKind, add_months
from app.transfer_out import facts as f
from app.transfer_out.judged import Judged

_FRIDAY = 4


def tasks_of(judged: Judged, *, left: bool) -> tuple[NewTask, ...]:
    """The tasks that a request leaves behind: promises for everybody, contacts by who the client is."""
    made = [*_promises(judged), *(_after_leaving(judged) if left else _after_staying(judged))]
    return tuple(made)


def as_facts(tasks: tuple[NewTask, ...]) -> tuple[f.PromiseFacts, ...]:
    """The same for the memo."""
    return tuple(f.PromiseFacts(task.text, task.due_on) for task in tasks if task.kind is not TaskKind.PROMISE)


def followed(judged: Judged) -> bool:
    """Whether the client is contacted after leaving: institutions, core and important clients (TO-14)."""
    case = judged.case
    return judged.institution or case.tier is Tier.CORE or case.client_class in judged.rules.followed_classes


def _promises(judged: Judged) -> list[NewTask]:
    made = (talk.talk for talk in judged.case.talks)
    return [
        _task(judged, TaskKind.PROMISE, talk.promise_due, f"兑现承诺：{talk.promised}"[:500], "TO-13")
        for talk in made
        if talk.promised and talk.promise_due
    ]


def _after_leaving(judged: Judged) -> list[NewTask]:
    if not followed(judged):
        return []
    today, months = judged.today, judged.rules.contact_months
    every = "每月" if months == 1 else f"每{months}个月"
    made = [
        _task(
            judged, TaskKind.FIRST_CONTACT, _this_week(judged), "客户转出当周回访（上门、电话或者其他方式）", "TO-14"
        ),
        _task(
            judged, TaskKind.MONTHLY_CONTACT, add_months(today, months), f"{every}至少联系转出客户一次", "TO-14", months
        ),
    ]
    if judged.institution:
        made.append(
            _task(judged, TaskKind.YEARLY_VISIT, add_months(today, 12), "一年内至少上门回访机构客户一次", "TO-14")
        )
    return made


def _this_week(judged: Judged) -> date:
    """The last trading day of this week, or today when that is past; a plan never keeps a client from leaving.

    In a week that reaches into a year nobody has entered it is the last weekday.
    """
    today = judged.today
    try:
        return max(today, judged.calendar.last_of_week(today))
    except Refused:
        return max(today, today + timedelta(days=_FRIDAY - today.weekday()))


def _after_staying(judged: Judged) -> list[NewTask]:
    months = judged.rules.contact_months
    due = add_months(judged.today, months)
    return [_task(judged, TaskKind.RETAINED_CONTACT, due, "联系已挽留的客户，了解满意度和近况", "TO-14", months)]


def _task(judged: Judged, kind: TaskKind, due: date, text: str, rule: str, repeat_months: int | None = None) -> NewTask:
    owner = judged.own_staff.id if judged.own_staff is not None and judged.own_staff.active else ""
    return NewTask(
        kind=kind, client_id=judged.client.id, case_number=judged.case.number, due_on=due, text=text, rule=rule,
        assigned_to=owner, repeat_months=repeat_months,
    )  # fmt: skip
