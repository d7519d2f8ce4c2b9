"""What a person said they need clients' papers for: asked once a client, kept until they sign out (AR-3). No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from app.archive.service import ArchiveService
from app.common.actor import Actor


class Purposes:
    """Of one person in one session. Whether one is needed, the archive decides; ``usual``: those of the policy."""

    def __init__(self, archive: ArchiveService, actor: Actor, usual: Sequence[str] = ()) -> None:
        self._archive = archive
        self._actor = actor
        self.usual = tuple(usual)
        self._said: dict[str, str] = {}

    def of(self, client_id: str | None) -> str:
        """What was said of this client's papers; empty when nothing was."""
        return self._said.get(client_id or "", "")

    def state(self, client_id: str, why: str) -> None:
        """Say what this client's papers are needed for."""
        self._said[client_id] = why.strip()

    def needed(self, client_id: str | None) -> bool:
        """Whether a purpose has to be stated still. Called in a worker."""
        return bool(client_id) and not self.of(client_id) and not self._archive.own_work(self._actor, client_id or "")
