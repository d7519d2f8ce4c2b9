"""Scans of papers signed by hand: what is taken, what is refused before it is decoded, what survives (KY-4)."""

from __future__ import annotations

import io
import struct
import subprocess
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from app.archive.press import PressedForm
from app.common.errors import Refused
from forms.engine.archive_pdf import read_places
from forms.engine.press import FormPress
from forms.engine.scan import archival_scan
from forms.engine.validation import check
from tests.forms.engine.samples import extract, keys, press, solid
from tests.forms.engine.test_archive_pdf import assert_pdf_a_3u

A4 = (620, 877)
RED, BLUE = (200, 20, 20), (20, 20, 200)


@lru_cache(maxsize=1)
def custody() -> PressedForm:
    from forms.custody.form import sample

    return press().press("custody", sample())


@lru_cache(maxsize=1)
def one_page() -> PressedForm:
    from forms.contents.form import sample

    return press().press("contents", sample())


def picture(size: tuple[int, int] = A4, colour: tuple[int, int, int] = RED, corner: bool = False) -> Image.Image:
    """A sheet of one colour; ``corner``: its top left quarter is blue."""
    made = Image.new("RGB", size, colour)
    if corner:
        made.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    return made


def as_file(made: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def scanned(pages: int) -> pikepdf.Pdf:
    """A PDF as a scanner makes it: one JPEG a page."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        image = made.make_stream(
            as_file(picture()), Type=Name.XObject, Subtype=Name.Image, Width=A4[0], Height=A4[1],
            ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        page.Resources = Dictionary(XObject=Dictionary(I=image))
        page.Contents = made.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    return made


def saved(made: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


def colour_at(pdf: bytes, x: float, y: float, page: int = 0) -> tuple[int, ...]:
    """The colour at a share of the page, from the top left."""
    opened = pdfium.PdfDocument(pdf)
    shown = opened[page].render(scale=0.5).to_pil().convert("RGB")
    opened.close()
    found = shown.getpixel((int(x * (shown.width - 1)), int(y * (shown.height - 1))))
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(found, colour, strict=True))


def refusal(scan: bytes, form: PressedForm | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        archival_scan(form or one_page(), "GT-KH-99", scan)
    return caught.value


@pytest.mark.rule("KY-4")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_becomes_a_sealed_archival_page_with_the_number_of_the_form(kind: str, tmp_path: Path) -> None:
    sealed, pages = press().adopt(one_page(), as_file(picture(), kind))
    assert pages == 1
    assert_pdf_a_3u(sealed)
    found = press().check(sealed)
    assert (found.genuine, found.signers, found.problems) == (True, ("branch",), ())
    text = solid(extract(sealed))
    assert one_page().number in text
    assert press().info("contents").code in text
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        assert str(opened.docinfo["/Title"]) == one_page().title
        with pikepdf.open(io.BytesIO(one_page().pdf)) as form:
            assert str(opened.docinfo["/Author"]) == str(form.docinfo["/Author"]) != ""
    path = tmp_path / "scan.pdf"
    path.write_bytes(sealed)
    assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0
    assert near(colour_at(sealed, 0.1, 0.1), RED)


@pytest.mark.rule("KY-4")
def test_a_scanned_pdf_keeps_its_pages_and_is_sealed_where_the_form_is(tmp_path: Path) -> None:
    form = custody()
    sealed, pages = press().adopt(form, saved(scanned(form.pages + 1)))
    assert pages == form.pages + 1
    assert_pdf_a_3u(sealed)
    assert press().check(sealed).genuine
    plain, _ = archival_scan(form, "GT-KH-08", saved(scanned(form.pages)))
    (place,) = read_places(plain)
    printed = next(place for place in read_places(form.pdf) if place.role == "branch")
    assert place.page == printed.page
    assert (place.x, place.y) == pytest.approx((printed.x, printed.y), abs=18)
    assert f"{form.pages}/{form.pages}" in solid(extract(plain, form.pages))


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0.2, 0.2)), (3, (0.8, 0.75)), (6, (0.8, 0.2)), (8, (0.2, 0.75)), (2, (0.8, 0.2))]
)
def test_a_photograph_stands_upright_and_loses_what_the_camera_wrote(
    orientation: int, corner: tuple[float, float]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of a teller"
    size = A4 if orientation < 5 else A4[::-1]
    photo = as_file(picture(size, corner=True), exif=exif, comment=b"taken at home")
    made, _ = archival_scan(one_page(), "GT-KH-99", photo)
    assert near(colour_at(made, *corner), BLUE)
    with pikepdf.open(io.BytesIO(made)) as opened:
        raw = opened.pages[0].Resources.XObject.Scan.read_raw_bytes()
    assert b"Exif" not in raw
    assert b"taken at home" not in raw
    assert Image.open(io.BytesIO(raw)).getexif() == {}


def test_a_lying_sheet_lies_and_is_sealed_in_its_corner() -> None:
    made, _ = archival_scan(one_page(), "GT-KH-99", as_file(picture((877, 620))))
    with pikepdf.open(io.BytesIO(made)) as opened:
        _, _, width, height = (float(n) for n in opened.pages[0].mediabox.as_list())
    assert width > height
    (place,) = read_places(made)
    assert place.x + place.width < width
    assert place.y > 16


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_any_kind_of_png_stands_on_white_paper(mode: str) -> None:
    clear: Any = {"1": 1, "L": 255, "LA": (0, 0), "P": 0, "RGBA": (0, 0, 0, 0), "I;16": 65535}[mode]
    sheet = Image.new(mode, A4, clear)
    if mode == "P":
        sheet.putpalette([255, 255, 255])
    made, _ = archival_scan(one_page(), "GT-KH-99", as_file(sheet, "PNG"))
    assert near(colour_at(made, 0.5, 0.5), (255, 255, 255))


def test_a_cmyk_jpeg_is_taken() -> None:
    made, _ = archival_scan(one_page(), "GT-KH-99", as_file(picture().convert("CMYK")))
    assert near(colour_at(made, 0.5, 0.5), RED)


def test_a_large_scan_is_brought_down_to_what_can_be_kept() -> None:
    made, _ = archival_scan(one_page(), "GT-KH-99", as_file(picture((4000, 5600))))
    with pikepdf.open(io.BytesIO(made)) as opened:
        image = opened.pages[0].Resources.XObject.Scan
        assert int(image.Width) <= 1654
        assert int(image.Height) <= 2339


def hostile() -> pikepdf.Pdf:
    made = scanned(1)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('TROJAN')"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.attachments["TROJAN.exe"] = b"MZ TROJAN"
    made.pages[0].AA = Dictionary(O=script)
    made.pages[0].Annots = Array(
        [
            made.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=[0, 0, 595, 842],
                    A=Dictionary(S=Name.Launch, F=String("TROJAN.exe")),
                )
            )
        ]
    )
    made.docinfo["/Author"] = "TROJAN"
    return made


@pytest.mark.rule("KY-4")
def test_nothing_active_and_nothing_hidden_survives() -> None:
    sealed, _ = press().adopt(one_page(), saved(hostile()))
    assert_pdf_a_3u(sealed)
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        assert set(opened.attachments) == {"facts.json", "facts.schema.json"}, "our own, none of the scan's"
        for found in opened.objects:
            assert b"TROJAN" not in found.unparse(resolved=True)
            if isinstance(found, pikepdf.Stream) and found.get("/Filter") != Name.DCTDecode:
                assert b"TROJAN" not in found.read_bytes()
            if isinstance(found, pikepdf.Dictionary):
                assert found.get("/S") not in (Name.JavaScript, Name.Launch)


@pytest.mark.parametrize(
    "scan",
    [b"", b"MZ\x90\x00", b"GIF89a" + bytes(50), b"<html>", b"II*\x00" + bytes(50), b" " * 2000 + b"%PDF-1.7"],
)
def test_what_is_neither_a_picture_nor_a_pdf_is_refused(scan: bytes) -> None:
    assert refusal(scan).code == "scan.unknown_kind"


def test_a_file_over_20_megabytes_is_refused_unread() -> None:
    found = refusal(b"\xff\xd8\xff" + bytes(20 * 1024 * 1024))
    assert (found.code, found.facts) == ("scan.too_large", {"limit": 20})


def png_head(width: int, height: int) -> bytes:
    """A PNG that says it is ``width`` by ``height`` and holds nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def jpeg_saying(width: int, height: int) -> bytes:
    """A small JPEG whose head says another size."""
    made = bytearray(as_file(picture((8, 8))))
    place = made.index(b"\xff\xc0")
    made[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(made)


@pytest.mark.parametrize("bomb", [png_head(60_000, 60_000), png_head(7_100, 7_100), jpeg_saying(65_000, 65_000)])
def test_a_picture_bomb_is_refused_before_it_is_decoded(bomb: bytes) -> None:
    found = refusal(bomb)
    assert (found.code, found.facts) == ("scan.too_many_pixels", {"limit": 50})


def with_image(raw: bytes, width: int, height: int, filters: object) -> bytes:
    made = scanned(1)
    made.pages[0].Resources.XObject.I = made.make_stream(
        raw, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8, Filter=filters,
    )  # fmt: skip
    return saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.parametrize(
    "scan",
    [
        with_image(zlib.compress(bytes(1000)), 60_000, 60_000, Name.FlateDecode),
        with_image(jpeg_saying(65_000, 65_000), 8, 8, Name.DCTDecode),
        with_image(zlib.compress(jpeg_saying(65_000, 65_000)), 8, 8, Array([Name.FlateDecode, Name.DCTDecode])),
    ],
    ids=["declared", "in the jpeg", "in the packed jpeg"],
)
def test_a_picture_bomb_inside_a_pdf_is_refused_before_it_is_decoded(scan: bytes) -> None:
    assert refusal(scan).code == "scan.too_many_pixels"


def test_a_huge_page_is_refused() -> None:
    made = scanned(1)
    made.pages[0].MediaBox = Array([0, 0, 14_400, 14_400])
    assert refusal(saved(made)).code == "scan.too_many_pixels"


def test_a_packing_that_no_scanner_uses_is_refused() -> None:
    packed = zlib.compress(zlib.compress(bytes(300)))
    scan = with_image(packed, 10, 10, Array([Name.ASCIIHexDecode, Name.FlateDecode]))
    assert refusal(scan).code == "scan.damaged"


def test_a_packed_jpeg_as_scanners_make_it_is_taken() -> None:
    scan = with_image(zlib.compress(as_file(picture())), *A4, Array([Name.FlateDecode, Name.DCTDecode]))
    made, pages = archival_scan(one_page(), "GT-KH-99", scan)
    assert pages == 1
    assert near(colour_at(made, 0.5, 0.5), RED)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_was_cut_off_is_refused(kind: str, share: float) -> None:
    noisy = Image.effect_noise(A4, 60).convert("RGB")
    whole = as_file(noisy, kind)
    assert refusal(whole[: max(12, int(len(whole) * share))]).code == "scan.damaged"


def test_a_pdf_that_is_damaged_or_locked_is_refused() -> None:
    assert refusal(b"%PDF-1.7\n" + bytes(range(256)) * 8).code == "scan.damaged"
    locked = saved(scanned(1), encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(locked).code == "scan.damaged"


@pytest.mark.rule("AR-1")
def test_a_scan_with_fewer_pages_than_the_form_is_refused() -> None:
    form = custody()
    assert form.pages > 1
    for scan in (saved(scanned(form.pages - 1)), as_file(picture())):
        found = refusal(scan, form)
        assert (found.code, found.facts) == ("scan.pages_missing", {"pages": 1, "of": form.pages})


def test_a_scan_of_a_whole_pile_is_refused() -> None:
    found = refusal(saved(scanned(12)))
    assert (found.code, found.facts) == ("scan.too_many_pages", {"pages": 12, "limit": 11})


def test_without_a_key_nothing_is_adopted() -> None:
    with pytest.raises(Refused) as caught:
        FormPress().adopt(one_page(), as_file(picture()))
    assert caught.value.code == "signing.key_missing"


def test_the_scan_of_a_form_that_was_not_pressed_here_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        press().adopt(replace(one_page(), content_sha256="0" * 64), as_file(picture()))
    assert caught.value.code == "signing.not_ours"


@pytest.mark.rule("OP-4")
def test_a_changed_scan_is_no_longer_genuine() -> None:
    sealed, _ = press().adopt(one_page(), as_file(picture()))
    place = sealed.index(b"\xff\xd8\xff") + 400
    forged = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    assert not check(forged, keys().roots, datetime.now(UTC)).genuine
