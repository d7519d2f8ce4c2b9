"""Tasks and bookings, papers on their way to the archivist, loans, print jobs, counters, backups."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.audit.storage import audit_log
from app.backup.storage import backup_run
from app.bookings.domain import OPEN
from app.bookings.storage import booking
from app.branch.stations import station, station_joined, station_lock
from app.changes.storage import change_case
from app.clients.storage import client
from app.common.clock import BRANCH_ZONE, branch_day
from app.dossier.handing_rows import handover, handover_set, handover_unsettled, handover_verdict
from app.dossier.lending_rows import dossier_loan, dossier_return
from app.figures.case_rows import with_client
from app.figures.domain import Figure, Page, Point, Target, Value
from app.figures.storage import Asked, Condition, Source, of_staff
from app.onboarding.storage import opening
from app.printing.storage import print_job
from app.staff.storage import staff
from app.tasks.domain import TaskKind
from app.tasks.storage import task, task_done
from app.transfer_out.case import Status
from app.transfer_out.storage import transfer_case

_k = task.c
_NONE = sa.literal("")
_OPEN = _k.state == "open"
LATE, DUE, NOBODY = "late", "due", "nobody"
CALLS = tuple(
    kind.value
    for kind in (
        TaskKind.OPENING_CALL, TaskKind.SAMPLE_CALL, TaskKind.COMPLAINT_CALLBACK, TaskKind.UNUSUAL_TRADING,
        TaskKind.FIRST_CONTACT, TaskKind.MONTHLY_CONTACT, TaskKind.RETAINED_CONTACT, TaskKind.YEARLY_VISIT,
        TaskKind.CLIENT_VISIT,
    )
)  # fmt: skip
"""Calls and visits that somebody has to make, whatever they come from (FU-1, FU-4, FU-5, TO-14, CP-2)."""


def _beside_task(table: sa.FromClause) -> sa.FromClause:
    return table.outerjoin(client, client.c.id == _k.client_id).outerjoin(staff, staff.c.id == _k.assigned_to)


_TASK = {
    "id": _k.id, "number": _k.case_number, "name": client.c.name, "what": _k.kind, "staff": staff.c.name,
    "due": _k.due_on, "goal": sa.literal("tasks"),
}  # fmt: skip
OPEN_TASKS = Source(
    table=task, where=lambda asked: (_OPEN,), columns=_TASK, beside=_beside_task, order=_k.due_on, newest=False,
    target=Target.PAGE,
)  # fmt: skip


def _mine(asked: Asked) -> Condition:
    return _k.assigned_to == asked.me


MY_TASKS_TODAY = replace(OPEN_TASKS, where=lambda asked: (_OPEN, _k.due_on == asked.today, _mine(asked)))
MY_TASKS_LATE = replace(OPEN_TASKS, where=lambda asked: (_OPEN, _k.due_on < asked.today, _mine(asked)))
MY_CALLS = replace(OPEN_TASKS, where=lambda asked: (_OPEN, _mine(asked), _k.kind.in_(CALLS)))
_ASSIGNED = task.outerjoin(staff, staff.c.id == _k.assigned_to)
LATE_TASKS = Source(
    table=_ASSIGNED, where=lambda asked: (_OPEN, _k.due_on < asked.today),
    part=of_staff(sa.func.coalesce(_k.assigned_to, NOBODY), staff.c.name), columns=_TASK,
    beside=with_client(_k.client_id), order=_k.due_on, newest=False, target=Target.PAGE,
)  # fmt: skip
LATENESS = {LATE: "已逾期", DUE: "未到期"}


def _by_day(asked: Asked) -> Any:
    return sa.case((_k.due_on < asked.today, sa.literal(LATE)), else_=sa.literal(DUE)), None


CALLS_WAITING = replace(OPEN_TASKS, where=lambda asked: (_OPEN, _k.kind.in_(CALLS)), part=_by_day)
PROBLEMS = replace(OPEN_TASKS, where=lambda asked: (_OPEN, _k.kind == TaskKind.PROBLEM.value), part=_by_day)
_DONE = task.join(task_done, task_done.c.task_id == _k.id)
CALLS_DONE = Source(
    table=_DONE, where=lambda asked: (_k.kind.in_(CALLS),), when=task_done.c.at,
    columns={**_TASK, "staff": task_done.c.by_name, "at": task_done.c.at},
    beside=with_client(_k.client_id), order=task_done.c.at, target=Target.PAGE,
)  # fmt: skip

_b = booking.c


def _this_day(column: sa.ColumnElement[Any], asked: Asked) -> tuple[Condition, ...]:
    begins = datetime.combine(asked.today, time(0), BRANCH_ZONE)
    return column >= begins, column < begins + timedelta(days=1)


BOOKINGS_TODAY = Source(
    table=booking,
    where=lambda asked: (*_this_day(_b.planned_at, asked), _b.state.in_([state.value for state in OPEN])),
    columns={
        "id": _b.id, "number": _b.number, "name": _b.name, "staff": staff.c.name, "at": _b.planned_at,
        "goal": sa.literal("bookings"),
    },
    beside=lambda table: table.outerjoin(staff, staff.c.id == _b.staff_id), order=_b.planned_at, newest=False,
    target=Target.PAGE,
)  # fmt: skip

# papers on their way to the archivist (AR-2)

_h, _v, _u = handover_set.c, handover_verdict.c, handover_unsettled.c
_o, _t, _c = opening.c, transfer_case.c, change_case.c
# cases whose papers still lie at the counter: each of the three reads a small index of its own
unhanded_case = sa.union_all(
    sa.select(
        _o.case_number.label("number"), _o.client_id.label("client_id"), _o.opened_by.label("opened_by"),
        _o.opened_by_name.label("opened_by_name"), _o.completed_at.label("ended_at"),
    ).where(_o.status == "completed", sa.not_(_o.handed)),
    sa.select(_t.number, _t.client_id, _t.opened_by, _t.opened_by_name, _t.ended_at)
    .where(_t.status.in_([Status.CARRIED_OUT.value, Status.RETAINED.value]), sa.not_(_t.handed)),
    sa.select(_c.number, _c.client_id, _c.opened_by, _c.opened_by_name, _c.ended_at)
    .where(_c.status == "completed", sa.not_(_c.handed)),
).subquery("unhanded_case")  # fmt: skip
_n = unhanded_case.c
TWO_WEEKS, OLDER = "recent", "older"
PAPER_AGES = {OLDER: "超过两周", TWO_WEEKS: "两周以内"}


def _paper_age(asked: Asked) -> Any:
    bound = asked.now - timedelta(days=14)
    return sa.case((_n.ended_at < bound, sa.literal(OLDER)), else_=sa.literal(TWO_WEEKS)), None


AT_COUNTER = Source(
    table=unhanded_case, part=_paper_age,
    columns={
        "id": _n.number, "number": _n.number, "name": client.c.name, "staff": _n.opened_by_name, "at": _n.ended_at,
        "goal": _n.client_id,
    },
    beside=with_client(_n.client_id), order=_n.ended_at, newest=False, target=Target.CLIENT,
)  # fmt: skip
MY_PAPERS = replace(AT_COUNTER, where=lambda asked: (_n.opened_by == asked.me,))

_SET = {
    "id": _h.number + sa.literal(" ") + _h.case_number, "number": _h.case_number, "name": client.c.name,
    "staff": handover.c.from_name, "at": handover.c.at, "goal": _h.client_id,
}  # fmt: skip


def _beside_set(table: sa.FromClause) -> sa.FromClause:
    """The set, its sheet, its verdict when there is one, its client."""
    sets = table.join(handover_set, sa.and_(_h.number == _u.number, _h.case_number == _u.case_number))
    judged = sets.join(handover, handover.c.number == _h.number).outerjoin(
        handover_verdict, sa.and_(_v.number == _h.number, _v.case_number == _h.case_number)
    )
    return judged.outerjoin(client, client.c.id == _h.client_id)


TO_RECEIVE = Source(
    table=handover_unsettled, where=lambda asked: (_u.mend_by.is_(None),), columns=_SET, beside=_beside_set,
    order=handover.c.at, newest=False, target=Target.CLIENT,
)  # fmt: skip


def _mending(asked: Asked) -> Any:
    return sa.case((_u.mend_by < asked.today, sa.literal(LATE)), else_=sa.literal(DUE)), None


SENT_BACK = Source(
    table=handover_unsettled, where=lambda asked: (_u.mend_by.is_not(None),), part=_mending,
    columns={**_SET, "due": _u.mend_by, "at": _v.at}, beside=_beside_set, order=_u.mend_by, newest=False,
    target=Target.CLIENT,
)  # fmt: skip
HANDED = Source(
    table=handover_set.join(handover, handover.c.number == _h.number), when=handover.c.at, columns=_SET,
    beside=with_client(_h.client_id), order=handover.c.at, target=Target.CLIENT,
)  # fmt: skip

_l = dossier_loan.c
_LOANS = dossier_loan.outerjoin(dossier_return, dossier_return.c.loan_id == _l.id)


def _lent(asked: Asked) -> Any:
    return sa.case((_l.due_on < asked.today, sa.literal(LATE)), else_=sa.literal(DUE)), None


LOANS = Source(
    table=_LOANS, where=lambda asked: (dossier_return.c.loan_id.is_(None),), part=_lent,
    columns={
        "id": _l.id, "number": _l.archive_number, "name": client.c.name, "staff": _l.borrower_name, "at": _l.lent_at,
        "due": _l.due_on, "goal": _l.client_id,
    },
    beside=with_client(_l.client_id), order=_l.due_on, newest=False, target=Target.CLIENT,
)  # fmt: skip

# the program itself

_j = print_job.c
JOB_STATES = {"failed": "失败", "waiting": "等待", "sending": "发送中"}
PRINT_JOBS = Source(
    table=print_job, where=lambda asked: (_j.state.in_(sorted(JOB_STATES)),), part=lambda asked: (_j.state, None),
    columns={
        "id": _j.id, "number": _j.station, "what": _j.title, "staff": _j.staff_name, "at": _j.created_at,
        "goal": sa.literal("printing"),
    },
    order=_j.created_at, newest=False, target=Target.PAGE,
)  # fmt: skip

_r = backup_run.c
GOOD, FAILED = "good", "failed"
BACKUP_ENDS = {GOOD: "成功", FAILED: "失败"}
BACKUPS = Source(
    table=backup_run, when=_r.started_at,
    part=lambda asked: (sa.case((_r.name != "", sa.literal(GOOD)), else_=sa.literal(FAILED)), None),
    columns={"id": _r.id, "number": _r.name, "what": _r.code, "staff": _r.station, "at": _r.started_at},
    order=_r.started_at,
)  # fmt: skip

_st = station.c
JOINED, INVITED, LOCKED = "joined", "invited", "locked"
STATION_STATES = {JOINED: "已加入", INVITED: "待加入", LOCKED: "已停用"}
STATIONS = Source(
    table=station.outerjoin(station_joined, station_joined.c.station == _st.name).outerjoin(
        station_lock, station_lock.c.station == _st.name
    ),
    part=lambda asked: (
        sa.case(
            (station_lock.c.at.is_not(None), sa.literal(LOCKED)),
            (station_joined.c.at.is_not(None), sa.literal(JOINED)),
            else_=sa.literal(INVITED),
        ), None,
    ),
    columns={"id": _st.name, "number": _st.name, "at": _st.made_at},
    order=_st.name, newest=False,
)  # fmt: skip

_a = audit_log.c


def counters_of(asked: Asked) -> sa.Subquery:
    """Counters at which somebody did something today, with when the last of it was."""
    begins = datetime.combine(asked.today, time(0), BRANCH_ZONE)
    work = sa.select(
        _a.station.label("station"), sa.func.max(_a.at).label("at"), sa.func.min(staff.c.name).label("who")
    )
    joined = audit_log.join(staff, staff.c.id == _a.staff_id)
    return work.select_from(joined).where(_a.at >= begins).group_by(_a.station).subquery("worked")


@dataclass(frozen=True, slots=True)
class Counters:
    """Counters at which somebody has worked today; what the program does by itself is nobody's work."""

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """How many."""
        count = sa.select(sa.func.count()).select_from(counters_of(asked))
        return Value(figure.code, asked.now, int(conn.execute(count).scalar_one()))

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """One line a counter."""
        worked = counters_of(asked)
        columns: dict[str, sa.ColumnElement[Any]] = {
            "id": worked.c.station, "number": worked.c.station, "staff": worked.c.who, "at": worked.c.at,
        }  # fmt: skip
        return Source(table=worked, columns=columns, order=worked.c.at).rows(conn, figure, asked, key, place)


@dataclass(frozen=True, slots=True)
class SealDays:
    """Days until the certificate ends that this station seals with; 0 when it has ended, or nothing can be sealed."""

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """The last day counts."""
        ends = asked.seal_ends()
        return Value(figure.code, asked.now, 0 if ends is None else max((branch_day(ends) - asked.today).days, 0))

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """None: it is one certificate."""
        return Page((), 0)


class Storage:
    """What is free on the disk of this station."""

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """Free megabytes, and those that are taken."""
        usage = shutil.disk_usage(Path(asked.folder))
        parts: Sequence[tuple[str, int]] = (("free", usage.free), ("used", usage.used))
        points = tuple(Point(key, figure.parts[key], size // 1_000_000) for key, size in parts)
        return Value(figure.code, asked.now, points[0].value, None, points)

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """None: a disk has no rows."""
        return Page((), 0)
