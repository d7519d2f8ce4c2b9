"""The client signs one document: what it is, the lines that matter, and the pad (OP-4)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from .buttons import BigButton, Kind
from .column import Column
from .pad import SignaturePad
from .prompts import Signature
from .style import INK, QUIET, Metrics, Role
from .texts import Text
from .view import NowMs, PromptView, monotonic_ms


class Facts(QWidget):
    """Label and value pairs in two columns where there is room; scrolled when there are many."""

    def __init__(self, lines: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 1 if len(lines) < 2 else 2
        top = Qt.AlignmentFlag.AlignTop
        for place, (label, value) in enumerate(lines):
            row, column = divmod(place, self._columns)
            self._grid.addWidget(Text(label, Role.SMALL, QUIET), row, column * 2, top)
            self._grid.addWidget(Text(value, Role.SMALL, INK), row, column * 2 + 1, top)
        for column in range(self._columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)

    def apply(self, metrics: Metrics) -> None:
        """Room between the columns."""
        self._grid.setHorizontalSpacing(metrics.base)
        self._grid.setVerticalSpacing(max(2, metrics.gap // 3))


class SignatureView(PromptView):
    """``signed`` carries a ``Signed``. Confirming needs enough line for a signature; Enter confirms, Backspace undoes.

    ``progressed``: ``strokes`` after each stroke, ``cleared``, ``undone``.
    """

    signed = Signal(object)

    def __init__(self, prompt: Signature, now_ms: NowMs = monotonic_ms) -> None:
        super().__init__(now_ms)
        self.prompt = prompt
        self.title = Text(prompt.document, Role.TITLE)
        self.facts = Facts(prompt.lines)
        self.page = Column()
        self.page.box.addWidget(self.facts)
        self.pad = SignaturePad(now_ms)
        self.body.addWidget(self.title)
        self.body.addWidget(self.page)
        self.page.setVisible(bool(prompt.lines))  # not before it has a parent: it would come up as a window
        self.body.addWidget(self.pad, 1)
        self.clear = BigButton()
        self.undo = BigButton()
        self.ok = BigButton(kind=Kind.PRIMARY)
        self.foot.addWidget(self.clear)
        self.foot.addWidget(self.undo)
        self.foot.addWidget(self.ok, 1)
        self.clear.clicked.connect(self._clear)
        self.undo.clicked.connect(self._undo)
        self.ok.clicked.connect(self.confirm)
        self.pad.changed.connect(self._refresh)
        self.pad.stroke_ended.connect(self._ended)
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """All texts."""
        self.caption.setText(self.tr("Please check and sign"))
        self.setAccessibleName(self.caption.text())
        self.count.setText(self.tr("No. {0}").format(self.prompt.number) if self.prompt.number else "")
        self.pad.set_guide(self.tr("{0}, please sign on this line").format(self.prompt.name))
        self.pad.setAccessibleName(self.tr("Signature pad"))
        self.clear.rename(self.tr("Sign again"))
        self.undo.rename(self.tr("Undo last stroke"))
        self.ok.rename(self.tr("Confirm signature"))

    def apply(self, metrics: Metrics) -> None:
        """The lines may take a third of the height, the pad has the rest."""
        super().apply(metrics)
        self._fit_lines()

    def start(self) -> None:
        """No button has the focus at first: a stray Space must not clear the pad."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit_lines()

    def confirm(self) -> None:
        """Hand over the strokes when there are enough of them."""
        if self.pad.plausible and self.finish():
            self.signed.emit(self.pad.signed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes back the last stroke."""
        if event.key() == Qt.Key.Key_Backspace and not event.isAutoRepeat():
            self._undo()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines wrap anew."""
        super().resizeEvent(event)
        self._fit_lines()

    def _fit_lines(self) -> None:
        width = max(200, min(self.width() - 2 * self.metrics.margin, self.metrics.column))
        layout = self.facts.layout()
        needed = layout.heightForWidth(width - self.metrics.base) + 2 if layout is not None else 0
        self.page.setFixedHeight(min(self.metrics.base * (5 if self.metrics.low else 7), max(1, needed)))

    def _undo(self) -> None:
        if self.pad.strokes:
            self.pad.undo()
            self.progressed.emit("undone")

    def _clear(self) -> None:
        self.pad.clear()
        self.progressed.emit("cleared")

    def _ended(self) -> None:
        self.progressed.emit("strokes")

    def _refresh(self) -> None:
        written = bool(self.pad.strokes)
        self.clear.setEnabled(written)
        self.undo.setEnabled(written)
        self.ok.setEnabled(self.pad.plausible)
