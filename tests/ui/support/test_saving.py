"""Saves wait for a server that is away, are done exactly once, and say honestly how it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
import sqlalchemy as sa
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.storage import db as database
from app.storage.again import PASSING
from tests.app.storage.test_once import Line
from tests.builders import Actors, BranchFactory
from ui.feed import Feed
from ui.main_status import StatusLine
from ui.pages.entry_form import EntryForm
from ui.support.run_op import OpRunner
from ui.support.saving import WAITS_FOR
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField


class Server:
    """Answers when it is there. ``saved``: what it holds; ``lost``: the answer of the next save is lost on the way."""

    def __init__(self, branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch) -> None:
        self.branch, self.actors = branch, actors
        self.away = ""
        self.tries = 0
        self._line = Line(branch, monkeypatch)
        self._patch = monkeypatch

    def loses(self, *, arrived: bool) -> None:
        def unsure(*_: object) -> bool:
            raise Refused("storage.unsure")

        self._patch.setattr(database.Database, "_reached", unsure)
        self._line.breaks(arrived=arrived)

    def save(self, text: str) -> str:
        self.tries += 1
        if self.away:
            raise Refused(self.away)
        with self.branch.db.write(self.actors.teller) as tx:
            tx.audit("test.saved", "test", text)
        return text

    def saved(self) -> list[str]:
        with self.branch.db.read() as conn:
            rows = conn.execute(sa.text("SELECT subject_id FROM audit_log WHERE act = 'test.saved' ORDER BY seq"))
            return [str(row[0]) for row in rows]


@pytest.fixture
def server(branch: OpenBranch, actors: Actors, monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(branch, actors, monkeypatch)


class Asker(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.came: list[Any] = []
        self.failed: list[Exception] = []
        self.waited: list[str] = []

    def waits(self, reason: Refused | None) -> None:
        self.waited.append("" if reason is None else reason.code)


@pytest.fixture
def asker(qtbot: QtBot) -> Asker:
    made = Asker()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def save(runner: OpRunner, server: Server, asker: Asker) -> Callable[..., Any]:
    def saves(text: str = "a") -> Any:
        made = runner.save(
            server.save, text, done=asker.came.append, failed=asker.failed.append, waits=asker.waits, owner=asker
        )
        assert runner.wait()
        return made

    return saves


def test_whatever_a_service_tries_again_a_window_waits_for() -> None:
    assert PASSING < WAITS_FOR


@pytest.mark.parametrize("code", sorted(WAITS_FOR))
def test_a_save_waits_while_the_server_is_away_and_goes_through_when_it_is_there(
    runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any], code: str
) -> None:
    told: list[int] = []
    runner.waiting_changed.connect(told.append)
    server.away = code
    saving = save()
    assert (asker.waited, asker.came, asker.failed) == ([code], [], [])
    runner.retry()
    assert runner.wait()
    assert saving.waiting
    assert server.tries == 2
    server.away = ""
    runner.retry()
    assert runner.wait()
    assert (asker.came, asker.failed) == (["a"], [])
    assert asker.waited == [code, code, ""]
    assert told == [1, 0]
    assert server.saved() == ["a"]


@pytest.mark.rule("SE-2")
def test_a_save_whose_answer_was_lost_is_done_once_and_told_as_saved(
    runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any]
) -> None:
    server.loses(arrived=True)
    save()
    assert asker.waited == ["storage.unsure"]
    runner.retry()
    assert runner.wait()
    assert (asker.came, asker.failed) == ([None], [])  # to be read anew
    assert server.saved() == ["a"]


def test_a_save_that_did_not_arrive_is_done_by_the_next_try(
    runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any]
) -> None:
    server.loses(arrived=False)
    save()
    assert server.saved() == []
    runner.retry()
    assert runner.wait()
    assert asker.came == ["a"]
    assert server.saved() == ["a"]


def test_it_is_tried_again_by_itself(
    runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("ui.support.saving.AGAIN_MS", (150,))  # the runner is idle in between
    server.away = "branch.unreachable"
    save()
    server.away = ""
    qtbot.waitUntil(lambda: asker.came == ["a"])
    assert server.saved() == ["a"]


def test_a_no_of_the_business_is_told_at_once(
    runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any]
) -> None:
    server.away = "clients.same_paper"
    save()
    assert [str(problem) for problem in asker.failed] == [str(Refused("clients.same_paper"))]
    assert runner.waiting() == 0
    assert asker.waited == []


def test_what_is_partly_saved_is_not_begun_again_by_itself(runner: OpRunner, server: Server, asker: Asker) -> None:
    def two() -> None:
        server.save("first")
        raise Refused("branch.unreachable")

    runner.save(two, done=asker.came.append, failed=asker.failed.append, waits=asker.waits, owner=asker)
    assert runner.wait()
    assert runner.waiting() == 0
    assert len(asker.failed) == 1
    assert server.saved() == ["first"]


@pytest.mark.rule("SE-2")
def test_a_save_that_arrived_is_told_as_saved_even_where_it_is_itself_the_reason_why_the_next_try_is_refused(
    runner: OpRunner, server: Server, asker: Asker
) -> None:
    def once_only(text: str) -> str:
        if text in server.saved():
            raise Refused("clients.same_paper")  # looked at before anything is written
        return server.save(text)

    def save() -> None:
        runner.save(once_only, "a", done=asker.came.append, failed=asker.failed.append, waits=asker.waits, owner=asker)
        assert runner.wait()

    server.loses(arrived=True)
    save()
    runner.retry()
    assert runner.wait()
    assert (asker.came, asker.failed) == ([None], [])
    save()  # somebody wants the same once more: that is refused
    assert len(asker.failed) == 1
    assert server.saved() == ["a"]


def test_a_save_that_goes_through_wakes_those_that_wait(
    runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any]
) -> None:
    server.away = "branch.unreachable"
    save("a")
    save("b")
    assert runner.waiting() == 2
    server.away = ""
    save("c")
    assert runner.wait()
    assert runner.waiting() == 0
    assert sorted(server.saved()) == ["a", "b", "c"]


@pytest.mark.rule("SE-2")
def test_what_waits_is_saved_as_soon_as_the_windows_own_line_to_the_server_is_back(
    runner: OpRunner, branch_factory: BranchFactory, actors: Actors, asker: Asker, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("ui.support.saving.AGAIN_MS", (3_600_000,))
    monkeypatch.setattr("app.storage.changes.FIRST_WAIT", 0.01)
    server = Server(branch_factory.make("postgresql"), actors, monkeypatch)
    feed = Feed(server.branch.db)
    feed.answered.connect(runner.retry)
    with qtbot.waitSignal(feed.answered):
        feed.start()
    try:
        server.away = "branch.unreachable"
        runner.save(server.save, "a", done=asker.came.append, waits=asker.waits, owner=asker)
        assert runner.wait()
        assert runner.waiting() == 1
        server.away = ""
        with server.branch.db.write(actors.teller) as tx:
            listening = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            tx.conn.execute(sa.text(f"{listening} AND datname = current_database()"))
        qtbot.waitUntil(lambda: asker.came == ["a"])
    finally:
        feed.stop()
    assert server.saved() == ["a"]


def test_what_waits_can_be_given_up(runner: OpRunner, server: Server, asker: Asker, save: Callable[..., Any]) -> None:
    server.away = "branch.unreachable"
    saving = save()
    saving.stop()
    server.away = ""
    runner.retry()
    assert runner.wait()
    assert (asker.came, asker.failed, server.saved(), runner.waiting()) == ([], [], [], 0)


def test_a_save_whose_page_has_gone_is_done_all_the_same(runner: OpRunner, server: Server) -> None:
    gone = Asker()
    came = gone.came
    server.away = "branch.unreachable"
    runner.save(server.save, "a", done=came.append, failed=came.append, waits=gone.waits, owner=gone)
    assert runner.wait()
    shiboken6.delete(gone)
    server.away = ""
    runner.retry()
    assert runner.wait()
    assert came == []
    assert server.saved() == ["a"]


class Sheet:
    """A form that saves to the server."""

    def __init__(self, runner: OpRunner, server: Server, qtbot: QtBot) -> None:
        self.runner, self.server = runner, server
        self.form = EntryForm({"text": LabelledField("", LineEdit(limit=40))})
        self.came: list[Any] = []
        self.left: list[bool] = []
        self.form.submitted.connect(self.save)
        self.form.left.connect(lambda: self.left.append(True))
        qtbot.addWidget(self.form)
        self.form.say("Sheet", "Save")
        self.form.show()
        self.form.start({"text": "typed"})

    def save(self, values: dict[str, Any]) -> None:
        self.form.save_by(self.runner, self.server.save, values["text"], done=self.done)

    def done(self, value: Any) -> None:
        self.came.append(value)
        self.form.accepted()

    def submit(self) -> None:
        self.form.submit()
        assert self.runner.wait()


@pytest.fixture
def sheet(runner: OpRunner, server: Server, qtbot: QtBot) -> Sheet:
    return Sheet(runner, server, qtbot)


def test_a_form_keeps_what_was_typed_and_says_that_it_is_not_saved_yet(sheet: Sheet) -> None:
    sheet.server.away = "branch.unreachable"
    sheet.submit()
    form = sheet.form
    assert form.banner.text().startswith("Not saved yet - the branch server does not answer; trying again")
    assert form.values() == {"text": "typed"}
    assert not form.area.isEnabled()  # what is on its way is not typed over
    form.leave.click()
    assert sheet.left == []
    form.submit()  # once more by key: it is under way
    sheet.server.away = ""
    sheet.runner.retry()
    assert sheet.runner.wait()
    assert sheet.came == ["typed"]
    assert form.banner.text() == ""
    assert form.area.isEnabled()
    assert sheet.server.saved() == ["typed"]


def test_a_form_whose_answer_was_lost_shows_it_as_saved(sheet: Sheet) -> None:
    sheet.server.loses(arrived=True)
    sheet.submit()
    assert "Not saved yet" in sheet.form.banner.text()
    sheet.runner.retry()
    assert sheet.runner.wait()
    assert sheet.came == [None]
    assert sheet.form.banner.text() == ""
    assert sheet.server.saved() == ["typed"]


def test_trying_is_stopped_by_hand_and_everything_typed_stays(sheet: Sheet) -> None:
    sheet.server.away = "branch.unreachable"
    sheet.submit()
    sheet.form.banner.acted.emit()
    assert sheet.form.area.isEnabled()
    assert sheet.form.values() == {"text": "typed"}
    assert "cannot be reached" in sheet.form.banner.text()
    sheet.form.leave.click()
    assert sheet.left == [True]
    sheet.server.away = ""
    sheet.submit()
    assert sheet.server.saved() == ["typed"]


def test_the_status_line_says_how_many_saves_wait_before_anything_else(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_unsaved()
    line.show_waiting(2)
    assert line.text() == "Not saved yet - no answer; trying again (2)"
    line.show_waiting(0)
    assert line.text() == "Not saved yet"
