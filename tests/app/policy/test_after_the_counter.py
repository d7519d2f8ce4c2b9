"""What a branch may decide of satisfaction and investor education, and what it may not (SF-1, IE-1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.policy.education import EducationRule
from app.policy.loader import SHIPPED, check_policy, load_policy
from app.policy.satisfaction import SatisfactionRule

BRANCH = (SHIPPED / "branch.toml").read_text("utf-8")
START, END = BRANCH.index("[satisfaction]"), BRANCH.index("# 客户柜台密码")


def test_the_shipped_file_says_what_holds_where_a_file_from_before_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "branch.toml"
    path.write_text(BRANCH[:START] + BRANCH[END:], "utf-8")
    assert check_policy(path) == []
    for policy in (load_policy(), load_policy(path)):
        assert (policy.satisfaction, policy.education) == (SatisfactionRule(), EducationRule())


@pytest.mark.rule("SF-1")
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("enough = 5", "enough = 2", "enough"), ("low = 3", "low = 5", "low"),
        ("seconds = 60", "seconds = 5", "seconds"),
        ('slow = "办理过程太慢"', 'slow = "等候时间过长"', "slow"), ("slow = ", "Slow = ", "Slow"),
        ("former_years = 3", "former_years = 0", "former_years"), ('film = "视频"', 'film = "手册"', "film"),
        ("asked = true", 'asked = "yes"', "asked"),
    ],
)  # fmt: skip
def test_what_would_give_single_marks_away_or_cannot_be_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    part = BRANCH[START:END]
    assert old in part
    path = tmp_path / "branch.toml"
    path.write_text(BRANCH[:START] + part.replace(old, new, 1) + BRANCH[END:], "utf-8")
    (found, *_) = check_policy(path)
    assert found.key.endswith(f".{key}")
    assert found.line > 0
