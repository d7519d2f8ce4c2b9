"""Papers signed by hand come back as scans: checked, drawn anew as plain pictures, archival, ready for the seal (KY-4).

Nothing of the file itself survives but its pixels: no script, no attachment, no hidden text, no metadata. What is too
large is refused before it is decoded.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageOps, Jpeg2KImagePlugin, JpegImagePlugin, PngImagePlugin

from app.archive.press import MOST_SCAN_BYTES, PressedForm
from app.common.errors import Refused
from forms.engine import archive_pdf, fonts
from forms.engine.document import Document
from forms.engine.raster import pdfium_lock
from forms.engine.renderer import PAGE_HEIGHT, PAGE_WIDTH, drawing, new_canvas
from forms.engine.slots import SLOT_HEIGHT, SLOT_WIDTH, Place

MOST_MEGAPIXELS: Final = 50
"""Of one page or picture."""
MOST_EXTRA_PAGES: Final = 10
"""A scan may have a few more pages than the form: blank backs, a copy of the identity paper."""
DPI: Final = 150
"""At this a page of a PDF is drawn; a picture with more than that on A4 is kept up to ``PICTURE_DPI``."""
PICTURE_DPI: Final = 200
QUALITY: Final = 82
FOOT: Final = 16.0
"""The strip in points at the foot of each page that names the form; the picture stands above it."""
SEAL_MARGIN: Final = 40.0
_HEAD = 1 << 20
"""So much of a picture is unpacked to learn its size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as a JPEG of ``width`` by ``height`` pixels, without metadata."""

    jpeg: bytes
    width: int
    height: int

    @property
    def size(self) -> tuple[float, float]:
        """The page in points: A4, lying when the picture lies."""
        return (PAGE_HEIGHT, PAGE_WIDTH) if self.width > self.height else (PAGE_WIDTH, PAGE_HEIGHT)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Where the picture stands on its page: left, bottom, width, height."""
        width, height = self.size
        scale = min(width / self.width, (height - FOOT) / self.height)
        wide, high = self.width * scale, self.height * scale
        return (width - wide) / 2, FOOT + (height - FOOT - high), wide, high


def archival_scan(pressed: PressedForm, form_code: str, scan: bytes) -> tuple[bytes, int]:
    """``scan`` of the signed ``pressed`` form as PDF/A-2u with a place for the seal, and its number of pages.

    Refused: ``scan.too_large``, ``scan.unknown_kind``, ``scan.too_many_pixels``, ``scan.damaged``,
    ``scan.pages_missing``, ``scan.too_many_pages``.
    """
    sheets = _sheets(scan, pressed.pages)
    document = Document(
        title=pressed.title,
        subtitle="",
        form_id=pressed.form_id,
        form_code=form_code,
        form_version=pressed.form_version,
        number=pressed.number,
        company=_company(pressed.pdf),
        branch="",
        contact="",
        blocks=(),
    )
    plain = _draw(sheets, document)
    return archive_pdf.archive(plain, document, (_place(pressed.pdf, sheets),)), len(sheets)


def _sheets(scan: bytes, pages: int) -> tuple[Sheet, ...]:
    if len(scan) > MOST_SCAN_BYTES:
        raise Refused("scan.too_large", limit=MOST_SCAN_BYTES // 1024 // 1024)
    read = _reader(scan)
    try:
        return tuple(read(scan, pages))
    except Refused:
        raise
    except Exception as fault:  # whatever a damaged or hostile file makes a decoder raise is a fault of the file
        raise Refused("scan.damaged") from fault


def _reader(scan: bytes) -> Callable[[bytes, int], Iterator[Sheet]]:
    # a PDF may begin with a few bytes of something else; a picture may not
    if scan.startswith(b"\xff\xd8\xff") or scan.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture
    if b"%PDF-" in scan[:1024]:
        return _pdf_pages
    raise Refused("scan.unknown_kind")


def _need_few_pixels(width: float, height: float) -> None:
    if width * height > MOST_MEGAPIXELS * 1_000_000:
        raise Refused("scan.too_many_pixels", limit=MOST_MEGAPIXELS)


def _need_pages(found: int, pages: int) -> None:
    if found < pages:
        raise Refused("scan.pages_missing", pages=found, of=pages)
    if found > pages + MOST_EXTRA_PAGES:
        raise Refused("scan.too_many_pages", pages=found, limit=pages + MOST_EXTRA_PAGES)


def _picture(scan: bytes, pages: int) -> Iterator[Sheet]:
    """A picture is one page."""
    # the two decoders themselves: no other kind is ever tried, and nothing is decoded before the size is known
    plugin = JpegImagePlugin.JpegImageFile if scan.startswith(b"\xff") else PngImagePlugin.PngImageFile
    with plugin(io.BytesIO(scan)) as opened:
        _need_few_pixels(*opened.size)
        _need_pages(1, pages)
        opened.load()
        yield _sheet(_flat(ImageOps.exif_transpose(opened)))


def _flat(picture: Image.Image) -> Image.Image:
    """On white paper, in plain colours, and nothing beside its pixels."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    clear = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(clear, mask=clear if clear.mode == "RGBA" else None)
    return paper


def _pdf_pages(scan: bytes, pages: int) -> Iterator[Sheet]:
    _need_sound_pdf(scan, pages)
    with pdfium_lock:
        document = pdfium.PdfDocument(scan)
    try:
        for index in range(len(document)):
            # page by page, so that the preview of another window never waits for a whole scan
            with pdfium_lock:
                page = document[index]
                width, height = page.get_size()
                _need_few_pixels(width * DPI / 72, height * DPI / 72)
                # annotations are drawn, since a signature made on a tablet is one; scripts are never run
                bitmap = page.render(scale=DPI / 72, may_draw_forms=False, fill_color=(255, 255, 255, 255))
                picture = bitmap.to_pil().copy()
                bitmap.close()
                page.close()
            yield _sheet(_flat(picture))
    finally:
        with pdfium_lock:
            document.close()


def _need_sound_pdf(scan: bytes, pages: int) -> None:
    """The number of pages, and the size of each picture inside, before anything is decoded."""
    with Pdf.open(io.BytesIO(scan)) as opened:
        _need_pages(len(opened.pages), pages)
        for found in opened.objects:
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image":
                _need_few_pixels(float(found.Width), float(found.Height))
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
            _need_few_pixels(*picture.size)
    elif len(filters) > 1:
        raise Refused("scan.damaged")  # no scanner packs a picture like that


def _sheet(picture: Image.Image) -> Sheet:
    longer, shorter = PAGE_HEIGHT / 72 * PICTURE_DPI, PAGE_WIDTH / 72 * PICTURE_DPI
    lying = picture.width > picture.height
    picture.thumbnail((round(longer), round(shorter)) if lying else (round(shorter), round(longer)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return Sheet(out.getvalue(), picture.width, picture.height)


def _company(pdf: bytes) -> str:
    with Pdf.open(io.BytesIO(pdf)) as opened:
        return str(opened.docinfo.get("/Author", ""))


def _draw(sheets: Sequence[Sheet], document: Document) -> bytes:
    """The pictures on their pages, above a line of text that names the form."""
    with Pdf.open(io.BytesIO(_feet(sheets, document))) as drawn:
        for page, sheet in zip(drawn.pages, sheets, strict=True):
            picture = drawn.make_stream(
                sheet.jpeg,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=sheet.width,
                Height=sheet.height,
                ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=Name.DCTDecode,
            )
            if "/XObject" not in page.Resources:
                page.Resources.XObject = Dictionary()
            page.Resources.XObject.Scan = picture
            left, bottom, width, height = sheet.box
            place = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Scan Do Q\n"
            page.contents_add(drawn.make_stream(place.encode()), prepend=True)
        out = io.BytesIO()
        drawn.save(out, deterministic_id=True)
        return out.getvalue()


def _feet(sheets: Sequence[Sheet], document: Document) -> bytes:
    out = io.BytesIO()
    with drawing:
        canvas = new_canvas(out, sheets[0].size)
        for page, sheet in enumerate(sheets, 1):
            canvas.setPageSize(sheet.size)
            text = f"{document.form_code}　{document.number}　纸质签署扫描件　{page}/{len(sheets)}"
            canvas.setFont(fonts.SANS, 6.5)
            canvas.drawString((sheet.size[0] - fonts.width(text, fonts.SANS, 6.5)) / 2, 5.5, text)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _place(pdf: bytes, sheets: Sequence[Sheet]) -> Place:
    """Where the seal goes: where the form has its place, as far as the paper lies as it was printed."""
    for place in archive_pdf.read_places(pdf):
        if place.role == "branch" and place.page < len(sheets):
            sheet = sheets[place.page]
            left, bottom, width, height = sheet.box
            if abs(height / width - PAGE_HEIGHT / PAGE_WIDTH) < 0.05:
                scale = width / PAGE_WIDTH
                # the slot keeps its size, the seal is never scaled; only its corner moves with the picture
                x, y = left + place.x * scale, bottom + place.y * scale
                return Place("branch", place.page, x, y, place.width, place.height)
    width = sheets[-1].size[0]
    corner = width - SLOT_WIDTH - SEAL_MARGIN
    return Place("branch", len(sheets) - 1, corner, FOOT + SEAL_MARGIN, SLOT_WIDTH, SLOT_HEIGHT)
