"""The panel of a step that the client does, with the words of an opening."""

from __future__ import annotations

from enum import StrEnum

from app.onboarding.steps import Step
from ui.pages.opening.words import step_title
from ui.support.hand_over import HandOver, ProgressLine

__all__ = ["ONCE", "OpeningHandOver", "ProgressLine"]

ONCE = frozenset({Step.DISCLOSURE, Step.CONSENT, Step.SIGNATURES})
"""Steps of which nothing is left to do once they are done (a paper is signed anew from its own row)."""


class OpeningHandOver(HandOver):
    """One step of an opening."""

    def __init__(self, step: Step) -> None:
        super().__init__(step, _title, once=step in ONCE)

    def declined(self, what: str) -> str:
        """What the client said no to."""
        return {
            "result": self.tr("The client wants to answer again"),
            "consent": self.tr("The client declined a consent that is needed"),
            "agreement": self.tr("The client declined the agreement"),
            "relationship": self.tr("The client did not confirm the service relationship"),
            "review": self.tr("The client says that something is wrong"),
        }.get(what, self.tr("The client declined the risk disclosure"))


def _title(step: StrEnum) -> str:
    return step_title(Step(step))
