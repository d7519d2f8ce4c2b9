"""Business permissions of higher risk (创业板 and the like): opened and closed by signed papers; the history stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionAct:
    """One opening or closing of a permission; ``sequence`` counts per client from 1.

    ``level`` and ``experience``: codes of the client's risk level and experience that the opening relied on (empty for
    a closing); ``document_number``: of the signed application; ``by``: a staff id.
    """

    id: str
    client_id: str
    sequence: int
    permission: str
    opened: bool
    level: str
    experience: str
    document_number: str
    by: str
    at: datetime


def held(history: tuple[PermissionAct, ...]) -> tuple[str, ...]:
    """The permissions that a client has now, in the order of opening."""
    now: dict[str, None] = {}
    for act in sorted(history, key=lambda act: act.sequence):
        now.pop(act.permission, None)
        if act.opened:
            now[act.permission] = None
    return tuple(now)
