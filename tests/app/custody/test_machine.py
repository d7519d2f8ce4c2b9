"""Whatever is done to a client's accounts, in whatever order, the rules of main and auxiliary accounts hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import count, permutations

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.common.errors import Refused
from app.custody import storage
from app.custody.domain import AccountState, Held
from app.custody.orders import MARKET, MoneyOrder, Purpose, check_transfer
from app.policy.values import CustodyRule
from tests.builders import Actors
from tests.people import NOON, add_client

BANKS = ("icbc", "abc", "boc", "ccb", "bocom", "cmb")
PLACES = st.integers(0, 7)
ONE = Decimal(1)
_serial = count(1)


class Accounts(RuleBasedStateMachine):
    """Opens, ties, changes and closes accounts of one client, and amends the client, in any order."""

    branch: OpenBranch
    actors: Actors

    def __init__(self) -> None:
        super().__init__()
        self._held: tuple[Held, ...] | None = None
        serial = next(_serial)
        with self._writing() as conn:
            self.client_id = add_client(conn, paper_kind="passport", paper_number=f"E{serial:08d}").id
        self.name = ""

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One transaction; what the rules refuse is undone whole and no mistake."""
        self._held = None
        try:
            with self.branch.db.write(self.actors.teller) as tx:
                yield tx.conn
        except Refused as refused:
            if not refused.code.startswith("custody."):
                raise

    @property
    def held(self) -> tuple[Held, ...]:
        """As the database has it; read once after each deed."""
        if self._held is None:
            with self.branch.db.read() as conn:
                self._held = storage.held(conn, self.client_id)
        return self._held

    def number(self, place: int) -> str:
        held = self.held
        return held[place % len(held)].account.number if held else "0"

    @rule(main=st.booleans(), bank=st.sampled_from(BANKS))
    def open_account(self, main: bool, bank: str) -> None:
        serial = next(_serial)
        with self._writing() as conn:
            made = storage.open_fund_account(
                conn, client_id=self.client_id, number=f"88{serial:08d}", at=NOON, main=main
            )
            self._tie(conn, made.id, bank, serial)

    def _tie(self, conn: sa.Connection, account_id: str, bank: str, serial: int) -> None:
        storage.tie(
            conn, fund_account_id=account_id, bank=bank, bank_account=f"62{serial:010d}", document_number=f"D{serial}",
            at=NOON,
        )  # fmt: skip

    @rule(place=PLACES)
    def make_main(self, place: int) -> None:
        number = self.number(place)
        with self._writing() as conn:
            storage.change_main(conn, self.client_id, number)

    @rule(place=PLACES, bank=st.sampled_from(BANKS))
    def change_bank(self, place: int, bank: str) -> None:
        number, serial = self.number(place), next(_serial)
        with self._writing() as conn:
            storage.change_tie(
                conn, self.client_id, number, bank=bank, bank_account=f"62{serial:010d}",
                document_number=f"D{serial}", at=NOON,
            )  # fmt: skip

    @rule(place=PLACES)
    def end_tie(self, place: int) -> None:
        number = self.number(place)
        with self._writing() as conn:
            storage.end_tie(conn, self.client_id, number, NOON)

    @rule(place=PLACES)
    def close(self, place: int) -> None:
        held = self.held
        if held:
            with self._writing() as conn:
                storage.close_fund_account(conn, held[place % len(held)].account, NOON)

    @rule(name=st.sampled_from(("王小样", "王大样", "王新样")))
    def amend(self, name: str) -> None:
        with self._writing() as conn:
            clients.amend(conn, clients.get_client(conn, self.client_id), {"name": name})
        self.name = name

    @invariant()
    def one_main_account_while_any_is_open_and_at_most_five(self) -> None:
        in_use = [each.account for each in self.held if each.in_use]
        assert sum(account.main for account in in_use) == (1 if in_use else 0)
        assert len(in_use) <= 5

    @invariant()
    def an_account_has_one_bank_while_open_and_none_afterwards(self) -> None:
        assert all((each.tie is not None) is (each.account.state is AccountState.OPEN) for each in self.held)

    @invariant()
    def lists_show_the_main_account_and_the_client_is_found_by_every_one(self) -> None:
        with self.branch.db.read() as conn:
            shown = clients.get_client(conn, self.client_id).fund_account
            main = [each.account.number for each in self.held if each.in_use and each.account.main]
            assert main in ([], [shown])
            for each in self.held:
                assert [one.id for one in clients.find(conn, each.account.number)] == [self.client_id]

    @invariant()
    def key_data_are_the_same_behind_every_account(self) -> None:
        with self.branch.db.read() as conn:
            behind = {clients.get_client(conn, each.account.client_id) for each in self.held}
        assert len(behind) <= 1
        assert not self.name or all(client.name == self.name for client in behind)

    @invariant()
    def no_money_between_auxiliaries_and_no_trade_by_one(self) -> None:
        held = self.held
        auxiliaries = [each.account.number for each in held if each.in_use and not each.account.main]
        forbidden = [*permutations(auxiliaries, 2), *((number, MARKET) for number in auxiliaries)]
        for source, target in forbidden:
            for purpose in Purpose:
                with pytest.raises(Refused, match=r"custody\.order_(between_auxiliaries|auxiliary_trades)"):
                    check_transfer(held, MoneyOrder(source, target, ONE, purpose), CustodyRule())


@pytest.mark.rule("CU-2")
@pytest.mark.rule("CU-3")
def test_the_rules_of_main_and_auxiliary_accounts_hold_in_any_order(sqlite_branch: OpenBranch, actors: Actors) -> None:
    machine = type("Here", (Accounts,), {"branch": sqlite_branch, "actors": actors})
    quick = settings(
        max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=quick)
