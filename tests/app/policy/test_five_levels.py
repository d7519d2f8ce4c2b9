"""The second pack, C1 to C5, for persons and institutions alike (RA-6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.policy.loader import SHIPPED, load_policy, load_questionnaire
from app.suitability.domain import assess

FILES = ("questionnaire-5-level.toml", "questionnaire-institution-5-level.toml")


@pytest.mark.rule("RA-6")
def test_a_branch_with_five_levels_assesses_institutions_by_the_same_levels_and_products(tmp_path: Path) -> None:
    text = (SHIPPED / "branch.toml").read_text(encoding="utf-8")
    for old, new in (
        ("questionnaire-4-level.toml", FILES[0]), ("questionnaire-institution.toml", FILES[1]),
        ('lowest_level = "medium"', 'lowest_level = "c3"'), ('lowest_level = "high"', 'lowest_level = "c5"'),
    ):  # fmt: skip
        text = text.replace(old, new)
    (tmp_path / "branch.toml").write_text(text, encoding="utf-8")
    policy = load_policy(tmp_path / "branch.toml")
    persons = policy.questionnaire_for(institution=False)
    institutions = policy.questionnaire_for(institution=True)
    assert persons.pack == institutions.pack == "5-level"
    assert [level.code for level in persons.levels] == [level.code for level in institutions.levels]
    assert persons.products == institutions.products


@pytest.mark.rule("RA-6")
def test_the_levels_of_an_institution_are_reached_by_its_answers_and_no_loss_is_the_lowest() -> None:
    institution = load_questionnaire(SHIPPED / FILES[1])
    four = load_questionnaire(SHIPPED / "questionnaire-institution.toml")
    assert institution.questions == four.questions
    least = {one.number: (one.options[0].letter,) for one in institution.questions}
    most = {one.number: (one.options[-1].letter,) for one in institution.questions}
    assert assess(least, institution).level == "c1-lowest"
    assert assess({**least, 11: ("B",)}, institution).level == "c1"
    assert assess(most, institution).level == "c5"
    assert assess({**most, 11: ("A",)}, institution).level == "c1-lowest"
