"""Search keys: whatever part is typed is the beginning of a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.keys import TAIL, plain_text, prefixes, search_keys
from app.clients.pinyin import readings

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
HAN_NAME = st.text(HAN, min_size=2, max_size=8)
ANY_NAME = HAN_NAME | st.text(max_size=50)
ID_NUMBER = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def found(keys: frozenset[str], typed: str) -> bool:
    return any(key.startswith(prefix) for prefix in prefixes(typed) for key in keys)


@given(ANY_NAME, st.data())
def test_any_part_of_the_name_finds_it(name: str, data: st.DataObject) -> None:
    keys = search_keys(name, tails=(), numbers=())
    start = data.draw(st.integers(0, len(name)))
    part = name[start : data.draw(st.integers(start, len(name)))]
    # a part whose letters decompose differently when cut is another text
    if plain_text(part) and plain_text(part) in plain_text(name):
        assert found(keys, part)
        assert found(keys, part.upper()) or part.upper().lower() != part.lower()


@given(HAN_NAME, st.data())
def test_pinyin_and_initials_from_any_syllable_on_find_a_name_in_every_reading(name: str, data: st.DataObject) -> None:
    keys = search_keys(name, tails=(), numbers=())
    reading = data.draw(st.sampled_from(readings(name)))
    start = data.draw(st.integers(0, len(reading) - 1))
    spelt = "".join(reading[start:])
    assert found(keys, spelt[: data.draw(st.integers(1, len(spelt)))])
    assert found(keys, " ".join(reading[start:]).upper())
    assert found(keys, "".join(syllable[0] for syllable in reading[start:]))


@given(ID_NUMBER, MOBILE, st.data())
def test_tails_of_the_id_and_the_mobile_find_a_client(number: str, mobile: str, data: st.DataObject) -> None:
    keys = search_keys("张三", tails=(number, mobile), numbers=())
    assert found(keys, number[-data.draw(st.integers(2, 18)) :].lower())
    assert found(keys, mobile[-data.draw(st.integers(1, 11)) :])


@pytest.mark.parametrize("typed", ["lv", "LV", "lu", "lü", "LYU", "lvbu", "lyubu", "lübu"])
def test_every_spelling_of_the_u_with_dots_finds_the_name(typed: str) -> None:
    assert found(search_keys("吕布", tails=(), numbers=()), typed)


def test_an_account_is_found_from_its_beginning_and_from_its_end() -> None:
    keys = search_keys("张三", tails=(), numbers=("A123456789",))
    assert found(keys, "a1234")
    assert found(keys, "6789")
    assert not found(keys, "4567")


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'", '"', "<", "<1", ";--", "\0", "\u202e", "·", "\ud800"])
def test_text_without_anything_to_search_for_gives_no_prefix_or_a_harmless_one(typed: str) -> None:
    assert all(not set("%_'\"\0\ud800") & set(prefix) for prefix in prefixes(typed))
    assert prefixes("<") == ()


def test_a_typed_mark_cannot_reach_the_tails() -> None:
    assert all(not prefix.startswith(TAIL) for prefix in prefixes("<abc"))
