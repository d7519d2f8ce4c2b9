"""《投资风险承受能力评估调查表》: questions, the client's answers, points, total and level (RA-2 to RA-4, KY-6)."""

from __future__ import annotations

from datetime import date

from app.onboarding.facts import AnsweredOption, AnsweredQuestion, AssessmentFacts
from app.policy.loader import load_questionnaire
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Option, Question, Result, Table, Text
from forms.shared_blocks import (
    CLIENT_COPIES,
    DASH,
    document,
    form_date,
    form_info,
    form_moment,
    notice,
    numbered,
    person_fields,
    signatures,
)

TEXT = load_clauses("forms.assessment")
FORM = form_info("assessment", "GT-KH-04", "assessment", TEXT, copies=CLIENT_COPIES)


def build(facts: AssessmentFacts) -> Document:
    """The filled form: everything that led to the result, so that it can be computed again from the paper."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            person_fields(facts.person),
            Text(text["salutation"], strong=True, indent=False),
            Text(text["intro"]),
            Heading(text["questions"]),
            *(_question(question) for question in facts.questions),
            Heading(text["result"]),
            Result("风险承受能力等级", facts.level, f"总分{facts.total}分"),
            Fields(
                (
                    Field("作答时间", form_moment(facts.answered_at)),
                    Field("有效期至", form_date(facts.valid_until)),
                    Field("问卷版本", facts.policy_version, wide=True),
                    *((Field("再次讲解人员", facts.second, wide=True),) if facts.second else ()),
                )
            ),
            *_marks(facts.marks),
            Heading(text["bands"]),
            _bands(facts),
            Text(text["bands_note"], small=True),
            notice(TEXT),
            signatures(text["statement"]),
        ),
    )


def _question(question: AnsweredQuestion) -> Question:
    return Question(
        question.number,
        f"{question.text}（可多选）" if question.several and "多选" not in question.text else question.text,
        tuple(Option(option.letter, option.text, option.chosen, option.score) for option in question.options),
        question.score,
    )


def _marks(marks: tuple[str, ...]) -> tuple[Block, ...]:
    text = TEXT.text
    if not marks:
        return (Fields((Field(text["marks"], text["marks_none"], wide=True),)),)
    shown = "\n".join((text["marks_note"], *numbered(marks)))
    return (Fields((Field(text["marks"], shown, wide=True),)),)


def _bands(facts: AssessmentFacts) -> Table:
    share = 0.82 / max(len(facts.bands), 1)
    return Table(
        head=("风险承受能力", *(label for label, _, _ in facts.bands)),
        rows=(
            ("总分范围", *(f"{low}分至{high}分" for _, low, high in facts.bands)),
            ("本次总分", *(f"{facts.total}分" if low <= facts.total <= high else DASH for _, low, high in facts.bands)),
        ),
        widths=(0.18, *(share for _ in facts.bands)),
    )


def sample() -> AssessmentFacts:
    """Made-up answers to the shipped questionnaire."""
    answers = dict(zip(range(1, 13), ["A", "B", "C", "A", "A", "B", "A", "B", "ACD", "A", "C", "D"], strict=True))
    questionnaire = load_questionnaire()
    questions = tuple(
        AnsweredQuestion(
            question.number,
            question.text,
            question.several,
            tuple(
                AnsweredOption(option.letter, option.text, option.score, option.letter in answers[question.number])
                for option in question.options
            ),
            question.score(tuple(answers[question.number])),
        )
        for question in questionnaire.questions
    )
    total = sum(question.score for question in questions)
    return AssessmentFacts(
        head=sample_facts.sample_head(4),
        person=sample_facts.sample_person(),
        policy_version=questionnaire.version,
        questions=questions,
        total=total,
        level=questionnaire.band(total).label,
        bands=tuple((band.label, band.low, band.high) for band in questionnaire.bands),
        answered_at=sample_facts.MOMENT,
        valid_until=date(2028, 11, 22),
        marks=("第4题的答案先后修改了3次。",),
    )
