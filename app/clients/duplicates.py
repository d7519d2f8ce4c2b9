"""One client, once: who among the registered is, or may be, the one at the counter (KY-2)."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from app.clients.domain import Client, ClientHit, DuplicateReport, LikelyDuplicate, Likeness
from app.clients.storage import client, matching

MOST_LIKELY = 20
"""More likely duplicates of one kind than this are not shown."""


def duplicates(
    conn: sa.Connection,
    *,
    paper_number: str,
    name: str,
    birth_date: date | None,
    mobile: str,
    paper_kind: str = "",
) -> DuplicateReport:
    """Registered clients with the same paper, or likely the same person: name and birth date, mobile, number.

    Empty values match nothing, so it can be asked while fields are still being filled. The same number on another
    kind of paper counts as likely; without ``paper_kind`` it counts as the same paper.
    """
    c = client.c
    conditions: list[sa.ColumnElement[bool]] = []
    if paper_number:
        conditions.append(c.paper_number == paper_number)
    if name and birth_date:
        conditions.append(sa.and_(c.name == name, c.birth_date == birth_date))
    if mobile:
        conditions.append(c.mobile == mobile)
    same: ClientHit | None = None
    likely: dict[str, LikelyDuplicate] = {}
    for condition in conditions:  # one query each: each has its own index
        for other in matching(conn, condition, MOST_LIKELY):
            if paper_number and other.paper_number == paper_number and paper_kind in ("", other.paper_kind):
                same = ClientHit.of(other)
                continue
            likely[other.id] = LikelyDuplicate(ClientHit.of(other), _why(other, paper_number, name, birth_date, mobile))
    return DuplicateReport(same, tuple(likely.values()))


def _why(other: Client, paper_number: str, name: str, birth_date: date | None, mobile: str) -> tuple[Likeness, ...]:
    held = {
        Likeness.PAPER_NUMBER: bool(paper_number) and other.paper_number == paper_number,
        Likeness.NAME_AND_BIRTH: (other.name, other.birth_date) == (name, birth_date),
        Likeness.MOBILE: bool(mobile) and other.mobile == mobile,
    }
    return tuple(likeness for likeness, holds in held.items() if holds)
