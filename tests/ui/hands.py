"""A teller's keys and a client's hand, for tests that handle a page and the customer display together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QWidget

from ui.customer_display import prompts
from ui.customer_display.confirmation import ConfirmationView
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.pad import SignaturePad
from ui.customer_display.password import PasswordEntryView, PasswordView
from ui.customer_display.question import QuestionView
from ui.customer_display.reading import ReadingView
from ui.customer_display.signature import SignatureView
from ui.support.run_op import OpRunner

Key = Qt.Key
NO = Qt.KeyboardModifier.NoModifier


@dataclass
class Hand:
    """Milliseconds of the display; they move only when a test moves them."""

    ms: int = 1_000

    def __call__(self) -> int:
        return self.ms


class Hands:
    """What is done to the windows. Teller: ``type``, ``press``. Client: ``answer``, ``read``, ``say``, ``sign`` ..."""

    runner: OpRunner
    window: QMainWindow
    display: CustomerDisplay
    clock: Hand

    def settle(self) -> None:
        """Let everything under way arrive."""
        for _ in range(3):
            assert self.runner.wait(90_000)
            QApplication.processEvents()

    # the teller's keys

    def focus(self) -> QWidget:
        """Where the keyboard is."""
        now = QApplication.focusWidget()
        assert now is not None, "nothing has the focus"
        return now

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        """One key, to whatever has the focus."""
        QTest.keyClick(QApplication.activePopupWidget() or self.focus(), key, modifiers)
        self._wake()
        self.settle()
        self._wake()

    def _wake(self) -> None:
        """A list that pops up takes the activation away on a platform without a window manager; give it back."""
        QApplication.processEvents()
        if QApplication.activePopupWidget() is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Characters, to whatever has the focus; nothing is left yet."""
        for character in text:
            if character.isascii():
                QTest.keyClicks(QApplication.activePopupWidget() or self.focus(), character)
            else:
                # as an input method does it
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(self.focus(), event)
        QApplication.processEvents()

    # the client's hand

    @property
    def prompt(self) -> prompts.Prompt:
        """What the display shows."""
        return self.display.prompt

    def answer(self, letters: str) -> None:
        """Answer the question that is shown by its letters and go on."""
        view = self.display.view
        assert isinstance(view, QuestionView), view
        for letter in letters:
            if letter not in view.chosen():
                QTest.keyClicks(view, letter.lower())
        self.clock.ms += 9_000
        QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def read(self) -> None:
        """Read the section that is shown to its end, as long as it takes."""
        view = self.display.view
        assert isinstance(view, ReadingView), view
        for _ in range(400):
            if view.meter.complete or view.answered_already:
                break
            self.clock.ms += 900
            view.tick()
            if not view.meter.seen_all:
                QTest.keyClick(view, Key.Key_Return)
        QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def say(self, agreed: bool = True) -> None:
        """Agree to what is shown, or not."""
        view = self.display.view
        assert isinstance(view, ConfirmationView), view
        QApplication.processEvents()
        if agreed:
            for _ in range(50):
                if view.answered_already:
                    break
                QTest.keyClick(view, Key.Key_Return)
        else:
            QTest.mouseClick(view.decline, Qt.MouseButton.LeftButton)
        self.settle()

    def enter_password(self, digits: str) -> None:
        """Type the digits twice on the shuffled keypad."""
        for _ in range(2):
            view = self.display.view
            assert isinstance(view, PasswordView), view
            for digit in digits:
                QTest.mouseClick(view.keypad.key_for(int(digit)), Qt.MouseButton.LeftButton)
            QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def sign(self) -> None:
        """Write on the pad with the mouse and confirm."""
        view = self.display.view
        assert isinstance(view, SignatureView), view
        self.write(view.pad)
        QTest.keyClick(view, Key.Key_Return)
        self.settle()

    def write(self, pad: SignaturePad) -> None:
        """Three strokes of the mouse on a pad."""
        QApplication.processEvents()
        for stroke in range(3):
            left = 40 + stroke * 120
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, NO, QPoint(left, 20))
            for step in range(1, 14):
                self.clock.ms += 10
                QTest.mouseMove(pad, QPoint(left + step * 6, 20 + (step % 4) * 12))
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, NO, QPoint(left + 80, 40))

    def check_password(self, digits: str) -> None:
        """Type the digits of an existing password once on the shuffled keypad."""
        view = self.display.view
        assert isinstance(view, PasswordEntryView), view
        for digit in digits:
            QTest.mouseClick(view.keypad.key_for(int(digit)), Qt.MouseButton.LeftButton)
        QTest.keyClick(view, Key.Key_Return)
        self.settle()


class CaseHands(Hands):
    """A page with a case in the teller's window, and the customer display beside it."""

    page: Any

    def stand(self, page: QWidget, size: tuple[int, int]) -> None:
        """Put the page into a window of this size; nothing is shown yet."""
        self.page = page
        self.window = QMainWindow()
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.addWidget(QPushButton("elsewhere"))  # somewhere that the focus could run away to
        row.addWidget(page, 1)
        self.window.setCentralWidget(beside)
        self.window.resize(*size)

    def show(self) -> None:
        """Both windows, the teller's is the active one."""
        self.display.resize(1024, 600)
        self.display.show()
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def close(self) -> None:
        """Both windows gone, with everything delivered."""
        self.page.case.leave()
        self.settle()
        self.window.close()
        self.display.close_for_good()
        self.window.deleteLater()
        self.display.deleteLater()
