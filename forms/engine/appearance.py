"""What a signature looks like on the page: the client's ink as smooth strokes, the branch's round red seal (OP-4)."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from reportlab.lib.colors import HexColor

from app.archive.press import Ink, PenPoint
from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from forms.engine import fonts
from forms.engine.pen import fit
from forms.engine.renderer import drawing, new_canvas
from forms.engine.slots import DATE_BASE, DATE_LEFT, INK_FOOT, INK_HEIGHT, SLOT_HEIGHT, SLOT_WIDTH

INK_BLUE: Final = "#14284b"
SEAL_RED: Final = "#c8161d"
SEAL_KIND: Final = "业务专用章"
SEAL_RADIUS: Final = 54.0
"""Outer radius of the seal in points (38 mm across, as the round seals of branches are)."""
_LEAST_INK = 300
"""Ink that is smaller than this in both directions (1/100 mm) is a slip of the pen and no signature."""
_MOST_MAGNIFIED = 72 / 2540 * 1.5
_CLOSEST = 0.2


def ink_appearance(ink: Ink, name: str, at: datetime, width: float = SLOT_WIDTH) -> bytes:
    """Draw one page of a slot's size with the strokes, the date and the name. Refused: ``signing.ink_unusable``."""
    strokes = _placed(ink, width)
    out = io.BytesIO()
    with drawing:
        canvas = new_canvas(out, (width, SLOT_HEIGHT))
        canvas.setStrokeColor(HexColor(INK_BLUE))
        canvas.setFillColor(HexColor(INK_BLUE))
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for stroke in strokes:
            _stroke(canvas, stroke)
        local = at.astimezone(BRANCH_ZONE)
        gap = "　" if width >= SLOT_WIDTH else " "
        _date(canvas, gap.join((_day(at, width), f"{local:%H:%M:%S}", name)), width)
        canvas.save()
    return out.getvalue()


def _day(at: datetime, width: float) -> str:
    """The day of the branch; written short in a narrow slot, so that it stays legible."""
    local = at.astimezone(BRANCH_ZONE)
    if width < SLOT_WIDTH:
        return f"{local:%Y-%m-%d}"
    return f"{local.year}年{local.month}月{local.day}日"


def _date(canvas: Any, text: str, width: float) -> None:
    fonts.need_drawable(text)
    shown, size = fit(text, fonts.SANS, 9, width - DATE_LEFT - 2, least=5)
    canvas.setFillColor(HexColor("#1b222c"))
    x = DATE_LEFT
    for face, part in fonts.runs(shown, fonts.SANS):
        canvas.setFont(face, size)
        canvas.drawString(x, DATE_BASE, part)
        x += fonts.width(part, fonts.SANS, size)


_Dot = tuple[float, float, float]
"""Position and width of the line there, in points."""


def _placed(ink: Ink, width: float) -> list[list[_Dot]]:
    """The strokes scaled into the band of the slot, sitting on its line, with their widths."""
    points = [point for stroke in ink.strokes for point in stroke]
    if not points:
        raise Refused("signing.ink_unusable")
    left, right = min(p.x for p in points), max(p.x for p in points)
    top, bottom = min(p.y for p in points), max(p.y for p in points)
    if right - left < _LEAST_INK and bottom - top < _LEAST_INK:
        raise Refused("signing.ink_unusable")
    room = width - 16
    scale = min(room / max(right - left, 1), (INK_HEIGHT - 4) / max(bottom - top, 1), _MOST_MAGNIFIED)
    x0 = 8 + max(0.0, (room * 0.62 - (right - left) * scale) / 2)
    y0 = INK_FOOT + (INK_HEIGHT - (bottom - top) * scale) / 2
    placed = []
    for stroke in ink.strokes:
        dots = [
            (x0 + (p.x - left) * scale, y0 + (bottom - p.y) * scale, thick)
            for p, thick in zip(stroke, _widths(stroke), strict=True)
        ]
        if dots:
            placed.append(_thinned(dots))
    return placed


def _widths(stroke: Sequence[PenPoint]) -> list[float]:
    """Line widths from the pressure; from the speed where the pad gives none (mouse, finger); smoothed."""
    pressures = [min(max(point.pressure, 0.0), 1.0) for point in stroke]
    if len(set(pressures)) <= 1:
        pressures = [0.55, *(_from_speed(before, after) for before, after in pairwise(stroke))]
    smooth: list[float] = []
    for pressure in pressures[: len(stroke)]:
        smooth.append(pressure if not smooth else smooth[-1] * 0.7 + pressure * 0.3)
    return [0.55 + 2.1 * value for value in smooth]


def _from_speed(before: PenPoint, after: PenPoint) -> float:
    distance = math.hypot(after.x - before.x, after.y - before.y)
    speed = distance / max(after.t - before.t, 1)
    return min(max(0.75 - speed / 60, 0.2), 0.75)


def _thinned(dots: list[_Dot]) -> list[_Dot]:
    kept = [dots[0]]
    for dot in dots[1:]:
        if math.hypot(dot[0] - kept[-1][0], dot[1] - kept[-1][1]) >= _CLOSEST:
            kept.append(dot)
    return kept


def _stroke(canvas: Any, dots: list[_Dot]) -> None:
    if len(dots) == 1:
        x, y, width = dots[0]
        canvas.circle(x, y, width * 0.6, stroke=0, fill=1)
        return
    for a, b, c, d, width in _curves(dots):
        canvas.setLineWidth(width)
        canvas.bezier(*a, *b, *c, *d)


_Point = tuple[float, float]


def _curves(dots: list[_Dot]) -> Iterator[tuple[_Point, _Point, _Point, _Point, float]]:
    """Cubic curves through all dots (Catmull-Rom), each with its width."""
    for index in range(len(dots) - 1):
        p0 = dots[max(index - 1, 0)]
        p1, p2 = dots[index], dots[index + 1]
        p3 = dots[min(index + 2, len(dots) - 1)]
        first = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        second = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        yield (p1[0], p1[1]), first, second, (p2[0], p2[1]), (p1[2] + p2[2]) / 2


def seal_appearance(branch: str, at: datetime, width: float = SLOT_WIDTH) -> bytes:
    """Draw one page of a slot's size with the round seal of ``branch`` and the date. Refused: ``forms.no_glyph``."""
    fonts.need_drawable(branch)
    out = io.BytesIO()
    with drawing:
        canvas = new_canvas(out, (width, SLOT_HEIGHT))
        _date(canvas, _day(at, width), width)
        canvas.translate(min(width * 0.66, width - SEAL_RADIUS - 2), SLOT_HEIGHT / 2 + 4)
        canvas.setStrokeColor(HexColor(SEAL_RED))
        canvas.setFillColor(HexColor(SEAL_RED))
        canvas.setLineWidth(2.6)
        canvas.circle(0, 0, SEAL_RADIUS, stroke=1, fill=0)
        _star(canvas, 15.5)
        _arc(canvas, branch)
        canvas.setFont(fonts.BOLD, 9)
        canvas.drawString(-fonts.width(SEAL_KIND, fonts.BOLD, 9) / 2, -33, SEAL_KIND)
        canvas.save()
    return out.getvalue()


def _star(canvas: Any, radius: float) -> None:
    path = canvas.beginPath()
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.pi / 2 + corner * math.pi / 5
        step = path.lineTo if corner else path.moveTo
        step(reach * math.cos(angle), reach * math.sin(angle) + 2)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _arc(canvas: Any, text: str) -> None:
    """``text`` along the ring, clockwise over the star; set smaller when it is long."""
    text = text.replace("\n", "")
    span = math.radians(min(258, 26 * max(len(text) - 1, 1)))
    middle = SEAL_RADIUS - 10.5
    step = span / max(len(text) - 1, 1)
    size = min(12.2, step * middle * 0.98)
    base = SEAL_RADIUS - 5.2 - size * fonts.ASCENT
    # one reading for the whole ring: extracted otherwise in the order of the heights of the characters
    canvas._code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
    for index, character in enumerate(text):
        angle = span / 2 - index * step
        face = fonts.font_for(character, fonts.BOLD) or fonts.BOLD
        canvas.saveState()
        canvas.rotate(math.degrees(angle))
        canvas.setFont(face, size)
        canvas.drawString(-fonts.width(character, fonts.BOLD, size) / 2, base, character)
        canvas.restoreState()
    canvas._code.append("EMC")
