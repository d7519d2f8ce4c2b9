"""A report made into what leaves the program: the facts of its form, a workbook, a text file (SE-1)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.long_work import Watch
from app.common.values import canonical_json, plain
from app.gateways.workbook import Sheet, safe_text, tables
from app.reports.catalogue import Maker, Report
from app.reports.facts import BarFacts, ColumnFacts, ReportFacts
from app.reports.parameters import Asked, Parameter, ParameterKind
from app.reports.table import MOST_IN_BOOK, MOST_PRINTED, Cell, Kind, Row, Table, masked, written

Progress = Callable[[int, int], None]
"""Told how many rows of how many are done."""
Stop = Callable[[], bool]
"""Whether somebody wishes it to end."""
FORM = "report"
_EACH = 500
EVERYBODY = "全部"


@dataclass(frozen=True, slots=True)
class Work:
    """How far it is, whether it is to end; ``why``: what numbers are shown in full for, empty: they are masked."""

    progress: Progress = lambda _, __: None
    stop: Stop = lambda: False
    why: str = ""

    def rows(self, table: Table) -> Iterator[tuple[Cell, ...]]:
        """The rows as they may be seen. Refused: ``reports.stopped``."""
        for place, row in enumerate(table.rows):
            if place % _EACH == 0:
                self.step(place, table.count)
            yield tuple(row) if self.why else masked(table.columns, row)
        self.step(table.count, table.count)

    def step(self, done: int, of: int) -> None:
        """Tell how far it is. Refused: ``reports.stopped``."""
        if self.stop():
            raise Refused("reports.stopped")
        self.progress(done, of)


def in_words(report: Report, asked: Asked) -> tuple[tuple[str, str], ...]:
    """What was asked for, as papers say it: titles and values."""
    return tuple((one.title, _word(one, asked.values[one.name])) for one in report.parameters)


def _word(parameter: Parameter, value: str) -> str:
    if parameter.kind is ParameterKind.CHOICE:
        return next((one.title for one in parameter.choices if one.code == value), value)
    return value or EVERYBODY


def facts_of(report: Report, asked: Asked, table: Table, maker: Maker, work: Work) -> ReportFacts:
    """The facts of the general form; long tables are cut short and say so."""
    columns = table.columns
    personal = any(one.kind.personal for one in columns)
    rows = tuple(_texts(table, row) for row in islice(work.rows(table), MOST_PRINTED))
    chart = table.chart
    return ReportFacts(
        head=maker.head, title=report.title, about=report.about, asked=in_words(report, asked),
        made_at=maker.made_at, made_by=maker.made_by, station=maker.station,
        columns=tuple(ColumnFacts(one.title, one.width, one.kind.right) for one in columns), rows=rows,
        totals=_texts(table, table.totals) if table.totals else (), count=table.count, cut=table.count - len(rows),
        note=table.note, parts=chart.parts if chart is not None else (),
        bars=tuple(BarFacts(bar.label, bar.parts) for bar in chart.bars) if chart is not None else (),
        masked=personal and not work.why, unmasked_for=work.why if personal else "",
    )  # fmt: skip


def _texts(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(written(column.kind, cell) for column, cell in zip(table.columns, row, strict=True))


def about(report: Report, asked: Asked, table: Table, maker: Maker, work: Work) -> tuple[tuple[str, str], ...]:
    """Who took what out when, for the top of a file (SE-1)."""
    branch = maker.head.branch
    told = [
        ("报表", report.title), ("营业部", f"{branch.company} {branch.branch}"), *in_words(report, asked),
        ("导出人", maker.made_by), ("导出时间", branch_time(maker.made_at)), ("导出地点", maker.station),
        ("登记编号", maker.head.number), ("记录数", str(table.count)),
    ]  # fmt: skip
    told += [("说明", table.note)] if table.note else []
    if any(column.kind.personal for column in table.columns):
        told.append(("号码", f"完整显示，事由：{work.why}" if work.why else "已遮盖"))
    return tuple(told)


def book_of(report: Report, asked: Asked, table: Table, maker: Maker, work: Work) -> bytes:
    """The table as .xlsx, who and when on its first sheet. Refused: ``reports.too_long``, ``reports.stopped``."""
    if table.count > MOST_IN_BOOK:
        raise Refused("reports.too_long", most=MOST_IN_BOOK)
    kinds = [column.kind for column in table.columns]

    def lines() -> Iterator[list[object]]:
        for row in work.rows(table):
            yield [_in_book(kind, cell) for kind, cell in zip(kinds, row, strict=True)]
        if table.totals:
            yield ["合计" if not place and cell is None else _in_book(kinds[place], cell)
                   for place, cell in enumerate(table.totals)]  # fmt: skip

    heading = [column.title for column in table.columns]
    first = Sheet("说明", ("", ""), (), about(report, asked, table, maker, work), width=40)
    sheets = (first, Sheet("明细", heading, lines(), width=18))
    return tables(
        sheets,
        title=report.title,
        author=maker.made_by,
        company=maker.head.branch.branch,
        made_at=maker.made_at,
        watch=Watch(cancelled=work.stop),
    )


def _in_book(kind: Kind, cell: Cell) -> object:
    if isinstance(cell, date | datetime) or kind is Kind.SHARE:
        return written(kind, cell)
    return cell


def text_of(report: Report, asked: Asked, table: Table, maker: Maker, work: Work) -> bytes:
    """The table as CSV in UTF-8 with a mark that spreadsheets know; no text is what they would calculate (SE-1)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for label, text in about(report, asked, table, maker, work):
        writer.writerow((label, safe_text(text)))
    writer.writerow(())
    writer.writerow([column.title for column in table.columns])
    for row in work.rows(table):
        writer.writerow(_in_text(table, row))
    if table.totals:
        sums = _in_text(table, table.totals)
        writer.writerow([sums[0] or "合计", *sums[1:]])
    return ("\ufeff" + out.getvalue()).encode()


def _in_text(table: Table, row: Row) -> list[str]:
    """Figures without the commas of thousands, texts made safe."""
    return [
        safe_text(cell) if isinstance(cell, str) else str(cell) if column.kind.right and cell is not None
        else written(column.kind, cell)
        for column, cell in zip(table.columns, row, strict=True)
    ]  # fmt: skip


def json_of(report: Report, asked: Asked, table: Table, maker: Maker, work: Work) -> bytes:
    """The table as one JSON object, for other programs."""
    rows = [list(row) for row in work.rows(table)]
    told = {
        "report": report.name, "title": report.title, "number": maker.head.number, "asked": dict(asked.values),
        "made_at": maker.made_at, "made_by": maker.made_by, "station": maker.station,
        "columns": [column.title for column in table.columns], "rows": plain(rows), "count": table.count,
        "totals": plain(list(table.totals)), "note": table.note, "unmasked_for": work.why,
    }  # fmt: skip
    return canonical_json(told).encode()
