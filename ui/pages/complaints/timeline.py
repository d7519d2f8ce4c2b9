"""The history of one complaint, its evidence and its papers, from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.archive.domain import Document
from app.common.clock import branch_time
from app.complaints.domain import Event, Evidence, EvidenceKind
from app.complaints.looking import View
from ui.pages.complaints.words import done_word, evidence_word
from ui.theme import space
from ui.widgets.containers import Card, button, label, line


class Timeline(QWidget):
    """Three cards under one another: history, evidence, papers."""

    evidence_wanted = Signal(object)
    paper_wanted = Signal(str)
    record_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._history, self._evidence, self._papers = Card(), Card(), Card()
        self.add_file, self.record = button("", "", "folder"), button("", "", "document")
        self._evidence.add_action(self.add_file)
        self._papers.add_action(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        for card in (self._history, self._evidence, self._papers):
            column.addWidget(card)
        column.addStretch(1)
        self._rows: list[QWidget] = []
        self.add_file.clicked.connect(self.file_wanted)
        self.record.clicked.connect(self.record_wanted)
        self._retranslate()

    def show_view(self, view: View) -> None:
        """Show a complaint's."""
        self._view = view
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self._put(self._history, [self._event(event) for event in view.history])
        self._put(self._evidence, [self._file(one) for one in view.evidence], self.tr("No evidence yet."))
        self._put(self._papers, [self._paper(one) for one in view.documents], self.tr("No papers yet."))
        closed = view.complaint.ended
        self.add_file.setVisible(not closed)
        self.record.setVisible(not closed)

    def _put(self, card: Card, rows: Sequence[QWidget], nothing: str = "") -> None:
        for row in rows or ([label(nothing, "muted")] if nothing else []):
            card.add(row)
            self._rows.append(row)

    def _event(self, event: Event) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.M)
        grid.setVerticalSpacing(space.HAIR)
        grid.setColumnStretch(1, 1)
        when = label(branch_time(event.at), "small")
        when.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(when, 0, 0)
        head = f"{done_word(event.step)} · {event.by_name}"
        if event.to_name:
            head += f" → {event.to_name}"
        if event.to_due is not None:
            head += self.tr(", until {day}").format(day=event.to_due.isoformat())
        grid.addWidget(label(head, "label", wrap=True), 0, 1)
        if event.words:
            grid.addWidget(label(event.words, "", wrap=True), 1, 1)
        grid.addWidget(line(), 2, 0, 1, 2)
        return row

    def _file(self, one: Evidence) -> QWidget:
        text = f"{evidence_word(one.kind)}: {one.name}"
        if one.consent:
            text += f"\n{self.tr('Consent: {words}').format(words=one.consent)}"
        recording = one.kind is EvidenceKind.RECORDING
        word = self.tr("Save…") if recording else self.tr("Look")
        return self._acting(text, word, lambda: self.evidence_wanted.emit(one))

    def _paper(self, one: Document) -> QWidget:
        return self._acting(f"{one.title}\n{one.number}", self.tr("Look"), lambda: self.paper_wanted.emit(one.number))

    def _acting(self, text: str, word: str, act: Callable[[], None]) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(text, "", wrap=True), 1)
        made = button(word, "link")
        made.setAccessibleName(f"{word} {text.splitlines()[0]}")
        made.clicked.connect(act)
        layout.addWidget(made)
        return row

    def _retranslate(self) -> None:
        self._history.set_title(self.tr("History"))
        self._evidence.set_title(self.tr("Evidence"))
        self._papers.set_title(self.tr("Papers"))
        self.add_file.setText(self.tr("Add…"))
        self.record.setText(self.tr("Record as it stands"))
        if self._view is not None:
            self.show_view(self._view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
