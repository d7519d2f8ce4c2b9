"""Values of the shipped policy and the small rules that hang on them."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.policy.loader import load_policy
from app.policy.values import LIST_NAMES, Permission, ReadingPace, SignInRule

POLICY = load_policy()

RA_2_SCORES = {
    1: [1, 2, 3, 4, 5], 2: [1, 2, 3, 5], 3: [0, 1, 2, 3, 5], 4: [2, 3, 4, 5], 5: [1, 3, 5], 6: [2, 3, 4, 5],
    7: [1, 3, 5], 8: [1, 3, 5], 9: [1, 2, 3, 4, 5], 10: [2, 3, 4, 5], 11: [1, 3, 5], 12: [1, 2, 3, 4, 5],
}  # fmt: skip


@pytest.mark.rule("RA-2")
def test_the_shipped_questionnaire_has_the_twelve_questions_and_scores_of_the_rule_book() -> None:
    shipped = {q.number: [option.score for option in q.options] for q in POLICY.questionnaire.questions}
    assert shipped == RA_2_SCORES
    assert [q.number for q in POLICY.questionnaire.questions if q.several] == [9]
    assert (POLICY.questionnaire.lowest, POLICY.questionnaire.highest) == (14, 60)


@pytest.mark.rule("RA-3")
@pytest.mark.parametrize(
    ("total", "label"),
    [(14, "极低"), (18, "极低"), (19, "低"), (35, "低"), (36, "中"), (45, "中"), (46, "高"), (60, "高")],
)
def test_each_end_of_a_band_belongs_to_it(total: int, label: str) -> None:
    assert POLICY.questionnaire.band(total).label == label


@pytest.mark.parametrize("total", [-1, 0, 13, 61])
def test_a_total_that_cannot_be_reached_is_refused(total: int) -> None:
    with pytest.raises(Refused) as refused:
        POLICY.questionnaire.band(total)
    assert refused.value.code == "suitability.total_out_of_range"


@pytest.mark.rule("RA-3")
def test_the_bands_share_out_every_total_once() -> None:
    questionnaire = POLICY.questionnaire
    for total in range(questionnaire.lowest, questionnaire.highest + 1):
        assert sum(band.low <= total <= band.high for band in questionnaire.bands) == 1


@pytest.mark.rule("OP-3")
def test_a_permission_without_its_own_disclosure_cannot_be_granted() -> None:
    assert POLICY.disclosure_for("chinext") == "disclosure-chinext"
    assert POLICY.extra_disclosures == {"chinext": "disclosure-chinext"}, "the others not together with the account"
    assert POLICY.disclosure_for("margin") == "disclosure-margin"
    without = dataclasses.replace(POLICY, permissions=(Permission("futures-x", "期货", None),))
    with pytest.raises(Refused, match=r"^policy\.no_disclosure$"):
        without.disclosure_for("futures-x")
    with pytest.raises(Refused) as unknown:
        POLICY.disclosure_for("futures")
    assert unknown.value.code == "policy.no_permission"


def test_every_list_has_entries_and_labels_lead_back_to_their_codes() -> None:
    for name in LIST_NAMES:
        for choice in POLICY.choices(name):
            assert POLICY.label(name, choice.code) == choice.label
            assert POLICY.code_of(name, choice.label) == choice.code
    assert len(POLICY.choices("ethnicity")) == 56
    assert len(POLICY.banks) == 10
    assert POLICY.label("nationality", "CHN") == POLICY.default_nationality == "中国"
    assert POLICY.choices("permissions")[0].code == "chinext"


def test_an_unknown_list_or_code_is_refused_and_an_unknown_label_has_no_code() -> None:
    with pytest.raises(Refused, match=r"^policy\.no_list$"):
        POLICY.choices("colours")
    with pytest.raises(Refused, match=r"^policy\.no_code$"):
        POLICY.label("banks", "nobody")
    assert POLICY.code_of("banks", "没有这家银行") is None


def test_the_named_lists_are_those_of_the_file() -> None:
    assert [choice.code for choice in POLICY.account_kinds] == ["sh_a", "sz_a", "fund"]
    assert [choice.code for choice in POLICY.consents] == ["pen", "photo", "bank"]
    assert [choice.code for choice in POLICY.education_modes] == ["talk", "film", "leaflet"]
    assert "authority" in [choice.code for choice in POLICY.education_topics]
    assert POLICY.idle_lock_seconds == 180


def test_policy_values_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        POLICY.password_length = 4  # type: ignore[misc]  # the attempt is what is tested
    with pytest.raises(TypeError):
        POLICY.lists["banks"] = ()  # type: ignore[index]  # the attempt is what is tested


@given(st.integers(0, 100_000), st.integers(0, 100_000))
@settings(max_examples=50)
def test_a_longer_section_never_takes_less_time_and_none_less_than_the_minimum(one: int, other: int) -> None:
    pace = ReadingPace(characters_per_second=12, minimum_seconds=5)
    short, long = sorted((one, other))
    assert 5 <= pace.seconds(short) <= pace.seconds(long)
    assert pace.seconds(long) >= long / 12


def test_waiting_after_wrong_passwords_begins_after_the_free_tries_and_grows_to_the_last() -> None:
    rule = SignInRule(free_tries=5, waits=(30, 60, 300), idle_lock_seconds=180)
    assert [rule.wait(failures) for failures in (0, 4, 5, 6, 7, 8, 1000)] == [0, 0, 30, 60, 300, 300, 300]


def test_the_length_of_a_question_counts_its_options() -> None:
    question = POLICY.questionnaire.question(5)
    assert question.length == len(question.text) + sum(len(option.text) for option in question.options)


def test_a_question_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        POLICY.questionnaire.question(13)
    assert (refused.value.code, refused.value.facts["last"]) == ("suitability.unknown_question", 12)
