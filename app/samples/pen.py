"""A made-up signature as pen data, for sample branches and tests: loops that differ with the seed."""

from __future__ import annotations

import math

from app.archive.press import Ink, PenPoint


def sample_ink(seed: int = 1) -> Ink:
    """Three strokes on a pad of 100 x 50 mm, with pressure and time."""
    strokes = []
    t = 0
    for stroke in range(3):
        points = []
        for step in range(40):
            turn = step / 40 * 2 * math.pi
            x = 1800 + stroke * 2600 + int(700 * math.cos(turn + seed) + step * 18)
            y = 2500 + int(1200 * math.sin(turn * (1 + (seed + stroke) % 2)))
            points.append(PenPoint(x, y, round(0.35 + 0.4 * abs(math.sin(turn)), 3), t))
            t += 12
        strokes.append(tuple(points))
        t += 160
    return Ink(10000, 5000, tuple(strokes))
