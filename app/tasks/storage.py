"""Rows of tasks. The task itself moves on; what became of it is in tables that are only added to.

For the flows that make tasks, in their own transaction (``tx``), which audits it:

* ``add(tx.conn, NewTask(...), at=tx.at, by=tx.actor.staff_id)`` enters one; ``open_ones`` tells first whether there is
  one already, so that nothing is made twice: ``open_ones(conn, TaskKind.SAMPLE_CALL, client_id=...)``.
* ``finish(tx.conn, task_id, outcome=..., seen_version=..., at=tx.at, actor=actor)`` marks one as done. Kinds in
  ``domain.BOUND`` are finished in no other way: a call by the transaction that saves its contact, a complaint's task
  by the one that saves its step.
* ``by_id``, ``of_case``, ``open_ones``, ``assigned_open`` read; ``lines`` reads with the names that a list shows.

How many working days away a task is due: ``app.trading_days.storage.working_day_after(conn, day, count)``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.storage import client
from app.common.actor import Actor
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.staff import storage as staff_register
from app.staff.storage import staff
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed
from app.tasks.domain import (
    LONGEST_TEXT,
    Done,
    Finished,
    HandOver,
    NewTask,
    OwnTask,
    Postponement,
    Show,
    Task,
    TaskKind,
    TaskLine,
    TaskPage,
    TaskState,
    Wanted,
    Whose,
    check_change,
    check_hands,
    check_postponing,
    checked,
    next_after,
)
from app.trading_days import storage as trading_days
from app.trading_days.domain import working_days_left

task = sa.Table(
    "task",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), index=True, comment="empty: about no client"),
    sa.Column("case_number", sa.String(32), nullable=False, index=True),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("assigned_to", sa.String(32), sa.ForeignKey("staff.id"), comment="empty: nobody's"),
    sa.Column("text", Sealed("task.text"), nullable=False),
    sa.Column("rule", sa.String(16), nullable=False),
    sa.Column("repeat_months", sa.Integer, nullable=False),
    # one task is followed by one at most, whoever does it twice
    sa.Column("follows", sa.String(32), sa.ForeignKey("task.id"), unique=True),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("created_by", sa.String(32), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint("state IN ('open', 'done')", name="state"),
    # what the dashboards count is in the indexes (docs/decisions/0038)
    sa.Index("ix_task_state_due_on", "state", "due_on", "kind", "assigned_to"),
    sa.Index("ix_task_assigned_to_state", "assigned_to", "state", "due_on", "kind"),
    sa.Index("ix_task_id_kind", "id", "kind"),
)

task_done = sa.Table(
    "task_done",
    metadata,
    # the key: once only
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("outcome", Sealed("task_done.outcome"), nullable=False),
    sa.Index("ix_task_done_at", "at", "task_id"),
)

task_postponement = sa.Table(
    "task_postponement",
    metadata,
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False, comment="of the task, after it"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("from_due", sa.Date, nullable=False),
    sa.Column("to_due", sa.Date, nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.CheckConstraint("to_due > from_due", name="later"),
)

task_hand_over = sa.Table(
    "task_hand_over",
    metadata,
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False, comment="of the task, after it"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("from_staff", sa.String(32), nullable=False),
    sa.Column("to_staff", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
)

TOPIC = "tasks"
"""Told on every change, so that lists and numbers at other counters follow."""

APPEND_ONLY: tuple[str, ...] = ("task_done", "task_postponement", "task_hand_over")

_NAMES = ("kind", "client_id", "case_number", "due_on", "text", "rule", "repeat_months", "created_at", "created_by",
          "version")  # fmt: skip


def add(conn: sa.Connection, new: NewTask, *, at: datetime, by: str) -> Task:
    """Enter a task; ``by``: the staff id of who entered it. The caller audits.

    Refused: ``text.required``, ``text.too_long``, ``text.invisible``; ``staff.unknown`` for whom it is assigned to.
    """
    ready = checked(new)
    if ready.assigned_to and staff_register.by_id(conn, ready.assigned_to) is None:
        raise Refused("staff.unknown", field="assigned_to")
    values = _values(ready, at, by)
    conn.execute(task.insert().values(**values))
    tell(conn, TOPIC)
    return by_id(conn, values["id"])


def add_many(conn: sa.Connection, new: Sequence[NewTask], *, at: datetime, by: str) -> None:
    """Enter many tasks that are nobody's, at once. The caller audits. Refused: as ``add`` for the texts."""
    if any(one.assigned_to for one in new):
        raise ValueError("tasks that are somebody's are entered one by one")
    if new:
        conn.execute(task.insert(), [_values(checked(one), at, by) for one in new])
        tell(conn, TOPIC)


def _values(ready: NewTask, at: datetime, by: str) -> dict[str, Any]:
    values = {name: getattr(ready, name) for name in _NAMES if name not in ("created_at", "created_by", "version")}
    values |= {"kind": ready.kind.value, "assigned_to": ready.assigned_to or None, "follows": ready.follows or None}
    values |= {"client_id": ready.client_id or None, "id": new_id(), "state": TaskState.OPEN.value}
    return values | {"created_at": at, "created_by": by, "version": 1}


def by_id(conn: sa.Connection, task_id: str) -> Task:
    """One task with its history. Refused: ``tasks.unknown``."""
    found = _tasks(conn, sa.select(task).where(task.c.id == task_id))
    if not found:
        raise Refused("tasks.unknown")
    return found[0]


def of_case(conn: sa.Connection, case_number: str, kind: TaskKind | None = None) -> tuple[Task, ...]:
    """All tasks of a case, done ones too, by day; of one ``kind`` when given."""
    query = sa.select(task).where(task.c.case_number == case_number)
    if kind is not None:
        query = query.where(task.c.kind == kind.value)
    return _tasks(conn, query.order_by(task.c.due_on, task.c.id))


def open_ones(conn: sa.Connection, kind: TaskKind, *, client_id: str = "", case_number: str = "") -> tuple[Task, ...]:
    """Open tasks of a kind, by day: of a client, of a case, or all of them when neither is given."""
    query = sa.select(task).where(task.c.kind == kind.value, task.c.state == TaskState.OPEN.value)
    given = {"client_id": client_id, "case_number": case_number}
    query = query.where(*(task.c[name] == value for name, value in given.items() if value))
    return _tasks(conn, query.order_by(task.c.due_on, task.c.id))


def finish(
    conn: sa.Connection,
    task_id: str,
    *,
    outcome: str,
    seen_version: int,
    at: datetime,
    actor: Actor,
    ends: bool = False,
) -> Finished:
    """Mark a task as done, and enter the next one of those that roll unless ``ends``. The caller audits.

    Refused: ``text.required`` without an outcome, ``tasks.unknown``, ``tasks.done_already``,
    ``tasks.changed_elsewhere``. Kinds in ``BOUND`` are finished with this by the case they belong to.
    """
    told = clean_text(outcome, field="outcome", limit=LONGEST_TEXT, lines=True)
    before = by_id(conn, task_id)
    _move(conn, before, seen_version, state=TaskState.DONE.value)
    _note(conn, task_done, task_id, at, actor, outcome=told)
    follow = None if ends else next_after(before, branch_day(at))
    made = None if follow is None else add(conn, follow, at=at, by=actor.staff_id)
    return Finished(by_id(conn, task_id), made)


def postpone(
    conn: sa.Connection, task_id: str, *, to: date, why: str, seen_version: int, at: datetime, actor: Actor
) -> Task:
    """Put a task off to a later day. The caller audits.

    Refused: ``text.required`` without a reason, ``tasks.unknown``, ``tasks.done_already``,
    ``tasks.changed_elsewhere``, ``tasks.day_fixed``, ``tasks.not_later``, ``tasks.too_far``.
    """
    reason = clean_text(why, field="why")
    before = by_id(conn, task_id)
    check_change(before, seen_version)
    check_postponing(before, to, branch_day(at))
    _move(conn, before, seen_version, due_on=to)
    facts = {"from_due": before.due_on, "to_due": to, "why": reason, "version": seen_version + 1}
    _note(conn, task_postponement, task_id, at, actor, **facts)
    return by_id(conn, task_id)


def hand_over(
    conn: sa.Connection, task_id: str, *, staff_id: str, why: str, seen_version: int, at: datetime, actor: Actor
) -> Task:
    """Give a task to another member of staff. The caller audits.

    Refused: ``text.required`` without a reason, ``tasks.unknown``, ``tasks.done_already``,
    ``tasks.changed_elsewhere``, ``tasks.hands_fixed``, ``tasks.same_staff``, ``staff.unknown``, ``staff.left``.
    """
    reason = clean_text(why, field="why")
    before = by_id(conn, task_id)
    check_change(before, seen_version)
    check_hands(before)
    member = staff_register.by_id(conn, staff_id)
    if member is None:
        raise Refused("staff.unknown", field="staff_id")
    if not member.active:
        raise Refused("staff.left", field="staff_id")
    if staff_id == before.assigned_to:
        raise Refused("tasks.same_staff", field="staff_id")
    _move(conn, before, seen_version, assigned_to=staff_id)
    facts = {"from_staff": before.assigned_to, "to_staff": staff_id, "why": reason, "version": seen_version + 1}
    _note(conn, task_hand_over, task_id, at, actor, **facts)
    return by_id(conn, task_id)


def _move(conn: sa.Connection, before: Task, seen_version: int, **values: Any) -> None:
    check_change(before, seen_version)
    row = task.update().where(task.c.id == before.id, task.c.version == seen_version, task.c.state == "open")
    if conn.execute(row.values(**values, version=seen_version + 1)).rowcount != 1:
        raise Refused("tasks.changed_elsewhere")  # another counter was faster between the look and the update
    tell(conn, TOPIC)


def _note(conn: sa.Connection, table: sa.Table, task_id: str, at: datetime, actor: Actor, **facts: Any) -> None:
    row = {"task_id": task_id, "at": at, "by": actor.staff_id, "by_name": actor.name, **facts}
    try:
        conn.execute(table.insert().values(**row))
    except IntegrityError as race:
        raise Refused("tasks.changed_elsewhere") from race


def lines(
    conn: sa.Connection,
    today: date,
    *,
    open_only: bool = True,
    assigned_to: str = "",
    until: date | None = None,
    case_number: str = "",
    client_id: str = "",
    kinds: Sequence[TaskKind] = (),
    limit: int = 1000,
) -> tuple[TaskLine, ...]:
    """Tasks with the names a list shows, the earliest day first (so overdue ones first); all conditions optional.

    ``until`` is included; ``today`` decides what is overdue.
    """
    query = _NAMED.order_by(task.c.due_on, task.c.id).limit(limit)
    given = {"assigned_to": assigned_to, "case_number": case_number, "client_id": client_id}
    query = query.where(*(task.c[name] == value for name, value in given.items() if value))
    if kinds:
        query = query.where(task.c.kind.in_([kind.value for kind in kinds]))
    if open_only:
        query = query.where(task.c.state == TaskState.OPEN.value)
    if until is not None:
        query = query.where(task.c.due_on <= until)
    return _lines(conn, today, query)


_JOINED = task.outerjoin(client, client.c.id == task.c.client_id).outerjoin(staff, staff.c.id == task.c.assigned_to)
_NAMED = sa.select(
    task,
    sa.func.coalesce(client.c.number, "").label("client_number"),
    sa.func.coalesce(client.c.name, "").label("client_name"),
    sa.func.coalesce(staff.c.name, "").label("assigned_name"),
).select_from(_JOINED)


def page(conn: sa.Connection, today: date, wanted: Wanted, *, staff_id: str, limit: int, offset: int = 0) -> TaskPage:
    """The lines of a list from ``offset`` on, ``limit`` at most, and how many it has; ``staff_id``: who mine are.

    Open ones the earliest day first, so overdue ones first; done ones the latest first.
    """
    where = _conditions(wanted, staff_id, today)
    late = sa.func.coalesce(sa.func.sum(sa.case((_late(today), 1), else_=0)), 0)
    # a year's sampling plan is a hundred thousand tasks: they are counted without the names that nobody asked for
    counted = _JOINED if wanted.client.strip() else task
    count, overdue = conn.execute(sa.select(sa.func.count(), late).select_from(counted).where(*where)).one()
    done = wanted.show is Show.DONE
    order = (task.c.due_on.desc(), task.c.id.desc()) if done else (task.c.due_on.asc(), task.c.id.asc())
    query = _NAMED.where(*where).order_by(*order).limit(limit).offset(offset)
    return TaskPage(_lines(conn, today, query), int(count), int(overdue))


def line(conn: sa.Connection, today: date, task_id: str) -> TaskLine | None:
    """One task with the names that a list shows; None when there is none."""
    return next(iter(_lines(conn, today, _NAMED.where(task.c.id == task_id))), None)


def _late(today: date) -> sa.ColumnElement[bool]:
    return sa.and_(task.c.state == TaskState.OPEN.value, task.c.due_on < today)


def _conditions(wanted: Wanted, staff_id: str, today: date) -> list[sa.ColumnElement[bool]]:
    shown = TaskState.DONE if wanted.show is Show.DONE else TaskState.OPEN
    found: list[sa.ColumnElement[bool]] = [task.c.state == shown.value]
    if wanted.show is Show.OVERDUE:
        found.append(task.c.due_on < today)
    if wanted.whose is Whose.MINE:
        found.append(task.c.assigned_to == staff_id)
    elif wanted.whose is Whose.NOBODYS:
        found.append(task.c.assigned_to.is_(None))
    if wanted.kind is not None:
        found.append(task.c.kind == wanted.kind.value)
    if name := wanted.client.strip():
        found.append(sa.or_(client.c.number == name, client.c.name.contains(name, autoescape=True)))
    if number := wanted.case_number.strip():
        found.append(task.c.case_number.startswith(number, autoescape=True))
    if wanted.since is not None:
        found.append(task.c.due_on >= wanted.since)
    if wanted.until is not None:
        found.append(task.c.due_on <= wanted.until)
    return found


def own(conn: sa.Connection, staff_id: str) -> tuple[OwnTask, ...]:
    """What a member of staff has open, by day, with who gave it to them; cheap, for a number at the page's button."""
    last = (
        sa.select(task_hand_over.c.by)
        .where(task_hand_over.c.task_id == task.c.id)
        .order_by(task_hand_over.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = sa.select(task.c.id, task.c.due_on, sa.func.coalesce(last, task.c.created_by).label("given_by"))
    mine = (task.c.assigned_to == staff_id, task.c.state == TaskState.OPEN.value)
    rows = conn.execute(query.where(*mine).order_by(task.c.due_on, task.c.id))
    return tuple(OwnTask(row.id, row.due_on, row.given_by) for row in rows)


def _lines(conn: sa.Connection, today: date, query: sa.Select[Any]) -> tuple[TaskLine, ...]:
    rows = [row._mapping for row in conn.execute(query)]
    days = trading_days.calendar(conn)
    left = {day: working_days_left(days, today, day) for day in {row["due_on"] for row in rows}}
    return tuple(
        TaskLine(
            made, row["client_number"], row["client_name"], row["assigned_name"], made.overdue(today),
            left[made.due_on],
        )
        for row, made in zip(rows, _with_history(conn, rows), strict=True)
    )  # fmt: skip


def _tasks(conn: sa.Connection, query: sa.Select[Any]) -> tuple[Task, ...]:
    return _with_history(conn, [row._mapping for row in conn.execute(query)])


def _with_history(conn: sa.Connection, rows: Sequence[Mapping[Any, Any]]) -> tuple[Task, ...]:
    ids = [row["id"] for row in rows]
    done = _of_tasks(conn, task_done, ids)
    postponed = _of_tasks(conn, task_postponement, ids)
    handed = _of_tasks(conn, task_hand_over, ids)
    return tuple(
        Task(
            **{name: row[name] for name in _NAMES if name not in ("kind", "client_id")},
            id=row["id"],
            client_id=row["client_id"] or "",
            kind=TaskKind(row["kind"]),
            assigned_to=row["assigned_to"] or "",
            follows=row["follows"] or "",
            state=TaskState(row["state"]),
            done=next((Done(**_facts(each)) for each in done.get(row["id"], ())), None),
            postponed=tuple(Postponement(**_facts(each)) for each in postponed.get(row["id"], ())),
            handed_over=tuple(HandOver(**_facts(each)) for each in handed.get(row["id"], ())),
        )
        for row in rows
    )


def _facts(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("task_id", "version")}


_AT_ONCE = 500


def _of_tasks(conn: sa.Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, list[Mapping[Any, Any]]]:
    """Rows of a history by task, each task's in order."""
    found: dict[str, list[Mapping[Any, Any]]] = {}
    order = [table.c[name] for name in ("task_id", "version") if name in table.c]
    for start in range(0, len(ids), _AT_ONCE):
        some = table.c.task_id.in_(ids[start : start + _AT_ONCE])
        for row in conn.execute(sa.select(table).where(some).order_by(*order)):
            found.setdefault(row.task_id, []).append(row._mapping)
    return found


def assigned_open(conn: sa.Connection, staff_id: str) -> tuple[Task, ...]:
    """Open tasks of a member of staff, by day."""
    mine = (task.c.assigned_to == staff_id, task.c.state == TaskState.OPEN.value)
    return _tasks(conn, sa.select(task).where(*mine).order_by(task.c.due_on, task.c.id))
