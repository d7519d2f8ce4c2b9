"""A registered client as forms name it, for the cases of those who come back."""

from __future__ import annotations

from app.clients.domain import Client
from app.onboarding.facts import PersonFacts
from app.onboarding.labels import choices
from app.policy.values import Policy


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
