"""A branch for the day of ``benchmarks.memory``, made in a process of its own: ``python -m benchmarks.memory_branch``.

With a client for each hour who leaves, and one who comes to change something; their ids stand in ``clients.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.branch.opened import system_actor
from app.branch.settings import BranchSettings
from app.samples import transfers
from app.samples.branch import book_the_day, people_the_branch
from app.samples.people import BRANCH
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots
from ui.wiring import ProgramWiring

FILE = "clients.json"
NAMES = ("孙立明", "吴婉清", "周宏达", "顾明远")


def make(folder: Path, hours: int) -> None:
    """The branch, its people, the bookings of the day, old clients and a snapshot of their accounts."""
    services, _ = ProgramWiring().create(folder, BranchSettings(**BRANCH, sample=True, database_url=None))
    staff = people_the_branch(services)
    book_the_day(services, staff)
    samples = [OldClient(NAMES[place % len(NAMES)], 1 + place, "50000", "1") for place in range(2 * hours)]
    made = [transfers.register(services, one) for one in samples]
    states = [transfers.state_of(one, client.fund_account) for one, client in zip(samples, made, strict=True)]
    with services.branch.db.write(system_actor("01")) as tx:
        snapshots.put_snapshot(tx.conn, states, tx.at, next(iter(staff.values())), "snapshot.csv")
    ids = [client.id for client in made]
    (folder / FILE).write_text(json.dumps({"leaving": ids[:hours], "changing": ids[hours:]}), encoding="utf-8")
    services.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
