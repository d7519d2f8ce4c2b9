"""Templates of messages: every mistake is told with its line before a message can be made of it (FU-2)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.policy.loader import SHIPPED, check_policy, load_policy, policy_from_text
from app.policy.messages import (
    ADVERTISING,
    LONGEST,
    SLOTS,
    MessageKind,
    cut,
    filled,
    length_of,
    longest_of,
    parts_of,
)

MESSAGES = (SHIPPED / "messages.toml").read_text("utf-8")
POLICY = load_policy()


def told(tmp_path: Path, old: str, new: str) -> list[tuple[str, str]]:
    """Lines and keys of what is wrong after one replacement, which has to be on the line that is told."""
    assert MESSAGES.count(old) == 1
    path = tmp_path / "messages.toml"
    path.write_text(MESSAGES.replace(old, new), encoding="utf-8")
    lines = path.read_text("utf-8").splitlines()
    return [(found.key, lines[found.line - 1].split(" = ")[0]) for found in check_policy(path)]


def test_the_shipped_file_is_right_and_has_every_kind() -> None:
    assert check_policy(SHIPPED / "messages.toml") == []
    assert set(POLICY.messages.templates) == set(MessageKind)


@pytest.mark.rule("FU-2")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("请致电{电话}。\"\nevent", "请致电{手机}。\"\nevent"),  # unknown
        ("risk-reminder = \"【{营业部}】", "risk-reminder = \"【本部】"),  # missing
        ("risk-reminder = \"【{营业部}】", "risk-reminder = \"【{营业部}】{"),  # a brace alone
        ("risk-reminder = \"【{营业部}】", "risk-reminder = \"【{营业部}】13800138000"),  # somebody's number
        ("risk-reminder = \"【{营业部}】", "risk-reminder = \"【{营业部}】" + "风险" * 140),  # too long
    ],
)  # fmt: skip
def test_a_mistake_in_a_template_is_told_with_its_line(tmp_path: Path, old: str, new: str) -> None:
    assert told(tmp_path, old, new) == [("templates.risk-reminder", "risk-reminder")]


def test_advertising_says_how_to_have_no_more_of_it_and_a_reminder_need_not(tmp_path: Path) -> None:
    assert told(tmp_path, "，拒收请回复R", "") == [("templates.event-invitation", "event-invitation")]
    assert MessageKind.RISK_REMINDER not in ADVERTISING


def test_sending_by_night_cannot_be_decided(tmp_path: Path) -> None:
    assert told(tmp_path, "quiet_from = 20:30:00", "quiet_from = 08:00:00") == [("sending.quiet_from", "quiet_from")]


def test_a_policy_kept_from_before_there_were_templates_is_read_and_queues_nothing() -> None:
    import json

    kept = json.loads(POLICY.text)
    del kept["files"]["messages.toml"]
    kept["branch"] = kept["branch"].replace('messages = "messages.toml"\n', "")
    assert policy_from_text(json.dumps(kept)).messages.templates == {}


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_parts_are_counted_as_a_telephone_does(length: int, parts: int) -> None:
    assert parts_of("风" * length) == parts
    assert length_of("𠮷") == 2


@given(text=st.text(max_size=60), limit=st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_a_value_that_is_cut_fits_in_one_line(text: str, limit: int) -> None:
    made = cut(text, limit)
    assert length_of(made) <= limit
    assert made.splitlines() in ([], [made])


@given(values=st.fixed_dictionaries({name: st.text(max_size=50) for name in LONGEST}))
@settings(max_examples=40, deadline=None)
def test_no_values_make_a_message_longer_than_its_file_was_checked_for(values: dict[str, str]) -> None:
    for kind, template in POLICY.messages.templates.items():
        shown = {name: values[name] for name in SLOTS[kind].all}
        assert parts_of(filled(template, shown)) <= longest_of(template) <= POLICY.messages.most_parts
