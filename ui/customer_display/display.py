"""The window the client faces: shows one prompt at a time, captures the answer, decides nothing (OP-3, OP-4, OP-5).

It cannot be left towards the teller's side: no menus, no shortcuts, closing is refused unless the owner closes it.
Nothing that a client enters leaves it but by the signal of its kind; ``progressed`` carries no contents.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QStackedLayout, QWidget

from .confirmation import ConfirmationView
from .keypad import Shuffle, fair_shuffle
from .password import PasswordEntryView, PasswordView
from .placing import SMALLEST, WANTED, beside
from .plain_views import MessageView, WelcomeView
from .prompts import (
    Confirmation,
    Message,
    Password,
    PasswordEntry,
    Prompt,
    Question,
    Rating,
    Reading,
    Signature,
    Welcome,
)
from .question import QuestionView
from .rating import RatingView
from .reading import ReadingView
from .signature import SignatureView
from .style import START, Metrics, sheet, use_contrast
from .view import NowMs, PromptView, monotonic_ms

BESIDE_FLAGS = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowMinMaxButtonsHint
    | Qt.WindowType.WindowStaysOnTopHint  # it shares the teller's screen only while the client acts
)
FULL_FLAGS = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowDoesNotAcceptFocus  # the client's finger must not take the keyboard from the teller
)


class CustomerDisplay(QWidget):
    """The second top-level window.

    Signals: ``answered(id, letters, shown_ms)``; ``went_back(id)`` from a question to the one before;
    ``section_read(id, seconds)``; ``confirmed(id, agreed)``; ``password_entered(id, digits)`` once a new one was
    entered twice alike, or one that is there once, nothing kept after it; ``signed(id, strokes.Signed)``;
    ``rated(id, rating.Rated)``;
    ``progressed(id, what)`` with ``what`` one of ``chosen``, ``changed``, ``scrolled``, ``time``, ``typing first``,
    ``typing again``, ``mismatch``, ``entered``, ``strokes``,
    ``undone``, ``cleared``. After an answer the view is locked until the next ``show_prompt``.

    ``large_type``: KY-5. ``pin_pad``: see ``password.py``. ``now_ms`` and ``shuffle`` are there for tests.
    """

    answered = Signal(str, tuple, int)
    went_back = Signal(str)
    section_read = Signal(str, int)
    confirmed = Signal(str, bool)
    password_entered = Signal(str, str)
    accessible_role = "Window"
    signed = Signal(str, object)
    rated = Signal(str, object)
    progressed = Signal(str, str)

    def __init__(
        self,
        *,
        now_ms: NowMs = monotonic_ms,
        shuffle: Shuffle = fair_shuffle,
        large_type: bool = False,
        pin_pad: bool = False,
    ) -> None:
        super().__init__(None, BESIDE_FLAGS)
        self.setObjectName("customerDisplay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # the teller may be typing
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._now_ms = now_ms
        self._shuffle = shuffle
        self._large_type = large_type
        self._pin_pad = pin_pad
        self._may_close = False
        self._first: QWidget | None = None
        self._metrics = START
        self._stack = QStackedLayout(self)
        self._stack.setSizeConstraint(QStackedLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(SMALLEST)
        self.resize(WANTED)
        self.prompt: Prompt = Welcome("")
        self.view: PromptView = WelcomeView(Welcome(""))
        self._stack.addWidget(self.view)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screens_changed)
            application.screenRemoved.connect(self._screens_changed)
        self._placed = False
        self._shares_screen = False
        self._retitle()
        self._fit()

    def show_prompt(self, prompt: Prompt) -> None:
        """Show this instead of what is shown now; what was entered there and not handed over is forgotten."""
        before = self.view
        self.prompt = prompt
        self.view = self._view_for(prompt)
        prompt_id = "" if isinstance(prompt, Welcome | Message) else prompt.id
        self.view.progressed.connect(lambda what: self.progressed.emit(prompt_id, what))
        self.view.apply(self._metrics)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        self._stack.removeWidget(before)
        before.blockSignals(True)
        before.hide()
        before.deleteLater()
        self.view.start()
        self._lend_keyboard()
        self._step_forward()

    def set_large_type(self, large_type: bool) -> None:
        """Larger type for older clients (KY-5), at once."""
        self._large_type = large_type
        self._fit()

    def set_contrast(self, wanted: bool) -> None:
        """Black on white in strong colours, at once; ``False`` for the usual colours."""
        use_contrast(wanted)
        self.setStyleSheet(sheet(self._metrics))
        self.view.apply(self._metrics)
        for widget in (self, *self.findChildren(QWidget)):
            widget.update()

    def place(self, screens: Sequence[QScreen], first: QWidget | None = None) -> None:
        """Show the window: on a screen other than the first window's, whole; with one screen only, beside it.

        Called again by itself whenever a screen comes or goes. ``first`` is the teller's window; it keeps the focus.
        """
        self._first = first if first is not None else self._first
        self._placed = True
        working = self._first is not None and self._first.isActiveWindow()
        own = self._first.screen() if self._first is not None else QGuiApplication.primaryScreen()
        other = next((screen for screen in screens if screen != own), None)
        self._shares_screen = other is None
        self._set_flags(FULL_FLAGS if other is not None else BESIDE_FLAGS)
        if other is not None:
            self.setScreen(other)
            self.setGeometry(other.geometry())
            self.setWindowState(Qt.WindowState.WindowFullScreen)
            self.show()  # ``showFullScreen`` would take the keyboard
            self._lend_keyboard()
        elif own is not None:
            area = own.availableGeometry()
            self.setScreen(own)
            self.showNormal()
            place = beside(area, self._first.frameGeometry() if self._first is not None else area)
            self.setGeometry(place.marginsRemoved(self.windowHandle().frameMargins()))
            self._step_forward()
        if working and self._first is not None:
            self._first.activateWindow()  # a window that comes up takes the keyboard, a screen may come while one types

    def _lend_keyboard(self) -> None:
        """The client has the keyboard only where there is something to type: own words, digits of a PIN pad."""
        window = self.windowHandle()
        if window is None or not self.clients_alone:
            return
        secret = isinstance(self.prompt, Password | PasswordEntry)
        types = isinstance(self.prompt, Rating) or (self._pin_pad and secret)
        had_keyboard = self.isActiveWindow()
        window.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not types)
        if had_keyboard and not types and self._first is not None:
            self._first.activateWindow()

    def _step_forward(self) -> None:
        """Without a screen of its own the window is in the teller's way: it is there only while the client acts."""
        if not self._placed or not self._shares_screen:
            return
        had_keyboard = self.isActiveWindow()
        self.setVisible(not isinstance(self.prompt, Welcome))
        if had_keyboard and not self.isVisible() and self._first is not None:
            self._first.activateWindow()

    @property
    def clients_alone(self) -> bool:
        """Whether it stands on a screen of its own, so that the teller does not see what the client does there."""
        return self._placed and not self._shares_screen

    def close_for_good(self) -> None:
        """The owner closes the window; nobody else can."""
        self._may_close = True
        self.close()

    # what the client must not be able to do

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refused unless the owner closes."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no view wants end here; Escape and Alt+F4 do nothing."""
        event.accept()

    def event(self, event: QEvent) -> bool:
        """No shortcut of the program fires while this window has the keyboard: they come as plain keys."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retitle()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sizes follow the window."""
        super().resizeEvent(event)
        self._fit()

    # inside

    def _fit(self) -> None:
        metrics = Metrics.fit(self.width(), self.height(), large_type=self._large_type)
        if metrics != self._metrics or not self.styleSheet():
            self._metrics = metrics
            self.setStyleSheet(sheet(metrics))
            self.view.apply(metrics)

    def _retitle(self) -> None:
        self.setWindowTitle(self.tr("Customer display"))

    def _set_flags(self, flags: Qt.WindowType) -> None:
        if self.windowFlags() != flags:
            self.setWindowFlags(flags)

    def _screens_changed(self) -> None:
        QTimer.singleShot(0, self, self._place_again)  # by then the window system has done with its own moving

    def _place_again(self) -> None:
        if self._placed and not self._may_close:
            self.place(QGuiApplication.screens())

    def _view_for(self, prompt: Prompt) -> PromptView:
        match prompt:
            case Welcome():
                view: PromptView = WelcomeView(prompt)
            case Message():
                view = MessageView(prompt)
            case Question():
                view = self._question(prompt)
            case Reading():
                view = reading = ReadingView(prompt, self._now_ms)
                reading.section_read.connect(lambda seconds: self.section_read.emit(prompt.id, seconds))
            case Confirmation():
                view = confirmation = ConfirmationView(prompt)
                confirmation.confirmed.connect(lambda agreed: self.confirmed.emit(prompt.id, agreed))
            case Password():
                view = password = PasswordView(prompt, self._shuffle, pin_pad=self._pin_pad)
                password.password_entered.connect(lambda digits: self.password_entered.emit(prompt.id, digits))
            case PasswordEntry():
                view = entry = PasswordEntryView(prompt, self._shuffle, pin_pad=self._pin_pad)
                entry.password_entered.connect(lambda digits: self.password_entered.emit(prompt.id, digits))
            case Rating():
                view = rating = RatingView(prompt)
                rating.rated.connect(lambda given: self.rated.emit(prompt.id, given))
            case Signature():
                view = signature = SignatureView(prompt, self._now_ms)
                signature.signed.connect(lambda strokes: self.signed.emit(prompt.id, strokes))
        return view

    def _question(self, prompt: Question) -> QuestionView:
        question = QuestionView(prompt, self._now_ms)
        question.answered.connect(lambda letters, shown_ms: self.answered.emit(prompt.id, letters, shown_ms))
        question.went_back.connect(lambda: self.went_back.emit(prompt.id))
        return question
