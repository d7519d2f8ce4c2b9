"""The lock of a counter password: seen and lifted only by those who may, with a reason, identity checked (TO-8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.clients import credentials
from app.common.actor import Actor
from tests.app.transfer_out.desk import ORDINARY, TransferDesk, transfer_desk
from tests.builders import Actors
from ui.pages.client_password import CounterPassword
from ui.password_lock import LockData
from ui.support.ask import Ask, Kind
from ui.support.run_op import OpRunner


@dataclass
class Answers:
    """Says yes and gives a reason; ``no``: kinds of questions that are not answered."""

    no: set[Kind] = field(default_factory=set)
    asked: list[Kind] = field(default_factory=list)

    def __call__(self, _parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question.kind)
        if question.kind not in self.no:
            answered("客户记错了密码，已凭身份证核对" if question.kind is Kind.REASON else "yes")


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    return transfer_desk(sqlite_branch, actors)


def locked_client(desk: TransferDesk) -> str:
    """A client whose password was tried too often."""
    client = desk.client(ORDINARY)
    most = desk.services.policy.customer_password_tries
    for _ in range(most):
        with desk.services.branch.db.write(desk.actors.teller) as tx:
            credentials.check_password(tx.conn, client.id, "000000", most=most)
    return client.id


def strip(
    desk: TransferDesk, runner: OpRunner, qtbot: QtBot, who: Actor, client_id: str, answers: Answers
) -> CounterPassword:
    made = CounterPassword(runner, LockData(desk.services, who), answers)
    qtbot.addWidget(made)
    made.show_client(client_id)
    assert runner.wait()
    return made


@pytest.mark.rule("TO-8")
def test_the_lock_is_lifted_with_a_reason_after_the_identity_was_checked(
    desk: TransferDesk, runner: OpRunner, qtbot: QtBot
) -> None:
    client_id, answers = locked_client(desk), Answers()
    made = strip(desk, runner, qtbot, desk.actors.supervisor, client_id, answers)
    assert made.isVisibleTo(made.parentWidget() or made)
    made.lift.click()
    assert runner.wait()
    assert answers.asked == [Kind.CONFIRM, Kind.REASON]
    assert made.isHidden()
    assert not desk.services.clients.password_state(desk.actors.teller, client_id).locked
    acts = [record.act for record in AuditReader(desk.services.branch.db).recent(desk.actors.supervisor)]
    assert "clients.password_unlocked" in acts


@pytest.mark.rule("TO-8")
@pytest.mark.parametrize("no", [Kind.CONFIRM, Kind.REASON])
def test_without_the_check_or_the_reason_it_stays_locked(
    desk: TransferDesk, runner: OpRunner, qtbot: QtBot, no: Kind
) -> None:
    client_id = locked_client(desk)
    made = strip(desk, runner, qtbot, desk.actors.supervisor, client_id, Answers({no}))
    made.lift.click()
    assert runner.wait()
    assert not made.isHidden()
    assert desk.services.clients.password_state(desk.actors.teller, client_id).locked


@pytest.mark.rule("TO-8")
def test_nothing_is_seen_while_it_is_not_locked(desk: TransferDesk, runner: OpRunner, qtbot: QtBot) -> None:
    client = desk.client(ORDINARY)
    made = strip(desk, runner, qtbot, desk.actors.supervisor, client.id, Answers())
    assert made.isHidden()


@pytest.mark.rule("TO-8")
def test_who_may_not_lift_it_sees_nothing_of_it(desk: TransferDesk, runner: OpRunner, qtbot: QtBot) -> None:
    client_id = locked_client(desk)
    made = CounterPassword(runner, None, Answers())
    qtbot.addWidget(made)
    made.show_client(client_id)
    assert runner.wait()
    assert made.isHidden()


@pytest.mark.rule("TO-8")
def test_a_refusal_is_said_and_the_lock_stays(desk: TransferDesk, runner: OpRunner, qtbot: QtBot) -> None:
    client_id, answers = locked_client(desk), Answers()
    made = strip(desk, runner, qtbot, desk.actors.supervisor, client_id, answers)
    teller = LockData(desk.services, desk.actors.teller)
    made._lock = teller  # a teller's right is looked at in the service, too
    made.lift.click()
    assert runner.wait()
    assert not made.isHidden()
    assert desk.services.clients.password_state(desk.actors.teller, client_id).locked
