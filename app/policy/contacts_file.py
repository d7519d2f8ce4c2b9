"""What makes a contacts file right: every kind has questions, a branch hangs on an earlier question and its answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.common.errors import Refused
from app.policy.contacts import (
    MARKS,
    NO,
    YES,
    AnswerKind,
    ContactKind,
    ContactPolicy,
    ContactQuestion,
    Misconduct,
    SamplingRule,
)
from app.policy.reading import Table

OPENING_MISCONDUCT = (Misconduct.TRADING, Misconduct.PROMISE, Misconduct.PASSWORD)
"""What the call after an opening asks of the marketing staff at the least (FU-1)."""

_CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_FIXED: Mapping[AnswerKind, Mapping[str, str]] = {
    AnswerKind.YES_NO: MappingProxyType({YES: "是", NO: "否"}),
    AnswerKind.MARK: MappingProxyType(
        dict(zip(MARKS, ("1 很不满意", "2 不满意", "3 一般", "4 满意", "5 很满意"), strict=True))
    ),
    AnswerKind.TEXT: MappingProxyType({}),
}


def read_contacts(root: Table) -> ContactPolicy:
    """The policy of calls and visits in ``root``; mistakes are noted there, and then the value is not to be used."""
    root.text("kind")
    calls, sampling = root.table("calls"), root.table("sampling")
    policy = ContactPolicy(
        version=root.text("version", limit=40),
        effective=root.day("effective"),
        retry_days=calls.whole("retry_days", 1, 30),
        attempts=calls.whole("attempts", 1, 20),
        sampling=SamplingRule(
            sampling.amount("share", 0, 100), sampling.flag("leave_out_called"), sampling.whole("last_month", 1, 12)
        ),
        questions=_questions(root),
    )
    for section in (calls, sampling):
        section.finish()
    _check_opening(root, policy)
    root.finish()
    return policy


def _check_opening(root: Table, policy: ContactPolicy) -> None:
    """The call after an opening asks for what FU-1 names, and every kind asks something."""
    if root.problems.found:
        return
    for kind in ContactKind:
        if not policy.asked(kind):
            root.wrong("questions", Refused("policy.no_questions", kind=kind.value))
    reported = {question.misconduct for question in policy.asked(ContactKind.OPENING)}
    for missing in OPENING_MISCONDUCT:
        if missing not in reported:
            root.wrong("questions", Refused("policy.opening_call", misconduct=missing.value))


def _questions(root: Table) -> tuple[ContactQuestion, ...]:
    found: list[ContactQuestion] = []
    for table in root.tables("questions"):
        question = _question(table, found)
        for place, other in enumerate(found, 1):
            if question.code and question.code == other.code:
                table.wrong("code", Refused("policy.double", other=f"questions[{place}]"))
        found.append(question)
        table.finish()
    return tuple(found)


def _question(table: Table, before: list[ContactQuestion]) -> ContactQuestion:
    code = table.text("code", limit=32)
    if code and not _CODE.fullmatch(code):
        table.wrong("code", Refused("policy.code"))
    kind = AnswerKind(_one_of(table, "type", [one.value for one in AnswerKind]) or AnswerKind.TEXT.value)
    asked = tuple(ContactKind(name) for name in _several_of(table, "asked", [one.value for one in ContactKind]))
    options = _options(table) if kind is AnswerKind.CHOICE else _FIXED[kind]
    problem = tuple(_several_of(table, "problem", list(options))) if table.has("problem") else ()
    misconduct = None
    if table.has("misconduct"):
        misconduct = Misconduct(_one_of(table, "misconduct", [one.value for one in Misconduct]) or "other-misconduct")
        if not problem:
            table.wrong("misconduct", Refused("policy.missing_key", key="problem"))
    after, when = _branch(table, before, asked)
    return ContactQuestion(
        code, table.text("text", limit=200), kind, asked, options,
        table.flag("required") if table.has("required") else True, problem, misconduct, after, when,
        table.text("hint", limit=200) if table.has("hint") else "",
    )  # fmt: skip


def _branch(table: Table, before: list[ContactQuestion], asked: tuple[ContactKind, ...]) -> tuple[str, tuple[str, ...]]:
    """The earlier question whose answer opens this one, and which answers do; it is asked wherever this one is."""
    if not table.has("after"):
        if table.has("when"):
            table.wrong("when", Refused("policy.missing_key", key="after"))
        return "", ()
    after = table.text("after", limit=32)
    opener = next((one for one in before if one.code == after), None)
    if opener is None or not opener.options or not set(asked) <= set(opener.asked):
        table.wrong("after", Refused("policy.branch", question=after))
        table.has("when")
        return after, ()
    return after, tuple(_several_of(table, "when", list(opener.options)))


def _options(table: Table) -> Mapping[str, str]:
    options = table.table("options")
    found: dict[str, str] = {}
    for code in list(options.keys()):
        if not _CODE.fullmatch(code):
            options.wrong(code, Refused("policy.code"))
        label = options.text(code, limit=60)
        double = next((other for other, name in found.items() if name and name == label), None)
        if double is not None:
            options.wrong(code, Refused("policy.double", other=double))
        found[code] = label
    if len(found) < 2 and table.has("options"):
        table.wrong("options", Refused("policy.too_few_options"))
    return MappingProxyType(found)


def _one_of(table: Table, key: str, allowed: list[str]) -> str:
    value = table.text(key, limit=32)
    if value and value not in allowed:
        table.wrong(key, Refused("policy.one_of", allowed=", ".join(allowed)))
        return ""
    return value


def _several_of(table: Table, key: str, allowed: list[str]) -> list[str]:
    values = table.texts(key, limit=32)
    for place, value in enumerate(values):
        if value and value not in allowed:
            table.wrong_at(key, place, Refused("policy.one_of", allowed=", ".join(allowed)))
        elif value in values[:place]:
            table.wrong_at(key, place, Refused("policy.double", other=f"{key}[{values.index(value) + 1}]"))
    return [value for value in dict.fromkeys(values) if value in allowed]
