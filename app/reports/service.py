"""Figures of those who leave, for the branch's meetings: on the screen, as PDF, as workbook (TO-16)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.policy.values import Policy
from app.reports import case_list, churn
from app.reports.case_list import CaseDetails
from app.reports.domain import ChurnReport, check_period
from app.reports.facts import ChurnFacts
from app.storage.db import Database

FORM = "churn-report"


class ReportService:
    """Use cases of reports. Figures need REPORT_READ. Reads only; what leaves the program is audited."""

    def __init__(self, db: Database, press: Press, policy: Policy, clock: Clock, branch: BranchFacts) -> None:
        self._db = db
        self._press = press
        self._policy = policy
        self._clock = clock
        self._branch = branch

    def churn(self, actor: Actor, since: date, until: date) -> ChurnReport:
        """Requests that clients made from ``since`` to ``until``, both days included, in every breakdown.

        A request that was taken back, or turned away at intake, counts as a request and as nothing else: the client
        asked, and neither left nor was kept. Assets are those fixed at intake, of those carried out, in yuan.
        Refused: ``reports.period_backwards``, ``reports.period_too_long``. One read transaction.
        """
        actor.need(Right.REPORT_READ)
        check_period(since, until)
        with self._db.read() as conn:
            return churn.report(conn, since, until, self._policy.transfer)

    def churn_pdf(self, actor: Actor, since: date, until: date) -> bytes:
        """《流失分析表》 as PDF: not archived, its making is audited. Takes a second. Refused: as :meth:`churn`."""
        facts = self._facts(actor, since, until)
        return self._handed_out(actor, facts, "pdf", self._press.press(FORM, facts).pdf)

    def churn_xlsx(self, actor: Actor, since: date, until: date) -> bytes:
        """The figures as .xlsx with charts; who and when are on its first sheet (SE-1). Audited. Refused: as above."""
        from app.reports.workbook import workbook  # the library is loaded when it is needed

        facts = self._facts(actor, since, until)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station))

    def case_details(self, actor: Actor, numbers: Sequence[str]) -> dict[str, CaseDetails]:
        """Client's number and approvals of these transfer-out requests, by number. Needs TRANSFER_READ.

        One read transaction.
        """
        actor.need(Right.TRANSFER_READ)
        with self._db.read() as conn:
            return case_list.details(conn, numbers, branch_day(self._clock.now()))

    def _facts(self, actor: Actor, since: date, until: date) -> ChurnFacts:
        report = self.churn(actor, since, until)
        now = self._clock.now()
        return ChurnFacts(
            head=self._head(actor, report, now), since=since, until=until, made_at=now,
            made_by=f"{actor.name}（工号{actor.staff_number}）", total=report.total, tables=report.tables,
        )  # fmt: skip

    def _head(self, actor: Actor, report: ChurnReport, now: datetime) -> Head:
        """It is no paper of a case and is not archived: its number says which period it is of."""
        return Head(
            number=f"LS{report.since:%Y%m%d}-{report.until:%Y%m%d}", case_number="", made_on=branch_day(now),
            branch=self._branch, teller_name=actor.name, teller_number=actor.staff_number,
        )  # fmt: skip

    def _handed_out(self, actor: Actor, facts: ChurnFacts, kind: str, content: bytes) -> bytes:
        """Register the export before anybody gets it (SE-1)."""
        told = {
            "form": FORM, "kind": kind, "since": facts.since, "until": facts.until,
            "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        with self._db.write(actor) as tx:
            tx.audit("reports.exported", "report", facts.head.number, after=told)
        return content
