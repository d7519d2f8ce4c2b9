"""The lock of a client's counter password for the client's page, from the services (TO-8)."""

from __future__ import annotations

from app.common.actor import Actor
from app.counter.services import Services


class LockData:
    """Implements ``ui.pages.client_password.PasswordLock``."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._clients = services.clients
        self._actor = actor

    def locked(self, client_id: str) -> bool:
        """Whether too many wrong tries have locked the password."""
        return self._clients.password_state(self._actor, client_id).locked

    def unlock(self, client_id: str, why: str, identity_checked: bool) -> None:
        """Lift the lock; audited."""
        self._clients.unlock_password(self._actor, client_id, why, identity_checked)
