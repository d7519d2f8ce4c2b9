"""Products by risk class against the levels of both packs (RA-5, RA-6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.gateways.sheet import Sheet, SheetRow
from app.policy.loader import SHIPPED, load_questionnaire
from app.policy.values import Questionnaire
from app.suitability.domain import AnswerEvent, Assessment, assess, check_confirmable, remarks
from app.suitability.products import Fit, Product, match, read_products
from app.suitability.standing import State, standing_of

FOUR = load_questionnaire()
FIVE = load_questionnaire(SHIPPED / "questionnaire-5-level.toml")
DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def assessment(questionnaire: Questionnaire, level: str, until: date = DAY, **values: object) -> Assessment:
    made = Assessment(
        "a1", "c1", "K1", questionnaire.version, {}, {}, 0, level, (), NOW, until, "D1", pack=questionnaire.pack
    )
    return replace(made, **values)  # type: ignore[arg-type]  # fields by name


def sheet(heading: tuple[str, ...], *rows: tuple[str, ...]) -> Sheet:
    return Sheet("l.csv", heading, tuple(SheetRow(n, row) for n, row in enumerate(rows, 2)), "")


@pytest.mark.rule("RA-5")
@pytest.mark.rule("RA-6")
@pytest.mark.parametrize("questionnaire", [FOUR, FIVE], ids=["four", "five"])
def test_a_level_suits_everything_that_a_lower_level_suits(questionnaire: Questionnaire) -> None:
    suits: set[str] = set()
    for level in questionnaire.levels:
        found = {
            risk.code: match(
                Product("X", "x", "", risk.code), assessment(questionnaire, level.code), questionnaire, DAY
            )
            for risk in questionnaire.products.classes
        }
        now = {code for code, one in found.items() if one.fit is Fit.SUITS}
        assert suits <= now
        lowest = level.code in questionnaire.products.never
        assert {one.fit for one in found.values()} <= {Fit.SUITS, Fit.NEVER if lowest else Fit.ABOVE}
        suits = now
    assert suits == {risk.code for risk in questionnaire.products.classes}


@pytest.mark.rule("RA-6")
def test_the_lowest_category_may_buy_r1_only_and_is_decided_by_the_answer_not_the_total() -> None:
    best = {q.number: (max(q.options, key=lambda option: option.score).letter,) for q in FIVE.questions}
    assert assess(best, FIVE).level == "c5"
    unwilling = assess({**best, 8: ("A",)}, FIVE)
    assert (unwilling.level, unwilling.level_label) == ("c1-lowest", "C1（最低类别）")
    fits = [
        match(Product("X", "x", "", risk.code), assessment(FIVE, unwilling.level), FIVE, DAY).fit
        for risk in FIVE.products.classes
    ]
    assert fits == [Fit.SUITS, *(Fit.NEVER,) * 4]


@pytest.mark.rule("RA-6")
@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(-900, 900))
@settings(max_examples=60, deadline=None)
def test_an_assessment_holds_to_its_last_day_and_counts_as_none_from_the_next(until: date, days: int) -> None:
    today = until + timedelta(days=days)
    standing = standing_of([assessment(FOUR, "low", until)], FOUR, today)
    fit = match(Product("X", "x", "", "low"), assessment(FOUR, "low", until), FOUR, today).fit
    assert standing.state is (State.VALID if today <= until else State.EXPIRED)
    assert (fit is Fit.SUITS) == standing.valid == (today <= until)


@pytest.mark.rule("RA-6")
def test_assessments_of_both_packs_stand_beside_each_other() -> None:
    both = [assessment(FOUR, "high"), assessment(FIVE, "c2")]
    four, five = standing_of(both, FOUR, DAY), standing_of(both, FIVE, DAY)
    assert (four.level, [one.level for one in four.others]) == ("高", ["c2"])
    assert (five.level, [one.level for one in five.others]) == ("C2", ["high"])
    assert match(Product("X", "x", "", "R1"), both[0], FIVE, DAY).fit is Fit.NOT_ASSESSED


@pytest.mark.rule("RA-3")
@pytest.mark.rule("RA-6")
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_answers_lead_to_one_level_of_the_pack_and_more_points_never_to_a_lower_one(data: st.DataObject) -> None:
    given_ = {q.number: (data.draw(st.sampled_from(q.letters)),) for q in FIVE.questions}
    number = data.draw(st.sampled_from([q.number for q in FIVE.questions]))
    question = FIVE.question(number)
    better = max(question.options, key=lambda option: option.score).letter
    levels = [choice.code for choice in FIVE.levels]
    before, after = assess(given_, FIVE), assess({**given_, number: (better,)}, FIVE)
    assert levels.index(before.level) <= levels.index(after.level)


@pytest.mark.rule("RA-5")
def test_a_kind_gives_its_class_and_every_mistake_is_told_by_row() -> None:
    found, problems = read_products(
        sheet(
            ("产品代码", "产品名称", "产品类型", "风险等级"),
            ("A1", "货币", "货币型基金", ""),
            ("A2", "股票", "普通股票型基金", "低风险"),
            ("A1", "又一", "", "高风险"),
            ("坏 码", "", "", ""),
            ("A4", "债", "", "极高"),
        ),
        FOUR.products,
    )  # fmt: skip
    assert found[0].risk == "low"
    assert [(problem.row, problem.column, problem.refused.code) for problem in problems] == [
        (3, "风险等级", "suitability.class_below_kind"),
        (4, "产品代码", "suitability.code_twice"),
        (5, "产品代码", "suitability.code_format"),
        (5, "产品名称", "suitability.name_missing"),
        (5, "风险等级", "suitability.class_or_kind"),
        (6, "风险等级", "suitability.class_unknown"),
    ]
    with pytest.raises(Refused, check=lambda error: error.code == "sheet.columns_missing"):
        read_products(sheet(("产品代码",), ("A1",)), FOUR.products)


def trail(answers: Mapping[int, tuple[str, ...]], shown_ms: int = 60_000) -> list[AnswerEvent]:
    return [AnswerEvent(number, letters, shown_ms, NOW) for number, letters in answers.items()]


@pytest.mark.rule("KY-6")
def test_flat_and_much_changed_answers_are_remarked_and_block_only_when_the_policy_says_so() -> None:
    flat = {q.number: ("A",) for q in FOUR.questions}
    assert remarks(flat, trail(flat), FOUR) == ("flat",)
    before = assessment(FOUR, "high", answers={q.number: ("C",) for q in FOUR.questions})
    assert remarks(flat, trail(flat), FOUR, before) == ("flat", "changed-much")
    same = assessment(FOUR, assess(flat, FOUR).level, answers=flat)
    assert remarks(flat, trail(flat), FOUR, same) == ("flat",)
    check_confirmable(("flat",), FOUR)
    strict = replace(FOUR, answers=replace(FOUR.answers, blocks=("flat",)))
    with pytest.raises(Refused, check=lambda error: error.code == "suitability.answers_blocked"):
        check_confirmable(("flat",), strict)


@pytest.mark.rule("RA-6")
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('low = "low"', 'low = "lowest"', "products.may_buy.low"),
        ('high = "high"', 'high = "low"', "products.may_buy.high"),
        ('never = ["very-low"]', 'never = ["lowest"]', "products.never[1]"),
        ("blocks = []", 'blocks = ["slow"]', "answers.blocks[1]"),
        ("flat_percent = 90", "flat_percent = 10", "answers.flat_percent"),
        ('money = "货币型基金"', 'money = "中短债型基金"', "products.classes[1].kinds.money"),
    ],
)
def test_a_mistake_in_the_rule_on_products_is_told_by_its_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    from app.policy.loader import check_policy

    text = (SHIPPED / "questionnaire-4-level.toml").read_text(encoding="utf-8")
    lines = [f"{line}\n" for line in text.splitlines()]
    place = next(n for n, line in enumerate(lines) if line.strip() == old)
    lines[place] = f"{new}\n"
    path = tmp_path / "q.toml"
    path.write_text("".join(lines), encoding="utf-8")
    assert key in [problem.key for problem in check_policy(path)]
