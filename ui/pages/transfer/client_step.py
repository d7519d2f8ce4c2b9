"""A step that the client does at the display: the hand-over panel; with papers also the way of signing (KY-4)."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.transfer_out.steps import State, Step
from app.transfer_out.view import FormLine, TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.with_client import SIGNED_IN
from ui.pages.transfer.words import step_title
from ui.refusals import say
from ui.support.client_session import Sentence, SessionState
from ui.support.hand_over import HandOver
from ui.theme import space
from ui.widgets import Card, Choice, LabelledField, Segmented, StatusChip
from ui.widgets.containers import button, label

translate = QCoreApplication.translate


class ClientStep(TransferStep):
    """Base of the steps on the customer display."""

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.panel = HandOver(self.step, _title, once=False)
        self.panel.handed.connect(lambda: self.hand_over.emit(()))
        self.panel.taken_back.connect(self.take_back)

    def note(self, view: TransferView) -> str:
        """What the panel says of the step besides its state. Overridden."""
        lines = self.missing_lines(view)
        return lines[0] if lines else ""

    def client_done(self, view: TransferView) -> bool:
        """Whether nothing is left for the client. Overridden where the step has more to it."""
        return view.step(self.step).state is State.DONE

    def can_hand_over(self, view: TransferView) -> bool:
        """Whether the client has something to do here."""
        return not view.step(self.step).blocked_by

    def shown(self, view: TransferView) -> None:
        """The panel."""
        super().shown(view)
        self.panel.show_case(
            done=self.client_done(view), blocked=not self.can_hand_over(view), locked=not self.running(view),
            note=self.note(view),
        )  # fmt: skip

    def hand_over_panel(self) -> HandOver:
        """The panel."""
        return self.panel

    def show_session(self, state: SessionState) -> None:
        """What the session does now."""
        self.panel.show_state(state)

    def waits(self) -> bool:
        """Whether the hand-over is what comes next here."""
        done = self._view is not None and self.client_done(self._view)
        return not done and not self.panel.isHidden() and not self.panel.give.isHidden() and self.panel.give.isEnabled()

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """After the last field the button is next, if there is something to do here."""
        fields = [bound.field for bound in self.order()]
        if direction > 0 and field is not None and fields and field is fields[-1]:
            self.send(self.case.service.view, done=lambda _: self._to_button())
        else:
            super().move_on(field, direction)

    def _to_button(self) -> None:
        wanted = self.first_widget()
        if wanted is not None and wanted.isEnabled() and not self.field_of(wanted):
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(wanted, 20, 40)
        else:
            self.ended.emit()

    def first_widget(self) -> QWidget | None:
        """The button of the panel when it is what comes next."""
        if self.waits() or self.panel.take.isVisibleTo(self):
            return self.panel.waiting_widget()
        return super().first_widget()


class SigningStep(ClientStep):
    """A step with one paper that the client signs: on the display, or printed, signed by hand and scanned (KY-4).

    Signals with the form's id: ``print_wanted``, ``scan_wanted``; ``scan_back_wanted``: to the page where a pile of
    papers is scanned back.
    """

    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._waiting = False
        self.way = self.bind("sign_way", Segmented())
        self.paper = Card()
        self.chip = StatusChip()
        self.paper.add_action(self.chip)
        self.words = label("", "muted", wrap=True)
        self.paper.add(self.words)
        self.printer = button("", "", "print")
        self.scan = button("", "primary", "document")
        for made in (self.printer, self.scan):
            made.setAutoDefault(True)
        self.printer.clicked.connect(lambda: self.print_wanted.emit(self.form_id))
        self.scan.clicked.connect(lambda: self.scan_wanted.emit(self.form_id))
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.printer)
        row.addWidget(self.scan)
        self.scan_back = button("", "link", "scan")
        self.scan_back.clicked.connect(self.scan_back_wanted)
        row.addWidget(self.scan_back)
        row.addStretch(1)
        self.paper.body.addLayout(row)

    @property
    def form_id(self) -> str:
        """The paper of the step."""
        return SIGNED_IN[Step(self.step)]

    def add_signing(self, layout: QVBoxLayout) -> None:
        """Put the way of signing, the panel and the paper into ``layout``."""
        for widget in (self.way, self.panel, self.paper):
            layout.addWidget(widget)

    def form(self, view: TransferView) -> FormLine | None:
        """The paper of the step as it stands."""
        return next((form for form in view.forms if form.form_id == self.form_id), None)

    def client_done(self, view: TransferView) -> bool:
        """Signed, as it stands now."""
        form = self.form(view)
        return form is not None and form.signed and not form.stale

    def note(self, view: TransferView) -> str:
        """The paper and how it stands."""
        form = self.form(view)
        if form is None:
            return super().note(view)
        if form.stale:
            return translate("SigningStep", "{title} has changed since it was signed.").format(title=form.title)
        return form.title

    def shown(self, view: TransferView) -> None:
        """Panel or paper, by the way of signing."""
        super().shown(view)
        if not self.way.value():
            self.way.set_value("screen")  # nothing chosen means the display
        form = self.form(view)
        self.panel.setVisible(not view.by_paper)
        self.paper.setVisible(view.by_paper and form is not None)
        if form is not None:
            self._show_paper(view, form)

    def wait(self, *, waiting: bool) -> None:
        """A print or a scan is under way, or no longer."""
        self._waiting = waiting
        if self._view is not None:
            self.shown(self._view)

    def first_widget(self) -> QWidget | None:
        """On paper the button that comes next."""
        view = self._view
        if view is None or not view.by_paper or self.client_done(view):
            return super().first_widget()
        form = self.form(view)
        wanted = self.scan if form is not None and form.printed else self.printer
        return wanted if wanted.isEnabled() else super().first_widget()

    def retranslate(self) -> None:
        """Texts of the way of signing."""
        if isinstance(self.way.widget, Segmented):
            self.way.widget.set_choices(
                (
                    Choice("screen", translate("SigningStep", "On the customer display")),
                    Choice("paper", translate("SigningStep", "On paper")),
                )
            )
        self.words.setText(
            translate(
                "SigningStep",
                "Print the paper, see it signed by hand, scan all its pages into one PDF and attach it.",
            )
        )
        self.scan.setText(translate("SigningStep", "Attach scan…"))
        self.scan_back.setText(translate("SigningStep", "Scan back…"))
        self.scan_back.setToolTip(
            translate("SigningStep", "All papers in one pile: pages are recognised by their code")
        )

    def forget(self) -> None:
        """Another case."""
        self._waiting = False
        super().forget()

    def _show_paper(self, view: TransferView, form: FormLine) -> None:
        self.paper.set_title(form.title, form.number)
        free = self.running(view) and self.can_hand_over(view) and not self._waiting
        self.printer.setText(
            translate("SigningStep", "Print again") if form.printed else translate("SigningStep", "Print")
        )
        self.printer.setEnabled(free)
        self.scan.setEnabled(free and form.printed)
        self.scan_back.setEnabled(free and form.printed)
        for made in (self.printer, self.scan):
            made.setAccessibleName(f"{made.text()} {form.title}")
        self.chip.show_state(*_paper_word(form))


def _paper_word(form: FormLine) -> tuple[str, str]:
    if form.signed and not form.stale:
        return translate("SigningStep", "Scanned"), "ok"
    if form.stale and not form.printed:
        return translate("SigningStep", "Changed since it was signed"), "warn"
    if form.printed:
        return translate("SigningStep", "Printed, to be scanned"), "info"
    return translate("SigningStep", "To sign on paper"), "neutral"


def _title(step: StrEnum) -> str:
    return step_title(step)
