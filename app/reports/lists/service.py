"""After the counter: calls, visits, complaints, satisfaction, education, messages (FU-3, FU-4, CP-3, SF-1, IE-1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from app.clients.storage import client
from app.common.actor import Right
from app.complaints import counting, labels
from app.complaints.counting import Count
from app.complaints.domain import Kind as ComplaintKind
from app.complaints.domain import Level as ComplaintLevel
from app.complaints.domain import Source as ComplaintSource
from app.complaints.domain import State as ComplaintState
from app.contacts.domain import ContactKind, Outcome, Way
from app.contacts.storage import contact
from app.education import storage as education
from app.messages.domain import MessageState
from app.messages.storage import message
from app.policy.messages import MessageKind
from app.reports import service_month
from app.reports.catalogue import Group, Maker, Report, Source
from app.reports.facts import ServiceFacts
from app.reports.listing import during, listed
from app.reports.lists.shared import CLIENT, CLIENT_NAME, CLIENT_NUMBER, READ, of_staff
from app.reports.parameters import Asked, Choice, choice, month, period, staff
from app.reports.table import Bar, Cell, Chart, Column, Kind, Row, Table
from app.satisfaction import storage as satisfaction
from app.satisfaction.domain import Line, Marks, Shown
from app.staff.storage import staff as member
from app.storage.branch_days import BranchDay
from app.tasks.domain import TaskKind, TaskState
from app.tasks.storage import task, task_done

SERVICE_FORM = "service-report"
_STATES = {
    MessageState.QUEUED.value: "待发送", MessageState.SENDING.value: "发送中", MessageState.UNCLEAR.value: "结果不明",
    MessageState.SENT.value: "已发送", MessageState.DELIVERED.value: "已送达", MessageState.FAILED.value: "发送失败",
    MessageState.CANCELLED.value: "已取消", MessageState.GIVEN_UP.value: "超时未发",
}  # fmt: skip
_KINDS = {
    MessageKind.RISK_REMINDER.value: "风险提示", MessageKind.EVENT_INVITATION.value: "活动邀请",
    MessageKind.PAPER_EXPIRY.value: "证件到期提示", MessageKind.REASSESSMENT_DUE.value: "重新测评提示",
    MessageKind.BOOKING_REMINDER.value: "预约提醒",
}  # fmt: skip
_CALLS = {
    TaskKind.OPENING_CALL.value: "开户回访", TaskKind.SAMPLE_CALL.value: "抽样回访",
    TaskKind.UNUSUAL_TRADING.value: "异常交易回访", TaskKind.CLIENT_VISIT.value: "重点客户走访",
    TaskKind.FIRST_CONTACT.value: "转出客户首次联系", TaskKind.MONTHLY_CONTACT.value: "转出客户每月联系",
    TaskKind.RETAINED_CONTACT.value: "挽留客户联系", TaskKind.YEARLY_VISIT.value: "转出机构年度走访",
    TaskKind.COMPLAINT_CALLBACK.value: "投诉回访",
}  # fmt: skip
TOO_FEW = {Shown.TOO_FEW: "答卷不足", Shown.WITHHELD: "合并显示", Shown.NONE: "无人评价"}


def _count(title: str, english: str, width: float = 0.7) -> Column:
    return Column(title, english, Kind.COUNT, width=width, total=True, show=lambda value: int(str(value or 0)))


def _summed(rows: list[Row], columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    return tuple(
        sum(int(str(row[place] or 0)) for row in rows) if column.total else None
        for place, column in enumerate(columns)
    )  # fmt: skip


def _number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def _callbacks(source: Source, asked: Asked) -> Table:
    """Tasks to call or visit that were due in the period: by kind, done in time, done late, open, open and late."""
    c, done = task.c, task_done.c
    day, late = BranchDay(done.at), c.due_on < source.today
    sums = (
        _number(day <= c.due_on), _number(day > c.due_on), _number(sa.and_(day.is_(None), sa.not_(late))),
        _number(sa.and_(day.is_(None), late)),
    )  # fmt: skip
    query = (
        sa.select(c.kind, sa.func.count(), *sums)
        .select_from(task.outerjoin(task_done, done.task_id == c.id))
        .where(
            c.kind.in_(_CALLS), c.due_on.between(asked.since, asked.until),
            of_staff(sa.func.coalesce(done.by, c.assigned_to), asked.text("staff")),
        )
        .group_by(c.kind)
    )  # fmt: skip
    counted = {row[0]: [int(figure) for figure in row[1:]] for row in source.conn.execute(query)}
    rows: list[Row] = [(label, *counted[kind]) for kind, label in _CALLS.items() if kind in counted]
    columns = (
        Column("回访类型", "Kind", width=1.6), _count("应办", "Due"), _count("按期办结", "In time"),
        _count("逾期办结", "Late"), _count("未办未到期", "Open"), _count("未办已逾期", "Open and late"),
    )  # fmt: skip
    bars = tuple(
        Bar(str(row[0]), (int(str(row[2])), int(str(row[3])) + int(str(row[5])), int(str(row[4])))) for row in rows
    )
    return Table(columns, rows, len(rows), _summed(rows, columns), Chart(("按期", "逾期", "未到期"), bars))


def _contacts(kinds: tuple[ContactKind, ...], source: Source, asked: Asked) -> Table:
    c = contact.c
    chosen = asked.text("kind")
    wanted = c.kind == chosen if chosen else c.kind.in_([kind.value for kind in kinds])
    query = (
        sa.select(c.on, c.kind, *CLIENT, c.way, c.outcome, *_told(), c.by_name)
        .select_from(contact.join(client, client.c.id == c.client_id))
        .where(c.on.between(asked.since, asked.until), wanted, of_staff(c.by, asked.text("staff")))
        .order_by(c.on, c.number)
    )
    columns = (
        Column("日期", "Day", Kind.DAY, width=0.9),
        Column("类型", "Kind", width=1.1, show=lambda code: ContactKind(str(code)).label),
        CLIENT_NUMBER, CLIENT_NAME, Column("方式", "How", width=0.7, show=lambda code: Way(str(code)).label),
        Column("结果", "Outcome", width=0.9, show=lambda code: Outcome(str(code)).label),
        Column("情况", "What was said", width=2.0), Column("反映的问题", "Problem", width=1.4),
        Column("回访人", "By", width=0.8),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _told() -> tuple[sa.Case[str], sa.Case[str]]:
    """What was said, and the problem; of a complaint both stand with the complaint, for those who may see it (CP-3)."""
    c = contact.c
    shown = c.kind != ContactKind.COMPLAINT.value
    return sa.case((shown, c.note), else_=None), sa.case((shown, c.problem), else_=None)


def _all_contacts(source: Source, asked: Asked) -> Table:
    return _contacts(tuple(ContactKind), source, asked)


def _visits(source: Source, asked: Asked) -> Table:
    return _contacts((ContactKind.VISIT,), source, asked)


def _unusual(source: Source, asked: Asked) -> Table:
    return _contacts((ContactKind.UNUSUAL,), source, asked)


_COMPLAINTS: tuple[
    tuple[str, Callable[[sa.Connection, date, date], tuple[Count, ...]], Callable[[Count], str]], ...
] = (
    ("按投诉类型", counting.by_kind, lambda one: labels.KINDS[ComplaintKind(one.key[0])]),
    ("按投诉来源", counting.by_source, lambda one: labels.SOURCES[ComplaintSource(one.key[0])]),
    ("按投诉级别", counting.by_level, lambda one: labels.LEVELS[ComplaintLevel(one.key[0])]),
    ("按办理状态", counting.by_state, lambda one: labels.STATES[ComplaintState(one.key[0])]),
    ("按被投诉单位", counting.by_unit, lambda one: str(one.key[0]) or labels.NOBODY),
    ("按月份", counting.by_month, lambda one: f"{int(one.key[0])}年{int(one.key[1])}月"),
)


def _complaints(source: Source, asked: Asked) -> Table:
    rows: list[Row] = []
    bars: list[Bar] = []
    for title, of, label in _COMPLAINTS:
        for one in of(source.conn, asked.since, asked.until):
            rows.append((title, label(one), *_sums(one)))
            if of is counting.by_kind:
                bars.append(Bar(label(one), (one.closed, one.open)))
    columns = (
        Column("分类", "Breakdown"), Column("项目", "Group", width=1.3), _count("受理", "Taken in"),
        _count("未结", "Open"), _count("已结", "Closed"), _count("撤回", "Withdrawn"), _count("逾期", "Late"),
        _count("属实", "Founded"), _count("满意", "Satisfied"),
        Column("补偿（元）", "Compensation", Kind.MONEY, width=1.1),
    )  # fmt: skip
    total: tuple[Cell, ...] = (None, "合计", *_sums(counting.total(source.conn, asked.since, asked.until)))
    note = "同一件投诉在每种分类中各出现一次，合计为全部投诉。"
    return Table(columns, rows, len(rows), total, Chart(("已结", "未结"), tuple(bars)), note)


def _sums(one: Count) -> tuple[Cell, ...]:
    paid = Decimal(one.compensation_fen).scaleb(-2)
    return (one.taken, one.open, one.closed, one.withdrawn, one.late, one.founded, one.satisfied, paid)


def _satisfaction(source: Source, asked: Asked) -> Table:
    names = {row.id: row.name for row in source.conn.execute(sa.select(member.c.id, member.c.name))}
    rows: list[Row] = []
    for one in satisfaction.months(source.conn, asked.since, asked.until):
        for line in one.lines:
            told = average(line.marks) if line.marks is not None else TOO_FEW.get(line.shown, "")
            rows.append((f"{one.month:%Y-%m}", names.get(line.staff_id, ""), *_people(line), told))
        if one.branch is not None:
            rows.append((f"{one.month:%Y-%m}", "营业部", None, one.branch.answered, None, average(one.branch)))
    columns = (
        Column("月份", "Month", width=0.8), Column("员工", "Staff"), Column("邀请评价", "Asked", Kind.COUNT, width=0.8),
        Column("已评价", "Answered", Kind.COUNT, width=0.8), Column("未评价", "Declined", Kind.COUNT, width=0.8),
        Column("平均分", "Average", width=1.1),
    )  # fmt: skip
    note = "满分5分。月份结束并且评价人数足够的才显示平均分，任何一名客户的评分都不能从本表推算。"
    return Table(columns, rows, len(rows), note=note)


def _people(line: Line) -> Row:
    return (line.asked, line.answered, line.declined)


def average(marks: Marks) -> str:
    """The average as it may be shown."""
    bound = {1: "不低于", -1: "不高于"}.get(marks.at_end, "")
    return f"{bound}{marks.average:.2f}"


def _education(source: Source, asked: Asked) -> Table:
    events = education.events(source.conn, asked.since, asked.until)
    people = education.counts(source.conn, [one.number for one in events])
    rows: list[Row] = []
    for one in events:
        invited, came = people.get(one.number, (0, 0))
        walk_ins = one.end.walk_ins if one.end is not None else 0
        rows.append((one.number, one.on, one.title, one.speaker, one.place, _event_state(one.state.value), invited,
                     came, walk_ins))  # fmt: skip
    columns = (
        Column("活动编号", "Event", width=1.4), Column("日期", "Day", Kind.DAY, width=0.9),
        Column("主题", "Title", width=1.8), Column("主讲人", "Speaker", width=0.8), Column("地点", "Place", width=1.2),
        Column("状态", "State", width=0.7), _count("邀请", "Invited"), _count("到场", "Came"),
        _count("未登记到场", "Walk-ins"),
    )  # fmt: skip
    bars = tuple(Bar(f"{one.on:%m-%d} {one.title}", people.get(one.number, (0, 0))[1:]) for one in events)
    return Table(columns, rows, len(rows), _summed(rows, columns), Chart(("到场",), bars))


def _event_state(code: str) -> str:
    return {"planned": "计划中", "held": "已举办", "cancelled": "已取消"}.get(code, code)


def _messages(source: Source, asked: Asked) -> Table:
    c = message.c
    state = asked.text("state")
    query = (
        sa.select(c.created_at, c.kind, *CLIENT, c.mobile, c.state, c.sent_on, c.attempt, c.reason)
        .select_from(message.outerjoin(client, client.c.id == c.client_id))
        .where(during(c.created_at, asked.since, asked.until), c.state == state if state else sa.true())
        .order_by(c.created_at, c.id)
    )
    columns = (
        Column("生成时间", "Queued", Kind.MOMENT, width=1.3),
        Column("类型", "Kind", width=1.0, show=lambda code: _KINDS.get(str(code), str(code))), CLIENT_NUMBER,
        CLIENT_NAME, Column("手机号码", "Mobile", Kind.MOBILE, width=1.1),
        Column("状态", "State", width=0.8, show=lambda code: _STATES.get(str(code), str(code))),
        Column("发送时间", "Sent", Kind.MOMENT, width=1.3), Column("次数", "Attempts", Kind.COUNT, width=0.5),
        Column("原因代码", "Reason", width=1.2),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _problems_found(source: Source, asked: Asked) -> Table:
    """Problems that calls brought up, by who answered them and whether in time (FU-3)."""
    c, done = task.c, task_done.c
    query = (
        sa.select(c.text, *CLIENT, c.due_on, done.at, c.state, member.c.name)
        .select_from(
            task.outerjoin(client, client.c.id == c.client_id)
            .outerjoin(member, member.c.id == c.assigned_to)
            .outerjoin(task_done, done.task_id == c.id)
        )
        .where(c.kind == TaskKind.PROBLEM.value, during(c.created_at, asked.since, asked.until))
        .order_by(c.created_at, c.id)
    )
    words = {TaskState.OPEN.value: "未答复", TaskState.DONE.value: "已答复"}
    columns = (
        Column("问题", "Problem", width=2.6), CLIENT_NUMBER, CLIENT_NAME,
        Column("答复期限", "Due", Kind.DAY, width=0.9),
        Column("答复时间", "Answered", Kind.MOMENT, width=1.3),
        Column("状态", "State", width=0.7, show=lambda code: words.get(str(code), str(code))),
        Column("责任人", "Whose", width=0.9),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _month_facts(source: Source, asked: Asked, maker: Maker) -> ServiceFacts:
    since, until = asked.month
    return service_month.facts(source, since, min(until, source.today), maker)


def _service(source: Source, asked: Asked) -> Table:
    since, until = asked.month
    parts = service_month.parts(source, since, min(until, source.today))
    rows: list[Row] = [
        (part.title, figure.label, figure.now, figure.before) for part in parts for figure in part.figures
    ]
    columns = (
        Column("项目", "Part", width=1.3), Column("指标", "Figure", width=2), Column("本月", "This month"),
        Column("上月", "Month before"),
    )  # fmt: skip
    return Table(columns, rows, len(rows), note="重点客户走访结果和图表见打印的服务月报。")


def _service_form(source: Source, asked: Asked, maker: Maker) -> tuple[str, object]:
    return SERVICE_FORM, _month_facts(source, asked, maker)


_CONTACT_KIND = choice(
    "kind", "回访类型", "Kind of contact", Choice("", "全部", "All"),
    *(Choice(kind.value, kind.label, kind.value) for kind in ContactKind),
)  # fmt: skip

REPORTS = (
    Report(
        name="service-report", title="服务月报", english="Monthly service report", group=Group.SERVICE, rights=READ,
        make=_service, form=_service_form, parameters=(month(),), statutory=True,
        about="一个月的开户、测评、回访、走访、投诉、满意度、投教、流失和风险事件。",
        about_english="A month's openings, assessments, calls, visits, complaints, satisfaction and losses.",
    ),
    Report(
        name="callbacks", title="回访完成情况", english="Calls due and done", group=Group.SERVICE, rights=READ,
        make=_callbacks, parameters=(*period(), staff()), statutory=True,
        about="一段时间内应办的回访和走访，按期、逾期和未办的件数。",
        about_english="Calls and visits due in a period: in time, late, open.",
    ),
    Report(
        name="contacts", title="回访和走访记录", english="Calls and visits", group=Group.SERVICE, rights=READ,
        make=_all_contacts, parameters=(*period(), staff(), _CONTACT_KIND), statutory=True,
        about="一段时间内的回访和走访记录。", about_english="Records of calls and visits in a period.",
    ),
    Report(
        name="visits", title="走访记录", english="Visits", group=Group.SERVICE, rights=READ, make=_visits,
        parameters=(*period(), staff()), statutory=True, about="对重点客户和转出机构客户的走访及结果。",
        about_english="Visits to large, active and former clients with what came of them.",
    ),
    Report(
        name="problems", title="回访问题登记", english="Problems found by calling", group=Group.SERVICE, rights=READ,
        make=_problems_found, parameters=period(), statutory=True, about="回访中发现的问题和答复情况。",
        about_english="Problems that calls brought up, and their answers.",
    ),
    Report(
        name="unusual-trading", title="异常交易回访", english="Calls about unusual trading", group=Group.SERVICE,
        rights=READ, make=_unusual, parameters=(*period(), staff()), statutory=True,
        about="对异常交易客户的回访和核实结果。", about_english="Calls about unusual trading and what came of them.",
    ),
    Report(
        name="complaints", title="投诉统计", english="Complaints", group=Group.SERVICE, rights=(Right.COMPLAINT_ALL,),
        make=_complaints, parameters=period(90), statutory=True,
        about="一段时间内受理的投诉，按类型、来源、单位和月份。",
        about_english="Complaints taken in in a period, by type, source, unit and month.",
    ),
    Report(
        name="satisfaction", title="满意度统计", english="Satisfaction", group=Group.SERVICE, rights=READ,
        make=_satisfaction, parameters=period(365), statutory=True, about="客户评价按员工和月份统计。",
        about_english="Marks that clients gave, by staff and month.",
    ),
    Report(
        name="education", title="投资者教育活动", english="Investor education", group=Group.SERVICE, rights=READ,
        make=_education, parameters=period(365), statutory=True, about="一段时间内的投资者教育活动和到场人数。",
        about_english="Events of investor education in a period and who came.",
    ),
    Report(
        name="messages", title="短信发送情况", english="Messages", group=Group.SERVICE, rights=READ, make=_messages,
        parameters=(
            *period(),
            choice(
                "state", "状态", "State", Choice("", "全部", "All"),
                *(Choice(code, label, code) for code, label in _STATES.items()),
            ),
        ),
        statutory=True, about="一段时间内的短信和发送结果。",
        about_english="Messages of a period and what became of them.",
    ),
)  # fmt: skip
