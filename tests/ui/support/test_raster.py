from __future__ import annotations

import io

import pytest
from PySide6.QtGui import QColor, QImage
from reportlab.pdfgen.canvas import Canvas

from ui.support.raster import page_count, raster


@pytest.fixture
def pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(203, 301), invariant=1)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 203, 301, stroke=0, fill=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_becomes_a_picture_of_the_right_size_and_colours(pdf: bytes) -> None:
    wide, high, data = raster(pdf, 0, 2.0)
    assert (wide, high) == (406, 602)
    assert len(data) == wide * high * 4
    image = QImage(data, wide, high, wide * 4, QImage.Format.Format_RGB32)
    assert image.pixelColor(200, 300) == QColor(255, 0, 0)


def test_an_empty_page_is_white(pdf: bytes) -> None:
    wide, high, data = raster(pdf, 1, 1.0)
    image = QImage(data, wide, high, wide * 4, QImage.Format.Format_RGB32)
    assert image.pixelColor(wide // 2, high // 2) == QColor(255, 255, 255)


def test_pages_are_counted(pdf: bytes) -> None:
    assert page_count(pdf) == 2


def test_what_is_no_pdf_raises_and_leaves_the_next_call_working(pdf: bytes) -> None:
    with pytest.raises(Exception, match=r"PDF|data"):
        raster(b"not a pdf", 0, 1.0)
    assert page_count(pdf) == 2
