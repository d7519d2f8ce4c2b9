from __future__ import annotations

import io
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pikepdf
import pytest

from app.archive.press import Signing
from forms import catalogue
from forms.engine.archive_pdf import content_hash, read_places
from forms.engine.press import press_document
from forms.engine.renderer import render
from forms.engine.sample_ink import sample_ink
from tests.forms.engine.samples import CLOCK, EVERY_BLOCK, document, press, pressed

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


def assert_pdf_a_3u(pdf: bytes) -> None:
    """The parts of ISO 19005-3 level U that a form could break."""
    assert pdf.startswith(b"%PDF-1.7\n%")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not opened.is_encrypted
        assert len(opened.trailer["/ID"]) == 2
        xmp = ET.fromstring(bytes(opened.Root.Metadata.read_bytes()).strip())  # noqa: S314 - our own file
        assert [part.text for part in xmp.iter(f"{PDFA}part")] == ["3"]
        assert [level.text for level in xmp.iter(f"{PDFA}conformance")] == ["U"]
        (intent,) = opened.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        profile = intent.DestOutputProfile
        assert profile.N == 3
        assert profile.read_bytes()[16:20] == b"RGB "
        forbidden = {"/AA", "/OpenAction", "/JavaScript", "/NeedAppearances", "/XFA"}
        for found in opened.objects:
            if isinstance(found, pikepdf.Dictionary):
                assert not forbidden & set(found.keys())
                if found.get("/Type") == "/Font":
                    assert_font(found)
                if found.get("/Subtype") == "/Widget":
                    assert int(found.F) & 0b100, "printed"
                    assert "/N" in found.AP


def assert_font(font: pikepdf.Object) -> None:
    descriptor = font.FontDescriptor
    assert "/FontFile2" in descriptor
    assert int(descriptor.Flags) & 4, "symbolic: the subset has its own encoding"
    assert "/Encoding" not in font
    assert "/ToUnicode" in font
    assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1


def shown_codes(pdf: bytes) -> dict[str, set[int]]:
    """For each font the codes that pages show, and see that no page shows .notdef."""
    shown: dict[str, set[int]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            font = ""
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "Tf":
                    font = str(step.operands[0])
                elif str(step.operator) == "Tj":
                    shown.setdefault(font, set()).update(bytes(step.operands[0]))
    return shown


@pytest.mark.rule("OP-3")
@pytest.mark.parametrize("form_id", catalogue.form_ids())
def test_every_form_is_pdf_a_3u_before_and_after_sealing(form_id: str, tmp_path: Path) -> None:
    module = catalogue.form(form_id)
    form = press().press(form_id, module.sample())
    assert_pdf_a_3u(form.pdf)
    signers = module.FORM.signers
    if not signers:  # a cover or an index: never sealed
        return
    signing = Signing("林𬭎样", sample_ink(), CLOCK.now(), "柜员", "柜台1") if "client" in signers else None
    teller = Signing("样柜员", sample_ink(2), CLOCK.now(), "", "柜台1") if "teller" in signers else None
    sealed = press().seal(form, signing, teller)
    found = press().check(sealed)
    assert (found.genuine, found.signers) == (True, signers)
    assert_pdf_a_3u(sealed)
    for name, pdf in (("plain.pdf", form.pdf), ("sealed.pdf", sealed)):
        (tmp_path / name).write_bytes(pdf)
        assert (
            subprocess.run(["qpdf", "--check", str(tmp_path / name)], capture_output=True, check=False).returncode == 0
        )


def test_no_page_shows_the_missing_glyph() -> None:
    codes = shown_codes(pressed().pdf)
    assert codes
    assert all(0 not in shown for shown in codes.values())


def test_metadata_agree_and_the_title_is_literal() -> None:
    form = press_document(document(*EVERY_BLOCK, title="表<b>&甲"))
    with pikepdf.open(io.BytesIO(form.pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == "表<b>&甲"
        assert str(opened.docinfo["/CreationDate"]) == "D:20000101000000Z"
        with opened.open_metadata() as meta:
            assert meta["dc:title"] == "表<b>&甲"
            assert meta["xmp:CreateDate"] == "2000-01-01T00:00:00Z"
        assert str(opened.Root.Lang) == "zh-CN"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_the_output_profile_carries_no_time_of_making() -> None:
    with pikepdf.open(io.BytesIO(pressed().pdf)) as opened:
        assert opened.Root.OutputIntents[0].DestOutputProfile.read_bytes()[24:36] == bytes(12)


def test_places_are_read_back_from_the_bytes() -> None:
    rendered = render(document(*EVERY_BLOCK))
    found = {place.role: place for place in read_places(pressed().pdf)}
    for place in rendered.places:
        back = found[place.role]
        assert back.page == place.page
        assert (back.x, back.y, back.width, back.height) == pytest.approx(
            (place.x, place.y, place.width, place.height), abs=0.02
        )


def test_another_fact_gives_another_content_hash() -> None:
    other = press_document(document(*EVERY_BLOCK, number="T-0002"))
    assert other.content_sha256 != pressed().content_sha256
    assert content_hash(other.pdf) == other.content_sha256
