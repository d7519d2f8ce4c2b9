"""An opening from the first gap to the receipt: the teller's part by keys, the client's by pointer."""

from __future__ import annotations

import re
from typing import Any

from tests.blackbox import hands
from tests.blackbox.client import Client
from tests.blackbox.eyes import wait_until
from tests.blackbox.program import COUNTER, Program

ADDRESS = "浙江省杭州市西湖区示例路66号"
BACKGROUND = (
    ("职业", "企业职员"), ("工作单位", "示例公司"), ("学历", "本科"), ("年收入", "10万元（含）至20万元"),
    ("投资经验", "1年（含）至3年"), ("投资目标", "长期增值"), ("资金来源", "工资"),
)  # fmt: skip
TAX, MARKETER, BANK, BANK_ACCOUNT = "仅为中国", "林子涵", "工商", "6222021202012345683"
TYPED = "".join((ADDRESS, TAX, MARKETER, BANK, *(value for _, value in BACKGROUND)))
"""For the hands: every character that will be typed."""
LAST = "签名"
PAPER = re.compile(r"KH\d{14}-\d\d$")
"""How a paper of the receipt ends: with its number."""


class Teller:
    """Somebody at the counter of ``program``."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def is_done(self, step: str) -> bool:
        """Whether the list of steps says so."""
        return self.program.look(f"{step}，已完成", "list item", window=COUNTER) is not None

    def fill(self, name: str, value: str, then: str = "Return") -> None:
        """The cursor comes to ``name`` by itself; the value is typed, then one key goes on."""
        line = self.program.see(name, "text", lambda seen: seen.has("FOCUSED"), window=COUNTER)
        hands.write(value)
        wait_until(f"{value} in {name}", lambda: line.text == value)
        hands.key(then)

    def choose(self, name: str, digits: str, then: str = "Return") -> None:
        """The cursor comes to ``name`` by itself; digits choose, then one key goes on."""
        self.program.see(name, "panel", lambda seen: seen.has("FOCUSED"), window=COUNTER)
        hands.write(digits)
        hands.key(then)

    def hand_over(self, step: str, client: Client) -> None:
        """F6; the client does what the display asks; Enter goes on to the next step."""
        self.program.see("交给客户", "push button", lambda seen: seen.has("FOCUSED"), window=COUNTER)
        hands.key("F6")
        client.until(lambda: self.is_done(step))
        if step != LAST:
            self.program.see(re.compile("^下一步"), "push button", lambda seen: seen.has("FOCUSED"), window=COUNTER)
            hands.key("Return")


def open_account(program: Program, told: dict[str, Any]) -> None:
    """From the mobile number, which is there, to the receipt."""
    teller, client = Teller(program), Client(program)
    told["client"] = client.did
    program.press("手机号码", "text", window=COUNTER)  # what is missing comes after it
    program.see("手机号码", "text", lambda seen: seen.has("FOCUSED"), window=COUNTER)
    hands.key("F10")
    teller.fill("联系地址", ADDRESS, "F10")
    for name, value in BACKGROUND:
        teller.fill(name, value)
    teller.fill("税收居民身份", TAX, "F10")
    teller.choose("教育方式", "13", "F10")
    teller.choose("教育内容", "126")
    teller.choose("已讲解营销人员的授权范围", "1", "F10")
    for step in ("风险测评问卷", "测评结果", "风险揭示", "电子签名与协议"):
        teller.hand_over(step, client)
    teller.choose("由营销人员介绍", "1")
    teller.fill("营销人员", MARKETER)
    teller.choose("柜台核实的预约情况", "2")
    teller.hand_over("服务关系", client)
    teller.fill("存管银行", BANK)
    teller.fill("客户的银行结算账户", BANK_ACCOUNT)
    for step in ("设置密码", "客户核对", LAST):
        teller.hand_over(step, client)
    hands.key("F12")
    program.see("开户完成", "label")
    program.see(PAPER, "panel")
    found = (PAPER.search(seen.name) for seen in program.shown(COUNTER) if seen.role == "panel")
    told["papers"] = sorted({paper.group() for paper in found if paper is not None})
