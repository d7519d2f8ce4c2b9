"""Scanned pages as pictures: decoded and scaled in a worker, never on the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.common.errors import Refused

UPRIGHT, ACROSS = 595.28, 841.89
"""Points of the width of a sheet that stands and of one that lies."""


def decoded(jpeg: bytes, room: QSize | None = None) -> QImage:
    """The picture, as large as fits into ``room``, whole without one. Refused: ``scan.damaged``."""
    held = QByteArray(jpeg)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    if room is not None and reader.size().isValid():
        # the decoder leaves out what is not wanted: a fifth of the time of decoding all and scaling
        reader.setScaledSize(reader.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Refused("scan.damaged")
    return image


def jpeg_raster(jpeg: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """As ``ui.widgets.preview.Raster``, for a picture instead of a PDF: it is as wide as a sheet of paper."""
    image = decoded(jpeg)
    points = UPRIGHT if image.height() >= image.width() else ACROSS
    wide = max(1, round(points * scale))
    smooth = Qt.TransformationMode.SmoothTransformation
    image = image.scaledToWidth(wide, smooth).convertToFormat(QImage.Format.Format_RGB32)
    return image.width(), image.height(), bytes(image.constBits())
