"""The picture of a client's accounts and banks: the main account, the auxiliary ones, which way money may go (CU-2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.custody.picture import Mark, Pictured
from ui.theme import current, scaled
from ui.theme.look import screen_font

BOX = 46
"""Height of a box, in pixels."""
ROW = BOX + 26
_NARROWEST = 400
_GAP = 44
_EDGE = 4
_HEAD = 6


class AccountMap(QWidget):
    """Three columns: the main account between market and its bank, the auxiliary accounts, their banks.

    Arrows stand where money may go; where there is none, none goes. Empty until accounts are shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accounts: tuple[Pictured, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Accounts and banks"))

    def show_accounts(self, accounts: Sequence[Pictured]) -> None:
        """Draw these open accounts."""
        self._accounts = tuple(accounts)
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self._describe()
        self.update()

    def accounts(self) -> tuple[Pictured, ...]:
        """What is drawn."""
        return self._accounts

    def sizeHint(self) -> QSize:
        """As high as the auxiliary accounts need; three rows at least."""
        auxiliaries = sum(not one.main for one in self._accounts)
        return QSize(_NARROWEST + 60, max(3, auxiliaries) * scaled(ROW) + 2 * _EDGE + scaled(22))

    def minimumSizeHint(self) -> QSize:
        """Narrower the names are cut."""
        return QSize(_NARROWEST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw boxes and arrows."""
        main = next((one for one in self._accounts if one.main), None)
        if main is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, main, [one for one in self._accounts if not one.main])
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Accounts and banks"))
            self._describe()
            self.update()
        super().changeEvent(event)

    # inside

    def _draw(self, painter: QPainter, main: Pictured, others: list[Pictured]) -> None:
        high = self.height() - 2 * _EDGE - scaled(22)
        columns = 3 if others else 2
        wide = min(float(scaled(190)), (self.width() - 2 * _EDGE - (columns - 1) * _GAP) / columns)
        lefts = [_EDGE + place * (wide + _GAP) for place in range(3)]
        middle = _EDGE + high / 2 - scaled(BOX) / 2
        box = QRectF(lefts[0], middle, wide, scaled(BOX))
        market = QRectF(lefts[0], _EDGE, wide, scaled(BOX))
        bank = QRectF(lefts[0], _EDGE + high - scaled(BOX), wide, scaled(BOX))
        for end in (market, bank):
            self._arrow(painter, _towards(box, end))
        self._box(painter, market, self.tr("Market"), self.tr("trades and settlement"), "place")
        self._box(painter, bank, main.bank or "—", main.bank_account, "place")
        step = high / len(others) if others else 0.0
        for place, one in enumerate(others):
            top = _EDGE + step * (place + 0.5) - scaled(BOX) / 2
            account, its_bank = QRectF(lefts[1], top, wide, scaled(BOX)), QRectF(lefts[2], top, wide, scaled(BOX))
            gone = one.mark is Mark.ENDS
            self._arrow(painter, QLineF(QPointF(box.right(), box.center().y()), _left(account)), gone=gone)
            self._arrow(painter, QLineF(_right(account), _left(its_bank)), gone=gone)
            self._box(painter, account, one.number, self._said(one), "account", one.mark)
            self._box(painter, its_bank, one.bank or "—", one.bank_account, "place", one.mark)
        self._box(painter, box, main.number, self._said(main), "main", main.mark)
        self._note(painter, bool(others))

    def _said(self, one: Pictured) -> str:
        role = self.tr("main account") if one.main else self.tr("auxiliary")
        mark = {
            Mark.NEW: self.tr("new"), Mark.CHANGED: self.tr("changed"), Mark.ENDS: self.tr("ends"),
        }.get(one.mark, "")  # fmt: skip
        return f"{role} · {mark}" if mark else role

    def _note(self, painter: QPainter, several: bool) -> None:
        painter.setFont(screen_font(12))
        painter.setPen(QColor(current().muted))
        text = self.tr("Arrows: where money may go. None goes between auxiliary accounts.")
        if not several:
            text = self.tr("The only account: it trades, and moves money to and from its own bank.")
        place = QRectF(_EDGE, self.height() - scaled(20), self.width() - 2 * _EDGE, scaled(18))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _box(self, painter: QPainter, at: QRectF, first: str, second: str, kind: str, mark: Mark = Mark.STAYS) -> None:
        t = current()
        ground = {"main": t.accent_soft, "account": t.surface, "place": t.surface_alt}[kind]
        edge = {Mark.NEW: t.ok, Mark.CHANGED: t.warn, Mark.ENDS: t.danger}.get(mark, t.accent)
        colour = QColor(edge if kind != "place" or mark is not Mark.STAYS else t.border_strong)
        pen = QPen(colour, 2 if kind == "main" or mark is not Mark.STAYS else 1)
        if mark is Mark.ENDS:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(at, 6, 6)
        for text, pixels, ink, part in ((first, 14, t.text, 0), (second, 12, t.muted, 1)):
            font = screen_font(pixels, bold=kind == "main" and part == 0)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            line = QRectF(
                at.left() + 8, at.top() + 4 + part * (scaled(BOX) / 2 - 4), at.width() - 16, scaled(BOX) / 2 - 4
            )
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    def _arrow(self, painter: QPainter, line: QLineF, *, gone: bool = False) -> None:
        """A line with a head at both ends; ``gone``: it is no longer a way."""
        colour = QColor(current().danger if gone else current().muted)
        pen = QPen(colour, 1.4)
        if gone:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(colour)
        painter.drawLine(line)
        if gone:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for each in (line, QLineF(line.p2(), line.p1())):
            painter.drawPolygon(_arrow_head(each))

    def _describe(self) -> None:
        said = (f"{one.number} {self._said(one)}: {one.bank or '—'} {one.bank_account}" for one in self._accounts)
        self.setAccessibleDescription("; ".join(said))


def _left(box: QRectF) -> QPointF:
    return QPointF(box.left() - 3, box.center().y())


def _right(box: QRectF) -> QPointF:
    return QPointF(box.right() + 3, box.center().y())


def _towards(box: QRectF, other: QRectF) -> QLineF:
    """From the nearer edge of one box above or below another to that one's."""
    x = box.center().x()
    if other.top() < box.top():
        return QLineF(QPointF(x, box.top() - 2), QPointF(x, other.bottom() + 2))
    return QLineF(QPointF(x, box.bottom() + 2), QPointF(x, other.top() - 2))


def _arrow_head(line: QLineF) -> QPolygonF:
    """The head at the end of a line."""
    length = line.length() or 1.0
    along = QPointF(line.dx() / length, line.dy() / length)
    across = QPointF(-along.y(), along.x())
    end = line.p2()
    back = end - along * _HEAD * 1.5
    return QPolygonF([end, back + across * _HEAD * 0.6, back - across * _HEAD * 0.6])
