"""What every kind of change says of itself; the steps, the papers and the closing are the same for all.

A kind is one module in ``kinds`` and one line in its registry: see docs/adding-a-change.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa

from app.archive.heads import Head
from app.changes.case import Case
from app.changes.facts import ChangeLine
from app.clients.domain import Client, ClientKind
from app.common.actor import Right
from app.common.errors import Refused
from app.custody.picture import Pictured
from app.due_diligence.domain import Subject
from app.institutions.domain import Institution, Owner, Person
from app.onboarding.facts import Party, SectionRead
from app.onboarding.fields import FIELD_LIMIT
from app.policy.values import Choice, Policy
from app.storage.db import Writing

PERSONS, INSTITUTIONS = frozenset({ClientKind.INDIVIDUAL}), frozenset({ClientKind.INSTITUTION})
"""For whom a kind of change is, when it is not for all."""


class Editor(StrEnum):
    """How a field is typed in."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several"  # some of a list, their codes with commas between
    PLACES = "places"  # places of tax residence with their numbers, as JSON (KY-3)
    CONTROLLERS = "controllers"  # controlling persons with their own statements, as JSON (KY-3)
    HOLDERS = "holders"  # a tree of holders, as JSON (KY-3)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the step "change". ``choices``: name of a list (see :func:`app.changes.fields.choices`).

    ``now``: the name of the client's datum that it amends, or of one in ``Told.now``, shown beside it; empty for a
    field that amends none. ``only``: another field and what it has to hold for this one to be asked for; empty: always.
    ``limit``: characters that are kept while it is typed; ``by``: the right that who fills it in must have, who may
    not be the teller of the case (four eyes).
    """

    name: str
    editor: Editor = Editor.TEXT
    choices: str = ""
    required: bool = False
    now: str = ""
    only: tuple[str, str] | None = None
    limit: int = FIELD_LIMIT
    by: Right | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """What a kind is asked about: the case, its client, the policy it was begun with, the branch's day.

    ``conn`` is there to look things up, in the caller's transaction. ``institution``: what is registered of one.
    """

    conn: sa.Connection
    case: Case
    client: Client
    policy: Policy
    now: datetime
    today: date
    institution: Institution | None = None

    def text(self, name: str) -> str:
        """What was typed in a field, without blanks around it."""
        return self.case.text(name).strip()


@dataclass(slots=True)
class Told:
    """A kind's answer. ``problems`` and ``warnings`` by field; without problems everything below can be relied on.

    ``what``: the change in a word, for form and list; ``lines``: before and after; ``notes``: what else the form says;
    ``reads``: forms that the client reads and signs first (OP-3); ``signs``: further forms that the client signs;
    ``values``: what ``finish`` works with; ``choices``: of a field whose entries are in no list; ``tells``: what a
    bank is to be told, a task each (CU-3); ``pictured``: accounts and banks as they are to be.
    Of an institution: ``may_come``, who may come instead of those registered; ``acts``: who came, by the paper shown;
    ``licence_renewed``: the registered licence may have expired, a new one is there.
    ``by_hand``: of the forms signed, those that need a hand or a seal on paper, however the client signs else;
    ``subjects``: people new to the branch, looked up in the watch list before the change is made (KY-3); ``now``: what
    stands there now, in words, of a field that amends none of the client's own data; ``owners``: who owns an
    institution by the tree as it is typed; ``hidden``: fields that are not asked for as the case stands.
    """

    what: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Refused] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: list[ChangeLine] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    reads: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    tells: list[str] = field(default_factory=list)
    pictured: tuple[Pictured, ...] = ()
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    may_come: tuple[Person, ...] | None = None
    acts: Person | None = None
    licence_renewed: bool = False
    by_hand: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    now: dict[str, str] = field(default_factory=dict)
    owners: tuple[Owner, ...] = ()
    hidden: frozenset[str] = frozenset()

    def wrong(self, refused: Refused, name: str) -> None:
        """Note what is wrong with a field."""
        self.problems.setdefault(name, Refused(refused.code, field=name, **refused.facts))


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a kind gets to make the facts of one of its further forms.

    ``accounts``: the client's open accounts in words; ``read`` and ``confirmed_at``: of a form that is read first;
    ``institution``: what is registered of one.
    """

    form_id: str
    head: Head
    person: Party
    policy: Policy
    told: Told
    accounts: tuple[str, ...]
    read: tuple[SectionRead, ...] = ()
    confirmed_at: datetime | None = None
    institution: Institution | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The closing of a case, in its one transaction. ``documents``: number of each form; ``password``: a hash."""

    tx: Writing
    case: Case
    client: Client
    told: Told
    documents: Mapping[str, str]
    password: str


class ChangeKind(ABC):
    """A kind of change. Stateless."""

    code: ClassVar[str]
    """What the database and the window call it."""
    label: ClassVar[str]
    """Its Chinese name, for forms and lists."""
    form_id: ClassVar[str]
    """The form that the client signs."""
    fields: ClassVar[tuple[Field, ...]]
    """The fields of the step "change", in order."""
    renews_paper: ClassVar[bool] = False
    """The paper in the client's hand is the new one, and the old one may have expired."""
    sets_password: ClassVar[bool] = False
    """The client sets a counter password on the display."""

    for_clients: ClassVar[frozenset[ClientKind]] = frozenset(ClientKind)
    """The kinds of clients that it is for."""
    letter_scope: ClassVar[tuple[str, ...]] = ("changes",)
    """What an agent's letter has to cover for it: codes of ``app.institutions.domain.SCOPE``."""
    shows_accounts: ClassVar[bool] = False
    """The window shows a picture of the client's accounts and banks beside the fields."""

    def begin(self, tx: Writing, policy: Policy, client: Client) -> Mapping[str, str]:
        """What the program itself fills in when a case is begun (a number, a tree as it is now); nothing for most."""
        return {}

    def paper(self, sheet: Sheet) -> object | None:
        """The facts of a form in ``told.signs``, or of one in ``told.reads`` that is no plain disclosure; else None."""
        return None

    @abstractmethod
    def read(self, asking: Asking) -> Told:
        """What was typed as values, what is wrong with it, and what the form is to say. Looks up, changes nothing."""

    @abstractmethod
    def finish(self, work: Work) -> Mapping[str, object]:
        """Make the change; what the audit log is to know of it (no personal data)."""

    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(each.name for each in self.fields)

    def limits(self) -> Mapping[str, int]:
        """Characters that each field keeps while it is typed."""
        return {each.name: each.limit for each in self.fields}
