"""The card reader that types: one line into whatever has the focus fills all fields of the identity."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.onboarding.steps import Step
from tests.ui.opening.desk import Desk

Key = Qt.Key
CARD = (
    "林梓萱|女|汉|19960214|浙江省杭州市西湖区示例路88号3幢1204室|330106199602140424|杭州市公安局西湖分局|"
    "20180511|20280511"
)
FILLED = {
    "paper_kind": "resident-id", "paper_number": "330106199602140424", "name": "林梓萱", "sex": "女",
    "birth_date": "1996-02-14", "nationality": "CHN", "ethnicity": "01", "paper_issuer": "杭州市公安局西湖分局",
    "paper_from": "2018-05-11", "paper_until": "2028-05-11", "paper_address": "浙江省杭州市西湖区示例路88号3幢1204室",
}  # fmt: skip


def entered(desk: Desk) -> dict[str, str]:
    """What is stored of the card's fields."""
    return {name: desk.stored.draft.text(name) for name in FILLED}


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize("field", ["paper_kind", "paper_number", "name", "ethnicity", "paper_from", "paper_address"])
def test_a_burst_into_any_field_fills_all_of_them(desk: Desk, field: str) -> None:
    desk.field(field).focus_editor()
    desk.type(CARD)
    desk.press(Key.Key_Return)
    assert entered(desk) == FILLED
    shown = {name: desk.field(name).value() for name in FILLED}
    assert shown == FILLED
    assert desk.page.case.view is not None
    assert Step.IDENTITY.value not in [
        state.step.value for state in desk.view.steps if state.state.value == "missing" and state.step is Step.IDENTITY
    ]


def test_a_burst_fills_the_fields_from_another_step_too(desk: Desk) -> None:
    desk.go(Step.CONTACT)
    desk.field("employer").focus_editor()
    desk.type("示例公司")
    desk.press(Key.Key_Tab)
    desk.field("employer").focus_editor()
    desk.type(CARD)
    desk.press(Key.Key_Return)
    assert entered(desk) == FILLED
    assert desk.step() is Step.IDENTITY
    assert desk.stored.draft.text("employer") == "示例公司"


def test_a_burst_on_a_button_or_a_choice_presses_nothing(desk: Desk) -> None:
    before = desk.page.case.number
    desk.page.footer.suspend.setFocus()
    desk.type(CARD)
    desk.press(Key.Key_Return)
    assert desk.page.case.number == before
    assert entered(desk) == FILLED


def test_f2_goes_to_the_line_of_the_reader_from_any_step(desk: Desk) -> None:
    desk.go(Step.CUSTODY)
    desk.press(Key.Key_F2)
    assert desk.step() is Step.IDENTITY
    assert desk.focus() is desk.page.deck.identity.card
    desk.type(CARD)
    desk.press(Key.Key_Return)
    assert entered(desk) == FILLED
    assert desk.page.deck.identity.card.text() == ""


def test_a_card_that_cannot_be_read_changes_nothing_and_says_why(desk: Desk) -> None:
    desk.field("name").focus_editor()
    desk.type("欧阳思远")
    desk.press(Key.Key_Tab)
    desk.field("name").focus_editor()
    desk.type(CARD.replace("330106199602140424", "330106199602140425"))
    desk.press(Key.Key_Return)
    assert desk.stored.draft.text("name") == "欧阳思远"
    assert desk.field("name").value() == "欧阳思远"
    assert desk.stored.draft.text("paper_number") == ""
    assert desk.page.notices.kind == "danger"
    assert desk.page.notices.text() != ""


def test_what_a_person_typed_before_the_card_is_no_part_of_its_line(desk: Desk) -> None:
    now = [0]
    desk.page.keys._now_ms = lambda: now[0]
    desk.field("paper_issuer").focus_editor()
    desk.type("样例")
    now[0] += 2_000
    desk.type(CARD)
    desk.press(Key.Key_Return)
    assert entered(desk) == FILLED


def test_a_name_with_a_bar_typed_by_a_person_is_no_card(desk: Desk) -> None:
    desk.field("paper_address").focus_editor()
    desk.type("示例路|1号")
    desk.press(Key.Key_Return)
    assert desk.stored.draft.text("paper_address") == "示例路|1号"
