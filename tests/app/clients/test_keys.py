"""Search keys: whatever part is typed is the beginning of a key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.keys import MARK, TAIL, plain_text, prefixes, search_keys, typed_tail
from app.clients.pinyin import readings

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
HAN_NAME = st.text(HAN, min_size=2, max_size=8)
ANY_NAME = HAN_NAME | st.text(max_size=50)
ID_NUMBER = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def token(tail: str) -> str:
    return hashlib.sha256(tail.encode()).hexdigest()[:16]


def keys_of(name: str, *, secret: Iterable[str] = (), numbers: Iterable[str] = ()) -> frozenset[str]:
    return search_keys(name, secret=secret, numbers=numbers, token=token)


def found(keys: frozenset[str], typed: str) -> bool:
    return any(key.startswith(prefix) for prefix in prefixes(typed) for key in keys)


def found_by_tail(keys: frozenset[str], typed: str) -> bool:
    tail = typed_tail(typed)
    return tail is not None and MARK + token(tail.key) in keys


@given(ANY_NAME, st.data())
def test_any_part_of_the_name_finds_it(name: str, data: st.DataObject) -> None:
    keys = keys_of(name)
    start = data.draw(st.integers(0, len(name)))
    part = name[start : data.draw(st.integers(start, len(name)))]
    # a part whose letters decompose differently when cut is another text
    if plain_text(part) and plain_text(part) in plain_text(name):
        assert found(keys, part)
        assert found(keys, part.upper()) or part.upper().lower() != part.lower()


@given(HAN_NAME, st.data())
def test_pinyin_and_initials_from_any_syllable_on_find_a_name_in_every_reading(name: str, data: st.DataObject) -> None:
    keys = keys_of(name)
    reading = data.draw(st.sampled_from(readings(name)))
    start = data.draw(st.integers(0, len(reading) - 1))
    spelt = "".join(reading[start:])
    assert found(keys, spelt[: data.draw(st.integers(1, len(spelt)))])
    assert found(keys, " ".join(reading[start:]).upper())
    assert found(keys, "".join(syllable[0] for syllable in reading[start:]))


@given(ID_NUMBER, MOBILE, st.data())
def test_tails_of_four_and_more_find_a_client_by_id_and_mobile(number: str, mobile: str, data: st.DataObject) -> None:
    keys = keys_of("张三", secret=(number, mobile))
    for whole in (number, mobile):
        typed = whole[-data.draw(st.integers(4, len(whole))) :].lower()
        tail = typed_tail(typed)
        assert tail is not None
        assert tail.fits(whole)
        assert found_by_tail(keys, typed)
        longer = typed_tail("9" + typed)
        assert longer is not None
        assert not longer.fits(typed)


@given(ID_NUMBER, MOBILE)
def test_no_key_tells_a_figure_of_the_id_or_the_mobile(number: str, mobile: str) -> None:
    keys = keys_of("张三", secret=(number, mobile))
    for whole in (number, mobile):
        tails = {whole[-length:].lower() for length in range(4, len(whole) + 1)}
        assert not any(part in key or part[::-1] in key for part in tails for key in keys - marked(keys))


def marked(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in keys if key.startswith(MARK))


def test_a_number_shorter_than_any_tail_is_found_as_a_whole_only() -> None:
    keys = keys_of("张三", secret=("12",))
    assert found_by_tail(keys, "12")
    assert not found_by_tail(keys, "2")


@pytest.mark.parametrize("typed", ["lv", "LV", "lu", "lü", "LYU", "lvbu", "lyubu", "lübu"])
def test_every_spelling_of_the_u_with_dots_finds_the_name(typed: str) -> None:
    assert found(keys_of("吕布"), typed)


def test_an_account_is_found_from_its_beginning_and_from_its_end() -> None:
    keys = keys_of("张三", numbers=("A123456789",))
    assert found(keys, "a1234")
    assert found(keys, "6789")
    assert not found(keys, "4567")


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'", '"', "<", "<1", ";--", "\0", "\u202e", "·", "\ud800"])
def test_text_without_anything_to_search_for_gives_no_prefix_or_a_harmless_one(typed: str) -> None:
    assert all(not set("%_'\"\0\ud800") & set(prefix) for prefix in prefixes(typed))
    assert prefixes("<") == ()


def test_a_typed_mark_cannot_reach_the_tails() -> None:
    assert all(not prefix.startswith(TAIL) for prefix in prefixes("<abc"))
