"""A form of ours as plain parts that every other maker of PDFs can set: headings, paragraphs, tables with lines.

Left out is what they would have to be given as pictures: ink, seal, the code on every page. That is in their favour.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms import catalogue
from forms.engine import document as form

PLACEHOLDER = "{{name}}"
Part = tuple[str, Any]
"""``("title" | "head" | "text", text)`` or ``("table", rows of cells)``."""


def parts_of(form_id: str) -> list[Part]:
    """The parts of a form with its sample facts; the client's name, to be filled in, stands under the title."""
    module = catalogue.form(form_id)
    document: form.Document = module.build(module.sample())
    return [
        ("title", document.title),
        ("table", [["客户姓名", PLACEHOLDER], ["编号", document.number], ["营业部", document.branch]]),
        *(part for block in document.blocks for part in _parts(block)),
    ]


def _parts(block: form.Block) -> Iterator[Part]:
    match block:
        case form.Heading(text):
            yield "head", text
        case form.Text():
            yield "text", block.text
        case form.Clause():
            yield "head", f"{block.number}. {block.title}"
            yield from (("text", text) for text in (*block.paragraphs, *block.items))
        case form.Notice():
            yield "head", block.title
            yield from (("text", text) for text in block.paragraphs)
        case form.Fields():
            yield "table", _in_rows([(field.label, field.value) for field in block.fields], block.columns)
        case form.Ticks():
            ticks = [f"{'[x]' if tick.ticked else '[ ]'} {tick.label}" for tick in block.ticks]
            yield "table", [[block.label, "  ".join(ticks)]]
        case form.Question():
            yield "text", f"{block.number}. {block.text}"
            yield from (("text", f"{'[x]' if one.chosen else '[ ]'} {one.letter}. {one.text}") for one in block.options)
        case form.Table():
            yield "table", [list(block.head), *(list(row) for row in block.rows)]
        case form.Result():
            yield "table", [[block.label, block.value, block.remark]]
        case form.Signatures():
            yield "table", [[slot.label for slot in block.slots], [" " for _ in block.slots]]
            yield "text", block.note or " "
        case _:
            yield "text", " "


def _in_rows(fields: list[tuple[str, str]], columns: int) -> list[list[str]]:
    cells = [cell for field in fields for cell in field]
    wide = columns * 2
    cells += [""] * (-len(cells) % wide)
    return [cells[at : at + wide] for at in range(0, len(cells), wide)]
