"""Blocks of running text as pieces: title, headings, paragraphs, clauses, notices, result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from forms.engine import document as doc
from forms.engine import fonts
from forms.engine.lines import Style
from forms.engine.pen import GREY, INK, NAVY, PALE, RED, Frame, Para, Pen, Piece, para, text_width

LEFT: Final = 56.7
"""Where the text of a page begins, 20 mm from its edge, in points."""

BODY: Final = Style(fonts.SERIF, 10.5, 17.4)
SMALL: Final = Style(fonts.SERIF, 9, 14)
STRONG: Final = Style(fonts.BOLD, 10.5, 17.4)
TITLE: Final = Style(fonts.BOLD, 18, 26)
SUBTITLE: Final = Style(fonts.SANS, 9.5, 15)
HEADING: Final = Style(fonts.BOLD, 11.5, 18)
_SHORT_CLAUSE = 9
"""A clause of so many lines or fewer is not parted."""

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """1 to 999 in Chinese numerals: 10 is 十, 12 is 十二, 105 is 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not number else "")


def _at(setting: Para, x: float) -> Callable[[Pen, float], None]:
    return lambda pen, top: setting.draw(pen, x, top)


def line_pieces(
    setting: Para, x: float, *, before: float = 0.0, whole: bool = False, keep: bool = False, frame: Frame | None = None
) -> Iterator[Piece]:
    """A paragraph as one piece a line, with no line alone at either side of a page break.

    ``whole``: not to be parted at all; ``keep``: not to be parted from what follows.
    """
    count = len(setting.lines)
    for index in range(count):
        line = setting.part(index, index + 1)
        last = index == count - 1
        stay = keep if last else whole or index == 0 or index == count - 2
        yield Piece(
            line.height,
            _at(line, x),
            before if index == 0 else 0.0,
            stay,
            frame,
        )


def title(document: doc.Document) -> Iterator[Piece]:
    """Title and subtitle, centred."""
    heading = para(document.title, TITLE, text_width(), colour=INK, align=0)
    yield Piece(heading.height, lambda pen, top: heading.draw(pen, LEFT, top), 14, keep=True)
    if document.subtitle:
        below = para(document.subtitle, SUBTITLE, text_width(), colour=GREY, align=0)
        yield Piece(below.height, lambda pen, top: below.draw(pen, LEFT, top), 2, keep=True)
    yield Piece(8, lambda pen, top: None, keep=True)


def heading(block: doc.Heading) -> Iterator[Piece]:
    """A heading with a bar at its left; stays with what follows."""
    setting = para(block.text, HEADING, text_width() - 11, colour=NAVY)

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top - setting.height + 3.2, 3, setting.height - 6.4, fill=NAVY)
        setting.draw(pen, LEFT + 10, top)

    yield Piece(setting.height, draw, 13, keep=True)
    yield Piece(5, lambda pen, top: None, keep=True)


def text(block: doc.Text) -> Iterator[Piece]:
    """A paragraph."""
    style = SMALL if block.small else BODY
    if block.strong:
        style = Style(fonts.BOLD, style.size, style.leading)
    indent = 2 * style.size if block.indent else 0.0
    colour = GREY if block.small and not block.strong else INK
    yield from line_pieces(
        para(block.text, style, text_width(), first_indent=indent, colour=colour), LEFT, before=4, keep=block.keep
    )


def clause(block: doc.Clause) -> Iterator[Piece]:
    """第一条 in its own column, title, paragraphs and items hanging beside it."""
    number = f"第{chinese_number(block.number)}条"
    column = max(52.5, fonts.width(number, fonts.BOLD, BODY.size) + 10)
    x, width = LEFT + column, text_width() - column
    settings = [(para(part, BODY, width), 0.0) for part in block.paragraphs]
    settings += [(para(item, BODY, width - 3.4 * BODY.size), 3.4 * BODY.size) for item in block.items]
    whole = sum(len(setting.lines) for setting, _ in settings) <= _SHORT_CLAUSE
    label = para(number, STRONG, column, colour=NAVY)
    first = para(block.title, STRONG, width) if block.title else settings.pop(0)[0] if settings else None

    def draw(pen: Pen, top: float) -> None:
        label.draw(pen, LEFT, top)
        if first is not None:
            first.draw(pen, x, top)

    yield Piece(first.height if first else label.height, draw, 8, keep=bool(settings))
    items = len(block.items)
    for index, (setting, shift) in enumerate(settings):
        end = index == len(settings) - 1
        lines = line_pieces(setting, x + shift, before=1.5, whole=whole, keep=whole and not end)
        item = index - (len(settings) - items)
        if item >= 0:
            mark = para(f"（{chinese_number(item + 1)}）", BODY, 3.4 * BODY.size)
            lines = _marked(lines, mark, x)
        yield from lines


def _marked(lines: Iterator[Piece], mark: Para, x: float) -> Iterator[Piece]:
    """The pieces of a paragraph with ``mark`` before the first line."""
    first = next(lines)

    def draw(pen: Pen, top: float) -> None:
        mark.draw(pen, x, top)
        first.draw(pen, top)

    yield Piece(first.height, draw, first.before, first.keep, first.frame)
    yield from lines


def notice(block: doc.Notice) -> Iterator[Piece]:
    """A framed notice with a bar at its left; may run over pages, framed on each."""
    frame = Frame(bar=3.0)
    x, width = LEFT + 16, text_width() - 30
    setting = para(block.title, STRONG, width, colour=NAVY)
    yield Piece(6, lambda pen, top: None, 9, True, frame)
    if block.title:
        yield Piece(setting.height, lambda pen, top: setting.draw(pen, x, top), 0, True, frame)
    style = Style(fonts.SERIF, 10, 16.4)
    for index, part in enumerate(block.paragraphs):
        last = index == len(block.paragraphs) - 1
        body = para(part, style, width, first_indent=2 * style.size)
        yield from line_pieces(body, x, before=2, frame=frame, keep=last)
    yield Piece(7, lambda pen, top: None, 0, False, frame)
    yield Piece(5, lambda pen, top: None)


def result(block: doc.Result) -> Iterator[Piece]:
    """The framed result: label, large value, remark, centred."""
    width = text_width() - 32
    parts = [
        para(block.label, Style(fonts.SANS, 10, 17), width, colour=GREY, align=0),
        para(block.value, Style(fonts.BOLD, 20, 30), width, colour=NAVY, align=0),
    ]
    if block.remark:
        parts.append(para(block.remark, Style(fonts.SERIF, 9.5, 15), width, align=0))
    height = sum(part.height for part in parts) + 18

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top - height, text_width(), height, fill=PALE, line=NAVY, weight=1.1)
        pen.box(LEFT + 2.4, top - height + 2.4, text_width() - 4.8, height - 4.8, line=NAVY, weight=0.35)
        y = top - 9
        for part in parts:
            part.draw(pen, LEFT + 16, y)
            y -= part.height

    yield Piece(height, draw, 10)
    yield Piece(5, lambda pen, top: None)


def stamp(block: doc.Stamp) -> Iterator[Piece]:
    """The word in a heavy red double frame, the reason below it."""
    word = para(block.text, Style(fonts.BOLD, 26, 36), text_width() - 32, colour=RED, align=0)
    reason = para(block.reason, Style(fonts.SANS, 10, 16), text_width() - 32, colour=RED, align=0)
    height = word.height + reason.height + 16

    def draw(pen: Pen, top: float) -> None:
        pen.box(LEFT, top - height, text_width(), height, line=RED, weight=2.2)
        pen.box(LEFT + 3.4, top - height + 3.4, text_width() - 6.8, height - 6.8, line=RED, weight=0.6)
        word.draw(pen, LEFT + 16, top - 7)
        reason.draw(pen, LEFT + 16, top - 7 - word.height)

    yield Piece(height, draw, 8)
    yield Piece(5, lambda pen, top: None)
