"""Quick cards: one page a flow, true to the policy in force, the function codes and the table of keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.common.errors import Refused
from app.functions.catalogue import function, functions
from app.policy.loader import load_policy
from app.policy.values import Policy
from forms.engine.document import Heading, Notice, Table, Text
from forms.engine.renderer import render
from forms.quick_cards.card import Card, build, card, cards, cards_of
from ui.support.shortcuts import KEYS, cap

POLICY = load_policy()
IDS = [one.id for one in cards()]
# keys of widgets, not of acts
PLAIN = {"", "Enter", "Space", "1-5"}


@pytest.mark.parametrize("card_id", IDS)
def test_a_card_is_one_page_with_its_codes_and_steps(card_id: str) -> None:
    wanted = card(card_id)
    document = build(wanted, POLICY)
    assert render(document).pages == 1
    steps = next(block for block in document.blocks if isinstance(block, Table))
    assert [row[1:] for row in steps.rows] == [(step.name, step.how, step.key) for step in wanted.steps]
    assert [part.split(" ")[0] for part in document.subtitle.split("\u3000")] == list(wanted.codes)


def test_every_key_on_a_card_is_in_the_table_of_keys_and_every_code_in_the_catalogue() -> None:
    known = {cap(act) for act in KEYS} | PLAIN
    assert {step.key for one in cards() for step in one.steps} - known == set()
    assert [code for one in cards() for code in one.codes if function(code) is None] == []
    assert {"1001", "3001", "3003", "4001", "5006"} <= {code for one in cards() for code in one.codes}


def test_a_page_has_the_cards_of_its_flows() -> None:
    assert [one.id for one in cards_of("opening")] == ["opening", "institution"]
    assert [one.id for one in cards_of("changes")] == ["custody", "changes"]
    assert cards_of("account") == ()
    shown = {one.id for page in {one.page for one in functions()} for one in cards_of(page)}
    assert shown == set(IDS)
    for names in ([one.title for one in cards()], [one.title_en for one in cards()]):
        assert len(names) == len(set(names))


@pytest.mark.rule("TO-15")
def test_terms_are_those_of_the_policy_in_force() -> None:
    stricter = replace(POLICY, transfer=replace(POLICY.transfer, deadline_days=7))
    says = {policy.transfer.deadline_days: _terms(card("transfer"), policy) for policy in (POLICY, stricter)}
    assert says[POLICY.transfer.deadline_days][0] == f"1. 客户提出之日起{POLICY.transfer.deadline_days}个交易日内办完"
    assert says[7][0] == "1. 客户提出之日起7个交易日内办完"


def _terms(wanted: Card, policy: Policy) -> list[str]:
    blocks = build(wanted, policy).blocks
    at = blocks.index(Heading("办理期限与要求"))
    return [block.text for block in blocks[at + 1 :] if isinstance(block, Text)]


def test_what_stops_a_flow_stands_in_a_frame_at_the_end() -> None:
    for one in cards():
        last = build(one, POLICY).blocks[-1]
        assert isinstance(last, Notice)
        assert len(last.paragraphs) == len(one.stops) > 0


def test_a_card_that_is_not_there_and_a_code_that_is_not_known_are_refused() -> None:
    with pytest.raises(Refused) as unknown:
        card("nothing")
    assert (unknown.value.code, unknown.value.facts["known"]) == ("forms.card_unknown", ", ".join(IDS))
    assert "9999" not in {one.code for one in functions()}
    with pytest.raises(Refused) as wrong:
        build(replace(card("opening"), codes=("9999",)), POLICY)
    assert (wrong.value.code, wrong.value.facts) == ("forms.card_code", {"number": "9999"})
