"""Reading the audit log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.audit import storage
from app.audit.storage import AuditRow
from app.common.actor import Actor, Right
from app.storage.db import Database

MOST = 1000


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One act as a reader sees it; ``before`` and ``after`` are the JSON values, numbers in them masked."""

    station: str
    seq: int
    at: datetime
    staff_id: str
    act: str
    subject_kind: str
    subject_id: str
    before: Any
    after: Any


class AuditReader:
    """The audit log for those who may read it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def recent(
        self, actor: Actor, *, limit: int = 100, subject: tuple[str, str] | None = None
    ) -> tuple[AuditRecord, ...]:
        """The newest acts first, at most ``limit`` (1 to 1000); ``subject`` (kind, id) narrows them. One read.

        Refused: ``auth.denied`` without AUDIT_READ (SE-1).
        """
        actor.need(Right.AUDIT_READ)
        with self._db.read() as connection:
            rows = storage.recent(connection, limit=max(1, min(limit, MOST)), subject=subject)
        return tuple(_record(row) for row in rows)


def _record(row: AuditRow) -> AuditRecord:
    return AuditRecord(
        row.station,
        row.seq,
        row.at,
        row.staff_id,
        row.act,
        row.subject_kind,
        row.subject_id,
        None if row.before is None else json.loads(row.before),
        None if row.after is None else json.loads(row.after),
    )
