"""A figure on the dashboard: a tile with one number, or a card with a chart that can be read as a table too."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.figures.domain import Figure, Row, Shape, Value
from ui.pages.dashboard import words
from ui.pages.dashboard.charts import MONTHS_HIGH, MOST_BARS, ROW, Bar, BarChart, Chart, MonthChart, Spark
from ui.pages.dashboard.port import Loaded
from ui.refusals import say
from ui.theme import bind_icon, current, fix, scaled, set_state, space
from ui.widgets.containers import button, label, line
from ui.widgets.table import Column, DataTable

PREVIEW_ROW = 36


class Skeleton(QWidget):
    """Stands where a figure is being read, once that takes its time."""

    def sizeHint(self) -> QSize:
        """As high as a few bars."""
        return QSize(200, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Faint bars, nothing that moves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().border))
        for place, share in enumerate((0.9, 0.6, 0.75)):
            painter.drawRoundedRect(QRectF(6, 10 + place * 28, (self.width() - 12) * share, 12), 4, 4)
        painter.end()


class FigureTile(QFrame):
    """One number with its past; a click or Enter asks for its rows."""

    accessible_role = "Button"

    rows_wanted = Signal(str, str)
    again = Signal(str)

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self._value: Value | None = None
        self._problem: Exception | None = None
        self.setObjectName("tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        fix(self, least_height=96)
        self._title = label("", "muted")
        self.number = label("", "number")
        self._trend = label("", "small")
        self.spark = Spark()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.L, space.S, space.M, space.S)
        column.setSpacing(0)
        column.addWidget(self._title)
        middle = QHBoxLayout()
        middle.addWidget(self.number, 1)
        middle.addWidget(self.spark, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(middle, 1)
        column.addWidget(self._trend)
        self.spark.setVisible(figure.dated)
        self.retranslate()

    def show_loaded(self, loaded: Loaded) -> None:
        """Show the figure."""
        self._value, self._problem = loaded.value, None
        self.retranslate()

    def show_problem(self, problem: Exception) -> None:
        """Say that it could not be read; a click tries again."""
        self._problem = problem
        self.retranslate()

    def show_waiting(self) -> None:
        """It takes its time."""
        if self._value is None:
            self.number.setText("…")
        self._trend.setText(self.tr("being read"))
        set_state(self._trend, "muted")

    def retranslate(self) -> None:
        """Say everything anew."""
        self._title.setText(words.title(self.figure))
        self.setToolTip(words.note(self.figure))
        if self._problem is not None:
            self.number.setText("–")
            self._trend.setText(self.tr("not read; click to try again"))
            self.setToolTip(say(self._problem))
        elif self._value is not None:
            self.number.setText(words.number(self.figure, self._value.total))
            text, colour = words.trend(self.figure, self._value)
            self._trend.setText(words.with_moment(text, self._value))
            self.spark.show_trail(self._value.trail)
            set_state(self._trend, colour, "tone")
        self.setAccessibleName(words.title(self.figure))
        self.setAccessibleDescription(f"{self.number.text()}. {self._trend.text()}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        if self._problem is not None:
            self.again.emit(self.figure.code)
        elif self._value is not None and self.figure.listed:
            self.rows_wanted.emit(self.figure.code, "")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class FigureCard(QFrame):
    """A chart with its sum; the button at its right shows the same as a table."""

    rows_wanted = Signal(str, str)
    row_opened = Signal(object)
    again = Signal(str)

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self._loaded: Loaded | None = None
        self._problem: Exception | None = None
        self.setObjectName("card")
        self._title = label("", "heading")
        self.total = button("", "link")
        self._trend = label("", "small")
        self.as_table = QToolButton()
        self.as_table.setCheckable(True)
        bind_icon(self.as_table, "list", "muted", 18)
        self.chart: Chart = MonthChart() if figure.shape is Shape.MONTHS else BarChart()
        self.bars: tuple[Bar, ...] = ()
        self._table: DataTable | None = None
        self.skeleton = Skeleton()
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = button("", "link", "refresh")
        self._rule = line()
        self.preview = DataTable() if figure.preview else None
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(space.M, space.S, space.S, space.M)
        column.setSpacing(space.XS)
        head = QHBoxLayout()
        head.setSpacing(space.S)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.total)
        head.addWidget(self.as_table)
        column.addLayout(head)
        column.addWidget(self._trend)
        trouble = QWidget()
        inside = QVBoxLayout(trouble)
        inside.setContentsMargins(space.M, space.M, space.M, space.M)
        self._said: QLabel = label("", "muted", wrap=True)
        inside.addWidget(self._said)
        inside.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self._trouble = trouble
        top = QWidget()
        over = QVBoxLayout(top)
        over.setContentsMargins(0, space.XS, 0, 0)
        over.addWidget(self.chart)
        over.addStretch(1)
        self._top = top
        for widget in (self.skeleton, top, self.empty, trouble):
            self._stack.addWidget(widget)
        column.addWidget(self._stack)
        column.addWidget(self._rule)
        self._rule.hide()
        if self.preview is not None:
            column.addWidget(self.preview)
            self.preview.hide()
            self.preview.horizontalHeader().hide()
        column.addStretch(1)
        fix(self, least_height=150)
        self._blank = QWidget()
        self._stack.addWidget(self._blank)
        self._stack.setCurrentWidget(self._blank)

    def _connect(self) -> None:
        code = self.figure.code
        self.chart.chosen.connect(lambda key: self.rows_wanted.emit(code, key))
        self.total.clicked.connect(lambda: self.rows_wanted.emit(code, ""))
        self.as_table.toggled.connect(lambda _: self._show_body())
        self._again.clicked.connect(lambda: self.again.emit(code))
        if self.preview is not None:
            self.preview.opened.connect(self.row_opened)

    @property
    def table(self) -> DataTable:
        """What the chart shows as a table; made when somebody wants it, for tables take their time."""
        if self._table is None:
            self._table = DataTable()
            self._stack.addWidget(self._table)
            self._table.opened.connect(lambda bar: self.rows_wanted.emit(self.figure.code, bar.key))
            self._table.setAccessibleName(words.title(self.figure))
            self._set_columns()
            self._table.set_rows(self.bars, key=lambda bar: bar.key)
        return self._table

    def expected_height(self) -> int:
        """How high it is likely to be once it is read, in pixels."""
        chart = (
            MONTHS_HIGH if self.figure.shape is Shape.MONTHS else ROW * min(max(len(self.figure.parts), 2), MOST_BARS)
        )
        return scaled(max(80 + chart + self.figure.preview * PREVIEW_ROW, 150))

    def show_loaded(self, loaded: Loaded) -> None:
        """Show the figure."""
        self._loaded, self._problem = loaded, None
        self.retranslate()

    def show_problem(self, problem: Exception) -> None:
        """Say what went wrong, and offer to try again."""
        self._problem = problem
        self.retranslate()

    def show_waiting(self) -> None:
        """It takes its time: what was shown before stays, else faint bars stand for it."""
        if self._loaded is None:
            self._stack.setCurrentWidget(self.skeleton)
        self._trend.setText(self.tr("being read"))
        self._trend.show()

    def retranslate(self) -> None:
        """Say everything anew."""
        figure = self.figure
        self._title.setText(words.title(figure))
        self.setToolTip(words.note(figure))
        self.as_table.setToolTip(self.tr("As a table"))
        self.as_table.setAccessibleName(self.tr("{title} as a table").format(title=words.title(figure)))
        self._again.setText(self.tr("Try again"))
        self.empty.setText(words.empty(figure))
        self.chart.setAccessibleName(words.title(figure))
        if self._table is not None:
            self._table.setAccessibleName(words.title(figure))
        if self.preview is not None:
            self.preview.setAccessibleName(self.tr("{title}: the first").format(title=words.title(figure)))
        self._set_columns()
        if self._loaded is not None:
            self._show_value(self._loaded)
        else:
            self.total.hide()
            self.as_table.hide()
            self._trend.hide()
        self._show_body()

    def _show_value(self, loaded: Loaded) -> None:
        figure, value = self.figure, loaded.value
        self.bars = tuple(
            Bar(
                point.key, words.part(figure, point.key, point.label), point.value,
                words.number(figure, point.value), point.before, words.tone(figure, point.key),
                words.said(figure, point),
            )
            for point in value.points
        )  # fmt: skip
        self.chart.show_bars(self.bars)
        if self._table is not None:
            self._table.set_rows(self.bars, key=lambda bar: bar.key)
        self.total.setText(words.number(figure, value.total))
        self.total.setAccessibleName(
            self.tr("{title}: {count}, show the rows").format(
                title=words.title(figure), count=words.number(figure, value.total)
            )
        )
        self.total.setEnabled(figure.listed)
        self.total.show()
        self.as_table.show()
        text, colour = words.trend(figure, value)
        text = words.with_moment(text, value)
        self._trend.setText(text)
        self._trend.setVisible(bool(text))
        set_state(self._trend, colour, "tone")
        if self.preview is not None:
            self.preview.set_rows(loaded.rows, key=lambda row: row.id)
            self.preview.clearSelection()
            self._rule.setVisible(bool(loaded.rows))
            self.preview.setVisible(bool(loaded.rows))
            self.preview.setFixedHeight(len(loaded.rows) * scaled(PREVIEW_ROW) + 2)

    def _show_body(self) -> None:
        if self._problem is not None:
            self._said.setText(say(self._problem))
            self._stack.setCurrentWidget(self._trouble)
        elif self._loaded is None:
            self._stack.setCurrentWidget(self._blank)
        elif not any(point.value or point.before for point in self._loaded.value.points):
            self._stack.setCurrentWidget(self.empty)
        else:
            self._stack.setCurrentWidget(self.table if self.as_table.isChecked() else self._top)
        self._fit()

    def _fit(self) -> None:
        """As high as what is shown, so that one long page does not make all of them long."""
        chart = self.chart.sizeHint().height() + 8
        rows = scaled(40) + scaled(PREVIEW_ROW) * min(max(len(self.chart.bars), 2), MOST_BARS)
        shown = self._stack.currentWidget()
        self._stack.setFixedHeight(
            max(rows if shown is self._table else chart if shown is self._top else scaled(110), scaled(60))
        )

    def _set_columns(self) -> None:
        def before(bar: Bar) -> str:
            return "" if bar.before is None else words.number(self.figure, bar.before)

        columns = [
            Column(self.tr("Part"), lambda bar: bar.label),
            Column(self.tr("Now"), lambda bar: bar.text, 104, order=lambda bar: bar.value, right=True),
        ]
        if self.figure.dated:
            columns.append(Column(self.tr("Before"), before, 104, order=lambda bar: bar.before or 0, right=True))
        if self._table is not None:
            self._table.set_columns(columns)
        if self.preview is None:
            return
        self.preview.set_columns(  # the headings are not shown, but spoken
            (
                Column(self.tr("Name"), lambda row: row.name or row.number),
                Column(
                    self.tr("Part"), lambda row: words.part(self.figure, row.key), 130,
                    chip=lambda row: _chip(self.figure, row),
                ),
                Column(self.tr("Day"), lambda row: words.day_word(row.due), 96, right=True),
            )
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _chip(figure: Figure, row: Row) -> str:
    tone = words.tone(figure, row.key)
    return tone if tone in ("danger", "warn") else "neutral"
