"""Who really owns an institution (KY-3): the tree of its holders, shares multiplied down to natural persons. Pure.

Shares are exact fractions: 33.3333 % of 1/3 is what it is, and 25 % reached on two ways of 12.5 % is 25 %.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.clients.number_formats import check_credit_code
from app.clients.paper_numbers import PaperKind, read_number
from app.clients.typed import fold
from app.common.errors import Refused
from app.common.values import clean_text

THRESHOLD = Fraction(1, 4)
"""From this effective share on a natural person is a beneficial owner."""
DEEPEST = 8
MOST_HOLDERS = 200
"""Levels below the institution and holders in all; a longer chain is told on paper and by who controls."""
NAME_LIMIT = 100
TREE_LIMIT = 40_000
"""Characters of a tree while it is being typed."""
WHOLE = Fraction(1)


class HolderKind(StrEnum):
    """What a holder is. ``EXEMPT``: not followed any further: a state body, a listed company, scattered holders."""

    PERSON = "person"
    INSTITUTION = "institution"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder at one place of the tree. ``share``: of the institution above it, over 0 to 1.

    ``place``: where it stands, as people count (``2.1`` is the first holder of the second). ``paper_kind`` is empty
    for an institution; ``paper_number`` is then its unified social credit code, or empty when it has none.
    """

    place: str
    name: str
    kind: HolderKind
    share: Fraction
    paper_kind: str = ""
    paper_number: str = ""
    holders: tuple[Holder, ...] = ()

    @property
    def key(self) -> str:
        """What tells that two holders are the same: the number, else the name."""
        return self.paper_number or self.name


@dataclass(frozen=True, slots=True)
class Stake:
    """A natural person with all the ways of a tree added up."""

    name: str
    paper_kind: str
    paper_number: str
    share: Fraction
    places: tuple[str, ...]


@dataclass(slots=True)
class Tree:
    """A tree as read: ``holders`` (empty when nothing was entered) and what is wrong at which place."""

    holders: tuple[Holder, ...] = ()
    problems: list[tuple[str, Refused]] = field(default_factory=list)


def read_share(text: str) -> Fraction:
    """A share as people type it: ``60``, ``33.3333%`` (percent, six decimals at most) or ``1/3`` (of the whole).

    Refused: ``institutions.share`` for anything else, ``institutions.share_range`` unless over 0 and up to 100 %.
    """
    plain = fold(text).strip().removesuffix("%").strip()
    if match := re.fullmatch(r"(\d{1,9})\s*/\s*(\d{1,9})", plain, re.ASCII):
        if not int(match[2]):
            raise Refused("institutions.share")
        share = Fraction(int(match[1]), int(match[2]))
    elif re.fullmatch(r"\d{1,3}(\.\d{1,6})?", plain, re.ASCII):
        share = Fraction(plain) / 100
    else:
        raise Refused("institutions.share")
    if not 0 < share <= 1:
        raise Refused("institutions.share_range")
    return share


def percent(share: Fraction) -> str:
    """A share for reading, in percent with up to four decimals, rounded half up: ``33.3333%``."""
    tenthousandths = (share * 1_000_000 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(tenthousandths, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"


def read_tree(text: str, *, today: date, own_name: str = "", own_code: str = "") -> Tree:
    """A tree from its JSON (a list of holders: name, kind, share, paper_kind, paper_number, holders).

    ``own_name``, ``own_code``: of the institution itself, which may not hold itself. Every holder is read, wrong or
    not; a holder with a wrong share counts as nought. Problems: ``institutions.tree`` (no such text),
    ``.too_many_holders``, ``.too_deep``, ``.holder_name``, ``.not_in_list``, ``.share``, ``.share_range``,
    ``.over_whole`` (holders of one institution hold more than all of it), ``.circle`` (an institution stands above
    itself), ``.person_has_holders``, ``papers.*``.
    """
    tree = Tree()
    if not text.strip():
        return tree
    try:
        raw = json.loads(text)
        count = _count(raw, 1)
    except (ValueError, TypeError, KeyError, RecursionError, Refused) as fault:
        tree.problems.append(("", fault if isinstance(fault, Refused) else Refused("institutions.tree")))
        return tree
    if count > MOST_HOLDERS:
        tree.problems.append(("", Refused("institutions.too_many_holders", most=MOST_HOLDERS)))
        return tree
    above = frozenset(name for name in (own_code, own_name) if name)
    tree.holders = _Reader(tree, today).level(raw, "", above)
    return tree


def _count(raw: Any, depth: int) -> int:
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise ValueError("a level is a list of holders")
    if raw and depth > DEEPEST:
        raise Refused("institutions.too_deep", deepest=DEEPEST)
    return sum(1 + _count(one.get("holders", []), depth + 1) for one in raw)


class _Reader:
    """Reads one holder after the other and collects what is wrong at its place."""

    def __init__(self, tree: Tree, today: date) -> None:
        self._tree = tree
        self._today = today

    def level(self, raw: list[Mapping[str, Any]], prefix: str, above: frozenset[str]) -> tuple[Holder, ...]:
        """The holders of one institution; ``above``: names and codes of all that stand over them."""
        holders = tuple(self._holder(one, f"{prefix}{place}", above) for place, one in enumerate(raw, 1))
        if sum((one.share for one in holders), Fraction(0)) > WHOLE:
            self._wrong(prefix.rstrip("."), Refused("institutions.over_whole"))
        return holders

    def _wrong(self, place: str, refused: Refused) -> None:
        self._tree.problems.append((place, Refused(refused.code, **refused.facts)))

    def _holder(self, raw: Mapping[str, Any], place: str, above: frozenset[str]) -> Holder:
        name = self._take(raw, "name", place, _name, "")
        kind = self._take(raw, "kind", place, _kind, HolderKind.PERSON)
        share = self._take(raw, "share", place, read_share, Fraction(0))
        paper_kind, number = self._paper(raw, kind, place)
        own = frozenset({name, number}) - {""}
        below = raw.get("holders", [])
        if kind is not HolderKind.INSTITUTION and below:
            self._wrong(place, Refused("institutions.person_has_holders"))
            below = []
        if kind is not HolderKind.PERSON and above & own:
            self._wrong(place, Refused("institutions.circle"))
            below = []
        return Holder(place, name, kind, share, paper_kind, number, self.level(below, f"{place}.", above | own))

    def _paper(self, raw: Mapping[str, Any], kind: HolderKind, place: str) -> tuple[str, str]:
        if not str(raw.get("paper_number", "")).strip():
            return "", ""
        if kind is not HolderKind.PERSON:
            return "", str(self._take(raw, "paper_number", place, check_credit_code, ""))
        given = str(raw.get("paper_kind", ""))
        wanted = PaperKind(given) if given in set(PaperKind) else None
        reading = self._take(
            raw, "paper_number", place, lambda text: read_number(text, wanted, today=self._today), None
        )
        return ("", "") if reading is None else (reading.kind.value, reading.number)

    def _take(
        self, raw: Mapping[str, Any], name: str, place: str, read: Callable[[str], Any], default: Any
    ) -> Any:  # fmt: skip
        try:
            return read(str(raw.get(name, "")))
        except Refused as refused:
            self._wrong(place, refused)
            return default


def _name(text: str) -> str:
    try:
        return clean_text(text, field="name", limit=NAME_LIMIT)
    except Refused as refused:
        raise Refused("institutions.holder_name") from refused


def _kind(text: str) -> HolderKind:
    try:
        return HolderKind(text)
    except ValueError:
        raise Refused("institutions.not_in_list") from None


def as_typed(holders: tuple[Holder, ...]) -> str:
    """A tree as it would have been typed: :func:`read_tree` makes the same of it; empty for no holder."""
    return json.dumps([_typed(one) for one in holders], ensure_ascii=False) if holders else ""


def _typed(one: Holder) -> dict[str, Any]:
    millionths = one.share * 100_000_000
    if millionths.denominator == 1:
        whole, rest = divmod(millionths.numerator, 1_000_000)
        share = f"{whole}.{rest:06d}".rstrip("0").rstrip(".")
    else:
        share = f"{one.share.numerator}/{one.share.denominator}"
    return {
        "name": one.name, "kind": one.kind.value, "share": share, "paper_kind": one.paper_kind,
        "paper_number": one.paper_number, "holders": [_typed(below) for below in one.holders],
    }  # fmt: skip


def walk(holders: tuple[Holder, ...], share: Fraction = WHOLE) -> Iterator[tuple[Holder, Fraction]]:
    """Every holder from the top with its effective share of the institution: all shares above it multiplied."""
    for one in holders:
        effective = share * one.share
        yield one, effective
        yield from walk(one.holders, effective)


def stakes(holders: tuple[Holder, ...]) -> tuple[Stake, ...]:
    """The natural persons with their effective shares added up over all ways, the largest first.

    Who stands in one place with a paper and in another by name alone is one person, unless two papers bear the name.
    """
    persons = [(one, share) for one, share in walk(holders) if one.kind is HolderKind.PERSON]
    numbers: dict[str, set[tuple[str, str]]] = {}
    for one, _ in persons:
        if one.paper_number:
            numbers.setdefault(one.name, set()).add((one.paper_kind, one.paper_number))
    found: dict[tuple[str, str, str], list[tuple[str, Fraction]]] = {}
    for one, share in persons:
        papers = {(one.paper_kind, one.paper_number)} if one.paper_number else numbers.get(one.name, set())
        paper = next(iter(papers)) if len(papers) == 1 else ("", "")
        # by the number alone where there is one: a name typed in two ways is still one person
        found.setdefault(("", *paper) if paper[1] else (one.name, "", ""), []).append((one.place, share))
    by_place = {one.place: one for one, _ in persons}
    made = [
        Stake(by_place[ways[0][0]].name, key[1], key[2], sum((share for _, share in ways), Fraction(0)),
              tuple(place for place, _ in ways))
        for key, ways in found.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda stake: (-stake.share, stake.places)))


def reaching(holders: tuple[Holder, ...]) -> tuple[Stake, ...]:
    """The natural persons who own ``THRESHOLD`` or more."""
    return tuple(stake for stake in stakes(holders) if stake.share >= THRESHOLD)


def unexplained(holders: tuple[Holder, ...]) -> tuple[str, ...]:
    """Places below which ``THRESHOLD`` or more of the whole is told of nobody; an empty place is the very top."""
    found = [] if _told(holders) > WHOLE - THRESHOLD else [""]
    found += [
        one.place
        for one, share in walk(holders)
        if one.kind is HolderKind.INSTITUTION and share * (WHOLE - _told(one.holders)) >= THRESHOLD
    ]
    return tuple(found)


def _told(holders: tuple[Holder, ...]) -> Fraction:
    return sum((one.share for one in holders), Fraction(0))
