"""A handwritten signature as vectors: the same shape as the port to the forms, kept apart so that nothing is imported.

``Signed(width, height, strokes)`` turns into ``app.archive.press.Ink`` field by field; all lengths are 1/100 mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

MIN_LENGTH = 1200  # 12 mm of pen: less is a slip of the hand, not a name
MIN_POINTS = 8
MAX_POINTS = 20_000  # over a minute and a half of pen at 200 Hz; keeps a stuck pen from filling the memory


@dataclass(frozen=True, slots=True)
class PenPoint:
    """One sample of the pen: position in 1/100 mm from the top left of the pad, pressure 0..1, ms since the first."""

    x: int
    y: int
    pressure: float
    t: int


Stroke = tuple[PenPoint, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """What was written: size of the pad in 1/100 mm, strokes in order of writing, time never falling."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]


def length(strokes: tuple[Stroke, ...]) -> float:
    """Length of the line that was drawn, in 1/100 mm; the way through the air does not count."""
    return sum(
        hypot(after.x - before.x, after.y - before.y) for stroke in strokes for before, after in pairwise(stroke)
    )


def plausible(strokes: tuple[Stroke, ...]) -> bool:
    """Whether this may be a signature at all: enough line and enough samples. Who wrote it, the witness sees (OP-4)."""
    return sum(map(len, strokes)) >= MIN_POINTS and length(strokes) >= MIN_LENGTH
