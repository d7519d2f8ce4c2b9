"""Fixtures of the faults. The long form (``./guitai test --faults``) tries every write, the short one a sample."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.counter import Counter, TracerMissing, find_tracer
from tests.faults.counts import Tally
from tests.faults.ground import make_ground

LONG = os.environ.get("GUITAI_FAULTS") == "long"


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether every write is tried."""
    return LONG


@pytest.fixture(scope="session")
def fast() -> Iterator[Path]:
    """A directory in memory when there is one: a fault is one more copy of a branch."""
    shared = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private directory in it
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > 1024**3
    made = Path(tempfile.mkdtemp(prefix="guitai-faults-", dir=shared if roomy else None))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def ground(fast: Path) -> Path:
    """The branch that stories begin in; to be copied."""
    return make_ground(fast / "ground")


@pytest.fixture(scope="session")
def counter() -> Iterator[Counter]:
    """The counter's program."""
    made = Counter()
    yield made
    made.stop()


@pytest.fixture
def work(fast: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A directory for one test's branches."""
    made = Path(tempfile.mkdtemp(dir=fast))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Iterator[Tally]:
    """The counts of one test; printed at the end of the run."""
    made = Tally()
    yield made
    made.report(record_property)


@pytest.fixture
def strace(tally: Tally) -> str:
    """The tracer; where it may not be used the test is skipped, and the counts say so."""
    try:
        return find_tracer()
    except TracerMissing as missing:
        tally.skip("kill -9, disk full, disk broken at a write", str(missing))
        raise
