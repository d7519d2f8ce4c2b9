"""The list of reports. A report is a value of :class:`Report` in a module of ``app/reports/lists`` (SE-1, TO-16).

How one is added: ``docs/adding-a-report.md``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.policy.values import Policy
from app.reports.parameters import Asked, Parameter
from app.reports.table import Table

if TYPE_CHECKING:
    import sqlalchemy as sa

    from app.policy.composing import Base

MODULES = ("clients", "suitability", "leaving", "service", "work", "records", "oversight")
"""Modules of ``app/reports/lists``, in the order of the page; each has ``REPORTS``."""


class Group(StrEnum):
    """Where a report stands on the page."""

    CLIENTS = "clients"
    SUITABILITY = "suitability"
    LEAVING = "leaving"
    SERVICE = "service"
    WORK = "work"
    RECORDS = "records"
    OVERSIGHT = "oversight"


@dataclass(frozen=True, slots=True)
class Source:
    """What a report is made from: an open read transaction, the moment, the branch's policy.

    ``base``: what the policy began with, for what was in force on another day; ``press`` and ``branch``: what judging a
    case takes besides.
    """

    conn: sa.Connection
    now: datetime
    policy: Policy
    base: Base
    press: Press
    branch: BranchFacts

    @property
    def today(self) -> date:
        """The branch's day."""
        return branch_day(self.now)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a report where, for forms and workbooks of a report's own."""

    head: Head
    made_at: datetime
    made_by: str
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. ``name`` is how it is called on the command line and registered; it never changes.

    ``title`` is on paper; ``english`` and ``about_english`` on an English screen. ``rights``: what it takes to see it,
    any of them. ``form``: the form of its own and its facts, where the general one (``report``) is not used; ``book``
    likewise its own workbook. ``statutory``: a rule wants it; the others are the house's.
    """

    name: str
    title: str
    english: str
    about: str
    about_english: str
    group: Group
    rights: tuple[Right, ...]
    make: Callable[[Source, Asked], Table]
    parameters: tuple[Parameter, ...] = ()
    form: Callable[[Source, Asked, Maker], tuple[str, object]] | None = None
    book: Callable[[Source, Asked, Maker], bytes] | None = None
    statutory: bool = False

    def may(self, actor: Actor) -> bool:
        """Whether somebody may see it."""
        return any(actor.may(right) for right in self.rights)


@cache
def all_reports() -> tuple[Report, ...]:
    """Every report, in the order of the page. ``ValueError`` for a name that is there twice."""
    found = tuple(report for module in MODULES for report in import_module(f"app.reports.lists.{module}").REPORTS)
    if len({report.name for report in found}) < len(found):
        raise ValueError("two reports have one name")
    return found


def report(name: str) -> Report:
    """One report. Refused: ``reports.unknown``."""
    for one in all_reports():
        if one.name == name:
            return one
    raise Refused("reports.unknown", field="name")


def reports_for(actor: Actor) -> tuple[Report, ...]:
    """Those that somebody may see, in the order of the page."""
    return tuple(one for one in all_reports() if one.may(actor))
