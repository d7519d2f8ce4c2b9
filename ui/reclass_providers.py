"""What the pages of classes and marks are given of the services, for one person; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.common.actor import Actor
from app.common.long_work import Cancelled, Progress, Watch
from app.counter.services import Services
from app.marks.domain import ClientMarks, OwnClient, Told
from app.marks.service import Choices
from app.reclassification.domain import Batch, MoverPage, Plan, Wanted
from app.reclassification.service import Status
from app.storage.durable import write_durable


class ReclassData:
    """All clients classified anew (CL-3)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._service, self._actor = services.reclassification, actor

    def status(self) -> Status:
        """How the branch's classes stand."""
        return self._service.status(self._actor)

    def dry_run(self, back: bool, progress: Progress, cancelled: Cancelled) -> Plan | None:
        """Count who moves where."""
        return self._service.dry_run(self._actor, back=back, progress=progress, cancelled=cancelled)

    def movers(self, of: str, wanted: Wanted) -> MoverPage:
        """One page of the clients."""
        return self._service.movers(self._actor, of, wanted)

    def apply(self, plan_id: str, digest: str, progress: Progress, cancelled: Cancelled) -> Batch | None:
        """Apply what was seen."""
        return self._service.apply(self._actor, plan_id, digest, progress=progress, cancelled=cancelled)

    def save(self, of: str, kind: str, path: str, progress: Progress, cancelled: Cancelled) -> None:
        """The table as a file."""
        if kind == "pdf":
            made = self._service.pdf(self._actor, of)
        else:
            made = self._service.xlsx(self._actor, of, watch=Watch(progress, cancelled))
        write_durable(Path(path), made)


class MarkData:
    """Further marks of clients (CL-2)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._service, self._actor = services.marks, actor

    def of_client(self, client_id: str) -> ClientMarks:
        """The marks in force."""
        return self._service.of_client(self._actor, client_id)

    def history(self, client_id: str) -> Sequence[Told]:
        """All decisions."""
        return self._service.history(self._actor, client_id)

    def own_clients(self) -> Sequence[OwnClient]:
        """The clients that the person manages."""
        return self._service.own_clients(self._actor)

    def set_marks(self, client_id: str, choices: Choices, reason: str) -> ClientMarks:
        """Set some marks."""
        return self._service.set_marks(self._actor, client_id, choices, reason)
