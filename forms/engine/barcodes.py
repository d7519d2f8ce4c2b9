"""Code 128 as pieces: the archive number on a cover, for a hand scanner; the QR on every page is for the camera.

Code set B only (printable ASCII). Modules are a third of a millimetre wide and more, with a quiet zone at either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from forms.engine import document as doc
from forms.engine import fonts
from forms.engine.blocks import LEFT
from forms.engine.lines import Style
from forms.engine.pen import INK, Pen, Piece, para, text_width

_RUN: Final = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222"
    "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321"
    "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224"
    "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131211412211214211232"
)
_WIDTHS: Final = (*(_RUN[place : place + 6] for place in range(0, len(_RUN), 6)), "2331112")
"""Widths of bars and gaps in turn, by value (ISO/IEC 15417): 103 data values, three starts (A, B, C), the stop."""

_START_B, _STOP, _MODULUS = 104, 106, 103
_FIRST, _LAST = " ", "\x7e"
_MODULE: Final = 1.6
_QUIET: Final = 10
_HEIGHT: Final = 44.0
MOST: Final = 32
"""Characters that fit the page with modules of at least 0.4 mm."""


def values(text: str) -> tuple[int, ...]:
    """Start, characters, check value and stop. ``ValueError`` for what code set B has not, or what does not fit."""
    if not 1 <= len(text) <= MOST or any(not _FIRST <= character <= _LAST for character in text):
        raise ValueError("a barcode takes 1 to 32 printable ASCII characters")
    data = [ord(character) - ord(_FIRST) for character in text]
    check = (_START_B + sum(place * value for place, value in enumerate(data, 1))) % _MODULUS
    return (_START_B, *data, check, _STOP)


def modules(text: str) -> tuple[bool, ...]:
    """The code as modules, dark ones True, without quiet zones."""
    found: list[bool] = []
    for value in values(text):
        for place, width in enumerate(_WIDTHS[value]):
            found += [place % 2 == 0] * int(width)
    return tuple(found)


def barcode(block: doc.Barcode) -> Iterator[Piece]:
    """The bars in the middle of the page with the text below them."""
    pattern = modules(block.text)
    module = min(_MODULE, text_width() / (len(pattern) + 2 * _QUIET))
    caption = para(block.text, Style(fonts.BOLD, 15, 24), text_width(), colour=INK, align=0)
    label = para(block.label, Style(fonts.SANS, 9.5, 15), text_width(), align=0)

    def draw(pen: Pen, top: float) -> None:
        x = LEFT + (text_width() - len(pattern) * module) / 2
        start = 0
        while start < len(pattern):
            end = start
            while end < len(pattern) and pattern[end]:
                end += 1
            if end > start:
                pen.box(x + start * module, top - _HEIGHT, (end - start) * module, _HEIGHT, fill="#000000")
            start = max(end, start + 1)
        caption.draw(pen, LEFT, top - _HEIGHT - 3)
        if block.label:
            label.draw(pen, LEFT, top - _HEIGHT - 3 - caption.height)

    yield Piece(_HEIGHT + 3 + caption.height + (label.height if block.label else 0), draw, 12)
    yield Piece(6, lambda pen, top: None)
