"""The page of scanned papers: what lies there, what is told to the program, what is said when something goes wrong."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.scans.domain import PageState
from app.scans.storage import TOPIC
from tests.ui.scans.hands import Hands, hands_of
from tests.ui.scans.samples import CASE, OTHER, PAGES, SampleScans, form, page
from ui.pages.scans.sheet import ScanSheet
from ui.pages.scans.waiting import dot_box
from ui.pages.scans.words import HAND, form_words, in_order, ready, state_chip, state_sentence
from ui.support.ask import MANY, Kind
from ui.support.run_op import OpRunner

NO = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def hands(qtbot: QtBot, runner: OpRunner) -> Hands:
    return hands_of(qtbot, runner)


def drop(hands: Hands, *paths: str) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(QPoint(20, 20), action, data, button, NO)
    QApplication.sendEvent(hands.page, entered)
    dropped = QDropEvent(QPointF(20, 20), action, data, button, NO)
    dropped.ignore()
    QApplication.sendEvent(hands.page, dropped)
    hands.settle()
    return dropped


# words


@pytest.mark.parametrize("state", list(PageState))
def test_every_state_has_a_word_and_a_sentence_that_says_what_it_means(state: PageState) -> None:
    word, colour = state_chip(state)
    assert word
    assert colour in ("ok", "warn", "danger", "info", "neutral")
    assert state_sentence(page(1, state)).endswith(".")


@pytest.mark.rule("AR-5")
def test_missing_pages_are_named_in_words() -> None:
    assert form_words(form(have=(1, 3)))[0] == "Pages 2, 4 missing"
    assert form_words(form(have=(1, 2, 4)))[0] == "Page 3 missing"
    assert form_words(form(have=()))[0] == "Nothing scanned yet"
    assert form_words(form(have=(1, 2, 3, 4))) == ("All pages here", "ok")
    assert form_words(form(have=(), bound=True))[0] == "Filed"
    assert form_words(form(have=(1, 2, 3, 4), reprint=True))[1] == "danger"


def test_complete_forms_come_first_and_those_of_which_nothing_came_last() -> None:
    some, none, whole = form(), form(f"{CASE}-02", have=()), form(f"{CASE}-08", have=(1, 2, 3, 4))
    assert in_order((none, some, whole)) == (whole, some, none)


def test_what_was_filed_before_or_has_changed_is_not_filed_by_itself() -> None:
    again = form(have=(1, 2, 3, 4), bound=True)
    changed = form(have=(1, 2, 3, 4), reprint=True)
    whole = form(have=(1, 2, 3, 4))
    assert ready((again, changed, whole, form())) == (whole,)


# the pile


@pytest.mark.rule("AR-5")
def test_pages_lie_there_with_picture_and_state_and_the_number_waiting_is_told(qtbot: QtBot, runner: OpRunner) -> None:
    hands = hands_of(qtbot, runner)
    numbers: list[int] = []
    hands.page.waiting_changed.connect(numbers.append)
    hands.page.changed(TOPIC)
    hands.settle()
    assert hands.shown() == [one.id for one in PAGES]
    assert numbers == [len(PAGES) - 1]  # the blank back waits for nothing
    assert hands.page.pile.list.drawn() > 0


def test_pictures_are_fetched_and_decoded_in_workers_only_for_tiles_in_sight(qtbot: QtBot, runner: OpRunner) -> None:
    many = tuple(page(number) for number in range(1, 301))
    hands = hands_of(qtbot, runner, SampleScans(pages=many))
    fetched = {told[1] for told in hands.said("picture")}
    assert 0 < len(fetched) < 60
    assert threading.main_thread().name not in hands.provider.threads


def test_a_change_elsewhere_is_shown_and_the_page_chosen_stays_chosen(hands: Hands) -> None:
    hands.choose("p7")
    hands.provider.pages = PAGES[2:]
    hands.page.changed("printing")
    hands.settle()
    assert len(hands.shown()) == len(PAGES)
    hands.page.changed(TOPIC)
    hands.settle()
    assert len(hands.shown()) == len(PAGES) - 2
    shown = hands.page.sheet.entry()
    assert shown is not None
    assert shown == PAGES[6]


def test_only_what_has_to_be_seen_to(hands: Hands) -> None:
    hands.page.pile.which.set_value("see-to")
    hands.page.pile.which.edited.emit()
    assert hands.shown() == [one.id for one in PAGES if one.state in HAND]


def test_an_empty_page_says_what_to_do(qtbot: QtBot, runner: OpRunner) -> None:
    hands = hands_of(qtbot, runner, SampleScans(pages=(), forms=()))
    assert hands.page.pile.empty.isVisible()
    assert hands.page.waiting.empty.isVisible()
    assert not hands.page.ways.file_all.isEnabled()
    hands.answers.answers = ["/x/a.pdf"]
    hands.page.pile.empty.acted.emit()
    hands.settle()
    assert hands.said("take") == [("take", "a.pdf")]


# taking in


def test_files_dropped_on_the_page_are_taken_in_one_by_one(hands: Hands) -> None:
    dropped = drop(hands, "/scans/a.pdf", "/scans/b.jpg")
    assert dropped.isAccepted()
    assert hands.said("take") == [("take", "a.pdf"), ("take", "b.jpg")]
    assert len(hands.shown()) == len(PAGES) + 2
    assert hands.page.progress.isHidden()


def test_what_is_no_file_is_not_dropped(hands: Hands) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/a.pdf")])
    event = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO)
    event.ignore()
    QApplication.sendEvent(hands.page, event)
    assert not event.isAccepted()


def test_several_files_are_chosen_at_once(hands: Hands) -> None:
    hands.answers.answers = [f"/x/a.pdf{MANY}/x/b.pdf"]
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert hands.answers.asked[-1].kind is Kind.OPEN_FILES
    assert hands.said("take") == [("take", "a.pdf"), ("take", "b.pdf")]


def test_a_bad_file_is_told_at_the_file_and_the_others_are_taken_in(hands: Hands) -> None:
    hands.provider.bad = {"b.gif": Refused("scan.unknown_kind")}
    drop(hands, "/x/a.pdf", "/x/b.gif", "/x/c.pdf")
    assert [told[1] for told in hands.said("take")] == ["a.pdf", "c.pdf"]
    assert hands.shown()[0] == "refused b.gif"
    assert hands.page.banner.kind == "warn"
    pile = hands.page.pile.list
    hands.choose("refused b.gif")
    assert hands.page.sheet.problem.isVisible()
    assert "PDF" in hands.page.sheet.problem._text.text()
    spoken = pile.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "b.gif" in spoken
    QTest.keyClick(pile, Qt.Key.Key_Delete)
    assert "refused b.gif" not in hands.shown()
    assert hands.answers.asked == []  # nothing is lost by it: no question


def test_when_the_branch_is_gone_the_rest_is_not_tried_and_it_is_said(hands: Hands) -> None:
    hands.provider.bad = {"a.pdf": ConnectionError("gone")}
    drop(hands, "/x/a.pdf", "/x/b.pdf")
    assert hands.said("take") == []
    assert hands.page.banner.kind == "danger"
    assert "gone" not in hands.page.banner.text()


def test_a_large_stack_shows_how_far_it_is_and_can_be_left(hands: Hands) -> None:
    gate = hands.provider.gate = threading.Event()
    data = [f"/x/{number}.pdf" for number in range(9)]
    hands.page.add(data)
    hands.qtbot.waitUntil(hands.page.progress.isVisible)
    assert hands.page.progress.words.text() == "Reading 1 of 9: 0.pdf"
    QTest.mouseClick(hands.page.progress.stop, Qt.MouseButton.LeftButton)
    gate.set()
    hands.settle()
    assert len(hands.said("take")) == 1
    assert hands.page.progress.isHidden()
    assert "rest" in hands.page.banner.text()


def test_more_files_may_come_while_some_are_read(hands: Hands) -> None:
    gate = hands.provider.gate = threading.Event()
    hands.page.add(["/x/a.pdf"])
    hands.qtbot.waitUntil(lambda: hands.page.queue.running)
    hands.page.add(["/x/b.pdf", "/x/c.pdf"])
    hands.qtbot.waitUntil(lambda: hands.page.queue.total == 3)
    gate.set()
    hands.settle()
    assert [told[1] for told in hands.said("take")] == ["a.pdf", "b.pdf", "c.pdf"]


def test_an_empty_folder_is_said_to_be_empty(hands: Hands) -> None:
    drop(hands, "/scans/empty")
    assert hands.page.banner.kind == "warn"
    assert not hands.page.queue.running


# a page


@pytest.mark.rule("AR-5")
def test_a_page_without_a_code_is_assigned_by_form_and_page(hands: Hands) -> None:
    hands.choose("p4")
    sheet: ScanSheet = hands.page.sheet
    assert sheet.assign.isVisible()
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_Return)
    assert sheet.form.widget.isAncestorOf(hands.page.focusWidget() or hands.page) or sheet.form.widget.hasFocus()
    sheet.form.set_value(f"{CASE}-05")
    sheet.form.edited.emit()
    assert sheet.page.value() == "2"  # the first that is missing
    QTest.mouseClick(sheet.assign, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.said("assign") == [("assign", "p4", f"{CASE}-05", 2)]


def test_assigning_without_a_form_is_said_at_the_field(hands: Hands) -> None:
    hands.choose("p4")
    QTest.mouseClick(hands.page.sheet.assign, Qt.MouseButton.LeftButton)
    assert hands.page.sheet.form.error() == "Choose the form."
    assert hands.said("assign") == []


def test_a_refused_assignment_stands_at_its_field(hands: Hands) -> None:
    hands.provider.refusals["assign"] = Refused("scans.no_such_page", field="page", pages=4)
    hands.choose("p4")
    hands.page.sheet.assign_wanted.emit(f"{CASE}-05", 9)
    hands.settle()
    assert "4" in hands.page.sheet.page.error()


def test_a_page_that_tells_itself_what_it_is_cannot_be_assigned(hands: Hands) -> None:
    hands.choose("p1")
    assert not hands.page.sheet.assign.isVisible()
    assert hands.page.sheet.preview.page_count() == 1


def test_marked_pages_are_turned_by_a_key_and_their_pictures_come_anew(hands: Hands) -> None:
    hands.choose("p3")
    before = len(hands.said("picture"))
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_R)
    hands.settle()
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_L)
    hands.settle()
    assert hands.said("turn") == [("turn", "p3", 1), ("turn", "p3", -1)]
    assert len(hands.said("picture")) > before


def test_pages_are_discarded_with_a_reason_and_not_without(hands: Hands) -> None:
    hands.choose("p8")
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_Delete)
    hands.settle()
    assert hands.said("discard") == []
    hands.answers.answers = ["别家的纸"]
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_Delete)
    hands.settle()
    assert hands.said("discard") == [("discard", ("p8",), "别家的纸")]
    assert "p8" not in hands.shown()
    assert hands.page.pile.list.current() == PAGES[8]  # the next one has taken its place


def test_a_picture_that_cannot_be_shown_says_so(hands: Hands) -> None:
    hands.provider.refusals["picture"] = Refused("scans.unknown_page")
    hands.choose("p9")
    assert hands.page.sheet.preview.page_count() == 0


def test_the_title_is_that_of_the_page_chosen_even_when_two_scans_are_the_same_picture(hands: Hands) -> None:
    hands.choose("p3")
    assert hands.provider.picture("p3") == hands.provider.picture("p4")
    hands.choose("p4")
    assert "sheet 4" in hands.page.sheet.preview._title.text()


# forms


def row_of(hands: Hands, number: str) -> int:
    return [one.number for one in hands.page.waiting.list.forms()].index(number)


def test_a_click_on_a_dot_shows_that_page_and_a_missing_one_is_said_to_be_missing(hands: Hands) -> None:
    listed = hands.page.waiting.list
    index = listed.model().index(row_of(hands, f"{CASE}-05"), 0)
    box = listed.visualRect(index)
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, NO, dot_box(box, 3).center())
    assert hands.page.sheet.entry() == PAGES[2]
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, NO, dot_box(box, 2).center())
    assert hands.page.sheet.entry() == PAGES[2]


def test_dots_are_reached_by_keys(hands: Hands) -> None:
    listed = hands.page.waiting.list
    listed.setFocus()
    listed.choose(f"{CASE}-05")
    for _ in range(3):
        QTest.keyClick(listed, Qt.Key.Key_Right)
    assert listed.dot() == 3
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert hands.page.sheet.entry() == PAGES[2]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert listed.dot() == 0


def test_the_dots_of_a_long_form_stand_in_several_lines_and_none_covers_another(hands: Hands) -> None:
    listed = hands.page.waiting.list
    index = listed.model().index(row_of(hands, f"{OTHER}-05"), 0)
    row = listed.visualRect(index)
    boxes = [dot_box(row, number) for number in range(1, 19)]
    assert all(row.contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_form_is_spoken_with_its_missing_pages(hands: Hands) -> None:
    listed = hands.page.waiting.list
    text = listed.model().index(row_of(hands, f"{CASE}-05"), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Pages 2, 4 missing" in text
    assert CASE in text


@pytest.mark.rule("KY-4")
def test_complete_forms_are_filed_by_one_key_with_a_clear_result(hands: Hands) -> None:
    QTest.keyClick(hands.page.pile.list, Qt.Key.Key_F12)
    hands.settle()
    assert hands.said("bind") == [("bind", f"{CASE}-08"), ("bind", f"{OTHER}-01")]
    assert hands.page.banner.kind == "ok"
    assert "(2)" in hands.page.banner.text()
    assert not hands.page.ways.file_all.isEnabled()
    assert "p5" not in hands.shown()


def test_what_could_not_be_filed_is_named_with_the_reason_and_the_others_are_filed(hands: Hands) -> None:
    hands.provider.refusals[f"{CASE}-08"] = Refused("scans.changed_elsewhere")
    hands.page.file_all()
    hands.settle()
    assert hands.page.banner.kind == "warn"
    assert "证券交易委托代理协议" in hands.page.banner.text()
    assert [one.number for one in hands.page.waiting.list.forms() if one.complete] == [f"{CASE}-08"]


def test_one_form_alone_is_filed_by_its_button_and_an_incomplete_one_is_not(hands: Hands) -> None:
    card = hands.page.waiting
    card.list.choose(f"{CASE}-05")
    assert not card.one.isEnabled()
    card.list.choose(f"{OTHER}-01")
    QTest.mouseClick(card.one, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.said("bind") == [("bind", f"{OTHER}-01")]


def test_nothing_is_filed_twice_while_it_is_being_filed(hands: Hands) -> None:
    hands.page.file_all()
    hands.page.file_all()
    hands.settle()
    assert len(hands.said("bind")) == 2


def test_what_is_filed_while_the_server_is_away_is_told_as_not_saved_yet_and_filed_when_it_is_back(
    hands: Hands,
) -> None:
    hands.provider.refusals["bind"] = Refused("branch.unreachable")
    hands.page.file_all()
    hands.settle()
    assert "Not saved yet" in hands.page.banner.text()
    assert hands.page.filing.running
    del hands.provider.refusals["bind"]
    hands.runner.retry()
    hands.settle()
    assert hands.said("bind") == [("bind", f"{CASE}-08"), ("bind", f"{OTHER}-01")]
    assert hands.page.banner.kind == "ok"


def test_a_file_waits_for_the_server_with_those_behind_it_and_can_be_left(hands: Hands) -> None:
    hands.provider.refusals["take"] = Refused("documents.away")
    drop(hands, "/scans/a.pdf", "/scans/b.jpg")
    assert "Not saved yet" in hands.page.banner.text()
    assert hands.page.queue.running
    del hands.provider.refusals["take"]
    hands.runner.retry()
    hands.settle()
    assert hands.said("take") == [("take", "a.pdf"), ("take", "b.jpg")]
    hands.provider.refusals["take"] = Refused("branch.unreachable")
    drop(hands, "/scans/c.pdf", "/scans/d.jpg")
    hands.page.queue.cancel()
    hands.settle()
    assert not hands.page.queue.running
    assert hands.runner.waiting() == 0
    assert hands.page.progress.isHidden()


def test_from_a_case_only_its_forms_are_seen(hands: Hands) -> None:
    hands.page.show_case(OTHER)
    assert {one.case_number for one in hands.page.waiting.list.forms()} == {OTHER}
    hands.page.show_case("ZX20261123009999")
    assert hands.page.waiting.empty.isVisible()


def test_a_fault_is_said_on_the_page(hands: Hands) -> None:
    hands.provider.refusals["inbox"] = Refused("auth.denied")
    hands.page.refresh()
    hands.settle()
    assert hands.page.banner.kind == "danger"


def test_everything_that_takes_the_cursor_has_a_name(hands: Hands) -> None:
    hands.choose("p4")
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in hands.page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not (isinstance(widget, QLineEdit) and named(widget.parentWidget()))
    ]
    assert nameless == []


def named(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.accessibleName())
