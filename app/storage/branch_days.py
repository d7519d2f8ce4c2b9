"""The branch's day of a moment, worked out by the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

HOURS = 8
"""The branch's clock is ahead of UTC by so many hours, all the year (``app.common.clock.BRANCH_ZONE``)."""


class BranchDay(FunctionElement[Any]):
    """``BranchDay(column)``: the day at the branch on which a moment of a ``UtcDateTime`` column lies; None for none.

    No index is used where it stands in a condition: it is for grouping and comparing what a condition has narrowed.
    """

    type = sa.Date()
    inherit_cache = True


@compiles(BranchDay, "sqlite")
def _on_sqlite(element: BranchDay, compiler: Any, **more: Any) -> str:
    return f"date({compiler.process(element.clauses, **more)}, '+{HOURS} hours')"


@compiles(BranchDay, "postgresql")
def _on_postgresql(element: BranchDay, compiler: Any, **more: Any) -> str:
    return f"CAST(timezone(interval '{HOURS} hours', {compiler.process(element.clauses, **more)}) AS date)"
