"""Answers of a month that is not over yet: each in an envelope that tells neither mark nor length (SF-1).

A database remembers which rows were written together and in which order (PostgreSQL: ``xmin``, ``ctid``), whatever
their ids are; so a mark must not be written beside the end of its asking. It waits sealed, as long as every other, and
all envelopes of a month are opened at once when the month is closed, in no order. Whoever has the database and not the
branch's key finds rows of one length, then rows of one transaction.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from app.satisfaction.domain import Answer

_MARK = "\x01"
"""Begins an envelope; words that somebody wrote hold no such character (``clean_text``)."""
_BYTES = 1536
"""An answer with the longest words and all reasons is shorter; a longer one takes the next multiple."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """An answer that waits, and about whom it is."""

    staff_id: str
    answer: Answer


def sealed(one: Envelope) -> str:
    """The text that is stored sealed: padded, so that all are equally long."""
    answer = one.answer
    text = json.dumps([one.staff_id, answer.mark, answer.reasons, answer.words], ensure_ascii=False)
    length = len(text.encode()) + len(_MARK)
    return _MARK + text + " " * (-length % _BYTES)


def is_sealed(text: str) -> bool:
    """Whether a text is an envelope and not somebody's words."""
    return text.startswith(_MARK)


def opened(texts: Iterable[str]) -> list[Envelope]:
    """The answers of all envelopes among these texts, in random order."""
    found = []
    for text in filter(is_sealed, texts):
        staff_id, mark, reasons, words = json.loads(text[len(_MARK) :])
        found.append(Envelope(staff_id, Answer(mark, tuple(reasons), words)))
    secrets.SystemRandom().shuffle(found)
    return found
