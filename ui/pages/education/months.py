"""What was done for investor education, month by month: events, people, material (IE-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.education.domain import MonthFigures
from ui.pages.dashboard.charts import Bar, MonthChart
from ui.pages.education.port import EducationPort
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.theme import space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, EmptyState
from ui.widgets.table import Column, DataTable

MONTHS = 12
"""So many months up to this one, this one included."""


class MonthsView(QWidget):
    """Who came, as columns; all figures in a table below, the latest month on top."""

    def __init__(self, runner: OpRunner, port: EducationPort, today: date) -> None:
        super().__init__()
        self._port, self._today = port, today
        self._latest = Latest(runner, self)
        self._found: Sequence[MonthFigures] = ()
        self.banner, self.chart, self.table = InlineBanner(), MonthChart(), DataTable()
        self.empty = EmptyState("calendar")
        self._card, self._rows = Card(margin=12), Card(margin=6)
        self._card.add(self.chart)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        self._rows.add(self._body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self.banner)
        column.addWidget(self._card)
        column.addWidget(self._rows, 1)
        self.setFocusProxy(self.table)
        self._retranslate()

    def refresh(self) -> None:
        """Read the last months anew."""
        first = _months_before(self._today, MONTHS - 1)
        self._latest.ask(self._port.figures, first, self._today, done=self._show, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _show(self, found: Sequence[MonthFigures]) -> None:
        self.banner.hide()
        self._found = found
        by_month = {one.month: one for one in found}
        months = [_months_before(self._today, back) for back in range(MONTHS - 1, -1, -1)]
        self.chart.show_bars([self._bar(by_month.get(month, MonthFigures(month))) for month in months])
        self.table.set_rows(tuple(reversed(found)), key=lambda row: row.month)
        self._body.setCurrentWidget(self.table if found else self.empty)

    def _bar(self, one: MonthFigures) -> Bar:
        came = one.attended + one.walk_ins
        said = self.tr("{month}: {came} came to {held} events").format(
            month=f"{one.month:%Y-%m}", came=came, held=one.held
        )  # fmt: skip
        return Bar(f"{one.month:%Y-%m}", f"{one.month:%m}", came, f"{came:,}", said=said)

    def _retranslate(self) -> None:
        def count(title: str, figure: Callable[[MonthFigures], int]) -> Column:
            return Column(title, lambda row: f"{figure(row):,}", 108, order=figure, right=True)

        self._card.set_title(self.tr("Who came, month by month"))
        self.chart.setAccessibleName(self.tr("Who came, month by month"))
        self.table.setAccessibleName(self.tr("Figures by month"))
        self.empty.say(self.tr("Nothing yet"), self.tr("Events that were held and material given are counted here."))
        self.table.set_nothing(self.tr("Events that were held and material given are counted here."))
        self.table.set_columns(
            (
                Column(self.tr("Month"), lambda row: f"{row.month:%Y-%m}", order=lambda row: row.month),
                count(self.tr("Events held"), lambda row: row.held),
                count(self.tr("Cancelled"), lambda row: row.cancelled),
                count(self.tr("For former clients"), lambda row: row.former),
                count(self.tr("Invited"), lambda row: row.invited),
                count(self.tr("Clients who came"), lambda row: row.attended),
                count(self.tr("Others who came"), lambda row: row.walk_ins),
                count(self.tr("Material given"), lambda row: row.given),
                count(self.tr("Versions approved"), lambda row: row.versions),
            )
        )  # fmt: skip
        self._show(self._found)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _months_before(day: date, count: int) -> date:
    """The first day of the month ``count`` months before that of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, 1)
