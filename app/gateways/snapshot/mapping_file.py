"""Reading a mapping file (TOML): every mistake is found with its line; a file with one is not used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.common.errors import Refused
from app.gateways.snapshot.conversion import LONGEST_LABEL
from app.gateways.snapshot.mapping import (
    KINDS,
    FieldRule,
    Kind,
    MomentFrom,
    MomentRule,
    SnapshotMapping,
    SourceFormat,
)
from app.policy.lines import key_lines
from app.policy.reading import PolicyProblem, Problems, Table, problem

EXAMPLES = Path(__file__).parent / "data"
"""Mapping files that ship with the program, one a format, to begin from."""

LARGEST_FILE = 1_000_000

_ENCODINGS = {"gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8"}  # GB 18030 has all of GBK
_DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}
_THOUSANDS = {"comma": ",", "blank": " ", "apostrophe": "'"}
_VIEW = re.compile(r"[^\W\d][\w$]{0,62}(\.[^\W\d][\w$]{0,62})?")
_AMOUNT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", re.ASCII)
_FACTORS = ("0.0001", "0.001", "0.01", "0.1", "10", "100", "1000", "10000")
_LINE = re.compile(r"at line ([0-9]+)")
_PROBE = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - only to try a format with


def load_mapping(path: Path) -> SnapshotMapping:
    """The mapping in ``path``.

    Refused: ``snapshots.mapping_unreadable``; ``snapshots.mapping_broken`` with line, key and reason of the first
    mistake and the count of all.
    """
    mapping, problems = read_mapping(_text(path))
    if problems or mapping is None:
        first = problems[0]
        raise Refused(
            "snapshots.mapping_broken", file=path.name, line=first.line, key=first.key, count=len(problems),
            reason=first.reason, reason_zh=first.reason_zh,
        )  # fmt: skip
    return mapping


def read_mapping(text: str) -> tuple[SnapshotMapping | None, list[PolicyProblem]]:
    """The mapping in ``text``, None when there are problems; and these, in the order of lines."""
    if "\ufffd" in text:
        return None, [problem(text[: text.index("\ufffd")].count("\n") + 1, "", Refused("policy.not_utf8"))]
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else max(1, len(text.splitlines()))
        return None, [problem(line, "", Refused("snapshots.mapping_syntax"))]
    problems = Problems(key_lines(text))
    mapping = _Reading(Table(data, problems)).mapping()
    found = sorted(problems.found, key=lambda one: one.line)
    return (None if found else mapping), found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused("snapshots.mapping_unreadable", file=path.name)
        raw = path.read_bytes()
    except (OSError, ValueError):
        raise Refused("snapshots.mapping_unreadable", file=path.name) from None
    return raw.decode("utf-8-sig", errors="replace")


class _Reading:
    """Reads one file; what is wrong is noted at its key, and a harmless value goes on in its place."""

    def __init__(self, root: Table) -> None:
        self._root = root
        if root.text("kind") != "snapshot-mapping":
            root.wrong("kind", Refused("snapshots.mapping_kind"))
        self._source = SourceFormat.CSV
        self._codes: Mapping[str, Mapping[str, bool | int | str]] = {}

    def mapping(self) -> SnapshotMapping:
        root = self._root
        version = root.text("version", limit=40)
        self._codes = self._read_codes()
        source = self._read_source()
        fields = self._read_fields()
        formats = self._read_formats()
        mapping = SnapshotMapping(
            version=version, moment=self._read_moment(), fields=fields, only=self._read_only(), **source, **formats
        )
        root.finish()
        return mapping

    def _read_source(self) -> dict[str, Any]:
        table = self._root.table("source")
        name = self._choice(table, "format", {item.value: item for item in SourceFormat})
        self._source = name or SourceFormat.CSV
        found: dict[str, Any] = {"source": self._source}
        if self._source is SourceFormat.SQL:
            view = table.text("view", limit=127)
            if view and _VIEW.fullmatch(view) is None:
                table.wrong("view", Refused("snapshots.mapping_view"))
            found["view"] = view
        else:
            found["encoding"] = self._choice(table, "encoding", _ENCODINGS) or "utf-8"
        if self._source is SourceFormat.CSV:
            found["delimiter"] = self._choice(table, "delimiter", _DELIMITERS) or ","
            found["quotes"] = table.flag("quotes") if table.has("quotes") else True
            found["header"] = table.flag("header") if table.has("header") else True
        table.finish()
        return found

    def _read_moment(self) -> MomentRule:
        table = self._root.table("moment")
        allowed = [item for item in MomentFrom if item is not self._impossible_moment()]
        origin = self._choice(table, "from", {item.value: item for item in allowed}) or MomentFrom.GIVEN
        column = table.text("column", limit=64) if origin is MomentFrom.COLUMN else ""
        pattern = table.text("pattern") if origin is MomentFrom.FILE_NAME else ""
        try:
            if pattern and re.compile(pattern).groups == 0:
                table.wrong("pattern", Refused("snapshots.mapping_pattern"))
        except re.error:
            table.wrong("pattern", Refused("snapshots.mapping_pattern"))
        form, hour = "", "0000"
        if column or pattern:
            form = self._form(table, "format")
        if table.has("hour"):
            hour = table.text("hour")
            if re.fullmatch(r"([01][0-9]|2[0-3])[0-5][0-9]", hour, re.ASCII) is None:
                table.wrong("hour", Refused("snapshots.mapping_hour"))
        table.finish()
        return MomentRule(origin, column, pattern, form, hour)

    def _impossible_moment(self) -> MomentFrom:
        return MomentFrom.FILE_NAME if self._source is SourceFormat.SQL else MomentFrom.READING

    def _read_formats(self) -> dict[str, Any]:
        if not self._root.has("formats"):
            return {}
        table = self._root.table("formats")
        found: dict[str, Any] = {}
        if table.has("day"):
            found["day"] = self._form(table, "day")
        if table.has("no_day"):
            texts = table.data["no_day"]
            if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
                found["no_day"] = frozenset(texts)
            else:
                table.wrong("no_day", Refused("snapshots.mapping_texts"))
        if table.has("thousands"):
            found["thousands"] = self._choice(table, "thousands", _THOUSANDS) or ""
        table.finish()
        return found

    def _form(self, table: Table, key: str) -> str:
        """A form of date or moment that gives year, month and day back."""
        form = table.text(key, limit=60)
        try:
            if form and datetime.strptime(_PROBE.strftime(form), form).date() != _PROBE.date():  # noqa: DTZ007
                table.wrong(key, Refused("snapshots.mapping_form"))
        except (ValueError, re.error):
            table.wrong(key, Refused("snapshots.mapping_form"))
        return form

    def _read_only(self) -> Mapping[str, frozenset[str]]:
        if not self._root.has("only"):
            return MappingProxyType({})
        table = self._root.table("only")
        return MappingProxyType({column: frozenset(table.texts(column, limit=60)) for column in list(table.keys())})

    def _read_codes(self) -> Mapping[str, Mapping[str, bool | int | str]]:
        if not self._root.has("codes"):
            return {}
        lists = self._root.table("codes")
        return {name: self._code_list(lists.table(name)) for name in list(lists.keys())}

    def _code_list(self, table: Table) -> Mapping[str, bool | int | str]:
        codes: dict[str, bool | int | str] = {}
        for code in list(table.keys()):
            value = table.data[code]
            if value == "" and isinstance(value, str):
                codes[code] = ""
            elif isinstance(value, str):
                codes[code] = table.text(code, limit=LONGEST_LABEL)
            elif isinstance(value, int):
                codes[code] = value
            else:
                table.wrong(code, Refused("snapshots.mapping_code"))
        if not codes:
            self._root.problems.add(table.path, Refused("policy.empty"))
        return MappingProxyType(codes)

    def _read_fields(self) -> Mapping[str, FieldRule]:
        table = self._root.table("fields")
        rules = {name: self._field(name, table.table(name)) for name in KINDS}
        table.finish()
        return MappingProxyType(rules)

    def _field(self, name: str, table: Table) -> FieldRule:
        kind = KINDS[name]
        if not table.has("column") and table.has("value") and kind is not Kind.ACCOUNT:
            constant = self._constant(kind, table)
            table.finish()
            return FieldRule(constant=constant)
        rule = FieldRule(
            column=table.text("column", limit=64),
            codes=self._codes_of(kind, table),
            factor=self._factor(table) if kind is Kind.AMOUNT and table.has("factor") else None,
            empty=self._empty(kind, table) if kind in (Kind.AMOUNT, Kind.COUNT) and table.has("empty") else None,
            separator=table.text("separator", limit=4) if kind is Kind.LABELS and table.has("separator") else "",
        )
        table.finish()
        return rule

    def _constant(self, kind: Kind, table: Table) -> Any:
        """What stands in for a column: yes or no, an amount, a count, or nothing at all; never a day or a label."""
        raw = table.data["value"]
        match kind:
            case Kind.FLAG if isinstance(raw, bool):
                return raw
            case Kind.AMOUNT | Kind.COUNT:
                return self._figure(kind, table, "value")
            case Kind.DAY if raw == "":
                return None
            case Kind.LABEL if raw == "":
                return ""
            case Kind.LABELS if raw in ("", []):
                return ()
        table.wrong("value", Refused("snapshots.mapping_constant"))
        return None

    def _empty(self, kind: Kind, table: Table) -> Any:
        return self._figure(kind, table, "empty")

    def _figure(self, kind: Kind, table: Table, key: str) -> Decimal | int:
        """An amount (as text, or whole) or a count; TOML's own fractions are binary and would not be exact."""
        raw = table.data[key]
        if isinstance(raw, bool) or not isinstance(raw, int | str) or _AMOUNT.fullmatch(str(raw)) is None:
            table.wrong(key, Refused("snapshots.mapping_figure"))
            return 0
        if kind is Kind.AMOUNT:
            return Decimal(str(raw))
        if not re.fullmatch(r"[0-9]{1,9}", str(raw), re.ASCII):
            table.wrong(key, Refused("snapshots.mapping_figure"))
            return 0
        return int(raw)

    def _factor(self, table: Table) -> Decimal | None:
        text = table.text("factor")
        if text and text not in _FACTORS:
            table.wrong("factor", Refused("snapshots.mapping_choice", choices=", ".join(_FACTORS)))
            return None
        return Decimal(text) if text else None

    def _codes_of(self, kind: Kind, table: Table) -> Mapping[str, bool | int | str] | None:
        wanted: dict[Kind, type] = {Kind.FLAG: bool, Kind.COUNT: int, Kind.LABEL: str, Kind.LABELS: str}
        if kind not in wanted or not table.has("codes"):
            return None
        name = table.text("codes", limit=64)
        if name not in self._codes:
            table.wrong("codes", Refused("snapshots.mapping_no_codes", name=name))
            return None
        # exactly: true is a whole number as well, and a count of “true” would be one
        if any(type(value) is not wanted[kind] for value in self._codes[name].values()):
            table.wrong("codes", Refused("snapshots.mapping_code"))
        return self._codes[name]

    @staticmethod
    def _choice(table: Table, key: str, choices: Mapping[str, Any]) -> Any:
        text = table.text(key, limit=64)
        if text and text not in choices:
            table.wrong(key, Refused("snapshots.mapping_choice", choices=", ".join(choices)))
        return choices.get(text)
