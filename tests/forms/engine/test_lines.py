from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.engine import fonts
from forms.engine.lines import NEVER_FIRST, NEVER_LAST, Style, break_lines

STYLE = Style("NotoSerifSC-Regular", 10, 16)
fonts.register()
TEXTS = st.text(st.sampled_from("中文的字，。；！（）《》“”、abcXYZ019 -/@.𬭎"), max_size=160)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.floats(30, 300), st.booleans())
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float, flush: bool) -> None:
    lines = break_lines(text, STYLE, width, flush=flush)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        drawn = line.width + line.spacing * max(len(line.text) - 1, 0)
        # the empty half of a closing mark may stand out, blanks at the end are not seen
        assert drawn - line.text.count(" ") * 3 <= width + STYLE.size / 2 + 0.02


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("中文的字，。；（《》）"), min_size=1, max_size=80).filter(lambda t: "，，" not in t))
def test_a_closing_mark_begins_a_line_only_where_there_was_nothing_to_take_along(text: str) -> None:
    lines = [line.text for line in break_lines(text, STYLE, 120)]
    for before, after in pairwise(lines):
        if after[0] in NEVER_FIRST:
            assert all(b in NEVER_LAST or a in NEVER_FIRST for b, a in pairwise(before))


def test_a_line_ends_with_no_opening_mark() -> None:
    assert [line.text for line in break_lines("一二三四（五六", STYLE, 50)] == ["一二三四", "（五六"]


def test_words_and_numbers_stay_whole() -> None:
    lines = break_lines("证件号码11010519491231002X有效期2016-08-01", STYLE, 110)
    assert [line.text for line in lines] == ["证件号码", "11010519491231002X有", "效期2016-08-01"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = break_lines("W" * 200, STYLE, 100)
    assert sum(len(line.text) for line in lines) == 200
    assert all(line.width <= 100 for line in lines)


def test_full_lines_of_han_are_flush_and_the_last_is_not() -> None:
    first, last = break_lines("中" * 15, STYLE, 103)
    assert first.width + first.spacing * (len(first.text) - 1) == pytest.approx(103)
    assert last.spacing == 0


def test_letters_of_a_latin_line_are_not_moved_apart() -> None:
    lines = break_lines("alpha beta gamma delta epsilon zeta", STYLE, 100)
    assert all(line.spacing < 0.4 for line in lines)


def test_line_feeds_begin_new_lines_and_the_first_is_indented() -> None:
    lines = break_lines("甲\n\n乙", STYLE, 100, first_indent=20)
    assert [(line.text, line.indent) for line in lines] == [("甲", 20), ("", 0), ("乙", 0)]


def test_blanks_inside_a_line_are_kept_as_typed() -> None:
    assert [line.text for line in break_lines("  a   b", STYLE, 100)] == ["  a   b"]
