"""What stands before every service: attempts at what one may not do are refused and audited (OP-4, SE-2)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from app.auth.service import AuthService
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.storage.again import again

Service = TypeVar("Service")


def audited(service: Service, auth: AuthService) -> Service:
    """``service`` as it is, but every ``auth.denied`` it raises for an actor is written to the audit log first.

    Before each call it is looked whether the actor's sign-in still holds: ``auth.session_ended`` (MS-2).
    What meets a colleague's transaction or a short break of the line is tried again (:mod:`app.storage.again`).
    """
    return cast(Service, _Audited(service, auth))


class _Audited:
    """Stands before a service; everything but denials passes through untouched."""

    def __init__(self, service: object, auth: AuthService) -> None:
        self._service = service
        self._auth = auth

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._service, name)
        return self._watched(found) if callable(found) else found

    def _watched(self, deed: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(deed)
        def watched(*facts: Any, **more: Any) -> Any:
            actor = facts[0] if facts and isinstance(facts[0], Actor) else None

            def checked() -> Any:
                if actor is not None:
                    self._auth.check(actor)
                return deed(*facts, **more)

            try:
                return again(checked)
            except Refused as refused:
                if refused.code == "auth.denied" and actor is not None:
                    self._auth.denied(actor, Right(refused.facts["right"]))
                raise

        return watched
