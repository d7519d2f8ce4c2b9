"""Reading a policy file value by value: each mistake is noted with its line, and reading goes on to find them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from app.common.errors import Refused
from app.common.refusals import sentence
from app.common.values import clean_text
from app.policy.lines import Path, line_of

EARLIEST = date(1990, 1, 1)
"""Before this there was no securities market in China to have a policy for."""


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """A mistake in a policy file: its line (from 1), the key (``bands[2].low``), the reason in both languages."""

    line: int
    key: str
    reason: str
    reason_zh: str


class Problems:
    """The mistakes found so far in one file."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self.found: list[PolicyProblem] = []
        self._lines = lines

    def add(self, path: Path, refused: Refused) -> None:
        """Note that ``path`` is refused; a missing key stands at the line of its table."""
        self.found.append(problem(line_of(self._lines, path), key_text(path), refused))


def problem(line: int, key: str, refused: Refused) -> PolicyProblem:
    """A mistake in the words of ``refused``."""
    return PolicyProblem(line, key, sentence(refused, "en"), sentence(refused, "zh"))


def key_text(path: Path) -> str:
    """A path as a person writes it: ``questions[3].options.A``; array places count from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


class Table:
    """One table of the file. Every getter notes what is wrong and then gives a harmless value to go on with."""

    def __init__(self, data: dict[str, Any], problems: Problems, path: Path = ()) -> None:
        self.data = data
        self.problems = problems
        self.path = path
        self._asked: set[str] = set()

    def wrong(self, key: str, refused: Refused) -> None:
        """Note a mistake at ``key`` of this table."""
        self.problems.add((*self.path, key), refused)

    def wrong_at(self, key: str, index: int, refused: Refused) -> None:
        """Note a mistake at the element ``index`` (from 0) of the array ``key``."""
        self.problems.add((*self.path, key, index), refused)

    def has(self, key: str) -> bool:
        """Whether the key is there; asking counts as knowing it."""
        self._asked.add(key)
        return key in self.data

    def text(self, key: str, *, limit: int = 200) -> str:
        """A text that is not empty, NFC, at most ``limit`` characters, nothing invisible in it."""
        value = self._take(key, lambda raw: isinstance(raw, str), "text")
        return "" if value is None else self._clean((key,), value, limit)

    def texts(self, key: str, *, limit: int = 200, empty: bool = False) -> tuple[str, ...]:
        """An array of at least one text, or of none when it may be ``empty``."""
        if empty and self.data.get(key) == []:
            self.has(key)
            return ()
        values = self._array(key, lambda raw: isinstance(raw, str), "text")
        return tuple(self._clean((key, index), value, limit) for index, value in values)

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self._take(key, _is_whole, "whole number")
        return low if value is None else self._within((key,), value, low, high)

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """An array of at least one whole number from ``low`` to ``high``."""
        values = self._array(key, _is_whole, "whole number")
        return tuple(self._within((key, index), value, low, high) for index, value in values)

    def number(self, key: str, low: float, high: float) -> float:
        """A number from ``low`` to ``high``, whole or not (``nan`` is neither)."""
        value = self._take(key, lambda raw: _is_whole(raw) or isinstance(raw, float), "number")
        return low if value is None else float(self._within((key,), value, low, high))

    def amount(self, key: str, low: int, high: int, *, places: int = 2) -> Decimal:
        """An exact number from ``low`` to ``high`` with at most ``places`` decimal places (yuan and cents, usually)."""
        value = self._take(key, lambda raw: _is_whole(raw) or isinstance(raw, float), "number")
        if value is None:
            return Decimal(low)
        exact = Decimal(str(self._within((key,), value, low, high)))  # a float's text is what stands in the file
        if exact != round(exact, places):
            self.wrong(key, Refused("policy.too_fine", places=places))
        return exact

    def time_of_day(self, key: str, low: time, high: time) -> time:
        """A time of day from ``low`` to ``high``."""
        value = self._take(key, lambda raw: isinstance(raw, time), "time")
        if value is None:
            return low
        if not low <= value <= high:
            self.wrong(key, Refused("policy.out_of_range", low=low.isoformat(), high=high.isoformat()))
        of_day: time = value
        return of_day

    def flag(self, key: str) -> bool:
        """``true`` or ``false``."""
        return bool(self._take(key, lambda raw: isinstance(raw, bool), "true or false"))

    def day(self, key: str) -> date:
        """A calendar day, not before 1990."""
        value = self._take(key, lambda raw: isinstance(raw, date) and not isinstance(raw, datetime), "date")
        if value is None:
            return EARLIEST
        if value < EARLIEST:
            self.wrong(key, Refused("policy.too_early", earliest=EARLIEST.isoformat()))
        day: date = value
        return day

    def table(self, key: str) -> Table:
        """A table; an empty one when it is missing, so that everything in it is told as missing, too."""
        value = self._take(key, lambda raw: isinstance(raw, dict), "table")
        return Table(value or {}, self.problems, (*self.path, key)) if value is not None else _Absent(self, key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of at least one table (``[[key]]``)."""
        values = self._array(key, lambda raw: isinstance(raw, dict), "table")
        return tuple(Table(value, self.problems, (*self.path, key, index)) for index, value in values)

    def keys(self) -> Iterator[str]:
        """The keys in the order of the file; all of them count as known."""
        self._asked.update(self.data)
        return iter(self.data)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                self.wrong(key, Refused("policy.unknown_key", key=key))

    def _take(self, key: str, fits: Callable[[Any], bool], wanted: str) -> Any:
        self._asked.add(key)
        if key not in self.data:
            self.wrong(key, Refused("policy.missing_key", key=key))
            return None
        return self._fitting((key,), self.data[key], fits, wanted)

    def _fitting(self, place: Path, raw: Any, fits: Callable[[Any], bool], wanted: str) -> Any:
        if fits(raw):
            return raw
        self.problems.add((*self.path, *place), Refused("policy.wrong_type", wanted=wanted, wanted_zh=_ZH[wanted]))
        return None

    def _array(self, key: str, fits: Callable[[Any], bool], wanted: str) -> list[tuple[int, Any]]:
        """The fitting elements with their places in the file."""
        raw = self._take(key, lambda value: isinstance(value, list), "array")
        if raw is None:
            return []
        if not raw:
            self.wrong(key, Refused("policy.empty"))
        return [
            (index, value)
            for index, value in enumerate(raw)
            if self._fitting((key, index), value, fits, wanted) is not None
        ]

    def _within(self, place: Path, value: Any, low: float, high: float) -> Any:
        if low <= value <= high:
            return value
        self.problems.add((*self.path, *place), Refused("policy.out_of_range", low=low, high=high))
        return low

    def _clean(self, place: Path, value: str, limit: int) -> str:
        try:
            return clean_text(value, field=key_text(place), limit=limit)
        except Refused as refused:
            self.problems.add((*self.path, *place), _TEXT_REASONS[refused.code](refused))
            return ""


class _Absent(Table):
    """Stands in for a missing table: the missing table has been told, its keys are not told once more."""

    def __init__(self, parent: Table, key: str) -> None:
        super().__init__({}, Problems({}), (*parent.path, key))


_ZH = {
    "text": "文字（加引号）",
    "whole number": "整数",
    "number": "数字",
    "true or false": "true 或 false",
    "date": "日期（如 2026-11-01）",
    "time": "时间（如 15:00:00）",
    "table": "一个表",
    "array": "数组（方括号）",
}

_TEXT_REASONS: dict[str, Callable[[Refused], Refused]] = {
    "text.required": lambda _: Refused("policy.empty"),
    "text.too_long": lambda refused: Refused("policy.too_long", limit=refused.facts["limit"]),
    "text.invisible": lambda refused: Refused("policy.invisible", position=refused.facts["position"]),
}


def _is_whole(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)
