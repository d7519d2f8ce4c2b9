"""How a client stands: assessed and valid, expired, or never (RA-1, RA-6). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.policy.values import Questionnaire
from app.suitability.domain import Assessment, is_valid


class State(StrEnum):
    """What there is of assessments in the branch's pack."""

    VALID = "valid"
    EXPIRED = "expired"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Standing:
    """A client's risk level on a day. ``assessment``: the latest of the branch's pack, expired or not.

    ``others``: the latest ones of other packs, which stay as they are (RA-6).
    """

    state: State
    level: str
    assessment: Assessment | None
    others: tuple[Assessment, ...]

    @property
    def valid(self) -> bool:
        """Whether business may be begun without an assessment first (RA-1)."""
        return self.state is State.VALID


def standing_of(history: Sequence[Assessment], questionnaire: Questionnaire, today: date) -> Standing:
    """How the client with this ``history`` (in its line) stands on ``today``; an expired one counts as missing."""
    newest: dict[str, Assessment] = {}
    for one in history:
        newest[one.pack] = one
    own = newest.pop(questionnaire.pack, None)
    others = tuple(newest[pack] for pack in sorted(newest))
    if own is None:
        return Standing(State.MISSING, "", None, others)
    state = State.VALID if is_valid(own, today) else State.EXPIRED
    return Standing(state, questionnaire.level_label(own.level), own, others)
