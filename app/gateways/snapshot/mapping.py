"""Which column of the trading system holds what, as frozen values; the file is read by ``mapping_file``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class SourceFormat(StrEnum):
    """Where the rows come from."""

    CSV = "csv"
    DBF = "dbf"
    SQL = "sql"


class Kind(StrEnum):
    """What a field of an account's state is."""

    ACCOUNT = "account"
    AMOUNT = "amount"
    COUNT = "count"
    DAY = "day"
    FLAG = "flag"
    LABEL = "label"
    LABELS = "labels"


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "fund_account": Kind.ACCOUNT,
        "assets": Kind.AMOUNT,
        "turnover": Kind.AMOUNT,
        "cash": Kind.AMOUNT,
        "interest_unsettled": Kind.AMOUNT,
        "orders_today": Kind.COUNT,
        "orders_unfilled": Kind.COUNT,
        "repo_until": Kind.DAY,
        "repo_registered": Kind.FLAG,
        "new_share_frozen": Kind.AMOUNT,
        "new_share_release": Kind.DAY,
        "agreements": Kind.LABELS,
        "depository_block_sh": Kind.LABEL,
        "depository_block_sz": Kind.LABEL,
        "sh_designated": Kind.FLAG,
        "sz_custody": Kind.FLAG,
    }
)
"""The fields of ``AccountState`` in their order; a mapping says of each where it comes from, none is guessed."""

NEVER_NEGATIVE = frozenset({"turnover", "new_share_frozen"})
"""Assets and cash may be: an account can be overdrawn."""


class MomentFrom(StrEnum):
    """Where the moment of the snapshot comes from."""

    COLUMN = "column"  # every row carries the same
    FILE_NAME = "file-name"
    GIVEN = "given"  # whoever imports says it
    READING = "reading"  # a view shows the present


@dataclass(frozen=True, slots=True)
class MomentRule:
    """When the trading system saw what the rows say, in the branch's time.

    ``form``: as ``strptime`` has it; a moment without a time of day is that day at ``hour`` (``HHMM``).
    """

    origin: MomentFrom
    column: str = ""
    pattern: str = ""
    form: str = ""
    hour: str = "0000"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where one field comes from: a column, or a constant when ``column`` is empty.

    ``codes``: what each text of the column means, None when it speaks for itself. ``factor``: amounts are multiplied
    by it (0.01 for a column in fen). ``empty``: what an empty cell counts as, None when it is a mistake. ``separator``:
    between several labels in one cell.
    """

    column: str = ""
    constant: Any = None
    codes: Mapping[str, bool | int | str] | None = None
    factor: Decimal | None = None
    empty: Any = None
    separator: str = ""


@dataclass(frozen=True, slots=True)
class SnapshotMapping:
    """How a file or view of the trading system is read.

    ``encoding``, of files: ``gb18030`` (which has all of GBK) or ``utf-8``. ``delimiter``, ``quotes``, ``header``: of
    CSV only; without a header the columns are called 1, 2, 3. ``view``: of SQL only, perhaps with its schema. ``day``:
    a date as ``strptime`` has it; ``no_day``: texts that mean there is none. ``thousands``: a mark to be left out of
    numbers. ``only``: the rows to be taken, by what a column holds; all columns named must agree.
    """

    version: str
    source: SourceFormat
    moment: MomentRule
    fields: Mapping[str, FieldRule]
    encoding: str = "utf-8"
    delimiter: str = ","
    quotes: bool = True
    header: bool = True
    view: str = ""
    day: str = "%Y%m%d"
    no_day: frozenset[str] = frozenset({""})
    thousands: str = ""
    only: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is looked at, each once."""
        named = [rule.column for rule in self.fields.values() if rule.column]
        moment = [self.moment.column] if self.moment.column else []
        return tuple(dict.fromkeys([*named, *moment, *self.only]))
