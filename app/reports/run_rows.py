"""The register of runs, what was made by itself, and the schedule: rows that are only ever added to (SE-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata

TOPIC = "reports"


class Way(StrEnum):
    """How a report was had."""

    SCREEN = "screen"
    PRINT = "print"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    SCHEDULED = "scheduled"  # made by itself at the end of a day, archived


WAYS = {
    Way.SCREEN.value: "查看", Way.PRINT.value: "打印", Way.PDF.value: "PDF", Way.XLSX.value: "电子表格",
    Way.CSV.value: "CSV", Way.JSON.value: "JSON", Way.SCHEDULED.value: "日终生成",
}  # fmt: skip


class Frequency(StrEnum):
    """When a report is made by itself."""

    NEVER = "never"
    DAILY = "daily"  # at the end of each trading day
    WEEKLY = "weekly"  # on the last trading day of a week
    MONTHLY = "monthly"  # on the last trading day of a month


report_run = sa.Table(
    "report_run",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("report", sa.String(40), nullable=False),
    sa.Column("parameters", sa.Text, nullable=False, comment="JSON: names and values as they were asked for"),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("sha256", sa.String(64), nullable=False, comment="of the file; empty for the screen"),
    sa.Column("document_number", sa.String(64), nullable=False, comment="where it is archived; empty: it is not"),
    sa.Column("unmasked_for", sa.String(200), nullable=False, comment="why numbers were shown in full; empty: masked"),
    sa.CheckConstraint("way IN ('screen', 'print', 'pdf', 'xlsx', 'csv', 'json', 'scheduled')", name="way"),
    sa.Index("ix_report_run_report_at", "report", "at"),
)

report_made = sa.Table(
    "report_made",
    metadata,
    # the key: made by itself once for each day, week and month, whoever closes the day how often
    sa.Column("report", sa.String(40), primary_key=True),
    sa.Column("frequency", sa.String(16), primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("run_number", sa.String(32), sa.ForeignKey("report_run.number"), nullable=False, unique=True),
)

report_schedule = sa.Table(
    "report_schedule",
    metadata,
    sa.Column("report", sa.String(40), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False, comment="1, 2 ...: the last one holds"),
    sa.Column("frequency", sa.String(16), nullable=False),
    sa.Column("roles", sa.Text, nullable=False, comment="JSON list of the roles that receive it"),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("version >= 1", name="version"),
    sa.CheckConstraint("frequency IN ('never', 'daily', 'weekly', 'monthly')", name="frequency"),
)

APPEND_ONLY: tuple[str, ...] = ("report_run", "report_made", "report_schedule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a report. ``sha256``: of the file that left; ``unmasked_for``: why numbers were shown in full."""

    number: str
    report: str
    parameters: Mapping[str, str]
    way: Way
    rows: int
    by: str
    by_name: str
    station: str
    at: datetime
    sha256: str = ""
    document_number: str = ""
    unmasked_for: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a report is made by itself, and which roles receive it; ``version`` 0: nobody has said anything yet."""

    report: str
    version: int
    frequency: Frequency
    roles: tuple[str, ...]
    by_name: str
    at: datetime | None


def add(conn: sa.Connection, run: Run) -> None:
    """Enter a run in the register."""
    values: dict[str, Any] = {name: getattr(run, name) for name in Run.__slots__}
    values |= {"parameters": canonical_json(dict(run.parameters)), "way": run.way.value}
    conn.execute(report_run.insert().values(values))
    if run.way is not Way.SCREEN:
        tell(conn, TOPIC)


def by_number(conn: sa.Connection, number: str) -> Run:
    """One run. Refused: ``reports.unknown_run``."""
    row = conn.execute(sa.select(report_run).where(report_run.c.number == number)).mappings().one_or_none()
    if row is None:
        raise Refused("reports.unknown_run")
    return _run(dict(row))


def latest(
    conn: sa.Connection, *, reports: tuple[str, ...], by: str = "", report: str = "", screens: bool = True,
    limit: int = 200,
) -> tuple[Run, ...]:  # fmt: skip
    """Runs of these reports, the newest first; of one person, of one report; ``screens``: looks as well."""
    c = report_run.c
    query = sa.select(report_run).where(c.report.in_(reports))
    if by:
        query = query.where(c.by == by)
    if report:
        query = query.where(c.report == report)
    if not screens:
        query = query.where(c.way != Way.SCREEN.value)
    rows = conn.execute(query.order_by(c.at.desc(), c.number.desc()).limit(limit)).mappings()
    return tuple(_run(dict(row)) for row in rows)


def scheduled(conn: sa.Connection, *, reports: tuple[str, ...], report: str = "", limit: int = 200) -> tuple[Run, ...]:
    """What was made by itself of these reports, the newest first."""
    c = report_run.c
    query = sa.select(report_run).where(c.report.in_(reports), c.way == Way.SCHEDULED.value)
    if report:
        query = query.where(c.report == report)
    rows = conn.execute(query.order_by(c.at.desc(), c.number.desc()).limit(limit)).mappings()
    return tuple(_run(dict(row)) for row in rows)


def _run(values: dict[str, Any]) -> Run:
    return Run(**{**values, "parameters": json.loads(values["parameters"]), "way": Way(values["way"])})


def made(conn: sa.Connection, report: str, frequency: Frequency, day: date) -> bool:
    """Whether it has been made by itself for the period that ends on this day."""
    c = report_made.c
    query = sa.select(c.run_number).where(c.report == report, c.frequency == frequency.value, c.day == day)
    return conn.execute(query).first() is not None


def note_made(conn: sa.Connection, report: str, frequency: Frequency, day: date, number: str) -> None:
    """It is made for this period. Refused: ``reports.made_already`` when another counter was faster."""
    values = {"report": report, "frequency": frequency.value, "day": day, "run_number": number}
    try:
        conn.execute(report_made.insert().values(values))
    except IntegrityError as race:
        raise Refused("reports.made_already") from race


def schedules(conn: sa.Connection) -> dict[str, Schedule]:
    """What holds for each report that somebody has said something about."""
    c = report_schedule.c
    newest = sa.select(c.report, sa.func.max(c.version).label("version")).group_by(c.report).subquery()
    query = sa.select(report_schedule).join(
        newest, sa.and_(newest.c.report == c.report, newest.c.version == c.version)
    )  # fmt: skip
    return {
        row.report: Schedule(
            row.report, row.version, Frequency(row.frequency), tuple(json.loads(row.roles)), row.by_name, row.at
        )
        for row in conn.execute(query)
    }


def put_schedule(
    conn: sa.Connection, report: str, frequency: Frequency, roles: tuple[str, ...], seen_version: int, *, by: str,
    by_name: str, at: datetime,
) -> None:  # fmt: skip
    """What holds from now on. Refused: ``reports.schedule_changed`` when it is no longer at ``seen_version``."""
    newest = conn.execute(
        sa.select(sa.func.coalesce(sa.func.max(report_schedule.c.version), 0)).where(report_schedule.c.report == report)
    ).scalar_one()
    if newest != seen_version:
        raise Refused("reports.schedule_changed")
    values = {
        "report": report, "version": seen_version + 1, "frequency": frequency.value,
        "roles": canonical_json(list(roles)), "by": by, "by_name": by_name, "at": at,
    }  # fmt: skip
    try:
        conn.execute(report_schedule.insert().values(values))
    except IntegrityError as race:
        raise Refused("reports.schedule_changed") from race
    tell(conn, TOPIC)


def in_words(parameters: str) -> str:
    """Parameters as they lie in the register, on one line: their values, those that say something."""
    return " ".join(str(value) for value in json.loads(parameters).values() if value)
