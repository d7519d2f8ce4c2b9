"""The facts of the statement of tax residence in an opening, and who is looked up in the watch list (KY-3). Pure."""

from __future__ import annotations

from dataclasses import replace

from app.due_diligence.domain import Part, Subject
from app.due_diligence.people import people
from app.due_diligence.tax import InstitutionKind, TaxResidence, TaxStatement
from app.onboarding.facts import Party
from app.onboarding.fields import Entered
from app.onboarding.sources import NotYetError, Sources, head_of, need
from app.onboarding.steps import is_institution
from app.onboarding.tax_facts import TaxFacts, tax_facts
from app.onboarding.tax_fields import STATED


def statement_facts(sources: Sources, form_id: str, party: Party) -> TaxFacts:
    """The form. ``NotYetError`` while something is missing; a preview then says what is there."""
    statement: TaxStatement | None = sources.entered.get(STATED, None)
    if statement is None:
        if not sources.preview:
            raise NotYetError(STATED)
        institution = is_institution(sources.entered)
        statement = TaxStatement(TaxResidence.CHINA, institution=InstitutionKind.ACTIVE if institution else None)
        blank = tax_facts(head_of(sources, form_id), party, need(sources, "address"), statement, sources.policy)
        return _blank(blank)
    return tax_facts(head_of(sources, form_id), party, need(sources, "address"), statement, sources.policy)


def _blank(facts: TaxFacts) -> TaxFacts:
    stated = replace(facts.stated, residence=tuple((label, False) for label, _ in facts.stated.residence))
    return replace(facts, stated=stated, kinds=tuple((label, False) for label, _ in facts.kinds))


def looked_up(entered: Entered) -> tuple[Subject, ...]:
    """Everybody who is looked up for an opening: as soon as the name is known, with the number when it is."""
    name, number = str(entered.get("name")), str(entered.get("paper_number"))
    if not name:
        return ()
    found = list(people(name, number, str(entered.get("controller")), str(entered.get("beneficiary"))))
    if is_institution(entered):
        for part, key in ((Part.REPRESENTATIVE, "representative"), (Part.AGENT, "agent")):
            person = entered.get(key, None)
            if person:
                found.append(Subject(part, person.name, person.paper_number))
        owners = entered.get("beneficial_owners", ()) or ()
        found += [Subject(Part.OWNER, one.name, one.paper_number) for one in owners]
    statement: TaxStatement | None = entered.get(STATED, None)
    if statement is not None:
        found += [Subject(Part.CONTROLLER, one.name) for one in statement.controllers]
    return tuple(dict.fromkeys(found))
