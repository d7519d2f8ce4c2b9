"""What the page of policy files is given, and asks for; every method is called in a worker."""

from __future__ import annotations

from typing import Protocol

from app.policy.service import Checked, Overview


class PolicyPort(Protocol):
    """Policy files for one person; ``me`` is that person's staff id."""

    me: str

    def overview(self) -> Overview:
        """Every file with its versions and the person's drafts."""
        ...

    def check(self, file: str, text: str) -> Checked:
        """Mistakes of a text."""
        ...

    def save_draft(self, file: str, text: str) -> None:
        """Keep what is being written."""
        ...

    def drop_draft(self, file: str) -> None:
        """Forget it."""
        ...

    def propose(self, file: str, text: str, reason: str) -> None:
        """Propose it as the next version."""
        ...

    def withdraw(self, proposal_id: str, reason: str) -> None:
        """Propose that a coming version never comes."""
        ...

    def decide(self, proposal_id: str, agreed: bool, reason: str) -> None:
        """Agree to a proposal, or not."""
        ...
