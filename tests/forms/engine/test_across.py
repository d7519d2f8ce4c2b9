"""Pages that lie across: their size, what stands on each, the copy label where the paper ends."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
from pikepdf import Pdf

from forms.engine.document import Document, Table
from forms.engine.pen import PAGE_HEIGHT, PAGE_WIDTH, page_size, text_width
from forms.engine.renderer import render
from forms.engine.rendition import rendition
from forms.report import form

WIDE, HIGH = PAGE_HEIGHT, PAGE_WIDTH


def across(rows: int) -> Document:
    """A long list on pages that lie across, with a last row of sums."""
    made = form.build(form.sample())
    table = next(block for block in made.blocks if isinstance(block, Table))
    longer = replace(table, rows=table.rows[:1] * rows)
    blocks = tuple(longer if block is table else block for block in made.blocks)
    return replace(made, blocks=blocks, across=True)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def test_every_page_lies_across_and_repeats_the_head_of_the_table() -> None:
    made = render(across(60))
    assert made.pages > 2
    with Pdf.open(io.BytesIO(made.pdf)) as opened:
        sizes = {tuple(round(float(side)) for side in page.mediabox) for page in opened.pages}
    assert sizes == {(0, 0, round(WIDE), round(HIGH))}
    found = texts(made.pdf)
    assert all("应办日期" in page for page in found[:-1])
    assert sum("合计" in page for page in found) == 1
    assert page_size() == (PAGE_WIDTH, PAGE_HEIGHT)  # nothing is left lying across for the next document


def test_the_place_of_the_seal_lies_on_the_page() -> None:
    (place,) = render(across(3)).places
    assert 0 < place.x < place.x + place.width < WIDE
    assert 0 < place.y < place.y + place.height < HIGH
    assert place.x > text_width() / 2


def test_the_copy_label_stands_at_the_right_edge_of_a_page_that_lies_across() -> None:
    printed = rendition(render(across(3)).pdf, copy_label="公司留存联", reprint=True)
    with pypdfium2.PdfDocument(printed) as opened:
        page = opened[0].get_textpage()
        label = page.search("公司留存联")
        place = label.get_next()
        assert place is not None
        left = page.get_charbox(place[0])[0]
    assert left > PAGE_WIDTH


def test_the_same_list_upright_is_narrower() -> None:
    upright, lying = render(replace(across(30), across=False)), render(across(30))
    with Pdf.open(io.BytesIO(upright.pdf)) as opened:
        assert round(float(opened.pages[0].mediabox[2])) == round(PAGE_WIDTH)
    assert upright.pdf != lying.pdf
