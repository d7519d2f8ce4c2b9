"""The outbox at the window: what is lost stands first, is sent again, taken back, its result recorded (FU-2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.gateways.messages.settings import GatewaySettings
from app.messages.domain import Message, MessageState
from app.messages.storage import message as table
from tests.app.messages.outbox import Outbox
from tests.people import add_client
from tests.stopping import stop_at
from tests.ui.pages.office import Office
from ui.message_providers import MessageData
from ui.pages.messages.page import ALL, GONE, TEMPLATES, MessagesPage
from ui.support.ask import Ask

S = MessageState


class Answers:
    """Gives a reason to whatever is asked."""

    def __init__(self) -> None:
        self.asked: list[Ask] = []

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered("平台客服电话确认")


def page_of(office: Office, answers: Answers | None = None) -> MessagesPage:
    data = MessageData(office.services, office.actors.teller)
    return office.open(MessagesPage(office.runner, data, ask=answers or Answers()))


def press(office: Office, shown: MessagesPage, name: str) -> None:
    button = getattr(shown, name)
    assert button.isEnabled()
    button.click()
    office.settle()


def queued(office: Office, once: str = "a") -> Message:
    with office.branch.db.write(office.actors.teller) as tx:
        client = add_client(tx.conn) if once == "a" else None
    outbox = Outbox(office.branch, office.actors.teller)
    return outbox.queue(once, client_id=client.id if client else "")


def state(office: Office, message: Message) -> MessageState:
    return Outbox(office.branch, office.actors.teller).state(message)


@pytest.mark.rule("FU-2")
def test_without_a_gateway_results_are_recorded_by_hand_and_move_to_the_sent_ones(office: Office) -> None:
    message, answers = queued(office), Answers()
    shown = page_of(office, answers)
    assert shown.banner.isVisible()
    assert not shown.send.isEnabled()
    shown.table.selectRow(0)
    office.settle()
    assert "不得承诺收益" in shown.sheet.said()
    assert "138****8000" in shown.sheet.said()
    assert (shown.again.isEnabled(), shown.arrived.isEnabled()) == (False, False)
    press(office, shown, "gone")
    assert (state(office, message), shown.table.rows()) == (S.SENT, [])
    shown.which.set_value(GONE)
    shown.refresh()
    office.settle()
    shown.table.selectRow(0)
    office.settle()
    assert "平台客服电话确认" in shown.sheet.said()
    press(office, shown, "lost")
    assert state(office, message) is S.FAILED
    assert len(answers.asked) == 2


def test_a_failed_one_is_queued_again_and_taken_back(office: Office) -> None:
    message = queued(office)
    office.services.messages.record(office.actors.teller, message.id, S.FAILED, "空号", 1)
    shown = page_of(office)
    shown.show_client(message.client_id)
    office.settle()
    chosen = shown.chosen()
    assert chosen is not None
    assert chosen.message.id == message.id
    press(office, shown, "again")
    assert state(office, message) is S.QUEUED
    press(office, shown, "back")
    assert state(office, message) is S.CANCELLED


def test_an_unclear_one_asks_how_it_is_known_that_it_was_not_sent(office: Office) -> None:
    message, answers = queued(office), Answers()
    with office.branch.db.write(office.actors.teller) as tx:
        tx.conn.execute(table.update().values(state="unclear"))
    shown = page_of(office, answers)
    shown.table.selectRow(0)
    office.settle()
    press(office, shown, "again")
    assert (state(office, message), [one.danger for one in answers.asked]) == (S.QUEUED, [True])


@pytest.mark.rule("FU-2")
def test_a_client_who_wants_no_advertising_is_kept_so_from_here(office: Office) -> None:
    message = queued(office)
    shown = page_of(office)
    for wanted in (False, True):
        shown.table.selectRow(0)
        office.settle()
        press(office, shown, "wish")
        assert office.services.messages.wants_advertising(office.actors.teller, message.client_id) is wanted


@pytest.mark.rule("FU-2")
def test_sending_that_is_cancelled_says_how_many_went_out_and_the_rest_is_sent_next(
    office: Office, tmp_path: Path
) -> None:
    office.services.messages.set_gateway(office.actors.admin, GatewaySettings(folder=str(tmp_path)))
    for once in ("b", "c", "d"):
        Outbox(office.branch, office.actors.teller).queue(once, mobile=f"1380013800{ord(once) % 10}")
    shown = page_of(office)
    stop_at(shown.work, 1)
    press(office, shown, "send")
    assert "Stopped: 1 of 3 messages went out" in shown.banner.text()
    assert len(list(tmp_path.glob("out/*.json"))) == 1
    stop_at(shown.work, None)
    press(office, shown, "send")
    assert len(list(tmp_path.glob("out/*.json"))) == 3
    assert not shown.banner.isVisible()


def test_what_is_due_is_sent_from_here_and_templates_show_their_length(office: Office, tmp_path: Path) -> None:
    office.services.messages.set_gateway(office.actors.admin, GatewaySettings(folder=str(tmp_path)))
    message = queued(office, "b")
    shown = page_of(office)
    press(office, shown, "send")
    assert state(office, message) is S.SENT
    assert len(list(tmp_path.glob("out/*.json"))) == 1
    shown.which.set_value(TEMPLATES)
    shown.refresh()
    office.settle()
    assert "{营业部}" in shown.templates.sheet.said()
    shown.which.set_value(ALL)
    shown.refresh()
    office.settle()
    assert len(shown.table.rows()) == 1
