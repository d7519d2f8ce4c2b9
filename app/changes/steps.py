"""The steps of a change and what is still missing in each; the same for every kind. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.cases.case import SETTLED, Missing, State
from app.common.errors import Refused

__all__ = [
    "STEP_LABELS", "FormLine", "Missing", "State", "Step", "StepState", "evaluate", "need_complete", "need_unblocked",
]  # fmt: skip


class Step(StrEnum):
    """The steps in the order of the list."""

    IDENTITY = "identity"
    CHANGE = "change"
    READING = "reading"
    PASSWORD = "password"  # noqa: S105 - the name of a step
    SIGNING = "signing"


STEP_LABELS = {
    Step.IDENTITY: "核验身份",
    Step.CHANGE: "变更内容",
    Step.READING: "阅读揭示",
    Step.PASSWORD: "设置密码",
    Step.SIGNING: "核对签名",
}
"""The Chinese names, for refusals that name a step."""


@dataclass(frozen=True, slots=True)
class StepState:
    """A step's state; ``missing`` names what is to be done, ``blocked_by`` the steps that come first."""

    step: Step
    state: State
    missing: tuple[Missing, ...] = ()
    blocked_by: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of a case: whether the client has signed it, and whether that was before a change (``stale``).

    ``printed``: it has been printed to be signed by hand, as it stands now; ``read``: it is read on the display first;
    ``on_paper``: it is signed (or stamped) by hand, by the way of signing or always.
    """

    form_id: str
    title: str
    number: str
    signed: bool
    stale: bool
    printed: bool
    read: bool
    on_paper: bool = False


_BEFORE = {
    Step.READING: (Step.IDENTITY, Step.CHANGE),
    Step.PASSWORD: (Step.IDENTITY, Step.CHANGE),
    Step.SIGNING: (Step.IDENTITY, Step.CHANGE, Step.READING, Step.PASSWORD),
}


def evaluate(missing: Mapping[Step, tuple[Missing, ...]], needed: frozenset[Step]) -> tuple[StepState, ...]:
    """The state of every step, in order; ``missing`` of each, ``needed``: those that this kind has."""
    states: dict[Step, StepState] = {}
    for step in Step:
        left = missing.get(step, ())
        blocked = tuple(s for s in _BEFORE.get(step, ()) if states[s].state not in SETTLED)
        if step not in needed:
            states[step] = StepState(step, State.NOT_NEEDED)
        elif blocked:
            states[step] = StepState(step, State.BLOCKED, left, blocked)
        else:
            states[step] = StepState(step, State.MISSING if left else State.DONE, left)
    return tuple(states.values())


def need_unblocked(states: tuple[StepState, ...], step: Step) -> None:
    """Refuse ``changes.step_blocked`` when ``step`` has to wait, ``changes.step_not_needed`` when there is none."""
    state = next(s for s in states if s.step is step)
    if state.state is State.NOT_NEEDED:
        raise Refused("changes.step_not_needed", step=step.value, step_zh=STEP_LABELS[step])
    if state.blocked_by:
        by = state.blocked_by[0]
        raise Refused(
            "changes.step_blocked", step=step.value, by=by.value, step_zh=STEP_LABELS[step], by_zh=STEP_LABELS[by]
        )


def need_complete(states: tuple[StepState, ...]) -> None:
    """Refuse ``changes.incomplete`` (``steps``: what is missing) unless every step is done."""
    left = [s.step for s in states if s.state not in SETTLED]
    if left:
        zh = "、".join(STEP_LABELS[step] for step in left)
        raise Refused("changes.incomplete", steps=", ".join(step.value for step in left), steps_zh=zh)
