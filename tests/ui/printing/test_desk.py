"""The ways to the printer: asked once, straight on afterwards, asked again with Shift; failures are said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.gateways.printing import PrintOptions, Sides
from app.printing.domain import PrintSettings
from tests.ui.printing.samples import CLIENT, COPIES, KEPT, SamplePrinting
from ui import printing
from ui.printing import PrintDesk
from ui.refusals import say
from ui.support.ask import Ask, Asker, ask_dialog
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.widgets.choices import ComboBox, TickGroup
from ui.widgets.preview import PdfPreview
from ui.widgets.print_panel import PrintPanel, tray_word

WHY = "客户来访查询本人资料"
FIRST, SECOND, THIRD = "KH202611200001-02", "KH202611200001-03", "KH202611200001-04"


class Desk:
    """A window with the way to the printer, and what is seen of it."""

    def __init__(self, runner: OpRunner, qtbot: QtBot, ask: Asker = ask_dialog) -> None:
        self.runner, self.port = runner, SamplePrinting()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.window.show()
        self.desk = PrintDesk(self.window, runner, self.port, raster, ask)

    def settle(self) -> None:
        for _ in range(4):
            assert self.runner.wait()

    def print(self, *numbers: str) -> None:
        for number in numbers:
            self.desk.print_document(number)
        self.settle()

    @property
    def panel(self) -> PrintPanel:
        assert self.desk.panel is not None
        return self.desk.panel

    def printed(self) -> list[object]:
        """The documents that were queued."""
        return [facts[1] for facts in self.port.asked if facts[0] == "print"]

    def said(self) -> str:
        """The toast."""
        return "".join(made.text() for made in self.window.findChildren(QLabel))


@pytest.fixture
def shift(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether Shift is held down: the last of the list."""
    held = [False]
    monkeypatch.setattr(printing, "_shift", lambda: held[-1])
    return held


@pytest.fixture
def desk(runner: OpRunner, qtbot: QtBot, shift: list[bool]) -> Iterator[Desk]:
    made = Desk(runner, qtbot)
    yield made
    if made.desk.panel is not None:
        made.desk.panel.reject()
    made.settle()


def test_the_first_print_asks_how_and_the_next_goes_straight_on(desk: Desk) -> None:
    desk.print(FIRST)
    assert desk.printed() == []
    desk.panel.submit()
    desk.settle()
    assert desk.desk.panel is None
    wanted = PrintSettings(options=PrintOptions(), labels=COPIES)
    assert desk.port.asked == [("remember", "application", True), ("print", FIRST, wanted)]
    assert "开户申请表" in desk.said()
    desk.print(SECOND)
    assert desk.desk.panel is None
    assert desk.port.asked[-1] == ("print", SECOND, None)  # as remembered


def test_shift_asks_although_it_is_known_and_shows_what_is_remembered(desk: Desk, shift: list[bool]) -> None:
    desk.port.settings["application"] = KEPT
    shift.append(True)
    desk.print(FIRST)
    panel = desk.panel
    values = {name: field.value() for name, field in panel.fields.items()}
    assert values == {
        "printer": "front-desk", "tray": "Lower", "copies": "2", "sides": Sides.LONG_EDGE.value, "labels": (CLIENT,),
        "general": (),
    }  # fmt: skip
    assert panel.settings() == KEPT


def test_print_all_asks_once_and_prints_the_rest_as_it_was_answered_in_order(desk: Desk) -> None:
    desk.print(FIRST, SECOND, THIRD)
    panel = desk.panel
    panel.submit()
    desk.settle()
    assert desk.printed() == [FIRST, SECOND, THIRD]


def test_who_leaves_the_panel_prints_nothing_of_it_all_and_can_begin_anew(desk: Desk) -> None:
    desk.print(FIRST, SECOND)
    desk.panel.reject()
    desk.settle()
    assert desk.desk.panel is None
    assert desk.port.asked == []
    desk.print(THIRD)
    assert desk.desk.panel is not None


def test_what_fails_is_said_and_the_next_print_works(desk: Desk) -> None:
    desk.port.settings["application"] = KEPT
    desk.print("nothing")
    assert say(Refused("archive.unknown")) in desk.said()
    desk.port.problem = Refused("branch.unreachable")
    desk.print(FIRST)
    assert desk.printed() == []
    desk.port.problem = None
    desk.print(SECOND)
    assert desk.printed() == [SECOND]


def test_the_number_of_jobs_is_told_when_something_changed(desk: Desk, qtbot: QtBot) -> None:
    told: list[int] = []
    desk.desk.undone_changed.connect(told.append)
    desk.desk.changed("tasks")
    desk.settle()
    assert told == []
    desk.desk.changed("printing")
    desk.settle()
    assert told == [5]


def test_a_form_to_be_signed_by_hand_is_queued_without_a_question(desk: Desk) -> None:
    desk.desk.print_form("KH1", "custody")
    assert desk.port.asked == [("form", "KH1", "custody")]
    assert desk.desk.panel is None


# the panel


def test_the_panel_shows_each_copy_as_it_will_come_out(desk: Desk, qtbot: QtBot) -> None:
    desk.print(FIRST)
    preview = desk.panel.preview
    assert isinstance(preview, PdfPreview)
    first = preview.pdf()
    assert first.startswith(b"%PDF")
    preview.tabs.setCurrentIndex(1)
    desk.settle()
    assert preview.pdf() != first


def test_trays_and_sides_follow_the_printer_and_a_stopped_one_is_warned_of(desk: Desk) -> None:
    desk.print(FIRST)
    panel = desk.panel
    tray = panel.fields["tray"].widget
    assert isinstance(tray, ComboBox)
    assert [tray.itemText(place) for place in range(tray.count())] == [
        "Usual tray", "Upper tray", "Lower tray", "Manual feed",
    ]  # fmt: skip
    panel.fields["tray"].set_value("Lower")
    panel.fields["sides"].set_value(Sides.SHORT_EDGE.value)
    assert panel.settings().options == PrintOptions("", "Lower", Sides.SHORT_EDGE, 1)
    panel.fields["printer"].set_value("back-office")
    panel.fields["printer"].edited.emit()
    assert "stopped" in panel.fields["printer"].warning()
    assert panel.settings().options == PrintOptions("back-office", "", Sides.ONE, 1)
    panel.fields["printer"].set_value("archive")
    panel.fields["printer"].edited.emit()
    assert panel.fields["printer"].warning() == ""
    assert not panel.fields["tray"].isEnabled()


def test_a_remembered_printer_that_is_gone_stays_chosen(desk: Desk, shift: list[bool]) -> None:
    desk.port.settings["application"] = PrintSettings(options=PrintOptions("attic", "Tray9"), labels=())
    shift.append(True)
    desk.print(FIRST)
    assert desk.panel.settings().options == PrintOptions("attic", "Tray9")


def test_nothing_ticked_is_nothing_to_print(desk: Desk) -> None:
    desk.print(FIRST)
    panel = desk.panel
    panel.fields["labels"].set_value(())
    panel.submit()
    assert panel.isVisible()
    assert panel.fields["labels"].error()
    panel.fields["labels"].set_value((CLIENT,))
    panel.fields["copies"].set_value("")
    panel.submit()
    assert panel.fields["copies"].error()


def test_a_form_without_copies_has_no_ticks(desk: Desk) -> None:
    desk.port.copies = ()
    desk.print(FIRST)
    assert desk.panel.fields["labels"].isHidden()
    desk.panel.submit()
    desk.settle()
    assert desk.printed() == [FIRST]


@pytest.mark.rule("SE-1")
def test_the_title_of_the_panel_names_no_document(desk: Desk) -> None:
    desk.print(FIRST)
    assert desk.panel.windowTitle() == "Print"


def test_keys_print_and_leave(desk: Desk, qtbot: QtBot) -> None:
    desk.print(FIRST)
    panel = desk.panel
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.printed() == [FIRST]
    desk.desk.set_up(SECOND)
    desk.settle()
    panel = desk.panel
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert panel.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.printed() == [FIRST]


def test_the_general_tick_is_on_until_there_are_settings(desk: Desk) -> None:
    desk.print(FIRST)
    general = desk.panel.fields["general"].widget
    assert isinstance(general, TickGroup)
    assert general.value() == ("general",)
    general.set_value(())
    desk.panel.submit()
    desk.settle()
    assert desk.port.asked[0] == ("remember", "application", False)


@pytest.mark.parametrize(
    ("name", "word"),
    [("Tray2", "Tray 2"), ("tray-3", "Tray 3"), ("Cassette1", "Tray 1"), ("Auto", "Automatic"), ("Kiste", "Kiste"),
     ("ManualFeed", "Manual feed"), ("", "")],
)  # fmt: skip
def test_trays_have_plain_names(desk: Desk, name: str, word: str) -> None:
    assert tray_word(name) == word


@pytest.mark.rule("AR-3")
def test_papers_that_are_not_ones_own_work_are_printed_after_a_purpose_once_a_client(
    runner: OpRunner, qtbot: QtBot
) -> None:
    asked: list[Ask] = []
    answers = ["", WHY]

    def ask(parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        asked.append(question)
        answer = answers.pop(0)
        if answer:
            answered(answer)

    desk = Desk(runner, qtbot, ask)
    desk.port.not_own = True
    desk.port.settings[""] = KEPT
    desk.print(FIRST, SECOND)
    assert desk.printed() == []  # nobody answered: nothing of what was wanted along with it comes out later
    assert asked[0].choices == desk.port.usual
    desk.print(FIRST, SECOND)
    assert desk.port.stated == {"k1": WHY}
    desk.print(THIRD)
    assert desk.printed() == [FIRST, SECOND, THIRD]
    assert len(asked) == 2


def test_a_quick_card_is_looked_at_and_printed_from_there(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.show_card("opening")
    desk.settle()
    assert desk.panel.preview._pdf
    desk.panel.submit()
    desk.settle()
    assert [facts[:2] for facts in desk.port.asked] == [("remember", "quick-card"), ("card", "opening")]
    assert "个人开户" in desk.said()
    desk.desk.show_card("opening")
    desk.settle()
    desk.panel.leave.click()
    desk.print(FIRST)
    assert desk.printed() != []  # the way is free for the next paper


def test_who_may_not_print_reads_the_card_only(desk: Desk) -> None:
    desk.port.may_print = False
    desk.desk.show_card("opening")
    desk.settle()
    panel = desk.panel
    assert (panel.go.isHidden(), panel.leave.isHidden()) == (True, False)
    panel.submit()
    desk.settle()
    assert panel.isVisible()
    assert desk.port.asked == []


def test_a_card_that_is_not_there_is_said(desk: Desk) -> None:
    desk.desk.show_card("nothing")
    desk.settle()
    assert desk.said() == say(Refused("forms.card_unknown", known="opening"))
    desk.print(FIRST)
    assert desk.panel.isVisible()
