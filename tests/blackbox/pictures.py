"""What stands on the screens as dots, read off the memory of the virtual screen; to tell pictures from one another."""

from __future__ import annotations

import os
import struct
from pathlib import Path

Box = tuple[int, int, int, int]
FOLDER = "BLACKBOX_SCREEN"
"""The variable with the folder in which the virtual screen keeps its memory."""
SHIFT = 2
"""How many dots further two equal pictures may stand."""
_HEADER = 25  # words of 4 bytes, most significant first: X11/XWDFile.h
_SIZE, _LINE, _COLOURS, _COLOUR_BYTES = 0, 12, 19, 12


class Picture:
    """A part of the screen in grey, 0 to 255."""

    def __init__(self, rows: list[bytes]) -> None:
        self.rows = rows

    def away(self, other: Picture) -> int:
        """How far from another of about the same size: the least sum of differences, a little moved about or not."""
        return min(self._away(other, x, y) for x in range(-SHIFT, SHIFT + 1) for y in range(-SHIFT, SHIFT + 1))

    def _away(self, other: Picture, by_x: int, by_y: int) -> int:
        high = min(len(self.rows), len(other.rows)) - SHIFT
        wide = min(len(self.rows[0]), len(other.rows[0])) - SHIFT
        return sum(
            abs(a - b)
            for y in range(SHIFT, high)
            for a, b in zip(self.rows[y][SHIFT:wide], other.rows[y + by_y][SHIFT + by_x : wide + by_x], strict=True)
        )


def picture(box: Box) -> Picture:
    """What is in ``box`` on the screens now."""
    left, top, wide, high = box
    with Path(os.environ[FOLDER], "Xvfb_screen0").open("rb") as memory:
        words = struct.unpack(f">{_HEADER}I", memory.read(4 * _HEADER))
        start = words[_SIZE] + words[_COLOURS] * _COLOUR_BYTES
        rows = []
        for y in range(top, top + high):
            memory.seek(start + y * words[_LINE] + left * 4)
            row = memory.read(wide * 4)
            rows.append(row[1::4])  # green is as good as grey
    return Picture(rows)
