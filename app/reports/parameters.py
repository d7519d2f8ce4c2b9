"""What a report can be asked: typed parameters with a default for today and a check. Pure.

A value is kept, sent and registered as a text; :func:`asked_of` reads it. A parameter holds no personal data: a member
of staff is named by staff number.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.common.dates import read_date
from app.common.errors import Refused
from app.reports.domain import check_day, check_period

SINCE, UNTIL, DAY, MONTH, WITHIN, STAFF = "since", "until", "day", "month", "within", "staff"


class ParameterKind(StrEnum):
    """How a parameter is typed."""

    DAY = "day"  # 2026-11-22
    MONTH = "month"  # 2026-11
    NUMBER = "number"  # a whole number between ``least`` and ``most``
    STAFF = "staff"  # a staff number; empty for everybody
    CHOICE = "choice"  # one of ``choices``; the empty code for all


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that can be chosen."""

    code: str
    title: str
    english: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a report can be asked. ``default``: its value when nothing is said, of the branch's day."""

    name: str
    kind: ParameterKind
    title: str
    english: str
    default: Callable[[date], str]
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 3660
    future: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of a report's parameters, by name, as texts that were checked."""

    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def day(self, name: str = DAY) -> date:
        """A day."""
        return date.fromisoformat(self.values[name])

    @property
    def since(self) -> date:
        """The first day of the period."""
        return self.day(SINCE)

    @property
    def until(self) -> date:
        """The last day of the period, included."""
        return self.day(UNTIL)

    @property
    def month(self) -> tuple[date, date]:
        """First and last day of the month."""
        return month_bounds(self.values[MONTH])

    def number(self, name: str = WITHIN) -> int:
        """A whole number."""
        return int(self.values[name])

    def text(self, name: str) -> str:
        """A staff number or the code of a choice; empty for all."""
        return self.values.get(name, "")


def month_bounds(month: str) -> tuple[date, date]:
    """First and last day of ``2026-11``. Refused: ``reports.month``."""
    try:
        year, number = (int(part) for part in month.split("-"))
        return date(year, number, 1), date(year, number, monthrange(year, number)[1])
    except ValueError:
        raise Refused("reports.month", field=MONTH) from None


def day(title: str = "日期", english: str = "Day") -> Parameter:
    """A day that is not in the future; today."""
    return Parameter(DAY, ParameterKind.DAY, title, english, lambda today: today.isoformat())


def period(days: int = 0) -> tuple[Parameter, Parameter]:
    """A period, both days included; the month until today, or the last ``days`` when given. It may end later."""

    def begin(today: date) -> str:
        return (today - timedelta(days=days - 1) if days else today.replace(day=1)).isoformat()

    return (
        Parameter(SINCE, ParameterKind.DAY, "开始日期", "From", begin, future=True),
        Parameter(UNTIL, ParameterKind.DAY, "结束日期", "To", lambda today: today.isoformat(), future=True),
    )


def month() -> Parameter:
    """A month that has begun; the present one."""
    return Parameter(MONTH, ParameterKind.MONTH, "月份", "Month", lambda today: f"{today:%Y-%m}")


def within(days: int, most: int = 730) -> Parameter:
    """So many days from today on."""
    return Parameter(
        WITHIN, ParameterKind.NUMBER, "几日以内", "Within days", lambda _: str(days), least=0, most=most
    )  # fmt: skip


def staff() -> Parameter:
    """A member of staff, or everybody."""
    return Parameter(STAFF, ParameterKind.STAFF, "员工", "Staff", lambda _: "")


def choice(name: str, title: str, english: str, *choices: Choice, default: str = "") -> Parameter:
    """One of several codes; ``default`` when nothing is said."""
    return Parameter(name, ParameterKind.CHOICE, title, english, lambda _: default, choices)


def asked_of(parameters: tuple[Parameter, ...], given: Mapping[str, str], today: date) -> Asked:
    """What was asked for, with defaults for what was not said.

    Refused: ``reports.unknown_parameter`` (``name``), ``reports.day``, ``reports.future_day``, ``reports.too_early``,
    ``reports.too_late``, ``reports.month``, ``reports.number`` (``least``, ``most``), ``reports.choice``,
    ``reports.staff``, ``reports.period_backwards``, ``reports.period_too_long``; ``field``: which parameter it is.
    """
    known = {parameter.name for parameter in parameters}
    for name in given:
        if name not in known:
            raise Refused("reports.unknown_parameter", name=name[:40])
    values = {
        one.name: _read(one, given[one.name].strip() if given.get(one.name) else one.default(today), today)
        for one in parameters
    }  # fmt: skip
    found = Asked(MappingProxyType(values))
    if {SINCE, UNTIL} <= known:
        check_period(found.since, found.until)
    return found


def _read(parameter: Parameter, text: str, today: date) -> str:
    match parameter.kind:
        case ParameterKind.DAY:
            return _day(parameter, text, today)
        case ParameterKind.MONTH:
            first, _ = month_bounds(text)
            if first > today:
                raise Refused("reports.future_day", field=parameter.name)
            check_day(first, parameter.name)
            return f"{first:%Y-%m}"
        case ParameterKind.NUMBER:
            counts = text.isascii() and text.isdigit() and len(text) <= 9
            if not (counts and parameter.least <= int(text) <= parameter.most):
                raise Refused("reports.number", field=parameter.name, least=parameter.least, most=parameter.most)
            return str(int(text))
        case ParameterKind.CHOICE:
            if text and text not in {one.code for one in parameter.choices}:
                raise Refused("reports.choice", field=parameter.name)
            return text
        case ParameterKind.STAFF:
            if len(text) > 32 or not all(sign.isalnum() or sign in "-_." for sign in text):
                raise Refused("reports.staff", field=parameter.name)
            return text


def _day(parameter: Parameter, text: str, today: date) -> str:
    try:
        found = read_date(text)
    except Refused:
        raise Refused("reports.day", field=parameter.name) from None
    if found > today and not parameter.future:
        raise Refused("reports.future_day", field=parameter.name)
    check_day(found, parameter.name)
    return found.isoformat()
