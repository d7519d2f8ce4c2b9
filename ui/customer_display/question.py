"""One question of the questionnaire in large type (RA-1, KY-6). Scores are not known here, so none can be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from .buttons import BigButton, Kind, OptionButton
from .column import Column, ProgressLine
from .prompts import Question
from .style import HAIR, QUIET, XS, Metrics, Role
from .texts import Text
from .view import NowMs, PromptView, monotonic_ms

ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QuestionView(PromptView):
    """``answered`` carries the chosen letters in the order of the options and how long the question was shown, in ms.

    Keys: a letter or 1-9 chooses, up and down move, Space chooses what has the focus, Enter goes on.
    ``progressed``: ``chosen`` with the first choice, ``changed`` with each change of it (KY-6), never the letters.
    """

    answered = Signal(tuple, int)
    went_back = Signal()

    def __init__(self, prompt: Question, now_ms: NowMs = monotonic_ms) -> None:
        super().__init__(now_ms)
        self.prompt = prompt
        self._shown = now_ms()
        self._was_chosen = False
        self.line = ProgressLine(prompt.number, prompt.of)
        self.text = Text(prompt.text, Role.TITLE)
        self.hint = Text("", Role.SMALL, QUIET)
        self.page = Column()
        self.page.box.addWidget(self.text)
        self.page.box.addWidget(self.hint)
        self.options = [OptionButton(o.letter, o.text, several=prompt.several) for o in prompt.options]
        for option in self.options:
            option.setChecked(option.letter in prompt.chosen)
            option.clicked.connect(self._clicked)
            self.page.box.addWidget(option)
        self.page.box.addStretch(1)
        self.body.addWidget(self.line)
        self.body.addWidget(self.page, 1)
        self.back = BigButton()
        self.next = BigButton(kind=Kind.PRIMARY)
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self.confirm)
        self.foot.addWidget(self.back)
        self.back.setVisible(prompt.number > 1)  # not before it has a parent: it would come up as a window
        self.foot.addWidget(self.next, 1)
        if not prompt.several:
            self._keep_one(next((o for o in self.options if o.isChecked()), None))
        self._was_chosen = bool(self.chosen())
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """Head, hint and buttons."""
        self.caption.setText(self.tr("Risk tolerance questionnaire"))
        self.count.setText(f"{self.prompt.number} / {self.prompt.of}")
        if self.prompt.several:
            self.hint.setText(self.tr("You may choose more than one answer."))
        else:
            self.hint.setText(self.tr("Please choose the one answer that fits you best."))
        self.back.rename(self.tr("Back"))
        self.next.rename(self.tr("Next"))

    def apply(self, metrics: Metrics) -> None:
        """Room between the answers."""
        super().apply(metrics)
        self.page.box.setSpacing(metrics.gap)
        self.page.box.setContentsMargins(HAIR, metrics.gap // 2, XS, HAIR)

    def start(self) -> None:
        """Start the time; the focus goes to what was chosen before, else to the first answer."""
        self._shown = self.now_ms()
        chosen = next((o for o in self.options if o.isChecked()), None)
        target = chosen or (self.options[0] if self.options else self.back)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[str, ...]:
        """Letters that are chosen now, in the order of the options."""
        return tuple(option.letter for option in self.options if option.isChecked())

    def choose(self, letter: str) -> None:
        """Choose this answer, as a tap on it does; unknown letters do nothing."""
        for option in self.options:
            if option.letter.upper() == letter.upper() and option.isEnabled():
                option.setFocus(Qt.FocusReason.OtherFocusReason)
                self.page.reveal(option)
                option.click()
                return

    def confirm(self) -> None:
        """Hand over the answer; without any choice nothing happens."""
        letters = self.chosen()
        if letters and self.finish():
            self.answered.emit(letters, max(0, self.now_ms() - self._shown))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits choose; up and down move the focus."""
        if event.isAutoRepeat() and event.key() not in ARROWS:
            event.accept()
        elif event.key() in ARROWS:
            self._move(ARROWS[Qt.Key(event.key())])
        elif event.text().isdigit() and event.text().isascii():
            place = int(event.text()) - 1
            if 0 <= place < len(self.options):
                self.choose(self.options[place].letter)
        elif event.text().isalpha():
            self.choose(event.text())
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        if not self.options:
            return
        here = next((i for i, option in enumerate(self.options) if option.hasFocus()), -step if step > 0 else 0)
        there = self.options[max(0, min(len(self.options) - 1, here + step))]
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.reveal(there)

    def _keep_one(self, kept: OptionButton | None) -> None:
        for option in self.options:
            if option is not kept:
                option.setChecked(False)

    def _clicked(self) -> None:
        option = self.sender()
        if not self.prompt.several and isinstance(option, OptionButton):
            option.setChecked(True)  # a second tap on the only choice does not take it away
            self._keep_one(option)
        self.progressed.emit("changed" if self._was_chosen else "chosen")
        self._was_chosen = True
        self._refresh()

    def _back(self) -> None:
        if self.finish():
            self.went_back.emit()

    def _refresh(self) -> None:
        self.next.setEnabled(bool(self.chosen()))
