"""Pages of a PDF as pictures, for the preview. Called in a worker; imports its library late."""

from __future__ import annotations

import threading

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe for threads."""


def page_count(pdf: bytes) -> int:
    """How many pages ``pdf`` has."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def raster(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Page ``page`` (from 0) at ``scale`` (1.0 = 72 dpi): width, height in pixels and 32-bit BGRx rows without padding.

    Signatures are drawn too (``init_forms``).
    """
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            document.init_forms()
            bitmap = document[page].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            data = bytes(bitmap.buffer)
            bitmap.close()
        finally:
            document.close()
    if stride != width * 4:
        data = b"".join(data[row * stride : row * stride + width * 4] for row in range(height))
    return width, height, data
