"""Pages that were drawn anew, bound into one plain PDF and taken out of it again, byte for byte.

A bundle is known by being exactly what binding its own pictures gives: nothing can be hidden in one, and what is no
bundle is drawn anew like any foreign file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from pikepdf import Dictionary, Name, Pdf
from PIL import JpegImagePlugin

from app.archive.press import MOST_SCAN_BYTES
from app.common.errors import Refused
from forms.engine.pictures import Sheet, need_few_pixels
from forms.engine.renderer import PAGE_HEIGHT, PAGE_WIDTH

_MARK: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_PLAIN_SEGMENTS: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDA, 0xDD})
"""What a picture needs to be drawn: frames, tables, scan, restart interval. Beside them only a JFIF head may be."""
_JFIF: Final = b"JFIF\x00"
_MOST_PAGES: Final = 200


def bind(pages: Sequence[bytes]) -> bytes:
    """One PDF of these JPEGs in this order, each as it is. The same pictures give the same bytes."""
    with Pdf.new() as pdf:
        for jpeg in pages:
            _add(pdf, _sheet(jpeg))
        out = io.BytesIO()
        pdf.save(out, min_version="1.7", force_version="1.7", deterministic_id=True, compress_streams=False)
        return out.getvalue()


def _add(pdf: Pdf, sheet: Sheet) -> None:
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if sheet.width > sheet.height else (PAGE_WIDTH, PAGE_HEIGHT)
    scale = min(width / sheet.width, height / sheet.height)
    page = pdf.add_blank_page(page_size=(width, height))
    picture = pdf.make_stream(
        sheet.jpeg, Type=Name.XObject, Subtype=Name.Image, Width=sheet.width, Height=sheet.height,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
    )  # fmt: skip
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=picture))
    wide, high = sheet.width * scale, sheet.height * scale
    place = f"{wide:.3f} 0 0 {high:.3f} {(width - wide) / 2:.3f} {(height - high) / 2:.3f}"
    page.obj.Contents = pdf.make_stream(f"q {place} cm /Scan Do Q\n".encode())


def pages_of(content: bytes) -> tuple[Sheet, ...] | None:
    """The pictures of a bundle, as they were bound; None for any other file.

    Refused: ``scan.too_many_pixels``.
    """
    if not content.startswith(_MARK) or len(content) > MOST_SCAN_BYTES:
        return None
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                return None
            found = tuple(bytes(page.obj.Resources.XObject.Scan.read_raw_bytes()) for page in pdf.pages)
        sheets = tuple(map(_sheet, found))
        return sheets if bind(found) == content else None
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - whatever a foreign file makes the parsers raise: it is none of ours
        return None


def _sheet(jpeg: bytes) -> Sheet:
    """The picture, proven to be one, small enough, in colours, and nothing else in its bytes."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg)) as picture:
        need_few_pixels(*picture.size)
        if picture.mode != "RGB" or not _is_plain(jpeg):
            raise ValueError("not a picture of ours")
        picture.load()
        return Sheet(jpeg, *picture.size)


def _is_plain(jpeg: bytes) -> bool:
    """Whether no segment holds anything but what is needed to draw, and nothing follows the picture."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        jfif = kind == 0xE0 and jpeg[at + 4 : at + 9] == _JFIF and length == 16
        if not jfif and kind not in _PLAIN_SEGMENTS:
            return False
        if kind == 0xDA:
            # inside the scan every FF is followed by 00 or a restart mark, until the end
            end = jpeg.find(b"\xff\xd9", at)
            return end == len(jpeg) - 2
        at += 2 + length
    return False
