"""The picture of accounts and banks, and money orders checked in the window."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.changes.steps import Step
from app.custody.picture import Mark, Pictured
from app.samples.custody import BANKS, three_banks
from tests.app.changes.desk import ChangeDesk
from tests.ui import samples
from tests.ui.changes.desk import Counter
from ui.account_providers import AccountsData
from ui.pages.accounts.map import AccountMap
from ui.pages.accounts.panel import AccountsPanel
from ui.pages.changes.fields import ChangeFields
from ui.pages.clients import ClientPage
from ui.support.run_op import OpRunner
from ui.widgets import ComboBox

MAIN = Pictured("8801000001", True, "中国工商银行", "****0001")
SECOND = Pictured("8801000002", False, "招商银行", "****3448", Mark.NEW)
THIRD = Pictured("8801000003", False, "上海浦东发展银行", "****5679", Mark.ENDS)


@pytest.mark.parametrize("accounts", [(), (MAIN,), (MAIN, SECOND), (MAIN, SECOND, THIRD, SECOND, THIRD)])
def test_whatever_is_held_is_drawn_and_told_to_a_screen_reader(qtbot: QtBot, accounts: tuple[Pictured, ...]) -> None:
    drawn = AccountMap()
    qtbot.addWidget(drawn)
    drawn.resize(420, 300)
    drawn.show_accounts(accounts)
    empty = AccountMap()
    qtbot.addWidget(empty)
    empty.resize(420, 300)
    assert (drawn.grab().toImage() == empty.grab().toImage()) is (accounts == ())
    assert all(one.number in drawn.accessibleDescription() for one in accounts)
    assert drawn.minimumHeight() >= 46 * max(3, len(accounts) - 1)


@pytest.mark.rule("CU-2")
def test_beside_the_fields_the_accounts_are_shown_as_they_are_to_be_and_another_client_has_other_ones(
    make_counter: Callable[..., Counter],
) -> None:
    counter = make_counter()
    client, other = counter.branch.client(), counter.branch.client("周明远")
    counter.start(client, "fund-account-added")
    fields = counter.page.deck.of(Step.CHANGE)
    assert isinstance(fields, ChangeFields)
    bank, card = BANKS[0]
    counter.put(paper_shown=client.paper_number, original_seen="yes", bank=bank, bank_account=card, own_card="yes")
    counter.go(Step.CHANGE)
    assert not fields.picture.isHidden()
    assert [(one.main, one.bank, one.mark) for one in fields.map.accounts()] == [
        (True, "中国工商银行", Mark.STAYS), (False, "招商银行", Mark.NEW),
    ]  # fmt: skip
    choices = {}
    for each in (client, other):
        counter.start(each, "custody-bank")
        counter.go(Step.CHANGE)
        choices[each.id] = counter.view.choices["fund_account"]
        box = fields.bound["fund_account"].field.widget
        assert isinstance(box, ComboBox)
        assert [box.itemText(place) for place in range(1, box.count())] == [one.label for one in choices[each.id]]
    assert choices[client.id] != choices[other.id]
    counter.start(client, "client-data")
    assert fields.picture.isHidden()


@pytest.fixture
def panel(look: QApplication, desk: ChangeDesk, qtbot: QtBot, runner: OpRunner) -> AccountsPanel:
    """The drawer of a client with three banks."""
    client = desk.client()
    teller = desk.actors.teller
    three_banks(desk.services, teller, client.id)
    made = AccountsPanel(runner, AccountsData(desk.services, teller))
    qtbot.addWidget(made)
    made.show_client(client.id)
    assert runner.wait()
    return made


def asked(panel: AccountsPanel, runner: OpRunner, source: str, target: str, amount: str, purpose: str) -> str:
    """What the window answers to an order."""
    check = panel.check
    check.source.set_value(source)
    check.target.set_value(target)
    check.purpose.set_value(purpose)
    check.amount.setText(amount)
    check.go.click()
    assert runner.wait()
    return check.answer.text()


@pytest.mark.rule("CU-2")
def test_the_window_says_which_money_may_be_moved_and_by_which_rule(panel: AccountsPanel, runner: OpRunner) -> None:
    main, *others = [one.number for one in panel.map.accounts()]
    assert len(others) == 2
    assert "CU-2" in asked(panel, runner, others[0], others[1], "100", "trading")
    permitted = asked(panel, runner, main, others[0], "100", "other")
    assert f"{Decimal('199900'):,}" in permitted
    assert panel.check.fields["amount"].error() == ""
    asked(panel, runner, main, others[0], "1,5", "other")
    assert panel.check.fields["amount"].error()
    assert panel.check.answer.isHidden()
    asked(panel, runner, "", others[0], "15", "other")
    assert panel.check.fields["source"].error()


def test_the_next_client_sees_nothing_of_this_one(panel: AccountsPanel, runner: OpRunner) -> None:
    main, other, _ = [one.number for one in panel.map.accounts()]
    asked(panel, runner, main, other, "100", "trading")
    panel.show_client("nobody")
    assert panel.map.accounts() == ()
    assert panel.check.answer.isHidden()
    assert panel.check.amount.text() == ""
    assert runner.wait()


def test_the_client_page_opens_the_picture_in_its_drawer_and_a_document_takes_its_place(
    panel: AccountsPanel, qtbot: QtBot, runner: OpRunner
) -> None:
    page = ClientPage(runner, samples.SampleClients(), samples.sheet)
    qtbot.addWidget(page)
    page.offer_picture(panel)
    page.resize(1180, 660)
    page.show()
    page.show_client("k1")
    assert runner.wait()
    page.picture.click()
    assert runner.wait()
    assert panel.isVisible()
    page.documents.selectRow(0)
    page.documents.looked.emit(page.documents.row())
    assert runner.wait()
    assert not panel.isVisible()
    assert page.preview.isVisible()
