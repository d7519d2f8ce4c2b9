"""One station a file: a second window, or a command that writes, is refused with the advice to move (SE-1)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.branch.opened import OpenBranch
from ui import i18n
from ui.bootstrap import Program

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def preferences(tmp_path: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.mark.rule("SE-1")
@pytest.mark.usefixtures("preferences")
def test_a_second_window_says_where_the_branch_is_open_and_how_to_get_more_counters(
    look: QApplication, sqlite_branch: OpenBranch
) -> None:
    program = Program(look, sqlite_branch.folder, station="02")
    try:
        i18n.install(look, i18n.ENGLISH)
        program.opening.begin()
        assert program.runner.wait()
        said = program.window.sign_in.banner.text()
        assert "open in another window" in said
        assert "guitai move --from DIR --to ADDRESS" in said
    finally:
        program.window.close()
        program.close()


@pytest.mark.rule("SE-1")
def test_a_command_that_writes_says_it_too_and_changes_nothing(sqlite_branch: OpenBranch, tmp_path: Path) -> None:
    before = (sqlite_branch.folder / "branch.toml").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "ui", "move", "--from", str(sqlite_branch.folder), "--dir", str(tmp_path / "to"),
         "--to", "postgresql://owner@127.0.0.1:1/none"],
        cwd=TOP, capture_output=True, text=True, check=False, env={**os.environ, "GUITAI_LANGUAGE": "en"},
    )  # fmt: skip
    assert done.returncode != 0
    assert "guitai move" in done.stderr
    assert (sqlite_branch.folder / "branch.toml").read_bytes() == before
    assert not (tmp_path / "to").exists()
