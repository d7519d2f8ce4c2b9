"""From the cells of a row to an account's state: strict, exact, and never with the value in the complaint."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from app.common.values import clean_text
from app.gateways.snapshot.mapping import KINDS, NEVER_NEGATIVE, FieldRule, Kind, SnapshotMapping
from app.gateways.snapshot.values import AccountState

_ACCOUNT = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,31}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})", re.ASCII)
_SHORT_CODE = re.compile(r"[0-9A-Za-z]{1,4}", re.ASCII)
_LARGEST = Decimal(10) ** 15
_FORMULA = ("=", "+", "-", "@")
_TOUCHING = re.compile(r"%[A-Za-z]%[A-Za-z]")
_YEARS = (1990, 2100)
_MOST_COUNT = 10**9
_REMEMBERED = 8_192
LONGEST_LABEL = 60

YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("1", "Y", "y", "T", "t", "true", "True", "是"), True),
    **dict.fromkeys(("0", "N", "n", "F", "f", "false", "False", "否"), False),
}
"""What a yes or no may look like where the mapping has no codes for it."""

Convert = Callable[[Any], Any]


def text_of(raw: Any) -> str:
    """A cell as text without outer blanks. Excel's way of keeping leading noughts (``="001"``) is undone."""
    if isinstance(raw, str):
        text = raw.strip()
        return text[2:-1] if text.startswith('="') and text.endswith('"') and len(text) > 2 else text
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, float):
        # a view that keeps numbers as binary fractions: the shortest decimal, as it was written there
        return str(int(raw)) if raw.is_integer() else format(Decimal(repr(round(raw, 8))), "f")
    if isinstance(raw, Decimal):
        return format(raw, "f")
    if isinstance(raw, int | date):
        return str(raw)
    raise Refused("snapshots.not_text")


class RowConverter:
    """Turns the cells of ``mapping.columns`` into states. Remembers texts that come again: most noughts are alike."""

    def __init__(self, mapping: SnapshotMapping) -> None:
        places = {column: place for place, column in enumerate(mapping.columns)}
        self._columns = [mapping.fields[name].column or name for name in KINDS]
        self._plan: list[tuple[int, dict[Any, Any]]] = []
        for name in KINDS:
            rule = mapping.fields[name]
            known = _Known(_converter(name, rule, mapping)) if rule.column else _Constant(rule.constant)
            self._plan.append((places.get(rule.column, 0), known))
        self._only = [(places[column], texts) for column, texts in mapping.only.items()]
        self._moment_form = mapping.moment.form
        self._moment_hour = mapping.moment.hour
        self._moment_place = places.get(mapping.moment.column, -1)
        self._moment_column = mapping.moment.column
        self._moment_text: str | None = None
        self.moment: datetime | None = None
        """When the rows were seen, as the first of them says, where a column says it."""

    def wanted(self, cells: Sequence[Any]) -> bool:
        """Whether the row is one of those to be taken."""
        return all(text_of(cells[place]) in texts for place, texts in self._only)

    def state(self, cells: Sequence[Any]) -> AccountState:
        """The state in a row. Refused: the first mistake, without its column."""
        if self._moment_place >= 0:
            self._same_moment(cells)
        try:
            return AccountState(*[known[cells[place]] for place, known in self._plan])
        except TypeError:  # an array or an object of a database: no key of a dictionary
            raise Refused("snapshots.not_text") from None

    def mistakes(self, cells: Sequence[Any]) -> list[tuple[str, Refused]]:
        """Every mistake of a row that ``state`` refused, each with its column."""
        found = []
        for column, (place, known) in zip(self._columns, self._plan, strict=True):
            try:
                known[cells[place]]
            except Refused as refused:
                found.append((column, refused))
            except TypeError:
                found.append((column, Refused("snapshots.not_text")))
        try:
            if self._moment_place >= 0:
                self._same_moment(cells)
        except Refused as refused:
            found.append((self._moment_column, refused))
        return found

    def _same_moment(self, cells: Sequence[Any]) -> None:
        raw = cells[self._moment_place]
        if isinstance(raw, datetime):
            raw = raw.replace(tzinfo=raw.tzinfo or BRANCH_ZONE).astimezone(BRANCH_ZONE).isoformat()
        text = text_of(raw)
        if text == self._moment_text:
            return
        if self._moment_text is not None:
            raise Refused("snapshots.moment_differs")
        # the first row says it for all
        self.moment = moment_of(text, self._moment_form, self._moment_hour)
        self._moment_text = text


def moment_of(text: str, form: str, hour: str) -> datetime:
    """The moment a text tells: as ISO has it, else by ``form``; in the branch's time where it does not say otherwise.

    Refused: ``snapshots.not_a_moment``.
    """
    try:
        if "T" in text:
            moment = datetime.fromisoformat(text)
        else:
            moment = _parsed(text, form)
            if not any(mark in form for mark in ("%H", "%I", "%X", "%c")):
                moment = datetime.combine(moment, datetime.strptime(hour, "%H%M").time())  # noqa: DTZ007 - as above
    except ValueError:
        raise Refused("snapshots.not_a_moment", form=form) from None
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise Refused("snapshots.not_a_moment", form=form)
    return moment if moment.tzinfo else moment.replace(tzinfo=BRANCH_ZONE)


def _parsed(text: str, form: str) -> datetime:
    """ValueError when ``text`` is not of this form, exactly where its parts stand without marks between them."""
    moment = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the branch's, or there is none
    if _TOUCHING.search(form) and moment.strftime(form) != text:
        raise ValueError  # strptime would read 2026111 as the first of November
    return moment


def _converter(name: str, rule: FieldRule, mapping: SnapshotMapping) -> Convert:
    kind = KINDS[name]
    if kind is Kind.ACCOUNT:
        return _account
    made: dict[Kind, Callable[[], Convert]] = {
        Kind.AMOUNT: lambda: _amount(name, rule, mapping.thousands),
        Kind.COUNT: lambda: _count(rule, mapping.thousands),
        Kind.DAY: lambda: _day(mapping),
        Kind.FLAG: lambda: _coded(rule.codes or YES_NO),
        Kind.LABEL: lambda: _label if rule.codes is None else _coded(rule.codes),
        Kind.LABELS: lambda: _labels(rule),
    }
    return made[kind]()


class _Known(dict[Any, Any]):
    """What each cell of a column means, found out once: most are alike, and a dictionary is faster than a question.

    Forgets everything before it becomes much.
    """

    def __init__(self, convert: Convert) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, raw: Any) -> Any:
        value = self._convert(raw)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[raw] = value
        return value


class _Constant(dict[Any, Any]):
    """The same for every cell."""

    def __init__(self, constant: Any) -> None:
        super().__init__()
        self._constant = constant

    def __missing__(self, raw: Any) -> Any:
        return self._constant


def _account(raw: Any) -> str:
    text = text_of(raw)
    if _ACCOUNT.fullmatch(text) is None:
        raise Refused("snapshots.not_an_account" if text else "snapshots.cell_empty")
    return text


def _number(raw: Any, thousands: str) -> Decimal | None:
    """The number in a cell, None in an empty one."""
    text = text_of(raw)
    if not text:
        return None
    if thousands:
        text = text.replace(thousands, "")
    if _NUMBER.fullmatch(text) is None:
        raise Refused("snapshots.not_a_number")
    return abs(number) if (number := Decimal(text)).is_zero() else number


def _amount(name: str, rule: FieldRule, thousands: str) -> Convert:
    positive, factor, empty = name in NEVER_NEGATIVE, rule.factor, rule.empty

    def amount(raw: Any) -> Decimal:
        number = _number(raw, thousands)
        if number is None:
            if empty is None:
                raise Refused("snapshots.cell_empty")
            return Decimal(empty)
        if factor is not None:
            number *= factor
        if positive and number < 0:
            raise Refused("snapshots.negative")
        if abs(number) >= _LARGEST:
            raise Refused("snapshots.not_a_number")
        return number

    return amount


def _count(rule: FieldRule, thousands: str) -> Convert:
    def count(raw: Any) -> int:
        if rule.codes is not None:
            return int(_code(rule.codes, text_of(raw)))
        number = _number(raw, thousands)
        if number is None:
            if rule.empty is None:
                raise Refused("snapshots.cell_empty")
            return int(rule.empty)
        if number != int(number) or not 0 <= number < _MOST_COUNT:
            raise Refused("snapshots.not_a_count")
        return int(number)

    return count


def _day(mapping: SnapshotMapping) -> Convert:
    def day(raw: Any) -> date | None:
        if isinstance(raw, datetime):
            raw = raw.date()
        if isinstance(raw, date):
            found = raw
        else:
            text = text_of(raw)
            if not text or text in mapping.no_day:
                return None
            try:
                found = _parsed(text, mapping.day).date()
            except ValueError:
                raise Refused("snapshots.not_a_day", form=mapping.day) from None
        if not _YEARS[0] <= found.year <= _YEARS[1]:
            raise Refused("snapshots.not_a_day", form=mapping.day)
        return found

    return day


def _code(codes: Mapping[str, bool | int | str], text: str) -> bool | int | str:
    if text in codes:
        return codes[text]
    if not text:
        raise Refused("snapshots.cell_empty")
    # a code is short; anything longer may be a client's name in the wrong column
    raise Refused("snapshots.unknown_code", value=text if _SHORT_CODE.fullmatch(text) else "…")


def _coded(codes: Mapping[str, bool | int | str]) -> Convert:
    return lambda raw: _code(codes, text_of(raw))


def _label(raw: Any) -> str:
    text = text_of(raw)
    if not text:
        return ""
    if text.startswith(_FORMULA):
        raise Refused("snapshots.formula")
    try:
        return clean_text(text, field="", limit=LONGEST_LABEL)
    except Refused as refused:
        long = refused.code == "text.too_long"
        raise Refused("snapshots.label_long" if long else "snapshots.label_invisible", limit=LONGEST_LABEL) from None


def _labels(rule: FieldRule) -> Convert:
    def one(text: str) -> str:
        return _label(text) if rule.codes is None else str(_code(rule.codes, text))

    def labels(raw: Any) -> tuple[str, ...]:
        text = text_of(raw)
        if rule.codes is not None and text in rule.codes:
            parts = [str(rule.codes[text])]
        else:
            split = text.split(rule.separator) if rule.separator else [text]
            parts = [one(part.strip()) for part in split if part.strip()]
        return tuple(dict.fromkeys(part for part in parts if part))

    return labels
