"""Looking people of a case up in the list: what every flow calls, in its own transaction (KY-3).

``look`` says how the case stands now, ``note`` puts new hits before compliance. A list once in force never changes, so
what was found is remembered while the program runs: a case is looked at with every field that is left.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

import sqlalchemy as sa

from app.common.errors import Refused
from app.common.values import new_id
from app.due_diligence import hit_rows, storage
from app.due_diligence.domain import Hit, Match, Standing, Subject, WatchList, standing
from app.due_diligence.hit_rows import TOPIC
from app.storage.changes import tell
from app.storage.db import Writing

_REMEMBERED = 512
_lock = Lock()
_found: OrderedDict[tuple[str, str, str], tuple[Match, ...]] = OrderedDict()


def look(conn: sa.Connection, subjects: Iterable[Subject], *, case_number: str = "", client_id: str = "") -> Standing:
    """How a case (or a registered client) stands: free, waiting for compliance, or stopped. Reads only."""
    found = {mark for mark, *_ in _hits(conn, subjects)}
    if not found:
        return Standing.FREE
    decided = hit_rows.marks(conn, case_number=case_number, client_id=client_id)
    return standing(found, hit_rows.known(found, decided))


def of_client(conn: sa.Connection, client_id: str) -> Standing:
    """How a registered client stands by the hits found when clients were looked up again: by what is noted alone."""
    verdicts = hit_rows.marks(conn, client_id=client_id)
    return standing(verdicts, {mark: verdict for mark, verdict in verdicts.items() if verdict is not None})


def need_client_free(conn: sa.Connection, client_id: str) -> None:
    """Refuse ``screening.undecided`` and ``screening.stopped`` for business of a registered client (KY-3)."""
    found = of_client(conn, client_id)
    if found is not Standing.FREE:
        raise Refused(found.value)


def note(
    tx: Writing, subjects: Iterable[Subject], *, case_number: str = "", client_id: str = "", opened_by: str = "",
    opened_by_name: str = "",
) -> int:  # fmt: skip
    """Put hits that are new for this case or client before compliance, each audited; how many there were.

    ``opened_by``: whose case it is, who may not decide on it.
    """
    found = _hits(tx.conn, subjects)
    if not found:
        return 0
    there = hit_rows.marks(tx.conn, case_number=case_number, client_id=client_id)
    new = {mark: (watch, subject, match) for mark, watch, subject, match in found if mark not in there}
    for watch, subject, match in new.values():
        hit = Hit(
            id=new_id(), case_number=case_number, client_id=client_id, subject=subject, list_version=watch.version,
            match=match, found_at=tx.at, opened_by=opened_by, opened_by_name=opened_by_name,
        )  # fmt: skip
        hit_rows.add(tx.conn, hit)
        told = {"case": case_number, "client": client_id, "list": watch.version, "row": match.entry.row,
                "score": match.score, "by_number": match.by_number}  # fmt: skip
        tx.audit("screening.found", "screening", hit.id, after=told)
    if new:
        tell(tx.conn, TOPIC)
    return len(new)


def need_free(conn: sa.Connection, subjects: Iterable[Subject], *, case_number: str = "", client_id: str = "") -> None:
    """Refuse ``screening.undecided`` and ``screening.stopped``: neutral words, for the client may be told them."""
    found = look(conn, subjects, case_number=case_number, client_id=client_id)
    if found is not Standing.FREE:
        raise Refused(found.value)


def _hits(conn: sa.Connection, subjects: Iterable[Subject]) -> list[tuple[str, WatchList, Subject, Match]]:
    watch = storage.in_force(conn)
    if watch is None:
        return []
    return [
        (hit_rows.mark_of(conn, subject, match.entry), watch, subject, match)
        for subject in subjects
        if subject.name
        for match in _matches(conn, watch, subject)
    ]


def _matches(conn: sa.Connection, watch: WatchList, subject: Subject) -> tuple[Match, ...]:
    key = (watch.id, subject.name, subject.number)
    with _lock:
        if key in _found:
            return _found[key]
    found = storage.matches(conn, watch, subject)
    with _lock:
        _found[key] = found
        while len(_found) > _REMEMBERED:
            _found.popitem(last=False)
    return found
