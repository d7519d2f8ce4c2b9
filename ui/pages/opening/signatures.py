"""The papers the client signs, each with its state; any can be signed anew (OP-4)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.onboarding.draft import Status
from app.onboarding.steps import ESIGN_FORM, FormState, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.with_client import Sentence, SessionState, Stage
from ui.refusals import say
from ui.theme import bind_icon
from ui.widgets import StatusChip
from ui.widgets.containers import button, label, line


class FormTitle(QWidget):
    """Title over number."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", wrap=True)
        self.number = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.number)

    def show_form(self, title: str, number: str, word: str) -> None:
        """Show one form; ``word`` is its state, for those who do not see the chip."""
        self.title.setText(title)
        self.number.setText(number)
        self.setAccessibleName(f"{title} {word}")


Row = tuple[QLabel, FormTitle, StatusChip, QPushButton, QPushButton]


class SignaturesPage(ClientStep):
    """A row a form: title, number, state, see it, sign it (again)."""

    step = Step.SIGNATURES

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.table = QFrame()
        self.table.setObjectName("card")
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(16, 8, 10, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[Row] = []
        self._forms: tuple[FormState, ...] = ()
        self._busy = False
        self._below.addWidget(self.table)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("You witness each signature. A paper that changed after it was signed has to be signed anew.")
        )

    def shown(self, view: OpeningView) -> None:
        """One row a form that the client signs."""
        super().shown(view)
        self._forms = tuple(form for form in view.forms if form.needs_client)
        while len(self._rows) < len(self._forms):
            self._add_row(len(self._rows))
        for place, row in enumerate(self._rows):
            for widget in row:
                widget.setVisible(place < len(self._forms))
            if place < len(self._forms):
                self._show_row(row, self._forms[place], view)
        self.table.setVisible(bool(self._forms))

    def note(self, view: OpeningView) -> str:
        """How many are signed."""
        forms = [form for form in view.forms if form.needs_client]
        signed = sum(form.signed and not form.stale for form in forms)
        return self.tr("{signed} of {of} papers signed").format(signed=signed, of=len(forms))

    def show_session(self, state: SessionState) -> None:
        """No second hand-over while one is running."""
        super().show_session(state)
        self._busy = state.stage is Stage.WITH_CLIENT
        if self._view is not None:
            self.shown(self._view)

    def _add_row(self, place: int) -> None:
        row = place * 2
        if place:
            self._grid.addWidget(line(), row - 1, 0, 1, 5)
        icon, chip = QLabel(), StatusChip()
        text = FormTitle()
        icon.setFixedSize(20, 20)
        see, again = button("", "link"), button("", "link")
        see.clicked.connect(partial(self._see, place))
        again.clicked.connect(partial(self._sign, place))
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(icon, row, 0, middle)
        self._grid.addWidget(text, row, 1)
        self._grid.addWidget(chip, row, 2, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(see, row, 3, middle)
        self._grid.addWidget(again, row, 4, middle)
        self._rows.append((icon, text, chip, see, again))

    def _show_row(self, row: Row, form: FormState, view: OpeningView) -> None:
        icon, text, chip, see, again = row
        if form.stale:
            word, state, picture = self.tr("Changed since signed"), "warn", ("warning", "warn")
        elif form.signed:
            word, state, picture = self.tr("Signed"), "ok", ("ok", "ok")
        else:
            word, state, picture = self.tr("To be signed"), "neutral", ("pen", "faint")
        bind_icon(icon, *picture, 18)
        text.show_form(form.title, form.number, word)
        chip.show_state(word, state)
        see.setText(self.tr("Look"))
        see.setAccessibleName(self.tr("Look at {title}").format(title=form.title))
        # only the client sees the answers before they are signed (KY-6)
        see.setEnabled(form.form_id != "assessment" or (form.signed and not form.stale))
        again.setText(self.tr("Sign anew") if form.signed else self.tr("Sign"))
        again.setAccessibleName(f"{again.text()} {form.title}")
        blocked = form.form_id != ESIGN_FORM and bool(view.step(Step.SIGNATURES).blocked_by)
        again.setEnabled(not blocked and not self._busy and view.draft.status is Status.OPEN)

    def _see(self, place: int) -> None:
        self.form_wanted.emit(self._forms[place].form_id)

    def _sign(self, place: int) -> None:
        self.hand_over.emit((self._forms[place].form_id,))
