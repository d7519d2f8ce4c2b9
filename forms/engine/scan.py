"""Papers signed by hand come back as scans: checked, drawn anew as plain pictures, archival, ready for the seal (KY-4).

Nothing of the file itself survives but its pixels: no script, no attachment, no hidden text, no metadata. What is too
large is refused before it is decoded.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from pikepdf import Dictionary, Name, Pdf

from app.archive.press import PressedForm
from app.common.errors import Refused
from forms.engine import archive_pdf, bundle, fonts, pictures
from forms.engine.document import Document
from forms.engine.pictures import Sheet
from forms.engine.renderer import PAGE_HEIGHT, PAGE_WIDTH, drawing, new_canvas
from forms.engine.slots import SLOT_HEIGHT, SLOT_WIDTH, Place

MOST_EXTRA_PAGES: Final = 10
"""A scan may have a few more pages than the form: blank backs, a copy of the identity paper."""
DPI: Final = 150
"""At this a page of a PDF is drawn; a picture with more than that on A4 is kept up to ``pictures.PICTURE_DPI``."""
FOOT: Final = 16.0
"""The strip in points at the foot of each page that names the form; the picture stands above it."""
SEAL_MARGIN: Final = 40.0


def _size(sheet: Sheet) -> tuple[float, float]:
    """The page in points: A4, lying when the picture lies."""
    return (PAGE_HEIGHT, PAGE_WIDTH) if sheet.width > sheet.height else (PAGE_WIDTH, PAGE_HEIGHT)


def _box(sheet: Sheet) -> tuple[float, float, float, float]:
    """Where the picture stands on its page: left, bottom, width, height."""
    width, height = _size(sheet)
    scale = min(width / sheet.width, (height - FOOT) / sheet.height)
    wide, high = sheet.width * scale, sheet.height * scale
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
    # the binding of pages that were drawn anew already: they are not coded a second time
    bound = bundle.pages_of(scan)
    if bound is not None:
        _need_pages(len(bound), pages)
        return bound
    return pictures.decoded(
        scan, pictures.KINDS_OF_ONE_FORM, lambda found: _need_pages(found, pages), pictures.sheet, dpi=DPI
    )


def _need_pages(found: int, pages: int) -> None:
    if found < pages:
        raise Refused("scan.pages_missing", pages=found, of=pages)
    if found > pages + MOST_EXTRA_PAGES:
        raise Refused("scan.too_many_pages", pages=found, limit=pages + MOST_EXTRA_PAGES)


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
            left, bottom, width, height = _box(sheet)
            place = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Scan Do Q\n"
            page.contents_add(drawn.make_stream(place.encode()), prepend=True)
        out = io.BytesIO()
        drawn.save(out, deterministic_id=True)
        return out.getvalue()


def _feet(sheets: Sequence[Sheet], document: Document) -> bytes:
    out = io.BytesIO()
    with drawing:
        canvas = new_canvas(out, _size(sheets[0]))
        for page, sheet in enumerate(sheets, 1):
            canvas.setPageSize(_size(sheet))
            text = f"{document.form_code}　{document.number}　纸质签署扫描件　{page}/{len(sheets)}"
            canvas.setFont(fonts.SANS, 6.5)
            canvas.drawString((_size(sheet)[0] - fonts.width(text, fonts.SANS, 6.5)) / 2, 5.5, text)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _place(pdf: bytes, sheets: Sequence[Sheet]) -> Place:
    """Where the seal goes: where the form has its place, as far as the paper lies as it was printed."""
    for place in archive_pdf.read_places(pdf):
        if place.role == "branch" and place.page < len(sheets):
            sheet = sheets[place.page]
            left, bottom, width, height = _box(sheet)
            if abs(height / width - PAGE_HEIGHT / PAGE_WIDTH) < 0.05:
                scale = width / PAGE_WIDTH
                # the slot keeps its size, the seal is never scaled; only its corner moves with the picture
                x, y = left + place.x * scale, bottom + place.y * scale
                return Place("branch", place.page, x, y, place.width, place.height)
    width = _size(sheets[-1])[0]
    corner = width - SLOT_WIDTH - SEAL_MARGIN
    return Place("branch", len(sheets) - 1, corner, FOOT + SEAL_MARGIN, SLOT_WIDTH, SLOT_HEIGHT)
