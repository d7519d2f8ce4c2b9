"""Risk education: how, by whom, when, about what (OP-2). Without it nothing can be disclosed or signed."""

from __future__ import annotations

from collections.abc import Sequence

from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.choosing import choices_of, staff_choices
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.pages.opening.words import yes_no
from ui.refusals import say
from ui.widgets import Choice, ComboBox, FieldGrid, LineEdit, Segmented, TickGroup

_HALF = ("education_by", "education_at", "second_by", "second_at")


class EducationPage(StepPage):
    """The record of the education."""

    step = Step.EDUCATION

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        policy = case.service.policy
        self.by = ComboBox()
        self.authority = Segmented([Choice(key, word) for key, word in yes_no()])
        self.bind("education_modes", TickGroup(choices_of(policy, "education_modes")), required=True)
        self.bind("education_by", self.by, required=True)
        self.bind("education_at", LineEdit(limit=40), required=True)
        self.bind("education_topics", TickGroup(choices_of(policy, "education_topics"), columns=1), required=True)
        self.bind("education_authority", self.authority)
        self.bind("education_remark", LineEdit(limit=400))
        self.second = ComboBox()
        self.bind("second_by", self.second, required=True)
        self.bind("second_at", LineEdit(limit=40), required=True)
        self.grid = FieldGrid()
        for name, bound in self.bound.items():
            self.grid.add(bound.field, 1 if name in _HALF else 2)
        self.body.addWidget(self.grid)
        self.body.addStretch(1)

    def set_staff(self, staff: Sequence[tuple[str, str]]) -> None:
        """Offer the staff of the branch."""
        for chooser, name in ((self.by, "education_by"), (self.second, "second_by")):
            chooser.set_choices(staff_choices(staff))
            if self._view is not None:
                chooser.set_value(self._view.draft.text(name))

    def shown(self, view: OpeningView) -> None:
        """To an older client a second person explains again (KY-5)."""
        for name in ("second_by", "second_at"):
            self.bound[name].field.setVisible(view.older)
        self.grid.lay_out_again()

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("The education comes before the risk disclosure and before anything is signed."))
        self.authority.set_choices([Choice(key, word) for key, word in yes_no()])
        self.bound["education_at"].field.set_hint(self.tr("Day and time, e.g. 2026-11-22 10:30"))
        self.bound["second_at"].field.set_hint(self.tr("Day and time, e.g. 2026-11-22 10:30"))
        self.bound["second_by"].field.set_hint(
            self.tr("An older client: a colleague who is neither the first nor the teller of this case explains again.")
        )
        self.bound["education_authority"].field.set_hint(
            self.tr("Needed when marketing staff brought the client: what they may and must not do.")
        )
