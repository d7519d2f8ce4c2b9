"""Ruled blocks as pieces: field tables, tick boxes, tables with a repeated head, questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.engine import document as doc
from forms.engine import fonts
from forms.engine.blocks import LEFT
from forms.engine.lines import Style
from forms.engine.pen import GREY, INK, NAVY, RULE, TINT, Para, Pen, Piece, para, scaled, text_width

LABEL: Final = Style(fonts.SANS, 9, 14)
VALUE: Final = Style(fonts.SERIF, 10, 15)
HEAD: Final = Style(fonts.BOLD, 9, 14)
CELL: Final = Style(fonts.SERIF, 9.5, 14.4)
PAD: Final = 5.5
_TICK: Final = 8.4
_TALLEST_ROW = 40
"""Lines of a cell above which a row is set as several."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled row."""

    content: Para
    x: float
    width: float
    fill: str = ""


def cell(
    text: str, style: Style, x: float, width: float, *, fill: str = "", colour: str = INK, align: int = -1
) -> Cell:
    """A cell with ``text`` set within its padding."""
    return Cell(para(text, style, width - 2 * PAD, colour=colour, align=align, flush=False), x, width, fill)


def row_pieces(
    cells: Sequence[Cell], *, before: float = 0.0, head: Piece | None = None, keep: bool = False
) -> Iterator[Piece]:
    """A ruled row; one that would be taller than a page is set as several rows."""
    tallest = max(len(cell.content.lines) for cell in cells)
    for start in range(0, tallest, _TALLEST_ROW):
        parts = [
            Cell(c.content.part(start, start + _TALLEST_ROW), c.x, c.width, c.fill) if tallest > _TALLEST_ROW else c
            for c in cells
        ]
        yield _row(parts, before if start == 0 else 0.0, head, keep)


def _row(cells: Sequence[Cell], before: float, head: Piece | None, keep: bool) -> Piece:
    height = max(cell.content.height for cell in cells) + 2 * PAD - 2

    def draw(pen: Pen, top: float) -> None:
        for c in cells:
            if c.fill:
                pen.box(c.x, top - height, c.width, height, fill=c.fill)
        for c in cells:
            pen.box(c.x, top - height, c.width, height, line=RULE, weight=0.5)
            c.content.draw(pen, c.x + PAD, top - (height - c.content.height) / 2)

    return Piece(height, draw, before, keep, head=head)


def label_width(blocks: Sequence[doc.Block]) -> float:
    """The width of the label column that field tables and tick rows standing together share."""
    labels = [field.label for block in blocks if isinstance(block, doc.Fields) for field in block.fields]
    labels += [block.label for block in blocks if isinstance(block, doc.Ticks)]
    style = scaled(LABEL)
    widest = max((fonts.width(label, style.face, style.size) for label in labels), default=0.0)
    return min(max(widest + 2 * PAD + 1, 64.0), 118.0 * style.size / LABEL.size)


def fields(block: doc.Fields, label: float, before: float) -> Iterator[Piece]:
    """A ruled table of labelled values; the last value of an unfinished row takes the rest of it."""
    for row in _field_rows(block):
        share = text_width() if row[0].wide else text_width() / max(block.columns, 1)
        cells: list[Cell] = []
        x = LEFT
        for index, item in enumerate(row):
            width = LEFT + text_width() - x if index == len(row) - 1 else share
            cells.append(cell(item.label, LABEL, x, label, fill=TINT, colour=GREY))
            cells.append(cell(item.value or "—", VALUE, x + label, width - label))
            x += width
        yield from row_pieces(cells, before=before)
        before = 0.0


def _field_rows(block: doc.Fields) -> Iterator[list[doc.Field]]:
    row: list[doc.Field] = []
    for item in block.fields:
        if row and (item.wide or len(row) == max(block.columns, 1)):
            yield row
            row = []
        row.append(item)
        if item.wide:
            yield row
            row = []
    if row:
        yield row


def draw_tick(pen: Pen, x: float, y: float, ticked: bool) -> None:
    """A tick box with its lower left corner at ``x``, ``y``; the tick is a character, so that it can be extracted."""
    pen.box(x, y, _TICK, _TICK, line=NAVY if ticked else GREY, weight=0.8, fill="#ffffff")
    if ticked:
        pen.tick(x - 0.4, y + 1.3, 9.2, NAVY)


def ticks(block: doc.Ticks, label: float, before: float) -> Iterator[Piece]:
    """Tick boxes in columns beside their label."""
    x = LEFT + label if block.label else LEFT
    width = LEFT + text_width() - x
    name = para(block.label, LABEL, label - 2 * PAD, colour=GREY)
    columns = _columns([tick.label for tick in block.ticks], width, block.columns)
    share = (width - 2 * PAD) / columns
    settings = [para(tick.label, VALUE, share - _TICK - 11) for tick in block.ticks]
    rows = [range(start, min(start + columns, len(settings))) for start in range(0, len(settings), columns)]
    heights = [max(settings[index].height for index in row) + 1.5 for row in rows]
    height = max(sum(heights) + 2 * PAD - 3.5, name.height + 2 * PAD - 2)

    def draw(pen: Pen, top: float) -> None:
        if block.label:
            pen.box(LEFT, top - height, label, height, fill=TINT, line=RULE)
            name.draw(pen, LEFT + PAD, top - (height - name.height) / 2)
        pen.box(x, top - height, width, height, line=RULE)
        y = top - (height - sum(heights)) / 2
        for row, row_height in zip(rows, heights, strict=True):
            for column, index in enumerate(row):
                left = x + PAD + column * share
                draw_tick(pen, left, y - 12.4, block.ticks[index].ticked)
                settings[index].draw(pen, left + _TICK + 5, y)
            y -= row_height

    yield Piece(height, draw, before)


def _columns(labels: Sequence[str], width: float, wanted: int) -> int:
    """As many columns as wanted, fewer when the labels are too wide for it."""
    style = scaled(VALUE)
    widest = max((fonts.width(label, style.face, style.size) for label in labels), default=0.0)
    columns = max(wanted, 1)
    while columns > 1 and (width - 2 * PAD) / columns < widest + _TICK + 11:
        columns -= 1
    return columns


def table(block: doc.Table) -> Iterator[Piece]:
    """A table whose head is repeated on every page."""
    total = sum(block.widths)
    widths = [text_width() * share / total for share in block.widths]
    lefts = [LEFT + sum(widths[:index]) for index in range(len(widths))]
    head_cells = [
        cell(text, HEAD, x, width, fill="#dfe6f0", colour=NAVY, align=1 if index in block.right else -1)
        for index, (text, x, width) in enumerate(zip(block.head, lefts, widths, strict=True))
    ]
    head = _row(head_cells, 8, None, True)
    yield head
    for number, row in enumerate(block.rows):
        fill = "#fafbfd" if number % 2 else ""
        cells = [
            cell(text or "—", CELL, x, width, fill=fill, align=1 if index in block.right else -1)
            for index, (text, x, width) in enumerate(zip(row, lefts, widths, strict=True))
        ]
        yield from row_pieces(cells, head=head)
    if block.foot:
        sums = [
            cell(text, HEAD, x, width, fill=TINT, align=1 if index in block.right else -1)
            for index, (text, x, width) in enumerate(zip(block.foot, lefts, widths, strict=True))
        ]
        yield from row_pieces(sums, head=head)
    yield Piece(4, lambda pen, top: None)


def question(block: doc.Question) -> Iterator[Piece]:
    """A question with its options and scores, kept together."""
    score_width = 62.0 if block.score is not None else 0.0
    number = para(f"{block.number}.", Style(fonts.BOLD, 10, 16), 22, colour=NAVY)
    text = para(block.text, Style(fonts.BOLD, 10, 16), text_width() - 22 - score_width)

    def draw(pen: Pen, top: float) -> None:
        number.draw(pen, LEFT, top)
        text.draw(pen, LEFT + 22, top)
        if block.score is not None:
            score = para(f"得分 {block.score}", Style(fonts.BOLD, 9.5, 16), score_width, colour=NAVY, align=1)
            score.draw(pen, LEFT + text_width() - score_width, top)

    yield Piece(text.height, draw, 9, keep=True)
    labels = [f"{option.letter}. {option.text}" for option in block.options]
    columns = _columns([label + "（00分）" for label in labels], text_width() - 22, 2)
    rows = [
        list(zip(block.options[at : at + columns], labels[at : at + columns], strict=True))
        for at in range(0, len(labels), columns)
    ]
    for row in rows:
        yield _option_row(row, (text_width() - 22) / columns, keep=row is not rows[-1])
    yield Piece(0.1, lambda pen, top: pen.rule(LEFT, top - 3, LEFT + text_width(), top - 3, "#e3e8ef", 0.4))


def _option_row(row: list[tuple[doc.Option, str]], share: float, *, keep: bool) -> Piece:
    def setting(option: doc.Option, label: str) -> Para:
        shown = f"{label}（{option.score}分）" if option.score is not None else label
        return para(shown, VALUE, share - _TICK - 12, colour=NAVY if option.chosen else INK)

    settings = [setting(option, label) for option, label in row]
    height = max(part.height for part in settings) + 1

    def draw(pen: Pen, top: float) -> None:
        for index, part in enumerate(settings):
            left = LEFT + 22 + index * share
            draw_tick(pen, left, top - 12.4, row[index][0].chosen)
            part.draw(pen, left + _TICK + 5, top)

    return Piece(height, draw, keep=keep)
