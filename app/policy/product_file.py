"""What makes the further parts of a questionnaire file right: lowest category, products by level, rules on answers.

All of them may be missing: files from before there were such parts are read as they were.
"""

from __future__ import annotations

import re
from itertools import pairwise
from types import MappingProxyType

from app.common.errors import Refused
from app.policy.reading import Table
from app.policy.values import AnswerRule, Choice, LowestCategory, ProductClass, ProductRule, Questionnaire

NONE = "none"
"""What stands for “no class at all” in ``may_buy``."""
MARKS = ("hurried", "changed-often", "flat", "changed-much")
"""What can be remarked of answers; the policy may let any of them block."""

_KEY = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def read_lowest(root: Table, questionnaire: Questionnaire) -> LowestCategory | None:
    """``[lowest]``: level, label and the answers that lead to it (``questions``: number = letters)."""
    if not root.has("lowest"):
        return None
    table = root.table("lowest")
    level, label = table.text("level", limit=40), table.text("label", limit=20)
    if level and not _KEY.fullmatch(level):
        table.wrong("level", Refused("policy.level_key"))
    for name, value in (("level", level), ("label", label)):
        if value and value in {getattr(band, name) for band in questionnaire.bands}:
            table.wrong(name, Refused("policy.double", other="bands"))
    asked = table.table("questions")
    answers: dict[int, tuple[str, ...]] = {}
    known = {str(question.number): question for question in questionnaire.questions}
    for key in asked.keys():  # noqa: SIM118 - not a dict: asking for keys marks them as known
        letters = tuple(asked.text(key, limit=26))
        if key not in known or set(letters) - set(known[key].letters):
            asked.wrong(key, Refused("policy.no_such_answer"))
        else:
            answers[int(key)] = letters
    table.finish()
    return LowestCategory(level, label, MappingProxyType(answers))


def read_products(root: Table, levels: tuple[str, ...]) -> ProductRule:
    """``[products]``: the classes, rising in risk, and what each level may buy."""
    if not root.has("products"):
        return ProductRule()
    table = root.table("products")
    classes = _classes(table)
    codes = [one.code for one in classes]
    suits = table.table("may_buy")
    may_buy: dict[str, str] = {}
    for level in levels:
        code = suits.text(level, limit=20)
        if code and code != NONE and code not in codes:
            suits.wrong(level, Refused("policy.no_product_class"))
        elif code:
            may_buy[level] = "" if code == NONE else code
    rank = {code: place for place, code in enumerate(["", *codes])}
    known = [level for level in levels if level in may_buy]
    for before, level in pairwise(known):
        if rank[may_buy[level]] < rank[may_buy[before]]:
            suits.wrong(level, Refused("policy.suits_less"))
    suits.finish()
    never = table.texts("never", limit=40, empty=True)
    for place, level in enumerate(never):
        if level and level not in levels:
            table.wrong_at("never", place, Refused("policy.no_level"))
    table.finish()
    return ProductRule(classes, MappingProxyType(may_buy), never)


def _classes(root: Table) -> tuple[ProductClass, ...]:
    found: list[ProductClass] = []
    seen: dict[str, str] = {}
    for place, table in enumerate(root.tables("classes"), 1):
        code, label = table.text("code", limit=20), table.text("label", limit=20)
        if code and (not _KEY.fullmatch(code) or code == NONE):
            table.wrong("code", Refused("policy.level_key"))
        if code in {one.code for one in found}:
            table.wrong("code", Refused("policy.double", other=f"classes[{place - 1}]"))
        kinds = []
        if table.has("kinds"):
            named = table.table("kinds")
            for key in named.keys():  # noqa: SIM118 - not a dict: asking for keys marks them as known
                kind = Choice(key, named.text(key, limit=40))
                if kind.label in seen:
                    named.wrong(key, Refused("policy.double", other=seen[kind.label]))
                seen[kind.label] = key
                kinds.append(kind)
        found.append(ProductClass(code, label, tuple(kinds)))
        table.finish()
    return tuple(found)


def read_answer_rule(root: Table) -> AnswerRule:
    """``[answers]``: from when on answers are remarked, and which remarks block."""
    if not root.has("answers"):
        return AnswerRule()
    table = root.table("answers")
    blocks = table.texts("blocks", limit=20, empty=True)
    for place, mark in enumerate(blocks):
        if mark and mark not in MARKS:
            table.wrong_at("blocks", place, Refused("policy.no_mark", allowed=", ".join(MARKS)))
    rule = AnswerRule(
        table.whole("flat_percent", 50, 100), table.whole("changed_levels", 1, 20),
        table.whole("changed_percent", 1, 100), blocks,
    )  # fmt: skip
    table.finish()
    return rule
