"""《投资风险承受能力评估调查表》."""

from __future__ import annotations

import dataclasses

import pytest

from forms.assessment.form import build, sample
from forms.engine.document import Question, Result, Table
from tests.forms.reading import said


@pytest.mark.rule("RA-2")
def test_all_questions_stand_with_all_options_their_points_and_the_given_answers() -> None:
    facts = sample()
    questions = [block for block in build(facts).blocks if isinstance(block, Question)]
    assert [question.number for question in questions] == list(range(1, 13))
    for shown, answered in zip(questions, facts.questions, strict=True):
        assert [(o.letter, o.text, o.chosen, o.score) for o in shown.options] == [
            (o.letter, o.text, o.chosen, o.score) for o in answered.options
        ]
        assert shown.score == max(option.score for option in answered.options if option.chosen)
    assert sum(question.score or 0 for question in questions) == facts.total


@pytest.mark.rule("RA-3")
def test_the_level_stands_large_and_the_bands_show_where_the_total_falls() -> None:
    facts = sample()
    document = build(facts)
    assert [b for b in document.blocks if isinstance(b, Result)] == [Result("风险承受能力等级", "低", "总分30分")]
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert table.head == ("风险承受能力", "极低", "低", "中", "高")
    assert table.rows[0] == ("总分范围", "14分至18分", "19分至35分", "36分至45分", "46分至60分")
    assert table.rows[1] == ("本次总分", "—", "30分", "—", "—")
    assert facts.policy_version in said(document)


@pytest.mark.rule("RA-4")
def test_the_client_is_reminded_that_going_beyond_the_level_is_own_will_and_risk_and_signs() -> None:
    document = build(sample())
    text = said(document)
    assert "超出本次评估所确定的风险承受能力，该投资出于您本人的意愿，由此产生的风险和损失由您自行承担" in text
    assert "本人已知悉并认可评估结果" in text


@pytest.mark.rule("KY-6")
def test_marks_of_hurried_or_changed_answers_stand_on_the_form() -> None:
    marked = said(build(dataclasses.replace(sample(), marks=("作答过快。", "第4题多次修改。"))))
    assert "（一）作答过快。" in marked
    assert "（二）第4题多次修改。" in marked
    assert "作答过程未见异常" not in marked
    assert "作答过程未见异常" in said(build(dataclasses.replace(sample(), marks=())))


def test_a_question_with_several_answers_says_so_once() -> None:
    facts = sample()
    several = [block.text for block in build(facts).blocks if isinstance(block, Question) and "多选" in block.text]
    assert len(several) == 1
    assert several[0].count("多选") == 1
