"""Names of persons as papers print them, checked with a message that says what is wrong and where (KY-1)."""

from __future__ import annotations

import unicodedata

from app.common.errors import Refused
from app.common.values import clean_text

LONGEST = 50
SHORTEST = 2
MIDDLE_DOT = "·"

_DOTS = "・•‧∙⋅．｡。."
"""What keyboards and papers give for the middle dot of minority names; between two Han characters they mean it."""


def check_name(text: str, field: str = "name") -> str:
    """``text`` as a name is stored: NFC, blanks at the ends and doubled ones off, the middle dot in its one form.

    A Chinese name is Han characters with middle dots between parts (阿依古丽·买买提); a foreign one is letters with
    single blanks, hyphens, apostrophes and full stops. Limits: 2 to 50 characters.
    Refused: as ``clean_text``; ``clients.name_short``; ``clients.name_character`` (``position`` from 1, ``character``);
    ``clients.name_mixed`` (Han and other letters in one name); ``clients.name_dot`` (a mark without a letter on both
    sides, ``position``).
    """
    cleaned = clean_text(text, field=field, limit=LONGEST)
    name = _one_dot(" ".join(cleaned.split()))
    _check_characters(name, field)
    letters = [character for character in name if _is_letter(character)]
    if len(letters) < SHORTEST:
        raise Refused("clients.name_short", field=field, shortest=SHORTEST)
    han = [is_han(character) for character in letters]
    if any(han) and not all(han):
        raise Refused("clients.name_mixed", field=field)
    _check_marks(name, field, chinese=all(han))
    return name


def is_han(character: str) -> bool:
    """Whether ``character`` is a Chinese character (also 〇, which registers use in names)."""
    return character == "〇" or unicodedata.name(character, "").startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEO"))


def _is_letter(character: str) -> bool:
    return is_han(character) or unicodedata.category(character)[0] == "L"


def _one_dot(name: str) -> str:
    """Every variant of the middle dot between two Han characters (blanks beside it allowed) as ``·``."""
    out: list[str] = []
    for position, character in enumerate(name):
        between = 0 < position < len(name) - 1 and is_han(name[position - 1]) and is_han(name[position + 1])
        out.append(MIDDLE_DOT if character in _DOTS and between else character)
    return "".join(out)


def _check_characters(name: str, field: str) -> None:
    for position, character in enumerate(name, 1):
        if _is_letter(character) or unicodedata.category(character) in {"Mn", "Mc"}:
            continue
        if character not in {MIDDLE_DOT, " ", "-", "'", "’", "."}:
            raise Refused("clients.name_character", field=field, position=position, character=f"U+{ord(character):04X}")


def _check_marks(name: str, field: str, *, chinese: bool) -> None:
    """Marks stand between letters; a full stop may end a foreign name (Jr.) and be followed by a blank."""
    for position, character in enumerate(name, 1):
        if _is_letter(character) or unicodedata.category(character)[0] == "M":
            continue
        if chinese and character != MIDDLE_DOT:
            raise Refused("clients.name_character", field=field, position=position, character=f"U+{ord(character):04X}")
        before = name[position - 2] if position > 1 else ""
        after = name[position] if position < len(name) else ""
        if character == "." and before and _is_letter(before):
            continue
        if character == " " and before == "." and after and _is_letter(after):
            continue
        if not (before and after and _joins(before) and _is_letter(after)):
            raise Refused("clients.name_dot", field=field, position=position)


def _joins(character: str) -> bool:
    return _is_letter(character) or unicodedata.category(character)[0] == "M"
