"""Scanned pages as pictures: sizes, colours, damage."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

import ui
from app.common.errors import Refused
from tests.threads import together
from ui.pages.scans.pictures import decoded, jpeg_raster


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """Upright, 1240 x 1754, red above and blue below."""
    picture = Image.new("RGB", (1240, 1754), (200, 30, 30))
    picture.paste((30, 30, 200), (0, 877, 1240, 1754))
    return _jpeg(picture)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def _near(found: QColor, red: int, green: int, blue: int) -> bool:
    pairs = ((found.red(), red), (found.green(), green), (found.blue(), blue))
    return all(abs(one - other) < 12 for one, other in pairs)


def test_a_picture_fits_into_its_room_and_keeps_its_colours(sheet: bytes) -> None:
    image = decoded(sheet, QSize(150, 200))
    assert (image.width(), image.height()) == (141, 200)
    assert _near(image.pixelColor(70, 20), 200, 30, 30)
    assert _near(image.pixelColor(70, 180), 30, 30, 200)


def test_without_a_room_a_picture_stays_whole(sheet: bytes) -> None:
    assert decoded(sheet).size() == QSize(1240, 1754)


def test_a_grey_picture_is_shown_as_well() -> None:
    image = decoded(_jpeg(Image.new("L", (100, 60), 90)))
    assert _near(image.pixelColor(50, 30), 90, 90, 90)


@pytest.mark.parametrize(("size", "wide"), [((620, 877), 595), ((877, 620), 842)])
def test_a_sheet_is_as_wide_as_paper_upright_and_across(size: tuple[int, int], wide: int) -> None:
    width, height, pixels = jpeg_raster(_jpeg(Image.new("RGB", size, (200, 30, 30))), 0, 1.0)
    assert width == wide
    assert height == round(wide * size[1] / size[0])
    assert _near(QImage(pixels, width, height, QImage.Format.Format_RGB32).pixelColor(5, 5), 200, 30, 30)


@pytest.mark.parametrize("damage", [b"", b"not a picture", "cut"], ids=["empty", "words", "cut off"])
def test_what_cannot_be_decoded_is_refused(sheet: bytes, damage: bytes | str) -> None:
    content = sheet[:2000] if isinstance(damage, str) else damage
    with pytest.raises(Refused, match=r"scan\.damaged"):
        decoded(content, QSize(150, 200))


def test_pictures_decoded_at_once_do_not_wait_for_one_another_for_ever(sheet: bytes) -> None:
    sizes: list[tuple[int, int]] = []

    def work() -> None:
        for _ in range(8):
            small, (wide, high, _) = decoded(sheet, QSize(120, 170)), jpeg_raster(sheet, 0, 0.2)
            sizes.append((small.height() + high, wide))

    together([threading.Thread(target=work) for _ in range(3)])
    assert len(sizes) == 24
    assert len(set(sizes)) == 1


def test_nothing_in_the_windows_reads_a_picture_through_a_device_of_python() -> None:
    """Qt holds its lock of image plugins while it asks the device, which needs the interpreter: two such are a hang."""
    top = Path(ui.__file__).parent
    readers = ("QImageReader", "QBuffer", "QMovie")
    found = [
        path.name
        for path in top.rglob("*.py")
        if any(f"{name}(" in path.read_text(encoding="utf-8") for name in readers)
    ]
    assert found == []
