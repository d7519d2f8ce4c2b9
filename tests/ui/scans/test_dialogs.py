"""The camera and the watched folder: pages by the space bar, plain words when there is no camera, a folder chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.scans.view import FolderStatus, Intake, RefusedFile
from tests.ui.scans.hands import Hands, hands_of
from ui.pages.scans.camera import CameraDialog
from ui.pages.scans.folder import FolderDialog
from ui.support.ask import Kind
from ui.support.run_op import OpRunner


@pytest.fixture
def hands(qtbot: QtBot, runner: OpRunner) -> Hands:
    return hands_of(qtbot, runner)


def camera_of(hands: Hands) -> CameraDialog:
    """The dialog, opened; live as soon as a picture has come."""
    hands.page.open_camera()
    (dialog,) = hands.page.findChildren(CameraDialog)
    return dialog


def live(hands: Hands, dialog: CameraDialog) -> None:
    hands.qtbot.waitUntil(lambda: any(one.frames > 1 for one in hands.provider.cameras))


def leave(hands: Hands, dialog: CameraDialog) -> None:
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    hands.qtbot.waitUntil(lambda: bool(gone))
    hands.settle()


def test_the_camera_shows_what_it_sees_and_says_that_a_page_was_found(hands: Hands) -> None:
    dialog = camera_of(hands)
    live(hands, dialog)
    hands.qtbot.waitUntil(dialog.seen.isVisible)
    assert dialog.seen.text() == "Page found"
    leave(hands, dialog)
    assert hands.provider.cameras[0].closed


def test_space_takes_a_page_whatever_has_the_cursor_and_says_which_it_is(hands: Hands) -> None:
    dialog = camera_of(hands)
    live(hands, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: dialog.count == 1)
    QTest.keyClick(dialog, Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: dialog.count == 2)
    assert dialog.said.text().startswith("2. Recognised")
    leave(hands, dialog)
    assert len(hands.said("shoot")) == 2


def test_a_page_that_was_refused_is_said_and_the_camera_goes_on(hands: Hands) -> None:
    hands.provider.shot = Intake((), (RefusedFile("", "scans.taken_already", {}),))
    dialog = camera_of(hands)
    live(hands, dialog)
    dialog.take_page()
    hands.qtbot.waitUntil(lambda: "before" in dialog.said.text())
    seen = hands.provider.cameras[0].frames
    hands.qtbot.waitUntil(lambda: hands.provider.cameras[0].frames > seen)
    leave(hands, dialog)


def test_a_page_waits_for_the_server_and_the_window_can_be_left_meanwhile(hands: Hands) -> None:
    hands.provider.refusals["shoot"] = Refused("branch.unreachable")
    dialog = camera_of(hands)
    live(hands, dialog)
    dialog.take_page()
    hands.qtbot.waitUntil(lambda: "Not saved yet" in dialog.said.text())
    assert not dialog.capture.isEnabled()
    del hands.provider.refusals["shoot"]
    hands.runner.retry()
    hands.qtbot.waitUntil(lambda: dialog.count == 1)
    hands.provider.refusals["shoot"] = Refused("branch.unreachable")
    dialog.take_page()
    hands.qtbot.waitUntil(lambda: "Not saved yet" in dialog.said.text())
    leave(hands, dialog)
    camera = hands.provider.cameras[0]
    assert (camera.closed, camera.given_up, hands.runner.waiting()) == (True, 1, 0)


def test_without_a_camera_it_says_so_and_can_be_tried_again(hands: Hands) -> None:
    hands.provider.refusals["camera"] = Refused("camera.not_there")
    dialog = camera_of(hands)
    hands.qtbot.waitUntil(dialog.none.isVisible)
    assert "camera" in dialog.none._text.text()
    assert not dialog.capture.isEnabled()
    hands.provider.refusals.clear()
    dialog.none.acted.emit()
    hands.qtbot.waitUntil(dialog.capture.isEnabled)
    live(hands, dialog)
    leave(hands, dialog)


def test_a_camera_that_is_pulled_out_is_let_go_of(hands: Hands) -> None:
    dialog = camera_of(hands)
    live(hands, dialog)
    hands.provider.cameras[0].problem = Refused("camera.no_picture")
    hands.qtbot.waitUntil(dialog.none.isVisible)
    leave(hands, dialog)
    assert hands.provider.cameras[0].closed


def folder_of(hands: Hands) -> FolderDialog:
    hands.page.open_folder()
    hands.settle()
    (dialog,) = hands.page.findChildren(FolderDialog)
    return dialog


def test_a_folder_is_chosen_switched_on_and_its_state_stands_on_the_page(hands: Hands, tmp_path: Path) -> None:
    assert hands.page.ways.folder_chip.text() == "Off"
    dialog = folder_of(hands)
    hands.answers.answers = [str(tmp_path)]
    QTest.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    assert hands.answers.asked[-1].kind is Kind.FOLDER
    assert dialog.on.isChecked()
    dialog.keep()
    hands.settle()
    assert hands.said("watch") == [("watch", str(tmp_path), True)]
    assert hands.page.ways.folder_chip.text() == "On"


def test_a_folder_that_cannot_be_used_is_said_at_its_field_and_the_dialog_stays(hands: Hands) -> None:
    hands.provider.refusals["watch"] = Refused("scans.folder_too_wide", field="folder")
    dialog = folder_of(hands)
    dialog.path.set_value("/")
    dialog.keep()
    hands.settle()
    assert dialog.path.error()
    assert dialog.save.isEnabled()
    dialog.reject()
    QApplication.processEvents()


def test_a_watch_that_does_not_work_says_why(qtbot: QtBot, runner: OpRunner) -> None:
    hands = hands_of(qtbot, runner)
    hands.provider.status = FolderStatus("/away", on=True, taken=3, refused=1, problem="scans.folder_unusable")
    hands.page.refresh()
    hands.settle()
    assert hands.page.ways.folder_chip.text() == "Not working"
    dialog = folder_of(hands)
    assert "folder" in dialog.state.text()
    dialog.reject()
    QApplication.processEvents()
