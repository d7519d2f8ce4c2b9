"""How clients are asked how content they were, and when the answers may be shown (SF-1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.common.errors import Refused
from app.policy.reading import Table

LEAST_ANSWERS = 3
"""A branch may ask for more answers before figures are shown, never for fewer: two people would know each other's."""

MOST_REASONS = 8
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody was not content, as the customer display offers it."""

    code: str
    label: str


USUAL_REASONS = (
    Reason("waiting", "等候时间过长"),
    Reason("manner", "服务态度不好"),
    Reason("unclear", "业务讲解不清楚"),
    Reason("slow", "办理过程太慢"),
    Reason("papers", "手续和资料繁琐"),
    Reason("place", "网点环境和设施不便"),
)


@dataclass(frozen=True, slots=True)
class SatisfactionRule:
    """Whether clients are asked at all, and how.

    ``enough``: answers of a month before anything of them is shown; ``low``: marks up to this one are asked why;
    ``seconds``: so long the customer display waits; ``words``: whether the client may write something in own words.
    """

    asked: bool = True
    enough: int = 5
    low: int = 3
    seconds: int = 60
    words: bool = True
    reasons: tuple[Reason, ...] = USUAL_REASONS


USUAL_SATISFACTION = SatisfactionRule()
"""What stands when a branch file says nothing."""


def read_satisfaction(root: Table) -> SatisfactionRule:
    """The section ``[satisfaction]``; the usual when the file does not say."""
    if not root.has("satisfaction"):
        return USUAL_SATISFACTION
    table = root.table("satisfaction")
    rule = SatisfactionRule(
        asked=table.flag("asked"), enough=table.whole("enough", LEAST_ANSWERS, 100), low=table.whole("low", 1, 4),
        seconds=table.whole("seconds", 20, 300), words=table.flag("words"), reasons=_reasons(table.table("reasons")),
    )  # fmt: skip
    table.finish()
    return rule


def _reasons(table: Table) -> tuple[Reason, ...]:
    found = tuple(Reason(code, table.text(code, limit=20)) for code in tuple(table.keys()))
    for place, reason in enumerate(found):
        if not CODE.fullmatch(reason.code):
            table.wrong(reason.code, Refused("policy.code"))
        if reason.label in {other.label for other in found[:place]}:
            table.wrong(reason.code, Refused("policy.double", other="reasons"))
        if place >= MOST_REASONS:
            table.wrong(reason.code, Refused("policy.out_of_range", low=1, high=MOST_REASONS))
    return found
