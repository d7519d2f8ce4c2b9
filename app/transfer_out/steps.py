"""The steps of a transfer-out and how each stands; pure. They can be entered in any order, like those of an opening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """The steps in the order of the list."""

    INTAKE = "intake"  # who is there, documents, authority, what is wanted (TO-1)
    ACCOUNTS = "accounts"  # conditions that stand in the way (TO-2)
    REASON = "reason"  # one of nine kinds, in the client's words (TO-3)
    TALK = "talk"  # attempts; the client stays, or insists (TO-3, TO-15)
    APPLICATION = "application"  # signed by the client
    APPROVAL = "approval"  # by tier (TO-4 to TO-7)
    FEE = "fee"  # taken, receipt (TO-9)
    PASSWORD = "password"  # noqa: S105 - the name of a step; typed by the client (TO-8)
    RETURNS = "returns"  # what is kept and goes back, signed for (TO-10)


class State(StrEnum):
    """How a step stands."""

    DONE = "done"
    MISSING = "missing"
    BLOCKED = "blocked"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to be done: a refusal code with its facts, and the field it belongs to (or form, or condition)."""

    code: str
    at: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepState:
    """A step's state; ``missing`` names what is to be done, ``blocked_by`` the steps that come first."""

    step: Step
    state: State
    missing: tuple[Missing, ...] = ()
    blocked_by: tuple[Step, ...] = ()
