"""Charts as pieces: horizontal bars whose parts are told apart by solid, hatched and empty areas, not by colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from forms.engine import document as doc
from forms.engine import fonts
from forms.engine.blocks import LEFT
from forms.engine.lines import Style
from forms.engine.pen import GREY, NAVY, Para, Pen, Piece, para, text_width

_LABEL: Final = Style(fonts.SANS, 9, 13)
_FIGURE: Final = Style(fonts.SANS, 8.5, 13)
_LABEL_SHARE = 0.24
_THICK: Final = 11.0
_GAP: Final = 5.0
_HATCH: Final = 3.2
_MOST_PARTS: Final = 3
_SHORT_CHART = 15
"""A chart of so many bars or fewer is not parted."""


def bars(block: doc.Bars) -> Iterator[Piece]:
    """The key to the parts, repeated on every page, then one piece a bar. ``ValueError`` for more than three parts."""
    if not 1 <= len(block.parts) <= _MOST_PARTS or any(len(bar.parts) != len(block.parts) for bar in block.bars):
        raise ValueError("a bar has one to three parts, as many as are named")
    figures = [para(_figures(block.parts, bar), _FIGURE, text_width()) for bar in block.bars]
    beside = max((figure.lines[0].width for figure in figures), default=0.0) + 8
    label = text_width() * _LABEL_SHARE
    room = max(text_width() - label - 8 - beside, 60.0)
    longest = max((sum(bar.parts) for bar in block.bars), default=0)
    head = _key(block.parts)
    yield head
    scale = room / longest if longest else 0.0
    whole = len(block.bars) <= _SHORT_CHART
    for index, (bar, figure) in enumerate(zip(block.bars, figures, strict=True)):
        name = para(bar.label, _LABEL, label, align=1)
        yield _bar(name, bar.parts, scale, figure, head, keep=whole and index < len(block.bars) - 1)
    yield Piece(5, lambda pen, top: None)


def _figures(names: Sequence[str], bar: doc.Bar) -> str:
    return "　".join(f"{name}{figure}" for name, figure in zip(names, bar.parts, strict=True))


def _key(names: Sequence[str]) -> Piece:
    settings = [para(name, _FIGURE, text_width(), colour=GREY) for name in names]

    def draw(pen: Pen, top: float) -> None:
        x = LEFT + text_width() * _LABEL_SHARE + 8
        for index, setting in enumerate(settings):
            _area(pen, index, x, top - 11.5, 16, 9)
            setting.draw(pen, x + 20, top - 0.5)
            x += 20 + setting.lines[0].width + 18

    return Piece(17, draw, 6, keep=True)


def _bar(name: Para, parts: Sequence[int], scale: float, figure: Para, head: Piece, *, keep: bool) -> Piece:
    height = max(name.height, _THICK) + _GAP

    def draw(pen: Pen, top: float) -> None:
        x = LEFT + text_width() * _LABEL_SHARE + 8
        foot = top - (height + _THICK) / 2
        name.draw(pen, LEFT, top - (height - name.height) / 2)
        pen.rule(x, top, x, top - height, GREY, 0.6)
        for index, part in enumerate(parts):
            if part:
                _area(pen, index, x, foot, part * scale, _THICK)
            x += part * scale
        figure.draw(pen, x + 6, top - (height - figure.height) / 2)

    return Piece(height, draw, keep=keep, head=head)


def _area(pen: Pen, kind: int, x: float, y: float, w: float, h: float) -> None:
    """An area of a part: solid for the first, hatched for the second, empty for the third."""
    if kind == 1:
        pen.box(x, y, w, h, fill="#ffffff")
        _hatch(pen, x, y, w, h)
    pen.box(x, y, w, h, fill=NAVY if kind == 0 else "" if kind == 1 else "#ffffff", line=NAVY, weight=0.7)


def _hatch(pen: Pen, x: float, y: float, w: float, h: float) -> None:
    """Lines that rise at 45 degrees, cut off at the edges."""
    shift = _HATCH - h
    while shift < w:
        start, end = max(shift, 0.0), min(shift + h, w)
        if end > start:
            pen.rule(x + start, y + start - shift, x + end, y + end - shift, NAVY, 0.7)
        shift += _HATCH
