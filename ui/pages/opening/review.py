"""Everything entered, as the client is going to check it on the display (OP-1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from app.onboarding.draft import Status
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.acts.port import Lines
from ui.pages.opening.case import OpenCase
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.theme import space
from ui.widgets.containers import label


class ReviewPage(ClientStep):
    """The lines of the review beside the hand-over."""

    step = Step.REVIEW

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._version = -1
        self.lines = QFrame()
        self.lines.setObjectName("card")
        self._grid = QGridLayout(self.lines)
        self._grid.setContentsMargins(space.L, space.M, space.L, space.M)
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self.lines.hide()
        self._below.addWidget(self.lines)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("The client checks every line on the display. What is wrong is put right first."))

    def shown(self, view: OpeningView) -> None:
        """Fetch the lines anew when something has changed."""
        super().shown(view)
        if view.step(self.step).blocked_by or not self.isVisible():
            self.lines.setVisible(self.lines.isVisible() and not view.step(self.step).blocked_by)
        elif view.draft.version != self._version and view.draft.status is Status.OPEN:
            self._version = view.draft.version
            self.case.act(self.case.service.review_for_client, done=self._got, failed=lambda _: self.lines.hide())

    def forget(self) -> None:
        """Another case."""
        super().forget()
        self._version = -1
        self.lines.hide()

    def _got(self, found: tuple[Lines, str]) -> None:
        lines, _ = found
        while len(self._rows) < len(lines):
            name, value = label("", "label"), label("", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row = len(self._rows)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._rows.append((name, value))
        for place, (name, value) in enumerate(self._rows):
            shown = place < len(lines)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(lines[place][0])
                value.setText(lines[place][1])
        self.lines.show()
