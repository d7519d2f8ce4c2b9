"""Saving a field of an opening, whole (journal, audit, every step judged anew), beside a bare commit."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import sqlalchemy as sa

from app.samples.openings import type_in
from app.samples.people import CLIENTS
from benchmarks.branches import sample_services, teller
from benchmarks.row import Row

TIMES = 200


def run(*, quick: bool = False) -> list[Row]:
    """Both in the same encrypted database, in turn, each with its disk synchronised."""
    times = 50 if quick else TIMES
    with tempfile.TemporaryDirectory() as place:
        services = sample_services(Path(place) / "branch")
        with services.branch:
            actor = teller(services)
            case_number = type_in(services, actor, CLIENTS[2]).draft.case_number
            engine = services.branch.db.engine
            with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
                conn.execute(sa.text("CREATE TABLE bare (id INTEGER PRIMARY KEY, value TEXT)"))
                conn.execute(sa.text("INSERT INTO bare VALUES (1, '')"))
            saved: list[float] = []
            bare: list[float] = []
            for number in range(times):
                begun = time.perf_counter()
                services.opening.save_field(actor, case_number, "employer", f"示例公司{number}")
                saved.append((time.perf_counter() - begun) * 1000)
                begun = time.perf_counter()
                with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
                    conn.execute(sa.text("UPDATE bare SET value = :v WHERE id = 1"), {"v": f"示例公司{number}"})
                bare.append((time.perf_counter() - begun) * 1000)
    return [
        Row("saving a step, median", median(saved), median(bare), times, against="bare commit"),
        Row("saving a step, p95", quantiles(saved, n=20)[-1], quantiles(bare, n=20)[-1], times, against="bare commit"),
    ]
