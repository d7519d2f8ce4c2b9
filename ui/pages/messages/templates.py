"""The templates in force, each with how it reads and how long it can become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.messages.service import Preview
from ui.pages.approvals.section import Section
from ui.pages.messages.port import MessagesProvider
from ui.pages.messages.words import duty_word, kind_word
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.theme import space


class TemplatesView(QScrollArea):
    """One card a template; they are changed by two people on the page of policies."""

    def __init__(self, runner: OpRunner, provider: MessagesProvider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider = provider
        self._latest = Latest(runner, self)
        self._found: tuple[Preview, ...] = ()
        self.sheet = Section()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(space.S, 0, space.S, 0)
        column.addWidget(self.sheet)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inner)

    def refresh(self) -> None:
        """Read them anew."""
        self._latest.ask(self._provider.previews, done=self._show, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        self.sheet.clear()
        self.sheet.paragraph(say(problem), "error")

    def _show(self, found: Sequence[Preview]) -> None:
        self._found = tuple(found)
        sheet = self.sheet
        sheet.clear()
        sheet.paragraph(self.tr("Two people change these on the page of policies, in the file messages.toml."), "muted")
        for one in self._found:
            sheet.gap()
            sheet.pair(self.tr("Kind"), f"{kind_word(one.kind)} · {duty_word(one.kind)}")
            sheet.pair(self.tr("Template"), one.template)
            sheet.pair(self.tr("Example"), one.text)
            sheet.pair(
                self.tr("Length"),
                self.tr("{length} characters, {parts} messages; {most} at most").format(
                    length=one.length, parts=one.parts, most=one.most
                ),
            )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self._found:
            self._show(self._found)
        super().changeEvent(event)
