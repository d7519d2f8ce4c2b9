"""Looking at what is registered of an institution: who acts for it, until when, who owns it; numbers masked (SE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.clients import storage as clients
from app.clients.paper_numbers import PaperKind
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.values import mask_paper
from app.institutions import storage
from app.institutions.domain import CONTROL, LICENCES, SCOPE, SEALS, SIZES, TYPES, Basis, Owner, Person, label
from app.institutions.ownership import HolderKind, percent, walk
from app.storage.db import Database


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who acts for an institution, masked. ``letter_valid``: None for who needs no letter."""

    role: str
    name: str
    paper: str
    paper_until: date | None
    post: str
    letter_number: str
    letter_until: date | None
    letter_scope: tuple[str, ...]
    letter_valid: bool | None


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A holder of the tree, ``depth`` from 0, with its share of what stands above and of the whole."""

    depth: int
    name: str
    kind: HolderKind
    share: str
    effective: str


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """A beneficial owner, masked; ``why``: share, way of control, or post."""

    name: str
    paper: str
    basis: Basis
    why: str


@dataclass(frozen=True, slots=True)
class InstitutionCard:
    """An institution as a window shows it."""

    licence: str
    type: str
    size: str
    scope: str
    seals: tuple[str, ...]
    people: tuple[PersonLine, ...]
    holders: tuple[HolderLine, ...]
    owners: tuple[OwnerLine, ...]
    case_number: str


class InstitutionService:
    """What windows may ask about institutions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def card(self, actor: Actor, client_id: str) -> InstitutionCard | None:
        """The institution's card, masked; None for a natural person or one opened before this was kept.

        Needs CLIENT_READ. Refused: ``clients.unknown``. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            clients.get_client(conn, client_id)
            found = storage.of_client(conn, client_id)
        if found is None:
            return None
        today = branch_day(self._db.clock.now())
        return InstitutionCard(
            licence=label(LICENCES, found.licence_kind), type=label(TYPES, found.type),
            size=label(SIZES, found.size), scope=found.scope,
            seals=tuple(label(SEALS, code) for code in found.seals),
            people=tuple(_person(one, today) for one in found.people),
            holders=tuple(
                HolderLine(one.place.count("."), one.name, one.kind, percent(one.share), percent(effective))
                for one, effective in walk(found.holders)
            ),
            owners=tuple(map(_owner, found.owners)), case_number=found.case_number,
        )  # fmt: skip


def _person(one: Person, today: date) -> PersonLine:
    letter = one.letter
    return PersonLine(
        role=one.role.value, name=one.name, paper=f"{PaperKind(one.paper_kind).label} {mask_paper(one.paper_number)}",
        paper_until=one.paper_until, post=one.post, letter_number=letter.number if letter else "",
        letter_until=letter.valid_until if letter else None,
        letter_scope=tuple(label(SCOPE, code) for code in letter.scope) if letter else (),
        letter_valid=letter.valid_from <= today <= letter.valid_until if letter else None,
    )  # fmt: skip


def _owner(one: Owner) -> OwnerLine:
    why = {Basis.SHARES: percent(one.share), Basis.CONTROL: label(CONTROL, one.how), Basis.MANAGER: one.how}[one.basis]
    return OwnerLine(one.name, f"{PaperKind(one.paper_kind).label} {mask_paper(one.paper_number)}", one.basis, why)
