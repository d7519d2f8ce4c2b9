"""What the page of classes needs of the services; every method is called in a worker."""

from __future__ import annotations

from typing import Protocol

from app.common.long_work import Cancelled, Progress
from app.reclassification.domain import Batch, MoverPage, Plan, Wanted
from app.reclassification.service import Status


class ReclassProvider(Protocol):
    """Where the page has it from."""

    def status(self) -> Status:
        """How the branch's classes stand."""
        ...

    def dry_run(self, back: bool, progress: Progress, cancelled: Cancelled) -> Plan | None:
        """Count who moves where; None when it was cancelled."""
        ...

    def movers(self, of: str, wanted: Wanted) -> MoverPage:
        """One page of the clients."""
        ...

    def apply(self, plan_id: str, digest: str, progress: Progress, cancelled: Cancelled) -> Batch | None:
        """Apply what was seen; None when it was cancelled."""
        ...

    def save(self, of: str, kind: str, path: str, progress: Progress, cancelled: Cancelled) -> None:
        """The table as ``pdf`` or ``xlsx``."""
        ...
