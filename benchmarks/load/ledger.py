"""What each counter was told is saved, in a file of its own, and holding the database against all of them at the end.

A field is held against a chain: every acknowledged save says what it found and what it left. What one save left is
found by one other at most (two that build on the same would mean that one is lost), the chain has no gap, and its end
is what the database says. The values of shared fields are unique, so nothing fits by chance.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.archive.storage import document
from app.bookings.storage import booking
from app.clients.storage import client
from app.onboarding.storage import opening, opening_field
from app.tasks.storage import task, task_postponement
from app.transfer_out.storage import transfer_case, transfer_field


class Ledger:
    """The file of one counter: a line for everything that was acknowledged, written after the answer has come."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)

    def note(self, kind: str, **facts: Any) -> None:
        """Something was acknowledged."""
        self._file.write(json.dumps({"kind": kind, **facts}, ensure_ascii=False) + "\n")

    def saved(self, case: str, found: dict[str, str], left: dict[str, str]) -> None:
        """A save of fields was acknowledged; what it did not change is no link of a chain."""
        for name, value in left.items():
            if found[name] != value:
                self.note("field", case=case, name=name, found=found[name], left=value)

    def close(self) -> None:
        """No more."""
        self._file.close()


@dataclass(slots=True)
class Comparison:
    """What came of it. ``lost``: acknowledged and not in the database; ``stray``: there, and acknowledged to nobody."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Acknowledged writes that were looked for."""
        return sum(self.acknowledged.values())


def compare(conn: sa.Connection, files: Iterable[Path], before: Iterable[str]) -> Comparison:
    """Hold the database against the ledgers. ``before``: openings that were there before the counters came."""
    told = Comparison()
    acts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for act in _acts(files):
        acts[act["kind"]].append(act)
    told.acknowledged.update({kind: len(found) for kind, found in acts.items()})
    _fields(conn, told, acts["field"])
    _openings(conn, told, acts, frozenset(before))
    _transfers(conn, told, acts)
    _bookings(conn, told, acts)
    _tasks(conn, told, acts["postponed"])
    return told


def _acts(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _fields(conn: sa.Connection, told: Comparison, acts: list[dict[str, Any]]) -> None:
    stored: dict[tuple[str, str], str] = {}
    for table in (opening_field, transfer_field):
        for row in conn.execute(sa.select(table.c.case_number, table.c.name, table.c.value)):
            stored[row[0], row[1]] = row[2]
    chains: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for act in acts:
        chains[act["case"], act["name"]].append((act["found"], act["left"]))
    for place, links in chains.items():
        told.lost += [f"field {'/'.join(place)}: {text}" for text in broken(links, stored.get(place, ""))]


def broken(links: list[tuple[str, str]], now: str) -> list[str]:
    """What is wrong with the saves of one field, given as (found, left); ``now``: what the database says."""
    after = dict(links)
    if len(after) < len(links):
        twice = [found for found, count in Counter(found for found, _ in links).items() if count > 1]
        return [f"two saves built on the same value ({len(twice)} times)"]
    begins = after.keys() - set(after.values())
    if len(begins) != 1:
        return [f"{len(begins)} beginnings"]  # 0: it came back to a value it had before
    value, steps = begins.pop(), 0
    while value in after:
        value, steps = after[value], steps + 1
    problems = [f"{len(links) - steps} saves hang together with no other"] if steps != len(links) else []
    return problems if value == now else [*problems, "the last acknowledged save is not in the database"]


def _openings(
    conn: sa.Connection, told: Comparison, acts: dict[str, list[dict[str, Any]]], before: frozenset[str]
) -> None:
    stored = {row.case_number: row for row in conn.execute(sa.select(opening))}
    begun = {act["case"] for act in acts["begun"]}
    told.lost += [f"opening {case}: not there" for case in begun - stored.keys()]
    told.stray += [f"opening {case}: acknowledged to nobody" for case in stored.keys() - begun - before]
    for act in acts["cancelled"]:
        if stored[act["case"]].status != "cancelled":
            told.lost.append(f"opening {act['case']}: cancelled, and is not")
    numbers = {row.id: (row.number, row.fund_account) for row in conn.execute(
        sa.select(client.c.id, client.c.number, client.c.fund_account)
        .where(client.c.id.in_(sa.select(opening.c.client_id)))
    )}  # fmt: skip
    papers = Counter(conn.execute(sa.select(document.c.case_number)).scalars())
    for act in acts["opened"]:
        row = stored[act["case"]]
        if row.status != "completed" or numbers.get(row.client_id) != (act["client"], act["account"]):
            told.lost.append(f"opening {act['case']}: completed, and the client is not there")
        elif papers[act["case"]] != act["papers"]:
            told.lost.append(f"opening {act['case']}: {papers[act['case']]} of {act['papers']} papers")
    done = {case for case, row in stored.items() if row.status != "open"}
    ended = {act["case"] for kind in ("opened", "cancelled") for act in acts[kind]}
    told.stray += [f"opening {case}: ended, acknowledged to nobody" for case in done - ended - before]


def _transfers(conn: sa.Connection, told: Comparison, acts: dict[str, list[dict[str, Any]]]) -> None:
    query = sa.select(transfer_case.c.number, transfer_case.c.client_id, transfer_case.c.status)
    stored = {row.number: row for row in conn.execute(query)}
    begun = {act["number"]: act["client"] for act in acts["taken-in"]}
    told.stray += [f"transfer {number}: acknowledged to nobody" for number in stored.keys() - begun.keys()]
    for number, client_id in begun.items():
        if number not in stored or stored[number].client_id != client_id:
            told.lost.append(f"transfer {number}: not there")
    ended = [act["number"] for act in acts["taken-back"]]
    told.lost += [f"transfer {number}: ended twice" for number, count in Counter(ended).items() if count > 1]
    told.lost += [f"transfer {number}: ended, and is not" for number in ended if stored[number].status != "cancelled"]


def _bookings(conn: sa.Connection, told: Comparison, acts: dict[str, list[dict[str, Any]]]) -> None:
    stored = {row.number: row.case_number for row in conn.execute(sa.select(booking.c.number, booking.c.case_number))}
    made = {act["number"] for act in acts["booked"]}
    told.lost += [f"booking {number}: not there" for number in made - stored.keys()]
    told.stray += [f"booking {number}: acknowledged to nobody" for number in stored.keys() - made]
    cancelled = {act["case"] for act in acts["cancelled"]}
    kept: dict[str, list[str]] = defaultdict(list)
    for act in acts["kept"]:
        if act["case"] not in cancelled:  # a cancelled case gives its booking back
            kept[act["number"]].append(act["case"])
    for number, cases in kept.items():
        if cases != [stored.get(number)]:
            told.lost.append(f"booking {number}: kept by {len(cases)} cases, or by another one")


def _tasks(conn: sa.Connection, told: Comparison, acts: list[dict[str, Any]]) -> None:
    rows = conn.execute(sa.select(task_postponement.c.task_id, task_postponement.c.version, task_postponement.c.to_due))
    stored = {(row.task_id, row.version): row.to_due.isoformat() for row in rows}
    moved = Counter((act["task"], act["version"]) for act in acts)
    told.lost += [f"task {place}: acknowledged {count} times" for place, count in moved.items() if count > 1]
    told.stray += [f"task {place}: acknowledged to nobody" for place in stored.keys() - moved.keys()]
    for act in acts:
        if stored.get((act["task"], act["version"])) != act["to"]:
            told.lost.append(f"task {act['task']}: not put off to {act['to']}")
    for task_id, count in Counter(act["task"] for act in acts).items():
        version = conn.execute(sa.select(task.c.version).where(task.c.id == task_id)).scalar_one()
        if version != count + 1:
            told.lost.append(f"task {task_id}: version {version} after {count} changes")
