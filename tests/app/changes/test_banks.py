"""Several fund accounts and banks: opened, changed, ended at the counter, and the banks told (CU-1 to CU-3)."""

from __future__ import annotations

import pytest

from app.branch.opened import OpenBranch
from app.changes.view import ChangeReceipt
from app.clients.domain import Client
from app.custody import storage as custody
from app.custody.domain import AccountState, Held
from app.custody.picture import Mark
from app.samples import changes as hands
from app.samples import transfers
from app.samples.custody import BANKS, add_account
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.app.transfer_out.desk import audited, refused
from tests.builders import Actors

CARDS = (*BANKS, ("citic", "6226900110012345678"), ("cib", "6229090110012345678"), ("spdb", "6225210110012345678"))
ENDING = {"balance_zero": "yes", "nothing_moving": "yes", "reason": "不再使用"}


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    return change_desk(sqlite_branch, actors)


@pytest.fixture
def client(desk: ChangeDesk) -> Client:
    return desk.client()


def holdings(desk: ChangeDesk, client: Client) -> tuple[Held, ...]:
    with desk.services.branch.db.read() as conn:
        return custody.held(conn, client.id)


def open_numbers(desk: ChangeDesk, client: Client) -> list[str]:
    """The main account first."""
    found = sorted((each for each in holdings(desk, client) if each.in_use), key=lambda each: not each.account.main)
    return [each.account.number for each in found]


def add(desk: ChangeDesk, client: Client, place: int) -> ChangeReceipt:
    return add_account(desk.services, desk.actors.teller, client.id, *CARDS[place])


def problem(desk: ChangeDesk, client: Client, kind: str, name: str, **typed: str) -> str:
    """The code of what is wrong with a field; the case is cancelled."""
    teller = desk.actors.teller
    view = hands.take_in(desk.services, teller, client.id, kind, **typed)
    desk.changes.cancel(teller, view.case.number, "试验结束")
    found = view.problems.get(name)
    return "" if found is None else str(found.code)


def notices(desk: ChangeDesk, case_number: str) -> list[str]:
    with desk.services.branch.db.read() as conn:
        return [task.text for task in tasks.of_case(conn, case_number, TaskKind.BANK_NOTICE)]


@pytest.mark.rule("CU-1")
@pytest.mark.rule("CU-2")
def test_a_second_account_comes_with_both_agreements_and_a_third_with_its_own_custody_agreement(
    branch: OpenBranch, actors: Actors
) -> None:
    desk = change_desk(branch, actors)
    client, teller = desk.client(), actors.teller
    first, second = add(desk, client, 0), add(desk, client, 1)
    assert [each.form_id for each in first.documents] == ["fund-account-addition", "multi-bank-agreement", "custody"]
    assert [each.form_id for each in second.documents] == ["fund-account-addition", "custody"]
    main, *others = holdings(desk, client)
    assert (main.account.main, [each.account.main for each in others]) == (True, [False, False])
    assert [(each.bank, each.tie and each.tie.document_number) for each in others] == [
        ("cmb", first.documents[-1].number), ("bocom", second.documents[-1].number),
    ]  # fmt: skip
    for each in others:
        assert [hit.id for hit in desk.services.clients.find(teller, each.account.number)] == [client.id]
    told = notices(desk, first.case_number)
    assert len(told) == 1
    assert "招商银行" in told[0]
    assert audited(branch, "tasks.added")


@pytest.mark.rule("CU-2")
def test_a_sixth_account_is_refused_and_so_is_a_bank_that_another_account_has(desk: ChangeDesk, client: Client) -> None:
    own = holdings(desk, client)[0].bank
    typed = {"bank_account": CARDS[0][1], "own_card": "yes"}
    assert problem(desk, client, "fund-account-added", "bank", bank=own, **typed) == "custody.bank_used"
    assert problem(desk, client, "fund-account-added", "own_card", bank="cmb") == "custody.not_confirmed"
    for place in range(4):
        add(desk, client, place)
    wanted = {"bank": CARDS[4][0], "bank_account": CARDS[4][1], "own_card": "yes"}
    assert problem(desk, client, "fund-account-added", "bank", **wanted) == "custody.too_many_accounts"
    taken = problem(desk, desk.client("周明远"), "fund-account-added", "bank_account", bank="cmb", **typed)
    assert taken == "custody.bank_account_tied"


@pytest.mark.rule("CU-3")
def test_another_main_account_takes_over_in_one_transaction(branch: OpenBranch, actors: Actors) -> None:
    desk = change_desk(branch, actors)
    client = desk.client()
    assert problem(desk, client, "main-account", "fund_account", settled="yes") == "custody.no_auxiliary"
    add(desk, client, 0)
    old, new = open_numbers(desk, client)
    view = hands.take_in(desk.services, actors.teller, client.id, "main-account", fund_account=new)
    assert view.problems["settled"].code == "custody.not_confirmed"
    assert [(one.number, one.main, one.mark) for one in view.pictured_after] == [
        (new, True, Mark.CHANGED), (old, False, Mark.CHANGED),
    ]  # fmt: skip
    receipt = hands.do(desk.services, actors.teller, client.id, "main-account", fund_account=new, settled="yes")
    assert [each.form_id for each in receipt.documents] == ["main-account-change"]
    assert {each.account.number: each.account.main for each in holdings(desk, client)} == {old: False, new: True}
    now = desk.now(client.id)
    assert (now.fund_account, now.opened_on) == (new, client.opened_on)
    for number in (old, new):
        assert [hit.id for hit in desk.services.clients.find(actors.teller, number)] == [client.id]
    assert len(notices(desk, receipt.case_number)) == 2
    assert problem(desk, client, "main-account", "fund_account", fund_account=new) == "custody.not_open"


@pytest.mark.rule("CU-1")
def test_another_bank_is_tied_by_an_agreement_of_its_own_and_the_former_tie_stays_known(
    desk: ChangeDesk, client: Client
) -> None:
    (before,) = holdings(desk, client)
    typed = {"fund_account": before.account.number, "own_card": "yes", "nothing_moving": "yes"}
    assert before.tie is not None
    same = problem(desk, client, "custody-bank", "bank_account", bank=before.bank,
                   bank_account=before.tie.bank_account, **typed)  # fmt: skip
    assert same == "changes.same_as_now"
    bank, card = CARDS[0]
    receipt = hands.do(
        desk.services, desk.actors.teller, client.id, "custody-bank", bank=bank, bank_account=card, **typed
    )
    assert [each.form_id for each in receipt.documents] == ["custody-change", "custody"]
    (after,) = holdings(desk, client)
    assert after.tie is not None
    assert (after.bank, after.tie.bank_account, after.tie.document_number) == (bank, card, receipt.documents[1].number)
    with desk.services.branch.db.read() as conn:
        former, now = custody.ties(conn, after.account.id)
    assert (former.ended_at, now.ended_at) == (receipt.completed_at, None)
    assert former.document_number == before.tie.document_number
    assert len(notices(desk, receipt.case_number)) == 2


@pytest.mark.rule("CU-2")
def test_an_auxiliary_account_ends_empty_and_the_main_one_never_by_itself(desk: ChangeDesk, client: Client) -> None:
    only = open_numbers(desk, client)[0]
    assert problem(desk, client, "custody-end", "fund_account", fund_account=only, **ENDING) == "custody.main_stays"
    add(desk, client, 0)
    main, auxiliary = open_numbers(desk, client)
    stands = problem(desk, client, "custody-end", "fund_account", fund_account=main, **ENDING)
    assert stands == "custody.auxiliaries_stand"
    unsaid = {**ENDING, "balance_zero": ""}
    assert problem(desk, client, "custody-end", "balance_zero", fund_account=auxiliary, **unsaid)
    _snapshot(desk, auxiliary, cash=12)
    left = problem(desk, client, "custody-end", "balance_zero", fund_account=auxiliary, **ENDING)
    assert left == "custody.money_left"
    _snapshot(desk, auxiliary, orders_unfilled=1)
    stand = problem(desk, client, "custody-end", "balance_zero", fund_account=auxiliary, **ENDING)
    assert stand == "custody.orders_stand"
    _snapshot(desk, auxiliary)
    receipt = hands.do(desk.services, desk.actors.teller, client.id, "custody-end", fund_account=auxiliary, **ENDING)
    ended = next(each for each in holdings(desk, client) if each.account.number == auxiliary)
    assert (ended.account.state, ended.tie) == (AccountState.CLOSED, None)
    assert len(notices(desk, receipt.case_number)) == 1
    assert audited(desk.services.branch, "custody.account_closed")
    again = add(desk, client, 0)  # the card is free again, and the agreement for several banks is signed anew
    assert "multi-bank-agreement" in [each.form_id for each in again.documents]


def _snapshot(desk: ChangeDesk, number: str, **values: int) -> None:
    state = transfers.state_of(OldClient("快照", 1, "0", "0"), number, **values)
    with desk.services.branch.db.write(desk.actors.teller) as tx:
        snapshots.put_snapshot(tx.conn, [state], tx.at, desk.actors.teller.staff_id, "CSV")


@pytest.mark.rule("CU-2")
@pytest.mark.parametrize("kind", ["fund-account-added", "main-account", "custody-bank", "custody-end"])
def test_while_the_client_is_leaving_no_account_is_touched(desk: ChangeDesk, client: Client, kind: str) -> None:
    add(desk, client, 0)
    transfers.take_in(desk.services, desk.actors.teller, client)
    auxiliary = open_numbers(desk, client)[1]
    name, value = ("bank", "citic") if kind == "fund-account-added" else ("fund_account", auxiliary)
    found = problem(desk, client, kind, name, **{name: value})
    assert found == "custody.leaving"


@pytest.mark.rule("CU-3")
def test_every_bank_is_told_of_amended_key_data_and_of_nothing_else(desk: ChangeDesk, client: Client) -> None:
    teller = desk.actors.teller
    add(desk, client, 0)
    receipt = hands.do(desk.services, teller, client.id, "client-data", mobile="13900001234")
    told = notices(desk, receipt.case_number)
    assert len(told) == 2
    assert all("手机号码" in text and "13900001234" not in text for text in told)
    receipt = hands.do(desk.services, teller, client.id, "client-data", address="示例市新样路8号")
    assert notices(desk, receipt.case_number) == []


@pytest.mark.rule("CU-2")
def test_what_another_counter_did_meanwhile_stops_the_closing(desk: ChangeDesk, client: Client) -> None:
    teller, services = desk.actors.teller, desk.services
    add(desk, client, 0)
    main, auxiliary = open_numbers(desk, client)
    number = hands.take_in(
        services, teller, client.id, "main-account", fund_account=auxiliary, settled="yes"
    ).case.number
    hands.with_client(services, teller, number)
    with services.branch.db.write(teller) as tx:
        custody.end_tie(tx.conn, client.id, auxiliary, tx.at)
    with refused("changes.incomplete"):
        desk.changes.complete(teller, number)
    assert open_numbers(desk, client) == [main]
