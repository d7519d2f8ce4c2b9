"""A counter on a real branch with people, clients and a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.branch.opened import OpenBranch
from tests.app.transfer_out.desk import TransferDesk, transfer_desk
from tests.builders import Actors
from tests.ui.transfer.desk import Counter
from ui.support.run_op import OpRunner


@pytest.fixture
def branch_desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    """Services with approvers who can sign in."""
    return transfer_desk(sqlite_branch, actors)


@pytest.fixture
def make_counter(look: QApplication, runner: OpRunner, branch_desk: TransferDesk) -> Iterator[Callable[..., Counter]]:
    """Counters that are shown, and closed at the end."""
    made: list[Counter] = []

    def make(**options: Any) -> Counter:
        counter = Counter(branch_desk, runner, **options)
        made.append(counter)
        counter.show()
        return counter

    yield make
    for counter in made:
        counter.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def counter(make_counter: Callable[..., Counter]) -> Counter:
    """A counter with the list of requests."""
    return make_counter()


@pytest.fixture
def scan_file(tmp_path: Path) -> str:
    """A file that the plain press takes for a scan."""
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"scan of a paper")
    return str(file)
