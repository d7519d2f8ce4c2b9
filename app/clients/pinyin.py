"""How a Chinese name is read: several readings a name, surnames by their own table.

pypinyin reads the surname 单 as dan and takes its time to import: it is loaded when the first name is stored and never
for searching, because the readings lie in the search table.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from itertools import product
from types import ModuleType

from app.clients.names import is_han

MOST_READINGS = 6
_MOST_EACH = 3

SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan", "chan"),
    "曾": ("zeng",),
    "解": ("xie",),
    "仇": ("qiu",),
    "查": ("zha",),
    "翟": ("zhai", "di"),
    "朴": ("piao",),
    "区": ("ou",),
    "盖": ("ge", "gai"),
    "覃": ("qin", "tan"),
    "尉": ("wei",),
    "乐": ("yue", "le"),
    "任": ("ren",),
    "华": ("hua",),
    "宁": ("ning",),
    "折": ("she",),
    "员": ("yun",),
    "缪": ("miao",),
    "秘": ("bi", "mi"),
    "召": ("shao",),
    "繁": ("po",),
    "佴": ("nai",),
    "冼": ("xian",),
    "冯": ("feng",),
    "逄": ("pang",),
    "黑": ("he", "hei"),
    "种": ("chong",),
    "重": ("chong",),
    "晟": ("cheng", "sheng"),
    "谌": ("chen", "shen"),
    "隗": ("wei", "kui"),
    "过": ("guo",),
    "纪": ("ji",),
    "应": ("ying",),
    "卜": ("bu",),
    "石": ("shi",),
    "万": ("wan",),
    "车": ("che",),
    "牟": ("mou", "mu"),
    "占": ("zhan",),
    "哈": ("ha",),
    "能": ("nai",),
    "宓": ("mi", "fu"),
    "洗": ("xian",),
    "沈": ("shen",),
    "曲": ("qu",),
    "柏": ("bai", "bo"),
    "薄": ("bo",),
    "长": ("chang",),
    "朝": ("chao",),
    "相": ("xiang",),
    "行": ("xing",),
    "於": ("yu",),
    "郇": ("xun", "huan"),
    "郗": ("xi", "chi"),
    "燕": ("yan",),
    "呙": ("guo",),
    "撒": ("sa",),
    "葛": ("ge",),
    "褚": ("chu",),
    "那": ("na",),
    "吕": ("lu",),
    "瞿": ("qu",),
    "尉迟": ("yu chi",),
    "单于": ("chan yu",),
    "万俟": ("mo qi",),
    "澹台": ("tan tai",),
    "长孙": ("zhang sun",),
    "宰父": ("zai fu",),
    "令狐": ("ling hu",),
    "鲜于": ("xian yu",),
    "欧阳": ("ou yang",),
    "司徒": ("si tu",),
    "皇甫": ("huang fu",),
    "夏侯": ("xia hou",),
    "诸葛": ("zhu ge",),
    "呼延": ("hu yan",),
    "独孤": ("du gu",),
    "慕容": ("mu rong",),
    "轩辕": ("xuan yuan",),
    "赫连": ("he lian",),
}
"""Surnames that are read otherwise than the same character elsewhere, most usual reading first; syllables by blanks."""


def fold(syllable: str) -> str:
    """A syllable or what was typed, with ü after l and n as u, however it is spelt: lv, lü -> lu."""
    for letter in "ln":
        for spelling in "üv":
            syllable = syllable.replace(letter + spelling, letter + "u")
    return syllable


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Up to six readings of ``name``, each one syllable a Han character; other letters are a syllable of their own.

    The most usual reading comes first; marks and blanks part syllables and are left out.
    """
    surname, choices = _surname(name)
    choices = choices + [choice for part in _parts(name[len(surname) :]) for choice in _of_part(part)]
    if not choices:
        return ()
    # fewest unusual readings first, so that the cap cuts off the least likely
    ranked = sorted(
        product(*[tuple(enumerate(choice[:_MOST_EACH])) for choice in _bounded(choices)]),
        key=lambda reading: sum(rank for rank, _ in reading),
    )
    unique = dict.fromkeys(tuple(syllable for _, syllable in reading) for reading in ranked)
    return tuple(unique)[:MOST_READINGS]


def _bounded(choices: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Alternatives for the first eight ambiguous characters only: a long name must not explode."""
    left = 8
    bounded = []
    for choice in choices:
        if len(choice) > 1 and left == 0:
            bounded.append(choice[:1])
        else:
            bounded.append(choice)
            left -= len(choice) > 1
    return bounded


def _parts(text: str) -> list[str]:
    """``text`` cut into runs of Han characters and runs of other letters; marks and blanks part and fall out."""
    parts: list[str] = []
    before = ""
    for character in text:
        kind = "han" if is_han(character) else "letter" if character.isalpha() else ""
        if kind and kind == before:
            parts[-1] += character
        elif kind:
            parts.append(character)
        before = kind
    return parts


def _of_part(part: str) -> list[tuple[str, ...]]:
    """The syllables to choose from for each character of a Han run; other letters are one syllable."""
    if not is_han(part[0]):
        return [(part.lower(),)]
    return [_of_character(character) for character in part]


def _surname(name: str) -> tuple[str, list[tuple[str, ...]]]:
    """The surname found in the table and its syllables to choose from."""
    if name[:2] in SURNAMES and len(name) > 2:
        first, second = SURNAMES[name[:2]][0].split()
        # 单于飞 may also be Mr 单 called 于飞
        return name[:2], [_first((first,), name[0]), _first((second,), name[1])]
    if name[:1] in SURNAMES:
        return name[:1], [_first((), name[0])]
    return "", []


def _first(usual: tuple[str, ...], character: str) -> tuple[str, ...]:
    """Readings of a surname's character: ``usual``, then as a surname, then all others."""
    return tuple(dict.fromkeys((*usual, *SURNAMES.get(character, ()), *_of_character(character))))


def _library() -> ModuleType:
    """The reader of characters without its 44 MB of phrases: a name is no phrase."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    return import_module("pypinyin")


@lru_cache(maxsize=32_768)
def _of_character(character: str) -> tuple[str, ...]:
    """All readings of one Han character, most usual first; the character itself when nobody knows one."""
    pypinyin = _library()
    found = pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    syllables = [fold(syllable) for syllable in (found[0] if found else []) if syllable]
    return tuple(dict.fromkeys(syllables)) or (character,)
