"""Papers and calls of complaints: nobody reads those about themselves, others as the complaint itself (CP-3).

Who keeps the archive handles the papers, whatever they say, but not those about themselves. The calling back of a
client is a record of calls as well; whoever made it reads it, for a correction is added by its author.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from app.archive.domain import Document
from app.common.actor import Actor, Right
from app.complaints import storage
from app.complaints.seeing import part_of, with_callers
from app.complaints.steps import may_see
from app.contacts import storage as contacts

KIND = "complaint"
"""The kind of the forms of complaints."""
CALL = "contact"
"""The kind of the forms of calls."""


def hidden(conn: sa.Connection, actor: Actor, documents: Iterable[Document]) -> frozenset[str]:
    """The numbers of those documents that are as good as unknown to the actor."""
    documents = tuple(documents)
    cases = {one.number: one.case_number for one in documents if one.kind == KIND}
    calls = [one.number for one in documents if one.kind == CALL and one.made_by != actor.staff_id]
    cases |= contacts.complaints_of(conn, calls)
    shut = {case_number for case_number in set(cases.values()) if not _open_to(conn, actor, case_number)}
    return frozenset(number for number, case_number in cases.items() if case_number in shut)


def unseen(conn: sa.Connection, actor: Actor, case_numbers: Iterable[str]) -> frozenset[str]:
    """Those complaints whose calls are as good as unknown to the actor (``app.contacts.service.Unseen``)."""
    return frozenset(one for one in set(case_numbers) if not _may_see(conn, actor, one))


def _may_see(conn: sa.Connection, actor: Actor, case_number: str) -> bool:
    found = storage.by_number(conn, case_number)
    return found is None or may_see(part_of(actor), *with_callers(conn, [found]))


def _open_to(conn: sa.Connection, actor: Actor, case_number: str) -> bool:
    found = storage.by_number(conn, case_number)
    if found is None:
        return True  # erased with its dossier: there is nobody left to be protected from
    (complaint,) = with_callers(conn, [found])
    keeps = actor.may(Right.DOSSIER_WRITE) and actor.staff_id not in complaint.staff_complained_of
    return keeps or may_see(part_of(actor), complaint)
