"""What the statements of tax residence say, ready for print (KY-3). A signature is bound to their digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.archive.heads import Head
from app.due_diligence.tax import INSTITUTION_LABELS, REASON_LABELS, RESIDENCE_LABELS, TaxStatement
from app.onboarding.facts import Party
from app.policy.values import Policy


@dataclass(frozen=True, slots=True)
class TaxLine:
    """A place of tax residence; ``reason``: why there is no number, with its explanation."""

    place: str
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """One statement. ``residence``: the three answers with whether given; texts in Latin letters empty for none."""

    residence: tuple[tuple[str, bool], ...]
    latin_name: str
    birth_place: str
    address: str
    lines: tuple[TaxLine, ...]


@dataclass(frozen=True, slots=True)
class ControllerFacts:
    """A controlling person of a passive institution with the person's own statement."""

    name: str
    birth_date: date
    stated: StatedFacts


@dataclass(frozen=True, slots=True)
class TaxFacts:
    """《个人税收居民身份声明文件》 and 《机构税收居民身份声明文件》. ``kinds``: of an institution, with whether chosen.

    ``replaces``: what was stated before, where it is a later change; empty at an opening.
    """

    head: Head
    person: Party
    address: str
    stated: StatedFacts
    kinds: tuple[tuple[str, bool], ...] = ()
    controllers: tuple[ControllerFacts, ...] = ()
    replaces: str = ""


def stated_facts(statement: TaxStatement, policy: Policy) -> StatedFacts:
    """A statement in words; a place that the policy's list does not have stands as its code."""
    places = {choice.code: choice.label for choice in policy.choices("nationality")}
    lines = []
    for number in statement.numbers:
        reason = "" if number.reason is None else REASON_LABELS[number.reason]
        told = "：".join(part for part in (reason, number.remark if reason else "") if part)
        place = places.get(number.place, number.place)
        lines.append(TaxLine(number.remark if number.place == "other" else place, number.number, told))
    return StatedFacts(
        residence=tuple((label, code is statement.residence) for code, label in RESIDENCE_LABELS.items()),
        latin_name=statement.latin_name, birth_place=statement.birth_place, address=statement.address,
        lines=tuple(lines),
    )  # fmt: skip


def tax_facts(
    head: Head, person: Party, address: str, statement: TaxStatement, policy: Policy, *, replaces: str = ""
) -> TaxFacts:
    """The facts of the form of a statement."""
    kinds: tuple[tuple[str, bool], ...] = ()
    if statement.institution is not None:
        kinds = tuple((label, kind is statement.institution) for kind, label in INSTITUTION_LABELS.items())
    return TaxFacts(
        head=head, person=person, address=address, stated=stated_facts(statement, policy), kinds=kinds,
        controllers=tuple(
            ControllerFacts(one.name, one.birth_date, stated_facts(one.statement, policy))
            for one in statement.controllers
        ),
        replaces=replaces,
    )  # fmt: skip
