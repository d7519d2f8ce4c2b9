from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.backup.worker import State
from ui.backup_note import BackupNote
from ui.main_status import StatusLine

GOOD = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


@pytest.fixture
def note(qtbot: QtBot) -> Iterator[BackupNote]:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    yield line.backup
    line.close()


def test_without_backups_nothing_is_said(note: BackupNote) -> None:
    note.show_state(State())
    assert note.isHidden()


@pytest.mark.parametrize(
    ("state", "text", "tone"),
    [
        (State(shown=True, good_at=GOOD), "Backup 11-20 18:30", ""),
        (State(shown=True, part="documents", done=43, total=100), "Backing up documents: 43 %", ""),
        (State(shown=True, part="database", total=0), "Backing up the database: 0 %", ""),
        (State(shown=True, good_at=GOOD, overdue=True), "Backup overdue: last one 11-20 18:30", "danger"),
        (State(shown=True, overdue=True), "No backup yet", "danger"),
        (State(good_at=GOOD, problem="backup.full"), "Backup failed; last good one 11-20 18:30", "danger"),
        (State(problem="backup.no_folder"), "Backup failed; there is none yet", "danger"),
    ],
)
def test_each_state_is_told_in_words(note: BackupNote, state: State, text: str, tone: str) -> None:
    note.show_state(state)
    assert not note.isHidden()
    assert note.text() == text
    assert (note._text.property("state") or "") == tone


def test_a_failure_is_explained_where_the_mouse_rests(note: BackupNote) -> None:
    note.show_state(State(problem="backup.full"))
    assert "备份磁盘空间不足" in note._text.toolTip() or "disk of the backups is full" in note._text.toolTip()
    note.show_state(State(shown=True, good_at=GOOD))
    assert note._text.toolTip() == ""


def test_only_who_may_make_backups_has_the_button(note: BackupNote, qtbot: QtBot) -> None:
    note.show_state(State(shown=True, good_at=GOOD))
    assert note.button.isHidden()
    note.allow(True)
    with qtbot.waitSignal(note.now_wanted):
        note.button.click()
    note.show_state(State(shown=True, part="documents", done=1, total=3))
    with qtbot.waitSignal(note.cancel_wanted):
        note.button.click()
