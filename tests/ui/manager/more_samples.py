"""Invented snapshots, tasks, figures and days, and providers by hand: no database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.archive.press import Ink
from app.common.errors import Refused
from app.day_end.domain import ClosedDay, DayView, MissingCopy
from app.day_end.facts import DayCase, DayReceipt
from app.gateways.snapshot.port import RowProblem
from app.reports.facts import ChurnRow, ChurnTable
from app.snapshots.domain import SnapshotInfo
from app.snapshots.report import ImportReport, Outcome
from app.tasks.domain import HandOver, Postponement, Task, TaskKind, TaskLine, TaskState
from app.trading_days.domain import TradingCalendar, working_days_left
from tests.ui.manager.samples import NAMES, NOW, TODAY
from ui.pages.churn import ChurnView
from ui.pages.churn_period import Period
from ui.pages.snapshot import ImportOrder, SnapshotState
from ui.pages.tasks.port import TaskList
from ui.widgets.editors import Choice

INFO = SnapshotInfo("sn1", NOW - timedelta(minutes=95), NOW - timedelta(minutes=80), 128_430, "zqjy_20261123.dbf")


def report(outcome: Outcome = Outcome.MISTAKES) -> ImportReport:
    """What came of an import."""
    problems = tuple(
        RowProblem(row, column, Refused(code, **facts))
        for row, column, code, facts in (
            (17, "ZJZH", "snapshots.not_an_account", {}),
            (2_004, "ZZC", "snapshots.not_a_number", {}),
            (2_004, "HGDQR", "snapshots.not_a_day", {"form": "%Y%m%d"}),
            (118_022, "", "snapshots.row_ragged", {"cells": 15, "columns": 16}),
        )
    )
    found = problems if outcome is Outcome.MISTAKES else ()
    return ImportReport(
        "zqjy_20261123.dbf", outcome, NOW, 128_434, 128_430, 3, 12, 5, 128_001, found, len(found),
        "sn2" if outcome is Outcome.IN_FORCE else "",
    )  # fmt: skip


@dataclass
class SampleSnapshots:
    """Reads until it is told to go on; ``problem`` is raised instead."""

    info: SnapshotInfo | None = INFO
    too_old: bool = False
    outcome: Outcome = Outcome.MISTAKES
    problem: Exception | None = None
    orders: list[ImportOrder] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)

    def state(self) -> SnapshotState:
        return SnapshotState(self.info, 95 if self.info else None, self.too_old, 24)

    def load(
        self, order: ImportOrder, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ImportReport:
        self.orders.append(order)
        if self.problem:
            raise self.problem
        progress(64_000, 128_430)
        while not self.go_on.wait(0.005):
            if cancelled():
                return report(Outcome.CANCELLED)
        return report(self.outcome)


def task(number: int, days: int, kind: TaskKind, text: str, **changed: Any) -> TaskLine:
    """One line of the list; ``days`` from today until it is due."""
    made = Task(
        id=f"t{number}", kind=kind, client_id=f"k{number}", case_number=f"ZX2026{number:06d}",
        due_on=TODAY + timedelta(days=days), assigned_to="s1", text=text, rule="TO-14", repeat_months=0, follows="",
        state=TaskState.OPEN, created_at=NOW, created_by="s1", done=None, postponed=(), handed_over=(), version=1,
    )  # fmt: skip
    made = replace(made, **changed)
    name = "许文博" if made.assigned_to else ""
    return TaskLine(made, f"3301010000{number:02d}", NAMES[number % len(NAMES)], name, days < 0, working_days(days))


def working_days(days: int) -> int:
    """As if only Saturdays and Sundays were free; ``TODAY`` is a Monday."""
    return working_days_left(TradingCalendar({}), TODAY, TODAY + timedelta(days=days))


TASKS = (
    task(1, -4, TaskKind.CONFIRM_TELEPHONE, "确认电话审批：请本人登录，对柜员记录的电话审批予以确认或者否认"),
    task(2, -1, TaskKind.PROMISE, "七日内书面答复佣金能否调整", postponed=(
        Postponement(NOW, "s1", "许文博", TODAY - timedelta(days=5), TODAY - timedelta(days=1), "客户出差，改期答复"),),
        handed_over=(HandOver(NOW, "s2", "顾文澜", "s2", "s1", "由客户所属员工跟进"),)),
    task(3, 0, TaskKind.FIRST_CONTACT, "离开当周回访客户，了解转出后的感受"),
    task(4, 2, TaskKind.RETAINED_CONTACT, "与挽留成功的客户保持联系", repeat_months=1),
    task(5, 20, TaskKind.MONTHLY_CONTACT, "每月联系一次", repeat_months=1),
    task(6, 40, TaskKind.CLOSE_FUND_ACCOUNT, "资金账户已无未了事项，请办理销户"),
    task(7, 1, TaskKind.OPENING_CALL, "开户回访：核对开户由本人办理，提示投资风险和交易风险", assigned_to=""),
)  # fmt: skip


@dataclass
class SampleTasks:
    """Keeps what was done; ``problem`` is raised instead."""

    lines: list[TaskLine] = field(default_factory=lambda: list(TASKS))
    done_with: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    asked: list[Mapping[str, str]] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    problem: Exception | None = None

    at_once: int = 500

    def tasks(self, filters: Mapping[str, str], offset: int = 0) -> TaskList:
        self.asked.append(filters)
        lines = self.lines[:4] if filters["whose"] == "mine" else self.lines
        staff = (Choice("s1", "许文博 YX0012"), Choice("s2", "顾文澜 3301003"))
        late, names = sum(line.overdue for line in lines), {"s1": "许文博", "s2": "顾文澜"}
        some = tuple(lines[offset : offset + self.at_once])
        return TaskList(some, staff, TODAY, len(lines), late, names)

    def get(self, task_id: str) -> TaskLine | None:
        return next((line for line in self.lines if line.task.id == task_id), None)

    def take(self, task: Task) -> None:
        self._note("take", task, {})

    def _note(self, act: str, task: Task, values: Mapping[str, Any]) -> None:
        if self.problem:
            raise self.problem
        self.done_with.append((act, task.id, dict(values)))
        self.versions.append(task.version)

    def done(self, task: Task, values: Mapping[str, Any]) -> None:
        self._note("done", task, values)
        self.lines = [line for line in self.lines if line.task.id != task.id]

    def postpone(self, task: Task, values: Mapping[str, Any]) -> None:
        self._note("postpone", task, values)

    def hand_over(self, tasks: Sequence[Task], values: Mapping[str, Any]) -> None:
        for task in tasks:
            self._note("hand_over", task, values)


def row(label: str, left: int, retained: int, open_: int = 0, back: int = 0) -> ChurnRow:
    """One line of a breakdown."""
    return ChurnRow(label, left + retained + open_ + back, left, retained, open_, Decimal(left) * 412_345)


TABLES = (
    ChurnTable("按原因", (
        row("佣金水平", 9, 6, 1), row("住址搬迁或往来不便", 7, 2), row("员工态度或问题未解决", 3, 5, 1),
        row("同业竞争", 4, 1, 0, 1), row("设备陈旧或系统缓慢", 2, 2), row("员工或经纪人离职", 2, 0),
        row("咨询与信息服务", 1, 1), row("产品或渠道不足", 1, 0), row("环境与服务设施", 0, 1))),
    ChurnTable("按类别", tuple(row(name, n, 12 - n, n % 2) for n, name in enumerate(("A+", "B+", "A", "B", "C", "E")))),
    ChurnTable("按员工", (row("许文博", 5, 9), row("何佳宁", 8, 4), row("（无所属员工）", 16, 5))),
    ChurnTable("按档次", (row("核心客户", 1, 4), row("重要客户", 6, 5, 1), row("普通客户", 22, 9))),
    ChurnTable("按月份", (row("2026-11", 29, 18, 2, 1),)),
)  # fmt: skip


@dataclass
class SampleChurn:
    """The same figures for every period but those asked for as empty."""

    empty: bool = False
    asked: list[Period] = field(default_factory=list)
    saved: list[tuple[str, Period, str]] = field(default_factory=list)
    problem: Exception | None = None
    saving: list[Exception] = field(default_factory=list)
    """What becomes of the next savings; then they go through."""

    def churn(self, period: Period) -> ChurnView:
        if self.problem:
            raise self.problem
        self.asked.append(period)
        total = row("合计", 0, 0) if self.empty else row("合计", 29, 18, 2, 1)
        return ChurnView(period, total, TABLES)

    def save_pdf(self, period: Period, path: str) -> str:
        return self._save("pdf", period, path)

    def save_xlsx(self, period: Period, path: str) -> str:
        return self._save("xlsx", period, path)

    def _save(self, kind: str, period: Period, path: str) -> str:
        if self.saving:
            raise self.saving.pop(0)
        self.saved.append((kind, period, path))
        return path


COPY = MissingCopy("ZX2026000002", "id-card", "居民身份证复印件")


def day(*, closed: str = "", complete: bool = False, on: date = TODAY) -> DayView:
    """A teller's day."""
    cases = (
        DayCase("20261123000001", "开户", "林梓萱", NOW, "已开户", 9, ()),
        DayCase("ZX2026000001", "转销户", "欧阳思远", NOW, "已转出", 6, ()),
        DayCase("ZX2026000002", "转销户", "程欣涛", NOW, "已转出", 5,
                () if complete else ("居民身份证复印件", "转销户工作备忘录")),
        DayCase("ZX2026000005", "转销户", "吴萱", NOW, "已挽留", 2, ()),
    )  # fmt: skip
    problem = None
    if closed:
        problem = Refused("dayend.closed_already", day=on.isoformat(), document=closed)
    elif not complete:
        problem = Refused("dayend.incomplete", cases="ZX2026000002", count=1)
    return DayView(
        day=on, staff_id="s-teller", teller="周敏（工号3301017）", cases=cases,
        unfinished=(("20261123000004", "开户", "风险测评"), ("ZX2026000007", "转销户", "审批")),
        receipts=(DayReceipt("SJ2026000118", "ZX2026000001", Decimal("30.00"), ""),
                  DayReceipt("SJ2026000119", "ZX2026000002", Decimal("30.00"), "金额录入有误")),
        taken=Decimal("30.00"), complete=complete, closed=closed, closed_at=NOW if closed else None,
        may_close=problem is None, problem=problem, copies=() if complete else (COPY,), after_closing=(), shown="abc",
    )  # fmt: skip


FILED = tuple(
    ClosedDay(
        staff_id="s-teller", day=TODAY - timedelta(days=back), teller="周敏（工号3301017）",
        document_number=f"RZ202611{23 - back:02d}3301017-01", closed_at=NOW, station="02", cases=(), receipts=1,
        taken=Decimal("30.00"),
    )
    for back in (3, 4, 5)
)  # fmt: skip


@dataclass
class SampleDay:
    """A day that gets complete when its copy is added; ``problem`` is raised instead of closing."""

    complete: bool = False
    closed: str = ""
    problem: Exception | None = None
    asked: list[tuple[date | None, str]] = field(default_factory=list)
    inks: list[tuple[date, Ink, str]] = field(default_factory=list)
    copies: list[tuple[MissingCopy, str]] = field(default_factory=list)
    others: tuple[Choice, ...] = ()

    def day(self, day_: date | None, staff_id: str) -> DayView:
        self.asked.append((day_, staff_id))
        return day(closed=self.closed, complete=self.complete, on=day_ or TODAY)

    def tellers(self, day_: date) -> Sequence[Choice]:
        return self.others

    def close(self, day_: date, ink: Ink, shown: str) -> str:
        if self.problem:
            raise self.problem
        self.inks.append((day_, ink, shown))
        self.closed = "RZ202611233301017-01"
        return self.closed

    def add_copy(self, copy: MissingCopy, path: str) -> None:
        self.copies.append((copy, path))
        self.complete = True

    def days(self) -> Sequence[ClosedDay]:
        return FILED
