from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from app.onboarding.facts import BranchFacts
from forms.engine.document import Fields, QrCode
from forms.engine.raster import raster
from forms.recovery_sheet.sheet import RecoveryFacts, build, pressed

FACTS = RecoveryFacts(
    BranchFacts("样例证券股份有限公司", "北京测试路证券营业部", "北京市测试路1号", "010-00000000"),
    "b0123456789abcde",
    "-".join(f"{number:05d}" for number in range(10_001, 10_009)),
    datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
)


@pytest.mark.rule("SE-1")
def test_the_sheet_shows_all_groups_and_a_qr_of_the_same_digits() -> None:
    blocks = build(FACTS).blocks
    shown = [field.value for block in blocks if isinstance(block, Fields) for field in block.fields]
    assert shown == FACTS.passphrase.split("-")
    code = next(block for block in blocks if isinstance(block, QrCode))
    assert code.text == FACTS.passphrase.replace("-", "")


def test_the_sheet_is_one_page_whose_qr_can_be_read() -> None:
    pdf = pressed(FACTS)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        assert "/EmbeddedFiles" not in opened.Root.get("/Names", {})
    width, height, pixels = raster(pdf, 0, 2.0)
    picture = Image.frombuffer(
        "RGB", (width, height), pixels, "raw", "BGRX" if len(pixels) == 4 * width * height else "BGR"
    )
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [FACTS.passphrase.replace("-", "")]


def test_a_long_name_of_a_branch_still_fits_one_page() -> None:
    long = replace(FACTS, branch=replace(FACTS.branch, branch="样例证券股份有限公司北京朝阳区建国门外大街证券营业部"))
    with pikepdf.open(BytesIO(pressed(long))) as opened:
        assert len(opened.pages) == 1
