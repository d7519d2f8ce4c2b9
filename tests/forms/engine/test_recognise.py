"""Codes on scanned pages: read whatever way the paper lay; hostile files are refused as everywhere (AR-5)."""

from __future__ import annotations

import io
import random
from functools import lru_cache

import pikepdf
import pypdfium2 as pdfium
import pytest
import segno
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFilter

from app.archive.press import PressedForm
from app.common.errors import Refused
from app.common.values import digest
from app.scans.domain import PageCode, parse_code
from forms.engine import bundle, recognise
from forms.engine.page_reader import Recogniser
from forms.engine.scan import archival_scan
from tests.forms.engine.samples import press, solid
from tests.forms.engine.test_scan import as_file, picture, saved, scanned

READER = Recogniser()
PAPER = 245


@lru_cache(maxsize=1)
def form() -> PressedForm:
    from forms.custody.form import sample

    return press().press("custody", sample())


@lru_cache(maxsize=8)
def printed(page: int, dpi: int) -> Image.Image:
    """A page as it comes out of the printer, signed by hand beside its code, in grey."""
    opened = pdfium.PdfDocument(form().pdf)
    shown: Image.Image = opened[page].render(scale=dpi / 72).to_pil().convert("L")
    opened.close()
    hand, (wide, high) = ImageDraw.Draw(shown), shown.size
    rng = random.Random(page)
    stroke = [(wide * (0.62 + 0.012 * step), high * (0.9 + rng.uniform(-0.03, 0.02))) for step in range(20)]
    hand.line(stroke, fill=30, width=max(2, dpi // 60), joint="curve")
    return shown


def laid(page: int, dpi: int, *, quarters: int = 0, skew: float = 0.0, blur: float = 0.0) -> bytes:
    """The same page as it comes out of the scanner."""
    shown = printed(page, dpi).rotate(skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    shown = shown.point(lambda shade: shade * 0.75 + 50).filter(ImageFilter.GaussianBlur(blur))
    return as_file(shown.rotate(-90 * quarters, expand=True), "JPEG", quality=60)


@pytest.mark.rule("AR-5")
@settings(max_examples=14, deadline=None)
@example(page=0, dpi=150, quarters=2, skew=4.0, blur=1.0)
@example(page=1, dpi=300, quarters=3, skew=-4.0, blur=0.0)
@given(
    page=st.integers(0, 1), dpi=st.sampled_from([150, 200, 300]), quarters=st.integers(0, 3),
    skew=st.floats(-4, 4), blur=st.floats(0, 1.0),
)  # fmt: skip
def test_a_page_is_recognised_and_turned_upright(page: int, dpi: int, quarters: int, skew: float, blur: float) -> None:
    (read,) = READER.read("x.jpg", laid(page, dpi, quarters=quarters, skew=skew, blur=blur * dpi / 150))
    facts = press().facts_sha256(form().pdf)
    assert parse_code(read.code_text) == PageCode(form().number, page + 1, form().pages, facts[:10].upper())
    assert read.height > read.width
    assert not read.blank
    again = READER.read("x.jpg", read.jpeg)[0]
    assert (again.code_text, again.jpeg[:2]) == (read.code_text, b"\xff\xd8")
    with Image.open(io.BytesIO(read.jpeg)) as shown:
        # upright: the code stands in the lower right quarter
        corner = shown.convert("L").crop((shown.width // 2, shown.height // 2, shown.width, shown.height))
    assert recognise.read_code(corner) == (read.code_text, 0)


def test_every_page_of_a_form_bears_its_number_page_and_the_mark_of_its_facts() -> None:
    from forms.custody.form import sample

    pages = READER.read("x.pdf", form().pdf)
    mark = digest(sample())[:10].upper()
    assert [page.code_text for page in pages] == [
        f"GT1/{form().number}/{place}/{len(pages)}/{mark}" for place in range(1, len(pages) + 1)
    ]


def test_of_several_codes_on_a_page_ours_wins() -> None:
    shown = printed(0, 150).convert("RGB")
    out = io.BytesIO()
    segno.make("https://pay.example/abc", micro=False).save(out, kind="png", scale=6, border=4)
    shown.paste(Image.open(out).convert("RGB"), (100, 100))
    (read,) = READER.read("x.png", as_file(shown, "PNG"))
    assert parse_code(read.code_text) == parse_code(READER.read("x.pdf", form().pdf)[0].code_text)


def test_a_tiff_gives_all_its_pages_in_order() -> None:
    pages = [printed(1, 150), Image.new("L", (1240, 1754), PAPER), printed(0, 150).rotate(180)]
    read = READER.read("x.tif", as_file(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="jpeg"))
    found = [parse_code(page.code_text) for page in read]
    assert [None if code is None else code.page for code in found] == [2, None, 1]
    assert [page.blank for page in read] == [False, True, False]


@pytest.mark.parametrize("mark", [None, "speck"])
def test_an_empty_back_is_blank_even_with_dust_and_print_shining_through(mark: str | None) -> None:
    back = printed(0, 150).transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(lambda shade: 225 + shade // 9)
    if mark:
        ImageDraw.Draw(back).ellipse((600, 800, 606, 806), fill=60)
    (read,) = READER.read("x.jpg", as_file(back, "JPEG", quality=70))
    assert (read.blank, read.code_text) == (True, "")


def test_a_page_with_one_handwritten_line_is_not_blank() -> None:
    page = Image.new("L", (1240, 1754), PAPER)
    ImageDraw.Draw(page).line([(300, 900), (420, 860), (520, 930), (700, 880)], fill=40, width=4)
    assert not READER.read("x.jpg", as_file(page))[0].blank


def test_nothing_but_pixels_comes_out_of_a_picture() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    exif[0x0112] = 6
    lying = printed(0, 150).rotate(90, expand=True).convert("RGB")
    content = as_file(lying, "JPEG", exif=exif, comment=b"secret words") + b"secret words"
    (read,) = READER.read("x.jpg", content)
    assert b"secret" in content
    assert b"secret" not in read.jpeg
    assert read.height > read.width


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        READER.read("x", content)
    return caught.value.code


def test_bombs_cut_files_and_strangers_are_refused() -> None:
    whole = as_file(printed(0, 150), "JPEG")
    assert refused(whole[: len(whole) // 2]) == "scan.damaged"
    assert refused(b"GIF89a" + whole) == "scan.unknown_kind"
    assert refused(b"") == "scan.unknown_kind"
    assert refused(b"II*\x00" + bytes(40)) == "scan.damaged"
    assert refused(bytes(20 * 1024 * 1024 + 1)) == "scan.too_large"
    large = Image.new("1", (9000, 9000))
    for kind in ("PNG", "TIFF"):
        packed = as_file(large, kind, **({"compression": "group4"} if kind == "TIFF" else {}))
        assert len(packed) < 200_000
        assert refused(packed) == "scan.too_many_pixels"


def test_a_second_large_page_of_a_tiff_and_too_many_pages_are_refused() -> None:
    small = Image.new("1", (50, 50))
    with_large = as_file(small, "TIFF", save_all=True, append_images=[Image.new("1", (9000, 9000))],
                         compression="group4")  # fmt: skip
    assert refused(with_large) == "scan.too_many_pixels"
    many = as_file(small, "TIFF", save_all=True, append_images=[small] * recognise.MOST_PAGES, compression="group4")
    assert refused(many) == "scan.too_many_pages"


def test_a_pdf_with_script_and_attachment_leaves_both_behind() -> None:
    made = scanned(1)
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    made.attachments["evil.exe"] = b"MZ evil"
    (read,) = READER.read("x.pdf", saved(made))
    again = READER.bundle([read.jpeg])
    for hidden in (b"JavaScript", b"evil", b"app.alert", b"EmbeddedFile"):
        assert hidden not in again
    with pikepdf.open(io.BytesIO(again)) as opened:
        assert set(opened.Root.keys()) <= {"/Type", "/Pages"}


def test_pages_once_drawn_are_bound_without_being_coded_again() -> None:
    read = [READER.read("x.jpg", laid(page, 150))[0].jpeg for page in range(form().pages)]
    bound = READER.bundle(read)
    assert bound == READER.bundle(read)
    kept = bundle.pages_of(bound)
    assert kept is not None
    assert [sheet.jpeg for sheet in kept] == read
    archived, pages = archival_scan(form(), "GT-KH-10", bound)
    assert pages == form().pages
    with pikepdf.open(io.BytesIO(archived)) as opened:
        assert [bytes(page.Resources.XObject.Scan.read_raw_bytes()) for page in opened.pages] == read


def test_a_binding_with_anything_more_in_it_is_drawn_anew_like_any_foreign_file() -> None:
    (read,) = READER.read("x.jpg", as_file(picture()))
    bound = READER.bundle([read.jpeg])
    with pikepdf.open(io.BytesIO(bound)) as opened:
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
        changed = saved(opened)
    assert bundle.pages_of(changed) is None
    assert bundle.pages_of(bound + b"\n%more") is None
    commented = read.jpeg[:2] + b"\xff\xfe\x00\x08secret" + read.jpeg[2:]
    with pytest.raises(ValueError, match="not a picture of ours"):
        READER.bundle([commented])
    with pytest.raises(ValueError, match="not a picture of ours"):
        READER.bundle([read.jpeg + b"more"])


def test_a_page_is_turned_by_hand() -> None:
    corner = picture(corner=True)
    (read,) = READER.read("x.jpg", as_file(corner))
    with Image.open(io.BytesIO(READER.turned(read.jpeg, 1))) as shown:
        assert shown.size == (read.height, read.width)
        pixel = shown.convert("RGB").getpixel((shown.width - 40, 40))
    assert isinstance(pixel, tuple)
    assert pixel[2] > pixel[0], "the blue corner goes from the upper left to the upper right"


def test_the_text_of_the_foot_is_still_there_beside_the_larger_code() -> None:
    from tests.forms.engine.samples import extract

    assert form().number in solid(extract(form().pdf))


def test_the_name_of_a_file_says_nothing_of_its_kind() -> None:
    assert READER.read("photo.png", as_file(Image.new("L", (20, 20), 255), "TIFF"))[0].blank
