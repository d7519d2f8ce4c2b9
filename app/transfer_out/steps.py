"""The steps of a transfer-out and how each stands; pure. They can be entered in any order, like those of an opening."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.cases.case import Missing, State

__all__ = ["Missing", "State", "Step", "StepState"]


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


@dataclass(frozen=True, slots=True)
class StepState:
    """A step's state; ``missing`` names what is to be done, ``blocked_by`` the steps that come first."""

    step: Step
    state: State
    missing: tuple[Missing, ...] = ()
    blocked_by: tuple[Step, ...] = ()
