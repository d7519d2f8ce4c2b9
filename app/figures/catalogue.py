"""The list of figures, and which of them each role finds on its dashboard, as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.figures import case_rows as cases
from app.figures import client_rows as clients
from app.figures import watch_rows as watch
from app.figures import work_rows as work
from app.figures.domain import Figure, Mood, Shape, Unit
from app.figures.storage import Reckoning

_CASES, _TASKS = ("transfer", "change"), ("tasks",)

_ALL: tuple[tuple[Figure, Reckoning], ...] = (
    # my day
    (
        Figure(
            code="my-openings", title="我办结的开户", note="由本人受理并已办结的开户", shape=Shape.TILE,
            needs=(Right.COUNTER,), dated=True, mood=Mood.GOOD,
        ),
        cases.MY_OPENINGS,
    ),
    (
        Figure(
            code="my-changes", title="我办结的变更", note="由本人受理并已办结的资料变更", shape=Shape.TILE,
            needs=(Right.COUNTER,), dated=True, mood=Mood.GOOD, topics=("change",),
        ),
        cases.MY_CHANGES,
    ),
    (
        Figure(
            code="my-transfers", title="我办结的转销户", note="由本人受理、已转出或者已挽留的申请", shape=Shape.TILE,
            needs=(Right.COUNTER,), dated=True, topics=("transfer",),
        ),
        cases.MY_TRANSFERS,
    ),
    (
        Figure(
            code="my-running", title="我的在办业务", note="由本人受理、尚未办结的业务", shape=Shape.BARS,
            needs=(Right.COUNTER,), parts=cases.KINDS, topics=_CASES,
        ),
        cases.MY_RUNNING_CASES,
    ),
    (
        Figure(
            code="my-tasks-today", title="我今日到期的任务", note="分派给本人、今日到期的任务", shape=Shape.TILE,
            needs=(Right.TASK_READ,), topics=_TASKS,
        ),
        work.MY_TASKS_TODAY,
    ),
    (
        Figure(
            code="my-tasks-late", title="我逾期的任务", note="分派给本人、已经逾期的任务", shape=Shape.TILE,
            needs=(Right.TASK_READ,), mood=Mood.BAD, topics=_TASKS,
        ),
        work.MY_TASKS_LATE,
    ),
    (
        Figure(
            code="my-calls", title="我待办的回访", note="分派给本人、尚未完成的回访和走访", shape=Shape.TILE,
            needs=(Right.TASK_READ,), topics=_TASKS,
        ),
        work.MY_CALLS,
    ),
    (
        Figure(
            code="my-papers", title="我待移交的资料", note="由本人受理并已办结、资料尚未移交档案员的业务",
            shape=Shape.BARS,
            needs=(Right.COUNTER,), parts=work.PAPER_AGES, topics=("dossier",), mood=Mood.BAD,
        ),
        work.MY_PAPERS,
    ),
    (
        Figure(
            code="bookings-today", title="今日待到的预约", note="今日预约、客户尚未到来", shape=Shape.TILE,
            needs=(Right.BOOKING_WRITE, Right.CLIENT_READ),
        ),
        work.BOOKINGS_TODAY,
    ),
    # the branch
    (
        Figure(
            code="running", title="在办业务", note="尚未办结的业务，按业务种类", shape=Shape.BARS,
            needs=(Right.REPORT_READ,), parts=cases.KINDS, topics=_CASES,
        ),
        cases.RUNNING_CASES,
    ),
    (
        Figure(
            code="steps", title="转销户在办环节", note="在办的转销户申请，按所处环节", shape=Shape.BARS,
            needs=(Right.REPORT_READ,), parts=cases.STATUSES, topics=("transfer", "approvals"),
        ),
        cases.STEPS,
    ),
    (
        Figure(
            code="deadlines", title="转销户办理时限", note="在办的转销户申请，时限最近的在先", shape=Shape.BARS,
            needs=(Right.TRANSFER_READ,), parts=cases.NEARNESS, topics=("transfer", "approvals"), mood=Mood.BAD,
            preview=5,
        ),
        cases.Deadlines(),
    ),
    (
        Figure(
            code="counters", title="今日在岗柜台", note="今日有人办理过业务的柜台", shape=Shape.TILE,
            needs=(Right.REPORT_READ,), topics=("presence",),
        ),
        work.Counters(),
    ),
    (
        Figure(
            code="churn", title="转销户申请", note="期间内提出的转销户申请，按结果", shape=Shape.BARS,
            needs=(Right.REPORT_READ,), parts=cases.OUTCOMES, dated=True, mood=Mood.BAD, topics=("transfer",),
        ),
        cases.CHURN,
    ),
    (
        Figure(
            code="openings", title="每月开户", note="各月办结的开户", shape=Shape.MONTHS, needs=(Right.REPORT_READ,),
            dated=True, mood=Mood.GOOD,
        ),
        cases.OPENINGS,
    ),
    (
        Figure(
            code="left", title="每月转出", note="各月办结转出的客户", shape=Shape.MONTHS, needs=(Right.REPORT_READ,),
            dated=True, mood=Mood.BAD, topics=("transfer",),
        ),
        cases.LEFT,
    ),
    (
        Figure(
            code="assets-in", title="新开账户资产", note="期间内新开账户在最近一次快照中的资产", shape=Shape.TILE,
            needs=(Right.REPORT_READ,), unit=Unit.YUAN, dated=True, mood=Mood.GOOD,
        ),
        cases.ASSETS_IN,
    ),
    (
        Figure(
            code="assets-out", title="转出资产", note="期间内办结转出的客户受理时的资产", shape=Shape.TILE,
            needs=(Right.REPORT_READ,), unit=Unit.YUAN, dated=True, mood=Mood.BAD, topics=("transfer",),
        ),
        cases.ASSETS_OUT,
    ),
    (
        Figure(
            code="late-tasks", title="逾期任务", note="已经逾期的任务，按责任人", shape=Shape.BARS,
            needs=(Right.REPORT_READ, Right.TASK_READ), parts={work.NOBODY: "未分派"}, more_parts=True,
            mood=Mood.BAD, topics=_TASKS,
        ),
        work.LATE_TASKS,
    ),
    (
        Figure(
            code="calls-waiting", title="待办回访", note="尚未完成的各类回访和走访", shape=Shape.BARS,
            needs=(Right.REPORT_READ, Right.TASK_READ), parts=work.LATENESS, mood=Mood.BAD, topics=_TASKS,
        ),
        work.CALLS_WAITING,
    ),
    (
        Figure(
            code="calls-done", title="已完成回访", note="期间内完成的各类回访和走访", shape=Shape.TILE,
            needs=(Right.REPORT_READ, Right.TASK_READ), dated=True, mood=Mood.GOOD, topics=_TASKS,
        ),
        work.CALLS_DONE,
    ),
    (
        Figure(
            code="problems", title="回访发现的问题", note="回访发现、尚未处理完毕的问题", shape=Shape.BARS,
            needs=(Right.REPORT_READ, Right.TASK_READ), parts=work.LATENESS, mood=Mood.BAD, topics=_TASKS,
        ),
        work.PROBLEMS,
    ),
    # after the counter
    (
        Figure(
            code="complaints", title="未办结的投诉", note="尚未办结的投诉，按是否逾期；不含涉及本人的",
            shape=Shape.BARS, needs=(Right.COMPLAINT_ALL,), parts=work.LATENESS, mood=Mood.BAD, topics=("complaints",),
        ),
        clients.COMPLAINTS,
    ),
    (
        Figure(
            code="complaint-steps", title="投诉处理环节", note="尚未办结的投诉，按所处环节；不含涉及本人的",
            shape=Shape.BARS, needs=(Right.COMPLAINT_ALL,), parts=clients.COMPLAINT_STATES, topics=("complaints",),
        ),
        clients.COMPLAINT_STEPS,
    ),
    (
        Figure(
            code="complaints-taken", title="每月投诉", note="各月登记的投诉；不含涉及本人的", shape=Shape.MONTHS,
            needs=(Right.COMPLAINT_ALL,), dated=True, mood=Mood.BAD, topics=("complaints",),
        ),
        clients.COMPLAINTS_TAKEN,
    ),
    (
        Figure(
            code="complaints-to-clear", title="待合规同意的投诉",
            note="处理意见或者撤回待合规同意的投诉；不含涉及本人的",
            shape=Shape.TILE, needs=(Right.COMPLAINT_CLEAR,), mood=Mood.BAD, topics=("complaints",),
        ),
        clients.FOR_COMPLIANCE,
    ),
    (
        Figure(
            code="my-complaints", title="我处理的投诉", note="分派给本人、尚未办结的投诉", shape=Shape.BARS,
            needs=(Right.COMPLAINT_HANDLE,), parts=work.LATENESS, mood=Mood.BAD, topics=("complaints",),
        ),
        clients.MY_COMPLAINTS,
    ),
    (
        Figure(
            code="contacts", title="回访和走访", note="期间内的回访和走访，按结果", shape=Shape.BARS,
            needs=(Right.REPORT_READ,), parts=clients.OUTCOMES, dated=True, mood=Mood.GOOD, topics=("contacts",),
        ),
        clients.CONTACTS,
    ),
    (
        Figure(
            code="satisfaction", title="每月满意度", note="已结束且答卷足够的月份的平均分；看不到任何一份答卷",
            shape=Shape.MONTHS, needs=(Right.REPORT_READ,), unit=Unit.TENTHS, dated=True, mood=Mood.GOOD,
            topics=("satisfaction",), listed=False,
        ),
        clients.Satisfaction(),
    ),
    (
        Figure(
            code="messages", title="未发出的短信", note="待发送、发送中或者结果不明的短信", shape=Shape.BARS,
            needs=(Right.MESSAGE_SETUP,), parts=clients.MESSAGES, mood=Mood.BAD, topics=("messages",),
        ),
        clients.WAITING_MESSAGES,
    ),
    # compliance
    (
        Figure(
            code="hits", title="待判断的名单命中", note="名单筛查命中、尚未作出判断", shape=Shape.BARS,
            needs=(Right.SCREENING,), parts=watch.HIT_AGES, mood=Mood.BAD, topics=("screening",),
        ),
        watch.HITS,
    ),
    (
        Figure(
            code="unmaskings", title="查看完整号码", note="期间内查看客户完整号码的次数，按员工", shape=Shape.BARS,
            needs=(Right.WATCH,), dated=True, mood=Mood.BAD, topics=("watch",),
        ),
        watch.UNMASKINGS,
    ),
    (
        Figure(
            code="bulk-looks", title="大量查看提示", note="期间内系统发现的大量查看", shape=Shape.TILE,
            needs=(Right.WATCH,), dated=True, mood=Mood.BAD, topics=("watch",),
        ),
        watch.BULK_LOOKS,
    ),
    (
        Figure(
            code="reviews", title="待核查的提示", note="系统发现、合规尚未核查的事项", shape=Shape.BARS,
            needs=(Right.WATCH,), parts=watch.NOTICE_AGES, mood=Mood.BAD, topics=("watch",),
        ),
        watch.REVIEWS,
    ),
    (
        Figure(
            code="papers", title="证件到期", note="在用资金账户的客户，证件已过期或者三十天内到期", shape=Shape.BARS,
            needs=(Right.CLIENT_READ, Right.REPORT_READ), parts=watch.PAPER_STATES, mood=Mood.BAD,
        ),
        watch.PAPERS,
    ),
    (
        Figure(
            code="assessments", title="过期的风险测评", note="在用资金账户的客户，风险测评已过有效期", shape=Shape.TILE,
            needs=(Right.CLIENT_READ, Right.REPORT_READ), mood=Mood.BAD,
        ),
        watch.ASSESSMENTS,
    ),
    (
        Figure(
            code="mismatches", title="不匹配警示", note="期间内客户签署的不匹配警示", shape=Shape.TILE,
            needs=(Right.CLIENT_READ, Right.REPORT_READ), dated=True, mood=Mood.BAD,
        ),
        cases.MISMATCHES,
    ),
    (
        Figure(
            code="incidents", title="风险事件", note="期间内登记的风险事件，按种类", shape=Shape.BARS,
            needs=(Right.AUDIT_READ,), roles=frozenset({Role.GENERAL_MANAGER, Role.COMPLIANCE}),
            parts=watch.INCIDENT_WORDS, more_parts=True, dated=True, mood=Mood.BAD, topics=("incidents",),
        ),
        watch.INCIDENTS,
    ),
    # the archive
    (
        Figure(
            code="at-counter", title="未移交的资料", note="已办结、资料尚未移交档案员的业务", shape=Shape.BARS,
            needs=(Right.DOSSIER_WRITE,), parts=work.PAPER_AGES, mood=Mood.BAD, topics=("dossier",),
        ),
        work.AT_COUNTER,
    ),
    (
        Figure(
            code="to-receive", title="待接收的资料", note="已移交、档案员尚未接收的资料", shape=Shape.TILE,
            needs=(Right.DOSSIER_WRITE,), topics=("dossier",),
        ),
        work.TO_RECEIVE,
    ),
    (
        Figure(
            code="sent-back", title="待补齐的资料", note="不完整退回、尚未重新移交的资料", shape=Shape.BARS,
            needs=(Right.DOSSIER_WRITE,), parts=work.LATENESS, mood=Mood.BAD, topics=("dossier",),
        ),
        work.SENT_BACK,
    ),
    (
        Figure(
            code="handed", title="移交的资料", note="期间内移交档案员的资料", shape=Shape.TILE,
            needs=(Right.DOSSIER_WRITE,), dated=True, topics=("dossier",),
        ),
        work.HANDED,
    ),
    (
        Figure(
            code="loans", title="借出的档案", note="借出、尚未归还的档案", shape=Shape.BARS,
            needs=(Right.DOSSIER_WRITE,), parts=work.LATENESS, mood=Mood.BAD, topics=("dossier",),
        ),
        work.LOANS,
    ),
    # the program
    (
        Figure(
            code="backups", title="备份", note="期间内的备份，按结果", shape=Shape.BARS, needs=(Right.BACKUP,),
            parts=work.BACKUP_ENDS, dated=True,
        ),
        work.BACKUPS,
    ),
    (
        Figure(
            code="print-jobs", title="未完成的打印", note="等待、发送中或者失败的打印作业", shape=Shape.BARS,
            needs=(Right.BACKUP, Right.USER_WRITE), parts=work.JOB_STATES, mood=Mood.BAD, topics=("printing",),
        ),
        work.PRINT_JOBS,
    ),
    (
        Figure(
            code="stations", title="柜台工作站", note="服务器版营业部的工作站，按状态", shape=Shape.BARS,
            needs=(Right.USER_WRITE,), parts=work.STATION_STATES,
        ),
        work.STATIONS,
    ),
    (
        Figure(
            code="certificates", title="执业证书到期", note="在职员工的执业证书，已过期或者即将到期", shape=Shape.BARS,
            needs=(Right.STAFF_WRITE,), parts=watch.PAPER_STATES, mood=Mood.BAD,
        ),
        watch.CERTIFICATES,
    ),
    (
        Figure(
            code="seal", title="签章证书剩余天数", note="本工作站签章所用证书到期前的天数；已到期或者不能签章的为0",
            shape=Shape.TILE, needs=(Right.BACKUP,), mood=Mood.GOOD, listed=False,
        ),
        work.SealDays(),
    ),
    (
        Figure(
            code="disk", title="本机磁盘空间", note="本工作站数据所在磁盘", shape=Shape.BARS, needs=(Right.BACKUP,),
            parts={"free": "可用", "used": "已用"}, unit=Unit.MEGABYTES, listed=False,
        ),
        work.Storage(),
    ),
)  # fmt: skip

FIGURES: Mapping[str, Figure] = MappingProxyType({figure.code: figure for figure, _ in _ALL})
"""Every figure by its code."""
RECKONING: Mapping[str, Reckoning] = MappingProxyType({figure.code: reckoning for figure, reckoning in _ALL})
"""What reckons it."""

MY_DAY = ("my-openings", "my-changes", "my-transfers", "my-tasks-today", "my-tasks-late", "my-calls", "bookings-today",
          "my-running", "my-papers", "my-complaints")  # fmt: skip
_BRANCH = (
    "deadlines", "counters", "assets-in", "assets-out", "calls-done", "running", "steps", "churn", "openings", "left",
    "complaints", "complaint-steps", "complaints-taken", "calls-waiting", "contacts", "problems", "late-tasks",
    "satisfaction",
)  # fmt: skip

DASHBOARDS: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.GENERAL_MANAGER: (*_BRANCH, "incidents", "backups"),
        Role.SUPERVISOR: (*_BRANCH, "backups"),
        Role.MARKETING_DIRECTOR: _BRANCH,
        Role.CLIENT_MANAGER: (
            "deadlines", "my-tasks-today", "my-tasks-late", "my-calls", "bookings-today", "my-complaints",
        ),
        Role.MARKETING: ("my-tasks-today", "my-tasks-late", "my-calls"),
        Role.COMPLIANCE: (
            "hits", "reviews", "complaints-to-clear", "bulk-looks", "assessments", "mismatches", "complaints",
            "unmaskings", "papers", "incidents",
            "deadlines", "problems", "calls-waiting", "late-tasks",
        ),
        Role.ARCHIVIST: ("at-counter", "to-receive", "handed", "sent-back", "loans", "my-tasks-today", "my-tasks-late"),
        Role.ADMIN: ("backups", "disk", "print-jobs", "messages", "stations", "seal", "certificates"),
        Role.TELLER: MY_DAY,
    }
)  # fmt: skip
"""In the order in which they are shown; somebody with several roles finds those of all, each once."""

HOME = frozenset(
    {
        Role.GENERAL_MANAGER, Role.SUPERVISOR, Role.MARKETING_DIRECTOR, Role.CLIENT_MANAGER, Role.COMPLIANCE,
        Role.ARCHIVIST, Role.ADMIN,
    }
)  # fmt: skip
"""Roles whose first page the dashboard is."""


def offered(actor: Actor) -> tuple[Figure, ...]:
    """What ``actor`` finds on the dashboard: of every role, in order, as far as the rights go."""
    codes = dict.fromkeys(code for role, listed in DASHBOARDS.items() if role in actor.roles for code in listed)
    return tuple(FIGURES[code] for code in codes if FIGURES[code].allowed(actor))


def figure(code: str) -> Figure:
    """The figure called so. Refused: ``figures.unknown``."""
    found = FIGURES.get(code)
    if found is None:
        raise Refused("figures.unknown")
    return found
