"""An opening without the mouse, in fewer than forty keystrokes beyond the data itself; how many, is counted here.

Counted is every key that the teller presses: Enter, the arrows, the F-keys, a chord as one. Not counted is what is
data: the characters of values, digits that choose an answer, and the line that the card reader types with its Enter.
What the client does on the display is the client's. The table that this test prints stands in docs/zh/功能代码.md.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningReceipt
from tests.ui.opening.desk import Desk, Key
from tests.ui.opening.test_whole_opening import CARD, PASSWORD, read_all
from ui.customer_display import prompts

MOST = 40
DOCS = Path(__file__).parents[3] / "docs" / "zh" / "功能代码.md"


class CountingTeller:
    """Types values and presses keys; counts the keys, by the step in which they were pressed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.strokes: Counter[Step] = Counter()

    def key(self, key: Key) -> None:
        """One keystroke that is no data."""
        self.strokes[self.desk.step()] += 1
        self.desk.press(key)

    def fill(self, name: str, value: str, then: Key = Key.Key_Return) -> None:
        """The cursor has come to ``name`` by itself; the value is typed, then one key goes on."""
        assert self.desk.at() == name
        self.desk.type(value)
        self.desk.settle()
        self.key(then)

    def with_client(self, step: Step) -> None:
        """The cursor stands on the button that hands the step over."""
        assert self.desk.step() is step
        self.key(Key.Key_Return)


def contact(teller: CountingTeller) -> None:
    teller.fill("mobile", "13800138000", Key.Key_F10)
    teller.fill("address", "北京市测试区示例路1号", Key.Key_F10)
    for name, value in (
        ("occupation", "企业职员"), ("employer", "示例公司"), ("education", "本科"), ("income", "10万元（含）至20万元"),
        ("experience", "1年（含）至3年"), ("objective", "长期增值"), ("source_of_funds", "工资"),
    ):  # fmt: skip
        teller.fill(name, value)
    teller.fill("tax_residence", "仅为中国", Key.Key_F10)


def client_answers(desk: Desk) -> None:
    for letters in ("C", "B", "D", "B", "B", "B", "B", "B", "BCD", "A", "C", "C"):
        desk.answer(letters)


def whole(desk: Desk, teller: CountingTeller) -> None:
    desk.type(CARD)
    desk.press(Key.Key_Return)  # the reader's own
    assert desk.stored.step(Step.IDENTITY).state is State.DONE
    teller.key(Key.Key_F10)
    contact(teller)
    while desk.step() is Step.CONTACT:
        assert desk.at() in ("fund", "permissions", "sh_a", "sz_a", "withheld"), desk.at()
        teller.fill(desk.at(), "1", Key.Key_F10)
    teller.fill("education_modes", "13", Key.Key_F10)
    teller.fill("education_topics", "126")
    teller.fill("education_authority", "1", Key.Key_F10)
    teller.with_client(Step.QUESTIONNAIRE)
    client_answers(desk)
    teller.key(Key.Key_Return)
    teller.with_client(Step.RESULT)
    desk.say()
    teller.key(Key.Key_Return)
    teller.with_client(Step.DISCLOSURE)
    while desk.step() is Step.DISCLOSURE and not isinstance(desk.prompt, prompts.Welcome | prompts.Message):
        read_all(desk)
        desk.say()
    teller.key(Key.Key_Return)
    teller.with_client(Step.CONSENT)
    for _ in range(4):
        desk.say()
    desk.sign()
    read_all(desk)
    desk.say()
    teller.key(Key.Key_Return)
    teller.fill("brought", "1")
    teller.fill("marketer", "林子涵")
    teller.fill("booking_checked", "2")
    teller.with_client(Step.RELATIONSHIP)
    desk.say()
    teller.key(Key.Key_Return)
    teller.fill("bank", "工商")
    teller.fill("bank_account", "6222021202012345675")
    teller.with_client(Step.PASSWORD)
    desk.enter_password(PASSWORD)
    teller.key(Key.Key_Return)
    teller.with_client(Step.REVIEW)
    desk.say()
    teller.key(Key.Key_Return)
    teller.with_client(Step.SIGNATURES)
    while isinstance(desk.prompt, prompts.Signature):
        desk.sign()
    teller.key(Key.Key_F12)


@pytest.mark.rule("OP-6")
def test_an_opening_takes_fewer_than_forty_keystrokes_beyond_the_data(desk: Desk) -> None:
    receipts: list[OpeningReceipt] = []
    desk.page.completed.connect(receipts.append)
    teller = CountingTeller(desk)
    whole(desk, teller)
    assert len(receipts) == 1
    begin = 1  # Ctrl+N on the workbench
    total = sum(teller.strokes.values()) + begin
    print(total, dict(teller.strokes))  # what the manual says is read off here
    assert total < MOST
    assert f"共 {total} 次" in DOCS.read_text(encoding="utf-8")


def test_f10_leads_from_gap_to_gap_and_then_to_the_next_step_without_red(desk: Desk) -> None:
    desk.go(Step.CONTACT)
    been = {desk.at()}
    desk.press(Key.Key_F10)
    been.add(desk.at())
    desk.press(Key.Key_F10)
    assert desk.at() not in been
    fields = desk.page.deck.page.fields()
    assert {name for name, field in fields.items() if field.error()} <= been  # only where the cursor has been
    assert desk.step() is Step.CONTACT


def test_escape_goes_from_a_field_to_the_steps_and_from_there_out_of_the_saved_case(desk: Desk) -> None:
    desk.go(Step.CONTACT)
    desk.type("13800138000")
    left: list[bool] = []
    desk.page.suspended.connect(lambda: left.append(True))
    number = desk.page.case.number
    assert desk.page.go_back()
    assert desk.focus() is desk.page.steps
    assert left == []
    assert desk.page.go_back()
    desk.settle()
    assert left == [True]
    assert not desk.page.go_back()
    desk.page.resume(number)
    desk.settle()
    assert desk.field("mobile").value() == "13800138000"
