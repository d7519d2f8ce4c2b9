"""《经营看板》: bars for what has parts, a table where there is something to compare, words where there is nothing."""

from __future__ import annotations

import dataclasses

from app.figures.facts import MARKS, MEGABYTES, YUAN, FigureLine, PartLine
from forms.engine.document import Bars, Table
from forms.engine.press import press_document
from forms.figures import form
from tests.forms.engine.samples import extract, solid
from tests.forms.reading import said


def test_every_figure_with_parts_has_its_bars_and_those_with_a_period_a_table() -> None:
    facts = form.sample()
    document = form.build(facts)
    charts = [block for block in document.blocks if isinstance(block, Bars)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    parted = [figure for figure in facts.figures if figure.parts]
    assert [len(chart.bars) for chart in charts] == [len(figure.parts) for figure in parted]
    compared = [figure for figure in parted if figure.parts[0].before is not None]
    assert len(tables) == 1 + len(compared)
    assert len(tables[0].rows) == len(facts.figures)


def test_a_figure_of_nothing_says_so_in_place_of_bars() -> None:
    nothing = FigureLine("风险事件", "期间内登记的风险事件", "", 0, 0, (PartLine("电话审批被否认", 0, 0),))
    document = form.build(dataclasses.replace(form.sample(), figures=(nothing,)))
    assert not [block for block in document.blocks if isinstance(block, Bars)]
    assert "本项没有数据。" in said(document)


def test_each_unit_is_written_as_it_is_read() -> None:
    lines = tuple(
        FigureLine(title, "口径", unit, value, None, ())
        for title, unit, value in (
            ("资产", YUAN, 123_456),
            ("磁盘", MEGABYTES, 1_500),
            ("平均分", MARKS, 46),
            ("件", "", 7),
        )
    )
    (table,) = [
        block for block in form.build(dataclasses.replace(form.sample(), figures=lines)).blocks
        if isinstance(block, Table)
    ]  # fmt: skip
    assert [row[1] for row in table.rows] == ["1,234.56元", "1,500MB", "4.6分", "7"]
    assert {row[2] for row in table.rows} == {""}


def test_names_of_staff_are_set_as_they_are() -> None:
    line = FigureLine("逾期任务", "按责任人", "", 2, None, (PartLine("<b>王&五</b>", 2, None),))
    text = solid(extract(press_document(form.build(dataclasses.replace(form.sample(), figures=(line,)))).pdf))
    assert "<b>王&五</b>" in text
