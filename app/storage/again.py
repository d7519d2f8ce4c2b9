"""Another try for what a colleague's transaction or a short break of the line got in the way of.

Only what has committed nothing is tried again; the whole use case runs anew, with fresh looks at the database.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from app.common.errors import Refused
from app.storage import once

Result = TypeVar("Result")

WAITS: Final = (0.05, 0.15, 0.4, 1.0)
"""Seconds before the second and further tries, each stretched by up to as much again so that two do not collide."""
PASSING: Final = frozenset({"storage.busy", "storage.cannot_open", "branch.unreachable"})
"""Refusals that time mends: 40001, 40P01, 55P03, too many connections, a server or a drive that comes back."""


def again(deed: Callable[[], Result], sleep: Callable[[float], None] = time.sleep) -> Result:
    """The result of ``deed``, tried up to five times in about three seconds; refuses what the last try refuses."""
    with once.attempt() as attempt:
        before = attempt.commits
        for wait in WAITS:
            begun = attempt.begun
            try:
                return deed()
            except Refused as refused:
                if attempt.commits != before or not _passes(refused):
                    raise
                attempt.begun = begun  # the same transactions once more, with the same marks
            sleep(wait * (1 + random.random()))  # noqa: S311 - no secret, only not in step
        return deed()


def _passes(refused: Refused) -> bool:
    # on the embedded database the driver has waited for the other writer already
    embedded = hasattr(getattr(refused.__cause__, "orig", None), "sqlite_errorcode")
    return refused.code in PASSING and not embedded
