"""Names as they are compared with a list: one form for each way of writing and reading them (KY-3). Pure.

Full-width letters, blanks, marks and accents make no difference, nor do traditional characters; a Chinese name is also
compared as it is read (pinyin without tones), a foreign one with its parts in any rotation (``SMITH, John``).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources

from app.clients.names import is_han
from app.clients.pinyin import readings

MOST_READINGS = 3
"""So many readings of a name are compared, the most usual first."""
LONGEST = 64
"""Characters of a form; what follows in a longer name does not count."""
_LONG_NAME = 4
"""A longer Chinese name is an institution's or a transcription: each character as it is usually read."""
_MOST_ROTATED = 4


@cache
def _simplified() -> dict[int, str]:
    text = resources.files("app.due_diligence.data").joinpath("simplified.txt").read_text(encoding="utf-8")
    return {ord(pair[0]): pair[1] for pair in text.split()}


def simplified(text: str) -> str:
    """``text`` with traditional characters as their usual simplified ones."""
    return text.translate(_simplified())


def tokens(name: str) -> tuple[str, ...]:
    """The parts of a name: compatibility forms resolved, small letters, no accents, simplified; marks part them."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(unicodedata.normalize("NFC", simplified(kept)).split())


@lru_cache(maxsize=4096)
def forms(name: str) -> tuple[str, ...]:
    """The forms of ``name`` that are compared, each once; empty for a name without a letter."""
    parts = tokens(name)
    whole = "".join(parts)[:LONGEST]
    if not whole:
        return ()
    if any(is_han(character) for character in whole):
        found = [whole, *(_read(whole))]
    elif len(parts) <= _MOST_ROTATED:
        found = ["".join(parts[start:] + parts[:start])[:LONGEST] for start in range(len(parts))]
    else:
        found = [whole, "".join(sorted(parts))[:LONGEST]]
    return tuple(dict.fromkeys(found))


def _read(whole: str) -> list[str]:
    if len(whole) > _LONG_NAME:
        read = ("".join(readings(character)[0]) if is_han(character) else character for character in whole)
        return ["".join(read)[:LONGEST]]
    return ["".join(reading)[:LONGEST] for reading in readings(whole)[:MOST_READINGS]]


def plain_number(number: str) -> str:
    """A number as it is compared: full-width forms resolved, capitals, letters and digits only."""
    text = unicodedata.normalize("NFKC", number).upper()
    return "".join(character for character in text if character.isalnum())[:LONGEST]
