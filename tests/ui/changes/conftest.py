"""A counter on a real branch with people and clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.branch.opened import OpenBranch
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.builders import Actors
from tests.ui.changes.desk import Counter
from ui.support.run_op import OpRunner


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> ChangeDesk:
    """Services with clients who come back."""
    return change_desk(sqlite_branch, actors)


@pytest.fixture
def make_counter(look: QApplication, runner: OpRunner, desk: ChangeDesk) -> Iterator[Callable[..., Counter]]:
    """Counters that are shown, and closed at the end."""
    made: list[Counter] = []

    def make(**options: Any) -> Counter:
        counter = Counter(desk, runner, **options)
        made.append(counter)
        counter.show()
        return counter

    yield make
    for counter in made:
        counter.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
