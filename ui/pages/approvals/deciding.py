"""What an approver writes and presses: approve, ask back, refuse on a listed ground, raise the tier."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.approvals.domain import StepKind, Verdict
from app.policy.transfer import Tier
from app.transfer_out.case import RUNNING
from app.transfer_out.view import ApprovalScreen
from ui.pages.approvals.port import Deciding
from ui.pages.approvals.words import step_word, tier_word
from ui.refusals import clear_refusals, show_refusal
from ui.support.shortcuts import Act, cap
from ui.theme import space
from ui.widgets.banner import InlineBanner
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import Choice, TextBox
from ui.widgets.field import LabelledField

WORDS_LIMIT = 300


class DecisionBar(Card):
    """Below the screen. The words typed for a request are kept until it is decided, whatever is looked at meanwhile."""

    decided = Signal(object)
    """A :class:`Deciding`."""
    raised = Signal(object)
    """The ``Tier`` wanted; the page asks why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=14)
        self._screen: ApprovalScreen | None = None
        self._kept: dict[str, str] = {}
        self._busy = False
        self.banner = InlineBanner()
        self.step = Segmented()
        self.fields = {
            "words": LabelledField("", TextBox(lines=2, limit=WORDS_LIMIT)),
            "ground": LabelledField("", ComboBox()),
        }
        self.note = label("", "small", wrap=True)
        self.raise_to = button("", "link", "chevron-up")
        self.refuse = button("", "", "close")
        self.send_back = button("")
        self.approve = button("", "primary", "tick")
        self._build()
        self._connect()
        self._retranslate()
        self.clear()

    def _build(self) -> None:
        self.add(self.banner)
        row = QHBoxLayout()
        row.setSpacing(space.M)
        row.addWidget(self.fields["words"], 3)
        row.addWidget(self.fields["ground"], 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.add(self.note)
        low = QHBoxLayout()
        low.setSpacing(space.S)
        low.addWidget(self.step)
        low.addWidget(self.raise_to)
        low.addStretch(1)
        for made in (self.refuse, self.send_back, self.approve):
            low.addWidget(made)
        self.body.addLayout(low)

    def _connect(self) -> None:
        self.approve.clicked.connect(lambda: self.decide(Verdict.APPROVED))
        self.send_back.clicked.connect(lambda: self.decide(Verdict.SENT_BACK))
        self.refuse.clicked.connect(lambda: self.decide(Verdict.REFUSED))
        self.raise_to.clicked.connect(self.want_higher)
        self.fields["words"].edited.connect(self._keep)

    def show_screen(self, screen: ApprovalScreen) -> None:
        """What may be decided on this request, with the words that were typed for it."""
        number = screen.view.case.number
        same = self._screen is not None and self._screen.view.case.number == number
        self._screen = screen
        self._offer(screen)
        if not same:
            self.fields["words"].set_value(self._kept.get(number, ""))
            self.fields["ground"].set_value("")
            clear_refusals(self.fields, self.banner)
        self._enable()

    def clear(self) -> None:
        """No request is shown."""
        self._screen = None
        self.fields["words"].set_value("")
        self._offer(None)
        self._enable()

    def shown_grounds(self) -> tuple[str, ...]:
        """Codes of the grounds that a refusal may have now."""
        return tuple(code for code, _ in self._screen.view.grounds) if self._screen else ()

    def forget(self, number: str) -> None:
        """The request was decided: what was typed for it is done with."""
        self._kept.pop(number, None)
        if self._screen is not None and self._screen.view.case.number == number:
            self.fields["words"].set_value("")
            self.fields["ground"].set_value("")
            clear_refusals(self.fields, self.banner)

    def refused(self, problem: Exception) -> None:
        """Say what was refused, at its field if it has one; everything typed stays."""
        self.set_busy(False)
        show_refusal(problem, self.fields, self.banner)

    def set_busy(self, busy: bool) -> None:
        """An answer is awaited: nothing can be pressed."""
        self._busy = busy
        self._enable()

    def decide(self, verdict: Verdict) -> None:
        """Hand the decision to the page, if it can be made as things stand."""
        button_of = {Verdict.APPROVED: self.approve, Verdict.SENT_BACK: self.send_back, Verdict.REFUSED: self.refuse}
        screen = self._screen
        if screen is None or self._busy or not button_of[verdict].isEnabled():
            return
        clear_refusals(self.fields, self.banner)
        words, ground = self.fields["words"].value().strip(), self.fields["ground"].value()
        if verdict is Verdict.SENT_BACK and not words:
            self._wrong("words", self.tr("Write the question that the counter has to answer."))
        elif verdict is Verdict.REFUSED and not ground:
            self._wrong("ground", self.tr("Choose the ground; without one of these a request cannot be refused."))
        else:
            ground = ground if verdict is Verdict.REFUSED else ""
            step = StepKind(self.step.value()) if self.step.value() else screen.mine[0]
            self.decided.emit(Deciding(screen.view.case.number, step, verdict, words, ground, screen.seen_version))

    def want_higher(self) -> None:
        """Ask for the next tier."""
        tier = self._higher()
        if tier is not None and not self._busy:
            self.raised.emit(tier)

    def _wrong(self, field: str, text: str) -> None:
        self.fields[field].set_error(text)
        self.fields[field].focus_editor()

    def _keep(self) -> None:
        if self._screen is not None:
            self._kept[self._screen.view.case.number] = self.fields["words"].value()

    def _higher(self) -> Tier | None:
        case = self._screen.view.case if self._screen else None
        if case is None or case.status not in RUNNING or case.tier is None:
            return None
        return next((tier for tier in Tier if tier.rank == case.tier.rank + 1), None)

    def _offer(self, screen: ApprovalScreen | None) -> None:
        mine = screen.mine if screen else ()
        chosen = self.step.value()
        self.step.set_choices([Choice(step.value, step_word(step)) for step in mine])
        self.step.setVisible(len(mine) > 1)
        self.step.set_value(chosen if chosen in [step.value for step in mine] else next(iter(mine), ""))
        ground = self.fields["ground"].widget
        grounds = screen.view.grounds if screen else ()
        if isinstance(ground, ComboBox):
            ground.set_choices([Choice(code, text) for code, text in grounds])
        self.fields["ground"].setVisible(bool(mine and grounds))
        higher = self._higher()
        text = self.tr("Raise to {tier}").format(tier=tier_word(higher)) if higher else self.tr("Raise tier")
        self.raise_to.setText(text)
        self._say_why()

    def _enable(self) -> None:
        screen = self._screen
        mine = bool(screen and screen.mine) and not self._busy
        self.approve.setEnabled(mine)
        self.send_back.setEnabled(mine)
        self.refuse.setEnabled(mine and bool(screen and screen.view.grounds))
        self.raise_to.setVisible(self._higher() is not None)
        self.raise_to.setEnabled(not self._busy)
        self.fields["words"].setEnabled(bool(screen and screen.mine))

    def _say_why(self) -> None:
        screen = self._screen
        text = ""
        if screen is not None and not screen.mine:
            text = self.tr("No step of this request is yours to decide now.")
        elif screen is not None and not screen.view.grounds:
            text = self.tr(
                "Refusing is not possible: nothing blocks the accounts and no document is missing. "
                "Approve, or send back with a question."
            )
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.refuse.setToolTip(text or cap(Act.REFUSE))

    def _retranslate(self) -> None:
        self.fields["words"].set_label(self.tr("Words for the counter"))
        self.fields["ground"].set_label(self.tr("Ground of a refusal"))
        self.approve.setText(self.tr("Approve"))
        self.approve.setToolTip(cap(Act.SUBMIT))
        self.send_back.setText(self.tr("Send back with a question"))
        self.send_back.setToolTip(cap(Act.SEND_BACK))
        self.refuse.setText(self.tr("Refuse"))
        self.raise_to.setToolTip(cap(Act.HIGHER))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was typed stays."""
        if event.type() == QEvent.Type.LanguageChange:
            clear_refusals(self.fields, self.banner)
            self._retranslate()
            self._offer(self._screen)
        super().changeEvent(event)
