"""Policy of dossiers: what a file must say, and what law does not let it say (AR-2 to AR-4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.common.errors import Refused
from app.policy.loader import SHIPPED, check_policy, load_policy

DOSSIER = (SHIPPED / "dossier.toml").read_text("utf-8")
BRANCH = (SHIPPED / "branch.toml").read_text("utf-8")


def problems(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """Key and English reason of each mistake."""
    path = tmp_path / "dossier.toml"
    path.write_text(text, encoding="utf-8")
    return [(found.key, found.reason) for found in check_policy(path)]


def replaced(old: str, new: str) -> str:
    assert old in DOSSIER
    return DOSSIER.replace(old, new)


def test_the_shipped_file_is_right() -> None:
    assert check_policy(SHIPPED / "dossier.toml") == []
    assert load_policy().dossier.version == "DA-2026.11"


@pytest.mark.rule("AR-4")
def test_fewer_years_than_the_law_asks_for_are_refused(tmp_path: Path) -> None:
    ((key, reason),) = problems(tmp_path, replaced("keeping_years = 20", "keeping_years = 19"))
    assert key == "keeping.keeping_years"
    assert "20" in reason


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("points = [1, 2, 4]", "points = [4, 2, 1]", "handing.points"),
        ("points = [1, 2, 4]", "points = []", "handing.points"),
        ("points = [1, 2, 4]", "points = [1, -1]", "handing.points[2]"),
        ("escalate_at = 4", "escalate_at = 0", "handing.escalate_at"),
        ("loan_days = 14", "loan_days = 0", "keeping.loan_days"),
        ("loan_days = 14", "", "keeping.loan_days"),
        ("own_work_days = 30", "own_work_days = 400", "keeping.own_work_days"),
        ("purposes = [", "reasons = [", "reading.purposes"),
        ('"esign-consent"', '"Esign Consent"', "required.opening-electronic[1]"),
        ('"esign-consent"', '"custody", "custody"', "required.opening-electronic[2]"),
        ("[keeping]", "[keeping]\nshelves = 3", "keeping.shelves"),
    ],
)
def test_a_mistake_is_told_at_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert key in [found for found, _ in problems(tmp_path, replaced(old, new))]


def test_a_branch_may_use_a_file_of_its_own_beside_its_own(tmp_path: Path) -> None:
    (tmp_path / "branch.toml").write_text(BRANCH, encoding="utf-8")
    (tmp_path / "dossier.toml").write_text(replaced("loan_days = 14", "loan_days = 7"), encoding="utf-8")
    assert load_policy(tmp_path / "branch.toml").dossier.loan_days == 7
    (tmp_path / "dossier.toml").write_text(replaced("loan_days = 14", "loan_days = 0"), encoding="utf-8")
    with pytest.raises(Refused, match=r"policy\.broken"):
        load_policy(tmp_path / "branch.toml")
