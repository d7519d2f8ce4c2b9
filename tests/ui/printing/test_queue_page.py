"""The print queue as it is seen: every state in words, what is wrong and what can be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.printing.domain import JobState, Note
from tests.ui.printing.samples import SamplePrinting, job
from ui import i18n
from ui.main_rail import Rail
from ui.pages.print_queue import PrintQueuePage, note_text, state_word
from ui.support.run_op import OpRunner
from ui.widgets.choices import ComboBox


class Queue:
    """The page with sample jobs."""

    def __init__(self, runner: OpRunner, qtbot: QtBot, port: SamplePrinting) -> None:
        self.runner, self.port, self.qtbot = runner, port, qtbot
        self.page = PrintQueuePage(runner, port)
        self.waiting: list[int] = []
        self.page.waiting_changed.connect(self.waiting.append)
        qtbot.addWidget(self.page)
        self.page.resize(1180, 660)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            assert self.runner.wait()

    def choose(self, place: int) -> None:
        self.page.table.selectRow(place)


@pytest.fixture
def queue(runner: OpRunner, qtbot: QtBot) -> Queue:
    return Queue(runner, qtbot, SamplePrinting())


def test_jobs_are_listed_and_those_that_are_not_printed_are_counted(queue: Queue) -> None:
    assert len(queue.page.table.rows()) == 8
    assert queue.waiting[-1] == 5
    assert "5" in queue.page._card.note.text()


def test_every_state_and_note_has_words_in_both_languages(queue: Queue, look: QApplication) -> None:
    jobs = [job(1, state) for state in JobState]
    english = [state_word(each)[0] for each in jobs] + [note_text(note) for note in Note if note]
    i18n.install(look, "zh")
    chinese = [state_word(each)[0] for each in jobs] + [note_text(note) for note in Note if note]
    assert all(english)
    assert all(any("\u4e00" <= character <= "\u9fff" for character in text) for text in chinese)
    assert len(set(english)) == len(english)


def test_what_is_wrong_stands_in_words_beside_the_job(queue: Queue) -> None:
    queue.choose(0)
    assert "stopped or is off line" in queue.page.sheet.said()
    assert "(6 so far)" in queue.page.sheet.said()
    queue.choose(2)
    assert "may have come out twice" in queue.page.sheet.said()
    queue.choose(5)
    assert "2, reprint" in queue.page.sheet.said()


def test_only_what_can_be_done_is_offered(queue: Queue) -> None:
    offered = []
    for place in range(8):
        queue.choose(place)
        offered.append((queue.page.again.isEnabled(), queue.page.back.isEnabled()))
    waiting, sending, printed = (True, True), (False, True), (False, False)
    assert offered == [waiting, sending, waiting, waiting, waiting, printed, printed, (True, False)]


def test_a_job_is_tried_again_at_its_own_or_at_another_printer(queue: Queue) -> None:
    QTest.keyClick(queue.page.table, Qt.Key.Key_Return)
    queue.settle()
    assert queue.port.asked == [("retry", "job-1", None)]
    box = queue.page.printer.widget
    assert isinstance(box, ComboBox)
    box.set_value("archive")
    queue.page.again.click()
    queue.settle()
    assert queue.port.asked[-1] == ("retry", "job-1", "archive")
    assert box.value() == "*"


def test_a_job_is_taken_back_by_its_key(queue: Queue) -> None:
    queue.choose(3)
    queue.page.table.setFocus()
    QTest.keyClick(queue.page.table, Qt.Key.Key_Delete)
    queue.settle()
    assert queue.port.asked == [("cancel", "job-4")]
    queue.choose(5)
    queue.page.retry()
    queue.page.cancel()
    queue.settle()
    assert len(queue.port.asked) == 1  # printed: neither


def test_what_is_refused_is_said(queue: Queue) -> None:
    queue.port.problem = Refused("printing.changed_meanwhile")
    queue.page.again.click()
    queue.settle()
    assert "gone on in the meantime" in queue.page.banner.text()


def test_a_change_is_seen_at_once_and_the_choice_stays(queue: Queue) -> None:
    queue.choose(3)
    queue.port.found = queue.port.found[1:]
    queue.page.changed("tasks")
    queue.settle()
    assert len(queue.page.table.rows()) == 8
    queue.page.changed("printing")
    queue.settle()
    chosen = queue.page.chosen()
    assert chosen is not None
    assert (len(queue.page.table.rows()), chosen.id) == (7, "job-4")


def test_an_empty_queue_says_what_it_is_for(queue: Queue) -> None:
    queue.port.found = []
    queue.page.refresh()
    queue.settle()
    assert queue.page.empty.isVisible()
    assert queue.waiting[-1] == 0
    assert not queue.page.again.isEnabled()


def test_all_counters_are_offered_to_those_who_oversee_only(runner: OpRunner, qtbot: QtBot) -> None:
    elsewhere = job(9, JobState.WAITING, station="02")
    port = SamplePrinting(found=[elsewhere])
    queue = Queue(runner, qtbot, port)
    assert queue.page.table.rows() == []
    queue.page.which.set_value("all")
    queue.page.refresh()
    queue.settle()
    assert [row.id for row in queue.page.table.rows()] == ["job-9"]
    assert Queue(runner, qtbot, SamplePrinting(oversees=False)).page.which.isHidden()


def test_the_page_follows_the_language_and_keeps_the_choice(queue: Queue, look: QApplication) -> None:
    queue.choose(3)
    i18n.install(look, "zh")
    look.processEvents()
    queue.settle()
    chosen = queue.page.chosen()
    assert chosen is not None
    assert chosen.id == "job-4"
    assert queue.page.again.text() == "立即重试"


def test_the_number_at_the_page_s_button_comes_and_goes(look: QApplication, qtbot: QtBot) -> None:
    rail = Rail("示例营业部")
    qtbot.addWidget(rail)
    rail.add("printing", lambda: "Print queue", "print")
    rail.show()
    rail.set_badge("printing", 3)
    assert rail.button("printing").accessibleName() == "Print queue (3)"
    assert rail._badges["printing"].text() == "3"
    rail._retranslate()
    assert rail.button("printing").accessibleName() == "Print queue (3)"
    rail.set_badge("printing", 120)
    assert rail._badges["printing"].text() == "99+"
    rail.set_badge("printing", 0)
    assert rail._badges["printing"].isHidden()
    assert rail.button("printing").accessibleName() == "Print queue"
    rail.set_badge("nothing", 3)
