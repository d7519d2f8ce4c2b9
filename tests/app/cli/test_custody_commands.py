"""``guitai custody``: a client's accounts, and orders that are refused by rule, with exit codes and JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.samples.custody import three_banks
from app.samples.transfers import OldClient
from tests.app.cli.desk import Said, Shell
from tests.app.cli.test_report_commands import sealed_desk
from tests.app.transfer_out.desk import TransferDesk
from tests.builders import Actors


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    """A branch that the program itself can open, with one client of three banks."""
    made = sealed_desk(sqlite_branch, actors)
    client = made.client(OldClient("孙立明", 1, "50000", "1"))
    three_banks(made.services, actors.teller, client.id)
    return made


@pytest.fixture
def supervisor(shell: Shell) -> Shell:
    return shell.sign_in("user0", "Mima-2026-0-Ceshi")


def check(desk: TransferDesk, shell: Shell, source: str, target: str, amount: str, purpose: str, *more: str) -> Said:
    """``guitai custody check-transfer`` for the client."""
    return shell(
        "custody", "check-transfer", "--client", desk.registered[0][1].number, "--from", source, "--to", target,
        "--amount", amount, "--purpose", purpose, "--dir", desk.services.branch.folder, *more,
    )  # fmt: skip


@pytest.mark.rule("CU-2")
def test_accounts_are_listed_masked_and_orders_answered_with_their_rule(desk: TransferDesk, supervisor: Shell) -> None:
    number, folder = desk.registered[0][1].number, desk.services.branch.folder
    said = supervisor("custody", "accounts", number, "--json", "--dir", folder)
    assert (said.code, said.err) == (0, "")
    listed = said.json["accounts"]
    assert [one["main"] for one in listed] == [True, False, False]
    assert all(one["bank_account"].startswith("****") for one in listed)
    main, first, second = (one["number"] for one in listed)
    said = check(desk, supervisor, main, first, "100.50", "other", "--json")
    assert (said.code, said.json) == (0, {"ok": True, "way": "accounts", "rule": "CU-2", "left_today": "199899.50"})
    assert "CU-2" in check(desk, supervisor, main, "market", "1", "trading").out
    said = check(desk, supervisor, first, second, "1", "trading", "--json")
    assert (said.code, said.json["code"], said.json["rule"]) == (1, "custody.order_between_auxiliaries", "CU-2")
    assert "auxiliary" in said.err
    said = check(desk, supervisor, main, first, "50000", "other", "--moved-today", "150000.01")
    assert (said.code, said.out) == (1, "")
    assert "200000" in said.err


@pytest.mark.parametrize(
    ("amount", "purpose", "code"),
    [("ten", "other", "custody.order_amount"), ("10", "gift", "custody.order_purpose_unknown")],
)
def test_an_order_that_makes_no_sense_is_refused_before_anybody_signs_in(
    shell: Shell, tmp_path: Path, amount: str, purpose: str, code: str
) -> None:
    said = shell(
        "custody", "check-transfer", "--client", "1", "--from", "1", "--to", "2", "--amount", amount, "--purpose",
        purpose, "--dir", tmp_path, "--json",
    )  # fmt: skip
    assert (said.code, said.json["code"]) == (1, code)


def test_an_unknown_client_is_told(desk: TransferDesk, supervisor: Shell) -> None:
    said = supervisor("custody", "accounts", "2026999999", "--json", "--dir", desk.services.branch.folder)
    assert (said.code, said.json["code"]) == (1, "clients.unknown")
