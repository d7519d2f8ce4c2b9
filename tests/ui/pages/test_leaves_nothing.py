"""What was looked at and put away is gone: no widget, Qt object or enumeration is left behind (decision 0046)."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.actor import Role
from tests.ui.alive import left_by
from tests.ui.customer_display import samples
from tests.ui.pages.office import Office
from tests.ui.pages.test_rights import window_of
from ui.customer_display.display import CustomerDisplay


def test_no_page_leaves_anything_behind_when_another_is_brought_up(office: Office, qtbot: QtBot) -> None:
    window = window_of(office, Role.TELLER, qtbot)
    window._idle.stop()

    def look_round() -> None:
        for key in ("workbench", "clients", "tasks", "dossier", "dashboard"):
            window.show_page(key)
            office.settle()

    assert left_by(look_round) == Counter()


def test_what_the_client_was_shown_leaves_nothing_behind(qtbot: QtBot) -> None:
    display = CustomerDisplay()
    qtbot.addWidget(display)

    def serve() -> None:
        for prompt in (
            samples.SINGLE, samples.SEVERAL, samples.LONG, samples.CONFIRMATION, samples.PASSWORD, samples.SIGNATURE,
            samples.RATING, samples.WELCOME,
        ):  # fmt: skip
            display.show_prompt(prompt)
            QApplication.processEvents()  # what is to be done in a moment holds the view until then

    assert left_by(serve) == Counter()
    display.close_for_good()
