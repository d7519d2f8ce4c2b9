"""Messages as files: what a kill leaves can be told, receipts are read once, nothing strange is believed (FU-2)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.gateways.messages.file_drop import FileDrop
from app.gateways.messages.port import Answer, Outgoing
from app.messages.domain import MessageState
from tests.app.messages.outbox import Outbox
from tests.builders import Actors

ID = "0" * 31 + "a"
MESSAGE = Outgoing(ID, "13800138000", "您好")


def test_a_message_is_laid_down_once_whole_and_for_nobody_else_to_read(tmp_path: Path) -> None:
    drop = FileDrop(tmp_path)
    assert drop.ask(ID).answer is Answer.UNKNOWN
    assert drop.hand_over(MESSAGE).answer is Answer.ACCEPTED
    path = tmp_path / "out" / f"{ID}.json"
    assert json.loads(path.read_text("utf-8")) == {"id": ID, "mobile": "13800138000", "text": "您好"}
    assert path.stat().st_mode & 0o077 == 0
    path.unlink()  # the provider's sender took it away
    assert drop.hand_over(MESSAGE).answer is Answer.ACCEPTED
    assert (drop.ask(ID).answer, path.exists()) == (Answer.ACCEPTED, False)


def test_a_mark_without_the_file_that_never_got_its_name_is_no_message(tmp_path: Path) -> None:
    drop = FileDrop(tmp_path)
    drop.hand_over(MESSAGE)
    (tmp_path / "out" / f"{ID}.json").rename(tmp_path / "handed-over" / f"{ID}.half")  # as killed before the rename
    assert drop.ask(ID).answer is Answer.UNKNOWN
    assert drop.hand_over(MESSAGE).answer is Answer.ACCEPTED
    assert len(list(tmp_path.glob("out/*"))) == 1


def test_another_folder_of_the_same_name_is_another_gateway(tmp_path: Path) -> None:
    for place in ("a", "b"):
        (tmp_path / place / "sms").mkdir(parents=True)
    first, second = FileDrop(tmp_path / "a" / "sms"), FileDrop(tmp_path / "b" / "sms")
    assert first.name != second.name
    assert FileDrop(tmp_path / "a" / "sms").name == first.name


def test_a_folder_that_is_gone_leaves_it_open_and_one_that_never_was_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    drop = FileDrop(folder)
    folder.rename(tmp_path / "elsewhere")
    assert (drop.hand_over(MESSAGE).answer, drop.check().answer) == (Answer.UNSURE, Answer.FAILED)
    with pytest.raises(Refused, match=r"messages\.gateway_folder"):
        FileDrop(folder)


@pytest.mark.rule("FU-2")
def test_receipts_are_read_back_once_and_what_they_do_not_say_is_not_believed(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    outbox = Outbox(sqlite_branch, actors.teller)
    outbox.gateway = FileDrop(tmp_path)
    arrived, lost, quiet = (outbox.queue(name, mobile=f"1380013800{n}") for n, name in enumerate("abc"))
    outbox.sender.round()
    lines = [
        {"id": arrived.id, "state": "delivered"}, {"id": lost.id, "state": "failed"}, {"id": quiet.id, "state": "?"},
        {"id": "../../etc", "state": "delivered"}, {"id": ID, "state": "delivered"}, ["x"],
    ]  # fmt: skip
    receipts = tmp_path / "receipts" / "1.json"
    receipts.write_text("\n".join([*map(json.dumps, lines), "no JSON"]), encoding="utf-8")
    outbox.later()
    assert [outbox.state(one) for one in (arrived, lost, quiet)] == [
        MessageState.DELIVERED, MessageState.FAILED, MessageState.SENT
    ]  # fmt: skip
    assert ([one.id for one in outbox.lost], receipts.exists()) == ([lost.id], False)
    assert (tmp_path / "receipts" / "read" / "1.json").exists()
