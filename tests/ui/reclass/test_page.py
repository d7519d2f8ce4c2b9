"""The page of classes: a dry run is looked at as picture, numbers and list, and just that one is applied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.reclassification.domain import Kind, Matrix, Movement, Order, Wanted, matrix_of
from tests.ui.reclass.samples import POLICY, ReclassSample, matrix
from ui import i18n
from ui.pages.reclass.flow import ClassFlow, lay_out
from ui.pages.reclass.head import CLIENTS
from ui.pages.reclass.matrix import MatrixTable
from ui.pages.reclass.page import ReclassPage
from ui.support.ask import Ask
from ui.support.run_op import OpRunner


class Case:
    """A page on sample data, shown and read."""

    def __init__(self, runner: OpRunner, qtbot: QtBot, *, applies: bool = True, answer: str = "yes") -> None:
        self.data, self.runner, self.answer = ReclassSample(), runner, answer
        self.questions: list[Ask] = []
        self.page = ReclassPage(runner, self.data, applies=applies, ask=self.ask)
        qtbot.addWidget(self.page)
        self.page.resize(1180, 660)
        self.page.show()
        self.read()

    def ask(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.questions.append(question)
        if self.answer:
            answered(self.answer)

    def read(self) -> None:
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            assert self.runner.wait()
            QApplication.processEvents()


@pytest.fixture
def case(runner: OpRunner, qtbot: QtBot) -> Case:
    return Case(runner, qtbot)


@pytest.mark.rule("CL-3")
def test_a_dry_run_is_counted_looked_at_and_just_that_is_applied(case: Case) -> None:
    page = case.page
    page.head.count.click()
    assert page.is_busy()
    case.settle()
    assert not page.is_busy()
    assert page.head.apply.isEnabled()
    page.head.apply.click()
    case.settle()
    assert case.data.asked[-2:] == [("apply", "p2", "7c" * 32), ("b2", Wanted())]
    assert "1,884" in case.questions[-1].text
    assert page.head.which.value() == "b2"
    assert not page.head.apply.isEnabled()


def test_a_no_applies_nothing_and_who_may_not_is_not_offered_it(runner: OpRunner, qtbot: QtBot) -> None:
    case = Case(runner, qtbot, answer="")
    case.page.head.apply.click()
    case.settle()
    other = Case(runner, qtbot, applies=False)
    assert other.page.head.apply.isHidden()
    other.page.ask_to_apply()
    assert other.questions == []
    assert not [asked for asked in (*case.data.asked, *other.data.asked) if isinstance(asked, tuple)
                and asked[0] == "apply"]  # fmt: skip


def test_what_has_changed_since_is_said_and_a_cancel_as_well(case: Case) -> None:
    case.data.problem = Refused("reclass.changed_since")
    case.page.head.apply.click()
    case.settle()
    assert "Something has changed since this dry run" in case.page.banner.text()
    case.data.problem, case.data.cancel = None, True
    case.page.start(back=False)
    case.page.stop()
    assert not case.page.head.cancel.isEnabled()
    case.settle()
    assert "Nothing was changed" in case.page.banner.text()


@pytest.mark.rule("CL-3")
def test_what_was_stopped_half_way_says_how_far_it_is_and_is_gone_on_with(case: Case) -> None:
    page = case.page
    case.data.half = 700
    page.head.apply.click()
    case.settle()
    assert "700 of 1,884 decisions are applied" in page.banner.text()
    assert page.head._state.text() == "700 of 1,884 applied"
    assert (page.head.apply.text(), page.head.apply.isEnabled()) == ("Go on…", True)
    case.data.half = 0
    page.head.apply.click()
    case.settle()
    assert "1,184 of 1,884 decisions of batch" in case.questions[-1].text
    assert [asked for asked in case.data.asked if isinstance(asked, tuple) and asked[0] == "apply"] == [
        ("apply", "p1", "7c" * 32), ("apply", "p1", "7c" * 32)
    ]  # fmt: skip
    assert not page.head.apply.isEnabled()


def test_undoing_begins_with_a_dry_run_of_its_own(case: Case) -> None:
    case.page.head.back.click()
    case.settle()
    assert ("dry_run", True) in case.data.asked
    assert case.data.plan is not None
    assert case.data.plan.kind is Kind.BACK
    assert "Goes back from batch FB20261122000001" in case.page.head.about.text()


@pytest.mark.rule("CL-3")
def test_a_band_and_a_number_lead_to_their_clients(case: Case, qtbot: QtBot) -> None:
    page = case.page
    band = next(band for band in page.picture.layout_now().bands if (band.cell.before, band.cell.after) == ("D", "D-"))
    room = page.picture._room()
    place = QPointF(room.left() + 14, room.top() + band.left + band.wide / 2)
    assert page.picture.band_at(place) == band
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=place.toPoint())
    case.settle()
    assert page.head.view.value() == CLIENTS
    assert page.movers.wanted() == Wanted(before="D", after="D-")
    assert (page.movers.before.value(), page.movers.after.value()) == ("D", "D-")
    page.numbers.setCurrentIndex(page.numbers.model().index(11, 7))
    QTest.keyClick(page.numbers, Qt.Key.Key_Return)
    case.settle()
    assert page.movers.wanted() == Wanted(before="", after="D-")
    assert case.data.asked[-1] == ("p1", Wanted(before="", after="D-"))


def test_the_list_is_filtered_sorted_and_turned_by_the_database(case: Case) -> None:
    movers = case.page.movers
    movers.turn(1)
    case.settle()
    assert movers.wanted().page == 1
    movers.turn(5)
    assert movers.wanted().page == 1
    movers.order.set_value("name-")
    movers.text.set_value("张")
    movers.order.edited.emit()
    case.settle()
    assert movers.wanted() == Wanted(text="张", order=Order.NAME, falling=False)
    movers.ways.set_value("up")
    movers.ways.edited.emit()
    case.settle()
    assert movers.wanted().movements == frozenset({Movement.UP})
    shown: list[str] = []
    case.page.client_wanted.connect(shown.append)
    movers.table.opened.emit(movers.table.row())
    assert shown == ["c0"]


def test_tables_are_saved_under_their_own_ending(case: Case) -> None:
    case.answer = "/tmp/table"  # noqa: S108 - nothing is written
    for save in (case.page.head.pdf, case.page.head.xlsx):
        save.click()
        case.settle()
    assert [asked for asked in case.data.asked if isinstance(asked, tuple) and asked[0] == "save"] == [
        ("save", "p1", "pdf", "/tmp/table.pdf"), ("save", "p1", "xlsx", "/tmp/table.xlsx"),  # noqa: S108
    ]  # fmt: skip
    assert case.questions[-1].suggestion == "客户分类变动表_试算_7c7c7c7c.xlsx"


def test_a_branch_without_a_snapshot_says_what_a_dry_run_is(case: Case) -> None:
    case.data.plan, case.data.batches, case.data.info = None, (), None
    case.read()
    assert case.page.empty.isVisible()
    assert not case.page.head.count.isEnabled()
    assert case.page.head.back.isHidden()


def test_the_page_speaks_chinese(case: Case, qapp: QApplication) -> None:
    i18n.install(qapp, "zh")
    QApplication.processEvents()
    assert case.page.head.apply.text() == "执行…"
    assert case.page.numbers.model().headerData(11, Qt.Orientation.Horizontal) == "无数据"


@pytest.mark.parametrize("all_of_them", [True, False])
@pytest.mark.parametrize("height", [170.0, 400.0])
def test_the_picture_has_room_for_everybody(height: float, all_of_them: bool) -> None:
    million = matrix_of(POLICY.transfer.bands, {("G", "G"): 1_000_000, ("A", "A+"): 1, ("", "F"): 5})
    for shown in (matrix(), million):
        found = lay_out(shown, height, 14, all_of_them=all_of_them)
        for nodes in (found.before, found.after):
            assert all(one.high >= 14 for one in nodes)
            assert nodes[-1].top + nodes[-1].high <= height + 1
        assert all(band.wide >= 2 for band in found.bands)
        ways = {band.way for band in found.bands}
        assert (Movement.SAME in ways) == all_of_them
    nothing = lay_out(Matrix((), ()), height, 14, all_of_them=all_of_them)
    assert (nothing.before, nothing.bands) == ((), ())


def test_picture_and_numbers_without_anything_draw_nothing(look: QApplication, qtbot: QtBot) -> None:
    flow, table = ClassFlow(), MatrixTable()
    for widget in (flow, table):
        qtbot.addWidget(widget)
        widget.resize(400, 300)
        widget.show()
    flow.show_matrix(None, all_of_them=True)
    table.show_matrix(None)
    assert flow.grab().size() == flow.size()
    assert flow.band_at(QPointF(QPoint(5, 5))) is None
    assert table.model().rowCount() == 0
