"""A registered client as forms name it, for the cases of those who come back."""

from __future__ import annotations

from app.clients.domain import Client, ClientKind
from app.institutions.domain import Institution
from app.onboarding.facts import Party, PersonFacts
from app.onboarding.institution_making import registered_facts
from app.onboarding.labels import choices
from app.policy.values import Policy


def registered_party(client: Client, policy: Policy, institution: Institution | None) -> Party:
    """The client as a form names it; ``institution``: what is registered of one beside its client record."""
    if client.kind is ClientKind.INSTITUTION:
        return registered_facts(client, institution)
    return registered_person(client, policy)


def registered_person(client: Client, policy: Policy) -> PersonFacts:
    """The client as registered, in the words that forms print; a code that has no word stands as it is."""

    def word(list_name: str, code: str) -> str:
        return next((choice.label for choice in choices(policy, list_name) if choice.code == code), code)

    return PersonFacts(
        name=client.name, paper_kind=word("paper_kinds", client.paper_kind), paper_number=client.paper_number,
        sex=client.sex, birth_date=client.birth_date, nationality=word("nationality", client.nationality),
        ethnicity=word("ethnicity", client.ethnicity), paper_issuer=client.paper_issuer,
        paper_from=client.paper_from, paper_until=client.paper_until, paper_address=client.paper_address,
    )  # fmt: skip
