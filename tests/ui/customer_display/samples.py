"""One sample prompt of each kind, as long as real ones are."""

from __future__ import annotations

from ui.customer_display.prompts import (
    Confirmation,
    Message,
    Option,
    Password,
    PasswordEntry,
    Prompt,
    Question,
    Rating,
    Reading,
    Signature,
    Welcome,
)

SINGLE = Question(
    id="q5",
    number=5,
    of=12,
    text="您打算把多长时间内不会动用的资金用于证券投资？",
    options=(
        Option("A", "六个月以内"),
        Option("B", "六个月至一年"),
        Option("C", "一年至三年"),
        Option("D", "三年至五年"),
        Option("E", "五年以上，并且这笔资金的盈亏不会影响本人及家人的日常生活、教育、医疗和养老安排"),
    ),
    several=False,
    chosen=("C",),
)
SEVERAL = Question(
    id="q9",
    number=9,
    of=12,
    text="您通过哪些途径了解证券投资知识？",
    options=(
        Option("A", "几乎没有了解过"),
        Option("B", "报刊、电视和网络"),
        Option("C", "证券公司的投资者教育活动"),
        Option("D", "系统学习过金融、经济或会计专业"),
        Option("E", "在金融机构从事相关工作"),
    ),
    several=True,
    chosen=("B", "D"),
)
PARAGRAPH = (
    "证券市场的价格受宏观经济、行业状况、公司经营和投资者情绪等多种因素影响，可能在短时间内大幅波动。"
    "您买入的证券可能下跌，您可能损失部分乃至全部本金。任何人都不能向您保证收益，也不能承诺替您承担损失。"
)
LONG = Reading(
    id="market",
    document="证券交易风险揭示书",
    number=2,
    of=7,
    title="二、市场风险",
    paragraphs=tuple(f"（{n}）{PARAGRAPH}" for n in "一二三四五六七八"),
    seconds=10,
)
SHORT = Reading("short", "证券交易风险揭示书", 1, 7, "一、说明", (PARAGRAPH,), 5)
CONFIRMATION = Confirmation(
    id="review",
    title="请核对您的开户信息",
    text="以上内容与本人提供的证件和资料一致，如有变化本人将及时告知营业部。",
    lines=(
        ("姓名", "欧阳𬭎"),
        ("证件号码", "330106199602140424"),
        ("联系地址", "浙江省杭州市西湖区示例路 88 号 3 幢 1204 室"),
        ("手机号码", "138****5712"),
        ("存管银行", "示例银行杭州分行"),
        ("申请账户", "沪市 A 股账户、深市 A 股账户、开放式基金账户"),
    ),
)
RESULT = Confirmation(
    id="result",
    title="您的风险承受能力评估结果",
    text="该结果根据您刚才的回答得出，只反映您目前的情况，不代表对任何投资的建议。情况变化时请重新评估。",
    emphasis="稳健型",
    agree="我已了解并确认这一结果",
    decline="与我的实际情况不符",
)
PASSWORD = Password(id="counter", title="设置柜台业务密码", length=6)
WEAK = Password(id="counter", title="设置柜台业务密码", length=6, problem="不能使用连续的数字，请换一个密码。")
ENTRY = PasswordEntry(id="check", title="请输入您的柜台业务密码", length=6)
WRONG = PasswordEntry(id="check", title="请输入您的柜台业务密码", length=6, problem="密码不对，还可以再试 3 次。")
SIGNATURE = Signature(
    id="agreement",
    document="证券交易委托代理协议",
    number="KH-20261122-000003",
    name="欧阳𬭎",
    lines=(
        ("证件", "330106**********24"),
        ("版本", "2026-11"),
        ("申请账户", "沪市 A 股账户、深市 A 股账户、开放式基金账户"),
        ("页数", "6"),
    ),
)
RATING = Rating(
    id="rating",
    low=3,
    seconds=60,
    reasons=(
        ("waiting", "等候时间过长"),
        ("manner", "服务态度不好"),
        ("unclear", "业务讲解不清楚"),
        ("slow", "办理过程太慢"),
        ("papers", "手续和资料繁琐"),
        ("place", "网点环境和设施不便"),
    ),
    words=True,
)
MESSAGE = Message("谢谢，您的签名已经保存", "请稍候，柜员正在为您准备开户文件。")
WELCOME = Welcome("示例证券杭州文三路证券营业部")

ALL: dict[str, Prompt] = {
    "welcome": WELCOME,
    "single": SINGLE,
    "several": SEVERAL,
    "reading-long": LONG,
    "reading-short": SHORT,
    "confirmation": CONFIRMATION,
    "result": RESULT,
    "password": PASSWORD,
    "password-weak": WEAK,
    "password-entry": ENTRY,
    "password-wrong": WRONG,
    "signature": SIGNATURE,
    "rating": RATING,
    "message": MESSAGE,
}
