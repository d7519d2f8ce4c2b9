"""What makes a questionnaire file right: questions in order, a score for each option, bands without gap or overlap."""

from __future__ import annotations

import re
import string
from dataclasses import replace

from app.common.errors import Refused
from app.policy.product_file import read_answer_rule, read_lowest, read_products
from app.policy.reading import Table
from app.policy.values import FOUR_LEVELS, AnswerOption, Band, HurryRule, Question, Questionnaire

HIGHEST_SCORE = 100
_LEVEL_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_questionnaire(root: Table) -> Questionnaire:
    """The questionnaire in ``root``; mistakes are noted there, and then the value is not to be used."""
    root.text("kind")
    hurry = root.table("hurry")
    questionnaire = Questionnaire(
        version=root.text("version", limit=40),
        effective=root.day("effective"),
        title=root.text("title", limit=60),
        questions=_questions(root),
        bands=(),
        validity_months=root.whole("validity_months", 1, 120),
        hurry=HurryRule(
            characters_per_second=hurry.number("characters_per_second", 1, 1000),
            changes_to_mark=hurry.whole("changes_to_mark", 1, 100),
        ),
    )
    hurry.finish()
    questionnaire = replace(questionnaire, bands=_bands(root, questionnaire), pack=_pack(root))
    questionnaire = replace(questionnaire, lowest_category=read_lowest(root, questionnaire))
    rule = read_answer_rule(root)
    # what a level may buy means something only when every level could be read
    if not root.problems.found or not root.has("products"):
        levels = tuple(choice.code for choice in questionnaire.levels)
        questionnaire = replace(questionnaire, products=read_products(root, levels))
    questionnaire = replace(questionnaire, answers=rule)
    root.finish()
    return questionnaire


def _pack(root: Table) -> str:
    """The pack; files from before there were several name none."""
    if not root.has("pack"):
        return FOUR_LEVELS
    pack = root.text("pack", limit=20)
    if pack and not _LEVEL_KEY.fullmatch(pack):
        root.wrong("pack", Refused("policy.level_key"))
    return pack


def _questions(root: Table) -> tuple[Question, ...]:
    questions = []
    for place, table in enumerate(root.tables("questions"), 1):
        number = table.whole("number", 1, 1000)
        if number != place and table.has("number"):
            table.wrong("number", Refused("policy.question_number", expected=place))
        text = table.text("text", limit=300)
        several = table.flag("several")
        questions.append(Question(place, text, several, _options(table)))
        table.finish()
    _no_doubles(root, "questions", "text", [question.text for question in questions])
    return tuple(questions)


def _options(table: Table) -> tuple[AnswerOption, ...]:
    scores = table.wholes("scores", 0, HIGHEST_SCORE)
    options = table.table("options")
    letters = list(options.keys())
    texts = [options.text(letter, limit=200) for letter in letters]
    for letter, expected in zip(letters, string.ascii_uppercase, strict=False):
        if letter != expected:
            options.wrong(letter, Refused("policy.letter", expected=expected))
            break
    if len(letters) < 2 and table.has("options"):
        table.wrong("options", Refused("policy.too_few_options"))
    if len(letters) > len(string.ascii_uppercase):
        table.wrong("options", Refused("policy.too_many_options", limit=len(string.ascii_uppercase)))
    given = table.data.get("scores")
    if isinstance(given, list) and given and letters and len(given) != len(letters):
        table.wrong("scores", Refused("policy.scores_count", scores=len(given), options=len(letters)))
    for letter, text in zip(letters, texts, strict=True):
        if text and texts.index(text) != letters.index(letter):
            options.wrong(letter, Refused("policy.double", other=letters[texts.index(text)]))
    return tuple(AnswerOption(*option) for option in zip(letters, texts, scores, strict=False))


def _bands(root: Table, questionnaire: Questionnaire) -> tuple[Band, ...]:
    tables = root.tables("bands")
    bands = []
    for table in tables:
        band = Band(
            table.text("level", limit=40),
            table.text("label", limit=20),
            table.whole("low", 0, 100_000),
            table.whole("high", 0, 100_000),
        )
        if band.level and not _LEVEL_KEY.fullmatch(band.level):
            table.wrong("level", Refused("policy.level_key"))
        if band.high < band.low:
            table.wrong("high", Refused("policy.band_upside_down", low=band.low, high=band.high))
        table.finish()
        bands.append(band)
    _no_doubles(root, "bands", "level", [band.level for band in bands])
    _no_doubles(root, "bands", "label", [band.label for band in bands])
    # the range of totals means something only when every question and every limit could be read
    if bands and not root.problems.found:
        _check_cover(tables, bands, questionnaire)
    return tuple(bands)


def _check_cover(tables: tuple[Table, ...], bands: list[Band], questionnaire: Questionnaire) -> None:
    """Bands in rising order, each beginning one above the one before, from the lowest total to the highest."""
    lowest, highest = questionnaire.lowest, questionnaire.highest
    if bands[0].low != lowest:
        tables[0].wrong("low", Refused("policy.band_start", found=bands[0].low, expected=lowest))
    for table, before, band in zip(tables[1:], bands, bands[1:], strict=False):
        if band.low > before.high + 1:
            table.wrong("low", Refused("policy.band_gap", first=before.high + 1, last=band.low - 1))
        elif band.low <= before.high:
            table.wrong("low", Refused("policy.band_overlap", found=band.low, expected=before.high + 1))
    if bands[-1].high != highest:
        tables[-1].wrong("high", Refused("policy.band_end", found=bands[-1].high, expected=highest))


def _no_doubles(root: Table, array: str, key: str, values: list[str]) -> None:
    for index, value in enumerate(values):
        first = values.index(value)
        if value and first != index:
            root.problems.add((array, index, key), Refused("policy.double", other=f"{array}[{first + 1}]"))
