"""The rows behind a number, some at a time; a row leads to its case, its client or its page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.figures.domain import Figure, Page, Row
from ui.pages.dashboard import words
from ui.pages.dashboard.port import PIECE, DashboardProvider, When
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind
from ui.theme import space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, EmptyState, button, label
from ui.widgets.table import Column, DataTable


class RowsPanel(QWidget):
    """A list over the dashboard; Escape leads back."""

    closed = Signal()
    opened = Signal(object)

    def __init__(self, runner: OpRunner, provider: DashboardProvider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider = provider
        self._latest = Latest(runner, self)
        self._figure: Figure | None = None
        self._key = ""
        self._label = ""
        self._when: When | None = None
        self._count = 0
        self.rows: list[Row] = []
        self.back = button("", "link", "chevron-left")
        self._title = label("", "title")
        self._shown = label("", "muted")
        self.more = button("", "link", "chevron-down")
        self.banner = InlineBanner()
        self.table = DataTable()
        self.empty = EmptyState("inbox")
        self._build()
        self.back.clicked.connect(self.closed)
        self.more.clicked.connect(self._read_more)
        self.table.opened.connect(self.opened)
        bind(Act.BACK, self, self.closed.emit)
        self.setFocusProxy(self.table)
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        head = QHBoxLayout()
        head.setSpacing(space.S)
        for widget in (self.back, self._title, self._shown):
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.banner)
        card = Card(margin=6)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        card.add(self._stack, 1)
        card.add(self.more)
        column.addWidget(card, 1)

    def show_rows(self, figure: Figure, key: str, name: str, when: When) -> None:
        """Read the rows of ``figure``, of its part ``key`` called ``name`` when one is given."""
        self._figure, self._key, self._label, self._when = figure, key, name, when
        self.rows, self._count = [], 0
        self.banner.hide()
        self.table.set_rows(())
        self._stack.setCurrentWidget(self.table)
        self.retranslate()
        self._read_more()

    def code(self) -> str:
        """Of which figure the rows are; empty before the first."""
        return "" if self._figure is None else self._figure.code

    def _read_more(self) -> None:
        if self._figure is None or self._when is None:
            return
        self._latest.ask(
            self._provider.rows, self._figure.code, self._key, self._when, len(self.rows), done=self._came,
            failed=self._failed,
        )  # fmt: skip

    def _came(self, page: Page) -> None:
        self.rows += page.rows
        self._count = page.count
        chosen = self.table.row()
        self.retranslate()
        self.table.set_rows(self.rows, key=lambda row: row.id)
        place = next((n for n, row in enumerate(self.table.rows()) if chosen is not None and row.id == chosen.id), 0)
        self.table.selectRow(place)
        self._stack.setCurrentWidget(self.table if self.rows else self.empty)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def retranslate(self) -> None:
        """Say everything anew."""
        self.back.setText(self.tr("Dashboard"))
        self.back.setToolTip(self.tr("Back (Escape)"))
        self.table.setAccessibleName(self.tr("Dashboard"))
        figure = self._figure
        if figure is None:
            return
        name = words.part(figure, self._key, self._label) if self._key else ""
        self._title.setText(" · ".join(filter(None, (words.title(figure), name))))
        self.table.setAccessibleName(self._title.text())
        self._shown.setText(self.tr("{shown} of {count}").format(shown=len(self.rows), count=self._count))
        self._shown.setVisible(self._count > 0)
        self.more.setText(self.tr("{count} more").format(count=min(PIECE, self._count - len(self.rows))))
        self.more.setVisible(self._count > len(self.rows))
        self.empty.say(self.tr("There is nothing behind this number"), words.empty(figure))
        self._set_columns()

    def _set_columns(self) -> None:
        figure = self._figure
        if figure is None:
            return
        columns: list[tuple[Column, bool]] = [
            (Column(self.tr("Number"), lambda row: row.number, 190), any(row.number for row in self.rows)),
            (Column(self.tr("Name"), lambda row: row.name), any(row.name for row in self.rows)),
            (
                Column(self.tr("What"), lambda row: words.what(figure, row)),
                any(words.what(figure, row) for row in self.rows),
            ),
            (Column(self.tr("By"), lambda row: row.staff, 150), any(row.staff for row in self.rows)),
            (
                Column(self.tr("At"), lambda row: branch_time(row.at) if row.at else "", 150),
                any(row.at is not None for row in self.rows),
            ),
            (Column(self.tr("Day"), lambda row: words.day_word(row.due), 110), any(row.due for row in self.rows)),
            (
                Column(
                    self.tr("Yuan"), lambda row: "" if row.amount is None else f"{row.amount / 100:,.2f}", 160,
                    order=lambda row: row.amount or 0, right=True,
                ),
                any(row.amount is not None for row in self.rows),
            ),
        ]  # fmt: skip
        shown = [column for column, wanted in columns if wanted]
        self.table.set_columns(shown or [column for column, _ in columns[:2]])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
