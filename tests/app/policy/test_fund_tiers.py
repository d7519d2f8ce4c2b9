"""Tiers of fund clients are the branch's to set and to switch off (CL-2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.policy.loader import SHIPPED, check_policy, load_policy

BRANCH = (SHIPPED / "branch.toml").read_text("utf-8")


@pytest.mark.rule("CL-2")
def test_the_shipped_tiers_are_those_of_the_rule() -> None:
    assert [(tier.label, int(tier.low)) for tier in load_policy().fund_tiers] == [
        ("目标净值客户", 0), ("中级净值客户", 0), ("准高级净值客户", 1_000_000), ("高级净值客户", 3_000_000),
        ("VIP客户", 5_000_000),
    ]  # fmt: skip


@pytest.mark.rule("CL-2")
def test_switched_off_or_from_before_there_were_any_there_are_none(tmp_path: Path) -> None:
    path = tmp_path / "branch.toml"
    path.write_text(BRANCH.replace("[fund_clients]\nenabled = true", "[fund_clients]\nenabled = false"), "utf-8")
    assert check_policy(path) == []
    assert load_policy(path).fund_tiers == ()
    start, end = BRANCH.index("[fund_clients]"), BRANCH.index("[lists.account_kinds]")
    path.write_text(BRANCH[:start] + BRANCH[end:], "utf-8")
    assert load_policy(path).fund_tiers == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('code = "medium"', 'code = "Mittel!"', "code"), ('code = "medium"', 'code = "prospect"', "code"),
        ('label = "高级净值客户"', 'label = "VIP客户"', "label"), ("low = 3_000_000", "low = 900_000", "low"),
        ("low = 0\n", "low = 5\n", "low"),
    ],
)  # fmt: skip
def test_a_tier_that_cannot_be_is_told_by_its_line(tmp_path: Path, old: str, new: str, key: str) -> None:
    start, end = BRANCH.index("[fund_clients]"), BRANCH.index("[lists.account_kinds]")
    part = BRANCH[start:end]
    assert old in part
    path = tmp_path / "branch.toml"
    path.write_text(BRANCH[:start] + part.replace(old, new, 1) + BRANCH[end:], "utf-8")
    (found, *_) = check_policy(path)
    assert found.key.endswith(f".{key}")
    assert found.line > 0
