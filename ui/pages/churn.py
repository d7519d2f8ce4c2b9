"""Why clients leave, in figures: for the branch's weekly and monthly meeting (TO-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.reports.churn import BY_CLASS, BY_MONTH, BY_OWN_STAFF, BY_REASON, BY_TELLER, BY_TIER
from app.reports.domain import rate, withdrawn
from app.reports.facts import ChurnRow, ChurnTable
from ui.pages.approvals.words import DASH, money
from ui.pages.churn_chart import StackedBars, load_library
from ui.pages.churn_period import Period, Span, period_of
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import PERIODS, Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import Choice, DateEdit
from ui.widgets.table import Column, DataTable


@dataclass(frozen=True, slots=True)
class ChurnView:
    """The figures of a period."""

    period: Period
    total: ChurnRow
    tables: tuple[ChurnTable, ...]


class ChurnProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def churn(self, period: Period) -> ChurnView:
        """The figures of a period."""
        ...

    def save_pdf(self, period: Period, path: str) -> str:
        """The sheet 《流失分析表》 as a file; its path."""
        ...

    def save_xlsx(self, period: Period, path: str) -> str:
        """The same as a workbook."""
        ...


class ChurnPage(QWidget):
    """Period on top, one breakdown at a time as bars, and as a table below."""

    def __init__(
        self,
        runner: OpRunner,
        provider: ChurnProvider,
        *,
        today: date,
        ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._today = today
        self._latest = Latest(runner, self)
        self._loading = False
        self._view: ChurnView | None = None
        self._period = period_of(Span.MONTH, today)
        self.span = Segmented()
        self.since, self.until = DateEdit(), DateEdit()
        self.which = Segmented()
        self.chart = StackedBars()
        self.table = DataTable()
        self.banner = InlineBanner()
        self.empty = EmptyState("ok")
        self._build()
        self._connect()
        self._retranslate()
        self._show_period()
        self.setFocusProxy(self.span)

    def _build(self) -> None:
        top = Card(margin=12)
        self._before, self._after = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        self._pdf, self._xlsx = button("", "", "document"), button("", "", "download")
        self._dash = label("–", "muted")
        for field in (self.since, self.until):
            fix(field, width=120)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for widget in (self.span, self._before, self.since, self._dash, self.until, self._after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._pdf)
        row.addWidget(self._xlsx)
        top.body.addLayout(row)
        self._total = label("", "heading")
        self._left, self._retained, self._open, self._back = (StatusChip() for _ in range(4))
        self._assets = label("", "muted")
        sums = QHBoxLayout()
        sums.setSpacing(space.S)
        for widget in (self._total, self._left, self._retained, self._open, self._back, self._assets):
            sums.addWidget(widget)
        sums.addStretch(1)
        top.body.addLayout(sums)
        self._charts = Card(margin=12)
        self._charts.add_action(self.which)
        self._charts.add(self.chart, 1)
        self._figures = Card(margin=6)
        self._figures.add(self.table, 1)
        whole = QWidget()
        both = QVBoxLayout(whole)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(space.M)
        both.addWidget(self._charts, 3)
        both.addWidget(self._figures, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self._whole = whole
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(top)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.span.edited.connect(self._choose_span)
        self.since.left.connect(self._typed)
        self.until.left.connect(self._typed)
        self.which.edited.connect(self._show_table)
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        self._pdf.clicked.connect(self.save_pdf)
        self._xlsx.clicked.connect(self.save_xlsx)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.BEFORE, self, lambda: self.step(-1))
        bind(Act.AFTER, self, lambda: self.step(1))
        bind(Act.PRINT, self, self.save_pdf)
        bind(Act.EXPORT, self, self.save_xlsx)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            (PERIODS, self.tr("period")),
            hint(Act.PRINT, "PDF"),
            hint(Act.EXPORT, ".xlsx"),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # the period

    def period(self) -> Period:
        """The period shown."""
        return self._period

    def step(self, times: int) -> None:
        """Look at the period before or after."""
        self._go(self._period.step(times))

    def _choose_span(self) -> None:
        span = Span(self.span.value())
        if span is Span.FREE:
            self._go(Period(span, self._period.since, self._period.until))
            self.since.setFocus()
        else:
            inside = self._period.since <= self._today <= self._period.until
            self._go(period_of(span, self._today if inside else self._period.since))

    def _typed(self) -> None:
        since, until = self.since.date(), self.until.date()
        if since is None or until is None or until < since:
            self.banner.say(self.tr("Enter the first and the last day, the last not before the first."), "danger")
        elif (since, until) != (self._period.since, self._period.until):
            self._go(Period(Span.FREE, since, until))

    def _go(self, period: Period) -> None:
        self._period = period
        self._show_period()
        self.refresh()

    def _show_period(self) -> None:
        free = self._period.span is Span.FREE
        self.span.set_value(self._period.span.value)
        for field, day in ((self.since, self._period.since), (self.until, self._period.until)):
            field.set_value(day)
            field.setReadOnly(not free)

    # reading

    def refresh(self) -> None:
        """Read the period anew, off the GUI thread."""
        self._latest.ask(self._provider.churn, self._period, done=self._show, failed=self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: now the charts' library is needed."""
        super().showEvent(event)
        if not (self.chart.is_ready() or self._loading):
            self._loading = True
            self._runner.run(load_library, done=self._ready, failed=self._no_charts, owner=self)

    def _ready(self, library: Any) -> None:
        self._loading = False
        self.chart.ready(library)

    def _no_charts(self, problem: Exception) -> None:
        self._loading = False
        self._failed(problem)

    def _show(self, view: ChurnView) -> None:
        self.banner.hide()
        self._view = view
        chosen = self.which.value()
        self._offer_tables()
        self.which.set_value(chosen if int(chosen or 0) < len(view.tables) and chosen else "0")
        self._stack.setCurrentWidget(self._whole if view.total.requests else self.empty)
        self._say_total()
        self._show_table()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _show_table(self) -> None:
        view = self._view
        if view is None or not view.tables:
            return
        table = view.tables[int(self.which.value() or 0)]
        self._charts.set_title(self._title(table))
        self.chart.show_rows(table.rows)
        self.table.set_rows(table.rows)

    def _offer_tables(self) -> None:
        tables = self._view.tables if self._view is not None else ()
        self.which.set_choices([Choice(str(place), self._title(table)) for place, table in enumerate(tables)])

    def _title(self, table: ChurnTable) -> str:
        """The heading of a table; on the sheet it is Chinese whatever the window speaks."""
        return {
            BY_REASON: self.tr("By reason"),
            BY_CLASS: self.tr("By class of client"),
            BY_OWN_STAFF: self.tr("By own staff"),
            BY_TELLER: self.tr("By teller"),
            BY_TIER: self.tr("By level of approval"),
            BY_MONTH: self.tr("By month"),
        }.get(table.title, table.title)

    # files

    def save_pdf(self) -> None:
        """Save the sheet as a PDF."""
        self._save(self.tr("Save as PDF"), "pdf", self._provider.save_pdf)

    def save_xlsx(self) -> None:
        """Save the figures as a workbook."""
        self._save(self.tr("Save as a workbook"), "xlsx", self._provider.save_xlsx)

    def _save(self, title: str, kind: str, function: Callable[[Period, str], str]) -> None:
        period = self._period
        name = f"流失分析表_{period.since.isoformat()}_{period.until.isoformat()}.{kind}"

        def chosen(path: str) -> None:
            wanted = path if path.lower().endswith(f".{kind}") else f"{path}.{kind}"
            self._make(function, period, wanted)

        question = Ask(Kind.SAVE_FILE, title, suggestion=name, files=f"{kind.upper()} (*.{kind})")
        self._ask(self, question, chosen)

    def _make(self, function: Callable[[Period, str], str], period: Period, path: str) -> None:
        def done(written: str | None) -> None:
            if written is None:
                # it is registered that figures were handed out, and there is no file: made anew, registered anew
                self._make(function, period, path)
            else:
                show_toast(self, self.tr("Saved."))

        self._runner.save(
            function, period, path, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self
        )

    # words

    def _say_total(self) -> None:
        total = self._view.total if self._view else None
        if total is None:
            return
        self._total.setText(self.tr("{count} requests").format(count=total.requests))
        self._left.show_state(self.tr("left {count}").format(count=total.left), "danger")
        self._retained.show_state(self.tr("stayed {count}").format(count=total.retained), "ok")
        self._open.show_state(self.tr("open {count}").format(count=total.open), "warn")
        self._back.show_state(self.tr("taken back or turned away {count}").format(count=withdrawn(total)), "neutral")
        self._back.setVisible(bool(withdrawn(total)))
        self._assets.setText(self.tr("assets that left: {assets} yuan").format(assets=money(total.assets_left)))

    def _set_columns(self) -> None:
        def stayed(row: ChurnRow) -> str:
            share = rate(row)
            return f"{share:.0%}" if share is not None else DASH

        def count(title: str, name: str) -> Column:
            return Column(
                title, lambda row: str(getattr(row, name)), 90, order=lambda row: getattr(row, name), right=True
            )

        self.table.set_columns(
            (
                Column(self.tr("Group"), lambda row: row.label),
                count(self.tr("Requests"), "requests"),
                count(self.tr("Left"), "left"),
                count(self.tr("Stayed"), "retained"),
                count(self.tr("Open"), "open"),
                Column(self.tr("Taken back"), lambda row: str(withdrawn(row)), 104, order=withdrawn, right=True),
                Column(self.tr("Share that stayed"), stayed, 140, right=True),
                Column(
                    self.tr("Assets that left"), lambda row: money(row.assets_left), 170,
                    order=lambda row: row.assets_left, right=True,
                ),
            )
        )  # fmt: skip

    def _retranslate(self) -> None:
        names = {
            Span.WEEK: self.tr("Week"),
            Span.MONTH: self.tr("Month"),
            Span.YEAR: self.tr("Year"),
            Span.FREE: self.tr("From – to"),
        }
        self.span.set_choices([Choice(span.value, name) for span, name in names.items()])
        self._before.setToolTip(self.tr("Before (Ctrl+Left)"))
        self._before.setAccessibleName(self.tr("Before (Ctrl+Left)"))
        self._after.setToolTip(self.tr("After (Ctrl+Right)"))
        self._after.setAccessibleName(self.tr("After (Ctrl+Right)"))
        self.since.setAccessibleName(self.tr("First day"))
        self.until.setAccessibleName(self.tr("Last day"))
        self._pdf.setText("PDF")
        self._xlsx.setText(".xlsx")
        self.chart.setAccessibleName(self.tr("Bars: left, stayed, open"))
        self.table.setAccessibleName(self.tr("Figures"))
        self.empty.say(self.tr("Nobody asked to leave"), self.tr("There is no request in this period."))
        self._set_columns()
        self._say_total()
        self._offer_tables()
        self._show_table()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
