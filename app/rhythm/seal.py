"""A task in time before the certificate ends that the branch seals with: without one no case can be closed (AR-1)."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.branch.opened import system_actor
from app.common.clock import branch_day
from app.policy.values import Policy
from app.storage.db import Database
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind

ENDS = "{station} 号工作站签章所用的证书将于 {ends} 到期"
ENDED = "{station} 号工作站签章所用的证书已于 {ends} 到期，不能再办结任何业务"
TO_DO = "：请系统管理员申请新证书，并运行 guitai certificate use 更换。"


def remind_of_seal(db: Database, policy: Policy, ends: datetime | None, station: str) -> bool:
    """Enter a task that is nobody's when the certificate ends within the policy's days and no such task is open.

    ``ends``: when it does; None where nothing can be sealed. Whether one was entered. One read transaction, a write
    transaction when there is something to do, in the program's own name; audited.
    """
    today = branch_day(db.clock.now())
    if ends is None or branch_day(ends) - today > timedelta(days=policy.certificate_warning_days):
        return False
    day = branch_day(ends)
    texts = [text.format(station=station, ends=day) + TO_DO for text in (ENDS, ENDED)]
    with db.read() as conn:
        if any(one.text in texts for one in tasks.open_ones(conn, TaskKind.OTHER)):
            return False
    new = NewTask(
        kind=TaskKind.OTHER, client_id="", case_number="", due_on=max(day, today), rule="AR-1",
        text=texts[day < today],
    )  # fmt: skip
    with db.write(system_actor(station)) as tx:
        made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
        tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "due": made.due_on})
    return True
