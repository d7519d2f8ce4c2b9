"""Lending dossiers and bringing them back, each registered, with a task for the day of return (AR-3)."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from app.archive.press import PressedForm
from app.auth import storage as users
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.dossier import destroying_rows, lending_rows, storage
from app.dossier import facts as f
from app.dossier.desk import Desk, Reader
from app.dossier.domain import TOPIC, WHY_LIMIT, UseKind
from app.dossier.lending_rows import Loan, Returned
from app.staff import storage as staff
from app.staff.domain import StaffMember
from app.storage.changes import tell
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind, TaskState

REGISTER = "loan-register"
RULE = "AR-3"


class Lending(Desk):
    """Use cases of the archivist who lends dossiers out."""

    def borrowers(self, actor: Actor) -> tuple[StaffMember, ...]:
        """Members of staff to whom a dossier may be lent, by number. Needs DOSSIER_WRITE. One read transaction."""
        actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            allowed = _readers(conn)
            found = [member for member in staff.all_members(conn) if member.id in allowed and member.active]
        return tuple(member for member in found if member.id != actor.staff_id)

    def lend(self, actor: Actor, client_id: str, borrower: str, why: str, due_on: date | None = None) -> Loan:
        """Lend a dossier to somebody with a right to look into it; a task reminds them of the day of return.

        ``due_on``: after the policy's days when None, never later. Needs DOSSIER_WRITE. Refused: ``text.required``,
        ``staff.unknown``, ``staff.left``, ``dossier.own_loan``, ``dossier.borrower_may_not``, ``dossier.due_past``,
        ``dossier.loan_too_long`` (``days``), ``dossier.lent_already``, ``dossier.destroyed``, ``clients.unknown``.
        One write transaction, audited.
        """
        actor.need(Right.DOSSIER_WRITE)
        reason = clean_text(why, field="why", limit=WHY_LIMIT)
        with self._db.write(actor) as tx:
            member = self._borrower(tx.conn, actor, borrower)
            day = self._due(due_on, branch_day(tx.at))
            client = clients.get_client(tx.conn, client_id)
            dossier = storage.opened(tx.conn, client_id, tx.at, actor.staff_id)
            number = dossier.archive_number
            if any(one.state == "done" for one in destroying_rows.of_dossier(tx.conn, number)):
                raise Refused("dossier.destroyed", number=number)
            before = lending_rows.of_dossier(tx.conn, number)
            if before and before[-1].returned is None:
                raise Refused("dossier.lent_already")
            new = NewTask(
                kind=TaskKind.OTHER, client_id=client_id, case_number=number, due_on=day,
                text=f"归还档案 {number}", rule=RULE, assigned_to=member.id,
            )  # fmt: skip
            task = tasks.add(tx.conn, new, at=tx.at, by=actor.staff_id)
            loan = Loan(
                id=new_id(), archive_number=number, client_id=client_id, turn=len(before), borrower=member.id,
                borrower_name=member.name, why=reason, lent_at=tx.at, lent_by=actor.staff_id,
                lent_by_name=actor.name, due_on=day, task_id=task.id, client_name=client.name,
                client_number=client.number,
            )  # fmt: skip
            lending_rows.add(tx.conn, loan)
            self._register(
                tx, UseKind.LOAN, Reader(dossier, client, False, reason), borrower=member.id, due_on=day.isoformat()
            )
            tell(tx.conn, TOPIC)
        return loan

    def bring_back(self, actor: Actor, loan_id: str, note: str) -> Loan:
        """Take a dossier in again, with a word on its state; the borrower's task is done.

        Needs DOSSIER_WRITE. Refused: ``text.required``, ``dossier.unknown_loan``, ``dossier.returned_already``.
        One write transaction, audited.
        """
        actor.need(Right.DOSSIER_WRITE)
        words = clean_text(note, field="note", limit=WHY_LIMIT)
        with self._db.write(actor) as tx:
            loan = lending_rows.by_id(tx.conn, loan_id)
            if loan.returned is not None:
                raise Refused("dossier.returned_already")
            back = Returned(tx.at, actor.staff_id, actor.name, words)
            lending_rows.add_return(tx.conn, loan_id, back)
            task = tasks.by_id(tx.conn, loan.task_id)
            if task.state is TaskState.OPEN:
                tasks.finish(
                    tx.conn, task.id, outcome=f"已归还：{words}", seen_version=task.version, at=tx.at, actor=actor
                )
            reader = Reader(
                storage.by_number(tx.conn, loan.archive_number),
                clients.get_client(tx.conn, loan.client_id),
                False,
                words,
            )
            self._register(tx, UseKind.RETURN, reader, borrower=loan.borrower)
            tell(tx.conn, TOPIC)
            return lending_rows.by_id(tx.conn, loan_id)

    def loans(self, actor: Actor, *, out_only: bool = True) -> tuple[Loan, ...]:
        """Loans, the earliest due first, so overdue ones first: all for the archivist, else one's own.

        Needs DOSSIER_READ. One read transaction.
        """
        actor.need(Right.DOSSIER_READ)
        own = "" if actor.may(Right.DOSSIER_WRITE) else actor.staff_id
        with self._db.read() as conn:
            return lending_rows.listed(conn, out_only=out_only, borrower=own)

    def loan_register(self, actor: Actor, client_id: str) -> PressedForm:
        """《档案借阅登记表》 of a dossier as of now. Needs DOSSIER_WRITE. Refused: ``dossier.unknown``."""
        actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            client = clients.get_client(conn, client_id)
            dossier = storage.of_client(conn, client_id)
            if dossier is None:
                raise Refused("dossier.unknown")
            loans = lending_rows.of_dossier(conn, dossier.archive_number)
        number = dossier.archive_number
        facts = f.LoanRegisterFacts(
            head=self._head(f"{number}-JY", actor, case_number=number), archive_number=number,
            client_name=client.name, client_number=client.number, loan_days=self._policy.loan_days,
            lines=tuple(map(_line, loans)),
        )  # fmt: skip
        return self._press.press(REGISTER, facts)

    def _borrower(self, conn: sa.Connection, actor: Actor, staff_id: str) -> StaffMember:
        member = staff.by_id(conn, staff_id)
        if member is None:
            raise Refused("staff.unknown", field="borrower")
        if not member.active:
            raise Refused("staff.left", field="borrower")
        if member.id == actor.staff_id:
            raise Refused("dossier.own_loan", field="borrower")
        if member.id not in _readers(conn):
            raise Refused("dossier.borrower_may_not", field="borrower")
        return member

    def _due(self, wanted: date | None, today: date) -> date:
        last = today + timedelta(days=self._policy.loan_days)
        day = wanted or last
        if day < today:
            raise Refused("dossier.due_past", field="due_on")
        if day > last:
            raise Refused("dossier.loan_too_long", field="due_on", days=self._policy.loan_days)
        return day


def _readers(conn: sa.Connection) -> frozenset[str]:
    """Staff ids of those whose sign-in lets them look into dossiers."""
    active = [user for user in users.list_users(conn) if user.active]
    return frozenset(
        user.staff_id for user in active if Actor(user.staff_id, "", "", user.roles, "").may(Right.DOSSIER_READ)
    )


def _line(loan: Loan) -> f.LoanLine:
    back = loan.returned
    return f.LoanLine(
        lent_at=loan.lent_at, borrower=loan.borrower_name, why=loan.why, lent_by=loan.lent_by_name,
        due_on=loan.due_on, returned_at=back.at if back else None, returned_to=back.by_name if back else "",
        note=back.note if back else "",
    )  # fmt: skip
