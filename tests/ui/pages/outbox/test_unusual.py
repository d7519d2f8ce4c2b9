"""Compliance takes a list in, sees each mistake first, and what became of each line (FU-5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.custody import storage as custody
from tests.people import NOON, add_client
from tests.ui.pages.office import Office
from ui.message_providers import UnusualData
from ui.pages.unusual.page import UnusualPage
from ui.support.ask import Ask

HEAD = "资金账号,交易日期,可疑类型,说明\n"


class Answers:
    """Answers with a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        answered(str(self.path))


@pytest.mark.rule("FU-5")
def test_a_list_is_looked_over_taken_in_and_its_lines_show_their_calls(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    with office.branch.db.write(office.actors.teller) as tx:
        client = add_client(tx.conn)
        custody.open_fund_account(tx.conn, client_id=client.id, number="8801000001", at=NOON, most=3)
    path = tmp_path / "名单.csv"
    path.write_text(HEAD + "8801000009,2026-11-19,代客操作,\n", encoding="utf-8")
    data = UnusualData(office.services, office.actors.compliance)
    shown = office.open(UnusualPage(office.runner, data, ask=Answers(path)))
    shown.load.click()
    shown.panel.choose.click()
    office.settle()
    assert [found.code for found in shown.panel.table.rows()] == ["unusual.no_account"]
    assert not shown.panel.take.isEnabled()
    path.write_text(HEAD + "8801000001,2026-11-19,代客操作,同一终端\n", encoding="utf-8")
    shown.panel.choose.click()
    office.settle()
    shown.panel.take.click()
    office.settle()
    (line,) = shown.lines.rows()
    assert (line.client_name, line.task_state.value, line.outcome) == ("张三丰", "open", "")
    shown.lines.selectRow(0)
    assert shown.remark.text() == "同一终端"
    with qtbot.waitSignal(shown.client_wanted) as wanted:
        shown.client.click()
    assert wanted.args == [client.id]
    shown.panel.template.click()  # over the chosen name: the answer is the same file
    office.settle()
    assert path.read_bytes()[:2] == b"PK"
