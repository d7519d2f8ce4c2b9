"""What took long to count is given again for a while, to whom it was given before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.counter.services import Services
from app.figures.domain import Span, Value
from app.figures.keeping import KEPT_FOR, LONG_MS, Keeping
from tests.app.figures.ground import MANAGER
from tests.builders import actor

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def value(total: int, at: datetime = NOW) -> Value:
    return Value("openings", at, total)


def test_what_took_long_is_kept_for_a_while_and_says_so() -> None:
    keeping = Keeping()
    keeping.put("a", value(3), LONG_MS + 1)
    found = keeping.found("a", NOW + KEPT_FOR - timedelta(seconds=1))
    assert found == Value("openings", NOW, 3, kept=True)
    assert keeping.found("a", NOW + KEPT_FOR) is None
    assert keeping.found("b", NOW) is None


def test_a_clock_that_was_set_back_keeps_nothing() -> None:
    keeping = Keeping()
    keeping.put("a", value(3), LONG_MS + 1)
    assert keeping.found("a", NOW - timedelta(seconds=1)) is None


def test_what_is_quick_is_counted_anew_and_takes_the_place_of_what_was_slow() -> None:
    keeping = Keeping()
    keeping.put("a", value(3), LONG_MS + 1)
    keeping.put("a", value(4), LONG_MS)
    assert keeping.found("a", NOW) is None


@pytest.fixture
def slow(services: Services, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Everything counts as slow; the branch is shared, so what was kept is forgotten again."""
    monkeypatch.setattr(services.figures._keeping, "_long_ms", -1.0)
    monkeypatch.setattr(services.figures._keeping, "_kept", {})
    return services


def test_a_slow_figure_is_kept_until_somebody_wants_it_anew(slow: Services) -> None:
    first = slow.figures.value(MANAGER, "openings")
    again = slow.figures.value(MANAGER, "openings")
    assert (again.kept, again.at, again.total) == (True, first.at, first.total)
    assert not slow.figures.value(MANAGER, "openings", fresh=True).kept
    assert not slow.figures.value(MANAGER, "openings", Span.YEAR).kept


def test_nobody_is_given_what_was_counted_for_somebody_else(slow: Services) -> None:
    slow.figures.value(MANAGER, "complaints")
    other = actor(*MANAGER.roles, staff_id="staff-supervisor")
    assert not slow.figures.value(other, "complaints").kept
