"""For those who oversee: unmaskings, looks at many clients, hits of the watch list, certificates (SE-1, KY-3, SR-3)."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from app.clients.storage import client
from app.common.actor import Right
from app.due_diligence.domain import Part, Verdict
from app.due_diligence.hit_rows import screening_decision, screening_hit
from app.reports import run_rows
from app.reports.catalogue import Group, Report, Source
from app.reports.listing import during, listed
from app.reports.lists.shared import CLIENT, CLIENT_NAME, CLIENT_NUMBER, READ, of_staff, who
from app.reports.parameters import Asked, Choice, choice, period, staff, within
from app.reports.table import Cell, Column, Kind, Table
from app.staff.domain import CertificateState, StaffKind
from app.staff.storage import staff as member
from app.watch.domain import LookKind, NoticeKind
from app.watch.storage import client_look, watch_notice, watch_review

_WATCH = (Right.WATCH,)
_FIELDS = {
    "paper_number": "证件号码", "mobile": "手机号码", "telephone": "固定电话", "bank_account": "银行账号",
    "address": "联系地址", "paper_address": "证件地址", "email": "电子邮箱",
}  # fmt: skip
_NOTICES = {
    NoticeKind.MANY_CLIENTS.value: "短时间内查看大量客户", NoticeKind.MANY_UNMASKINGS.value: "一日内大量解码",
    NoticeKind.MADE_ALONE.value: "单人建立用户",
}  # fmt: skip
_PARTS = {
    Part.CLIENT.value: "客户", Part.CONTROLLER.value: "实际控制人", Part.BENEFICIARY.value: "实际受益人",
    Part.OWNER.value: "受益所有人", Part.REPRESENTATIVE.value: "法定代表人", Part.AGENT.value: "代理人",
}  # fmt: skip
_VERDICTS = {Verdict.CLEARED.value: "排除", Verdict.STOPPED.value: "终止业务", None: "待核查"}
_STATES = {
    CertificateState.NONE.value: "无证书", CertificateState.VALID.value: "有效",
    CertificateState.SUSPENDED.value: "暂停",
}  # fmt: skip


def _named(title: str, english: str, words: dict[str, str], width: float = 1.0) -> Column:
    return Column(title, english, width=width, show=lambda code: words.get(str(code), str(code)))


def _unmaskings(source: Source, asked: Asked) -> Table:
    c = client_look.c
    joined = client_look.outerjoin(client, client.c.id == c.client_id).outerjoin(member, member.c.id == c.staff_id)
    query = (
        sa.select(c.at, who(member.c.name, member.c.number), *CLIENT, c.what, c.why, c.station)
        .select_from(joined)
        .where(
            c.kind == LookKind.UNMASKED.value, during(c.at, asked.since, asked.until),
            of_staff(c.staff_id, asked.text("staff")),
        )
        .order_by(c.at, c.id)
    )  # fmt: skip
    columns = (
        Column("时间", "When", Kind.MOMENT, width=1.3), Column("员工", "Staff", width=1.2), CLIENT_NUMBER, CLIENT_NAME,
        _named("解码内容", "What", _FIELDS), Column("事由", "Why", width=2.0), Column("柜台", "Counter", width=0.6),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _bulk(source: Source, asked: Asked) -> Table:
    c, review = watch_notice.c, watch_review.c
    joined = watch_notice.outerjoin(member, member.c.id == c.staff_id).outerjoin(
        watch_review, review.notice_id == c.id
    )  # fmt: skip
    query = (
        sa.select(c.at, who(member.c.name, member.c.number), c.kind, c.count, review.by_name, review.at, review.note)
        .select_from(joined)
        .where(during(c.at, asked.since, asked.until), of_staff(c.staff_id, asked.text("staff")))
        .order_by(c.at, c.id)
    )
    columns = (
        Column("发现时间", "Noticed", Kind.MOMENT, width=1.3), Column("员工", "Staff", width=1.2),
        _named("情形", "What", _NOTICES, 1.5), Column("次数", "Count", Kind.COUNT, width=0.6),
        Column("核查人", "Reviewed by", width=0.8), Column("核查时间", "Reviewed", Kind.MOMENT, width=1.3),
        Column("核查结论", "Finding", width=2.0),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _hits(source: Source, asked: Asked) -> Table:
    c, made = screening_hit.c, screening_decision.c
    state = asked.text("state")
    wanted = {"": sa.true(), "open": made.verdict.is_(None)}.get(state, made.verdict == state)
    joined = screening_hit.outerjoin(screening_decision, made.hit_id == c.id)
    query = (
        sa.select(
            c.found_at, c.case_number, c.part, c.name, c.number, c.entry_name, c.score, c.list_version, made.verdict,
            made.by_name, made.at, made.reason,
        )
        .select_from(joined)
        .where(during(c.found_at, asked.since, asked.until), wanted)
        .order_by(c.found_at, c.id)
    )  # fmt: skip
    columns = (
        Column("发现时间", "Found", Kind.MOMENT, width=1.3), Column("业务编号", "Case", width=1.4),
        _named("身份", "As", _PARTS, 0.8), Column("姓名或名称", "Name", width=1.1),
        Column("证件号码", "Number", Kind.PAPER, width=1.4), Column("名单姓名", "On the list", width=1.1),
        Column("相似度", "Score", Kind.COUNT, width=0.5), Column("名单版本", "List", Kind.COUNT, width=0.5),
        Column("结论", "Verdict", width=0.7, show=_verdict), Column("核查人", "By", width=0.8),
        Column("核查时间", "Decided", Kind.MOMENT, width=1.3), Column("理由", "Why", width=1.6),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _verdict(code: object) -> Cell:
    return _VERDICTS.get(str(code) if code is not None else None, str(code))


def _certificates(source: Source, asked: Asked) -> Table:
    c, today = member.c, source.today
    last = today + timedelta(days=asked.number())

    def left(until: object) -> Cell:
        return (until - today).days if isinstance(until, date) else None

    query = (
        sa.select(c.number, c.name, c.post, c.certificate_number, c.certificate_state, c.certificate_until,
                  c.certificate_until.label("left"))
        .where(
            c.active.is_(True),
            sa.or_(
                c.certificate_until <= last,
                sa.and_(c.kind == StaffKind.MARKETING.value, c.certificate_state != CertificateState.VALID.value),
            ),
        )
        .order_by(c.certificate_until, c.number)
    )  # fmt: skip
    columns = (
        Column("工号", "Staff number", width=0.8), Column("姓名", "Name"), Column("岗位", "Post", width=1.2),
        Column("证书编号", "Certificate", width=1.5), _named("证书状态", "State", _STATES, 0.7),
        Column("有效期至", "Valid until", Kind.DAY), Column("剩余天数", "Days left", Kind.COUNT, width=0.7, show=left),
    )  # fmt: skip
    return listed(source.conn, query, columns, note="营销人员没有证书或者证书暂停的也列入。")


def _runs(source: Source, asked: Asked) -> Table:
    from app.reports.catalogue import all_reports  # this module is one of those it reads

    titles = {one.name: one.title for one in all_reports()}
    c = run_rows.report_run.c
    query = (
        sa.select(c.at, c.report, c.parameters, c.way, c.rows, c.by_name, c.station, c.unmasked_for, c.sha256)
        .where(
            during(c.at, asked.since, asked.until), of_staff(c.by, asked.text("staff")),
            sa.true() if asked.text("ways") else c.way != run_rows.Way.SCREEN.value,
        )
        .order_by(c.at, c.number)
    )  # fmt: skip
    columns = (
        Column("时间", "When", Kind.MOMENT, width=1.3), _named("报表", "Report", titles, 1.5),
        Column("参数", "Parameters", width=1.6, show=_plain), _named("方式", "How", run_rows.WAYS, 0.7),
        Column("行数", "Rows", Kind.COUNT, width=0.6), Column("经办人", "By", width=0.8),
        Column("柜台", "Counter", width=0.7), Column("不遮盖的事由", "Shown in full for", width=1.2),
        Column("文件摘要", "SHA-256", width=1.6, show=lambda digest: str(digest)[:16]),
    )  # fmt: skip
    return listed(source.conn, query, columns)


def _plain(parameters: object) -> Cell:
    return run_rows.in_words(str(parameters))


REPORTS = (
    Report(
        name="unmaskings", title="解码登记", english="Unmaskings", group=Group.OVERSIGHT, rights=_WATCH,
        make=_unmaskings, parameters=(*period(), staff()), statutory=True,
        about="一段时间内查看完整号码的登记。", about_english="Numbers that were shown in full in a period.",
    ),
    Report(
        name="bulk-looks", title="批量查看登记", english="Looks at many clients", group=Group.OVERSIGHT, rights=_WATCH,
        make=_bulk, parameters=(*period(90), staff()), statutory=True,
        about="短时间内查看大量客户或者大量解码的提示和核查情况。",
        about_english="Looks at many clients and many unmaskings, with what the review found.",
    ),
    Report(
        name="watch-hits", title="名单命中登记", english="Watch-list hits", group=Group.OVERSIGHT,
        rights=(Right.SCREENING,), make=_hits, statutory=True, about="一段时间内关注名单的命中和核查结论。",
        about_english="Hits of the watch list in a period, with what was decided.",
        parameters=(
            *period(90),
            choice(
                "state", "结论", "Verdict", Choice("", "全部", "All"), Choice("open", "待核查", "Undecided"),
                Choice("cleared", "排除", "Cleared"), Choice("stopped", "终止业务", "Stopped"),
            ),
        ),
    ),
    Report(
        name="certificates", title="执业证书到期人员", english="Certificates that end", group=Group.OVERSIGHT,
        rights=READ, make=_certificates, parameters=(within(60),), statutory=True,
        about="执业证书已经到期、即将到期的员工。",
        about_english="Staff whose practising certificate has ended or ends soon.",
    ),
    Report(
        name="report-runs", title="报表登记", english="Runs of reports", group=Group.OVERSIGHT,
        rights=(Right.WATCH,), make=_runs, statutory=True, about="谁在何时查看、打印、导出了哪些报表。",
        about_english="Who looked at, printed or took out which report when.",
        parameters=(
            *period(), staff(),
            choice("ways", "方式", "How", Choice("", "打印和导出", "Prints and files"), Choice("all", "全部", "All")),
        ),
    ),
)  # fmt: skip
