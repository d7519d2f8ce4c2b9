"""A message that will not arrive by itself becomes somebody's task: the client gets to know in another way (FU-2)."""

from __future__ import annotations

from app.common.clock import branch_day
from app.messages.domain import Message, MessageState
from app.policy.messages import MessageKind
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from app.trading_days import storage as trading_days

WORKING_DAYS = 1
"""Within so many working days somebody sees to it."""

_WHAT = {
    MessageKind.RISK_REMINDER: "开户后的风险提示短信",
    MessageKind.EVENT_INVITATION: "投资者教育活动邀请短信",
    MessageKind.PAPER_EXPIRY: "证件到期提醒短信",
    MessageKind.REASSESSMENT_DUE: "风险测评到期提醒短信",
    MessageKind.BOOKING_REMINDER: "预约来访提醒短信",
}
_HOW = {
    MessageState.FAILED: "未能送达：核对手机号码，改用其他方式告知客户，并登记结果",
    MessageState.GIVEN_UP: "未能在期限内发出：重新发送，或改用其他方式告知客户，并登记结果",
    MessageState.UNCLEAR: "是否发出不明：向短信平台查询后登记结果或重新发送，不得重复发送",
}


def make_task(tx: Writing, message: Message) -> None:
    """Enter the task for a message in ``LOST``, in the transaction that notes it; audited.

    One open task a case (or, without a case, a client) is enough, however many messages are lost.
    """
    if message.client_id or message.case_number:
        there = tasks.open_ones(
            tx.conn, TaskKind.SMS_REMINDER, client_id=message.client_id, case_number=message.case_number
        )
        if there:
            return
    new = NewTask(
        kind=TaskKind.SMS_REMINDER, client_id=message.client_id, case_number=message.case_number,
        due_on=trading_days.working_day_after(tx.conn, branch_day(tx.at), WORKING_DAYS),
        text=f"{_WHAT[message.kind]}{_HOW[message.state]}", rule="FU-2",
    )  # fmt: skip
    made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
    tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "message": message.id})
