"""What 《满意度统计表》 says, as plain values; ``forms`` sets it, a workbook holds the same (SF-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.archive.heads import Head
from app.satisfaction.domain import CaseKind, Figures, Line, Marks, Month, Shown, over_months, shown_over

CASES = {
    CaseKind.OPENING: "开户",
    CaseKind.CHANGE: "客户变更",
    CaseKind.TRANSFER: "转销户",
    CaseKind.RISK: "风险测评与产品匹配",
}


@dataclass(frozen=True, slots=True)
class SatisfactionRow:
    """One line: who or when, how many were asked, answered, declined, gave no answer, and the average as text.

    ``hundred``: the average of at most 100, for a bar; None where no average is shown.
    """

    label: str
    asked: int
    answered: int
    declined: int
    silent: int
    average: str
    hundred: int | None


@dataclass(frozen=True, slots=True)
class SatisfactionTable:
    """Lines under a heading."""

    title: str
    rows: tuple[SatisfactionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionFacts:
    """The table of some months. ``reasons``, ``cases``: what was named how often, largest first."""

    head: Head
    period: str
    enough: int
    made_at: datetime
    made_by: str
    total: SatisfactionRow
    months: SatisfactionTable
    people: SatisfactionTable
    each: tuple[SatisfactionTable, ...]
    reasons: tuple[tuple[str, int], ...]
    cases: tuple[tuple[str, int], ...]
    words: tuple[str, ...]


def average_text(marks: Marks | None, shown: Shown = Shown.MARKS) -> str:
    """An average as it is written; ``shown`` tells why there is none."""
    if marks is None:
        return {Shown.TOO_FEW: "答卷不足", Shown.WITHHELD: "合并显示", Shown.NONE: ""}.get(shown, "答卷不足")
    bound = {1: "不低于", -1: "不高于", 0: ""}[marks.at_end]
    return f"{bound}{marks.average:.2f}"


def hundred(marks: Marks | None) -> int | None:
    """The average of at most 100."""
    return None if marks is None else round(marks.average * 20)


def month_label(month: date) -> str:
    """``2026年11月``."""
    return f"{month.year}年{month.month}月"


def row(label: str, lines: Iterable[Line | Month], marks: Marks | None, shown: Shown = Shown.MARKS) -> SatisfactionRow:
    """The counts of these lines together, with ``marks`` as what may be shown of them."""
    counted = list(lines)
    asked, answered = sum(one.asked for one in counted), sum(one.answered for one in counted)
    declined = sum(one.declined for one in counted)
    silent = max(0, asked - answered - declined)
    return SatisfactionRow(label, asked, answered, declined, silent, average_text(marks, shown), hundred(marks))


def month_row(month: Month) -> SatisfactionRow:
    """The whole branch in one month."""
    shown = Shown.NONE if month.answered == 0 else Shown.TOO_FEW
    return row(month_label(month.month), [month], month.branch, shown)


def people_rows(months: Sequence[Month], figures: Figures) -> tuple[SatisfactionRow, ...]:
    """Everybody over these months: of what is shown of each month, never of what is not."""
    found: dict[str, list[Line]] = {}
    for month in months:
        for line in month.lines:
            found.setdefault(line.staff_id, []).append(line)
    made = []
    for staff_id, lines in found.items():
        marks = over_months(one.marks for one in lines)
        made.append(row(figures.names.get(staff_id, staff_id), lines, marks, shown_over(lines)))
    others = over_months(month.others for month in months)
    if others is not None:
        made.append(SatisfactionRow("合并显示的人员", 0, others.answered, 0, 0, average_text(others), hundred(others)))
    return tuple(sorted(made, key=lambda one: (one.label == "合并显示的人员", one.label)))


def facts_of(figures: Figures, head: Head, made_at: datetime, made_by: str) -> SatisfactionFacts:
    """The whole table."""
    months = figures.months
    reasons: dict[str, int] = {}
    cases: dict[str, int] = {}
    for month in months:
        for code, count in month.reasons.items():
            label = figures.reasons.get(code, code)
            reasons[label] = reasons.get(label, 0) + count
    over = {month.month for month in months}
    for when, kinds in figures.asked.items():
        for kind, count in kinds.items() if when in over else ():
            cases[CASES[kind]] = cases.get(CASES[kind], 0) + count
    period = month_label(figures.first)
    if figures.last != figures.first:
        period += f"至{month_label(figures.last)}"
    whole = over_months(month.branch for month in months)
    return SatisfactionFacts(
        head=head, period=period, enough=figures.enough, made_at=made_at, made_by=made_by,
        total=row("合计", months, whole, Shown.TOO_FEW if any(one.answered for one in months) else Shown.NONE),
        months=SatisfactionTable("按月份", tuple(month_row(one) for one in months)),
        people=SatisfactionTable("按人员", people_rows(months, figures)),
        each=tuple(
            SatisfactionTable(month_label(month.month), people_rows([month], figures)) for month in months
        ) if len(months) > 1 else (),
        reasons=tuple(sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
        cases=tuple(sorted(cases.items(), key=lambda one: (-one[1], one[0]))),
        words=tuple(words for month in months for words in month.words),
    )  # fmt: skip
