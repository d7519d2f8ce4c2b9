"""An older branch opened by the window: asked, backed up, upgraded, opened; and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.storage.schema import HEAD
from app.upgrade.domain import Outlook, Progress, Step
from tests.releases.replay import VERSIONS, Fixture
from tests.releases.test_replay import schema
from ui.bootstrap import Program
from ui.upgrade.dialog import UpgradeDialog
from ui.upgrade.starting import UpgradeAtStart


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai").setValue("language", "en")
    return Fixture(VERSIONS[0]).branch(tmp_path)


def _settle(program: Program) -> None:
    for _ in range(6):
        QApplication.processEvents()
        assert program.runner.wait()


def _end(program: Program) -> None:
    program.close()
    program.window.deleteLater()


def test_an_older_branch_is_upgraded_in_the_window_and_opens(qapp: QApplication, folder: Path, qtbot: QtBot) -> None:
    program = Program(qapp, folder, station="01")
    program.show()
    _settle(program)
    dialog = program.opening.upgrading.dialog if program.opening.upgrading is not None else None
    assert isinstance(dialog, UpgradeDialog)
    assert schema(folder) != HEAD
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert not dialog.leave.isEnabled()
    dialog.reject()
    dialog.close()
    assert dialog.isVisible()  # cannot be left half way
    _settle(program)
    assert "upgraded and verified" in dialog.state.text()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    _settle(program)
    assert program.branch.opened is not None
    _end(program)
    assert schema(folder) == HEAD


def test_a_failure_is_told_and_may_be_tried_again_and_going_back_says_what_it_loses(
    qapp: QApplication, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(qapp, folder, station="01")
    program.show()
    _settle(program)
    dialog = program.opening.upgrading.dialog if program.opening.upgrading is not None else None
    assert dialog is not None
    with monkeypatch.context() as broken:
        broken.setattr("app.storage.migrations.runner.add_triggers", None)
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        _settle(program)
    assert "was taken back" in dialog.state.text()
    assert dialog.leave.isEnabled()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    _settle(program)
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    _settle(program)
    assert "loses 1 acts and 0 documents" in dialog.state.text()
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    _settle(program)
    assert "as it was before the upgrade" in dialog.state.text()
    assert schema(folder) != HEAD
    dialog.show_progress(Progress(Step.WAIT))
    assert "Another station" in dialog.state.text()
    dialog.reject()
    _end(program)


def test_a_station_of_a_server_waits_while_another_upgrades(
    qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(qapp, folder, station="01")
    monkeypatch.setattr(UpgradeAtStart, "_look", lambda _: Outlook("0001", HEAD, True, True, None, running=True))
    program.opening.failed(Refused("branch.schema_older"))
    _settle(program)
    assert program.opening.upgrading is not None
    assert program.opening.upgrading.timer.isActive()
    assert "Another station upgrades" in program.window.sign_in.banner.text()
    _end(program)
