"""Takes scans apart and reads the codes of their pages, whatever way they lie (AR-5)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from PIL import Image, ImageFilter, ImageOps, JpegImagePlugin

from app.common.errors import Refused
from app.scans.domain import parse_code
from app.scans.reader import ReadPage
from forms.engine import pictures
from forms.engine.renderer import qr_squares

MOST_PAGES: Final = 100
"""Of one file."""
READ_DPI: Final = 200
"""At this a page of a PDF is drawn to be read."""
_TURNED_QUALITY: Final = 92
_MOST_SIDE: Final = 3600
"""A picture is read at no more than that on its longer side: A4 at 300 dpi has 3508."""
_FAST_SIDE: Final = 1800
_MARGIN: Final = 0.04
"""Of a page at each side that is not looked at for being blank: shadows of the lid, punched holes' edges."""
_INK: Final = 48
"""So much darker than its paper is ink, of 255."""
_LEAST_INK: Final = 0.0004
"""A share of dark points below this is dust: a line of small print has ten times that."""
_TURNS: Final = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
"""Clockwise quarters; the library counts the other way."""


def read_pages(content: bytes) -> tuple[ReadPage, ...]:
    """The pages of a PDF, JPEG, PNG or TIFF. Refused: see ``forms.engine.pictures.decoded``."""
    return pictures.decoded(content, pictures.ALL_KINDS, _need_few, _page, dpi=READ_DPI)


def turned(jpeg: bytes, quarters: int) -> bytes:
    """A picture turned clockwise by so many quarters."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg)) as opened:
        return pictures.sheet(_turn(opened.convert("RGB"), quarters % 4), _TURNED_QUALITY).jpeg


def _need_few(found: int) -> None:
    if not 1 <= found <= MOST_PAGES:
        raise Refused("scan.too_many_pages", pages=found, limit=MOST_PAGES)


def _page(picture: Image.Image) -> ReadPage:
    text, quarters = read_code(picture)
    upright = _turn(picture, quarters)
    blank = not text and is_blank(upright)
    kept = pictures.sheet(upright)
    return ReadPage(kept.jpeg, kept.width, kept.height, text, blank)


def _turn(picture: Image.Image, quarters: int) -> Image.Image:
    return picture.transpose(_TURNS[quarters]) if quarters else picture


def read_code(picture: Image.Image) -> tuple[str, int]:
    """The text of the page's code, and by how many quarters clockwise the page has to be turned to stand upright.

    Of several codes on a page ours wins; nothing found gives ("", 0).
    """
    found: tuple[str, int] = ("", 0)
    for tried in _tries(picture.convert("L")):
        codes = _codes(tried)
        best = max(codes, key=lambda code: _rank(code[0]), default=("", 0))
        if _rank(best[0]) == 2:
            return best
        found = found if found[0] else best
    return found


def _rank(text: str) -> int:
    """A whole code of ours before a plain number, anything else after."""
    code = parse_code(text)
    return 0 if code is None else 2 if code.page else 1


def _tries(grey: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, then helped along: most pages are read at the first try."""
    grey.thumbnail((_MOST_SIDE, _MOST_SIDE))
    if max(grey.size) > _FAST_SIDE:
        # grain of a fine scan looks like a thousand small codes: coarser is six times quicker and mostly enough
        yield grey.resize(_within(grey.size, _FAST_SIDE), Image.Resampling.BOX)
    yield grey
    even = ImageOps.autocontrast(grey, cutoff=1)
    yield even.filter(ImageFilter.GaussianBlur(0.7))
    if max(grey.size) < _MOST_SIDE:
        yield even.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    else:
        yield even.filter(ImageFilter.GaussianBlur(1.5))


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = side / max(size)
    return round(size[0] * scale), round(size[1] * scale)


def _codes(picture: Image.Image) -> list[tuple[str, int]]:
    import zxingcpp

    found: Any = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode), try_invert=False
    )
    return [
        (code.text, _quarters(code.position))
        for code in found
        if not _shines_through(picture, code.text, code.position)
    ]


def _shines_through(picture: Image.Image, text: str, position: Any) -> bool:
    """Whether one of our codes stands mirrored: then it is that of the other side, seen through thin paper.

    The library reads those too and does not tell; so the squares are compared with those that were printed.
    """
    if parse_code(text) is None:
        return False
    squares = qr_squares(text)
    side = len(squares)
    shades = [[_shade(picture, position, (x + 0.5) / side, (y + 0.5) / side) for x in range(side)] for y in range(side)]
    middle = sum(map(sum, shades)) / side**2
    dark = [[shade < middle for shade in row] for row in shades]
    places = [(y, x) for y in range(side) for x in range(side) if squares[y][x] != squares[x][y]]
    straight = sum(dark[y][x] == bool(squares[y][x]) for y, x in places)
    return straight * 2 < len(places)


def _shade(picture: Image.Image, position: Any, x: float, y: float) -> int:
    """The shade at a share of the code's width and height."""
    a, b, c, d = position.top_left, position.top_right, position.bottom_right, position.bottom_left
    weights = ((1 - x) * (1 - y), x * (1 - y), x * y, (1 - x) * y)
    across = sum(w * p.x for w, p in zip(weights, (a, b, c, d), strict=True))
    down = sum(w * p.y for w, p in zip(weights, (a, b, c, d), strict=True))
    place = min(max(int(across), 0), picture.width - 1), min(max(int(down), 0), picture.height - 1)
    found = picture.getpixel(place)
    return int(found) if isinstance(found, int | float) else 0


def _quarters(position: Any) -> int:
    """The upper edge of the code runs to the right on an upright page."""
    across = position.top_right.x - position.top_left.x
    down = position.top_right.y - position.top_left.y
    if abs(across) >= abs(down):
        return 0 if across > 0 else 2
    return 3 if down > 0 else 1


def is_blank(picture: Image.Image) -> bool:
    """Whether there is nothing on the page but dust and what shines through from the other side."""
    wide, high = picture.size
    edge_x, edge_y = round(wide * _MARGIN), round(high * _MARGIN)
    inner = picture.convert("L").crop((edge_x, edge_y, wide - edge_x, high - edge_y))
    inner.thumbnail((1200, 1200))
    counts = inner.filter(ImageFilter.GaussianBlur(0.8)).histogram()
    total, seen, paper = sum(counts), 0, 255
    for shade in range(255, -1, -1):
        seen += counts[shade]
        if seen * 2 >= total:
            paper = shade
            break
    return sum(counts[: max(paper - _INK, 0)]) < total * _LEAST_INK
