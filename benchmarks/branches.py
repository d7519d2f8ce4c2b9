"""A sample branch to measure on, thrown away afterwards."""

from __future__ import annotations

from pathlib import Path

from app.branch.settings import BranchSettings
from app.common.actor import Actor
from app.counter.services import Services
from app.samples.at_work import STATION
from app.samples.branch import people_the_branch
from app.samples.people import BRANCH, STAFF
from ui.wiring import ProgramWiring


def sample_services(folder: Path) -> Services:
    """The services of a new sample branch with its staff; SQLCipher, synchronised to disk like a real one."""
    services, _ = ProgramWiring().create(folder, BranchSettings(sample=True, **BRANCH))
    people_the_branch(services)
    return services


def teller(services: Services) -> Actor:
    """The sample branch's teller, signed in."""
    person = next(person for person in STAFF if person.login == "teller")
    return services.auth.sign_in(person.login, person.password, STATION)
