"""The attempts to talk the client round as they were written down: by whom, when, what (TO-3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.transfer_out.case import Outcome, Talk
from ui.pages.transfer.words import outcomes, talk_ways
from ui.theme import space
from ui.widgets import Card, StatusChip
from ui.widgets.containers import label

translate = QCoreApplication.translate
_COLOURS = {Outcome.UNDECIDED: "neutral", Outcome.STAYS: "ok", Outcome.LEAVES: "warn"}


class TalkCard(Card):
    """One attempt."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk
        self.chip = StatusChip()
        self.add_action(self.chip)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space.M)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self.retranslate()

    def _texts(self) -> list[tuple[str, str]]:
        said = self.talk.talk
        promised = said.promised
        if promised and said.promise_due is not None:
            due = translate("TalkCard", "by {day}").format(day=said.promise_due.isoformat())
            promised = f"{promised}（{due}）"
        texts = [
            (translate("TalkCard", "Said"), said.said),
            (translate("TalkCard", "Offered"), said.offered),
            (translate("TalkCard", "Promised"), promised),
            (translate("TalkCard", "Answered"), said.answer),
        ]
        return [(name, text) for name, text in texts if text]

    def retranslate(self) -> None:
        """Texts."""
        talk = self.talk
        way = dict(talk_ways()).get(talk.talk.way, talk.talk.way)
        title = translate("TalkCard", "Attempt {number}").format(number=talk.number)
        self.set_title(title, f"{branch_time(talk.at)} · {talk.by_name} {talk.by_number} · {way}")
        self.chip.show_state(dict(outcomes())[talk.talk.outcome.value], _COLOURS[talk.talk.outcome])
        texts = self._texts()
        while len(self._lines) < len(texts):
            name, value = label("", "label"), label("", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row = len(self._lines)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._lines.append((name, value))
        for (name, value), (what, text) in zip(self._lines, texts, strict=True):
            name.setText(what)
            value.setText(text)


class TalkList(QWidget):
    """The attempts, newest first; what is written down is never changed, so a card is made once."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, TalkCard] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space.S)

    @property
    def cards(self) -> tuple[TalkCard, ...]:
        """The cards in the order of the attempts."""
        return tuple(self._cards.values())

    def show_talks(self, talks: Sequence[Talk]) -> None:
        """Show these."""
        if not {talk.id for talk in talks} >= self._cards.keys():
            self.forget()
        for talk in talks:
            if talk.id not in self._cards:
                self._cards[talk.id] = TalkCard(talk)
                self._box.insertWidget(0, self._cards[talk.id])
        self.setVisible(bool(talks))

    def retranslate(self) -> None:
        """Texts."""
        for card in self._cards.values():
            card.retranslate()

    def forget(self) -> None:
        """Another case."""
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {}
