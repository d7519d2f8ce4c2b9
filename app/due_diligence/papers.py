"""Clients' papers, and those of who acts for an institution, that end soon become tasks, once for each end (KY-1).

A renewed paper finishes its task.
"""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.due_diligence import paper_rows
from app.due_diligence.paper_rows import EndingPaper
from app.institutions import storage as institutions
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind

AT_ONCE = 200
"""Papers made tasks in one transaction, so that a first start with very many clients keeps nobody waiting."""
OF_PERSON = "客户身份证件将于 {day} 到期：联系客户更新证件，并办理证件资料变更"
OF_INSTITUTION = "机构客户登记证照将于 {day} 到期：联系客户更新证照，并办理证照资料变更"
OF_PEOPLE = {
    "representative": "机构法定代表人的身份证件将于 {day} 到期：联系机构更新，并办理代表人与经办人变更",
    "agent": "机构经办人的身份证件将于 {day} 到期：联系机构更新，并办理代表人与经办人变更",
    "letter": "机构经办人的授权委托书将于 {day} 到期：需要继续经办的，联系机构重新授权，并办理代表人与经办人变更",
}
RENEWED = "证件已更新"


class PaperService:
    """Use cases of clients' papers that end. ``days``: before and after the end of a paper within which it is told."""

    def __init__(self, db: Database, days: int) -> None:
        self._db = db
        self._days = days
        self._done: date | None = None

    def remind(self, actor: Actor) -> int:
        """Enter a task for every client's paper that ends within the policy's days, or has ended in as many before.

        Nobody's task, due on the last day of the paper. Once for each end, and looked for once a day: gives how many
        were entered now, 0 when it was looked today already. Needs TASK_READ and CLIENT_READ.
        A read transaction, a write transaction for every ``AT_ONCE`` papers; audited.
        """
        actor.need(Right.TASK_READ)
        actor.need(Right.CLIENT_READ)
        today = branch_day(self._db.clock.now())
        if self._done == today:
            return 0
        count = 0
        try:
            while self._any(today):
                count += self._enter_some(actor, today)
        except IntegrityError:
            return count  # another counter enters the same ones just now
        self._done = today
        return count

    def _enter_some(self, actor: Actor, today: date) -> int:
        with self._db.write(actor) as tx:
            found = self._ending(tx.conn, today)
            for paper in found:
                _enter(tx, paper)
        return len(found)

    def _any(self, today: date) -> bool:
        with self._db.read() as conn:
            return bool(self._ending(conn, today, 1))

    def _ending(self, conn: sa.Connection, today: date, limit: int = AT_ONCE) -> tuple[EndingPaper, ...]:
        span = timedelta(days=self._days)
        found = paper_rows.ending(conn, today - span, today + span, limit)
        rest = limit - len(found)
        return found if rest <= 0 else (*found, *paper_rows.ending_of_people(conn, today - span, today + span, rest))


def _enter(tx: Writing, paper: EndingPaper) -> None:
    own = OF_INSTITUTION if paper.institution else OF_PERSON
    text = OF_PEOPLE.get(paper.what, own).format(day=paper.until.isoformat())
    new = NewTask(
        kind=TaskKind.EXPIRING_PAPER, client_id=paper.client_id, case_number="", due_on=paper.until, text=text,
        rule="KY-1",
    )  # fmt: skip
    made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
    paper_rows.note(tx.conn, paper, made.id, tx.at)
    tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "until": paper.until.isoformat()})


def settle(tx: Writing, client_id: str) -> None:
    """Finish the open tasks of a client's papers that end, when the paper is a newer one by now, or nobody's any more.

    For whatever amends a client's data, in its transaction; audited.
    """
    own = clients.get_client(tx.conn, client_id).paper_until
    found = institutions.of_client(tx.conn, client_id)
    people = paper_rows.ends(found.people) if found is not None else {}
    for task in tasks.open_ones(tx.conn, TaskKind.EXPIRING_PAPER, client_id=client_id):
        what = paper_rows.what_of(tx.conn, task.id)
        until = people.get(what) if what else own
        if until is None or until > task.due_on:
            tasks.finish(
                tx.conn, task.id, outcome=RENEWED, seen_version=task.version, at=tx.at, actor=tx.actor, ends=True
            )
            tx.audit("tasks.done", "task", task.id, after={"version": task.version + 1})
