"""When a section counts as read (OP-3): all of it has been on the screen, without a gap, and long enough."""

from __future__ import annotations

LONGEST_STEP = 1000  # ms; a machine that slept or stalled did not read
SLACK = 2  # px; rounding of layouts


class ReadingMeter:
    """Counts time and what was seen.

    Seen is the part from the top on that was on the screen without a gap: who jumps to the end has not seen the middle.
    Kept as a share of the whole, so that it outlives a new type size.
    """

    def __init__(self, seconds: int) -> None:
        self._needed = max(0, seconds) * 1000
        self._spent = 0
        self._seen = 0.0

    def spend(self, ms: int) -> None:
        """Add time with the section on the screen, in ms; at most a second a step, less than 0 not at all."""
        self._spent += max(0, min(ms, LONGEST_STEP))

    def look(self, top: int, bottom: int, height: int) -> None:
        """These pixels of ``height`` are on the screen now."""
        if height <= 0 or top > self._seen * height + SLACK:
            return
        self._seen = max(self._seen, 1.0 if bottom >= height - SLACK else bottom / height)

    def skipped(self, top: int, height: int) -> bool:
        """Whether something above ``top`` has not been on the screen yet."""
        return top > self._seen * height + SLACK

    @property
    def seen_all(self) -> bool:
        """The whole section has been on the screen."""
        return self._seen >= 1.0

    @property
    def seconds(self) -> int:
        """Whole seconds spent."""
        return self._spent // 1000

    @property
    def remaining(self) -> int:
        """Seconds still to wait, rounded up."""
        return max(0, -((self._spent - self._needed) // 1000))

    @property
    def complete(self) -> bool:
        """Seen whole and long enough."""
        return self.seen_all and self._spent >= self._needed
