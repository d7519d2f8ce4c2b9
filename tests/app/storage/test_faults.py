import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.audit.verify import verify_chain
from app.branch.opened import OpenBranch
from app.storage.faults import plain_faults
from tests.app.storage.test_keys import refused
from tests.builders import Actors, BranchFactory, Templates


class DriverError(Exception):
    """What a driver raises."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__("secret address")
        self.__dict__.update(attributes)


def fail(kind: type[sa.exc.DBAPIError], **attributes: Any) -> None:
    with plain_faults():
        raise kind("SELECT 1", None, DriverError(**attributes))


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"sqlite_errorcode": 5}, "storage.busy"),
        ({"sqlite_errorcode": 13}, "storage.disk"),
        ({"sqlite_errorcode": 10 | 3 << 8}, "storage.disk"),
        ({"sqlite_errorcode": 8}, "storage.read_only"),
        ({"sqlite_errorcode": 11}, "branch.database_damaged"),
        ({"sqlite_errorcode": 14}, "storage.cannot_open"),
        ({"sqlstate": "40P01"}, "storage.busy"),
        ({"sqlstate": "53100"}, "storage.disk"),
        ({"sqlstate": "53300"}, "storage.busy"),
        ({"sqlstate": "28P01"}, "branch.not_admitted"),
        ({"sqlstate": "57P01"}, "branch.unreachable"),
        ({"sqlstate": None}, "branch.unreachable"),
    ],
)
def test_a_fault_of_the_database_is_a_refusal(attributes: dict[str, Any], code: str) -> None:
    with refused(code):
        fail(sa.exc.OperationalError, **attributes)


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        (sa.exc.OperationalError, {"sqlite_errorcode": 1}),
        (sa.exc.IntegrityError, {"sqlite_errorcode": 19}),
        (sa.exc.IntegrityError, {"sqlstate": "23505"}),
        (sa.exc.ProgrammingError, {"sqlstate": "42601"}),
    ],
)
def test_an_error_of_this_program_stays_one(kind: type[sa.exc.DBAPIError], attributes: dict[str, Any]) -> None:
    with pytest.raises(kind):
        fail(kind, **attributes)


def test_a_server_that_goes_away_in_mid_transaction_is_a_plain_refusal_and_work_goes_on(
    branch_factory: BranchFactory, actors: Actors
) -> None:
    branch = branch_factory.make("postgresql")

    def work() -> None:
        with branch.db.write(actors.teller) as tx:
            tx.audit("test.act", "test", "1")
            with branch.db.read() as other:
                pid = tx.conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
                other.exec_driver_sql(f"SELECT pg_terminate_backend({int(pid)})")
            tx.audit("test.act", "test", "2")

    with refused("branch.unreachable"):
        work()
    with branch.db.write(actors.teller) as tx:
        tx.audit("test.act", "test", "3")
    with branch.db.read() as connection:
        query = sa.select(audit_log.c.subject_id).where(audit_log.c.act == "test.act")
        assert connection.execute(query).scalars().all() == ["3"]


def test_a_full_disk_is_a_plain_refusal_and_work_goes_on(sqlite_branch: OpenBranch, actors: Actors) -> None:
    def work(size: int) -> None:
        with sqlite_branch.db.write(actors.teller) as tx:
            pages = tx.conn.exec_driver_sql("PRAGMA page_count").scalar_one()
            limit = pages + 2 if size > 10_000 else 1_000_000
            tx.conn.exec_driver_sql(f"PRAGMA max_page_count = {limit}")
            tx.audit("test.act", "test", "1", after="x" * size)

    with refused("storage.disk"):
        work(200_000)
    work(10)
    with sqlite_branch.db.read() as connection:
        marks = sqlite_branch.audit.highwater.marks()
        assert verify_chain(connection, sqlite_branch.audit.keys, marks).damages == ()


_WRITER = """
import json, sys
from pathlib import Path
from tests.builders import Actors
from app.common.clock import FixedClock
from app.branch.opened import open_branch, standard_store

branch = open_branch(Path(sys.argv[1]), standard_store(), FixedClock(), station="01")
for number in range(100_000):
    sha256 = branch.blobs.put(b"document %d" % number)
    with branch.db.write(Actors().teller) as tx:
        tx.audit("test.act", "test", str(number), after={"document": sha256})
    print(json.dumps([number, sha256]), flush=True)
"""


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("acknowledged", [1, 7, 23])
def test_a_program_that_is_killed_has_lost_nothing_it_acknowledged(
    branch_factory: BranchFactory, templates: Templates, tmp_path: Path, acknowledged: int
) -> None:
    folder = tmp_path / "killed"
    shutil.copytree(templates.get("sqlite").folder, folder)
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(folder)], stdout=subprocess.PIPE)
    with writer:
        assert writer.stdout is not None
        told = [json.loads(writer.stdout.readline()) for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)
    branch = branch_factory.open(folder)
    marks = branch.audit.highwater.marks()
    with branch.db.read() as connection:
        query = sa.select(audit_log.c.after).where(audit_log.c.act == "test.act").order_by(audit_log.c.seq)
        stored = [json.loads(after)["document"] for after in connection.execute(query).scalars()]
        assert verify_chain(connection, branch.audit.keys, marks).damages == ()
    assert stored[:acknowledged] == [sha256 for _, sha256 in told]
    for number, sha256 in enumerate(stored):
        assert branch.blobs.get(sha256) == b"document %d" % number
