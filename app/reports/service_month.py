"""《服务月报》 put together from the sums of a month and of the month before (FU-4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.archive.domain import ERASED
from app.changes.case import Status as ChangeStatus
from app.changes.storage import change_case
from app.clients.storage import client
from app.complaints import counting, labels
from app.complaints.domain import Kind as ComplaintKind
from app.contacts import storage as contacts
from app.contacts.domain import ContactKind, Outcome, Way
from app.contacts.storage import contact
from app.education import storage as education
from app.incidents.storage import incident
from app.onboarding.draft import Status as OpeningStatus
from app.onboarding.storage import opening
from app.reports import storage
from app.reports.catalogue import Maker, Source
from app.reports.facts import BarFacts, Figure, ServiceFacts, ServicePart
from app.reports.listing import during, moments
from app.risk_cases.domain import Kind as RiskKind
from app.risk_cases.storage import risk_case
from app.satisfaction import storage as satisfaction
from app.suitability.storage import assessment
from app.tasks.domain import TaskKind, TaskState
from app.tasks.storage import task, task_done

MOST_VISITS = 60
"""Lines of visits on paper; the list of visits has them all."""
NONE = "—"
_RESULT_LIMIT = 60


@dataclass(frozen=True, slots=True)
class _Span:
    """A month so far, and the whole month before."""

    since: date
    until: date

    @property
    def before(self) -> _Span:
        """The month before."""
        last = self.since - timedelta(days=1)
        return _Span(last.replace(day=1), last)


def facts(source: Source, since: date, until: date, maker: Maker) -> ServiceFacts:
    """The facts of the form for the month that begins on ``since``, up to ``until``, included."""
    return ServiceFacts(
        head=maker.head, month=f"{since.year}年{since.month}月", since=since, until=until, made_at=maker.made_at,
        made_by=maker.made_by, parts=parts(source, since, until),
    )  # fmt: skip


def parts(source: Source, since: date, until: date) -> tuple[ServicePart, ...]:
    """The parts in their order. Grouped queries only; the visits are a list of at most ``MOST_VISITS``."""
    span = _Span(since, until)
    made: tuple[Callable[[Source, _Span], ServicePart], ...] = (
        _business, _assessments, _calls, _visits, _complaints, _satisfied, _taught, _left, _incidents,
    )  # fmt: skip
    return tuple(one(source, span) for one in made)


def _figures(span: _Span, labels_: Sequence[str], of: Callable[[_Span], Sequence[object]]) -> tuple[Figure, ...]:
    now, before = of(span), of(span.before)
    return tuple(
        Figure(label, str(one), str(other)) for label, one, other in zip(labels_, now, before, strict=True)
    )  # fmt: skip


def _count(source: Source, query: sa.Select[int]) -> int:
    return int(source.conn.execute(query).scalar_one())


def _number_of(table: sa.FromClause, *conditions: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(table).where(*conditions)


def _business(source: Source, span: _Span) -> ServicePart:
    def of(one: _Span) -> Sequence[object]:
        o, joined = opening.c, opening.join(client, client.c.id == opening.c.client_id)
        done = (o.status == OpeningStatus.COMPLETED.value, during(o.completed_at, one.since, one.until))
        c = change_case.c
        changes = (c.status == ChangeStatus.COMPLETED.value, during(c.ended_at, one.since, one.until))
        return (
            _count(source, _number_of(joined, *done, client.c.kind == "individual")),
            _count(source, _number_of(joined, *done, client.c.kind == "institution")),
            _count(source, _number_of(change_case, *changes)),
        )

    figures = _figures(span, ("个人开户", "机构开户", "客户变更"), of)
    return ServicePart("开户与变更", figures)


def _assessments(source: Source, span: _Span) -> ServicePart:
    a = assessment.c

    def of(one: _Span) -> Sequence[object]:
        within = during(a.assessed_at, one.since, one.until)
        r = risk_case.c
        mismatches = (
            r.kind == RiskKind.MISMATCH.value, r.status == OpeningStatus.COMPLETED.value,
            during(r.completed_at, one.since, one.until),
        )  # fmt: skip
        return (
            _count(source, _number_of(assessment, within, a.replaces.is_(None))),
            _count(source, _number_of(assessment, within, a.replaces.is_not(None))),
            _count(source, _number_of(risk_case, *mismatches)),
        )

    query = sa.select(a.level, sa.func.count()).where(during(a.assessed_at, span.since, span.until)).group_by(a.level)
    found = {level: int(count) for level, count in source.conn.execute(query)}
    order = [level.code for level in source.policy.questionnaire.levels]
    places = {code: place for place, code in enumerate(order)}
    bars = tuple(
        BarFacts(source.policy.questionnaire.level_label(level), (found[level],))
        for level in sorted(found, key=lambda level: (places.get(level, len(order)), level))
    )
    figures = _figures(span, ("首次评估", "重新评估", "风险不匹配确认"), of)
    return ServicePart("风险承受能力评估", figures, ("评估",), bars)


def _calls(source: Source, span: _Span) -> ServicePart:
    c, done = task.c, task_done.c

    def of(one: _Span) -> Sequence[object]:
        joined = task.outerjoin(task_done, done.task_id == c.id)
        due = (c.kind == TaskKind.OPENING_CALL.value, c.due_on.between(one.since, one.until))
        rows = source.conn.execute(
            sa.select(c.due_on, c.state, done.at).select_from(joined).where(*due)
        ).all()  # fmt: skip
        in_time = sum(row.at is not None and row.at < moments(row.due_on, row.due_on)[1] for row in rows)
        open_late = sum(row.state == TaskState.OPEN.value and row.due_on < source.today for row in rows)
        problems = _number_of(task, c.kind == TaskKind.PROBLEM.value, during(c.created_at, one.since, one.until))
        late = sum(row.at is not None for row in rows) - in_time
        return (len(rows), in_time, late, open_late, _count(source, problems), _late_problems(source, one))

    names = ("应办开户回访", "按期办结", "逾期办结", "逾期未办", "发现问题", "逾期答复的问题")
    kinds: dict[ContactKind, list[int]] = {}
    for one in contacts.counts(source.conn, span.since, span.until):
        sums = kinds.setdefault(one.kind, [0, 0])
        sums[0 if one.outcome is Outcome.REACHED else 1] += one.count
    bars = tuple(BarFacts(kind.label, (sums[0], sums[1])) for kind, sums in kinds.items())
    return ServicePart("客户回访", _figures(span, names, of), ("已联系上", "其他"), bars)


def _late_problems(source: Source, span: _Span) -> int:
    """Problems whose day was in the month and that were answered after it, or are not answered though it is past."""
    c, done = task.c, task_done.c
    query = (
        sa.select(c.due_on, done.at)
        .select_from(task.outerjoin(task_done, done.task_id == c.id))
        .where(c.kind == TaskKind.PROBLEM.value, c.due_on.between(span.since, span.until))
    )
    late = 0
    for due, at in source.conn.execute(query):
        late += due < source.today if at is None else at >= moments(due, due)[1]
    return late


def _visits(source: Source, span: _Span) -> ServicePart:
    c = contact.c
    joined = contact.join(client, client.c.id == c.client_id).outerjoin(task, task.c.id == c.task_id)
    wanted = sa.or_(c.kind == ContactKind.VISIT.value, task.c.kind == TaskKind.CLIENT_VISIT.value)

    def of(one: _Span) -> Sequence[object]:
        within = c.on.between(one.since, one.until)
        reached = _number_of(joined, wanted, within, c.outcome == Outcome.REACHED.value)
        due = (task.c.kind == TaskKind.CLIENT_VISIT.value, task.c.due_on.between(one.since, one.until))
        late = (task.c.state == TaskState.OPEN.value, task.c.due_on < source.today)
        return (
            _count(source, _number_of(joined, wanted, within)), _count(source, reached),
            _count(source, _number_of(task, *due)), _count(source, _number_of(task, *due, *late)),
        )  # fmt: skip

    query = (
        sa.select(c.on, client.c.number, client.c.name, c.way, c.outcome, c.note, c.problem, c.by_name)
        .select_from(joined)
        .where(wanted, c.on.between(span.since, span.until))
        .order_by(c.on, c.number)
        .limit(MOST_VISITS + 1)
    )
    found = source.conn.execute(query).all()
    rows = tuple(
        (row.on.isoformat(), row.number, row.name, Way(row.way).label, _result(row), row.by_name)
        for row in found[:MOST_VISITS]
    )
    note = "名单较长，其余见走访记录清单。" if len(found) > MOST_VISITS else ""
    names = ("走访和联系", "其中已联系上", "应走访的重点客户", "逾期未走访")
    head = ("日期", "客户号", "姓名或名称", "方式", "结果", "走访人")
    return ServicePart("重点客户走访", _figures(span, names, of), head=head, rows=rows, note=note)


def _result(row: Any) -> str:
    told = [Outcome(row.outcome).label]
    told += [row.note[:_RESULT_LIMIT]] if row.note and row.note != ERASED else []
    told += [f"问题：{row.problem[:_RESULT_LIMIT]}"] if row.problem and row.problem != ERASED else []
    return "；".join(told)


def _complaints(source: Source, span: _Span) -> ServicePart:
    def of(one: _Span) -> Sequence[object]:
        total = counting.total(source.conn, one.since, one.until)
        paid = Decimal(total.compensation_fen).scaleb(-2)
        return (total.taken, total.closed, total.withdrawn, total.open, total.late, total.founded, f"{paid:,.2f}")

    bars = tuple(
        BarFacts(labels.KINDS[ComplaintKind(one.key[0])], (one.closed, one.open))
        for one in counting.by_kind(source.conn, span.since, span.until)
    )
    names = ("受理投诉", "已结", "撤回", "未结", "逾期", "属实", "补偿金额（元）")
    return ServicePart("客户投诉", _figures(span, names, of), ("已结", "未结"), bars)


def _satisfied(source: Source, span: _Span) -> ServicePart:
    def of(one: _Span) -> Sequence[object]:
        asked = sum(count for _, _, count in satisfaction.participation(source.conn, one.since, one.until))
        months = satisfaction.months(source.conn, one.since, one.since)
        branch = months[0].branch if months else None
        return (asked, NONE if branch is None else f"{branch.average:.2f}")

    note = "月份结束并且评价人数足够的才显示平均分。"
    return ServicePart("满意度", _figures(span, ("邀请评价的客户", "平均分（满分5分）"), of), note=note)


def _taught(source: Source, span: _Span) -> ServicePart:
    def of(one: _Span) -> Sequence[object]:
        found = education.figures(source.conn, one.since, one.since)
        if not found:
            return (0, 0, 0, 0)
        figures = found[0]
        return (figures.held, figures.invited, figures.attended + figures.walk_ins, figures.given)

    names = ("举办活动", "邀请客户", "到场人数", "发放材料")
    return ServicePart("投资者教育", _figures(span, names, of))


def _left(source: Source, span: _Span) -> ServicePart:
    def of(one: _Span) -> Sequence[object]:
        total = storage.total(source.conn, one.since, one.until)
        ended = total.left + total.retained
        share = f"{Decimal(100 * total.retained) / ended:.1f}%" if ended else NONE
        return (total.requests, total.left, total.retained, total.open, share, f"{total.assets:,.2f}")

    reasons = {reason.code: reason.label for reason in source.policy.transfer.reasons}
    bars = tuple(
        BarFacts(reasons.get(one.key[0], "其他"), (one.left, one.retained, one.open))
        for one in storage.by_reason(source.conn, span.since, span.until)
    )
    names = ("转销户申请", "转出", "挽留", "在办", "挽留率", "转出资产（元）")
    return ServicePart("客户流失与挽留", _figures(span, names, of), ("转出", "挽留", "在办"), bars)


def _incidents(source: Source, span: _Span) -> ServicePart:
    def of(one: _Span) -> Sequence[object]:
        return (_count(source, _number_of(incident, during(incident.c.at, one.since, one.until))),)

    return ServicePart("风险事件", _figures(span, ("登记的风险事件",), of))
