"""Papers: what is missing, lent, destroyed, printed and printed again (AR-1 to AR-4, SR-2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa

from app.archive.domain import UseKind
from app.archive.storage import document, document_use
from app.clients.storage import client
from app.common.actor import Right
from app.common.errors import Refused
from app.dossier import handing_rows
from app.dossier import storage as dossiers
from app.dossier.destroying_rows import destruction, destruction_decision, destruction_done, destruction_item
from app.dossier.domain import FinishedCase, missing_forms
from app.dossier.lending_rows import dossier_loan, dossier_return
from app.reports.catalogue import Group, Report, Source
from app.reports.listing import during, listed, moments
from app.reports.lists.shared import CASE, CLIENT, CLIENT_NAME, CLIENT_NUMBER, READ, of_staff, who
from app.reports.parameters import Asked, period, staff
from app.reports.table import Cell, Column, Kind, Row, Table
from app.staff.storage import staff as member

_PIECE = 400
_ARCHIVE = (Right.DOSSIER_WRITE, Right.DOSSIER_DESTROY)
_DOCUMENT = Column("文件编号", "Document", width=1.9)
_TITLE = Column("文件名称", "Title", width=2.0)


def _gaps(source: Source, asked: Asked) -> Table:
    """Sets of finished cases that lack a form, or that the archivist has not accepted."""
    cases = dossiers.finished_cases(source.conn, ended=moments(asked.since, asked.until))
    rows = [row for start in range(0, len(cases), _PIECE) for row in _sets(source, cases[start : start + _PIECE])]
    columns = (
        CASE, Column("业务", "Business", width=0.8), CLIENT_NUMBER, CLIENT_NAME,
        Column("办结时间", "Completed", Kind.MOMENT, width=1.3), Column("状态", "State", width=0.9),
        Column("补齐期限", "To be mended by", Kind.DAY, width=0.9), Column("缺少的资料", "What is missing", width=2.2),
    )  # fmt: skip
    return Table(columns, rows, len(rows), note="已经移交并验收、不缺资料的业务不列入本表。")


def _sets(source: Source, cases: Sequence[FinishedCase]) -> Iterator[Row]:
    numbers = [case.number for case in cases]
    papers = dossiers.documents_of_cases(source.conn, numbers)
    handed = {row.case_number: row for row in handing_rows.sets_of_cases(source.conn, numbers)}
    query = sa.select(client.c.id, *CLIENT).where(client.c.id.in_({case.client_id for case in cases}))
    people = {row.id: (row.number, row.name) for row in source.conn.execute(query)}
    for case in cases:
        lacking = missing_forms(source.policy.dossier.required, case.business, papers.get(case.number, ()))
        row = handed.get(case.number)
        verdict = row.verdict if row is not None else None
        if verdict is not None and verdict.accepted and not lacking:
            continue
        state = "未移交" if row is None else "待验收" if verdict is None else "已验收" if verdict.accepted else "已退回"
        words = verdict.words if verdict is not None and not verdict.accepted else ""
        told = "；".join(filter(None, ("、".join(_title(source, form_id) for form_id in lacking), words)))
        mend_by = verdict.mend_by if verdict is not None else None
        yield (case.number, case.business.label, *people.get(case.client_id, ("", "")), case.ended_at, state, mend_by,
               told)  # fmt: skip


def _title(source: Source, form_id: str) -> str:
    try:
        return source.press.info(form_id).title
    except Refused:
        return form_id


def _loans(source: Source, _: Asked) -> Table:
    c = dossier_loan.c
    query = (
        sa.select(c.archive_number, *CLIENT, c.borrower_name, c.why, c.lent_at, c.due_on, c.due_on.label("late"))
        .select_from(
            dossier_loan.join(client, client.c.id == c.client_id).outerjoin(
                dossier_return, dossier_return.c.loan_id == c.id
            )
        )
        .where(dossier_return.c.loan_id.is_(None))
        .order_by(c.due_on, c.archive_number)
    )
    columns = (
        Column("档案号", "Dossier"), CLIENT_NUMBER, CLIENT_NAME, Column("借阅人", "Borrower", width=0.9),
        Column("用途", "What for", width=1.6), Column("借出时间", "Lent", Kind.MOMENT, width=1.3),
        Column("应还日期", "Due", Kind.DAY, width=0.9), _overdue(source.today),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _overdue(today: date) -> Column:
    def late(due: object) -> Cell:
        return max(0, (today - due).days) if isinstance(due, date) else None

    return Column("逾期天数", "Days late", Kind.COUNT, width=0.7, show=late)


def _destroyed(source: Source, asked: Asked) -> Table:
    c, item = destruction.c, destruction_item.c
    state = sa.case(
        (destruction_done.c.number.is_not(None), "已销毁"), (destruction_decision.c.approved.is_(None), "待审批"),
        (destruction_decision.c.approved, "待销毁"), else_="未批准",
    )  # fmt: skip
    query = (
        sa.select(
            c.number, item.archive_number, *CLIENT, item.closed_on, item.keep_until, item.papers, item.pages,
            c.proposed_by_name, c.proposed_at, state.label("state"), destruction_done.c.at,
        )
        .select_from(
            destruction.join(destruction_item, item.number == c.number)
            .join(client, client.c.id == item.client_id)
            .outerjoin(destruction_decision, destruction_decision.c.number == c.number)
            .outerjoin(destruction_done, destruction_done.c.number == c.number)
        )
        .where(during(c.proposed_at, asked.since, asked.until))
        .order_by(c.number, item.archive_number)
    )  # fmt: skip
    columns = (
        Column("清册编号", "List", width=1.3), Column("档案号", "Dossier"), CLIENT_NUMBER, CLIENT_NAME,
        Column("销户日期", "Closed on", Kind.DAY, width=0.9), Column("保存至", "Kept until", Kind.DAY, width=0.9),
        Column("文件数", "Papers", Kind.COUNT, width=0.6, total=True),
        Column("页数", "Pages", Kind.COUNT, width=0.6, total=True), Column("提出人", "Proposed by", width=0.8),
        Column("提出时间", "Proposed", Kind.MOMENT, width=1.3), Column("状态", "State", width=0.7),
        Column("销毁时间", "Destroyed", Kind.MOMENT, width=1.3),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _prints() -> sa.FromClause:
    use = document_use
    return use.join(document, document.c.number == use.c.document_number).outerjoin(
        member, member.c.id == use.c.staff_id
    )


def _reprints(source: Source, asked: Asked) -> Table:
    c = document_use.c
    query = (
        sa.select(
            document.c.number, document.c.title, c.copy_label, c.copy_number, c.at, who(member.c.name, member.c.number),
            c.station, c.why,
        )
        .select_from(_prints())
        .where(
            c.kind == UseKind.PRINT.value, c.reprint.is_(True), during(c.at, asked.since, asked.until),
            of_staff(c.staff_id, asked.text("staff")),
        )
        .order_by(c.at, c.id)
    )  # fmt: skip
    columns = (
        _DOCUMENT, _TITLE, Column("联次", "Copy", width=0.9),
        Column("第几次打印", "Print number", Kind.COUNT, width=0.7),
        Column("打印时间", "Printed", Kind.MOMENT, width=1.3), Column("打印人", "By", width=1.2),
        Column("柜台", "Counter", width=0.6), Column("用途", "What for", width=1.4),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _copies(source: Source, asked: Asked) -> Table:
    """Archived papers of a period against their prints: how many copies are handed out, how many came out."""
    c, use = document.c, document_use.c
    made = sa.case((sa.and_(use.kind == UseKind.PRINT.value, use.reprint.is_(False)), 1), else_=0)
    again = sa.case((sa.and_(use.kind == UseKind.PRINT.value, use.reprint.is_(True)), 1), else_=0)
    printed = (
        sa.select(use.document_number, sa.func.sum(made).label("made"), sa.func.sum(again).label("again"))
        .group_by(use.document_number)
        .subquery()
    )
    first, second = sa.func.coalesce(printed.c.made, 0), sa.func.coalesce(printed.c.again, 0)
    query = (
        sa.select(c.number, c.title, c.case_number, c.made_at, c.copies, first.label("made"), second.label("again"),
                  (c.copies - first).label("missing"))
        .select_from(document.outerjoin(printed, printed.c.document_number == c.number))
        .where(during(c.made_at, asked.since, asked.until))
        .order_by(c.made_at, c.number)
    )  # fmt: skip

    def count(title: str, english: str) -> Column:
        return Column(title, english, Kind.COUNT, width=0.7, total=True, show=lambda value: int(str(value)))

    columns = (
        _DOCUMENT, _TITLE, CASE, Column("归档时间", "Archived", Kind.MOMENT, width=1.3), count("应有联数", "Copies"),
        count("已打印", "Printed"), count("补打", "Reprinted"), count("未打印", "Not printed"),
    )  # fmt: skip
    return listed(
        source.conn, query, columns, note="未打印为负数的，打印的份数多于联数。电子签署、无需打印的文件也在其中。"
    )


REPORTS = (
    Report(
        name="dossier-gaps", title="档案缺件清单", english="Incomplete sets", group=Group.RECORDS, rights=_ARCHIVE,
        make=_gaps, parameters=period(90), statutory=True, about="已办结而资料不齐、未移交或者未验收的业务。",
        about_english="Finished cases that lack papers, were not handed over or not accepted.",
    ),
    Report(
        name="loans-out", title="借阅未还", english="Dossiers lent", group=Group.RECORDS, rights=_ARCHIVE, make=_loans,
        statutory=True, about="借出而未归还的客户档案。", about_english="Dossiers that were lent and not brought back.",
    ),
    Report(
        name="destructions", title="档案销毁登记", english="Destructions", group=Group.RECORDS, rights=_ARCHIVE,
        make=_destroyed, parameters=period(365), statutory=True, about="一段时间内提出销毁的档案和办理结果。",
        about_english="Dossiers proposed for destruction in a period, and what became of it.",
    ),
    Report(
        name="reprints", title="补打登记", english="Reprints", group=Group.RECORDS, rights=READ, make=_reprints,
        parameters=(*period(), staff()), statutory=True, about="一段时间内补打的文件。",
        about_english="Papers printed again in a period.",
    ),
    Report(
        name="printed-copies", title="打印份数对账", english="Printed copies", group=Group.RECORDS, rights=READ,
        make=_copies, parameters=period(), about="归档文件应有的联数与实际打印的份数。",
        about_english="Copies that archived papers have, against what was printed.",
    ),
)  # fmt: skip
