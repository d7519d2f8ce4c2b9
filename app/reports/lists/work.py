"""What is late, and who has how much to do (FU-3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from app.clients.storage import client
from app.common.clock import branch_day
from app.reports.catalogue import Group, Report, Source
from app.reports.listing import during, listed
from app.reports.lists.shared import CLIENT, CLIENT_NAME, CLIENT_NUMBER, READ, of_staff
from app.reports.parameters import Asked, Choice, choice, period, staff
from app.reports.table import Bar, Cell, Chart, Column, Kind, Row, Table
from app.staff.storage import staff as member
from app.tasks.domain import TaskKind, TaskState
from app.tasks.storage import task, task_done

KINDS = {
    TaskKind.FIRST_CONTACT: "首次联系", TaskKind.MONTHLY_CONTACT: "每月联系", TaskKind.YEARLY_VISIT: "年度走访",
    TaskKind.PROMISE: "承诺事项", TaskKind.RETAINED_CONTACT: "挽留客户联系", TaskKind.CONFIRM_TELEPHONE: "电话审批确认",
    TaskKind.CLOSE_FUND_ACCOUNT: "注销资金账户", TaskKind.TELL_CLIENT: "告知客户", TaskKind.CERTIFICATE: "执业证书到期",
    TaskKind.CLASS_TABLE: "查阅分类表",
    TaskKind.REPORT: "查阅报表", TaskKind.BANK_NOTICE: "通知存管银行", TaskKind.OPENING_CALL: "开户回访",
    TaskKind.SMS_REMINDER: "短信未送达", TaskKind.PROBLEM: "回访问题", TaskKind.CLIENT_VISIT: "重点客户走访",
    TaskKind.UNUSUAL_TRADING: "异常交易回访", TaskKind.SAMPLE_CALL: "抽样回访", TaskKind.COMPLAINT: "投诉处理",
    TaskKind.COMPLAINT_CALLBACK: "投诉回访", TaskKind.EXPIRING_PAPER: "证件到期", TaskKind.OTHER: "其他",
}  # fmt: skip
"""Kinds of tasks as papers name them."""

_KIND = choice(
    "kind", "任务类型", "Kind of task", Choice("", "全部", "All"),
    *(Choice(kind.value, KINDS.get(kind, kind.value), kind.value) for kind in TaskKind),
)  # fmt: skip
_DUE = Column("应办日期", "Due", Kind.DAY, width=0.9)
_LATE = Column("逾期天数", "Days late", Kind.COUNT, width=0.7)
_WHAT = Column("事项", "What", width=2.6)
_WHO = Column("责任人", "Whose", width=0.9)
NOBODY = "未指定"


def kind_label(code: object) -> Cell:
    """A kind of task as papers name it."""
    return next((label for kind, label in KINDS.items() if kind.value == code), str(code))


def _since(today: date) -> Column:
    return Column(
        _LATE.title, _LATE.english, _LATE.kind, _LATE.width,
        show=lambda due: (today - due).days if isinstance(due, date) else None,
    )  # fmt: skip


def _nobody(name: object) -> Cell:
    return str(name) if name else NOBODY


def _whose() -> Column:
    return Column(_WHO.title, _WHO.english, width=_WHO.width, show=_nobody)


def _late(source: Source, asked: Asked) -> Table:
    c, kind = task.c, asked.text("kind")
    joined = task.outerjoin(client, client.c.id == c.client_id).outerjoin(member, member.c.id == c.assigned_to)
    query = (
        sa.select(c.kind, c.text, *CLIENT, c.due_on, c.due_on.label("late"), member.c.name.label("whose"))
        .select_from(joined)
        .where(
            c.state == TaskState.OPEN.value, c.due_on < source.today, of_staff(c.assigned_to, asked.text("staff")),
            c.kind == kind if kind else sa.true(),
        )
        .order_by(c.due_on, c.id)
    )  # fmt: skip
    columns = (
        Column("类型", "Kind", width=1.1, show=kind_label), _WHAT, CLIENT_NUMBER, CLIENT_NAME, _DUE,
        _since(source.today), _whose(),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _problems(source: Source, asked: Asked) -> Table:
    """Open ones that are late whatever the period, and those that were answered late in it."""
    c, done = task.c, task_done.c
    joined = (
        task.outerjoin(client, client.c.id == c.client_id)
        .outerjoin(member, member.c.id == c.assigned_to)
        .outerjoin(task_done, done.task_id == c.id)
    )
    open_late = sa.and_(c.state == TaskState.OPEN.value, c.due_on < source.today)
    answered = sa.and_(c.state == TaskState.DONE.value, during(done.at, asked.since, asked.until))
    query = (
        sa.select(c.text, *CLIENT, c.due_on, done.at, member.c.name.label("whose"))
        .select_from(joined)
        .where(c.kind == TaskKind.PROBLEM.value, sa.or_(open_late, answered))
        .order_by(c.due_on, c.id)
    )
    found = [row for row in source.conn.execute(query) if row.at is None or branch_day(row.at) > row.due_on]
    columns = (
        _WHAT, CLIENT_NUMBER, CLIENT_NAME, _DUE, Column("答复日期", "Answered", Kind.DAY, width=0.9), _LATE, _WHO,
    )  # fmt: skip
    rows = [_problem(tuple(row), source.today) for row in found]
    note = "答复日期为空的仍未答复。逾期天数为自然日。"
    return Table(columns, rows, len(rows), note=note)


def _problem(row: Sequence[object], today: date) -> Row:
    text, number, name, due, at, whose = row
    answered = branch_day(at) if isinstance(at, datetime) else None
    late = ((answered or today) - due).days if isinstance(due, date) else None
    return (str(text), _text(number), _text(name), due if isinstance(due, date) else None, answered, late,
            _nobody(whose))  # fmt: skip


def _text(value: object) -> Cell:
    return str(value) if value is not None else None


def _load(source: Source, _: Asked) -> Table:
    late = sa.case((task.c.due_on < source.today, 1), else_=0)
    today = sa.case((task.c.due_on == source.today, 1), else_=0)
    joined = task.outerjoin(member, member.c.id == task.c.assigned_to)
    query = (
        sa.select(member.c.name, member.c.number, sa.func.count(), sa.func.sum(late), sa.func.sum(today))
        .select_from(joined)
        .where(task.c.state == TaskState.OPEN.value)
        .group_by(member.c.name, member.c.number)
        .order_by(sa.func.sum(late).desc(), member.c.number)
    )
    rows: list[Row] = [
        (name or NOBODY, number or "", int(total), int(overdue), int(due))
        for name, number, total, overdue, due in source.conn.execute(query)
    ]
    columns = (
        Column("责任人", "Whose", width=1.2), Column("工号", "Staff number"),
        Column("未办任务", "Open", Kind.COUNT, total=True), Column("其中逾期", "Overdue", Kind.COUNT, total=True),
        Column("今日到期", "Due today", Kind.COUNT, total=True),
    )  # fmt: skip
    totals: tuple[Cell, ...] = (None, None, *(sum(int(str(row[place])) for row in rows) for place in (2, 3, 4)))
    bars = tuple(Bar(str(row[0]), (int(str(row[3])), int(str(row[2])) - int(str(row[3])))) for row in rows)
    return Table(columns, rows, len(rows), totals, Chart(("逾期", "未逾期"), bars))


REPORTS = (
    Report(
        name="late-tasks", title="逾期任务", english="Overdue tasks", group=Group.WORK, rights=READ, make=_late,
        parameters=(staff(), _KIND), about="已过应办日期而未办结的任务。",
        about_english="Tasks that are open after their day.",
    ),
    Report(
        name="late-problems", title="逾期问题", english="Late problems", group=Group.WORK, rights=READ, make=_problems,
        parameters=period(), statutory=True, about="回访中发现、未在规定时间内答复的问题。",
        about_english="Problems found by calling that were not answered in time.",
    ),
    Report(
        name="open-tasks", title="任务统计", english="Open tasks by staff", group=Group.WORK, rights=READ, make=_load,
        about="每名员工未办、逾期和今日到期的任务件数。", about_english="Open, overdue and due tasks of each member.",
    ),
)  # fmt: skip
