"""Answers, scores, levels, marks and validity of assessments."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.policy.loader import load_questionnaire
from app.policy.values import Question
from app.suitability.domain import (
    MARK_LABELS,
    AnswerEvent,
    Answers,
    Assessment,
    assess,
    check_answer,
    is_valid,
    marks,
    missing,
    parse_answers,
    valid_until,
)

QUESTIONNAIRE = load_questionnaire()
LINE = "1A 2B 3C 4A 5A 6B 7A 8B 9ACD 10A 11C 12D"
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def chosen(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    if not question.several:
        return st.sampled_from(question.letters).map(lambda letter: (letter,))
    return st.sets(st.sampled_from(question.letters), min_size=1).map(lambda letters: tuple(sorted(letters)))


def all_answers() -> st.SearchStrategy[Answers]:
    return st.fixed_dictionaries({question.number: chosen(question) for question in QUESTIONNAIRE.questions})


def refusal(line: str) -> Refused:
    with pytest.raises(Refused) as refused:
        parse_answers(line, QUESTIONNAIRE)
    return refused.value


@pytest.mark.rule("RA-2")
def test_the_example_of_the_command_line_is_scored() -> None:
    score = assess(parse_answers(LINE, QUESTIONNAIRE), QUESTIONNAIRE)
    assert score.per_question == {1: 1, 2: 2, 3: 2, 4: 2, 5: 1, 6: 3, 7: 1, 8: 3, 9: 4, 10: 2, 11: 5, 12: 4}
    assert (score.total, score.level, score.level_label) == (30, "low", "低")
    assert score.policy_version == QUESTIONNAIRE.version


@pytest.mark.rule("RA-2")
def test_the_lowest_total_is_14_and_the_highest_60() -> None:
    lowest = parse_answers("1A 2A 3A 4A 5A 6A 7A 8A 9A 10A 11A 12A", QUESTIONNAIRE)
    highest = parse_answers("1E 2D 3E 4D 5C 6D 7C 8C 9E 10D 11C 12E", QUESTIONNAIRE)
    assert (assess(lowest, QUESTIONNAIRE).total, assess(lowest, QUESTIONNAIRE).level_label) == (14, "极低")
    assert (assess(highest, QUESTIONNAIRE).total, assess(highest, QUESTIONNAIRE).level_label) == (60, "高")


@pytest.mark.rule("RA-2")
@pytest.mark.rule("RA-3")
@given(all_answers())
@settings(max_examples=100)
def test_every_set_of_answers_has_a_total_from_14_to_60_and_the_level_of_its_band(answers: Answers) -> None:
    score = assess(answers, QUESTIONNAIRE)
    assert 14 <= score.total <= 60
    assert score.total == sum(score.per_question.values())
    limits = [(18, "极低"), (35, "低"), (45, "中"), (60, "高")]
    assert score.level_label == next(label for high, label in limits if score.total <= high)


@pytest.mark.rule("RA-2")
@given(all_answers(), st.data())
@settings(max_examples=100)
def test_a_bolder_answer_never_lowers_the_total(answers: Answers, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(QUESTIONNAIRE.questions))
    options = question.options
    bolder = data.draw(st.sampled_from(options))
    before = assess(answers, QUESTIONNAIRE)
    after = assess({**answers, question.number: (bolder.letter,)}, QUESTIONNAIRE)
    change = bolder.score - before.per_question[question.number]
    assert after.total == before.total + change


@pytest.mark.rule("RA-2")
@given(st.sets(st.sampled_from("ABCDE"), min_size=1))
@settings(max_examples=31)
def test_of_several_options_only_the_highest_counts(letters: set[str]) -> None:
    answers = {**parse_answers(LINE, QUESTIONNAIRE), 9: tuple(sorted(letters))}
    assert assess(answers, QUESTIONNAIRE).per_question[9] == "ABCDE".index(max(letters)) + 1


@given(all_answers())
@settings(max_examples=100)
def test_a_line_of_answers_is_read_whole(answers: Answers) -> None:
    line = " ".join(f"{number}{''.join(letters)}" for number, letters in answers.items())
    assert parse_answers(line, QUESTIONNAIRE) == answers


@given(all_answers(), st.data())
@settings(max_examples=50)
def test_the_order_of_questions_and_letters_does_not_matter(answers: Answers, data: st.DataObject) -> None:
    entries = data.draw(
        st.permutations([f"{number}{''.join(reversed(letters))}" for number, letters in answers.items()])
    )
    assert parse_answers(" ".join(entries), QUESTIONNAIRE) == answers


@pytest.mark.parametrize(
    "line",
    [
        LINE.lower(),
        LINE.replace(" ", ","),
        LINE.replace(" ", "，"),
        LINE.replace(" ", "\n"),
        f"  {LINE}; ",
        "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in LINE),
    ],
)
def test_small_letters_full_width_and_commas_are_read(line: str) -> None:
    assert parse_answers(line, QUESTIONNAIRE) == parse_answers(LINE, QUESTIONNAIRE)


@pytest.mark.rule("RA-2")
@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        ("", "suitability.unanswered", {"numbers": "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"}),
        (LINE.replace("3C ", ""), "suitability.unanswered", {"numbers": "3"}),
        (LINE.replace("3C ", "").replace(" 12D", ""), "suitability.unanswered", {"numbers": "3, 12"}),
        (f"{LINE} 13A", "suitability.unknown_question", {"number": 13, "last": 12}),
        (f"0A {LINE}", "suitability.unknown_question", {"number": 0, "last": 12}),
        (f"{LINE} 3C", "suitability.double_question", {"number": 3}),
        (f"{LINE} 3D", "suitability.double_question", {"number": 3}),
        (LINE.replace("2B", "2E"), "suitability.unknown_letter", {"number": 2, "last": "D"}),
        (LINE.replace("5A", "5AB"), "suitability.one_only", {"number": 5}),
        (LINE.replace("9ACD", "9ACC"), "suitability.double_letter", {"number": 9}),
        (LINE.replace("1A", "1", 1), "suitability.no_letter", {"number": 1}),
        (LINE.replace("3C", "C3"), "suitability.unreadable", {"place": 3}),
        (LINE.replace("3C", "3-C"), "suitability.unreadable", {"place": 3}),
        (LINE.replace("3C", "三C"), "suitability.unreadable", {"place": 3}),
        (LINE.replace("3C", "99999C"), "suitability.unreadable", {"place": 3}),
    ],
)
def test_a_wrong_line_of_answers_is_refused_with_the_place(line: str, code: str, facts: dict[str, object]) -> None:
    refused = refusal(line)
    assert (refused.code, refused.facts) == (code, facts)


def test_one_answer_is_checked_by_itself() -> None:
    check_answer(9, ("A", "E"), QUESTIONNAIRE)
    with pytest.raises(Refused, match=r"^suitability\.one_only$"):
        check_answer(1, ("A", "B"), QUESTIONNAIRE)
    with pytest.raises(Refused, match=r"^suitability\.unknown_letter$"):
        check_answer(1, ("",), QUESTIONNAIRE)


def test_what_is_missing_is_listed_in_order_and_an_empty_answer_is_missing() -> None:
    answers = parse_answers(LINE, QUESTIONNAIRE)
    assert missing(answers, QUESTIONNAIRE) == ()
    assert missing({**answers, 11: (), 2: ()}, QUESTIONNAIRE) == (2, 11)
    assert missing({}, QUESTIONNAIRE) == tuple(range(1, 13))


@pytest.mark.rule("RA-1")
def test_incomplete_or_unknown_answers_are_never_scored() -> None:
    answers = parse_answers(LINE, QUESTIONNAIRE)
    with pytest.raises(Refused, match=r"^suitability\.unanswered$"):
        assess({**answers, 4: ()}, QUESTIONNAIRE)
    with pytest.raises(Refused, match=r"^suitability\.unknown_question$"):
        assess({**answers, 13: ("A",)}, QUESTIONNAIRE)
    with pytest.raises(Refused, match=r"^suitability\.unknown_letter$"):
        assess({**answers, 4: ("Z",)}, QUESTIONNAIRE)


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_whatever_is_typed_as_answers_is_refused_and_never_fails(text: str) -> None:
    assert refusal(text).code.startswith("suitability.")


def given_at(number: int, letters: str, shown_ms: int, seconds: int = 0) -> AnswerEvent:
    return AnswerEvent(number, tuple(letters), shown_ms, NOON + timedelta(seconds=seconds))


def unhurried(number: int) -> int:
    """The fewest ms in which the question can be read."""
    rule = QUESTIONNAIRE.hurry
    return -int(-QUESTIONNAIRE.question(number).length * 1000 // rule.characters_per_second)


@pytest.mark.rule("KY-6")
def test_answers_read_in_full_and_given_once_carry_no_mark() -> None:
    trail = [given_at(q.number, "A", unhurried(q.number)) for q in QUESTIONNAIRE.questions]
    assert marks(trail, QUESTIONNAIRE) == ()
    assert marks([], QUESTIONNAIRE) == ()


@pytest.mark.rule("KY-6")
def test_one_answer_faster_than_it_can_be_read_is_marked() -> None:
    trail = [given_at(q.number, "A", unhurried(q.number)) for q in QUESTIONNAIRE.questions]
    trail[6] = given_at(7, "A", unhurried(7) - 1)
    assert marks(trail, QUESTIONNAIRE) == ("hurried",)


@pytest.mark.rule("KY-6")
def test_all_showings_of_a_question_count_together() -> None:
    half = unhurried(3) // 2 + 1
    assert marks([given_at(3, "A", half)], QUESTIONNAIRE) == ("hurried",)
    assert marks([given_at(3, "A", half), given_at(3, "B", half)], QUESTIONNAIRE) == ()


@pytest.mark.rule("KY-6")
@pytest.mark.parametrize(("letters", "expected"), [("ABC", ()), ("ABAB", ("changed-often",)), ("AAAAAA", ())])
def test_changing_one_answer_three_times_is_marked(letters: str, expected: tuple[str, ...]) -> None:
    trail = [given_at(5, letter, unhurried(5), at) for at, letter in enumerate(letters)]
    assert marks(trail, QUESTIONNAIRE) == expected


@pytest.mark.rule("KY-6")
def test_changes_of_different_questions_do_not_add_up() -> None:
    trail = [given_at(number, letter, 99_999) for number in (1, 2, 3) for letter in "ABA"]
    assert marks(trail, QUESTIONNAIRE) == ()


def test_the_order_of_letters_is_no_change_of_an_answer() -> None:
    trail = [given_at(9, letters, 99_999) for letters in ("AC", "CA", "AC", "CA", "AC")]
    assert marks(trail, QUESTIONNAIRE) == ()


@pytest.mark.rule("KY-6")
def test_both_marks_come_in_their_fixed_order_and_have_labels() -> None:
    both = marks([given_at(1, letter, 0) for letter in "ABAB"], QUESTIONNAIRE)
    assert both == ("hurried", "changed-often")
    assert all(MARK_LABELS[mark] for mark in both)


def test_an_event_is_read_from_its_json() -> None:
    stored = {"number": 9, "letters": ["A", "C"], "shown_ms": 4200, "at": NOON.isoformat()}
    assert AnswerEvent.of(stored) == AnswerEvent(9, ("A", "C"), 4200, NOON)


@pytest.mark.rule("RA-6")
@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_the_last_valid_day_is_the_same_day_or_the_last_of_the_month(day: date, months: int, last: date) -> None:
    assert valid_until(day, months) == last


@pytest.mark.rule("RA-6")
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(1, 120))
@settings(max_examples=100)
def test_the_last_valid_day_lies_that_many_months_later_and_never_after_the_day_of_the_month(
    day: date, months: int
) -> None:
    last = valid_until(day, months)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day == day.day or (last.day < day.day and (last + timedelta(days=1)).day == 1)


@pytest.mark.rule("RA-1")
@pytest.mark.rule("RA-6")
def test_an_assessment_is_valid_up_to_its_last_day_and_a_missing_one_never() -> None:
    made = Assessment("a", "c", "K1", "v", {1: ("A",)}, {1: 1}, 14, "very-low", (), NOON, date(2028, 11, 22), "D1")
    assert is_valid(made, date(2028, 11, 22))
    assert not is_valid(made, date(2028, 11, 23))
    assert not is_valid(None, date(2026, 11, 22))
