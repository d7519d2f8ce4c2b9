"""《投诉统计表》: the sums by type, unit, month and more, on the screen, as PDF, as workbook (CP-3)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import sqlalchemy as sa

from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.complaints import counting, labels, papers
from app.complaints.counting import Count
from app.complaints.desk import Desk
from app.complaints.domain import Kind, Level, Source, State
from app.complaints.facts import ComplaintStatisticsFacts, CountRow, CountTable

LONGEST_DAYS = 3660
_STATES = {**labels.STATES}


class Statistics(Desk):
    """Sums of all complaints. Everything needs COMPLAINT_ALL: counts by staff tell of everybody."""

    def statistics(self, actor: Actor, since: date, until: date) -> ComplaintStatisticsFacts:
        """The sums of complaints taken in from ``since`` to ``until``, both included. One read transaction.

        Refused: ``complaints.period_backwards``, ``complaints.period_too_long``.
        """
        actor.need(Right.COMPLAINT_ALL)
        if until < since:
            raise Refused("complaints.period_backwards", field="until")
        if (until - since).days > LONGEST_DAYS:
            raise Refused("complaints.period_too_long", field="until", years=LONGEST_DAYS // 366)
        now, today = self._clock.now(), self._today()
        with self._db.read() as conn:
            counting.one_moment(conn)
            total = _row("合计", counting.total(conn, since, until, today))
            tables = tuple(
                _table(conn, title, partial(of, today=today), label, since, until) for title, of, label in _BREAKDOWNS
            )
        number = f"TJ{since:%Y%m%d}-{until:%Y%m%d}"
        return ComplaintStatisticsFacts(
            head=self._head(actor, number, "", self._today()), since=since, until=until, made_at=now,
            made_by=f"{actor.name}（工号{actor.staff_number}）", total=total, tables=tables,
        )  # fmt: skip

    def statistics_pdf(self, actor: Actor, since: date, until: date) -> bytes:
        """《投诉统计表》 as PDF: not archived, its making is audited. Takes a second. Refused: as above."""
        facts = self.statistics(actor, since, until)
        return self._handed_out(actor, facts, "pdf", self._press.press(papers.STATISTICS, facts).pdf)

    def statistics_xlsx(self, actor: Actor, since: date, until: date) -> bytes:
        """The sums as .xlsx with charts; who and when are on its first sheet (SE-1). Audited. Refused: as above."""
        from app.complaints.workbook import workbook  # the library is loaded when it is needed

        facts = self.statistics(actor, since, until)
        return self._handed_out(actor, facts, "xlsx", workbook(facts, actor.station))

    def _handed_out(self, actor: Actor, facts: ComplaintStatisticsFacts, kind: str, content: bytes) -> bytes:
        """Register the export before anybody gets it (SE-1)."""
        told = {
            "form": papers.STATISTICS, "kind": kind, "since": facts.since, "until": facts.until,
            "sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        with self._db.write(actor) as tx:
            tx.audit("complaints.exported", "report", facts.head.number, after=told)
        return content


def _row(label: str, one: Count) -> CountRow:
    return CountRow(
        label, one.taken, one.open, one.closed, one.withdrawn, one.late, one.founded, one.satisfied,
        Decimal(one.compensation_fen).scaleb(-2),
    )  # fmt: skip


def _table(
    conn: sa.Connection, title: str, of: Callable[[sa.Connection, date, date], tuple[Count, ...]],
    label: Callable[[Count], str], since: date, until: date,
) -> CountTable:  # fmt: skip
    return CountTable(title, tuple(_row(label(one), one) for one in of(conn, since, until)))


_BREAKDOWNS: tuple[tuple[str, Callable[..., tuple[Count, ...]], Callable[[Count], str]], ...] = (
    ("按投诉类型", counting.by_kind, lambda one: labels.KINDS[Kind(one.key[0])]),
    ("按被投诉单位", counting.by_unit, lambda one: str(one.key[0]) or labels.NOBODY),
    ("按月份", counting.by_month, lambda one: f"{int(one.key[0])}年{int(one.key[1])}月"),
    ("按投诉来源", counting.by_source, lambda one: labels.SOURCES[Source(one.key[0])]),
    ("按投诉级别", counting.by_level, lambda one: labels.LEVELS[Level(one.key[0])]),
    ("按办理状态", counting.by_state, lambda one: _STATES[State(one.key[0])]),
    ("按被投诉人员", counting.by_staff, lambda one: f"{one.key[2]}（工号{one.key[1]}）"),
)
