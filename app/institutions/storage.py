"""Rows of institutions: their licence, who acts for them, who holds them, who owns them. Numbers are sealed (SE-1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.institutions.domain import Basis, Institution, Letter, Owner, Person, Role
from app.institutions.ownership import Holder, HolderKind
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

institution = sa.Table(
    "institution",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("licence_kind", sa.String(32), nullable=False),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("size", sa.String(32), nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("seals", sa.String(200), nullable=False),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("registered_at", UtcDateTime, nullable=False),
    # people, holders and owners with their numbers: read and written as a whole, never searched
    sa.Column("people", Sealed("institution.people"), nullable=False),
    sa.Column("holders", Sealed("institution.holders"), nullable=False),
    sa.Column("owners", Sealed("institution.owners"), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()


def add(conn: sa.Connection, made: Institution) -> None:
    """Keep what is registered of an institution."""
    conn.execute(
        institution.insert().values(
            client_id=made.client_id, licence_kind=made.licence_kind, type=made.type, size=made.size,
            scope=made.scope, seals=",".join(made.seals), case_number=made.case_number,
            registered_at=made.registered_at,
            people=json.dumps([_person_row(one) for one in made.people], ensure_ascii=False),
            holders=json.dumps([_holder_row(one) for one in made.holders], ensure_ascii=False),
            owners=json.dumps([_owner_row(one) for one in made.owners], ensure_ascii=False),
        )
    )  # fmt: skip


def of_client(conn: sa.Connection, client_id: str) -> Institution | None:
    """What is registered of an institution; None for a natural person, or one that was opened before this was kept."""
    row = conn.execute(sa.select(institution).where(institution.c.client_id == client_id)).first()
    if row is None:
        return None
    return Institution(
        client_id=row.client_id, licence_kind=row.licence_kind, type=row.type, size=row.size, scope=row.scope,
        people=tuple(map(_person, json.loads(row.people))), holders=tuple(map(_holder, json.loads(row.holders))),
        owners=tuple(map(_owner, json.loads(row.owners))),
        seals=tuple(code for code in row.seals.split(",") if code), case_number=row.case_number,
        registered_at=row.registered_at,
    )  # fmt: skip


def all_people(conn: sa.Connection) -> Iterator[tuple[str, tuple[Person, ...]]]:
    """Who acts for each institution, by client id."""
    for row in conn.execute(sa.select(institution.c.client_id, institution.c.people)):
        yield row.client_id, tuple(map(_person, json.loads(row.people)))


def put_person(conn: sa.Connection, client_id: str, person: Person) -> None:
    """Register who acts for an institution in the person's role, in place of whoever did; the form tells who it was.

    Refused: ``institutions.nobody_registered`` when nothing is kept of this institution.
    """
    people = [one for one in _kept(conn, client_id).people if one.role is not person.role]
    people.insert(0 if person.role is Role.REPRESENTATIVE else len(people), person)
    _put(conn, client_id, people=json.dumps([_person_row(one) for one in people], ensure_ascii=False))


def withdraw_agent(conn: sa.Connection, client_id: str) -> None:
    """From now on the legal representative alone acts. Refused: as :func:`put_person`."""
    people = [_person_row(one) for one in _kept(conn, client_id).people if one.role is not Role.AGENT]
    _put(conn, client_id, people=json.dumps(people, ensure_ascii=False))


def put_licence(conn: sa.Connection, client_id: str, *, type_: str, scope: str) -> None:
    """Keep what else a renewed licence says; name, number and term are the client's. Refused: as :func:`put_person`."""
    _kept(conn, client_id)
    _put(conn, client_id, type=type_, scope=scope)


def put_owners(
    conn: sa.Connection, client_id: str, holders: tuple[Holder, ...], owners: tuple[Owner, ...]
) -> None:  # fmt: skip
    """Keep another tree with who owns by it; the form tells what it was before. Refused: as :func:`put_person`."""
    _kept(conn, client_id)
    _put(
        conn, client_id, holders=json.dumps([_holder_row(one) for one in holders], ensure_ascii=False),
        owners=json.dumps([_owner_row(one) for one in owners], ensure_ascii=False),
    )  # fmt: skip


def put_seals(conn: sa.Connection, client_id: str, seals: tuple[str, ...]) -> None:
    """Keep which seals the new card shows. Refused: as :func:`put_person`."""
    _kept(conn, client_id)
    _put(conn, client_id, seals=",".join(seals))


def _kept(conn: sa.Connection, client_id: str) -> Institution:
    found = of_client(conn, client_id)
    if found is None:
        raise Refused("institutions.nobody_registered")
    return found


def _put(conn: sa.Connection, client_id: str, **values: str) -> None:
    conn.execute(institution.update().where(institution.c.client_id == client_id).values(**values))


def erase(conn: sa.Connection, client_id: str) -> None:
    """Forget who acts for an institution and who owns it: its dossier is destroyed (AR-4)."""
    conn.execute(institution.delete().where(institution.c.client_id == client_id))


def _person_row(one: Person) -> dict[str, Any]:
    letter = one.letter
    return {
        "role": one.role.value, "name": one.name, "paper_kind": one.paper_kind, "paper_number": one.paper_number,
        "paper_from": one.paper_from.isoformat(),
        "paper_until": one.paper_until.isoformat() if one.paper_until is not None else "", "post": one.post,
        "letter": None if letter is None else {
            "number": letter.number, "from": letter.valid_from.isoformat(), "until": letter.valid_until.isoformat(),
            "scope": list(letter.scope),
        },
    }  # fmt: skip


def _person(row: dict[str, Any]) -> Person:
    kept, until = row["letter"], row["paper_until"]
    letter = None
    if kept is not None:
        letter = Letter(
            kept["number"], date.fromisoformat(kept["from"]), date.fromisoformat(kept["until"]), tuple(kept["scope"])
        )
    return Person(
        Role(row["role"]), row["name"], row["paper_kind"], row["paper_number"], date.fromisoformat(row["paper_from"]),
        date.fromisoformat(until) if until else None, row["post"], letter,
    )  # fmt: skip


def _holder_row(one: Holder) -> dict[str, Any]:
    return {
        "place": one.place, "name": one.name, "kind": one.kind.value, "share": str(one.share),
        "paper_kind": one.paper_kind, "paper_number": one.paper_number,
        "holders": [_holder_row(below) for below in one.holders],
    }  # fmt: skip


def _holder(row: dict[str, Any]) -> Holder:
    return Holder(
        row["place"], row["name"], HolderKind(row["kind"]), Fraction(row["share"]), row["paper_kind"],
        row["paper_number"], tuple(map(_holder, row["holders"])),
    )  # fmt: skip


def _owner_row(one: Owner) -> dict[str, Any]:
    return {
        "name": one.name, "paper_kind": one.paper_kind, "paper_number": one.paper_number, "basis": one.basis.value,
        "share": str(one.share), "how": one.how,
    }  # fmt: skip


def _owner(row: dict[str, Any]) -> Owner:
    return Owner(
        row["name"], row["paper_kind"], row["paper_number"], Basis(row["basis"]), Fraction(row["share"]), row["how"]
    )
