"""Pages out of the files of scanners, cameras and strangers: nothing of a file survives but its pixels.

No script, no attachment, no hidden text, no metadata. What is too large is refused before it is decoded.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeVar

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Pdf
from PIL import Image, ImageOps, Jpeg2KImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from app.archive.press import MOST_SCAN_BYTES
from app.common.errors import Refused
from forms.engine.raster import pdfium_lock
from forms.engine.renderer import PAGE_HEIGHT, PAGE_WIDTH

MOST_MEGAPIXELS: Final = 50
"""Of one page or picture."""
PICTURE_DPI: Final = 200
"""A page is kept with no more than that on A4."""
QUALITY: Final = 82
_HEAD = 1 << 20
"""So much of a picture is unpacked to learn its size."""


class Kind(Enum):
    """The kinds of files; a file that looks like another one is refused."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    PDF = "pdf"


KINDS_OF_ONE_FORM: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.PDF})
ALL_KINDS: Final = frozenset(Kind)
# the decoders themselves: no other kind is ever tried, and nothing is decoded before the size is known
_PLUGINS: Final[
    dict[Kind, type[JpegImagePlugin.JpegImageFile | PngImagePlugin.PngImageFile | TiffImagePlugin.TiffImageFile]]
] = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile,
    Kind.PNG: PngImagePlugin.PngImageFile,
    Kind.TIFF: TiffImagePlugin.TiffImageFile,
}
NeedPages = Callable[[int], None]
"""Is told the number of pages before any is decoded, and refuses too few or too many."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One page as a JPEG of ``width`` by ``height`` pixels, without metadata."""

    jpeg: bytes
    width: int
    height: int


def decoded(
    content: bytes, kinds: frozenset[Kind], need_pages: NeedPages, made: Callable[[Image.Image], T], *, dpi: int
) -> tuple[T, ...]:
    """What ``made`` makes of each page, in order; a page of a PDF is drawn at ``dpi``.

    Refused: ``scan.too_large``, ``scan.unknown_kind``, ``scan.too_many_pixels``, ``scan.damaged``, and by
    ``need_pages``.
    """
    if len(content) > MOST_SCAN_BYTES:
        raise Refused("scan.too_large", limit=MOST_SCAN_BYTES // 1024 // 1024)
    kind = _kind(content)
    if kind not in kinds:
        raise Refused("scan.unknown_kind")
    try:
        pages = _pdf_pages(content, need_pages, dpi) if kind is Kind.PDF else _pictures(content, kind, need_pages)
        return tuple(made(page) for page in pages)
    except Refused:
        raise
    except Exception as fault:  # whatever a damaged or hostile file makes a decoder raise is a fault of the file
        raise Refused("scan.damaged") from fault


def _kind(content: bytes) -> Kind | None:
    # a PDF may begin with a few bytes of something else; a picture may not
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return Kind.TIFF
    return Kind.PDF if b"%PDF-" in content[:1024] else None


def need_few_pixels(width: float, height: float) -> None:
    """Refused: ``scan.too_many_pixels``."""
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        raise Refused("scan.too_many_pixels", limit=MOST_MEGAPIXELS)


def _pictures(content: bytes, kind: Kind, need_pages: NeedPages) -> Iterator[Image.Image]:
    """A picture is one page, a TIFF may hold several; the size of each is known before the first is decoded."""
    with _PLUGINS[kind](io.BytesIO(content)) as opened:
        need_few_pixels(*opened.size)
        pages = opened.n_frames if isinstance(opened, TiffImagePlugin.TiffImageFile) else 1
        need_pages(pages)
        for place in range(pages):
            if pages > 1:
                opened.seek(place)
                need_few_pixels(*opened.size)
            opened.load()
            yield flat(ImageOps.exif_transpose(opened))


def flat(picture: Image.Image) -> Image.Image:
    """On white paper, in plain colours, and nothing beside its pixels."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    clear = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(clear, mask=clear if clear.mode == "RGBA" else None)
    return paper


def _pdf_pages(content: bytes, need_pages: NeedPages, dpi: int) -> Iterator[Image.Image]:
    _need_sound_pdf(content, need_pages)
    with pdfium_lock:
        document = pdfium.PdfDocument(content)
    try:
        for index in range(len(document)):
            # page by page, so that the preview of another window never waits for a whole scan
            with pdfium_lock:
                page = document[index]
                width, height = page.get_size()
                need_few_pixels(width * dpi / 72, height * dpi / 72)
                # annotations are drawn, since a signature made on a tablet is one; scripts are never run
                bitmap = page.render(scale=dpi / 72, may_draw_forms=False, fill_color=(255, 255, 255, 255))
                picture = bitmap.to_pil().copy()
                bitmap.close()
                page.close()
            yield flat(picture)
    finally:
        with pdfium_lock:
            document.close()


def _need_sound_pdf(content: bytes, need_pages: NeedPages) -> None:
    """The number of pages, and the size of each picture inside, before anything is decoded."""
    with Pdf.open(io.BytesIO(content)) as opened:
        need_pages(len(opened.pages))
        for found in opened.objects:
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image":
                need_few_pixels(float(found.Width), float(found.Height))
                _need_small_inside(found)


def _need_small_inside(found: pikepdf.Stream) -> None:
    """A JPEG or JPEG 2000 has a size of its own, whatever the PDF says of it."""
    given = found.get("/Filter", Array())
    filters = [str(one) for one in given] if isinstance(given, Array) else [str(given)]
    raw = found.read_raw_bytes()
    while len(filters) > 1 and filters[0] == "/FlateDecode":
        raw = zlib.decompressobj().decompress(raw, _HEAD)
        filters = filters[1:]
    own = {"/DCTDecode": JpegImagePlugin.JpegImageFile, "/JPXDecode": Jpeg2KImagePlugin.Jpeg2KImageFile}
    if filters[:1] and filters[0] in own:
        with own[filters[0]](io.BytesIO(raw)) as picture:
            need_few_pixels(*picture.size)
    elif len(filters) > 1:
        raise Refused("scan.damaged")  # no scanner packs a picture like that


def sheet(picture: Image.Image, quality: int = QUALITY) -> Sheet:
    """A page as it is kept: no larger than A4 at ``PICTURE_DPI``, whichever way it lies."""
    longer, shorter = round(PAGE_HEIGHT / 72 * PICTURE_DPI), round(PAGE_WIDTH / 72 * PICTURE_DPI)
    picture.thumbnail((longer, shorter) if picture.width > picture.height else (shorter, longer))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Sheet(out.getvalue(), picture.width, picture.height)
