"""Pages of a PDF as pixels, for the preview, with seal and ink (the form layer is drawn too)."""

from __future__ import annotations

import threading
from typing import Final

import pypdfium2 as pdfium

MOST_PIXELS: Final = 50_000_000
"""A page is never rastered larger than this; the scale is lowered instead."""

pdfium_lock = threading.Lock()
"""pdfium is not safe for threads: one call at a time in the whole process."""


def page_count(pdf: bytes) -> int:
    """Count the pages of ``pdf``."""
    with pdfium_lock:
        document = pdfium.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def raster(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Draw ``page`` (from 0) at ``scale`` pixels a point: width, height, rows of B, G, R, A bytes without gaps.

    ``IndexError`` when there is no such page.
    """
    with pdfium_lock:
        document = pdfium.PdfDocument(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            # without the form layer the signatures, which are form fields, would be missing
            document.init_forms()
            sheet = document[page]
            width, height = sheet.get_size()
            most = (MOST_PIXELS / max(width * height, 1.0)) ** 0.5
            bitmap = sheet.render(
                scale=min(scale, most),
                may_draw_forms=True,
                draw_annots=True,
                force_bitmap_format=pdfium.raw.FPDFBitmap_BGRA,
                fill_color=(255, 255, 255, 255),
            )
            return bitmap.width, bitmap.height, _packed(bitmap)
        finally:
            document.close()


def _packed(bitmap: pdfium.PdfBitmap) -> bytes:
    data = bytes(bitmap.buffer)
    row = bitmap.width * 4
    if bitmap.stride == row:
        return data
    return b"".join(data[start : start + row] for start in range(0, bitmap.stride * bitmap.height, bitmap.stride))
