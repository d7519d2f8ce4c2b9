"""Clients who do not give data that is not mandatory: asked after, approved, with who introduced them (SE-3).

The teller marks what is withheld and who introduced the client; the client-service manager notes having asked; the
general manager approves, of the very version that was asked about. A later change of either asks for both anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.approvals import storage as approvals
from app.approvals.domain import Decision, Request, StepKind, StepStatus, Verdict, states
from app.common.values import digest
from app.onboarding.draft import Draft
from app.onboarding.facts import WithheldFacts
from app.onboarding.fields import Entered
from app.onboarding.steps import current, person_key
from app.policy.values import Policy

KIND = "opening-withheld"
"""What approvals call such a request; its number is the case's."""
WITHHELD = frozenset({"withheld", "introducer"})
"""The fields that the teller marks it in."""
ASKED = "withheld-asked"
"""The act of the client-service manager: what was asked after, what the client said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The client-service manager has asked. ``version``: of the request that is to be approved, from 1."""

    version: int
    by: str
    by_name: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a client does not give: ``fields`` by code and ``labels``; ``seen``: stands for exactly this.

    ``asked`` and ``decision`` (the last one) are of this, not of what was there before; None while nobody has.
    """

    fields: tuple[str, ...]
    labels: tuple[str, ...]
    introducer: str
    seen: str
    asked: Asked | None
    decision: Decision | None

    @property
    def approved(self) -> bool:
        """Whether the general manager approves."""
        return self.decision is not None and self.decision.verdict is Verdict.APPROVED

    @property
    def missing(self) -> str:
        """The code of what is to be done next; empty when it is approved."""
        if self.asked is None:
            return "opening.withheld_not_asked"
        if self.decision is not None and not self.approved:
            return "opening.withheld_sent_back"
        return "" if self.approved else "opening.withheld_not_approved"

    def facts(self) -> WithheldFacts:
        """What the application form says of it."""
        asked, decision = self.asked, self.decision if self.approved else None
        return WithheldFacts(
            labels=self.labels, introducer=self.introducer,
            asked_by=asked.by_name if asked else "", asked_at=asked.at if asked else None,
            approved_by=decision.approver_name if decision else "", approved_at=decision.at if decision else None,
        )  # fmt: skip


def withheld_of(
    conn: sa.Connection, draft: Draft, entered: Entered, policy: Policy, today: date
) -> Withheld | None:  # fmt: skip
    """What is withheld in a case as it stands, None when nothing is."""
    codes = tuple(entered.get("withheld") or ())
    if not codes:
        return None
    introducer = str(entered.get("introducer"))
    seen = digest([list(codes), introducer, person_key(entered)])
    asked = _asked(draft, entered, seen)
    return Withheld(
        fields=codes, labels=tuple(policy.label("withholdable", code) for code in codes), introducer=introducer,
        seen=seen, asked=asked, decision=_decision(conn, draft, asked, today),
    )  # fmt: skip


def request_of(draft: Draft, version: int) -> Request:
    """What the general manager decides on; never who took the case in (four eyes)."""
    return Request(
        kind=KIND, number=draft.case_number, version=version, taken_in_by=draft.opened_by, own_staff="",
        steps=(StepKind.GENERAL_MANAGER,), sequential=False,
    )  # fmt: skip


def act_of(found: Withheld, version: int, by_name: str, words: str) -> dict[str, Any]:
    """The value of the act ``ASKED``."""
    return {
        "version": version, "seen": found.seen, "by_name": by_name, "words": words, "fields": list(found.fields),
        "introducer": found.introducer,
    }  # fmt: skip


def _asked(draft: Draft, entered: Entered, seen: str) -> Asked | None:
    act = current(draft, entered, ASKED)
    if act is None or act.value["seen"] != seen:
        return None
    return Asked(act.value["version"], act.witness, act.value["by_name"], act.at, act.value["words"])


def _decision(conn: sa.Connection, draft: Draft, asked: Asked | None, today: date) -> Decision | None:
    if asked is None:
        return None
    decided = approvals.decisions(conn, KIND, draft.case_number)
    (state,) = states(request_of(draft, asked.version), decided, today)
    if state.status is StepStatus.APPROVED:
        return state.decision
    return next((one for one in reversed(decided) if one.version == asked.version), None)
