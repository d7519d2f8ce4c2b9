"""Lending and bringing back: to whom, for how long, registered, reminded (AR-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.common.clock import branch_day
from app.common.errors import Refused
from app.dossier import lending_rows
from app.dossier.lending_rows import Loan
from app.tasks import storage as tasks
from app.tasks.domain import TaskState
from tests.app.dossier.desk import Archive

WHY = "合规检查"


@pytest.fixture
def archive(archive: Archive) -> Archive:
    archive.sign_in_users()
    return archive


def lend(archive: Archive, client_id: str, due_on: date | None = None) -> Loan:
    who = archive.actors
    return archive.dossiers.lend(who.archivist, client_id, who.compliance.staff_id, WHY, due_on)


@pytest.mark.rule("AR-3")
def test_a_loan_and_its_return_are_registered_and_the_borrower_is_reminded(archive: Archive) -> None:
    client_id, _ = archive.opened()
    who, dossiers = archive.actors, archive.dossiers
    loan = lend(archive, client_id)
    assert loan.due_on == branch_day(archive.clock.now()) + timedelta(days=14)
    view = dossiers.look(who.teller, client_id)
    assert view.loan is not None
    assert (view.loan.borrower_name, view.loan_overdue) == (who.compliance.name, False)
    with archive.branch.db.read() as conn:
        (task,) = tasks.of_case(conn, loan.archive_number)
    assert (task.assigned_to, task.due_on, task.state) == (who.compliance.staff_id, loan.due_on, TaskState.OPEN)
    back = dossiers.bring_back(who.archivist, loan.id, "完好")
    assert back.returned is not None
    assert dossiers.look(who.teller, client_id).loan is None
    with archive.branch.db.read() as conn:
        assert tasks.by_id(conn, task.id).state is TaskState.DONE
    uses = [(use.kind.value, use.why) for use in reversed(dossiers.uses(who.archivist, client_id))]
    assert uses == [("loan", WHY), ("look", ""), ("return", "完好"), ("look", "")]


@pytest.mark.rule("AR-3")
def test_a_loan_past_its_day_is_overdue_and_stands_first(archive: Archive) -> None:
    first, second = archive.opened(0)[0], archive.opened(1)[0]
    late = lend(archive, second, branch_day(archive.clock.now()) + timedelta(days=1))
    lend(archive, first)
    archive.clock.tick(2 * 86400)
    today = branch_day(archive.clock.now())
    listed = archive.dossiers.loans(archive.actors.archivist)
    assert [(loan.id == late.id, loan.overdue(today)) for loan in listed] == [(True, True), (False, False)]
    assert archive.dossiers.look(archive.actors.archivist, second, "催还").loan_overdue
    assert len(archive.dossiers.loans(archive.actors.compliance)) == 2
    assert archive.dossiers.loans(archive.actors.teller) == ()


@pytest.mark.rule("AR-3")
def test_a_dossier_is_lent_once_at_a_time(archive: Archive) -> None:
    client_id, _ = archive.opened()
    loan = lend(archive, client_id)
    with pytest.raises(Refused, match=r"dossier\.lent_already"):
        lend(archive, client_id)
    archive.dossiers.bring_back(archive.actors.archivist, loan.id, "完好")
    with pytest.raises(Refused, match=r"dossier\.returned_already"):
        archive.dossiers.bring_back(archive.actors.archivist, loan.id, "完好")
    again = lend(archive, client_id)
    assert again.turn == 1
    with (
        pytest.raises(Refused, match=r"dossier\.lent_already"),
        archive.branch.db.write(archive.actors.archivist) as tx,
    ):
        lending_rows.add(tx.conn, replace(again, id="other"))


def test_a_task_that_was_ticked_off_by_hand_does_not_stop_the_return(archive: Archive) -> None:
    client_id, _ = archive.opened()
    loan = lend(archive, client_id)
    archive.services.tasks.done(archive.actors.compliance, loan.task_id, "已放回桌上", 1)
    assert archive.dossiers.bring_back(archive.actors.archivist, loan.id, "完好").returned is not None


def test_a_loan_has_a_borrower_who_may_a_purpose_and_a_day_within_the_policy(archive: Archive) -> None:
    client_id, _ = archive.opened()
    who, today = archive.actors, branch_day(archive.clock.now())
    for borrower, why, due, code in (
        (who.archivist.staff_id, WHY, None, "dossier.own_loan"),
        (who.marketing.staff_id, WHY, None, "dossier.borrower_may_not"),
        (who.admin.staff_id, WHY, None, "dossier.borrower_may_not"),
        ("nobody", WHY, None, "staff.unknown"),
        (who.teller.staff_id, " ", None, "text.required"),
        (who.teller.staff_id, WHY, today - timedelta(days=1), "dossier.due_past"),
        (who.teller.staff_id, WHY, today + timedelta(days=15), "dossier.loan_too_long"),
    ):
        with pytest.raises(Refused) as refused:
            archive.dossiers.lend(who.archivist, client_id, borrower, why, due)
        assert refused.value.code == code
    assert archive.dossiers.loans(who.archivist) == ()
    assert {m.id for m in archive.dossiers.borrowers(who.archivist)} == {
        a.staff_id for a in (who.teller, who.supervisor, who.general_manager, who.compliance)
    }


@pytest.mark.rule("AR-3")
def test_nobody_lends_to_themselves_in_the_database_either(archive: Archive) -> None:
    client_id, _ = archive.opened()
    loan = lend(archive, client_id)
    archive.dossiers.bring_back(archive.actors.archivist, loan.id, "完好")
    own = replace(loan, id="x", turn=1, borrower=loan.lent_by)
    with pytest.raises((IntegrityError, Refused)), archive.branch.db.write(archive.actors.archivist) as tx:
        lending_rows.add(tx.conn, own)


def test_the_register_of_loans_tells_every_loan(archive: Archive) -> None:
    client_id, _ = archive.opened()
    with pytest.raises(Refused, match=r"dossier\.unknown"):
        archive.dossiers.loan_register(archive.actors.archivist, client_id)
    loan = lend(archive, client_id)
    archive.dossiers.bring_back(archive.actors.archivist, loan.id, "缺第3页")
    lend(archive, client_id)
    text = archive.dossiers.loan_register(archive.actors.archivist, client_id).pdf.decode()
    assert text.count(WHY) == 2
    assert "缺第3页" in text
