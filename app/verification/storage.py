"""What a verification reads beside the capabilities' own rows."""

from __future__ import annotations

import json
from collections.abc import Mapping

import sqlalchemy as sa

from app.audit.storage import audit_log
from app.onboarding.storage import opening
from app.transfer_out.case import Status
from app.transfer_out.storage import transfer_case

CLOSING_ACTS = (
    "opening.completed",
    "transfer.carried_out",
    "transfer.retained",
    "changes.completed",
    "risk.completed",
    "dayend.copy_added",
)
COPY_ACT = "scans.copy_added"
PAGE_ACT = "document.check_filed"
"""Acts that close a case, or add to a closed one, and name the documents that were archived with it."""


def completed_openings(connection: sa.Connection) -> tuple[str, ...]:
    """Case numbers of all completed openings, sorted."""
    query = sa.select(opening.c.case_number).where(opening.c.status == "completed").order_by(opening.c.case_number)
    return tuple(connection.execute(query).scalars())


def ended_transfers(connection: sa.Connection) -> tuple[str, ...]:
    """Case numbers of all transfer-out requests that were carried out, or whose client stayed; sorted."""
    ended = [status.value for status in (Status.CARRIED_OUT, Status.RETAINED)]
    query = sa.select(transfer_case.c.number).where(transfer_case.c.status.in_(ended)).order_by(transfer_case.c.number)
    return tuple(connection.execute(query).scalars())


def audited_documents(connection: sa.Connection) -> Mapping[str, Mapping[str, str]]:
    """By case number, what the audit log says was archived when it was closed: document number -> content hash."""
    query = (
        sa.select(audit_log.c.subject_id, audit_log.c.after)
        .where(audit_log.c.act.in_(CLOSING_ACTS))
        .order_by(audit_log.c.station, audit_log.c.seq)
    )
    found: dict[str, dict[str, str]] = {}
    for case_number, after in connection.execute(query):
        found.setdefault(case_number, {}).update(_documents(after))
    return found


def audited_copies(connection: sa.Connection) -> Mapping[str, str]:
    """What the audit log says of signed paper copies beside documents, and of verification pages: number -> hash."""
    query = sa.select(audit_log.c.after).where(audit_log.c.act.in_((COPY_ACT, PAGE_ACT)))
    rows = connection.execute(query).scalars()
    return {number: sha256 for after in rows for number, sha256 in _documents(after).items()}


def _documents(after: str | None) -> dict[str, str]:
    try:
        content = json.loads(after or "{}")
        return {str(number): str(sha256) for number, sha256 in content["documents"].items()}
    except (ValueError, KeyError, AttributeError, TypeError):
        return {}  # an edited row, which the chain tells of


def database_problems(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """What the database itself finds wrong, as (place, sentence). PostgreSQL keeps its references by itself."""
    if connection.dialect.name != "sqlite":
        return ()
    found = [("branch.db", str(row[0])) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    found += [
        ("branch.db", str(row[0])) for row in connection.exec_driver_sql("PRAGMA integrity_check(50)") if row[0] != "ok"
    ]
    found += [
        (f"{table} row {row}", f"The row refers to a row of {parent} that does not exist.")
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return tuple(found)
