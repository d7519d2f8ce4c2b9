"""The figures as the page lists them: by month, by member of staff, both, reasons, words (SF-1). No Qt but words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.satisfaction.domain import CaseKind, Figures, Line, Marks, Month, Shown, over_months, shown_over


class Which(StrEnum):
    """What the page lists."""

    MONTHS = "months"
    STAFF = "staff"
    EACH = "each"
    REASONS = "reasons"
    CASES = "cases"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``value`` of ``top``: a bar, None for none; ``average``: as it is written, or why there is none."""

    label: str
    average: str = ""
    value: float | None = None
    asked: int = 0
    answered: int = 0
    declined: int = 0
    state: str = "plain"

    @property
    def silent(self) -> int:
        """Asked, and neither answered nor declined."""
        return max(0, self.asked - self.answered - self.declined)


def rows_of(figures: Figures, which: Which) -> tuple[Row, ...]:
    """What is listed of these figures."""
    match which:
        case Which.MONTHS:
            return tuple(
                _counted(month_word(one.month), [one], one.branch, _month_shown(one)) for one in figures.months
            )
        case Which.STAFF:
            return _staff(figures, figures.months)
        case Which.EACH:
            return tuple(
                row for one in reversed(figures.months) for row in _staff(figures, [one], month_word(one.month))
            )
        case Which.REASONS:
            return _named(
                (figures.reasons.get(code, code), count)
                for one in figures.months
                for code, count in one.reasons.items()
            )
        case Which.CASES:
            kinds = (kind for counts in figures.asked.values() for kind in counts.items())
            return _named((case_word(kind), count) for kind, count in kinds)
        case Which.WORDS:
            return tuple(Row(" ".join(words.split())) for one in figures.months for words in one.words)


def whole(figures: Figures) -> Row:
    """Everything together."""
    shown = Shown.TOO_FEW if any(one.answered for one in figures.months) else Shown.NONE
    return _counted("", figures.months, over_months(one.branch for one in figures.months), shown)


def month_word(month: date) -> str:
    """``2026-09``."""
    return f"{month:%Y-%m}"


def case_word(kind: CaseKind) -> str:
    """A kind of case in words."""
    return {
        CaseKind.OPENING: QCoreApplication.translate("Satisfaction", "Account opening"),
        CaseKind.CHANGE: QCoreApplication.translate("Satisfaction", "Change"),
        CaseKind.TRANSFER: QCoreApplication.translate("Satisfaction", "Transfer-out"),
        CaseKind.RISK: QCoreApplication.translate("Satisfaction", "Assessment and product match"),
    }[kind]


def average_word(marks: Marks | None, shown: Shown) -> str:
    """An average in words, or why there is none."""
    if marks is None:
        return {
            Shown.TOO_FEW: QCoreApplication.translate("Satisfaction", "too few answers"),
            Shown.WITHHELD: QCoreApplication.translate("Satisfaction", "shown with others"),
        }.get(shown, "")
    frame = {
        1: QCoreApplication.translate("Satisfaction", "at least {mark}"),
        -1: QCoreApplication.translate("Satisfaction", "at most {mark}"),
        0: "{mark}",
    }[marks.at_end]
    return frame.format(mark=f"{marks.average:.2f}")


def _month_shown(month: Month) -> Shown:
    return Shown.TOO_FEW if month.answered else Shown.NONE


def _counted(label: str, lines: Iterable[Line | Month], marks: Marks | None, shown: Shown) -> Row:
    counted = list(lines)
    return Row(
        label, average_word(marks, shown), None if marks is None else marks.average,
        sum(one.asked for one in counted), sum(one.answered for one in counted), sum(one.declined for one in counted),
        "plain" if marks is not None else "muted",
    )  # fmt: skip


def _staff(figures: Figures, months: Sequence[Month], prefix: str = "") -> tuple[Row, ...]:
    found: dict[str, list[Line]] = {}
    for month in months:
        for line in month.lines:
            found.setdefault(line.staff_id, []).append(line)
    begin = f"{prefix}  " if prefix else ""
    made = []
    for staff_id, lines in found.items():
        marks = over_months(line.marks for line in lines)
        made.append(_counted(f"{begin}{figures.names.get(staff_id, staff_id)}", lines, marks, shown_over(lines)))
    made.sort(key=lambda row: row.label)
    together = over_months(month.others for month in months)
    if together is not None:
        label = begin + QCoreApplication.translate("Satisfaction", "Those shown together")
        made.append(
            Row(label, average_word(together, Shown.MARKS), together.average, answered=together.answered, state="muted")
        )
    return tuple(made)


def _named(counts: Iterable[tuple[str, int]]) -> tuple[Row, ...]:
    found: dict[str, int] = {}
    for label, count in counts:
        found[label] = found.get(label, 0) + count
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Row(label, str(count), float(count), asked=count) for label, count in ordered)
