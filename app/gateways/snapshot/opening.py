"""From a mapping and an address to a source, and the moment that a source's name tells."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from app.common.errors import Refused
from app.gateways.snapshot.conversion import moment_of
from app.gateways.snapshot.csv_file import CsvFile
from app.gateways.snapshot.dbf_file import DbfFile
from app.gateways.snapshot.mapping import MomentFrom, SnapshotMapping, SourceFormat
from app.gateways.snapshot.port import SnapshotSource


def open_source(source: Path | str, mapping: SnapshotMapping) -> SnapshotSource:
    """The source that ``mapping`` is for: a file, or for SQL the database's address (any SQLAlchemy URL)."""
    if mapping.source is SourceFormat.CSV:
        return CsvFile(Path(source), mapping)
    if mapping.source is SourceFormat.DBF:
        return DbfFile(Path(source), mapping)
    from app.gateways.snapshot.sql_view import SqlView

    return SqlView(str(source), mapping)


def known_moment(
    source: SnapshotSource, mapping: SnapshotMapping, *, given: datetime | None, now: datetime
) -> datetime | None:
    """When the rows were seen, as far as it is known before they are read; None when a column will say it.

    Refused: ``snapshots.moment_needed``, ``snapshots.moment_not_asked`` (given though the mapping takes it from
    elsewhere), ``snapshots.moment_in_name``, ``snapshots.not_a_moment``.
    """
    rule = mapping.moment
    if given is not None and rule.origin is not MomentFrom.GIVEN:
        raise Refused("snapshots.moment_not_asked", field="taken_at")
    match rule.origin:
        case MomentFrom.COLUMN:
            return None
        case MomentFrom.READING:
            return now
        case MomentFrom.GIVEN:
            if given is None:
                raise Refused("snapshots.moment_needed", field="taken_at")
            return given
        case MomentFrom.FILE_NAME:
            found = re.search(rule.pattern, source.name)
            if found is None:
                raise Refused("snapshots.moment_in_name")
            return moment_of("".join(part or "" for part in found.groups()), rule.form, rule.hour)
