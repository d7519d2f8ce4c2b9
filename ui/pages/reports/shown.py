"""What a report gives, seen: as a table, as a chart, as paper; the register of its runs; when it is made by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.reports.run_rows import Run
from app.reports.run_service import Seen
from app.reports.table import Column as ReportColumn
from app.reports.table import Row as ReportRow
from app.reports.table import written
from ui.pages.reports.chart import ReportChartView
from ui.pages.reports.port import Abilities
from ui.pages.reports.schedule import SchedulePanel
from ui.pages.reports.words import head_of, way_word
from ui.support.run_op import OpRunner
from ui.theme import space
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, StatusChip, label
from ui.widgets.editors import Choice
from ui.widgets.preview import PdfPreview, Raster
from ui.widgets.table import Column, DataTable

TABLE, CHART, PAPER, REGISTER, SCHEDULE = "table", "chart", "paper", "register", "schedule"
_SHARE = 110
"""Pixels of a column of share 1 on the screen."""


class ReportShown(Card):
    """One card with a bar of views. ``looked``: another view was chosen, which may need to be read."""

    looked = Signal(str)

    def __init__(self, runner: OpRunner, raster: Raster, able: Abilities, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=10)
        self._able = able
        self.seen: Seen | None = None
        self.view, self.everybody = Segmented(), Segmented()
        self.table, self.register, self.chart = DataTable(), DataTable(), ReportChartView()
        self.paper = PdfPreview(runner, raster)
        self.schedule, self.empty = SchedulePanel(), EmptyState("list")
        self._count, self._sums = StatusChip(), label("", "small")
        self._note = label("", "small", wrap=True)
        self._build()
        self.view.edited.connect(self.show_view)
        self._retranslate()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for part in (self.view, self._count, self._sums):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.everybody)
        self.body.addLayout(row)
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.XS)
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        self._stack = QStackedWidget()
        for widget in (self._rows, self.chart, self.paper, self.register, self.schedule, self.empty):
            self._stack.addWidget(widget)
        self.add(self._stack, 1)

    # what is shown

    def show_seen(self, seen: Seen) -> None:
        """Show what a report has found."""
        self.seen = seen
        self._set_table_columns()
        self.table.set_rows(seen.rows)
        self._note.setText(seen.note)
        self._note.setVisible(bool(seen.note))
        if seen.chart is not None:
            self.chart.show_chart(seen.chart)
        self._say_count()
        self._offer_views()
        self.show_view()

    def forget(self) -> None:
        """What is shown is no longer what is asked for."""
        self.seen = None
        self.paper.show_nothing()
        self._say_count()
        self._offer_views()
        self.show_view()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """The register."""
        self.register.set_rows(runs, key=lambda run: run.number)

    def show_view(self) -> None:
        """The view chosen, or what stands in place of one that has nothing yet."""
        view = self.view.value() or TABLE
        self.everybody.setVisible(view == REGISTER and self._able.oversees)
        figures = view in (TABLE, CHART)
        self._count.setVisible(figures and self.seen is not None)
        self._sums.setVisible(figures)
        if view in (REGISTER, SCHEDULE, PAPER):
            self._stack.setCurrentWidget({REGISTER: self.register, SCHEDULE: self.schedule, PAPER: self.paper}[view])
        elif self.seen is None:
            self._stack.setCurrentWidget(self.empty)
        else:
            self._stack.setCurrentWidget(self.chart if view == CHART else self._rows)
        self.looked.emit(view)

    def _drawn(self) -> bool:
        return self.seen is not None and self.seen.chart is not None and bool(self.seen.chart.bars)

    def _offer_views(self) -> None:
        """A chart stands to choose only where there is something to draw."""
        chosen = self.view.value() or TABLE
        views = [(TABLE, self.tr("Table"))]
        views += [(CHART, self.tr("Chart"))] if self._drawn() else []
        views += [(PAPER, self.tr("Paper")), (REGISTER, self.tr("Register"))]
        views += [(SCHEDULE, self.tr("Made by itself"))] if self._able.schedules else []
        self.view.set_choices([Choice(key, text) for key, text in views])
        self.view.set_value(chosen if chosen in {key for key, _ in views} else TABLE)

    # words

    def _say_count(self) -> None:
        seen = self.seen
        self._sums.setText("")
        if seen is None:
            return
        shown, all_ = len(seen.rows), seen.count
        if shown < all_:
            text = self.tr("the first {shown} of {all}").format(shown=f"{shown:,}", all=f"{all_:,}")
            self._count.show_state(text, "warn")
        else:
            self._count.show_state(self.tr("{count} rows").format(count=f"{all_:,}"), "info")
        told = (
            f"{head_of(column)} {written(column.kind, total)}"
            for column, total in zip(seen.columns, seen.totals or (None,) * len(seen.columns), strict=True)
            if total is not None and column.kind.right
        )
        self._sums.setText("   ".join(told))

    def _retranslate(self) -> None:
        self._offer_views()
        who = self.everybody.value() or "own"
        self.everybody.set_choices([Choice("own", self.tr("My runs")), Choice("all", self.tr("Everybody's"))])
        self.everybody.set_value(who)
        self.empty.say(self.tr("Nothing shown yet"), self.tr('Choose what is wanted, then press "Show" (F5).'))
        self.table.setAccessibleName(self.tr("Rows of the report"))
        self.chart.setAccessibleName(self.tr("Chart of the report"))
        self.chart.chart.setAccessibleName(self.tr("Chart of the report"))
        self.register.setAccessibleName(self.tr("Register of runs"))
        self._set_columns()
        self._set_table_columns()
        self._say_count()
        self.show_view()

    def _set_table_columns(self) -> None:
        seen = self.seen
        if seen is None:
            return
        last = len(seen.columns) - 1
        self.table.set_nothing(self.tr('No rows in this period. Choose another one and press "Show".'))
        self.table.set_columns([_column(place, one, stretch=place == last) for place, one in enumerate(seen.columns)])

    def _set_columns(self) -> None:
        self.register.set_nothing(self.tr("No report was made yet. Press PDF or .xlsx to make this one."))
        self.register.set_columns((
            Column(self.tr("When"), lambda run: branch_time(run.at), 138),
            Column(self.tr("How"), lambda run: way_word(run.way), 96),
            Column(self.tr("Parameters"), lambda run: " ".join(filter(None, run.parameters.values()))),
            Column(self.tr("Rows"), lambda run: f"{run.rows:,}", 60, order=lambda run: run.rows, right=True),
            Column(self.tr("By"), lambda run: run.by_name, 76),
            Column(self.tr("Counter"), lambda run: run.station, 66),
            Column(self.tr("In full because"), lambda run: run.unmasked_for, 120),
            Column(self.tr("Archived"), _archived_chip, 76, chip=lambda run: "ok"),
        ))  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _archived_chip(run: Run) -> str:
    return QCoreApplication.translate("Reports", "paper") if run.document_number else ""


def _column(place: int, column: ReportColumn, *, stretch: bool) -> Column:
    def text(row: ReportRow) -> str:
        return written(column.kind, row[place])

    def order(row: ReportRow) -> tuple[bool, object]:
        cell = row[place]
        return (cell is not None, cell if cell is not None else "")

    wide = 0 if stretch else max(64, round(_SHARE * column.width))
    return Column(head_of(column), text, wide, order=order, right=column.kind.right)
