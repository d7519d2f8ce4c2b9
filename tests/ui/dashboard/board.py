"""A dashboard on made-up figures: what was asked for is noted, answers can be held back or refused."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from app.common.actor import Right
from app.common.errors import Refused
from app.figures.domain import Figure, Mood, Page, Point, Row, Shape, Target, Unit, Value
from app.figures.stopping import Stop
from tests.people import NOON
from ui.pages.dashboard.port import Loaded, When

TILE = Figure(
    code="calls-done", title="已完成回访", note="期间内完成的回访", shape=Shape.TILE,
    needs=(Right.REPORT_READ,), dated=True, mood=Mood.GOOD, topics=("tasks",),
)  # fmt: skip
MONEY = Figure(
    code="assets-out", title="转出资产", note="期间内转出的资产", shape=Shape.TILE,
    needs=(Right.REPORT_READ,), dated=True, unit=Unit.YUAN, mood=Mood.BAD,
)  # fmt: skip
BARS = Figure(
    code="deadlines", title="转销户办理时限", note="时限最近的在先", shape=Shape.BARS, needs=(Right.TRANSFER_READ,),
    parts={"late": "已逾期", "today": "今日到期"}, topics=("transfer",), preview=2,
)  # fmt: skip
MONTHS = Figure(
    code="openings", title="每月开户", note="各月办结的开户", shape=Shape.MONTHS, needs=(Right.REPORT_READ,), dated=True
)
DISK = Figure(
    code="disk", title="本机磁盘空间", note="本工作站", shape=Shape.BARS, needs=(Right.BACKUP,), unit=Unit.MEGABYTES,
    parts={"free": "可用", "used": "已用"}, listed=False,
)  # fmt: skip


def rows(count: int, target: Target = Target.CASE) -> tuple[Row, ...]:
    """So many rows."""
    return tuple(
        Row(id=f"r{n}", number=f"ZX{n:04d}", name=f"客户{n}", key="late", staff="周敏", at=NOON, due=NOON.date(),
            target=target, goal=f"ZX{n:04d}")
        for n in range(count)
    )  # fmt: skip


@dataclass
class Board:
    """Gives what ``values`` and ``behind`` say. ``held``: answers wait until it is set; ``problem``: raised instead."""

    shown: tuple[Figure, ...] = (TILE, MONEY, BARS, MONTHS, DISK)
    values: dict[str, Value] = field(default_factory=dict)
    behind: tuple[Row, ...] = field(default_factory=lambda: rows(3))
    asked: list[tuple[str, When]] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    listed: list[tuple[str, str, When, int]] = field(default_factory=list)
    files: list[tuple[str, When]] = field(default_factory=list)
    problem: Exception | None = None
    held: threading.Event | None = None

    def __post_init__(self) -> None:
        points = (Point("late", "已逾期", 2), Point("today", "今日到期", 1))
        months = tuple(Point(f"2026-{month:02d}", f"{month}月", month, 3) for month in range(1, 12))
        self.values = {
            TILE.code: Value(TILE.code, NOON, 7, 4, trail=(1, 2, 3, 4, 5, 6, 4, 7)),
            MONEY.code: Value(MONEY.code, NOON, 123_456_789, 0),
            BARS.code: Value(BARS.code, NOON, 3, None, points),
            MONTHS.code: Value(MONTHS.code, NOON, 66, 33, months),
            DISK.code: Value(DISK.code, NOON, 5_000, None, (Point("free", "可用", 5_000), Point("used", "已用", 900))),
        } | self.values  # fmt: skip

    def figures(self) -> tuple[Figure, ...]:
        return self.shown

    def load(self, figure: Figure, when: When, stop: Stop) -> Loaded:
        self.asked.append((figure.code, when))
        if self.held is not None:
            self.held.wait(5)
        if stop.is_set():
            self.stopped.append(figure.code)
            raise Refused("figures.stopped")
        if self.problem is not None:
            raise self.problem
        return Loaded(self.values[figure.code], self.behind[: figure.preview])

    def rows(self, code: str, key: str, when: When, offset: int) -> Page:
        self.listed.append((code, key, when, offset))
        return Page(self.behind[offset : offset + 2], len(self.behind))

    def print_figures(self, when: When) -> None:
        self.files.append(("print", when))

    def save_pdf(self, when: When, path: str) -> str:
        self.files.append((path, when))
        return path

    def save_xlsx(self, when: When, path: str) -> str:
        self.files.append((path, when))
        return path
