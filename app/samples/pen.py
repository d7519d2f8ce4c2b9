"""A made-up signature as pen data and a made-up scan, for sample branches and tests."""

from __future__ import annotations

import math
import struct
import zlib

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


def sample_scan(width: int = 480, height: int = 300) -> bytes:
    """A PNG of a grey card with a lighter photograph on it: what a scanner might give of an identity paper."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    def row(y: int) -> bytes:
        photograph = height // 5 < y < height * 4 // 5
        light = range(width * 2 // 3, width * 9 // 10) if photograph else range(0)
        return b"\0" + bytes(235 if x in light else 205 for x in range(width))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(row(y) for y in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
