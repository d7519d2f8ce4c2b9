"""Whether the receipts are as they must be: what ``guitai verify`` asks of them (TO-9, SE-2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import sqlalchemy as sa

from app.receipts import storage


def problems(conn: sa.Connection) -> tuple[str, ...]:
    """What is wrong with the receipts, in English sentences without personal data; empty when all is right.

    Told: gaps in the numbers, voids and lines without a receipt, totals that are not the sum of their lines, numbers
    that do not fit their year, more than one receipt in force for a case.
    """
    return (*_gaps(conn), *_voids(conn), *_lines(conn), *_rows(conn))


def _gaps(conn: sa.Connection) -> Iterator[str]:
    for year in storage.years(conn):
        # runs of neighbours in one sentence: number less its place is the same all along a run
        for _, run in groupby(enumerate(storage.gaps(conn, year)), key=lambda pair: pair[1] - pair[0]):
            missing = [number for _, number in run]
            one = len(missing) == 1
            told = f"number {missing[0]} is" if one else f"numbers {missing[0]} to {missing[-1]} are"
            yield f"Receipts of {year}: {told} missing."


def _voids(conn: sa.Connection) -> Iterator[str]:
    for number in storage.strays(conn):
        yield f"Receipt {number} is gone; its lines or its void are still there."


def _lines(conn: sa.Connection) -> Iterator[str]:
    for number in storage.wrong_totals(conn):
        yield f"Receipt {number}: the total is not the sum of its lines."


def _rows(conn: sa.Connection) -> Iterator[str]:
    for number in storage.wrong_numbers(conn):
        yield f"Receipt {number}: the number does not fit its year and place."
    for case_number in storage.doubly_in_force(conn):
        yield f"Case {case_number} has more than one receipt that is not voided."
