"""Pages of a PDF as pictures, for the preview. Called in a worker; the forms' own raster is imported late.

There is one raster in the program, because PDFium is not safe for threads: its lock has to be the only one.
"""

from __future__ import annotations


def page_count(pdf: bytes) -> int:
    """How many pages ``pdf`` has."""
    from forms.engine import raster as forms_raster

    return forms_raster.page_count(pdf)


def raster(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Page ``page`` (from 0) at ``scale`` (1.0 = 72 dpi): width, height in pixels and 32-bit BGRA rows without padding.

    Signatures are drawn too.
    """
    from forms.engine import raster as forms_raster

    return forms_raster.raster(pdf, page, scale)
