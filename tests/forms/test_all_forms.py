"""What holds for every form."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clients.papers import PaperKind, read_number
from forms import catalogue, sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Field, Fields, Signatures, SignatureSlot
from forms.engine.renderer import render
from tests.forms.reading import printed, said

IDS = catalogue.form_ids()
MOST_PAGES = {
    "booking": 1, "application": 2, "education": 2, "assessment": 3, "disclosure": 4, "disclosure-chinext": 3,
    "esign-consent": 3, "agreement": 4, "relationship": 2, "custody": 2, "contents": 1,
    "staff-public": 2, "client-handover": 2,
    "transfer-application": 2, "transfer-approval": 2, "retention-record": 2, "transfer-receipt": 1,
    "transfer-memo": 1, "returns-list": 1, "enclosure": 1, "day-sheet": 2, "churn-report": 4, "verification-page": 2,
    "dossier-cover": 1, "dossier-index": 2, "handover-sheet": 2, "mending-sheet": 1, "loan-register": 1,
    "destruction-list": 2, "confidentiality-pledge": 1,
    "fund-account-addition": 2, "multi-bank-agreement": 3, "main-account-change": 2, "custody-change": 2,
    "mismatch": 2, "client-change": 2, "password-reset": 2, "relationship-change": 2, "account-addition": 1,
    "permission-application": 2, "class-table": 2, "class-changes": 2,
    "tax-statement": 2, "institution-tax-statement": 3,
    "disclosure-margin": 3, "disclosure-warrant": 3, "disclosure-hk-connect": 3,
    "satisfaction-report": 3, "education-sheet": 2,
    "institution-application": 2, "authorisation": 2, "beneficial-owners": 2, "seal-card": 1,
    "report": 2, "service-report": 3, "figures": 3,
    "contact-record": 2, "visit-record": 2, "sampling-plan": 2,
    "complaint-record": 2, "complaint-answer": 1, "complaint-statistics": 3,
}  # fmt: skip
FULL = {
    "contents", "assessment", "transfer-receipt", "day-sheet", "churn-report", "dossier-index", "mending-sheet",
    "loan-register", "destruction-list", "confidentiality-pledge",
    "verification-page", "client-handover", "class-table", "class-changes", "satisfaction-report", "education-sheet",
    "report", "service-report", "figures", "complaint-record", "complaint-answer", "complaint-statistics",
}  # fmt: skip
"""Forms none of whose labelled values may be empty."""
ASCII_BY_HAN = re.compile(r"[㐀-鿿，。；：？！、（）《》“”][,.;:!?()\[\]\"'<>]|[,.;:!?()\[\]\"'<>][㐀-鿿]")
UNFINISHED = re.compile(r"某某|X{2,}|×|_{2,}|…|TODO|待定|「|」|[０-９Ａ-Ｚａ-ｚ]|\s{1,}$|，，|。。|；。")


def clause_texts(folder: str) -> Iterator[str]:
    """Every text of a form's clauses.toml that is meant to be read."""
    raw: dict[str, Any] = tomllib.loads(resources.files(f"forms.{folder}").joinpath("clauses.toml").read_text("utf-8"))

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, item in value.items():
                if key not in ("id", "version"):
                    yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)

    yield from walk(raw)


def test_the_list_has_the_forms_of_an_opening_of_a_transfer_out_and_the_others_in_this_order() -> None:
    infos = catalogue.infos()
    assert [info.title for info in infos] == [
        "预约开户表",
        "开户申请表（个人）",
        "投资者教育记录",
        "投资风险承受能力评估调查表",
        "证券交易风险揭示书",
        "创业板投资风险揭示书",
        "电子签名约定书",
        "证券交易委托代理协议",
        "服务关系确认书",
        "第三方存管协议（签约确认）",
        "客户资料清单",
        "转销户申请表",
        "转销户审批单",
        "挽留记录",
        "转托管手续费收据",
        "客户转销户工作备忘录",
        "资料交还清单",
        "附件：资料扫描件",
        "柜员日终清单",
        "流失分析表",
        "营销人员信息公示表",
        "验签单",
        "客户档案封面",
        "卷内目录",
        "客户资料交接表",
        "客户资料补齐信息表",
        "档案借阅登记表",
        "档案销毁清册",
        "客户信息保密承诺书",
        "风险不匹配告知确认书",
        "客户资料变更申请表",
        "柜台密码重置申请表",
        "服务关系变更（终止）确认书",
        "证券账户加挂申请表",
        "业务权限开通（关闭）申请表",
        "风险承受能力客户分类表",
        "客户移交清单",
        "客户分类变动表",
        "增开资金账户申请表",
        "单客户多银行服务协议",
        "主资金账户变更申请表",
        "存管变更（终止）申请表",
        "机构客户开户申请表",
        "受益所有人信息表",
        "法定代表人授权委托书",
        "预留印鉴卡",
        "个人税收居民身份声明文件",
        "机构税收居民身份声明文件",
        "融资融券交易风险揭示书",
        "权证交易风险揭示书",
        "港股通交易风险揭示书",
        "满意度统计表",
        "投资者教育活动签到表",
        "客户投诉记录表",
        "投诉答复函",
        "投诉统计表",
        "客户回访记录表",
        "上门拜访记录",
        "回访抽样计划",
        "报表",
        "服务月报",
        "经营看板",
    ]
    assert [info.code for info in infos] == [
        *(f"GT-KH-{number:02d}" for number in range(1, 12)),
        *(f"GT-ZX-{number:02d}" for number in range(1, 7)),
        *("GT-FJ-01", "GT-RZ-01", "GT-BB-01", "GT-YX-01", "GT-YQ-01"),
        *(f"GT-DA-{number:02d}" for number in range(1, 8)),
        "GT-SD-01",
        *(f"GT-BG-{number:02d}" for number in range(1, 6)),
        *("GT-BB-02", "GT-YX-02", "GT-BB-03"),
        *(f"GT-CG-{number:02d}" for number in range(1, 5)),
        *(f"GT-KH-{number:02d}" for number in range(12, 18)),
        *(f"GT-JS-{number:02d}" for number in range(1, 4)),
        *("GT-MY-01", "GT-TJ-01"),
        *(f"GT-TS-{number:02d}" for number in range(1, 4)),
        *(f"GT-HF-{number:02d}" for number in range(1, 4)),
        *("GT-BB-04", "GT-BB-06", "GT-BB-05"),
    ]


@pytest.mark.parametrize("form_id", IDS)
def test_a_form_knows_its_own_id_version_and_kind(form_id: str) -> None:
    info = catalogue.info(form_id)
    document = catalogue.form(form_id).build(catalogue.form(form_id).sample())
    assert (info.id, document.form_id) == (form_id, form_id)
    assert re.fullmatch(r"\d{4}-\d{2}", info.version)
    assert (document.title, document.form_code, document.form_version) == (info.title, info.code, info.version)
    assert info.kind in {
        "identity", "assessment", "disclosure", "agreement", "custody", "relationship", "booking", "education", "index",
        "staff", "transfer-out", "day-end", "report", "dossier", "verification", "contact", "complaint",
    }  # fmt: skip
    assert info.copies


@pytest.mark.parametrize("form_id", IDS)
def test_every_fact_given_is_on_the_form(form_id: str) -> None:
    form = catalogue.form(form_id)
    facts = form.sample()
    text = said(form.build(facts))
    missing = [path for path, value in printed(form_id, facts) if value not in text]
    assert not missing


@pytest.mark.parametrize("form_id", IDS)
def test_the_same_facts_give_the_same_document(form_id: str) -> None:
    form = catalogue.form(form_id)
    assert form.build(form.sample()) == form.build(form.sample())


@pytest.mark.parametrize("form_id", IDS)
def test_a_form_ends_with_a_slot_for_each_of_its_signers(form_id: str) -> None:
    form = catalogue.form(form_id)
    last = form.build(form.sample()).blocks[-1]
    if not form.FORM.signers:  # a cover that is printed anew each time
        return
    assert isinstance(last, Signatures)
    assert tuple(slot.role for slot in last.slots) == form.FORM.signers
    assert all(isinstance(slot, SignatureSlot) and slot.label for slot in last.slots)


@pytest.mark.parametrize("form_id", IDS)
def test_a_sample_is_set_on_a_sensible_number_of_pages(form_id: str) -> None:
    form = catalogue.form(form_id)
    assert render(form.build(form.sample())).pages <= MOST_PAGES[form_id]


@pytest.mark.parametrize("folder", catalogue.FOLDERS)
def test_chinese_text_has_chinese_punctuation(folder: str) -> None:
    assert not [text for text in clause_texts(folder) if ASCII_BY_HAN.search(text)]


@pytest.mark.parametrize("folder", catalogue.FOLDERS)
def test_no_text_is_unfinished(folder: str) -> None:
    assert not [text for text in clause_texts(folder) if not text or UNFINISHED.search(text)]


@pytest.mark.parametrize("folder", catalogue.FOLDERS)
def test_brackets_and_quotes_come_in_pairs(folder: str) -> None:
    for text in clause_texts(folder):
        for opening, closing in ("《》", "（）", "“”"):
            assert text.count(opening) == text.count(closing), text


@pytest.mark.parametrize("folder", catalogue.FOLDERS)
def test_every_paragraph_ends_as_a_sentence_ends(folder: str) -> None:
    clauses = load_clauses(f"forms.{folder}")
    for clause in clauses.clauses:
        assert all(paragraph.endswith(("。", "：")) for paragraph in clause.paragraphs), clause.title
        assert clause.paragraphs[-1].endswith("：") == bool(clause.items), clause.title
        assert all(item.endswith("；") for item in clause.items[:-1])
        assert all(item.endswith("。") for item in clause.items[-1:])
    for section in clauses.sections:
        assert all(paragraph.endswith("。") for paragraph in section.paragraphs), section.id


@pytest.mark.parametrize("folder", catalogue.FOLDERS)
def test_no_text_is_kept_that_no_form_uses(folder: str) -> None:
    source = resources.files(f"forms.{folder}").joinpath("form.py").read_text("utf-8")
    source += resources.files("forms").joinpath("shared_blocks.py").read_text("utf-8")
    assert not [key for key in load_clauses(f"forms.{folder}").text if f'"{key}"' not in source]


@pytest.mark.parametrize("form_id", IDS)
def test_an_empty_value_is_left_for_the_renderer_to_print_as_a_dash(form_id: str) -> None:
    form = catalogue.form(form_id)
    document = form.build(_emptied(form.sample()))
    values = [f.value for block in document.blocks if isinstance(block, Fields) for f in block.fields]
    assert "" in values or form_id in FULL
    assert "None" not in said(document)


def _emptied(facts: Any) -> Any:
    """The same facts with every text that a client or teller may leave empty left empty."""
    optional = {
        "note", "telephone", "email", "postcode", "employer", "remark", "booking_number", "ethnicity", "fund_account",
        "paper_issuer", "checked_by",
    }  # fmt: skip
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if field.name in optional and isinstance(value, str):
            changes[field.name] = ""
        elif field.name in ("checked_at", "reviewed_at", "paper_until"):
            changes[field.name] = None
        elif dataclasses.is_dataclass(value) and not isinstance(value, type) and field.name != "head":
            changes[field.name] = _emptied(value)
    return dataclasses.replace(facts, **changes)


def test_a_paper_without_an_end_is_long_term() -> None:
    form = catalogue.form("application")
    assert "至长期" in said(form.build(_emptied(form.sample())))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=30))
def test_whatever_the_name_it_stands_on_the_form_as_it_is(name: str) -> None:
    form = catalogue.form("application")
    facts = form.sample()
    document = form.build(dataclasses.replace(facts, person=dataclasses.replace(facts.person, name=name)))
    assert Field("姓名", name) in [f for block in document.blocks if isinstance(block, Fields) for f in block.fields]


def test_the_sample_client_has_a_valid_number_and_a_rare_character_in_the_name() -> None:
    person = sample_facts.sample_person()
    assert any(ord(character) > 0xFFFF for character in person.name)
    reading = read_number(person.paper_number, today=sample_facts.MADE_ON)
    assert (reading.kind, reading.kind.label) == (PaperKind.RESIDENT_ID, person.paper_kind)
    assert (reading.birth_date, reading.sex, reading.warnings) == (person.birth_date, person.sex, ())
