from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from app.archive.press import FormInfo, Press, Signing
from app.common.errors import Refused
from forms import catalogue
from forms.engine.keys import SigningKeys, make_certified_key
from forms.engine.press import FormPress
from forms.engine.raster import page_count, raster
from forms.engine.sample_ink import sample_ink
from tests.forms.engine.samples import CLOCK, extract, fonts_of, press, pressed

SIGNING = Signing("林𬭎样", sample_ink(), CLOCK.now() + timedelta(minutes=3), "柜员 0012", "柜台3")


def sample(form_id: str) -> object:
    facts: object = catalogue.form(form_id).sample()
    return facts


def test_the_press_keeps_to_its_port() -> None:
    port: Press = FormPress()
    assert [info.id for info in port.forms()] == list(catalogue.form_ids())


def test_infos_and_sections_are_those_of_the_forms() -> None:
    info = press().info("disclosure")
    assert isinstance(info, FormInfo)
    assert info.id == "disclosure"
    sections = press().sections("disclosure")
    assert len(sections) >= 5
    assert all(section.length > 20 for section in sections)
    assert press().sections("contents") == ()


def test_an_unknown_form_is_refused() -> None:
    for ask in (press().info, press().sections, lambda form_id: press().press(form_id, None)):
        for unknown in ("nothing", "", "../engine", "disclosure_chinext"):
            with pytest.raises(Refused, match=r"forms\.unknown"):
                ask(unknown)


def test_a_pressed_form_tells_what_it_is() -> None:
    form = press().press("application", sample("application"))
    info = press().info("application")
    assert (form.form_id, form.form_version, form.title) == (info.id, info.version, info.title)
    assert form.pages == page_count(form.pdf)
    assert form.number in extract(form.pdf)


@pytest.mark.rule("SR-2")
def test_a_rendition_shows_seal_and_ink_with_its_copy_label_and_mark() -> None:
    sealed = press().seal(pressed(), SIGNING)
    printed = press().rendition(sealed, copy_label="客户留存联", reprint=True)
    assert page_count(printed) == pressed().pages
    for page in range(1, pressed().pages + 1):
        text = extract(printed, page)
        assert "客户留存联" in text
        assert "补打" in text
    with pikepdf.open(io.BytesIO(printed)) as opened:
        assert "/AcroForm" not in opened.Root
        assert all("/Annots" not in page or not len(page.Annots) for page in opened.pages)
    assert red(printed, pressed().pages - 1) > 500
    assert "业务专用章" in extract(printed)


def test_a_rendition_without_label_says_nothing_more_than_the_form() -> None:
    sealed = press().seal(pressed(), SIGNING)
    text = extract(press().rendition(sealed))
    assert "留存联" not in text
    assert "补打" not in text


def test_a_rendition_is_never_taken_for_the_sealed_form() -> None:
    sealed = press().seal(pressed(), SIGNING)
    assert not press().check(press().rendition(sealed, copy_label="公司留存联")).genuine


def test_a_rendition_has_embedded_noto_fonts_alone(tmp_path: Path) -> None:

    printed = press().rendition(press().seal(pressed(), SIGNING), copy_label="公司留存联", reprint=True)
    rows = fonts_of(printed, tmp_path)
    assert all("+Noto" in row[0] and row[-5] == "yes" for row in rows)


def red(pdf: bytes, page: int) -> int:
    """How many pixels of a page are as red as the seal."""
    width, height, pixels = raster(pdf, page, 1.0)
    blue, green, reds = pixels[0::4], pixels[1::4], pixels[2::4]
    assert len(blue) == width * height
    return sum(r > 170 and g < 90 and b < 90 for b, g, r in zip(blue, green, reds, strict=True))


def test_the_preview_shows_the_seal() -> None:
    sealed = press().seal(pressed(), SIGNING)
    last = pressed().pages - 1
    assert red(pressed().pdf, last) == 0
    assert red(sealed, last) > 500


def test_a_raster_has_the_size_asked_for_and_a_huge_one_is_bounded() -> None:
    width, height, pixels = raster(pressed().pdf, 0, 2.0)
    assert (width, height) == (1191, 1684)
    assert len(pixels) == width * height * 4
    width, height, pixels = raster(pressed().pdf, 0, 1000.0)
    assert width * height <= 50_500_000


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_that_is_not_there_is_an_index_error(page: int) -> None:
    with pytest.raises(IndexError):
        raster(pressed().pdf, page, 1.0)


def test_many_threads_may_press_seal_check_and_raster_at_once() -> None:
    own = press()
    facts = sample("education")
    expected = own.press("education", facts).content_sha256

    def work(_: int) -> tuple[str, bool, int]:
        form = own.press("education", facts)
        sealed = own.seal(form, SIGNING)
        return form.content_sha256, own.check(sealed).genuine, raster(sealed, 0, 0.3)[0]

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(8))) == {(expected, True, 179)}


def test_heavy_libraries_wait_until_they_are_warmed() -> None:
    script = (
        "import sys\n"
        "from forms import catalogue\n"
        "from forms.engine.press import FormPress, warm\n"
        "FormPress().forms()\n"
        "heavy = {'reportlab', 'pyhanko', 'pikepdf', 'pypdfium2', 'cryptography'}\n"
        "before = heavy & set(sys.modules)\n"
        "warm()\n"
        "print(sorted(before), sorted(heavy - set(sys.modules)))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": str(root)},
    )
    assert done.stdout == "[] []\n"


def test_the_press_tells_when_its_first_certificate_ends_and_nothing_without_one() -> None:
    ends = datetime(2028, 2, 29, 8, tzinfo=UTC)
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    seal = make_certified_key("杭州示例路证券营业部", begin, valid_until=ends + timedelta(days=900))
    witness = make_certified_key("柜台", begin, valid_until=ends)
    assert FormPress(SigningKeys.from_pkcs12(*seal, witness=witness)).seal_ends() == ends
    assert FormPress().seal_ends() is None
