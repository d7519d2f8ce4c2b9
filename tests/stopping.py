"""Somebody who looks on at a long work and stops it at a unit, without a sleep: the hook is its own progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.common.long_work import Watch

if TYPE_CHECKING:
    from ui.widgets.long_work import LongWork


@dataclass
class Onlooker:
    """Stops once it was told of ``at`` done units; at the first asking when that is 0. ``told``: how far it was."""

    at: int
    told: list[tuple[int, int]] = field(default_factory=list)

    @property
    def watch(self) -> Watch:
        """To be given to the work."""
        return Watch(lambda done, of: self.told.append((done, of)), self._stops)

    def _stops(self) -> bool:
        return any(done >= self.at for done, _ in self.told) or self.at == 0


def stop_at(line: LongWork, at: int | None) -> None:
    """Have a line of the window be stopped once ``at`` units are done, as its button does; None: never any more."""

    def noting(done: int, of: int) -> None:
        type(line)._note(line, done, of)
        if of and done == at:
            line._stop.set()

    line._note = noting  # type: ignore[method-assign]  # for the length of a test


@dataclass
class Breaking:
    """A fault in the middle: the progress itself raises it at a unit."""

    at: int
    fault: BaseException

    @property
    def watch(self) -> Watch:
        """To be given to the work."""
        return Watch(self._tell)

    def _tell(self, done: int, of: int) -> None:
        if done == self.at and of:
            raise self.fault
