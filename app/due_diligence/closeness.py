"""When two names are close, and the keys by which all close ones are found without comparing with every name. Pure.

Closeness is rapidfuzz's ``ratio``: of the letters of both names, the share (per cent) that a longest common
subsequence covers; so two names of ``m`` and ``n`` letters are close when at most ``allowed(m, n)`` letters have to be
taken out or put in. A name cut into one piece more than that keeps one piece whole whatever is done to it: the pieces
are its keys, and a search tries the substrings that may be such a piece. Nothing close is missed (proved by a property
test against brute force), and what the keys find is compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

LOWEST = 70
"""Below this per cent short names would be close to everything."""
EXACT = "="


class Closeness:
    """Closeness at a threshold, in whole per cent from ``LOWEST`` to 100; ``ValueError`` outside."""

    def __init__(self, threshold: int) -> None:
        if not LOWEST <= threshold <= 100:
            raise ValueError(f"a threshold from {LOWEST} to 100")
        self.threshold = threshold
        self._pieces = lru_cache(maxsize=256)(self._pieces_of)
        self._lengths = lru_cache(maxsize=256)(self._lengths_of)

    def allowed(self, m: int, n: int) -> int:
        """How many letters may be taken out or put in between names of ``m`` and ``n`` letters; -1: never close."""
        most = (100 - self.threshold) * (m + n) // 100
        most -= (m + n - most) % 2  # each exchange takes one and puts one
        return most if most >= abs(m - n) else -1

    def score(self, one: str, other: str) -> int:
        """Whole per cent, rounded down, of two forms that are close; 0 when they are not."""
        most = self.allowed(len(one), len(other))
        if most < 0:
            return 0
        from rapidfuzz.distance import Indel  # late: it takes a start of the program too long

        distance = Indel.distance(one, other, score_cutoff=most)
        letters = len(one) + len(other)
        return 100 * (letters - distance) // letters if distance <= most else 0

    def close(self, ones: Iterable[str], others: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Those of ``others`` that are close to one of ``ones``, each with that score: many at once."""
        from rapidfuzz import fuzz, process

        for one in ones:
            # a hair lower, for the share is a fraction there; what is close is worked out exactly
            for other, _, _ in process.extract(
                one, others, scorer=fuzz.ratio, score_cutoff=self.threshold - 1e-6, limit=None
            ):
                score = self.score(one, other)
                if score:
                    yield other, score

    def best(self, ones: Iterable[str], others: Iterable[str]) -> int:
        """The highest score between forms of two names; 0 when none are close."""
        theirs = tuple(others)
        return max((self.score(one, other) for one in ones for other in theirs), default=0)

    def keys(self, form: str) -> Iterator[str]:
        """What a form of a listed name is found by."""
        yield EXACT + form
        size = len(form)
        for place, (start, end) in enumerate(self._pieces(size)):
            yield f"{size}.{place}.{form[start:end]}"

    def probes(self, form: str) -> frozenset[str]:
        """The keys that a close name may have: whoever has none of them is not close."""
        return frozenset(self._probes(form))

    def _probes(self, form: str) -> Iterator[str]:
        yield EXACT + form
        m = len(form)
        for n in self._lengths(m):
            most = self.allowed(m, n)
            if most == 0:  # the same letters: found by the whole
                continue
            # of any so many pieces one is untouched; the last ones tell names apart better than the surname
            pieces = tuple(enumerate(self._pieces(n)))[-(most + 1) :]
            for place, (start, end) in pieces:
                for at in self._starts(m, n, start, end, most):
                    yield f"{n}.{place}.{form[at : at + end - start]}"

    def _starts(self, m: int, n: int, start: int, end: int, most: int) -> Iterator[int]:
        """Where an untouched piece may begin in a name of ``m`` letters."""
        for at in range(max(0, start - most), min(m - (end - start), start + most) + 1):
            moved = at - start
            if abs(moved) + abs((m - n) - moved) <= most:
                yield at

    def _lengths_of(self, m: int) -> tuple[int, ...]:
        return tuple(n for n in range(1, self.longest(m) + 1) if self.allowed(m, n) >= 0)

    def longest(self, m: int) -> int:
        """No name of more letters is close to one of ``m``."""
        return m * (200 - self.threshold) // self.threshold + 1

    def _pieces_of(self, n: int) -> tuple[tuple[int, int], ...]:
        """Where the pieces of a name of ``n`` letters begin and end; none when only the very same is close."""
        most = max((self.allowed(m, n) for m in range(1, self.longest(n) + 1)), default=0)
        if most <= 0:
            return ()
        count = most + 1
        edges = [place * n // count for place in range(count + 1)]
        return tuple(pairwise(edges))

    @cached_property
    def told(self) -> str:
        """What a list's keys are bound to: keys of another threshold would miss names."""
        return f"indel-{self.threshold}"
