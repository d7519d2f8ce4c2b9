"""Search keys: what is stored so that any part of a name, pinyin, initials, tails and accounts are found by prefix.

One table of keys, one range query each: measured three orders faster than LIKE at a million clients (FINDINGS).
Tails of ID and mobile stand in the table as tokens only (HMAC, SE-1), for some lengths: a longer tail is looked for by
the longest token that fits, and what comes back is compared with the sealed numbers themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.clients.pinyin import fold, readings

LONGEST = 64
TAIL = "<"
"""Stands before a number that is stored back to front, so that a tail typed is a prefix."""

MARK = "#"
"""Stands before the token of a tail. Nothing that is typed gets through :func:`plain_text` with it."""

TAIL_LENGTHS = (4, 5, 6, 8)
"""Shorter tails fit too many clients to help, and their few tokens would be told apart by counting."""

TOP = "\U0010ffff"


def plain_text(text: str) -> str:
    """``text`` for comparing: NFC, lower case, without blanks, marks and characters that cannot be seen."""
    normal = unicodedata.normalize("NFC", text)
    # letter by letter: the lower case of a part must be a part of the lower case (Σ at a word's end is not)
    return "".join(character.lower() for character in normal if unicodedata.category(character)[0] not in "ZCPS")


def name_keys(name: str) -> set[str]:
    """Keys of a name: its suffixes; of each reading the suffixes at syllables, and of the initials."""
    plain = plain_text(name)
    keys = {plain[start : start + LONGEST] for start in range(len(plain))}
    for reading in readings(name):
        for start in range(len(reading)):
            rest = reading[start:]
            keys.add("".join(rest)[:LONGEST])
            keys.add("".join(syllable[0] for syllable in rest)[:LONGEST])
    return keys


def number_keys(number: str) -> set[str]:
    """Keys of an account or client number: from its beginning and from its end."""
    plain = plain_text(number)
    return {plain[:LONGEST], TAIL + plain[::-1][:LONGEST]} if plain else set()


def tails(number: str) -> set[str]:
    """The tails of an identity or mobile number for which there are tokens; a shorter number as a whole."""
    plain = plain_text(number)
    if len(plain) < TAIL_LENGTHS[0]:
        return {plain} - {""}
    return {plain[-length:] for length in TAIL_LENGTHS if length <= len(plain)}


@dataclass(frozen=True, slots=True)
class TypedTail:
    """What was typed, if it may be the tail of a number: ``key`` is what its token is made of."""

    whole: str
    key: str

    @property
    def exact(self) -> bool:
        """Whether whoever has the token has this tail."""
        return self.whole == self.key

    def fits(self, number: str) -> bool:
        """Whether it is the tail of ``number``."""
        return plain_text(number).endswith(self.whole)


def typed_tail(text: str) -> TypedTail | None:
    """The tail of an ID or mobile that ``text`` may be; None when it cannot be one."""
    plain = plain_text(text)[:LONGEST]
    if not (plain.isascii() and any(character.isdigit() for character in plain)):
        return None
    length = max((length for length in TAIL_LENGTHS if length <= len(plain)), default=len(plain))
    return TypedTail(plain, plain[-length:])


def search_keys(
    name: str, *, secret: Iterable[str], numbers: Iterable[str], token: Callable[[str], str]
) -> frozenset[str]:
    """All keys of one client: ``secret`` are the ID and mobile, ``numbers`` the client number and accounts.

    ``token`` gives what stands for a tail.
    """
    keys = name_keys(name)
    for number in secret:
        keys |= {MARK + token(tail) for tail in tails(number)}
    for number in numbers:
        keys |= number_keys(number)
    return frozenset(keys - {""})


def prefixes(text: str) -> tuple[str, ...]:
    """The key prefixes to look for when ``text`` is typed (not of ID and mobile); empty for nothing searchable."""
    plain = plain_text(text)[:LONGEST]
    if not plain:
        return ()
    found = [plain, fold(plain)]
    # papers print lü as LYU; but ny also stands between two syllables (linyun), so this is a try of its own
    found.append(fold(plain).replace("lyu", "lu").replace("nyu", "nu"))
    if plain.isascii() and any(character.isdigit() for character in plain):
        found.append(TAIL + plain[::-1])
    return tuple(dict.fromkeys(found))
