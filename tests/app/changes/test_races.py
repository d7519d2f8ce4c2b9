"""Two counters change one client's accounts at the same moment, on PostgreSQL (CU-2, CU-3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from app.clients.domain import Client
from app.custody import storage as custody
from app.custody.domain import AccountState
from app.samples import changes as hands
from app.samples.custody import BANKS, add_account
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.app.transfer_out.desk import audited
from tests.app.transfer_out.test_races import at_once
from tests.builders import Actors, BranchFactory

QUIET = {"balance_zero": "yes", "nothing_moving": "yes", "reason": "不再使用"}
LOST = ("changes.", "custody.")
"""How what the slower counter is told begins."""


@pytest.fixture
def desk(branch_factory: BranchFactory, actors: Actors) -> ChangeDesk:
    return change_desk(branch_factory.make("postgresql"), actors)


def ready(desk: ChangeDesk, client: Client, kind: str, **typed: str) -> Callable[[], object]:
    """A case with everything done but closing it."""
    number = hands.take_in(desk.services, desk.actors.teller, client.id, kind, **typed).case.number
    assert hands.with_client(desk.services, desk.actors.teller, number).complete
    return partial(desk.changes.complete, desk.actors.teller, number)


@pytest.mark.rule("CU-2", "CU-3")
def test_whatever_two_counters_do_to_one_account_at_once_one_main_account_with_its_bank_stays(
    desk: ChangeDesk,
) -> None:
    for name, bank in zip(("孙立明", "周明远"), BANKS, strict=True):  # each with a card of their own
        client = desk.client(name)
        add_account(desk.services, desk.actors.teller, client.id, *bank)
        with desk.services.branch.db.read() as conn:
            auxiliary = next(one for one in custody.held(conn, client.id) if not one.account.main).account.number
        deeds = [
            ready(desk, client, "main-account", fund_account=auxiliary, settled="yes"),
            ready(desk, client, "custody-end", fund_account=auxiliary, **QUIET),
        ]
        said = at_once(deeds)
        assert said["done"] == 1, said
        assert all(code.startswith(LOST) for code in said if code != "done")
        with desk.services.branch.db.read() as conn:
            held = custody.held(conn, client.id)
        in_use = [one for one in held if one.account.state is AccountState.OPEN]
        assert sum(one.account.main for one in in_use) == 1
        assert all(one.tie is not None for one in in_use)
        assert not any(one.account.main for one in held if one not in in_use)


@pytest.mark.rule("CU-3")
def test_one_case_closed_at_two_counters_at_once_is_closed_once(desk: ChangeDesk) -> None:
    client = desk.client()
    typed = {"bank": BANKS[0][0], "bank_account": BANKS[0][1], "own_card": "yes"}
    close = ready(desk, client, "fund-account-added", **typed)
    said = at_once([close, close])
    assert said["done"] == 1, said
    assert all(code.startswith(LOST) for code in said if code != "done")
    with desk.services.branch.db.read() as conn:
        assert len(custody.held(conn, client.id)) == 2
    assert len(audited(desk.services.branch, "changes.completed")) == 1


@pytest.mark.rule("CU-2")
def test_of_two_new_accounts_with_one_bank_at_once_one_is_opened(desk: ChangeDesk) -> None:
    client = desk.client()
    number, card = BANKS[0]
    add_account(desk.services, desk.actors.teller, client.id, *BANKS[1])
    with desk.services.branch.db.read() as conn:
        auxiliary = next(one for one in custody.held(conn, client.id) if not one.account.main).account.number
    change = {"fund_account": auxiliary, "bank": number, "bank_account": card, "own_card": "yes"}
    deeds = [
        ready(desk, client, "fund-account-added", bank=number, bank_account=card, own_card="yes"),
        ready(desk, client, "custody-bank", **change, nothing_moving="yes"),
    ]
    said = at_once(deeds)
    assert said["done"] == 1, said
    with desk.services.branch.db.read() as conn:
        banks = [one.bank for one in custody.held(conn, client.id) if one.in_use]
    assert len(banks) == len(set(banks))
