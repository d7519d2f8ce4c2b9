"""All clients classified anew, beside the bare INSERT..SELECT: ``python -m benchmarks.reclassify``.

Each size is measured in a process of its own, in an encrypted branch. Memory is what came on top while it ran; flat
means that ten times as many clients take no more of it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from app.classification import storage as classes
from app.classification.domain import Source
from app.clients import storage as clients
from app.clients.domain import NewClient
from app.common.actor import Actor
from app.counter.services import Services
from app.custody.storage import fund_account
from app.gateways.snapshot.values import AccountState
from app.reclassification.storage import class_plan_row
from app.samples.at_work import STATION
from app.samples.people import manager
from app.snapshots import storage as snapshots
from app.storage.db import metadata
from benchmarks.row import Row
from benchmarks.snapshot import Memory

SIZES, QUICK = (100_000, 1_000_000), (2_000, 20_000)
ONE_BY_ONE = 1_000
"""Clients of the plainest way; more of them would only take longer."""
_PIECE = 20_000

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, but ``alone`` in clients a second; memory in MB."""

    dry_run: float
    apply: float
    bare: float
    alone: float
    dry_run_memory: float
    apply_memory: float


def run(*, quick: bool = False) -> list[Row]:
    """Clients a second, and memory on top, of a dry run and of applying it."""
    small, large = QUICK if quick else SIZES
    found = {size: _in_a_process(size) for size in (small, large)}
    rows: list[Row] = []
    for size, one in found.items():
        what, unit = f"{size:,} clients", "clients/s"
        bare = "the bare INSERT..SELECT of the same rows"
        rows.append(Row(f"reclassification: dry run, {what}", size / one.dry_run, size / one.bare, 1, unit, bare))
        rows.append(Row(f"reclassification: apply, {what}", size / one.apply, size / one.bare, 1, unit, bare))
        both = size / (one.dry_run + one.apply)
        rows.append(Row(f"reclassification: both, {what}", both, one.alone, 1, unit, "one client after the other"))
    few, many = found[small], found[large]
    for what, value, baseline in (
        ("dry run", many.dry_run_memory, few.dry_run_memory), ("apply", many.apply_memory, few.apply_memory),
    ):  # fmt: skip
        rows.append(
            Row(f"reclassification: {what}, memory on top, {large:,}", value, baseline, 1, "MB", f"{small:,} clients")
        )
    return rows


def _in_a_process(size: int) -> Measured:
    command = [sys.executable, "-m", "benchmarks.reclassify", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Measured(*map(float, done.stdout.split()[-6:]))


def _one(size: int) -> Measured:
    from benchmarks.branches import sample_services

    with tempfile.TemporaryDirectory() as place:
        services = sample_services(Path(place) / "branch")
        with services.branch:
            who = services.auth.sign_in(manager().login, manager().password, STATION)
            _fill(services, who, size)
            memory = Memory()
            dry_run, plan = _timed(lambda: services.reclassification.dry_run(who, progress=memory))
            if plan is None or plan.written != size:
                raise SystemExit(f"not counted as it should be: {plan}")
            bare = _bare(services)
            applying = Memory()
            applied, batch = _timed(
                lambda: services.reclassification.apply(who, plan.id, plan.digest, progress=applying)
            )
            if batch is None or batch.written != size:
                raise SystemExit(f"not applied as it should be: {batch}")
            return Measured(dry_run, applied, bare, _one_by_one(services, who), memory.most, applying.most)


def _timed(deed: Callable[[], Result]) -> tuple[float, Result]:
    begin = time.perf_counter()
    result = deed()
    return time.perf_counter() - begin, result


def _bare(services: Services) -> float:
    """What the database takes at least: the rows of the dry run into a table like that of the classes."""
    copy = classes.client_class.to_metadata(metadata, name="bare_class")  # this process ends with it
    rows = class_plan_row.c
    columns = [
        rows.client_id, rows.sequence + 1, rows.code, rows.assets, rows.turnover, rows.policy_version, rows.source,
        sa.literal("2026-11-22 00:00:00.000000"), sa.literal("nobody"), rows.snapshot_id,
    ]  # fmt: skip
    names = ["client_id", "sequence", "code", "assets", "turnover", "policy_version", "source", "at", "by",
             "snapshot_id"]  # fmt: skip
    engine = services.branch.db.engine.execution_options(guitai_write=True)
    with engine.begin() as conn:
        conn.execute(sa.schema.CreateTable(copy))
    with engine.begin() as conn:
        took, _ = _timed(lambda: conn.execute(copy.insert().from_select(names, sa.select(*columns))))
    with engine.begin() as conn:
        conn.execute(sa.schema.DropTable(copy))
    return took


def _one_by_one(services: Services, who: Actor) -> float:
    """Clients a second by the plainest loop: look up, judge, add, one transaction each."""
    db, policy = services.branch.db, services.policy.transfer
    with db.read() as conn:
        query = sa.select(fund_account.c.client_id, fund_account.c.number).limit(ONE_BY_ONE)
        accounts = [(row[0], row[1]) for row in conn.execute(query)]
    begin = time.perf_counter()
    for client_id, number in accounts:
        with db.write(who) as tx:
            found = snapshots.state_of(tx.conn, number)
            if found is None:
                raise SystemExit(f"{number} is not in the snapshot")
            state = found[0]
            classes.add(
                tx.conn, client_id, code=policy.class_of(state.assets, state.turnover), assets=state.assets,
                turnover=state.turnover, policy_version=policy.version, source=Source.SNAPSHOT, at=tx.at,
                by=who.staff_id,
            )  # fmt: skip
    return len(accounts) / (time.perf_counter() - begin)


def _fill(services: Services, who: Actor, size: int) -> None:
    """Clients with one account each, straight to the driver as copies of one, and a snapshot that knows them."""
    db = services.branch.db
    names = [column.name for column in clients.client.columns]
    with db.write(who) as tx:
        model = clients.add_client(tx.conn, _somebody(), tx.at)
        listed = ", ".join(names)
        query = f"SELECT {listed} FROM client WHERE id = ?"  # noqa: S608 - names of columns
        like = dict(zip(names, tx.conn.exec_driver_sql(query, (model.id,)).one(), strict=True))
    insert = f"INSERT INTO client ({listed}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names of columns
    opening = (
        "INSERT INTO fund_account (id, number, client_id, place, main, currency, opened_at, state) "
        "VALUES (?, ?, ?, 1, 1, 'CNY', ?, 'open')"
    )
    for numbers in _pieces(size):
        own = [
            {"id": f"{n:032x}", "number": f"B{n:09d}", "paper_number": f"sealed-{n:09d}"} for n in numbers
        ]  # fmt: skip
        with db.write(who) as tx:
            tx.conn.exec_driver_sql(insert, [tuple({**like, **one}[name] for name in names) for one in own])
            rows = [
                (one["id"], _account(n), one["id"], like["created_at"]) for n, one in zip(numbers, own, strict=True)
            ]
            tx.conn.exec_driver_sql(opening, rows)
    with db.write(who) as tx:
        made = snapshots.begin(
            tx.conn, taken_at=tx.at - timedelta(hours=1), at=tx.at, by=who.staff_id, source="benchmark"
        )  # fmt: skip
        for numbers in _pieces(size):
            snapshots.add(tx.conn, made, [_state(n) for n in numbers])
        snapshots.put_in_force(tx.conn, made, size)


def _pieces(size: int) -> Iterator[range]:
    for first in range(0, size, _PIECE):
        yield range(first, min(first + _PIECE, size))


def _account(number: int) -> str:
    return f"88{number:010d}"


def _state(number: int) -> AccountState:
    """Figures of every class."""
    return AccountState(
        _account(number), Decimal(f"{number * 7_919 % 9_000_000}.37"), Decimal(f"{number % 60 / 10:.4f}"), Decimal(0),
        Decimal(0), 0, 0, None, False, Decimal(0), None, (), "", "", True, True,
    )  # fmt: skip


def _somebody() -> NewClient:
    """The one invented client that all are copies of."""
    return NewClient(
        name="示例客户", paper_kind="resident-id", paper_number="110101199003070038", sex="男",
        birth_date=date(1990, 3, 7), nationality="中国", ethnicity="汉族", paper_issuer="示例公安局",
        paper_from=date(2020, 1, 1), paper_until=date(2040, 1, 1), paper_address="示例市示例路1号",
        mobile="13800138000", telephone="", email="", address="示例市示例路1号",
    )  # fmt: skip


def main() -> None:
    """One size in this process, or the table (``--quick`` for a small one)."""
    sizes = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    if sizes:
        one = _one(int(sizes[0]))
        print(one.dry_run, one.apply, one.bare, one.alone, one.dry_run_memory, one.apply_memory)
        return
    for row in run(quick="--quick" in sys.argv):
        print(f"{row.what:55} {row.value:12,.1f} {row.baseline:12,.1f} {row.unit} {row.ratio:8.3f}x")


if __name__ == "__main__":
    main()
