"""《开户申请表（个人）》."""

from __future__ import annotations

import dataclasses

import pytest

from app.onboarding.facts import AccountWish, WithheldFacts
from forms import sample_facts
from forms.application.form import build, sample
from forms.engine.document import Field, Fields, Ticks
from tests.forms.reading import said


@pytest.mark.rule("OP-1")
def test_the_application_shows_identity_contact_occupation_income_experience_and_objective() -> None:
    facts = sample()
    fields = {f.label: f.value for b in build(facts).blocks if isinstance(b, Fields) for f in b.fields}
    assert fields["姓名"] == facts.person.name
    assert fields["证件号码"] == facts.person.paper_number
    assert fields["手机号码"] == facts.contact.mobile
    assert fields["职业"] == facts.background.occupation
    assert fields["年收入"] == facts.background.income
    assert fields["投资经验"] == facts.background.experience
    assert fields["投资目的"] == facts.background.objective
    assert fields["税收居民身份"] == facts.background.tax_residence


@pytest.mark.rule("OP-1")
def test_the_application_says_when_the_client_checked_it_and_that_it_is_right() -> None:
    document = build(sample())
    assert Field("客户核对时间", "2026-11-22 10:42", wide=True) in [
        f for b in document.blocks if isinstance(b, Fields) for f in b.fields
    ]
    assert "本人已在客户显示屏上逐项核对本表内容，确认无误" in said(document)


def test_an_account_that_is_wanted_is_ticked_and_one_that_is_not_is_left_open() -> None:
    ticks = {t.label: t.ticked for b in build(sample()).blocks if isinstance(b, Ticks) for t in b.ticks}
    assert ticks == {
        "沪市A股账户（已有账户A000000001）": True,
        "深市A股账户": True,
        "开放式基金账户": False,
        "创业板交易": True,
        "融资融券": False,
    }


def test_without_any_permission_to_ask_for_there_is_no_row_for_them() -> None:
    document = build(dataclasses.replace(sample(), permissions=()))
    assert [b.label for b in document.blocks if isinstance(b, Ticks)] == ["申请账户"]


def test_an_existing_account_is_named_even_when_nothing_is_asked_for_it() -> None:
    document = build(dataclasses.replace(sample(), accounts=(AccountWish("沪市A股账户", False, "A000000002"),)))
    assert "沪市A股账户（已有账户A000000002）" in said(document)


@pytest.mark.rule("SE-3")
def test_what_the_client_does_not_give_stands_there_with_introducer_and_who_asked_and_approved() -> None:
    told = WithheldFacts(("年收入", "电子邮箱"), "钱丽", "周敏", sample_facts.MOMENT, "何静", sample_facts.MOMENT)
    text = said(build(dataclasses.replace(sample(), withheld=told)))
    for words in ("不提供的资料", "年收入、电子邮箱", "介绍人或者代理人", "钱丽", "询问人", "周敏", "批准人", "何静"):
        assert words in text
    assert "不提供的资料" not in said(build(sample()))
