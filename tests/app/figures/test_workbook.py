"""The dashboard as a workbook, read back by other means than it was written."""

from __future__ import annotations

import dataclasses

import pytest

from app.figures.facts import FigureLine, PartLine
from app.figures.workbook import CHARTS, PARTS, SUMMARY, workbook
from forms.figures import form
from tests.app.reports.workbook_reading import read

FACTS = form.sample()


@pytest.mark.rule("SE-1")
@pytest.mark.rule("TO-16")
def test_who_when_and_where_come_first_and_stand_at_the_foot_of_every_sheet() -> None:
    book = read(workbook(FACTS, "03"))
    assert list(book.sheets) == [SUMMARY, PARTS, CHARTS]
    first = book.sheets[SUMMARY]
    assert first["B4"] == FACTS.made_by
    assert first["B5"] == "2026-11-22 10:42"
    assert first["B6"] == "03"
    for place in (1, 2, 3):
        assert FACTS.made_by in book.parts[f"xl/worksheets/sheet{place}.xml"]


def test_every_figure_and_every_part_is_a_number_in_its_row() -> None:
    book = read(workbook(FACTS, "01"))
    summary = book.sheets[SUMMARY]
    found = {summary[f"A{row}"]: summary.get(f"B{row}") for row in range(9, 9 + len(FACTS.figures))}
    assert found["转出资产"] == 8_650_000.0
    assert found["转销户申请"] == 22
    parts = book.sheets[PARTS]
    rows = [parts[f"B{row}"] for row in range(2, 2 + sum(len(figure.parts) for figure in FACTS.figures))]
    assert rows == [part.label for figure in FACTS.figures for part in figure.parts]
    assert len(book.charts) == sum(bool(figure.parts) for figure in FACTS.figures)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_no_name_becomes_a_formula(start: str) -> None:
    line = FigureLine(f"{start}1", f"{start}2", "", 1, None, (PartLine(f"{start}cmd", 1, None),))
    book = read(workbook(dataclasses.replace(FACTS, figures=(line,), made_by=f"{start}x"), "01"))
    assert book.formulas == 0
    texts = [value for sheet in book.sheets.values() for value in sheet.values() if isinstance(value, str)]
    assert not [text for text in texts if text.startswith(start)]
