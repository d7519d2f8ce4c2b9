"""What is told in a transaction is heard after its commit, on both databases."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.storage import changes
from app.storage.changes import ChangeFeed, tell
from app.storage.engine import postgresql_engine
from tests.builders import Actors, BranchFactory

PATIENCE = 30
"""Seconds until a test gives up; nothing here waits for time to pass."""


class Heard:
    """The topics that a feed calls, in order."""

    def __init__(self) -> None:
        self._topics: queue.Queue[str] = queue.Queue()

    def __call__(self, topic: str) -> None:
        self._topics.put(topic)

    def next(self) -> str:
        return self._topics.get(timeout=PATIENCE)

    @property
    def nothing(self) -> bool:
        return self._topics.empty()


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What a feed calls; afterwards no feed may be left."""
    yield Heard()
    assert [thread for thread in threading.enumerate() if thread.name == "change-feed"] == []


def feed(branch: OpenBranch, heard: Heard, *topics: str) -> ChangeFeed:
    return ChangeFeed(branch.db.engine, topics, heard, poll_seconds=0.01)


def told(branch: OpenBranch, *topics: str) -> None:
    with branch.db.write(Actors().teller) as tx:
        for topic in topics:
            tell(tx.conn, topic)


def told_in_vain(branch: OpenBranch, topic: str) -> None:
    with branch.db.write(Actors().teller) as tx:
        tell(tx.conn, topic)
        raise ZeroDivisionError


def test_every_topic_is_called_at_the_start_and_a_change_after_its_commit(branch: OpenBranch, heard: Heard) -> None:
    with feed(branch, heard, "b", "a"):
        assert [heard.next(), heard.next()] == ["a", "b"]
        with branch.db.write(Actors().teller) as tx:
            tell(tx.conn, "a")
            assert heard.nothing
        assert heard.next() == "a"
        told(branch, "b")
        assert heard.next() == "b"


def test_what_is_rolled_back_or_of_another_topic_is_not_heard(branch: OpenBranch, heard: Heard) -> None:
    with feed(branch, heard, "a", "b"):
        assert [heard.next(), heard.next()] == ["a", "b"]
        with pytest.raises(ZeroDivisionError):
            told_in_vain(branch, "a")
        told(branch, "somebody else's")
        told(branch, "b", "b")
        assert heard.next() == "b"
        told(branch, "b")
        assert heard.next() == "b"
    assert heard.nothing


def test_a_feed_hears_what_another_station_does(branch_factory: BranchFactory, database: str, heard: Heard) -> None:
    mine = branch_factory.make(database)
    other = branch_factory.open(mine.folder, station="02", exclusive=False)
    with feed(mine, heard, "a"):
        assert heard.next() == "a"
        told(other, "a")
        assert heard.next() == "a"


def test_a_stopped_feed_calls_nothing_and_gives_its_connection_back(branch: OpenBranch, heard: Heard) -> None:
    running = feed(branch, heard, "a")
    running.stop()  # before it began
    running = feed(branch, heard, "a")
    running.start()
    assert heard.next() == "a"
    with pytest.raises(RuntimeError):
        running.start()
    running.stop()
    running.stop()
    told(branch, "a")
    assert heard.nothing
    pool: Any = branch.db.engine.pool
    assert pool.checkedout() == 0


def test_a_feed_may_be_stopped_by_what_it_calls(branch: OpenBranch, heard: Heard) -> None:
    ended = threading.Event()

    def stop(topic: str) -> None:
        running.stop()
        heard(topic)
        ended.set()

    running = ChangeFeed(branch.db.engine, ("a", "b"), stop, poll_seconds=0.01)
    running.start()
    assert ended.wait(PATIENCE)
    running.stop()
    assert heard.next() == "a"
    assert heard.nothing


def test_after_a_lost_server_connection_every_topic_is_called_again(
    branch_factory: BranchFactory, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "FIRST_WAIT", 0.01)
    branch = branch_factory.make("postgresql")
    listening = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = "
    with feed(branch, heard, "a", "b"):
        assert [heard.next(), heard.next()] == ["a", "b"]
        with branch.db.write(Actors().teller) as tx:
            assert tx.conn.execute(sa.text(f"{listening} current_database()")).scalars().all() == [True]
        assert [heard.next(), heard.next()] == ["a", "b"]
        told(branch, "b")
        assert heard.next() == "b"


def test_after_a_fault_of_the_file_every_topic_is_called_again(
    sqlite_branch: OpenBranch, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "FIRST_WAIT", 0.01)
    look, looks = changes._FileEar._look, itertools.count(1)

    def fail_once(ear: changes._FileEar) -> dict[str, int]:
        if next(looks) == 2:
            raise sa.exc.OperationalError("disk I/O error", None, Exception())
        return look(ear)

    monkeypatch.setattr(changes._FileEar, "_look", fail_once)
    with feed(sqlite_branch, heard, "a"):
        assert [heard.next(), heard.next()] == ["a", "a"]
        told(sqlite_branch, "a")
        assert heard.next() == "a"


def test_a_server_that_is_not_there_is_tried_until_the_feed_is_stopped(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "FIRST_WAIT", 0.01)
    tries: queue.Queue[None] = queue.Queue()

    def refuse(**_: Any) -> None:
        tries.put(None)
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(psycopg, "connect", refuse)
    engine = postgresql_engine("postgresql+psycopg://guitai@127.0.0.1:1/nothing")
    with ChangeFeed(engine, ("a",), heard):
        for _ in range(3):
            tries.get(timeout=PATIENCE)
    assert heard.nothing
