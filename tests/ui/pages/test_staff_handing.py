"""A leaver's clients handed over in the staff page, on real services (MS-2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.relationship import storage as relationship
from tests.app.onboarding.desk import MARKETER
from tests.people import TODAY, add_client, add_marketer
from tests.stopping import stop_at
from tests.ui.pages.office import Office, choose
from ui.pages.staff import StaffPage
from ui.staff_providers import StaffData
from ui.support.ask import Ask, Kind

PAPERS = ("110101199003070038", "110101199003070046")


class Desk:
    """The director's staff page; questions are answered at once."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.director = office, office.actors.marketing_director
        self.scan = folder / "signed.png"
        self.scan.write_bytes(b"scan of the signed list")
        leaver = office.member(MARKETER).id
        with office.branch.db.write(office.actors.teller) as tx:
            add_marketer(tx.conn, id="new", number="8002", name="唐雨薇")
            self.clients = [add_client(tx.conn, paper_number=paper) for paper in PAPERS]
            for client in self.clients:
                relationship.confirm(
                    tx.conn, client_id=client.id, staff_id=leaver, booking_number="", document_number="GX",
                    verified_by=office.actors.teller.staff_id, at=tx.at,
                )  # fmt: skip
        data = StaffData(office.services, self.director, office.paper)
        self.page = office.open(
            StaffPage(
                office.runner, data, office.display, branch="示例营业部", today=TODAY, can_write=True, can_hand=True,
                ask=self.answer,
            )
        )  # fmt: skip
        choose(self.page, office, MARKETER)
        self.page.panel.handing.click()
        office.settle()

    def answer(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        answered(str(self.scan) if question.kind is Kind.OPEN_FILE else "名单有误")

    def serving(self) -> set[str]:
        with self.office.branch.db.read() as conn:
            found = [relationship.current(conn, client.id) for client in self.clients]
        return {one.staff_id for one in found if one is not None}


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    return Desk(office, tmp_path)


@pytest.mark.rule("MS-2")
def test_clients_are_handed_over_by_list_print_and_scan(desk: Desk) -> None:
    page, office = desk.page, desk.office
    view = page.handing
    assert view.isVisible()
    assert not page.table.isVisible()
    assert len(view.table.rows()) == len(PAPERS)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert view.fields["receiver"].error()  # nobody was chosen yet
    view.fields["receiver"].set_value("new")
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert [row.receiver for row in view.table.rows()] == ["new", ""]
    assert not view.make.isEnabled()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    view.make.click()
    office.settle()
    assert view.print.isVisible()
    view.print.click()
    office.settle()
    assert len(office.paper.printed) == 1
    assert desk.serving() == {office.member(MARKETER).id}
    view.signed.click()
    office.settle()
    assert desk.serving() == {"new"}
    assert not view.isVisible()
    assert page.table.isVisible()
    assert office.member(MARKETER).left_on == TODAY
    assert "marketing.handover_done" in office.acts()


@pytest.mark.rule("MS-2")
def test_a_hand_over_that_is_cancelled_says_so_and_is_taken_back_again_as_a_whole(desk: Desk) -> None:
    view, office = desk.page.handing, desk.office
    view.fields["receiver"].set_value("new")
    view.give_all.click()
    view.make.click()
    office.settle()
    stop_at(view.work, 0)
    view.signed.click()
    office.settle()
    assert "Nothing was changed" in view.banner.text()
    assert (desk.serving(), view.signed.isEnabled()) == ({office.member(MARKETER).id}, True)
    stop_at(view.work, None)
    view.signed.click()
    office.settle()
    assert desk.serving() == {"new"}


def test_a_list_is_given_up_and_the_choice_begins_anew(desk: Desk) -> None:
    view, office = desk.page.handing, desk.office
    view.fields["receiver"].set_value("new")
    view.give_all.click()
    view.fields["on"].set_value("2026-01-01")
    view.make.click()
    office.settle()
    assert view.fields["on"].error()
    view.fields["on"].set_value(TODAY.isoformat())
    view.make.click()
    office.settle()
    view.give_up.click()
    office.settle()
    assert view.make.isVisible()
    assert [row.receiver for row in view.table.rows()] == ["", ""]
    desk.scan.unlink()
    assert office.services.marketing.hand_overs(desk.director)[0].end is not None


def test_those_who_may_not_read_clients_are_offered_no_hand_over(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    assert not page.panel.handing.isVisible()
