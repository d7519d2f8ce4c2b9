"""The sample branch: staff, marketing staff, bookings, and openings carried out through the windows' own services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.samples.people import STAFF

STATION = "01"
Say = Callable[[str], None]


@dataclass(slots=True)
class DemoReport:
    """What the demo did: counts, scores and hashes, for people and scripts."""

    staff: int = 0
    bookings: int = 0
    completed: list[dict[str, Any]] = field(default_factory=list)
    unfinished: list[dict[str, Any]] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    verified: bool = False

    def as_json(self, folder: str) -> dict[str, Any]:
        """The report with the users of the sample branch."""
        manager = next(member for member in STAFF if "general-manager" in member.roles)
        return {
            "dir": folder,
            "login": {"GUITAI_USER": manager.login, "GUITAI_PASSWORD": manager.password},
            "users": [{"user": m.login, "password": m.password, "roles": list(m.roles)} for m in STAFF if m.login],
            "counts": {
                "staff": self.staff,
                "bookings": self.bookings,
                "openings_completed": len(self.completed),
                "openings_unfinished": len(self.unfinished),
                "clients": len(self.completed),
                "documents": sum(len(case["documents"]) for case in self.completed),
                "exported": len(self.exported),
            },
            "completed": self.completed,
            "unfinished": self.unfinished,
            "exported": self.exported,
            "verified": self.verified,
        }
