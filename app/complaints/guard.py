"""Papers of complaints in the archive: nobody reads one about themselves, others as the complaint itself (CP-3).

Who keeps the archive handles the papers, whatever they say, but not those about themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from app.archive.domain import Document
from app.common.actor import Actor, Right
from app.complaints import storage
from app.complaints.domain import may_see
from app.complaints.seeing import part_of, with_callers

KIND = "complaint"
"""The kind of the forms of complaints."""


def hidden(conn: sa.Connection, actor: Actor, documents: Iterable[Document]) -> frozenset[str]:
    """The numbers of those documents that are as good as unknown to the actor."""
    papers = [one for one in documents if one.kind == KIND]
    shut: dict[str, bool] = {}
    for case_number in {one.case_number for one in papers}:
        shut[case_number] = not _open_to(conn, actor, case_number)
    return frozenset(one.number for one in papers if shut[one.case_number])


def _open_to(conn: sa.Connection, actor: Actor, case_number: str) -> bool:
    found = storage.by_number(conn, case_number)
    if found is None:
        return True  # erased with its dossier: there is nobody left to be protected from
    (complaint,) = with_callers(conn, [found])
    keeps = actor.may(Right.DOSSIER_WRITE) and actor.staff_id not in complaint.staff_complained_of
    return keeps or may_see(part_of(actor), complaint)
