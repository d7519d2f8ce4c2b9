"""Chinese line breaking: a text becomes lines of a width, set flush on both sides.

No line begins with a closing mark or ends with an opening one, Latin words and numbers stay whole where they fit, and a
word wider than the line is cut. Spaces are kept as typed. Nothing in a text is markup.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from forms.engine import fonts

NEVER_FIRST: Final = frozenset("，。、；：！？）〕】》〉」』”’…—～·％‰℃,.;:!?)]}%°′″々〞｝］")
NEVER_LAST: Final = frozenset("（〔【《〈「『“‘([{￥$＄£€¥〝｛［")
# their ink is in the left half of the square, so that the other half may stand out over the margin
_HALF_EMPTY: Final = frozenset("，。、；：！？）〕】》〉」』")
_HAN: Final = 0x2E80
_MOST_STRETCH: Final = 0.35
"""How far characters of a full line may be moved apart, in em; beyond it the line stays ragged."""
_MOST_LATIN_STRETCH: Final = 0.03
"""The same for a line that is mostly Latin: letters moved apart are hard to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its text, its left indent, its natural width and the space added after each character (points)."""

    text: str
    indent: float
    width: float
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """Face, size and line height in points."""

    face: str
    size: float
    leading: float


def break_lines(text: str, style: Style, width: float, *, first_indent: float = 0.0, flush: bool = True) -> list[Line]:
    """``text`` in lines of at most ``width`` points; line feeds begin a new line. At least one line is returned."""
    lines: list[Line] = []
    for part in text.split("\n"):
        lines += _break(part, style, width, first_indent if not lines else 0.0, flush)
    return lines


def _break(text: str, style: Style, width: float, first_indent: float, flush: bool) -> list[Line]:
    advances = fonts.widths(text, style.face, style.size)
    lines: list[Line] = []
    start, indent = 0, first_indent
    while True:
        end = _end_of_line(text, advances, start, width - indent, style.size)
        if end >= len(text):
            lines.append(Line(text[start:], indent, sum(advances[start:])))
            return lines
        lines.append(_full_line(text[start:end].rstrip(" "), advances[start:end], width, indent, style, flush))
        start, indent = end, 0.0


def _full_line(text: str, advances: list[float], width: float, indent: float, style: Style, flush: bool) -> Line:
    natural = sum(advances[: len(text)])
    hanging = style.size / 2 if text and text[-1] in _HALF_EMPTY else 0.0
    missing = width - indent - natural
    if missing < 0:
        missing += hanging
    spacing = missing / (len(text) - 1) if flush and len(text) > 1 else 0.0
    most = _MOST_STRETCH if 2 * sum(ord(character) >= _HAN for character in text) > len(text) else _MOST_LATIN_STRETCH
    if spacing > most * style.size:
        spacing = 0.0
    return Line(text, indent, natural, spacing)


def _end_of_line(text: str, advances: list[float], start: int, room: float, size: float) -> int:
    """Where the line that begins at ``start`` ends: the last good place before it is full, else a cut."""
    used = 0.0
    good = start
    for position in range(start, len(text)):
        used += advances[position]
        slack = size / 2 if text[position] in _HALF_EMPTY else 0.01
        if used > room + slack and text[position] != " ":
            if good > start:
                return good
            return max(position, start + 1)
        if position + 1 < len(text) and used <= room + slack and _may_break(text[position], text[position + 1]):
            good = position + 1
    return len(text)


def _may_break(before: str, after: str) -> bool:
    if after == " " or unicodedata.combining(after):
        return False
    if before == " ":
        return True
    if after in NEVER_FIRST or before in NEVER_LAST:
        return False
    if before == "-" and after.isdigit():
        return False
    return ord(before) >= _HAN or ord(after) >= _HAN or before in "-/@_"
