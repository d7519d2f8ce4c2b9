"""The branch server goes, or the way to it: every step of an opening and a transfer-out is saved exactly once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from app.branch.opened import open_branch, standard_store
from app.common.clock import FixedClock
from app.storage.address import server_url, user_of, with_login
from app.storage.keys import BranchKeys, SampleStore
from app.storage.mark import BranchMark, read_mark, write_mark
from tests.faults.counter import Counter
from tests.faults.counts import Counts, Tally
from tests.faults.ground import make_ground
from tests.faults.proxy import COMMIT_UNANSWERED, COMMIT_UNSENT, CUT_AFTER, CUT_BEFORE, KINDS, Plan, Proxy
from tests.faults.story import operation
from tests.postgres import DURABLE, PostgresqlServer

pytestmark = pytest.mark.rule("SE-2")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresqlServer]:
    """A server that may be ended at any moment."""
    made = PostgresqlServer(settings=DURABLE)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def proxy(server: PostgresqlServer) -> Iterator[Proxy]:
    """The way to it."""
    made = Proxy(server.port)
    yield made
    made.close()


@dataclass(frozen=True, slots=True)
class Far:
    """A branch whose server lies behind the proxy; ``url`` is the owner's own way to its database."""

    folder: Path
    url: str

    def rows(self, query: str) -> list[Any]:
        """What the owner sees."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    def acts(self) -> list[str]:
        """What the audit log tells, in order: the same for everybody who did the same once."""
        return [row[0] for row in self.rows("SELECT act FROM audit_log ORDER BY station, seq")]

    def saved(self, mark: str) -> bool:
        """Whether the step with this mark is in the database."""
        return bool(self.rows(f"SELECT 1 FROM saved_operation WHERE op_id LIKE '{mark}:%'"))  # noqa: S608 - hex


@dataclass(slots=True)
class FarGround:
    """Makes branches behind the proxy, each as the stories begin."""

    server: PostgresqlServer
    proxy: Proxy
    folder: Path
    url: str
    models: dict[str, list[str]] = field(default_factory=dict)

    def branch(self, folder: Path) -> Far:
        """A fresh one."""
        shutil.copytree(self.folder, folder)
        url = self.server.create(self.url)
        mark, store = read_mark(folder), SampleStore(folder, sample=True)
        keys = BranchKeys.derive(store.load(), mark.branch_id)
        place = mark.place(keys)
        assert place is not None
        near = sa.make_url(server_url(url)).set(port=self.proxy.port).render_as_string(hide_password=False)
        place = replace(place, address=with_login(near, user_of(place.address)))
        write_mark(folder, BranchMark.of(mark.branch_id, mark.sample, mark.store, place, keys))
        return Far(folder, url)


@pytest.fixture(scope="module")
def far(server: PostgresqlServer, proxy: Proxy, fast: Path) -> FarGround:
    """The ground on the server."""
    url = server.create()
    return FarGround(server, proxy, make_ground(fast / "far", url), url)


def without_faults(far: FarGround, counter: Counter, story: str, work: Path) -> list[str]:
    """What the audit log has to tell."""
    if story in far.models:
        return far.models[story]
    branch = far.branch(work / f"model-{story}")
    with counter.tell(branch.folder, story) as call:
        call.say()
        assert "done" in (call.until("done", "refused") or {})
    far.models[story] = branch.acts()
    return far.models[story]


class Telling:
    """A story told once over a line that breaks in every step."""

    def __init__(self, far: FarGround, counter: Counter, story: str, folder: Path, expected: list[str]) -> None:
        self._far = far
        self._counter = counter
        self._story = story
        self._folder = folder
        self._expected = expected

    def run(self, plan_of: Any, tally: Tally, names: tuple[str, ...] = ()) -> None:
        """``plan_of(place)`` gives kind and plan for each step; what happened is counted by kind."""
        far = self._far.branch(self._folder)
        met: list[tuple[Counts, str]] = []
        wrong = ""
        with self._counter.tell(far.folder, self._story, hold=True) as call:
            call.say()
            while (told := call.until("opened", "begin", "ack", "refused", "done")) is not None:
                if "opened" in told:
                    continue
                if "begin" in told and (not names or told["name"] in names):
                    kind, plan = plan_of(told["begin"])
                    met.append((tally.of(f"{kind}, {self._story}"), f"step {told['begin']} ({told['name']})"))
                    self._far.proxy.arm(plan)
                if "ack" in told or "refused" in told:
                    self._far.proxy.arm(None)
                    self._far.proxy.come_back()
                if "ack" in told:
                    mark = operation(self._story, told["ack"], told["name"])
                    if told["writes"] and not far.saved(mark):
                        wrong = wrong or f"the acknowledged step {told['name']} is gone"
                if told.keys().isdisjoint(("begin", "ack", "refused")):
                    break
                call.say()
            last = told
        found = self._counter.check(far.folder)[0]
        if far.acts() != self._expected:
            wrong = wrong or "the audit log tells of more or less than was done"
        if found.get("problems", ["?"]):
            wrong = wrong or f"verification: {found}"
        for counts, where in met:
            counts.add(where, lost=wrong, wrong="" if last and "done" in last else f"the case ended with {last}")


@pytest.mark.parametrize("story", ["transfer", "opening"])
def test_a_line_that_breaks_in_every_step_saves_each_once(
    story: str, far: FarGround, counter: Counter, work: Path, long: bool, tally: Tally
) -> None:
    if story == "opening" and not long:
        tally.skip("line to the server, opening", "the long form only")
    expected = without_faults(far, counter, story, work)
    for turn in range(10 if long else 1):

        def plan_of(place: int, turn: int = turn) -> tuple[str, Plan]:
            kind = KINDS[(place + turn) % len(KINDS)]
            return kind, Plan(kind, when=1 + (place * 7 + turn // len(KINDS) * 3) % 40)

        Telling(far, counter, story, work / f"line{turn}", expected).run(plan_of, tally)
    tally.need_all()


@pytest.mark.parametrize("story", ["transfer", "opening"])
def test_a_server_that_crashes_in_a_step_saves_it_once(
    story: str, far: FarGround, counter: Counter, work: Path, long: bool, tally: Tally
) -> None:
    if story == "opening" and not long:
        tally.skip("server crashed, opening", "the long form only")
    expected = without_faults(far, counter, story, work)
    names = () if long else ("scan", "approve-supervisor", "fee", "carry-out")

    def crash() -> None:
        far.server.crash()
        far.server.start()

    def plan_of(place: int) -> tuple[str, Plan]:
        kind = (CUT_BEFORE, COMMIT_UNANSWERED, CUT_AFTER, COMMIT_UNSENT)[place % 4]
        return "server crashed in a step", Plan(kind, when=1 + place * 5 % 30, after=crash)

    Telling(far, counter, story, work / "crash", expected).run(plan_of, tally, names)
    tally.need_all()


def test_a_network_that_is_gone_is_told_and_the_step_saved_once_when_it_is_back(
    far: FarGround, counter: Counter, work: Path, long: bool, tally: Tally
) -> None:
    expected = without_faults(far, counter, "transfer", work)
    names = () if long else ("talk",)

    def plan_of(place: int) -> tuple[str, Plan]:
        kind = (CUT_BEFORE, COMMIT_UNANSWERED)[place % 2]
        return "network gone until the user tries again", Plan(kind, when=1 + place * 3 % 20, after=far.proxy.go_away)

    Telling(far, counter, "transfer", work / "gone", expected).run(plan_of, tally, names)
    tally.need_all()


def test_a_line_that_falls_silent_is_noticed_in_seconds(far: FarGround, work: Path) -> None:
    branch = far.branch(work / "silent")
    with open_branch(branch.folder, standard_store(), FixedClock(), station="01") as opened:
        connection = opened.db.engine.raw_connection()
        told = connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]  # it is psycopg's
        connection.close()
    assert int(told["tcp_user_timeout"]) <= 5_000
    assert int(told["keepalives_idle"]) + int(told["keepalives_interval"]) * int(told["keepalives_count"]) <= 6
