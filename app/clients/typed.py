"""Numbers as people type them: full-width characters folded, blanks off, and where each character stood."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from app.common.errors import Refused

DIGITS = frozenset("0123456789")
"""ASCII only: ``str.isdigit`` also takes digits of other scripts, which no number of the field has."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold(text: str) -> str:
    """``text`` with full-width ASCII folded to plain ASCII; everything else as it is."""
    return text.translate(_FULL_WIDTH)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number without blanks and, for messages, the place (from 1) of each character in the text as typed."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str, *, drop: str = "") -> Typed:
        """``text`` folded and in capitals, without blanks and without the characters in ``drop``."""
        kept = [
            # characters whose capital has two letters (ß) stay, so that places stay true
            (upper if len(upper := character.upper()) == 1 else character, place)
            for place, character in enumerate(fold(text), 1)
            if not character.isspace() and character not in drop
        ]
        return cls("".join(character for character, _ in kept), tuple(place for _, place in kept))

    def need_only(self, allowed: frozenset[str], code: str) -> None:
        """Refuse ``code`` with ``position`` and ``character`` at the first character that is not ``allowed``."""
        for character, place in zip(self.text, self.places, strict=True):
            if character not in allowed:
                raise Refused(code, position=place, character=show(character))


def show(character: str) -> str:
    """A character for a message: itself when it can be seen, else its code point."""
    seen = unicodedata.category(character)[0] in "LNPS"
    return character if seen else f"U+{ord(character):04X}"
