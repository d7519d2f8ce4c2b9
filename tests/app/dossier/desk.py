"""An archive for tests: real openings on a real database, a press that makes no PDFs."""

from __future__ import annotations

from dataclasses import dataclass

from app.archive.heads import BranchFacts
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.counter.services import Services, branch_facts
from app.dossier.service import DossierService
from tests.app.onboarding.desk import PlainPress, client, clock_of, prepared, services_for
from tests.builders import Actors

LATE = 31 * 86400
"""Seconds after which a case is no longer one's own work."""


@dataclass
class Archive:
    """The archive of a branch with its services."""

    branch: OpenBranch
    services: Services
    press: PlainPress
    dossiers: DossierService
    actors: Actors

    @property
    def clock(self) -> FixedClock:
        """The clock, which tests may move."""
        return clock_of(self.services)

    @property
    def facts(self) -> BranchFacts:
        """The letterhead."""
        return branch_facts(self.branch)

    def opened(self, place: int = 0, teller: Actor | None = None) -> tuple[str, str]:
        """A client whose account ``teller`` has opened: client id and case number."""
        who = teller or self.actors.teller
        case = prepared(self.services, who, client(place))
        receipt = self.services.opening.complete(who, case)
        return receipt.client_id, case


def archive_of(branch: OpenBranch) -> Archive:
    """The archive of a test branch."""
    press = PlainPress()
    services = services_for(branch, press)
    dossiers = DossierService(
        branch.db, press, branch.blobs, services.policy.dossier, services.clock, branch_facts(branch)
    )
    return Archive(branch, services, press, dossiers, Actors())
