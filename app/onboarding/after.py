"""What follows an opening: a call, or in its place a message that reminds the client of the risks (FU-1, FU-2).

A client of the policy's age is called within the shorter time (KY-5). Nobody calls the clients they look after
themselves, so the task is nobody's until somebody takes it over.
"""

from __future__ import annotations

from datetime import timedelta

from app.clients.domain import Client, ContactWay
from app.common.clock import branch_day
from app.common.errors import Refused
from app.messages import queueing as messages
from app.onboarding.fields import is_older
from app.onboarding.judged import Judged
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from app.trading_days import storage as trading_days

CALL = "开户回访：核对开户由本人办理、对服务是否满意，提示投资风险和交易风险，询问营销人员的执业行为"
CALL_OLDER = "年长客户开户回访：确认业务由本人办理、风险已理解、联系方式无误，并询问服务和营销人员的执业行为"
REMIND = "客户不接受电话回访：以短信发送风险提示，并登记发送结果"


def follow(tx: Writing, judged: Judged, client: Client) -> None:
    """Enter what is to be done for a client whose account was opened in this transaction.

    A call for everybody but those who want none; to those the risk reminder is sent as a message.
    """
    if client.contact_way == ContactWay.MESSAGES.value:
        _remind(tx, judged, client)
    elif _older(judged, tx):
        _add(tx, judged, client, TaskKind.OPENING_CALL, "KY-5", CALL_OLDER)
    else:
        _add(tx, judged, client, TaskKind.OPENING_CALL, "FU-1", CALL)


def _remind(tx: Writing, judged: Judged, client: Client) -> None:
    """The reminder in place of the call, queued with its text; a task where the policy has no template for it.

    When it cannot be sent, ``app.messages`` makes the task.
    """
    branch = judged.sources.branch
    try:
        messages.risk_reminder(
            tx, judged.policy.messages, client, branch=branch.branch, telephone=branch.telephone,
            case_number=judged.draft.case_number,
        )  # fmt: skip
    except Refused:
        _add(tx, judged, client, TaskKind.SMS_REMINDER, "FU-2", REMIND)


def _older(judged: Judged, tx: Writing) -> bool:
    return is_older(judged.entered, judged.policy, branch_day(tx.at))


def _add(tx: Writing, judged: Judged, client: Client, kind: TaskKind, rule: str, text: str) -> None:
    day, policy = branch_day(tx.at), judged.policy
    due = trading_days.working_day_after(tx.conn, day, policy.tasks.opening_call_days)
    if _older(judged, tx):
        due = min(due, day + timedelta(days=policy.older.callback_days))
    number = judged.draft.case_number
    new = NewTask(kind=kind, client_id=client.id, case_number=number, due_on=due, text=text, rule=rule)
    made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
    tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "case": number})
