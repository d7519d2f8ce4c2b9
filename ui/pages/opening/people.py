"""Who acts for the institution: legal representative, agent with letter, the seals that are kept (KY-1, KY-3, OP-4)."""

from __future__ import annotations

from app.clients.papers import PaperKind
from app.institutions.domain import SCOPE, SEALS
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.licence import as_choices
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.widgets import Choice, ComboBox, DateEdit, FieldGrid, LineEdit, Segmented, TickGroup
from ui.widgets.containers import label

AGENT = (
    "agent_name", "agent_post", "agent_paper_kind", "agent_paper_number", "agent_paper_from", "agent_paper_until",
    "letter_number", "letter_from", "letter_until", "letter_scope",
)  # fmt: skip
"""Asked only when an agent comes."""


class PeoplePage(StepPage):
    """Two people and a letter."""

    step = Step.PEOPLE

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._bind_person("rep")
        self.comes = Segmented([Choice("agent", ""), Choice("representative", "")])
        self.bind("comes", self.comes, required=True)
        self._bind_person("agent", post=True)
        self.not_staff = TickGroup([Choice("yes", "")])
        self.bind("agent_not_staff", self.not_staff)
        self.bind("letter_number", LineEdit(limit=200), required=True)
        self.bind("letter_from", DateEdit(), required=True)
        self.bind("letter_until", DateEdit(), required=True)
        self.bind("letter_scope", TickGroup(as_choices(SCOPE), columns=2), required=True)
        self.bind("seals", TickGroup(as_choices(SEALS)), required=True)
        self.representative, self.agent = label("", "heading"), label("", "heading")
        self.letter, self.kept = label("", "heading"), label("", "heading")
        self.grid = FieldGrid()
        self._lay_out()
        self.body.addWidget(self.grid)
        self.body.addStretch(1)

    def _bind_person(self, prefix: str, *, post: bool = False) -> None:
        kinds = [Choice(kind.value, kind.label) for kind in PaperKind]
        self.bind(f"{prefix}_name", LineEdit(limit=200), required=True)
        if post:
            self.bind(f"{prefix}_post", LineEdit(limit=100))
        self.bind(f"{prefix}_paper_kind", ComboBox(kinds), required=True)
        self.bind(f"{prefix}_paper_number", LineEdit(limit=40), required=True)
        self.bind(f"{prefix}_paper_from", DateEdit(), required=True)
        self.bind(f"{prefix}_paper_until", DateEdit(long_term=True), required=True)

    def _lay_out(self) -> None:
        headings = {"rep_name": self.representative, "comes": self.agent, "letter_number": self.letter}
        headings["seals"] = self.kept
        wide = {"rep_name", "comes", "agent_not_staff", "letter_number", "letter_scope", "seals"}
        for name, bound in self.bound.items():
            if name in headings:
                self.grid.add_heading(headings[name])
            self.grid.add(bound.field, 2 if name in wide else 1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Check the originals: both identity papers and the letter of authorisation."))
        self.representative.setText(self.tr("Legal representative"))
        self.agent.setText(self.tr("Who comes to the counter"))
        self.letter.setText(self.tr("Letter of authorisation"))
        self.kept.setText(self.tr("Seal specimens"))
        self.comes.set_choices(
            [
                Choice("agent", self.tr("An agent")),
                Choice("representative", self.tr("The legal representative in person")),
            ]
        )
        self.not_staff.set_choices([Choice("yes", self.tr("Somebody else, of the same name by chance"))])
        hint = self.tr("Printed at the signatures, stamped and scanned back")
        self.bound["seals"].field.set_hint(hint)
        self.bound["letter_scope"].field.set_hint(self.tr("As the letter says; the first five are needed to open"))

    def shown(self, view: OpeningView) -> None:
        """An agent is asked for only when one comes; the namesake only where there is one."""
        agent = view.draft.text("comes") == "agent"
        for name in AGENT:
            self.bound[name].field.setVisible(agent)
        self.letter.setVisible(agent)
        problem = view.problems.get("agent_name")
        namesake = problem is not None and problem.code == "institutions.agent_is_staff"
        self.bound["agent_not_staff"].field.setVisible(agent and (namesake or bool(view.draft.text("agent_not_staff"))))
        self.grid.lay_out_again()
