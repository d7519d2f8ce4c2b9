"""Asking clients how content they were, and the figures of it (SF-1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.policy.satisfaction import SatisfactionRule
from app.satisfaction import storage
from app.satisfaction.closing import close_in, close_over
from app.satisfaction.domain import (
    Answer,
    CaseKind,
    Figures,
    checked,
    month_of,
    months_between,
)
from app.satisfaction.facts import SatisfactionFacts, facts_of
from app.staff import storage as staff
from app.storage.db import Database

FORM = "satisfaction-report"
MOST_MONTHS = 24
"""Months in one look."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the customer display is to ask: marks up to ``low`` are asked why, ``seconds``: how long it waits."""

    case_number: str
    kind: CaseKind
    low: int
    seconds: int
    words: bool
    reasons: tuple[tuple[str, str], ...]


class SatisfactionService:
    """Use cases of satisfaction. No method gives or changes a single mark."""

    def __init__(
        self, db: Database, press: Press, rule: SatisfactionRule, clock: Clock, branch: BranchFacts
    ) -> None:  # fmt: skip
        self._db = db
        self._press = press
        self._rule = rule
        self._clock = clock
        self._branch = branch

    def begin(self, actor: Actor, case_number: str) -> Asking | None:
        """Note that the client of a case is asked now, once and never again; None where the branch asks nobody.

        Needs COUNTER. Refused: ``satisfaction.no_case`` (unknown, open, cancelled), ``satisfaction.not_today``,
        ``satisfaction.asked_already``. One write transaction, audited.
        """
        actor.need(Right.COUNTER)
        if not self._rule.asked:
            return None
        with self._db.write(actor) as tx:
            kind, ended = storage.ended_case(tx.conn, case_number)
            today = branch_day(tx.at)
            if branch_day(ended) != today:
                raise Refused("satisfaction.not_today")
            close_in(tx, self._rule)
            month = storage.open_month(tx.conn, today)
            ask = storage.Ask(case_number, kind, actor.staff_id, month, actor.station, tx.at)
            storage.add_ask(tx.conn, ask)
            tx.audit("satisfaction.asked", "case", case_number)
        reasons = tuple((one.code, one.label) for one in self._rule.reasons)
        return Asking(case_number, kind, self._rule.low, self._rule.seconds, self._rule.words, reasons)

    def answer(self, actor: Actor, case_number: str, given: Answer) -> None:
        """What the client of a case answered, or that they declined; at the counter where they were asked, once.

        What was answered stands in no audit entry. Needs COUNTER. Refused: ``satisfaction.not_asked``,
        ``satisfaction.over``, ``satisfaction.mark``, ``satisfaction.reason``, ``text.*``.
        One write transaction, audited.
        """
        actor.need(Right.COUNTER)
        answer = checked(given, self._rule.low, [one.code for one in self._rule.reasons])
        with self._db.write(actor) as tx:
            ask = storage.ask_of(tx.conn, case_number)
            if ask.staff_id != actor.staff_id:
                raise Refused("satisfaction.not_asked")
            storage.add_answer(tx.conn, ask, answer, storage.open_month(tx.conn, branch_day(tx.at)))
            tx.audit("satisfaction.ended", "case", case_number)

    def figures(self, actor: Actor, first: date, last: date) -> Figures:
        """Figures of the months from ``first`` to ``last`` that are over, with enough answers. Needs REPORT_READ.

        Months that are over are closed by the first look after them. Refused: ``satisfaction.period`` (from later to
        earlier, or more than 24 months). One read transaction, a write transaction when a month is to be closed.
        """
        actor.need(Right.REPORT_READ)
        if first > last or len(months_between(first, last)) > MOST_MONTHS:
            raise Refused("satisfaction.period", field="last", most=MOST_MONTHS)
        close_over(self._db, self._rule, actor)
        with self._db.read() as conn:
            return self._figures(conn, first, last)

    def facts(self, actor: Actor, first: date, last: date) -> SatisfactionFacts:
        """What 《满意度统计表》 says of these months. Needs REPORT_READ. Refused: as :meth:`figures`."""
        figures, now = self.figures(actor, first, last), self._clock.now()
        # it is no paper of a case and is not archived: its number says which months it is of
        head = Head(
            number=f"MY{figures.first:%Y%m}-{figures.last:%Y%m}", case_number="", made_on=branch_day(now),
            branch=self._branch, teller_name=actor.name, teller_number=actor.staff_number,
        )  # fmt: skip
        return facts_of(figures, head, now, f"{actor.name}（工号{actor.staff_number}）")

    def pdf(self, actor: Actor, first: date, last: date) -> bytes:
        """《满意度统计表》 as PDF: not archived, audited. Needs REPORT_READ. Refused: as :meth:`figures`."""
        facts = self.facts(actor, first, last)
        return self._handed_out(actor, facts, "pdf", self._press.press(FORM, facts).pdf)

    def xlsx(self, actor: Actor, first: date, last: date) -> bytes:
        """The same as .xlsx with charts. Audited. Needs REPORT_READ. Refused: as :meth:`figures`."""
        from app.satisfaction.workbook import workbook  # the library is loaded when it is needed

        facts = self.facts(actor, first, last)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station))

    def _handed_out(self, actor: Actor, facts: SatisfactionFacts, kind: str, content: bytes) -> bytes:
        """Register the export before anybody gets it (SE-1)."""
        told = {"form": FORM, "kind": kind, "sha256": hashlib.sha256(content).hexdigest()}
        with self._db.write(actor) as tx:
            tx.audit("reports.exported", "report", facts.head.number, after=told)
        return content

    def _figures(self, conn: sa.Connection, first: date, last: date) -> Figures:
        shown = storage.months(conn, first, last, words=True)
        asked: dict[date, dict[CaseKind, int]] = {}
        for month, kind, count in storage.participation(conn, first, last):
            asked.setdefault(month, {})[kind] = count
        wanted = {line.staff_id for month in shown for line in month.lines}
        members = {staff_id: staff.by_id(conn, staff_id) for staff_id in sorted(wanted)}
        names = {staff_id: f"{one.name} {one.number}" for staff_id, one in members.items() if one is not None}
        reasons = {one.code: one.label for one in self._rule.reasons}
        return Figures(month_of(first), month_of(last), self._rule.enough, shown, names, asked, reasons)
