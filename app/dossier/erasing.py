"""What was typed, answered and signed in the cases of a destroyed dossier goes with it; the case numbers stay (AR-4).

What lies in tables that are only ever added to stays: see docs/decisions/0017.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import ERASED, Erased
from app.changes import storage as changes
from app.changes.storage import change_capture, change_case
from app.complaints import storage as complaints
from app.dossier import destroying_rows
from app.institutions import storage as institutions
from app.messages import storage as messages
from app.onboarding import storage as openings
from app.onboarding.judged import SCAN
from app.onboarding.storage import opening, opening_capture
from app.storage.db import Writing
from app.transfer_out import storage as transfers
from app.transfer_out.case import RUNNING
from app.transfer_out.storage import transfer_capture, transfer_case

SCAN_KEYS = (SCAN, "sha256")
"""Where an act names the file of a scan."""


def erase_cases(tx: Writing, client_ids: Iterable[str], destruction: str) -> tuple[str, ...]:
    """Erase the ended cases of these clients in ``tx``; their numbers. The scans go later: :func:`left_files`."""
    erased: list[str] = []
    by = {"witness": tx.actor.staff_id, "station": tx.actor.station}
    for client_id in client_ids:
        for number in _openings(tx.conn, client_id):
            mark = Erased(destruction, tx.at, _scans(openings.acts(tx.conn, number)))
            openings.erase(tx.conn, number, mark, **by)
            erased.append(number)
        for number in _transfers(tx.conn, client_id):
            mark = Erased(destruction, tx.at, _scans(transfers.acts(tx.conn, number)))
            transfers.erase(tx.conn, number, mark, **by)
            erased.append(number)
        for number in _changes(tx.conn, client_id):
            mark = Erased(destruction, tx.at, _scans(changes.acts(tx.conn, number)))
            changes.erase(tx.conn, number, mark, **by)
            erased.append(number)
        erased += complaints.erase_closed(tx.conn, client_id)
        institutions.erase(tx.conn, client_id)
        messages.erase_ended(tx.conn, client_id)
    return tuple(erased)


def left_files(conn: sa.Connection, client_ids: Iterable[str], destruction: str) -> frozenset[str]:
    """Scans that went with the cases of a list and that no document of somebody else needs."""
    clients = tuple(client_ids)
    marks = (mark for client_id in clients for mark in _marks(conn, client_id))
    named = {name for mark in marks if mark.destruction == destruction for name in mark.files}
    named |= complaints.erased_evidence(conn, clients)
    filed = {sha for sha in named if (found := archive.by_file(conn, sha)) and not _gone(conn, found.number)}
    return frozenset(named - filed - attached_scans(conn)) if named else frozenset()


def attached_scans(conn: sa.Connection) -> frozenset[str]:
    """The files of scans attached to cases: those that are open still, and those that ended without documents."""
    query = sa.select(opening_capture.c.value).join_from(opening_capture, opening)
    rows = query.where(opening.c.status == "open", opening_capture.c.name.startswith("signature:"))
    texts = [*conn.execute(rows).scalars()]
    of_transfers = sa.or_(*(transfer_capture.c.name.startswith(prefix) for prefix in ("signature:", "scan:")))
    texts += conn.execute(sa.select(transfer_capture.c.value).where(of_transfers)).scalars()
    of_changes = sa.select(change_capture.c.value).join_from(change_capture, change_case)
    running = of_changes.where(change_case.c.status == "open", change_capture.c.name.startswith("signature:"))
    texts += conn.execute(running).scalars()
    values = [json.loads(text) for text in texts]
    return frozenset(str(value[key]) for value in values for key in SCAN_KEYS if key in value)


def _gone(conn: sa.Connection, document_number: str) -> bool:
    return destroying_rows.destroyed_one(conn, document_number) is not None


def _marks(conn: sa.Connection, client_id: str) -> list[Erased]:
    acts = [openings.mark(conn, number) for number in _openings(conn, client_id, again=True)]
    acts += [transfers.mark(conn, number) for number in _transfers(conn, client_id, again=True)]
    acts += [changes.mark(conn, number) for number in _changes(conn, client_id, again=True)]
    return [found for found in acts if found is not None]


def _openings(conn: sa.Connection, client_id: str, *, again: bool = False) -> list[str]:
    """Ended openings of a client; ``again``: those that were erased too."""
    query = sa.select(opening.c.case_number).where(opening.c.client_id == client_id, opening.c.status == "completed")
    numbers = conn.execute(query.order_by(opening.c.case_number)).scalars()
    return [number for number in numbers if again or openings.mark(conn, number) is None]


def _transfers(conn: sa.Connection, client_id: str, *, again: bool = False) -> list[str]:
    c = transfer_case.c
    running = sorted(status.value for status in RUNNING)
    query = sa.select(c.number).where(c.client_id == client_id, c.status.not_in(running))
    numbers = conn.execute(query.order_by(c.number)).scalars()
    return [number for number in numbers if again or transfers.mark(conn, number) is None]


def _changes(conn: sa.Connection, client_id: str, *, again: bool = False) -> list[str]:
    c = change_case.c
    query = sa.select(c.number).where(c.client_id == client_id, c.status != "open").order_by(c.number)
    numbers = conn.execute(query).scalars()
    return [number for number in numbers if again or changes.mark(conn, number) is None]


def _scans(acts: dict[str, Any]) -> tuple[str, ...]:
    values = [value for name, value in acts.items() if name != ERASED and isinstance(value, dict)]
    return tuple(sorted({str(value[key]) for value in values for key in SCAN_KEYS if key in value}))
