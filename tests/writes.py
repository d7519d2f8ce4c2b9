"""How often a database was written to: what was read since the last write need not be read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

T = TypeVar("T")


class Remembered(Generic[T]):
    """Gives what ``look`` finds, and the same again until something is written or ``beside`` gives something else.

    ``engine``: whose writes count, those that were taken back too. ``beside``: the time, say.
    """

    def __init__(self, engine: sa.Engine, look: Callable[[], T], beside: Callable[[], Hashable] = lambda: None) -> None:
        self._look = look
        self._beside = beside
        self._writes = 0
        self._seen: tuple[tuple[int, Hashable], T] | None = None
        sa.event.listen(engine, "before_cursor_execute", self._heard)

    def _heard(self, _conn: object, _cursor: object, statement: str, *_: Any) -> None:
        if not statement.lstrip().startswith(("SELECT", "PRAGMA", "BEGIN", "ROLLBACK", "COMMIT")):
            self._writes += 1

    def __call__(self) -> T:
        now = (self._writes, self._beside())
        if self._seen is None or self._seen[0] != now:
            self._seen = (now, self._look())
        return self._seen[1]
