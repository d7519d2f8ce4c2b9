"""Accounts opened, data changed, papers that end."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from app.changes.case import Status as ChangeStatus
from app.changes.kinds import KINDS
from app.changes.storage import change_case
from app.clients.storage import client
from app.onboarding.draft import Status as OpeningStatus
from app.onboarding.storage import opening
from app.reports.catalogue import Group, Report, Source
from app.reports.listing import during, listed
from app.reports.lists.shared import CASE, CLIENT, CLIENT_NAME, CLIENT_NUMBER, MOBILE, READ, is_client, of_staff, who
from app.reports.parameters import Asked, Choice, choice, period, staff, within
from app.reports.table import Cell, Column, Kind, Table

_KINDS = {"individual": "个人", "institution": "机构"}
_KIND = choice(
    "kind", "客户类型", "Kind of client",
    Choice("", "全部", "All"), Choice("individual", "个人", "Persons"), Choice("institution", "机构", "Institutions"),
)  # fmt: skip


def _kind(code: object) -> Cell:
    return _KINDS.get(str(code), str(code))


def _change(code: object) -> Cell:
    kind = KINDS.get(str(code))
    return kind.label if kind is not None else str(code)


def _of_kind(asked: Asked) -> sa.ColumnElement[bool]:
    return client.c.kind == asked.text("kind") if asked.text("kind") else sa.true()


def _openings(source: Source, asked: Asked) -> Table:
    c = opening.c
    query = (
        sa.select(
            c.case_number, *CLIENT, client.c.kind, c.fund_account, c.completed_at,
            who(c.opened_by_name, c.opened_by_number), c.station,
        )
        .select_from(opening.join(client, client.c.id == c.client_id))
        .where(
            c.status == OpeningStatus.COMPLETED.value, during(c.completed_at, asked.since, asked.until),
            of_staff(c.opened_by, asked.text("staff")), _of_kind(asked),
        )
        .order_by(c.completed_at, c.case_number)
    )  # fmt: skip
    columns = (
        CASE, CLIENT_NUMBER, CLIENT_NAME, Column("类型", "Kind", width=0.6, show=_kind),
        Column("资金账户", "Fund account", width=1.0), Column("开户时间", "Opened", Kind.MOMENT, width=1.3),
        Column("经办柜员", "Teller", width=1.3), Column("柜台", "Counter", width=0.6),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _changes(source: Source, asked: Asked) -> Table:
    c = change_case.c
    wanted = asked.text("what")
    query = (
        sa.select(c.number, c.kind, *CLIENT, c.ended_at, who(c.opened_by_name, c.opened_by_number))
        .select_from(change_case.join(client, client.c.id == c.client_id))
        .where(
            c.status == ChangeStatus.COMPLETED.value, during(c.ended_at, asked.since, asked.until),
            of_staff(c.opened_by, asked.text("staff")), c.kind == wanted if wanted else sa.true(),
        )
        .order_by(c.ended_at, c.number)
    )  # fmt: skip
    columns = (
        CASE, Column("变更事项", "What was changed", width=1.4, show=_change), CLIENT_NUMBER, CLIENT_NAME,
        Column("办结时间", "Completed", Kind.MOMENT, width=1.3), Column("经办柜员", "Teller", width=1.3),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _expiring(source: Source, asked: Asked) -> Table:
    c, today = client.c, source.today
    last = today + timedelta(days=asked.number())

    def left(day: object) -> Cell:
        return (day - today).days if isinstance(day, type(today)) else None

    query = (
        sa.select(c.number, c.name, c.paper_kind, c.paper_number, c.paper_until, c.paper_until.label("left"), c.mobile)
        .where(c.paper_until.is_not(None), c.paper_until <= last, is_client(), _of_kind(asked))
        .order_by(c.paper_until, c.number)
    )
    columns = (
        CLIENT_NUMBER, CLIENT_NAME, Column("证件类型", "Paper", width=1.0),
        Column("证件号码", "Number", Kind.PAPER, width=1.5), Column("有效期至", "Valid until", Kind.DAY, width=0.9),
        Column("剩余天数", "Days left", Kind.COUNT, width=0.7, show=left), MOBILE,
    )  # fmt: skip
    return listed(source.conn, query, columns, note="剩余天数为负数的，证件已经过期，应先更新证件再办理其他业务。")


REPORTS = (
    Report(
        name="openings", title="开户清单", english="Accounts opened", group=Group.CLIENTS, rights=READ, make=_openings,
        about="一段时间内办结的开户业务。", about_english="Openings completed in a period.",
        parameters=(*period(), staff(), _KIND),
    ),
    Report(
        name="changes", title="变更清单", english="Changes", group=Group.CLIENTS, rights=READ, make=_changes,
        about="一段时间内办结的各类客户变更。", about_english="Changes completed in a period.",
        parameters=(
            *period(), staff(),
            choice(
                "what", "变更事项", "What", Choice("", "全部", "All"),
                *(Choice(kind.code, kind.label, kind.label) for kind in KINDS.values()),
            ),
        ),
    ),
    Report(
        name="expiring-papers", title="证件到期客户", english="Expiring papers", group=Group.CLIENTS, rights=READ,
        make=_expiring, about="身份证件或者营业执照已经过期、即将到期的客户。",
        about_english="Clients whose identity paper or licence has ended or ends soon.",
        parameters=(within(90), _KIND), statutory=True,
    ),
)  # fmt: skip
