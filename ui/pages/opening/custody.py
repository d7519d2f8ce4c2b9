"""The custody bank and the client's settlement account there (CU-1)."""

from __future__ import annotations

from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.choosing import choices_of
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.widgets import ComboBox, FieldGrid, LineEdit
from ui.widgets.containers import label


class CustodyPage(StepPage):
    """One bank, one account, tied to one fund account."""

    step = Step.CUSTODY

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.bind("bank", ComboBox(choices_of(case.service.policy, "banks")), required=True)
        self.bind("bank_account", LineEdit(limit=80), required=True)
        self.fund_account = label("", "accent")
        self.grid = FieldGrid()
        for bound in self.bound.values():
            self.grid.add(bound.field)
        self.body.addWidget(self.grid)
        self.body.addWidget(self.fund_account)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("One fund account, one bank, one settlement account in the client's own name."))

    def shown(self, view: OpeningView) -> None:
        """The fund account that is tied."""
        self.fund_account.setText(self.tr("Fund account {number}").format(number=view.draft.fund_account))
