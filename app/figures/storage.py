"""Counting and listing by the database: one declaration gives a figure's sum, its parts, its past and its rows.

What is counted and what is listed come from the same conditions, so that a number equals the count of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

import sqlalchemy as sa

from app.common.errors import Refused
from app.figures.domain import (
    TRAIL,
    Figure,
    Page,
    Period,
    Point,
    Row,
    Shape,
    Span,
    Target,
    Value,
    mask_name,
    month_key,
    month_named,
    months_until,
    period_of,
    same_stretch_before,
    year_earlier,
)
from app.policy.values import Policy

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what, and when.

    ``today`` is the branch's day of ``now``; ``folder``: where this station's data is; ``seal_ends``: when the
    certificate ends that this station seals with.
    """

    me: str
    now: datetime
    today: date
    policy: Policy
    reads_clients: bool
    span: Span = Span.MONTH
    back: int = 0
    folder: str = ""
    seal_ends: Callable[[], datetime | None] = lambda: None

    @property
    def period(self) -> Period:
        """The period asked for."""
        return period_of(self.span, self.today, self.back)


class Reckoning(Protocol):
    """What gives a figure its value and its rows."""

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """The figure."""
        ...

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """The rows behind it, or behind one of its parts; ``place``: offset and limit."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is counted: ``table`` under ``where``; and how a row of it reads.

    ``when``: the moment or day that decides on the period. ``part``: of which part a row is, with the name of a part
    that the figure has no name for. ``columns``: of a row, by name of :class:`Row`; ``beside``: joined for them only.
    ``amount``: what is added up, in fen, in place of counting. ``newest``: whether the latest come first.
    """

    table: sa.FromClause
    columns: Mapping[str, sa.ColumnElement[Any]]
    order: sa.ColumnElement[Any]
    where: Callable[[Asked], Sequence[Condition]] = lambda asked: ()
    when: sa.ColumnElement[Any] | None = None
    part: Callable[[Asked], tuple[sa.ColumnElement[Any], sa.ColumnElement[Any] | None]] | None = None
    beside: Callable[[sa.FromClause], sa.FromClause] = lambda table: table
    amount: sa.ColumnElement[int] | None = None
    newest: bool = True
    target: Target = Target.NOTHING
    client_named: bool = True

    def value(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        """The figure, from one query or a few."""
        if figure.shape is Shape.MONTHS:
            return self._by_month(conn, figure, asked)
        before = self._before(figure, asked)
        if figure.shape is Shape.BARS:
            points = self._parts(conn, figure, asked, before)
            total = sum(point.value for point in points)
            was = None if before is None else sum(point.before or 0 for point in points)
            return Value(figure.code, asked.now, total, was, points)
        if not figure.dated:
            return Value(figure.code, asked.now, self._sums(conn, asked, (None,))[0])
        past = [period_of(asked.span, asked.today, asked.back + step) for step in range(TRAIL - 1, -1, -1)]
        *trail, was = self._sums(conn, asked, (*past, before))
        return Value(figure.code, asked.now, trail[-1], was, trail=tuple(trail))

    def rows(self, conn: sa.Connection, figure: Figure, asked: Asked, key: str, place: tuple[int, int]) -> Page:
        """The rows, newest or nearest first."""
        period = asked.period if figure.dated else None
        wanted: list[Condition] = []
        if figure.shape is Shape.MONTHS:
            months = months_until(asked.period.until)
            period = month_named(key) if key else Period(months[0].since, months[-1].until)
        elif key:
            wanted.append(self._own(asked) == key)
        conditions = [*self._conditions(asked, period), *wanted]
        count = conn.execute(sa.select(sa.func.count()).select_from(self.table).where(*conditions)).scalar_one()
        columns = dict(self.columns)
        if self.part is not None:
            columns["key"] = self._own(asked)
        query = sa.select(*(column.label(name) for name, column in columns.items()))
        order = self.order.desc() if self.newest else self.order.asc()
        query = query.select_from(self.beside(self.table)).where(*conditions).order_by(order, columns["id"])
        found = conn.execute(query.offset(place[0]).limit(place[1])).mappings()
        return Page(tuple(self._row(figure, asked, row) for row in found), int(count))

    def _row(self, figure: Figure, asked: Asked, row: sa.RowMapping) -> Row:
        told: dict[str, Any] = {name: value if value is not None else "" for name, value in row.items()}
        for name in ("at", "due", "amount"):
            told[name] = row.get(name)
        if self.client_named and not asked.reads_clients:
            told["name"] = mask_name(told.get("name", ""))
        return Row(**told, target=self.target if told.get("goal") else Target.NOTHING)

    def _before(self, figure: Figure, asked: Asked) -> Period | None:
        return same_stretch_before(asked.span, asked.period, asked.today) if figure.dated else None

    def _own(self, asked: Asked) -> sa.ColumnElement[Any]:
        if self.part is None:
            raise Refused("figures.unknown_part")
        return self.part(asked)[0]

    def _conditions(self, asked: Asked, period: Period | None) -> list[Condition]:
        return [*self.where(asked), *(self._within(period) if period is not None else ())]

    def _within(self, period: Period) -> tuple[Condition, ...]:
        when = self.when
        if when is None:
            raise ValueError("what has no moment has no period")
        if isinstance(when.type, sa.Date):
            return when >= period.since, when <= period.until
        return when >= period.begins, when < period.ends

    def _measure(self) -> sa.ColumnElement[int]:
        if self.amount is None:
            return sa.func.count()
        return sa.func.coalesce(sa.func.sum(self.amount, type_=sa.BigInteger), 0)

    def _sums(self, conn: sa.Connection, asked: Asked, periods: Sequence[Period | None]) -> list[int]:
        """One sum a period; each is a stretch of an index, so none is read twice."""
        asking = [
            sa.select(sa.literal(place).label("place"), self._measure().label("sum"))
            .select_from(self.table)
            .where(*self._conditions(asked, period))
            for place, period in enumerate(periods)
        ]
        found = {int(row[0]): int(row[1]) for row in conn.execute(sa.union_all(*asking))}
        return [found[place] for place in range(len(periods))]

    def _parts(
        self, conn: sa.Connection, figure: Figure, asked: Asked, before: Period | None
    ) -> tuple[Point, ...]:  # fmt: skip
        now = self._groups(conn, asked, asked.period if figure.dated else None)
        then = self._groups(conn, asked, before) if before is not None else None
        order = {key: place for place, key in enumerate(figure.parts)}
        names = {key: name for key, (name, _) in (*(then or {}).items(), *now.items())}
        keys = [*figure.parts, *(key for key in names if key not in order)]
        points = [
            Point(
                key, figure.parts.get(key) or names.get(key) or key, now.get(key, ("", 0))[1],
                None if then is None else then.get(key, ("", 0))[1],
            )
            for key in keys
        ]  # fmt: skip
        return tuple(sorted(points, key=lambda point: (order.get(point.key, -1), -point.value, point.label)))

    def _groups(self, conn: sa.Connection, asked: Asked, period: Period | None) -> dict[str, tuple[str, int]]:
        if self.part is None:
            raise ValueError("bars have parts")
        key, name = self.part(asked)
        shown = [key.label("part_key"), *(() if name is None else (sa.func.min(name).label("part_name"),))]
        query = sa.select(*shown, self._measure()).select_from(self.table).where(*self._conditions(asked, period))
        # by its label: the key may hold values of the moment, which the server takes for others each time
        rows = conn.execute(query.group_by(sa.text("part_key"))).all()
        return {str(row[0] or ""): (str(row[1] or "") if name is not None else "", int(row[-1])) for row in rows}

    def _by_month(self, conn: sa.Connection, figure: Figure, asked: Asked) -> Value:
        months = months_until(asked.period.until)
        sums = self._sums(conn, asked, [*months, *(year_earlier(month) for month in months)])
        now, then = sums[: len(months)], sums[len(months) :]
        points = tuple(
            Point(month_key(month), f"{month.since.month}月", value, before)
            for month, value, before in zip(months, now, then, strict=True)
        )
        return Value(figure.code, asked.now, sum(now), sum(then), points)


def named(source: Source, **columns: sa.ColumnElement[Any]) -> Source:
    """The same source with other columns besides."""
    return replace(source, columns={**source.columns, **columns})


def of_staff(key: sa.ColumnElement[Any], name: sa.ColumnElement[Any]) -> Callable[[Asked], Any]:
    """Parts by member of staff: the id, and the name that stands for it."""
    return lambda asked: (key, name)


def aged(
    column: sa.ColumnElement[Any], steps: Mapping[str, Callable[[Asked], Any]], rest: str
) -> Callable[[Asked], Any]:
    """Parts by how old something is: the first step whose bound the column does not reach; else ``rest``."""

    def part(asked: Asked) -> Any:
        cases = [(column < bound(asked), sa.literal(key)) for key, bound in steps.items()]
        return sa.case(*cases, else_=sa.literal(rest)), None

    return part
