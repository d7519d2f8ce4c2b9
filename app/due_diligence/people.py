"""Who is looked up in the watch list for a client (KY-3). Pure."""

from __future__ import annotations

from app.clients.domain import Client, ClientKind
from app.due_diligence.domain import Part, Subject
from app.due_diligence.tax import TaxStatement
from app.institutions.domain import Institution, Owner, Person, Role

SELF = "本人"
"""Stands on the application for the client in person."""


def people_of(
    client: Client, institution: Institution | None = None, statement: TaxStatement | None = None
) -> tuple[Subject, ...]:  # fmt: skip
    """A registered client, and who controls, benefits, acts or owns when that is somebody else.

    ``institution``: what is registered of one; ``statement``: of tax residence, which names who controls it.
    """
    if client.kind is ClientKind.INSTITUTION and institution is not None:
        found = [Subject(Part.CLIENT, client.name, client.paper_number)]
        found += [of_person(one) for one in institution.people]
        found += [of_owner(one) for one in institution.owners]
    else:
        found = list(people(client.name, client.paper_number, client.controller, client.beneficiary))
    if statement is not None:
        found += [Subject(Part.CONTROLLER, one.name) for one in statement.controllers]
    return tuple(dict.fromkeys(found))


def of_person(one: Person) -> Subject:
    """Somebody who acts for an institution."""
    part = Part.REPRESENTATIVE if one.role is Role.REPRESENTATIVE else Part.AGENT
    return Subject(part, one.name, one.paper_number)


def of_owner(one: Owner) -> Subject:
    """A beneficial owner."""
    return Subject(Part.OWNER, one.name, one.paper_number)


def people(name: str, number: str, controller: str = "", beneficiary: str = "") -> tuple[Subject, ...]:
    """Who is looked up for a person: the client, and controller and beneficiary when they are somebody else."""
    found = [Subject(Part.CLIENT, name, number)]
    for part, other in ((Part.CONTROLLER, controller), (Part.BENEFICIARY, beneficiary)):
        if other and other not in (SELF, name):
            found.append(Subject(part, other))
    return tuple(found)
