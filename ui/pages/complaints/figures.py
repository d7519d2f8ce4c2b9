"""The sums of complaints: one breakdown at a time as bars and as a table, saved as a sheet or workbook (CP-3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.complaints.facts import ComplaintStatisticsFacts, CountRow
from app.reports.facts import ChurnRow
from ui.pages.churn_chart import StackedBars, load_library
from ui.pages.complaints.port import ComplaintProvider
from ui.refusals import say
from ui.support.ask import Ask, Asker
from ui.support.ask import Kind as Question
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import Choice, DateEdit
from ui.widgets.table import Column, DataTable

_MONTHS = 12


class ComplaintFigures(QWidget):
    """Days on top, a chart, a table below."""

    closed = Signal()

    def __init__(
        self, runner: OpRunner, provider: ComplaintProvider, ask: Asker, today: date, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._latest = Latest(runner, self)
        self._loading = False
        self._facts: ComplaintStatisticsFacts | None = None
        self.since, self.until = DateEdit(), DateEdit()
        self.since.set_value(_year_before(today))
        self.until.set_value(today)
        self.which = Segmented()
        self.chart, self.table, self.banner = StackedBars(), DataTable(), InlineBanner()
        self.back = button("", "", "chevron-left")
        self.pdf, self.xlsx = button("", "", "document"), button("", "", "download")
        self._taken, self._open, self._late, self._founded = (StatusChip() for _ in range(4))
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        top = Card(margin=12)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for field in (self.since, self.until):
            fix(field, width=120)
        for widget in (self.back, self.since, label("–", "muted"), self.until):
            row.addWidget(widget)
        for chip in (self._taken, self._open, self._late, self._founded):
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self.pdf)
        row.addWidget(self.xlsx)
        top.body.addLayout(row)
        top.add(self.banner)
        self._charts = Card(margin=12)
        self._charts.add(self.which)
        self._charts.add(self.chart, 1)
        below = Card(margin=6)
        below.add(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(top)
        column.addWidget(self._charts, 3)
        column.addWidget(below, 2)
        self.setFocusProxy(self.which)

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.since.left.connect(self.refresh)
        self.until.left.connect(self.refresh)
        self.which.edited.connect(self._show_table)
        self.pdf.clicked.connect(lambda: self._save("pdf", self._provider.save_pdf))
        self.xlsx.clicked.connect(lambda: self._save("xlsx", self._provider.save_xlsx))
        bind(Act.BACK, self, self.closed.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: now the charts' library is needed."""
        super().showEvent(event)
        if not (self.chart.is_ready() or self._loading):
            self._loading = True
            self._runner.run(load_library, done=self.chart.ready, failed=self._failed, owner=self)

    def refresh(self) -> None:
        """Count anew, off the GUI thread."""
        since, until = self.since.date(), self.until.date()
        if since is None or until is None:
            self.banner.say(self.tr("Enter the first and the last day."), "danger")
            return
        self._latest.ask(self._provider.statistics, since, until, done=self._show, failed=self._failed)

    def _show(self, facts: ComplaintStatisticsFacts) -> None:
        self._facts = facts
        self.banner.hide()
        chosen = self.which.value() or "0"
        self._offer()
        self.which.set_value(chosen)
        total = facts.total
        self._taken.show_state(self.tr("{count} taken in").format(count=total.taken), "info")
        self._open.show_state(self.tr("{count} open").format(count=total.open), "warn")
        self._late.show_state(self.tr("{count} late").format(count=total.late), "danger" if total.late else "ok")
        self._founded.show_state(self.tr("{count} founded").format(count=total.founded), "neutral")
        self._show_table()

    def _failed(self, problem: Exception) -> None:
        self._loading = False
        self.banner.say(say(problem), "danger")

    def _show_table(self) -> None:
        if self._facts is None:
            return
        table = self._facts.tables[int(self.which.value() or 0)]
        self._charts.set_title(self._titles()[int(self.which.value() or 0)])
        bars = [ChurnRow(r.label, r.taken, 0, r.closed, r.open, r.compensation) for r in table.rows]
        self.chart.show_rows(bars)
        self.table.set_rows(table.rows)

    def _offer(self) -> None:
        self.which.set_choices([Choice(str(place), title) for place, title in enumerate(self._titles())])

    def _titles(self) -> tuple[str, ...]:
        """In the order of the sheet, whose own words are Chinese."""
        return (
            self.tr("By type"), self.tr("By unit"), self.tr("By month"), self.tr("By source"), self.tr("By level"),
            self.tr("By state"), self.tr("By person"),
        )  # fmt: skip

    def _save(self, kind: str, function: Callable[[date, date, str], str]) -> None:
        since, until = self.since.date(), self.until.date()
        if since is None or until is None:
            return
        name = f"投诉统计表_{since.isoformat()}_{until.isoformat()}.{kind}"

        def chosen(path: str) -> None:
            wanted = path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"
            self._make(partial(function, since, until, wanted))

        question = Ask(Question.SAVE_FILE, self.tr("Save the sums"), suggestion=name, files=f"{kind} (*.{kind})")
        self._ask(self, question, chosen)

    def _make(self, deed: Callable[[], Any]) -> None:
        def done(written: str | None) -> None:
            if written is None:  # the answer was lost and there is no file: made and registered anew
                self._make(deed)
            else:
                show_toast(self, self.tr("Saved."))

        self._runner.save(deed, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self)

    def _retranslate(self) -> None:
        def count(title: str, name: str) -> Column:
            return Column(title, lambda row: str(getattr(row, name)), 96, order=lambda row: getattr(row, name),
                          right=True)  # fmt: skip

        def money(row: CountRow) -> str:
            return f"{row.compensation:,.2f}"

        self.back.setText(self.tr("List"))
        self.pdf.setText(self.tr("Sheet as PDF…"))
        self.xlsx.setText(self.tr("Workbook…"))
        self.since.setAccessibleName(self.tr("First day"))
        self.until.setAccessibleName(self.tr("Last day"))
        self.table.setAccessibleName(self.tr("Sums"))
        self.table.set_nothing(self.tr("No complaint in this period. Choose another one above."))
        self.table.set_columns(
            (
                Column(self.tr("Group"), lambda row: row.label),
                count(self.tr("Taken in"), "taken"),
                count(self.tr("Open"), "open"),
                count(self.tr("Closed"), "closed"),
                count(self.tr("Withdrawn"), "withdrawn"),
                count(self.tr("Late"), "late"),
                count(self.tr("Founded"), "founded"),
                count(self.tr("Content"), "satisfied"),
                Column(self.tr("Compensation"), money, 130, order=lambda row: row.compensation, right=True),
            )
        )
        if self._facts is not None:
            self._show(self._facts)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _year_before(day: date) -> date:
    """The first day of the month eleven months before: twelve whole months with this one."""
    year, month = divmod(day.year * _MONTHS + day.month - _MONTHS, _MONTHS)
    return date(year, month + 1, 1)
