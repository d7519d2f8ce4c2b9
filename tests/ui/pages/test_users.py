"""Users and own account on real services."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.auth.domain import User
from app.common.actor import Actor, Role
from app.common.errors import Refused
from tests.app.onboarding.desk import MARKETER
from tests.ui.pages.office import Office
from tests.users import add_user
from ui.pages.account import AccountPage
from ui.pages.users import UsersPage
from ui.staff_providers import AccountData, UserData
from ui.support.ask import Ask

CONTROL = Qt.KeyboardModifier.ControlModifier
PASSWORD = "Schalter-2026-Probe"
OTHER = "Anderes-2027-Wort"


class Yes:
    """Whoever is asked says yes; what was asked is kept."""

    def __init__(self) -> None:
        self.asked: list[Ask] = []

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered("yes")


@pytest.fixture
def page(office: Office) -> UsersPage:
    admin, manager, auth = office.actors.admin, office.actors.general_manager, office.services.auth
    add_user(auth, "admin", "Anfang-2026-Probe", admin.staff_id, {Role.ADMIN})
    add_user(auth, "manager", "Anfang-2026-Probe", manager.staff_id, {Role.GENERAL_MANAGER})
    return office.open(UsersPage(office.runner, UserData(office.services, admin), ask=Yes()))


def of_manager(office: Office) -> UsersPage:
    """The page as the general manager has it."""
    data = UserData(office.services, office.actors.general_manager)
    return office.open(UsersPage(office.runner, data, keeps=False, ask=Yes()))


def confirm(office: Office, page: UsersPage) -> None:
    """The general manager confirms the first that waits; the administrator reads anew."""
    second = of_manager(office)
    second.proposals.table.selectRow(0)
    second.proposals.agree.click()
    office.settle()
    second.close()
    page.activateWindow()
    office.qtbot.waitUntil(page.isActiveWindow)
    page.refresh()
    office.settle()


def users(office: Office) -> dict[str, User]:
    return {user.login: user for user in office.services.auth.users(office.actors.admin)}


def sign_in(office: Office, login: str, password: str) -> Actor:
    return office.services.auth.sign_in(login, password, "01")


def create(
    page: UsersPage, office: Office, staff_id: str, roles: tuple[str, ...], changes: Mapping[str, str] | None = None
) -> None:
    page.new_user()
    typed = {"staff_id": staff_id, "login": "someone", "password": PASSWORD, "repeat": PASSWORD, "roles": roles}
    for key, value in {**typed, **(changes or {})}.items():
        page.new_form.fields[key].set_value(value)
    page.new_form.submit()
    office.settle()


@pytest.mark.rule("SE-1")
def test_an_administrator_lets_a_member_of_staff_sign_in(office: Office, page: UsersPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_N, CONTROL)
    assert page.new_form.fields["staff_id"].widget.hasFocus()
    create(page, office, office.actors.teller.staff_id, ("teller",))
    with pytest.raises(Refused):
        sign_in(office, "someone", PASSWORD)
    confirm(office, page)
    assert sign_in(office, "someone", PASSWORD).roles == {Role.TELLER}
    assert page.new_form.fields["password"].value() == ""


def test_what_is_wrong_with_a_new_user_stands_at_its_field(office: Office, page: UsersPage) -> None:
    for field, changes in (
        ("staff_id", {"staff_id": ""}),
        ("login", {"login": "x"}),
        ("login", {"login": "admin"}),
        ("password", {"password": "short", "repeat": "short"}),
        ("repeat", {"repeat": OTHER}),
        ("roles", {"roles": ""}),
    ):
        create(page, office, office.actors.teller.staff_id, ("teller",), changes)
        assert [key for key, shown in page.new_form.fields.items() if shown.error()] == [field], changes
    assert set(users(office)) == {"admin", "manager"}


def choose_user(page: UsersPage, login: str) -> None:
    page.table.selectRow(next(n for n, row in enumerate(page.table.rows()) if row.user.login == login))


@pytest.mark.rule("TO-5")
def test_the_second_person_is_offered_what_they_may_decide_and_the_proposer_may_take_back(
    office: Office, page: UsersPage
) -> None:
    create(page, office, office.actors.teller.staff_id, ("teller",))
    page.proposals.table.selectRow(0)
    assert not page.proposals.agree.isEnabled()
    assert page.proposals.decline.text() == "Take back"
    page.proposals.decline.click()
    office.settle()
    assert [row.proposal.verdict.agreed for row in page.proposals.table.rows()] == [False]
    assert not page.proposals.decline.isEnabled()
    manager = users(office)["manager"]
    office.services.auth.propose_change(
        office.actors.admin, manager, roles={Role.GENERAL_MANAGER, Role.TELLER}, active=True
    )
    second = of_manager(office)
    second.proposals.table.selectRow(0)
    assert not second.proposals.agree.isEnabled()
    assert second.proposals.decline.isEnabled()
    assert not second.table.isVisible()


def test_what_a_colleague_proposes_or_decides_is_seen_without_asking(office: Office, page: UsersPage) -> None:
    office.services.auth.propose_user(
        office.actors.admin, "neu", PASSWORD, office.actors.teller.staff_id, {Role.TELLER}
    )
    page.changed("tasks")
    office.settle()
    assert page.proposals.table.rows() == []
    page.changed("users")
    office.settle()
    assert [row.proposal.login for row in page.proposals.table.rows()] == ["neu"]


@pytest.mark.rule("OP-4")
def test_marketing_staff_get_no_counter_role(office: Office, page: UsersPage) -> None:
    create(page, office, office.member(MARKETER).id, ("teller",))
    assert page.new_form.fields["roles"].error()
    page.new_form.fields["roles"].set_value(("marketing",))
    page.new_form.submit()
    office.settle()
    confirm(office, page)
    assert users(office)["someone"].roles == {Role.MARKETING}


@pytest.mark.rule("SE-1")
def test_roles_are_changed_and_a_user_is_closed(office: Office, page: UsersPage) -> None:
    create(page, office, office.actors.teller.staff_id, ("teller",))
    confirm(office, page)
    choose_user(page, "someone")
    page.change_form.fields["roles"].set_value(("supervisor", "archivist"))
    page.change_form.submit()
    office.settle()
    assert users(office)["someone"].roles == {Role.TELLER}
    confirm(office, page)
    choose_user(page, "someone")
    assert users(office)["someone"].roles == {Role.SUPERVISOR, Role.ARCHIVIST}
    page.change_form.fields["active"].set_value("closed")
    page.change_form.fields["active"].focus_editor()
    QTest.keyClick(page.change_form.fields["active"].widget, Qt.Key.Key_Return, CONTROL)
    office.settle()
    assert not users(office)["someone"].active
    with pytest.raises(Refused):
        sign_in(office, "someone", PASSWORD)


def test_the_last_administrator_stays(office: Office, page: UsersPage) -> None:
    choose_user(page, "admin")
    page.change_form.fields["active"].set_value("closed")
    page.change_form.submit()
    office.settle()
    assert page.change_form.banner.text()
    assert users(office)["admin"].roles == {Role.ADMIN}


@pytest.mark.rule("SE-1")
def test_a_password_is_reset_and_never_left_in_the_fields(office: Office, page: UsersPage) -> None:
    create(page, office, office.actors.teller.staff_id, ("teller",))
    confirm(office, page)
    choose_user(page, "someone")
    page._reset.click()
    for key in ("password", "repeat"):
        page.password_form.fields[key].set_value(OTHER)
    page.password_form.submit()
    office.settle()
    with pytest.raises(Refused):
        sign_in(office, "someone", OTHER)
    confirm(office, page)
    assert sign_in(office, "someone", OTHER).staff_id == office.actors.teller.staff_id
    assert page.password_form.values() == {"password": "", "repeat": ""}


def test_staff_with_a_user_are_not_offered_again(office: Office, page: UsersPage) -> None:
    offered = UserData(office.services, office.actors.admin).users().staff
    assert office.actors.admin.staff_id not in {choice.key for choice in offered}
    assert office.actors.teller.staff_id in {choice.key for choice in offered}


@pytest.fixture
def account(office: Office) -> AccountPage:
    admin = office.actors.admin
    office.services.auth.first_user(admin, "admin", PASSWORD, admin.staff_id, {Role.ADMIN})
    return office.open(AccountPage(office.runner, AccountData(office.services, admin), admin))


def change(account: AccountPage, office: Office, old: str, new: str, again: str) -> None:
    for key, value in {"old": old, "password": new, "repeat": again}.items():
        account.form.fields[key].set_value(value)
    QTest.keyClick(account.form.fields["repeat"].widget, Qt.Key.Key_Return, CONTROL)
    office.settle()


@pytest.mark.rule("SE-1")
def test_everybody_changes_the_own_password(office: Office, account: AccountPage) -> None:
    change(account, office, PASSWORD, OTHER, OTHER)
    assert sign_in(office, "admin", OTHER).staff_id == office.actors.admin.staff_id
    assert set(account.form.values().values()) == {""}
    assert account.values()[2].text() == "System administrator"


def test_a_password_that_is_refused_changes_nothing(office: Office, account: AccountPage) -> None:
    for field, typed in (
        ("old", ("Falsch-2026-Wort", OTHER, OTHER)),
        ("repeat", (PASSWORD, OTHER, "anders")),
        ("password", (PASSWORD, "kurz", "kurz")),
        ("password", (PASSWORD, PASSWORD, PASSWORD)),
    ):
        change(account, office, *typed)
        assert [key for key, shown in account.form.fields.items() if shown.error()] == [field], typed
    assert sign_in(office, "admin", PASSWORD)


def test_passwords_do_not_wait_in_the_fields_for_the_next_visit(account: AccountPage) -> None:
    account.form.fields["old"].set_value(PASSWORD)
    account.refresh()
    assert account.form.fields["old"].value() == ""
