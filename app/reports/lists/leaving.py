"""Those who leave: figures for the branch's meetings, requests under way with their clocks (TO-15, TO-16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.clients import storage as clients
from app.reports import churn
from app.reports.catalogue import Group, Maker, Report, Source
from app.reports.domain import ChurnReport, rate, withdrawn
from app.reports.facts import ChurnFacts, ChurnRow
from app.reports.lists.shared import CASE, CLIENT_NAME, CLIENT_NUMBER, READ
from app.reports.parameters import Asked, period
from app.reports.table import Bar, Cell, Chart, Column, Kind, Row, Table
from app.transfer_out import lists, storage
from app.transfer_out.case import RUNNING
from app.transfer_out.judged import Surface
from app.transfer_out.view import CaseLine

CHURN_FORM = "churn-report"


@dataclass(frozen=True, slots=True)
class _At:
    moment: datetime

    def now(self) -> datetime:
        """The moment of the report."""
        return self.moment


def _churn(source: Source, asked: Asked) -> Table:
    found = churn.breakdowns(source.conn, asked.since, asked.until, source.policy.transfer)
    rows = [(table.title, *_cells(row)) for table in found.tables for row in table.rows]
    reasons = next((table.rows for table in found.tables if table.title == churn.BY_REASON), ())
    chart = Chart(
        ("转出", "挽留", "在办"), tuple(Bar(one.label, (one.left, one.retained, one.open)) for one in reasons)
    )
    columns = (
        Column("分类", "Breakdown", width=1.2), Column("项目", "Group", width=1.8),
        Column("申请", "Requests", Kind.COUNT, width=0.6), Column("转出", "Left", Kind.COUNT, width=0.6),
        Column("挽留", "Stayed", Kind.COUNT, width=0.6), Column("在办", "Open", Kind.COUNT, width=0.6),
        Column("撤回或未受理", "Taken back", Kind.COUNT, width=0.9),
        Column("挽留率", "Share that stayed", Kind.SHARE, width=0.7),
        Column("转出资产（元）", "Assets that left", Kind.MONEY, width=1.4),
    )  # fmt: skip
    totals: tuple[Cell, ...] = (None, *_cells(found.total))
    note = "同一件申请在每种分类中各出现一次，合计为全部申请。"
    return Table(columns, rows, len(rows), totals, chart, note)


def _cells(row: ChurnRow) -> Row:
    share = rate(row)
    shown = Decimal(str(round(share, 4))) if share is not None else None
    return (row.label, row.requests, row.left, row.retained, row.open, withdrawn(row), shown, row.assets_left)


def _facts(source: Source, asked: Asked, maker: Maker) -> ChurnFacts:
    found: ChurnReport = churn.breakdowns(source.conn, asked.since, asked.until, source.policy.transfer)
    return ChurnFacts(
        head=maker.head, since=found.since, until=found.until, made_at=maker.made_at, made_by=maker.made_by,
        total=found.total, tables=found.tables,
    )  # fmt: skip


def _form(source: Source, asked: Asked, maker: Maker) -> tuple[str, object]:
    return CHURN_FORM, _facts(source, asked, maker)


def _book(source: Source, asked: Asked, maker: Maker) -> bytes:
    from app.reports.workbook import workbook  # the library is loaded when it is needed

    return workbook(_facts(source, asked, maker), maker.station)


def _running(source: Source, _: Asked) -> Table:
    cases = storage.find(source.conn, statuses=tuple(RUNNING))
    surface = Surface(source.press, source.policy, _At(source.now), source.branch)
    found = lists.lines(source.conn, cases, surface)
    numbers = {one.id: one.number for one in clients.get_clients(source.conn, [c.client_id for c in cases]).values()}
    columns = (
        CASE, CLIENT_NUMBER, CLIENT_NAME, Column("状态", "State", width=0.8),
        Column("审批层级", "Level", width=0.9), Column("原因", "Reason", width=1.5),
        Column("申请日期", "Asked on", Kind.DAY, width=0.9), Column("办理期限", "Deadline", Kind.DAY, width=0.9),
        Column("剩余交易日", "Trading days left", Kind.COUNT, width=0.7),
        Column("时限", "Clock", width=0.8), Column("受理人", "Taken in by", width=0.8),
    )  # fmt: skip
    note = "期限自客户申请并且没有办理障碍之日起计算；障碍未消除的，时限暂停。"
    return Table(columns, _lines(found, numbers), len(found), note=note)


def _lines(found: tuple[CaseLine, ...], numbers: dict[str, str]) -> Iterator[Row]:
    for line in found:
        clock = line.clock
        yield (
            line.number, numbers.get(line.client_id, ""), line.client_name, lists.status_label(line.status),
            line.tier.label if line.tier is not None else "未确定", line.reason, line.asked_on, clock.deadline,
            clock.days_left, _clock(line), line.taken_in_by,
        )  # fmt: skip


def _clock(line: CaseLine) -> str:
    if line.clock.problem is not None:
        return "交易日历缺年份"
    if line.clock.deadline is None:
        return "暂停"
    return "逾期" if line.clock.late else "正常"


REPORTS = (
    Report(
        name="churn", title="流失分析表", english="Client loss", group=Group.LEAVING, rights=READ, make=_churn,
        form=_form, book=_book, parameters=period(), statutory=True,
        about="一段时间内转销户的申请、转出、挽留和资产，按各种分类。",
        about_english="Requests, left, stayed and assets of a period, by every breakdown.",
    ),
    Report(
        name="transfers-running", title="在途转销户时限", english="Requests under way", group=Group.LEAVING,
        rights=READ, make=_running, statutory=True, about="正在办理的转销户申请和各自的办理期限。",
        about_english="Requests under way with their deadlines in trading days.",
    ),
)  # fmt: skip
