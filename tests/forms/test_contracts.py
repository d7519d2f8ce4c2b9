"""《电子签名约定书》, 《证券交易委托代理协议》, 《服务关系确认书》 and 《第三方存管协议（签约确认）》."""

from __future__ import annotations

import dataclasses
import re

import pytest

from forms import catalogue
from forms.agreement.form import TEXT as AGREEMENT
from forms.custody import form as custody
from forms.engine.clauses import load_clauses
from forms.engine.document import Clause, Field, Fields, Signatures, Ticks
from forms.esign_consent import form as esign
from forms.relationship import form as relationship
from forms.shared_blocks import chinese_number
from tests.forms.reading import said


@pytest.mark.parametrize(
    ("folder", "least"), [("esign_consent", 8), ("agreement", 12), ("custody", 10), ("relationship", 4)]
)
def test_a_contract_prints_all_of_its_articles_numbered_without_a_gap(folder: str, least: int) -> None:
    form = catalogue.form(folder.replace("_", "-"))
    clauses = [block for block in form.build(form.sample()).blocks if isinstance(block, Clause)]
    assert len(clauses) >= least
    assert [clause.number for clause in clauses] == list(range(1, len(clauses) + 1))
    assert tuple(clauses) == load_clauses(f"forms.{folder}").clauses
    assert len({clause.title for clause in clauses}) == len(clauses)


def test_the_articles_that_the_agreement_points_out_are_the_ones_it_means() -> None:
    assert AGREEMENT.notice is not None
    named = re.findall(r"第([一二三四五六七八九十]+)条（([^）]+)）", "".join(AGREEMENT.notice.paragraphs))
    titles = {chinese_number(clause.number): clause.title for clause in AGREEMENT.clauses}
    assert len(named) == 7
    for number, words in named:
        assert all(part in titles[number] for part in re.split("的|与", words)), (number, words)


@pytest.mark.parametrize(
    "duty",
    [
        "不得出借",
        "密码由甲方本人设置",
        "清算交收",
        "第三方存管",
        "公示收费项目",
        "全权委托",
        "20年",
        "赔偿",
        "12386",
        "注销账户",
    ],
)
def test_the_agreement_settles(duty: str) -> None:
    assert any(duty in text for c in AGREEMENT.clauses for text in (*c.paragraphs, *c.items))


@pytest.mark.rule("KY-4")
def test_each_consent_is_asked_for_by_itself_and_never_left_open() -> None:
    facts = dataclasses.replace(esign.sample(), consents=(("笔迹", True), ("照片", False)))
    rows = [block for block in esign.build(facts).blocks if isinstance(block, Ticks)]
    assert [[(tick.label, tick.ticked) for tick in row.ticks] for row in rows] == [
        [("同意：笔迹", True), ("不同意", False)],
        [("同意：照片", False), ("不同意", True)],
    ]


@pytest.mark.rule("KY-4")
def test_the_client_is_told_that_paper_stays_open() -> None:
    text = said(esign.build(esign.sample()))
    assert "不影响甲方以纸质方式办理业务" in text
    assert "乙方应当提供纸质文件供手写签名" in text


@pytest.mark.rule("SR-1")
def test_the_confirmation_names_the_staff_member_the_certificate_and_both_sides_of_the_scope() -> None:
    facts = relationship.sample()
    fields = {f.label: f.value for b in relationship.build(facts).blocks if isinstance(b, Fields) for f in b.fields}
    assert fields["执业证书编号"] == facts.marketer.certificate_number
    assert fields["证书有效期至"] == "2028年6月30日"
    assert [line[3:] for line in fields["可以从事"].split("\n")] == list(facts.marketer.authorised)
    assert [line[3:] for line in fields["不得从事"].split("\n")] == list(facts.marketer.forbidden)


@pytest.mark.rule("SR-1")
def test_the_client_states_to_understand_what_the_staff_member_may_and_may_not_do() -> None:
    last = relationship.build(relationship.sample()).blocks[-1]
    assert isinstance(last, Signatures)
    assert "可以做什么、不得做什么，两者本人均已理解" in last.note


@pytest.mark.rule("SR-2")
def test_the_confirmation_is_made_in_two_labelled_copies_and_says_so() -> None:
    assert relationship.FORM.copies == ("公司留存联", "客户留存联")
    text = said(relationship.build(relationship.sample()))
    assert "一式二份" in text
    assert all(label in text for label in relationship.FORM.copies)


@pytest.mark.rule("AP-2")
@pytest.mark.parametrize("booked", [True, False])
def test_the_teller_records_booked_or_not_booked_with_the_number(booked: bool) -> None:
    number = "YY20261120000001" if booked else ""
    facts = dataclasses.replace(relationship.sample(), booked=booked, booking_number=number)
    document = relationship.build(facts)
    (row,) = [block for block in document.blocks if isinstance(block, Ticks)]
    assert [(tick.label, tick.ticked) for tick in row.ticks] == [("已预约", booked), ("未预约", not booked)]
    fields = [f for block in document.blocks if isinstance(block, Fields) for f in block.fields]
    assert Field("预约编号", number) in fields
    assert Field("核实柜员", "样柜员（工号3301000）") in fields


@pytest.mark.rule("CU-1")
def test_the_custody_agreement_ties_one_fund_account_to_one_bank_and_one_account() -> None:
    facts = custody.sample()
    document = custody.build(facts)
    fields = {f.label: f.value for b in document.blocks if isinstance(b, Fields) for f in b.fields}
    assert fields["资金账户"] == facts.fund_account
    assert fields["存管银行（丙方）"] == facts.bank
    assert fields["银行结算账户"] == facts.bank_account
    text = said(document)
    assert "一个资金账户只能与一家存管银行的一个本人银行结算账户建立对应关系" in text
    assert "应当逐个账户另行签署存管协议" in text
    assert "本人临柜签署本协议，不得由他人代办" in text


@pytest.mark.parametrize("main", [True, False])
def test_the_custody_agreement_says_whether_it_is_for_the_main_account(main: bool) -> None:
    document = custody.build(dataclasses.replace(custody.sample(), main_account=main))
    (row,) = [block for block in document.blocks if isinstance(block, Ticks)]
    assert [tick.ticked for tick in row.ticks] == [main, not main]
