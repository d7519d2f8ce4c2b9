"""Clients by risk level, those in none, assessments that end (RA-6, RA-7)."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.archive.heads import Head
from app.clients.storage import client
from app.common.clock import branch_day
from app.onboarding.draft import Status
from app.reports.catalogue import Group, Maker, Report, Source
from app.reports.listing import during, listed
from app.reports.lists.shared import CASE, CLIENT, CLIENT_NAME, CLIENT_NUMBER, MOBILE, READ, is_client, who
from app.reports.parameters import Asked, day, period, within
from app.reports.table import Bar, Cell, Chart, Column, Kind, Row, Table
from app.risk_cases import class_table
from app.risk_cases.domain import Kind as CaseKind
from app.risk_cases.facts import ClassTableFacts
from app.risk_cases.storage import risk_case
from app.suitability.storage import assessment

NONE = "未评估或者已过期"
_NUMBER = Kind.COUNT


def _facts(source: Source, asked: Asked, maker: Maker | None = None) -> ClassTableFacts:
    nobody = Head(number="", case_number="", made_on=asked.day(), branch=source.branch, teller_name="",
                  teller_number="")  # fmt: skip
    return class_table.gathered(
        source.conn, source.policy, source.base, asked.day(), source.now,
        head=maker.head if maker is not None else nobody, made_by=maker.made_by if maker is not None else "",
    )  # fmt: skip


def _levels(source: Source, asked: Asked) -> Table:
    facts = _facts(source, asked)
    rows: list[Row] = [(one.label, one.new, one.total) for one in facts.levels]
    rows.append((NONE, 0, len(facts.missing)))
    columns = (
        Column("等级", "Level", width=2), Column("当日新评估", "Newly assessed", _NUMBER, total=True),
        Column("全部客户", "All clients", _NUMBER, total=True),
    )  # fmt: skip
    chart = Chart(("全部客户",), tuple(Bar(str(row[0]), (int(str(row[2])),)) for row in rows))
    totals: tuple[Cell, ...] = (None, sum(one.new for one in facts.levels), facts.clients)
    return Table(columns, rows, len(rows), totals, chart, "名单见打印的分类表和电子表格。")


def _form(source: Source, asked: Asked, maker: Maker) -> tuple[str, object]:
    return class_table.FORM, class_table.shortened(_facts(source, asked, maker))


def _book(source: Source, asked: Asked, maker: Maker) -> bytes:
    from app.risk_cases.class_book import workbook  # the library is loaded when it is needed

    return workbook(_facts(source, asked, maker), maker.station)


def _in_force(source: Source) -> sa.Subquery:
    later = assessment.alias("later")
    replaced = sa.exists().where(later.c.replaces == assessment.c.id)
    own = assessment.c.pack == source.policy.questionnaire.pack
    return sa.select(assessment).where(own, ~replaced).subquery("in_force")


def _not_assessed(source: Source, _: Asked) -> Table:
    held = _in_force(source)
    query = (
        sa.select(*CLIENT, client.c.fund_account, client.c.opened_on, held.c.valid_until, client.c.mobile)
        .select_from(client.outerjoin(held, held.c.client_id == client.c.id))
        .where(is_client(), sa.or_(held.c.id.is_(None), held.c.valid_until < source.today))
        .order_by(client.c.number)
    )
    columns = (
        CLIENT_NUMBER, CLIENT_NAME, Column("资金账户", "Fund account"), Column("开户日期", "Opened on", Kind.DAY),
        Column("原评估到期日", "Assessment ended", Kind.DAY), MOBILE,
    )  # fmt: skip
    return listed(source.conn, query, columns, note="原评估到期日为空的，从未做过评估。")


def _expiring(source: Source, asked: Asked) -> Table:
    held, today = _in_force(source), source.today
    last = today + timedelta(days=asked.number())

    def left(until: object) -> Cell:
        return (until - today).days if isinstance(until, type(today)) else None

    query = (
        sa.select(*CLIENT, held.c.level, held.c.assessed_at, held.c.valid_until, held.c.valid_until.label("left"),
                  client.c.mobile)
        .select_from(client.join(held, held.c.client_id == client.c.id))
        .where(is_client(), held.c.valid_until.between(today, last))
        .order_by(held.c.valid_until, client.c.number)
    )  # fmt: skip
    columns = (
        CLIENT_NUMBER, CLIENT_NAME,
        Column("等级", "Level", width=0.6, show=lambda code: source.policy.questionnaire.level_label(str(code))),
        Column("评估日期", "Assessed", Kind.DAY, show=_day), Column("有效期至", "Valid until", Kind.DAY),
        Column("剩余天数", "Days left", _NUMBER, width=0.7, show=left), MOBILE,
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _day(at: object) -> Cell:
    return branch_day(at) if isinstance(at, datetime) else None


def _mismatches(source: Source, asked: Asked) -> Table:
    c = risk_case.c
    query = (
        sa.select(c.number, *CLIENT, c.product, c.completed_at, who(c.opened_by_name, c.opened_by_number))
        .select_from(risk_case.join(client, client.c.id == c.client_id))
        .where(
            c.kind == CaseKind.MISMATCH.value, c.status == Status.COMPLETED.value,
            during(c.completed_at, asked.since, asked.until),
        )
        .order_by(c.completed_at, c.number)
    )  # fmt: skip
    columns = (
        CASE, CLIENT_NUMBER, CLIENT_NAME, Column("产品代码", "Product"),
        Column("确认时间", "Acknowledged", Kind.MOMENT, width=1.3), Column("经办柜员", "Teller", width=1.3),
    )  # fmt: skip
    return listed(source.conn, query, columns)


REPORTS = (
    Report(
        name="risk-levels", title="风险承受能力客户分类表", english="Clients by risk level", group=Group.SUITABILITY,
        rights=READ, make=_levels, form=_form, book=_book, parameters=(day(),), statutory=True,
        about="某日新评估的客户和全部客户的等级，尚未评估的客户名单。",
        about_english="Clients newly assessed on a day, all clients by level, and those in none.",
    ),
    Report(
        name="not-assessed", title="未测评客户", english="Not assessed", group=Group.SUITABILITY, rights=READ,
        make=_not_assessed, statutory=True, about="没有有效风险承受能力评估的客户。",
        about_english="Clients without an assessment in force.",
    ),
    Report(
        name="expiring-assessments", title="到期测评", english="Expiring assessments", group=Group.SUITABILITY,
        rights=READ, make=_expiring, parameters=(within(30),), statutory=True,
        about="若干日内到期的风险承受能力评估。", about_english="Assessments that end within so many days.",
    ),
    Report(
        name="mismatches", title="风险不匹配确认清单", english="Mismatches acknowledged", group=Group.SUITABILITY,
        rights=READ, make=_mismatches, parameters=period(), statutory=True,
        about="一段时间内客户签署的风险不匹配告知确认书。",
        about_english="Acknowledgements of a mismatch signed in a period.",
    ),
)  # fmt: skip
