"""How to reach the client, the background (KY-3), and which accounts are wanted (OP-1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.common.errors import Refused
from app.due_diligence.tax import CHINA, MOST_CONTROLLERS, MOST_PLACES, InstitutionKind, TaxResidence
from app.institutions.domain import FUNDS
from app.onboarding.fields import ACCOUNT_MARKETS
from app.onboarding.institution_fields import NOT_OF_INSTITUTIONS
from app.onboarding.labels import CONTACT_WAYS
from app.onboarding.steps import Step
from app.onboarding.tax_fields import NO_NUMBER, TAX_KINDS
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.choosing import choices_of
from ui.pages.opening.licence import as_choices
from ui.pages.opening.rows import controller_rows, tax_rows
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence
from ui.refusals import say
from ui.widgets import Choice, ComboBox, FieldGrid, LineEdit, Segmented, TickGroup
from ui.widgets.containers import label

LISTS = ("occupation", "education", "income", "experience", "objective", "source_of_funds", "tax_residence")
NONE = "none"


def _stored(key: str) -> str:
    return "" if key == NONE else key


def _shown(text: str) -> str:
    return text or NONE


class ContactPage(StepPage):
    """Contact and background in two columns, accounts below."""

    step = Step.CONTACT

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._of_institution = False
        policy = case.service.policy
        line = partial(LineEdit, limit=400)
        self.bind("mobile", line(), required=True)
        self.bind("telephone", line())
        self.bind("address", line(), required=True)
        self.bind("postcode", line())
        self.bind("email", line())
        self.bind("contact_way", ComboBox(as_choices(CONTACT_WAYS)))
        self.bind("occupation", ComboBox(choices_of(policy, "occupation")), required=True)
        self.bind("employer", line())
        for name in LISTS[1:]:
            self.bind(name, ComboBox(choices_of(policy, name)), required=True)
        self._bind_tax(line)
        self.bind("controller", line())
        self.bind("beneficiary", line())
        self.markets: dict[str, Segmented] = {}
        for market in ACCOUNT_MARKETS:
            chooser = Segmented([Choice(key, "") for key in (NONE, "new", "existing")])
            self.markets[market] = chooser
            self.bind(market, chooser, to_text=_stored, from_text=_shown)
            self.bind(f"{market}_number", line(), required=True)
        self.permissions = TickGroup(choices_of(policy, "permissions"))
        self.bind("permissions", self.permissions)
        self.withheld = TickGroup(choices_of(policy, "withholdable"))
        self.bind("withheld", self.withheld)
        self.bind("introducer", line(), required=True)
        self.state = label("", "small", wrap=True)
        self.not_given = label("", "heading")
        self.background = label("", "heading")
        self.accounts = label("", "heading")
        self.grid = FieldGrid()
        self._lay_out()
        self.body.addWidget(self.grid)
        self.body.addWidget(self.state)
        self.body.addStretch(1)

    def _bind_tax(self, line: Callable[[], LineEdit]) -> None:
        """What is stated besides the answer itself, of whoever pays tax elsewhere, and of an institution (KY-3)."""
        policy = self.case.service.policy
        places = [choice for choice in choices_of(policy, "nationality") if choice.key != CHINA]
        reasons = [Choice(one.code, one.label) for one in NO_NUMBER]
        self.bind("tax_kind", ComboBox([Choice(one.code, one.label) for one in TAX_KINDS]), required=True)
        self.bind("tax_name", line(), required=True)
        self.bind("tax_birth_place", line(), required=True)
        self.bind("tax_address", line(), required=True)
        self.bind("tax_numbers", tax_rows(places, reasons, MOST_PLACES), required=True)
        residences = choices_of(policy, "tax_residence")
        controllers = controller_rows(places, reasons, residences, MOST_CONTROLLERS, MOST_PLACES)
        self.bind("tax_controllers", controllers, required=True)

    def _show_tax(self, view: OpeningView) -> None:
        """Only what this answer and this kind of client take."""
        text = view.draft.text
        abroad = text("tax_residence") not in ("", TaxResidence.CHINA.value)
        passive = view.institution and text("tax_kind") == InstitutionKind.PASSIVE.value
        shown = {"tax_kind": view.institution, "tax_birth_place": abroad and not view.institution}
        shown |= dict.fromkeys(("tax_name", "tax_address", "tax_numbers"), abroad)
        shown["tax_controllers"] = passive
        for name, wanted in shown.items():
            self.bound[name].field.setVisible(wanted)

    def _lay_out(self) -> None:
        wide = {"address", "permissions", "withheld", "tax_address", "tax_numbers", "tax_controllers", "tax_kind"}
        for name, bound in self.bound.items():
            if name == "occupation":
                self.grid.add_heading(self.background)
            elif name == "sh_a":
                self.grid.add_heading(self.accounts)
            elif name == "withheld":
                self.grid.add_heading(self.not_given)
            self.grid.add(bound.field, 2 if name in wide else 1)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Ask the client; what the client does not have to say may stay empty."))
        self.background.setText(self.tr("Background"))
        self.accounts.setText(self.tr("Accounts wanted"))
        self.not_given.setText(self.tr("Not given by the client"))
        words = {NONE: self.tr("None"), "new": self.tr("Open new"), "existing": self.tr("Existing")}
        for chooser in self.markets.values():
            chooser.set_choices([Choice(key, text) for key, text in words.items()])
        for name in ("controller", "beneficiary"):
            self.bound[name].field.set_hint(self.tr("Empty: the client in person"))
        latin = self.tr("In English or pinyin, as authorities abroad read it")
        for name in ("tax_name", "tax_address"):
            self.bound[name].field.set_hint(latin)
        grantable = self.case.service.policy.extra_disclosures
        for permission in self.case.service.policy.permissions:
            box = self.permissions.box(permission.key)
            box.setEnabled(permission.key in grantable)
            why = self.tr("There is no risk disclosure for it yet.")
            if not permission.with_opening:
                why = self.tr("Applied for once the account is open, as a change.")
            box.setToolTip("" if permission.key in grantable else why)

    def _show_kind(self, view: OpeningView) -> None:
        """An institution has no occupation, and money from elsewhere than a person."""
        for name in (*NOT_OF_INSTITUTIONS, "withheld"):
            if name in self.bound:
                self.bound[name].field.setVisible(not view.institution)
        self.not_given.setVisible(not view.institution)
        if view.institution != self._of_institution:
            self._of_institution = view.institution
            policy = self.case.service.policy
            funds = as_choices(FUNDS) if view.institution else choices_of(policy, "source_of_funds")
            box = self.bound["source_of_funds"].field.widget
            if isinstance(box, ComboBox):
                box.set_choices(funds)
                box.set_value(view.draft.text("source_of_funds"))

    def shown(self, view: OpeningView) -> None:
        """A number is asked for only where there is an account already."""
        for market in ACCOUNT_MARKETS:
            wanted = view.draft.text(market) == "existing"
            field = self.bound[f"{market}_number"].field
            field.setVisible(wanted)
        self._show_kind(view)
        self._show_tax(view)
        introduced = view.withheld is not None or bool(view.draft.text("introducer"))
        self.bound["introducer"].field.setVisible(introduced and not view.institution)
        self.state.setText(self._withheld(view))
        self.state.setVisible(bool(self.state.text()))
        self.grid.lay_out_again()

    def _withheld(self, view: OpeningView) -> str:
        """How far asking and approving is, with names (SE-3)."""
        found = view.withheld
        if found is None:
            return ""
        if found.missing:
            words = found.decision.words if found.decision is not None else ""
            return say(Refused(found.missing)) + (
                f"\n{found.decision.approver_name}：{words}" if words and found.decision else ""
            )
        asked, decision = found.asked, found.decision
        text = self.tr("Asked by {asked}, approved by {approved}.")
        return text.format(asked=asked.by_name if asked else "", approved=decision.approver_name if decision else "")

    def forget(self) -> None:
        """No account chosen shows as none."""
        super().forget()
        for chooser in self.markets.values():
            chooser.set_value(NONE)
