"""Which steps a complaint may go, and who may take them (CP-2). Standard library only.

Whoever takes a complaint in answers for it until it is given to a handler. Nobody handles a complaint about
themselves, and nobody calls back or closes what they handled. What is serious, meets many, is difficult or costs
compensation passes compliance before it is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.common.errors import Refused
from app.complaints.domain import Complaint, State, Step

_BEFORE_THE_ANSWER = frozenset({Step.POSTPONE, Step.LEVEL, Step.WITHDRAW})

STEPS: Mapping[State, frozenset[Step]] = MappingProxyType(
    {
        State.TAKEN: _BEFORE_THE_ANSWER | {Step.ASSIGN},
        State.ASSIGNED: _BEFORE_THE_ANSWER | {Step.INVESTIGATE, Step.NAME, Step.ASSIGN},
        State.INVESTIGATED: _BEFORE_THE_ANSWER | {Step.PLAN, Step.ASSIGN},
        State.PLANNED: _BEFORE_THE_ANSWER | {Step.ANSWER, Step.ASSIGN},
        State.WITH_COMPLIANCE: _BEFORE_THE_ANSWER | {Step.AGREE, Step.SEND_BACK},
        State.ANSWERED: frozenset({Step.CALL_BACK}),
        State.CALLED_BACK: frozenset({Step.CLOSE, Step.REOPEN}),
        State.CLOSED: frozenset(),
        State.WITHDRAWING: frozenset({Step.LET_GO, Step.KEEP_ON}),
        State.WITHDRAWN: frozenset(),
    }
)
"""The steps that are possible in each state, whoever takes them."""

MAIN_STEP: Mapping[State, Step] = MappingProxyType(
    {
        State.TAKEN: Step.ASSIGN,
        State.ASSIGNED: Step.INVESTIGATE,
        State.INVESTIGATED: Step.PLAN,
        State.PLANNED: Step.ANSWER,
        State.WITH_COMPLIANCE: Step.AGREE,
        State.ANSWERED: Step.CALL_BACK,
        State.CALLED_BACK: Step.CLOSE,
        State.WITHDRAWING: Step.LET_GO,
    }
)
"""The step that is due in each state: what the page offers first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Who somebody is to complaints: their staff id and what their rights let them do."""

    staff_id: str
    takes: bool
    handles: bool
    sees_all: bool
    clears: bool


def may_see(part: Part, complaint: Complaint) -> bool:
    """Whether the complaint exists for somebody: all of them, or those they took in or handle; never one about them."""
    if part.staff_id in complaint.staff_complained_of:
        return False
    own = part.staff_id in {complaint.taken_by, complaint.caller} or part.staff_id in complaint.handlers
    return part.sees_all or (own and (part.takes or part.handles))


def steps_for(part: Part, complaint: Complaint) -> tuple[Step, ...]:
    """The steps that somebody may take now, the main one first; none of a complaint they may not see."""
    if not may_see(part, complaint):
        return ()
    possible = [step for step in Step if step in STEPS[complaint.state] and _may(part, complaint, step)]
    main = MAIN_STEP.get(complaint.state)
    return tuple(sorted(possible, key=lambda step: step is not main))


def check_step(part: Part, complaint: Complaint, step: Step) -> None:
    """Refuse a step out of turn, or by somebody who may not take it (CP-2).

    Refused: ``complaints.unknown`` (also for one that somebody may not see), ``.not_now``, ``.not_handler``,
    ``.handled_by_self`` (who handled it calls nobody back and closes nothing), ``.not_supervisor``,
    ``.not_compliance``.
    """
    if not may_see(part, complaint):
        raise Refused("complaints.unknown")
    if step not in STEPS[complaint.state]:
        raise Refused("complaints.not_now")
    if _may(part, complaint, step):
        return
    if step in _BY_HANDLER:
        raise Refused("complaints.not_handler")
    if step in _BY_OTHERS and part.staff_id in complaint.handlers:
        raise Refused("complaints.handled_by_self")
    raise Refused("complaints.not_compliance" if step in _BY_COMPLIANCE else "complaints.not_supervisor")


_BY_HANDLER = frozenset({Step.NAME, Step.INVESTIGATE, Step.PLAN, Step.ANSWER})
_BY_COMPLIANCE = frozenset({Step.AGREE, Step.SEND_BACK, Step.LET_GO, Step.KEEP_ON})
_BY_OTHERS = frozenset({Step.POSTPONE, Step.CALL_BACK, Step.REOPEN, Step.CLOSE, Step.WITHDRAW, *_BY_COMPLIANCE})
"""Steps that nobody takes who ever handled the complaint."""


def _may(part: Part, complaint: Complaint, step: Step) -> bool:
    if step in _BY_HANDLER:
        return part.handles and part.staff_id == complaint.handler
    if step in _BY_OTHERS and part.staff_id in complaint.handlers:
        return False
    if step in _BY_COMPLIANCE:
        return part.clears
    if step is Step.LEVEL:
        return part.sees_all or part.staff_id in {complaint.handler, complaint.taken_by}
    if step in (Step.CALL_BACK, Step.WITHDRAW):
        return part.sees_all or (part.takes and part.staff_id in {complaint.taken_by, complaint.caller})
    return part.sees_all
