"""Throw-away renditions for the printer: seal and ink as page content, copy label and 补打 mark below the text (SR-2).

Never archived: labels are no part of a form's content, and a rendition carries no signatures any more.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Name, Pdf
from reportlab.lib.colors import HexColor

from forms.engine import fonts
from forms.engine.blocks import LEFT
from forms.engine.pen import NAVY, WIDTH, fit
from forms.engine.renderer import PAGE_HEIGHT, PAGE_WIDTH, drawing, new_canvas

REPRINT = "补打"


def rendition(pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
    """``pdf`` flattened for printing, each page with ``copy_label`` (公司留存联) and, if a reprint, the mark 补打."""
    fonts.need_drawable(copy_label)
    with Pdf.open(io.BytesIO(pdf)) as opened:
        opened.flatten_annotations("print")
        if Name.AcroForm in opened.Root:
            del opened.Root[Name.AcroForm]
        if Name.Perms in opened.Root:
            del opened.Root[Name.Perms]
        if copy_label or reprint:
            size = _size(opened)
            with Pdf.open(io.BytesIO(_marks(copy_label, reprint, size))) as marks:
                for page in opened.pages:
                    page.add_underlay(marks.pages[0], pikepdf.Rectangle(0, 0, *size))
        out = io.BytesIO()
        opened.save(out, deterministic_id=True)
        return out.getvalue()


def _size(opened: Pdf) -> tuple[float, float]:
    """A4, upright or across, as the first page lies."""
    box = opened.pages[0].mediabox
    wide = float(box[2]) - float(box[0]) > float(box[3]) - float(box[1])
    return (PAGE_HEIGHT, PAGE_WIDTH) if wide else (PAGE_WIDTH, PAGE_HEIGHT)


def _marks(copy_label: str, reprint: bool, size: tuple[float, float]) -> bytes:
    out = io.BytesIO()
    with drawing:
        canvas = new_canvas(out, size)
        if reprint:
            _watermark(canvas, size)
        right = LEFT + WIDTH + size[0] - PAGE_WIDTH
        for text in filter(None, (copy_label, REPRINT if reprint else "")):
            right = _label(canvas, text, right, size[1]) - 8
        canvas.save()
    return out.getvalue()


def _watermark(canvas: Any, size: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.setFillColor(HexColor("#e9ecf1"))
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(35)
    canvas.setFont(fonts.BOLD, 150)
    canvas.drawString(-fonts.width(REPRINT, fonts.BOLD, 150) / 2, -50, REPRINT)
    canvas.restoreState()


def _label(canvas: Any, text: str, right: float, high: float) -> float:
    """A framed label that ends at ``right``; returns where it begins."""
    shown, size = fit(text, fonts.BOLD, 9, WIDTH / 2)
    width = fonts.width(shown, fonts.BOLD, size) + 14
    canvas.setFillColor(HexColor(NAVY))
    canvas.setStrokeColor(HexColor(NAVY))
    canvas.setLineWidth(0.7)
    canvas.roundRect(right - width, high - 37, width, 16, 2.5, stroke=1, fill=0)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawString(right - width + 7, high - 32.2, shown)
    return right - width
