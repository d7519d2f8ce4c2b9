"""Branches of the guided form: what is open has to be answered, what is closed is not kept; files that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.contacts.domain import judged, open_questions
from app.policy.contacts import AnswerKind, ContactKind, ContactQuestion, Misconduct
from app.policy.loader import SHIPPED, check_policy, load_policy
from tests.app.contacts.calls import good

POLICY = load_policy().contacts
BRANCH = 'after = "satisfaction"\nwhen = ["1", "2"]\n\n[questions'
CONTACTS = (SHIPPED / "contacts.toml").read_text("utf-8")


def one_answer(question: ContactQuestion) -> st.SearchStrategy[str]:
    """Any answer of the question, or none."""
    if question.kind is AnswerKind.TEXT:
        return st.sampled_from(["", " ", "说明"])
    return st.sampled_from(["", *question.options])


@st.composite
def sheets(draw: st.DrawFn) -> tuple[ContactKind, dict[str, str]]:
    """A kind with some answers to its questions."""
    kind = draw(st.sampled_from(list(ContactKind)))
    return kind, {question.code: draw(one_answer(question)) for question in POLICY.asked(kind)}


@pytest.mark.rule("FU-1")
@settings(max_examples=150, deadline=None)
@given(sheets())
def test_every_required_question_of_an_open_branch_is_answered_and_no_other_is_kept(
    sheet: tuple[ContactKind, dict[str, str]],
) -> None:
    kind, answers = sheet
    questions = POLICY.asked(kind)
    by_code = {question.code: question for question in questions}

    def is_open(question: ContactQuestion) -> bool:
        """The same rule said backwards, from the question to its openers."""
        if not question.after:
            return True
        opener = by_code[question.after]
        return is_open(opener) and answers[opener.code] in question.when

    wanted = [question for question in questions if is_open(question)]
    assert list(open_questions(questions, answers)) == wanted
    missing = [question for question in wanted if question.required and not answers[question.code].strip()]
    if missing:
        with pytest.raises(Refused) as refused:
            judged(questions, answers)
        assert (refused.value.code, refused.value.field) == ("contacts.question_open", missing[0].code)
        return
    kept = judged(questions, answers)
    assert [one.question for one in kept] == [one.code for one in wanted if answers[one.code].strip()]
    for one in kept:
        assert one.problem == (answers[one.question] in by_code[one.question].problem)
        assert (one.misconduct is not None) <= one.problem


def test_an_answer_that_is_not_offered_is_refused() -> None:
    questions = POLICY.asked(ContactKind.OPENING)
    answers = {question.code: good(question) for question in questions}
    with pytest.raises(Refused) as refused:
        judged(questions, {**answers, "self": "perhaps"})
    assert (refused.value.code, refused.value.field) == ("contacts.unknown_answer", "self")


@pytest.mark.rule("FU-1")
def test_the_shipped_call_after_an_opening_asks_for_what_the_rule_names() -> None:
    asked = POLICY.asked(ContactKind.OPENING)
    assert {"satisfaction", "investment-risk", "trading-risk"} <= {question.code for question in asked}
    assert set(Misconduct) <= {question.misconduct for question in asked}
    assert all(POLICY.asked(kind) for kind in ContactKind)
    assert check_policy(SHIPPED / "contacts.toml") == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('misconduct = "promised-returns"\n', "", "questions"),
        (BRANCH, 'after = "topics"\nwhen = ["1"]\n\n[questions', "questions[4].after"),
        (BRANCH, 'when = ["1"]\n\n[questions', "questions[4].when"),
        ('problem = ["1", "2"]', 'problem = ["1", "9"]', "questions[3].problem[2]"),
        ('asked = ["opening"]', 'asked = ["openings"]', "questions[2].asked[1]"),
        ('type = "mark"', 'type = "stars"', "questions[3].type"),
        ('code = "own-will"', 'code = "self"', "questions[2].code"),
        ('code = "own-will"', 'code = "Own Will"', "questions[2].code"),
        ('counter = "柜台办理"', 'counter = "交易系统"', "questions[4].options.system"),
        ("share = 10", "share = 101", "sampling.share"),
        ("last_month = 12", "last_month = 13", "sampling.last_month"),
        ("attempts = 3", "attempts = 0", "calls.attempts"),
        ("attempts = 3", "attempts = 3\nodd = 1", "calls.odd"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in CONTACTS
    (tmp_path / "contacts.toml").write_text(CONTACTS.replace(old, new, 1), encoding="utf-8")
    problems = check_policy(tmp_path / "contacts.toml")
    assert key in [problem.key for problem in problems]
    assert all(problem.reason and problem.reason_zh for problem in problems)


def test_a_kind_that_is_asked_nothing_is_a_mistake(tmp_path: Path) -> None:
    text = CONTACTS.replace(', "other"]', "]").replace('asked = ["other"]', 'asked = ["visit"]')
    (tmp_path / "contacts.toml").write_text(text, encoding="utf-8")
    (problem,) = check_policy(tmp_path / "contacts.toml")
    assert "other" in problem.reason
