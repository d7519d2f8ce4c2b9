"""Messages that do not stop the work: a banner in the page, a toast over the window, a question in a bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.theme import bind_icon, set_state, space
from ui.widgets.labels import button, label

_ICONS = {"info": ("info", "accent"), "ok": ("ok", "ok"), "warn": ("warning", "warn"), "danger": ("error", "danger")}


class InlineBanner(QFrame):
    """A line across the top of a page: ``info``, ``ok``, ``warn`` or ``danger``, perhaps with one button."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.kind = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space.M, space.S, space.S, space.S)
        layout.setSpacing(space.S)
        self._icon = QLabel()
        self._text = label("", wrap=True)
        self._action = QPushButton()
        self._action.setProperty("role", "link")
        self._action.clicked.connect(self.acted)
        self._close = QToolButton()
        bind_icon(self._close, "close", "muted", 16)
        self._close.clicked.connect(self.hide)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self._retranslate()
        self.hide()

    def say(self, text: str, kind: str = "info", action: str = "") -> None:
        """Show ``text``; screen readers hear it too."""
        self.kind = kind
        bind_icon(self._icon, *_ICONS[kind], 20)
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        set_state(self, kind, "kind")
        self.show()

    def text(self) -> str:
        """What is said, nothing when hidden."""
        return "" if self.isHidden() else self._text.text()

    def _retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("Close message"))
        self._close.setToolTip(self.tr("Close message"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class _Toast(QFrame):
    """A message at the bottom of the window that goes by itself and takes no focus, perhaps with a way back."""

    def __init__(
        self, window: QWidget, text: str, kind: str, milliseconds: int, undo: Callable[[], object] | None
    ) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("toast")
        self._undo = undo
        self.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents, undo is None)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space.M, space.S, space.L, space.S)
        layout.setSpacing(space.S)
        picture = QLabel()
        bind_icon(picture, *_ICONS[kind], 20)
        layout.addWidget(picture)
        layout.addWidget(label(text))
        if undo is not None:
            self._offer(layout)
        self.setAccessibleName(text)
        window.installEventFilter(self)
        QTimer.singleShot(milliseconds, self, self.deleteLater)
        self._place()
        self.show()
        self.raise_()

    def _offer(self, layout: QHBoxLayout) -> None:
        from ui.support.shortcuts import Act, bind, cap  # not before the first window

        back = button(self.tr("Undo"), "link", "turn-left")
        back.setToolTip(cap(Act.UNDO))
        back.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        back.clicked.connect(self._take_back)
        layout.addWidget(back)
        bind(Act.UNDO, self, self._take_back, window=True)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        self.deleteLater()
        if undo is not None:
            undo()

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - 44)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


UNDO_MS = 8000
"""So long can be taken back what was done."""


def show_toast(
    widget: QWidget, text: str, kind: str = "ok", milliseconds: int = 3500, undo: Callable[[], object] | None = None
) -> None:
    """Show ``text`` at the bottom of the window of ``widget``; one at a time.

    ``undo`` takes back what is told of: by a button and Ctrl+Z, once, for ``UNDO_MS``. Only for what may be taken back:
    never for what was signed, approved, sent or printed.
    """
    window = widget.window()
    for old in window.findChildren(_Toast):
        old.hide()
        old.deleteLater()
    _Toast(window, text, kind, milliseconds if undo is None else UNDO_MS, undo)


class ConfirmBar(QFrame):
    """A question in the page with a yes and a no; Enter on the focused button, Escape for no."""

    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space.M, space.S, space.S, space.S)
        layout.setSpacing(space.S)
        self._text = label("", wrap=True)
        self._no = QPushButton()
        self._yes = QPushButton()
        layout.addWidget(self._text, 1)
        layout.addWidget(self._no)
        layout.addWidget(self._yes)
        self._no.clicked.connect(self._cancel)
        self._yes.clicked.connect(self._confirm)
        self._retranslate()
        self.hide()

    def ask(self, text: str, accept: str, *, danger: bool = False) -> None:
        """Ask ``text``; ``accept`` is the label of the yes. A dangerous yes has to be chosen, it is not the default."""
        self._text.setText(text)
        self._yes.setText(accept)
        set_state(self._yes, "danger" if danger else "primary", "role")
        self.show()
        (self._no if danger else self._yes).setFocus()

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _cancel(self) -> None:
        self.hide()
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape means no; Enter presses the focused button."""
        if event.key() == QtCore.Qt.Key.Key_Escape:
            self._cancel()
        elif event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            (self._yes if self._yes.hasFocus() else self._no).click()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self._no.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
