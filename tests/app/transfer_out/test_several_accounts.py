"""A client with three fund accounts who leaves: all are named, all are closed, the main one last (CU-2, TO-12)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.clients import storage as clients
from app.clients.domain import Client
from app.custody import storage as custody
from app.custody.domain import AccountState
from app.dossier.domain import Section
from app.samples import changes as hands
from app.samples import transfers
from app.samples.custody import three_banks
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots
from tests.app.transfer_out.desk import IMPORTANT, ORDINARY, TransferDesk, refused

GONE = {"sh_designated": False, "sz_custody": False}


@pytest.fixture
def three(one_desk: TransferDesk) -> Client:
    """A registered client with three accounts, another main one than the first."""
    client = one_desk.client(IMPORTANT)
    three_banks(one_desk.services, one_desk.actors.teller, client.id)
    with one_desk.services.branch.db.read() as conn:
        return clients.get_client(conn, client.id)


def numbers(desk: TransferDesk, client: Client) -> list[str]:
    with desk.services.branch.db.read() as conn:
        held = sorted(custody.held(conn, client.id), key=lambda each: not each.account.main)
        return [each.account.number for each in held if each.account.state is AccountState.OPEN]


def tell(desk: TransferDesk, states: dict[str, dict[str, Any]]) -> None:
    """A snapshot of these accounts; everything the client has lies in the first one, unless told otherwise."""
    sample = OldClient(IMPORTANT.name, 1, IMPORTANT.assets, IMPORTANT.turnover)
    rows = [
        transfers.state_of(sample, number, **({} if place == 0 else {"assets": Decimal(0)}) | changes)
        for place, (number, changes) in enumerate(states.items())
    ]
    with desk.services.branch.db.write(desk.actors.supervisor) as tx:
        snapshots.put_snapshot(tx.conn, rows, tx.at, desk.actors.supervisor.staff_id, "snapshot.csv")


@pytest.mark.rule("CU-2")
@pytest.mark.rule("TO-12")
def test_the_application_names_every_account_and_the_main_one_is_closed_last(
    one_desk: TransferDesk, three: Client
) -> None:
    desk, teller = one_desk, one_desk.actors.teller
    main, *others = numbers(desk, three)
    assert three.fund_account == main
    tell(desk, {number: {} for number in (main, *others)})
    number = desk.asked_for(three, wish_close="yes")
    view = desk.transfer.view(teller, number)
    assert view.client.fund_account == main
    assert [line.partition("（")[0] for line in view.client.auxiliaries] == others
    text = desk.transfer.preview(teller, number, "transfer-application").pdf.decode()
    assert all(account in text for account in (main, *others))
    view = hands.take_in(desk.services, teller, three.id, "custody-end", fund_account=others[0])
    assert view.problems["fund_account"].code == "custody.leaving"
    desk.approve(number)
    transfers.finish(desk.services, teller, number)
    desk.clock.tick(60)
    tell(desk, {main: GONE, others[0]: GONE, others[1]: {**GONE, "cash": 5}})
    due = {line.fund_account: line.waits_for for line in desk.transfer.due_accounts(teller)}
    assert due == {
        main: tuple(f"辅资金账户 {other} 尚未注销" for other in others), others[0]: (), others[1]: ("资金未取完",),
    }  # fmt: skip
    with refused("custody.auxiliaries_first"):
        desk.transfer.close_account(teller, main)
    with refused("transfer.account_open_matters"):
        desk.transfer.close_account(teller, others[1])
    desk.clock.tick(60)
    tell(desk, dict.fromkeys((main, *others), GONE))
    for account in (*others, main):
        desk.transfer.close_account(teller, account)
    assert desk.transfer.due_accounts(teller) == ()
    assert numbers(desk, three) == []


@pytest.mark.rule("TO-12")
def test_auxiliaries_are_not_closed_for_a_client_who_did_not_ask(one_desk: TransferDesk, three: Client) -> None:
    desk, teller = one_desk, one_desk.actors.teller
    main, *others = numbers(desk, three)
    tell(desk, dict.fromkeys((main, *others), GONE))
    number = desk.asked_for(three)
    desk.approve(number)
    transfers.finish(desk.services, teller, number)
    (line,) = desk.transfer.due_accounts(teller)
    assert (line.fund_account, line.due) == (main, False)
    with refused("transfer.closing_not_asked"):
        desk.transfer.close_account(teller, others[0])


@pytest.mark.rule("CL-1")
def test_class_table_dossier_and_snapshot_know_the_accounts_by_their_numbers(
    one_desk: TransferDesk, three: Client
) -> None:
    desk, who = one_desk, one_desk.actors
    other = desk.client(ORDINARY)
    main, *others = numbers(desk, three)
    tell(desk, {**dict.fromkeys((main, *others), GONE), other.fund_account: {}})
    with desk.services.branch.db.read() as conn:
        assert snapshots.states_of(conn, [main, *others]).keys() == {main, *others}
    table = desk.services.class_tables.table(who.supervisor, desk.clock.now().date())
    assert [line.fund_account for line in table.missing if line.client_number == three.number] == [main]
    card = desk.services.clients.card(who.teller, three.id)
    assert card.hit.fund_account == main
    found = {hit.number for hit in desk.services.clients.find(who.teller, others[1])}
    assert found == {three.number}
    why = desk.services.policy.dossier.purposes[0]
    view = desk.services.dossiers.look(who.archivist, three.id, why)
    assert {number for number, in_use in view.fund_accounts if in_use} == {main, *others}
    filed = dict(view.sections)[Section.CUSTODY]
    assert [paper.document.form_id for paper in filed].count("custody") == 2


@pytest.mark.rule("CL-1")
def test_class_and_tier_are_those_of_all_accounts_together(one_desk: TransferDesk, three: Client) -> None:
    main, *others = numbers(one_desk, three)
    split = {"assets": Decimal("400000"), "turnover": Decimal("4")}
    tell(one_desk, {main: split, others[0]: {**split, "turnover": Decimal(0)}, others[1]: split})
    case = transfers.take_in(one_desk.services, one_desk.actors.teller, three).case
    assert (case.assets, case.turnover) == (Decimal("1200000"), Decimal("2.6666"))
