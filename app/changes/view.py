"""What the window is given of a change: everything it shows, nothing it would have to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.cases.case import PaperMade
from app.changes.case import Case
from app.changes.facts import ChangeLine
from app.changes.kind import Field
from app.changes.steps import FormLine, Step, StepState
from app.common.errors import Refused
from app.custody.picture import Pictured
from app.institutions.domain import Owner
from app.policy.values import Choice, Policy


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of change as the list offers it; ``possible``: for the client that was asked about."""

    code: str
    label: str
    possible: bool = True


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as the teller sees it; ``problems`` and ``warnings`` by field, ``steps`` in order.

    ``now``: what stands in the client's record for each datum that a field amends, in words, numbers masked (SE-1).
    ``choices``: of each field that has a list. ``pictured``, ``pictured_after``: accounts and banks now and as they
    are to be; empty for a kind that has nothing to do with them, and while it is not known. ``signer_name``: who signs;
    ``may_act``: who is registered as acting for an institution, numbers masked; None for a person; ``owners``: who
    owns one by the tree that is typed; ``hidden``: fields that are not asked for.
    """

    case: Case
    kind: str
    label: str
    client_name: str
    client_number: str
    paper_masked: str
    policy: Policy
    fields: tuple[Field, ...]
    now: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]]
    what: str
    lines: tuple[ChangeLine, ...]
    problems: Mapping[str, Refused]
    warnings: Mapping[str, tuple[str, ...]]
    steps: tuple[StepState, ...]
    forms: tuple[FormLine, ...]
    password_set: bool
    complete: bool
    pictured: tuple[Pictured, ...] = ()
    pictured_after: tuple[Pictured, ...] = ()
    older: bool = False
    signer_name: str = ""
    may_act: tuple[str, ...] | None = None
    owners: tuple[Owner, ...] = ()
    hidden: frozenset[str] = frozenset()

    def step(self, step: Step) -> StepState:
        """The state of one step."""
        return next(state for state in self.steps if state.step is step)


@dataclass(frozen=True, slots=True)
class ReadingSection:
    """A section for the display; ``seconds`` it must be on screen at least; ``done``: read before."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    seconds: int
    done: bool


@dataclass(frozen=True, slots=True)
class ChangeReceipt:
    """What was changed, what to hand over, and what the banks are to be told (CU-3)."""

    case_number: str
    client_id: str
    client_name: str
    what: str
    lines: tuple[ChangeLine, ...]
    completed_at: datetime
    documents: tuple[PaperMade, ...]
    tells: tuple[str, ...] = ()
