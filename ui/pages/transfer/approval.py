"""The approvals: submit, answer, by telephone, raise the tier; it follows the approvers by itself (TO-4 to TO-7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.approvals.domain import StepKind, StepStatus, Verdict
from app.common.clock import Clock, branch_time
from app.common.errors import Refused
from app.policy.transfer import Tier
from app.transfer_out.case import Status
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.approval_rows import decision_parts, step_parts
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.telephone import TelephoneForm
from ui.pages.transfer.words import approval_title, join, tier_word
from ui.support.client_session import Sentence
from ui.support.drafts import Draft
from ui.theme import space
from ui.widgets import Card, InlineBanner, LabelledField, StatusChip, TextBox
from ui.widgets.containers import button, label
from ui.widgets.parts import Parts

CALLABLE = (StepStatus.OPEN, StepStatus.DENIED)


class ApprovalPage(TransferStep):
    """``raise_wanted(Tier)``: the teller wants a higher tier."""

    step = Step.APPROVAL
    raise_wanted = Signal(object)

    def __init__(self, case: TransferCase, sentence: Sentence, clock: Clock) -> None:
        super().__init__(case, sentence)
        self.insists = InlineBanner()
        self.booking = InlineBanner()
        self.tier = Card()
        self.chip = StatusChip()
        self.tier.add_action(self.chip)
        self.raises = label("", "muted", wrap=True)
        self.tier.add(self.raises)
        self.raise_to = {tier: button("", "link", "chevron-up") for tier in (Tier.IMPORTANT, Tier.CORE)}
        self.call = {step: button("", "", "phone") for step in StepKind}
        self.submit = button("", "primary", "arrow-right")
        self.submit.setAutoDefault(True)
        self.submit.clicked.connect(lambda: self.send(case.service.submit))
        self.steps = Parts()
        self.telephone = TelephoneForm(clock, sentence)
        self.telephone.hide()
        self.telephone.recorded.connect(self._record)
        self.telephone.closed.connect(self._close_telephone)
        self.question = Card()
        self.asked = label("", wrap=True)
        self.reply = LabelledField("", TextBox(lines=3, limit=1000), required=True, enter_moves_on=False)
        self.reply.widget.setProperty("field", "words")
        self.draft = Draft({"words": self.reply}, {})
        self.reply_button = button("", "primary", "arrow-right")
        self.reply_button.setAutoDefault(True)
        self.reply_button.clicked.connect(self._answer)
        self.log = Parts()
        self.log_title = label("", "heading")
        self._build()

    def _build(self) -> None:
        higher = QHBoxLayout()
        for tier, made in self.raise_to.items():
            made.clicked.connect(lambda _=False, wanted=tier: self.raise_wanted.emit(wanted))
            higher.addWidget(made)
        higher.addStretch(1)
        self.tier.body.addLayout(higher)
        self.question.add(self.asked)
        self.question.add(self.reply)
        send = QHBoxLayout()
        send.addWidget(self.reply_button)
        send.addStretch(1)
        self.question.body.addLayout(send)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.submit)
        for step, made in self.call.items():
            made.setAutoDefault(True)
            made.clicked.connect(lambda _=False, wanted=step: self._begin_telephone(wanted))
            row.addWidget(made)
        row.addStretch(1)
        for widget in (self.insists, self.booking, self.question, self.tier, self.steps):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        for below in (self.telephone, self.log_title, self.log):
            self.body.addWidget(below)
        self.body.addStretch(1)

    def shown(self, view: TransferView) -> None:
        """Tier, steps, what can be done now, every decision."""
        super().shown(view)
        self.draft.take(view.case.number)
        running = self.running(view)
        self._show_banners(view)
        self._show_tier(view, running=running)
        self.steps.show_parts(step_parts(view))
        self.submit.setVisible(running and view.case.status is Status.OPEN)
        self.submit.setEnabled(view.may_submit)
        callable_now = {state.step for state in view.approvals if state.status in CALLABLE}
        for step, made in self.call.items():
            made.setVisible(view.case.status is Status.SUBMITTED and step in callable_now)
        if self.telephone.step not in callable_now or view.case.status is not Status.SUBMITTED:
            self.telephone.hide()
        self._show_question(view)
        self.log.show_parts(decision_parts(view.decisions))
        self.log_title.setVisible(bool(view.decisions))

    def first_widget(self) -> QWidget | None:
        """What is to be done now; nothing while the approvers have it."""
        view = self._view
        if view is None:
            return None
        if self.telephone.isVisibleTo(self):
            return self.telephone.first_widget()
        if view.case.status is Status.SENT_BACK:
            return self.reply.widget
        return self.submit if self.submit.isVisibleTo(self) and self.submit.isEnabled() else None

    def waits(self) -> bool:
        """Whether a button of the step is what comes next."""
        wanted = self.first_widget()
        return isinstance(wanted, QPushButton)

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """The fields here are not of the case."""
        for field in (self.reply, *self.telephone.fields.values()):
            if field.widget is widget or field.widget.isAncestorOf(widget):
                return field
        return None

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """From field to field; after the last the button."""
        fields = [self.reply] if field is self.reply else list(self.telephone.fields.values())
        place = fields.index(field) + direction if field in fields else -1
        if 0 <= place < len(fields):
            self.focus(fields[place])
        elif place < 0:
            self.went_before.emit()
        else:
            (self.reply_button if field is self.reply else self.telephone.keep).setFocus()

    def refuse(self, refused: Refused) -> bool:
        """At the field of the telephone form, or of the answer."""
        if self.telephone.refuse(refused):
            return True
        if refused.field == "words" and self.question.isVisibleTo(self):
            self.reply.set_error(self.sentence(refused))
            self.focus(self.reply)
            return True
        return False

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Each approver decides signed in as themselves. What changes here appears by itself.")
        )
        self.submit.setText(self.tr("Submit to the approvers"))
        self.reply_button.setText(self.tr("Answer and submit again"))
        self.reply.set_label(self.tr("Your answer"))
        self.log_title.setText(self.tr("Decisions"))
        for tier, made in self.raise_to.items():
            made.setText(self.tr("Raise to: {tier}…").format(tier=tier_word(tier)))
        for step, made in self.call.items():
            made.setText(self.tr("By telephone: {step}…").format(step=approval_title(step)))

    def forget(self) -> None:
        """Another case; an answer that was begun waits for its own."""
        self.draft.put_away()
        self._close_telephone()
        super().forget()

    # inside

    def _show_banners(self, view: TransferView) -> None:
        if view.case.insisted_at is not None and self.running(view):
            when = branch_time(view.case.insisted_at)
            self.insists.say(
                self.tr("The client insists since {when}. Nothing may delay it.").format(when=when), "warn"
            )
        else:
            self.insists.hide()
        if view.needs_booking and self.running(view):
            text = self.tr("Booked a day ahead: can be carried out from {day} on. The time until then is for the talk.")
            self.booking.say(text.format(day=view.earliest.isoformat()), "info")
        else:
            self.booking.hide()

    def _show_tier(self, view: TransferView, *, running: bool) -> None:
        names = [approval_title(state.step) for state in view.approvals]
        self.tier.set_title(self.tr("Tier"), join(names))
        self.chip.show_state(tier_word(view.case.tier), "info" if view.case.tier is not None else "warn")
        rank = view.case.tier.rank if view.case.tier is not None else len(Tier)
        for tier, made in self.raise_to.items():
            made.setVisible(running and tier.rank > rank)
        lines = [
            self.tr("Raised from {before} to {after} by {who}, {when}: {why}").format(
                before=tier_word(raised.before), after=tier_word(raised.after), who=raised.by_name,
                when=branch_time(raised.at), why=raised.why,
            )
            for raised in view.case.raises
        ]  # fmt: skip
        self.raises.setText("\n".join(lines))
        self.raises.setVisible(bool(lines))

    def _show_question(self, view: TransferView) -> None:
        self.question.setVisible(view.case.status is Status.SENT_BACK)
        asked = next((d for d in reversed(view.decisions) if d.verdict is not Verdict.APPROVED), None)
        if asked is None:
            return
        who = f"{asked.approver_name} {asked.approver_number} · {branch_time(asked.at)}"
        refused = asked.verdict is Verdict.REFUSED
        self.question.set_title(self.tr("Refused") if refused else self.tr("A question from the approver"), who)
        ground = self.tr("Ground: {ground}").format(ground=asked.ground) if asked.ground else ""
        self.asked.setText("\n".join(text for text in (ground, asked.words) if text))
        self.reply_button.setEnabled(view.may_submit)

    def _answer(self) -> None:
        view = self._view
        if view is None:
            return
        number = view.case.number
        self.send(self.case.service.answer, str(self.reply.value()), done=lambda _: self.draft.drop(number))

    def _begin_telephone(self, step: StepKind) -> None:
        self.telephone.begin(step)

        def came(staff: Any) -> None:
            if self.telephone.step is step:
                self.telephone.offer(staff)
                self.telephone.first_widget().setFocus()
                self.area.ensureWidgetVisible(self.telephone.keep)

        self.case.act(self.case.service.approvers, step, done=came)

    def _record(self, step: StepKind, approver: str, words: str, number: str, at: datetime) -> None:
        self.send(
            self.case.service.record_by_telephone, step, approver, words, number, at,
            done=lambda _: self._close_telephone(),
        )  # fmt: skip

    def _close_telephone(self) -> None:
        self.telephone.hide()
        self.telephone.forget()
