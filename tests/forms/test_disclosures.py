"""《证券交易风险揭示书》 and the extra disclosure for the ChiNext board."""

from __future__ import annotations

import dataclasses

import pytest

from app.onboarding.facts import SectionRead
from forms import catalogue
from forms.engine.document import Heading, Signatures, Table
from tests.forms.reading import said

BOTH = ("disclosure", "disclosure-chinext", "disclosure-margin", "disclosure-warrant", "disclosure-hk-connect")


@pytest.mark.parametrize(
    ("form_id", "least", "most"), [("disclosure", 8, 10), *((form_id, 5, 7) for form_id in BOTH[1:])]
)
def test_a_disclosure_has_sections_with_ids_of_their_own_and_substance(form_id: str, least: int, most: int) -> None:
    sections = catalogue.sections(form_id)
    assert least <= len(sections) <= most
    assert len({section.id for section in sections}) == len(sections)
    assert all(section.length >= 100 and section.title for section in sections)


@pytest.mark.rule("OP-3")
@pytest.mark.parametrize("form_id", BOTH)
def test_what_is_printed_is_what_was_read_section_by_section(form_id: str) -> None:
    document = catalogue.form(form_id).build(catalogue.form(form_id).sample())
    text = said(document)
    sections = catalogue.sections(form_id)
    headings = [
        block.text.split("、", 1)[1] for block in document.blocks if isinstance(block, Heading) if "、" in block.text
    ]
    assert headings == [section.title for section in sections]
    assert all(paragraph in text for section in sections for paragraph in section.paragraphs)


@pytest.mark.rule("OP-3")
@pytest.mark.parametrize("form_id", BOTH)
def test_the_seconds_each_section_was_read_stand_on_the_form(form_id: str) -> None:
    form = catalogue.form(form_id)
    sections = catalogue.sections(form_id)
    read = tuple(SectionRead(section.id, 101 + number) for number, section in enumerate(sections))
    (table,) = [b for b in form.build(dataclasses.replace(form.sample(), read=read)).blocks if isinstance(b, Table)]
    cells = [row[at : at + 3] for at in (0, 3) for row in table.rows]
    assert [cell for cell in cells if cell[0] != "—"] == [
        (str(number + 1), section.title, f"{101 + number}秒") for number, section in enumerate(sections)
    ]


def test_a_section_that_was_not_read_shows_a_dash() -> None:
    form = catalogue.form("disclosure")
    facts = form.sample()
    document = form.build(dataclasses.replace(facts, read=facts.read[1:]))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert table.rows[0][:3] == ("1", "市场风险", "—")


def test_a_reading_of_another_text_is_no_reading_of_this_one() -> None:
    form = catalogue.form("disclosure-chinext")
    facts = dataclasses.replace(form.sample(), read=(SectionRead("market", 30),))
    with pytest.raises(ValueError, match="no such section: market"):
        form.build(facts)


@pytest.mark.rule("OP-3")
@pytest.mark.parametrize("form_id", BOTH)
def test_the_client_states_to_have_read_this_very_disclosure_and_to_bear_the_risk(form_id: str) -> None:
    form = catalogue.form(form_id)
    last = form.build(form.sample()).blocks[-1]
    assert isinstance(last, Signatures)
    assert f"逐节阅读《{form.FORM.title}》的全部内容" in last.note
    assert "自行承担" in last.note


@pytest.mark.parametrize(
    "warning",
    ["全部投入的本金", "终止上市", "当日卖出", "包括本公司的营销人员", "全权委托", "强制平仓", "不能克服", "买者自负"],
)
def test_the_main_disclosure_warns_of(warning: str) -> None:
    assert any(warning in paragraph for s in catalogue.sections("disclosure") for paragraph in s.paragraphs)


@pytest.mark.parametrize("warning", ["注册制", "20%", "尚未盈利", "前5个交易日", "退市整理期", "10万元", "表决权差异"])
def test_the_chinext_disclosure_warns_of(warning: str) -> None:
    assert any(warning in paragraph for s in catalogue.sections("disclosure-chinext") for paragraph in s.paragraphs)


@pytest.mark.parametrize(
    ("form_id", "warning"),
    [
        ("margin", "强制平仓"), ("margin", "没有上限"), ("margin", "继续偿还"), ("margin", "半年"),
        ("warrant", "注销"), ("warrant", "时间价值"), ("warrant", "行权比例"), ("warrant", "当日回转"),
        ("hk-connect", "汇率"), ("hk-connect", "不设涨跌幅限制"), ("hk-connect", "每日额度"),
        ("hk-connect", "50万元"),
    ],
)  # fmt: skip
def test_the_disclosures_of_other_business_warn_of_what_is_their_own(form_id: str, warning: str) -> None:
    sections = catalogue.sections(f"disclosure-{form_id}")
    assert any(warning in paragraph for section in sections for paragraph in section.paragraphs)
