"""Scanned pages as pictures: decoded and scaled in a worker, never on the GUI thread.

Pillow decodes, not ``QImageReader``: a reader holds Qt's lock of image plugins while it calls back into a device that
Python wraps, and another reader waits for that lock with the interpreter's own: the program stood still.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from app.common.errors import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

UPRIGHT, ACROSS = 595.28, 841.89
"""Points of the width of a sheet that stands and of one that lies."""


def decoded(jpeg: bytes, room: QSize | None = None) -> QImage:
    """The picture, as large as fits into ``room``, whole without one. Refused: ``scan.damaged``."""
    picture = _opened(jpeg)
    size = QSize(*picture.size)
    if room is not None:
        size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    wide, high, rgb = _pixels(picture, size.width(), size.height(), "RGB")
    return QImage(rgb, wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()


def jpeg_raster(jpeg: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """As ``ui.widgets.preview.Raster``, for a picture instead of a PDF: it is as wide as a sheet of paper."""
    picture = _opened(jpeg)
    width, height = picture.size
    wide = max(1, round((UPRIGHT if height >= width else ACROSS) * scale))
    return _pixels(picture, wide, max(1, round(wide * height / width)), "BGRX")


def _opened(jpeg: bytes) -> Image:
    from PIL import JpegImagePlugin  # not before the first window

    try:
        return JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg))
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("scan.damaged") from error


def _pixels(picture: Image, wide: int, high: int, order: str) -> tuple[int, int, bytes]:
    size = (max(1, wide), max(1, high))
    try:
        # the decoder leaves out what is not wanted: a fifth of the time of decoding all and scaling
        picture.draft("RGB", size)
        drawn = picture.convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("scan.damaged") from error
    if drawn.size != size:
        drawn = drawn.resize(size, reducing_gap=2.0)
    return *size, drawn.tobytes("raw", order)
