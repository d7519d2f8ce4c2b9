"""Investor education as one service: material, events, who was there (IE-1, TO-14)."""

from __future__ import annotations

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.archive.service import BlobStore
from app.common.clock import Clock
from app.education.guests import GuestUseCases, Inviter, OptedOut
from app.policy.education import EducationRule
from app.storage.db import Database


class EducationService(GuestUseCases):
    """All use cases. ``inviter``, ``opted_out``: the outbox of messages, where there is one."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, rule: EducationRule, clock: Clock, branch: BranchFacts,
        inviter: Inviter | None = None, opted_out: OptedOut | None = None,
    ) -> None:  # fmt: skip
        super().__init__(db, press, blobs, rule, clock, branch)
        self._inviter = inviter
        self._opted_out = opted_out
