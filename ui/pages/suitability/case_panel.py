"""The right of the page of suitability: the case, its steps, and what comes next in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.onboarding.draft import Status
from app.risk_cases.domain import STEPS, Kind, RiskReceipt, RiskView, Step
from ui.pages.suitability.words import kind_word, mark_word, step_word
from ui.support.client_session import SessionState, Stage
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.parts import Part, Parts


class CasePanel(Card):
    """Signals: each a button of the case, see ``retranslate``."""

    give_wanted = Signal()
    take_back_wanted = Signal()
    print_wanted = Signal()
    scan_wanted = Signal()
    pile_wanted = Signal()
    complete_wanted = Signal()
    cancel_wanted = Signal()
    look_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = StatusChip()
        self.parts = Parts()
        self._view: RiskView | None = None
        self._session = SessionState()
        self._receipt: RiskReceipt | None = None
        self._busy = False
        self._note = label("", "muted", wrap=True)
        self._give, self._back = button("", "primary", "person"), button("", "", "close")
        self.print_form, self._scan = button("", "", "print"), button("", "", "scan")
        self.pile, self._look = button("", "link", "scan"), button("", "link", "eye")
        self._complete, self._cancel = button("", "primary", "tick"), button("", "link", "close")
        self.add_action(self.state)
        self.add(self.parts)
        self.add(self._note)
        buttons = QHBoxLayout()
        for tool, wanted in (
            (self._give, self.give_wanted), (self._back, self.take_back_wanted), (self.print_form, self.print_wanted),
            (self._scan, self.scan_wanted), (self.pile, self.pile_wanted), (self._complete, self.complete_wanted),
            (self._look, self.look_wanted),
        ):  # fmt: skip
            tool.clicked.connect(wanted)
            buttons.addWidget(tool)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        self._cancel.clicked.connect(self.cancel_wanted)
        self.body.addLayout(buttons)
        self.retranslate()

    def show_case(
        self, view: RiskView | None, session: SessionState, receipt: RiskReceipt | None, *, busy: bool
    ) -> None:
        """The case as it stands; nothing while there is none. ``receipt``: once it has been filed."""
        self._view, self._session, self._receipt, self._busy = view, session, receipt, busy
        self.setVisible(view is not None)
        if view is not None:
            self._show(view)

    def _show(self, view: RiskView) -> None:
        running, step = self._session.stage is Stage.WITH_CLIENT, view.next_step
        open_ = view.open and not self._busy
        paper = view.by_paper and step is Step.SIGNATURES
        self.set_title(kind_word(view.case.kind), view.case.number)
        self.state.show_state(*self._state(view, running=running))
        self.parts.show_parts([self._part(view, one) for one in STEPS[view.case.kind]])
        self._note.setText("\n".join(self._notes(view)))
        self._give.setVisible(open_ and step is not None and not running and not paper)
        self._back.setVisible(running)
        for tool in (self.print_form, self._scan, self.pile):
            tool.setVisible(open_ and paper)
        self._complete.setVisible(open_ and view.ready)
        self._cancel.setVisible(open_ and not running)
        self._look.setVisible(self._receipt is not None)

    def _state(self, view: RiskView, *, running: bool) -> tuple[str, str]:
        if view.case.status is Status.COMPLETED:
            return self.tr("Filed"), "ok"
        if view.case.status is Status.CANCELLED:
            return self.tr("Cancelled"), "neutral"
        if running:
            return self.tr("With the client"), "info"
        return (self.tr("Ready to be filed"), "ok") if view.ready else (self.tr("Open"), "warn")

    def _part(self, view: RiskView, step: Step) -> Part:
        if view.case.status is Status.COMPLETED or step in view.done:
            return Part(step_word(step), self.tr("Done"), "ok")
        if step is Step.QUESTIONNAIRE and view.answered:
            text = self.tr("{answered} of {of} answered").format(answered=view.answered, of=view.of)
            return Part(step_word(step), text, "info")
        return Part(step_word(step), self.tr("Open"), "neutral")

    def _notes(self, view: RiskView) -> list[str]:
        notes = [self._level(view)]
        if view.match is not None:
            notes.append(f"{view.match.product.name} {view.match.product.code} · {view.match.product_class}")
        if view.marks and Step.RESULT in view.done:
            marks = "; ".join(mark_word(mark) for mark in view.marks)
            notes.append(self.tr("Note: {marks}. Talk with the client about it.").format(marks=marks))
        if view.open and view.by_paper and view.next_step is Step.SIGNATURES:
            notes.append(
                self.tr("The client has not agreed to sign electronically: print the form, then add the signed scan.")
            )
        if self._session.stage is Stage.DECLINED:
            notes.append(self.tr("The client did not agree."))
        return [note for note in notes if note]

    def _level(self, view: RiskView) -> str:
        """What came out, or what is in force from now on; empty before there is anything."""
        receipt = self._receipt
        if receipt is not None and receipt.kind is Kind.REASSESSMENT:
            before = receipt.level_before or self.tr("none")
            text = self.tr("In force from now on: {level} (before: {before}).")
            return text.format(level=receipt.level, before=before)
        if view.total is None:
            return ""
        text = self.tr("{level}, {total} points").format(level=view.level_label, total=view.total)
        before = self.tr(" (before: {before})").format(before=view.before_label) if view.before_label else ""
        return text + before

    def retranslate(self) -> None:
        """Texts."""
        self._give.setText(self.tr("Hand to the client"))
        self._back.setText(self.tr("Take the display back"))
        self.print_form.setText(self.tr("Print the form"))
        self.pile.setText(self.tr("Scan back…"))
        self._scan.setText(self.tr("Add the signed scan…"))
        self._complete.setText(self.tr("File it"))
        self._cancel.setText(self.tr("Cancel the case"))
        self._look.setText(self.tr("Show the form"))
        if self._view is not None:
            self._show(self._view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
