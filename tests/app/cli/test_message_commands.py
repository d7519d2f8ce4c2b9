"""``guitai messages`` and ``guitai unusual``: the gateway set and tried, what waits sent, a list taken in whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.custody import storage as custody
from tests.app.cli.desk import Shell
from tests.app.cli.test_report_commands import sealed_desk
from tests.app.messages.outbox import Outbox
from tests.builders import Actors
from tests.people import NOON, add_client


@pytest.fixture
def folder(sqlite_branch: OpenBranch, actors: Actors) -> Path:
    """A branch with a client and a message that waits since long."""
    desk = sealed_desk(sqlite_branch, actors)
    with desk.services.branch.db.write(actors.teller) as tx:
        client = add_client(tx.conn)
        custody.open_fund_account(tx.conn, client_id=client.id, number="8801000001", at=NOON, most=3)
    Outbox(sqlite_branch, actors.teller).queue(client_id=client.id)
    return sqlite_branch.folder


@pytest.fixture
def manager(shell: Shell) -> Shell:
    return shell.sign_in("user0", "Mima-2026-0-Ceshi")


@pytest.mark.rule("FU-2")
def test_a_gateway_is_set_tried_and_told_and_the_list_masks(folder: Path, manager: Shell, tmp_path: Path) -> None:
    drop = tmp_path / "sms"
    drop.mkdir()
    assert manager("messages", "test", "--dir", folder).code == 1  # no gateway yet
    assert manager("messages", "gateway", "--files", drop, "--dir", folder).code == 0
    said = manager("messages", "gateway", "--dir", folder, "--json")
    assert said.json == {"ok": True, "gateway": "folder sms"}
    assert manager("messages", "test", "--dir", folder, "--json").json == {"ok": True}
    (line,) = manager("messages", "list", "--dir", folder, "--json").json["messages"]
    assert (line["kind"], line["state"], line["mobile"]) == ("risk-reminder", "queued", "138****8000")
    assert manager("messages", "list", "--state", "nonsense", "--dir", folder).code == 2
    prepared = manager("messages", "prepare", "--dir", folder, "--json").json
    assert (prepared["ok"], prepared["visits"]) == (True, 0)
    # given up: it waits since the clock of the tests, which is long ago or to come; nothing is sent twice
    assert manager("messages", "send", "--dir", folder, "--json").json["ok"] is True
    assert manager("messages", "gateway", "--none", "--dir", folder, "--json").json["gateway"] == "none"


def test_a_secret_is_never_an_argument(folder: Path, manager: Shell) -> None:
    said = manager(
        "messages", "gateway", "--http", "https://sms.example.com/v1", "--key", "k", "--dir", folder, "--json"
    )
    assert (said.code, said.json["code"]) == (1, "messages.gateway_secret")


@pytest.mark.rule("FU-5")
def test_a_list_is_looked_at_and_taken_in(folder: Path, manager: Shell, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    head = "资金账号,交易日期,可疑类型,说明\n"
    sheet.write_text(head + "1,2001-01-01,x,\n", encoding="utf-8")
    said = manager("unusual", "import", sheet, "--dir", folder, "--json")
    assert (said.code, said.json["outcome"], said.json["problem_count"]) == (1, "mistakes", 2)
    assert manager("unusual", "list", "--dir", folder, "--json").json == {"lists": []}
    template = tmp_path / "t.xlsx"
    assert manager("unusual", "template", template).code == 0
    assert manager("unusual", "template", template).code == 2
