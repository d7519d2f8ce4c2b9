"""The page of client loss: periods, bars, table, files; the charts' library is read when somebody looks (TO-16)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from tests.ui.manager.conftest import Answering, Stage
from tests.ui.manager.more_samples import TABLES, SampleChurn
from tests.ui.manager.samples import TODAY
from ui import i18n
from ui.pages.churn import ChurnPage
from ui.pages.churn_period import Period, Span
from ui.theme import apply_theme, current

CTRL = Qt.KeyboardModifier.ControlModifier
NOVEMBER = Period(Span.MONTH, date(2026, 11, 1), date(2026, 11, 30))


class Desk:
    def __init__(self, stage: Stage, ask: Answering) -> None:
        self.stage, self.ask = stage, ask
        self.provider = SampleChurn()
        self.page = ChurnPage(stage.runner, self.provider, today=TODAY, ask=ask)
        stage.open(self.page)

    def span(self, span: Span) -> None:
        self.page.span.set_value(span.value)
        self.page.span.edited.emit()
        self.stage.settle()

    def breakdown(self, place: int) -> None:
        self.page.which.set_value(str(place))
        self.page.which.edited.emit()


@pytest.fixture
def desk(stage: Stage, ask: Answering) -> Desk:
    return Desk(stage, ask)


@pytest.mark.rule("TO-16")
def test_the_month_comes_up_with_its_sums_and_the_first_breakdown(desk: Desk) -> None:
    assert desk.provider.asked == [NOVEMBER]
    assert desk.page._total.text() == "50 requests"
    assert [chip.text() for chip in (desk.page._left, desk.page._retained, desk.page._open, desk.page._back)] == [
        "left 29", "stayed 18", "open 2", "taken back or turned away 1",
    ]  # fmt: skip
    assert [row.label for row in desk.page.table.rows()] == [row.label for row in TABLES[0].rows]


@pytest.mark.rule("TO-16")
@pytest.mark.parametrize(
    ("span", "since", "until"),
    [
        (Span.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (Span.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_chosen_and_stepped_by_keys(desk: Desk, span: Span, since: date, until: date) -> None:
    desk.span(span)
    assert desk.page.period() == Period(span, since, until)
    QTest.keyClick(desk.page.span.focusProxy() or desk.page, Qt.Key.Key_Left, CTRL)
    desk.stage.settle()
    assert desk.page.period() == Period(span, since, until).step(-1)
    assert desk.provider.asked[-1] == desk.page.period()


@pytest.mark.rule("TO-16")
def test_a_period_of_ones_own_is_typed_and_must_not_run_backwards(desk: Desk) -> None:
    assert desk.page.since.isReadOnly()
    desk.span(Span.FREE)
    assert not desk.page.since.isReadOnly()
    desk.page.since.setText("20261110")
    desk.page.until.setText("20261101")
    desk.page.until.left.emit()
    assert desk.page.banner.isVisible()
    assert desk.page.period().since == NOVEMBER.since
    desk.page.until.setText("20261115")
    desk.page.until.left.emit()
    desk.stage.settle()
    assert desk.page.period() == Period(Span.FREE, date(2026, 11, 10), date(2026, 11, 15))
    assert desk.page.banner.isHidden()


@pytest.mark.rule("TO-16")
def test_each_breakdown_has_its_bars_and_its_table(desk: Desk) -> None:
    desk.stage.qtbot.waitUntil(desk.page.chart.is_ready)
    for place, table in enumerate(TABLES):
        desk.breakdown(place)
        assert [row.label for row in desk.page.table.rows()] == [row.label for row in table.rows]
        assert table.rows[0].label in desk.page.chart.accessibleDescription()


def bars(desk: Desk) -> dict[str, list[tuple[float, float, float]]]:
    """Begin, place and length of the bars drawn, by colour."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    for item in desk.page.chart._plot.getPlotItem().items:
        opts = getattr(item, "opts", {})
        if "x0" in opts:
            colour = QColor(opts["brush"]).name()
            found[colour] = list(zip(opts["x0"], opts["y"], opts["width"], strict=True))
    return found


@pytest.mark.rule("TO-16")
def test_the_bars_say_what_the_figures_say(desk: Desk) -> None:
    desk.stage.qtbot.waitUntil(desk.page.chart.is_ready)
    drawn = bars(desk)
    light = current()
    assert drawn[light.danger][0] == (0, 0, 9)
    assert drawn[light.ok][0] == (9, 0, 6)
    assert drawn[light.warn][0] == (15, 0, 1)
    assert drawn[light.faint] == [(5, -3, 1)]


def test_the_bars_follow_the_theme(desk: Desk, look: QApplication) -> None:
    desk.stage.qtbot.waitUntil(desk.page.chart.is_ready)
    apply_theme(look, "dark")
    try:
        desk.stage.qtbot.waitUntil(lambda: current().danger in bars(desk))
    finally:
        apply_theme(look, "light")


@pytest.mark.rule("TO-16")
@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_P, "pdf"), (Qt.Key.Key_E, "xlsx")])
def test_the_figures_are_saved_as_a_file(desk: Desk, key: Qt.Key, kind: str) -> None:
    desk.ask.answer = "/data/loss"
    QTest.keyClick(desk.page.span.focusProxy() or desk.page, key, CTRL)
    desk.stage.settle()
    assert desk.provider.saved == [(kind, NOVEMBER, f"/data/loss.{kind}")]
    assert desk.ask.asked[0].suggestion == f"流失分析表_2026-11-01_2026-11-30.{kind}"


def test_a_period_without_requests_says_so(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    desk.provider.empty = True
    desk.page.refresh()
    stage.settle()
    assert desk.page.empty.isVisible()


def test_what_is_refused_is_said_and_the_figures_stay(desk: Desk) -> None:
    desk.provider.problem = Refused("reports.period_too_long", years=10)
    desk.page.refresh()
    desk.stage.settle()
    assert desk.page.banner.isVisible()
    assert desk.page.table.rows()


def test_the_language_changes_and_the_breakdown_stays(desk: Desk, look: QApplication) -> None:
    desk.breakdown(2)
    i18n.install(look, "zh")
    desk.stage.qtbot.waitUntil(lambda: desk.page._total.text() == "申请 50 件")
    assert desk.page.which.value() == "2"


def test_the_library_of_the_charts_is_not_read_before_somebody_looks() -> None:
    code = (
        "import sys, ui.pages.churn, ui.desk_providers; sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    top = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=top, check=False).returncode == 0


def test_a_file_waits_for_the_server_and_one_whose_answer_was_lost_is_made_anew(desk: Desk) -> None:
    desk.ask.answer = "/figures/loss"
    desk.provider.saving = [Refused("branch.unreachable"), Refused("storage.saved_already")]
    desk.page.save_pdf()
    desk.stage.settle()
    assert "Not saved yet" in desk.page.banner.text()
    assert desk.provider.saved == []
    desk.stage.runner.retry()
    desk.stage.settle()
    # the first try was registered, but its file was never written
    assert desk.provider.saved == [("pdf", NOVEMBER, "/figures/loss.pdf")]
    assert desk.page.banner.isHidden()
