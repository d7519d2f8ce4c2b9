"""What clients may withhold is a list of the branch's, within what no rule asks for (SE-3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.policy.loader import SHIPPED, check_policy, load_policy

BRANCH = (SHIPPED / "branch.toml").read_text("utf-8")


def test_the_shipped_list_is_within_what_is_not_mandatory() -> None:
    codes = [choice.code for choice in load_policy().choices("withholdable")]
    assert codes == ["telephone", "email", "postcode", "employer", "education", "income"]


@pytest.mark.rule("SE-3")
def test_what_a_client_must_give_cannot_be_listed(tmp_path: Path) -> None:
    path = tmp_path / "branch.toml"
    path.write_text(BRANCH.replace('income = "年收入"', 'mobile = "手机号码"'), encoding="utf-8")
    (found,) = check_policy(path)
    assert found.key == "lists.withholdable.mobile"


def test_a_file_from_before_there_was_such_a_list_lets_nothing_be_withheld(tmp_path: Path) -> None:
    start = BRANCH.index("[lists.withholdable]")
    end = BRANCH.index("[lists.ethnicity]")
    path = tmp_path / "branch.toml"
    path.write_text(BRANCH[:start] + BRANCH[end:], encoding="utf-8")
    assert load_policy(path).choices("withholdable") == ()
