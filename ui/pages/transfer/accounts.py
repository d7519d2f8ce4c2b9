"""The accounts' state at once: from the trading system's snapshot with its age, or stated by hand (TO-2)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.common.clock import branch_time
from app.transfer_out.conditions import CODES
from app.transfer_out.steps import Step
from app.transfer_out.view import AccountsState, Condition, TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.words import age_words, condition_label, day_word, join, wait_words
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.widgets import Card, Choice, DateEdit, FieldGrid, InlineBanner, LineEdit, Segmented
from ui.widgets.containers import button, label
from ui.widgets.parts import Part, Parts


class AccountsPage(TransferStep):
    """What stands in the way is red and on top, with what to wait for and when it can next be tried."""

    step = Step.ACCOUNTS

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.blocks = InlineBanner()
        self.source = label("", "heading", wrap=True)
        self.again = button("", "link", "refresh")
        self.again.clicked.connect(case.look)
        head = QHBoxLayout()
        head.addWidget(self.source, 1)
        head.addWidget(self.again)
        self.why = label("", "muted", wrap=True)
        self.parts = Parts()
        self.by_hand = Card()
        self.grid = FieldGrid(columns=3, narrow=210)
        for code in CODES:
            self.grid.add(self.bind(f"cond:{code}", Segmented(), required=True))
            for name, editor in ((f"cond_detail:{code}", LineEdit(limit=200)), (f"cond_until:{code}", DateEdit())):
                field = self.bind(name, editor)
                self.grid.add(field)
                self.grid.keep_place(field)  # each condition begins a line of its own
        self.by_hand.add(self.grid)
        self.body.addWidget(self.blocks)
        self.body.addLayout(head)
        self.body.addWidget(self.why)
        self.body.addWidget(self.parts)
        self.body.addWidget(self.by_hand)
        self.body.addStretch(1)

    def shown(self, view: TransferView) -> None:
        """Source, blocks, conditions."""
        super().shown(view)
        state = view.accounts
        self.source.setText(self._source(state))
        self.why.setText(self._why(state))
        self.why.setVisible(bool(self.why.text()))
        self._show_blocks(state)
        listed = sorted(state.conditions, key=lambda condition: not condition.stands)
        if state.by_hand:
            listed = list(state.blocks)
        self.parts.show_parts([self._part(condition) for condition in listed])
        self.by_hand.setVisible(state.by_hand)
        if state.by_hand:
            self._show_fields(view)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("While one of these stands, the request waits and its clock stands still. Talk and approval go on.")
        )
        self.again.setText(self.tr("Look again"))
        self.by_hand.set_title(
            self.tr("Stated by hand"), self.tr("asked in the trading system by you; the form says that it was by hand")
        )
        for code in CODES:
            editor = self.bound[f"cond:{code}"].field.widget
            if isinstance(editor, Segmented):
                editor.set_choices((Choice("no", self.tr("No")), Choice("yes", self.tr("Stands"))))

    def _source(self, state: AccountsState) -> str:
        if state.taken_at is None:
            return self.tr("Not stated yet")
        when = branch_time(state.taken_at)
        if state.by_hand:
            return self.tr("Stated by {who}, {when}").format(who=state.source, when=when)
        if state.age_minutes is None:
            return self.tr("Snapshot {when}").format(when=when)
        return self.tr("Snapshot {when}, {age}").format(when=when, age=age_words(state.age_minutes))

    def _why(self, state: AccountsState) -> str:
        return {
            "none": self.tr("There is no snapshot of the trading system: look there and state each one by hand."),
            "old": self.tr("The snapshot is too old to count: look in the trading system and state each one by hand."),
            "unknown-account": self.tr(
                "The snapshot does not know this account: look in the trading system and state each one by hand."
            ),
        }.get(state.why_by_hand, "")

    def _show_blocks(self, state: AccountsState) -> None:
        names = [condition_label(condition.code, condition.label) for condition in state.blocks]
        if names:
            self.blocks.say(self.tr("It cannot be carried out yet: {what}").format(what=join(names)), "danger")
        else:
            self.blocks.hide()

    def _part(self, condition: Condition) -> Part:
        name = condition_label(condition.code, condition.label)
        if not condition.stands:
            word, state = (self.tr("Clear"), "ok") if condition.stands is False else (self.tr("Not stated"), "neutral")
            return Part(name, word, state)
        lines = [name]
        if condition.detail:
            lines.append(condition.detail)
        lines.append(self.tr("Wait {what}").format(what=wait_words(condition.code, condition.wait_for)))
        lines.append(self.tr("Next try: {day}").format(day=day_word(condition.retry_on)))
        return Part("\n".join(lines), self.tr("Stands in the way"), "danger")

    def _show_fields(self, view: TransferView) -> None:
        for code in CODES:
            stands = view.case.text(f"cond:{code}") == "yes"
            for kind in ("cond_detail", "cond_until"):
                self.bound[f"{kind}:{code}"].field.setVisible(stands)
        self.grid.lay_out_again()
