"""How content the client was: a mark from 1 to 5, and why when it was low (SF-1). The teller sees none of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from .buttons import BigButton, Kind, OptionButton, TouchButton
from .column import Column
from .prompts import Rating
from .style import (
    ACCENT,
    ACCENT_DARK,
    ACCENT_SOFT,
    CARD,
    EDGE,
    EDGE_STRONG,
    INK,
    ON_ACCENT,
    QUIET,
    XL,
    Metrics,
    Role,
    shade,
)
from .texts import Text, TextPainter
from .view import PromptView

MARKS = (1, 2, 3, 4, 5)
WORDS_LIMIT = 200
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Rated:
    """What the client gave. ``mark`` None: declined, or, with ``lapsed``, nothing handed in before the time was up."""

    mark: int | None
    reasons: tuple[str, ...] = ()
    words: str = ""
    lapsed: bool = False


class MarkButton(TouchButton):
    """One mark: its figure, large, with a word below it."""

    def __init__(self, mark: int) -> None:
        super().__init__(str(mark))
        self.mark = mark
        self._word = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def name(self, word: str) -> None:
        """Set the word."""
        self._word = word
        self.setAccessibleName(f"{self.mark} {word}")
        self.update()

    def sizeHint(self) -> QSize:
        """Twice as high as a finger needs, and as the figure over two lines of the word needs in large type."""
        texts = _line_high(self.metrics.font(Role.KEY)) + 2 * _line_high(self.metrics.font(Role.SMALL))
        high = max(self.metrics.touch * (1.7 if self.metrics.low else 2.2), texts + self.metrics.gap)
        return QSize(self.metrics.touch * 2, round(high))

    def minimumSizeHint(self) -> QSize:
        """As narrow as a finger needs."""
        return QSize(self.metrics.touch, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card, figure, word, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = self.metrics.base * 0.5
        painter.setBrush(QColor(shade(ACCENT if chosen else ACCENT_SOFT if self.isDown() else CARD)))
        painter.setPen(QPen(QColor(shade(ACCENT_DARK if chosen else EDGE_STRONG)), 2))
        painter.drawRoundedRect(rect, radius, radius)
        room = self.width() - 8.0
        figure = TextPainter(str(self.mark), self.metrics.font(Role.KEY), room, align=_CENTRE)
        font = self.metrics.font(Role.SMALL)
        word = TextPainter(self._word, font, room, align=_CENTRE)
        while word.lines > 2 and font.pixelSize() > 12:
            font.setPixelSize(font.pixelSize() - 1)
            word = TextPainter(self._word, font, room, align=_CENTRE)
        top = (self.height() - figure.height - word.height) / 2
        figure.draw(painter, 4, top, ON_ACCENT if chosen else INK)
        word.draw(painter, 4, top + figure.height, ON_ACCENT if chosen else QUIET)
        self.paint_focus(painter, rect, radius)


def _line_high(font: QFont) -> float:
    return TextPainter("1", font, 1000.0, align=_CENTRE).height


class WordsEdit(QPlainTextEdit):
    """Own words, of a keyboard or the system's own on the screen; no more than are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._cut)

    def apply(self, metrics: Metrics) -> None:
        """Take over the sizes."""
        self.setFont(metrics.font(Role.BODY))
        self.setFixedHeight(metrics.touch * 2)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {shade(CARD)}; color: {shade(INK)}; border: 1px solid {shade(EDGE)}; "
            f"border-radius: {metrics.gap}px; padding: {metrics.gap // 2}px; }}"
        )

    def _cut(self) -> None:
        if len(self.toPlainText()) > WORDS_LIMIT:
            cursor = self.textCursor()
            self.setPlainText(self.toPlainText()[:WORDS_LIMIT])
            cursor.movePosition(cursor.MoveOperation.End)
            self.setTextCursor(cursor)


class RatingView(PromptView):
    """``rated`` carries a ``Rated``, once. Each touch gives the whole time anew; when it is up the view closes itself.

    A mark counts when it was handed in, not when it was touched. Keys: 1 to 5 choose, Enter hands in. Nothing is told
    while the client is at it: ``progressed`` is never emitted.
    """

    rated = Signal(object)

    def __init__(self, prompt: Rating) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.prompt = prompt
        self.marks = [MarkButton(mark) for mark in MARKS]
        self.reasons = [
            OptionButton("ABCDEFGH"[place], label, several=True) for place, (_, label) in enumerate(prompt.reasons)
        ]
        self.title, self.promise = Text("", Role.TITLE), Text("", Role.BODY, QUIET)
        self.why, self.hint = Text("", Role.TITLE), Text("", Role.SMALL, QUIET)
        self.words = WordsEdit()
        self.decline, self.back = BigButton(), BigButton()
        self.next = BigButton(kind=Kind.PRIMARY)
        self.time = QTimer(self)
        self.time.setSingleShot(True)
        self.time.setInterval(prompt.seconds * 1000)
        self.time.timeout.connect(self.time_up)
        holder = QWidget()
        holder.setObjectName("plain")
        self._pages = QStackedLayout(holder)
        self._pages.addWidget(self._mark_page())
        self._pages.addWidget(self._why_page())
        self.body.addWidget(holder, 1)
        for made, act in ((self.decline, self._decline), (self.back, self._back), (self.next, self.confirm)):
            made.clicked.connect(act)
            self.foot.addWidget(made, 1 if made is self.next else 0)
        self.words.textChanged.connect(self.time.start)
        self.retranslate()
        self._refresh()

    def _mark_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        column.addWidget(self.title)
        row = QHBoxLayout()
        for made in self.marks:
            made.clicked.connect(self._chosen)
            row.addWidget(made, 1)
        self._row = row
        column.addSpacing(XL)
        column.addLayout(row)
        column.addSpacing(XL)
        column.addWidget(self.promise)
        column.addStretch(3)
        return page

    def _why_page(self) -> QWidget:
        page = Column()
        page.box.addWidget(self.why)
        page.box.addWidget(self.hint)
        grid = QGridLayout()
        for place, made in enumerate(self.reasons):
            made.setAccessibleName(made.text())
            made.clicked.connect(self.time.start)
            grid.addWidget(made, place // 2, place % 2)
        self._grid = grid
        page.box.addLayout(grid)
        page.box.addWidget(self.words)
        self.words.setVisible(self.prompt.words)  # not before it has a parent: it would come up as a window
        page.box.addStretch(1)
        return page

    def retranslate(self) -> None:
        """All texts."""
        self.caption.setText(self.tr("Your opinion"))
        self.title.setText(self.tr("How content were you with our service today?"))
        self.setAccessibleName(self.title.text())
        self.promise.setText(
            self.tr("Your mark is kept without your name. Whoever served you can neither see nor change it.")
        )
        names = (
            self.tr("Very dissatisfied"), self.tr("Dissatisfied"), self.tr("So-so"), self.tr("Satisfied"),
            self.tr("Very satisfied"),
        )  # fmt: skip
        for made, name in zip(self.marks, names, strict=True):
            made.name(name)
        self.why.setText(self.tr("What should we do better?"))
        self.hint.setText(self.tr("You may choose more than one, or none."))
        self.words.setPlaceholderText(self.tr("In your own words, if you like. Please do not write your name."))
        self.words.setAccessibleName(self.tr("In your own words"))
        self.decline.rename(self.tr("I would rather not"))
        self.back.rename(self.tr("Back"))
        self._refresh()

    def apply(self, metrics: Metrics) -> None:
        """Room between the parts."""
        super().apply(metrics)
        self._grid.setSpacing(metrics.gap)
        self._row.setSpacing(metrics.gap)
        self.words.apply(metrics)

    def start(self) -> None:
        """The time begins."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # on no mark: a ring round one would suggest it
        self.time.start()

    def mark(self) -> int | None:
        """What is chosen now."""
        return next((made.mark for made in self.marks if made.isChecked()), None)

    def confirm(self) -> None:
        """Hand in; after a low mark first ask why."""
        mark = self.mark()
        if mark is None:
            return
        if mark <= self.prompt.low and self._pages.currentIndex() == 0:
            self._pages.setCurrentIndex(1)
            self.time.start()
            self._refresh()
        else:
            self._give(mark)

    def time_up(self) -> None:
        """Nobody is here any more: what was handed in counts, a mark that was merely touched does not."""
        mark = self.mark()
        if self._pages.currentIndex() == 1 and mark is not None:
            self._give(mark)
        elif self.finish():
            self.rated.emit(Rated(None, lapsed=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 choose a mark."""
        figure = event.text()
        if self._pages.currentIndex() == 0 and figure in {str(mark) for mark in MARKS} and not event.isAutoRepeat():
            self.marks[int(figure) - 1].click()
        else:
            super().keyPressEvent(event)

    def _give(self, mark: int) -> None:
        low = mark <= self.prompt.low
        codes = [code for code, _ in self.prompt.reasons]
        ticked = tuple(code for code, made in zip(codes, self.reasons, strict=True) if made.isChecked() and low)
        words = self.words.toPlainText().strip() if low and self.prompt.words else ""
        if self.finish():
            self.time.stop()
            self.rated.emit(Rated(mark, ticked, words))

    def _chosen(self) -> None:
        sent = self.sender()
        for made in self.marks:
            made.setChecked(made is sent)
        self.time.start()
        self._refresh()

    def _back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.time.start()
        self._refresh()

    def _decline(self) -> None:
        if self.finish():
            self.time.stop()
            self.rated.emit(Rated(None))

    def _refresh(self) -> None:
        first = self._pages.currentIndex() == 0
        self.decline.setVisible(first and self.decline.parent() is not None)
        self.back.setVisible(not first and self.back.parent() is not None)
        self.next.setEnabled(self.mark() is not None)
        asks = first and (self.mark() or 9) <= self.prompt.low
        self.next.rename(self.tr("Next") if asks else self.tr("Hand in"))
