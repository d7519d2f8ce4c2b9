"""What is said before signing in: that the clock of this computer is behind what the branch did already."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from tests.builders import Actors
from ui.branch_opening import BranchOpening, behind_since
from ui.widgets.banner import InlineBanner


@pytest.mark.parametrize(("back", "told"), [(timedelta(days=3), True), (timedelta(minutes=5), False)])
def test_a_clock_that_was_put_back_is_noticed_and_a_little_difference_is_not(
    sqlite_branch: OpenBranch, actors: Actors, back: timedelta, told: bool
) -> None:
    clock = cast(FixedClock, sqlite_branch.db.clock)
    with sqlite_branch.db.write(actors.teller) as tx:
        tx.audit("test.act", "test", "1")
        done = tx.at
    services: Any = SimpleNamespace(branch=sqlite_branch, clock=FixedClock(clock.now() - back))
    assert behind_since(services) == (done if told else None)


def test_it_is_said_on_the_page_of_signing_in_and_nothing_is_said_when_the_clock_is_right(qtbot: Any) -> None:
    banner = InlineBanner()
    qtbot.addWidget(banner)
    window: Any = SimpleNamespace(sign_in=SimpleNamespace(banner=banner))
    opening = BranchOpening(lambda: window, cast(Any, None), cast(Any, None), "01", banner)
    opening._tell_of_clock(None)
    assert banner.text() == ""
    opening._tell_of_clock(datetime.fromisoformat("2026-11-23T01:45:00+00:00"))
    assert "2026-11-23 09:45" in banner.text()
