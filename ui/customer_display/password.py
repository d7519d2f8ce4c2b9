"""The client sets the password, typed twice (OP-5), or enters it, once (TO-8): a shuffled keypad, shown as dots only.

Digits typed on a keyboard are not accepted: all keyboards of a counter look alike to the window system, so the teller's
could not be told from the client's, and the password is never typed on the teller's side. A counter with a PIN pad for
the client that types is set up with ``pin_pad=True``: then digits count, but only while this window is the active one.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from .buttons import BigButton, Kind
from .keypad import Dots, Keypad, Shuffle, fair_shuffle
from .prompts import Password, PasswordEntry
from .style import PROBLEM, QUIET, Metrics, Role
from .texts import Text
from .view import PromptView


class PasswordView(PromptView):
    """``password_entered`` carries the digits once, when both entries agree; nothing is kept after it.

    ``progressed``: ``typing first``, ``typing again``, ``mismatch``, ``entered``; never digits, never how many.
    """

    password_entered = Signal(str)

    def __init__(
        self, prompt: Password | PasswordEntry, shuffle: Shuffle = fair_shuffle, *, pin_pad: bool = False
    ) -> None:
        super().__init__()
        self.prompt = prompt
        self._pin_pad = pin_pad
        self._first = bytearray()
        self._typed = bytearray()
        self._again = False
        self._mismatch = False
        self._told = ""
        self.title = Text(prompt.title, Role.TITLE)
        self.step = Text("", Role.LEAD)
        self.dots = Dots(prompt.length)
        self.problem = Text("", Role.BODY, PROBLEM)
        self.hint = Text("", Role.SMALL, QUIET)
        self.keypad = Keypad(shuffle)
        self.left = QVBoxLayout()
        for part in (self.title, self.step, self.dots, self.problem):
            self.left.addWidget(part)
        self.left.addStretch(1)
        self.left.addWidget(self.hint)
        self.sides = QHBoxLayout()
        self.sides.addLayout(self.left, 5)
        self.sides.addWidget(self.keypad, 6)
        self.body.addLayout(self.sides, 1)
        self.restart = BigButton()
        self.ok = BigButton(kind=Kind.PRIMARY)
        self.foot.addWidget(self.restart)
        self.foot.addWidget(self.ok, 1)
        self.keypad.pressed_digit.connect(self._digit)
        self.keypad.cleared.connect(self._clear)
        self.keypad.took_back.connect(self._take_back)
        self.restart.clicked.connect(self._start_anew)
        self.ok.clicked.connect(self.confirm)
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """All texts."""
        self.caption.setText(self._caption())
        self.hint.setText(self.tr("Please shield the screen with your hand. The keys change places each time."))
        self.restart.rename(self.tr("Start again"))
        self.keypad.retranslate()
        self._refresh()

    def apply(self, metrics: Metrics) -> None:
        """Room between the two sides."""
        super().apply(metrics)
        self.sides.setSpacing(metrics.base * 2)
        self.left.setSpacing(metrics.gap * (1 if metrics.low else 2))

    def start(self) -> None:
        """The focus goes to the first key."""
        self.keypad.keys[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Go on to the second entry, or compare and hand over."""
        if len(self._typed) != self.prompt.length or self.answered_already:
            return
        if not self._again:
            self._first, self._typed = self._typed, bytearray()
            self._again = True
            self.keypad.reshuffle()
            self._refresh()
        elif self._typed == self._first:
            self._hand_over()
        else:
            self._forget()
            self._mismatch = True
            self.keypad.reshuffle()
            self._tell("mismatch")
            self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, backspace; digits only from a PIN pad that was set up, and only in the active window."""
        if event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        elif event.text().isascii() and event.text().isdigit():
            if self._pin_pad and self.isActiveWindow():
                self._digit(int(event.text()))
        else:
            super().keyPressEvent(event)
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed does not outlive the sight of it."""
        self._forget()
        self._refresh()
        super().hideEvent(event)

    def _digit(self, digit: int) -> None:
        if self.answered_already or len(self._typed) >= self.prompt.length:
            return
        self._typed.append(digit)
        self._mismatch = False
        self._tell("typing again" if self._again else "typing first")
        self._refresh()

    def _take_back(self) -> None:
        if self._typed:
            self._typed[-1] = 0
            del self._typed[-1]
            self._refresh()

    def _clear(self) -> None:
        self._wipe(self._typed)
        self._refresh()

    def _start_anew(self) -> None:
        self._forget()
        self._mismatch = False
        self.keypad.reshuffle()
        self._refresh()

    def _hand_over(self) -> None:
        digits = "".join(str(digit) for digit in self._typed)
        self._forget()
        self.finish()
        self._tell("entered")
        self.password_entered.emit(digits)

    @staticmethod
    def _wipe(digits: bytearray) -> None:
        digits[:] = bytes(len(digits))
        digits.clear()

    def _forget(self) -> None:
        self._wipe(self._first)
        self._wipe(self._typed)
        self._again = False

    def _tell(self, what: str) -> None:
        if what != self._told:
            self._told = what
            self.progressed.emit(what)

    def _caption(self) -> str:
        return self.tr("Only you set this password")

    def _words(self) -> tuple[str, str]:
        """What is to be entered now, and what the button does."""
        if self._again:
            return self.tr("Enter the same {0} digits once more").format(self.prompt.length), self.tr("Set password")
        return self.tr("Enter {0} digits").format(self.prompt.length), self.tr("Next")

    def _refresh(self) -> None:
        self.dots.fill(len(self._typed))
        step, go = self._words()
        self.step.setText(step)
        self.ok.rename(go)
        problem = self.prompt.problem if not self._again and not self._typed else ""
        if self._mismatch:
            problem = self.tr("The two entries differ. Please enter a password again.")
        self.problem.setText(problem)
        self.restart.setEnabled(self._again or bool(self._typed))
        self.ok.setEnabled(len(self._typed) == self.prompt.length)


class PasswordEntryView(PasswordView):
    """The client enters the password they have, once (TO-8); everything else as when it is set."""

    def confirm(self) -> None:
        """Hand over what was entered; whether it is right is for others to say."""
        if len(self._typed) == self.prompt.length and not self.answered_already:
            self._hand_over()

    def _caption(self) -> str:
        return self.tr("Only you know this password")

    def _words(self) -> tuple[str, str]:
        return self.tr("Enter your {0} digits").format(self.prompt.length), self.tr("Confirm password")
