"""What cases of every kind are made of: acts with their witness, steps and how each stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Capture:
    """One act at the counter: its value (JSON), when, by whom witnessed, where."""

    value: Any
    at: datetime
    witness: str
    station: str


class State(StrEnum):
    """How a step stands."""

    DONE = "done"
    MISSING = "missing"
    BLOCKED = "blocked"
    NOT_NEEDED = "not-needed"


SETTLED = frozenset({State.DONE, State.NOT_NEEDED})
"""Nothing is left to do in such a step."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to be done: a refusal code with its facts, and what it belongs to (a field, a form, a condition)."""

    code: str
    at: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperMade:
    """One paper that was made and archived: its number, title, pages, copies to hand over."""

    number: str
    form_id: str
    title: str
    pages: int
    copies: tuple[str, ...]
    content_sha256: str
