"""Investor education: kinds of material and of topics, as a branch names them (IE-1)."""

from __future__ import annotations

from dataclasses import dataclass

from app.common.errors import Refused
from app.policy.reading import Table
from app.policy.satisfaction import CODE


@dataclass(frozen=True, slots=True)
class EducationName:
    """A code and its Chinese name."""

    code: str
    label: str


USUAL_KINDS = (
    EducationName("leaflet", "折页"),
    EducationName("booklet", "手册"),
    EducationName("slides", "课件"),
    EducationName("film", "视频"),
    EducationName("poster", "海报"),
)
USUAL_TOPICS = (
    EducationName("basics", "证券投资基础"),
    EducationName("risk", "风险识别与防范"),
    EducationName("rights", "投资者权益保护"),
    EducationName("rules", "交易规则解读"),
    EducationName("fraud", "防范非法证券活动"),
    EducationName("products", "产品知识"),
    EducationName("back", "市场回顾与交流"),
)


@dataclass(frozen=True, slots=True)
class EducationRule:
    """``former_years``: clients who left so many years ago or less can be invited to an event (TO-14)."""

    former_years: int = 3
    kinds: tuple[EducationName, ...] = USUAL_KINDS
    topics: tuple[EducationName, ...] = USUAL_TOPICS

    def kind(self, code: str) -> str:
        """The name of a kind of material; the code itself for one that the branch has dropped since."""
        return next((one.label for one in self.kinds if one.code == code), code)

    def topic(self, code: str) -> str:
        """The name of a topic; the code itself for one that the branch has dropped since."""
        return next((one.label for one in self.topics if one.code == code), code)


USUAL_EDUCATION = EducationRule()
"""What stands when a branch file says nothing."""


def read_education(root: Table) -> EducationRule:
    """The section ``[education]``; the usual when the file does not say."""
    if not root.has("education"):
        return USUAL_EDUCATION
    table = root.table("education")
    rule = EducationRule(
        table.whole("former_years", 1, 20), _names(table.table("kinds")), _names(table.table("topics"))
    )  # fmt: skip
    table.finish()
    return rule


def _names(table: Table) -> tuple[EducationName, ...]:
    found = tuple(EducationName(code, table.text(code, limit=20)) for code in tuple(table.keys()))
    for place, one in enumerate(found):
        if not CODE.fullmatch(one.code):
            table.wrong(one.code, Refused("policy.code"))
        if one.label in {other.label for other in found[:place]}:
            table.wrong(one.code, Refused("policy.double", other=one.code))
    return found
