"""Who is looked up in the watch list for a client (KY-3). Pure."""

from __future__ import annotations

from app.clients.domain import Client
from app.due_diligence.domain import Part, Subject


def people_of(client: Client) -> tuple[Subject, ...]:
    """A registered client, and who controls or benefits when that is somebody else."""
    return people(client.name, client.paper_number, client.controller, client.beneficiary)


SELF = "本人"
"""Stands on the application for the client in person."""


def people(name: str, number: str, controller: str = "", beneficiary: str = "") -> tuple[Subject, ...]:
    """Who is looked up for a person: the client, and controller and beneficiary when they are somebody else."""
    found = [Subject(Part.CLIENT, name, number)]
    for part, other in ((Part.CONTROLLER, controller), (Part.BENEFICIARY, beneficiary)):
        if other and other not in (SELF, name):
            found.append(Subject(part, other))
    return tuple(found)
