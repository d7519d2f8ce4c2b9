from __future__ import annotations

import io
from itertools import pairwise

import pikepdf
import pytest

from forms.engine import document as doc
from forms.engine.blocks import LEFT
from forms.engine.charts import bars
from forms.engine.pen import WIDTH
from forms.engine.press import press_document
from forms.engine.raster import raster
from tests.forms.engine.samples import boxes, document, extract, solid

PARTS = ("转出", "挽留", "在办")


def chart(*figures: tuple[int, ...], parts: tuple[str, ...] = PARTS) -> doc.Bars:
    return doc.Bars(parts, tuple(doc.Bar(f"项目{number}", row) for number, row in enumerate(figures, 1)))


class Sheet:
    """A pen that writes down what is drawn."""

    def __init__(self) -> None:
        self.boxes: list[tuple[float, float, float, float, str]] = []
        self.rules: list[tuple[float, float, float, float]] = []
        self.texts: list[tuple[float, str]] = []

    def text(self, x: float, y: float, text: str, face: str, size: float, colour: str, spacing: float = 0.0) -> None:
        self.texts.append((x, text))

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str, weight: float) -> None:
        self.rules.append((x0, y0, x1, y1))

    def box(
        self, x: float, y: float, w: float, h: float, *, fill: str = "", line: str = "", weight: float = 0.5
    ) -> None:
        if line:
            self.boxes.append((x, y, w, h, fill))

    def tick(self, x: float, y: float, size: float, colour: str) -> None:
        raise AssertionError("no tick in a chart")

    def place(self, role: str, x: float, y: float, w: float, h: float) -> None:
        raise AssertionError("no signature in a chart")


def drawn(block: doc.Bars, piece: int) -> Sheet:
    sheet = Sheet()
    list(bars(block))[piece].draw(sheet, 700.0)
    return sheet


def test_the_parts_are_as_long_as_their_figures_and_stand_one_after_the_other() -> None:
    sheet = drawn(chart((6, 3, 1), (2, 0, 0)), 1)
    (a, b, c) = sheet.boxes
    assert a[2] == pytest.approx(2 * b[2])
    assert b[2] == pytest.approx(3 * c[2])
    for left, right in pairwise(sheet.boxes):
        assert left[0] + left[2] == pytest.approx(right[0])
    shorter = drawn(chart((6, 3, 1), (2, 0, 0)), 2)
    assert [box[2] for box in shorter.boxes] == [pytest.approx(a[2] / 3)]


def test_figures_stand_in_words_beside_each_bar() -> None:
    text = solid(extract(press_document(document(chart((6, 3, 1), (0, 0, 0)))).pdf))
    assert "项目1转出6挽留3在办1" in text
    assert "项目2转出0挽留0在办0" in text


def test_the_hatching_stays_within_its_part() -> None:
    for width in (1, 2, 7, 50):
        sheet = drawn(chart((50, width, 50)), 1)
        x, y, w, h, _ = sheet.boxes[1]
        lines = [line for line in sheet.rules if line[0] != line[2]]
        for x0, y0, x1, y1 in lines:
            assert x - 0.01 <= x0 <= x1 <= x + w + 0.01
            assert y - 0.01 <= y0 <= y1 <= y + h + 0.01
            assert x1 - x0 == pytest.approx(y1 - y0)


def test_parts_differ_in_print_without_colour() -> None:
    """How dark each part is on grey paper: solid, hatched, empty."""
    sheet = drawn(chart((10, 10, 10)), 1)
    pdf = press_document(document(chart((10, 10, 10)))).pdf
    width, height, pixels = raster(pdf, 0, 4.0)
    columns = [(round((b[0] + 3) * 4), round((b[0] + b[2] - 3) * 4)) for b in sheet.boxes]

    def grey(x: int, y: int) -> float:
        at = 4 * (y * width + x)
        return 0.114 * pixels[at] + 0.587 * pixels[at + 1] + 0.299 * pixels[at + 2]

    middle = columns[0][0]
    inside = [y for y in range(height) if all(grey(x, y) < 80 for x in range(middle, columns[0][1], 40))]
    band = inside[len(inside) // 3 : -len(inside) // 3]
    shades = [
        sum(grey(x, y) for y in band for x in range(first, last)) / (len(band) * (last - first))
        for first, last in columns
    ]
    assert shades[0] < 90
    assert 120 < shades[1] < 220
    assert shades[2] > 250


def test_a_chart_is_drawn_not_pasted_in() -> None:
    pdf = press_document(document(chart((6, 3, 1)))).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/XObject" not in opened.pages[0].Resources
    assert press_document(document(chart((6, 3, 1)))).pdf == pdf


def test_a_short_chart_is_not_parted_and_a_long_one_repeats_its_key() -> None:
    for filler in range(24, 40):
        form = press_document(document(*(doc.Text("行") for _ in range(filler)), chart(*[(3, 2, 1)] * 8)))
        pages = [solid(extract(form.pdf, page)) for page in range(1, form.pages + 1)]
        assert [page.count("项目") for page in pages if "项目" in page] == [8]
    form = press_document(document(chart(*[(3, 2, 1)] * 100)))
    assert form.pages > 2
    assert all("转出挽留在办" in solid(extract(form.pdf, page)) for page in range(1, form.pages + 1))


@pytest.mark.parametrize("figures", [(0, 0, 0), (1, 0, 0), (9_999_999, 9_999_999, 9_999_999), (1, 9_999_999, 0)])
def test_any_figures_stay_within_the_page(figures: tuple[int, ...]) -> None:
    block = doc.Bars(PARTS, (doc.Bar("很长的项目名称" * 6, figures), doc.Bar("", (1, 1, 1))))
    for _, _, box in boxes(press_document(document(block)).pdf):
        assert box[0] >= LEFT - 1
        assert box[2] <= LEFT + WIDTH + 1
    for piece in (1, 2):
        assert all(x + w <= LEFT + WIDTH + 0.01 for x, _, w, _, _ in drawn(block, piece).boxes)


@pytest.mark.parametrize(
    "block",
    [chart((1, 2)), chart((1, 2, 3, 4), parts=(*PARTS, "丁")), chart((), parts=())],
)
def test_a_bar_that_does_not_fit_the_parts_is_an_error(block: doc.Bars) -> None:
    with pytest.raises(ValueError, match="one to three parts"):
        list(bars(block))


def test_a_stamp_lies_red_and_large_over_the_width_of_the_page() -> None:
    pdf = press_document(document(doc.Stamp("作废", "作废原因：打印机卡纸"))).pdf
    assert "作废作废原因：打印机卡纸" in solid(extract(pdf))
    heights = [box[3] - box[1] for _, character, box in boxes(pdf) if character == "作"]
    assert max(heights) > 18
    _, _, pixels = raster(pdf, 0, 1.0)
    red = sum(r > 170 and g < 90 and b < 90 for b, g, r in zip(pixels[0::4], pixels[1::4], pixels[2::4], strict=True))
    assert red > 800
