"""Where a form is signed: the block of slots on the page, and the rectangles the signatures later fill.

The rectangles travel inside the PDF as named destinations (``sign.client``, ``sign.teller``, ``sign.branch``), so that
a pressed form can be sealed at any later time from its bytes alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forms.engine import document as doc
from forms.engine import fonts
from forms.engine.blocks import LEFT
from forms.engine.lines import Style
from forms.engine.pen import GREY, INK, RULE, Pen, Piece, para, text_width

SLOT_HEIGHT: Final = 122.0
SLOT_WIDTH: Final = 228.0
"""Width of a slot where at most two stand abreast."""
_GAP: Final = 16.0
"""Between three slots abreast."""
DATE_BASE: Final = 9.0
"""Height of the date's base line above the foot of a slot."""
DATE_LEFT: Final = 34.0
"""Where the date begins, from the left of a slot: behind the printed 日期."""
INK_FOOT: Final = 26.0
INK_HEIGHT: Final = 72.0
"""The band of a slot that the ink fills: its foot above the slot's foot, and its height."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle for a signature on page ``page`` (from 0), in points from the lower left corner of the page."""

    role: str
    page: int
    x: float
    y: float
    width: float
    height: float


def signatures(block: doc.Signatures) -> Iterator[Piece]:
    """The block of slots, two or three abreast (a single one at the right), kept together with the note above."""
    if block.note:
        note = para(block.note, Style(fonts.BOLD, 10, 16.4), text_width(), first_indent=20)
        yield Piece(note.height, lambda pen, top: note.draw(pen, LEFT, top), 12, keep=True)
    abreast = 3 if len(block.slots) == 3 else 2
    rows = [block.slots[at : at + abreast] for at in range(0, len(block.slots), abreast)]
    for row in rows:
        yield _slot_row(row, keep=row is not rows[-1])


def _slot_row(row: tuple[doc.SignatureSlot, ...], *, keep: bool) -> Piece:
    width = SLOT_WIDTH if len(row) < 3 else (text_width() - 2 * _GAP) / 3
    right = LEFT + text_width() - width
    lefts = [LEFT + (right - LEFT) * index / (len(row) - 1) for index in range(len(row))] if len(row) > 1 else [right]
    labels = [para(slot.label, Style(fonts.BOLD, 9.5, 14), width, colour=INK, fixed=True) for slot in row]
    extra = max(label.height for label in labels) - 14
    height = SLOT_HEIGHT + extra

    def draw(pen: Pen, top: float) -> None:
        foot = top - height
        for slot, label, x in zip(row, labels, lefts, strict=True):
            label.draw(pen, x, top - 2)
            pen.rule(x, foot + INK_FOOT - 3, x + width, foot + INK_FOOT - 3, INK, 0.6)
            pen.text(x, foot + DATE_BASE, "日期：", fonts.SANS, 9, GREY)
            pen.rule(x + DATE_LEFT - 3, foot + DATE_BASE - 3, x + width, foot + DATE_BASE - 3, RULE, 0.5)
            pen.place(slot.role, x, foot, width, SLOT_HEIGHT)

    return Piece(height, draw, 10, keep=keep)
