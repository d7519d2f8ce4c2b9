"""What a client's answers say of the risk they can bear (RA-2, RA-3, RA-6), and how the answers were given (KY-6)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.common.errors import Refused
from app.policy.values import FOUR_LEVELS, Questionnaire

Answers = dict[int, tuple[str, ...]]
"""Letters chosen, in order of the alphabet, by number of the question."""

HURRIED = "hurried"
CHANGED_OFTEN = "changed-often"
FLAT = "flat"
CHANGED_MUCH = "changed-much"
MARK_LABELS: Mapping[str, str] = {
    HURRIED: "部分题目的作答时间短于通读题目所需的时间",
    CHANGED_OFTEN: "有题目的答案经过多次改动",
    FLAT: "绝大多数题目选择了同一个字母",
    CHANGED_MUCH: "评估结果或者答案与上一次相比变化较大",
}
"""Chinese text of each mark, for the form and the screen."""

_ANSWER = re.compile(r"(\d{1,4})([A-Z]*)", re.ASCII)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SEPARATORS = re.compile(r"[\s,;，；、]+")


@dataclass(frozen=True, slots=True)
class Score:
    """The result of an assessment, reproducible from the answers and the questionnaire's version (RA-3)."""

    per_question: Mapping[int, int]
    total: int
    level: str
    level_label: str
    policy_version: str


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """One answer given on the display: after the question had been shown for ``shown_ms`` ms, at an aware moment."""

    number: int
    letters: tuple[str, ...]
    shown_ms: int
    at: datetime

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> AnswerEvent:
        """The event from its JSON: number, letters, shown_ms and ``at`` as ISO text."""
        return cls(
            int(stored["number"]),
            tuple(stored["letters"]),
            int(stored["shown_ms"]),
            datetime.fromisoformat(stored["at"]),
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """A signed assessment (RA-4): never changed; a later one names it in ``replaces``.

    ``valid_until`` is its last valid day (RA-6), ``document_number`` that of the signed form, ``pack`` the set of
    levels that ``level`` is of: assessments of two packs stand beside each other.
    """

    id: str
    client_id: str
    case_number: str
    policy_version: str
    answers: Answers
    per_question: Mapping[int, int]
    total: int
    level: str
    marks: tuple[str, ...]
    assessed_at: datetime
    valid_until: date
    document_number: str
    replaces: str | None = None
    pack: str = FOUR_LEVELS


def parse_answers(text: str, questionnaire: Questionnaire) -> Answers:
    """All answers from a line like ``1A 2B 9ACD``; small letters, full-width characters and commas do too.

    Refused: ``suitability.unreadable`` (with the ``place`` of the entry), ``.double_question``, ``.unanswered``
    (with the ``numbers``), and what :func:`check_answer` refuses.
    """
    answers: Answers = {}
    entries = [entry for entry in _SEPARATORS.split(text.translate(_FULL_WIDTH).upper()) if entry]
    for place, entry in enumerate(entries, 1):
        match = _ANSWER.fullmatch(entry)
        if match is None:
            raise Refused("suitability.unreadable", field="answers", place=place)
        number, letters = int(match[1]), tuple(match[2])
        if number in answers:
            raise Refused("suitability.double_question", field="answers", number=number)
        check_answer(number, letters, questionnaire)
        answers[number] = tuple(sorted(letters))
    _need_complete(answers, questionnaire)
    return answers


def check_answer(number: int, letters: Sequence[str], questionnaire: Questionnaire) -> None:
    """Refuse an answer that the question does not allow.

    Refused: ``suitability.unknown_question``, ``.no_letter``, ``.unknown_letter``, ``.double_letter``,
    ``.one_only`` (several letters where one may be chosen).
    """
    question = questionnaire.question(number)
    if not letters:
        raise Refused("suitability.no_letter", field="answers", number=number)
    for letter in letters:
        if letter not in question.letters:
            raise Refused("suitability.unknown_letter", field="answers", number=number, last=question.letters[-1])
    if len(set(letters)) != len(letters):
        raise Refused("suitability.double_letter", field="answers", number=number)
    if len(letters) > 1 and not question.several:
        raise Refused("suitability.one_only", field="answers", number=number)


def missing(answers: Mapping[int, Sequence[str]], questionnaire: Questionnaire) -> tuple[int, ...]:
    """Numbers of the questions without an answer, in order."""
    return tuple(question.number for question in questionnaire.questions if not answers.get(question.number))


def assess(answers: Mapping[int, Sequence[str]], questionnaire: Questionnaire) -> Score:
    """The points of each question, their total and the level (RA-2, RA-3).

    Refused: ``suitability.unanswered`` and what :func:`check_answer` refuses.
    """
    _need_complete(answers, questionnaire)
    for number, letters in answers.items():
        check_answer(number, letters, questionnaire)
    points = {question.number: question.score(tuple(answers[question.number])) for question in questionnaire.questions}
    total = sum(points.values())
    level = questionnaire.level_of(total, {number: tuple(letters) for number, letters in answers.items()})
    return Score(points, total, level.code, level.label, questionnaire.version)


def _need_complete(answers: Mapping[int, Sequence[str]], questionnaire: Questionnaire) -> None:
    open_questions = missing(answers, questionnaire)
    if open_questions:
        numbers = ", ".join(str(number) for number in open_questions)
        raise Refused("suitability.unanswered", field="answers", numbers=numbers)


def marks(trail: Sequence[AnswerEvent], questionnaire: Questionnaire) -> tuple[str, ...]:
    """What is remarkable in how the answers were given (KY-6): ``hurried``, ``changed-often``, in this order.

    Hurried: any question was on the display, all its showings together, for less time than its text takes to read.
    Changed often: the answer to any one question was changed at least the policy's number of times; giving the same
    answer again is no change. ``trail`` is in the order of giving; paper answers leave none and get no mark.
    """
    shown: dict[int, int] = {}
    last: dict[int, frozenset[str]] = {}
    changes: dict[int, int] = {}
    for event in trail:
        letters = frozenset(event.letters)
        shown[event.number] = shown.get(event.number, 0) + event.shown_ms
        if last.get(event.number, letters) != letters:
            changes[event.number] = changes.get(event.number, 0) + 1
        last[event.number] = letters
    rule = questionnaire.hurry
    hurried = any(
        shown_ms * rule.characters_per_second < questionnaire.question(number).length * 1000
        for number, shown_ms in shown.items()
    )
    often = any(count >= rule.changes_to_mark for count in changes.values())
    return (*((HURRIED,) if hurried else ()), *((CHANGED_OFTEN,) if often else ()))


def remarks(
    answers: Mapping[int, Sequence[str]],
    trail: Sequence[AnswerEvent],
    questionnaire: Questionnaire,
    before: Assessment | None = None,
) -> tuple[str, ...]:
    """All that is remarkable in a set of answers: :func:`marks`, and, once all are given, flat and much changed.

    Flat: so large a share of the single-choice questions has the same letter that the text was hardly read. Much
    changed: the level moved the policy's number of levels against ``before``, or so large a share of the answers to
    the same version is another. ``before``: the client's last assessment of the same pack, None when there is none.
    """
    found = list(marks(trail, questionnaire))
    if missing(answers, questionnaire):
        return tuple(found)
    if _flat(answers, questionnaire):
        found.append(FLAT)
    if before is not None and before.pack == questionnaire.pack and _changed_much(answers, questionnaire, before):
        found.append(CHANGED_MUCH)
    return tuple(found)


def _flat(answers: Mapping[int, Sequence[str]], questionnaire: Questionnaire) -> bool:
    single = [answers[question.number][0] for question in questionnaire.questions if not question.several]
    most = max((single.count(letter) for letter in set(single)), default=0)
    return len(single) > 1 and most * 100 >= questionnaire.answers.flat_percent * len(single)


def _changed_much(
    answers: Mapping[int, Sequence[str]], questionnaire: Questionnaire, before: Assessment
) -> bool:  # fmt: skip
    levels = [choice.code for choice in questionnaire.levels]
    now = assess(answers, questionnaire).level
    rule = questionnaire.answers
    if before.level in levels and abs(levels.index(now) - levels.index(before.level)) >= rule.changed_levels:
        return True
    if before.policy_version != questionnaire.version:
        return False  # other questions: the answers cannot be compared
    others = sum(set(answers[number]) != set(before.answers.get(number, ())) for number in answers)
    return others * 100 >= rule.changed_percent * len(answers)


def band_lines(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """The levels with their totals, as lines for the display."""
    low = questionnaire.lowest_category
    first = ((low.label, "按特定答案认定"),) if low is not None else ()
    return (*first, *((band.label, f"{band.low}–{band.high}") for band in questionnaire.bands))


def check_confirmable(found: Sequence[str], questionnaire: Questionnaire) -> None:
    """Refuse ``suitability.answers_blocked`` when the policy lets one of these marks block; as shipped, none does."""
    blocking = [mark for mark in found if mark in questionnaire.answers.blocks]
    if blocking:
        raise Refused("suitability.answers_blocked")


def valid_until(day: date, months: int) -> date:
    """The last valid day of an assessment made on ``day`` (RA-6): the same day ``months`` on, or the month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_valid(assessment: Assessment | None, today: date) -> bool:
    """Whether there is an assessment and it is still valid on ``today``, its last day included (RA-1, RA-6)."""
    return assessment is not None and today <= assessment.valid_until
