"""The dashboard of the person who is signed in: tiles, charts, and behind each number its rows (TO-15, TO-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.figures.domain import LONGEST_BACK, Figure, Row, Shape, Span, Target, period_of, same_stretch_before
from ui.pages.dashboard import words
from ui.pages.dashboard.cards import FigureCard, FigureTile
from ui.pages.dashboard.loading import TOGETHER_MS, Loading
from ui.pages.dashboard.port import DashboardProvider, Loaded, When
from ui.pages.dashboard.rows import RowsPanel
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import PERIODS, Act, bind, hint
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import EmptyState, button, label
from ui.widgets.editors import Choice
from ui.widgets.tool_row import ToolRow

TILE_WIDE, CARD_WIDE, GAP = 210, 360, 12
MOST_COLUMNS = 6
"""Of cards, on however wide a window."""
AS_OF_WIDE = 1300
"""From this width on there is room for when the figures were read."""
AGAIN_MS = 300_000
"""What no change is told of is read anew so often while the page is seen."""


class DashboardPage(QWidget):
    """Every figure loads by itself; leaving the page breaks off what is still being read."""

    case_wanted = Signal(str)
    client_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: DashboardProvider, *, today: date, span: Span = Span.MONTH,
        prints: bool = False, ask: Asker = ask_dialog, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner, self._provider, self._ask = runner, provider, ask
        self._today, self._prints = today, prints
        self.when = When(span)
        self.figures = provider.figures()
        self.loading = Loading(
            runner, provider, came=self._came, failed=self._refused, waits=self._waits, parent=self
        )  # fmt: skip
        self.cards: dict[str, FigureTile | FigureCard] = {}
        self._moved: set[str] = set()
        self._together, self._again = QTimer(self), QTimer(self)
        self.span = Segmented()
        self.banner = InlineBanner()
        self.rows = RowsPanel(runner, provider)
        self.empty = EmptyState("panel")
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self.span)

    def _head(self) -> ToolRow:
        self._title = label("", "title")
        self._days, self._as_of = label("", "muted"), label("", "small")
        self._before, self._after = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        self._print, self._pdf, self._xlsx = (
            button("", "", "print"),
            button("", "", "document"),
            button("", "", "download"),
        )
        head = ToolRow()
        for widget in (self._title, self.span, self._before, self._after, self._days):
            head.add_left(widget)
        for tool in (self._as_of, self._print, self._pdf, self._xlsx):
            head.add_right(tool)
        if not self._prints:
            self._print.hide()
        return head

    def _build(self) -> None:
        self._tiles, self._charts = QGridLayout(), QHBoxLayout()
        for laid in (self._tiles, self._charts):
            laid.setContentsMargins(0, 0, 0, 0)
            laid.setSpacing(GAP)
        self._stacks = [QVBoxLayout() for _ in range(MOST_COLUMNS)]
        for stack in self._stacks:
            stack.setSpacing(GAP)
            stack.addStretch(1)
            self._charts.addLayout(stack)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._tiles)
        column.addLayout(self._charts)
        column.addStretch(1)
        for figure in self.figures:
            card = FigureTile(figure) if figure.shape is Shape.TILE else FigureCard(figure)
            self.cards[figure.code] = card
        self._room = QScrollArea()
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidget(inside)
        board = QWidget()
        whole = QVBoxLayout(board)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self._head())
        whole.addWidget(self.banner)
        either = QStackedWidget()
        either.addWidget(self._room)
        either.addWidget(self.empty)
        either.setCurrentWidget(self._room if self.figures else self.empty)
        whole.addWidget(either, 1)
        self._board = board
        self._stack = QStackedWidget()
        self._stack.addWidget(board)
        self._stack.addWidget(self.rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._columns = (0, 0)
        self._place(1162)

    def _connect(self) -> None:
        for card in self.cards.values():
            card.rows_wanted.connect(self.show_rows)
            card.again.connect(self._read_again)
            if isinstance(card, FigureCard):
                card.row_opened.connect(self._open)
        self.span.edited.connect(lambda: self._go(When(Span(self.span.value()))))
        self._before.clicked.connect(lambda: self.step(1))
        self._after.clicked.connect(lambda: self.step(-1))
        self._print.clicked.connect(self.print_figures)
        self._pdf.clicked.connect(self.save_pdf)
        self._xlsx.clicked.connect(self.save_xlsx)
        self.rows.closed.connect(self.show_board)
        self.rows.opened.connect(self._open)
        self._together.setSingleShot(True)
        self._together.setInterval(TOGETHER_MS)
        self._together.timeout.connect(self._read_moved)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._read_all)
        bind(Act.REFRESH, self, self.count_anew)
        bind(Act.BEFORE, self, lambda: self.step(1))
        bind(Act.AFTER, self, lambda: self.step(-1))
        bind(Act.PRINT, self, self.print_figures if self._prints else self.save_pdf)
        bind(Act.EXPORT, self, self.save_xlsx)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("rows")), hint(Act.BACK, self.tr("back")), (PERIODS, self.tr("period")),
            hint(Act.EXPORT, ".xlsx"), hint(Act.REFRESH, self.tr("read again")),
        ]  # fmt: skip

    # reading

    def refresh(self) -> None:
        """Read everything anew, each figure by itself."""
        self._moved.clear()
        self._read_all()
        self._again.start()

    def count_anew(self) -> None:
        """Read everything anew, what takes long too."""
        self._moved.clear()
        self.loading.read(self.figures, replace(self.when, fresh=True))
        self._again.start()

    def changed(self, topic: str) -> None:
        """Somebody changed something: read what it moves, once for changes that come together."""
        moved = {figure.code for figure in self.figures if topic in figure.topics}
        if moved and self.isVisible():
            self._moved |= moved
            self._together.start()

    def _read_all(self) -> None:
        self.loading.read(self.figures, self.when)

    def _read_moved(self) -> None:
        moved, self._moved = self._moved, set()
        if self.isVisible():
            self.loading.read([figure for figure in self.figures if figure.code in moved], self.when)

    def _read_again(self, code: str) -> None:
        self.loading.read([figure for figure in self.figures if figure.code == code], self.when)

    def _came(self, figure: Figure, loaded: Loaded) -> None:
        self.cards[figure.code].show_loaded(loaded)
        self._as_of.setText(self.tr("as of {time}").format(time=branch_time(loaded.value.at)[-5:]))

    def _refused(self, figure: Figure, problem: Exception) -> None:
        self.cards[figure.code].show_problem(problem)

    def _waits(self, figure: Figure) -> None:
        self.cards[figure.code].show_waiting()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: break off what is being read."""
        super().hideEvent(event)
        self.loading.stop()
        self._again.stop()
        self._together.stop()

    # the period

    def step(self, times: int) -> None:
        """Look at the period before (1) or after (-1)."""
        back = self.when.back + times
        if 0 <= back <= LONGEST_BACK:
            self._go(When(self.when.span, back))

    def _go(self, when: When) -> None:
        self.when = when
        self._show_period()
        self.loading.read([figure for figure in self.figures if figure.dated], when)

    def _show_period(self) -> None:
        period = period_of(self.when.span, self._today, self.when.back)
        before = same_stretch_before(self.when.span, period, self._today)
        text = self.tr("{days}, beside {before}").format(days=words.days(period), before=words.days(before))
        self._days.setText(text)
        self._days.setToolTip(text)
        self.span.set_value(self.when.span.value)
        self._after.setEnabled(self.when.back > 0)

    # rows

    def show_rows(self, code: str, key: str = "") -> None:
        """The rows behind a number, in place of the figures."""
        figure = next((one for one in self.figures if one.code == code), None)
        if figure is None or not figure.listed:
            return
        card = self.cards[code]
        name = ""
        if isinstance(card, FigureCard):
            name = next((bar.label for bar in card.bars if bar.key == key), "")
        self.rows.show_rows(figure, key, name, self.when)
        self._stack.setCurrentWidget(self.rows)
        self.rows.setFocus()

    def show_board(self) -> None:
        """Back to the figures."""
        code = self.rows.code()
        self._stack.setCurrentWidget(self._board)
        card = self.cards.get(code)
        (card.chart if isinstance(card, FigureCard) else card or self.span).setFocus()

    def _open(self, row: Row) -> None:
        ways = {Target.CASE: self.case_wanted, Target.CLIENT: self.client_wanted, Target.PAGE: self.page_wanted}
        if row.target in ways:
            ways[row.target].emit(row.goal)

    # paper and files

    def print_figures(self) -> None:
        """Send the figures to the printer."""
        self._runner.save(
            self._provider.print_figures, self.when, done=lambda _: show_toast(self, self.tr("Sent to the printer.")),
            failed=self._failed, waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def save_pdf(self) -> None:
        """Save the figures as a PDF."""
        self._save(self.tr("Save as PDF"), "pdf", self._provider.save_pdf)

    def save_xlsx(self) -> None:
        """Save the figures as a workbook."""
        self._save(self.tr("Save as a workbook"), "xlsx", self._provider.save_xlsx)

    def _save(self, title: str, kind: str, function: Callable[[When, str], str]) -> None:
        when = self.when
        period = period_of(when.span, self._today, when.back)
        name = f"经营看板_{period.since.isoformat()}_{period.until.isoformat()}.{kind}"

        def chosen(path: str) -> None:
            self._make(function, when, path if path.lower().endswith(f".{kind}") else f"{path}.{kind}")

        self._ask(self, Ask(Kind.SAVE_FILE, title, suggestion=name, files=f"{kind.upper()} (*.{kind})"), chosen)

    def _make(self, function: Callable[[When, str], str], when: When, path: str) -> None:
        def done(written: str | None) -> None:
            if written is None:
                # it is registered that figures were handed out, and there is no file: made anew, registered anew
                self._make(function, when, path)
            else:
                show_toast(self, self.tr("Saved."))

        self._runner.save(function, when, path, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # looks

    def _place(self, wide: int) -> None:
        """Lay tiles and cards out in as many columns as have room."""
        tiles = [card for card in self.cards.values() if isinstance(card, FigureTile)]
        charts = [card for card in self.cards.values() if isinstance(card, FigureCard)]
        across = _columns(wide, TILE_WIDE, len(tiles)), min(_columns(wide, CARD_WIDE, len(charts)), MOST_COLUMNS)
        if across == self._columns:
            return
        self._columns = across
        _lay_out(self._tiles, tiles, across[0])
        _stack_up(self._charts, self._stacks, charts, across[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns that fits."""
        super().resizeEvent(event)
        self._place(event.size().width())
        self._as_of.setVisible(event.size().width() > AS_OF_WIDE)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Dashboard"))
        spans = (Span.DAY, Span.WEEK, Span.MONTH, Span.QUARTER, Span.YEAR)
        self.span.set_choices([Choice(span.value, words.span_word(span)) for span in spans])
        self.span.setAccessibleName(self.tr("Period"))
        for widget, text in (
            (self._before, self.tr("Before (Ctrl+Left)")), (self._after, self.tr("After (Ctrl+Right)")),
        ):  # fmt: skip
            widget.setToolTip(text)
            widget.setAccessibleName(text)
        self._print.setText(self.tr("Print"))
        self._pdf.setText("PDF")
        self._xlsx.setText(".xlsx")
        self.empty.say(
            self.tr("No figures for your roles"),
            self.tr("Ask an administrator whether a role is missing; your pages are in the rail at the left."),
        )
        self._as_of.setText("")
        self._show_period()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)


def _columns(wide: int, each: int, count: int) -> int:
    """As many as have room, and no more than leave the last row as full as can be."""
    most = max(1, min((wide + GAP) // (each + GAP), count or 1))
    rows = -(-count // most) if count else 1
    return -(-count // rows) if count else 1


def _lay_out(grid: QGridLayout, tiles: list[FigureTile], across: int) -> None:
    for column in range(grid.columnCount()):
        grid.setColumnStretch(column, 0)
    for place, tile in enumerate(tiles):
        grid.removeWidget(tile)
        grid.addWidget(tile, place // across, place % across)
    for column in range(across):
        grid.setColumnStretch(column, 1)


def _stack_up(row: QHBoxLayout, columns: list[QVBoxLayout], cards: list[FigureCard], across: int) -> None:
    """Columns beside one another; each card comes under those of the column that is the shortest so far."""
    high = [0] * across
    for card in cards:
        for column in columns:
            column.removeWidget(card)
        place = high.index(min(high))
        columns[place].insertWidget(columns[place].count() - 1, card)  # the last one takes what is left below
        high[place] += card.expected_height() + GAP
    for place in range(MOST_COLUMNS):
        row.setStretch(place, 1 if place < across else 0)
