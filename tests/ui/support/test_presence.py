"""Who else has something open is said at the head of the page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.common.actor import Actor
from app.common.errors import Refused
from app.presence.domain import Present, Subject
from app.presence.service import TOPIC
from tests.builders import Actors
from ui.support.presence import PresenceChip
from ui.support.run_op import OpRunner

SINCE = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)
OTHER = Present("s2", "王柜员", "counter-2", SINCE)


class Service:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.others: tuple[Present, ...] = ()
        self.away = False

    def here(self, actor: Actor, subject: Subject, subject_id: str) -> tuple[Present, ...]:
        self.told.append(("here", subject_id))
        if self.away:
            raise Refused("branch.unreachable")
        return self.others

    def gone(self, actor: Actor, subject: Subject, subject_id: str) -> None:
        self.told.append(("gone", subject_id))


class Place:
    """A page that shows a case, with the chip on it."""

    def __init__(self, qtbot: QtBot, actors: Actors) -> None:
        self.qtbot = qtbot
        self.runner = OpRunner()
        self.service = Service()
        self.shows = ""
        self.page = QWidget()
        self.chip = PresenceChip(self.runner, self.service, actors.teller, Subject.OPENING, lambda: self.shows)
        QVBoxLayout(self.page).addWidget(self.chip)
        self.chip.watch(self.page)
        qtbot.addWidget(self.page)
        self.page.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.wait(1)
        self.qtbot.waitUntil(self.runner.idle)

    def show(self, number: str) -> None:
        self.shows = number
        self.chip.look()
        self.settle()


@pytest.fixture
def place(qtbot: QtBot, actors: Actors) -> Place:
    return Place(qtbot, actors)


def test_who_else_is_there_is_named_with_the_counter(place: Place) -> None:
    place.service.others = (OTHER,)
    place.show("KH1")
    assert "王柜员" in place.chip.text()
    assert "counter-2" in place.chip.text()
    assert "10:15" in place.chip.toolTip()
    assert not place.chip.isHidden()


def test_nobody_else_is_not_worth_a_word(place: Place) -> None:
    place.show("KH1")
    assert place.chip.isHidden()
    assert place.service.told == [("here", "KH1")]


def test_another_case_leaves_the_one_before(place: Place) -> None:
    place.service.others = (OTHER,)
    place.show("KH1")
    place.service.others = ()
    place.show("KH2")
    assert sorted(place.service.told) == [("gone", "KH1"), ("here", "KH1"), ("here", "KH2")]
    assert place.chip.isHidden()


def test_leaving_the_page_is_told_and_coming_back_too(place: Place) -> None:
    place.show("KH1")
    place.page.hide()
    place.settle()
    place.page.show()
    place.settle()
    assert place.service.told == [("here", "KH1"), ("gone", "KH1"), ("here", "KH1")]


def test_what_others_open_is_heard_at_once(place: Place) -> None:
    place.show("KH1")
    place.service.others = (OTHER, Present("s3", "李柜员", "counter-3", SINCE))
    place.chip.changed("tasks")
    place.settle()
    assert place.chip.isHidden()
    place.chip.changed(TOPIC)
    place.settle()
    assert "1" in place.chip.text().replace("counter-2", "")


def test_a_server_that_is_away_is_not_told_by_the_chip(place: Place) -> None:
    place.service.away = True
    place.show("KH1")
    assert place.chip.isHidden()
