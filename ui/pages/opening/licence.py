"""What the institution is: its licence, typed and checked (OP-1, KY-1); the choice of kind stands above it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from app.institutions.domain import LICENCES, SIZES, TYPES
from app.onboarding.institution_fields import KIND_FIELD
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from app.policy.values import Choice as ListChoice
from ui.pages.opening.case import OpenCase
from ui.pages.opening.known import Known
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.widgets import Choice, ComboBox, DateEdit, FieldGrid, LineEdit, Segmented

translate = QCoreApplication.translate


def as_choices(choices: tuple[ListChoice, ...]) -> list[Choice]:
    """A list of the program's own as choices of a field; Chinese in either language, as it is printed."""
    return [Choice(one.code, one.label, one.code) for one in choices]


def kind_chooser() -> Segmented:
    """A person or an institution, chosen above the first step."""
    chooser = Segmented(kind_words())
    chooser.set_value(kind_shown(""))
    return chooser


def kind_words() -> list[Choice]:
    """The two kinds in the present language."""
    return [
        Choice("individual", translate("OpeningWords", "Individual")),
        Choice("institution", translate("OpeningWords", "Institution")),
    ]


def kind_shown(text: str) -> str:
    """A case that says nothing is a person's."""
    return text or "individual"


class LicencePage(StepPage):
    """``client_wanted(client_id)``: the teller wants to see the client who has this code already."""

    step = Step.LICENCE
    client_wanted = Signal(str)

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.kind = kind_chooser()
        self.bind(KIND_FIELD, self.kind, from_text=kind_shown)
        self.bind("paper_number", LineEdit(limit=40), required=True)
        self.bind("name", LineEdit(limit=200), required=True)
        self.bind("licence_kind", ComboBox(as_choices(LICENCES)), required=True)
        self.bind("institution_type", ComboBox(as_choices(TYPES)), required=True)
        self.bind("institution_size", ComboBox(as_choices(SIZES)), required=True)
        self.bind("birth_date", DateEdit(), required=True)
        self.bind("paper_issuer", LineEdit(limit=200), required=True)
        self.bind("paper_from", DateEdit(), required=True)
        self.bind("paper_until", DateEdit(long_term=True), required=True)
        self.bind("paper_address", LineEdit(limit=400), required=True)
        self.bind("scope", LineEdit(limit=1000), required=True)
        self.known = Known(case)
        self.known.client_wanted.connect(self.client_wanted)
        self.grid = FieldGrid()
        for bound in self.bound.values():
            self.grid.add(bound.field, 2 if bound.name in (KIND_FIELD, "name", "paper_address", "scope") else 1)
        self.body.addWidget(self.known)
        self.body.addWidget(self.grid)
        self.body.addStretch(1)

    def label_of(self, name: str) -> str:
        """The fields that a person has too are called otherwise on a licence."""
        return {
            "paper_number": self.tr("Unified social credit code"),
            "name": self.tr("Name of the institution"),
            "birth_date": self.tr("Established on"),
            "paper_issuer": self.tr("Registered with"),
            "paper_from": self.tr("Licence issued on"),
            "paper_until": self.tr("Licence valid until"),
            "paper_address": self.tr("Registered address"),
        }.get(name) or super().label_of(name)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Type what stands on the licence, with the original before you."))
        self.kind.set_choices(kind_words())

    def shown(self, view: OpeningView) -> None:
        """Who has this code already, who is booked."""
        self.known.show_view(view)
