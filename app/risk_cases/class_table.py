"""《风险承受能力客户分类表》 of any day: shown, as PDF, as workbook, and into the two directors' in-trays (RA-7)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.archive.heads import Head
from app.auth import storage as users
from app.common.actor import Actor, Right
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.policy.composing import Base
from app.policy.in_force import questionnaire_on
from app.policy.values import Policy, Questionnaire
from app.risk_cases.class_rows import Row, rows
from app.risk_cases.facts import ClassTableFacts, LevelCount, NewlyAssessed, Placed
from app.risk_cases.judging import Surface
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind

FORM = "class-table"
PREFIX = "FL"
"""What a table's number begins with; the day follows."""
MOST_PRINTED = 400
"""Lines of each list on the printed table; the workbook has all of them."""


def number_of(day: date) -> str:
    """The number of a day's table."""
    return f"{PREFIX}{day:%Y%m%d}"


class ClassTableService:
    """Use cases of the daily table. Needs REPORT_READ; what leaves the program is audited.

    ``base``: what the branch's policy began with; a table of another day is made by the questionnaire of that day.
    """

    def __init__(self, db: Database, surface: Surface, base: Base) -> None:
        self._db = db
        self._surface = surface
        self._base = base

    def table(self, actor: Actor, day: date) -> ClassTableFacts:
        """The table of a day, as of its end (of now, for today). Needs REPORT_READ. One read transaction.

        Refused: ``risk.future_day``.
        """
        actor.need(Right.REPORT_READ)
        surface = self._surface
        head = Head(
            number=number_of(day), case_number="", made_on=day, branch=surface.branch, teller_name=actor.name,
            teller_number=actor.staff_number,
        )  # fmt: skip
        with self._db.read() as conn:
            made_by = f"{actor.name}（工号{actor.staff_number}）"
            return gathered(conn, surface.policy, self._base, day, surface.clock.now(), head=head, made_by=made_by)

    def pdf(self, actor: Actor, day: date) -> bytes:
        """The table as PDF, long lists cut short: not archived, its making is audited. Refused: as :meth:`table`."""
        facts = self.table(actor, day)
        pdf = self._surface.press.press(FORM, shortened(facts)).pdf
        return self._handed_out(actor, facts, "pdf", pdf)

    def xlsx(self, actor: Actor, day: date) -> bytes:
        """The table as .xlsx with every client; who and when are on its first sheet (SE-1). Audited."""
        from app.risk_cases.class_book import workbook  # the library is loaded when it is needed

        facts = self.table(actor, day)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station))

    def printable_form(self, actor: Actor, number: str, form_id: str) -> bytes:
        """The pages of the table with this number for the printer; audited as :meth:`pdf`, refused as it.

        Refused besides: ``reports.day`` when the number is no table's.
        """
        actor.need(Right.REPORT_READ)
        try:
            day = datetime.strptime(number, f"{PREFIX}%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            raise Refused("reports.day") from None
        return self.pdf(actor, day)

    def _handed_out(self, actor: Actor, facts: ClassTableFacts, kind: str, content: bytes) -> bytes:
        told = {"form": FORM, "kind": kind, "day": facts.day, "sha256": hashlib.sha256(content).hexdigest()}
        with self._db.write(actor) as tx:
            tx.audit("reports.exported", "report", facts.head.number, after=told)
        return content


def gathered(
    conn: sa.Connection, policy: Policy, base: Base, day: date, now: datetime, *, head: Head, made_by: str
) -> ClassTableFacts:
    """The table of ``day``, with every client in it. Refused: ``risk.future_day``."""
    if day > branch_day(now):
        raise Refused("risk.future_day", field="day")
    questionnaire = questionnaire_on(conn, base, policy, branch_day(now), day)
    return _facts(head, day, now, made_by, list(rows(conn, questionnaire.pack, _end(day))), questionnaire)


def shortened(facts: ClassTableFacts) -> ClassTableFacts:
    """The table as it is printed: long lists cut short, and how many are left out."""
    printed = replace(facts, placed=(), missing=facts.missing[:MOST_PRINTED], new=facts.new[:MOST_PRINTED])
    cut = len(facts.missing) - len(printed.missing) + len(facts.new) - len(printed.new)
    return replace(printed, cut=cut)


def send(tx: Writing, day: date, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Put the table of ``day`` into the in-trays of everybody with one of ``roles``, once; staff ids it went to.

    Called at the end of a teller's day: the first who closes sends it, and it is the table of the whole day whenever
    it is opened.
    """
    number = number_of(day)
    there = {task.assigned_to for task in tasks.of_case(tx.conn, number)}
    sent = []
    for staff_id in _directors(tx.conn, roles):
        if staff_id not in there:
            new = NewTask(
                kind=TaskKind.CLASS_TABLE, client_id="", case_number=number, due_on=day, rule="RA-7",
                text=f"查阅{day.isoformat()}的《风险承受能力客户分类表》", assigned_to=staff_id,
            )  # fmt: skip
            tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
            sent.append(staff_id)
    return tuple(sent)


def _directors(conn: sa.Connection, roles: tuple[str, ...]) -> list[str]:
    wanted = set(roles)
    found = {user.staff_id for user in users.list_users(conn) if user.active and {r.value for r in user.roles} & wanted}
    return sorted(found)


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), BRANCH_ZONE)


def _facts(
    head: Head, day: date, made_at: datetime, made_by: str, found: list[Row], questionnaire: Questionnaire
) -> ClassTableFacts:
    label = questionnaire.level_label
    new = tuple(
        NewlyAssessed(
            row.number, row.name, row.fund_account, label(row.level), row.total or 0,
            label(row.before) if row.before else "", row.assessed_at, row.valid_until,
        )
        for row in found
        if row.level and row.assessed_at and row.valid_until and row.recorded_at
        and branch_day(row.recorded_at) == day
    )  # fmt: skip
    placed = tuple(_placed(row, day, questionnaire) for row in found)
    counts = tuple(
        LevelCount(
            level.label, sum(one.level == level.label for one in new), sum(one.level == level.label for one in placed)
        )
        for level in questionnaire.levels
    )  # fmt: skip
    return ClassTableFacts(
        head=head, day=day, made_at=made_at, made_by=made_by, pack=questionnaire.version, levels=counts,
        clients=len(placed), new=new, missing=tuple(one for one in placed if not one.level), placed=placed,
    )  # fmt: skip


def _placed(row: Row, day: date, questionnaire: Questionnaire) -> Placed:
    """In a level, or in none: never assessed, expired by ``day`` (RA-6), or of a level that is known no more."""
    known = row.level in {level.code for level in questionnaire.levels}
    valid = row.level is not None and row.valid_until is not None and day <= row.valid_until and known
    level = questionnaire.level_label(row.level) if valid and row.level else ""
    expired = row.valid_until if row.level is not None and not valid else None
    return Placed(
        row.number, row.name, row.fund_account, row.opened_on, level, row.valid_until if valid else None, expired
    )  # fmt: skip
