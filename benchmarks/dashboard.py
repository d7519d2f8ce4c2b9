"""Every figure of the dashboards over five years of work, beside counting the same rows in Python.

``python -m benchmarks.dashboard [CLIENTS]``: 100,000 clients when nothing is said, in an encrypted branch. What a
figure waits for in a window is the time of its own query: each is read by itself. Counting in Python reads what the
figure's conditions let through, without its period, and decides on period and part there.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.counter.services import Services
from app.figures import catalogue
from app.figures.domain import Figure, Period, Shape, Span, months_until
from app.figures.storage import Asked, Source
from app.staff.storage import staff
from benchmarks.dashboard_ground import Ground
from benchmarks.row import Row
from benchmarks.synthetic import insert_clients

SIZE, QUICK = 100_000, 5_000
ROUNDS = 5
NOTICED_MS = 100.0
"""What takes longer is said to be under way."""


def run(size: int = SIZE, rounds: int = ROUNDS) -> list[Row]:
    """Milliseconds of each figure (median), and of the rows behind the slowest, beside Python."""
    from benchmarks.branches import sample_services, teller

    with tempfile.TemporaryDirectory() as place:
        services = sample_services(Path(place) / "branch")
        with services.branch:
            fill(services, teller(services), size)
            return measured(services, everybody(services), size, rounds)


def fill(services: Services, who: Actor, size: int) -> None:
    """Clients and five years of work; no statistics and no big cache afterwards, for a real branch has neither."""
    insert_clients(services.branch.db.engine, size, searched=False)
    with services.branch.db.write(who) as tx, _indexes_afterwards(tx.conn):
        members = tuple(tx.conn.execute(sa.select(staff.c.id).order_by(staff.c.number)).scalars())
        # the teller of the sample and one more: what is somebody's own is a share of all
        others = [member for member in members if member != who.staff_id]
        Ground(tx.conn, branch_day(tx.at), (who.staff_id, others[0])).fill()
    services.branch.db.engine.dispose()


@contextmanager
def _indexes_afterwards(conn: sa.Connection) -> Iterator[None]:
    """What is filled grows in the order of its rows; the indexes are made from all of them, as one stretch each.

    Rows by the million put into twenty indexes here and there would be enciphered again and again: hours.
    """
    if conn.dialect.name != "sqlite":
        yield
        return
    found = conn.exec_driver_sql(_INDEXES).all()
    for name, _ in found:
        conn.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, statement in found:
        conn.exec_driver_sql(statement)


_INDEXES = """
SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT IN ('client', 'skey')
"""


def everybody(services: Services) -> dict[str, Actor]:
    """Somebody of the sample who may ask, for every figure."""
    from app.samples.at_work import STATION
    from app.samples.people import STAFF

    found: dict[str, Actor] = {}
    people = sorted(STAFF, key=lambda person: person.login != "teller")
    for person in people:
        if not person.login:
            continue
        who = services.auth.sign_in(person.login, person.password, STATION)
        for figure in catalogue.offered(who):
            found.setdefault(figure.code, who)
    return found


def measured(services: Services, people: dict[str, Actor], size: int, rounds: int) -> list[Row]:
    """One line a figure, the slowest first."""
    rows = []
    for code, who in people.items():
        figure, reckoning = catalogue.FIGURES[code], catalogue.RECKONING[code]
        taken = [_timed(services, who, code) for _ in range(rounds)]
        if not isinstance(reckoning, Source):
            continue
        by_hand, naive = _in_python(services, who, figure, reckoning)
        told = services.figures.value(who, code, Span.MONTH, fresh=True).total
        if by_hand != told:
            raise SystemExit(f"{code}: {told} in the database, {by_hand} in Python")
        what = f"figure {code}, {size:,} clients"
        rows.append(Row(what, statistics.median(taken), naive, rounds, "ms", "counting the rows in Python"))
    return sorted(rows, key=lambda row: -row.value)


def _timed(services: Services, who: Actor, code: str) -> float:
    begin = time.perf_counter()
    services.figures.value(who, code, Span.MONTH, fresh=True)
    return (time.perf_counter() - begin) * 1000


def _in_python(services: Services, who: Actor, figure: Figure, source: Source) -> tuple[int, float]:
    """The sum by reading the rows, and the milliseconds that it took."""
    now = services.clock.now()
    asked = Asked(
        me=who.staff_id, now=now, today=branch_day(now), policy=services.policy,
        reads_clients=who.may(Right.CLIENT_READ), span=Span.MONTH,
    )  # fmt: skip
    columns: list[sa.ColumnElement[Any]] = [
        sa.literal(1) if source.amount is None else source.amount,
        sa.null() if source.when is None else source.when,
        sa.null() if source.part is None else source.part(asked)[0],
    ]
    begin = time.perf_counter()
    wanted = Period(months_until(asked.period.until)[0].since, asked.period.until)
    if figure.shape is not Shape.MONTHS:
        wanted = asked.period
    parts: Counter[tuple[str, bool]] = Counter()
    with services.branch.db.read() as conn:
        named = [column.label(f"c{place}") for place, column in enumerate(columns)]
        query = sa.select(*named).select_from(source.table).where(*source.where(asked))
        for amount, when, part in conn.execute(query):
            day = when if when is None or not hasattr(when, "hour") else branch_day(when)
            parts[str(part), day is None or not figure.dated or wanted.since <= day <= wanted.until] += int(amount or 0)
    total = sum(count for (_, inside), count in parts.items() if inside)
    return total, (time.perf_counter() - begin) * 1000


def main() -> None:
    """The table, and which figures a person would be told to wait for."""
    sizes = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    rows = run(int(sizes[0]) if sizes else QUICK if "--quick" in sys.argv else SIZE)
    for row in rows:
        mark = "waits" if row.value > NOTICED_MS else ""
        print(f"{row.what:48} {row.value:10,.1f} ms {row.baseline:10,.1f} ms {row.ratio:8.3f}x {mark}")


if __name__ == "__main__":
    main()
