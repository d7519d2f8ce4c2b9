from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from app.common.errors import Refused
from forms.engine import document as doc
from forms.engine import fonts
from forms.engine.blocks import LEFT, chinese_number
from forms.engine.pen import WIDTH
from forms.engine.press import press_document
from forms.engine.renderer import PAGE_HEIGHT, render
from forms.shared_blocks import seal_only
from tests.forms.engine.samples import DATA, EVERY_BLOCK, boxes, document, extract, fonts_of, pressed, solid

BLNS: list[str] = json.loads((DATA / "blns.json").read_text(encoding="utf-8"))


def test_only_embedded_noto_fonts_are_used(tmp_path: Path) -> None:
    rows = fonts_of(pressed().pdf, tmp_path)
    assert rows
    for row in rows:
        assert "+Noto" in row[0]
        assert row[-5:-2] == ["yes", "yes", "yes"]


@pytest.mark.rule("OP-3")
def test_every_page_tells_number_form_version_and_page_of_pages() -> None:
    long = press_document(document(*(doc.Text("正文。" * 120) for _ in range(16)), number="KH-7-α"))
    assert long.pages == 4
    for page in range(1, 5):
        text = extract(long.pdf, page)
        assert f"第 {page} 页 共 4 页" in text.replace("\u3000", " ")
        assert "KH-7-α" in text
        assert "GT-KH-99" in text
        assert "版本 2026-11" in text


def test_the_text_of_every_block_can_be_extracted() -> None:
    text = solid(extract(pressed().pdf))
    for part in [
        *[
            "示例证券股份有限公司",
            "示例路证券营业部",
            "测试表",
            "一、基本信息",
            "林𬭎样",
            "—",
            "示例路1号",
            "√当面影像",
        ],
        *["正文一段，两个字缩进。", "附注。", "1.问题？", "得分2", "√A.甲（2分）", "B.乙（1分）", "序号名称"],
        *["第一条", "范围", "第一段。第二段。（一）甲项；（二）乙项。", "郑重提醒", "市场有风险。", "等级中总分30分"],
        *["本人已阅读。", "客户（签名）", "营业部（盖章）", "日期："],
    ]:
        assert solid(part) in text


def test_all_characters_of_the_general_standard_table_are_extracted_as_typed() -> None:
    table = (DATA / "tgscc8105.txt").read_text(encoding="utf-8").strip()
    pdf = press_document(document(doc.Text(table, indent=False), doc.Text(table, strong=True, indent=False))).pdf
    pages = [solid(extract(pdf, page)) for page in range(1, len(extract(pdf).split("\f")))]
    found = "".join(pages)
    missing = [character for character in set(table) if found.count(character) < 2]
    assert missing == []
    assert table[:20] in found


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    script = (
        "import hashlib\n"
        "from forms.engine.press import press_document\n"
        "from tests.forms.engine.samples import EVERY_BLOCK, document\n"
        "print(press_document(document(*EVERY_BLOCK)).content_sha256)"
    )
    root = Path(__file__).parents[3]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": zone},
            cwd=root,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed, zone in (("0", "UTC"), ("4242", "Asia/Shanghai"))
    }
    assert hashes == {pressed().content_sha256}


def refusal(text: str) -> Refused | None:
    try:
        fonts.need_drawable(text)
    except Refused as refused:
        return refused
    return None


@pytest.mark.parametrize("part", range(6))
def test_naughty_strings_are_printed_literally_or_refused_by_name(part: int) -> None:
    texts = BLNS[part::6]
    kept = [text for text in texts if refusal(text) is None]
    assert len(kept) > 50
    # a row of a field table is never parted by a page break, so that its text is found in one piece
    rows = doc.Fields(tuple(doc.Field("姓名", text, wide=True) for text in kept))
    others = tuple(block for text in kept for block in (doc.Text(text), doc.Heading(text), doc.Notice(text, (text,))))
    found = solid(extract(press_document(document(rows, *others)).pdf))
    assert [text for text in kept if solid(text) not in found] == []


def test_naughty_strings_that_cannot_be_drawn_are_refused_by_a_character_of_theirs() -> None:
    refused = [(text, found) for text in BLNS if (found := refusal(text)) is not None]
    assert len(refused) > 50
    for text, found in refused:
        assert found.code in {"forms.no_glyph", "forms.unprintable"}
        assert chr(int(found.facts["codepoint"][2:], 16)) in text
        with pytest.raises(Refused, match=found.code):
            press_document(document(doc.Text(text)))


@pytest.mark.parametrize(
    "text",
    [
        "<b>粗</b>",
        '<img src="/etc/passwd"/>',
        "<font color=white>隐</font>",
        "</para>",
        "&lt;&amp;",
        "<a href='http://x'>y</a>",
    ],
)
def test_markup_in_a_value_has_no_effect(text: str) -> None:
    every = document(
        doc.Heading(text),
        doc.Fields((doc.Field(text, text),)),
        doc.Ticks(text, (doc.Tick(text, True),)),
        doc.Text(text),
        doc.Clause(1, text, (text,), (text,)),
        doc.Question(1, text, (doc.Option("A", text, True),)),
        doc.Table((text,), ((text,),), (1,)),
        doc.Notice(text, (text,)),
        doc.Result(text, text, text),
        doc.Signatures((doc.SignatureSlot("client", text),), text),
        title=text,
        subtitle=text,
    )
    form = press_document(every)
    pdf = form.pdf
    # the title is in the running head of each further page too
    assert solid(extract(pdf)).count(solid(text)) == 22 + form.pages - 1
    assert b"/URI" not in pdf
    assert b"/Image" not in pdf.replace(b"/ImageC", b"").replace(b"/ImageB", b"").replace(b"/ImageI", b"")


@pytest.mark.parametrize("value", ["中" * 200, "W" * 200, "𬭎" * 200, "，" * 200, "（" * 200, "a b " * 50, "1-" * 100])
def test_values_of_two_hundred_characters_stay_within_the_page(value: str) -> None:
    blocks: tuple[doc.Block, ...] = (
        doc.Heading(value),
        doc.Fields((doc.Field("姓名", value), doc.Field("性别", "女"), doc.Field("甲", value), doc.Field("乙", value))),
        doc.Fields(tuple(doc.Field(value[:40], value) for _ in range(3)), columns=3),
        doc.Ticks(value[:40], tuple(doc.Tick(value, True) for _ in range(3))),
        doc.Table((value, "乙", "丙"), ((value, value, value),), (1, 1, 4), frozenset({1})),
        doc.Question(1, value, (doc.Option("A", value, True, 3), doc.Option("B", "乙", False, 1)), 3),
        doc.Clause(12, value, (value,), (value,)),
        doc.Notice(value, (value,)),
        doc.Result(value, value, value),
        doc.Signatures((doc.SignatureSlot("client", value), doc.SignatureSlot("branch", value)), value),
    )
    head = {"subtitle": value, "company": value, "branch": value, "contact": value}
    pdf = press_document(document(*blocks, title=value, **head, number=value[:60])).pdf
    outside = [
        (page, character, box)
        for page, character, box in boxes(pdf)
        if box[0] < LEFT - 1 or box[2] > LEFT + WIDTH + 6 or box[1] < 20 or box[3] > PAGE_HEIGHT - 30
    ]
    assert outside == []


def test_lines_do_not_overlap() -> None:
    pdf = press_document(document(*EVERY_BLOCK, *EVERY_BLOCK)).pdf
    rows: dict[tuple[int, float], list[tuple[float, float, str]]] = {}
    for page, character, box in boxes(pdf):
        rows.setdefault((page, round(box[1])), []).append((box[0], box[2], character))
    for row in rows.values():
        row.sort()
        for left, right in pairwise(row):
            if "√" not in (left[2], right[2]):
                assert right[0] >= left[1] - 1.2, (left, right)


def test_a_table_over_pages_repeats_its_head() -> None:
    table = doc.Table(("列甲", "列乙"), tuple((str(n), "值") for n in range(90)), (1, 1))
    form = press_document(document(table))
    assert form.pages == 4
    assert all("列甲" in extract(form.pdf, page) for page in range(1, 5))


def test_a_heading_is_never_the_last_of_a_page() -> None:
    for filler in range(30, 44):
        blocks = [doc.Text(f"第{n}行", indent=False) for n in range(filler)]
        form = press_document(document(*blocks, doc.Heading("末标题"), doc.Text("随后的正文。")))
        for page in range(1, form.pages + 1):
            text = extract(form.pdf, page)
            assert ("末标题" in text) == ("随后的正文" in text)


def test_the_signature_block_is_kept_together_and_its_places_are_reported() -> None:
    for filler in range(20, 40, 3):
        rendered = render(document(*(doc.Text("行") for _ in range(filler)), EVERY_BLOCK[-1]))
        client, branch = rendered.places
        assert (client.role, branch.role) == ("client", "branch")
        assert client.page == branch.page == rendered.pages - 1
        assert client.y == branch.y >= 80
        assert client.x + client.width < branch.x


def test_nobody_signs_on_a_page_that_says_nothing_else() -> None:
    signed = doc.Signatures((doc.SignatureSlot("client", "客户签名"),), "")
    for lines in range(26, 40):
        form = render(document(*(doc.Text("条款正文") for _ in range(lines)), signed))
        assert "条款正文" in extract(form.pdf, form.places[0].page + 1)


def test_a_form_without_a_place_for_the_branch_is_sealed_at_the_foot_of_its_last_page() -> None:
    rendered = render(document(doc.Text("正文")))
    assert [(place.role, place.page) for place in rendered.places] == [("branch", 0)]


def test_chinese_numbers() -> None:
    numbers = {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九", 100: "一百", 105: "一百零五", 110: "一百一十"}
    assert {number: chinese_number(number) for number in numbers} == numbers


LAST = "末行内容"


@pytest.mark.parametrize("block", [doc.Table(("事项",), ((LAST,),), (1.0,)), doc.Fields((doc.Field("项目", LAST),))])
def test_no_page_holds_the_place_of_the_seal_alone(block: doc.Block) -> None:
    made = [
        render(document(*(doc.Text("正文。") for _ in range(lines)), block, seal_only())) for lines in range(18, 34)
    ]
    longer = [one for one in made if one.pages == 2]
    assert longer
    for one in longer:
        assert LAST in solid(extract(one.pdf, 2))
