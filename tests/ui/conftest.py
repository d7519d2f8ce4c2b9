"""Windows without a screen. A Qt warning fails the test; every test starts in English and in the light theme."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import i18n
from ui.support.run_op import OpRunner
from ui.theme import apply_theme, current

HARMLESS = ("This plugin does not support",)
"""What the offscreen platform says about itself."""


@pytest.fixture(autouse=True)
def no_qt_warnings(qtlog: Any) -> Iterator[None]:
    """Fail on anything Qt warns of."""
    yield
    bad = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    said = [r.message for r in qtlog.records if r.type in bad and not r.message.startswith(HARMLESS)]
    assert said == []


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, in English; left that way too."""
    i18n.install(qapp, "en")
    if current().name != "light" or not qapp.styleSheet():
        apply_theme(qapp, "light")
    yield qapp
    i18n.install(qapp, "en")


@pytest.fixture
def runner(look: QApplication, qtbot: QtBot) -> Iterator[OpRunner]:
    """Work off the GUI thread, all delivered at the end."""
    made = OpRunner()
    yield made
    assert made.wait()
    assert made.close()
    made.deleteLater()
