"""Taking back, one after another, what was typed and chosen in the fields of a step.

What is taken back is saved like anything typed: the case keeps what was there before and after. Acts of the client and
whatever is signed are no fields and cannot be taken back here.
"""

from __future__ import annotations

MOST = 200
"""Changes that are remembered of a step."""


class StepUndo:
    """The changes of one step in order: ``(field, before, after)``."""

    def __init__(self) -> None:
        self._done: list[tuple[str, str, str]] = []
        self._undone: list[tuple[str, str, str]] = []
        self._known: dict[str, str] = {}

    def know(self, name: str, text: str) -> None:
        """A field holds ``text`` now without anybody having typed it: from the case, or taken back."""
        self._known[name] = text

    def note(self, name: str, text: str) -> None:
        """The person has changed a field to ``text``; what had been taken back before cannot come again."""
        before = self._known.get(name, "")
        if text == before:
            return
        self._done = [*self._done[1 - MOST :], (name, before, text)]
        self._undone.clear()
        self._known[name] = text

    def undo(self) -> tuple[str, str] | None:
        """The field of the last change and what it held before; None when there is nothing more."""
        return self._move(self._done, self._undone, 1)

    def redo(self) -> tuple[str, str] | None:
        """The field of the last change taken back and what it held after."""
        return self._move(self._undone, self._done, 2)

    def forget(self) -> None:
        """Another case comes."""
        self._done.clear()
        self._undone.clear()
        self._known.clear()

    def _move(
        self, one: list[tuple[str, str, str]], other: list[tuple[str, str, str]], side: int
    ) -> tuple[str, str] | None:
        if not one:
            return None
        change = one.pop()
        other.append(change)
        self._known[change[0]] = change[side]
        return change[0], change[side]
