"""The load benchmark in its smallest form: counters that are processes, and the proof that nothing was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.onboarding.storage import opening_field
from benchmarks.load import ground, report
from benchmarks.load.counter import opened
from benchmarks.load.ledger import broken, compare
from benchmarks.load.measure import Plan, run
from benchmarks.load.work import Ways


@pytest.mark.rule("SE-2")
def test_three_counters_at_one_server_lose_nothing_and_a_save_that_vanished_is_told(tmp_path: Path) -> None:
    with ground.on_server(tmp_path, 300, 3, Ways(shared=1.0), print) as ready:
        outcome = run(ready, [Plan("flat out", 3, 6, 0)], print)
        assert outcome.compared.lost == []
        assert outcome.compared.stray == []
        assert outcome.problems == ()
        assert outcome.phases[0].errors.total() == 0
        assert outcome.compared.acknowledged["field"] > 0
        assert outcome.compared.acknowledged["begun"] > 0
        assert "lost: 0" in report.markdown(outcome)

        services, _ = opened(ready.home)
        with services.branch, services.branch.db.engine.connect() as conn:
            conn.execute(opening_field.update().values(value="overwritten"))
            told = compare(conn, [post.ledger for post in ready.posts], ready.before)
            conn.rollback()
        assert len(told.lost) > 0


@pytest.mark.parametrize(
    ("links", "now", "wrong"),
    [
        ([("", "a"), ("a", "b")], "b", 0),
        ([("a", "b"), ("", "a")], "b", 0),
        ([("", "a"), ("a", "b")], "a", 1),
        ([("", "a"), ("", "b")], "b", 1),
        ([("", "a"), ("x", "b")], "b", 1),
        ([("", "a"), ("a", "")], "", 1),
    ],
)
def test_saves_of_a_field_hang_together_or_one_is_lost(links: list[tuple[str, str]], now: str, wrong: int) -> None:
    assert len(broken(links, now)) == wrong
