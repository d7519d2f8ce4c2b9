"""The live document: pages drawn by a worker, old pages stay until the new ones have come, nothing jumps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTabBar, QToolButton, QVBoxLayout, QWidget

from ui.support.run_op import OpRunner
from ui.theme import bind_icon, current, space
from ui.widgets.containers import label

Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]
"""``raster(pdf, page, scale)`` -> width, height, 32-bit BGRx bytes; called in a worker, scale 1.0 = 72 dpi."""

_A4 = (595.28, 841.89)
_GAP = 12
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


@dataclass(slots=True)
class _Page:
    image: QImage | None = None
    wanted: float = 0.0
    stale: bool = True


class _Paper(QWidget):
    """The pages under one another. Asks for those in sight, one page around them."""

    def __init__(self, preview: PdfPreview) -> None:
        super().__init__()
        self.setObjectName("paperground")
        self._preview = preview

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = current()
        painter.fillRect(event.rect(), QColor(t.paper_ground))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in range(self._preview.page_count()):
            box = self._preview.page_box(number)
            if not box.intersects(event.rect()):
                continue
            painter.fillRect(box.translated(0, 2), QColor(0, 0, 0, 40))
            painter.fillRect(box, Qt.GlobalColor.white)
            image = self._preview.image(number)
            if image is not None:
                painter.drawImage(box, image)
        painter.end()


class PdfPreview(QWidget):
    """Shows a PDF. Zoom by Ctrl and + - 0 or the wheel, pages by PgUp/PgDn, Home, End.

    ``show_pdf`` with a new version keeps place and old pages until the new ones are drawn.
    """

    print_requested = Signal()
    document_chosen = Signal(str)
    closed = Signal()
    page_changed = Signal(int)

    def __init__(self, runner: OpRunner, raster: Raster, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._raster = raster
        self._pdf = b""
        self._generation = 0
        self._pages: list[_Page] = []
        self._zoom = 0.0  # 0: as wide as there is room
        self._shape = _A4
        self._build()
        self._retranslate()
        self.show_nothing()

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.currentChanged.connect(self._tab)
        self._title = label("", "heading")
        self._place = label("", "small")
        self.zoom_out = self._tool("zoom-out", lambda: self.zoom_step(-1))
        self.zoom_in = self._tool("zoom-in", lambda: self.zoom_step(1))
        self.fit = self._tool("fit-width", lambda: self.set_zoom(0.0))
        self.printer = self._tool("print", self.print_requested.emit)
        head = QHBoxLayout()
        head.setContentsMargins(space.M, space.XS, space.S, space.XS)
        head.setSpacing(space.HAIR)
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        head.addSpacing(space.S)
        for tool in (self.zoom_out, self.zoom_in, self.fit, self.printer):
            head.addWidget(tool)
        self._paper = _Paper(self)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self._paper)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.area.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        self._calm = label("", "muted", wrap=True)
        self._calm.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._calm, 1)
        self.tabs.hide()

    def _tool(self, name: str, act: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        bind_icon(made, name, "muted", 20)
        made.clicked.connect(lambda _checked: act())
        return made

    # what is shown

    def set_documents(self, documents: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer documents (key, title) as tabs; ``document_chosen`` comes when a person chooses one."""
        blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for number, (key, title) in enumerate(documents):
            self.tabs.addTab(title)
            self.tabs.setTabData(number, key)
            if key == chosen:
                self.tabs.setCurrentIndex(number)
        self.tabs.blockSignals(blocked)
        self.tabs.setVisible(len(documents) > 1)

    def show_nothing(self, text: str = "") -> None:
        """An empty desk with ``text`` saying what will be here."""
        self._generation += 1
        self._pdf, self._pages = b"", []
        self._calm.setText(text or self.tr("The document appears here."))
        self._calm.show()
        self.area.hide()
        self._tell_place()

    def show_pressing(self) -> None:
        """The document is being made: old pages stay, a first one is announced calmly."""
        self._place.setText(self.tr("Updating…"))
        if not self._pages:
            self._calm.setText(self.tr("Preparing the document…"))

    def show_pdf(self, pdf: bytes, pages: int, title: str = "") -> None:
        """Show ``pdf`` of ``pages`` pages."""
        if pdf == self._pdf:
            self._tell_place()
            return
        self._generation += 1
        self._pdf = pdf
        self._title.setText(title)
        self._pages = self._pages[:pages] + [_Page() for _ in range(pages - len(self._pages))]
        for page in self._pages:
            page.stale, page.wanted = True, 0.0
        self._calm.hide()
        self.area.show()
        self._lay_out()

    def pdf(self) -> bytes:
        """What is shown."""
        return self._pdf

    def page_count(self) -> int:
        """Pages of what is shown."""
        return len(self._pages)

    def image(self, number: int) -> QImage | None:
        """The picture of a page, None while there is none yet."""
        return self._pages[number].image

    def page(self) -> int:
        """The page (from 0) at the middle of the view."""
        middle = self.area.verticalScrollBar().value() + self.area.viewport().height() // 2
        high = self._page_size().height() + _GAP
        return max(0, min(len(self._pages) - 1, middle // high)) if self._pages else 0

    def go_to(self, number: int) -> None:
        """Bring page ``number`` (from 0) to the top."""
        number = max(0, min(number, len(self._pages) - 1))
        self.area.verticalScrollBar().setValue(number * (self._page_size().height() + _GAP))

    # zoom

    def set_zoom(self, zoom: float) -> None:
        """Show at ``zoom`` (1.0 = 96 dpi); 0 for as wide as there is room. The page in view stays in view."""
        bar = self.area.verticalScrollBar()
        share = bar.value() / max(1, self._paper.height())
        self._zoom = zoom
        self._lay_out()
        bar.setValue(round(share * self._paper.height()))

    def zoom(self) -> float:
        """The zoom in use, worked out when it is by width."""
        return self._page_size().width() / (_A4[0] * 96 / 72)

    def zoom_step(self, direction: int) -> None:
        """To the next larger (1) or smaller (-1) step."""
        now = self.zoom()
        steps = [z for z in _ZOOMS if (z > now * 1.02 if direction > 0 else z < now * 0.98)]
        if steps:
            self.set_zoom(steps[0] if direction > 0 else steps[-1])

    # inside

    def _page_size(self) -> QSize:
        wide, high = self._shape
        room = max(120, self.area.viewport().width() - 2 * _GAP)
        across = wide * 96 / 72 * self._zoom if self._zoom else room
        return QSize(round(across), round(across * high / wide))

    def page_box(self, number: int) -> QRect:
        """Where page ``number`` lies on the paper ground."""
        size = self._page_size()
        return QRect(
            (self._paper.width() - size.width()) // 2,
            _GAP + number * (size.height() + _GAP),
            size.width(),
            size.height(),
        )

    def _lay_out(self) -> None:
        size = self._page_size()
        wide = max(self.area.viewport().width(), size.width() + 2 * _GAP)
        self._paper.resize(wide, _GAP + len(self._pages) * (size.height() + _GAP))
        self._paper.update()
        self._order()
        self._tell_place()

    def _scale(self) -> float:
        return self._page_size().width() / self._shape[0] * self.devicePixelRatioF()

    def _order(self) -> None:
        """Have the pages in sight and one more on either side drawn, when they are not in this size yet."""
        if not self._pdf or not self.isVisible():
            return
        top = self.area.verticalScrollBar().value()
        seen = QRect(0, top, self._paper.width(), self.area.viewport().height())
        scale = self._scale()
        around = seen.adjusted(0, -seen.height() // 2, 0, seen.height() // 2)
        for number, page in enumerate(self._pages):
            near = self.page_box(number).intersects(around)
            if near and (page.stale or page.image is None or page.wanted != scale) and page.wanted != scale:
                page.wanted = scale
                self._draw(number, scale)
            elif not near and not page.stale and len(self._pages) > 12:
                page.image, page.wanted, page.stale = None, 0.0, True

    def _draw(self, number: int, scale: float) -> None:
        generation = self._generation

        def came(answer: tuple[int, int, bytes]) -> None:
            if generation != self._generation or self._pages[number].wanted != scale:
                return
            wide, high, data = answer
            image = QImage(data, wide, high, wide * 4, QImage.Format.Format_RGB32).copy()
            self._pages[number].image = image
            self._pages[number].stale = False
            if number == 0 and abs(high / wide - self._shape[1] / self._shape[0]) > 0.01:
                self._shape = (wide / scale, high / scale)
                self._lay_out()
            self._paper.update(self.page_box(number))

        self._runner.run(self._raster, self._pdf, number, scale, done=came, failed=self._broken, owner=self)

    def _broken(self, problem: Exception) -> None:
        self.show_nothing(self.tr('This document cannot be shown. Check it with "guitai verify".'))

    def _tab(self, number: int) -> None:
        if number >= 0:
            self.document_chosen.emit(str(self.tabs.tabData(number)))

    def _scrolled(self) -> None:
        self._order()
        self._tell_place()

    def _tell_place(self) -> None:
        shown = bool(self._pages)
        text = self.tr("Page {page} of {pages}").format(page=self.page() + 1, pages=len(self._pages)) if shown else ""
        self._place.setText(text)
        for tool in (self.zoom_out, self.zoom_in, self.fit, self.printer):
            tool.setEnabled(shown)
        self.page_changed.emit(self.page())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and + - 0 zoom; PgUp, PgDn, Home, End turn pages."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.page() + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.page() - 1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(len(self._pages) - 1),
        }
        if control:
            acts |= {
                Qt.Key.Key_Plus: lambda: self.zoom_step(1),
                Qt.Key.Key_Equal: lambda: self.zoom_step(1),
                Qt.Key.Key_Minus: lambda: self.zoom_step(-1),
                Qt.Key.Key_0: lambda: self.set_zoom(0.0),
            }
        if act := acts.get(event.key()):
            act()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the scrolled area turn pages; Ctrl and wheel zooms; a new size draws anew."""
        if watched is self.area and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
                return False
            self.keyPressEvent(event)
            return event.isAccepted()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_step(1 if event.angleDelta().y() > 0 else -1)
            return True
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize and self._pages:
            self._lay_out()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages."""
        super().resizeEvent(event)
        if self._pages:
            self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was given while hidden."""
        super().showEvent(event)
        self._lay_out()

    def _retranslate(self) -> None:
        for tool, text in (
            (self.zoom_out, self.tr("Smaller (Ctrl+-)")),
            (self.zoom_in, self.tr("Larger (Ctrl++)")),
            (self.fit, self.tr("Fit the width (Ctrl+0)")),
            (self.printer, self.tr("Print")),
        ):
            tool.setToolTip(text)
            tool.setAccessibleName(text)
        self.area.setAccessibleName(self.tr("Document"))
        self.tabs.setAccessibleName(self.tr("Documents"))
        # made by Qt, which names them once, in the language of the start
        arrows = {"ScrollLeftButton": self.tr("Further left"), "ScrollRightButton": self.tr("Further right")}
        for tool in self.tabs.findChildren(QToolButton):
            tool.setAccessibleName(arrows.get(tool.objectName(), ""))
        if not self._pages:
            self._calm.setText(self.tr("The document appears here."))
        self._tell_place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
