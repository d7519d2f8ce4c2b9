"""Lists of the branch's policy and of its staff as choices of a field."""

from __future__ import annotations

from collections.abc import Sequence

from app.policy.values import Policy
from ui.widgets import Choice


def choices_of(policy: Policy, list_name: str) -> list[Choice]:
    """The list as choices; Chinese labels in either language, as they are printed."""
    return [Choice(choice.code, choice.label, choice.code) for choice in policy.choices(list_name)]


def staff_choices(staff: Sequence[tuple[str, ...]]) -> list[Choice]:
    """Members of staff by number, found by name, number or post."""
    return [Choice(number, f"{name} {number}", " ".join(more)) for number, name, *more in staff]
