"""Two people at one record: the second sees which fields differ, and takes theirs or keeps theirs own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.common.actor import Role
from app.staff.domain import CertificateState
from app.staff.service import Certificate, ChangeStaff
from tests.app.onboarding.desk import MARKETER
from tests.ui.pages.office import Office, choose
from tests.ui.pages.test_users import Yes
from tests.users import add_user
from ui import i18n
from ui.pages.staff import StaffPage
from ui.pages.users import UsersPage
from ui.staff_providers import UserData


def offered(page: StaffPage, name: str) -> list[str]:
    return [button.text() for button in page.basics_form.fields[name].offered()]


@pytest.fixture
def page(office: Office) -> StaffPage:
    """The administrator corrects a member; another administrator is faster."""
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    page.change_basics()
    fields = page.basics_form.fields
    fields["name"].set_value("改名甲")
    fields["telephone"].set_value("010-11111111")
    before = office.member(MARKETER)
    other = replace(office.actors.admin, staff_id="staff-supervisor")
    office.services.staff.change(
        other,
        ChangeStaff(
            staff_id=before.id, version=before.version, name="改名乙", post="高级客户经理", telephone=before.telephone,
            authority=before.authority,
        ),
    )  # fmt: skip
    page.basics_form.submit()
    office.settle()
    return page


def test_the_loser_sees_which_fields_differ_and_nothing_typed_is_lost(page: StaffPage, office: Office) -> None:
    form = page.basics_form
    assert office.member(MARKETER).name == "改名乙"
    assert form.clash.differing() == ("name",)
    assert offered(page, "name") == ["Take theirs: 改名乙", "Keep mine"]
    assert form.fields["name"].value() == "改名甲"
    assert form.fields["telephone"].value() == "010-11111111"  # only this side changed it
    assert form.fields["post"].value() == "高级客户经理"  # only the other did
    assert form.fields["post"].warning()
    assert "meanwhile" in form.fields["name"].error()
    assert form.banner.text()


def test_nothing_is_saved_before_the_choice(page: StaffPage, office: Office) -> None:
    page.basics_form.submit()
    office.settle()
    assert office.member(MARKETER).name == "改名乙"
    assert page.basics_form.clash.differing() == ("name",)


@pytest.mark.parametrize(("choice", "name"), [(0, "改名乙"), (1, "改名甲")])
def test_the_choice_is_saved_with_the_new_version(page: StaffPage, office: Office, choice: int, name: str) -> None:
    form = page.basics_form
    form.fields["name"].offered()[choice].click()
    assert form.clash.differing() == ()
    assert form.fields["name"].error() == ""
    form.submit()
    office.settle()
    saved = office.member(MARKETER)
    assert (saved.name, saved.post, saved.telephone) == (name, "高级客户经理", "010-11111111")
    assert not page._filling()


def test_the_choice_is_told_in_chinese_too(page: StaffPage, office: Office, look: QApplication) -> None:
    i18n.install(look, i18n.CHINESE)
    office.qtbot.waitUntil(lambda: offered(page, "name") == ["采用对方：改名乙", "保留我的"])
    assert page.basics_form.fields["post"].warning() == "其他人在此期间改动了此项，此处已改为对方的内容。"


def test_a_third_change_is_met_again(page: StaffPage, office: Office) -> None:
    form = page.basics_form
    form.fields["name"].offered()[1].click()
    now = office.member(MARKETER)
    office.services.staff.change(
        office.actors.admin,
        ChangeStaff(
            staff_id=now.id,
            version=now.version,
            name="改名丙",
            post=now.post,
            telephone=now.telephone,
            authority=now.authority,
        ),
    )
    form.submit()
    office.settle()
    assert offered(page, "name") == ["Take theirs: 改名丙", "Keep mine"]


def test_a_certificate_renewed_twice_is_chosen_field_by_field(office: Office) -> None:
    page = office.staff(office.actors.admin)
    choose(page, office, MARKETER)
    page.change_certificate()
    form = page.certificate_form
    form.fields["certificate_number"].set_value("S-MINE")
    now = office.member(MARKETER)
    assert now.certificate_from is not None
    assert now.certificate_until is not None
    office.services.staff.certify(
        office.actors.admin, now.id, now.version,
        Certificate("S-THEIRS", now.certificate_from, now.certificate_until, CertificateState.SUSPENDED),
    )  # fmt: skip
    form.submit()
    office.settle()
    assert form.clash.differing() == ("certificate_number",)
    assert form.fields["certificate_state"].value() == "suspended"
    form.fields["certificate_number"].offered()[1].click()
    form.submit()
    office.settle()
    saved = office.member(MARKETER)
    assert (saved.certificate_number, saved.certificate_state) == ("S-MINE", CertificateState.SUSPENDED)


def test_a_user_changed_by_two_is_shown_as_it_is_now(office: Office) -> None:
    auth, admin = office.services.auth, office.actors.admin
    add_user(auth, "admin", "Anfang-2026-Probe", admin.staff_id, {Role.ADMIN})
    add_user(auth, "clerk", "Anfang-2026-Probe", office.actors.teller.staff_id, {Role.TELLER})
    page = office.open(UsersPage(office.runner, UserData(office.services, admin), ask=Yes()))
    place = next(n for n, row in enumerate(page.table.rows()) if row.user.login == "clerk")
    page.table.selectRow(place)
    page.change_form.fields["roles"].set_value(("teller", "archivist"))
    row = page.table.rows()[place]
    auth.close_user(admin, row.user)  # another administrator, meanwhile
    page.change_form.submit()
    office.settle()
    assert page.change_form.fields["roles"].value() == ("teller", "archivist")
    assert page.change_form.fields["active"].value() == "closed"
    assert page.change_form.fields["active"].warning()
    page.change_form.submit()
    office.settle()
    assert page.change_form.banner.text() == ""
    (waits,) = auth.proposals(admin)
    assert waits.roles == {Role.TELLER, Role.ARCHIVIST}
