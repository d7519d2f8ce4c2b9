"""A CUPS of one's own, a printing system by hand, and a counter that prints on either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.branch.opened import OpenBranch
from tests.app.printing.counter import Paper, PrintCounter
from tests.builders import Actors
from tests.cups import CupsServer


@pytest.fixture(scope="session")
def cups_server() -> Iterator[CupsServer]:
    """The test server; without CUPS the test fails with how to install it."""
    server = CupsServer()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def cups(cups_server: CupsServer, monkeypatch: pytest.MonkeyPatch) -> CupsServer:
    """The test server, as the one that this program prints on."""
    monkeypatch.setenv("CUPS_SERVER", cups_server.address)
    return cups_server


@pytest.fixture
def paper() -> Paper:
    """A printing system by hand."""
    return Paper()


@pytest.fixture
def counter(branch: OpenBranch, actors: Actors, paper: Paper) -> PrintCounter:
    """A counter with an archived document and two users, that prints on ``paper``."""
    return PrintCounter(branch, actors, paper)
