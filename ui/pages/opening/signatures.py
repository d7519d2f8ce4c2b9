"""The papers the client signs, each with its state; any can be signed anew (OP-4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.onboarding.draft import Status
from app.onboarding.steps import BY_HAND, ESIGN_FORM, FormState, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.with_client import Sentence, SessionState, Stage
from ui.refusals import say
from ui.theme import bind_icon, fix, space
from ui.widgets import StatusChip
from ui.widgets.containers import button, label, line


class FormTitle(QWidget):
    """Title over number."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", wrap=True)
        self.number = label("", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, space.HAIR, 0, space.HAIR)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.number)

    def show_form(self, title: str, number: str, word: str) -> None:
        """Show one form; ``word`` is its state, for those who do not see the chip."""
        self.title.setText(title)
        self.number.setText(number)
        self.setAccessibleName(f"{title} {word}")


@dataclass(frozen=True, slots=True)
class Row:
    """The widgets of one form. ``printer`` is for signing on paper; ``act`` has it signed, or attaches its scan."""

    icon: QLabel
    text: FormTitle
    chip: StatusChip
    see: QPushButton
    printer: QPushButton
    act: QPushButton

    def widgets(self) -> tuple[QWidget, ...]:
        """All of them, from the left."""
        return (self.icon, self.text, self.chip, self.see, self.printer, self.act)


class SignaturesPage(ClientStep):
    """A row a form: title, number, state, see it, sign it (again).

    On paper (KY-4) the client does nothing at the display: print it, attach its scan. Signals with the form's id:
    ``print_wanted``, ``scan_wanted``; ``scan_back_wanted``: to the page where a pile of papers is scanned back.
    """

    step = Step.SIGNATURES
    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.table = QFrame()
        self.table.setObjectName("card")
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(space.L, space.S, space.S, space.S)
        self._grid.setHorizontalSpacing(space.S)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[Row] = []
        self._forms: tuple[FormState, ...] = ()
        self._busy = False
        self._waiting: set[tuple[str, str]] = set()
        self._below.addWidget(self.table)
        self.scan_back = button("", "link", "scan")
        self.scan_back.hide()
        self.scan_back.clicked.connect(self.scan_back_wanted)
        self._below.addWidget(self.scan_back, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def forms(self) -> tuple[FormState, ...]:
        """The forms in the rows."""
        return self._forms

    def forget(self) -> None:
        """Nothing is under way any more that concerns another case."""
        self._waiting.clear()
        super().forget()

    def retranslate(self) -> None:
        """Texts."""
        if self._view is not None and self._view.by_paper:
            text = self.tr(
                "The client signs on paper. Print each paper, see it signed by hand, scan all its pages into one PDF "
                "and attach it."
            )
        elif self._view is not None and self._view.institution:
            text = self.tr(
                "The agent signs at the display. The letter and the seal card are printed, signed and stamped by hand, "
                "and scanned back."
            )
        else:
            text = self.tr(
                "You witness each signature. A paper that changed after it was signed has to be signed anew."
            )
        self.lead.setText(text)
        self.scan_back.setText(self.tr("Scan back…"))
        self.scan_back.setToolTip(self.tr("All papers of the case in one pile: pages are recognised by their code"))

    def shown(self, view: OpeningView) -> None:
        """One row a form that the client signs."""
        super().shown(view)
        self.retranslate()
        self.panel.setVisible(not view.by_paper)
        by_hand = any(form.by_paper for form in view.forms)
        self.scan_back.setVisible(by_hand and view.draft.status is Status.OPEN)
        self._forms = tuple(form for form in view.forms if form.needs_client)
        while len(self._rows) < len(self._forms):
            self._add_row(len(self._rows))
        for place, row in enumerate(self._rows):
            for widget in row.widgets():
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

    def wait(self, case_number: str, form_id: str, *, waiting: bool) -> None:
        """A print or a scan of this form is under way, or no longer."""
        (self._waiting.add if waiting else self._waiting.discard)((case_number, form_id))
        if self._view is not None:
            self.shown(self._view)

    def first_widget(self) -> QWidget | None:
        """On paper the button that comes next, as soon as nothing is left to be signed at the display."""
        if self._view is None or any(not form.by_paper and _open(form) for form in self._forms):
            return super().first_widget()
        for row, form in zip(self._rows, self._forms, strict=False):
            if form.by_paper and _open(form):
                return row.act if form.printed else row.printer
        return None if self._view.by_paper else super().first_widget()

    def can_hand_over(self, view: OpeningView) -> bool:
        """Whether anything is left for the display; what is signed by hand is not."""
        left = [form for form in view.forms if form.needs_client and not form.by_paper and _open(form)]
        done = not any(form.needs_client and _open(form) for form in view.forms)
        return super().can_hand_over(view) and (bool(left) or done)

    def _add_row(self, place: int) -> None:
        row = place * 2
        if place:
            self._grid.addWidget(line(), row - 1, 0, 1, 6)
        icon, chip = QLabel(), StatusChip()
        text = FormTitle()
        fix(icon, width=20, height=20)
        see, printer, act = button("", "link"), button("", "link"), button("", "link")
        see.clicked.connect(partial(self._see, place))
        printer.clicked.connect(partial(self._print, place))
        act.clicked.connect(partial(self._sign, place))
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(icon, row, 0, middle)
        self._grid.addWidget(text, row, 1)
        self._grid.addWidget(chip, row, 2, middle | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(see, row, 3, middle)
        self._grid.addWidget(printer, row, 4, middle)
        self._grid.addWidget(act, row, 5, middle)
        self._rows.append(Row(icon, text, chip, see, printer, act))

    def _show_row(self, row: Row, form: FormState, view: OpeningView) -> None:
        word, state, picture = self._state_on_paper(form) if form.by_paper else self._state(form)
        bind_icon(row.icon, *picture, 18)
        row.text.show_form(form.title, form.number, word)
        row.chip.show_state(word, state)
        row.see.setText(self.tr("Look"))
        row.see.setAccessibleName(self.tr("Look at {title}").format(title=form.title))
        # only the client sees the answers before they are signed (KY-6)
        row.see.setEnabled(form.form_id != "assessment" or (form.signed and not form.stale))
        blocked = form.form_id != ESIGN_FORM and bool(view.step(_step_of(form)).blocked_by)
        waiting = (view.draft.case_number, form.form_id) in self._waiting
        free = not blocked and not self._busy and not waiting and view.draft.status is Status.OPEN
        row.printer.setVisible(form.by_paper)
        row.printer.setText(self.tr("Print again") if form.printed else self.tr("Print"))
        row.printer.setEnabled(free)
        row.act.setText(self._act_text(form))
        row.act.setEnabled(free and (form.printed or not form.by_paper))
        for widget in (row.printer, row.act):
            widget.setAccessibleName(f"{widget.text()} {form.title}")

    def _state(self, form: FormState) -> tuple[str, str, tuple[str, str]]:
        if form.stale:
            return self.tr("Changed since signed"), "warn", ("warning", "warn")
        if form.signed:
            return self.tr("Signed"), "ok", ("ok", "ok")
        return self.tr("To be signed"), "neutral", ("pen", "faint")

    def _state_on_paper(self, form: FormState) -> tuple[str, str, tuple[str, str]]:
        if form.stale and not form.printed:
            return self.tr("Changed since scanned"), "warn", ("warning", "warn")
        if form.signed and not form.stale:
            return self.tr("Scanned"), "ok", ("ok", "ok")
        if form.printed:
            return self.tr("Printed, to be scanned"), "info", ("pen", "faint")
        return self.tr("To sign on paper"), "neutral", ("pen", "faint")

    def _act_text(self, form: FormState) -> str:
        if form.by_paper:
            return self.tr("Attach another scan…") if form.signed else self.tr("Attach scan…")
        return self.tr("Sign anew") if form.signed else self.tr("Sign")

    def _see(self, place: int) -> None:
        self.form_wanted.emit(self._forms[place].form_id)

    def _print(self, place: int) -> None:
        self.print_wanted.emit(self._forms[place].form_id)

    def _sign(self, place: int) -> None:
        form = self._forms[place]
        if form.by_paper:
            self.scan_wanted.emit(form.form_id)
        else:
            self.hand_over.emit((form.form_id,))


def _open(form: FormState) -> bool:
    """Whether a signature or a scan is missing."""
    return form.stale or not form.signed


def _step_of(form: FormState) -> Step:
    """What a paper has to wait for: an institution's own by hand wait for who acts, the others for the last step."""
    return Step.PEOPLE if form.form_id in BY_HAND else Step.SIGNATURES
