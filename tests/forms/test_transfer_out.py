"""The six forms of a transfer-out: what each of them has to say."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.transfer_out.facts import AccountsFacts, ConditionFacts, FeeLine, PartyFacts, PromiseFacts
from forms import sample_facts
from forms.engine.document import Document, Fields, Stamp, Table, Text, Ticks
from forms.engine.press import press_document
from forms.retention_record import form as retention
from forms.returns_list import form as returns
from forms.transfer_application import form as application
from forms.transfer_approval import form as approval
from forms.transfer_blocks import edition, money, party_fields, said_of
from forms.transfer_memo import form as memo
from forms.transfer_receipt import form as receipt
from tests.forms.engine.samples import extract, solid
from tests.forms.reading import said

MOMENT = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)


def values(document: Document) -> list[tuple[str, str]]:
    """Label and value of every field, in order."""
    return [(f.label, f.value) for block in document.blocks if isinstance(block, Fields) for f in block.fields]


def ticked(document: Document, label: str) -> dict[str, bool]:
    return {
        tick.label: tick.ticked
        for block in document.blocks
        if isinstance(block, Ticks) and block.label == label
        for tick in block.ticks
    }


def rows(document: Document) -> list[tuple[str, ...]]:
    return [row for block in document.blocks if isinstance(block, Table) for row in block.rows]


# the client's request


@pytest.mark.rule("TO-15")
def test_the_application_tells_the_clock_and_that_the_client_may_insist_at_any_time() -> None:
    text = said(application.build(application.sample()))
    assert "自申请之日起2个交易日内" in text
    assert "客户随时可以表示坚持办理" in text
    assert "是否交谈由客户决定" in text
    assert "不拒绝客户的申请" in text


@pytest.mark.rule("TO-15")
def test_a_clock_that_is_not_known_is_not_made_up() -> None:
    facts = dataclasses.replace(application.sample(), deadline_days=0)
    assert ("办理期限", "") in values(application.build(facts))


@pytest.mark.rule("TO-2")
def test_the_application_names_every_condition_that_may_stand_in_the_way() -> None:
    text = said(application.build(application.sample()))
    for condition in (
        "委托或者成交",
        "国债回购未到期",
        "回购登记未撤销",
        "新股申购资金未解冻",
        "协议未履行完毕",
        "登记结算机构",
    ):
        assert condition in text


@pytest.mark.parametrize("wish", ["撤销上海指定交易", "深圳转托管", "基金转托管", "销资金账户", "资金与利息"])
def test_the_application_explains_what_each_wish_means(wish: str) -> None:
    assert any(clause.title == wish for clause in application.TEXT.clauses)


@pytest.mark.rule("TO-1")
def test_papers_shown_are_ticked_and_others_say_why_not() -> None:
    ticks = ticked(application.build(application.sample()), "证件资料")
    assert ticks == {
        "居民身份证（原件已核对并扫描）": True,
        "证券账户卡（原件已核对并扫描）": True,
        "资金账户卡（客户称已遗失，按规定核实账户信息）": False,
    }


@pytest.mark.parametrize("close", [True, False])
def test_closing_the_fund_account_is_ticked_only_when_it_is_wanted(close: bool) -> None:
    document = application.build(dataclasses.replace(application.sample(), close_account=close))
    assert list(ticked(document, "销资金账户").values()) == [close, not close]


def test_nothing_on_the_application_moves_with_time() -> None:
    """What the client signs is bound to its facts: neither accounts nor deadline nor insisting are in them."""
    names = {field.name for field in dataclasses.fields(application.sample())}
    assert not names & {"accounts", "deadline", "decisions", "version", "insists"}


def test_the_agent_of_an_institution_is_on_the_form_and_one_who_comes_alone_has_none() -> None:
    agent = {f.label: f.value for f in party_fields(sample_facts.sample_party(agent=True)).fields}
    assert agent["客户类别"] == "机构"
    assert agent["代理人姓名"] == "林𬭎样"
    assert agent["授权依据"].startswith("法定代表人授权委托书")
    alone = {f.label: f.value for f in party_fields(sample_facts.sample_party()).fields}
    assert alone["办理方式"] == "客户本人办理"
    assert "代理人姓名" not in alone


def test_an_institution_whose_agent_is_not_entered_yet_keeps_the_lines_for_one() -> None:
    party: PartyFacts = dataclasses.replace(sample_facts.sample_party(), institution=True)
    assert ("代理人姓名", "") in [(f.label, f.value) for f in party_fields(party).fields]


# the approval sheet


@pytest.mark.rule("TO-5")
@pytest.mark.rule("TO-6")
def test_every_decision_has_name_number_moment_way_and_the_version_seen() -> None:
    found = values(approval.build(approval.sample()))
    assert found.count(("审批意见", "同意（所见申请第2版）")) == 2
    assert ("审批人", "样总监（工号D001）") in found
    assert ("审批人", "样经理（工号G001）") in found
    assert [value for label, value in found if label == "审批方式"] == ["电话", "本人登录"]
    assert [value for label, value in found if label == "审批时间"] == ["2026-11-22 10:42"] * 2
    assert ("致电号码", "13900000000") in found
    assert ("电话记录人", "样柜员（工号3301000）") in found
    assert ("电话确认", "本人于2026年11月23日登录确认") in found


@pytest.mark.rule("TO-15")
def test_a_refusal_shows_its_ground() -> None:
    facts = approval.sample()
    refused = dataclasses.replace(facts.decisions[1], verdict="拒绝", ground="新股申购资金未解冻")
    found = values(approval.build(dataclasses.replace(facts, decisions=(refused,))))
    assert ("拒绝依据", "新股申购资金未解冻") in found
    assert not any(label in ("致电号码", "电话确认") for label, _ in found)


@pytest.mark.rule("TO-4")
def test_steps_without_a_decision_are_named() -> None:
    facts = dataclasses.replace(approval.sample(), decisions=approval.sample().decisions[:1])
    assert "尚无审批记录的环节：总经理。" in said(approval.build(facts))
    assert "尚无审批记录" not in said(approval.build(approval.sample()))


@pytest.mark.rule("TO-2")
@pytest.mark.parametrize(
    ("by_hand", "source", "when"), [(True, "柜员人工陈述", "陈述时间"), (False, "交易系统快照", "快照时间")]
)
def test_the_sheet_says_where_the_state_of_the_accounts_is_from(by_hand: bool, source: str, when: str) -> None:
    accounts = dataclasses.replace(approval.sample().accounts, by_hand=by_hand)
    found = values(approval.build(dataclasses.replace(approval.sample(), accounts=accounts)))
    assert ("信息来源", source) in found
    assert (when, "2026-11-22 10:42") in found


@pytest.mark.rule("TO-2")
def test_a_condition_that_stands_says_what_to_wait_for_and_when_to_try_again() -> None:
    accounts = AccountsFacts(
        False, "示例", MOMENT, (ConditionFacts("回购未到期", True, "一笔", "等待到期", "2026年12月1日起"),)
    )
    document = approval.build(dataclasses.replace(approval.sample(), accounts=accounts))
    assert ("回购未到期", "存在", "一笔", "等待到期\n2026年12月1日起") in rows(document)


def test_figures_raised_tier_booking_and_insistence_are_told_or_said_to_be_missing() -> None:
    found = values(approval.build(approval.sample()))
    assert ("资产规模", "12,500,000.00元") in found
    assert ("年交易周转", "3.2倍") in found
    assert ("预约办理日", "2026年11月23日") in found
    assert ("客户坚持办理", "2026-11-22 10:42") in found
    facts = dataclasses.replace(
        approval.sample(), assets=None, turnover=None, booked_for=None, insisted_at=None, raised=()
    )
    found = values(approval.build(facts))
    for missing in (
        ("资产规模", ""),
        ("年交易周转", ""),
        ("预约办理日", "无需预约"),
        ("客户坚持办理", "未提出"),
        ("层级提升", "未提升"),
    ):
        assert missing in found


# talks, memo, returns


@pytest.mark.rule("TO-3")
def test_every_talk_is_written_down_with_who_said_offered_promised_and_what_was_answered() -> None:
    document = retention.build(retention.sample())
    captions = [b.text for b in document.blocks if isinstance(b, Text) and b.keep]
    assert captions == ["第1次沟通", "第2次沟通"]
    found = values(document)
    for label in ("沟通时间", "沟通人员", "说明内容", "提出的方案", "作出的承诺", "承诺期限", "客户答复", "沟通结果"):
        assert [name for name, _ in found].count(label) == 2
    assert ("沟通人员", "样营销（工号Y007）") in found


def test_a_caption_is_never_parted_from_its_table() -> None:
    sample = retention.sample()
    for count in range(2, 12):
        talks = tuple(dataclasses.replace(sample.talks[0], number=number) for number in range(1, count + 1))
        form = press_document(retention.build(dataclasses.replace(sample, talks=talks)))
        for page in range(1, form.pages + 1):
            text = solid(extract(form.pdf, page))
            for number in range(1, count + 1):
                assert f"第{number}次沟通" not in text or f"第{number}次沟通沟通时间" in text


@pytest.mark.rule("TO-15")
def test_a_case_without_a_talk_says_so_and_that_talks_are_voluntary() -> None:
    text = said(retention.build(dataclasses.replace(retention.sample(), talks=(), insisted_at=None)))
    assert "没有进行挽留沟通。" in text
    assert "沟通出于客户自愿" in text


@pytest.mark.rule("TO-13")
@pytest.mark.parametrize("left", [True, False])
def test_the_memo_is_for_those_who_left_and_those_who_stayed(left: bool) -> None:
    document = memo.build(dataclasses.replace(memo.sample(), left=left))
    assert ticked(document, "办理结果") == {"已转出": left, "经挽留留下": not left}
    found = values(document)
    assert ("主要原因", "住址搬迁、交通不便") in found
    assert ("回访电话", "13800000000") in found


@pytest.mark.rule("TO-13")
def test_promises_and_what_follows_stand_on_the_memo_with_their_dates() -> None:
    facts = dataclasses.replace(
        memo.sample(),
        promises=(PromiseFacts("更换终端", date(2026, 12, 1)),),
        follow_up=(PromiseFacts("上门回访", None),),
    )
    assert rows(memo.build(facts)) == [("承诺", "更换终端", "2026年12月1日"), ("跟踪", "上门回访", "")]
    none = dataclasses.replace(facts, promises=(), follow_up=())
    assert "没有对客户作出承诺" in said(memo.build(none))


@pytest.mark.rule("TO-10")
def test_what_goes_back_and_what_is_kept_is_ticked_and_what_is_not_says_why() -> None:
    document = returns.build(returns.sample())
    assert ticked(document, "交还客户") == {
        "居民身份证原件": True, "证券账户卡": True, "资金账户卡（客户称已遗失，未交来）": False, "业务单据客户联": True,
    }  # fmt: skip
    assert set(ticked(document, "营业部留存").values()) == {True}
    assert "本人已当面清点并收到" in said(document)


# the receipt


@pytest.mark.rule("TO-9")
def test_the_receipt_has_its_number_figures_and_capitals() -> None:
    document = receipt.build(receipt.sample())
    found = values(document)
    assert ("收据编号", "SJ2026-000001") in found
    assert ("合计（大写）", "人民币伍拾元整") in found
    assert ("合计（小写）", "50.00元") in found
    assert rows(document)[0] == ("1", "深圳转托管手续费", "0000000001", "30.00")
    assert not any(isinstance(block, Stamp) for block in document.blocks)
    assert "已收讫" in said(document)


@pytest.mark.rule("TO-9")
def test_a_void_receipt_says_so_with_its_reason_and_no_longer_that_money_was_taken() -> None:
    document = receipt.build(dataclasses.replace(receipt.sample(), void="打印机卡纸"))
    assert isinstance(document.blocks[0], Stamp)
    text = solid(extract(press_document(document).pdf))
    assert "作废作废原因：打印机卡纸" in text
    assert "已收讫" not in text
    assert "人民币伍拾元整" in text, "what it was for stays legible"


def test_a_receipt_of_one_page_leaves_the_lower_half_free() -> None:
    form = press_document(receipt.build(receipt.sample()))
    assert form.pages == 1
    many = tuple(FeeLine("深圳转托管手续费", str(n), Decimal(1)) for n in range(80))
    assert press_document(receipt.build(dataclasses.replace(receipt.sample(), lines=many))).pages > 1


# pieces


def test_money_is_written_with_two_places_and_thousands() -> None:
    assert money(Decimal("1234567.5")) == "1,234,567.50元"
    assert money(Decimal(0)) == "0.00元"
    assert money(None) == ""


def test_what_is_empty_brings_no_empty_brackets() -> None:
    assert said_of("同意", "") == "同意"
    assert (edition(3), edition(0)) == ("第3版", "")
