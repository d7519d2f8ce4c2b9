"""What the page of policy files is given of the services, for one person."""

from __future__ import annotations

from app.common.actor import Actor
from app.counter.services import Services
from app.policy.service import Checked, Overview


class PolicyData:
    """Policy files with their versions (RA-3)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._policies, self._actor = services.policies, actor
        self.me = actor.staff_id

    def overview(self) -> Overview:
        """Every file with its versions and the person's drafts."""
        return self._policies.overview(self._actor)

    def check(self, file: str, text: str) -> Checked:
        """Mistakes of a text."""
        return self._policies.check(self._actor, file, text)

    def save_draft(self, file: str, text: str) -> None:
        """Keep what is being written."""
        self._policies.save_draft(self._actor, file, text)

    def drop_draft(self, file: str) -> None:
        """Forget it."""
        self._policies.drop_draft(self._actor, file)

    def propose(self, file: str, text: str, reason: str) -> None:
        """Propose it as the next version."""
        self._policies.propose(self._actor, file, text, reason)

    def withdraw(self, proposal_id: str, reason: str) -> None:
        """Propose that a coming version never comes."""
        self._policies.propose_withdrawal(self._actor, proposal_id, reason)

    def decide(self, proposal_id: str, agreed: bool, reason: str) -> None:
        """Agree to a proposal, or not."""
        self._policies.decide(self._actor, proposal_id, agreed=agreed, reason=reason)
