"""A made-up signature for samples and the demo: three strokes with pressure and time, like a hurried hand."""

from __future__ import annotations

import math

from app.archive.press import Ink, PenPoint


def sample_ink(seed: int = 0) -> Ink:
    """Make an ink of three strokes on a pad of 100 x 50 mm; another ``seed``, another hand."""
    return Ink(10_000, 5_000, tuple(_stroke(index, seed) for index in range(3)))


def _stroke(index: int, seed: int) -> tuple[PenPoint, ...]:
    points = []
    turn = 0.7 * index + 0.37 * seed
    for step in range(90):
        share = step / 89
        x = 1_200 + 2_500 * index + 1_900 * share + 420 * math.sin(9 * share + turn)
        y = 2_500 + (1_150 - 260 * index) * math.cos(6.5 * share + turn * 1.7) * (1 - 0.35 * share)
        pressure = 0.18 + 0.62 * math.sin(math.pi * min(share * 1.15, 1.0)) ** 0.8
        points.append(PenPoint(round(x), round(y), round(pressure, 3), index * 900 + step * 8))
    return tuple(points)
