"""What the start menu opens, and the first window of a computer without a branch."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from ui import __main__ as program
from ui.start import menu
from ui.start.choice import StartChoice


def _branch(folder: Path, *, sample: bool = False) -> Path:
    folder.mkdir()
    (folder / "branch.toml").write_text(f"sample = {str(sample).lower()}\n", encoding="utf-8")
    return folder


def _end(choice: StartChoice) -> tuple[Path | None, bool]:
    return choice.folder, choice.is_sample


def test_the_start_menu_opens_the_remembered_branch_then_the_usual_one_then_a_whole_sample(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    branch, sample = tmp_path / "branch", tmp_path / "demo"
    assert menu.known(settings, branch, sample) is None
    _branch(sample, sample=True)
    assert menu.known(settings, branch, sample) == ["demo", "--dir", str(sample)]
    _branch(branch)
    assert menu.known(settings, branch, sample) == ["run", "--dir", str(branch)]
    other = _branch(tmp_path / "other")
    settings.setValue(menu.REMEMBERED, str(other))
    assert menu.known(settings, branch, sample) == ["run", "--dir", str(other)]
    settings.setValue(menu.REMEMBERED, str(tmp_path / "gone"))
    assert menu.known(settings, branch, sample) == ["run", "--dir", str(branch)]


def test_a_sample_that_was_left_half_made_is_not_opened(tmp_path: Path) -> None:
    from app.samples.people import UNFINISHED_FILE

    sample = _branch(tmp_path / "demo", sample=True)
    assert menu.is_whole(sample)
    (sample / UNFINISHED_FILE).touch()
    assert not menu.is_whole(sample)


def test_who_quits_the_first_window_ends_the_program_without_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "command", lambda: None)
    assert program.run(["window"]) == 0


def test_a_folder_without_a_branch_is_told_and_one_with_a_branch_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    choice = StartChoice(lambda: tmp_path)
    qtbot.addWidget(choice)
    choice.take(tmp_path)
    assert _end(choice) == (None, False)
    assert "branch.toml" in choice.problem.text()
    branch = _branch(tmp_path / "branch")
    choice.take(branch)
    assert _end(choice) == (branch, False)
    assert choice.result() == StartChoice.DialogCode.Accepted


def test_the_sample_is_made_beside_the_window_and_nobody_leaves_meanwhile(qtbot: QtBot, tmp_path: Path) -> None:
    choice = StartChoice(lambda: tmp_path / "demo")
    qtbot.addWidget(choice)
    with qtbot.waitSignal(choice.accepted):
        choice.make()
        assert not choice.leave.isEnabled()
        assert not choice.working.isHidden()
        choice.reject()
        assert choice.result() == 0
    assert _end(choice) == (tmp_path / "demo", True)


@pytest.mark.parametrize(
    ("problem", "words"), [(Refused("branch.not_a_sample"), "sample"), (OSError("disk"), "OSError")]
)
def test_a_sample_that_cannot_be_made_is_told_and_can_be_tried_again(
    qtbot: QtBot, problem: Exception, words: str
) -> None:
    def fail() -> Path:
        raise problem

    choice = StartChoice(fail)
    qtbot.addWidget(choice)
    choice.make()
    qtbot.waitUntil(choice.sample.isEnabled)
    assert _end(choice) == (None, False)
    assert choice.problem.text()
    if isinstance(problem, OSError):
        assert words in choice.problem.text()
