"""Fund accounts and their one bank account each."""

from __future__ import annotations

from dataclasses import asdict

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.errors import Refused
from app.custody import storage
from app.custody.domain import AccountState, FundAccount, check_opening
from app.custody.service import CustodyService
from app.policy.loader import load_policy
from tests.builders import Actors
from tests.people import NOON, TODAY, add_client


def opened(conn: sa.Connection, client_id: str, number: str, *, main: bool = True) -> FundAccount:
    return storage.open_fund_account(conn, client_id=client_id, number=number, at=NOON, main=main)


def tied(conn: sa.Connection, account: FundAccount, **values: str) -> None:
    usual = {"bank": "icbc", "bank_account": "6222020200112233", "document_number": "D1"}
    storage.tie(conn, fund_account_id=account.id, at=NOON, **(usual | values))


@pytest.mark.rule("CU-1")
def test_a_fund_account_is_tied_to_one_bank_account_and_shown_masked(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        tied(work.conn, opened(work.conn, client.id, "3301000001"))
        assert clients.get_client(work.conn, client.id).fund_account == "3301000001"
        assert clients.get_client(work.conn, client.id).opened_on == TODAY
    (line,) = CustodyService(branch.db, load_policy()).accounts(actors.teller, client.id)
    assert (line.account.number, line.bank, line.document_number) == ("3301000001", "icbc", "D1")
    assert "6222020200112233" not in str(line)
    with pytest.raises(Refused, match=r"auth\.denied"):
        CustodyService(branch.db, load_policy()).accounts(actors.marketing, client.id)


@pytest.mark.rule("CU-1")
def test_a_second_bank_a_shared_bank_account_and_a_shared_agreement_are_refused(
    branch: OpenBranch, actors: Actors
) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        first = opened(work.conn, client.id, "3301000001")
        second = opened(work.conn, client.id, "3301000002", main=False)
        tied(work.conn, first)
        with pytest.raises(Refused, match=r"custody\.tied"):
            tied(work.conn, first, bank="ccb", bank_account="6217", document_number="D2")
        with pytest.raises(Refused) as shared:
            tied(work.conn, second, document_number="D2")
        assert (shared.value.code, shared.value.field) == ("custody.bank_account_tied", "bank_account")
        with pytest.raises(Refused, match=r"custody\.document_used"):
            tied(work.conn, second, bank_account="6217")
        tied(work.conn, second, bank_account="6217", document_number="D2")
        assert storage.tie_of(work.conn, second.id) is not None


@pytest.mark.rule("CU-1")
@pytest.mark.parametrize("wrong", ["second tie", "second main", "sixth", "same bank account"])
def test_the_database_itself_refuses_what_the_rule_forbids(branch: OpenBranch, actors: Actors, wrong: str) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        first = opened(work.conn, client.id, "3301000001")
        second = opened(work.conn, client.id, "3301000002", main=False)
        tied(work.conn, first)
    tie = {"id": "t", "bank": "ccb", "bank_account": "1", "document_number": "D2", "at": NOON}
    account = asdict(first) | {"id": "x", "number": "y", "place": 3, "main": False, "state": "open"}
    forbidden = {
        "second tie": storage.custody_tie.insert().values(**tie, fund_account_id=first.id),
        "same bank account": storage.custody_tie.insert().values(
            **(tie | {"bank": "icbc", "bank_account": "6222020200112233"}), fund_account_id=second.id
        ),
        "second main": storage.fund_account.insert().values(**(account | {"main": True})),
        "sixth": storage.fund_account.insert().values(**(account | {"place": 6})),
    }
    with pytest.raises(sa.exc.IntegrityError), branch.db.write(actors.teller) as work:
        work.conn.execute(forbidden[wrong])


@pytest.mark.rule("CU-1")
def test_a_client_has_at_most_five_fund_accounts_or_what_the_policy_says(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        for number in range(5):
            opened(work.conn, client.id, f"330100000{number}", main=number == 0)
        with pytest.raises(Refused, match=r"custody\.too_many_accounts"):
            opened(work.conn, client.id, "3301000009", main=False)
        other = add_client(work.conn, paper_kind="passport", paper_number="E1")
        opened(work.conn, other.id, "3301000010")
        with pytest.raises(Refused, match=r"custody\.too_many_accounts") as refused:
            storage.open_fund_account(work.conn, client_id=other.id, number="3301000011", at=NOON, main=False, most=1)
        assert refused.value.facts == {"most": 1}
        assert storage.fund_account_by_number(work.conn, "3301000010") is not None
        assert storage.fund_account_by_number(work.conn, "0") is None


@pytest.mark.rule("CU-1")
def test_a_number_in_use_is_refused(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        other = add_client(work.conn, paper_kind="passport", paper_number="E1")
        opened(work.conn, client.id, "3301000001")
    with pytest.raises(Refused, match=r"custody\.number_taken"), branch.db.write(actors.teller) as work:
        opened(work.conn, other.id, "3301000001")


@pytest.mark.rule("CU-1")
@given(st.lists(st.booleans(), max_size=20))
def test_whatever_is_opened_a_client_has_one_main_account_and_at_most_five(
    wishes: list[bool],
) -> None:
    held: tuple[FundAccount, ...] = ()
    for number, main in enumerate(wishes):
        try:
            check_opening(held, main=main)
        except Refused as refused:
            assert refused.code.startswith("custody.")  # noqa: PT017  # any refusal will do
        else:
            held += (FundAccount(str(number), str(number), "c", main, "CNY", NOON, AccountState.OPEN),)
    assert len(held) <= 5
    assert sum(account.main for account in held) == (1 if held else 0)


@pytest.mark.rule("TO-12")
@pytest.mark.rule("CU-1")
def test_closing_the_account_ends_its_tie_and_a_returning_client_may_use_the_card_again(
    branch: OpenBranch, actors: Actors
) -> None:
    with branch.db.write(actors.teller) as work:
        client = add_client(work.conn)
        first = opened(work.conn, client.id, "3301000001")
        tied(work.conn, first)
        storage.close_fund_account(work.conn, first, NOON)
        with pytest.raises(Refused, match=r"custody\.closed_already"):
            storage.close_fund_account(work.conn, first, NOON)
        again = opened(work.conn, client.id, "3301000002")
        tied(work.conn, again, document_number="D2")
        assert storage.tie_of(work.conn, first.id) is None
        assert [each.ended_at for each in storage.ties(work.conn, first.id)] == [NOON]  # stays in the books
        third = opened(work.conn, client.id, "3301000003", main=False)
        with pytest.raises(Refused, match=r"custody\.bank_account_tied"):
            tied(work.conn, third, document_number="D3")
