"""Trees of holdings and empty frames as pieces: what is drawn with lines beside or around text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from forms.engine import document as doc
from forms.engine.blocks import LEFT
from forms.engine.pen import GREY, NAVY, RULE, Para, Pen, Piece, para, text_width
from forms.engine.tables import CELL, HEAD, LABEL, PAD

_STEP: Final = 14.0
"""How far each level stands to the right of the one above, in points."""
_DEEPEST_DRAWN: Final = 8
_MM: Final = 72 / 25.4


def tree(block: doc.Tree) -> Iterator[Piece]:
    """Its head, repeated on every page, then one row a branch with the lines that lead to it.

    ``ValueError`` for a branch that stands more than one deeper than the one before.
    """
    depths = [branch.depth for branch in block.branches]
    if any(depth > before + 1 for before, depth in zip([-1, *depths], depths, strict=False)):
        raise ValueError("a branch hangs on nothing")
    total = sum(block.widths)
    widths = [text_width() * share / total for share in block.widths]
    lefts = [LEFT + sum(widths[:index]) for index in range(len(widths))]
    head = _head(block.head, lefts, widths)
    yield head
    for place, branch in enumerate(block.branches):
        yield _row(branch, _going_on(depths, place), lefts, widths, head)
    yield Piece(4, lambda pen, top: None)


def _going_on(depths: Sequence[int], place: int) -> tuple[bool, ...]:
    """For each level down to this branch's own: whether a later branch of that level hangs on the same one above."""
    found = []
    for level in range(depths[place] + 1):
        later = next((depth for depth in depths[place + 1 :] if depth <= level), None)
        found.append(later == level)
    return tuple(found)


def _head(texts: Sequence[str], lefts: Sequence[float], widths: Sequence[float]) -> Piece:
    settings = [para(text, HEAD, width - 2 * PAD, colour=NAVY) for text, width in zip(texts, widths, strict=True)]
    height = max(setting.height for setting in settings) + 2 * PAD - 2

    def draw(pen: Pen, top: float) -> None:
        for setting, x, width in zip(settings, lefts, widths, strict=True):
            pen.box(x, top - height, width, height, fill="#dfe6f0", line=RULE, weight=0.5)
            setting.draw(pen, x + PAD, top - (height - setting.height) / 2)

    return Piece(height, draw, 8, keep=True)


def _row(
    branch: doc.Branch, going_on: Sequence[bool], lefts: Sequence[float], widths: Sequence[float], head: Piece
) -> Piece:
    shift = _STEP * min(branch.depth, _DEEPEST_DRAWN)
    name = para(branch.text, CELL, widths[0] - 2 * PAD - shift, flush=False)
    others = [
        para(text or "—", CELL, width - 2 * PAD, flush=False)
        for text, width in zip(branch.cells, widths[1:], strict=True)
    ]
    height = max(setting.height for setting in (name, *others)) + 2 * PAD - 2

    def draw(pen: Pen, top: float) -> None:
        for x, width in zip(lefts, widths, strict=True):
            pen.box(x, top - height, width, height, line=RULE, weight=0.5)
        _lines(pen, branch.depth, going_on, lefts[0] + PAD, top, height)
        name.draw(pen, lefts[0] + PAD + shift, top - (height - name.height) / 2)
        for setting, x in zip(others, lefts[1:], strict=True):
            setting.draw(pen, x + PAD, top - (height - setting.height) / 2)

    return Piece(height, draw, head=head)


def _lines(pen: Pen, depth: int, going_on: Sequence[bool], x: float, top: float, height: float) -> None:
    """From the branch above down to this one, and on to later ones of the levels over it."""
    middle = top - height / 2
    for level in range(1, min(depth, _DEEPEST_DRAWN) + 1):
        at = x + _STEP * (level - 1) + 4
        own = level == depth
        if own or going_on[level]:
            pen.rule(at, top, at, top - height if going_on[level] else middle, GREY, 0.7)
        if own:
            pen.rule(at, middle, at + _STEP - 6, middle, GREY, 0.7)


def frames(block: doc.Frames) -> Iterator[Piece]:
    """One row of frames. ``ValueError`` without a label."""
    if not block.labels:
        raise ValueError("a frame needs a label")
    gap = 10.0
    width = (text_width() - gap * (len(block.labels) - 1)) / len(block.labels)
    labels: list[Para] = [para(text, LABEL, width, colour=GREY, align=0) for text in block.labels]
    over = max(setting.height for setting in labels) + 3
    height = over + block.mm * _MM

    def draw(pen: Pen, top: float) -> None:
        for index, setting in enumerate(labels):
            x = LEFT + index * (width + gap)
            setting.draw(pen, x, top)
            pen.box(x, top - height, width, height - over, line=GREY, weight=0.7)

    yield Piece(height, draw, 8)
