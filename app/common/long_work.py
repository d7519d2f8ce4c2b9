"""How what takes its time tells how far it is, and is stopped between two of its units (docs/decisions/0047)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.common.errors import Refused

Progress = Callable[[int, int], None]
"""``(done, of)``; ``of`` is 0 while nobody knows how much it will be. Called in the thread that works."""
Cancelled = Callable[[], bool]
"""Whether whoever asked for the work wants it stopped."""

T = TypeVar("T")


def _tell_nobody(_done: int, _of: int) -> None:
    pass


def _goes_on() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Watch:
    """Whoever looks on. A work calls ``step`` before each unit; refused ``work.cancelled`` when it is to stop.

    Inside one transaction nothing is changed then. A work of several transactions asks ``cancelled`` itself and says
    in its result, or in a refusal of its own, how far it came.
    """

    progress: Progress = _tell_nobody
    cancelled: Cancelled = _goes_on

    def step(self, done: int, of: int) -> None:
        """``done`` of ``of`` units are done. Refused: ``work.cancelled``."""
        if self.cancelled():
            raise Refused("work.cancelled")
        self.progress(done, of)

    def each(self, units: Iterable[T], of: int, *, every: int = 1) -> Iterator[T]:
        """The units one after the other, with a step before each, or ``every`` so many, and one at the end.

        Refused: ``work.cancelled``.
        """
        for done, unit in enumerate(units):
            if done % every == 0:
                self.step(done, of)
            yield unit
        self.progress(of, of)

    def part(self, first: int, of: int) -> Watch:
        """For a piece of a larger work: its units are counted from ``first`` on, of ``of`` in all."""
        return Watch(lambda done, _: self.progress(first + done, of), self.cancelled)


UNWATCHED = Watch()
"""Nobody looks on, nobody stops it."""
