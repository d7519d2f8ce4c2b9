"""What holds for the forms of a transfer-out, of the day's end and of the reports at their extremes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.common.errors import Refused
from forms import catalogue
from forms.engine import fonts
from forms.engine.blocks import LEFT
from forms.engine.pen import WIDTH
from forms.engine.press import press_document
from forms.engine.renderer import PAGE_HEIGHT
from tests.forms.engine.samples import CLOCK, DATA, boxes, extract, fonts_of, keys, solid
from tests.forms.engine.test_archive_pdf import shown_codes
from tests.forms.reading import said
from tests.forms.variants import each_text, empty, many

IDS = catalogue.form_ids()[11:20]
LONG = "，阿卜杜热西提·买买提明·尼亚孜𬭎与示例市样张路国际贸易发展有限责任公司驻外办事处联合代表"


def drawable(text: str) -> bool:
    try:
        fonts.need_drawable(text)
    except Refused:
        return False
    return True


HOSTILE = [
    text for text in json.loads((DATA / "blns.json").read_text(encoding="utf-8")) if text.strip() and drawable(text)
]


def pdf_of(form_id: str, facts: object) -> bytes:
    return press_document(catalogue.form(form_id).build(facts)).pdf


def test_these_are_the_forms_that_follow_those_of_an_opening() -> None:
    assert IDS == (
        "transfer-application", "transfer-approval", "retention-record", "transfer-receipt", "transfer-memo",
        "returns-list", "enclosure", "day-sheet", "churn-report",
    )  # fmt: skip


def test_kinds_copies_and_signers_are_as_the_rules_want_them() -> None:
    client, teller = ("client", "teller", "branch"), ("teller", "branch")
    wanted = {
        "transfer-application": ("transfer-out", client, ("公司留存联", "客户留存联")),
        "transfer-approval": ("transfer-out", ("branch",), ("公司留存联",)),
        "retention-record": ("transfer-out", ("branch",), ("公司留存联",)),
        "transfer-receipt": ("transfer-out", teller, ("客户联", "存根联")),
        "transfer-memo": ("transfer-out", ("branch",), ("公司留存联",)),
        "returns-list": ("transfer-out", client, ("公司留存联", "客户留存联")),
        "enclosure": ("transfer-out", ("branch",), ("公司留存联",)),
        "day-sheet": ("day-end", teller, ("公司留存联",)),
        "churn-report": ("report", ("branch",), ("公司留存联",)),
    }
    assert {i: (catalogue.info(i).kind, catalogue.info(i).signers, catalogue.info(i).copies) for i in IDS} == wanted


@pytest.mark.parametrize("form_id", IDS)
def test_a_form_just_begun_can_be_previewed(form_id: str) -> None:
    module = catalogue.form(form_id)
    document = module.build(empty(module.sample()))
    text = solid(extract(press_document(document).pdf))
    assert solid(document.title) in text
    assert "—" in text
    for nonsense in ("None", "0001-01-01", "第0版", "1年1月1日"):
        assert nonsense not in text.replace(document.number, "")


@pytest.mark.parametrize("form_id", IDS)
def test_hostile_texts_stand_on_the_form_as_they_were_typed(form_id: str) -> None:
    module = catalogue.form(form_id)
    used: list[str] = []

    def hostile(text: str) -> str:
        used.append(HOSTILE[len(used) * 7 % len(HOSTILE)])
        return used[-1]

    pdf = pdf_of(form_id, each_text(module.sample(), hostile))
    found = solid(extract(pdf))
    assert used
    assert [text for text in used if solid(text) not in found] == []
    assert b"/URI" not in pdf
    assert b"/JavaScript" not in pdf
    document = module.build(each_text(module.sample(), lambda text: "<b>&lt;" + text[-3:] + "</para>"))
    assert "<b>&lt;" in said(document)
    assert solid(extract(press_document(document).pdf)).count("</para>") >= 3


@pytest.mark.parametrize("form_id", IDS)
def test_long_texts_and_long_lists_stay_within_the_page(form_id: str) -> None:
    module = catalogue.form(form_id)
    facts = many(each_text(module.sample(), lambda text: text + LONG), 3)
    form = press_document(module.build(facts))
    assert form.pages > 1 or form_id == "enclosure"
    outside = [
        (page, character, box)
        for page, character, box in boxes(form.pdf)
        if box[0] < LEFT - 1 or box[2] > LEFT + WIDTH + 6 or box[1] < 20 or box[3] > PAGE_HEIGHT - 30
    ]
    assert outside == []


@pytest.mark.parametrize("form_id", IDS)
def test_a_character_nobody_can_draw_is_refused_by_name(form_id: str) -> None:
    module = catalogue.form(form_id)
    with pytest.raises(Refused, match=r"forms\.(no_glyph|unprintable)"):
        pdf_of(form_id, each_text(module.sample(), lambda text: text + "\u202e"))


@pytest.mark.parametrize("form_id", IDS)
def test_fonts_are_embedded_and_no_glyph_is_missing(form_id: str, tmp_path: Path) -> None:
    pdf = pdf_of(form_id, catalogue.form(form_id).sample())
    assert all("+Noto" in row[0] and row[-5:-2] == ["yes"] * 3 for row in fonts_of(pdf, tmp_path))
    assert all(0 not in codes for codes in shown_codes(pdf).values())


def test_the_same_facts_give_the_same_bytes_in_any_process() -> None:
    script = (
        "from forms import catalogue\n"
        "from forms.engine.press import press_document\n"
        "for i in catalogue.form_ids()[11:20]:\n"
        "    module = catalogue.form(i)\n"
        "    print(press_document(module.build(module.sample())).content_sha256)"
    )
    root = Path(__file__).parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": zone},
            cwd=root,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("4242", "America/New_York"))
    }
    assert len(outputs) == 1
    assert len(set(outputs.pop().split())) == len(IDS)


@pytest.mark.rule("SR-2")
@pytest.mark.parametrize("form_id", IDS)
def test_each_copy_is_a_print_with_its_own_label(form_id: str) -> None:
    from forms.engine.press import FormPress

    pdf = pdf_of(form_id, catalogue.form(form_id).sample())
    for label in catalogue.info(form_id).copies:
        printed = FormPress(keys(), clock=CLOCK).rendition(pdf, copy_label=label)
        # printed above the letterhead, apart from whatever the text says of its copies
        assert sum(character == label[0] and box[3] > PAGE_HEIGHT - 38 for _, character, box in boxes(printed)) >= 1
