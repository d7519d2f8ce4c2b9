"""Marks that clients give after a case, and what of them may be shown (SF-1). Standard library only.

Nothing that is shown lets anybody work out a single mark. Why that is so stands in docs/decisions/0033.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.common.errors import Refused
from app.common.values import clean_text

LOWEST, HIGHEST = 1, 5
WORDS_LIMIT = 200
TOPIC = "satisfaction"
"""What the change feed calls it when a month's figures come to be shown; never a single answer."""


class CaseKind(StrEnum):
    """After which cases a client is asked."""

    OPENING = "opening"
    CHANGE = "change"
    TRANSFER = "transfer-out"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client answered: a mark from 1 (worst) to 5, why when it was low, own words; None: declined to answer."""

    mark: int | None
    reasons: tuple[str, ...] = ()
    words: str = ""


def checked(answer: Answer, low: int, reasons: Collection[str]) -> Answer:
    """``answer`` as it is kept. Refused: ``satisfaction.mark``, ``satisfaction.reason``, ``text.*``.

    Reasons and words belong to a low mark (up to ``low``); with another, or none, they fall away.
    """
    if answer.mark is None:
        return Answer(None)
    if not LOWEST <= answer.mark <= HIGHEST:
        raise Refused("satisfaction.mark", field="mark")
    if answer.mark > low:
        return Answer(answer.mark)
    if not set(answer.reasons) <= set(reasons):
        raise Refused("satisfaction.reason", field="reasons")
    words = clean_text(answer.words, field="words", limit=WORDS_LIMIT, required=False, lines=True)
    return Answer(answer.mark, tuple(sorted(set(answer.reasons))), words)


def month_of(day: date) -> date:
    """The first day of the month that ``day`` lies in."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of the months from that of ``first`` to that of ``last``, both included."""
    found, month = [], month_of(first)
    while month <= month_of(last):
        found.append(month)
        month = next_month(month)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted for one member of staff in one month; ``total`` is the sum of the marks."""

    staff_id: str
    asked: int
    answered: int
    declined: int
    total: int


class Shown(StrEnum):
    """Why a line shows an average, or none."""

    MARKS = "marks"
    TOO_FEW = "too-few"  # fewer answers than the branch asks for
    WITHHELD = "withheld"  # enough, but those of others could be worked out by subtraction
    NONE = "none"  # nobody answered


@dataclass(frozen=True, slots=True)
class Marks:
    """Answers whose sum may be shown. ``total`` stays one mark off the ends, so that nobody's answer follows from it.

    ``at_end``: 1 when everybody (or all but one point) gave the best mark, -1 the worst, else 0: the average is then
    a bound, "at least" or "at most".
    """

    answered: int
    total: int
    at_end: int = 0

    @property
    def average(self) -> float:
        """Marks a head, from 1 to 5."""
        return self.total / self.answered


def bounded(answered: int, total: int) -> Marks:
    """The sum of ``answered`` (2 or more) marks as it may be shown: five fives look like four fives and a four."""
    low, high = answered * LOWEST + 1, answered * HIGHEST - 1
    if total >= high:
        return Marks(answered, high, 1)
    return Marks(answered, low, -1) if total <= low else Marks(answered, total)


@dataclass(frozen=True, slots=True)
class Line:
    """One member of staff in one month. ``marks`` is None unless ``shown`` is MARKS."""

    staff_id: str
    asked: int
    answered: int
    declined: int
    shown: Shown
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is over, as it is shown.

    ``others``: all whose own marks are not shown, together; None when nobody is left over or they are too few.
    ``branch``: everybody, the sum of what is shown, nothing more; None when the month had too few answers.
    ``reasons``: how many named each; ``words``: what clients wrote, without anybody's name, in no order.
    """

    month: date
    lines: tuple[Line, ...]
    others: Marks | None
    branch: Marks | None
    reasons: Mapping[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """How many clients were asked."""
        return sum(line.asked for line in self.lines)

    @property
    def answered(self) -> int:
        """How many gave a mark."""
        return sum(line.answered for line in self.lines)

    @property
    def declined(self) -> int:
        """How many said that they would rather not."""
        return sum(line.declined for line in self.lines)


def month_shown(
    month: date, tallies: Iterable[Tally], enough: int, low: int, reasons: Mapping[str, int] | None = None,
    words: Sequence[str] = (),
) -> Month:  # fmt: skip
    """What may be shown of a month whose answers are all in.

    ``enough``: at least so many answers stand together; ``low``: marks up to this one were asked why.
    Staff with fewer answers are put together; while these are too few as well, the member with the fewest answers of
    those who could be shown goes to them (else theirs would be the difference between the branch and the others).
    """
    people = sorted(tallies, key=lambda one: one.staff_id)
    hidden = {one.staff_id for one in people if 0 < one.answered < enough}
    could = sorted((one for one in people if one.answered >= enough), key=lambda one: (one.answered, one.staff_id))
    pooled = sum(one.answered for one in people if one.staff_id in hidden)
    while 0 < pooled < enough and could:
        also = could.pop(0)
        hidden.add(also.staff_id)
        pooled += also.answered
    lines = tuple(_line(one, enough, hidden=one.staff_id in hidden) for one in people)
    others = None
    if pooled >= enough:
        others = bounded(pooled, sum(one.total for one in people if one.staff_id in hidden))
    parts = [line.marks for line in lines if line.marks is not None] + ([others] if others else [])
    branch = _together(parts)
    if branch is None:
        return Month(month, lines, None, None)
    most = most_named(parts, low)
    named = {code: min(count, most) for code, count in sorted((reasons or {}).items())}
    return Month(month, lines, others, branch, named, tuple(sorted(words)))


def most_named(groups: Sequence[Marks], low: int) -> int:
    """Up to which number it may be told how many named a reason, and so had a low mark, beside these sums.

    More than that, and somewhere every mark would follow: of three low marks among two sums of 7 and 6, the second
    would be of two threes. What is told is this number then, as if it were no more.
    """
    lows = [_most_low(group, low) for group in groups]
    told = 0
    while told < sum(lows):
        left = told + 1 - sum(lows)  # so many of the low marks cannot be anywhere else
        if not all(_open(group, low, max(0, left + own)) for group, own in zip(groups, lows, strict=True)):
            break
        told += 1
    return told


def _sums(group: Marks) -> tuple[int, ...]:
    """The sums that look like this one."""
    if group.at_end == 0:
        return (group.total,)
    return (group.total, group.total + group.at_end)


def _fits(group: Marks, low: int, lows: int, total: int) -> bool:
    """Whether ``total`` can be made of so many low marks and otherwise higher ones."""
    others = group.answered - lows
    return lows * LOWEST + others * (low + 1) <= total <= lows * low + others * HIGHEST


def _most_low(group: Marks, low: int) -> int:
    fitting = (n for n in range(group.answered + 1) if any(_fits(group, low, n, one) for one in _sums(group)))
    return max(fitting, default=0)


def _open(group: Marks, low: int, least: int) -> bool:
    """Whether more than one mark is possible for everybody of a group in which at least ``least`` marks are low."""
    alike: set[int] = set()
    for lows in range(least, group.answered + 1):
        for total in (one for one in _sums(group) if _fits(group, low, lows, one)):
            first, last = (LOWEST, low) if lows else (low + 1, HIGHEST)
            if 0 < lows < group.answered or group.answered * first < total < group.answered * last:
                return True
            alike.add(total // group.answered)
    return len(alike) > 1


def _line(one: Tally, enough: int, *, hidden: bool) -> Line:
    if one.answered == 0:
        shown, marks = Shown.NONE, None
    elif hidden:
        shown, marks = (Shown.TOO_FEW if one.answered < enough else Shown.WITHHELD), None
    else:
        shown, marks = Shown.MARKS, bounded(one.answered, one.total)
    return Line(one.staff_id, one.asked, one.answered, one.declined, shown, marks)


def _together(parts: Sequence[Marks]) -> Marks | None:
    """The sum of what is shown. Made of nothing else, it tells nothing else."""
    if not parts:
        return None
    ends = {part.at_end for part in parts}
    return Marks(
        sum(part.answered for part in parts), sum(part.total for part in parts), ends.pop() if len(ends) == 1 else 0
    )


def shown_over(lines: Sequence[Line]) -> Shown:
    """Why several months of one member of staff show an average together, or none."""
    ways = {line.shown for line in lines}
    return next((one for one in (Shown.MARKS, Shown.WITHHELD, Shown.TOO_FEW) if one in ways), Shown.NONE)


def over_months(lines: Iterable[Marks | None]) -> Marks | None:
    """Several months, or several of staff, together: of what is shown of each, never of what is not (SF-1)."""
    return _together([one for one in lines if one is not None])


@dataclass(frozen=True, slots=True)
class Figures:
    """Marks by month and member of staff, as they may be shown; ``names``: by staff id, name and number.

    ``asked``: by month and kind of case how many were asked, the running month among them. ``reasons``: their words.
    """

    first: date
    last: date
    enough: int
    months: tuple[Month, ...]
    names: Mapping[str, str]
    asked: Mapping[date, Mapping[CaseKind, int]]
    reasons: Mapping[str, str]
